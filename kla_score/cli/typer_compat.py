"""
All uses of typer beyond its documentation: translated messages and shell completion.

The classes of its commands, help pages and errors are private, and change between releases. They are used in this
module only, and `tests/test_cli_typer_compat.py` lists each attribute. Of an error message, only the quoted words are
used.
"""

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final, NamedTuple

import typer

from kla_score.i18n import N_, Messages
from kla_score.issues import Issue, Parameter

UsageError: Final[type[Exception]] = typer.BadParameter.__mro__[1]
"""The error that typer raises for a command line that it cannot parse."""
PROGRAM: Final = "kla-score"
COMPLETING: Final = "_KLA_SCORE_COMPLETE"
"""The variable that a shell sets to request completions. Typer derives its name from the name of the program."""

_HEADINGS: Final[Mapping[str, str]] = {
    "Arguments": N_("Arguments"),
    "Options": N_("Options"),
    "Commands": N_("Commands"),
}
_HELP: Final = N_("Show this page and exit.")
_USAGE: Final = N_("Usage:")
_EXAMPLE: Final = N_("Example:")
_OPTIONS: Final = N_("[OPTIONS]")
_COMMAND: Final = N_("COMMAND")
_EXTRAS: Final = re.compile(r"\s+\\?\[([^\[\]]*)\]$")
_SURPLUS: Final = re.compile(r" \((.*)\)")
_TYPE: Final = re.compile(r" <[^<>]*>$")


_NAMES: Final = "\x1f"
"""Separates the help of an option from its list of names, and the names from each other. No text contains it."""


def with_names(text: str, names: Iterable[str]) -> str:
    """
    Return the help *text*, not yet translated, joined with *names*, because typer stores only a text.

    In *text*, ``{names}`` stands for all names and ``{others}`` for all but the ``{last}``.
    """
    return _NAMES.join([text, *names])


def _say_help(help_text: str, messages: Messages) -> str:
    """Return the translated help of an option with its names filled in."""
    text, *names = help_text.split(_NAMES)
    if not names:
        return messages.gettext(text)
    return messages.gettext(text, names=tuple(names), others=tuple(names[:-1]), last=names[-1])


def command_of(app: typer.Typer, messages: Messages) -> Any:  # noqa: ANN401 - typer's own classes are private
    """Return the command of *app*, in the language of *messages*."""
    return _translate(typer.main.get_command(app), messages)


def run_command(command: Any, arguments: Sequence[str] = ()) -> Any:  # noqa: ANN401 - as above
    """Run *command* with *arguments*, return its exit code, and pass on its exceptions."""
    return command(args=list(arguments), prog_name=PROGRAM, standalone_mode=False)


def _translate(command: Any, messages: Messages) -> Any:  # noqa: ANN401 - as above
    """Return *command* and its subcommands translated into the language of *messages*."""
    formatter = _formatter(command.context_class.formatter_class, messages)
    command.context_class = type("Context", (command.context_class,), {"formatter_class": formatter})
    command.options_metavar = messages.gettext(_OPTIONS)
    if getattr(command, "epilog", None):
        is_group = hasattr(command, "commands")
        command.epilog = (
            messages.gettext(command.epilog) if is_group else f"{messages.gettext(_EXAMPLE)} {command.epilog}"
        )
    for owner in (command, *command.params):
        if getattr(owner, "help", None):
            owner.help = _say_help(owner.help, messages)
        if getattr(owner, "metavar", None):
            owner.metavar = messages.gettext(owner.metavar)
    # Releases of the library show optional arguments differently.
    command.collect_usage_pieces = lambda _context: _usage_pieces(command)
    if command.help:
        command.short_help = command.help  # otherwise it is cut to one line
    if hasattr(command, "commands"):
        command.subcommand_metavar = f"{messages.gettext(_COMMAND)} ..."
        for each in command.commands.values():
            _translate(each, messages)
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
    _ = messages.gettext

    class Formatter(base):  # type: ignore[misc]
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or f"{_(_USAGE)} ")

        def write_heading(self, heading: str) -> None:
            super().write_heading(_(_HEADINGS.get(heading, heading)))

        def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
            super().write_dl(
                [(_TYPE.sub("", name), _described(name, text, _)) for name, text in rows], col_max, col_spacing
            )

    return Formatter


def _described(name: str, text: str, _: Callable[..., str]) -> str:
    """Return the translated description of an option, with whether it is required and its default."""
    if name.endswith("--help"):
        return _(_HELP)
    extras = _EXTRAS.search(text)
    if extras is None:
        return text
    words = []
    for part in extras[1].split("; "):
        label, _colon, value = part.partition(": ")
        if label == "default":
            words.append(_("default: {value}", value=value))
        elif label == "env var":
            words.append(_("variable: {value}", value=value))
        elif label == "required":
            words.append(_("required"))
    return f"{text[: extras.start()]}  [{'; '.join(words)}]" if words else text[: extras.start()]


def issue_of(error: Any, arguments: Sequence[str]) -> Issue:  # noqa: ANN401 - as above
    """Return the issue for a part of *arguments* that typer could not parse."""
    command = error.ctx.command if error.ctx else None
    kind = type(error).__name__
    option = getattr(error, "option_name", "") or ""
    if kind == "NoSuchOption":
        known = [name for each in command.params for name in (*each.opts, *each.secondary_opts)] if command else []
        return _unknown("flag-unknown", option, known)
    if kind == "BadOptionUsage":
        is_given = any(each.startswith(f"{option}=") for each in arguments)
        return Issue("flag-value-unwanted" if is_given else "flag-value-missing", found=option)
    if kind == "MissingParameter":
        return Issue("argument-missing", found=_name(error.param))
    if kind == "BadParameter":
        return Issue("flag-value-unusable", found=_setter_of(error))
    if command and hasattr(command, "commands"):
        named = next((each for each in arguments if not each.startswith("-")), "")
        return _unknown("command-unknown", named, list(command.commands)) if named else Issue("command-missing")
    surplus = _SURPLUS.search(error.message)
    return Issue("argument-surplus", found=surplus[1] if surplus else "")


def help_of(command: Any) -> str:  # noqa: ANN401 - as above
    """Return the help page of the whole program."""
    return str(command.get_help(command.make_context(PROGRAM, [], resilient_parsing=True)))


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


def _unknown(code: str, found: str, known: Sequence[str]) -> Issue:
    parameters: Mapping[str, Parameter] = {"candidates": tuple(get_close_matches(found, known))}
    return Issue(code, found=found, parameters=parameters)


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
