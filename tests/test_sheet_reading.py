"""The contents of a workbook, whatever its layout and the program that wrote it."""

import html
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from kla_score import api
from kla_score.assessment import RawSheet
from kla_score.assessment.region import Identity
from kla_score.cells import Cell, CellKind
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.issues import Issue, Severity, WorkbookError
from kla_score.sheet import read_workbook
from kla_score.template.writing import write_workbook
from tests.conftest import Bookmaker
from tests.workbooks import MAIN, OFFICE, make_workbook, package_parts, raw_zip_with, refusal

SHEET = "xl/worksheets/sheet1.xml"
PLAIN = """
== Klaster A
Kode|Nilai|Dokumen
'1.1|5|perda.pdf
'1.2a|4.5|a.pdf
"""
ANSWERS = {"1.1": ("5", "perda.pdf"), "1.2a": ("4.5", "a.pdf")}


def answers(raw: RawSheet) -> dict[str, tuple[str, ...]]:
    """Return the texts of the points and evidence cells by code, without rows that lack a code."""
    return {
        row.code.text: (row.points.text, *(cell.text for cell in row.evidence.values()))
        for row in raw.rows
        if row.code.text
    }


# A workbook written as XML, for contents that openpyxl does not write

_STYLES = (  # 0 General, 1 percent, 2 percent with decimals, 3 date, 4 text
    f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="10"/><xf numFmtId="14"/>'
    '<xf numFmtId="49"/></cellXfs></styleSheet>'
)
_PARTS = package_parts(
    book='<sheet name="Klaster A" sheetId="1" r:id="r1"/>',
    relations=f'<Relationship Id="r8" Type="{OFFICE}/styles" Target="styles.xml"/>',
)
HEADER = '<row r="1"><c r="A1" t="str"><v>Kode</v></c><c r="B1" t="str"><v>Nilai</v></c></row>'


def xml_row(number: int, *cells: str, code: str = "1.1") -> str:
    return f'<row r="{number}"><c r="A{number}" t="str"><v>{code}</v></c>{"".join(cells)}</row>'


def xml_book(folder: Path, rows: str, before: str = "", behind: str = "", encoding: str = "utf-8") -> Path:
    """Write a workbook with one sheet, with the XML of its rows and of the elements around them."""
    sheet = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{behind}</worksheet>'
    )
    path = folder / "sheet.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**_PARTS, "xl/styles.xml": _STYLES.encode(), SHEET: sheet.encode(encoding)}.items():
            archive.writestr(name, content)
    return path


# Layout

LAYOUTS = {
    "as it is made": PLAIN,
    "header in row 7": "== A\nEVALUASI\n\nKabupaten|X\n\n\n\nKode|Nilai|Dokumen\n'1.1|5|perda.pdf\n'1.2a|4.5|a.pdf",
    "columns shuffled": "== A\nDokumen|Nilai|Kode\nperda.pdf|5|'1.1\na.pdf|4.5|'1.2a",
    "English headings": "== A\nCode|Points|Document\n'1.1|5|perda.pdf\n'1.2a|4.5|a.pdf",
    "headings in both languages": "== A\nCode|Nilai|Document\n'1.1|5|perda.pdf\n'1.2a|4.5|a.pdf",
    "case and blanks in headings": (
        "== A\nKODE|\u00a0nilai\u00a0 |do\u200bkumen\\n\n'1.1|5|perda.pdf\n'1.2a|4.5|a.pdf"
    ),
    "wide letters in headings": "== A\nＫｏｄｅ|Ｎｉｌａｉ|Dokumen\n'1.1|5|perda.pdf\n'1.2a|4.5|a.pdf",
    "extra columns": "== A\nNo|Kode|Petugas|Nilai|Dokumen|Foto?\n1|'1.1|Ani|5|perda.pdf|\n2|'1.2a||4.5|a.pdf|x",
    "repeated columns that are not read": (
        "== A\nKode|Nilai|Dokumen|Catatan|Notes\n'1.1|5|perda.pdf|a|b\n'1.2a|4.5|a.pdf||c"
    ),
    "extra sheets": f"== Sampul\nHalo\n{PLAIN}\n== Rekap\nKlaster|Nilai\nA|9.5",
    "sheets in another order and under other names": (
        "== Sheet1 (2)\nKode|Nilai|Dokumen\n'1.2a|4.5|a.pdf\n== History\nKode|Nilai|Dokumen\n'1.1|5|perda.pdf"
    ),
    "section rows without a code": "== A\nKode|Nilai|Dokumen\n|1. Kebijakan\n'1.1|5|perda.pdf\n\n'1.2a|4.5|a.pdf",
    "blank rows between": f"== A\nKode|Nilai|Dokumen\n{chr(10) * 60}'1.1|5|perda.pdf\n{chr(10) * 60}'1.2a|4.5|a.pdf",
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_the_layout_does_not_matter(text: str, book: Bookmaker, tiny: Instrument) -> None:
    """Columns are found by their headings, rows by their codes, sheets by their content."""
    expected = ANSWERS

    assert expected == answers(read_workbook(book(text), tiny))


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_another_layout_is_at_most_a_note(text: str, book: Bookmaker, tiny: Instrument) -> None:
    """A readable layout causes no error. Skipped contents are reported."""
    expected: list[Issue] = []

    assert expected == [
        issue for issue in read_workbook(book(text), tiny).issues if issue.severity is not Severity.NOTE
    ]


SECOND_TABLES = {
    "with columns in another order": "Kode|Nilai|Dokumen\n'1.1|5|perda.pdf\n\nKode|Dokumen|Nilai\n'1.2a|a.pdf|4.5",
    "with the same header": "Kode|Nilai|Dokumen\n'1.1|5|perda.pdf\nKode|Nilai|Dokumen\n'1.2a|4.5|a.pdf",
    "with an English header": "Kode|Nilai|Dokumen\n'1.1|5|perda.pdf\nCode|Points|Document\n'1.2a|4.5|a.pdf",
    "below a legend": "Kode|Nilai|Arti\n\nNilai|Kode|Dokumen\n5|'1.1|perda.pdf\n4.5|'1.2a|a.pdf",
}


@pytest.mark.parametrize("text", SECOND_TABLES.values(), ids=SECOND_TABLES)
def test_a_second_header_begins_a_second_table(text: str, book: Bookmaker, tiny: Instrument) -> None:
    """Each header applies to the rows below it, up to the next header."""
    expected = ANSWERS

    assert expected == answers(read_workbook(book(f"== A\n{text}"), tiny))


CONTENT = (("1.1", "5", "perda.pdf", ""), ("1.2a", "4,5", "a.pdf;b.pdf", "x.jpg"), ("3.1", "", "", ""))
NAMES = ("Kode", "Nilai", "Dokumen", "Foto")


@given(data=st.data())
def test_order_and_additions_change_nothing(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory, tiny: Instrument
) -> None:
    """The order of sheets, rows and columns, and additional rows and columns, have no effect."""
    tables: dict[int, list[tuple[str, ...]]] = {}
    for row in data.draw(st.permutations(CONTENT)):
        tables.setdefault(data.draw(st.integers(0, 1)), []).append(row)
    text = ""
    for number, rows in tables.items():
        order: list[int | None] = data.draw(st.permutations([*range(len(NAMES)), None, None]))
        lines = ["Laporan" for _ in range(data.draw(st.integers(0, 10)))]
        for cells in (NAMES, *rows):
            lines.append("|".join("'" + cells[at] if at is not None and cells[at] else "" for at in order))
            lines += [" " for _ in range(data.draw(st.integers(0, 3)))]
        text += f"== Sheet {number}\n" + "\n".join(lines) + "\n"
    raw = read_workbook(make_workbook(tmp_path_factory.getbasetemp() / "shuffled.xlsx", text), tiny)
    found = {
        (row.code.text, row.points.text, *(row.evidence[kind].text for kind in ("document", "photo")))
        for row in raw.rows
    }

    assert set(CONTENT) == {row for row in found if row[0]}


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read(state: str, book: Bookmaker, tiny: Instrument) -> None:
    """A hidden sheet counts like a visible one."""
    path = book(f"== Sampul\nHalo\n{PLAIN}")
    changed: Any = load_workbook(path)
    changed["Klaster A"].sheet_state = state
    changed.save(path)
    expected = ANSWERS

    assert expected == answers(read_workbook(path, tiny))


def test_a_protected_sheet_is_read(book: Bookmaker, tiny: Instrument) -> None:
    """A sheet with a protection against changes is read without its password."""
    path = book(PLAIN)
    changed: Any = load_workbook(path)
    changed["Klaster A"].protection.set_password("rahasia")
    changed["Klaster A"].protection.enable()
    changed.save(path)
    expected = ANSWERS

    assert expected == answers(read_workbook(path, tiny))


def test_cells_have_their_place(book: Bookmaker, tiny: Instrument) -> None:
    """Cells of codes and answers have their sheet and address, even if blank. Others have them if filled."""
    raw = read_workbook(book("== Klaster A\nJudul\n\nNilai|x|Kode|Dokumen\n\n5||'1.1\n||'1.2a|a.pdf"), tiny)
    cells = [cell.location for row in raw.rows for cell in (row.code, row.points, row.evidence["document"])]
    expected = [
        *(("Klaster A", cell) for cell in ("C5", "A5")),
        ("", ""),
        *(("Klaster A", cell) for cell in ("C6", "A6", "D6")),
    ]

    assert expected == [(location.sheet, location.cell) for location in cells]


# Sizes and positions

DIMENSIONS = {"too small": b'ref="A1"', "too large": b'ref="A1:XFD1048576"', "the wrong way round": b'ref="C3:A1"'}


@pytest.mark.parametrize("dimension", DIMENSIONS.values(), ids=DIMENSIONS)
def test_the_stored_size_is_ignored(dimension: bytes, tmp_path: Path, book: Bookmaker, tiny: Instrument) -> None:
    """All cells of a sheet are read, whatever its declared size."""
    path = raw_zip_with(book(PLAIN), tmp_path / "wrong.xlsx", SHEET, {b'ref="A1:C3"': dimension})
    expected = ANSWERS

    assert expected == answers(read_workbook(path, tiny))


def test_no_stored_size_is_needed(tmp_path: Path, book: Bookmaker, tiny: Instrument) -> None:
    """A sheet without a declared size is read completely."""
    path = raw_zip_with(book(PLAIN), tmp_path / "without.xlsx", SHEET, {b'<dimension ref="A1:C3" />': b""})
    expected = ANSWERS

    assert expected == answers(read_workbook(path, tiny))


def test_addresses_are_right_without_blank_rows(tmp_path: Path, tiny: Instrument) -> None:
    """A blank row that is not stored still counts, so that addresses equal those in Excel."""
    rows = HEADER + xml_row(4, '<c r="B4"><v>5</v></c>') + xml_row(30, '<c r="B30"><v>4</v></c>', code="1.2a")
    raw = read_workbook(xml_book(tmp_path, rows), tiny)
    expected = [("A4", "B4"), ("A30", "B30")]

    assert expected == [(row.code.location.cell, row.points.location.cell) for row in raw.rows]


def test_cells_without_an_address_are_counted(tmp_path: Path, tiny: Instrument) -> None:
    """Some programs store no addresses. The position is then the address."""
    rows = (
        '<row><c t="str"><v>Kode</v></c><c t="str"><v>Nilai</v></c></row>'
        '<row><c t="str"><v>1.1</v></c><c><v>5</v></c></row>'
    )
    raw = read_workbook(xml_book(tmp_path, rows), tiny)
    expected = [("1.1", "A2", "5", "B2")]

    assert expected == [
        (row.code.text, row.code.location.cell, row.points.text, row.points.location.cell) for row in raw.rows
    ]


def far_below(folder: Path, blank_rows: int) -> Path:
    row = 3 + blank_rows
    return xml_book(folder, HEADER + xml_row(2) + xml_row(row, f'<c r="B{row}"><v>4</v></c>', code="1.2a"))


def test_a_row_below_1999_blank_rows_is_read(tmp_path: Path, tiny: Instrument) -> None:
    """The reader skips blank rows up to the limit."""
    expected = {"1.1": ("",), "1.2a": ("4",)}

    assert expected == answers(read_workbook(far_below(tmp_path, 1_999), tiny))


def test_a_row_below_2000_blank_rows_is_reported(tmp_path: Path, tiny: Instrument) -> None:
    """The issue has the place of the cell below the blank rows."""
    (issue,) = read_workbook(far_below(tmp_path, 2_000), tiny).issues
    expected = ("values-after-blank-rows", "Klaster A", "A2003", "", "1.2a")

    assert expected == (issue.code, issue.location.sheet, issue.location.cell, issue.question, issue.found)


def test_a_row_below_2000_blank_rows_is_not_read(tmp_path: Path, tiny: Instrument) -> None:
    """The table ends above the blank rows."""
    expected = {"1.1": ("",)}

    assert expected == answers(read_workbook(far_below(tmp_path, 2_000), tiny))


def test_a_stray_cell_in_the_last_corner_does_no_harm(tmp_path: Path, tiny: Instrument) -> None:
    """One cell at the far end of the sheet neither stops the reader nor hides the table."""
    stray = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = xml_book(tmp_path, HEADER + xml_row(2, '<c r="B2"><v>5</v></c>') + stray)
    expected = {"1.1": ("5",)}

    assert expected == answers(read_workbook(path, tiny))


def test_formatted_blank_rows_are_blank(tmp_path: Path, tiny: Instrument) -> None:
    """Two hundred thousand empty rows with borders are blank, without an issue."""
    blank = "".join(f'<row r="{row}"><c r="A{row}" s="4"/><c r="B{row}" s="2"/></row>' for row in range(3, 200_003))
    raw = read_workbook(xml_book(tmp_path, HEADER + xml_row(2, '<c r="B2"><v>5</v></c>') + blank), tiny)
    expected = ({"1.1": ("5",)}, ())

    assert expected == (answers(raw), raw.issues)


def test_one_merged_range_over_the_sheet_does_no_harm(tmp_path: Path, tiny: Instrument) -> None:
    """Merged cells are not expanded."""
    merged = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    path = xml_book(tmp_path, HEADER + xml_row(2, '<c r="B2"><v>5</v></c>'), behind=merged)
    expected = {"1.1": ("5",)}

    assert expected == answers(read_workbook(path, tiny))


# Cells

CELLS = {
    "no cell": ("", CellKind.BLANK, ""),
    "a cell without a value": ('<c r="B2" s="4"/>', CellKind.BLANK, ""),
    "blanks": ('<c r="B2" t="str"><v>  </v></c>', CellKind.BLANK, ""),
    "a whole number": ('<c r="B2"><v>5</v></c>', CellKind.NUMBER, "5"),
    "a number with decimals": ('<c r="B2"><v>4.5</v></c>', CellKind.NUMBER, "4.5"),
    "a negative number": ('<c r="B2"><v>-4.5</v></c>', CellKind.NUMBER, "-4.5"),
    "a number with an exponent": ('<c r="B2"><v>1.25E-2</v></c>', CellKind.NUMBER, "0.0125"),
    "binary leftovers": ('<c r="B2"><v>3.3000000000000003</v></c>', CellKind.NUMBER, "3.3"),
    "a number in a text cell": ('<c r="B2" s="4"><v>5</v></c>', CellKind.NUMBER, "5"),
    "a percentage": ('<c r="B2" s="1"><v>0.85</v></c>', CellKind.NUMBER, "85%"),
    "a percentage with decimals": ('<c r="B2" s="2"><v>0.875</v></c>', CellKind.NUMBER, "87.5%"),
    "too large for a number": ('<c r="B2"><v>1e400</v></c>', CellKind.ERROR, "1e400"),
    "too small for a number": ('<c r="B2"><v>-1e400</v></c>', CellKind.ERROR, "-1e400"),
    "no number at all": ('<c r="B2"><v>five</v></c>', CellKind.ERROR, "five"),
    "a number of 5,000 digits": (f'<c r="B2"><v>{"9" * 5_000}</v></c>', CellKind.ERROR, "9" * 5_000),
    "inline text": ('<c r="B2" t="inlineStr"><is><t>4,5</t></is></c>', CellKind.TEXT, "4,5"),
    "inline text in pieces": (
        '<c r="B2" t="inlineStr"><is><r><t>4</t></r><r><t>,5</t></r></is></c>',
        CellKind.TEXT,
        "4,5",
    ),
    "text like a formula": ('<c r="B2" t="inlineStr"><is><t>=A1</t></is></c>', CellKind.TEXT, "=A1"),
    "text like an error": ('<c r="B2" t="inlineStr"><is><t>#REF!</t></is></c>', CellKind.TEXT, "#REF!"),
    "true": ('<c r="B2" t="b"><v>1</v></c>', CellKind.BOOLEAN, "TRUE"),
    "false": ('<c r="B2" t="b"><v>0</v></c>', CellKind.BOOLEAN, "FALSE"),
    "true as a word": ('<c r="B2" t="b"><v>true</v></c>', CellKind.BOOLEAN, "TRUE"),
    "false as a word": ('<c r="B2" t="b"><v>false</v></c>', CellKind.BOOLEAN, "FALSE"),
    "a picture of Excel": ('<c r="B2" t="e" vm="1"><v>#VALUE!</v></c>', CellKind.PICTURE, ""),
    "an error with metadata": ('<c r="B2" t="e" vm="1"><v>#N/A</v></c>', CellKind.ERROR, "#N/A"),
    "a picture of WPS": (
        '<c r="B2" t="str"><f>_xlfn.DISPIMG("ID_3F25",1)</f><v>=DISPIMG("ID_3F25",1)</v></c>',
        CellKind.PICTURE,
        "",
    ),
    "a picture of WPS without a formula": ('<c r="B2" t="str"><v>=DISPIMG("ID_3F25",1)</v></c>', CellKind.PICTURE, ""),
    "a picture of Excel in a program without pictures": (
        '<c r="B2" t="e"><f>_xlfn.IMAGE("https://example.org/a.png")</f><v>#NAME?</v></c>',
        CellKind.PICTURE,
        "",
    ),
    "the name of a picture": (
        '<c r="B2" t="inlineStr"><is><t>image(1).jpg</t></is></c>',
        CellKind.TEXT,
        "image(1).jpg",
    ),
    "an escaped character": ('<c r="B2" t="inlineStr"><is><t>a_x000B_b</t></is></c>', CellKind.TEXT, "a\vb"),
    "an escape in small letters": ('<c r="B2" t="str"><v>a_x000d_b</v></c>', CellKind.TEXT, "a\rb"),
    "an escaped escape": ('<c r="B2" t="str"><v>SK_x005F_x0041_</v></c>', CellKind.TEXT, "SK_x0041_"),
    "a date": ('<c r="B2" s="3"><v>45293</v></c>', CellKind.DATE, "2024-01-02"),
    "a date in letters": ('<c r="B2" t="d" s="3"><v>2024-01-02T00:00:00</v></c>', CellKind.DATE, "2024-01-02"),
    "a date out of range": ('<c r="B2" s="3"><v>99999999</v></c>', CellKind.DATE, "99999999"),
    "an error": ('<c r="B2" t="e"><v>#REF!</v></c>', CellKind.ERROR, "#REF!"),
    "a formula with a number": ('<c r="B2"><f>1+1</f><v>2</v></c>', CellKind.NUMBER, "2"),
    "a formula with text": ('<c r="B2" t="str"><f>A9</f><v>4,5</v></c>', CellKind.TEXT, "4,5"),
    "a formula with an error": ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', CellKind.ERROR, "#DIV/0!"),
    "a formula with empty text": ('<c r="B2" t="str"><f>IF(A9="","",1)</f><v></v></c>', CellKind.BLANK, ""),
    "a formula without a value": ('<c r="B2"><f>1+1</f></c>', CellKind.FORMULA, "=1+1"),
    "a formula with an attribute": ('<c r="B2"><f ca="1">NOW()</f></c>', CellKind.FORMULA, "=NOW()"),
    "a formula tag over two lines": ('<c r="B2"><f\nca="1">NOW()</f></c>', CellKind.FORMULA, "=NOW()"),
    "a shared formula": ('<c r="B2"><f t="shared" ref="B2:B3" si="0">A9</f></c>', CellKind.FORMULA, "=A9"),
}


@pytest.mark.parametrize(("xml", "kind", "text"), CELLS.values(), ids=CELLS)
def test_a_cell_has_its_displayed_text(xml: str, kind: CellKind, text: str, tmp_path: Path, tiny: Instrument) -> None:
    """Each type of cell is recognized, and its text is the displayed one."""
    (row,) = read_workbook(xml_book(tmp_path, HEADER + xml_row(2, xml)), tiny).rows

    assert (kind, text) == (row.points.kind, row.points.text)


@pytest.mark.parametrize("value", ["banana", "2", "-1", "WAHR"])
def test_an_invalid_boolean_is_damage(value: str, tmp_path: Path, tiny: Instrument) -> None:
    """The file is damaged. Reading false could lose an answer."""
    path = xml_book(tmp_path, HEADER + xml_row(2, f'<c r="B2" t="b"><v>{value}</v></c>'))

    with pytest.raises(WorkbookError) as caught:
        read_workbook(path, tiny)

    assert ["workbook-damaged"] == [issue.code for issue in caught.value.issues]


LINKS = {
    'HYPERLINK("a.pdf","SK Bupati")': "a.pdf",
    'hyperlink("a.pdf")': "a.pdf",
    'HYPERLINK("a ""b"".pdf","SK Bupati")': 'a "b".pdf',
    'HYPERLINK( "a.pdf" ; "SK Bupati" )': "a.pdf",
    '+HYPERLINK("a.pdf","SK Bupati")': "a.pdf",
    'HYPERLINK("bukti/"&A1,"SK Bupati")': "",
    'HYPERLINK("#Sheet1!A1","SK Bupati")': "",
    'HYPERLINK(A1,"SK Bupati")': "",
    'IF(A1="",HYPERLINK("a.pdf"),"")': "",
}


@pytest.mark.parametrize(("formula", "link"), LINKS.items(), ids=LINKS)
def test_a_link_made_by_a_function_is_the_link_of_its_cell(
    formula: str, link: str, tmp_path: Path, tiny: Instrument
) -> None:
    """The link counts only if the formula contains the address and it leads out of the workbook."""
    cell = f'<c r="B2" t="str"><f>{html.escape(formula)}</f><v>SK Bupati</v></c>'
    (row,) = read_workbook(xml_book(tmp_path, HEADER + xml_row(2, cell)), tiny).rows

    assert ("SK Bupati", link) == (row.points.text, row.points.link)


@pytest.mark.parametrize(("style", "expected"), [(0, False), (1, True), (2, True)])
def test_a_percentage_is_known_by_its_format(style: int, expected: bool, tmp_path: Path, tiny: Instrument) -> None:
    """0.85 is 85 % in a cell with a percent format."""
    path = xml_book(tmp_path, HEADER + xml_row(2, f'<c r="B2" s="{style}"><v>0.85</v></c>'))

    assert expected == read_workbook(path, tiny).rows[0].points.is_percent


def test_each_cell_of_a_shared_formula_is_reported(tmp_path: Path, tiny: Instrument) -> None:
    """A formula stored once for many cells lacks its value in each of them."""
    rows = xml_row(2, '<c r="B2"><f t="shared" ref="B2:B3" si="0">C2</f></c>')
    rows += xml_row(3, '<c r="B3"><f t="shared" si="0"/></c>', code="1.2a")
    raw = read_workbook(xml_book(tmp_path, HEADER + rows), tiny)
    expected = [(CellKind.FORMULA, "=C2"), (CellKind.FORMULA, "=…")]

    assert expected == [(row.points.kind, row.points.text) for row in raw.rows]


def test_a_formula_is_found_in_every_encoding(tmp_path: Path, tiny: Instrument) -> None:
    """A sheet stored in UTF-16 hides no formula."""
    path = xml_book(tmp_path, HEADER + xml_row(2, '<c r="B2"><f>1+1</f></c>'), encoding="utf-16")

    assert CellKind.FORMULA is read_workbook(path, tiny).rows[0].points.kind


def test_a_formula_without_a_value_is_found_in_an_evidence_cell(book: Bookmaker, tiny: Instrument) -> None:
    """The search covers every column with evidence."""
    (row,) = read_workbook(book("== A\nKode|Nilai|Dokumen\n'1.1|5|=A1"), tiny).rows
    expected = (CellKind.FORMULA, "=A1")

    assert expected == (row.evidence["document"].kind, row.evidence["document"].text)


@pytest.mark.parametrize("value", ["1_000", "٣", "５", "inf", "nan", "0x10"])
def test_only_digits_are_a_number(value: str, tmp_path: Path, tiny: Instrument) -> None:
    """A number in the notation of programming languages is an error or damage, never points."""
    path = xml_book(tmp_path, HEADER + xml_row(2, f'<c r="B2"><v>{value}</v></c>'))
    try:
        kinds = {row.points.kind for row in read_workbook(path, tiny).rows}
    except WorkbookError:
        kinds = set()

    assert CellKind.NUMBER not in kinds


# Faulty columns and sheets

ONE_WITHOUT = "== Klaster A\nKode|Nilai|Dokumen\n'1.1|5|perda.pdf\n== Klaster B\n{}"
WITHOUT = {
    "without points": ("Kode|Pertanyaan|Dokumen\n'3.1|?|b.pdf", "Nilai", ("Kode", "Pertanyaan", "Dokumen")),
    "without codes": ("No|Nilai|Dokumen|Foto\n'3.1|5|b.pdf|", "Kode", ("No", "Nilai", "Dokumen", "Foto")),
}


@pytest.mark.parametrize(("sheet", "needed", "columns"), WITHOUT.values(), ids=WITHOUT)
def test_a_missing_column_is_named(
    sheet: str, needed: str, columns: tuple[str, ...], book: Bookmaker, tiny: Instrument
) -> None:
    """A question sheet without codes or points has an issue with the expected and the found columns."""
    (issue,) = read_workbook(book(ONE_WITHOUT.format(sheet)), tiny).issues
    accepted = {"Nilai": "Points", "Kode": "Code"}[needed]
    expected = ("column-missing", "Klaster B", needed, columns)

    assert expected == (issue.code, issue.location.sheet, issue.parameters["needed"], issue.parameters["columns"])
    assert accepted in str(issue.parameters["accepted"])


@pytest.mark.parametrize("sheet", [sheet for sheet, _, _ in WITHOUT.values()], ids=WITHOUT)
def test_a_missing_column_affects_no_other_sheet(sheet: str, book: Bookmaker, tiny: Instrument) -> None:
    """The valid sheets are read, and the faulty one gives no points."""
    raw = read_workbook(book(ONE_WITHOUT.format(sheet)), tiny)
    expected = ["5"]

    assert expected == [row.points.text for row in raw.rows if row.points.text]


@pytest.mark.parametrize(
    ("sheet", "columns"), [(sheet, columns) for sheet, _, columns in WITHOUT.values()], ids=WITHOUT
)
def test_a_missing_column_everywhere_ends_the_reading(
    sheet: str, columns: tuple[str, ...], book: Bookmaker, tiny: Instrument
) -> None:
    """Without a complete question sheet the workbook is refused, and the message names the columns."""
    issue = refusal(book(f"== Klaster B\n{sheet}"), tiny)

    assert ("workbook-columns-missing", columns) == (issue.code, issue.parameters["columns"])
    assert ("Kode", "Nilai") == issue.parameters["needed"]
    assert "Klaster B" == issue.location.sheet


def test_an_unrelated_workbook_is_named_by_its_sheets(book: Bookmaker, tiny: Instrument) -> None:
    """A workbook without question sheets is refused, and the message names its sheets."""
    issue = refusal(book("== Anggaran\nPos|Rupiah\nA|5\n== Kosong\n"), tiny)
    expected = ("workbook-not-a-sheet", ("Anggaran", "Kosong"))

    assert expected == (issue.code, issue.parameters["sheets"])


REPEATED = {
    "evidence in two languages": ("Kode|Nilai|Foto|Photo\n'3.1|5|a|b", "Foto", ("C1", "D1")),
    "evidence": ("Kode|Nilai|Foto|x|foto\n'3.1|5|a|b|c", "Foto", ("C1", "E1")),
}


@pytest.mark.parametrize(("sheet", "found", "cells"), REPEATED.values(), ids=REPEATED)
def test_a_repeated_column_is_named(
    sheet: str, found: str, cells: tuple[str, ...], book: Bookmaker, tiny: Instrument
) -> None:
    """A repeated column is an issue with both addresses."""
    issue = read_workbook(book(ONE_WITHOUT.format(sheet)), tiny).issues[0]
    expected = ("column-repeated", found, "Klaster B", cells[0], {"cells": cells})

    assert expected == (issue.code, issue.found, issue.location.sheet, issue.location.cell, issue.parameters)


def test_a_repeated_column_of_evidence_is_not_read(book: Bookmaker, tiny: Instrument) -> None:
    """Neither of the two columns is read."""
    raw = read_workbook(book(ONE_WITHOUT.format("Kode|Nilai|Foto|Foto\n'3.1|5|a|b")), tiny)

    assert [{}] == [row.evidence for row in raw.rows if row.code.text == "3.1"]


TWICE = {
    "two columns": ("Kode|Nilai|Nilai\n'3.1|5|6\n'3.2||0", "5", ("B1", ("C1",))),
    "two names": ("Kode|Points|Nilai\n'3.1|5|6", "5", ("B1", ("C1",))),
    "two languages and a recap's": ("Kode|Nilai|Catatan|Skor\n'3.1|5||6", "5", ("B1", ("D1",))),
    "three columns": ("Kode|Nilai|Skor|EM\n'3.1|5|6|7", "5", ("B1", ("C1", "D1"))),
    "a blank one": ("Kode|Nilai|Nilai\n'3.1|5|\n", "5", None),
    "a blank one before it": ("Kode|Nilai|Nilai\n'3.1||6\n'3.2||0", "6", None),
    "blanks before two": ("Kode|Nilai|Skor|EM\n'3.1||6|7", "6", ("C1", ("D1",))),
}


@pytest.mark.parametrize(("sheet", "points", "named"), TWICE.values(), ids=TWICE)
def test_the_first_column_of_points_with_entries_counts(
    sheet: str, points: str, named: tuple[str, tuple[str, ...]] | None, book: Bookmaker, tiny: Instrument
) -> None:
    """A second column of points voids no cluster. It is named in a warning if it has entries, and skipped."""
    raw = read_workbook(book(f"== Klaster B\n{sheet}"), tiny)
    issues = [(issue.location.cell, issue.parameters["cells"]) for issue in raw.issues]
    expected = (points, [named] if named else [])

    assert expected == (raw.rows[0].points.text, issues)
    assert {"column-points-repeated"} >= {issue.code for issue in raw.issues}


def test_a_skipped_column_of_points_is_left_behind_by_name(book: Bookmaker, tiny: Instrument) -> None:
    """A new workbook has only the column that counts, so every entry of the other one is reported."""
    issues = api.carry_over(book("== Klaster B\nKode|Nilai|Nilai\n'3.1|5|6"), tiny).issues

    assert [("C2", "6")] == [(each.location.cell, each.found) for each in issues if each.code == "entry-left-behind"]


# Identity

LINES = {
    "Indonesian": (
        "Jenis|Kota\nNama|Contoh\nProvinsi|Jambi\nKode wilayah|'15.71\nTahun|2024\nTahap|VA\nInstrumen|tiny\nEdisi|'1\n"
        "Sidik instrumen|abc"
    ),
    "English": (
        "Kind|Kota\nName|Contoh\nProvince|Jambi\nRegion code|'15.71\nYear|2024\nStage|VA\nInstrument|tiny\nEdition|'1\n"
        "Instrument fingerprint|abc"
    ),
    "another order, colons, capitals and a title": (
        "IDENTITAS\n\nTAHUN :|2024\ntahap:|VA\nProvinsi:|Jambi\nNama|Contoh\n\nJenis|Kota\nKode  Wilayah|'15.71\n"
        "Edisi|'1\nInstrumen|tiny\nSidik instrumen|abc"
    ),
}
IDENTITY = {
    Identity.KIND: "Kota",
    Identity.NAME: "Contoh",
    Identity.PROVINCE: "Jambi",
    Identity.CODE: "15.71",
    Identity.YEAR: "2024",
    Identity.STAGE: "VA",
    Identity.INSTRUMENT: "tiny",
    Identity.EDITION: "1",
    Identity.FINGERPRINT: "abc",
}


@pytest.mark.parametrize("lines", LINES.values(), ids=LINES)
@pytest.mark.parametrize("layout", ["== Identitas\n{}\n" + PLAIN, PLAIN + "\n== Sheet9\n{}"], ids=["first", "last"])
def test_the_identity_is_read_by_its_labels(layout: str, lines: str, book: Bookmaker, tiny: Instrument) -> None:
    """Region, year and stage are found by their labels, in both languages and in any sheet."""
    raw = read_workbook(book(layout.format(lines)), tiny)
    expected = IDENTITY

    assert expected == {line: cell.text for line, cell in raw.identity.items()}


def test_a_hidden_identity_before_a_visible_one_is_named(book: Bookmaker, tiny: Instrument) -> None:
    """The visible one counts, and the others are named as worksheets that were not read."""
    lines = LINES["Indonesian"]
    path = book(f"== Lama\n{lines}\n== Identitas\n{lines}\n== Baru\n{lines}\n{PLAIN}")
    changed: Any = load_workbook(path)
    for title in ("Lama", "Identitas"):
        changed[title].sheet_state = "hidden"
    changed.save(path)
    raw = read_workbook(path, tiny)
    (unread,) = [issue for issue in raw.issues if issue.code == "sheets-passed-over"]

    assert ("Baru", ("Lama", "Identitas")) == (
        raw.identity[Identity.YEAR].location.sheet,
        unread.parameters["sheets"],
    )


def test_lines_of_the_identity_have_their_place(book: Bookmaker, tiny: Instrument) -> None:
    """An issue can name the cell."""
    location = read_workbook(book(f"== Siapa\n{LINES['Indonesian']}\n{PLAIN}"), tiny).identity[Identity.YEAR].location
    expected = ("Siapa", "B5")

    assert expected == (location.sheet, location.cell)


NO_IDENTITY: Mapping[str, str] = {
    "two labels are chance": "== Catatan\nNama|Ani\nTahun|2024\n" + PLAIN,
    "no such sheet": PLAIN,
}


@pytest.mark.parametrize("text", NO_IDENTITY.values(), ids=NO_IDENTITY)
def test_another_sheet_is_not_the_identity(text: str, book: Bookmaker, tiny: Instrument) -> None:
    """A sheet with a label in common does not count as identity."""
    expected: Mapping[Identity, Cell] = {}

    assert expected == read_workbook(book(text), tiny).identity


# Unchanged files and other contents


def test_the_file_is_never_changed(book: Bookmaker, tiny: Instrument) -> None:
    """Neither the bytes nor the time of the last change differ."""
    path = book(PLAIN)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    read_workbook(path, tiny)

    assert before == (path.read_bytes(), path.stat().st_mtime_ns)


def test_the_source_names_the_file(book: Bookmaker, tiny: Instrument) -> None:
    """The source has the name of the file, without its folders."""
    expected = "sheet.xlsx"

    assert expected == read_workbook(book(PLAIN), tiny).source.file


FOLLOWING = {
    "with the code where questions stood": "Nilai|Kode|Catatan\n3|'1.2|",
    "with points where maxima stood": "Kode|Catatan|Nilai\n'1.2||3",
    "with points where questions stood": "Kode|Nilai\n'1.2|3",
}


@pytest.mark.parametrize("following", FOLLOWING.values(), ids=FOLLOWING)
def test_a_table_below_has_its_own_columns(following: str, book: Bookmaker, tiny: Instrument) -> None:
    """An unread column of the first table may be read in the second."""
    raw = read_workbook(book(f"== A\nKode|Pertanyaan|Nilai Maks|Nilai\n'1.1|Apa?|5|2\n\n{following}"), tiny)

    assert [("1.1", "2"), ("1.2", "3")] == [
        (row.code.text, row.points.text) for row in raw.rows if not row.points.is_blank
    ]


EXTRA_SHEETS = {
    "a list of documents": "No|Dokumen|Foto|OPD|Catatan\n1|a.pdf||Dinkes|",
    "a list of codes": "Kode|Dokumen|Catatan\n'1.1|a.pdf|sudah",
    "another table": "Pertanyaan|Nilai|OPD|Catatan\nApa?|3|Dinkes|",
}


@pytest.mark.parametrize("extra", EXTRA_SHEETS.values(), ids=EXTRA_SHEETS)
def test_an_extra_sheet_changes_nothing(extra: str, book: Bookmaker, tiny: Instrument) -> None:
    """If every question has its row, a sheet without the two columns is ignored."""
    rows = "".join(f"'{code}|\n" for code in tiny.questions)
    raw = read_workbook(book(f"== A\nKode|Nilai\n{rows}== Lain\n{extra}"), tiny)

    assert (7, ["sheets-passed-over"]) == (len(raw.rows), [issue.code for issue in raw.issues])


def test_a_column_repeated_everywhere_is_reported(book: Bookmaker, tiny: Instrument) -> None:
    """Two columns of points in the only sheet are reported as such."""
    raw = read_workbook(book("== A\nKode|Nilai|Nilai\n'1.1|1|2"), tiny)

    assert [issue.code for issue in raw.issues] == ["column-points-repeated"]


def test_two_columns_of_codes_are_named_with_the_refusal(book: Bookmaker, tiny: Instrument) -> None:
    """The refusal of a workbook contains all findings."""
    with pytest.raises(WorkbookError) as caught:
        read_workbook(book("== A\nKode|Kode|Nilai\n'1.1|'1.1|2"), tiny)

    assert [issue.code for issue in caught.value.issues] == ["workbook-columns-missing", "column-repeated"]


def merged(book: Bookmaker, reference: str) -> Path:
    path = book("== A\nKode|Nilai|Dokumen|Catatan\n'1.1|5|a.pdf\n'1.2a||\n'1.10||")
    loaded = load_workbook(path)
    loaded["A"].merge_cells(reference)
    loaded.save(path)
    return path


@pytest.mark.parametrize("reference", ["B2:B4", "C2:C3", "B2:C3"])
def test_merged_entries_are_reported(reference: str, book: Bookmaker, tiny: Instrument) -> None:
    """One entry for several questions is reported, since only the first row has it."""
    issues = read_workbook(merged(book, reference), tiny).issues

    assert [("cells-merged", (reference,))] == [(issue.code, issue.parameters["cells"]) for issue in issues]


@pytest.mark.parametrize("reference", ["B2:C2", "A2:C2"])
def test_evidence_under_a_merged_cell_is_reported(reference: str, book: Bookmaker, tiny: Instrument) -> None:
    """The cells of one question may be merged, but evidence below the first of them is hidden."""
    issues = read_workbook(merged(book, reference), tiny).issues
    code = "evidence-merged" if reference.startswith("B") else "cells-merged"  # points are hidden, too

    assert [(code, (reference,))] == [(issue.code, issue.parameters["cells"]) for issue in issues]


TITLES = ("1. Kebijakan", "Kebijakan", "INDIKATOR 1", "Klaster A: Sehat", "1.Kebijakan")


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("reference", ["A2:D2", "A2:B2"])
def test_a_merged_title_is_no_fault(title: str, reference: str, book: Bookmaker, tiny: Instrument) -> None:
    """A title across the columns of its row hides no entry, though it is in the column of codes."""
    path = book(f"== A\nKode|Nilai|Dokumen|Catatan\n{title}|||\n'1.1|5|a.pdf")
    loaded = load_workbook(path)
    loaded["A"].merge_cells(reference)
    loaded.save(path)

    assert () == read_workbook(path, tiny).issues


@pytest.mark.parametrize("reference", ["D2:D4", "C2:D2", "B3:B3"])
def test_other_merged_cells_do_no_harm(reference: str, book: Bookmaker, tiny: Instrument) -> None:
    """Merged remarks and merged cells of one row are allowed."""
    assert () == read_workbook(merged(book, reference), tiny).issues


def test_a_header_repeated_for_the_printer_is_not_a_row(book: Bookmaker, tiny: Instrument) -> None:
    """The titles in the middle of a table are skipped."""
    raw = read_workbook(book("== A\nKode|Nilai\n'1.1|5\nKODE|Nilai\n'1.2a|4"), tiny)

    assert ["1.1", "1.2a"] == [row.code.text for row in raw.rows]


def test_text_in_a_million_pieces_is_read_quickly(tmp_path: Path, tiny: Instrument) -> None:
    """Pieces of text are joined once, so that only their length matters."""
    pieces = "<t>a</t>" * 30_000
    path = xml_book(tmp_path, HEADER + xml_row(2, f'<c r="B2" t="inlineStr"><is>{pieces}</is></c>'))

    assert len(read_workbook(path, tiny).rows[0].points.text) == 30_000


def test_identity_may_be_above_a_table(book: Bookmaker, tiny: Instrument) -> None:
    """The reader finds label and value lines above the header."""
    raw = read_workbook(book("== A\nJenis|Kota\nNama|Contoh\nTahun|2024\n\nKode|Nilai\n'1.1|5"), tiny)

    assert ["Kota", "Contoh", "2024"] == [cell.text for cell in raw.identity.values()][::-1]


@pytest.mark.parametrize(("title", "expected"), [("Hitung", False), ("Lembar", True)])
def test_only_the_generated_hidden_sheet_is_skipped(
    title: str,
    expected: bool,
    tmp_path: Path,
    tiny: Instrument,
) -> None:
    """Other hidden sheets of a template workbook are read."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(write_workbook(tiny, Messages("id")))
    content = load_workbook(path)
    if title in content.sheetnames:
        content.remove(content[title])
    sheet = content.create_sheet(title)
    sheet.sheet_state = "hidden"
    for row in (["Kode", "Nilai"], ["9.9", 5]):
        sheet.append(row)
    content.save(path)

    assert expected == ("9.9" in {row.code.text for row in read_workbook(path, tiny).rows})


def test_points_under_a_merged_cell_are_reported(tmp_path: Path, tiny: Instrument) -> None:
    """The entry of a cell that is merged with its neighbour is lost."""
    path = make_workbook(tmp_path / "a.xlsx", "== A\nKode|Nilai Maks|Nilai\n'1.1|5|4\n'1.2a|4.5|1")
    book = load_workbook(path)
    book["A"].merge_cells("B2:C2")
    book.save(path)
    issues = [issue for issue in read_workbook(path, tiny).issues if issue.code == "cells-merged"]

    assert [("C2", ("B2:C2",))] == [(issue.location.cell, issue.parameters["cells"]) for issue in issues]
