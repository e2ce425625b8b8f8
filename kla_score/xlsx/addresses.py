"""Addresses of cells: rows and columns as Excel numbers and names them, within its limits."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

LAST_ROW: Final = 1_048_576
"""The last row in Excel."""
LAST_COLUMN: Final = 16_384
"""The last column in Excel, counted from 1."""
_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Range(NamedTuple):
    """A block of cells: its first and last column, counted from 0, and row, all included."""

    reference: str
    first_column: int
    first_row: int
    last_column: int
    last_row: int


@lru_cache(maxsize=1024)  # every row has the same columns
def letters(column: int) -> str:
    """
    Return the letters of a column, counted from 0.

    >>> letters(0), letters(25), letters(26), letters(16_383)
    ('A', 'Z', 'AA', 'XFD')
    """
    text = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def natural(text: str) -> int:
    """Return *text* as an integer from 0. Anything else raises a ValueError."""
    if not (text.isascii() and text.strip().isdigit()):
        raise ValueError(text)
    return int(text)


def row_number(text: str | None, before: int) -> int:
    """
    Return the row number, from 1. Without *text* it is the row after *before*. A lower number raises a ValueError.
    """
    number = before + 1 if text is None else natural(text)
    if not before < number <= LAST_ROW:
        raise ValueError(text)
    return number


def column_number(address: str | None, row: int, *, before: int) -> int:
    """Return the column number, from 0. Columns of a row must ascend, so that no cell replaces another."""
    column, stated = (before + 1, row) if address is None else _position(address)
    if stated != row or not before < column < LAST_COLUMN:
        raise ValueError(address)
    return column


@lru_cache(maxsize=4096)  # every sheet has the same addresses; an invalid one is not stored
def _position(address: str) -> tuple[int, int]:
    """Return column, counted from 0, and row of an address such as ``D5``."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise ValueError(address)
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1, int(match[2])


def range_of(reference: str) -> Range:
    """Return the range of a reference such as ``D3:D6`` or ``D3``."""
    first, _, last = reference.partition(":")
    return Range(reference, *_position(first), *_position(last or first))
