"""Read an agency's table of figures: a CSV file with the columns question, code and value."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from kla_score.assessment.local_reports import LocalAnswer, LocalReport, says_yes
from kla_score.assessment.region import Region
from kla_score.cells import Cell, CellKind, is_date, normalize_text, read_number, similar_names
from kla_score.files.csv_table import read_csv
from kla_score.files.reading import MEBIBYTE
from kla_score.instrument import Instrument
from kla_score.instrument.models import normalize_code
from kla_score.instrument.questions import OptionScale, Question, Reading
from kla_score.issues import Issue, KlaScoreError, Location
from kla_score.sheet.local_lists import ListRead, read_local_answer

_COLUMNS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("question", "pertanyaan", "kode pertanyaan"), "question"),
    **dict.fromkeys(("code", "kode", "kode wilayah", "kode desa"), "code"),
    **dict.fromkeys(("value", "isian", "jumlah", "angka"), "value"),
}


def read_figures(path: Path, forms: Sequence[Instrument], largest: int) -> ListRead:
    """
    Read the figures at *path*, of at most *largest* MiB. A row that cannot be used is an issue.

    Raises:
        KlaScoreError: The file cannot be read, or lacks a column.

    """
    lines = read_csv(path, largest * MEBIBYTE, "list-malformed")
    titles = [_COLUMNS.get(normalize_text(title), "") for title in lines[0][1]] if lines else []
    for needed in ("question", "code", "value"):
        if needed not in titles:
            raise KlaScoreError(Issue("figures-column-missing", Location(str(path)), parameters={"needed": needed}))
    asked = {key: (form, form.questions[code]) for form in forms for key, code in form.codes_by_key.items()}
    reports: list[LocalReport] = []
    issues: list[Issue] = []
    for number, line in lines[1:]:
        row = dict(zip(titles, line, strict=False))
        location = Location(str(path), line=number, column=1)
        code, value = (Cell(CellKind.TEXT, row.get(each, ""), location=location) for each in ("code", "value"))
        found = asked.get(normalize_code(row["question"]))
        if not value.text:
            continue
        if found is None:
            near = similar_names(normalize_code(row["question"]), asked)
            issues.append(
                Issue("figures-question-unknown", location, found=row["question"], parameters={"candidates": near})
            )
            continue
        form, question = found
        kinds = form.region_kinds
        region = Region(code=kinds.code_in(code.text))
        if not kinds.is_code(region.code):
            issue = "region-code-is-date" if is_date(code) else "village-code-malformed"
            issues.append(Issue(issue, location, question.code, code.text, {"candidates": kinds.examples}))
            continue
        reading = _read(value, question)
        issues += (each for each in reading.issues if reading.points is None)
        answers = {question.code: LocalAnswer(says_yes(question, reading))} if reading.points is not None else {}
        reports.append(LocalReport(form.id, region, answers, location))
    return ListRead(reports, issues)


def _read(value: Cell, question: Question) -> Reading:
    """Return *value* read as an answer. The number of cases also answers whether there are any."""
    number, scale = read_number(value.text).value, question.scale
    if number is not None and number >= 0 and isinstance(scale, OptionScale):
        yes, no = (text for text, _ in scale.options)
        value = value._replace(text=(yes if number else no).id)
    return read_local_answer(value, question)
