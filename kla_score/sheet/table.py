"""One table of a worksheet: its header, recognised by its words, and the rows below it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from kla_score.assessment import RawRow
from kla_score.cells import BLANK, Cell, normalize_text
from kla_score.issues import Issue, Location, Parameter
from kla_score.sheet.layout import COLUMN_NAMES, EVIDENCE, RECAP_COLUMNS, Column
from kla_score.xlsx.addresses import Range, letters
from kla_score.xlsx.rows import Row

_KNOWN_FOR_HEADER: Final = 3
"""A row with this number of known column names is a header, even if one of the two required columns is missing."""
_LONGEST_HEADING: Final = 100
"""A longer text is not a heading. Headings are truncated to this length for display."""
_FIRST_COUNTS: Final = frozenset({Column.QUESTION, Column.MAXIMUM, Column.AGENCY, Column.NOTE})
"""Columns that scoring does not read. If one is repeated, the first is read and the other is not."""


@dataclass(slots=True)
class Table:
    """
    A table: the positions of its columns, and the rows below the header.

    *headers* are the titles by position, counted from 0. *known* are the positions with a meaning. A *recap* has the
    printed numbers of questions instead of codes. *faults* and *missing_columns* are issues with the header.
    *missing_columns* matter only if no other table has the questions.
    """

    title: str
    header: int
    columns: Mapping[str, int]
    headers: Mapping[int, str]
    known: AbstractSet[int]
    is_recap: bool
    is_readable: bool
    """Whether rows can be identified and there is a points column, even if it is repeated and therefore not read."""
    faults: Sequence[Issue]
    missing_columns: Sequence[Issue]
    rows: list[Row] = field(default_factory=list)
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)
    _letters: Mapping[int, str] = field(init=False)
    _kinds: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Calculate once what every row needs."""
        self._letters = {position: letters(position) for position in self.columns.values()}
        self._kinds = {
            column.removeprefix(EVIDENCE): at for column, at in self.columns.items() if column.startswith(EVIDENCE)
        }

    def cell(self, row: Row, column: str) -> Cell:
        """Return the cell of *row* in *column*; a blank one with its location if it is not filled in."""
        position = self.columns.get(column)
        if position is None:
            return BLANK
        return self._linked(row).get(position) or self._blank(row, position)

    def raw_row(self, row: Row) -> RawRow:
        """Return *row* as a raw row. A blank answer has the location of its cell."""
        cells, at = self._linked(row), self.columns.get
        code, points = at(Column.CODE), at(Column.POINTS)
        return RawRow(
            BLANK if code is None else cells.get(code) or self._blank(row, code),
            BLANK if points is None else cells.get(points) or self._blank(row, points),
            {kind: cells.get(position, BLANK) for kind, position in self._kinds.items()},
            cells.get(at(Column.AGENCY, -1), BLANK),
            cells.get(at(Column.NOTE, -1), BLANK),
        )

    def _linked(self, row: Row) -> Mapping[int, Cell]:
        """Return the cells of *row* with their links."""
        if not self.links:
            return row.cells
        links = {position: self.links.get((row.number, position)) for position in row.cells}
        return {at: cell._replace(link=link) if (link := links[at]) else cell for at, cell in row.cells.items()}

    def _blank(self, row: Row, position: int) -> Cell:
        return Cell(location=Location("", self.title, f"{self._letters[position]}{row.number}"))

    def unread_columns(self) -> tuple[str, ...]:
        """Return the filled columns that are not read: by title, or else by letter."""
        filled = {position for row in self.rows for position in row.cells}
        return tuple(self.headers.get(position) or letters(position) for position in sorted(filled - self.known))

    def unread_cells(self) -> Iterator[Cell]:
        """Yield the filled cells of those columns in rows with a code."""
        for row in self.rows:
            if row.cells.keys() <= self.known:  # true for most rows
                continue
            if self.is_recap or not self.cell(row, Column.CODE).is_blank:
                yield from (cell for position, cell in row.cells.items() if position not in self.known)

    def read_columns(self, positions: AbstractSet[int]) -> tuple[str, ...]:
        """Return the titles of those of *positions* that are read."""
        return tuple(self.headers[position] for position in sorted(positions & set(self.columns.values())))

    def merged_entries(self, ranges: Sequence[Range]) -> Iterator[Issue]:
        """Yield an issue for each merged range that joins entries of several rows, or hides an entry of one row."""
        if not ranges:
            return
        points = self.columns.get(Column.POINTS, -1)
        entered = {points, *self._kinds.values()} - {-1}
        coded = sorted({row.number for row in self.rows if self.cell(row, Column.CODE).text})
        for each in ranges:
            first, behind = bisect_left(coded, each.first_row), bisect_right(coded, each.last_row)
            columns = [column for column in entered if each.first_column <= column <= each.last_column]
            if behind == first or not columns:
                continue
            is_below = coded[first] > each.first_row
            hidden = [column for column in columns if is_below or column > each.first_column]
            location = Location("", self.title, f"{letters(min(hidden or columns))}{coded[first]}")
            parameters = {"cells": (each.reference,)}
            if behind - first > 1 or points in hidden:
                yield Issue("cells-merged", location, parameters=parameters)
            elif hidden:
                yield Issue("evidence-merged", location, parameters=parameters)


def table_below(title: str, row: Row, names: Mapping[str, str]) -> Table | None:
    """Return the table with *row* as its header, if it is one. *names* are the known columns, normalized."""
    headers = {position: cell.text[:_LONGEST_HEADING].strip() for position, cell in row.cells.items()}
    positions: dict[str, list[int]] = {}
    for position, header in headers.items():
        if column := names.get(normalize_text(header)):
            positions.setdefault(column, []).append(position)
    is_recap = Column.CODE not in positions and {Column.PRINTED, Column.QUESTION, Column.POINTS} <= positions.keys()
    if not is_recap:
        positions = {column: same for column, same in positions.items() if column not in RECAP_COLUMNS}
        needed = {Column.CODE, Column.POINTS} & positions.keys()
        if not needed or (len(needed) == 1 and len(positions) < _KNOWN_FOR_HEADER):
            return None
    repeated = {column: same for column, same in positions.items() if len(same) > 1 and column not in _FIRST_COUNTS}
    return Table(
        title,
        row.number,
        {column: same[0] for column, same in positions.items() if column not in repeated},
        headers,
        {position for column, same in positions.items() for position in (same if column in repeated else same[:1])},
        is_recap=is_recap,
        is_readable=is_recap or (Column.CODE in positions.keys() - repeated.keys() and Column.POINTS in positions),
        faults=[_repeated(row, same) for same in repeated.values()],
        missing_columns=[] if is_recap else list(_missing_columns(title, row, positions)),
    )


def _repeated(row: Row, same: Sequence[int]) -> Issue:
    """Report repeated columns. None of them is read, because it is unclear which one counts."""
    first = row.cells[same[0]]
    cells = tuple(row.cells[position].location.cell for position in same)
    return Issue("column-repeated", first.location, found=first.text.strip(), parameters={"cells": cells})


def _missing_columns(title: str, row: Row, positions: Mapping[str, Sequence[int]]) -> Iterator[Issue]:
    for column in (Column.CODE, Column.POINTS):
        if column not in positions:
            headers = tuple(cell.text.strip() for cell in row.cells.values())
            parameters: Mapping[str, Parameter] = {"needed": COLUMN_NAMES[column][0], "columns": headers}
            yield Issue("column-missing", Location("", title, f"A{row.number}"), parameters=parameters)
