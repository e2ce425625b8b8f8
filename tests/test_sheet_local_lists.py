"""Lists of villages and sub-districts, sheets of single villages, and the figures of agencies."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest
from openpyxl import load_workbook

from kla_score import api
from kla_score.assessment.local_reports import LocalAnswer, LocalReport
from kla_score.assessment.region import Identity, Region
from kla_score.instrument_file import load_forms
from kla_score.issues import Issue, KlaScoreError
from kla_score.parts.carry_over import CarriedOver, RowContent
from kla_score.sheet.local_figures import read_figures
from kla_score.sheet.local_lists import ListRead, read_list
from tests.workbooks import make_workbook

FORMS: Final = load_forms()
SUB_DISTRICT, VILLAGE = FORMS
HEAD: Final = "Kode|Nama|Jenis|Kecamatan|26.4 Ya/Tidak|26.4 Dokumen|26.4 Tanggal|26.6 Ada|26.6 Jumlah|26.7 Ya/Tidak\n"
ROW: Final = "'99.01.01.2001|Bareng|Desa|Utara|Ya|SK 1/2025|@2025-03-04|95|100|Tidak\n"
VILLAGE_REGION: Final = Region("desa", "Bareng", "", "99.01.01.2001", "Utara")
ANSWERS: Final = {
    "26.4": LocalAnswer(True, "SK 1/2025", "2025-03-04", True),  # noqa: FBT003 - a named tuple
    "26.6": LocalAnswer(is_yes=True),
    "26.7": LocalAnswer(is_yes=False),
}


def lists(folder: Path, text: str) -> ListRead:
    """Read the workbook that *text* describes."""
    return read_list(make_workbook(folder / "list.xlsx", text), FORMS)


def csv_list(folder: Path, text: str) -> ListRead:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return read_list(path, FORMS)


def only(read: ListRead) -> LocalReport:
    (report,) = read.reports
    return report


def codes(issues: Sequence[Issue]) -> list[str]:
    return [issue.code for issue in issues]


SAME: Final = {
    "one table": f"== Desa\n{HEAD}{ROW}",
    "lines and titles above it": f"== Desa\nDAFTAR DESA\nKeadaan per:|@2026-01-31\n\n{HEAD}{ROW}",
    "other columns first": f"== Desa\nNo|{HEAD}1|{ROW}",
    "other worksheets": f"== Catatan\nisi\n== Desa\n{HEAD}{ROW}",
    "English titles": "== A\n"
    + HEAD.replace("Kode|Nama|Jenis", "Region code|Name|Kind").replace("Dokumen", "Document")
    + ROW.replace("Tidak", "No"),
    "the question as a title": "== A\n" + HEAD.replace("26.4 Ya/Tidak", "26.4. Apakah ada Forum Anak?") + ROW,
    "a total below": f"== Desa\n{HEAD}{ROW}|Jumlah||||||95|100\n",
    "a code without points": "== Desa\n" + HEAD + ROW.replace("'99.01.01.2001", "9901012001"),
    "the kind in the name": "== Desa\n" + HEAD + ROW.replace("Bareng|Desa|Utara", "Desa Bareng||Kec. Utara"),
    "words for yes and no": "== Desa\n" + HEAD + ROW.replace("|Ya|", "|ada|").replace("Tidak", "belum ada"),
    "ticked boxes": "== Desa\n" + HEAD + ROW.replace("|Ya|", "|TRUE|").replace("Tidak", "FALSE"),
    "dates as text": "== Desa\n" + HEAD + ROW.replace("@2025-03-04", "4/3/2025"),
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_a_list_is_read_however_it_is_laid_out(text: str, tmp_path: Path) -> None:
    """
    Titles decide, not positions. A share counts as yes above the limit of the form.
    """
    report = only(lists(tmp_path, text))

    assert (VILLAGE.id, VILLAGE_REGION, ANSWERS) == report[:3]


def test_a_csv_file_with_the_same_titles_is_read(tmp_path: Path) -> None:
    """
    An online form exports such a file. Every issue names its line.
    """
    row = ROW.replace("'", "").replace("@", "").replace("|", ";")
    read = csv_list(tmp_path, HEAD.replace("|", ";") + row + row.replace("Bareng", "Suka").replace("95", "950"))
    first, second = read.reports

    assert (VILLAGE_REGION, ANSWERS) == first[1:3]
    assert (3, {*ANSWERS} - {"26.6"}) == (second.location.line, {*second.answers})
    assert [("counts-unusable", 3, "26.6")] == [(each.code, each.location.line, each.question) for each in read.issues]


def test_the_date_of_a_list_is_in_a_line_or_a_column(tmp_path: Path) -> None:
    """
    Without either, it is the date of saving.
    """
    line = only(lists(tmp_path, f"== A\nKeadaan per|31-01-2026\n{HEAD}{ROW}"))
    column = only(lists(tmp_path, f"== A\nKeadaan per|{HEAD}@2026-01-30|{ROW}"))
    saved = only(lists(tmp_path, f"== A\n{HEAD}{ROW}"))

    assert ("2026-01-31", "2026-01-30", saved.saved[:10]) == (line.as_of, column.as_of, saved.as_of)


def test_one_workbook_has_the_sub_district_and_its_villages(tmp_path: Path) -> None:
    """
    Each table is of the form whose questions it asks. A sub-district may be named in its own column.
    """
    read = lists(tmp_path, f"== A\nKecamatan|25.2 Ya/Tidak\nUtara|Ya\n== B\n{HEAD}{ROW}")

    assert [("kla-kecamatan", Region("", "Utara")), ("kla-desa", VILLAGE_REGION)] == [
        (each.form, each.region) for each in read.reports
    ]


FAULTS: Final[Mapping[str, tuple[str, str]]] = {
    "a code that became a date": (ROW.replace("'99.01.01.2001", "@2001-01-02"), "region-code-is-date"),
    "another code": (ROW.replace("99.01.01.2001", "desa 1"), "village-code-malformed"),
    "no name": (ROW.replace("'99.01.01.2001|Bareng", "|"), "village-unnamed"),
    "another answer": (ROW.replace("|Ya|", "|mungkin|"), "choice-unknown"),
    "an error value": (ROW.replace("|Ya|", "|#REF!|"), "answer-error-value"),
    "half a count": (ROW.replace("|95|100|", "|95||"), "counts-unusable"),
    "no children": (ROW.replace("|95|100|", "|0|0|"), "counts-unusable"),
    "a broken count": (ROW.replace("|95|", "|9.5|"), "counts-unusable"),
}


@pytest.mark.parametrize(("row", "code"), FAULTS.values(), ids=FAULTS)
def test_a_fault_in_a_row_is_named_with_its_cell(row: str, code: str, tmp_path: Path) -> None:
    """
    The rest of the row counts, and every other row.
    """
    read = lists(tmp_path, f"== A\n{HEAD}{row}{ROW.replace('2001', '2002')}")
    issues = [(each.code, each.location.file, each.location.sheet) for each in read.issues]

    assert [(code, str(tmp_path / "list.xlsx"), "A")] == issues
    assert ANSWERS == read.reports[-1].answers


def test_unknown_columns_are_reported(tmp_path: Path) -> None:
    """
    A mistyped title is visible.
    """
    read = lists(tmp_path, f"== A\n{HEAD.strip()}|26.99 Ya/Tidak\n{ROW}")

    assert [("columns-passed-over", ("26.99 Ya/Tidak",))] == [
        (each.code, each.parameters["columns"]) for each in read.issues
    ]


NO_LISTS: Final = {
    "another workbook": "== A\nNama|Umur\nA|3",
    "no name": "== A\n26.4 Ya/Tidak\nYa",
    "a title far below": "== A\n" + "x\n" * 60 + HEAD + ROW,
}


@pytest.mark.parametrize("text", NO_LISTS.values(), ids=NO_LISTS)
def test_another_workbook_is_refused(text: str, tmp_path: Path) -> None:
    """
    The error names the columns that were found.
    """
    with pytest.raises(KlaScoreError) as caught:
        lists(tmp_path, text)

    assert ["list-not-recognised"] == codes(caught.value.issues)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"Nama;Umur\nA;3\n", "list-not-recognised"),
        ("a.csv", b'Nama;26.4\n"A;3\n', "list-malformed"),
        ("a.xlsx", b"Nama;Umur\nA;3\n", "file-is-text"),
        ("b.csv", None, "file-not-found"),
    ],
)
def test_an_unreadable_file_is_refused(name: str, content: bytes | None, code: str, tmp_path: Path) -> None:
    """
    The reason is the usual one.
    """
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(KlaScoreError) as caught:
        read_list(tmp_path / name, FORMS)

    assert [code] == codes(caught.value.issues)


def test_a_village_may_fill_in_a_sheet_of_its_own(tmp_path: Path) -> None:
    """
    The form is an instrument with the same questions, so its workbook is read as a list of one village.
    """
    identity = {
        Identity.KIND: "Desa",
        Identity.NAME: "Bareng",
        Identity.DISTRICT: "Utara",
        Identity.CODE: "99.01.01.2001",
    }
    entries = {
        "26.4": RowContent("Ya", {"document": "SK 1/2025"}),
        "26.6": RowContent(95),  # type: ignore[arg-type] # a percentage
        "26.7": RowContent("Tidak"),
    }
    path = tmp_path / "own.xlsx"
    path.write_bytes(api.template(VILLAGE, "id", CarriedOver(entries, identity, ())))
    report = only(read_list(path, FORMS))

    assert (VILLAGE.id, VILLAGE_REGION) == report[:2]
    assert {code: each._replace(date="") for code, each in ANSWERS.items()} == report.answers
    book = load_workbook(path)
    book.properties.identifier = None  # as after saving in some programs
    book.save(path)
    assert report.answers == only(read_list(path, FORMS)).answers
    path.write_bytes(api.template(VILLAGE, "id", CarriedOver(entries, {}, ())))
    assert ([], "village-unnamed") == (read_list(path, FORMS).reports, codes(read_list(path, FORMS).issues)[-1])


FIGURES: Final = {
    "26.7,99.01.01.2001,ya": ("26.7", True),
    "26.7,9901012001,3": ("26.7", True),
    "26.7,99.01.01.2001,0": ("26.7", False),
    '26.6,99.01.01.2001,"95,5%"': ("26.6", True),
    "26.6,99.01.01.2001,90%": ("26.6", False),
    "25.7a,99.01.01,tidak": ("25.7a", False),
}


@pytest.mark.parametrize(("line", "expected"), FIGURES.items())
def test_a_figure_is_an_answer(line: str, expected: tuple[str, bool], tmp_path: Path) -> None:
    """
    A number of cases, a word or a percentage answers the question. A blank value does not.
    """
    path = tmp_path / "figures.csv"
    path.write_text(f"question,code,value\n26.4,99.01.01.2001,\n{line}\n", encoding="utf-8")
    report = only(read_figures(path, FORMS, 1))

    assert {expected[0]: LocalAnswer(is_yes=expected[1])} == report.answers


FAULTY_FIGURES: Final = {
    "26.99,99.01.01.2001,1": "figures-question-unknown",
    "26.7,11/01/2002,1": "region-code-is-date",
    "26.7,99.01.01,1": "village-code-malformed",
    "26.7,99.01.01.2001,mungkin": "choice-unknown",
    "26.6,99.01.01.2001,-5%": "percentage-outside",
}


@pytest.mark.parametrize(("line", "code"), FAULTY_FIGURES.items())
def test_a_fault_in_a_row_of_figures_is_named(line: str, code: str, tmp_path: Path) -> None:
    """
    The other rows count.
    """
    path = tmp_path / "figures.csv"
    path.write_text(f"Pertanyaan;Kode;Isian\n{line.replace(',', ';')}\n26.4;99.01.01.2001;ya\n", encoding="utf-8")
    read = read_figures(path, FORMS, 1)

    assert ([code], {"26.4"}) == (codes(read.issues), {*read.reports[-1].answers})


@pytest.mark.parametrize("text", ["", "kode,isian\n"])
def test_figures_without_a_column_are_refused(text: str, tmp_path: Path) -> None:
    """
    The missing column is named.
    """
    path = tmp_path / "figures.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KlaScoreError) as caught:
        read_figures(path, FORMS, 1)

    assert ["figures-column-missing"] == codes(caught.value.issues)
