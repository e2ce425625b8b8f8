"""Turn one stored cell, with its value, type and format, into a `Cell`."""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from kla_score.cells import LONGEST_TEXT, Cell, CellKind, number_cell, utf16_length
from kla_score.issues import Issue, Location, WorkbookError
from kla_score.xlsx.addresses import natural

MAXIMUM_WIDE: Final = 33_554_432
"""The maximum number of characters in texts with non-ASCII characters, per workbook."""
_SURELY_FITS: Final = LONGEST_TEXT // 2
"""A text of at most this number of characters is not too long, because each has at most two units."""
_TOO_LARGE: Final = 1e15
"""From here on, a number has more digits than are read exactly."""

_BOOLEANS: Final = {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}
_PICTURE: Final = re.compile(r"(?:_xlfn\.)?(?:DISPIMG|IMAGE)\(", re.IGNORECASE)
_LINK: Final = re.compile(r'\s*\+?\s*HYPERLINK\s*\(\s*"((?:[^"]|"")*)"\s*[,;)]', re.IGNORECASE)
_NUMBER: Final = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,4})?")
_QUIET_IN_FORMAT: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![<>=]|h+\]|m+\]|s+\])[^\[\]]*\]', re.IGNORECASE)
_CONDITION: Final = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)\s*\]")
_LONGEST_FORMAT: Final = 1_000
"""Excel formats have at most 255 characters."""
_BUILT_IN_PERCENT: Final = frozenset({9, 10})
_BUILT_IN_DATES: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})


class Style(NamedTuple):
    """The appearance of a number."""

    is_percent: bool = False
    is_date: bool = False


class Condition(NamedTuple):
    """A condition of a section of a number format, such as ``[<=1]``."""

    compare: Callable[[float, float], bool]
    limit: float


class NumberFormat(NamedTuple):
    """A number format: the style of each section with a condition, in order, and of any other number."""

    sections: tuple[tuple[Condition, Style], ...] = ()
    otherwise: Style = Style()

    def style_of(self, value: float) -> Style:
        """Return the style of the section that applies to *value*."""
        for condition, style in self.sections:
            if condition.compare(value, condition.limit):
                return style
        return self.otherwise


_GENERAL: Final = NumberFormat()


class TextMeter:
    """Count the characters of non-ASCII texts: a single wide character enlarges its whole text in memory."""

    def __init__(self) -> None:
        self._left = MAXIMUM_WIDE

    def count(self, text: str) -> None:
        """
        Add the characters of one more *text*.

        Raises:
            ValueError: There are more than `MAXIMUM_WIDE`.

        """
        if not text.isascii():
            self._left -= len(text)
            if self._left < 0:
                raise ValueError(MAXIMUM_WIDE)


class CellMaker:
    """
    Make cells from the stored values of a worksheet.

    *strings* are the shared strings, *formats* the cell formats of the workbook *file*. *starts_1904* selects the first
    day of its dates. *meter* counts the texts that are stored in the cells themselves.
    """

    def __init__(
        self,
        file: str,
        strings: Sequence[str],
        formats: Sequence[NumberFormat],
        meter: TextMeter,
        *,
        starts_1904: bool,
    ) -> None:
        self._file = file
        self._strings = strings
        self._count = meter.count
        self._formats = formats
        self._starts_1904 = starts_1904
        self._numbers: dict[tuple[str, int], Cell] = {}  # cached without their locations

    def make(self, kind: str, style: int, text: str | None, formula: str | None, location: Location) -> Cell | None:
        """
        Return the cell at *location*, or None if it is empty.

        *kind* is its type in the XML, *style* the number of its format, *text* its value.

        Raises:
            WorkbookError: The text is too long.
            LookupError: A boolean is neither true nor false, or a text is not among the shared strings.

        """
        # An empty result of a text formula is a result; an empty number is not.
        if formula is not None and (text is None or (not text and kind != "str")):
            return Cell(CellKind.FORMULA, f"={formula or '…'}", location=location)
        if kind == "s" and text and text.strip():
            text = self._strings[natural(text)]
        if text is None or not text.strip():
            return None
        if len(text) > _SURELY_FITS:
            self._check_length(text, location)
        match kind:
            case "s":
                return _text_cell(text, location)
            case "str" | "inlineStr":
                self._count(text)
                return _text_cell(text, location, _linked_by(formula or ""))
            case "b":
                return Cell(CellKind.BOOLEAN, _BOOLEANS[text.strip().lower()], location=location)
            case "d":
                return Cell(CellKind.DATE, text.partition("T")[0], location=location)
            case "n":
                return self._number(text, style)._replace(location=location)
            case _:
                return Cell(CellKind.ERROR, text, location=location)

    def makes_text(self, kind: str, text: str | None, longest: int) -> bool:
        """Return whether a cell of this *kind* with this value is a text of at most *longest* characters."""
        match kind:
            case "s":
                text = self._strings[natural(text or "")]
            case "n":
                return False
        return len(text or "") <= longest

    def _check_length(self, text: str, location: Location) -> None:
        if utf16_length(text) > LONGEST_TEXT:
            place, limit = location._replace(file=self._file), {"limit": LONGEST_TEXT}
            raise WorkbookError(Issue("text-too-long", place, parameters=limit))

    def _number(self, text: str, style: int) -> Cell:
        """Return the number in *text*, without a location. Few numbers occur very often."""
        known = self._numbers.get((text, style))
        if known is None:
            known = self._numbers[text, style] = self._read_number(text.strip(), style)
        return known

    def _read_number(self, text: str, number: int) -> Cell:
        value = float(text) if _NUMBER.fullmatch(text) and text.isascii() else _TOO_LARGE
        number_format = self._formats[number] if self._formats else _GENERAL
        if abs(value) >= _TOO_LARGE:
            return Cell(CellKind.ERROR, text)
        style = number_format.style_of(value)
        if style.is_date:
            return Cell(CellKind.DATE, _date_text(value, starts_1904=self._starts_1904))
        return number_cell(value, is_percent=style.is_percent)


def is_picture(kind: str, text: str | None, formula: str | None, *, has_metadata: bool) -> bool:
    """
    Return whether a cell has a picture: a value with metadata in Excel, or the result of a function.

    To a program without pictures, the value is an error such as ``#VALUE!``.
    """
    return bool(formula and _PICTURE.match(formula)) or (kind == "e" and has_metadata and text == "#VALUE!")


def _text_cell(text: str, location: Location, link: str = "") -> Cell:
    """Return a cell with *text*, or with a picture if *text* is the function that WPS stores for one."""
    if text.startswith("=") and _PICTURE.match(text, 1):
        return Cell(CellKind.PICTURE, location=location)
    return Cell(CellKind.TEXT, text, location=location, link=link)


def _linked_by(formula: str) -> str:
    """Return the address in the function HYPERLINK, if *formula* is one, and the address is not in the workbook."""
    found = _LINK.match(formula)
    address = found[1].replace('""', '"') if found else ""
    return "" if address.startswith("#") else address


def number_format(number: int, custom: Mapping[int, str]) -> NumberFormat:
    """Return format *number*: one of *custom*, or one of the built-in formats of spreadsheet programs."""
    if number not in custom:
        return NumberFormat(otherwise=Style(number in _BUILT_IN_PERCENT, number in _BUILT_IN_DATES))
    codes = _QUIET_IN_FORMAT.sub("", custom[number][:_LONGEST_FORMAT]).lower().split(";")
    if "@" in codes[-1] and len(codes) > 1:  # the section for texts
        codes.pop()
    styles = [_style_in(code) for code in codes[:3]]
    conditions = [_condition_in(code) for code in codes[:2]]
    if any(conditions):
        sections = list(zip([*conditions, None], styles, strict=False))
        otherwise = next((style for condition, style in sections if not condition), styles[0])
        return NumberFormat(tuple((condition, style) for condition, style in sections if condition), otherwise)
    return NumberFormat(tuple(zip(_SIGNS, styles[1:], strict=False)), styles[0])


_OPERATORS: Final = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_SIGNS: Final = (Condition(operator.lt, 0), Condition(operator.eq, 0))
"""The conditions of the second and third section without their own: negative numbers, and 0."""


def _condition_in(code: str) -> Condition | None:
    found = _CONDITION.search(code)
    return Condition(_OPERATORS[found[1]], float(found[2])) if found else None


def _style_in(code: str) -> Style:
    letters = _CONDITION.sub("", code)
    is_date = "general" not in letters and any(letter in letters for letter in "ymdhs")
    return Style("%" in letters, is_date)


def _time_text(part_of_day: float) -> str:
    hours, minutes = divmod(round(part_of_day * 24 * 60), 60)
    return f"{hours:02}:{minutes:02}"


def _date_text(serial: float, *, starts_1904: bool) -> str:
    """Return a date as text. A number that is not a date of this era stays a number."""
    try:
        return day_of(int(serial), starts_1904=starts_1904).isoformat() if serial >= 1 else _time_text(serial)
    except OverflowError:
        return f"{serial:.15g}"


def day_of(number: int, *, starts_1904: bool = False) -> date:
    """Return the day that spreadsheet programs store as *number*. They count the days since 1900, or since 1904."""
    return (date(1904, 1, 1) if starts_1904 else date(1899, 12, 30)) + timedelta(days=number)
