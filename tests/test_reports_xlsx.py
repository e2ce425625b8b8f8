"""Workbooks with results: valid titles, exact numbers, texts as text, and no active content."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from kla_score.i18n import Messages
from kla_score.reports.document import Aligned, CellLink, Column, Document, Figure, Percent, Row, Table, Value
from kla_score.reports.pictures import Bar, Bars
from tests.documents import PICTURES, workbook_of


def opened(document: Document) -> Workbook:
    """Read with another reader."""
    return load_workbook(io.BytesIO(workbook_of(document)))


def documented(*tables: Table, language: str = "en", title: str = "T", **parts: Any) -> Document:
    return Document(title, Messages(language), tables=tables, **parts)


def table_of(
    *rows: Sequence[Value] | Row, title: str = "T", columns: Sequence[str] = ("A", "B"), note: str = ""
) -> Table:
    made = [row if isinstance(row, Row) else Row(row) for row in rows]
    return Table(title, [Column(each) for each in columns], made, note)


def titles(*wanted: str) -> list[str]:
    """Return the titles of the sheets after the overview."""
    return opened(documented(*(table_of(title=title) for title in wanted))).sheetnames[1:]


# Titles of sheets

TITLES = {
    "a short one": ("Dinkes", "Dinkes"),
    "31 characters": ("x" * 31, "x" * 31),
    "32 characters": ("x" * 32, "x" * 31),
    "16 emojis, which count twice": ("😀" * 16, "😀" * 15),
    "15 emojis and a letter": ("😀" * 15 + "x", "😀" * 15 + "x"),
    "a slash": ("Semua desa/kelurahan", "Semua desa kelurahan"),
    "a colon": ("Cluster I: Civil Rights", "Cluster I Civil Rights"),
    "all that is forbidden": ("a[b]c:d*e?f/g\\h", "a b c d e f g h"),
    "nothing but what is forbidden": ("[/]", "-"),
    "blanks": ("  ", "-"),
    "apostrophes around": ("'Dinas'", "Dinas"),
    "an apostrophe inside": ("Jum'at", "Jum'at"),
    "a control character": ("a\x1bb", "a\ufffdb"),
    "a line break": ("a\nb", "a b"),
    "a formula": ("=1+1", "=1+1"),
    "a name that is taken": ("History", "History (2)"),
    "one in capitals": ("HISTORY", "HISTORY (2)"),
    "that of the overview": ("overview", "overview (2)"),
    "another script": ("Kota “é” 市", "Kota “é” 市"),
}


@pytest.mark.parametrize(("wanted", "title"), TITLES.values(), ids=TITLES)
def test_a_title_is_valid(wanted: str, title: str) -> None:
    """A title has at most 31 valid characters, and is never the reserved name of Excel."""
    expected = [title]

    assert expected == titles(wanted)


REPEATED = {
    "the same": (("Dinkes", "Dinkes", "Dinkes"), ["Dinkes", "Dinkes (2)", "Dinkes (3)"]),
    "the same but for letter case": (("Dinkes", "DINKES"), ["Dinkes", "DINKES (2)"]),
    "the same when cut between words": (
        ("Missing evidence of every question", "Missing evidence of every quarter"),
        ["Missing evidence of every", "Missing evidence of every (2)"],
    ),
    "the same when cut": (("x" * 31 + "a", "x" * 31 + "b"), ["x" * 31, "x" * 27 + " (2)"]),
    "the same without what is forbidden": (("a/b", "a:b"), ["a b", "a b (2)"]),
    "one that looks numbered": (("A", "A (2)", "A"), ["A", "A (2)", "A (3)"]),
    "nothing but what is forbidden": (("/", "?"), ["-", "- (2)"]),
}


@pytest.mark.parametrize(("wanted", "expected"), REPEATED.values(), ids=REPEATED)
def test_a_title_occurs_once(wanted: tuple[str, ...], expected: list[str]) -> None:
    """Repeated titles get a number."""
    assert expected == titles(*wanted)


@settings(max_examples=settings().max_examples // 2)
@given(
    st.lists(st.text(st.characters(max_codepoint=0xFFFF, exclude_characters="'"), min_size=1, max_size=40), max_size=4)
)
def test_any_titles_are_valid(wanted: list[str]) -> None:
    """Each title has a sheet."""
    found = [title.casefold() for title in titles(*wanted)]

    assert (len(wanted), True) == (
        len(set(found)),
        all(0 < len(title) <= 31 and not set(title) & set("[]:*?/\\") for title in found),
    )


def test_the_first_sheet_has_a_name_in_its_language() -> None:
    """The first sheet is an overview, in Indonesian or English."""
    names = [opened(documented(language=language)).sheetnames[0] for language in ("id", "en")]
    expected = [Messages("id").gettext("Overview"), "Overview"]

    assert expected == names


# Values


def values_of(*row: Value, level: int = 0) -> list[object]:
    """Return the values that a reader finds for one row."""
    columns = [str(number) for number in range(len(row))]
    sheet = opened(documented(table_of(Row(row, level), columns=columns))).worksheets[1]
    return [cell.value for cell in sheet[2]]


NUMBERS = {
    "whole": (12, "12"),
    "nought": (0, "0"),
    "points": (Decimal("126.91"), "126.91"),
    "a sum": (Decimal("0.1") + Decimal("0.2"), "0.3"),
    "whole points": (Decimal("12.00"), "12"),
    "tens": (Decimal("1E+1"), "10"),
    "three decimals": (Decimal("597.928"), "597.928"),
    "zero": (Decimal("0.00"), "0"),
    "a negative number": (Decimal("-1.5"), "-1.5"),
}


@pytest.mark.parametrize(("value", "stored"), NUMBERS.values(), ids=NUMBERS)
def test_a_number_is_stored_exactly(value: Value, stored: str) -> None:
    """A number is stored as a number, with every digit."""
    with zipfile.ZipFile(io.BytesIO(workbook_of(documented(table_of([value], columns=["A"]))))) as archive:
        xml = archive.read("xl/worksheets/sheet2.xml").decode("utf-8")

    assert f' t="n"><v>{stored}</v>' in xml


@given(st.decimals(0, 10_000, places=3))
@settings(max_examples=settings().max_examples // 2)
def test_any_points_can_be_read_again(points: Decimal) -> None:
    """Points of any size have all their digits."""
    (value,) = values_of(points)

    assert points == Decimal(str(value))


def test_points_show_their_decimals() -> None:
    """Points show two decimals, or three if needed."""
    sheet = opened(documented(table_of([Decimal("1.5"), 3]))).worksheets[1]
    expected = ["0.00#", "0"]

    assert expected == [cell.number_format for cell in sheet[2]]


def test_an_unknown_number_is_blank() -> None:
    """An unknown number is a blank cell, not 0."""
    expected = [None, 0]

    assert expected == values_of(None, 0)


TEXTS = {
    "a formula": "=1+1",
    "a sum": "+1",
    "a difference": "-1",
    "an old formula": "@SUM(A1)",
    "a link": '=HYPERLINK("http://a.id")',
    "a code": "1.10",
    "a number": "12",
    "a date": "2024-01-02",
    "a percentage": "85%",
    "an error": "#REF!",
    "a truth": "TRUE",
    "blanks around": "  a  ",
    "lines": "a\nb",
    "XML": "<b>&amp;</b>",
    "another script": "Kota “é” 市",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_stays_a_text(text: str) -> None:
    """A text that looks like another value stays a text."""
    sheet = opened(documented(table_of(["x", text]))).worksheets[1]
    cell = sheet["B2"]
    expected = (text, "s")

    assert expected == (cell.value, cell.data_type)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_is_a_text_everywhere(text: str) -> None:
    """Title, facts, notes, headings and the text below a table are stored as text."""
    table = table_of([text, text], columns=[text, text], note=text)
    book = opened(documented(table, title=text, facts=[(text, text)], notes=[text]))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    expected = {"s"}

    assert expected == kinds


CONTROLS = ["\x00", "\x1b", "\x07", "\x0b", "\x7f", "\x9b", "\u202e", "\ufeff", "\ufffe", "\ud800"]


@pytest.mark.parametrize("control", CONTROLS, ids=ascii)
def test_control_characters_are_visible(control: str) -> None:
    """Control characters are visible in every place for text, and the workbook opens again."""
    text = f"a{control}b"
    table = table_of([text, text], title=text, note=text)
    book = opened(documented(table, title=text, facts=[("F", text)], notes=[text]))
    shown = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if "a" in str(cell.value)]
    expected = ["a\ufffdb"] * 6

    assert expected == shown


@settings(max_examples=settings().max_examples // 2)
@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_a_workbook_with_any_text_opens_again(text: str, other: str) -> None:
    """Headings, notes, title and print header may contain any text."""
    table = table_of([text, other], title=other, columns=["A", text], note=other)
    book = opened(documented(table, title=text, facts=[("F", text)], notes=[other]))

    assert len(book.sheetnames) == 2


def test_a_text_that_is_too_long_is_cut() -> None:
    """The cut is marked. Excel would refuse the whole text."""
    (value,) = values_of("x" * 40_000)
    expected = "x" * 32_766 + "…"

    assert expected == value


# Places


FACT = Aligned("4.5", "Low", "2 to High", number=Decimal("4.5"))


def test_facts_and_notes_are_on_the_first_sheet() -> None:
    """The order is the title, facts with their labels, notes. The number of a fact is a number."""
    document = documented(
        title="Kota Contoh", facts=[("Claimed", "5 of 30"), ("Supported", FACT)], notes=["One.", "Two."]
    )
    sheet = opened(document).worksheets[0]
    found = [[cell.value for cell in row] for row in sheet.iter_rows() if any(cell.value for cell in row)]
    expected = [
        ["Kota Contoh", None, None],
        ["Claimed", None, "5 of 30"],
        ["Supported", 4.5, "Low; 2 to High"],
        [None, None, "One."],
        [None, None, "Two."],
    ]

    assert expected == found


def test_numbers_of_a_fact_have_their_own_cells() -> None:
    """They are below each other, in place of the sentence. The date is a date."""
    figures = {"Done": [Figure("Done", 5, "of all"), Figure("Points", Decimal("4.5"))]}
    document = documented(facts=[("Done", "5 of all, 4.5 points")], figures=figures, issued=date(2025, 3, 1))
    sheet = opened(document).worksheets[0]

    assert [("Date", None, datetime(2025, 3, 1)), ("Done", 5, "of all"), ("Points", 4.5, None)] == list(  # noqa: DTZ001
        sheet.iter_rows(3, 5, values_only=True)
    )
    assert ["[$-809]d mmmm yyyy", "0", "0.00#"] == [sheet[address].number_format for address in ("C3", "B4", "B5")]


def test_a_table_begins_with_its_titles() -> None:
    """Rows follow, and the note is separate."""
    sheet = opened(documented(table_of(["a", 1], ["b", Decimal("2.5")], note="and 3 more"))).worksheets[1]
    expected = [("A", "B"), ("a", 1), ("b", 2.5), (None, None), ("and 3 more", None)]

    assert expected == list(sheet.iter_rows(values_only=True))


def test_subordinate_rows_are_indented() -> None:
    """Only the first column is indented."""
    expected = ["  a", "b"]

    assert expected == values_of("a", "b", level=1)


def test_totals_are_bold() -> None:
    """Only rows with totals are bold."""
    sheet = opened(documented(table_of(["a", 1], Row(["Total", 1], is_total=True)))).worksheets[1]
    expected = [False, True]

    assert expected == [bool(sheet.cell(row, 1).font.bold) for row in (2, 3)]


def test_a_table_can_be_filtered() -> None:
    """The filter covers titles and rows, but not the note. The titles stay visible on screen and paper."""
    sheet = opened(documented(table_of(["a", 1], ["b", 2], note="n"))).worksheets[1]
    (named,) = sheet.tables.values()
    expected = ("A1:B3", "A1:B3", "A2", "$1:$1")

    assert expected == (named.ref, named.autoFilter.ref, sheet.freeze_panes, sheet.print_title_rows)


def test_every_table_has_a_name_for_formulas() -> None:
    """Names consist of letters, digits and underscores, and differ. A table without rows has none."""
    wanted = ["Nilai per klaster", "Nilai per klaster!", "A1", "市"]
    book = opened(documented(*(table_of(["a", 1], title=title) for title in wanted), table_of(title="blank")))
    names = [list(sheet.tables) for sheet in book.worksheets[1:]]

    assert [["kla_Nilai_per_klaster"], ["kla_Nilai_per_klaster_2"], ["kla_A1"], ["kla_"], []] == names


def test_titles_of_columns_differ() -> None:
    """A named table needs a text of its own in every column."""
    sheet = opened(documented(table_of(["a", 1, 2], columns=["A", "A", "a"]))).worksheets[1]

    assert ["A", "A (2)", "a (3)"] == [cell.value for cell in sheet[1]]


SUMMED = [Column("A"), Column("B", is_number=True, is_summed=True), Column("C", is_number=True)]
SUMS: dict[str, tuple[list[Row], list[object], bool]] = {
    "numbers": ([Row(["a", Decimal("0.1"), 1]), Row(["b", Decimal("0.2"), 2])], ["Total", 0.3, None], True),
    "a total that is the sum": ([Row(["a", 1, 2]), Row(["All", 1, 7], is_total=True)], ["All", 1, 7], True),
    "a total that is capped": ([Row(["a", 9, 2]), Row(["All", 5, 2], is_total=True)], ["All", 5, 2], False),
    "unknown numbers": (
        [Row(["a", None, 2]), Row(["b", None, 2]), Row(["All", None, 4], is_total=True)],
        ["All", None, 4],
        False,
    ),
}


@pytest.mark.parametrize(("rows", "expected", "is_live"), SUMS.values(), ids=SUMS)
def test_sums_are_below_a_table(rows: list[Row], expected: list[object], is_live: bool) -> None:
    """A viewer without calculation shows the sums. A total that is not the sum of the rows stays as it is."""
    content = workbook_of(documented(Table("T", SUMMED, rows)))
    live, stored = (load_workbook(io.BytesIO(content), data_only=each).worksheets[1] for each in (False, True))
    last = live.max_row
    formula = f"=ROUND(SUBTOTAL(109,B2:B{last - 1}),3)"

    assert expected == [cell.value for cell in stored[last]]
    assert (formula if is_live else expected[1]) == live.cell(last, 2).value


LEFT_OUT = {"one row": [Row(["a", 9, 2])], "no numbers": [Row(["a", None, 2]), Row(["b", None, 2])]}


@pytest.mark.parametrize("rows", LEFT_OUT.values(), ids=LEFT_OUT)
def test_a_sum_that_says_nothing_is_left_out(rows: list[Row]) -> None:
    """One row needs no sum, and neither do unknown numbers."""
    assert 1 + len(rows) == opened(documented(Table("T", SUMMED, rows))).worksheets[1].max_row


RATED = [*SUMMED[:2], SUMMED[1]._replace(title="C"), Column("%", is_number=True, ratio=(1, 2))]


def rated(points: int, maximum: int) -> Row:
    return Row([f"{points}", points, maximum, Percent("x", Decimal(0), Fraction(points, maximum))])


def test_the_total_of_a_percentage_is_the_ratio_of_the_sums() -> None:
    """The formula divides the sums in its row, so that it follows the filter."""
    content = workbook_of(documented(Table("T", RATED, [rated(1, 2), rated(1, 4)])))
    live, stored = (load_workbook(io.BytesIO(content), data_only=each).worksheets[1] for each in (False, True))

    assert '=IF(N(C4)=0,"",B4/C4)' == live["D4"].value
    assert ["Total", 2, 6, 2 / 6] == [cell.value for cell in stored[4]]


def test_a_percentage_has_its_full_precision() -> None:
    """A share is stored unrounded, with more decimals on display if it would look like 100%."""
    cells = [
        opened(documented(Table("T", RATED, [rated(*each)]))).worksheets[1]["D2"]
        for each in ((2, 3), (99_999, 100_000))
    ]

    assert [(2 / 3, "0.0%_)"), (0.99999, "0.000%_)")] == [(cell.value, cell.number_format) for cell in cells]


def test_a_change_in_percentage_points_has_its_full_precision() -> None:
    """One decimal is displayed, and all are stored."""
    columns = [Column("A"), Column("B", is_number=True, is_change=True)]
    row = Row(["a", Percent("+33.3 pp", Decimal("33.3"), Fraction(1, 3))])

    assert pytest.approx(100 / 3) == opened(documented(Table("T", columns, [row]))).worksheets[1]["B2"].value


def test_parts_of_rows_are_not_summed() -> None:
    """Rows of level 1 would count twice."""
    table = Table("T", SUMMED, [Row(["a", 2, 1]), Row(["b", 2, 1], level=1), Row(["All", 2, 1], is_total=True)])

    assert [2, 2, 2] == [opened(documented(table)).worksheets[1].cell(row, 2).value for row in (2, 3, 4)]


def test_percentages_are_numbers() -> None:
    """A share is stored as a fraction and a change in percentage points, each with its format."""
    columns = [Column("A"), Column("B", is_number=True), Column("C", is_number=True, is_change=True)]
    rows = [Row(["a", Percent("64.7%", Decimal("64.7")), Percent("-1.5 pp", Decimal("-1.5"))])]
    cells = opened(documented(Table("T", columns, rows))).worksheets[1][2]
    expected = [(0.647, "0.0%_)"), (-1.5, '+0.0" pp";-0.0" pp";0.0" pp"')]

    assert expected == [(cell.value, cell.number_format) for cell in cells[1:]]


def test_a_column_to_fill_offers_its_choices() -> None:
    """The list covers the rows of the table and no others."""
    table = table_of(["a", 1], ["b", 2])._replace(to_fill=["Due", "Status"], choices={"Status": ("Open", "Done")})
    sheet = opened(documented(table)).worksheets[1]
    (rule,) = sheet.data_validations.dataValidation

    assert ("list", '"Open,Done"', "D2:D3") == (rule.type, rule.formula1, str(rule.sqref))


def test_a_worksheet_has_the_short_title_of_its_table() -> None:
    """Long names that begin alike stay different."""
    tables = [table_of(title="Office of the long name")._replace(label=label) for label in ("One", "Two")]

    assert ["One", "Two"] == opened(documented(*tables)).sheetnames[1:]


def test_columns_become_narrower_for_paper() -> None:
    """The widest columns of a table to fill in shrink first."""
    table = table_of(["x" * 60, "y" * 60, "z", "w" * 60], columns=list("ABCD"))._replace(to_fill=["E"])
    widths = {key: each.width for key, each in opened(documented(table)).worksheets[1].column_dimensions.items()}

    assert {"A": 37, "B": 38, "C": 10, "D": 38, "E": 12} == widths


def test_worksheets_replace_tables() -> None:
    """A workbook can have other tables than a page."""
    document = documented(table_of(title="Page"), worksheets=[table_of(title="Book")], details=[table_of(title="More")])

    assert ["Overview", "Book", "More"] == opened(document).sheetnames


@pytest.mark.parametrize("title", ["Dinkes", "Dinas A & B", "&D", "12 desa", "x" * 200])
def test_the_print_header_names_the_table(title: str) -> None:
    """Special characters are doubled, and a long name is shortened."""
    with zipfile.ZipFile(io.BytesIO(workbook_of(documented(table_of(title=title))))) as archive:
        xml = archive.read("xl/worksheets/sheet2.xml").decode("utf-8")
    header = xml.split("<oddHeader>")[1].split("</oddHeader>", maxsplit=1)[0].replace("&amp;", "&")
    expected = title[:120].replace("&", "&&")

    assert header.endswith(expected)


def test_a_workbook_names_its_kind() -> None:
    """The properties have the title, the program and the type report, so that it cannot be scored by mistake."""
    properties = opened(documented(title="Kota Contoh")).properties
    expected = ("Kota Contoh", "kla-score", "report")

    assert expected == (properties.title, properties.creator, str(properties.identifier).rpartition(":")[2])


def test_nothing_in_a_workbook_can_run() -> None:
    """A workbook has no macro, link or connection, and no formula but its sums."""
    table = table_of(["=1+1", '=HYPERLINK("http://a.id")'], title="=cmd", note="=1")
    with zipfile.ZipFile(io.BytesIO(workbook_of(documented(table)))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    active = [name for name in parts if any(word in name for word in ("vba", "external", "connections", "activeX"))]
    sheets = [name for name, part in parts.items() if "sheets/" in name and (b"<f>" in part or b"<hyperlink" in part)]

    assert (active, sheets) == ([], [])


# Charts

EMU_OF_A_ROW = 15 * 12_700
"""Rows are 15 points high. A point is 12,700 units of a chart."""


def test_every_picture_is_a_chart_of_numbers_beside_it() -> None:
    """Charts show marks and thresholds, parts and the rest, and both years. A missing side is blank."""
    sheet: Any = opened(documented(pictures=PICTURES)).worksheets[1]
    found = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(max_col=4, values_only=True)]
    expected = [
        *(["Total"], ["Points"], ["Now", 7], ["Low", 500]),
        *(["Clusters"], ["Supported", "At risk", "Open"], ["A", 1, 2.5, 6.5]),
        *(["Years"], ["2024", "2025"], ["A", 40]),
    ]

    assert (3, expected) == (len(sheet._charts), [row for row in found if row])
    assert {6} == {chart.anchor._from.col for chart in sheet._charts}, "beside the numbers"


def test_every_series_of_a_chart_has_the_heading_of_its_column() -> None:
    """Each series uses the heading of its column as its name, and the labels of the rows as its categories."""
    sheet: Any = opened(documented(pictures=PICTURES[1:2])).worksheets[1]
    places = [[each.tx.strRef.f, each.cat.numRef.f] for each in sheet._charts[0].series]

    assert [["Supported", "A"], ["At risk", "A"], ["Open", "A"]] == [
        [sheet[place.partition("!")[2].split(":")[0].replace("$", "")].value for place in pair] for pair in places
    ]


def test_charts_do_not_cover_each_other() -> None:
    """Each begins below its numbers and the chart above it."""
    many = [Bar(f"Region {number}", [Decimal(1)], Decimal(2)) for number in range(40)]
    sheet: Any = opened(documented(pictures=[Bars("B", "w", ("x", "Open"), many), *PICTURES])).worksheets[1]
    rows = [chart.anchor._from.row for chart in sheet._charts]
    ends = [row + chart.anchor.ext.height / EMU_OF_A_ROW for row, chart in zip(rows, sheet._charts, strict=True)]

    assert all(end < following for end, following in zip(ends[:-1], rows[1:], strict=True))


def test_no_chart_is_cut_by_the_end_of_a_page() -> None:
    """A chart that does not fit below the others begins on a new page."""
    half = [Bar(f"Region {number}", [Decimal(1)], Decimal(2)) for number in range(15)]
    bars = Bars("B", "w", ("x", "Open"), half)
    sheet: Any = opened(documented(pictures=[bars, bars, *PICTURES])).worksheets[1]
    starts = [chart.anchor._from.row for chart in sheet._charts]
    breaks = [each.id for each in sheet.row_breaks.brk]

    assert [start - 1 for start in starts[1:3]] == breaks


def test_every_part_of_a_bar_has_its_own_colour() -> None:
    """The rest is lighter than the third part. The worse of two parts has the same colour wherever it is."""
    bars = Bars("B", "w", ("a", "b", "c", "Open"), [Bar("A", [Decimal(1)] * 3, Decimal(4))])
    sheet: Any = opened(documented(pictures=[bars, bars._replace(is_adverse=True)])).worksheets[1]
    normal, adverse = ([each.graphicalProperties.solidFill.srgbClr for each in chart.series] for chart in sheet._charts)

    assert 4 == len({*normal})
    assert [normal[1], normal[0], *normal[2:]] == adverse


def test_a_chart_without_rows_is_left_out() -> None:
    """A chart without rows is omitted, since some programs report an empty chart as damaged."""
    sheet: Any = opened(documented(pictures=[Bars("B", "w", ("x", "Open"), [])])).worksheets[1]

    assert [] == sheet._charts


def test_bars_without_rows_have_no_order_of_parts() -> None:
    """There is no part to colour."""
    assert [] == Bars("B", "w", ("x", "Open"), []).part_order


# Links

LINK = CellLink("A'b!C3", "a b.xlsx", "A'b", "C3")


def test_a_cell_link_leads_to_its_cell() -> None:
    """The link has the relative address of the file, and the place in the notation of spreadsheet programs."""
    cell = opened(documented(table_of([LINK, 1]), addresses={"a b.xlsx": "../a%20b.xlsx"})).worksheets[1]["A2"]
    assert cell.hyperlink is not None

    assert ("A'b!C3", "../a%20b.xlsx", "'A''b'!C3") == (cell.value, cell.hyperlink.target, cell.hyperlink.location)


@pytest.mark.parametrize("link", [LINK, replace(LINK, file="b.xlsx"), replace(LINK, sheet="A\x01", file="a.xlsx")])
def test_a_cell_link_without_an_address_is_text(link: CellLink) -> None:
    """A link leads only to a file on the command line and a sheet with a valid name."""
    cell = opened(documented(table_of([link, 1]), addresses={"a.xlsx": "a.xlsx"})).worksheets[1]["A2"]

    assert cell.hyperlink is None


def test_details_and_appendix_follow_the_tables() -> None:
    """Details and appendix have a sheet each, in this order."""
    tables, appendix, details = ([table_of(title=title)] for title in ("Table", "Issues", "Questions"))
    document = documented(*tables, appendix=appendix, details=details)

    assert ["Overview", "Table", "Issues", "Questions"] == opened(document).sheetnames
