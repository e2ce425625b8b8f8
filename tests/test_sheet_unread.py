"""Receipts of a readable workbook: hidden or skipped contents, and properties that replace the first sheet."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kla_score.assessment import check_answers
from kla_score.assessment.region import Identity
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.issues import Issue, Parameter, WorkbookError
from kla_score.parts.carry_over import RowContent
from kla_score.reports.data.scorecard import scorecard_data
from kla_score.scoring import Scorecard, score
from kla_score.sheet import read_workbook
from kla_score.template.writing import write_workbook
from tests.conftest import Bookmaker
from tests.instruments import with_value
from tests.workbooks import raw_zip_with

pytestmark = pytest.mark.slow  # each test writes and reads whole workbooks

Change = Callable[[Any], None]
"""A change of a user to a workbook of openpyxl."""

RECEIPTS = frozenset({"rows-hidden", "columns-hidden", "sheet-hidden", "sheets-passed-over", "columns-passed-over"})
ENTRIES = {
    "1.1": RowContent(Decimal("4.5"), {"document": "perda.pdf"}, "lihat lampiran"),
    "1.2a": RowContent(Decimal(4), {"document": "a.pdf"}),
    "1.10": RowContent(Decimal("2.5"), {"figure": "88"}),
    "2.1": RowContent(Decimal(6), {"photo": "a.jpg"}),
    "2.2": RowContent(Decimal(3), {"photo": "b.jpg"}),
    "3.1": RowContent(Decimal("7.125")),
}


def nothing(book: Any) -> None:
    """Leave *book* unchanged."""
    del book


@pytest.fixture
def changed(tmp_path: Path, tiny: Instrument) -> Callable[..., Path]:
    """Fill in a sheet of the tiny instrument, apply a change, and return its path."""

    def write(change: Change = nothing, language: str = "id") -> Path:
        book = load_workbook(io.BytesIO(write_workbook(tiny, Messages(language), ENTRIES)))
        change(book)
        path = tmp_path / "sheet.xlsx"
        book.save(path)
        return path

    return write


def evaluate(path: Path, instrument: Instrument) -> Scorecard:
    return score(check_answers(read_workbook(path, instrument), instrument), instrument)


def reported(path: Path, instrument: Instrument) -> list[tuple[str, str, Mapping[str, Parameter]]]:
    """Return code, sheet and parameters of every receipt."""
    issues = evaluate(path, instrument).assessment.issues
    return [(issue.code, issue.location.sheet, issue.parameters) for issue in issues if issue.code in RECEIPTS]


def result(scorecard: Scorecard) -> dict[str, Any]:
    """Return all results, without the file and the issues."""
    return dict(scorecard_data(scorecard)) | {"source": None, "issues": None}


def codes(issues: Sequence[Issue]) -> set[str]:
    return {issue.code for issue in issues}


# Hidden contents


def hide_rows(title: str, *rows: int) -> Change:
    def change(book: Any) -> None:
        for row in rows:
            book[title].row_dimensions[row].hidden = True

    return change


def hide_sheets(state: str, *titles: str) -> Change:
    def change(book: Any) -> None:
        for title in titles:
            book[title].sheet_state = state

    return change


def both(*changes: Change) -> Change:
    def change(book: Any) -> None:
        for each in changes:
            each(book)

    return change


def height_nought(book: Any) -> None:
    """Reduce a row to no height: Excel stores it as hidden, with its former height."""
    book["Klaster A"].row_dimensions[4].hidden = True
    book["Klaster A"].row_dimensions[4].height = 30


HIDDEN: dict[str, tuple[Change, list[tuple[str, str, Mapping[str, Parameter]]]]] = {
    "a row": (hide_rows("Klaster A", 3), [("rows-hidden", "Klaster A", {"count": 1})]),
    "several rows": (hide_rows("Klaster A", 3, 4, 7), [("rows-hidden", "Klaster A", {"count": 3})]),
    "a row with a height": (height_nought, [("rows-hidden", "Klaster A", {"count": 1})]),
    "rows of two sheets": (
        both(hide_rows("Klaster A", 3), hide_rows("Klaster B", 3, 4)),
        [("rows-hidden", "Klaster A", {"count": 1}), ("rows-hidden", "Klaster B", {"count": 2})],
    ),
    "rows in which nothing stands": (hide_rows("Klaster A", 30, 31), []),
    "the header": (hide_rows("Klaster A", 1), []),
    "rows of another sheet": (hide_rows("Petunjuk", 3), []),
    "a sheet": (hide_sheets("hidden", "Klaster A"), [("sheet-hidden", "Klaster A", {})]),
    "a sheet that only a program shows again": (
        hide_sheets("veryHidden", "Klaster B"),
        [("sheet-hidden", "Klaster B", {})],
    ),
    "every question sheet": (
        hide_sheets("hidden", "Klaster A", "Klaster B"),
        [("sheet-hidden", "Klaster A", {}), ("sheet-hidden", "Klaster B", {})],
    ),
    "a row of a hidden sheet": (
        both(hide_sheets("hidden", "Klaster A"), hide_rows("Klaster A", 3)),
        [("rows-hidden", "Klaster A", {"count": 1}), ("sheet-hidden", "Klaster A", {})],
    ),
    "sheets without questions": (hide_sheets("hidden", "Identitas", "Petunjuk", "Ringkasan"), []),
}


SPELLINGS = {b'hidden="1"': 1, b'hidden="true"': 1, b'hidden="0"': 0, b'hidden="false"': 0}


@pytest.mark.parametrize(("spelling", "count"), SPELLINGS.items(), ids=[each.decode() for each in SPELLINGS])
def test_both_marks_of_a_hidden_row_are_read(
    spelling: bytes, count: int, changed: Callable[..., Path], tmp_path: Path, tiny: Instrument
) -> None:
    """Some programs write 1, others true. 0 and false mean a visible row."""
    path = tmp_path / "other.xlsx"
    raw_zip_with(
        changed(hide_rows("Klaster A", 3)),
        path,
        "xl/worksheets/sheet4.xml",
        {b'r="3" hidden="1"': b'r="3" ' + spelling},
    )
    expected = [("rows-hidden", "Klaster A", {"count": 1})] * count

    assert expected == reported(path, tiny)


def test_an_empty_sheet_that_is_hidden_is_not_read(changed: Callable[..., Path], tiny: Instrument) -> None:
    """A hidden sheet without questions is not reported."""

    def change(book: Any) -> None:
        book.create_sheet("Catatan lama").sheet_state = "hidden"

    expected = [("sheets-passed-over", "", {"sheets": ("Catatan lama",)})]

    assert expected == reported(changed(change), tiny)


def test_hidden_columns_are_named(changed: Callable[..., Path], tiny: Instrument) -> None:
    """The issue has the titles of hidden columns that are read, but not a hidden question text."""

    def change(book: Any) -> None:
        sheet = book["Klaster A"]
        for letter in "BDE":
            sheet.column_dimensions[letter].hidden = True

    expected = [("columns-hidden", "Klaster A", {"columns": ("Pertanyaan", "Nilai", "Dokumen")})]

    assert expected == reported(changed(change), tiny)


# Skipped contents


def add_sheet(title: str, *rows: Sequence[object]) -> Change:
    def change(book: Any) -> None:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))

    return change


def add_columns(title: str, *headings: str) -> Change:
    def change(book: Any) -> None:
        sheet = book[title]
        after = sheet.max_column
        for position, heading in enumerate(headings, start=after + 1):
            for row in range(1, sheet.max_row + 1):
                sheet.cell(row, position).value = heading if row == 1 else f"x{row}"

    return change


def column_without_heading(book: Any) -> None:
    book["Klaster A"]["K3"].value = "coretan"


def rename(before: str, after: str) -> Change:
    def change(book: Any) -> None:
        sheet = book[before]
        sheet.title = "x"  # openpyxl treats names that differ only in letter case as equal
        sheet.title = after

    return change


def copy_of_the_identity(book: Any) -> None:
    book.copy_worksheet(book["Identitas"]).title = "Identitas (2)"


PASSED_OVER: dict[str, tuple[Change, list[tuple[str, str, Mapping[str, Parameter]]]]] = {
    "a blank sheet": (add_sheet("Sheet1"), [("sheets-passed-over", "", {"sheets": ("Sheet1",)})]),
    "a sheet of something else": (
        add_sheet("Anggaran", ["No", "Uraian", "Jumlah"], [1, "ATK", 5_000_000]),
        [("sheets-passed-over", "", {"sheets": ("Anggaran",)})],
    ),
    "two sheets": (
        both(add_sheet("Zat"), add_sheet("Anggaran")),
        [("sheets-passed-over", "", {"sheets": ("Zat", "Anggaran")})],
    ),
    "a copy of the first sheet": (
        copy_of_the_identity,
        [("sheets-passed-over", "", {"sheets": ("Identitas (2)",)})],
    ),
    "a sheet named like one of ours, but for the end": (
        add_sheet("Petunjuk lama"),
        [("sheets-passed-over", "", {"sheets": ("Petunjuk lama",)})],
    ),
    "a column": (
        add_columns("Klaster A", "Petugas"),
        [("columns-passed-over", "Klaster A", {"columns": ("Petugas",)})],
    ),
    "two columns": (
        add_columns("Klaster A", "Petugas", "Foto?"),
        [("columns-passed-over", "Klaster A", {"columns": ("Petugas", "Foto?")})],
    ),
    "columns of two sheets": (
        both(add_columns("Klaster A", "Petugas"), add_columns("Klaster B", "Petugas")),
        [
            ("columns-passed-over", "Klaster A", {"columns": ("Petugas",)}),
            ("columns-passed-over", "Klaster B", {"columns": ("Petugas",)}),
        ],
    ),
    "a column without a heading": (
        column_without_heading,
        [("columns-passed-over", "Klaster A", {"columns": ("K",)})],
    ),
    "a sheet and a column": (
        both(add_sheet("Zat"), add_columns("Klaster B", "Petugas")),
        [
            ("columns-passed-over", "Klaster B", {"columns": ("Petugas",)}),
            ("sheets-passed-over", "", {"sheets": ("Zat",)}),
        ],
    ),
    "a question sheet by another name": (rename("Klaster A", "Klaster A (2)"), []),
    "the first sheet by another name": (rename("Identitas", "Data daerah"), []),
    "our sheets in capitals": (both(rename("Petunjuk", "PETUNJUK"), rename("Ringkasan", "ringkasan ")), []),
}


REPORTED = {**HIDDEN, **PASSED_OVER}


@pytest.mark.parametrize(("change", "expected"), REPORTED.values(), ids=REPORTED)
def test_hidden_or_skipped_contents_are_reported_once(
    change: Change, expected: list[Any], changed: Callable[..., Path], tiny: Instrument
) -> None:
    """Each sheet has one line for its rows and columns, each hidden sheet has one, and all others share one."""
    assert expected == sorted(reported(changed(change), tiny), key=lambda each: each[:2])


NO_RENAMED_SHEET = {name: change for name, (change, _) in REPORTED.items() if "another name" not in name}


@pytest.mark.parametrize("change", NO_RENAMED_SHEET.values(), ids=NO_RENAMED_SHEET)
def test_hidden_or_skipped_contents_change_nothing(
    change: Change, changed: Callable[..., Path], tiny: Instrument
) -> None:
    """Hidden rows count. Unknown sheets and columns do not."""
    expected = result(evaluate(changed(), tiny))

    assert expected == result(evaluate(changed(change), tiny))


def test_an_unread_column_is_not_an_error(changed: Callable[..., Path], tiny: Instrument) -> None:
    """Hidden or skipped contents do not make a result incomplete."""
    change = both(hide_rows("Klaster A", 3), add_sheet("Zat"), add_columns("Klaster B", "Petugas"))

    assert evaluate(changed(change), tiny).assessment.is_complete


@pytest.mark.parametrize("heading", ["NILAI MAKS", "Catatan", "Agency", "Foto", "photo", "Angka/Penjelasan"])
def test_known_columns_are_not_reported_as_skipped(heading: str, book: Bookmaker, tiny: Instrument) -> None:
    """Template columns that scoring does not read are known columns, in either language."""
    path = book(f"== A\nKode|Nilai|{heading}\n'1.1|5|\n")

    assert not codes(read_workbook(path, tiny).issues) & RECEIPTS


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_template_workbook_gives_no_receipt(language: str, changed: Callable[..., Path], tiny: Instrument) -> None:
    """A template workbook with or without entries gives no receipt."""
    assert not reported(changed(language=language), tiny)


# Document properties


def without_identity(book: Any) -> None:
    del book["Identitas"]


def identified_as(identifier: str | None) -> Change:
    def change(book: Any) -> None:
        book.properties.identifier = identifier

    return change


def line(row: int, text: str | None) -> Change:
    def change(book: Any) -> None:
        book["Identitas"].cell(row, 2).value = text

    return change


ALL_OF_THEM = {Identity.INSTRUMENT, Identity.EDITION, Identity.FINGERPRINT}


def test_the_properties_replace_the_first_sheet(changed: Callable[..., Path], tiny: Instrument) -> None:
    """Without the sheet Identitas the properties still have the instrument, edition and fingerprint."""
    identity = read_workbook(changed(without_identity), tiny).identity
    expected = dict(
        zip(
            (Identity.INSTRUMENT, Identity.EDITION, Identity.FINGERPRINT),
            (tiny.id, tiny.edition, tiny.fingerprint),
            strict=True,
        )
    )

    assert expected == {line: cell.text for line, cell in identity.items()}


def test_nothing_is_reported_if_the_properties_suffice(changed: Callable[..., Path], tiny: Instrument) -> None:
    """Without the sheet Identitas there is no warning about an unknown edition."""
    expected = evaluate(changed(), tiny).assessment.issues

    assert expected == evaluate(changed(without_identity), tiny).assessment.issues


@pytest.mark.parametrize("row", [7, 8, 9], ids=["instrument", "edition", "fingerprint"])
def test_a_blank_line_is_filled_in_from_the_properties(
    row: int, changed: Callable[..., Path], tiny: Instrument
) -> None:
    """A blank line of Identitas gets its value from the properties."""
    expected = ALL_OF_THEM
    identity = read_workbook(changed(line(row, None)), tiny).identity

    assert expected == {key for key in ALL_OF_THEM if identity[key].text}


OTHERS: dict[str, Change] = {
    "another edition in the properties": both(without_identity, identified_as("kla-score:tiny/2/0123456789ab")),
    "another instrument in the properties": both(without_identity, identified_as("kla-score:kla/1/0123456789ab")),
    "another edition behind blank lines": both(
        line(7, " "), line(8, " "), identified_as("kla-score:tiny/2/0123456789ab")
    ),
    "another edition in the sheet": line(8, "2"),
    "another instrument in the sheet": line(7, "kla"),
}


@pytest.mark.parametrize("change", OTHERS.values(), ids=OTHERS)
def test_another_edition_is_refused(change: Change, changed: Callable[..., Path], tiny: Instrument) -> None:
    """The sheet, or else the properties, has the edition. Points of another edition cannot be used."""
    with pytest.raises(WorkbookError) as caught:
        evaluate(changed(change), tiny)

    assert "workbook-other-edition" == caught.value.issues[0].code


@pytest.mark.parametrize("identifier", ["kla-score:tiny/2/0123456789ab", "kla-score:kla/2024/0123456789ab"])
def test_the_sheet_overrides_the_properties(identifier: str, changed: Callable[..., Path], tiny: Instrument) -> None:
    """Different properties change nothing, and cause no warning, since the visible sheet counts."""
    expected = evaluate(changed(), tiny).assessment.issues

    assert expected == evaluate(changed(identified_as(identifier)), tiny).assessment.issues


def test_another_fingerprint_in_the_properties_is_a_warning(changed: Callable[..., Path], tiny: Instrument) -> None:
    """The sheet has the same edition with other contents. It is scored."""
    path = changed(both(without_identity, identified_as("kla-score:tiny/1/0123456789ab")))
    expected = {"fingerprint-differs"}

    assert expected == codes(evaluate(path, tiny).assessment.issues)


FOREIGN = {
    "a book": "urn:isbn:9780141036144",
    "an address": "https://example.id/kla/2024",
    "an address that looks like ours": "https://example.id/doc/0123456789ab",
    "without our name": "tiny/2/0123456789ab",
    "three words": "kla-score:a/b/c",
    "two words": "kla-score:tiny/1",
    "no fingerprint": "kla-score:tiny/2/",
    "a longer fingerprint": "kla-score:tiny/2/0123456789abc",
    "a shorter fingerprint": "kla-score:tiny/2/0123456789a",
    "a fingerprint in capitals": "kla-score:tiny/2/0123456789AB",
    "no hexadecimal digits": "kla-score:tiny/2/0123456789xy",
    "no edition": "kla-score:tiny//0123456789ab",
    "no instrument": "kla-score:/2/0123456789ab",
    "text behind": "kla-score:tiny/2/0123456789ab/x",
    "nothing": "",
    "none": None,
}


@pytest.mark.parametrize("identifier", FOREIGN.values(), ids=FOREIGN)
def test_foreign_properties_are_ignored(identifier: str | None, changed: Callable[..., Path], tiny: Instrument) -> None:
    """An identifier of another program is neither an edition nor a reason for a refusal."""
    path = changed(both(without_identity, identified_as(identifier)))
    expected = {"edition-not-named"}

    assert expected == codes(evaluate(path, tiny).assessment.issues)


def test_foreign_properties_do_no_harm_beside_the_sheet(changed: Callable[..., Path], tiny: Instrument) -> None:
    """The sheet Identitas is enough."""
    expected = evaluate(changed(), tiny).assessment.issues

    assert expected == evaluate(changed(identified_as("urn:isbn:9780141036144")), tiny).assessment.issues


def test_an_edition_may_contain_a_slash(tmp_path: Path, tiny: Instrument) -> None:
    """The edition 2024/1 is read completely."""
    instrument = with_value(tiny, ("edition",), "2024/1")
    book = load_workbook(io.BytesIO(write_workbook(instrument, Messages("id"))))
    without_identity(book)
    path = tmp_path / "sheet.xlsx"
    book.save(path)
    expected = "2024/1"

    assert expected == read_workbook(path, instrument).identity[Identity.EDITION].text


def test_a_workbook_without_properties_is_read(changed: Callable[..., Path], tmp_path: Path, tiny: Instrument) -> None:
    """Some programs do not write them."""
    path = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(changed(without_identity)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if name != "docProps/core.xml":
                new.writestr(name, old.read(name))
    expected = {"edition-not-named"}

    assert expected == codes(evaluate(path, tiny).assessment.issues)


# Notes


def test_notes_are_read(changed: Callable[..., Path], tiny: Instrument) -> None:
    """The note of each row is read with its place."""
    rows = read_workbook(changed(), tiny).rows
    expected = [("1.1", "lihat lampiran", "I3")]

    assert expected == [(row.code.text, row.note.text, row.note.location.cell) for row in rows if row.note.text]


def test_a_hidden_identity_does_not_count(changed: Callable[..., Path], tiny: Instrument) -> None:
    """A hidden *Identitas* of an earlier year has no effect, and is reported as skipped."""

    def copy_and_hide(book: Any) -> None:
        book["Identitas"]["B2"] = "Benar"
        old = book.copy_worksheet(book["Identitas"])
        old.title, old["B2"], old.sheet_state = "Identitas 2023", "Lama", "hidden"
        book.move_sheet(old, -len(book.sheetnames) + 1)

    path = changed(copy_and_hide)
    named = [cell.text for cell in read_workbook(path, tiny).identity.values()]

    assert (True, False) == ("Benar" in named, "Lama" in named)
    assert ("sheets-passed-over", "", {"sheets": ("Identitas 2023",)}) in reported(path, tiny)
