"""Declare options, and parse their values. The errors of the command-line library are English only."""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final

import typer

from kla_score.issues import Issue, KlaScoreError, Parameter

_LONGEST_NUMBER: Final = 12
_LATEST: Final = 253_402_300_799
"""The last second of the year 9999 in the time of systems."""


Reader = Callable[[str, str], Any]
"""Turns a text into a value. The other argument names the source of the text for errors: an option or a variable."""


def option(
    names: str,
    description: str,
    metavar: str | None = None,
    *,
    variable: str | None = "",
    read: Reader | None = None,
    **settings: Any,  # noqa: ANN401 - as typer types them
) -> Any:  # noqa: ANN401 - as typer types it
    """
    Return an option for typer.

    Args:
        names: Its names, separated by blanks. The long name is the first.
        description: Its untranslated text on help pages.
        metavar: The placeholder of its value; None for a flag.
        variable: The environment variable that can also set it, by default `variable_of` the first name; None for none.
        read: Reads its value. Without it, the library does.
        settings: Further arguments of ``typer.Option``.

    """
    long, *others = names.split()
    known = variable_of(long) if variable == "" else variable
    # The library must not check that a file is readable, because its error would be English only.
    return typer.Option(
        long,
        *others,
        metavar=metavar,
        envvar=known,
        readable=False,
        help=description,
        parser=_parser(read, long, known) if read else None,
        **settings,
    )


def _parser(read: Reader, name: str, variable: str | None) -> Callable[[object], Any]:
    """Return a parser for typer. A value comes from *variable* if that has the value, else from the option *name*."""
    return lambda value: read(str(value), variable if variable and os.environ.get(variable) == str(value) else name)


def choice_option(
    names: str,
    choices: type[StrEnum],
    description: str,
    **settings: Any,  # noqa: ANN401 - as above
) -> Any:  # noqa: ANN401 - as above
    """Return an `option` whose value is one of *choices*."""

    def read(text: str, source: str) -> StrEnum:
        try:
            return choices(text)
        except ValueError as error:
            parameters: Mapping[str, Parameter] = {"option": source, "allowed": tuple(map(str, choices))}
            raise KlaScoreError(Issue("flag-value-unknown", found=text, parameters=parameters)) from error

    return option(names, description, "|".join(choices), read=read, **settings)


def whole_number(least: int, most: int, word: str = "") -> Callable[[str, str], int]:
    """Return a reader of integers from *least* to *most*, both included, and of *word*, which means 0."""

    def read(text: str, source: str) -> int:
        text = text.strip()
        if word and text in {word, "0"}:
            return 0
        if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER and least <= int(text) <= most:
            return int(text)
        parameters: Mapping[str, Parameter] = {"option": source, "least": least, "most": most, "word": word}
        raise KlaScoreError(Issue("flag-value-not-a-number", found=text, parameters=parameters))

    return read


def read_date(text: str, source: str) -> date:
    """
    Return the date *text* of the option or variable *source*.

    Raises:
        KlaScoreError: It is not a date as in ISO 8601.

    """
    text = text.strip()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise KlaScoreError(Issue("flag-value-not-a-date", found=text, parameters={"option": source})) from error


def today() -> date:
    """Return the date of a report: of ``SOURCE_DATE_EPOCH``, by which builds repeat a result, else of the clock."""
    if seconds := os.environ.get(EPOCH, ""):
        return datetime.fromtimestamp(whole_number(0, _LATEST)(seconds, EPOCH), UTC).date()
    return datetime.now().astimezone().date()


EPOCH: Final = "SOURCE_DATE_EPOCH"


def variable_of(name: str) -> str:
    """Return the name of the environment variable that can set the option *name*."""
    return f"KLA_SCORE_{name.removeprefix('--').replace('-', '_').upper()}"
