"""
One cell of a sheet, freed from the program that wrote it, and the grammar of numbers and words typed into it.

This is the material of the wall between Excel and everything else. Pure: no files, no printing.
"""

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from kla_score.issues import NO_LOCATION, Location

LONGEST_TEXT: Final = 32_767
"""Excel has no more characters in a cell."""


class CellKind(StrEnum):
    """What a cell holds."""

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    ERROR = "error"
    """A spreadsheet error such as ``#REF!``."""
    FORMULA = "formula"
    """A formula that was stored without its result."""


class Cell(NamedTuple):  # as `Location`
    """
    One cell.

    *text* is what it shows, as far as that is known; for a boolean ``TRUE`` or ``FALSE``. *number* is set for
    numbers alone, exact, with at most 15 significant digits and nine decimals. *is_percent* tells that the number is
    displayed as a percentage (85 % is the number 0.85). *link* is the address behind the text, if there is one.
    """

    kind: CellKind = CellKind.BLANK
    text: str = ""
    number: Decimal | None = None
    is_percent: bool = False
    location: Location = NO_LOCATION
    link: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return self.kind is CellKind.BLANK


BLANK: Final = Cell()


def number_cell(value: float, *, is_percent: bool = False, location: Location = NO_LOCATION) -> Cell:
    """
    Make a number cell, read as a spreadsheet shows it: with 15 significant digits, and at most nine decimals.

    What stands further behind is left over from binary arithmetic.

    >>> number_cell(3.3000000000000003).number, number_cell(0.3 - 0.1 - 0.2).number, number_cell(5 - 4.9).number
    (Decimal('3.3'), Decimal('0'), Decimal('0.1'))
    """
    number = Decimal(format(value, ".15g"))
    if decimals_of(number) > CELL_DECIMALS:
        number = Decimal(format_decimal(round(number, CELL_DECIMALS)))
    text = f"{format_decimal(number * 100)}%" if is_percent else format_decimal(number)
    return Cell(CellKind.NUMBER, text, number, is_percent, location)


CELL_DECIMALS: Final = 9
"""Points have three; differences of numbers up to 1000 are wrong from about the twelfth on."""


def format_decimal(number: Decimal) -> str:
    """
    Write *number* with all its digits, without an exponent, trailing zeros or a negative zero.

    >>> format_decimal(Decimal("1E+1")), format_decimal(Decimal("2.50")), format_decimal(Decimal("-0.0"))
    ('10', '2.5', '0')
    """
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def decimals_of(number: Decimal) -> int:
    """
    Count the decimals that *number* needs.

    >>> decimals_of(Decimal("12.50")), decimals_of(Decimal("1E+2"))
    (1, 0)
    """
    return len(format_decimal(number).partition(".")[2])


_INVISIBLE: Final = re.compile("[\u200b-\u200f\u2060\u00ad\ufeff\u202a-\u202e\u2066-\u2069]|_x000D_")


def normalize_text(text: str) -> str:
    r"""
    Even *text* out for comparing it: compatible characters, blanks and letter case.

    Non-breaking and repeated blanks become one blank, invisible characters go. The result is for matching, never
    for showing.

    >>> normalize_text("  NILAI\u00a0 Maks ")
    'nilai maks'
    """
    return _normalized_again(text) if len(text) <= _LONGEST_REMEMBERED else _normalized(text)


def _normalized(text: str) -> str:
    text = _INVISIBLE.sub("", text)
    if len(text) <= _LONGEST_NORMALISED:
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.split()).casefold()


_normalized_again = lru_cache(maxsize=2048)(_normalized)
"""Codes, headings and names come back in every row and every sheet."""
_LONGEST_REMEMBERED: Final = 100
_LONGEST_NORMALISED: Final = 1_000
"""Ordering the marks of a long text takes time with the square of their number; no text of ours is longer."""


def has_odd_digits(text: str) -> bool:
    """
    Tell whether there are digits that are more than digits: 1² is no 12, but a 1 with a footnote or a square.

    >>> has_odd_digits("1²"), has_odd_digits("12")
    (True, False)
    """
    return not text.isascii() and any(unicodedata.category(sign) == "No" for sign in text)


class NumberText(NamedTuple):
    """What a text says as a number: *value*, in percent when *is_percent*; None when it is none or *is_ambiguous*."""

    value: Decimal | None = None
    is_ambiguous: bool = False
    is_percent: bool = False


_NUMBER: Final = re.compile(r"[+-]?(?P<whole>[0-9]{1,15})(?:[.,](?P<decimals>[0-9]{1,15}))?")
_GROUPED: Final = re.compile(r"[+-]?[0-9]{1,3}(?:[.,][0-9]{3})+(?:[.,][0-9]+)?")


def read_number(text: str) -> NumberText:
    """
    Read a number as people type it: digits with at most one decimal point or comma, blanks around it ignored.

    Three digits behind the only separator can be thousands or decimals and are ambiguous, unless nothing but 0
    stands before them; so is a text with two separators. Nothing is guessed. A sign of percent may follow.

    >>> read_number("12,5").value, read_number(" 0.125 ").value, read_number("85 %").value
    (Decimal('12.5'), Decimal('0.125'), Decimal('85'))
    >>> read_number("1.000").is_ambiguous, read_number("85 %").is_percent, read_number("1_0").value
    (True, True, None)
    """
    if has_odd_digits(text):
        return NumberText()
    normalized = normalize_text(text).replace("−", "-")
    digits = normalized.removesuffix("%").strip()
    is_percent = digits != normalized
    match = _NUMBER.fullmatch(digits)
    if _GROUPED.fullmatch(digits) and not (match and match["whole"].strip("0") == ""):
        return NumberText(is_ambiguous=True, is_percent=is_percent)
    return NumberText(Decimal(digits.replace(",", ".")), is_percent=is_percent) if match else NumberText()
