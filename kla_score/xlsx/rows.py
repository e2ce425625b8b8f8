"""
The rows of one sheet, as they are stored and as they are meant.

Some thousands of cells in each sheet and hundreds of sheets in a batch go through here, so nothing is made of a cell
in which nothing stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from kla_score.cells import Cell
from kla_score.issues import Place
from kla_score.xlsx.addresses import column_number, letters, natural, row_number
from kla_score.xlsx.cell_values import CellMaker
from kla_score.xlsx.elements import by_tag

TRUE: Final = frozenset({"1", "true"})
NOTHING: Final = frozenset({"0", "0.0"})
LONGEST_HEADING: Final = 60
"""No text that is longer is the heading of a column."""
_NAMES: Final = by_tag(frozenset({"c", "v", "f", "is", "t", "rPh"}))
"""The elements of a row that say what stands in it."""


class Row(NamedTuple):
    """
    One row that holds something: its number as Excel counts, and its cells by column, counted from 0.

    *is_hidden* tells that people do not see it: a filter or a hand has hidden it.
    """

    number: int
    cells: Mapping[int, Cell]
    is_hidden: bool = False


class SheetReading:
    """
    A sheet while its rows are read, one after the other.

    In the columns *unread*, which may change meanwhile, nothing is made of a cell that is no heading: of a number, or
    of text longer than `LONGEST_HEADING`.
    """

    def __init__(self, title: str, maker: CellMaker, unread: AbstractSet[int]) -> None:
        self._title = title
        self._maker = maker
        self._unread = unread
        self._row = 0
        self._columns: dict[str, int] = {}  # by letters, as far as met
        self._styles: dict[str, int] = {}

    def row(self, element: Element) -> Row | None:
        """
        Read the next row; None when nothing stands in it.

        Raises:
            ValueError: it is not below the last one, or a filled cell not behind the last one, or is no cell at all.

        """
        self._row = number = row_number(element.get("r"), self._row)
        cells: dict[int, Cell] = {}
        for stored, column, reference in self._located(element, number):
            cell = self._cell(stored, column, reference)
            if cell is not None:
                cells[column] = cell
        return Row(number, cells, element.get("hidden") in TRUE or element.get("ht") in NOTHING) if cells else None

    def _located(self, element: Element, number: int) -> Sequence[tuple[Element, int, str]]:
        """Find the cells of a row in which something may stand, with their columns and addresses."""
        digits, last = str(number), -1
        found = []
        for stored in element:
            if not len(stored):
                continue
            # Of an address as programs write it, what stands before the number of the row is looked up.
            reference = stored.get("r", "")
            column = self._columns.get(reference[: -len(digits)], -1)
            if column <= last or not reference.endswith(digits) or _NAMES.get(stored.tag) != "c":
                return list(self._worked_out(element, number))
            last = column
            found.append((stored, column, reference))
        return found

    def _worked_out(self, element: Element, number: int) -> Iterator[tuple[Element, int, str]]:
        """Find the same where a column is met for the first time, addresses are left out, or something is odd."""
        column, passed = -1, ""
        for stored in _cells_in(element):
            reference = stored.get("r", "")
            if not len(stored) and reference:
                passed = reference  # nothing stands in it, but the next one may not say where it is
                continue
            if passed and not reference:
                column = column_number(passed, number, before=column)
            passed = ""
            column = column_number(reference or None, number, before=column)
            self._columns[letters(column)] = column
            if len(stored):
                yield stored, column, f"{letters(column)}{number}"

    def _cell(self, stored: Element, column: int, reference: str) -> Cell | None:
        kind, style = stored.get("t", "n"), stored.get("s", "0")
        only = stored[0] if len(stored) == 1 else stored
        name, formula = _NAMES.get(only.tag), None
        if name == "v" and not len(only) and kind != "inlineStr":  # as mostly
            value: str | None = only.text or ""
        elif name == "is" and kind == "inlineStr":
            only = only[0] if len(only) == 1 else only
            is_plain = not len(only) and _NAMES.get(only.tag) == "t"
            value = only.text or "" if is_plain else text_of(stored)
        else:
            value, formula = _value_and_formula(stored, kind)
        if value is None and formula is None:
            return None
        if column in self._unread and formula is None and not self._maker.makes_text(kind, value, LONGEST_HEADING):
            return None
        number = self._styles.get(style)
        if number is None:
            number = self._styles[style] = natural(style)
        return self._maker.make(kind, number, value, formula, tuple.__new__(Place, ("", self._title, reference, 0, 0)))


def _value_and_formula(stored: Element, kind: str) -> tuple[str | None, str | None]:
    """Find them wherever they stand in a cell; None is what is not there."""
    value = formula = None
    for part in stored.iter():
        name = _NAMES.get(part.tag)
        if name == "v":
            value = _all_text(part)
        elif name == "f":
            formula = _all_text(part)
    return text_of(stored) if kind == "inlineStr" else value, formula


def _cells_in(element: Element) -> Iterator[Element]:
    """Yield the cells of a row, also those that somebody has wrapped in something."""
    for each in element:
        if _NAMES.get(each.tag) == "c":
            yield each
        elif len(each):
            yield from _cells_in(each)


def _all_text(element: Element) -> str:
    return "".join(element.itertext()) if len(element) else element.text or ""


def text_of(element: Element) -> str:
    """Give the text of an item or a cell, without the reading aids that East Asian text can carry."""
    while len(element) == 1:  # as mostly
        element = element[0]
        name = _NAMES.get(element.tag)
        if name == "t":
            return _all_text(element)
        if name == "rPh":
            return ""
    pieces = []
    for part in element:
        name = _NAMES.get(part.tag)
        if name == "t":
            pieces.append(_all_text(part))
        elif name != "rPh" and len(part):
            pieces.append(text_of(part))
    return "".join(pieces)
