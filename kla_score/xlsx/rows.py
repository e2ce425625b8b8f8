"""
The rows of one worksheet, as stored and as interpreted.

Each sheet has thousands of cells, and a batch has hundreds of sheets. Therefore no object is made for an empty cell.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from kla_score.cells import Cell, CellKind
from kla_score.issues import Location
from kla_score.xlsx.addresses import column_number, letters, natural, row_number
from kla_score.xlsx.cell_values import CellMaker, is_picture
from kla_score.xlsx.elements import by_tag
from kla_score.xlsx.escapes import decode

TRUE: Final = frozenset({"1", "true"})
EMPTY: Final = frozenset({"0", "0.0"})
LONGEST_HEADING: Final = 60
"""No heading of a column is longer."""
_NAMES: Final = by_tag(frozenset({"c", "v", "f", "is", "t", "rPh"}))
"""The elements of a row that have its contents."""


class Row(NamedTuple):
    """
    One filled row: its number in Excel, and its cells by column, counted from 0.

    *is_hidden* is whether a filter or a user has hidden it.
    """

    number: int
    cells: Mapping[int, Cell]
    is_hidden: bool = False


class SheetReading:
    """
    A worksheet whose rows are read one after the other.

    In the columns *unread*, which may change meanwhile, only possible headings are read. Numbers and text longer than
    `LONGEST_HEADING` are skipped.
    """

    def __init__(self, title: str, maker: CellMaker, unread: AbstractSet[int]) -> None:
        self._title = title
        self._maker = maker
        self._unread = unread
        self._row = 0

    def row(self, element: Element) -> Row | None:
        """
        Return the next row; None if it is empty.

        Raises:
            ValueError: It is not below the last one, or a filled cell is not after the last one or not a valid cell.

        """
        self._row = number = row_number(element.get("r"), self._row)
        cells: dict[int, Cell] = {}
        for stored, column in self._filled(element, number):
            cell = self._cell(stored, column, number)
            if cell is not None:
                cells[column] = cell
        return Row(number, cells, element.get("hidden") in TRUE or element.get("ht") in EMPTY) if cells else None

    def _filled(self, element: Element, number: int) -> Iterator[tuple[Element, int]]:
        """Yield the cells of row *number* that may be filled, with their columns."""
        column, passed = -1, ""
        for stored in _cells_in(element):
            reference = stored.get("r", "")
            if not len(stored) and reference:
                passed = reference  # empty, but the next cell may have no address of its own
                continue
            if passed and not reference:
                column = column_number(passed, number, before=column)
            passed = ""
            column = column_number(reference or None, number, before=column)
            if len(stored):
                yield stored, column

    def _cell(self, stored: Element, column: int, row: int) -> Cell | None:
        kind = stored.get("t", "n")
        value, formula = _value_and_formula(stored, kind)
        if value is None and formula is None:
            return None
        if column in self._unread and formula is None and not self._maker.makes_text(kind, value, LONGEST_HEADING):
            return None
        location = Location("", self._title, f"{letters(column)}{row}")
        if is_picture(kind, value, formula, has_metadata="vm" in stored.attrib):
            return Cell(CellKind.PICTURE, location=location)
        return self._maker.make(kind, natural(stored.get("s", "0")), value, formula, location)


def _value_and_formula(stored: Element, kind: str) -> tuple[str | None, str | None]:
    """Return value and formula, wherever they are in a cell, without escapes; None if absent."""
    value = formula = None
    for part in stored.iter():
        name = _NAMES.get(part.tag)
        if name == "v":
            value = _all_text(part)
        elif name == "f":
            formula = _all_text(part)
    if kind == "inlineStr":
        return decode(text_of(stored)), formula
    return decode(value) if kind == "str" and value else value, formula


def _cells_in(element: Element) -> Iterator[Element]:
    """Yield the cells of a row, including cells inside other elements."""
    for each in element:
        if _NAMES.get(each.tag) == "c":
            yield each
        elif len(each):
            yield from _cells_in(each)


def _all_text(element: Element) -> str:
    return "".join(element.itertext()) if len(element) else element.text or ""


def text_of(element: Element) -> str:
    """Return the text of an item or a cell, without the phonetic hints of East Asian text."""
    while len(element) == 1:  # the usual case
        element = element[0]
        name = _NAMES.get(element.tag)
        if name == "t":
            return _all_text(element)
        if name == "rPh":
            return ""
    chunks = []
    for part in element:
        name = _NAMES.get(part.tag)
        if name == "t":
            chunks.append(_all_text(part))
        elif name != "rPh" and len(part):
            chunks.append(text_of(part))
    return "".join(chunks)
