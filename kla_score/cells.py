"""
One cell of a sheet, independent of the spreadsheet program, and the parsing of typed numbers and words.

Pure: no files, no printing.
"""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from kla_score.issues import NO_LOCATION, Location

LONGEST_TEXT: Final = 32_767
"""The maximum length of a text in an Excel cell, as `utf16_length` counts it."""


def utf16_length(text: str) -> int:
    """
    Return the length of *text* as Excel counts it: an emoji has two units.

    >>> utf16_length("ada"), utf16_length("😀")
    (3, 2)
    """
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut_text(text: str, longest: int) -> str:
    """
    Return the beginning of *text* that has at most *longest* units (`utf16_length`).

    >>> cut_text("ab😀", 3)
    'ab'
    """
    return text.encode("utf-16-le", "surrogatepass")[: 2 * longest].decode("utf-16-le", "ignore")


class CellKind(StrEnum):
    """The kind of value in a cell."""

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    ERROR = "error"
    """A spreadsheet error such as ``#REF!``."""
    FORMULA = "formula"
    """A formula that was stored without its result."""
    PICTURE = "picture"
    """A picture placed in the cell, by Excel or WPS."""


class Cell(NamedTuple):  # as `Location`
    """
    One cell.

    *text* is the displayed text as far as known: ``TRUE`` or ``FALSE`` for a boolean, empty for a picture. *number* is
    set only for numbers: exact, with at most 15 significant digits and nine decimals. *is_percent* is whether the
    number is displayed as a percentage (85 % is the number 0.85). *link* is the address of a hyperlink, if any.
    """

    kind: CellKind = CellKind.BLANK
    text: str = ""
    number: Decimal | None = None
    is_percent: bool = False
    location: Location = NO_LOCATION
    link: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether the cell is empty."""
        return self.kind is CellKind.BLANK

    @property
    def is_unreadable(self) -> bool:
        """Whether the cell has something other than a value: an error, a formula without its result, or a picture."""
        return self.kind in _UNREADABLE


BLANK: Final = Cell()
_UNREADABLE: Final = frozenset({CellKind.ERROR, CellKind.FORMULA, CellKind.PICTURE})


def number_cell(value: float, *, is_percent: bool = False, location: Location = NO_LOCATION) -> Cell:
    """
    Return a number cell as a spreadsheet shows it: with 15 significant digits, and at most nine decimals.

    Further digits are artefacts of binary arithmetic.

    >>> number_cell(3.3000000000000003).number, number_cell(0.3 - 0.1 - 0.2).number, number_cell(5 - 4.9).number
    (Decimal('3.3'), Decimal('0'), Decimal('0.1'))
    """
    number = Decimal(format(value, ".15g"))
    if decimals_of(number) > CELL_DECIMALS:
        number = Decimal(format_decimal(round(number, CELL_DECIMALS)))
    text = f"{format_decimal(number * 100)}%" if is_percent else format_decimal(number)
    return Cell(CellKind.NUMBER, text, number, is_percent, location)


CELL_DECIMALS: Final = 9
"""Points have three decimals. Differences of numbers up to 1000 are inexact from about the twelfth."""


def similar_names(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """
    Return up to three of *names* that are similar to *name*, nearest first, for a "Did you mean".

    >>> similar_names("nindia", ["pratama", "madya", "nindya"])
    ('nindya',)
    """
    return tuple(get_close_matches(name[:_LONGEST_NAME], list(names)))


_LONGEST_NAME: Final = 200
"""Comparing longer texts takes long, and no name is longer."""


def format_decimal(number: Decimal) -> str:
    """
    Return *number* with all its digits, without an exponent, trailing zeros or a negative zero.

    >>> format_decimal(Decimal("1E+1")), format_decimal(Decimal("2.50")), format_decimal(Decimal("-0.0"))
    ('10', '2.5', '0')
    """
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def decimals_of(number: Decimal) -> int:
    """
    Return the number of decimals that *number* needs.

    >>> decimals_of(Decimal("12.50")), decimals_of(Decimal("1E+2"))
    (1, 0)
    """
    return len(format_decimal(number).partition(".")[2])


_INVISIBLE: Final = re.compile("[\u200b-\u200f\u2060\u00ad\ufeff\u202a-\u202e\u2066-\u2069]")


def normalize_text(text: str) -> str:
    r"""
    Normalize *text* for comparison: compatible characters, blanks and letter case.

    Non-breaking and repeated blanks become one blank, and invisible characters are removed. The result is for matching,
    never for display.

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
"""Codes, headings and names repeat in every row and every sheet."""
_LONGEST_REMEMBERED: Final = 100
_LONGEST_NORMALISED: Final = 1_000
"""Normalizing the combining marks of a long text takes quadratic time. No text of an instrument is longer."""


def has_odd_digits(text: str) -> bool:
    """
    Return whether *text* has digits that are not plain: 1² is not 12, but 1 with a footnote or a square.

    >>> has_odd_digits("1²"), has_odd_digits("12")
    (True, False)
    """
    return not text.isascii() and any(unicodedata.category(sign) == "No" for sign in text)


_DATE: Final = re.compile(
    r"[0-9]{1,4}[-/ ]([0-9]{1,2}|[a-z]{3,9})[-/ ][0-9]{2,4}( .*)?|[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?"
)


def is_date(cell: Cell) -> bool:
    """
    Return whether *cell* has a date or time, also as text, as a CSV file has it.

    >>> is_date(Cell(CellKind.TEXT, "02/01/2002")), is_date(Cell(CellKind.TEXT, "35.02.01.2002"))
    (True, False)
    """
    return cell.kind is CellKind.DATE or bool(_DATE.fullmatch(normalize_text(cell.text)))


class NumberText(NamedTuple):
    """A text read as a number: *value*, in percent if *is_percent*; None if it is not a number or *is_ambiguous*."""

    value: Decimal | None = None
    is_ambiguous: bool = False
    is_percent: bool = False


_NUMBER: Final = re.compile(r"[+-]?(?P<whole>[0-9]{1,15})(?:[.,](?P<decimals>[0-9]{1,15}))?")
_GROUPED: Final = re.compile(r"[+-]?[0-9]{1,3}(?:[.,][0-9]{3})+(?:[.,][0-9]+)?")


def read_number(text: str) -> NumberText:
    """
    Parse a typed number: digits with at most one decimal point or comma. Blanks around it are ignored.

    Three digits after the only separator can be thousands or decimals. They are ambiguous unless only 0 comes before
    the separator. A text with two separators is ambiguous as well. A percent sign may follow.

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


_MAXIMUM: Final = re.compile(
    r"(?:(?:nilai|skor)\s*)?(?:maks|max)?[a-z]*\W{0,3}(?P<number>[0-9][0-9.,]*)\s*(?:poin|points?)?"
)


def read_maximum(cell: Cell) -> Decimal | None:
    """
    Return the maximum that *cell* shows as a number or in words; None if it shows none.

    >>> read_maximum(Cell(CellKind.TEXT, "Maks. 10")), read_maximum(Cell(CellKind.TEXT, "4,5 poin"))
    (Decimal('10'), Decimal('4.5'))
    """
    match = _MAXIMUM.fullmatch(normalize_text(cell.text)) if cell.kind is CellKind.TEXT else None
    return read_number(match["number"]).value if match else cell.number
