"""
Read a filled-in workbook into raw rows, in the words of the core.

Sheets are recognised by their columns, rows by their codes; nothing depends on names, order or position. openpyxl
parses, in its read-only mode, and only what the guard has let through.
"""

import hashlib
import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from kla_score.assessment import RawRow, RawSheet, Source
from kla_score.cells import BLANK, Cell, CellKind, even_out, number_cell
from kla_score.instrument import Instrument
from kla_score.issues import Issue, KlaScoreError, Parameter, Place, WorkbookError
from kla_score.region import Identity
from kla_score.workbook.guard import GuardedFile, open_guarded
from kla_score.workbook.layout import COLUMN_NAMES, EVIDENCE, IDENTITY_BY_NAME, Column, Openpyxl, columns_by_name

HEADER_WITHIN: Final = 50
"""The header is looked for in this many rows."""
BLANK_ROWS: Final = 2_000
"""After so many blank rows in a row the table is over; anything below is reported, not read."""
MAXIMUM_ROWS: Final = 20_000
MAXIMUM_COLUMNS: Final = 100
_KNOWN_FOR_HEADER: Final = 3
"""A row with so many known column names is a header, even when one that is needed is missing."""
_KNOWN_FOR_IDENTITY: Final = 3
_MAY_REPEAT: Final = frozenset({Column.QUESTION, Column.MAXIMUM, Column.AGENCY, Column.NOTE})
"""Columns that are not read."""


def read_workbook(path: Path, instrument: Instrument) -> RawSheet:
    """
    Read the workbook at *path*; *instrument* says which columns there are.

    Raises:
        WorkbookError: the file cannot be read, or nothing in it looks like a question sheet.

    """
    guarded = open_guarded(path)
    source = Source(guarded.name, hashlib.sha256(guarded.content).hexdigest())
    found = _Found(columns_by_name(instrument))
    try:
        with warnings.catch_warnings():
            # What openpyxl warns about (styles, extensions) means nothing to the people who use this.
            warnings.simplefilter("ignore")
            titles = _read_sheets(guarded, found)
    except KlaScoreError:
        raise
    except Exception as error:  # the parser raises anything for a damaged workbook, and half a sheet is no sheet
        raise WorkbookError(Issue("workbook-damaged", Place(str(path)))) from error
    if not any(table.is_readable for table in found.tables):
        raise _no_table(found, str(path), titles)
    rows = [row for table in found.tables if Column.CODE in table.columns for row in table.raw_rows()]
    return RawSheet(rows, found.identity, source, tuple(found.issues))


def _no_table(found: "_Found", file: str, titles: Sequence[str]) -> WorkbookError:
    if not found.tables:
        return WorkbookError(Issue("workbook-not-a-sheet", Place(file), parameters={"sheets": tuple(titles)}))
    headers = dict.fromkeys(header for table in found.tables for header in table.headers)
    needed = tuple(COLUMN_NAMES[column][0] for column in (Column.CODE, Column.POINTS))
    parameters = {"columns": tuple(headers), "needed": needed}
    return WorkbookError(Issue("workbook-columns-missing", Place(file, found.tables[0].title), parameters=parameters))


def _read_sheets(guarded: GuardedFile, found: "_Found") -> Sequence[str]:
    """Read every sheet into *found*; give their titles."""
    book = _load(guarded, data_only=True)
    titles = [sheet.title for sheet in book.worksheets]
    if not titles:
        # Some damaged workbooks open without a word and without a sheet.
        raise WorkbookError(Issue("workbook-damaged", Place(guarded.name)))
    for title in titles:
        table = found.read(title, _rows(book[title]))
        # A formula stored without its result looks like a blank cell, so it gets a second look.
        if table is not None and _part_of(book[title]) in guarded.parts_with_formulas:
            table.formulas = _formulas(_load(guarded, data_only=False)[title])
    return titles


def _load(guarded: GuardedFile, *, data_only: bool) -> Openpyxl:
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy, and only commands that read a sheet need it

    return load_workbook(io.BytesIO(guarded.content), read_only=True, data_only=data_only, keep_links=False)


def _part_of(sheet: Openpyxl) -> str:
    path: str = sheet._worksheet_path  # noqa: SLF001 - nothing public tells which part a sheet is
    return path.lstrip("/")


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a sheet: its number as Excel counts, and openpyxl's cells from column A on."""

    number: int
    cells: Sequence[Openpyxl]

    def text(self, position: int) -> str:
        value = self.cells[position].value if position < len(self.cells) else None
        return "" if value is None else str(value)

    @property
    def is_blank(self) -> bool:
        return all(cell.value is None for cell in self.cells) or not any(
            self.text(position).strip() for position in range(len(self.cells))
        )

    def cell(self, sheet: str, position: int) -> Cell:
        place = Place("", sheet, f"{_letters(position)}{self.number}")
        return _cell(self.cells[position], place) if position < len(self.cells) else Cell(place=place)


def _rows(sheet: Openpyxl) -> Iterator[_Row]:
    sheet.reset_dimensions()  # the stored ones can be wrong, and then values would be dropped without a word
    for count, cells in enumerate(sheet.iter_rows(max_col=MAXIMUM_COLUMNS), start=1):
        yield _Row(next((cell.row for cell in cells if cell.value is not None), count), cells)


def _formulas(sheet: Openpyxl) -> Mapping[str, str]:
    return {
        f"{_letters(position)}{row.number}": cell.value
        for row in _rows(sheet)
        for position, cell in enumerate(row.cells)
        if cell.value is not None and cell.data_type == "f"
    }


@cache
def _letters(position: int) -> str:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    return get_column_letter(position + 1)


def _cell(cell: Openpyxl, place: Place) -> Cell:
    value = cell.value
    match value:
        case None:
            return Cell(place=place)
        case bool():
            return Cell(CellKind.BOOLEAN, str(value).upper(), place=place)
        case int() | float() if abs(value) < _TOO_LARGE:
            return number_cell(value, is_percent="%" in (cell.number_format or ""), place=place)
        case datetime():
            return Cell(CellKind.DATE, value.date().isoformat(), place=place)
        case date() | time() | timedelta():
            return Cell(CellKind.DATE, str(value), place=place)
        case str() if cell.data_type != "e":
            return Cell(CellKind.TEXT, value, place=place) if value.strip() else Cell(place=place)
        case _:
            return Cell(CellKind.ERROR, str(value), place=place)


_TOO_LARGE: Final = 1e15
"""From here on a number has more digits than are read exactly. Neither infinity nor NaN is below it."""


@dataclass(slots=True)
class _Table:
    """One question sheet: which column stands where, and the rows below the header."""

    title: str
    columns: Mapping[str, int]
    headers: Sequence[str]
    rows: list[_Row] = field(default_factory=list)
    formulas: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_readable(self) -> bool:
        return Column.CODE in self.columns and Column.POINTS in self.columns

    def cell(self, row: _Row, column: str) -> Cell:
        position = self.columns.get(column)
        if position is None:
            return BLANK
        cell = row.cell(self.title, position)
        formula = self.formulas.get(cell.place.cell) if cell.kind is CellKind.BLANK else None
        return Cell(CellKind.FORMULA, formula, place=cell.place) if formula else cell

    def raw_rows(self) -> Iterator[RawRow]:
        evidence = [column for column in self.columns if column.startswith(EVIDENCE)]
        for row in self.rows:
            cells = {column.removeprefix(EVIDENCE): self.cell(row, column) for column in evidence}
            yield RawRow(self.cell(row, Column.CODE), self.cell(row, Column.POINTS), cells)


@dataclass(slots=True)
class _Found:
    """What was found in the sheets so far. *names* are the known columns, evened out."""

    names: Mapping[str, str]
    tables: list[_Table] = field(default_factory=list)
    identity: dict[Identity, Cell] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def read(self, title: str, rows: Iterator[_Row]) -> _Table | None:
        """Read one sheet; give it back when it is a question sheet."""
        above: list[_Row] = []
        for row in islice(rows, HEADER_WITHIN):
            table = self._table(title, row)
            if table is not None:
                self.tables.append(table)
                self._read_rows(table, rows)
                return table
            above.append(row)
        self._read_identity(title, above)
        return None

    def _table(self, title: str, row: _Row) -> _Table | None:
        """Make a table when *row* is a header."""
        headers = {
            position: row.text(position).strip() for position in range(len(row.cells)) if row.text(position).strip()
        }
        positions: dict[str, list[int]] = {}
        for position, header in headers.items():
            if column := self.names.get(even_out(header)):
                positions.setdefault(column, []).append(position)
        if not {Column.CODE, Column.POINTS} <= positions.keys() and len(positions) < _KNOWN_FOR_HEADER:
            return None
        for column in (Column.CODE, Column.POINTS):
            if column not in positions:
                parameters: Mapping[str, Parameter] = {
                    "needed": COLUMN_NAMES[column][0],
                    "columns": tuple(headers.values()),
                }
                self.issues.append(Issue("column-missing", Place("", title, f"A{row.number}"), parameters=parameters))
        for column, same in positions.items():
            if len(same) > 1 and column not in _MAY_REPEAT:
                # None of them is read: which one is meant would be a guess.
                cells = tuple(f"{_letters(position)}{row.number}" for position in same)
                place, header = Place("", title, cells[0]), headers[same[0]]
                self.issues.append(Issue("column-repeated", place, found=header, parameters={"cells": cells}))
        columns = {column: same[0] for column, same in positions.items() if len(same) == 1}
        return _Table(title, columns, tuple(headers.values()))

    def _read_rows(self, table: _Table, rows: Iterator[_Row]) -> None:
        blank = 0
        for row in rows:
            if row.is_blank:
                blank += 1
            elif blank >= BLANK_ROWS:
                cell = next(row.cell(table.title, i) for i in range(len(row.cells)) if row.text(i).strip())
                parameters = {"limit": BLANK_ROWS}
                self.issues.append(Issue("values-after-blank-rows", cell.place, "", cell.text, parameters))
                return
            elif len(table.rows) >= MAXIMUM_ROWS:
                parameters = {"limit": MAXIMUM_ROWS}
                raise WorkbookError(Issue("sheet-too-long", Place("", table.title), parameters=parameters))
            else:
                blank = 0
                table.rows.append(row)

    def _read_identity(self, title: str, rows: Sequence[_Row]) -> None:
        """Read label and value lines; a sheet with fewer than three known labels is some other sheet."""
        lines = {
            identity: row.cell(title, 1)
            for row in reversed(rows)
            if (identity := IDENTITY_BY_NAME.get(even_out(row.text(0)).rstrip(" :")))
        }
        if len(lines) >= _KNOWN_FOR_IDENTITY and not self.identity:
            self.identity = lines
