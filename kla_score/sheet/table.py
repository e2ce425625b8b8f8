"""One table of a worksheet: its header, recognised by its words, and the rows below it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from kla_score.assessment import RawRow
from kla_score.cells import BLANK, Cell, CellKind, normalize_text
from kla_score.issues import Issue, Location, Parameter
from kla_score.sheet.layout import COLUMN_NAMES, EVIDENCE, RECAP_COLUMNS, Column
from kla_score.xlsx.addresses import Range, letters
from kla_score.xlsx.rows import Row

_KNOWN_FOR_HEADER: Final = 3
"""A row with this number of known column names is a header, even if one of the two required columns is missing."""
RECAP_NEEDS: Final = (Column.PRINTED, Column.QUESTION, Column.POINTS)
"""The columns that a recap needs."""
_LONGEST_HEADING: Final = 100
"""A longer text is not a heading. Headings are truncated to this length for display."""
_BEHIND: Final = 1 << 20
"""Behind the last column of any worksheet."""
_GENERIC: Final = frozenset({"nilai", "skor", "points", "score"})
"""Titles of points that do not show whose points they are. A column with another title goes first."""
_FIRST_COUNTS: Final = frozenset(
    {Column.QUESTION, Column.MAXIMUM, Column.AGENCY, Column.NOTE, Column.INDICATOR, Column.CLUSTER}
)
"""Columns whose repetition does not matter. The first is read and the other is not."""
_CODE: Final = re.compile(r"\S*[0-9]\s?[a-z]{0,3}")
"""What a code looks like. Another text in the column of codes is a title."""


@dataclass(slots=True)
class Table:
    """
    A table: the positions of its columns, and the rows below the header.

    *headers* are the titles by position, counted from 0. *known* are the positions with a meaning. A *recap* has the
    printed numbers of questions instead of codes. *faults* and *missing_columns* are issues with the header.
    *missing_columns* matter only if no other table has the questions. *other_points* are the positions of further
    columns of points.
    """

    title: str
    header: int
    columns: dict[str, int]
    headers: Mapping[int, str]
    known: set[int]
    is_recap: bool
    is_readable: bool
    """Whether rows can be identified and there is a points column."""
    faults: Sequence[Issue]
    missing_columns: Sequence[Issue]
    other_points: Sequence[int] = ()
    rows: list[Row] = field(default_factory=list)
    beside: Sequence["Table"] = ()
    """The tables on the right with the same header row. All rows are in this table until they are divided."""
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)
    _letters: dict[int, str] = field(init=False)
    _kinds: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Calculate once what every row needs."""
        self._letters = {position: letters(position) for position in self.columns.values()}
        self._kinds = {
            column.removeprefix(EVIDENCE): at
            for column, at in self.columns.items()
            if column.startswith(EVIDENCE) or column == Column.ANY_EVIDENCE
        }

    def divided(self) -> Sequence["Table"]:
        """Return this table and those `beside` it, each with the cells that are its own."""
        parts = (self, *self.beside)
        if len(parts) > 1:
            starts = [0, *(min(part.headers) for part in self.beside), _BEHIND]
            rows = self.rows
            for part, (start, end) in zip(parts, pairwise(starts), strict=True):
                own = [{at: cell for at, cell in row.cells.items() if start <= at < end} for row in rows]
                part.rows = [row._replace(cells=cells) for row, cells in zip(rows, own, strict=True) if cells]
        return parts

    def choose_points(self) -> Issue | None:
        """Choose the first of several columns of points that has values. Report the choice if another one has some."""
        candidates = [self.columns.get(Column.POINTS, -1), *self.other_points]
        filled = [each for each in candidates if any(each in row.cells for row in self.rows)]
        if len(candidates) == 1 or not filled:
            return None
        may_be_maxima = self.is_recap and Column.MAXIMUM not in self.columns
        chosen = next((each for each in filled if not (may_be_maxima and self._is_generic(each))), filled[0])
        self.known = self.known - {*candidates} | {chosen}
        self.columns[Column.POINTS] = chosen
        self._letters[chosen] = letters(chosen)
        self.other_points = [each for each in filled if each != chosen]
        skipped = tuple(f"{letters(each)}{self.header}" for each in self.other_points)
        location = Location("", self.title, f"{letters(chosen)}{self.header}")
        issue = Issue(
            "column-points-repeated",
            location,
            found=self.headers[chosen],
            parameters={"cells": skipped, "column": letters(chosen)},
        )
        return issue if skipped else None

    def _is_generic(self, position: int) -> bool:
        """Return whether the title of a column of points can also be that of the maxima: "Nilai" or "Skor"."""
        return normalize_text(self.headers[position]) in _GENERIC

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
        return tuple(
            self.headers.get(position) or letters(position)
            for position in sorted(filled - self.known - {*self.other_points})
        )

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
        coded = sorted({row.number for row in self.rows if self._is_coded(row)})
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

    def _is_coded(self, row: Row) -> bool:
        """Return whether *row* is that of a question, and not a title across several columns."""
        return bool(_CODE.fullmatch(normalize_text(self.cell(row, Column.CODE).text[:_LONGEST_HEADING])))


class Titles(NamedTuple):
    """The column of each normalized title: the *known* titles, and the region's *own* ones, which go first."""

    known: Mapping[str, str]
    own: Mapping[str, str] = {}  # never changed

    def positions(self, headers: Mapping[int, str]) -> dict[str, list[int]]:
        """Return the positions of each column among *headers*, the titles by position."""
        found: dict[str, list[int]] = {}
        own: dict[str, list[int]] = {}
        for position, header in headers.items():
            title = normalize_text(header)
            if column := self.own.get(title):
                own.setdefault(column, []).append(position)
            elif column := self.known.get(title):
                found.setdefault(column, []).append(position)
        return {**found, **own}


def lacking_recap_column(row: Row, titles: Titles) -> Column | None:
    """Return the only column that *row* lacks to be the header of a recap; None if it lacks more or none."""
    found = titles.positions(_headers_of(row))
    lacking = [column for column in RECAP_NEEDS if column not in found]
    return lacking[0] if len(lacking) == 1 else None


def with_subtitles(header: Row, below: Row, table: Table) -> Row | None:
    """
    Return *header* with the titles *below* it: "Nilai" above "Verifikasi" and "Mandiri" is two columns of points.

    None if no title of *table* is above several others.
    """
    spans: dict[int, list[int]] = {}
    for position in sorted(below.cells):
        spans.setdefault(max((each for each in header.cells if each <= position), default=-1), []).append(position)
    several = {at: span for at, span in spans.items() if at >= 0 and len(span) > 1}
    is_question = not below.cells.keys().isdisjoint({table.columns[Column.PRINTED], table.columns[Column.QUESTION]})
    if is_question or not several or any(cell.kind is not CellKind.TEXT for cell in below.cells.values()):
        return None
    joined = {
        position: below.cells[position]._replace(text=f"{header.cells[at].text} {below.cells[position].text}")
        for at, span in several.items()
        for position in span
    }
    return header._replace(cells={**header.cells, **joined})


def _headers_of(row: Row) -> dict[int, str]:
    return {position: cell.text[:_LONGEST_HEADING].strip() for position, cell in row.cells.items()}


def table_below(title: str, row: Row, titles: Titles) -> Table | None:
    """Return the table with *row* as its header, if it is one."""
    headers = _headers_of(row)
    positions = titles.positions(headers)
    is_recap = Column.CODE not in positions and {*RECAP_NEEDS} <= positions.keys()
    if is_recap and (start := _start_of_second(positions)):
        left, right = (
            table_below(
                title, row._replace(cells={at: row.cells[at] for at in row.cells if (at < start) is is_left}), titles
            )
            for is_left in (True, False)
        )
        if left and right:
            left.beside = (right, *right.beside)
        return left
    if is_recap:
        # A second number, of clusters or indicators, is further left.
        before = [each for each in positions[Column.PRINTED] if each < positions[Column.QUESTION][0]]
        if before and any(before[0] < each < before[-1] for each in positions.get(Column.INDICATOR, [])):
            positions[Column.INDICATOR_NUMBER] = before[:1]
        positions[Column.PRINTED] = before[-1:] or positions[Column.PRINTED][:1]
    else:
        positions = {column: same for column, same in positions.items() if column not in RECAP_COLUMNS}
        needed = {Column.CODE, Column.POINTS} & positions.keys()
        if not needed or (len(needed) == 1 and len(positions) < _KNOWN_FOR_HEADER):
            return None
    other_points = positions.get(Column.POINTS, [])[1:]
    several = {column: same for column, same in positions.items() if len(same) > 1}
    repeated = {column: same for column, same in several.items() if column not in _FIRST_COUNTS | {Column.POINTS}}
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
        other_points=other_points,
    )


def _start_of_second(positions: Mapping[str, Sequence[int]]) -> int | None:
    """Return where a second table beside the first one begins: at a number behind which all needed columns repeat."""
    for start in positions[Column.PRINTED][1:]:
        sides = [[at < start for at in positions[column]] for column in RECAP_NEEDS]
        if all(any(side) and not all(side) for side in sides):
            return start
    return None


def _repeated(row: Row, same: Sequence[int]) -> Issue:
    """Report repeated columns. None of them is read, because it is unclear which one counts."""
    first = row.cells[same[0]]
    cells = tuple(row.cells[position].location.cell for position in same)
    return Issue("column-repeated", first.location, found=first.text.strip(), parameters={"cells": cells})


def _missing_columns(title: str, row: Row, positions: Mapping[str, Sequence[int]]) -> Iterator[Issue]:
    for column in (Column.CODE, Column.POINTS):
        if column not in positions:
            headers = tuple(cell.text.strip() for cell in row.cells.values())
            needed, *others = COLUMN_NAMES[column]
            parameters: Mapping[str, Parameter] = {"needed": needed, "columns": headers, "accepted": tuple(others)}
            yield Issue("column-missing", Location("", title, f"A{row.number}"), parameters=parameters)
