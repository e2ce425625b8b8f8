"""
All uses of typer beyond its documentation: translated messages and shell completion.

The classes of its commands, help pages and errors are private, and change between releases. They are used in this
module only, and `tests/test_cli_typer_compat.py` lists each attribute. Of an error message, only the quoted words are
used.
"""

import os
import re
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, NamedTuple

import typer

from kla_score.cli.quoting import shell_quote
from kla_score.files.discovery import SUFFIXES
from kla_score.files.reading import is_folder
from kla_score.i18n import N_, Messages
from kla_score.issues import Issue, Parameter

UsageError: Final[type[Exception]] = typer.BadParameter.__mro__[1]
"""The error that typer raises for a command line that it cannot parse."""
PROGRAM: Final = "kla-score"
COMPLETING: Final = "_KLA_SCORE_COMPLETE"
"""The variable that a shell sets to request completions. Typer derives its name from the name of the program."""

_USAGE: Final = N_("Usage:")
_OPTIONS: Final = N_("[OPTIONS]")
_COMMAND: Final = N_("COMMAND")
_SURPLUS: Final = re.compile(r" \((.*)\)")
_NAMES: Final = "\x1f"
"""Separates the help of an option from its list of names, and the names from each other. No text contains it."""
_WIDEST: Final = 28
"""The widest name of an option that has its description on the same line."""


def with_names(text: str, names: Iterable[str]) -> str:
    """Return the help *text*, not yet translated, joined with the *names* for ``{names}``. Typer stores only a text."""
    return _NAMES.join([text, *names])


def _translated(help_text: str, messages: Messages) -> str:
    """Return the translated help of an option with its names filled in."""
    text, *names = help_text.split(_NAMES)
    return messages.gettext(text, names=tuple(names)) if names else messages.gettext(text)


class HelpTexts(NamedTuple):
    """What typer does not know of a help page: *examples*, and the descriptions of *common* options."""

    examples: Sequence[str] = ()
    common: Sequence[str] = ()


def command_of(app: typer.Typer, texts: HelpTexts, messages: Messages) -> Any:  # noqa: ANN401 - typer's own classes are private
    """Return the command of *app*, in the language of *messages*."""
    return _translate(typer.main.get_command(app), texts, messages)


def run_command(command: Any, arguments: Sequence[str] = ()) -> Any:  # noqa: ANN401 - as above
    """Run *command* with *arguments*, return its exit code, and pass on its exceptions."""
    return command(args=list(arguments), prog_name=PROGRAM, standalone_mode=False)


def command_first(group: Any, words: Sequence[str]) -> Sequence[str]:  # noqa: ANN401 - as above
    """Return *words* with the options before the command behind it; unchanged if no command follows them."""
    position = _after_options(group, words)
    if position == 0 or words[position : position + 1] == [] or words[position] not in group.commands:
        return words
    return [words[position], *words[:position], *words[position + 1 :]]


def _after_options(group: Any, words: Sequence[str]) -> int:  # noqa: ANN401 - as above
    """Return the position of the first of *words* that is neither an option of *group* nor the value of one."""
    needs_value = {name for each in group.params if not each.is_flag for name in each.opts}
    position = 0
    while position < len(words) and words[position].startswith("-") and words[position] != "--":
        word = words[position]
        position += 2 if (word if word.startswith("--") else f"-{word[-1]}") in needs_value else 1
    return position


def _translate(command: Any, texts: HelpTexts, messages: Messages) -> Any:  # noqa: ANN401 - as above
    """Return *command* and its subcommands translated into the language of *messages*."""
    formatter = _formatter(command.context_class.formatter_class, messages)
    command.context_class = type("Context", (command.context_class,), {"formatter_class": formatter})
    command.options_metavar = messages.gettext(_OPTIONS)
    is_group = hasattr(command, "commands")
    others = [] if is_group else [each for each in command.params if each.help in texts.common]
    others.sort(key=lambda each: texts.common.index(each.help))
    page = _HelpPage(command, others, texts.examples, messages)
    for owner in (command, *command.params):
        if getattr(owner, "help", None):
            owner.help = _translated(owner.help, messages)
        if getattr(owner, "metavar", None):
            owner.metavar = messages.gettext(owner.metavar)
    # Releases of the library show optional arguments differently.
    command.collect_usage_pieces = lambda _context: _usage_pieces(command)
    command.format_options = lambda _context, formatter: page.write_to(formatter)
    if is_group:
        command.subcommand_metavar = f"{messages.gettext(_COMMAND)} ..."
        for each in command.commands.values():
            _translate(each, texts, messages)
    return command


def _usage_pieces(command: Any) -> list[str]:  # noqa: ANN401 - as above
    """Return the usage after the name of *command*: optional arguments in brackets, repeatable ones with dots."""
    pieces = [command.options_metavar]
    for each in command.params:
        if each.param_type_name == "argument":
            name = each.metavar if each.nargs == 1 or each.metavar.endswith("...") else f"{each.metavar}..."
            pieces.append(name if each.required else f"[{name}]")
    return [*pieces, command.subcommand_metavar] if hasattr(command, "commands") else pieces


def _formatter(base: Any, messages: Messages) -> Any:  # noqa: ANN401 - as above
    """Return a help formatter derived from *base*, the library's own class."""

    class Formatter(base):  # type: ignore[misc]
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or f"{messages.gettext(_USAGE)} ")

    return Formatter


class _HelpPage:
    """The part of a help page below the description of *command*. Its options *others* are named, not explained."""

    def __init__(self, command: Any, others: Sequence[Any], examples: Sequence[str], messages: Messages) -> None:  # noqa: ANN401 - as above
        self._command = command
        self._others = others
        self._examples = examples
        self._ = messages.gettext

    def write_to(self, formatter: Any) -> None:  # noqa: ANN401 - as above
        """Write arguments, options and examples to *formatter*, or commands and options for the whole program."""
        _ = self._
        commands = getattr(self._command, "commands", {})
        listed = [each for each in self._command.params if each not in self._others]
        arguments, options = (
            [each for each in listed if each.param_type_name == kind] for kind in ("argument", "option")
        )
        rows = [(self._name(each), self._description(each)) for each in options]
        tables = (
            (N_("Arguments"), [(each.metavar, each.help) for each in arguments]),
            (N_("Commands"), [(name, each.help) for name, each in commands.items()]),
            (N_("Options"), [] if commands else rows),
            (N_("Common options"), [*rows, ("-h, --help", _("Show this page."))] if commands else []),
        )
        for heading, entries in tables:
            if entries:
                with formatter.section(_(heading)):
                    formatter.write_dl(entries, col_max=_WIDEST)
        if commands:
            paragraphs = [_("Explain a command: kla-score COMMAND -h")]
        else:
            names = ", ".join([*(min(each.opts, key=len) for each in self._others), "-h"])
            paragraphs = [_("Common options (explained by kla-score -h): {options}", options=names)]
        for paragraph in (*paragraphs, self._variables([*options, *self._others])):
            formatter.write(f"\n{_wrapped(paragraph, formatter.width)}\n")
        if self._examples:
            heading = _("Example:") if len(self._examples) == 1 else _("Examples:")
            formatter.write("".join([f"\n{heading}\n", *(f"  {_(each)}\n" for each in self._examples)]))

    def _variables(self, options: Sequence[Any]) -> str:
        """Return a sentence on variables, with the first of *options* that has one."""
        option = next(each for each in options if each.envvar)
        return self._(
            "Most options have a variable, such as {variable} for {option}.",
            option=max(option.opts, key=len),
            variable=option.envvar,
        )

    def _name(self, option: Any) -> str:  # noqa: ANN401 - as above
        names = ", ".join(sorted(option.opts, key=len))
        return names if option.is_flag else f"{names} {option.metavar}"

    def _description(self, option: Any) -> str:  # noqa: ANN401 - as above
        """Return the description of *option*, with whether it is required, or its default."""
        _ = self._
        note = ""
        if option.required or isinstance(option.show_default, str):
            note = _("required")
        elif option.show_default and not option.is_flag and option.default not in (None, []):
            note = _("default: {value}", value=str(option.default))
        return f"{option.help}  [{note}]" if note else str(option.help)


def _wrapped(text: str, width: int) -> str:
    """Return *text* indented and wrapped between its words. The name of an option is never broken."""
    return textwrap.fill(
        text,
        width,
        initial_indent="  ",
        subsequent_indent="  ",
        break_on_hyphens=False,
        break_long_words=False,
    )


def issue_of(error: Any, arguments: Sequence[str]) -> Issue:  # noqa: ANN401 - as above
    """Return the issue for a part of *arguments* that typer could not parse."""
    command = error.ctx.command if error.ctx else None
    kind = type(error).__name__
    option = getattr(error, "option_name", "") or ""
    usage: Mapping[str, Parameter] = {"usage": f"{error.ctx.command_path if error.ctx else PROGRAM} -h"}
    if kind == "NoSuchOption":
        known = [name for each in command.params for name in (*each.opts, *each.secondary_opts)] if command else []
        return Issue("flag-unknown", found=option, parameters={**usage, "candidates": _nearest(option, known)})
    if kind == "BadOptionUsage":
        is_given = any(each.startswith(f"{option}=") for each in arguments)
        return Issue("flag-value-unwanted" if is_given else "flag-value-missing", found=option, parameters=usage)
    if kind == "MissingParameter":
        return Issue("argument-missing", found=_name(error.param), parameters=usage)
    if kind == "BadParameter":
        return Issue("flag-value-unusable", found=_setter_of(error), parameters=usage)
    if command and hasattr(command, "commands"):
        words = [each for each in arguments[_after_options(command, arguments) :] if each != "--"]
        return _issue_of_command(words[0], list(command.commands))
    surplus = _SURPLUS.search(error.message)
    return Issue("argument-surplus", found=surplus[1] if surplus else "", parameters=usage)


_COMMANDS_FOR: Final[Mapping[str, str]] = {
    **dict.fromkeys(SUFFIXES, "evaluate"),
    **dict.fromkeys((".yaml", ".yml"), "validate"),
}
"""The command for a file that was named without one, by the suffix of the file."""


def _issue_of_command(named: str, known: Sequence[str]) -> Issue:
    """Return the issue for *named*, which is none of the *known* commands, but may be a file."""
    path = Path(named)
    command = "batch" if is_folder(path) else _COMMANDS_FOR.get(path.suffix.lower())
    if command:
        line = f"{PROGRAM} {command} {shell_quote(named)}"
        return Issue("command-is-file", found=named, parameters={"command": line})
    return Issue("command-unknown", found=named, parameters={"candidates": _nearest(named, known)})


def _nearest(found: str, known: Sequence[str]) -> tuple[str, ...]:
    return tuple(get_close_matches(found, known, n=1))


def usage_of(error: Any) -> Sequence[str]:  # noqa: ANN401 - as above
    """Return the usage line of the command that *error* is about, if known."""
    return [str(error.ctx.get_usage())] if error.ctx else []


def _setter_of(error: Any) -> str:  # noqa: ANN401 - as above
    """Return the source of the value in *error*: an option, an argument, or its variable."""
    source = error.ctx.get_parameter_source(error.param.name) if error.ctx else None
    is_variable = getattr(source, "name", "") == "ENVIRONMENT" and error.param.envvar
    return str(error.param.envvar) if is_variable else _name(error.param)


def _name(parameter: Any) -> str:  # noqa: ANN401 - as above
    """Return the name of an option as it is typed, or of an argument as on the help page."""
    return "/".join(parameter.opts) if parameter.param_type_name == "option" else str(parameter.metavar)


Completer = Callable[[Mapping[str, Any], str], Sequence[str]]
"""Returns the possible values of a parameter, from the preceding values by name and the start of its value."""


def words_typed() -> Sequence[str]:
    """Return the words after the name of the program, as typed so far."""
    lines = map(os.environ.get, ("COMP_WORDS", "_TYPER_COMPLETE_ARGS"))
    return next((line.split()[1:] for line in lines if line), [])


def know_shells() -> Any:  # noqa: ANN401 - as above
    """Make typer register its shells by creating a program with completion. Return that program."""
    app = typer.Typer(add_completion=True)
    app.command()(_noop)
    return typer.main.get_command(app)


def _noop() -> None:
    """Replace a command."""


def offer_values(command: Any, completer_of: Callable[[str, str], Completer | None]) -> None:  # noqa: ANN401 - as above
    """Set the completers of the parameters of *command* and its subcommands, by their names and metavars."""
    for parameter in command.params:
        completer = completer_of(parameter.name, parameter.metavar or "")
        if completer:
            parameter.shell_complete = _offering(completer)
    for each in getattr(command, "commands", {}).values():
        offer_values(each, completer_of)


def _offering(completer: Completer) -> Callable[[Any, str], Sequence["_Candidate"]]:
    return lambda context, incomplete: [_Candidate(each) for each in completer(context.params, incomplete)]


class _Candidate(NamedTuple):
    """A completion with the attributes that typer requires. *type* marks it as not a kind of file."""

    value: str
    type: str = "plain"
    help: str | None = None
