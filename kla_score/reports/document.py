"""
What every format understands: a title, facts, tables, samples, notes, findings, and the data for machines.

Values are text or numbers; how a number looks is up to the format. Nothing here knows what a scorecard is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Generic, NamedTuple, TypeVar, overload

from kla_score.cells import decimals_of
from kla_score.i18n import Messages, clean
from kla_score.issues import Issue
from kla_score.reports.pictures import Picture

_Made = TypeVar("_Made")


class LazySequence(Sequence[_Made], Generic[_Made]):
    """
    What *make* makes of each of *things*, made when it is asked for and not kept: thousands are never there at once.
    """

    def __init__(self, make: "Callable[[Any], _Made]", things: Sequence[Any]) -> None:
        self._make = make
        self._things = things

    def __len__(self) -> int:
        return len(self._things)

    @overload
    def __getitem__(self, position: int) -> _Made: ...

    @overload
    def __getitem__(self, position: slice) -> "LazySequence[_Made]": ...

    def __getitem__(self, position: int | slice) -> "_Made | LazySequence[_Made]":
        if isinstance(position, slice):
            return LazySequence(self._make, self._things[position])
        return self._make(self._things[position])


@dataclass(frozen=True, slots=True)
class CellLink:
    """A *cell* of a *sheet* of the workbook *file*, written as *text*; a format that can makes a link of it."""

    text: str
    file: str
    sheet: str
    cell: str

    def __str__(self) -> str:
        return self.text


Value = str | Decimal | int | CellLink | None
"""A cell of a table. None means that there is nothing to say."""


class Column(NamedTuple):
    """
    The title of a column and whether it holds numbers.

    *is_minor*: it is the first to give way when room is scarce. *is_change*: its numbers are differences and show
    their sign.
    """

    title: str
    is_number: bool = False
    is_minor: bool = False
    is_change: bool = False


class Row(NamedTuple):
    """The values of one row. *level* 1 belongs under the last row of level 0; *is_total* sums up what stands above."""

    values: Sequence[Value]
    level: int = 0
    is_total: bool = False


class Table(NamedTuple):
    """
    A titled table.

    *is_prose* tells that its cells hold sentences. *note* is said below it: what was left out, how to read it.
    *to_fill* are the titles of blank columns that a workbook adds, for people to write into.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    note: str = ""
    is_prose: bool = False
    to_fill: Sequence[str] = ()


def decimals_in(table: Table, position: int) -> int:
    """Count the decimals that the numbers of a column need, so that they stand under each other."""
    values = [row.values[position] for row in table.rows]
    return max((decimals_of(value) for value in values if isinstance(value, Decimal)), default=0)


EMPTY: Final = "–"
"""Stands where there is nothing to say."""


def lines_of(value: Value, column: Column, messages: Messages, decimals: int = 0) -> Sequence[str]:
    """Write *value*, of *column*, for people, line by line; numbers with at least so many *decimals*."""
    match value:
        case None:
            return [EMPTY]
        case Decimal():
            return [messages.number(value, decimals, is_change=column.is_change)]
        case int():
            return [messages.number(value, is_change=column.is_change)]
        case _:
            return text_lines(value)


def text_lines(value: Value) -> Sequence[str]:
    """Give the lines of a text, clean; None is an empty one."""
    return [clean(line) for line in ("" if value is None else str(value)).split("\n")]


class Sample(NamedTuple):
    """A titled piece of text that is shown as it is, line by line."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """
    A result, ready for any format. *messages* is the language its words are in.

    *pictures* show what the tables say; formats that cannot draw leave them out. *appendix* are the tables behind
    the others in what is passed on, which a screen does not repeat; *details* those of a workbook alone, to be
    filtered. *addresses* tell for the files that a `CellLink` names how they are reached from where the document is
    stored: relative, percent-encoded. *records* is the table that stands
    for the whole where there can be one only; without it the first of *tables* does. *findings* are the issues of a
    result that consists of them; *data* is that of `as_json`.
    """

    title: str
    messages: Messages
    facts: Sequence[tuple[str, str]] = ()
    tables: Sequence[Table] = ()
    pictures: Sequence[Picture] = ()
    appendix: Sequence[Table] = ()
    details: Sequence[Table] = ()
    addresses: Mapping[str, str] = field(default_factory=dict)
    records: Table | None = None
    samples: Sequence[Sample] = ()
    notes: Sequence[str] = ()
    findings: Sequence[Issue] = ()
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RenderTarget:
    """
    Where text is shown: *width* in columns, whether it can draw lines, and whether it can show bold text.

    For CSV: whether there is a row of titles, and in front of all the mark of UTF-8, which Excel needs.
    """

    width: int = 80
    can_draw: bool = True
    can_style: bool = False
    has_titles: bool = True
    has_mark: bool = False


PLAIN_SIGNS: Final = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "−": "-",
        "…": "...",
        "“": '"',
        "”": '"',
        "’": "'",
        "≥": ">=",
        "≤": "<=",
        "×": "x",
        "→": "->",
        "\ufffd": "?",
    }
)
"""What stands for a sign that a surface cannot draw, as near as may be."""
