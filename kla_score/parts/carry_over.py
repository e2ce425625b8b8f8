"""
The contents of the rows of a new workbook, and carrying them over from another workbook.

Pure: no files, no printing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from kla_score.analysis.instrument_diff import find_counterparts, is_same_text
from kla_score.assessment import (
    RawRow,
    RawSheet,
    codes_of,
    in_order,
    match_rows,
    read_answer,
    read_identity,
    recorded_conflict,
)
from kla_score.assessment.region import Identity
from kla_score.cells import BLANK, Cell, CellKind, format_decimal
from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.instrument.base import Text
from kla_score.instrument.questions import Question
from kla_score.issues import Issue

TypedValue = str | Decimal
"""A note, or the content of a line on region and period. What was typed as a number, such as the year, stays one."""


EvidenceEntry = str | Decimal | bool
"""The content of an evidence cell. True and False are a ticked box."""


class RowContent(NamedTuple):
    """
    The contents of the row of one question: the answer, the evidence cells by kind, a note and agencies.

    *answer* is as typed by a user: points, a percentage from 0 to 100, or the text of an option. *evidence* are texts,
    figures, and True or False for a ticked box. An empty *agency* means the agencies of the instrument. *filled_by* has
    the columns that each agency filled: `POINTS`, or ids of evidence kinds. It is shown in the note. *differing* are
    the different answers of several parts if none was chosen. The answer cell lists them after `CONFLICT`.
    """

    answer: Decimal | Text | str | None = None
    evidence: Mapping[str, EvidenceEntry] = MappingProxyType({})
    note: TypedValue = ""
    agency: str = ""
    filled_by: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    differing: str = ""


NO_CONTENT: Final = RowContent()
POINTS: Final = "points"
"""The column of the answer, whatever the kind of question."""


def entry_text(entry: EvidenceEntry) -> str:
    """Return *entry* as text, as a spreadsheet program shows it."""
    if isinstance(entry, bool):
        return str(entry).upper()
    return entry if isinstance(entry, str) else format_decimal(entry)


class CarriedOver(NamedTuple):
    """
    The contents that a new workbook gets from an old one.

    *entries* are by question code, without empty ones. *identity* has the lines that remain valid. *issues*, in the
    order of the old workbook, report every filled cell of its table that could not be carried over, and the unread
    parts of the workbook.
    """

    entries: Mapping[str, RowContent]
    identity: Mapping[Identity, TypedValue]
    issues: tuple[Issue, ...]


_REGION: Final = (
    *(Identity.KIND, Identity.NAME, Identity.DISTRICT, Identity.REGENCY, Identity.PROVINCE, Identity.CODE),
)
_PERIOD: Final = (Identity.YEAR, Identity.STAGE)


def carry_over(raw: RawSheet, old: Instrument, new: Instrument, *, same_period: bool = False) -> CarriedOver:
    """
    Carry the entries of *raw*, a sheet of *old*, over to *new*; year and stage only for the *same_period*.

    Answers are read again with the questions of *new*. An answer that is not accepted, or to a question of another
    kind, is reported and dropped.

    Raises:
        WorkbookError: *raw* is not a sheet of *old*.

    """
    issues = [*raw.issues, *read_identity(raw, old)[1]]
    rows, unmatched = match_rows(raw.rows, old)
    # A missing row loses nothing, unless it is on a worksheet that was not read.
    is_whole = all(issue.code != "sheets-passed-over" for issue in raw.issues)
    issues += [issue for issue in unmatched if issue.code != "code-missing" or not is_whole]
    counterparts, agencies = find_counterparts(old, new), Agencies(old)
    entries: dict[str, RowContent] = {}
    for code, row in rows.items():
        if code in counterparts:
            entry, found = _carry(row, agencies, old.questions[code], new, new.questions[counterparts[code]])
            issues += found
            if entry != NO_CONTENT:
                entries[counterparts[code]] = entry
    reported = {issue.location for issue in unmatched}
    kept = {id(row) for code, row in rows.items() if code in counterparts}
    for row, named in zip(raw.rows, codes_of(raw.rows, old), strict=True):
        if id(row) not in kept:
            issues += (each for each in _left_behind(row, named or "", agencies) if each.location not in reported)
    issues += [Issue("entry-left-behind", cell.location, found=cell.text) for cell in raw.unread]
    identity: dict[Identity, TypedValue] = {}
    for line in (*_REGION, *(_PERIOD if same_period else ())):
        cell = raw.identity.get(line, BLANK)
        if not cell.is_unreadable and (text := cell.text.strip()):
            identity[line] = text if cell.number is None or cell.is_percent else cell.number
    ordered = {code: entries[code] for code in new.questions if code in entries}
    return CarriedOver(ordered, identity, in_order(issues, raw))


def _carry(
    row: RawRow, agencies: Agencies, former: Question, new: Instrument, question: Question
) -> tuple[RowContent, list[Issue]]:
    """Return the entry for *question* from the *row* of its *former* version, and issues for what does not fit."""
    issues: list[Issue] = []
    answer, differing = None, ""
    if former.kind == question.kind:
        reading = read_answer(row.points, question)
        answer, differing = reading.answer, recorded_conflict(row.points)
        issues += [replace(issue, question=former.code) for issue in reading.issues]
        if answer is not None:
            issues += _changed(row.points, former, question)
    elif not row.points.is_blank:
        issues.append(former.issue(row.points, "entry-of-other-kind"))
    evidence: dict[str, EvidenceEntry] = {}
    for kind, cell in row.evidence.items():
        if not cell.is_blank:
            written = _evidence_entry(cell) if kind in new.evidence_kind_by_id else None
            if written is None:
                issues.append(former.issue(cell, "entry-not-evidence"))
            else:
                evidence[kind] = written
    note, agency = _typed(row.note), _text_of(row.agency)
    issues += [former.issue(cell, "entry-left-behind") for cell in (row.note, row.agency) if cell.is_unreadable]
    own_agency = "" if agencies.is_as_written(former, row.agency.text) else agency
    entry = RowContent(answer, evidence, note, own_agency, differing=differing)
    if entry != NO_CONTENT and former.code == question.code and not is_same_text(former, question):
        texts = {
            "before": former.text.in_language(agencies.instrument.language),
            "after": question.text.in_language(new.language),
        }
        issues.append(Issue("entry-of-other-text", row.code.location, former.code, parameters=texts))
    return entry, issues


def _changed(cell: Cell, former: Question, question: Question) -> Iterator[Issue]:
    """Warn if the same answer can be worth different points now."""
    if former.maximum != question.maximum:
        parameters = {"before": former.maximum, "after": question.maximum}
        yield former.issue(cell, "entry-of-other-maximum", **parameters)
    elif former.scale != question.scale:
        yield former.issue(cell, "entry-of-other-scale")


def _typed(cell: Cell) -> TypedValue:
    """Return the number of *cell*, or else its text."""
    return _text_of(cell) if cell.number is None or cell.is_percent or cell.link else cell.number


def _text_of(cell: Cell) -> str:
    """Return the text of *cell* with its link."""
    if cell.is_unreadable:
        return ""
    return f"{cell.text} ({cell.link})" if cell.link and cell.link not in cell.text else cell.text


def _evidence_entry(cell: Cell) -> EvidenceEntry | None:
    """Return the value with which the new cell counts as the old one did; None if there is none."""
    match cell.kind:
        case CellKind.TEXT:
            return _text_of(cell)
        case CellKind.BOOLEAN:
            return cell.text == "TRUE"
        case CellKind.NUMBER:
            return cell.text if cell.is_percent else cell.number
        case _:
            return None


def _left_behind(row: RawRow, code: str, agencies: Agencies) -> Iterator[Issue]:
    """Yield an issue for each filled cell of a row without a question in the new sheet."""
    question = agencies.instrument.questions.get(code)
    is_own = question is not None and agencies.is_as_written(question, row.agency.text)
    for cell in (row.points, *row.evidence.values(), *(() if is_own else (row.agency,)), row.note):
        if not cell.is_blank:
            yield Issue("entry-left-behind", cell.location, code, cell.text)
