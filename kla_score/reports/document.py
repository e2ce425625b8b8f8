"""
The model that every format understands: title, facts, tables, samples, notes, findings and machine-readable data.

Values are text or numbers, and each format decides how to display numbers. The model is independent of scorecards.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final, Generic, NamedTuple, TypeVar, overload

from kla_score.cells import decimals_of
from kla_score.i18n import Messages, clean
from kla_score.issues import Issue
from kla_score.reports.pictures import Bar, Picture

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


@dataclass(frozen=True, slots=True)
class Captioned:
    """A *text* with a *caption* in the lines below it, which a screen shows faint."""

    text: str
    caption: str

    def __str__(self) -> str:
        return "\n".join(filter(None, (self.text, self.caption)))


@dataclass(frozen=True, slots=True)
class CountOf:
    """
    The number of rows whose *column*, counted from 0, is the text *word*. Without a word, every row counts.

    A workbook calculates it, so that it follows changes in the rows.
    """

    count: int
    column: int
    word: str

    def __str__(self) -> str:
        return str(self.count)


@dataclass(frozen=True, slots=True)
class Percent:
    """
    A percentage displayed as *text*.

    A workbook stores *exact*, or else the *number*: 0 to 100, or percentage points of a change.
    """

    text: str
    number: Decimal
    exact: Fraction | None = None

    def __str__(self) -> str:
        return self.text


Value = str | Decimal | int | CellLink | Captioned | CountOf | Percent | None
"""A cell of a table. None means no value."""


class Tone(StrEnum):
    """The meaning of a value, which a terminal may show in colour."""

    GOOD = "good"
    RISK = "risk"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Aligned:
    """
    The value of a fact in parts, which a screen aligns with those of other facts: a figure, a result, an explanation.

    *tone* is the meaning of the figure and the result, *number* the figure for a workbook, if it is a single number.
    """

    figure: str
    result: str = ""
    explanation: str = ""
    tone: Tone | None = None
    number: Decimal | None = None

    def __str__(self) -> str:
        return "; ".join(filter(None, (self.figure, self.result, self.explanation)))


Fact = tuple[str, str | Aligned]
"""A label and its value."""


class Figure(NamedTuple):
    """A *number* of a workbook in a cell of its own, with a *label* before it and a *text* after it."""

    label: str
    number: Decimal | int
    text: str = ""


class Step(NamedTuple):
    """
    Something to do next.

    *command* does it in a terminal; only a screen shows such a step. *code* is its question, if it is a single one, and
    *caption* the text of the question. *table* is the title of the table with the details, to which a page links.
    """

    text: str
    command: str = ""
    code: str = ""
    caption: str = ""
    table: str = ""

    @property
    def line(self) -> str:
        """The step without its caption."""
        return f"{self.code}: {self.text}" if self.code else self.text


class Column(NamedTuple):
    """
    The title of a column and whether it contains numbers.

    - *is_minor*: a screen leaves the column out if the table is too wide.
    - *is_cut*: a screen shows one line of a text that is too long. Of a `Captioned` value it cuts the caption only.
    - *is_change*: the numbers are differences, shown with a plus or minus sign.
    - *tone*: the meaning of its values.
    - *is_summed*: a workbook adds the sum of its numbers below them.
    - *ratio*: the positions of two columns, counted from 0. The total is the ratio of their sums.
    - *width*: the width in a workbook, in letters. Without it, the texts of the column decide.
    """

    title: str
    is_number: bool = False
    is_minor: bool = False
    is_change: bool = False
    is_cut: bool = False
    tone: Tone | None = None
    is_summed: bool = False
    ratio: tuple[int, int] | None = None
    width: int = 0


class Row(NamedTuple):
    """
    The values of one row. *level* 1 belongs to the last row of level 0; *is_total* marks the sum of the rows above.

    A wide screen draws the *bar*.
    """

    values: Sequence[Value]
    level: int = 0
    is_total: bool = False
    bar: Bar | None = None


class Table(NamedTuple):
    """
    A titled table.

    *is_prose* is whether its cells contain sentences. *note* is printed below it: rows that were left out, or how to
    read it. *to_fill* are the titles of blank columns that a workbook adds for people to fill in, and *choices* the
    allowed entries of such a column. *legend* names the parts of the bars. *is_grouped* is whether rows with the same
    first value belong together, so that a page folds them. *is_folded* is whether a page folds the table as a whole:
    one of many, of which a reader needs a few. *is_summed_above* is whether a workbook shows the note and the totals
    above the header, where they stay visible. *label* is a short title for the worksheet.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    note: str = ""
    is_prose: bool = False
    to_fill: Sequence[str] = ()
    legend: Sequence[str] = ()
    choices: Mapping[str, Sequence[str]] = MappingProxyType({})
    is_grouped: bool = False
    is_folded: bool = False
    is_summed_above: bool = False
    label: str = ""


_POINTS: Final = 2


def decimals_in(rows: Sequence[Row], position: int) -> int:
    """Return the number of decimals of a column: none for integers, else two, or more if a number has more."""
    values = [row.values[position] for row in rows]
    most = max((decimals_of(value) for value in values if isinstance(value, Decimal)), default=0)
    return max(most, _POINTS) if most else 0


def column_decimals(table: Table, tables: Sequence[Table]) -> Sequence[int]:
    """
    Return the decimals of each column of *table*, the same in all those of *tables* that have the same columns.

    A column of changes has at least the decimals of the others.
    """
    rows = [row for each in tables if each.columns == table.columns for row in each.rows]
    decimals = [decimals_in(rows, position) for position in range(len(table.columns))]
    most = max(decimals, default=0)
    return [most if column.is_change else each for column, each in zip(table.columns, decimals, strict=True)]


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

    - *alert* comes before everything else: the reason why the result is not final.
    - *steps* are what to do next, in order.
    - *figures* are the numbers of facts, by their labels. A workbook shows them in place of the fact.
    - *pictures* show the contents of tables. Formats without drawings leave them out.
    - *appendix* are further tables for files, which a screen does not show.
    - *worksheets* are the tables of a workbook, if they differ from *tables*.
    - *details* are tables for workbooks only, for filtering.
    - *addresses* has the URL of each file in a `CellLink`, relative to the document and percent-encoded.
    - *records* is the table for formats with a single table. Without it, the first of *tables* is used.
    - *findings* are the issues of a result that consists of issues.
    - *closing* are the last lines of a screen, in place of *notes*: shorter, and the answer once more.
    - *caution* is the most important note in one line.
    - *issued* and *office* are the date and the author of a report in a file. A screen does not show them.
    - *data* is the result for machines: mappings, sequences (also `LazySequence`), texts (also `StrEnum`, even as
      keys), true, false, None, whole numbers and `Decimal`.
    """

    title: str
    messages: Messages
    facts: Sequence[Fact] = ()
    tables: Sequence[Table] = ()
    pictures: Sequence[Picture] = ()
    appendix: Sequence[Table] = ()
    worksheets: Sequence[Table] = ()
    details: Sequence[Table] = ()
    addresses: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, Sequence[Figure]] = field(default_factory=dict)
    records: Table | None = None
    samples: Sequence[Sample] = ()
    notes: Sequence[str] = ()
    closing: Sequence[str] = ()
    caution: str = ""
    issued: date | None = None
    office: str = ""
    alert: str = ""
    steps: Sequence[Step] = ()
    findings: Sequence[Issue] = ()
    data: Mapping[str, object] = field(default_factory=dict)

    @property
    def step_texts(self) -> Sequence[str]:
        """The steps for readers without a terminal, with their captions."""
        return [" – ".join(filter(None, (step.line, step.caption))) for step in self.steps if not step.command]


class CsvDialect(StrEnum):
    """The spreadsheet programs or scripts that read CSV."""

    PLAIN = "plain"
    """Commas and decimal points."""
    EXCEL_ID = "excel-id"
    """Semicolons, decimal commas, a byte order mark, and codes such as 35.02 that stay text."""


class RenderTarget(NamedTuple):
    """
    The capabilities of the output: *width* in columns, and whether it can show box-drawing lines and bold text.

    For CSV: whether to write a header row, the UTF-8 byte order mark, which Excel needs, and the dialect. For
    annotations: whether notes have one, too.
    """

    width: int = 80
    can_draw: bool = True
    can_style: bool = False
    has_header: bool = True
    has_bom: bool = False
    every_note: bool = False
    csv_dialect: CsvDialect = CsvDialect.PLAIN


PLAIN_SIGNS: Final = str.maketrans("–—−“”’×\ufffd", '---""\'x?') | {
    ord(sign): letters for sign, letters in (("…", "..."), ("≥", ">="), ("≤", "<="), ("→", "->"))
}
"""Similar replacements for characters that an output cannot show."""
