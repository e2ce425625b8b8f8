"""
All uses of typer beyond its documentation: translated messages and shell completion.

The classes of its commands, help pages and errors are private, and change between releases. They are used in this
module only, and `tests/test_cli_typer_compat.py` lists each attribute. Of an error message, only the quoted words are
used.
"""

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import typer

from kla_score.cells import similar_names
from kla_score.cli.help_page import WIDEST, HelpPage, Option, help_end, help_sections
from kla_score.cli.help_texts import COMMANDS
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

SHELLS: Final = ("bash", "zsh", "fish", "powershell")
SCRIPT_OF: Final = "source_{}"
"""The value of that variable that prints the script of a shell."""
INSTRUCTIONS: Final = tuple(text.format(shell) for text in ("complete_{}", SCRIPT_OF) for shell in (*SHELLS, "pwsh"))
"""Valid values of that variable: complete a word, or print the script."""

_USAGE: Final = N_("Usage:")
_OPTIONS: Final = N_("[OPTIONS]")
_COMMAND: Final = N_("COMMAND")
_SURPLUS: Final = re.compile(r" \((.*)\)")
_NAMES: Final = "\x1f"
"""Separates the help of an option from its list of names, and the names from each other. No text contains it."""


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
    if position in {0, len(words)} or words[position] not in group.commands:
        return words
    return [words[position], *words[:position], *words[position + 1 :]]


def _after_options(group: Any, words: Sequence[str]) -> int:  # noqa: ANN401 - as above
    """Return the position of the first of *words* that is neither an option of *group* nor the value of one."""
    needs_value = {name for each in group.params if not each.is_flag for name in each.opts}
    position = 0
    while position < len(words) and words[position].startswith("-") and words[position] != "--":
        word = words[position]
        position += 2 if (word if word.startswith("--") else f"-{word[-1]}") in needs_value else 1
    return min(position, len(words))


def _translate(command: Any, texts: HelpTexts, messages: Messages) -> Any:  # noqa: ANN401 - as above
    """Return *command* and its subcommands translated into the language of *messages*."""
    formatter = _formatter(command.context_class.formatter_class, messages)
    command.context_class = type("Context", (command.context_class,), {"formatter_class": formatter})
    command.options_metavar = messages.gettext(_OPTIONS)
    is_group = hasattr(command, "commands")
    common = [each for each in command.params if each.help in texts.common]
    common.sort(key=lambda each: texts.common.index(each.help))
    for owner in (command, *command.params):
        if getattr(owner, "help", None):
            owner.help = _translated(owner.help, messages)
        if getattr(owner, "metavar", None):
            owner.metavar = messages.gettext(owner.metavar)
    # Releases of the library show optional arguments differently.
    command.collect_usage_pieces = lambda _context: _usage_pieces(command)
    command.format_options = lambda _context, page: _write_help(_page_of(command, common, texts), page, messages)
    if is_group:
        command.subcommand_metavar = f"{messages.gettext(_COMMAND)} ..."
        for each in command.commands.values():
            _translate(each, texts, messages)
    return command


def _write_help(page: HelpPage, formatter: Any, messages: Messages) -> None:  # noqa: ANN401 - as above
    for heading, rows in help_sections(page, messages):
        with formatter.section(heading):
            formatter.write_dl(rows, col_max=WIDEST)
    formatter.write(help_end(page, formatter.width, messages))


def help_of(option: Any) -> str:  # noqa: ANN401 - as above
    """Return the untranslated help of *option*, as ``typer.Option`` returns it."""
    return str(option.help)


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


def _page_of(command: Any, common: Sequence[Any], texts: HelpTexts) -> HelpPage:  # noqa: ANN401 - as above
    """Return the contents of the help page of *command*, with its *common* options at the end."""
    own = [each for each in command.params if each not in common]
    arguments = [(each.metavar, each.help) for each in own if each.param_type_name == "argument"]
    options = [
        Option(
            names=sorted(each.opts, key=len),
            metavar="" if each.is_flag else each.metavar,
            description=each.help,
            default="" if each.is_flag or not each.show_default or each.default in (None, []) else str(each.default),
            variable=each.envvar or "",
            # A command that checks an option itself shows so in place of a default.
            is_required=each.required or isinstance(each.show_default, str),
            is_common=each in common,
        )
        for each in (*own, *common)
        if each.param_type_name == "option"
    ]
    commands = [(name, each.help) for name, each in getattr(command, "commands", {}).items()]
    return HelpPage(arguments, commands, options, texts.examples)


def issue_of(error: Any, arguments: Sequence[str]) -> Issue:  # noqa: ANN401 - as above
    """Return the issue for a part of *arguments* that typer could not parse."""
    command = error.ctx.command if error.ctx else None
    kind = type(error).__name__
    option = getattr(error, "option_name", "") or ""
    usage: Mapping[str, Parameter] = {"usage": f"{_path_of(error, arguments)} -h"}
    if kind == "NoSuchOption":
        known = [name for each in command.params for name in (*each.opts, *each.secondary_opts)] if command else []
        return Issue("flag-unknown", found=option, parameters={**usage, "candidates": similar_names(option, known)[:1]})
    if kind == "BadOptionUsage":
        is_given = any(each.startswith(f"{option}=") for each in arguments)
        return Issue("flag-value-unwanted" if is_given else "flag-value-missing", found=option)
    if kind == "MissingParameter":
        return Issue("argument-missing", found=_name(error.param), parameters=usage)
    if kind == "BadParameter":
        return Issue("flag-value-unusable", found=_setter_of(error))
    if command and hasattr(command, "commands"):
        words = [each for each in arguments[_after_options(command, arguments) :] if each != "--"]
        return _issue_of_command(words[0] if words else arguments[-1], list(command.commands))
    surplus = _SURPLUS.search(error.message)
    return Issue("argument-surplus", found=surplus[1] if surplus else "")


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
    return Issue("command-unknown", found=named, parameters={"candidates": similar_names(named, known)[:1]})


def _path_of(error: Any, arguments: Sequence[str]) -> str:  # noqa: ANN401 - as above
    """Return the program and the command that *error* is about. Some errors of the library do not know it."""
    if error.ctx:
        return str(error.ctx.command_path)
    return " ".join([PROGRAM, *[each for each in arguments if each in COMMANDS][:1]])


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
    app.command()(lambda: None)
    return typer.main.get_command(app)


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
