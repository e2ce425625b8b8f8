"""
Read a filled-in workbook into raw rows, in the words of the core.

Sheets are recognised by their columns, rows by their codes; nothing depends on names, order or position.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kla_score.assessment import RawRow, RawSheet, Source
from kla_score.cells import BLANK, Cell, CellKind, even_out
from kla_score.instrument import Instrument
from kla_score.instrument_rules.names import TAKEN_TITLES
from kla_score.issues import Issue, KlaScoreError, Parameter, Place, WorkbookError
from kla_score.region import Identity
from kla_score.workbook.addresses import Range, letters
from kla_score.workbook.guard import open_guarded
from kla_score.workbook.layout import COLUMN_NAMES, EVIDENCE, IDENTIFIER, IDENTITY_BY_NAME, Column, columns_by_name
from kla_score.workbook.package import Package, Row

HEADER_WITHIN: Final = 50
"""The header is looked for in this many rows."""
BLANK_ROWS: Final = 2_000
"""After so many blank rows in a row the table is over; the first value below is reported, and nothing is read."""
MAXIMUM_ROWS: Final = 20_000
_KNOWN_FOR_HEADER: Final = 3
"""A row with so many known column names is a header, even when one of the two that are needed is missing."""
_KNOWN_FOR_IDENTITY: Final = 3
_CODE_HEADINGS: Final = frozenset(even_out(name) for name in COLUMN_NAMES[Column.CODE])
_MAY_REPEAT: Final = frozenset({Column.QUESTION, Column.MAXIMUM, Column.AGENCY, Column.NOTE})
"""Columns that scoring does not read."""


def read_workbook(path: Path, instrument: Instrument) -> RawSheet:
    """
    Read the workbook at *path*; *instrument* says which columns there are.

    Raises:
        WorkbookError: the file cannot be read, or nothing in it looks like a question sheet.

    """
    guarded = open_guarded(path)
    package = Package(guarded.parts, str(path))
    found = _Found(str(path), columns_by_name(instrument))
    try:
        for title in package.sheets:
            found.read(title, package)
        properties = _identity_in(package.identifier)
    except KlaScoreError:
        raise
    except Exception as error:  # whatever a damaged workbook leads to: half a sheet is no sheet
        raise WorkbookError(Issue("workbook-damaged", Place(str(path)))) from error
    tables = [table for table in found.tables if table.is_readable]
    if not tables:
        raise _no_table(found, package)
    rows = [row for table in tables for row in table.raw_rows()]
    issues = [*found.issues, *(found.incomplete if _lacks_codes(rows, instrument) else ())]
    issues += _receipts(tables, {issue.place.sheet for issue in issues} | found.own, package)
    blank = {line for line in properties if not found.identity.get(line, BLANK).text.strip()}
    identity = {**found.identity, **{line: properties[line] for line in blank}}
    return RawSheet(rows, identity, Source(guarded.name, guarded.sha256), tuple(issues))


def _identity_in(identifier: str) -> Mapping[Identity, Cell]:
    """Read instrument, edition and fingerprint off the document properties."""
    match = _IDENTIFIER.fullmatch(identifier)
    lines = (Identity.INSTRUMENT, Identity.EDITION, Identity.FINGERPRINT)
    return {line: Cell(CellKind.TEXT, part) for line, part in zip(lines, match.groups(), strict=True)} if match else {}


_IDENTIFIER: Final = re.compile(IDENTIFIER.format("([^/]+)", "(.+)", "([0-9a-f]{12})"))


def _receipts(tables: Sequence["_Table"], accounted: AbstractSet[str], package: Package) -> Iterator[Issue]:
    """Say what was read although it is hidden, and what was not read at all and is not *accounted* for otherwise."""
    for table in tables:
        if table.title in package.hidden_sheets:
            yield Issue("sheet-hidden", Place("", table.title))
        if hidden := sum(row.is_hidden for row in table.rows):
            yield Issue("rows-hidden", Place("", table.title), parameters={"count": hidden})
        if unread := table.unread_columns():
            yield Issue("columns-passed-over", Place("", table.title), parameters={"columns": unread})
    read = accounted | {table.title for table in tables}
    if others := tuple(title for title in package.sheets if title not in read and even_out(title) not in TAKEN_TITLES):
        yield Issue("sheets-passed-over", parameters={"sheets": others})


def _lacks_codes(rows: Sequence[RawRow], instrument: Instrument) -> bool:
    """Tell whether a question has no row. If each has one, a sheet without a needed column is just another sheet."""
    return not {even_out(code) for code in instrument.questions} <= {even_out(row.code.text) for row in rows}


def _no_table(found: "_Found", package: Package) -> WorkbookError:
    if not package.sheets:
        return WorkbookError(Issue("workbook-damaged", Place(found.file)))
    if not found.tables:
        return WorkbookError(
            Issue("workbook-not-a-sheet", Place(found.file), parameters={"sheets": tuple(package.sheets)})
        )
    headers = dict.fromkeys(header for table in found.tables for header in table.headers.values())
    needed = tuple(COLUMN_NAMES[column][0] for column in (Column.CODE, Column.POINTS))
    parameters = {"columns": tuple(headers), "needed": needed}
    place = Place(found.file, found.tables[0].title)
    return WorkbookError(Issue("workbook-columns-missing", place, parameters=parameters), *found.issues)


@dataclass(slots=True)
class _Table:
    """One question sheet: which column stands where, and the rows below the header."""

    title: str
    columns: Mapping[str, int]
    headers: Mapping[int, str]
    known: AbstractSet[int]
    """Positions with a title that means something, be it there twice."""
    is_readable: bool
    """Rows can be told apart, and there is a column for points, even if it is there twice and so not read."""
    rows: list[Row] = field(default_factory=list)

    def cell(self, row: Row, column: str) -> Cell:
        position = self.columns.get(column)
        if position is None:
            return BLANK
        return row.cells.get(position) or Cell(place=Place("", self.title, f"{letters(position)}{row.number}"))

    def unread_columns(self) -> tuple[str, ...]:
        """Name the columns in which something stands and that are not read: by title, else by letter."""
        filled = {position for row in self.rows for position in row.cells}
        return tuple(self.headers.get(position) or letters(position) for position in sorted(filled - self.known))

    def raw_rows(self) -> Iterator[RawRow]:
        evidence = [column for column in self.columns if column.startswith(EVIDENCE)]
        for row in self.rows:
            if even_out(self.cell(row, Column.CODE).text) in _CODE_HEADINGS:
                continue  # the header, repeated for the printer
            cells = {column.removeprefix(EVIDENCE): self.cell(row, column) for column in evidence}
            code, points = self.cell(row, Column.CODE), self.cell(row, Column.POINTS)
            yield RawRow(code, points, cells, self.cell(row, Column.AGENCY), self.cell(row, Column.NOTE))


@dataclass(slots=True)
class _Found:
    """What was found in the sheets so far. *names* are the known columns, evened out."""

    file: str
    names: Mapping[str, str]
    tables: list[_Table] = field(default_factory=list)
    identity: dict[Identity, Cell] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    own: set[str] = field(default_factory=set)
    """Titles of the sheets with lines of *Identitas*."""
    incomplete: list[Issue] = field(default_factory=list)
    """Columns missing from sheets that look like question sheets."""

    def read(self, title: str, package: Package) -> None:
        """Read one sheet: a question sheet, *Identitas*, or some other that is passed over."""
        rows = package.rows(title)
        above: list[Row] = []
        for row in rows:
            if row.number > HEADER_WITHIN:
                break
            table = self._table(title, row)
            if table is not None:
                self.tables.append(table)
                self._read_identity(title, above)
                self._read_rows(table, row.number, rows)
                self._report_merged(table, package.merged(title))
                return
            above.append(row)
        self._read_identity(title, above)

    def _table(self, title: str, row: Row) -> _Table | None:
        """Make a table when *row* is a header."""
        headers = {position: cell.text.strip() for position, cell in row.cells.items()}
        positions: dict[str, list[int]] = {}
        for position, header in headers.items():
            if column := self.names.get(even_out(header)):
                positions.setdefault(column, []).append(position)
        needed = {Column.CODE, Column.POINTS} & positions.keys()
        if not needed or (len(needed) == 1 and len(positions) < _KNOWN_FOR_HEADER):
            return None
        for column in (Column.CODE, Column.POINTS):
            if column not in positions:
                place = Place("", title, f"A{row.number}")
                parameters: Mapping[str, Parameter] = {
                    "needed": COLUMN_NAMES[column][0],
                    "columns": tuple(headers.values()),
                }
                self.incomplete.append(Issue("column-missing", place, parameters=parameters))
        for column, same in positions.items():
            if len(same) > 1 and column not in _MAY_REPEAT:
                # None of them is read: which one is meant would be a guess.
                cells = tuple(row.cells[position].place.cell for position in same)
                place, header = row.cells[same[0]].place, headers[same[0]]
                self.issues.append(Issue("column-repeated", place, found=header, parameters={"cells": cells}))
        columns = {column: same[0] for column, same in positions.items() if len(same) == 1}
        is_readable = Column.CODE in columns and Column.POINTS in positions
        known = {position for same in positions.values() for position in same}
        return _Table(title, columns, headers, known, is_readable)

    def _read_rows(self, table: _Table, header: int, rows: Iterator[Row]) -> None:
        last = header
        for row in rows:
            if row.number > last + BLANK_ROWS:
                cell = row.cells[min(row.cells)]
                parameters = {"limit": BLANK_ROWS}
                self.issues.append(Issue("values-after-blank-rows", cell.place, "", cell.text, parameters))
                return
            if len(table.rows) >= MAXIMUM_ROWS:
                place, limit = Place(self.file, table.title), {"limit": MAXIMUM_ROWS}
                raise WorkbookError(Issue("sheet-too-long", place, parameters=limit))
            table.rows.append(row)
            last = row.number

    def _report_merged(self, table: _Table, ranges: Sequence[Range]) -> None:
        """Report merged cells that hold the entries of several rows: all but the first look blank."""
        entered = {at for column, at in table.columns.items() if column == Column.POINTS or column.startswith(EVIDENCE)}
        coded = {row.number for row in table.rows if table.cell(row, Column.CODE).text}
        for each in ranges:
            rows = [number for number in coded if each.first_row <= number <= each.last_row]
            columns = [column for column in entered if each.first_column <= column <= each.last_column]
            if len(rows) > 1 and columns:
                place = Place("", table.title, f"{letters(min(columns))}{min(rows)}")
                self.issues.append(Issue("cells-merged", place, parameters={"cells": (each.reference,)}))

    def _read_identity(self, title: str, rows: Sequence[Row]) -> None:
        """Read lines of label and value; fewer than three known labels are something else."""
        lines = {
            identity: row.cells.get(1, BLANK)
            for row in reversed(rows)
            if 0 in row.cells and (identity := IDENTITY_BY_NAME.get(even_out(row.cells[0].text).rstrip(" :")))
        }
        if len(lines) >= _KNOWN_FOR_IDENTITY and not self.identity:
            self.identity = lines
            self.own.add(title)
