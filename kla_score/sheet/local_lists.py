"""
Read what villages and sub-districts report: lists with a row for each of them (.xlsx or .csv), and sheets of their own.

Tables are recognised by their titles, as question sheets are. Nothing depends on the order of rows and columns.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from kla_score.assessment import RawSheet, match_rows, read_answer, read_identity
from kla_score.assessment.local_reports import NO_ANSWER, LocalAnswer, LocalReport, says_yes
from kla_score.assessment.region import Region
from kla_score.cells import BLANK, Cell, CellKind, is_date, normalize_text, read_number
from kla_score.files.csv_table import read_csv
from kla_score.files.reading import LARGEST, MEBIBYTE
from kla_score.instrument import Instrument
from kla_score.instrument.evidence_entries import read_references
from kla_score.instrument.questions import HUNDRED, NumberScale, OptionScale, Question, Reading
from kla_score.instrument.regions import DISTRICT_PARTS
from kla_score.issues import Issue, Location, Parameter, WorkbookError
from kla_score.sheet.local_dates import read_date, read_moment, seems_date
from kla_score.sheet.local_layout import (
    NAMED_BY_TITLE,
    NAMES,
    WORDS,
    Named,
    Part,
    column_in,
    title_words,
)
from kla_score.sheet.reading import HEADER_WITHIN, MAXIMUM_ROWS, read_workbook
from kla_score.xlsx.guard import open_untrusted
from kla_score.xlsx.package import IDENTIFIER, MODIFIED
from kla_score.xlsx.rows import Row

LIST_SUFFIX: Final = ".csv"
_OWN_SHEET: Final = re.compile(r"kla-score:([^/]+)/.*")
_TOTALS: Final = frozenset({"jumlah", "jumlah total", "total", "grand total", "rekap", "rekapitulasi"})


class ListRead(NamedTuple):
    """The reports in a file, and the issues of reading it."""

    reports: Sequence[LocalReport]
    issues: Sequence[Issue]


def read_list(path: Path, forms: Sequence[Instrument], largest: int = LARGEST) -> ListRead:
    """
    Read the file at *path*, of at most *largest* MiB, with answers to *forms*.

    Raises:
        WorkbookError: The file cannot be read, or has no table of villages or sub-districts.

    """
    if path.suffix.lower() == LIST_SUFFIX:
        return _read_csv(path, forms, largest)
    found, mark = _read_workbook(path, forms, largest)
    own = _OWN_SHEET.fullmatch(mark)
    if found.tables:
        return found.result()
    for form in (each for each in forms if not own or each.id == own[1]):
        try:
            return _own_sheet(read_workbook(path, form, largest), form, path)
        except WorkbookError as error:
            if error.issues[0].code not in _NOT_OURS:
                raise
    raise found.refusal


def _read_workbook(path: Path, forms: Sequence[Instrument], largest: int) -> "tuple[_Tables, str]":
    """Return the tables of the workbook at *path* and its mark. A sheet of a single village has no tables."""
    package = open_untrusted(path, largest).package
    try:
        mark = package.properties.get(IDENTIFIER, "")
        found = _Tables(path, forms, package.properties.get(MODIFIED, ""))
        if not _OWN_SHEET.fullmatch(mark):
            for title in package.sheets:
                if title not in package.hidden_sheets:
                    found.read(title, package.rows(title))
    except WorkbookError:
        raise
    except Exception as error:  # a damaged workbook may raise anything, and half a list must not count
        raise WorkbookError(Issue("workbook-damaged", Location(str(path)))) from error
    return found, mark


_NOT_OURS: Final = frozenset(
    {"workbook-other-edition", "workbook-is-list", "workbook-not-a-sheet", "workbook-columns-missing"}
)


def _read_csv(path: Path, forms: Sequence[Instrument], largest: int) -> ListRead:
    lines = read_csv(path, largest * MEBIBYTE, "list-malformed", WorkbookError)
    found = _Tables(path, forms, datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds"))
    found.read("", [Row(number, _cells_of(line, number)) for number, line in lines])
    if not found.tables:
        raise found.refusal
    return found.result()


def _cells_of(line: Sequence[str], number: int) -> Mapping[int, Cell]:
    """Return the filled cells of *line* of a CSV file, by column."""
    location = Location(line=number, column=1)
    return {at: Cell(CellKind.TEXT, text, location=location) for at, text in enumerate(line) if text}


class _Table(NamedTuple):
    """A header: the form, the columns of the region and those of each question, and the rows below."""

    form: Instrument
    named: Mapping[Named, int]
    asked: Mapping[str, Mapping[Part, int]]
    rows: Sequence[Row]


@dataclass
class _Tables:
    """The tables of one file, and the lines above them."""

    path: Path
    forms: Sequence[Instrument]
    saved: str
    tables: list[_Table] = field(default_factory=list)
    lines: dict[Named, Cell] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    def read(self, title: str, rows: Iterable[Row]) -> None:
        """Read the worksheet *title*: the lines of label and value, and the table below them if there is one."""
        table: list[Row] | None = None
        for count, row in enumerate(rows):
            if count > MAXIMUM_ROWS:
                location, limit = Location(str(self.path), title), {"limit": MAXIMUM_ROWS}
                raise WorkbookError(Issue("sheet-too-long", location, parameters=limit))
            if table is not None:
                table.append(row)
            elif row.number > HEADER_WITHIN:
                return
            elif header := self._header(row):
                table = []
                self.tables.append(header._replace(rows=table))
            elif label := NAMED_BY_TITLE.get(title_words(row.cells.get(0, BLANK).text)):
                self.lines.setdefault(label, row.cells.get(1, BLANK))

    def _header(self, row: Row) -> _Table | None:
        titled: dict[Named, int] = {}
        for at, cell in row.cells.items():
            if title := NAMED_BY_TITLE.get(title_words(cell.text)):
                titled.setdefault(title, at)
        if not titled.keys() & _NAMING:
            return None
        self.titles += [cell.text for cell in row.cells.values()]
        is_of_villages = bool(titled.keys() & _ONLY_VILLAGES)
        forms = [form for form in self.forms if not is_of_villages or form.region_kinds.depth > DISTRICT_PARTS]
        asked: Mapping[str, Mapping[Part, Sequence[int]]] = {}
        chosen = self.forms[0]
        for form in forms or self.forms:
            if len(found := _asked_in(row, form)) > len(asked):
                asked, chosen = found, form
        named = _naming(titled, chosen)
        first = min((at for parts in asked.values() for ats in parts.values() for at in ats), default=-1)
        if first < min(titled.values()):  # none, or the row of a question in a sheet
            return None
        location = next(iter(row.cells.values())).location
        if not named.keys() & {Named.CODE, Named.NAME}:
            parameters: Mapping[str, Parameter] = {"columns": tuple(self.titles), "needed": (NAMES[Named.VILLAGE][0],)}
            self.issues.append(Issue("village-column-missing", location, parameters=parameters))
            return None
        unclear = {code: counts for code in asked if (counts := _unclear_counts(chosen.questions[code], asked[code]))}
        for code, counts in unclear.items():
            parameters = {"columns": tuple(row.cells[at].text for at in counts)}
            self.issues.append(Issue("counts-columns-unclear", location, code, parameters=parameters))
        read = {code: {part: ats[0] for part, ats in asked[code].items()} for code in asked if code not in unclear}
        known = {*titled.values(), *(at for parts in read.values() for at in parts.values())}
        known |= {at for code in unclear for ats in asked[code].values() for at in ats}
        self._report_unread({at: cell.text for at, cell in row.cells.items() if at not in known}, chosen, location)
        return _Table(chosen, named, read, ())

    def _report_unread(self, unread: Mapping[int, str], chosen: Instrument, location: Location) -> None:
        """Report the *unread* titles: those of questions, whose contents would be lost, apart from all others."""
        elsewhere = {
            at: column.question
            for at, title in unread.items()
            for form in self.forms
            if form is not chosen and (column := column_in(title, form))
        }
        if elsewhere:
            parameters: Mapping[str, Parameter] = {"questions": tuple(dict.fromkeys(elsewhere.values()))}
            self.issues.append(Issue("columns-of-other-list", location, parameters=parameters))
        own = {at: title for at, title in unread.items() if column_in(title, chosen)}
        if own:
            parameters = {"columns": tuple(own.values())}
            self.issues.append(Issue("columns-of-question-skipped", location, parameters=parameters))
        if others := tuple(title for at, title in unread.items() if at not in elsewhere and at not in own):
            place = Location(sheet=location.sheet)
            self.issues.append(Issue("columns-passed-over", place, parameters={"columns": others}))

    @property
    def refusal(self) -> WorkbookError:
        """The error for a file without a table."""
        if named := [each for each in self.issues if each.code == "village-column-missing"]:
            return WorkbookError(replace(named[0], location=named[0].location._replace(file=str(self.path))))
        parameters = {"columns": tuple(self.titles), "needed": (NAMES[Named.CODE][0], "26.4 Ya/Tidak")}
        return WorkbookError(Issue("list-not-recognised", Location(str(self.path)), parameters=parameters))

    def result(self) -> ListRead:
        """Return the reports of all tables."""
        reports = [report for table in self.tables for row in table.rows for report in self._report(table, row)]
        issues = [replace(each, location=each.location._replace(file=str(self.path))) for each in self.issues]
        return ListRead(reports, issues)

    def _report(self, table: _Table, row: Row) -> Iterator[LocalReport]:
        own = {named: row.cells.get(at, BLANK) for named, at in table.named.items()}
        cells = {**{named: cell for named, cell in self.lines.items() if named not in _OF_THE_ROW}, **own}
        if own.get(Named.CODE, BLANK).is_blank and self._is_total(table, row):
            return
        answers = {}
        for code, parts in table.asked.items():
            filled = {part: row.cells[at] for part, at in parts.items() if at in row.cells}
            answer = self._answer(table.form.questions[code], filled, parts) if filled else NO_ANSWER
            if not answer.is_blank:
                answers[code] = answer
        region = self._region(cells, table.form)
        first = next(iter(row.cells.values())).location
        if not region.name and not region.code:
            if answers:
                self.issues.append(Issue("village-unnamed", first))
        else:
            submitted = own.get(Named.SUBMITTED, BLANK)
            moment = read_moment(submitted.text)
            as_of = self._as_of(own.get(Named.AS_OF, BLANK)) or self._as_of(submitted)
            as_of = as_of or self._as_of_line or self.saved[:10]
            saved = moment or self.saved
            yield LocalReport(table.form.id, region, answers, first._replace(file=str(self.path)), as_of, saved)

    @staticmethod
    def _is_total(table: _Table, row: Row) -> bool:
        """Return whether *row* adds up the others: its label is before the answers."""
        first = min((at for parts in table.asked.values() for at in parts.values()), default=0)
        return any(at < first and normalize_text(cell.text).rstrip(":") in _TOTALS for at, cell in row.cells.items())

    @cached_property
    def _as_of_line(self) -> str:
        return self._as_of(self.lines.get(Named.AS_OF, BLANK))

    def _as_of(self, cell: Cell) -> str:
        """Return the date in *cell*; empty if it has none, which is an issue unless it is blank."""
        found = read_date(cell.text)
        if cell.text and not found:
            self.issues.append(Issue("as-of-unreadable", cell.location, found=cell.text))
        return found

    def _region(self, cells: Mapping[Named, Cell], form: Instrument) -> Region:
        texts = {named: " ".join(cell.text.split()) for named, cell in cells.items()}
        kinds, cell = form.region_kinds, cells.get(Named.CODE, BLANK)
        code = kinds.code_in(texts.get(Named.CODE, ""))
        if code and not kinds.is_code(code):
            issue = "region-code-is-date" if is_date(cell) else "village-code-malformed"
            self.issues.append(Issue(issue, cell.location, found=cell.text, parameters={"candidates": kinds.examples}))
            code = ""
        split, name = kinds.split(texts.get(Named.NAME, ""))
        kind = kinds.named(texts.get(Named.KIND, "")) or split or kinds.of_code(code)
        district = texts.get(Named.DISTRICT, "")
        district = "" if cells.get(Named.NAME) is cells.get(Named.DISTRICT) else _DISTRICT.sub("", district)
        return Region(kind, name, "", code, district, texts.get(Named.REGENCY, ""))

    def _answer(self, question: Question, cells: Mapping[Part, Cell], columns: Collection[Part]) -> LocalAnswer:
        have, total = cells.get(Part.HAVE, BLANK), cells.get(Part.ALL, BLANK)
        if Part.ALL not in columns and read_number(have.text).is_percent:
            reading = read_local_answer(have, question)
        elif have.is_blank and total.is_blank:
            reading = read_local_answer(cells.get(Part.ANSWER, BLANK), question)
        else:
            reading = _share_of(have, total, question)
        self.issues += (issue for issue in reading.issues if issue.code not in _USUAL)
        document = cells.get(Part.DOCUMENT, BLANK)
        text = document.link or document.text.strip()
        dated = cells.get(Part.DATE, BLANK)
        date = read_date(dated.text)
        if not date and seems_date(dated.text):
            self.issues.append(Issue("document-date-impossible", dated.location, question.code, dated.text))
        return LocalAnswer(
            says_yes(question, reading), text, date or dated.text.strip(), names_document=bool(read_references(text))
        )


def _asked_in(row: Row, form: Instrument) -> Mapping[str, Mapping[Part, Sequence[int]]]:
    """Return the columns of each question of *form* whose titles are in *row*; those with a usual title first."""
    asked: dict[str, dict[Part, list[int]]] = {}
    columns = [(at, column) for at, cell in row.cells.items() if (column := column_in(cell.text, form))]
    for at, column in sorted(columns, key=lambda each: not each[1].is_usual):
        asked.setdefault(column.question, {}).setdefault(column.part, []).append(at)
    return asked


def _unclear_counts(question: Question, parts: Mapping[Part, Sequence[int]]) -> Sequence[int]:
    """Return the columns of counts whose *parts* are not clear, for a *question* on a share; empty if they are."""
    counts = sorted(at for part in (Part.ANSWER, Part.HAVE, Part.ALL) for at in parts.get(part, ()))
    is_pair = len(parts.get(Part.HAVE, ())) == 1 == len(parts.get(Part.ALL, ()))
    is_clear = len(counts) <= 1 or is_pair or not isinstance(question.scale, NumberScale)
    return [] if is_clear else counts


def _naming(titled: Mapping[Named, int], form: Instrument) -> Mapping[Named, int]:
    """Return the columns of *titled* that name the regions of *form*: villages, or sub-districts by their own title."""
    named = dict(titled)
    if form.region_kinds.depth > DISTRICT_PARTS:
        own = {Named.NAME: titled.get(Named.VILLAGE), Named.CODE: titled.get(Named.VILLAGE_CODE)}
    else:
        own = {
            Named.NAME: titled.get(Named.NAME, titled.get(Named.DISTRICT)),
            Named.CODE: titled.get(Named.CODE, titled.get(Named.DISTRICT_CODE)),
        }
    return {**named, **{each: at for each, at in own.items() if at is not None}}


_ONLY_VILLAGES: Final = frozenset({Named.VILLAGE, Named.VILLAGE_CODE})
_NAMING: Final = frozenset({Named.CODE, Named.NAME, Named.DISTRICT, Named.DISTRICT_CODE}) | _ONLY_VILLAGES
_OF_THE_ROW: Final = (_NAMING - {Named.DISTRICT}) | {Named.KIND}
"""What a line above the table says about the sub-district, and not about the regions in the rows."""
_DISTRICT: Final = re.compile(r"^(?:kecamatan|kec\.?) ", re.IGNORECASE)
_USUAL: Final = frozenset({"percentage-from-text"})
"""Notes that say nothing in a list, where every value of a CSV file is text."""


def read_local_answer(cell: Cell, question: Question) -> Reading:
    """Return *cell* read as the answer to *question*; usual words for yes and no are accepted, too."""
    scale = question.scale
    if isinstance(scale, OptionScale) and cell.kind in {CellKind.TEXT, CellKind.BOOLEAN}:
        word = normalize_text(cell.text).rstrip(" .!")
        for (text, _), words in zip(scale.options, WORDS, strict=False):
            if len(scale.options) == len(WORDS) and (word in words or word in map(normalize_text, (text.id, text.en))):
                return read_answer(cell._replace(text=text.id), question)
    return read_answer(cell, question)


def _share_of(have: Cell, total: Cell, question: Question) -> Reading:
    """Return the answer in two counts: *have* of *total*."""
    part, whole, scale = _count(have), _count(total), question.scale
    if part is None or not whole or part > whole or not isinstance(scale, NumberScale):
        found = f"{have.text or '–'} / {total.text or '–'}"
        cell = total if have.is_blank else have
        return Reading(issues=(Issue("counts-unusable", cell.location, question.code, found),))
    return Reading(scale.points_at(HUNDRED * part / whole))


def _count(cell: Cell) -> int | None:
    text = cell.text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < _LONGEST_COUNT else None


_LONGEST_COUNT: Final = 10


def _own_sheet(raw: RawSheet, form: Instrument, path: Path) -> ListRead:
    """Return the report in a sheet of one village."""
    period, issues = read_identity(raw, form)
    rows, unmatched = match_rows(raw.rows, form)
    found = [*raw.issues, *issues, *(each for each in unmatched if each.code != "code-missing")]
    answers = {}
    for code, row in rows.items():
        question = form.questions[code]
        reading = read_local_answer(row.points, question)
        found += reading.issues
        text = "; ".join(cell.text for cell in row.evidence.values() if cell.text)
        answer = LocalAnswer(says_yes(question, reading), text, "", bool(read_references(text)))
        if not answer.is_blank:
            answers[code] = answer
    located = [replace(each, location=each.location._replace(file=str(path))) for each in found]
    if not period.region.name and not period.region.code:
        return ListRead([], [*located, Issue("village-unnamed", Location(str(path)))])
    report = LocalReport(form.id, period.region, answers, Location(str(path)), raw.source.saved[:10], raw.source.saved)
    return ListRead([report], located)
