"""A region's own recap: its layout, its comparison with the questions, and its conversion to a template sheet."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from openpyxl import Workbook, load_workbook

from kla_score import api
from kla_score.assessment import RawSheet
from kla_score.instrument import Instrument
from kla_score.instrument.questions import Question
from kla_score.issues import Issue, Location, Severity, WorkbookError
from kla_score.parts.carry_over import RowContent
from kla_score.scoring import Scorecard
from kla_score.sheet import read_workbook
from tests.conftest import TINY, Bookmaker, Runner

COLUMNS = ("Klaster", "Indikator", "No", "Pertanyaan", "Nilai Max", "Nilai Evaluasi", "Sumber Data")
ANSWERS = {
    "1.1": (Decimal(5), "Puskesmas"),
    "1.2a": (Decimal("4.5"), "Dinkes"),
    "1.10": (Decimal("2.5"), "Disdik"),
    "2.1": (Decimal(6), "Disdik"),
    "2.2": (Decimal(2), ""),
    "3.1": (Decimal(7), "Dinkes"),
    "3.2": (None, "Dinkes"),
}
"""The content of every layout of the tiny instrument: points and agency by code."""
TOTAL = Decimal(27)


class Layout(NamedTuple):
    """
    The layout of a recap.

    *title* is the form of an indicator, in the column *stands*, in its own row unless it *is_beside* each question.
    *lines* are above the header. *number* and *text* are the forms of numbers and questions.
    """

    columns: tuple[str, ...] = COLUMNS
    title: str = "{code}. {name}"
    stands: str = "Pertanyaan"
    is_beside: bool = False
    lines: int = 0
    number: str = "{}"
    text: str = "Apakah?"
    has_clusters: bool = True

    def rows(self, instrument: Instrument) -> Iterator[Mapping[str, str]]:
        """Yield the rows below the header, by the name of the column in `COLUMNS`."""
        for cluster in instrument.clusters:
            if self.has_clusters:
                yield {"Klaster": cluster.name.id}
            for indicator in cluster.indicators:
                title = {self.stands: self.title.format(code=indicator.code, name=indicator.name.id)}
                if not self.is_beside:
                    yield title
                for question in indicator.questions:
                    points, agency = ANSWERS[question.code]
                    yield {
                        **(title if self.is_beside else {}),
                        "No": self.number.format(question.printed),
                        "Pertanyaan": self.text.format(question.text.id),
                        "Nilai Max": str(question.maximum),
                        "Nilai Evaluasi": "" if points is None else str(points),
                        "Sumber Data": agency,
                    }

    def write(self, instrument: Instrument, names: Mapping[str, str] | None = None) -> str:
        """Return the recap in the notation of `tests.workbooks`. *names* are those of renamed columns."""
        head = "|".join((names or {}).get(column, column) for column in self.columns)
        rows = ["|".join(row.get(column, "") for column in self.columns) for row in self.rows(instrument)]
        return "\n".join(["== Rekap", *["Pemerintah Daerah"] * self.lines, head, *rows])


def answers(raw: RawSheet) -> dict[str, tuple[Decimal | None, str]]:
    """Return points and agency of the rows with a question."""
    return {row.code.text: (row.points.number, row.agency.text) for row in raw.rows}


def found(issues: tuple[Issue, ...]) -> list[tuple[str, str, str]]:
    """Return code, cell and question of each issue, without the issues of every recap."""
    return [(each.code, each.location.cell, each.question) for each in issues if each.code not in USUAL]


USUAL = {"recap-edition-not-named", "recap-read"}


# Layouts

SHUFFLED = ("Nilai Evaluasi", "Sumber Data", "Pertanyaan", "Nilai Max", "No", "Indikator", "Klaster")
TITLE_FIRST = ("Pertanyaan", "No", "Nilai Max", "Nilai Evaluasi", "Sumber Data")
LAYOUTS = {
    "titles above the questions": Layout(),
    "titles without a number": Layout(title="{name}"),
    "titles with a dash": Layout(title="INDIKATOR {code} - {name}"),
    "titles with the word indicator": Layout(title="Indikator {code}: {name}"),
    "titles that have a name of their own": Layout(title="{code}. Judul sendiri"),
    "titles that are a number alone": Layout(title="Indikator {code}"),
    "titles in the column of indicators": Layout(stands="Indikator"),
    "titles in column A": Layout(stands="Klaster"),
    "titles in column A, beside no clusters": Layout(columns=TITLE_FIRST, has_clusters=False),
    "titles without a number in the column of numbers": Layout(title="{name}", stands="No"),
    "indicators beside each question": Layout(stands="Indikator", is_beside=True),
    "indicators by name beside each question": Layout(title="{name}", stands="Indikator", is_beside=True),
    "indicators by text beside each question": Layout(title="'{code}", stands="Indikator", is_beside=True),
    "indicators by number beside each question": Layout(title="{code}", stands="Indikator", is_beside=True),
    "columns shuffled": Layout(columns=SHUFFLED),
    "header in row 9": Layout(lines=8),
    "header in row 50": Layout(lines=49),
    "numbers as text": Layout(number="'{}"),
    "numbers with a full stop": Layout(number="'{}."),
    "numbers with a line break": Layout(number="'{} \\n"),
    "questions that begin with a sum": Layout(text="Jumlah {}"),
    "questions that begin with a total": Layout(text="Total: {}"),
    "questions that begin with a number": Layout(text="2. {}"),
    "questions that begin with a cluster": Layout(text="Klaster B: {}"),
    "questions without a text": Layout(text=""),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_layout_of_a_recap_does_not_matter(layout: Layout, book: Bookmaker, tiny: Instrument) -> None:
    """Each question is found by its number and the indicator above or beside it."""
    raw = read_workbook(book(layout.write(tiny)), tiny)
    expected = {**ANSWERS}

    assert expected == {code: reported for code, reported in answers(raw).items() if code}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_valid_recap_has_no_other_issues(layout: Layout, book: Bookmaker, tiny: Instrument) -> None:
    """The only issues are that it is a recap and names no edition."""
    scorecard = api.evaluate(book(layout.write(tiny)), tiny)
    expected: tuple[Decimal, list[object]] = (TOTAL, [])

    assert expected == (scorecard.total.claimed, found(scorecard.assessment.issues))


HEADINGS: dict[str, dict[str, str]] = {
    "self-assessment": {"Nilai Evaluasi": "Nilai Mandiri"},
    "abbreviated": {"Nilai Evaluasi": "EM"},
    "maximum in full": {"Nilai Max": "Nilai Maksimal"},
    "number with a full stop": {"No": "No."},
    "number in full": {"No": "NOMOR PERTANYAAN"},
    "agencies": {"Sumber Data": "Perangkat Daerah"},
    "capitals": {"No": "NO", "Pertanyaan": "URAIAN", "Nilai Max": "BOBOT", "Nilai Evaluasi": "NILAI"},
    "scores": {"Nilai Max": "SKOR MAKS", "Nilai Evaluasi": "SKOR"},
    "scores in full": {"Nilai Max": "Skor Maksimum", "Nilai Evaluasi": "Skor Evaluasi Mandiri"},
    "indicators and questions": {"Pertanyaan": "INDIKATOR / PERTANYAAN", "Nilai Evaluasi": "NILAI MANDIRI"},
    "indicators and questions without blanks": {"Pertanyaan": "Indikator/Pertanyaan"},
    "those who answer": {"Sumber Data": "Penanggung Jawab"},
    "cases and blanks": {"Pertanyaan": " PERTANYAAN\\n", "No": "no\u00a0"},
    "English": {"No": "Number", "Pertanyaan": "Question", "Nilai Evaluasi": "Points", "Nilai Max": "Maximum"},
}


@pytest.mark.parametrize("names", HEADINGS.values(), ids=HEADINGS)
def test_the_columns_of_a_recap_have_many_names(names: dict[str, str], book: Bookmaker, tiny: Instrument) -> None:
    """All usual names for points, maximum, number and source are known."""
    raw = read_workbook(book(Layout().write(tiny, names)), tiny)
    expected = {**ANSWERS}

    assert expected == answers(raw)


SPELLED = {
    "a blank between": ("1.2a", "2 a"),
    "a blank behind": ("1.1", "1 "),
    "blanks around": ("1.1", "  1  "),
    "no blank": ("1.2a", "2a"),
    "a capital": ("1.2a", "2A"),
    "a full stop": ("1.2a", "2 a."),
    "a protected blank": ("1.2a", "2\u00a0a"),
    "the code": ("1.10", "1.10"),
}


@pytest.mark.parametrize(("code", "number"), SPELLED.values(), ids=SPELLED)
def test_numbers_are_read_in_any_usual_form(code: str, number: str, tmp_path: Path, tiny: Instrument) -> None:
    """Blanks, letter case and a full stop make no difference, and a code works, too."""
    workbook = Workbook()
    sheet: Any = workbook.active
    for row in (("No", "Pertanyaan", "Nilai"), (None, "1. Kebijakan", None), (number, "Apakah?", 1)):
        sheet.append(row)
    path = tmp_path / "recap.xlsx"
    workbook.save(path)
    expected = {code: (Decimal(1), "")}

    assert expected == answers(read_workbook(path, tiny))


RECAPS: dict[str, tuple[str, dict[str, tuple[Decimal, str]]]] = {
    "a merged indicator holds for the rows below": (
        "== R\nIndikator|No|Pertanyaan|Nilai\n2. Sekolah|1|a|6\n|2|b|2\n3. Perlindungan|1|c|7",
        {"2.1": (Decimal(6), ""), "2.2": (Decimal(2), ""), "3.1": (Decimal(7), "")},
    ),
    "a header repeated for the printer": (
        "== R\nNo|Pertanyaan|Nilai\n|2. Sekolah\n1|a|6\nNo|Pertanyaan|Nilai\n2|b|2",
        {"2.1": (Decimal(6), ""), "2.2": (Decimal(2), "")},
    ),
    "a sheet for each cluster": (
        "== A\nNo|Pertanyaan|Nilai\n|2. Sekolah\n1|a|6\n== B\nNo|Pertanyaan|Nilai\n|3. Perlindungan\n1|b|7",
        {"2.1": (Decimal(6), ""), "3.1": (Decimal(7), "")},
    ),
}


@pytest.mark.parametrize(("text", "expected"), RECAPS.values(), ids=RECAPS)
def test_a_recap_may_be_laid_out_in_several_ways(
    text: str, expected: dict[str, tuple[Decimal, str]], book: Bookmaker, tiny: Instrument
) -> None:
    """Each row belongs to the indicator above it, on its own sheet."""
    assert expected == answers(read_workbook(book(text), tiny))


def test_notes_of_a_recap_are_read(book: Bookmaker, tiny: Instrument) -> None:
    """Notes are kept like those of a template sheet."""
    raw = read_workbook(book("== R\nNo|Pertanyaan|Nilai|Keterangan\n|2. Sekolah\n1|a|6|menyusul"), tiny)
    expected = ["menyusul"]

    assert expected == [row.note.text for row in raw.rows]


def test_a_recap_is_reported_as_one(book: Bookmaker, tiny: Instrument) -> None:
    """The note has the name of the recap and the number of its rows."""
    (issue,) = (each for each in read_workbook(book(Layout().write(tiny)), tiny).issues if each.code == "recap-read")
    expected = ("Rekap", {"count": 7})

    assert expected == (issue.location.sheet, issue.parameters)


NO_RECAP = {
    "no number": "Indikator|Pertanyaan|Nilai",
    "no question": "Indikator|No|Nilai",
    "no points": "Indikator|No|Pertanyaan|Nilai Max",
}


@pytest.mark.parametrize("header", NO_RECAP.values(), ids=NO_RECAP)
def test_a_recap_has_numbers_questions_and_points(header: str, book: Bookmaker, tiny: Instrument) -> None:
    """A table without one of them is not a recap."""
    with pytest.raises(WorkbookError):
        read_workbook(book(f"== R\n{header}\n"), tiny)


def test_a_table_with_codes_is_not_a_recap(book: Bookmaker, tiny: Instrument) -> None:
    """In a table with codes, the numbers of the form have no effect."""
    raw = read_workbook(book("== R\nKode|No|Pertanyaan|Nilai\n|1|2. Sekolah|\n'1.1|1|a|5"), tiny)
    expected = {"": (None, ""), "1.1": (Decimal(5), "")}

    assert expected == answers(raw)


OWN = "== Klaster A\nKode|Nilai\n'1.1|3\n"


@pytest.mark.parametrize("is_first", [True, False])
def test_beside_a_template_sheet_a_recap_does_not_count(is_first: bool, book: Bookmaker, tiny: Instrument) -> None:
    """Neither its points nor its sums are read, since it repeats the template sheet."""
    recap = f"{Layout().write(tiny)}\n|||Jumlah|30|99\n"
    raw = read_workbook(book(recap + OWN if is_first else OWN + recap), tiny)
    expected: tuple[object, object] = ({"1.1": (Decimal(3), "")}, ())

    assert expected == (answers(raw), raw.printed)


def test_a_recap_that_does_not_count_is_reported(book: Bookmaker, tiny: Instrument) -> None:
    """The issue names the unread sheet."""
    issues = read_workbook(book(OWN + Layout().write(tiny)), tiny).issues
    expected = [("sheets-passed-over", ("Rekap",))]

    assert expected == [(each.code, each.parameters.get("sheets")) for each in issues]


# Unmatched rows

HEAD = "== R\nNo|Pertanyaan|Nilai Max|Nilai\n"
MISFITS = {
    "a number that no question of the indicator has": ("|2. Sekolah\n9|Apakah?||1", "recap-rows-refused", "B3"),
    "a lettered one": ("|2. Sekolah\n2z|Apakah?||1", "recap-rows-refused", "B3"),
    "one of another indicator": ("|2. Sekolah\n10|Apakah?||1", "recap-rows-refused", "B3"),
    "one beside no text": ("|2. Sekolah\n9|||1", "recap-rows-refused", "A3"),
    "a row before any title": ("1|Apakah?||1", "recap-rows-refused", "B2"),
    "points beside no number": ("|2. Sekolah\n|Apakah?||1", "recap-rows-refused", "B3"),
    "points beside a dash": ("|2. Sekolah\n-|Apakah?||1", "recap-rows-refused", "B3"),
    "points beside words": ("|2. Sekolah\nlanjutan|Apakah?||1", "recap-rows-refused", "B3"),
    "points beside nothing": ("|2. Sekolah\n|||1", "recap-rows-refused", "D3"),
    "a number that became a date": ("|2. Sekolah\n@2024-02-01|Apakah?||1", "recap-rows-refused", "B3"),
    "a number and words": ("|2. Sekolah\n7 orang|Apakah?||1", "recap-rows-refused", "B3"),
}


@pytest.mark.parametrize(("rows", "code", "cell"), MISFITS.values(), ids=MISFITS)
def test_a_row_that_fits_no_question_is_named(
    rows: str, code: str, cell: str, book: Bookmaker, tiny: Instrument
) -> None:
    """The issue has the cell of the row."""
    issues = found(api.evaluate(book(HEAD + rows), tiny).assessment.issues)
    expected = [(code, cell)]

    assert expected == [issue[:2] for issue in issues if issue[0] != "code-missing"]


def test_points_of_a_row_that_fits_no_question_do_not_count(book: Bookmaker, tiny: Instrument) -> None:
    """Only points of matched questions count."""
    scorecard = api.evaluate(book(f"{HEAD}1|Apakah?||5\n|2. Sekolah\n1|Apakah?||3\n9|Apakah?||2\n|Apakah?||1"), tiny)
    expected = Decimal(3)

    assert expected == scorecard.total.claimed


def test_repeated_numbers_do_not_count(book: Bookmaker, tiny: Instrument) -> None:
    """Two rows with the same number in an indicator are an error, and neither counts."""
    scorecard = api.evaluate(book(f"{HEAD}|2. Sekolah\n1|Apakah?||3\n1|Apakah?||4"), tiny)
    repeated = [issue for issue in found(scorecard.assessment.issues) if issue[0] != "code-missing"]
    expected = (Decimal(0), [("code-repeated", "A3", "2.1")])

    assert expected == (scorecard.total.claimed, repeated)


# Sums

SUMS: dict[str, tuple[str, tuple[str, str]]] = {
    "a sum with the maximum of the indicator": ("Jumlah|8|5", ("indicator", "2")),
    "a sum with the maximum of the cluster": ("Jumlah|20|5", ("cluster", "A")),
    "a sum with the maximum of the whole": ("JUMLAH|30|5", ("total", "")),
    "a sum without a maximum": ("Jumlah||5", ("total", "")),
    "a subtotal of an indicator by number": ("Sub Total Indikator 1||5", ("indicator", "1")),
    "one in one word": ("SUBTOTAL INDIKATOR 3||5", ("indicator", "3")),
    "one with a hyphen": ("Sub-total indikator 2|8|5", ("indicator", "2")),
    "a sum of an indicator by name": ("Jumlah Nilai Kebijakan||5", ("indicator", "1")),
    "a sum of an indicator by number and name": ("Jumlah nilai: 3. Perlindungan||5", ("indicator", "3")),
    "a total of a cluster": ("Total Klaster B||5", ("cluster", "B")),
    "a total of a cluster by its name": ("Jumlah Skor Klaster A: Sehat||5", ("cluster", "A")),
    "a total of a cluster under another name": ("Total Klaster B (Perlindungan Anak)||5", ("cluster", "B")),
    "a total of all": ("TOTAL KESELURUHAN||5", ("total", "")),
    "all of it": ("Jumlah seluruhnya :||5", ("total", "")),
    "a final value": ("TOTAL NILAI AKHIR||5", ("total", "")),
    "a grand total": ("Grand Total||5", ("total", "")),
    "the title of a cluster": ("Klaster B: Aman||5", ("cluster", "B")),
    "the title of a cluster in capitals": ("KLASTER B : AMAN||5", ("cluster", "B")),
    "the title of a cluster with a dash": ("Klaster B – nama sendiri||5", ("cluster", "B")),
    "the name of a cluster": ("Aman||5", ("cluster", "B")),
    "the id of a cluster": ("B||5", ("cluster", "B")),
    "the title of an indicator": ("3. Perlindungan||5", ("indicator", "3")),
}


@pytest.mark.parametrize(("line", "of_what"), SUMS.values(), ids=SUMS)
def test_the_scope_of_a_sum_is_read(line: str, of_what: tuple[str, str], book: Bookmaker, tiny: Instrument) -> None:
    """The scope comes from the words, or else from the maximum beside the sum."""
    printed = read_workbook(book(f"{HEAD}|2. Sekolah\n1|Apakah?\n|{line}"), tiny).printed
    sums = [each for each in printed if each.scope != "question"]
    expected = [(*of_what, "5")]

    assert expected == [(each.scope, each.name, each.points.text) for each in sums]


@pytest.mark.parametrize("line", [line for line, _ in SUMS.values()], ids=SUMS)
def test_a_sum_is_not_an_answer(line: str, book: Bookmaker, tiny: Instrument) -> None:
    """Only the row of the question is an answer."""
    raw = read_workbook(book(f"{HEAD}|2. Sekolah\n1|Apakah?||6\n|{line}"), tiny)
    expected = {"2.1": (Decimal(6), "")}

    assert expected == answers(raw)


def test_a_sum_before_any_title_is_the_total(book: Bookmaker, tiny: Instrument) -> None:
    """Some recaps begin with the total."""
    (printed,) = read_workbook(book(f"{HEAD}|Jumlah|30|5"), tiny).printed
    expected = ("total", "", "5", "30")

    assert expected == (printed.scope, printed.name, printed.points.text, printed.maximum.text)


def test_a_title_without_numbers_is_not_a_sum(book: Bookmaker, tiny: Instrument) -> None:
    """A title without printed numbers is not compared."""
    assert read_workbook(book(f"{HEAD}|Klaster A: Sehat\n|2. Sekolah\n|Jumlah"), tiny).printed == ()


def test_a_sum_may_be_in_the_column_of_numbers(book: Bookmaker, tiny: Instrument) -> None:
    """A sum in the column of numbers is read, as in merged cells."""
    printed = read_workbook(book(f"{HEAD}|2. Sekolah\nTotal Klaster A|||5"), tiny).printed
    expected = [("cluster", "A")]

    assert expected == [(each.scope, each.name) for each in printed]


def test_maxima_of_questions_are_printed_numbers(book: Bookmaker, tiny: Instrument) -> None:
    """A maximum that differs from the instrument is reported with its cell, and does not count."""
    scorecard = api.evaluate(book(f"{HEAD}|2. Sekolah\n1|Apakah?|7|5\n2|Apakah?|4|1"), tiny)
    expected = ([("printed-maximum-differs", "C3", "2.1")], Decimal(30))
    differences = [issue for issue in found(scorecard.assessment.issues) if issue[0] != "code-missing"]

    assert expected == (differences, scorecard.total.maximum)


def test_right_sums_are_not_reported(book: Bookmaker, tiny: Instrument) -> None:
    """Right sums beside a title or below the questions are not reported."""
    text = Layout().write(tiny)
    for title, numbers in (("|||1. Kebijakan", "|12|12"), ("|||2. Sekolah", "|8|8"), ("|||3. Perlindungan", "|10|7")):
        text = text.replace(title + "|||", title + numbers)
    scorecard = api.evaluate(book(f"{text}\n|||Total Klaster B|10|7\n|||Total Klaster A|20|20\n|||JUMLAH|30|27"), tiny)

    assert found(scorecard.assessment.issues) == []


def test_differences_are_in_the_order_of_the_sheet(book: Bookmaker, tiny: Instrument) -> None:
    """Differences are among the other issues, so that a reader checks the sheet once."""
    scorecard = api.evaluate(book(f"{HEAD}|Jumlah|31|5\n|2. Sekolah\n1|Apakah?|6|x\n2|Apakah?|5|1"), tiny)
    cells = [cell for _, cell, _ in found(scorecard.assessment.issues) if cell]
    expected = ["C2", "D2", "D4", "C5"]

    assert expected == cells


# The published recap

DATA = Path(__file__).parent / "data"


def records(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def claimed_points() -> dict[str, Decimal]:
    return {row["code"]: Decimal(row["self_assessed"]) for row in records("ogan-ilir-2024-self-assessment.csv")}


@pytest.fixture(scope="module")
def real(kla: Instrument, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the recap of Kabupaten Ogan Ilir with its printed sums, its questions in the instrument's words."""
    answered = {row["code"]: row for row in records("ogan-ilir-2024-self-assessment.csv")}
    totals = {row["id"]: row for row in records("recap-ogan-ilir-2024-printed-totals.csv")}
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = "Rekap"
    sheet.append(["REKAP PENILAIAN MANDIRI KLA 2024"])
    sheet.append([])
    sheet.append(["Klaster", "No", "Pertanyaan", "Nilai Max", "Nilai Evaluasi", "Sumber Data"])
    for cluster in kla.clusters:
        printed = totals[cluster.id]
        sums = [float(printed["printed_maximum"]), float(printed["printed_score"])]
        sheet.append([cluster.short.id.upper(), None, None, *sums])
        for indicator in cluster.indicators:
            printed = totals[indicator.code]
            sums = [float(printed["printed_maximum"]), float(printed["printed_score"])]
            sheet.append([None, None, f"{indicator.code}. {indicator.name.id}", *sums])
            for question in indicator.questions:
                row = answered[question.code]
                points = [float(row["max_points"]), float(row["self_assessed"])]
                owners = "; ".join(kla.agency_by_id[each].short for each in question.agencies)
                number = int(question.printed) if question.printed.isdigit() else f"{question.printed} "
                sheet.append([None, number, question.text.id, *points, owners])
    sheet.append([None, None, "JUMLAH", 1000, 770.36])
    path = tmp_path_factory.mktemp("recap") / "rekap.xlsx"
    workbook.save(path)
    return path


@pytest.fixture(scope="module")
def real_scorecard(real: Path, kla: Instrument) -> Scorecard:
    """Score the published recap."""
    return api.evaluate(real, kla)


def test_every_question_of_the_real_recap_is_found(real: Path, kla: Instrument) -> None:
    """The recap has 274 numbers, which start again in each of 31 indicators."""
    raw = read_workbook(real, kla)
    expected = claimed_points()

    assert expected == {row.code.text: row.points.number for row in raw.rows}


DIFFERENCES = {
    ("printed-points-differ", "K"): ("127.66", "126.91"),
    ("printed-points-differ", "1"): ("73.16", "72.41"),
    ("printed-maximum-differs", "I"): ("150", "115"),
    ("printed-points-differ", "7"): ("25", "20"),
    ("printed-points-differ", "III"): ("137", "136"),
    ("printed-points-differ", "17"): ("28", "27"),
    ("printed-points-differ", "IV"): ("91.6", "94.6"),
    ("printed-points-differ", "19"): ("39.6", "42.6"),
    ("printed-points-differ", "V"): ("163.8", "163"),
    ("printed-points-differ", "21B"): ("15.2", "14.4"),
    ("printed-maximum-differs", "21B.2"): ("9", "8"),
    ("printed-points-differ", "KD"): ("67.5", "68.5"),
    ("printed-points-differ", "26"): ("41.5", "52.4"),
    ("printed-points-differ", ""): ("770.36", "771.81"),
}


def test_every_wrong_printed_number_is_reported(real: Path, real_scorecard: Scorecard, kla: Instrument) -> None:
    """Each issue has the printed and the right number. No other number is reported, and none twice."""
    locations = {
        cell.location: each.name for each in read_workbook(real, kla).printed for cell in (each.points, each.maximum)
    }
    reported = [
        (
            (issue.code, locations[issue.location]),
            (Decimal(issue.found), issue.parameters.get("points", issue.parameters.get("maximum"))),
        )
        for issue in real_scorecard.assessment.issues
        if issue.location.cell
    ]
    expected = [(key, (Decimal(printed), Decimal(ours))) for key, (printed, ours) in DIFFERENCES.items()]

    assert expected == reported


def test_the_sum_of_the_printed_parts_is_reported(real_scorecard: Scorecard) -> None:
    """The sum is 770.36 by clusters and 765.46 by indicators, and both totals are wrong."""
    sums = {
        issue.code: (issue.parameters["count"], issue.parameters["sum"], issue.parameters["points"])
        for issue in real_scorecard.assessment.issues
        if "sum" in issue.parameters
    }
    expected = {
        "printed-clusters-differ": (7, Decimal("770.36"), Decimal("771.81")),
        "printed-indicators-differ": (31, Decimal("765.46"), Decimal("771.81")),
    }

    assert expected == sums


# In the commands


def test_differences_are_not_a_failure(real: Path, run: Runner) -> None:
    """Every question is scored, so that the exit code is 0."""
    expected = 0

    assert expected == run("evaluate", real, "-q").code


@pytest.mark.slow
def test_a_recap_becomes_a_template_sheet(real: Path, tmp_path: Path, kla: Instrument, run: Runner) -> None:
    """Every answer is beside the code of its question."""
    target = tmp_path / "sheet.xlsx"
    run("template", target, "--from", real)
    expected = claimed_points()

    assert expected == {row.code.text: row.points.number for row in read_workbook(target, kla).rows if row.code.text}


def test_a_recap_scores_like_the_template_sheet(real: Path, tmp_path: Path, kla: Instrument) -> None:
    """Recap and template sheet are worth 771.81, and the template sheet has no issues about sums."""
    target = tmp_path / "sheet.xlsx"
    target.write_bytes(api.template(kla, carried_over=api.carry_over(real, kla)))
    scorecard = api.evaluate(target, kla)
    expected: tuple[object, object] = (Decimal("771.81"), ())

    assert expected == (scorecard.total.claimed, scorecard.assessment.issues)


def test_owners_of_the_instrument_are_not_entries(real: Path, kla: Instrument) -> None:
    """The sources of the real recap equal those of the instrument, which the new sheet has anyway."""
    assert {entry.agency for entry in api.carry_over(real, kla).entries.values()} == {""}


def test_other_owners_move_to_the_column_of_agencies(book: Bookmaker, tmp_path: Path, tiny: Instrument) -> None:
    """The names under Sumber Data are under OPD/instansi in the new sheet."""
    target = tmp_path / "new.xlsx"
    target.write_bytes(api.template(tiny, carried_over=api.carry_over(book(Layout().write(tiny)), tiny)))
    sheet = load_workbook(target)["Klaster A"]
    rows = list(sheet.iter_rows(values_only=True))
    (head,) = (row for row in rows if "OPD/instansi" in row)
    (row,) = (row for row in rows if row[0] == "1.1")
    expected = "Puskesmas"

    assert expected == row[head.index("OPD/instansi")]


def test_a_recap_in_another_layout_is_carried_over(book: Bookmaker, tiny: Instrument) -> None:
    """Answers are copied by code, and different owners, too."""
    layout = Layout(columns=SHUFFLED, title="{name}", stands="Indikator", is_beside=True)
    expected = {
        "1.1": RowContent(Decimal(5), agency="Puskesmas"),
        "1.2a": RowContent(Decimal("4.5"), agency="Dinkes"),
        "1.10": RowContent(Decimal("2.5")),
        "2.1": RowContent(Decimal(6)),
        "2.2": RowContent(Decimal(2)),
        "3.1": RowContent(Decimal(7)),
    }

    assert expected == api.carry_over(book(layout.write(tiny)), tiny).entries


def test_entries_left_behind_are_named(book: Bookmaker, tiny: Instrument) -> None:
    """Points beside no number stay behind, with their cell. So do those beside an unknown number, with their text."""
    issues = api.carry_over(book(f"{HEAD}|2. Sekolah\n9|Apakah?||1\n-|Apakah?||2\n1|Apakah?||3"), tiny).issues
    (refused,) = (each for each in issues if each.code == "recap-rows-refused")

    assert ["B5", "B4", "B3"] == [each.location.cell for each in refused.affected]


def test_the_command_makes_a_sheet_of_a_recap(book: Bookmaker, tmp_path: Path, tiny: Instrument, run: Runner) -> None:
    """The command prints the number of copied entries."""
    target = tmp_path / "new.xlsx"
    outcome = run("template", target, "--from", book(Layout().write(tiny)), "-i", TINY)

    assert (0, True) == (outcome.code, "Copied 6 answers and 0 rows of evidence." in outcome.err)


def test_the_to_do_list_has_the_sources(book: Bookmaker, run: Runner, tiny: Instrument) -> None:
    """The names under Sumber Data are the agencies of the list."""
    outcome = run("evaluate", book(Layout().write(tiny)), "-i", TINY, "--agency", "puskesmas", "-f", "csv", "-q")
    (record,) = csv.DictReader(io.StringIO(outcome.out, newline=""))
    expected = ("Puskesmas", "1.1", "5", "Rekap!F4")

    assert expected == tuple(record[name] for name in ("Group", "Code", "Claimed", "Cell"))


# Faults found in a review

WITH_EVIDENCE = "== R\nNo|Pertanyaan|Nilai Max|Nilai|Dokumen\n"


def scored(book: Bookmaker, text: str, instrument: Instrument) -> Scorecard:
    """Evaluate the recap *text*, whose first line is the header."""
    return api.evaluate(book(WITH_EVIDENCE + text), instrument)


def answered(scorecard: Scorecard) -> dict[str, Decimal]:
    """Return the points of every answered question."""
    answers = scorecard.assessment.answers
    return {code: answer.points for code, answer in answers.items() if answer.points is not None}


def issues_of(scorecard: Scorecard) -> tuple[Issue, ...]:
    return scorecard.assessment.issues


def codes_of(scorecard: Scorecard) -> list[str]:
    return [issue.code for issue in scorecard.assessment.issues]


def test_evidence_in_a_recap_counts(book: Bookmaker, tiny: Instrument) -> None:
    """A column for documents is read there, too."""
    total = scored(book, "|1. Kebijakan\n'1|a|5|5|perda.pdf", tiny).total
    expected = (Decimal(5), Decimal(5))

    assert expected == (total.claimed, total.supported)


TITLES = {
    "a title in the column of numbers": "1. Kebijakan\n'1|a|5|5",
    "a title in the column of numbers, without a point": "Indikator 1\n'1|a|5|5",
    "a number with a bracket": "|1. Kebijakan\n1)|a|5|5",
    "a title by its number alone": "|Indikator 1: nama sendiri\n'1|a|5|5",
}


@pytest.mark.parametrize("text", TITLES.values(), ids=TITLES)
def test_titles_are_not_read_as_numbers(text: str, book: Bookmaker, tiny: Instrument) -> None:
    """A title may contain a number, and may be in the column of numbers."""
    assert {"1.1": Decimal(5)} == answered(scored(book, text, tiny))


def test_a_remark_that_begins_with_a_number_is_not_a_title(book: Bookmaker, tiny: Instrument) -> None:
    """The question below it still belongs to the indicator above."""
    assert {"1.1": Decimal(5)} == answered(scored(book, "|1. Kebijakan\n|3 foto terlampir\n'1|a|5|5", tiny))


def test_an_unknown_title_is_reported(book: Bookmaker, tiny: Instrument) -> None:
    """It may shift points, so it is one warning with its cell, however many questions follow."""
    scorecard = scored(book, "|1. Kebijakan\n|Nama lain\n'1|a|5|5\n'2a|b|4.5|4", tiny)
    expected = [("B3", "nama lain")]

    assert expected == [
        (issue.location.cell, issue.found) for issue in scorecard.assessment.issues if issue.code == "recap-row-unclear"
    ]


def test_a_question_beside_an_unknown_indicator_is_not_matched(book: Bookmaker, tiny: Instrument) -> None:
    """The number alone does not identify the question."""
    text = "== R\nIndikator|No|Pertanyaan|Nilai\n1. Kebijakan|'1|a|5\nNama lain|'2|b|3"
    scorecard = api.evaluate(book(text), tiny)

    assert {"1.1": Decimal(5)} == answered(scorecard)


UNREADABLE = ("'1.000", "#REF!", "=A1", "tiga puluh")


@pytest.mark.parametrize("cell", UNREADABLE)
def test_an_unreadable_sum_is_reported(cell: str, book: Bookmaker, tiny: Instrument) -> None:
    """The user learns that the sum was not checked."""
    scorecard = scored(book, f"|1. Kebijakan\n'1|a|5|5\n|TOTAL KESELURUHAN||{cell}", tiny)

    assert "printed-number-unreadable" in codes_of(scorecard)


def test_a_sum_above_and_below_counts_once(book: Bookmaker, tiny: Instrument) -> None:
    """Titles with sums and lines of sums mean the same."""
    rows = "".join(
        f"|{each.code}. {each.name.id}|{each.maximum}|0\n|Jumlah indikator {each.code}|{each.maximum}|0\n"
        for each in tiny.indicators
    )

    assert not {"printed-indicators-differ", "printed-points-differ"} & set(codes_of(scored(book, rows, tiny)))


def test_some_sums_alone_are_not_added_up(book: Bookmaker, tiny: Instrument) -> None:
    """The printed sum of a single indicator is not compared with the total."""
    text = "|1. Kebijakan||5\n'1|a|5|5\n|2. Sekolah\n'1|b|6|6"

    assert "printed-indicators-differ" not in codes_of(scored(book, text, tiny))


def test_a_recap_in_a_part_is_read(book: Bookmaker, tiny: Instrument) -> None:
    """Sums of questions of other agencies are skipped."""
    identity = "== Identitas\nInstrumen|tiny\nEdisi|'1\nTahun|2024\nBagian|Dinkes\nButir|'1.1; 3.1\n"
    scorecard = api.evaluate(book(f"{identity}{WITH_EVIDENCE}|1. Kebijakan|12|5\n'1|a|5|5\n'2a|b|4.5|1"), tiny)

    assert {"1.1": Decimal(5)} == answered(scorecard)


# Numbers that differ from the form

NUMBERINGS: dict[str, Callable[[int, int], str]] = {
    "1, 2, 3 in each indicator": lambda _, position: str(position),
    "1, 2, 3 to the end": lambda running, _: str(running),
    "1, 2, 3 as text": lambda _, position: f"'{position}.",
    "letters": lambda _, position: f"{position}x",
    "all the same": lambda *_: "1",
    "backwards": lambda running, _: str(300 - running),
}
CLEAR: dict[str, str] = {
    "the text": "{}",
    "the text in capitals": "UPPER",
    "the text behind a number": "9. {}",
    "the text behind a letter": "c) {}",
    "the text with more blanks": "  {}  ",
}


def numbered_otherwise(instrument: Instrument, numbering: Callable[[int, int], str], text: str = "{}") -> str:
    """Write a recap of all questions with the points of `half`, whose numbers and texts differ from the form."""
    lines = ["== Rekap", "No|Pertanyaan|Nilai Max|Nilai"]
    running = 0
    for indicator in instrument.indicators:
        lines.append(f"|{indicator.code}. {indicator.name.id}||")
        for position, question in enumerate(indicator.questions, start=1):
            running += 1
            written = question.text.id.upper() if text == "UPPER" else text.format(question.text.id)
            points = "" if question.maximum == 0 else half(question)
            lines.append(f"{numbering(running, position)}|{written}|{question.maximum}|{points}")
    return "\n".join(lines)


def half(question: Question) -> Decimal:
    """Return points that tell the questions of an indicator apart, as far as their maxima differ."""
    return (question.maximum / 2).quantize(Decimal("0.01"))


@pytest.mark.parametrize("text", CLEAR.values(), ids=CLEAR)
@pytest.mark.parametrize("numbering", NUMBERINGS.values(), ids=NUMBERINGS)
def test_a_clear_text_decides_where_the_numbers_differ(
    numbering: Callable[[int, int], str], text: str, book: Bookmaker, tiny: Instrument
) -> None:
    """Every answer belongs to the question whose text is beside it. One warning says that the numbers differ."""
    scorecard = api.evaluate(book(numbered_otherwise(tiny, numbering, text)), tiny)
    expected = {code: half(question) for code, question in tiny.questions.items() if question.maximum}

    assert (expected, ["recap-numbers-differ"]) == (
        answered(scorecard),
        [code for code, *_ in found(issues_of(scorecard))],
    )


@pytest.mark.parametrize("numbering", ["1, 2, 3 in each indicator", "1, 2, 3 to the end"])
def test_a_large_recap_with_other_numbers_is_scored_as_with_those_of_the_form(
    numbering: str, book: Bookmaker, kla: Instrument
) -> None:
    """274 questions, 132 or 273 of them under another number: none is lost, and one message says so."""
    scorecard = api.evaluate(book(numbered_otherwise(kla, NUMBERINGS[numbering])), kla)
    expected = {code: half(question) for code, question in kla.questions.items() if question.maximum}
    counts = {"1, 2, 3 in each indicator": 132, "1, 2, 3 to the end": 273}
    (issue,) = (each for each in issues_of(scorecard) if each.code not in USUAL)

    assert (expected, "recap-numbers-differ") == (answered(scorecard), issue.code)
    assert counts[numbering] == issue.parameters["count"] == len(issue.affected)


def test_the_rows_with_other_numbers_are_listed_by_points(book: Bookmaker, tiny: Instrument) -> None:
    """Each with its question, its cell, and the number that differs."""
    scorecard = api.evaluate(book(numbered_otherwise(tiny, NUMBERINGS["1, 2, 3 to the end"])), tiny)
    (issue,) = (each for each in issues_of(scorecard) if each.code == "recap-numbers-differ")
    expected = [("3.1", "A10", "6"), ("2.1", "A7", "4"), ("1.2a", "A4", "2"), ("2.2", "A8", "5"), ("1.10", "A5", "3")]

    assert expected == [(each.question, each.location.cell, each.found) for each in issue.affected][:5]
    assert "A4" == issue.location.cell


UNCLEAR = ("", "Apakah?", "a", "Apakah ada", "-", "Sudah dilaksanakan dengan baik")


@pytest.mark.parametrize("text", UNCLEAR)
@pytest.mark.parametrize("numbering", ["1, 2, 3 in each indicator", "1, 2, 3 to the end"])
def test_no_answer_goes_to_another_question(numbering: str, text: str, book: Bookmaker, kla: Instrument) -> None:
    """Where numbers differ and texts are unclear, the rest of the indicator is refused in one error with every cell."""
    scorecard = api.evaluate(book(numbered_otherwise(kla, NUMBERINGS[numbering], text)), kla)
    rows = {code: answer.location.cell for code, answer in scorecard.assessment.answers.items() if answer.points}
    expected = {code: f"D{row}" for code, row in rows_of_recap(kla).items() if code in rows}
    (refused,) = (each for each in issues_of(scorecard) if each.code == "recap-rows-refused")

    assert expected == rows
    assert len(refused.affected) == refused.parameters["count"] == 273 - len(rows)


def rows_of_recap(instrument: Instrument) -> dict[str, int]:
    """Return the row of each question in a recap by `numbered_otherwise`."""
    rows, row = {}, 1
    for indicator in instrument.indicators:
        row += 1
        for question in indicator.questions:
            row += 1
            rows[question.code] = row
    return rows


def test_a_refused_row_is_an_error(book: Bookmaker, run: Runner) -> None:
    """Its points are named, and the result is incomplete."""
    outcome = run("evaluate", book(f"{HEAD}|2. Sekolah\n9|Apakah?||1"), "-i", TINY)

    assert (1, True) == (outcome.code, "Rekap" not in outcome.err and "R!B3: 1 point, “Apakah?”" in outcome.err)


CONTRADICTIONS = {
    "the maximum of another question": ("2|Apakah?|6|1", [], ["B3"]),
    "a maximum that no question has": ("1|Apakah?|7|5", ["2.1"], []),
    "a wrong maximum beside the text": ("1|Apakah sekolah ramah anak?|4|5", ["2.1"], []),
    "the text of another question": ("1|Apakah anak didengar?|6|1", ["2.2"], []),
    "a similar text": ("1|Apa sekolah ramah anak|4|5", ["2.1"], []),
    "the text of another indicator": ("1|Apakah ada layanan?|6|1", ["3.1"], []),
    "a text without a number": ("|Apakah anak didengar?|4|1", ["2.2"], []),
    "a text of another maximum without a number": ("|Apakah anak didengar?|9|1", [], ["B3"]),
}


@pytest.mark.parametrize(("row", "codes", "refused"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_number_text_and_maximum_are_compared(
    row: str, codes: list[str], refused: list[str], book: Bookmaker, tiny: Instrument
) -> None:
    """A clear text decides. Without one, a row whose maximum is that of another question is refused by name."""
    raw = read_workbook(book(f"{HEAD}|2. Sekolah\n{row}"), tiny)
    rejected = [each.location.cell for issue in raw.issues for each in issue.affected if not each.question]

    assert (codes, refused) == ([row.code.text for row in raw.rows if row.code.text], rejected)


def test_an_unclear_row_below_another_number_is_refused(book: Bookmaker, tiny: Instrument) -> None:
    """
    Once the numbers of an indicator differ from the form, a number alone says nothing. The next indicator starts anew.
    """
    rows = "|1. Kebijakan\n1|Apakah?||1\n2|Apakah?||1\n10|Apakah?||1\n|2. Sekolah\n2|Apakah?||1"
    scorecard = api.evaluate(book(HEAD + rows), tiny)
    (issue,) = (each for each in issues_of(scorecard) if each.code == "recap-rows-refused")

    assert {"1.1", "2.2"} == answered(scorecard).keys()
    assert ["B4", "B5"] == [each.location.cell for each in issue.affected]


def test_a_text_of_an_unknown_title_keeps_its_points_apart(book: Bookmaker, tiny: Instrument) -> None:
    """Below a title that is unknown, rows with the texts of another indicator are not counted for the one above."""
    rows = "|2. Sekolah\n1|Apakah?|6|6\n|Nama lain\n1|Apakah ada layanan?|10|7\n2|?|4|3"
    scorecard = api.evaluate(book(HEAD + rows), tiny)

    assert {"2.1": Decimal(6), "3.1": Decimal(7)} == answered(scorecard)


def test_the_end_of_a_text_is_not_taken_for_another_question(book: Bookmaker, kla: Instrument) -> None:
    """A row that has only the end of a long text is similar to questions of other indicators. Its number counts."""
    rows = "".join(
        f"{question.printed}|{question.text.id.rpartition(' tentang ')[2]}|{question.maximum}|{half(question)}\n"
        for question in kla.indicators[0].questions
    )
    scorecard = api.evaluate(book(f"{HEAD}|1. Peraturan\n{rows}"), kla)

    assert {each.code: half(each) for each in kla.indicators[0].questions} == answered(scorecard)


# Sums of parts

PARTS = {
    "a subtotal without a maximum": ("Sub Total||6", ("indicator", "2")),
    "a subtotal with another maximum": ("SUB TOTAL|54|6", ("indicator", "2")),
    "a subtotal with the maxima of its questions": ("Sub-total|10|6", ("indicator", "2")),
    "a sum with the maxima of its questions": ("Jumlah|10|6", ("indicator", "2")),
    "a subtotal of something": ("Subtotal kelembagaan|9|6", ("indicator", "2")),
    "a sum of the indicator": ("Jumlah indikator||6", ("indicator", "2")),
    "a sum of the cluster": ("Jumlah klaster||6", ("cluster", "A")),
}


@pytest.mark.parametrize(("line", "part"), PARTS.values(), ids=PARTS)
def test_a_sum_of_a_part_is_not_the_total(line: str, part: tuple[str, str], book: Bookmaker, tiny: Instrument) -> None:
    """A subtotal belongs to the indicator above it, whatever maximum is beside it."""
    printed = read_workbook(book(f"{HEAD}|2. Sekolah\n1|Apakah?\n|{line}"), tiny).printed

    assert [part] == [(each.scope, each.name) for each in printed if each.scope != "question"]


SEQUENCES = {
    "sums between indicators": ("JJ", ["2", "3"]),
    "sums and a total": ("JJT", ["2", "3", ""]),
    "subtotals and a sum": ("SSJ", ["2", "3", ""]),
    "sums of indicators and clusters": ("JJJT", ["2", "3", "B", ""]),
    "only a total": ("-T", [""]),
    "no sums": ("--", []),
}
WORDS = {"J": "|Jumlah||5", "S": "|Sub Total||5", "T": "|TOTAL||5", "-": ""}


@pytest.mark.parametrize(("lines", "names"), SEQUENCES.values(), ids=SEQUENCES)
def test_only_the_last_sum_is_the_total(lines: str, names: list[str], book: Bookmaker, tiny: Instrument) -> None:
    """Lines with the same words are sums of the same kind. The total has its own."""
    first, *others = (WORDS[each] for each in lines)
    text = "\n".join([f"{HEAD}|2. Sekolah\n1|a", first, "|3. Perlindungan\n1|b", *others])
    printed = read_workbook(book(text), tiny).printed

    assert names == [each.name for each in printed if each.scope != "question"]


@pytest.mark.parametrize("words", ["Jumlah", "TOTAL", "Total nilai"])
def test_the_sum_on_the_worksheet_of_a_cluster_is_not_the_total(words: str, book: Bookmaker, tiny: Instrument) -> None:
    """A recap on several worksheets has a sum on each of them."""
    sheets = [f"{HEAD}|2. Sekolah\n1|a\n|{words}||6", f"{HEAD.replace('R', 'S')}|3. Perlindungan\n1|b\n|{words}||7"]
    printed = read_workbook(book("\n".join(sheets)), tiny).printed

    assert [("cluster", "A"), ("cluster", "B")] == [(each.scope, each.name) for each in printed]


def test_the_maxima_of_a_capped_indicator_are_no_total(book: Bookmaker, kla: Instrument) -> None:
    """Indicator 19 is worth 51, and its questions 54. Neither is a sum of the whole form."""
    for maximum in (51, 54):
        printed = read_workbook(book(f"{HEAD}|19. SRA\n1|a\n|Sub Total|{maximum}|40"), kla).printed
        assert [("indicator", "19")] == [(each.scope, each.name) for each in printed if each.scope != "question"]


# Rows that belong to no question

BELOW = {
    "a place and a date": "|||Indralaya, 12 Maret 2024",
    "a date": "|||@2024-03-12",
    "a date in the column of numbers": "@2024-03-12",
    "a date in the column of questions": "|@2024-03-12",
    "a signature": "\n|Mengetahui,||Kepala Dinas\n\n\n|Drs. H. Fulan||Fulanah, S.Sos.\n|NIP. 196601 1 002||NIP. 1970",
    "a legend": "\n|Keterangan:\n1|Nilai diisi sesuai formulir\n2|Nilai maksimal menurut petunjuk",
    "a legend beside no table": "\nKeterangan: nilai sementara",
}


@pytest.mark.parametrize("rows", BELOW.values(), ids=BELOW)
@pytest.mark.parametrize("last", ["", "|TOTAL|30|27\n"])
def test_rows_below_the_table_are_passed_over(rows: str, last: str, book: Bookmaker, tiny: Instrument) -> None:
    """Dates, signatures and legends are neither questions nor titles nor answers."""
    scorecard = api.evaluate(book(f"{Layout(columns=COLUMNS[2:6]).write(tiny)}\n{last}{rows}"), tiny)

    assert (TOTAL, []) == (scorecard.total.claimed, found(issues_of(scorecard)))


@pytest.mark.parametrize("title", ["|1. Anak didengar", "1|Anak didengar"])
def test_a_title_with_the_number_of_the_next_question_is_no_answer(
    title: str, book: Bookmaker, tiny: Instrument
) -> None:
    """
    A region can number the parts of its recap itself. The row with the answer counts, and the other is no repetition.
    """
    layout = Layout(columns=COLUMNS[2:6]).write(tiny).splitlines()
    first = next(number for number, row in enumerate(layout) if row.startswith("1|"))
    scorecard = api.evaluate(book("\n".join([*layout[:first], title, *layout[first:]])), tiny)

    assert (TOTAL, []) == (scorecard.total.claimed, found(issues_of(scorecard)))


ENTRIES_BELOW = {
    "points": ("|Apakah?||1", "B11"),
    "points as text": ("|Apakah?||'1,5", "B11"),
    "a formula": ("|Apakah?||=A1", "B11"),
    "a document": ("|Apakah?|||perda.pdf", "B11"),
}


@pytest.mark.parametrize(("row", "cell"), ENTRIES_BELOW.values(), ids=ENTRIES_BELOW)
def test_an_entry_below_the_table_is_reported(row: str, cell: str, book: Bookmaker, tiny: Instrument) -> None:
    """Points and documents may belong to a question, so they are not passed over."""
    columns = (*COLUMNS[2:6], "Dokumen")
    text = "\n".join(Layout(columns=columns, title="{code}. {name}", has_clusters=False).write(tiny).splitlines())
    issues = found(issues_of(api.evaluate(book(f"{text}\n{row}"), tiny)))

    assert ("recap-rows-refused", cell.replace("11", str(len(text.splitlines()))), "") in issues


def test_documents_below_a_question_are_its_own(book: Bookmaker, kla: Instrument) -> None:
    """A question can be merged over several rows, with a document in each. A row with a text is something else."""
    rows = "|2. Penguatan\n1|Gugus Tugas|3|3|DPA 1/2024\n||||RKA 2/2024\n|Lampiran|||SK 3/2024"
    raw = read_workbook(book(f"== R\nNo|Pertanyaan|Nilai Max|Nilai|Dokumen\n{rows}"), kla)

    assert ["DPA 1/2024\nRKA 2/2024"] == [row.evidence["document"].text for row in raw.rows]


def test_a_row_of_column_numbers_is_passed_over(book: Bookmaker, tiny: Instrument) -> None:
    """Many tables number their columns below the header."""
    for numbers in ("1|2|3|4", "(1)|(2)|(3)|(4)", "'1|'2|'3|'4"):
        scorecard = api.evaluate(book(f"{HEAD}{numbers}\n|2. Sekolah\n1|Apakah?|6|6"), tiny)
        issues = [code for code, *_ in found(issues_of(scorecard)) if code != "code-missing"]
        assert ({"2.1": Decimal(6)}, []) == (answered(scorecard), issues)


NUMBERED_TITLES = {
    "the next indicator": ("2|Nama kami|8|6\n1|a|6|6", ["2.1"]),
    "its number as text": ("'2.|Nama kami|8|6\n1|a|6|6", ["2.1"]),
    "a later indicator": ("3|Nama kami|10|7\n1|a|10|7", ["3.1"]),
    "another maximum": ("2|Nama kami|7|6", []),
    "a question with this maximum": ("2|Apakah anak didengar?|4|3", ["2.2"]),
}


@pytest.mark.parametrize(("rows", "codes"), NUMBERED_TITLES.values(), ids=NUMBERED_TITLES)
def test_a_title_in_own_words_is_known_by_number_and_maximum(
    rows: str, codes: list[str], book: Bookmaker, tiny: Instrument
) -> None:
    """A numbered row is the title of the indicator with this number and maximum, unless it is that of a question."""
    raw = read_workbook(book(f"{HEAD}1|Aturan kami|12|9\n1|a|5|5\n{rows}"), tiny)

    assert ["1.1", *codes] == [row.code.text for row in raw.rows]
    assert ("indicator", "1", "9") == (*raw.printed[0][:2], raw.printed[0].points.text)


def test_numbers_without_a_text_are_no_column_numbers(book: Bookmaker, tiny: Instrument) -> None:
    """A question may have the number 1, a maximum of 2 and 3 points."""
    assert ["2.1"] == [row.code.text for row in read_workbook(book(f"{HEAD}|2. Sekolah\n1||2|3"), tiny).rows]


# Columns

EVIDENCE_COLUMNS = ("Data Dukung", "DATA DUKUNG", "Bukti Dukung", "Evidence", "Link data dukung")


@pytest.mark.parametrize("title", EVIDENCE_COLUMNS)
def test_a_column_of_all_evidence_counts(title: str, book: Bookmaker, tiny: Instrument) -> None:
    """Its document is that of the question, whatever type it has."""
    rows = "|1. Kebijakan\n1|Apakah?|5|5|perda.pdf\n10|Berapa?|2.5|2|45 dari 60 desa"
    total = api.evaluate(book(f"== R\nNo|Pertanyaan|Nilai Max|Nilai|{title}\n{rows}"), tiny).total

    assert (Decimal(7), Decimal(7)) == (total.claimed, total.supported)


def test_evidence_that_is_missing_is_no_missing_column(book: Bookmaker, tiny: Instrument) -> None:
    """With a column for all evidence, no column of a type is missing."""
    rows = "|1. Kebijakan\n1|Apakah?|5|5|\n2a|Apakah?|4.5|4.5|daftar.pdf"
    scorecard = api.evaluate(book(f"== R\nNo|Pertanyaan|Nilai Max|Nilai|Data dukung\n{rows}"), tiny)

    assert (Decimal(0), False) == (scorecard.total.supported, "evidence-column-missing" in codes_of(scorecard))


def test_a_second_column_of_points_is_skipped(book: Bookmaker, tiny: Instrument) -> None:
    """The first one with entries counts, and the other one is named."""
    scorecard = api.evaluate(book("== R\nNo|Pertanyaan|Nilai|Nilai\n|2. Sekolah\n1|Apakah?|6|1"), tiny)

    assert {"2.1": Decimal(6)} == answered(scorecard)
    assert ("column-points-repeated", "C1", "") in found(issues_of(scorecard))


def test_a_second_column_of_numbers_is_that_of_the_titles(book: Bookmaker, tiny: Instrument) -> None:
    """Some recaps number their indicators in a column further left."""
    rows = "1|Kebijakan|1|a|5\n||2a|b|4\n2|Sekolah|1|c|6"
    raw = read_workbook(book(f"== R\nNo|Indikator|No|Pertanyaan|Nilai\n{rows}"), tiny)

    assert {"1.1": "5", "1.2a": "4", "2.1": "6"} == {row.code.text: row.points.text for row in raw.rows}


NEARLY = {
    "no points": ("NO|URAIAN|BOBOT|HASIL", "Nilai", "Skor"),
    "no number": ("URUT|URAIAN|NILAI", "No", "Nomor"),
    "no question": ("NO|BUTIR|NILAI", "Pertanyaan", "Uraian"),
    "no number, but a maximum": ("URUT|URAIAN|BOBOT|NILAI", "Kode", "Nomor"),
}


@pytest.mark.parametrize(("header", "missing", "accepted"), NEARLY.values(), ids=NEARLY)
def test_a_recap_without_a_column_is_told_the_accepted_titles(
    header: str, missing: str, accepted: str, book: Bookmaker, run: Runner
) -> None:
    """The message has the titles that were found and those that would be read, and how to name another one."""
    error = " ".join(run("evaluate", book(f"== R\n{header}\n1|Apakah?|5|5"), "-i", TINY).err.split())

    assert 1 == error.count("[workbook-columns-missing]")
    assert header.replace("|", ", ") in error
    assert re.search(rf"Accepted headings of {missing}: .*\b{accepted}\b.*--column {missing}=HEADING", error)


def test_a_recap_is_not_told_to_fill_in_another_worksheet(book: Bookmaker, tiny: Instrument, run: Runner) -> None:
    """It has no lines for region and edition."""
    assert "Identity" not in run("evaluate", book(Layout().write(tiny)), "-i", TINY, "-v").err


WITHOUT_NUMBERS: Final = {
    "no number beside the title of the indicator": (
        "Indikator|No|Pertanyaan|Nilai",
        "2. Sekolah||Apakah sekolah ramah anak?|5\n2. Sekolah||Apakah anak didengar?|3",
        {"2.1": Decimal(5), "2.2": Decimal(3)},
    ),
    "a letter after a full stop": (
        "No|Pertanyaan|Nilai",
        "|1. Kebijakan|\n1|Apakah ada peraturan?|5\n2.a|Apakah ada pelatihan?|4",
        {"1.1": Decimal(5), "1.2a": Decimal(4)},
    ),
    "a letter after a dash": (
        "No|Pertanyaan|Nilai",
        "|1. Kebijakan|\n2-a|Apakah ada pelatihan?|4",
        {"1.2a": Decimal(4)},
    ),
}


@pytest.mark.parametrize(("header", "rows", "points"), WITHOUT_NUMBERS.values(), ids=WITHOUT_NUMBERS)
def test_a_row_with_points_and_a_clear_text_is_a_question(
    header: str, rows: str, points: dict[str, Decimal], book: Bookmaker, tiny: Instrument
) -> None:
    """It is a question before it is a title, so that its points are never lost."""
    assert points == answered(api.evaluate(book(f"== R\n{header}\n{rows}"), tiny))


def test_a_number_beside_the_text_of_another_question_is_refused(book: Bookmaker, tiny: Instrument) -> None:
    """The points go to no other question, and the row is named."""
    rows = "|1. Kebijakan|\n1|Apakah pelatihan ada di sini?|4"
    scorecard = api.evaluate(book(f"== R\nNo|Pertanyaan|Nilai\n{rows}"), tiny)

    assert {} == answered(scorecard)
    assert "recap-rows-refused" in {issue.code for issue in issues_of(scorecard)}


def test_one_document_named_twice_is_one(book: Bookmaker, tiny: Instrument) -> None:
    """A question with two documents stays unsupported."""
    rows = "|1. Kebijakan||\n2a|Apakah ada pelatihan?|4|a.pdf; A.pdf ; a.pdf"
    scorecard = api.evaluate(book(f"== R\nNo|Pertanyaan|Nilai|Data dukung\n{rows}"), tiny)

    assert (Decimal(4), Decimal(0)) == (scorecard.total.claimed, scorecard.total.supported)


def test_a_column_that_names_its_points_goes_first(book: Bookmaker, tiny: Instrument) -> None:
    """A column "Nilai" beside a column "Nilai Mandiri" may have the maxima."""
    rows = "|1. Kebijakan||\n1|Apakah ada peraturan?|5|3"
    scorecard = api.evaluate(book(f"== R\nNo|Uraian|Nilai|Nilai Mandiri\n{rows}"), tiny)
    (issue,) = (each for each in issues_of(scorecard) if each.code == "column-points-repeated")

    assert {"1.1": Decimal(3)} == answered(scorecard)
    assert ("D", ("C1",)) == (issue.parameters["column"], issue.parameters["cells"])


# Rows that are something else than they seem

IN_THE_FORM = "== R\nNo|Pertanyaan|Nilai Max|Nilai\n"
SEEMING: Final[dict[str, tuple[str, dict[str, str], int]]] = {
    "the name of another indicator in a lettered row": (
        (
            "|1. Aturan\n'2p|Air minum layak dan sanitasi layak|3|2\n"
            "q|Kawasan Tanpa Rokok (KTR) dan Larangan Iklan, Promosi, dan Sponsor (IPS) Rokok|1|1\n'3a|Rapat|2|1"
        ),
        {"1.2p": "2", "1.2q": "1", "1.3a": "1"},
        0,
    ),
    "the name of another indicator, with a maximum": (
        "|1. Aturan\n|Persalinan di Fasilitas Kesehatan|1|1\n4|Pandangan Forum Anak dalam peraturan KLA|5|3",
        {"1.4": "3"},
        1,
    ),
    "the name of another indicator, without a maximum": (
        "|1. Aturan\n|Status Gizi Balita||1\n4|Pandangan Forum Anak dalam peraturan KLA|5|3",
        {"1.4": "3"},
        1,
    ),
    "the name of another indicator, with its number": (
        "|1. Aturan\n'2f|Pencegahan Perkawinan Anak||1",
        {"1.2f": "1"},
        0,
    ),
    "the name of the next indicator, with a sum": (
        "|9. PAUD\n|Standardisasi Lembaga Pengasuhan Alternatif dan Pengasuhan Sementara||20\n3|Mekanisme adopsi||1",
        {"10.3": "1"},
        0,
    ),
    "letters below a number": (
        "|3. Peran\n1|Kemitraan untuk:|27|6\na|Kelembagaan|4.5|4\nb)|Klaster I|4.5|2\n2|Forum dunia usaha|2|1",
        {"3.1a": "4", "3.1b": "2", "3.2": "1"},
        0,
    ),
    "a letter that is a Roman number": (
        "|1. Aturan\n2|Peraturan daerah tentang:\ni|PAUD-HI|1|1\nv|Pekerja anak|3|2",
        {"1.2i": "1", "1.2v": "2"},
        0,
    ),
    "letters in front of the texts": (
        "|1. Aturan\n2|Peraturan daerah tentang:\n|a. akta kelahiran anak|1|1\n|D) partisipasi anak|1|1",
        {"1.2a": "1", "1.2d": "1"},
        0,
    ),
    "numbers in front of the texts": (
        "|12. Persalinan\n|1. Persentase persalinan|3|3\n|4. Jumlah kematian bayi|3|1",
        {"12.1": "3", "12.4": "1"},
        0,
    ),
    "numbers in front of the texts, without maxima": (
        "|12. Persalinan\n|1. Persentase persalinan||3\n|13. Gizi||20\n1|Gizi kurang||1",
        {"12.1": "3", "13.1": "1"},
        0,
    ),
    "texts that begin like a sum": (
        "|12. Persalinan\n|Jumlah kematian ibu|3|2\n|Jumlah|23|2\n|Jumlah kematian yang tercatat||2",
        {},
        2,
    ),
    "a Roman number beside a name": (
        "I|KELEMBAGAAN|164|1\n|2. Penguatan\n1|Gugus Tugas KLA sudah dibentuk|3|1",
        {"2.1": "1"},
        0,
    ),
    "numbers that begin again in a cluster": (
        (
            "|KLASTER II\n|1. Perkawinan\n1|Pencatatan data perkawinan|10|5\n'1.2|Upaya pencegahan|22|9\n"
            "|8. Konsultasi\n4|Layanan dipromosikan|5|1\n|9. PAUD\n1|Gugus tugas PAUD-HI|5|2"
        ),
        {"8.4": "1", "9.1": "2"},
        2,
    ),
    "a title of a cluster without one of an indicator": (
        "|4. Registrasi\n1|Anak teregistrasi|1|1\n|KLASTER II\n2|Upaya pencegahan|22|9",
        {"4.1": "1"},
        1,
    ),
    "an unknown title": (
        "|10. Pengasuhan\n1|Lembaga pengasuhan sementara|5|5\n|Sarana di ruang publik\n5|RASS ada|7|3\n6|SDM RASS|3|1",
        {"10.1": "5"},
        2,
    ),
    "the first part of several questions": (
        "|1. Aturan\n|Apakah ada peraturan daerah tentang\n'2a|akta|1|1",
        {"1.2a": "1"},
        0,
    ),
    "the name of another indicator in a row without an answer": (
        (
            "|1. Aturan\n'2e|Perlindungan Forum Anak|1|1\n'2f|Pencegahan perkawinan anak|3|\n"
            "'2g|Lembaga konsultasi keluarga|1|1\n4|Pandangan Forum Anak|5|5"
        ),
        {"1.2e": "1", "1.2g": "1", "1.4": "5"},
        0,
    ),
    "the name of a cluster in a row without an answer": (
        "|3. Peran\n'1b|Klaster I|4.5|\n'1c|Klaster II|4.5|3\n2|Forum dunia usaha|2|1",
        {"3.1c": "3", "3.2": "1"},
        0,
    ),
    "numbers in front of the texts, as those of indicators": (
        "|2. Penguatan\n|1. Gugus Tugas||3\n|2. Pelatihan||5\n|3. Rapat||4",
        {"2.1": "3", "2.2": "5", "2.3": "4"},
        0,
    ),
    "own numbers in front of the texts": (
        "|19. Sekolah (SRA)\n|2. Persentase SRA TK|3.2|3\n|10. Kemitraan SRA|6|6\n|13. Inovasi SRA|5|5",
        {},
        3,
    ),
    "own numbers in front of texts that an indicator has": (
        "|1. Aturan\n|6. Partisipasi Anak||0.5\n|7. Pencegahan Perkawinan Anak||3\n|8. Lembaga konsultasi||1",
        {},
        3,
    ),
    "the maximum of several lettered questions": (
        "|21A. Pencegahan\n4|Sarana prasarana|8|8\n7|SDM dilatih KHA dan manajemen kasus|10|7.5",
        {"21A.8": "7.5"},
        1,
    ),
    "a sum above letters": (
        "|21A. Pencegahan\n4|Lembaga layanan berbadan hukum|8|8\na|pemerintah|6|6\nb|masyarakat|2|2",
        {"21A.4a": "6", "21A.4b": "2"},
        0,
    ),
    "a maximum in words": (
        "|19. Sekolah\n9|Kemitraan pengembangan SRA|'6|3\n4|Status|Maks. 2|1\n|2. Penguatan\n1||10 poin|9",
        {},
        3,
    ),
    "the maximum of another question": (
        "|6. Pelembagaan\n1|Inovasi penguatan peran Forum Anak|3|3",
        {"6.7": "3"},
        0,
    ),
    "a letter in front of a text without an answer": (
        "|1. Aturan\n3|Anggaran untuk\n|u. KTR|1|1\n|v. Wajar 12 tahun|1|\n|w. SRA|1|0.5\n4|Pandangan Forum Anak|5|5",
        {"1.3u": "1", "1.3w": "0.5", "1.4": "5"},
        0,
    ),
    "codes and the name of an indicator without its title": (
        "|KELEMBAGAAN\n'1.2.f|Pencegahan perkawinan anak|3|3\n'1.3v|Wajib belajar 12 tahun||0.75\n'3.1d|Klaster III||2",
        {"1.2f": "3", "1.3v": "0.75", "3.1d": "2"},
        0,
    ),
    "a text without an abbreviation": (
        "|11. RASS\n9|Apakah ada program Rute Aman Selamat ke/dari Sekolah di kabupaten/kota?|7|3",
        {"11.5": "3"},
        0,
    ),
    "sums of agencies": (
        "|2. Penguatan\n1|Gugus Tugas|3|3\n|Jumlah Dinas PPPA||3\n|3. Mitra\n2|Forum usaha|2|1\n|Jumlah Dinkes||1",
        {"2.1": "3", "3.2": "1"},
        0,
    ),
    "dashes": (
        "|2. Penguatan\n1|Gugus Tugas dibentuk|3|-\n2|Gugus Tugas dilatih KHA|5|–",
        {},
        0,
    ),
    "the name of an indicator beside another number and maximum": (
        "|1. Aturan\n'2f|Pencegahan perkawinan anak|6|2\n'2g|Lembaga konsultasi keluarga|1|1",
        {"1.2f": "2", "1.2g": "1"},
        0,
    ),
    "a list below": (
        "|20. Budaya\n1|PKA dengan SK|4|4\nNo|Tindak lanjut|Target|Nilai\n7|Melengkapi SK RIRA||3",
        {"20.1": "4"},
        1,
    ),
    "a summary below": (
        "|24B. Teror\n2|Cegah radikalisme|3|3\nNo|Klaster|Nilai Max|Nilai\n1|Kelembagaan|164|9\n3|Hak anak|2|1",
        {"24B.2": "3"},
        1,
    ),
}


@pytest.mark.parametrize(("rows", "points", "count"), SEEMING.values(), ids=SEEMING)
def test_a_row_is_what_all_its_cells_say(
    rows: str, points: dict[str, str], count: int, book: Bookmaker, kla: Instrument
) -> None:
    """
    Number, text, maximum and points together show whether it is a title, a sum or a question. Unclear rows are named.
    """
    scorecard = api.evaluate(book(IN_THE_FORM + rows), kla)
    refused = [each for issue in issues_of(scorecard) if issue.code == "recap-rows-refused" for each in issue.affected]

    assert ({code: Decimal(each) for code, each in points.items()}, count) == (answered(scorecard), len(refused))


BESIDE: Final = {"II": {}, "": {"1.1": Decimal(5)}, "K": {"1.1": Decimal(5)}}


@pytest.mark.parametrize(("cluster", "points"), BESIDE.items())
def test_the_number_of_an_indicator_counts_in_its_cluster(
    cluster: str, points: dict[str, Decimal], book: Bookmaker, kla: Instrument
) -> None:
    """In another cluster, the indicators may be numbered from 1 again."""
    text = f"== R\nKlaster|Indikator|No|Pertanyaan|Nilai\n{cluster}|1|1|Perda|5"

    assert points == answered(api.evaluate(book(text), kla))


SUBTITLES: Final = {
    "one is known": ("Verifikasi|Mandiri", Decimal(5)),
    "none is known": ("Tim|Daerah", None),
    "no subtitles": ("", Decimal(2)),
}


@pytest.mark.parametrize(("subtitles", "points"), SUBTITLES.values(), ids=SUBTITLES)
def test_a_title_above_two_columns_is_that_of_both(
    subtitles: str, points: Decimal | None, book: Bookmaker, tiny: Instrument, run: Runner
) -> None:
    """The self-assessment counts. If no title names it, the message has the titles and how to choose one."""
    below = f"\n||{subtitles}" if subtitles else ""
    path = book(f"== R\nNo|Pertanyaan|Nilai{below}\n|1. Kebijakan\n1|Apakah ada peraturan?|2|5")
    if points is None:
        error = run("evaluate", path, "-i", TINY).err
        assert ("Nilai Tim, Nilai Daerah" in error, "--column Nilai=HEADING" in error) == (True, True)
        points, scorecard = Decimal(5), api.evaluate(path, tiny, titles={"Nilai Daerah": "Nilai"})
    else:
        scorecard = api.evaluate(path, tiny)

    assert {"1.1": points} == answered(scorecard)


def codes_in(scorecard: Scorecard) -> set[str]:
    """Return the codes of the errors and warnings."""
    return {issue.code for issue in issues_of(scorecard) if issue.severity is not Severity.NOTE}


def test_a_refused_row_has_no_other_messages(book: Bookmaker, kla: Instrument) -> None:
    """Sums with its points do not differ, and the questions that it can have are not missing."""
    rows = "|2. Penguatan|36|7\n1|Gugus Tugas dibentuk|3|3\n9|Hal yang lain sama sekali|1|4\n|Jumlah|36|7"
    scorecard = api.evaluate(book(IN_THE_FORM + rows), kla)
    missing = {issue.question for issue in issues_of(scorecard) if issue.code == "code-missing"}

    assert "recap-rows-refused" in codes_in(scorecard)
    assert set() == codes_in(scorecard) & {"printed-points-differ", "printed-indicators-differ"}
    assert ("2.2" in missing, "3.1a" in missing) == (False, True)


@pytest.mark.parametrize(("points", "differs"), [("51", False), ("54", False), ("53", True)])
def test_a_capped_indicator_has_two_sums(points: str, differs: bool, book: Bookmaker, kla: Instrument) -> None:
    """A recap may print the sum of indicator 19 with its cap of 51, or without it."""
    indicator = next(each for each in kla.indicators if each.code == "19")
    rows = "\n".join(f"'{each.printed}|{each.text.id}|{each.maximum}|{each.maximum}" for each in indicator.questions)
    scorecard = api.evaluate(
        book(f"{IN_THE_FORM}|19. {indicator.name.id}||\n{rows}\n|Jumlah||{points}\n|20. Budaya\n1|PKA|4|4"), kla
    )

    assert differs == ("printed-points-differ" in codes_in(scorecard))


def test_an_indicator_has_a_number_in_a_column_of_its_own(book: Bookmaker, kla: Instrument) -> None:
    """The first of two columns of numbers is that of the indicators, whatever their names."""
    text = (
        "== R\nNo|Indikator|No|Pertanyaan|Nilai Max|Nilai\n2|Kelembagaan kita|1|Gugus Tugas dibentuk|3|3\n"
        "||2|Gugus Tugas dilatih|5|5\n3|Mitra|2|Forum dunia usaha|2|1\nTOTAL|||||9"
    )
    scorecard = api.evaluate(book(text), kla)

    assert {"2.1": Decimal(3), "2.2": Decimal(5), "3.2": Decimal(1)} == answered(scorecard)
    assert set() == codes_in(scorecard) & {"answer-without-code", "columns-unknown", "printed-points-differ"}


WORDS_OF_SUMS: Final = (
    *("SUB JUMLAH", "Sub-Jumlah", "Subjumlah", "Sub. Total", "Jml", "JML.", "Nilai Total", "Skor Akhir", "∑"),
    *("Jumlah Nilai", "Total Skor Indikator 2"),
)


@pytest.mark.parametrize("words", WORDS_OF_SUMS)
def test_a_sum_has_many_names(words: str, book: Bookmaker, kla: Instrument) -> None:
    """A line of sums is not a row without a question."""
    rows = f"|2. Penguatan\n1|Gugus Tugas dibentuk|3|3\n|{words}||3"
    scorecard = api.evaluate(book(IN_THE_FORM + rows), kla)

    assert {"2.1": Decimal(3)} == answered(scorecard)
    assert set() == codes_in(scorecard) & {"answer-without-code", "recap-rows-refused", "printed-points-differ"}


def test_two_tables_side_by_side_are_both_read(book: Bookmaker, kla: Instrument) -> None:
    """A table with the same titles beside another one has questions of its own, not repeated columns."""
    titles, first = "NO|URAIAN|SKOR MAKS|NILAI", kla.questions["18.1"]
    rows = f"|2. Penguatan|||||18. Wajib Belajar 12 Tahun||\n1|Gugus Tugas|3|3||1|{first.text.id}|{first.maximum}|4"
    scorecard = api.evaluate(book(f"== R\n{titles}||{titles}\n{rows}"), kla)

    assert {"2.1": Decimal(3), "18.1": Decimal(4)} == answered(scorecard)
    assert set() == codes_in(scorecard) & {"column-points-repeated", "columns-passed-over", "recap-rows-refused"}


TITLES_OR_QUESTIONS: Final = {
    "names beside numbers of questions": (
        "== R\nKLS|IND|NO|URAIAN|BOBOT|NILAI\nK|3|1a|Kelembagaan|4|3\n||1b|Klaster I|4|1\n||2r|Status Gizi Balita|1|1",
        ["D2", "D3", "D4"],
    ),
    "a question that begins like a sum": (
        f"{IN_THE_FORM}|12. Persalinan\n|Jumlah kematian bayi|6|0.75\n4|Lain|1|",
        ["B3"],
    ),
}


@pytest.mark.parametrize(("text", "cells"), TITLES_OR_QUESTIONS.values(), ids=TITLES_OR_QUESTIONS)
def test_a_question_that_looks_like_a_title_is_named(
    text: str, cells: list[str], book: Bookmaker, kla: Instrument
) -> None:
    """With another maximum, the words of a title are no proof. The row is refused, not taken for a title or a sum."""
    scorecard = api.evaluate(book(text), kla)
    refused = [each for issue in issues_of(scorecard) if issue.code == "recap-rows-refused" for each in issue.affected]

    assert cells == sorted(each.location.cell for each in refused)


def test_a_clear_text_goes_before_the_number_of_an_indicator(book: Bookmaker, kla: Instrument) -> None:
    """Question 26.15 may have the number and the maximum of indicator 15, and is no title."""
    question, indicator = kla.questions["26.15"], next(each for each in kla.indicators if each.code == "26")
    rows = f"|26. {indicator.name.id}\n15|{question.text.id}|20|2.5\n1|Apa saja|1|"

    assert {"26.15": Decimal("2.5")} == answered(api.evaluate(book(IN_THE_FORM + rows), kla))


def test_the_title_of_a_cluster_needs_no_colon(book: Bookmaker, kla: Instrument) -> None:
    """A title such as "KLASTER II …" is known by its number, whatever its words."""
    rows = "|3. Peran\n2|Forum dunia usaha|2|1\n|KLASTER II KELUARGA KITA\n|7. Perkawinan\n2|Upaya pencegahan|22|9"
    scorecard = api.evaluate(book(IN_THE_FORM + rows), kla)

    assert "recap-row-unclear" not in codes_in(scorecard)


def test_a_number_does_not_count_where_a_later_one_differs(book: Bookmaker, tiny: Instrument) -> None:
    """
    The text of a later row shows that the indicator has numbers of its own, so an unclear row above it is refused.
    """
    raw = read_workbook(book(f"{HEAD}|2. Sekolah\n1|Apakah?||1\n1|Apakah anak didengar?||3"), tiny)
    refused = [
        each.location.cell for issue in raw.issues if issue.code == "recap-rows-refused" for each in issue.affected
    ]

    assert ({"2.2": (Decimal(3), "")}, ["B3"]) == (answers(raw), refused)


def test_documents_in_several_rows_below_a_question_are_its_own(book: Bookmaker, tiny: Instrument) -> None:
    """Every row that has a document alone belongs to the question above, not only the first one."""
    raw = read_workbook(book(f"{WITH_EVIDENCE}|1. Kebijakan\n1|Apakah?|5|5|a.pdf\n||||b.pdf\n||||c.pdf"), tiny)

    assert ["a.pdf\nb.pdf\nc.pdf"] == [row.evidence["document"].text for row in raw.rows]


@pytest.mark.parametrize("dash", ["'-", "–", "—"])
def test_a_dash_is_a_blank_answer_in_its_cell(dash: str, book: Bookmaker, tiny: Instrument) -> None:
    """The question has no points, and messages about it name the cell of the dash."""
    (row,) = read_workbook(book(f"{HEAD}|2. Sekolah\n1|Apakah?|6|{dash}"), tiny).rows

    assert (True, "R", "D3") == (row.points.is_blank, row.points.location.sheet, row.points.location.cell)


ISSUES_OF_ROWS: Final = {
    "recap-row-unclear": (
        "|1. Kebijakan\nlanjutan|Nama lain kami\n1|Apakah ada peraturan?||5",
        "B3",
        "nama lain kami",
        {"indicator": "1"},
    ),
    "recap-rows-refused": ("|1. Kebijakan\n9|Apakah?||1\n8|Apakah?||2", "B3", "", {"count": 2}),
    "recap-numbers-differ": ("|1. Kebijakan\n7|Apakah ada peraturan?||5", "A3", "", {"count": 1}),
    "recap-read": ("|1. Kebijakan\n1|Apakah ada peraturan?||5", "", "", {"count": 1}),
}


@pytest.mark.parametrize(
    ("code", "rows", "cell", "text", "parameters"),
    [(code, *rest) for code, rest in ISSUES_OF_ROWS.items()],
    ids=ISSUES_OF_ROWS,
)
def test_issues_of_a_recap_have_their_place(
    code: str, rows: str, cell: str, text: str, parameters: dict[str, Any], book: Bookmaker, tiny: Instrument
) -> None:
    """
    The first cell of an issue, its text and its numbers are those of the rows. No question is named for all of them.
    """
    (issue,) = (each for each in read_workbook(book(HEAD + rows), tiny).issues if each.code == code)
    expected = (Location("", "R", cell), "", text, parameters)

    assert expected == (issue.location, issue.question, issue.found, dict(issue.parameters))


def test_points_of_refused_rows_are_read_as_numbers_and_as_text(book: Bookmaker, tiny: Instrument) -> None:
    """The row with the most points comes first."""
    rows = "|2. Sekolah\n7|Satu|6|1\n8|Dua|6|'2,5\n9|Tiga|6|tiga"
    (issue,) = (each for each in read_workbook(book(HEAD + rows), tiny).issues if each.code == "recap-rows-refused")
    expected = [("Dua", Decimal("2.5")), ("Satu", Decimal(1)), ("Tiga", Decimal(0))]

    assert expected == [(each.found, each.points) for each in issue.affected]


UNKNOWN_PARTS: Final = {
    "no title": ("9|Apakah?||1", set(ANSWERS)),
    "a cluster": ("|Klaster B\n9|Apakah?||1", {"3.1", "3.2"}),
    "an indicator": ("|2. Sekolah\n9|Apakah?||1", {"2.1", "2.2"}),
}


@pytest.mark.parametrize(("rows", "codes"), UNKNOWN_PARTS.values(), ids=UNKNOWN_PARTS)
def test_a_refused_row_can_have_the_questions_below_its_titles(
    rows: str, codes: set[str], book: Bookmaker, tiny: Instrument
) -> None:
    """These questions are not reported as missing."""
    assert codes == read_workbook(book(HEAD + rows), tiny).unclear
