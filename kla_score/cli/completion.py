"""
Complete words in a shell. The library completes commands and options, this module their values.

A shell sets the variable `COMPLETING` and passes the line so far in another variable.
"""

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from kla_score.cli.console import NOT_DONE
from kla_score.cli.typer_compat import (
    COMPLETING,
    INSTRUCTIONS,
    SCRIPT_OF,
    Completer,
    know_shells,
    offer_values,
    run_command,
)
from kla_score.files.reading import STDIN
from kla_score.instrument import Instrument
from kla_score.instrument.questions import KINDS
from kla_score.issues import CATALOGUE, Issue, KlaScoreError, Parameter
from kla_score.reports.views.columns import COLUMNS

_CHOICES: Final = re.compile(r"[a-z]+(\|[a-z]+)+")


def answer(command: Any) -> None:  # noqa: ANN401 - typer's own classes are private
    """
    Print the completions for *command*, and exit.

    Raises:
        KlaScoreError: The variable has an unknown value.

    """
    asked = os.environ[COMPLETING]
    if asked not in INSTRUCTIONS:
        parameters: Mapping[str, Parameter] = {"option": COMPLETING, "allowed": INSTRUCTIONS}
        raise KlaScoreError(Issue("flag-value-unknown", found=asked, parameters=parameters))
    know_shells()
    offer_values(command, _completer_of)
    try:
        run_command(command)
    except ValueError:  # not the request of a shell
        sys.exit(NOT_DONE)


def print_script(shell: str) -> None:
    """Print the completion script for *shell*, and exit."""
    command = know_shells()
    os.environ[COMPLETING] = SCRIPT_OF.format(shell)
    try:
        run_command(command)
    finally:
        del os.environ[COMPLETING]


def _completer_of(parameter: str, metavar: str) -> Completer | None:
    """Return the completer of a parameter: values named in its help, or from this module; None if there are none."""
    if _CHOICES.fullmatch(metavar):
        return _offering(metavar.split("|"))
    return _looking_up(_VALUES[parameter]) if parameter in _VALUES else None


def _offering(values: Iterable[str]) -> Completer:
    return lambda _before, incomplete: [each for each in values if each.startswith(incomplete)]


def _looking_up(values_of: Callable[[Instrument], Iterable[str]]) -> Completer:
    """Return a completer that reads the instrument. It offers nothing if the instrument cannot be read."""

    def complete(before: Mapping[str, Any], incomplete: str) -> Sequence[str]:
        from kla_score import api  # noqa: PLC0415 - most completions do not need it

        named = before.get("instrument")
        if named == str(STDIN):  # it is for the command, not for the completion
            return []
        try:
            form = api.load_instrument(Path(named) if named else None)
        except KlaScoreError:
            return []
        return _offering(dict.fromkeys(values_of(form)))(before, incomplete)

    return complete


def _predicates(form: Instrument) -> Iterable[str]:
    return [each.id for each in form.predicates]


def _agencies(form: Instrument) -> Iterable[str]:
    return [each.id for each in form.agencies]


def _questions(form: Instrument) -> Iterable[str]:
    return form.questions


def _codes_and_ids(form: Instrument) -> Iterable[str]:
    codes = [*(each.id for each in form.clusters), *(each.code for each in form.indicators), *form.questions]
    return [*codes, *KINDS, COLUMNS, *CATALOGUE]


_VALUES: Final[Mapping[str, Callable[[Instrument], Iterable[str]]]] = {
    "target": _predicates,
    "agency": _agencies,
    "keep": _questions,
    "skip": lambda form: [*_agencies(form), *_questions(form)],
    "code": _codes_and_ids,
}
"""Completers by the name of the parameter in its function."""
