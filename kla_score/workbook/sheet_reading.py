"""
The rows of one sheet, element by element, as a parser meets them.

Some thousands of cells in each sheet and hundreds of sheets in a batch go through here, so it does its work where the
parser calls it, and makes nothing of a cell in which nothing stands.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

from kla_score.cells import Cell
from kla_score.issues import Place
from kla_score.workbook.addresses import column_number, letters, natural, row_number
from kla_score.workbook.stored_cell import CellMaker

_OURS: Final = frozenset(
    {
        "",
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://schemas.openxmlformats.org/package/2006/relationships",
    }
)
"""The namespaces whose elements mean something here."""
TRUE: Final = frozenset({"1", "true"})
NOTHING: Final = frozenset({"0", "0.0"})


class LocalNames(dict[str, str]):
    """Names of elements without a namespace of ours; other names keep theirs."""

    def __missing__(self, name: str) -> str:
        """Work the name out, once for each."""
        self[name] = _local(name)
        return self[name]


def _local(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    return local if namespace in _OURS else name


_Action = TypeVar("_Action")


class _Actions(dict[str, _Action | None]):
    """What to do at an element, by its name with the namespace; *by_name* has the names without one of ours."""

    def __init__(self, by_name: Mapping[str, _Action]) -> None:
        super().__init__()
        self._by_name = by_name

    def __missing__(self, name: str) -> _Action | None:
        """Find it, once for each name."""
        self[name] = self._by_name.get(_local(name))
        return self[name]


@dataclass(frozen=True, slots=True)
class Row:
    """
    One row that holds something: its number as Excel counts, and its cells by column, counted from 0.

    *is_hidden* tells that people do not see it: a filter or a hand has hidden it.
    """

    number: int
    cells: Mapping[int, Cell]
    is_hidden: bool = False


class SheetReading:
    """
    A sheet while it is parsed: `start`, `end` and `text` are called by the parser, `take` gives the rows so far.

    *note* gets the elements that say something about cells beside what stands in them.
    """

    def __init__(self, title: str, maker: CellMaker, note: Callable[[str, Mapping[str, str]], None]) -> None:
        self._title = title
        self._make = maker.make
        self._note = note
        self._rows: list[Row] = []
        self._columns: dict[str, int] = {}  # by letters, as far as met
        self._styles: dict[str, int] = {}
        self._text: list[str] = []
        self.text = self._text.append
        self._row, self._digits, self._is_hidden = 0, "0", False
        self._cells: dict[int, Cell] = {}
        self._column, self._reference = -1, ""
        self._kind, self._style = "n", 0
        self._value: str | None = None
        self._formula: str | None = None
        self._inline = ""
        self._is_aid = False
        clear = self._text.clear
        self._begin: _Actions[Callable[[dict[str, str]], None]] = _Actions(
            {
                **dict.fromkeys(("v", "t", "f"), lambda _: clear()),
                **{name: partial(note, name) for name in ("mergeCell", "col", "hyperlink")},
                "c": self._begin_cell,
                "row": self._begin_row,
                "rPh": self._begin_aid,
            }
        )
        self._finish: _Actions[Callable[[], None]] = _Actions(
            {
                "v": self._take_value,
                "t": self._take_text,
                "f": self._take_formula,
                "c": self._finish_cell,
                "row": self._finish_row,
                "rPh": self._finish_aid,
            }
        )

    def take(self) -> Sequence[Row]:
        """Give the rows that were finished since the last time."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Go into an element."""
        action = self._begin[name]
        if action:
            action(attributes)

    def end(self, name: str) -> None:
        """Leave an element."""
        action = self._finish[name]
        if action:
            action()

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = row_number(attributes.get("r"), self._row)
        self._digits, self._column, self._cells = str(self._row), -1, {}
        self._is_hidden = attributes.get("hidden") in TRUE or attributes.get("ht") in NOTHING

    def _finish_row(self) -> None:
        if self._cells:
            self._rows.append(Row(self._row, self._cells, self._is_hidden))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        get = attributes.get
        address, digits = get("r", ""), self._digits
        # Of an address as programs write it, what stands before the number of the row is looked up.
        column = self._columns.get(address[: -len(digits)], -1)
        if column > self._column and address.endswith(digits):
            self._column, self._reference = column, address
        else:
            self._column = column_number(address or None, self._row, before=self._column)
            name = letters(self._column)
            self._columns[name], self._reference = self._column, f"{name}{self._row}"
        self._kind = get("t", "n")
        style = get("s", "0")
        if style not in self._styles:
            self._styles[style] = natural(style)
        self._style = self._styles[style]
        self._value, self._formula, self._inline, self._is_aid = None, None, "", False

    def _finish_cell(self) -> None:
        value = self._inline if self._kind == "inlineStr" else self._value
        if value is not None or self._formula is not None:
            cell = self._make(self._kind, self._style, value, self._formula, Place("", self._title, self._reference))
            if cell is not None:
                self._cells[self._column] = cell

    def _take_value(self) -> None:
        self._value = "".join(self._text)

    def _take_formula(self) -> None:
        self._formula = "".join(self._text)

    def _take_text(self) -> None:
        if not self._is_aid:
            self._inline += "".join(self._text)

    def _begin_aid(self, _: dict[str, str]) -> None:
        self._is_aid = True

    def _finish_aid(self) -> None:
        self._is_aid = False
