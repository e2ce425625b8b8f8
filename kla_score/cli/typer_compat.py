"""
Everything that we use of typer beyond its documentation: its sentences in our words, and what a shell is offered.

The classes of its commands, help pages and errors are private; releases move them, and differ in what they say.
So they are touched in this module alone, and `tests/test_cli_typer_compat.py` names each attribute that it uses. Of a
sentence nothing is used but what it quotes.
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
"""What typer raises for a command line that it cannot read."""
PROGRAM: Final = "kla-score"
COMPLETING: Final = "_KLA_SCORE_COMPLETE"
"""The variable that a shell sets when it asks what could follow; typer makes its name of that of the program."""

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
"""Parts the help of an option from the names that it lists, and these from each other: no text has it."""


def with_names(text: str, names: Iterable[str]) -> str:
    """
    Return the help *text*, not yet translated, together with *names*; typer keeps nothing but a text.

    In *text* ``{names}`` stands for all of them, ``{others}`` for all but the ``{last}``.
    """
    return _NAMES.join([text, *names])


def _say_help(help_text: str, messages: Messages) -> str:
    """Translate the help of an option, and put in the names that came with it."""
    text, *names = help_text.split(_NAMES)
    if not names:
        return messages.gettext(text)
    return messages.gettext(text, names=tuple(names), others=tuple(names[:-1]), last=names[-1])


def command_of(app: typer.Typer, messages: Messages) -> Any:  # noqa: ANN401 - typer's own classes are private
    """Return the command that *app* describes, in the language of *messages*."""
    return _translate(typer.main.get_command(app), messages)


def run_command(command: Any, arguments: Sequence[str] = ()) -> Any:  # noqa: ANN401 - as above
    """Run *command* with *arguments*; return its exit code, and raise what it raises."""
    return command(args=list(arguments), prog_name=PROGRAM, standalone_mode=False)


def _translate(command: Any, messages: Messages) -> Any:  # noqa: ANN401 - as above
    """Make *command* and its subcommands speak the language of *messages*; give it back."""
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
    # Releases of the library differ in what they make of arguments that may be left out.
    command.collect_usage_pieces = lambda _context: _usage_pieces(command)
    if command.help:
        command.short_help = command.help  # else it is cut to one line
    if hasattr(command, "commands"):
        command.subcommand_metavar = f"{messages.gettext(_COMMAND)} ..."
        for each in command.commands.values():
            _translate(each, messages)
    return command


def _usage_pieces(command: Any) -> list[str]:  # noqa: ANN401 - as above
    """Give what follows the name of *command*: arguments that may be left out in brackets, several with dots."""
    pieces = [command.options_metavar]
    for each in command.params:
        if each.param_type_name == "argument":
            name = each.metavar if each.nargs == 1 or each.metavar.endswith("...") else f"{each.metavar}..."
            pieces.append(name if each.required else f"[{name}]")
    return [*pieces, command.subcommand_metavar] if hasattr(command, "commands") else pieces


def _formatter(base: Any, messages: Messages) -> Any:  # noqa: ANN401 - as above
    """Make a writer of help pages out of the library's own."""
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
    """Put in our words what an option is, whether it must be given, and what it is when it is not."""
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
    """Return what typer could not read in *arguments*."""
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
    """Return the line on how the command is used that *error* is about, when it tells."""
    return [str(error.ctx.get_usage())] if error.ctx else []


def _setter_of(error: Any) -> str:  # noqa: ANN401 - as above
    """Name what has given the value that *error* is about: an option, an argument, or the variable behind it."""
    source = error.ctx.get_parameter_source(error.param.name) if error.ctx else None
    is_variable = getattr(source, "name", "") == "ENVIRONMENT" and error.param.envvar
    return str(error.param.envvar) if is_variable else _name(error.param)


def _name(parameter: Any) -> str:  # noqa: ANN401 - as above
    """Name an option as it is typed, and an argument as the help page does."""
    return "/".join(parameter.opts) if parameter.param_type_name == "option" else str(parameter.metavar)


def _unknown(code: str, found: str, known: Sequence[str]) -> Issue:
    parameters: Mapping[str, Parameter] = {"candidates": tuple(get_close_matches(found, known))}
    return Issue(code, found=found, parameters=parameters)


Completer = Callable[[Mapping[str, Any], str], Sequence[str]]
"""Returns what may stand for a parameter, from the values before it by name, and how the value begins."""


def words_typed() -> Sequence[str]:
    """Return the words behind the name of the program, as far as they are typed."""
    lines = map(os.environ.get, ("COMP_WORDS", "_TYPER_COMPLETE_ARGS"))
    return next((line.split()[1:] for line in lines if line), [])


def know_shells() -> Any:  # noqa: ANN401 - as above
    """Let typer register its shells, which it does when it makes a program that completes; return that program."""
    app = typer.Typer(add_completion=True)
    app.command()(_noop)
    return typer.main.get_command(app)


def _noop() -> None:
    """Stand for a command."""


def offer_values(command: Any, completer_of: Callable[[str, str], Completer | None]) -> None:  # noqa: ANN401 - as above
    """Complete the parameters of *command* and its subcommands by *completer_of* their names and metavars."""
    for parameter in command.params:
        completer = completer_of(parameter.name, parameter.metavar or "")
        if completer:
            parameter.shell_complete = _offering(completer)
    for each in getattr(command, "commands", {}).values():
        offer_values(each, completer_of)


def _offering(completer: Completer) -> Callable[[Any, str], Sequence["_Candidate"]]:
    return lambda context, incomplete: [_Candidate(each) for each in completer(context.params, incomplete)]


class _Candidate(NamedTuple):
    """A value that is offered, with the attributes that typer asks for: *type* says that it is no kind of file."""

    value: str
    type: str = "plain"
    help: str | None = None
