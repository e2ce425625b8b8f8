"""
Turn raw rows into checked answers.

`check_answers` turns a `RawSheet` into an `Assessment`: it validates identity lines and rows with pydantic models and
adds the issues of the sheet as a whole. Pure: no files, no printing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from kla_score.assessment.evidence_matching import Citation, EvidenceFiles, FolderCheck
from kla_score.assessment.identity import read_identity
from kla_score.assessment.raw_sheet import NO_SOURCE, RawRow, RawSheet, Source
from kla_score.assessment.region import UNKNOWN_PERIOD, Identity, Period
from kla_score.assessment.row_matching import match_rows
from kla_score.assessment.rows import SheetRow, validate_row
from kla_score.cells import BLANK, Cell
from kla_score.instrument import Instrument
from kla_score.instrument.base import Text
from kla_score.instrument.evidence import NOTHING_ASKED, EvidenceFound, Status, match_evidence
from kla_score.instrument.questions import NO_POINTS, Question
from kla_score.issues import NO_LOCATION, Affected, Issue, Location, Parameter, has_errors


class Answer(NamedTuple):
    """
    The checked answer to one question.

    *points* is None if unanswered or unusable. *location* is the points cell. *agency* is the text of the agency cell
    of its row.
    """

    points: Decimal | None = None
    evidence: EvidenceFound = NOTHING_ASKED
    location: Location = NO_LOCATION
    agency: str = ""


class Assessment(NamedTuple):
    """
    One region's checked answers for one year and stage.

    *answers* has an entry for every question of the instrument. *evidence_recorded* is False if no evidence cell of the
    workbook is filled in. *is_complete* is False if a value could not be used and counts 0. *issues* are in the order
    of the workbook; issues without a cell come last. *folder* is None if no evidence folder was checked.
    """

    answers: Mapping[str, Answer]
    period: Period = UNKNOWN_PERIOD
    evidence_recorded: bool = True
    is_complete: bool = True
    source: Source = NO_SOURCE
    issues: tuple[Issue, ...] = ()
    folder: FolderCheck | None = None


def check_answers(raw: RawSheet, instrument: Instrument, files: EvidenceFiles | None = None) -> Assessment:
    """
    Check every row of *raw* against *instrument* and collect every issue; check evidence against *files*, if given.

    Raises:
        WorkbookError: The workbook belongs to another instrument or edition.

    """
    period, identity_issues = read_identity(raw, instrument)
    rows, unmatched = match_rows(raw.rows, instrument, raw.unclear)
    issues = [*raw.issues, *identity_issues, *unmatched]
    answers = {}
    citations: list[Citation] = []
    for code, question in instrument.questions.items():
        row = rows.get(code, _NO_ROW)
        checked, found, cited = validate_row(row, question, instrument, files)
        evidence = match_evidence(question.alternatives, checked.evidence)
        answers[code] = Answer(checked.answer.points, evidence, row.points.location, row.agency.text)
        issues += [*found, *_in_other_column(row, checked, evidence, question, instrument)]
        citations += cited
    issues += _without_column(rows, answers, raw, instrument)
    issues += _declared(answers, rows)
    if files:
        issues += files.issues(citations, is_part=bool(period.part))
    ordered = in_order(issues, raw)
    return Assessment(
        answers,
        period,
        evidence_recorded=any(_filled(row.evidence.values()) for row in rows.values()),
        is_complete=not has_errors(ordered),
        source=raw.source,
        issues=ordered,
        folder=files.check(citations) if files else None,
    )


_NO_ROW: Final = RawRow(BLANK)


def _filled(cells: Iterable[Cell]) -> bool:
    return any(not cell.is_blank for cell in cells)


def _in_other_column(
    row: RawRow, checked: SheetRow, evidence: EvidenceFound, question: Question, instrument: Instrument
) -> Iterator[Issue]:
    """Warn about evidence in a column that does not apply to *question* while required evidence is missing."""
    elsewhere = [kind for kind, entries in checked.evidence.items() if entries and kind not in question.evidence_kinds]
    if checked.answer.points and elsewhere and evidence.unmet:
        needed = dict.fromkeys(instrument.evidence_kind_by_id[item.kind].name for item in evidence.missing)
        yield question.issue(row.evidence[elsewhere[0]], "evidence-in-other-column", needed=tuple(needed))


def _without_column(
    rows: Mapping[str, RawRow], answers: Mapping[str, Answer], raw: RawSheet, instrument: Instrument
) -> Iterator[Issue]:
    """
    Report for each sheet the missing evidence columns that points depend on.

    A workbook without any evidence column is not reported, unless it was made for this instrument. Then its headings
    were changed.
    """
    if not raw.identity.get(Identity.FINGERPRINT, BLANK).text and not any(row.evidence for row in raw.rows):
        return
    absent: dict[str, dict[Text, None]] = {}
    for code, row in rows.items():
        answer = answers[code]
        for found in answer.evidence.unmet if answer.points else ():
            if (kind := found.item.kind) not in row.evidence:
                absent.setdefault(row.code.location.sheet, {})[instrument.evidence_kind_by_id[kind].name] = None
    for sheet, names in absent.items():
        yield Issue("evidence-column-missing", Location("", sheet), parameters={"needed": tuple(names)})


def _declared(answers: Mapping[str, Answer], rows: Mapping[str, RawRow]) -> Iterator[Issue]:
    """Yield one issue for all points that depend on words such as "ada", or would depend on them if they counted."""
    earning = {code: answer for code, answer in answers.items() if answer.points}
    for issue_code, dependent in (
        ("evidence-declared", [code for code, each in earning.items() if each.evidence.depends_on_unnamed_evidence]),
        (
            "evidence-word-not-counted",
            [code for code, each in earning.items() if each.evidence.lacks_only_names],
        ),
    ):
        if dependent:
            affected = [_affected(code, earning[code], rows[code]) for code in dependent]
            affected.sort(key=lambda each: -each.points)
            points = sum((each.points for each in affected), NO_POINTS)
            parameters: Mapping[str, Parameter] = {"points": points, "questions": len(affected)}
            yield Issue(issue_code, parameters=parameters, affected=tuple(affected))


def _affected(code: str, answer: Answer, row: RawRow) -> Affected:
    """Return the first cell of *row* with an entry that names no document, as part of an issue."""
    items = [found for found in answer.evidence.items if found.status is Status.DECLARED]
    cell = row.evidence[items[0].item.kind]
    return Affected(code, cell.location, cell.text, answer.points or NO_POINTS)


def in_order(issues: Sequence[Issue], raw: RawSheet) -> tuple[Issue, ...]:
    """Sort by the order of sheets, rows and columns in the workbook. Issues without a cell come last."""
    sheets = dict.fromkeys(
        [cell.location.sheet for cell in raw.identity.values()] + [row.code.location.sheet for row in raw.rows]
    )
    order = {sheet: position for position, sheet in enumerate(sheets)}

    def location_of(issue: Issue) -> tuple[bool, int, int, int, str]:
        column = issue.location.cell.rstrip("0123456789")
        row = issue.location.cell.removeprefix(column)
        sheet = order.get(issue.location.sheet, len(order))
        return (not issue.location.cell, sheet, int(row or 0), len(column), column)

    return tuple(sorted(issues, key=location_of))
