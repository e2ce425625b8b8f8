"""The removal of blank rows before a sheet is parsed, which changes only the time."""

import re
import time
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kla_score.xlsx import blank_rows
from kla_score.xlsx.addresses import Range, letters
from kla_score.xlsx.blank_rows import without_blank_rows
from kla_score.xlsx.package import Package
from kla_score.xlsx.rows import Row
from tests.workbooks import MAIN, package_parts, sheet_xml

_SHEET = "xl/worksheets/sheet1.xml"


def read(content: bytes) -> tuple[list[Row], Sequence[Range]]:
    """Read the rows and the merged ranges of a workbook with the single sheet *content*."""
    package = Package({**package_parts(), _SHEET: content}, "a.xlsx")
    return list(package.rows("A")), package.merged("A")


REMARK = b"<!-- -->"
"""An addition after the last element whose only effect is that every row reaches the parser."""


# Removed and kept rows

VALUE = '<row r="9"><c r="A9"><v>1</v></c></row>'
TAKEN_OUT = {
    "a row without cells": '<row r="1"></row>',
    "a closed row": '<row r="1"/>',
    "a closed row with a blank before its end": '<row r="1" />',
    "a row with blank cells": '<row r="1"><c r="A1" s="4"/><c r="B1" s="4"/></row>',
    "cells without an address": '<row r="1"><c s="4"/><c/></row>',
    "many attributes": '<row r="1" spans="1:16384" s="1" customFormat="1" ht="15.75" customHeight="1"/>',
    "attributes of others": '<row r="1" x14ac:dyDescent="0.25" xr:uid="{0-1}"/>',
    "the number last": '<row s="1" customFormat="1" r="1"/>',
    "attributes on lines of their own": '<row\n r="1"\n\tspans="1:2"\r\n/>',
    "a hidden row": '<row r="1" hidden="1"/>',
    "a larger sign in an attribute of a cell": '<row r="1"><c r="A1"/></row><row r="2"/>',
    "as many cells as a sheet has columns": f'<row r="1">{"<c/>" * 16_384}</row>',
    "several in a row": '<row r="1"/><row r="2"></row><row r="3"><c r="A3"/></row>',
}


@pytest.mark.parametrize("rows", TAKEN_OUT.values(), ids=TAKEN_OUT)
def test_blank_rows_are_removed(rows: str) -> None:
    """A row with only formats is removed, before, between and after rows with contents."""
    last = rows.replace('r="', 'r="10')
    expected = sheet_xml(VALUE + VALUE.replace("9", "99"))

    assert expected.encode() == without_blank_rows(sheet_xml(rows + VALUE + VALUE.replace("9", "99") + last).encode())


def test_page_breaks_keep_no_blank_row() -> None:
    """An element whose name begins like a row does not count as a row."""
    breaks = '<rowBreaks count="1"><brk id="3"/></rowBreaks>'
    expected = (sheet_xml(VALUE) + breaks).encode()

    assert expected == without_blank_rows((sheet_xml('<row r="1"/>' + VALUE) + breaks).encode())


LEFT = {
    "a number": VALUE,
    "a text": '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>',
    "a formula": '<row r="1"><c r="A1"><f>B1</f></c></row>',
    "an empty value": '<row r="1"><c r="A1"><v/></c></row>',
    "a value behind blank cells": '<row r="1"><c r="A1"/><c r="B1"/><c r="C1"><v>1</v></c></row>',
    "a value before a blank cell": '<row r="1"><c r="A1"><v>1</v></c><c r="B1"/></row>',
    "a row without a number": "<row/>",
    "a row without a number behind one with": '<row r="1"/><row><c><v>1</v></c></row>',
    "a row without a number, with other attributes": '<row r="1"/><row spans="1:2"/>',
    "a number of something else": '<row r="1"/><row o:r="2"/>',
    "a number inside another attribute": '<row r="1"/><row o:note=\' r="2"\'/>',
    "a remark": '<row r="1"/><!-- <row r="2"/> -->',
    "a quoted stretch": '<row r="1"/><row r="2"><c t="str"><v><![CDATA[<row r="3"/>]]></v></c></row>',
    "single quotation marks": "<row r='1'/>",
    "a larger sign in an attribute": '<row o:note="a > b" r="1"/>',
    "an entity in an attribute": '<row r="1" o:note="a &amp; b"/>',
    "text in a row": '<row r="1"> </row>',
    "an extension in a row": '<row r="1"><c r="A1"/><extLst/></row>',
    "columns": '<cols><col min="1" max="2"/></cols>',
    "page breaks": '<rowBreaks count="1"><brk id="3"/></rowBreaks>',
    "a cell of another name": '<row r="1"><cell r="A1"/></row>',
    "a row of another name": '<rows r="1"/>',
    "prefixes": '<x:row r="1"/>',
    "a row that never ends": '<row r="1"><c r="A1"/>',
    "more cells than a sheet has columns": f'<row r="1">{"<c/>" * 16_385}</row>',
    "an escaped row": '<row r="1"><c t="str"><v>&lt;row r="2"/></v></c></row>',
}


@pytest.mark.parametrize("rows", LEFT.values(), ids=LEFT)
def test_other_rows_are_kept(rows: str) -> None:
    """Rows with possible contents reach the parser unchanged."""
    expected = sheet_xml(rows).encode()

    assert expected == without_blank_rows(expected)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_characters_of_two_bytes_are_kept(encoding: str) -> None:
    """In other encodings the same bytes can have another meaning."""
    # The bytes of these characters contain a blank row.
    expected = sheet_xml('<row r="1"/>').encode(encoding) + b'<row r="1"/>'

    assert expected == without_blank_rows(expected)


# No loss for any XML


GAPS = st.sampled_from([" ", " ", "  ", "\n", "\t", "\r\n "])
ROW_ATTRIBUTES = {
    "spans": ('spans="1:5"', "spans='1:5'"),
    "ht": ('ht="15.75"',),
    "s": ('s="0"', "s = '0'"),
    "hidden": ('hidden="1"', "hidden='true'", 'hidden="0"'),
    "customFormat": ('customFormat="1"',),
    "o:dyDescent": ('o:dyDescent="0.25"',),
    "o:note": ('o:note="a > b"', 'o:note="&lt;row/&gt;"', "o:note='say \"r\"'", 'o:note="/>"', 'o:note=""'),
    "xml:space": ('xml:space="preserve"',),
}
BLANK_CELLS = (
    *("<§c{r}/>", '<§c{r} s="0"/>', "<§c{r} s='0' />", '<§c{r} t="s"/>', '<§c{r} o:n="1>0"/>'),
    *("<§c{r}></§c>", "<§c{r}> </§c>", "<§c{r}><§v/></§c>", '<§c{r} t="str"><§v> </§v></§c>'),
)
TEXTS = (
    "5",
    "a &gt; b",
    "&lt;row r=&quot;1&quot;/&gt;",
    "&#60;row r='1'/>",
    'r="1"/>',
    '<![CDATA[<row r="1"/>]]>',
    "<![CDATA[</row>]]>7",
    "Rp 5.000.000,00; ✓ é 中",
    "<o:x>row</o:x>8",
)
VALUES = (
    *(f'<§c{{r}} t="str"><§v>{text}</§v></§c>' for text in TEXTS),
    *(f'<§c{{r}} t="inlineStr"><§is><§t>{text}</§t></§is></§c>' for text in TEXTS),
    "<§c{r}><§v>12.5</§v></§c>",
    '<§c{r} t="b"><§v>1</§v></§c>',
    '<§c{r} t="e"><§v>#REF!</§v></§c>',
    "<§c{r}><§f>A1+1</§f></§c>",
    '<§c{r} t="str"><§f>A1&amp;""</§f><§v></§v></§c>',
    "<§c{r}><!-- <c/> --><§v>3</§v></§c>",
)
BETWEEN = (
    *("", "", "", "", "\n", "  "),
    *('<!-- <row r="1"/> -->', "<!-- <row> -->", '<?note <row r="1"/> ?>', '<o:row r="1"/>', "<o:row/>"),
)


@st.composite
def rows(draw: st.DrawFn) -> str:
    """
    Draw rows: numbered or not, with attributes in any order, cells of every type, and text in between.

    ``§`` means the prefix of the sheet. Half of the rows are in the form of most programs.
    """
    is_plain = draw(st.booleans())
    text = ""
    number = 0
    for _ in range(draw(st.integers(0, 8))):
        is_numbered = is_plain or draw(st.integers(0, 9)) > 0
        number += draw(st.sampled_from([1, 1, 1, 2, 40])) if is_numbered else 1
        names = draw(st.lists(st.sampled_from(sorted(ROW_ATTRIBUTES)), unique=True, max_size=4))
        attributes = [draw(st.sampled_from(ROW_ATTRIBUTES[name][: 1 if is_plain else None])) for name in names]
        if is_numbered:
            forms = [f'r="{number}"'] if is_plain else [f'r="{number}"', f"r='{number}'", f'r = "{number}"']
            attributes.append(draw(st.sampled_from(forms)))
        start = "".join(draw(GAPS) + attribute for attribute in draw(st.permutations(attributes)))
        inside = draw(cells(number, is_plain=is_plain))
        is_closed = not inside and draw(st.booleans())
        text += "" if is_plain else draw(st.sampled_from(BETWEEN))
        text += f"<§row{start}/>" if is_closed else f"<§row{start}>{inside}</§row>"
    return text


@st.composite
def cells(draw: st.DrawFn, row: int, *, is_plain: bool) -> str:
    """Draw the cells of a row: most rows are blank, and some cells have no address."""
    blank = BLANK_CELLS[:2] if is_plain else BLANK_CELLS
    is_blank = draw(st.integers(0, 2)) > 0
    text = ""
    column = -1
    for _ in range(draw(st.integers(0, 4))):
        says_where = draw(st.booleans())
        # Without an address a cell follows the one before it.
        column += draw(st.sampled_from([1, 1, 3])) if says_where else 1
        cell = draw(st.sampled_from(blank if is_blank else blank + VALUES))
        text += cell.replace("{r}", f' r="{letters(column)}{row}"' if says_where else "")
    return text


@st.composite
def sheets(draw: st.DrawFn) -> str:
    """Draw the XML of a whole sheet, without the declaration of its encoding."""
    prefix = draw(st.sampled_from(["", "", "", "x:"]))
    before = draw(st.sampled_from(["", '<§cols><§col min="1" max="3"/></§cols>', '<§sheetPr codeName="row"/>']))
    behind = draw(st.sampled_from(["", '<§mergeCells count="1"><§mergeCell ref="A1:B2"/></§mergeCells>']))
    behind += draw(st.sampled_from(["", '<§rowBreaks count="1"><§brk id="3" max="16383" man="1"/></§rowBreaks>']))
    mark = "xmlns:x" if prefix else "xmlns"
    return (
        f'<§worksheet {mark}="{MAIN}" xmlns:o="urn:other">{before}'
        f"<§sheetData>{draw(rows())}</§sheetData>{behind}</§worksheet>"
    ).replace("§", prefix)


@given(text=sheets())
@example(text=sheet_xml('<row r="1"/><row r="2" spans="1:2"><c r="A2"/></row><row r="4"><c r="B4"><v>5</v></c></row>'))
@example(text=sheet_xml('<row r="3"/><row><c><v>5</v></c></row>'))
def test_rows_are_the_same_without_the_blank_ones(text: str) -> None:
    """Rows, numbers, cells, hidden rows and merged ranges equal those of the whole sheet."""
    expected = read(text.encode() + REMARK)

    assert expected == read(text.encode())


def all_but_blank_rows(content: bytes) -> str:
    """Return the elements of a sheet without its blank rows, with another XML reader."""
    root = ET.fromstring(content)  # noqa: S314 - we wrote it
    for rows_of_sheet in root.iter(f"{{{MAIN}}}sheetData"):
        for row in list(rows_of_sheet):
            if row.tag == f"{{{MAIN}}}row" and not any(len(cell) or cell.text for cell in row):
                rows_of_sheet.remove(row)
    return ET.canonicalize(ET.tostring(root, "unicode"), strip_text=True)


@given(text=sheets())
def test_everything_except_blank_rows_is_kept(text: str) -> None:
    """Filled cells, columns, merged ranges, page breaks and unknown elements stay unchanged."""
    expected = all_but_blank_rows(text.encode())

    assert expected == all_but_blank_rows(without_blank_rows(text.encode()))


ENCODINGS = {
    "UTF-8 with a mark": ("UTF-8", "utf-8-sig"),
    "UTF-16, high byte first": ("UTF-16", "utf-16-be"),
    "UTF-16, low byte first": ("UTF-16", "utf-16-le"),
    "Latin 1": ("ISO-8859-1", "iso-8859-1"),
    "Windows": ("windows-1252", "cp1252"),
    "ASCII": ("US-ASCII", "ascii"),
}
_MARKS = {"utf-16-be": b"\xfe\xff", "utf-16-le": b"\xff\xfe"}


@pytest.mark.parametrize(("name", "codec"), ENCODINGS.values(), ids=ENCODINGS)
@given(text=sheets())
def test_an_encoding_changes_nothing(name: str, codec: str, text: str) -> None:
    """The rows equal those of the whole sheet in any encoding."""
    plain = text if name.startswith("UTF") else text.encode("latin-1", "xmlcharrefreplace").decode("latin-1")
    plain = plain.encode("ascii", "replace").decode() if codec == "ascii" else plain
    content = _MARKS.get(codec, b"") + f'<?xml version="1.0" encoding="{name}"?>{plain}'.encode(codec)
    expected = read(plain.encode() + REMARK)

    assert expected == read(content)


# Time


def time_for(start: str, piece: str, end: str, size: int) -> float:
    """Return the seconds of the search in *piece* after *start*, repeated up to *size* bytes. The quickest counts."""
    content = (start + piece * (size // len(piece)) + end).encode()
    times = []
    for _ in range(3):
        before = time.process_time()
        without_blank_rows(content)
        times.append(time.process_time() - before)
    return min(times)


NASTY = {
    "attributes without an end": ("<row ", ' a="b"', ""),
    "attributes of a numbered row without an end": ('<row r="1" ', ' a="b"', ""),
    "numbers without an end": ("<row ", ' r="1"', ""),
    "attributes of a cell without an end": ('<row r="1"><c ', ' a="b"', ""),
    "attributes of a cell, twice": ('<row r="1"><c r="A1"/><c ', ' a="b"', ">"),
    "cells without an end": ('<row r="1">', "<c/>", ""),
    "cells with a value at the end": ('<row r="1">', '<c r="A1" s="1"/>', "<c><v>1</v></c></row>"),
    "rows that only begin": ("", '<row r="1">', ""),
    "rows with a cell that only begin": ("", '<row r="1"><c/>', ""),
    "rows that only begin, without a number": ("", "<row ", ""),
    "starts without a sign": ("", "<row", ""),
    "starts of cells": ('<row r="1">', "<c", ""),
    "quotation marks": ('<row r="1" a=', '"', ""),
    "blanks": ("<row", " ", ""),
    "blanks behind a number": ('<row r="1"', " ", ""),
    "blanks between attributes": ('<row r="1"', '                a="b"', ">"),
    "a long name": ('<row r="1" ', "a", ""),
    "a long value": ('<row r="1" a="', "b", ""),
    "a number in every value": ('<row r="1" ', ' r="', ""),
    "blank rows": ("", '<row r="1"/>', ""),
    "blank rows with a value at the end": ("", '<row r="1"><c/></row>', "<row"),
    "rows without a number, at the end": ("", '<row r="1"/>', "<row>"),
    "blank and full rows in turn": ("", '<row r="1"/><row r="2"><c><v>1</v></c></row>', ""),
    "remarks": ("", "<!-- -->", ""),
    "exclamation marks": ("", "<", "!"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("start", "piece", "end"), NASTY.values(), ids=NASTY)
def test_the_search_is_quick_on_anything(start: str, piece: str, end: str) -> None:
    """Four times as many hostile bytes take about four times as long, not sixteen times."""
    former = time_for(start, piece, end, 8_000)
    for size in (32_000, 128_000, 512_000, 2_048_000):
        seconds = time_for(start, piece, end, size)

        assert seconds < max(8 * former, 0.05)
        former = seconds


def test_no_pattern_needs_a_later_python() -> None:
    """Possessive quantifiers match too much before Python 3.11.5, which some systems still have."""
    source = Path(blank_rows.__file__).read_text(encoding="utf-8")

    assert [] == re.findall(r"[)\]*+?\w][*+?]\+", source.replace("rb", ""))
