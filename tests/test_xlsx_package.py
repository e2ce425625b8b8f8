"""The project's reader of cells compared with openpyxl, for contents that both support."""

import io
import tracemalloc
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from kla_score.cells import Cell, CellKind, number_cell
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.issues import WorkbookError
from kla_score.template.writing import write_workbook
from kla_score.xlsx import cell_values as stored_cell
from kla_score.xlsx.addresses import letters
from kla_score.xlsx.guard import open_untrusted
from kla_score.xlsx.package import Package, part_name
from tests.workbooks import MAIN, OFFICE, package_parts, put

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.xlsx"))

Cells = dict[tuple[str, str], tuple[CellKind, str, bool]]


def as_we_read(path: Path) -> Cells:
    package = open_untrusted(path).package
    found = [cell for title in package.sheets for row in package.rows(title) for cell in row.cells.values()]
    return {
        (cell.location.sheet, cell.location.cell): (cell.kind, cell.text, cell.is_percent)
        for cell in found
        if cell.kind is not CellKind.FORMULA
    }


def as_openpyxl_reads(path: Path) -> Cells:
    book = load_workbook(path, data_only=True)
    found = {}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                reported = in_our_words(cell)
                if reported is not None:
                    found[sheet.title, cell.coordinate] = (reported.kind, reported.text, reported.is_percent)
    return found


def in_our_words(cell: Any) -> Cell | None:
    match cell.value:
        case None:
            return None
        case bool():
            return Cell(CellKind.BOOLEAN, str(cell.value).upper())
        case int() | float():
            return number_cell(cell.value, is_percent="%" in cell.number_format)
        case datetime():
            return Cell(CellKind.DATE, cell.value.date().isoformat())
        case str() if cell.data_type == "e":
            return Cell(CellKind.ERROR, cell.value)
        case _:
            return Cell(CellKind.TEXT, cell.value) if cell.value.strip() else None


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_read_alike(path: Path) -> None:
    """Every cell of every example is the same for both readers."""
    assert as_openpyxl_reads(path) == as_we_read(path)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_blank_sheet_is_read_alike(language: str, kla: Instrument, tmp_path: Path) -> None:
    """Every cell of a template is the same for both readers."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(write_workbook(kla, Messages(language)))

    assert as_openpyxl_reads(path) == as_we_read(path)


VALUES = st.one_of(
    st.text(max_size=20).filter(lambda text: not ILLEGAL_CHARACTERS_RE.search(text) and "\ufffe" not in text),
    st.integers(-(10**14), 10**14),
    st.floats(-1e9, 1e9, allow_nan=False),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(2200, 1, 1)),
    st.sampled_from(["#REF!", "#N/A", "#DIV/0!"]),
)
FORMATS = st.sampled_from(["General", "0.00", "0%", "0.0%", "@", '0.00" poin"', '[Red]0.00;"d"0', "#,##0"])


@given(
    cells=st.dictionaries(st.tuples(st.integers(1, 30), st.integers(1, 40)), st.tuples(VALUES, FORMATS), max_size=12)
)
def test_any_cells_are_read_alike(
    cells: dict[tuple[int, int], tuple[Any, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The readers agree on all types of cells at any place and in any format."""
    book = Workbook()
    sheet: Any = book.worksheets[0]
    for (row, column), (value, number_format) in cells.items():
        cell = sheet.cell(row, column)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "e" if value.startswith("#") and value.isupper() else "s"
        elif not isinstance(value, date):
            cell.number_format = number_format
    path = tmp_path_factory.mktemp("cells") / "a.xlsx"
    book.save(path)

    assert as_openpyxl_reads(path) == as_we_read(path)


PERCENT_FORMATS = {
    "0%": True,
    "0.00%": True,
    "0.0 %": True,
    "General": False,
    '0"%"': False,
    "0\\%": False,
    "[%]0": False,
}


@pytest.mark.parametrize(("number_format", "expected"), PERCENT_FORMATS.items())
def test_only_a_percentage_is_a_percentage(number_format: str, *, expected: bool, tmp_path: Path) -> None:
    """A percent sign in quotation marks is text in a format."""
    book = Workbook()
    sheet: Any = book.worksheets[0]
    put(sheet["A1"], "0.5")
    sheet["A1"].number_format = number_format
    stream = io.BytesIO()
    book.save(stream)
    (tmp_path / "a.xlsx").write_bytes(stream.getvalue())
    ((_, _, is_percent),) = as_we_read(tmp_path / "a.xlsx").values()

    assert expected == is_percent


SECTIONS = {
    ("[<=1]0%;0", "0.5"): "50%",
    ("[<=1]0%;0", "4"): "4",
    ("0;-0;0%", "4"): "4",
    ("0;-0;0%", "0"): "0%",
    ("0;0%", "4"): "4",
    ("0;0%", "-1"): "-100%",
    ("0%;-0", "0.5"): "50%",
    ("0%;-0", "-1"): "-1",
    ("[>1]0;[>0.5]0%;0.0", "0.75"): "75%",
    ("[>1]0;[>0.5]0%;0.0", "0.25"): "0.25",
    ("[>1]0;[>0.5]0;0%", "0.25"): "25%",
    ("[Red][<0]0%;0", "4"): "4",
    ('0;0;0;@"%"', "4"): "4",
    ('0.0" dari 100%"', "4"): "4",
    ("0%;@", "-1"): "-100%",
    ("0%;-0;@", "0"): "0%",
    ("0;[Red]-0;d mmm", "4"): "4",
    ("0;[Red]-0;d mmm", "0"): "00:00",
    ("[<>0]0%;0", "0.5"): "50%",
    ("[=1]0%;0", "0.5"): "0.5",
}


@pytest.mark.parametrize(("case", "text"), SECTIONS.items(), ids=[" ".join(case) for case in SECTIONS])
def test_the_section_of_a_format_that_applies_counts(case: tuple[str, str], text: str) -> None:
    """A number is a percentage or a date only if it is shown as one."""
    code, value = case
    content = package_parts(f'<row r="1"><c r="A1" s="0"><v>{value}</v></c></row>', relations=STYLED)
    code = code.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    numbers = f'<numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts>'
    content["xl/styles.xml"] = styles_of(f'{numbers}<cellXfs><xf numFmtId="200"/></cellXfs>')

    assert [text] == texts_of(Package(content, "a.xlsx"))


def test_columns_are_named_as_excel_does() -> None:
    """A to XFD."""
    assert [letters(column) for column in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


def texts_of(package: Package) -> list[str]:
    return [cell.text for title in package.sheets for row in package.rows(title) for cell in row.cells.values()]


REFUSED_ROWS = {
    "a cell twice": '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>12</v></c></row>',
    "columns out of order": '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    "rows out of order": '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
    "a cell of another row": '<row r="1"><c r="A2"><v>1</v></c></row>',
    "a row beyond the last": '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
    "a row far beyond the last": '<row r="2147483647"><c r="A2147483647"><v>1</v></c></row>',
    "a column beyond the last": '<row r="1"><c r="XFE1"><v>1</v></c></row>',
    "a string that is not there": '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
    "a string before the first": '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
    "a format before the first": '<row r="1"><c r="A1" s="-1"><v>1</v></c></row>',
}


@pytest.mark.parametrize("rows", REFUSED_ROWS.values(), ids=REFUSED_ROWS)
def test_an_impossible_sheet_is_refused(rows: str) -> None:
    """A sheet that no spreadsheet program writes is refused as a whole, so that no cell is lost."""
    with pytest.raises((ValueError, IndexError)):
        texts_of(Package(package_parts(rows, strings="<si><t>a</t></si>"), "a.xlsx"))


LONG = {
    "in the cell": ("x", 32_767),
    "of emojis": ("\U0001f600", 16_383),
}


@pytest.mark.parametrize("is_shared", [False, True], ids=["", "shared"])
@pytest.mark.parametrize(("character", "longest"), LONG.values(), ids=LONG)
def test_a_text_that_is_too_long_is_named_with_its_cell(character: str, longest: int, is_shared: bool) -> None:
    """Excel counts an emoji twice. The longest text is read."""
    rows = '<row r="3"><c r="B3" t="{}">{}</c></row>'

    def package(length: int) -> Package:
        text = character * length
        if is_shared:
            return Package(package_parts(rows.format("s", "<v>0</v>"), strings=f"<si><t>{text}</t></si>"), "a.xlsx")
        return Package(package_parts(rows.format("inlineStr", f"<is><t>{text}</t></is>")), "a.xlsx")

    with pytest.raises(WorkbookError) as caught:
        texts_of(package(longest + 1))
    (issue,) = caught.value.issues

    assert [character * longest] == texts_of(package(longest))
    assert ("text-too-long", "a.xlsx", "A", "B3") == (issue.code, *issue.location[:3])


def test_a_long_text_that_no_cell_has_is_not_refused() -> None:
    """It was left behind when its cell was cleared."""
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    strings = f"<si><t>a</t></si><si><t>{'x' * 40_000}</t></si>"

    assert ["a"] == texts_of(Package(package_parts(rows, strings=strings), "a.xlsx"))


@pytest.mark.parametrize("count", [20_000, 20_001])
def test_merged_ranges_have_a_limit_of_their_own(count: int) -> None:
    """The limit itself is allowed, and the message says what there is too much of, and in which sheet."""
    content = package_parts('<row r="1"><c r="A1"><v>5</v></c></row>')
    end = b"</sheetData>"
    merged = b"".join(b'<mergeCell ref="B%d:C%d"/>' % (row, row) for row in range(2, count + 2))
    sheet = content["xl/worksheets/sheet1.xml"].replace(end, end + b"<mergeCells>" + merged + b"</mergeCells>")
    package = Package({**content, "xl/worksheets/sheet1.xml": sheet}, "a.xlsx")
    try:
        found = [(each, "a.xlsx", "A") for each in texts_of(package)]
    except WorkbookError as error:
        found = [(issue.code, *issue.location[:2]) for issue in error.issues]

    assert [("5" if count == 20_000 else "workbook-too-many-merged", "a.xlsx", "A")] == found


NOTHING = {
    "an old macro module": {"book": '<sheet name="A" r:id="r1"/><sheet name="Module1" sheetId="2" r:id=""/>'},
    "an old macro module without a prefix": {
        "book": '<sheet name="A" r:id="r1"/><sheet xmlns:d="urn:d" name="Module1" sheetId="2" d:id="" id=""/>'
    },
    "a chart": {
        "book": '<sheet name="A" r:id="r1"/><sheet name="Chart1" sheetId="2" r:id="r5"/>',
        "relations": f'<Relationship Id="r5" Type="{OFFICE}/chartsheet" Target="chartsheets/sheet1.xml"/>',
    },
}


@pytest.mark.parametrize("change", NOTHING.values(), ids=NOTHING)
def test_what_has_no_cells_is_passed_over(change: dict[str, str]) -> None:
    """The worksheets are read as if it were not there."""
    assert ["5"] == texts_of(Package(package_parts('<row r="1"><c r="A1"><v>5</v></c></row>', **change), "a.xlsx"))


@pytest.mark.parametrize("stored", ["xl/worksheets/my sheet.xml", "xl/worksheets/my%20sheet.xml"])
@pytest.mark.parametrize(
    "target", ["worksheets/my sheet.xml", "worksheets/my%20sheet.xml", "/XL/worksheets/My%20Sheet.xml"]
)
def test_a_blank_in_a_name_has_two_spellings(stored: str, target: str) -> None:
    """In an address it is encoded, and in the archive often not."""
    content = package_parts('<row r="1"><c r="A1"><v>5</v></c></row>')
    relations = "xl/_rels/workbook.xml.rels"
    content[relations] = content[relations].replace(b"worksheets/sheet1.xml", target.encode())
    content[stored] = content.pop("xl/worksheets/sheet1.xml")

    assert ["5"] == texts_of(Package({part_name(name): part for name, part in content.items()}, "a.xlsx"))


WITHOUT = {"missing": None, "empty": b""}
OF_NUMBERS = '<row r="1"><c r="A1"><v>5</v></c></row>'
OF_TEXTS = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'


def without_strings(rows: str, instead: bytes | None) -> Package:
    content = package_parts(rows)
    del content["xl/sharedstrings.xml"]
    return Package(content if instead is None else {**content, "xl/sharedstrings.xml": instead}, "a.xlsx")


@pytest.mark.parametrize("instead", WITHOUT.values(), ids=WITHOUT)
def test_shared_texts_are_needed_only_by_cells_that_have_one(instead: bytes | None) -> None:
    """Some programs name a part that they do not write. A cell that refers to it is still refused."""
    assert ["5"] == texts_of(without_strings(OF_NUMBERS, instead))
    with pytest.raises(IndexError):
        texts_of(without_strings(OF_TEXTS, instead))


def test_empty_properties_are_none() -> None:
    """Some programs write a part without contents."""
    content = package_parts(OF_NUMBERS)
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    relation = f'<Relationship Id="r7" Type="{kind}" Target="docProps/core.xml"/></Relationships>'.encode()
    content["_rels/.rels"] = content["_rels/.rels"].replace(b"</Relationships>", relation)

    assert {} == Package({**content, "docprops/core.xml": b""}, "a.xlsx").properties
    with pytest.raises(SyntaxError):
        assert Package({**content, "docprops/core.xml": b"<x>"}, "a.xlsx").properties


SHEETS = {
    "two of one title": '<sheet name="A" r:id="r1"/><sheet name="A" r:id="r3"/>',
    "two of one part": '<sheet name="A" r:id="r1"/><sheet name="B" r:id="r1"/>',
    "one without a part": '<sheet name="A" r:id="r1"/><sheet name="B" r:id="r4"/>',
    "one without a relation": '<sheet name="A" r:id="r9"/>',
    "one without any id": '<sheet name="A" sheetId="1"/>',
}


@pytest.mark.parametrize("book", SHEETS.values(), ids=SHEETS)
def test_conflicting_sheets_are_refused(book: str) -> None:
    """Every sheet that the workbook names is read, or the workbook is refused."""
    more = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in (3, 4)
    )
    content = package_parts(book=book, relations=more)
    content["xl/worksheets/sheet3.xml"] = content["xl/worksheets/sheet1.xml"]

    with pytest.raises((ValueError, KeyError)):
        texts_of(Package(content, "a.xlsx"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [('=DISPIMG("ID_3F25",1)', CellKind.PICTURE), ("image(1).jpg", CellKind.TEXT), ("=A1", CellKind.TEXT)],
)
def test_a_picture_of_wps_among_the_shared_texts_is_a_picture(text: str, kind: CellKind) -> None:
    """The picture is found wherever its function is stored. The name of a picture is a text."""
    package = Package(
        package_parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=f"<si><t>{text}</t></si>"), "a.xlsx"
    )
    cells = [cell for row in package.rows("A") for cell in row.cells.values()]

    assert [kind] == [cell.kind for cell in cells]


ROW = '<{0}row r="1"><{0}c r="A1"><{0}v>5</{0}v></{0}c></{0}row>'


@pytest.mark.parametrize("prefix", ["", "x:", "ns0:"])
def test_any_prefix_works(prefix: str) -> None:
    """The namespace decides the meaning of an element, whatever its prefix."""
    assert texts_of(Package(package_parts(ROW.format(prefix), prefix=prefix), "a.xlsx")) == ["5"]


def test_any_prefix_of_relations_works() -> None:
    """Some programs use the prefix d3p1."""
    book = f'<sheet name="A" d3p1:id="r1" xmlns:d3p1="{OFFICE}"/>'

    assert texts_of(Package(package_parts(ROW.format(""), book=book), "a.xlsx")) == ["5"]


def test_elements_of_other_namespaces_have_no_effect() -> None:
    """A value in another namespace is not a value of the cell."""
    rows = '<row r="1"><c r="A1"><v>5</v><o:v>7</o:v><o:f>9</o:f></c></row>'

    assert texts_of(Package(package_parts(rows), "a.xlsx")) == ["5"]


def test_reading_aids_are_not_text() -> None:
    """The pronunciation of East Asian text is omitted."""
    strings = '<si><t>a</t><rPh sb="0" eb="1"><t>b</t></rPh><r><t>c</t></r></si>'

    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'

    assert texts_of(Package(package_parts(rows, strings=strings), "a.xlsx")) == ["ac"]


def test_elements_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook of millions of tiny elements is refused at the limit."""
    monkeypatch.setattr("kla_score.xlsx.package.MAXIMUM_EVENTS", 1_000)

    with pytest.raises(WorkbookError):
        texts_of(Package(package_parts('<row r="1">' + "<c><v>1</v></c>" * 1_000 + "</row>"), "a.xlsx"))


HIDDEN = {
    'hidden="1"': True,
    'hidden="true"': True,
    'ht="0" customHeight="1"': True,
    'hidden="0"': False,
    'ht="15"': False,
}


@pytest.mark.parametrize(("attributes", "expected"), HIDDEN.items(), ids=HIDDEN)
def test_an_invisible_row_is_hidden(attributes: str, expected: bool) -> None:
    """A row hidden by a filter, a user or a height of 0 counts as hidden."""
    package = Package(package_parts(f'<row r="1" {attributes}><c r="A1"><v>5</v></c></row>'), "a.xlsx")

    assert [expected] == [row.is_hidden for row in package.rows("A")]


ODD_CELLS = {
    "a cell in a wrapper": '<x:a xmlns:x="urn:x"><x:b><c r="A1"><v>3</v></c></x:b></x:a>',
    "a value in a wrapper": '<c r="A1"><x:a xmlns:x="urn:x"><v>3</v></x:a></c>',
    "a value with something in it": '<c r="A1"><v>1<o:y/>2</v></c>',
    "a text without its item": '<c r="A1" t="inlineStr"><t>3</t></c>',
    "a text and a value": '<c r="A1" t="inlineStr"><is><t>2</t></is><v>3</v></c>',
    "a value for a text": '<c r="A1" t="inlineStr"><v>3</v></c>',
    "a text in a wrapper": '<c r="A1" t="s"><v>1</v></c>',
    "a blank cell before one without an address": '<c r="A1"/><c><v>7</v></c>',
}
READ = [["3"], ["3"], ["12"], ["3"], ["2"], [], ["w"], ["7"]]


@pytest.mark.parametrize("filler", [0, 200_000], ids=["short", "long"])
@pytest.mark.parametrize(("cells", "expected"), [*zip(ODD_CELLS.values(), READ, strict=True)], ids=ODD_CELLS)
def test_odd_cells_are_read_alike(cells: str, expected: list[str], filler: int) -> None:
    """No cell is lost in a short or a long part, whatever the elements around it."""
    content = package_parts(f'<row r="1">{cells}</row>', strings="<si><t>a</t></si><si><w><t>w</t></w></si>")
    end = b"</sheetData>"
    sheet = content["xl/worksheets/sheet1.xml"].replace(end, end + b"<z>" + b"z" * filler + b"</z>")

    assert expected == texts_of(Package({**content, "xl/worksheets/sheet1.xml": sheet}, "a.xlsx"))


def test_an_unread_column_gives_only_headings() -> None:
    """
    A short text may be a heading of another table. Numbers and longer texts are skipped, wherever they are stored.
    """
    values = {
        "B1": '<c r="B1" t="inlineStr"><is><t>Kode</t></is></c>',
        "B2": f'<c r="B2" t="inlineStr"><is><t>{"q" * 61}</t></is></c>',
        "B3": '<c r="B3" t="s"><v>0</v></c>',
        "B4": '<c r="B4" t="s"><v>1</v></c>',
        "B5": '<c r="B5"><v>12</v></c>',
        "B6": '<c r="B6"><f>A1</f></c>',
        "B7": '<c r="B7" t="str"><f>A1</f><v>12</v></c>',
    }
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>1</v></c>{cell}</row>' for row, cell in enumerate(values.values(), start=1)
    )
    package = Package(package_parts(rows, strings=f"<si><t>{'s' * 60}</t></si><si><t>{'s' * 61}</t></si>"), "a.xlsx")

    assert ["B1", "B3", "B6", "B7"] == [row.cells[1].location.cell for row in package.rows("A", {1}) if 1 in row.cells]


STYLED = f'<Relationship Id="r8" Type="{OFFICE}/styles" Target="styles.xml"/>'


def styles_of(content: str) -> bytes:
    return f'<styleSheet xmlns="{MAIN}">{content}</styleSheet>'.encode()


def test_an_unknown_element_among_the_formats_moves_none() -> None:
    """Formats have numbers by position, so that an unknown element must not count."""
    content = package_parts('<row r="1"><c r="A1" s="0"><v>0.5</v></c></row>', relations=STYLED)
    content["xl/styles.xml"] = styles_of('<cellXfs><x:y xmlns:x="urn:x"/><xf numFmtId="9"/></cellXfs>')
    (row,) = Package(content, "a.xlsx").rows("A")

    assert row.cells[0].is_percent


SLOW_ROWS = {
    "a million lines in a cell": f'<row r="1"><c r="A1" t="str"><v>{"a" + chr(10) * 5_100_000}</v></c></row>',
    "elements that do not end": "<x>" * 1_000_000,
    "a row of blank cells": f'<row r="1">{"<c/>" * 1_000_000}<c><v>1</v></c></row>',
    "attributes of a blank row": "<row" + ' a=""' * 6_000_000 + "/>",
}


@pytest.mark.slow
@pytest.mark.parametrize("rows", SLOW_ROWS.values(), ids=SLOW_ROWS)
def test_traps_are_refused_in_little_memory(rows: str) -> None:
    """Each of them could use a gigabyte or more."""
    tracemalloc.start()
    with pytest.raises((ValueError, SyntaxError, WorkbookError)):
        texts_of(Package(package_parts(rows), "a.xlsx"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 400 * 1024 * 1024


@pytest.mark.parametrize("place", ["in the cells", "beside them"])
def test_not_all_text_may_be_wide(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook of texts with one character of four bytes each could use 661 MB, wherever they are stored."""
    monkeypatch.setattr(stored_cell, "MAXIMUM_WIDE", 10)
    item = "<t>12345✓</t>"
    cells = [f'<c r="A{row}" t="inlineStr"><is>{item}</is></c>' for row in (1, 2)]
    rows = "".join(f'<row r="{row}">{cell}</row>' for row, cell in enumerate(cells, start=1))
    strings = "".join(f"<si>{item}</si>" for _ in cells)
    fitting = package_parts(rows.replace("12345✓</t></is></c></row>", "123✓</t></is></c></row>", 1))
    full = (
        package_parts(rows)
        if place == "in the cells"
        else package_parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=strings)
    )

    assert 2 == len(texts_of(Package(fitting, "a.xlsx")))
    with pytest.raises(ValueError, match=r"^10$"):
        texts_of(Package(full, "a.xlsx"))


def test_a_long_format_is_read_quickly() -> None:
    """Hundreds of thousands of brackets could take minutes."""
    content = package_parts('<row r="1"><c r="A1" s="0"><v>5</v></c></row>', relations=STYLED)
    numbers = f'<numFmts><numFmt numFmtId="200" formatCode="{"[" * 400_000}"/></numFmts>'
    content["xl/styles.xml"] = styles_of(f'{numbers}<cellXfs><xf numFmtId="200"/></cellXfs>')

    assert ["5"] == texts_of(Package(content, "a.xlsx"))


@pytest.mark.slow
def test_columns_may_be_hidden_again_and_again() -> None:
    """Hiding all columns a hundred thousand times could take a minute."""
    content = package_parts()
    sheet = content["xl/worksheets/sheet1.xml"]
    columns = b"<cols>" + b'<col min="2" max="16384" hidden="1"/>' * 100_000 + b"</cols>"
    content["xl/worksheets/sheet1.xml"] = sheet.replace(b"<sheetData>", columns + b"<sheetData>")
    package = Package(content, "a.xlsx")
    list(package.rows("A"))

    assert set(range(1, 16_384)) == package.hidden_columns("A")


def test_shared_texts_named_twice_are_read_once() -> None:
    """Thousands of relations to one part could take minutes."""
    twice = f'<Relationship Id="r9" Type="{OFFICE}/sharedStrings" Target="/xl/sharedstrings.xml"/>'
    content = package_parts(
        '<row r="1"><c r="A1" t="s"><v>1</v></c></row>', strings="<si><t>a</t></si><si><t>b</t></si>", relations=twice
    )

    assert ["b"] == texts_of(Package(content, "a.xlsx"))
    assert ["a", "b"] == Package(content, "a.xlsx")._strings


def test_a_path_may_have_backslashes() -> None:
    """Some programs write the paths of parts as Windows does."""
    content = package_parts('<row r="1"><c r="A1"><v>5</v></c></row>')
    name = "xl/_rels/workbook.xml.rels"
    content[name] = content[name].replace(b"worksheets/sheet1.xml", rb"worksheets\sheet1.xml")

    assert [["5"]] == [[cell.text for cell in row.cells.values()] for row in Package(content, "a.xlsx").rows("A")]
