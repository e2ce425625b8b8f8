"""Parse the values of options. The errors of the command-line library are English only."""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final, TypeVar

from kla_score.issues import Issue, KlaScoreError, Parameter

_Choice = TypeVar("_Choice", bound=StrEnum)
_LONGEST_NUMBER: Final = 12
_LATEST: Final = 253_402_300_799
"""The last second of the year 9999 in the time of systems."""


def choice_of(choices: type[_Choice], option: str, value: str) -> _Choice:
    """
    Return the one of *choices* with the name *value*.

    Raises:
        KlaScoreError: The *value* of *option* is not one of *choices*.

    """
    try:
        return choices(value)
    except ValueError as error:
        allowed = tuple(str(each) for each in choices)
        parameters: Mapping[str, Parameter] = {"option": _setter_of(option, value), "allowed": allowed}
        raise KlaScoreError(Issue("flag-value-unknown", found=value, parameters=parameters)) from error


def one_of(option: str, choices: type[_Choice]) -> Callable[[str], _Choice]:
    """Return a parser for the values of *option*."""
    return lambda value: choice_of(choices, option, value)


def whole_number(option: str, least: int, most: int, word: str = "") -> Callable[[str], int]:
    """Return a parser for integers from *least* to *most*, both included, and for *word*, which means 0."""

    def read(value: str) -> int:
        text = str(value).strip()
        if word and text in {word, "0"}:
            return 0
        if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER and least <= int(text) <= most:
            return int(text)
        setter = _setter_of(option, str(value))
        parameters: Mapping[str, Parameter] = {"option": setter, "least": least, "most": most, "word": word}
        raise KlaScoreError(Issue("flag-value-not-a-number", found=text, parameters=parameters))

    return read


def day(value: str) -> date:
    """
    Return the date *value* of ``--date``.

    Raises:
        KlaScoreError: It is not a date as in ISO 8601.

    """
    text = str(value).strip()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        parameters: Mapping[str, Parameter] = {"option": _setter_of("--date", str(value))}
        raise KlaScoreError(Issue("flag-value-not-a-date", found=text, parameters=parameters)) from error


def today() -> date:
    """Return the date of a report: of ``SOURCE_DATE_EPOCH``, by which builds repeat a result, else of the clock."""
    if seconds := os.environ.get(EPOCH, ""):
        return datetime.fromtimestamp(whole_number(EPOCH, 0, _LATEST)(seconds), UTC).date()
    return datetime.now().astimezone().date()


EPOCH: Final = "SOURCE_DATE_EPOCH"


def variable_of(option: str) -> str:
    """Return the name of the environment variable that can set *option*."""
    return f"KLA_SCORE_{option.removeprefix('--').replace('-', '_').upper()}"


def _setter_of(option: str, value: str) -> str:
    """Return the name of the source of *value*: the environment variable if it has this value, or else *option*."""
    variable = variable_of(option)
    return variable if os.environ.get(variable) == value else option
