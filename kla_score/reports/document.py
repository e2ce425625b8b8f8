"""
The model that every format understands: title, facts, tables, samples, notes, findings and machine-readable data.

Values are text or numbers, and each format decides how to display numbers. The model is independent of scorecards.
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
    The results of *make* for each of *things*, made on access and not stored, so that they are never all in memory.
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
    """A *cell* of a *sheet* of the workbook *file*, displayed as *text*; formats with links make it a link."""

    text: str
    file: str
    sheet: str
    cell: str

    def __str__(self) -> str:
        return self.text


Value = str | Decimal | int | CellLink | None
"""A cell of a table. None means no value."""


class Column(NamedTuple):
    """
    The title of a column and whether it contains numbers.

    *is_minor* is whether it is the first to be narrowed. *is_change* is whether its numbers are differences, shown with
    a plus or minus sign.
    """

    title: str
    is_number: bool = False
    is_minor: bool = False
    is_change: bool = False


class Row(NamedTuple):
    """
    The values of one row. *level* 1 belongs to the last row of level 0; *is_total* marks the sum of the rows above.
    """

    values: Sequence[Value]
    level: int = 0
    is_total: bool = False


class Table(NamedTuple):
    """
    A titled table.

    *is_prose* is whether its cells contain sentences. *note* is printed below it: rows that were left out, or how to
    read it. *to_fill* are the titles of blank columns that a workbook adds for people to fill in.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    note: str = ""
    is_prose: bool = False
    to_fill: Sequence[str] = ()


def decimals_in(table: Table, position: int) -> int:
    """Return the number of decimals that the numbers of a column need for alignment."""
    values = [row.values[position] for row in table.rows]
    return max((decimals_of(value) for value in values if isinstance(value, Decimal)), default=0)


EMPTY: Final = "–"
"""The text for a missing value."""


def lines_of(value: Value, column: Column, messages: Messages, decimals: int = 0) -> Sequence[str]:
    """Return the lines of *value* in *column* as text; numbers have at least this number of *decimals*."""
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
    """Return the lines of a text, cleaned; None is an empty text."""
    return [clean(line) for line in ("" if value is None else str(value)).split("\n")]


class Sample(NamedTuple):
    """A titled text that is displayed unchanged, line by line."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """
    A result, ready for any format. *messages* has the language of its texts.

    - *pictures* show the contents of tables. Formats without drawings leave them out.
    - *appendix* are further tables for files, which a screen does not show.
    - *details* are tables for workbooks only, for filtering.
    - *addresses* has the URL of each file in a `CellLink`, relative to the document and percent-encoded.
    - *records* is the table for formats with a single table. Without it, the first of *tables* is used.
    - *findings* are the issues of a result that consists of issues.
    - *data* is the result for machines: mappings, sequences (also `LazySequence`), texts (also `StrEnum`), true, false,
      None, whole numbers and `Decimal`.
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
    The capabilities of the output: *width* in columns, and whether it can show box-drawing lines and bold text.

    For CSV: whether to write a header row, and the UTF-8 byte order mark, which Excel needs.
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
"""Similar replacements for characters that an output cannot show."""
