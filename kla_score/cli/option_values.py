"""Declare options, and parse their values. The errors of the command-line library are English only."""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final, TypeVar

import typer

from kla_score.issues import Issue, KlaScoreError, Parameter

_Choice = TypeVar("_Choice", bound=StrEnum)
_LONGEST_NUMBER: Final = 12
_LATEST: Final = 253_402_300_799
"""The last second of the year 9999 in the time of systems."""


def option(
    names: str,
    description: str,
    metavar: str | None = None,
    *,
    variable: str | None = "",
    **settings: Any,  # noqa: ANN401 - as typer types them
) -> Any:  # noqa: ANN401 - as typer types it
    """
    Return an option for typer.

    Args:
        names: Its names, separated by blanks. The long name is the first.
        description: Its untranslated text on help pages.
        metavar: The placeholder of its value; None for a flag.
        variable: The environment variable that can also set it, by default `variable_of` the first name; None for none.
        settings: Further arguments of ``typer.Option``.

    """
    long, *others = names.split()
    # The library must not check that a file is readable, because its error would be English only.
    return typer.Option(
        long,
        *others,
        metavar=metavar,
        envvar=variable_of(long) if variable == "" else variable,
        readable=False,
        help=description,
        **settings,
    )


def choice_option(
    names: str,
    choices: type[StrEnum],
    description: str,
    *,
    variable: str | None = "",
    **settings: Any,  # noqa: ANN401 - as above
) -> Any:  # noqa: ANN401 - as above
    """Return an `option` whose value is one of *choices*."""
    parser = one_of(names.split(maxsplit=1)[0], choices, variable)
    return option(names, description, "|".join(choices), variable=variable, parser=parser, **settings)


def one_of(name: str, choices: type[_Choice], variable: str | None = "") -> Callable[[str], _Choice]:
    """Return a parser for the values of the option *name*, which are *choices*; *variable* as for `option`."""

    def read(value: str) -> _Choice:
        try:
            return choices(value)
        except ValueError as error:
            allowed = tuple(str(each) for each in choices)
            parameters: Mapping[str, Parameter] = {"option": _setter_of(name, variable, value), "allowed": allowed}
            raise KlaScoreError(Issue("flag-value-unknown", found=value, parameters=parameters)) from error

    return read


def whole_number(name: str, least: int, most: int, word: str = "") -> Callable[[str], int]:
    """Return a parser for integers from *least* to *most*, both included, and for *word*, which means 0."""

    def read(value: str) -> int:
        text = str(value).strip()
        if word and text in {word, "0"}:
            return 0
        if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER and least <= int(text) <= most:
            return int(text)
        setter = _setter_of(name, "", str(value))
        parameters: Mapping[str, Parameter] = {"option": setter, "least": least, "most": most, "word": word}
        raise KlaScoreError(Issue("flag-value-not-a-number", found=text, parameters=parameters))

    return read


def day(name: str, variable: str | None = "") -> Callable[[str], date]:
    """Return a parser for the dates of the option *name*, as in ISO 8601; *variable* as for `option`."""

    def read(value: str) -> date:
        text = str(value).strip()
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            parameters: Mapping[str, Parameter] = {"option": _setter_of(name, variable, str(value))}
            raise KlaScoreError(Issue("flag-value-not-a-date", found=text, parameters=parameters)) from error

    return read


def today() -> date:
    """Return the date of a report: of ``SOURCE_DATE_EPOCH``, by which builds repeat a result, else of the clock."""
    if seconds := os.environ.get(EPOCH, ""):
        return datetime.fromtimestamp(whole_number(EPOCH, 0, _LATEST)(seconds), UTC).date()
    return datetime.now().astimezone().date()


EPOCH: Final = "SOURCE_DATE_EPOCH"


def variable_of(name: str) -> str:
    """Return the name of the environment variable that can set the option *name*."""
    return f"KLA_SCORE_{name.removeprefix('--').replace('-', '_').upper()}"


def _setter_of(name: str, variable: str | None, value: str) -> str:
    """Return the source of *value*: the environment variable if it has this value, or else the option *name*."""
    known = variable_of(name) if variable == "" else variable
    return known if known and os.environ.get(known) == value else name
