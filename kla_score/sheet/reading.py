"""
Read a filled-in workbook into raw rows.

Worksheets are recognised by their columns, and rows by their codes, never by name, order or position.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Final

from kla_score.assessment import PrintedPoints, RawRow, RawSheet, Source, codes_of
from kla_score.assessment.region import Identity
from kla_score.cells import BLANK, Cell, CellKind, normalize_text
from kla_score.files.reading import LARGEST
from kla_score.instrument import Instrument
from kla_score.issues import Issue, KlaScoreError, Location, Parameter, WorkbookError
from kla_score.sheet.any_evidence import assign_evidence
from kla_score.sheet.layout import (
    COLUMN_NAMES,
    HIDDEN_TITLES,
    IDENTITY_BY_NAME,
    TITLES,
    Column,
    columns_by_name,
    own_titles,
)
from kla_score.sheet.marks import LIST, REPORT, SHEET_OF, SUM_OF_INDICATOR
from kla_score.sheet.recap import read_recap
from kla_score.sheet.table import RECAP_NEEDS, Table, Titles, lacking_recap_column, table_below, with_subtitles
from kla_score.xlsx.guard import open_untrusted
from kla_score.xlsx.package import IDENTIFIER, MODIFIED, Package
from kla_score.xlsx.rows import LONGEST_HEADING, Row

HEADER_WITHIN: Final = 50
"""The number of rows that are searched for the header."""
BLANK_ROWS: Final = 2_000
"""A table ends after this number of consecutive blank rows. The first value below is reported, and nothing is read."""
MAXIMUM_ROWS: Final = 20_000
NO_TITLES: Final[Mapping[str, str]] = {}
_KNOWN_FOR_IDENTITY: Final = 3
_HEADINGS: Final = frozenset(
    normalize_text(name) for column in (Column.CODE, Column.PRINTED) for name in COLUMN_NAMES[column]
)
_UNREAD: Final = (Column.QUESTION, Column.MAXIMUM)
"""Columns of a written sheet that are for people. Scoring uses the instrument instead."""


def read_workbook(
    path: Path, instrument: Instrument, largest: int = LARGEST, titles: Mapping[str, str] = NO_TITLES
) -> RawSheet:
    """
    Read the workbook at *path*, of at most *largest* MiB; *instrument* defines the columns.

    *titles* maps a region's own title of a column to a known one, such as ``{"Hasil": "Nilai"}``.

    Raises:
        WorkbookError: The file cannot be read, or no worksheet looks like a question sheet.
        KlaScoreError: A column of *titles* is not known.

    """
    own = own_titles(titles, instrument)
    guarded = open_untrusted(path, largest)
    package = guarded.package
    found = _Found(str(path), Titles(columns_by_name(instrument), own))
    try:
        properties = package.properties
        marks = _identity_in(properties.get(IDENTIFIER, ""))
        for title in package.sheets:
            # Worksheets that the template hides are large and contain only formulas.
            if not (marks and title in package.hidden_sheets and normalize_text(title) in HIDDEN_TITLES):
                found.read(title, package)
    except KlaScoreError:
        raise
    except Exception as error:  # a damaged workbook may raise anything, and half a sheet must not count
        raise WorkbookError(Issue("workbook-damaged", Location(str(path)))) from error
    tables = [table for table in found.tables if table.is_readable]
    identifier = properties.get(IDENTIFIER, "")
    if code := _NOT_SHEETS.get(identifier):
        raise WorkbookError(Issue(code, Location(str(path))))
    if not tables:
        raise _no_table(found, package)
    # A recap beside a question sheet repeats the same points.
    ours = [table for table in tables if not table.is_recap]
    recaps = [table for table in tables if table.is_recap and not ours]
    rows = [table.raw_row(row) for table in ours for row in table.rows]
    if any(Column.ANY_EVIDENCE in table.columns for table in ours):
        codes = codes_of(rows, instrument)
        rows = [
            assign_evidence(row, instrument.questions[code]) if code else row
            for row, code in zip(rows, codes, strict=True)
        ]
    printed: list[PrintedPoints] = []
    unclear: frozenset[str] = frozenset()
    for recap in [read_recap(table, instrument, is_whole=len(recaps) == 1) for table in recaps]:
        rows += recap.rows
        printed += recap.printed
        unclear |= recap.unclear
        found.issues += recap.issues
    tables = ours or recaps
    issues = [*found.issues, *_titles_not_found(titles, found.tables)]
    missing_columns = [issue for table in found.tables for issue in table.missing_columns]
    if missing_columns and _lacks_codes(rows, instrument):
        issues += missing_columns
    issues += _find_unread(tables, {issue.location.sheet for issue in issues} | found.own, package, found.others)
    unread = tuple(cell for table in tables for cell in table.unread_cells())
    blank = {line for line in marks if not found.identity.get(line, BLANK).text.strip()}
    identity = {**found.identity, **{line: marks[line] for line in blank}}
    source = Source(guarded.name, guarded.sha256, _in_utc(properties.get(MODIFIED, "")))
    return RawSheet(
        rows, identity, source, tuple(issues), unread, tuple(printed), is_recap=bool(recaps), unclear=unclear
    )


def _in_utc(time: str) -> str:
    """Return *time* in UTC as text that sorts, whatever its zone and digits; empty if it is not a time."""
    try:
        read = datetime.fromisoformat(time)
    except ValueError:
        return ""
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="microseconds")


def _identity_in(identifier: str) -> Mapping[Identity, Cell]:
    """Return instrument, edition and fingerprint from the document properties."""
    match = _SHEET.fullmatch(identifier)
    lines = (Identity.INSTRUMENT, Identity.EDITION, Identity.FINGERPRINT)
    return {line: Cell(CellKind.TEXT, part) for line, part in zip(lines, match.groups(), strict=True)} if match else {}


_NOT_SHEETS: Final[Mapping[str, str]] = {REPORT: "workbook-is-report", LIST: "workbook-is-list"}
"""The issue code for a workbook of this program that is not a sheet to fill in, by its mark."""
_SHEET: Final = re.compile(SHEET_OF.format("([^/]+)", "(.+)", "([0-9a-f]{12})"))


def _find_unread(
    tables: Sequence[Table], accounted: AbstractSet[str], package: Package, others: AbstractSet[str]
) -> Iterator[Issue]:
    """
    Report hidden worksheets that were read, and unread worksheets that are not *accounted* for otherwise.

    *others* are worksheets with lines of *Identitas* that do not count.
    """
    for table in tables:
        if table.title in package.hidden_sheets:
            yield Issue("sheet-hidden", Location("", table.title))
        if hidden := sum(row.is_hidden for row in table.rows):
            yield Issue("rows-hidden", Location("", table.title), parameters={"count": hidden})
        if columns := table.read_columns(package.hidden_columns(table.title)):
            yield Issue("columns-hidden", Location("", table.title), parameters={"columns": columns})
        if unread := table.unread_columns():
            yield Issue("columns-passed-over", Location("", table.title), parameters={"columns": unread})
    read = accounted | {table.title for table in tables}
    silent = {title for title in package.sheets if normalize_text(title) in TITLES} - others
    if unread_sheets := tuple(title for title in package.sheets if title not in read | silent):
        yield Issue("sheets-passed-over", parameters={"sheets": unread_sheets})


def _lacks_codes(rows: Sequence[RawRow], instrument: Instrument) -> bool:
    """Return whether a question has no row. If not, a worksheet without a needed column does not matter."""
    return not {normalize_text(code) for code in instrument.questions} <= {
        normalize_text(row.code.text) for row in rows
    }


def _titles_not_found(titles: Mapping[str, str], tables: Sequence[Table]) -> Iterator[Issue]:
    """Report each of the region's own *titles* that no table has."""
    headers = {normalize_text(header) for table in tables for header in table.headers.values()}
    for title in titles:
        if normalize_text(title) not in headers:
            yield Issue("column-title-not-found", found=title)


def _no_table(found: "_Found", package: Package) -> WorkbookError:
    if not package.sheets:
        return WorkbookError(Issue("workbook-damaged", Location(found.file)))
    if not found.tables and found.nearly_recap:
        title, titles, column = found.nearly_recap
        return WorkbookError(_columns_missing(Location(found.file, title), RECAP_NEEDS, titles, column))
    if not found.tables:
        return WorkbookError(
            Issue("workbook-not-a-sheet", Location(found.file), parameters={"sheets": tuple(package.sheets)})
        )
    headers = dict.fromkeys(header for table in found.tables for header in table.headers.values())
    needed = (Column.CODE, Column.POINTS)
    columns = {column for table in found.tables for column in table.columns}
    lacking = next((column for column in needed if column not in columns), Column.CODE)
    location = Location(found.file, found.tables[0].title)
    return WorkbookError(_columns_missing(location, needed, headers, lacking), *found.issues)


def _columns_missing(location: Location, needed: Sequence[Column], headers: Iterable[str], lacking: Column) -> Issue:
    """Return the issue for a table with *headers* that has no column *lacking*, one of the *needed* ones."""
    missing, *others = COLUMN_NAMES[lacking]
    if lacking is Column.CODE:
        others += COLUMN_NAMES[Column.PRINTED]  # of a recap
    parameters: Mapping[str, Parameter] = {
        "needed": tuple(COLUMN_NAMES[column][0] for column in needed),
        "columns": tuple(headers),
        "missing": missing,
        "accepted": tuple(others),
    }
    return Issue("workbook-columns-missing", location, parameters=parameters)


@dataclass(slots=True)
class _Found:
    """
    The results for the worksheets so far. *titles* are those of the known columns.

    *nearly_recap* is the first header of a recap that lacks one column: its worksheet, its titles, and the column.
    """

    file: str
    titles: Titles
    tables: list[Table] = field(default_factory=list)
    identity: dict[Identity, Cell] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    own: set[str] = field(default_factory=set)
    """The title of the worksheet with the lines of *Identitas* that count."""
    others: set[str] = field(default_factory=set)
    """The titles of further worksheets with such lines, which do not count."""
    is_identity_hidden: bool = False
    nearly_recap: tuple[str, Sequence[str], Column] | None = None

    def read(self, title: str, package: Package) -> None:
        """Read one worksheet: tables of questions, *Identitas*, or another one, which is skipped."""
        unread: set[int] = set()
        rows: Iterator[Row] = iter(package.rows(title, unread))
        above: list[Row] = []
        for row in rows:
            if row.number > HEADER_WITHIN:
                break
            table = table_below(title, row, self.titles)
            if table is not None and table.is_recap and (below := next(rows, None)):
                if joined := with_subtitles(row, below, table):
                    row, table = joined, table_below(title, joined, self.titles)  # noqa: PLW2901
                else:
                    rows = chain([below], rows)
            if table is not None:
                self._read_identity(title, above, package.hidden_sheets)
                self._read_tables(table, rows, unread, package)
                return
            if not self.nearly_recap and (lacking := lacking_recap_column(row, self.titles)):
                self.nearly_recap = title, [cell.text.strip() for cell in row.cells.values()], lacking
            above.append(row)
        self._read_identity(title, above, package.hidden_sheets)

    def _read_tables(self, table: Table, rows: Iterator[Row], unread: set[int], package: Package) -> None:
        """Read the rows below a header, without the columns *unread*. A further header begins another table."""
        tables, last, count = [table], table.header, 0
        unread |= _unread_in(table)
        for row in rows:
            if row.number > last + BLANK_ROWS:
                cell = row.cells[min(row.cells)]
                parameters = {"limit": BLANK_ROWS}
                self.issues.append(Issue("values-after-blank-rows", cell.location, "", cell.text, parameters))
                break
            last, count = row.number, count + 1
            if count > MAXIMUM_ROWS:
                location, limit = Location(self.file, table.title), {"limit": MAXIMUM_ROWS}
                raise WorkbookError(Issue("sheet-too-long", location, parameters=limit))
            following = table_below(table.title, row, self.titles) if _looks_like_header(row) else None
            if following is None:
                if tables[-1].cell(row, Column.CODE).text != SUM_OF_INDICATOR:
                    tables[-1].rows.append(row)
            elif following.columns != tables[-1].columns:  # otherwise the same header is repeated for printing
                tables.append(following)
                unread.clear()
                unread |= _unread_in(following)
        tables = [part for each in tables for part in each.divided()]
        for each in tables:
            each.links = package.links(each.title)
            chosen = each.choose_points()
            self.issues += [
                *each.faults,
                *([chosen] if chosen else ()),
                *each.merged_entries(package.merged(each.title)),
            ]
        self.tables += tables

    def _read_identity(self, title: str, rows: Sequence[Row], hidden: AbstractSet[str]) -> None:
        """Read lines of label and value. With fewer than three known labels, the worksheet is something else."""
        lines = {
            identity: _value_of(row)
            for row in reversed(rows)
            if 0 in row.cells and (identity := IDENTITY_BY_NAME.get(normalize_text(row.cells[0].text).rstrip(" :")))
        }
        if len(lines) < _KNOWN_FOR_IDENTITY:
            return
        # The first visible one counts, because an old one may be hidden before it.
        is_better = self.is_identity_hidden and title not in hidden
        if not self.identity or is_better:
            self.others |= self.own
            self.identity, self.is_identity_hidden, self.own = lines, title in hidden, {title}
        else:
            self.others.add(title)


def _unread_in(table: Table) -> AbstractSet[int]:
    """Return the positions of the columns of *table* that are not read."""
    return frozenset() if table.is_recap else {table.columns[each] for each in _UNREAD if each in table.columns}


def _looks_like_header(row: Row) -> bool:
    for cell in row.cells.values():  # runs for each row of each sheet, and a loop is faster than `any`
        if cell.kind is CellKind.TEXT and len(cell.text) <= LONGEST_HEADING and _is_heading(cell.text):
            return True
    return False


@lru_cache(maxsize=4096)  # every sheet has the same texts
def _is_heading(text: str) -> bool:
    """Return whether a column with this title could identify the rows of a table."""
    return normalize_text(text) in _HEADINGS


def _value_of(row: Row) -> Cell:
    """Return the cell beside a label, skipping a column of colons."""
    beside = row.cells.get(1, BLANK)
    return row.cells.get(2, BLANK) if beside.text.strip() == ":" else beside
