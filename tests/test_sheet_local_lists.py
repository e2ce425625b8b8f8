"""Lists of villages and sub-districts, and sheets of single villages."""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook

from kla_score import api
from kla_score.assessment.local_reports import LocalAnswer, LocalReport
from kla_score.assessment.region import Identity, Region
from kla_score.instrument_file import load_forms
from kla_score.issues import Issue, KlaScoreError, Location, WorkbookError
from kla_score.parts.carry_over import CarriedOver, RowContent
from kla_score.sheet.local_lists import ListRead, read_list
from kla_score.sheet.marks import LIST
from kla_score.sheet.reading import HEADER_WITHIN, MAXIMUM_ROWS
from tests.workbooks import make_workbook, raw_zip_with

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
    """Titles decide, not positions. A share counts as yes above the limit of the form."""
    report = only(lists(tmp_path, text))

    assert (VILLAGE.id, VILLAGE_REGION, ANSWERS) == report[:3]


def test_a_csv_file_with_the_same_titles_is_read(tmp_path: Path) -> None:
    """An online form exports such a file. Every issue names its line."""
    row = ROW.replace("'", "").replace("@", "").replace("|", ";")
    read = csv_list(tmp_path, HEAD.replace("|", ";") + row + row.replace("Bareng", "Suka").replace("95", "950"))
    first, second = read.reports
    location = Location(str(tmp_path / "list.csv"), line=3, column=1)

    assert (VILLAGE_REGION, ANSWERS) == first[1:3]
    assert (location, {*ANSWERS} - {"26.6"}) == (second.location, {*second.answers})
    assert [Issue("counts-unusable", location, "26.6", "950 / 100")] == read.issues


def test_the_time_of_saving_orders_lists(tmp_path: Path) -> None:
    """It is in the properties of a workbook, which may lack it, and that of the file for a CSV file."""
    workbook, text = make_workbook(tmp_path / "list.xlsx", f"== A\n{HEAD}{ROW}"), tmp_path / "list.csv"
    undated = raw_zip_with(workbook, tmp_path / "undated.xlsx", "docProps/core.xml", {b"modified": b"modifier"})
    text.write_text("Kode,26.4\n99.01.01.2001,Ya\n", encoding="utf-8")
    moment = datetime(2026, 1, 31, 23, 30, 5, tzinfo=UTC)
    os.utime(text, (moment.timestamp(), moment.timestamp()))
    modified = load_workbook(workbook).properties.modified

    assert [f"{modified:%Y-%m-%dT%H:%M:%SZ}", "", "2026-01-31T23:30:05+00:00"] == [
        only(read_list(path, FORMS)).saved for path in (workbook, undated, text)
    ]
    assert [f"{modified:%Y-%m-%d}", "", "2026-01-31"] == [
        only(read_list(path, FORMS)).as_of for path in (workbook, undated, text)
    ]


def test_the_date_of_a_list_is_in_a_line_or_a_column(tmp_path: Path) -> None:
    """Without either, it is the date of saving."""
    line = only(lists(tmp_path, f"== A\nKeadaan per|31-01-2026\n{HEAD}{ROW}"))
    column = only(lists(tmp_path, f"== A\nKeadaan per|{HEAD}@2026-01-30|{ROW}"))
    saved = only(lists(tmp_path, f"== A\n{HEAD}{ROW}"))

    assert ("2026-01-31", "2026-01-30", saved.saved[:10]) == (line.as_of, column.as_of, saved.as_of)


def test_one_workbook_has_the_sub_district_and_its_villages(tmp_path: Path) -> None:
    """Each table is of the form whose questions it asks. A sub-district may be named in its own column."""
    read = lists(tmp_path, f"== A\nKecamatan|25.2 Ya/Tidak\nUtara|Ya\n== B\n{HEAD}{ROW}")

    assert [("kla-kecamatan", Region("", "Utara")), ("kla-desa", VILLAGE_REGION)] == [
        (each.form, each.region) for each in read.reports
    ]


NAMED: Final = {
    title: f"Kecamatan,{title},26.4 Ya/Tidak\nKauman,Bareng,Ya\n"
    for title in (
        *("Desa / Kelurahan", "Nama Desa/Kel", "Nama Desa / Kelurahan", "Desa Kelurahan", "Nama Kelurahan"),
        *("Nama Desa/Kelurahan:", "Desa/Kelurahan *"),
    )
} | {
    "a person's name": "Nama,Nama Kecamatan,Nama Desa,26.4 Ya/Tidak\nSiti,Kauman,Bareng,Ya\n",
    "both levels": "Kecamatan,Desa,25.2,25.3,26.4\nKauman,Bareng,Ya,Ya,Ya\n",
}


@pytest.mark.parametrize("text", NAMED.values(), ids=NAMED)
def test_answers_belong_to_the_village_and_not_to_its_sub_district(text: str, tmp_path: Path) -> None:
    """A sub-district can contain a village of its own name."""
    report = only(csv_list(tmp_path, text))

    assert (VILLAGE.id, Region("", "Bareng", district="Kauman"), ["26.4"]) == (*report[:2], [*report.answers])


REGIONS: Final = {
    "Kode,26.4\n99.01.01.2001,Ya": Region("desa", "", "", "99.01.01.2001"),
    "Kode,26.4\n99.01.01.1001,Ya": Region("kelurahan", "", "", "99.01.01.1001"),
    "Nama,26.4\nBareng,Ya": Region("", "Bareng"),
    "Nama,26.4\nDesa Bareng,Ya": Region("desa", "Bareng"),
    "Nama,Jenis,26.4\nBareng,Kelurahan,Ya": Region("kelurahan", "Bareng"),
    "Kode,Nama,Jenis,26.4\n99.01.01.2001,Desa Bareng,Kel.,Ya": Region("kelurahan", "Bareng", "", "99.01.01.2001"),
    "Nama,Kecamatan,Kabupaten/Kota,26.4\nBareng,Kec. Utara,Kab. Contoh,Ya": Region(
        "", "Bareng", "", "", "Utara", "Kab. Contoh"
    ),
    "Kecamatan,Utara\nNama,Lain\nJenis,Desa\nKode,99.01.01.2001\nNama,26.4\nBareng,Ya": Region(
        "", "Bareng", "", "", "Utara"
    ),
    "Kode,Nama,26.4\n99.01.01.2001,Total,Ya": Region("desa", "Total", "", "99.01.01.2001"),
    "Nama,Kecamatan,25.2\nUtara,Lain,Ya": Region("", "Utara", "", "", "Lain"),
    "Kode,Kode Kecamatan,25.2\n99.01.01,99.01.02,Ya": Region("kecamatan", "", "", "99.01.01"),
}


@pytest.mark.parametrize(("text", "expected"), REGIONS.items())
def test_a_row_names_its_region(text: str, expected: Region, tmp_path: Path) -> None:
    """Each title has a meaning of its own. Only the regions above may stand in lines above the table."""
    assert expected == only(csv_list(tmp_path, text)).region


def test_codes_of_villages_go_before_codes_of_sub_districts(tmp_path: Path) -> None:
    """A list may have columns for both."""
    text = "Kode Kecamatan,Kode Desa,26.4\n99.01.01,99.01.01.2001,Ya\n"

    assert "99.01.01.2001" == only(csv_list(tmp_path, text)).region.code
    assert (
        "99.01.01" == only(csv_list(tmp_path, text.replace("26.4", "25.2").replace(",Kode Desa", ",Lain"))).region.code
    )


def test_a_table_of_villages_without_their_names_is_refused(tmp_path: Path) -> None:
    """The sub-district is never taken for a village. Other tables of the file count."""
    with pytest.raises(KlaScoreError) as caught:
        lists(tmp_path, "== A\nKecamatan|Wilayah|26.4 Ya/Tidak\nKauman|Bareng|Ya\n")
    mixed = lists(tmp_path, "== A\nKecamatan|25.2 Ya/Tidak\nUtara|Ya\n== B\nKecamatan|26.4\nUtara|Ya\n")
    issues = [
        Issue(
            "village-column-missing",
            Location(str(tmp_path / "list.xlsx"), sheet, "A1"),
            parameters={"columns": columns, "needed": ("Nama desa/kelurahan",)},
        )
        for sheet, columns in (
            ("A", ("Kecamatan", "Wilayah", "26.4 Ya/Tidak")),
            ("B", ("Kecamatan", "25.2 Ya/Tidak", "Kecamatan", "26.4")),
        )
    ]

    assert issues == [*caught.value.issues, *mixed.issues]
    assert SUB_DISTRICT.id == only(mixed).form


COUNTS: Final = {
    "26.6 Jumlah anak yang memiliki akta,26.6 Jumlah seluruh anak\n95,100": True,
    "26.6 Jumlah seluruh anak,26.6 Jumlah anak yang memiliki akta\n100,90": False,
    "26.6 Anak yang ada aktanya,26.6 Jumlah anak\n95,100": True,
    "26.6 Children who have a certificate,26.6 Total number of children\n95,100": True,
    "26.6 Berapa anak yang memiliki akta?\n95%": True,
    "26.6 Persentase anak yang memiliki akta\n95": True,
    "26.6 Berapa anak yang memiliki akta?\n95": "counts-unusable",
    "26.6 Ada,26.6 Jumlah\n999999999,999999999": True,
    "26.6 Ada,26.6 Jumlah\n1000000000,1000000000": "counts-unusable",
    "26.6 Akta anak,26.6 Anak di desa\n45,48": "counts-columns-unclear",
    "26.6 Anak berakta,26.6 Jumlah seluruh anak\n45,48": "counts-columns-unclear",
    "26.6 Anak memiliki akta,26.6 Anak memiliki KIA,26.6 Jumlah\n45,48,50": "counts-columns-unclear",
}


@pytest.mark.parametrize(("text", "expected"), COUNTS.items())
def test_a_count_is_never_read_as_a_percentage(text: str, expected: bool | str, tmp_path: Path) -> None:
    """Titles of an online form say which count is which. If they do not, the question is skipped with an error."""
    head, _, row = text.partition("\n")
    read = csv_list(tmp_path, f"Nama,Kecamatan,26.4,{head}\nBareng,Utara,Ya,{row}\n")
    answers = only(read).answers

    assert ([] if isinstance(expected, bool) else [(expected, "26.6")]) == [
        (each.code, each.question) for each in read.issues
    ]
    assert (expected if isinstance(expected, bool) else None) == answers.get("26.6", LocalAnswer()).is_yes
    assert answers["26.4"].is_yes


DATES: Final = {
    "9 Desember 2025": "2025-12-09",
    "Selasa, 9 Des 2025": "2025-12-09",
    "December 9, 2025": "2025-12-09",
    "09-12-2025": "2025-12-09",
    "9/12/25": "2025-12-09",
    "46000": "2025-12-09",
    "2025-12-09 08:15:00": "2025-12-09",
    "Nov 2026": "",
    "31-02-2025": "",
}


@pytest.mark.parametrize(("text", "expected"), DATES.items())
def test_dates_are_read_as_people_write_them(text: str, expected: str, tmp_path: Path) -> None:
    """Any other text is reported, and the date of saving is used instead."""
    read = csv_list(tmp_path, f"Kode,Keadaan per,26.4\n99.01.01.2001,{text},Ya\n".replace(text, f'"{text}"'))
    report = only(read)

    location = Location(str(tmp_path / "list.csv"), line=2, column=1)
    assert (expected or report.saved[:10]) == report.as_of
    assert ([] if expected else [Issue("as-of-unreadable", location, found=text)]) == read.issues


@pytest.mark.parametrize(
    ("text", "expected", "issues"),
    [
        ("3 Maret 2025", "2025-03-03", []),
        ("12/05/1999", "1999-05-12", []),
        ("31-02-2025", "31-02-2025", ["document-date-impossible"]),
        ("12/31/2025", "12/31/2025", ["document-date-impossible"]),
        ("2024", "2024", []),
    ],
)
def test_the_date_of_a_document_is_never_rearranged(
    text: str, expected: str, issues: Sequence[str], tmp_path: Path
) -> None:
    """A date that does not exist is reported and kept as it is."""
    read = csv_list(tmp_path, f"Kode,26.4,26.4 Tanggal\n99.01.01.2001,Ya,{text}\n")

    assert expected == only(read).answers["26.4"].date
    assert [(code, "26.4", text) for code in issues] == [(each.code, each.question, each.found) for each in read.issues]


def test_an_online_form_dates_each_row(tmp_path: Path) -> None:
    """Of two submissions on one day, the time decides which is newer."""
    text = "Stempel waktu,Kode,26.4\n20/11/2026 9:15:03,99.01.01.2001,Ya\n20/11/2026 13.05.00,99.01.01.2001,Tidak\n"
    first, second = csv_list(tmp_path, text).reports

    assert ("2026-11-20", "2026-11-20") == (first.as_of, second.as_of)
    assert first.saved < second.saved


WORDS: Final = {
    True: ("iya", "Ya.", "Sdh", "sudah ada", "✔", "V", "ya, ada"),
    False: ("tidak.", "blm", "belum ada", "tdk", "Tdk ada", "tidak ada", "n", "nihil"),
    None: ("x", "-", "1", "0", "Ya/Tidak"),
}


@pytest.mark.parametrize(("text", "expected"), [(each, answer) for answer, words in WORDS.items() for each in words])
def test_usual_spellings_of_yes_and_no_are_read(text: str, expected: bool | None, tmp_path: Path) -> None:
    """An ambiguous entry is an error."""
    read = csv_list(tmp_path, f"Kode,26.4\n99.01.01.2001,{text}\n")
    answers = only(read).answers

    assert expected is answers.get("26.4", LocalAnswer()).is_yes
    assert ([] if expected is not None else ["choice-unknown"]) == codes(read.issues)


def test_a_total_row_raises_no_issue(tmp_path: Path) -> None:
    """Its counts are not answers of a village, wherever its label is."""
    text = f"== Desa\nNo|{HEAD}1|{ROW}"

    for total in ("Jumlah|||||12|12||95|100|3\n", "||Jumlah:|||12|12||95|100|3\n", "||TOTAL|||#REF!|12||95|100|3\n"):
        read = lists(tmp_path, text + total)
        assert ([], ANSWERS) == (codes(read.issues)[1:], only(read).answers)


def test_answers_to_the_other_form_are_reported(tmp_path: Path) -> None:
    """They would be lost without a warning."""
    read = csv_list(tmp_path, "Kecamatan,Desa,Catatan,25.2,25.3 Dokumen,26.4\nUtara,Bareng,x,Ya,SK,Ya\n")

    place = Location(str(tmp_path / "list.csv"), line=1, column=1)
    assert [
        Issue("columns-of-other-list", place, parameters={"questions": ("25.2", "25.3")}),
        Issue("columns-passed-over", Location(place.file), parameters={"columns": ("Catatan",)}),
    ] == read.issues


def test_a_second_column_for_an_answer_is_reported(tmp_path: Path) -> None:
    """It may have the documents of all villages. A column with a usual title goes first."""
    read = lists(tmp_path, "== A\nKode|26.4 Forum Anak?|26.4 SK (unggah)|No HP\n'99.01.01.2001|Ya|SK 1|08\n")
    usual = csv_list(tmp_path, "Kode,26.4 Forum Anak?,26.4 Ya/Tidak\n99.01.01.2001,Tidak,Ya\n")

    place = Location(str(tmp_path / "list.xlsx"), "A", "A1")
    assert [
        Issue("columns-of-question-skipped", place, parameters={"columns": ("26.4 SK (unggah)",)}),
        Issue("columns-passed-over", place._replace(cell=""), parameters={"columns": ("No HP",)}),
    ] == read.issues
    assert [("26.4 Forum Anak?",)] == [each.parameters["columns"] for each in usual.issues]
    assert {"26.4": LocalAnswer(is_yes=True)} == only(read).answers == only(usual).answers


def test_a_list_counts_without_its_unclear_questions(tmp_path: Path) -> None:
    """Its regions have reported, even if no answer can be read."""
    report = only(csv_list(tmp_path, "Nama,26.6 Akta anak,26.6 Anak di desa\nBareng,45,48\n"))

    assert (Region("", "Bareng"), {}) == report[1:3]


FAULTS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "a code that became a date": (
        ROW.replace("'99.01.01.2001", "@2001-01-02"),
        "region-code-is-date",
        "A2",
        "2001-01-02",
    ),
    "another code": (ROW.replace("99.01.01.2001", "desa 1"), "village-code-malformed", "A2", "desa 1"),
    "no name": (ROW.replace("'99.01.01.2001|Bareng", "|"), "village-unnamed", "C2", ""),
    "another answer": (ROW.replace("|Ya|", "|mungkin|"), "choice-unknown", "E2", "mungkin"),
    "a sum as an answer": (
        ROW.replace("'99.01.01.2001", "").replace("|Ya|", "|Total|"),
        "choice-unknown",
        "E2",
        "Total",
    ),
    "an error value": (ROW.replace("|Ya|", "|#REF!|"), "answer-error-value", "E2", "#REF!"),
    "half a count": (ROW.replace("|95|100|", "|95||"), "counts-unusable", "H2", "95 / –"),
    "the other half": (ROW.replace("|95|100|", "||100|"), "counts-unusable", "I2", "– / 100"),
    "no children": (ROW.replace("|95|100|", "|0|0|"), "counts-unusable", "H2", "0 / 0"),
    "a broken count": (ROW.replace("|95|", "|9.5|"), "counts-unusable", "H2", "9.5 / 100"),
}


@pytest.mark.parametrize(("row", "code", "cell", "found"), FAULTS.values(), ids=FAULTS)
def test_a_fault_in_a_row_is_named_with_its_cell(row: str, code: str, cell: str, found: str, tmp_path: Path) -> None:
    """The issue quotes the text. The rest of the row counts, and every other row."""
    read = lists(tmp_path, f"== A\n{HEAD}{row}{ROW.replace('2001', '2002')}")
    location = Location(str(tmp_path / "list.xlsx"), "A", cell)

    assert [(code, location, found)] == [(each.code, each.location, each.found) for each in read.issues]
    assert {"", "99.01.01.2001", "99.01.01.2002"} >= {each.region.code for each in read.reports}
    assert {location.file} == {each.location.file for each in read.reports}
    assert ANSWERS == read.reports[-1].answers


def test_unknown_columns_are_reported(tmp_path: Path) -> None:
    """A mistyped title is visible."""
    read = lists(tmp_path, f"== A\n{HEAD.strip()}|26.99 Ya/Tidak\n{ROW}")

    assert [("columns-passed-over", ("26.99 Ya/Tidak",))] == [
        (each.code, each.parameters["columns"]) for each in read.issues
    ]


NO_LISTS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "another workbook": ("== A\nNama|Umur\nA|3", ("Nama", "Umur")),
    "other worksheets": ("== A\nNama|Umur\nA|3\n== B\nDesa|Luas\nA|3", ("Nama", "Umur", "Desa", "Luas")),
    "no name": ("== A\n26.4 Ya/Tidak\nYa", ()),
    "a title far below": ("== A\n" + "x\n" * 50 + HEAD + ROW, ()),
}


@pytest.mark.parametrize(("text", "columns"), NO_LISTS.values(), ids=NO_LISTS)
def test_another_workbook_is_refused(text: str, columns: tuple[str, ...], tmp_path: Path) -> None:
    """The error names the columns that were found, and examples of those that are needed."""
    with pytest.raises(WorkbookError) as caught:
        lists(tmp_path, text)

    parameters = {"columns": columns, "needed": ("Kode wilayah", "26.4 Ya/Tidak")}
    place = Location(str(tmp_path / "list.xlsx"))
    assert (Issue("list-not-recognised", place, parameters=parameters),) == caught.value.issues


def test_a_list_of_the_program_without_its_tables_is_refused(tmp_path: Path) -> None:
    """Its villages would be reported as not received, and nobody would know why."""
    path = make_workbook(tmp_path / "list.xlsx", "== Ringkasan\nKecamatan|Utara")
    book = load_workbook(path)
    book.properties.identifier = LIST
    book.save(path)
    with pytest.raises(WorkbookError) as caught:
        read_list(path, FORMS)

    assert ["list-not-recognised"] == codes(caught.value.issues)


def test_titles_may_stand_in_any_of_the_first_rows(tmp_path: Path) -> None:
    """The 50th row is the last one."""
    assert ANSWERS == only(lists(tmp_path, "== A\n" + "x\n" * (HEADER_WITHIN - 1) + HEAD + ROW)).answers


@pytest.mark.parametrize(
    ("name", "content", "code", "largest"),
    [
        ("a.csv", b"Nama;Umur\nA;3\n", "list-not-recognised", 1),
        ("a.csv", b'Nama;26.4\n"A;3\n', "list-malformed", 1),
        ("a.csv", b"Nama;26.4\nA;Ya\n", "file-text-too-large", 0),
        ("a.xlsx", b"Nama;Umur\nA;3\n", "file-is-text", 1),
        ("a.xlsx", b"Nama;Umur\nA;3\n", "file-too-large", 0),
        ("b.csv", None, "file-not-found", 1),
    ],
)
def test_an_unreadable_file_is_refused(
    name: str, content: bytes | None, code: str, largest: int, tmp_path: Path
) -> None:
    """The reason is the usual one."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(WorkbookError) as caught:
        read_list(tmp_path / name, FORMS, largest)

    assert [(code, str(tmp_path / name))] == [(each.code, each.location.file) for each in caught.value.issues]


def test_a_damaged_list_is_refused(tmp_path: Path) -> None:
    """Half a list never counts."""
    path = make_workbook(tmp_path / "list.xlsx", f"== A\n{HEAD}{ROW}")
    part = "xl/worksheets/sheet1.xml"
    damaged = raw_zip_with(path, tmp_path / "damaged.xlsx", part, {b'<row r="2"': b'<row r="1"'})
    with pytest.raises(WorkbookError) as caught:
        read_list(damaged, FORMS)

    assert (Issue("workbook-damaged", Location(str(damaged))),) == caught.value.issues


def test_a_list_has_a_limit_of_rows(tmp_path: Path) -> None:
    """A table can have 20,000 rows below its titles. One more is refused with the name of the worksheet."""
    rows = "A\n" * MAXIMUM_ROWS
    assert MAXIMUM_ROWS == len(csv_list(tmp_path, f"Nama,26.4\n{rows}").reports)
    for name, sheet, read in (("list.csv", "", csv_list), ("list.xlsx", "A", lists)):
        with pytest.raises(WorkbookError) as caught:
            read(tmp_path, f"== A\nNama|26.4\n{rows}A\n" if sheet else f"Nama,26.4\n{rows}A\n")
        issue = Issue("sheet-too-long", Location(str(tmp_path / name), sheet), parameters={"limit": MAXIMUM_ROWS})
        assert (issue,) == caught.value.issues


def test_a_village_may_fill_in_a_sheet_of_its_own(tmp_path: Path) -> None:
    """The form is an instrument with the same questions, so its workbook is read as a list of one village."""
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
    unnamed = read_list(path, FORMS)
    assert ([], Issue("village-unnamed", Location(str(path)))) == (unnamed.reports, unnamed.issues[-1])


def test_a_sheet_of_a_village_has_issues_and_a_date_as_a_list_has(tmp_path: Path) -> None:
    """Every cell that cannot be used is named with the file. Rows that were deleted are not answered."""
    path = tmp_path / "own.xlsx"
    entries = {"26.4": RowContent("mungkin"), "26.5": RowContent("boleh"), "26.7": RowContent("Tidak")}
    path.write_bytes(api.template(VILLAGE, "id", CarriedOver(entries, {Identity.NAME: "Bareng"}, ())))
    book: Any = load_workbook(path)
    sheet = book.worksheets[3]
    sheet["A31"], sheet["D31"] = "26.99", "Ya"
    sheet.delete_rows(9)
    book.save(path)
    read = read_list(path, FORMS)
    report = only(read)
    modified = load_workbook(path).properties.modified

    assert (Region("", "Bareng"), {"26.7": LocalAnswer(is_yes=False)}, Location(str(path))) == report[1:4]
    assert (f"{modified:%Y-%m-%d}", f"{modified:%Y-%m-%dT%H:%M:%S}") == (report.as_of, report.saved[:19])
    assert [("code-unknown", "A30"), ("choice-unknown", "D5"), ("choice-unknown", "D6")] == [
        (each.code, each.location.cell) for each in read.issues
    ]
    assert {(str(path), sheet.title)} == {each.location[:2] for each in read.issues}
