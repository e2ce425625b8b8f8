"""Read an agency's table of figures: a CSV file with the columns question, code and value."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from kla_score.assessment.local_reports import LocalAnswer, LocalReport, says_yes
from kla_score.assessment.region import Region
from kla_score.cells import Cell, CellKind, format_decimal, is_date, normalize_text, read_number, similar_names
from kla_score.files.csv_table import read_csv, repeated_column
from kla_score.files.reading import MEBIBYTE
from kla_score.instrument import Instrument
from kla_score.instrument.models import normalize_code
from kla_score.instrument.questions import OptionScale, Question, Reading
from kla_score.instrument.regions import RegionKinds
from kla_score.issues import Issue, KlaScoreError, Location, Parameter
from kla_score.sheet.local_lists import ListRead, read_local_answer

_COLUMNS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("question", "pertanyaan", "kode pertanyaan"), "question"),
    **dict.fromkeys(("code", "kode", "kode wilayah", "kode desa"), "code"),
    **dict.fromkeys(("value", "isian", "jumlah", "angka"), "value"),
}
_NEEDED: Final = ("question", "code", "value")


def read_figures(path: Path, forms: Sequence[Instrument], largest: int) -> ListRead:
    """
    Read the figures at *path*, of at most *largest* MiB. A row that cannot be used is an issue.

    Different values of one region for one question are a conflict, and none of them counts. The date of all figures is
    that of saving.

    Raises:
        KlaScoreError: The file cannot be read, or lacks a column.

    """
    lines = read_csv(path, largest * MEBIBYTE, "list-malformed")
    titles = [_COLUMNS.get(normalize_text(title)) for title in lines[0][1]] if lines else []
    for needed in _NEEDED:
        if needed not in titles:
            raise KlaScoreError(Issue("figures-column-missing", Location(str(path)), parameters={"needed": needed}))
    if repeated := repeated_column(titles):
        raise KlaScoreError(Issue("figures-column-repeated", Location(str(path)), found=repeated))
    asked = {key: (form, form.questions[code]) for form in forms for key, code in form.codes_by_key.items()}
    figures: dict[tuple[str, str], list[_Figure]] = {}
    saved = datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
    issues: list[Issue] = []
    for number, line in lines[1:]:
        row = dict(zip(titles, line, strict=False))
        location = Location(str(path), line=number, column=1)
        name, code, value = (Cell(CellKind.TEXT, row.get(each, ""), location=location) for each in _NEEDED)
        found = asked.get(normalize_code(name.text))
        if not value.text:
            continue
        if found is None:
            near = similar_names(normalize_code(name.text), asked)
            issues.append(Issue("figures-question-unknown", location, found=name.text, parameters={"candidates": near}))
            continue
        form, question = found
        kinds = form.region_kinds
        region = Region(code=kinds.code_in(code.text))
        if not kinds.is_code(region.code):
            issues.append(_code_issue(code, question, kinds, forms))
            continue
        reading = _read(value, question)
        issues += (each for each in reading.issues if reading.points is None)
        if reading.points is not None:
            answer = LocalAnswer(says_yes(question, reading))
            report = LocalReport(form.id, region, {question.code: answer}, location, saved)
            figure = _Figure(report, _value_of(value, answer))
            figures.setdefault((question.code, region.code), []).append(figure)
    reports, conflicts = _without_conflicts(figures)
    return ListRead(reports, [*issues, *conflicts])


def _without_conflicts(
    figures: "Mapping[tuple[str, str], Sequence[_Figure]]",
) -> tuple[Sequence[LocalReport], Sequence[Issue]]:
    """Return the reports of *figures*, by the codes of question and region, and an issue for each different value."""
    reports: list[LocalReport] = []
    issues: list[Issue] = []
    for (question, region), (first, *others) in figures.items():
        conflicts = [each for each in others if each.value != first.value]
        for each in conflicts:
            parameters: Mapping[str, Parameter] = {"other": first.report.location.line}
            issues.append(Issue("figures-conflict", each.report.location, question, region, parameters))
        if not conflicts:
            reports.append(first.report)
    return reports, issues


class _Figure(NamedTuple):
    """A report of one answer, and its *value* for comparing."""

    report: LocalReport
    value: str


def _value_of(cell: Cell, answer: LocalAnswer) -> str:
    number = read_number(cell.text).value
    return str(answer.is_yes) if number is None else format_decimal(number)


def _code_issue(code: Cell, question: Question, kinds: RegionKinds, forms: Sequence[Instrument]) -> Issue:
    """Return the reason why *code* is not that of a region of *kinds*."""
    others = [each.region_kinds for each in forms]
    issue = "region-code-is-date" if is_date(code) else "figure-code-malformed"
    if any(each.is_code(each.code_in(code.text)) for each in others):
        issue = "figure-code-of-other-level"
    parameters: Mapping[str, Parameter] = {"candidates": kinds.examples, "needed": kinds.examples[:1]}
    return Issue(issue, code.location, question.code, code.text, parameters)


def _read(value: Cell, question: Question) -> Reading:
    """
    Return *value* read as an answer. Only for a question on cases, a number answers it: the number of cases.

    A question on the share of children accepts a percentage, and any other question yes or no.
    """
    number, scale = read_number(value.text), question.scale
    if not isinstance(scale, OptionScale):
        return read_local_answer(value, question)
    is_count = question.lower_is_better and number.value is not None and not number.is_percent
    if is_count and number.value is not None and number.value >= 0 and number.value % 1 == 0:
        yes, no = (text for text, _ in scale.options)
        value = value._replace(text=(yes if number.value else no).id)
    reading = read_local_answer(value, question)
    if reading.points is None:
        issue = "figure-not-cases" if question.lower_is_better else "figure-not-yes-or-no"
        return Reading(issues=(question.issue(value, issue),))
    return reading
