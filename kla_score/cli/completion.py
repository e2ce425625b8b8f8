"""
What a shell offers when somebody presses Tab: commands and options come from the library, values from here.

A shell asks by a variable (`COMPLETING`) and hands over the line so far in another one.
"""

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import typer

from kla_score.cli.shared import COMPLETING, NOT_DONE
from kla_score.instrument import Instrument
from kla_score.issues import Issue, KlaScoreError, Parameter

PROGRAM: Final = "kla-score"
SHELLS: Final = ("bash", "zsh", "fish", "powershell")
_INSTRUCTIONS: Final = tuple(f"{what}_{shell}" for what in ("complete", "source") for shell in (*SHELLS, "pwsh"))
"""What the variable may say: that something is to be offered, or that the script is to be printed."""
_LINES: Final = ("COMP_WORDS", "_TYPER_COMPLETE_ARGS")
_CHOICES: Final = re.compile(r"[a-z]+(\|[a-z]+)+")


class Candidate(NamedTuple):
    """A value that is offered, as the library hands it on: *type* says that it is one, and no kind of file."""

    value: str
    type: str = "plain"
    help: str | None = None


def words_typed() -> Sequence[str]:
    """Give the words behind the name of the program, as far as they are typed."""
    return next((line.split()[1:] for line in map(os.environ.get, _LINES) if line), [])


def answer(command: Any) -> None:  # noqa: ANN401 - typer's own classes are private
    """
    Print what is offered next for *command*, and exit.

    Raises:
        KlaScoreError: the variable asks for something else.

    """
    asked = os.environ[COMPLETING]
    if asked not in _INSTRUCTIONS:
        parameters: Mapping[str, Parameter] = {"option": COMPLETING, "allowed": _INSTRUCTIONS}
        raise KlaScoreError(Issue("flag-value-unknown", found=asked, parameters=parameters))
    _know_shells()
    _offer(command)
    try:
        command(args=[], prog_name=PROGRAM, standalone_mode=False)
    except ValueError:  # not what a shell asks
        sys.exit(NOT_DONE)


def print_script(shell: str) -> None:
    """Print what lets *shell* ask us, and exit."""
    app = _know_shells()
    os.environ[COMPLETING] = f"source_{shell}"
    try:
        app(args=[], prog_name=PROGRAM, standalone_mode=False)
    finally:
        del os.environ[COMPLETING]


def _know_shells() -> Any:  # noqa: ANN401 - as above
    """Let the library know its shells, which it does when it makes a program that completes; give that."""
    app = typer.Typer(add_completion=True)
    app.command()(_nothing)
    return typer.main.get_command(app)


def _nothing() -> None:
    """Stand for a command."""


def _offer(command: Any) -> None:  # noqa: ANN401 - as above
    """Let the parameters of *command* and its subcommands offer values: those that their help names, or ours."""
    for parameter in command.params:
        metavar = parameter.metavar or ""
        if _CHOICES.fullmatch(metavar):
            parameter.shell_complete = _offering(metavar.split("|"))
        elif parameter.name in _VALUES:
            parameter.shell_complete = _looking_up(_VALUES[parameter.name])
    for each in getattr(command, "commands", {}).values():
        _offer(each)


_Completer = Callable[[Any, str], list[Candidate]]


def _offering(values: Iterable[str]) -> _Completer:
    return lambda _context, incomplete: [Candidate(each) for each in values if each.startswith(incomplete)]


def _looking_up(values_of: Callable[[Instrument], Iterable[str]]) -> _Completer:
    """Make a completer that asks the instrument; nothing is offered when it cannot be read."""

    def complete(context: Any, incomplete: str) -> list[Candidate]:  # noqa: ANN401 - as above
        from kla_score import api  # noqa: PLC0415 - most lines are completed without

        named = context.params.get("instrument")
        try:
            form = api.load_instrument(Path(named) if named else None)
        except KlaScoreError:
            return []
        return _offering(dict.fromkeys(values_of(form)))(context, incomplete)

    return complete


def _predicates(form: Instrument) -> Iterable[str]:
    return [each.id for each in form.predicates]


def _agencies(form: Instrument) -> Iterable[str]:
    return [each.id for each in form.agencies]


def _questions(form: Instrument) -> Iterable[str]:
    return form.questions


def _pieces(form: Instrument) -> Iterable[str]:
    from kla_score.issues import CATALOGUE  # noqa: PLC0415 - as above
    from kla_score.questions import KINDS  # noqa: PLC0415 - as above

    codes = [*(each.id for each in form.clusters), *(each.code for each in form.indicators), *form.questions]
    return [*codes, *KINDS, *CATALOGUE]


_VALUES: Final[Mapping[str, Callable[[Instrument], Iterable[str]]]] = {
    "target": _predicates,
    "agency": _agencies,
    "keep": _questions,
    "skip": lambda form: [*_agencies(form), *_questions(form)],
    "code": _pieces,
}
"""Values by the name of the parameter, as its function calls it."""
