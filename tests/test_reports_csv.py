"""CSV: one table by RFC 4180, exact numbers with a point, and no text that a spreadsheet program would run."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_score.i18n import Messages, clean
from kla_score.reports.document import Column, CsvDialect, Document, RenderTarget, Row, Table, Value
from kla_score.reports.formats import FORMATS


def documented(*rows: Sequence[Value], columns: Sequence[str] = ("A", "B"), **parts: Any) -> Document:
    table = Table("T", [Column(title) for title in columns], [Row(values) for values in rows])
    return Document("T", Messages("id"), tables=[table], **parts)


def written(document: Document) -> str:
    return FORMATS["csv"].render_text(document, RenderTarget())


def read(text: str) -> list[list[str]]:
    """Read with another CSV reader."""
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


CELLS: dict[str, tuple[Value, str]] = {
    "nothing": (None, ""),
    "an empty text": ("", ""),
    "a text": ("Dinas Kesehatan", "Dinas Kesehatan"),
    "a comma": ("a, b", '"a, b"'),
    "a semicolon": ("a; b", '"a; b"'),
    "a quotation mark": ('a "b" c', '"a ""b"" c"'),
    "quotation marks around": ('"a"', '"""a"""'),
    "a line break": ("a\nb", '"a\nb"'),
    "blanks around": (" a ", " a "),
    "another script": ("Kota “é” 市", "Kota “é” 市"),
    "a number": (12, "12"),
    "nought": (0, "0"),
    "a whole number of points": (Decimal("12.00"), "12"),
    "decimals": (Decimal("126.910"), "126.91"),
    "thousands": (Decimal(10000), "10000"),
    "tens": (Decimal("1E+1"), "10"),
    "a small number": (Decimal("0.001"), "0.001"),
    "zero": (Decimal("0.000"), "0"),
    "a negative zero": (Decimal("-0.0"), "0"),
    "a negative number": (Decimal("-1.5"), "-1.5"),
    "a negative whole number": (-2, "-2"),
    "a text like a number": ("1.10", "1.10"),
}


@pytest.mark.parametrize(("value", "field"), CELLS.values(), ids=CELLS)
def test_a_cell_follows_the_standard(value: Value, field: str) -> None:
    """Text is quoted if necessary. Numbers are exact and have a point in every language."""
    expected = f"A,B\r\n{field},x\r\n"

    assert expected == written(documented([value, "x"]))


EXCEL_CELLS: dict[str, tuple[Value, str]] = {
    "nothing": (None, ""),
    "a text": ("Dinas Kesehatan", "Dinas Kesehatan"),
    "a comma": ("a, b", '"a, b"'),
    "a semicolon": ("a; b", '"a; b"'),
    "a number": (12, "12"),
    "decimals": (Decimal("419.147"), "419,147"),
    "a negative number": (Decimal("-1.5"), "-1,5"),
    "thousands": (Decimal(10000), "10000"),
    "the code of a region": ("35.02", '"=""35.02"""'),
    "the code of a question": ("1.10", '"=""1.10"""'),
    "a code with letters": ("21A.4b", "21A.4b"),
    "a text like a date": ("1/2", '"=""1/2"""'),
    "a text like a number with an exponent": ("12e3", '"=""12e3"""'),
    "a nought in front": ("007", '"=""007"""'),
    "too many digits for a number": ("3502123456789012", '"=""3502123456789012"""'),
    "a year": ("2024", "2024"),
    "a formula": ("=1+1", "'=1+1"),
}


@pytest.mark.parametrize(("value", "field"), EXCEL_CELLS.values(), ids=EXCEL_CELLS)
def test_a_cell_for_indonesian_spreadsheets(value: Value, field: str) -> None:
    """With the dialect, semicolons separate, decimals have a comma, and codes stay text."""
    target = RenderTarget(csv_dialect=CsvDialect.EXCEL_ID)
    expected = f"\ufeffA;B\r\n{field};x\r\n"

    assert expected == FORMATS["csv"].render_text(documented([value, "x"]), target)


RUN = {
    "a formula": ("=1+1", "'=1+1"),
    "a sum": ("+1", "'+1"),
    "a difference": ("-1", "'-1"),
    "an old formula": ("@SUM(A1)", "'@SUM(A1)"),
    "a command": ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
    "a hyphen alone": ("-", "'-"),
    "a formula after a mark": ("'=1", "'=1"),
    "a formula inside": ("1=1", "1=1"),
    "an address": ("a@b.id", "a@b.id"),
    "a formula in full width": ("＝1+1", "'＝1+1"),
    "a formula of two lines": ("=1\n=2", "'=1\n'=2"),
    "a formula behind a semicolon": ("a;=1+1", "a;'=1+1"),
    "a formula behind what opens a quotation": ('a;"=1+1;b', "a;'\"=1+1;b"),
    "words behind a semicolon": ("a; -h; b=1", "a; -h; b=1"),
}


@pytest.mark.parametrize(("value", "shown"), RUN.values(), ids=RUN)
def test_a_text_never_runs(value: str, shown: str) -> None:
    """A text that begins like a formula gets a mark. Others are unchanged."""
    expected = [["A", "B"], [shown, "x"]]

    assert expected == read(written(documented([value, "x"])))


def test_a_title_never_runs() -> None:
    """The titles of columns are protected like other text."""
    expected = [["'=A", "B"]]

    assert expected == read(written(documented(columns=("=A", "B"))))


CONTROLS = ["\x1b[31m", "\x00", "\x07", "\x7f", "\x9b", "\u202e", "\u200b", "\ufeff"]


@pytest.mark.parametrize("control", CONTROLS, ids=ascii)
def test_control_characters_are_visible(control: str) -> None:
    """A sign replaces each of them, and the following text is unchanged."""
    expected = f"a\ufffd{control[1:]}b"

    assert expected == read(written(documented([f"a{control}b", "x"])))[1][0]


@pytest.mark.parametrize("blank", ["\t", "\r", "\r\n", "\n\t"], ids=ascii)
def test_a_formula_after_a_blank_never_runs(blank: str) -> None:
    """Blanks that a spreadsheet program would skip are no protection before a formula."""
    field = read(written(documented([f"{blank}=1+1", "x"])))[1][0]

    assert field.startswith((" ", "\n"))


def test_records_replace_the_tables() -> None:
    """If a document has records, they are written instead of its tables."""
    records = Table("", [Column("R")], [Row(["r"])])
    expected = "R\r\nr\r\n"

    assert expected == written(documented(["a", "b"], records=records))


def test_without_records_the_first_table_is_written() -> None:
    """The output is one table, without its title, its note or the facts."""
    tables = [Table(title, [Column(title)], [Row([title.lower()])], note="n") for title in ("A", "B")]
    document = Document("T", Messages("en"), facts=[("F", "f")], tables=tables, notes=["n"])
    expected = "A\r\na\r\n"

    assert expected == written(document)


def test_a_table_without_rows_has_its_titles() -> None:
    """A script still finds the columns."""
    expected = "A,B\r\n"

    assert expected == written(documented())


def test_a_document_without_tables_is_written() -> None:
    """A document without tables becomes a single line end."""
    expected = "\r\n"

    assert expected == written(Document("T", Messages("en")))


VALUES = st.none() | st.text() | st.integers() | st.decimals(-10_000, 10_000, places=3)


@given(st.lists(st.tuples(VALUES, VALUES, VALUES), max_size=5))
def test_every_cell_can_be_read_again(rows: list[tuple[Value, Value, Value]]) -> None:
    """Every cell is in its place: texts as shown, except for marks, and numbers exact."""

    def shown(value: Value) -> object:
        if isinstance(value, str):
            return "\n".join(map(clean, value.split("\n")))
        return value

    def same(value: Value, field: str) -> bool:
        if value is None:
            return not field
        if isinstance(value, str):
            return field.replace("'", "") == str(shown(value)).replace("'", "")
        return Decimal(field) == value and "E" not in field

    fields = read(written(documented(*rows, columns=("A", "B", "C"))))[1:]

    assert all(
        same(value, field)
        for row, line in zip(rows, fields, strict=True)
        for value, field in zip(row, line, strict=True)
    )


PIECES = st.lists(st.sampled_from([*"=+-@'\"\n\r\t,; a1", "\x00", "\u200b"]), max_size=6).map("".join)


@given(PIECES)
def test_no_text_begins_like_a_formula(text: str) -> None:
    """Any text is written so that it does not begin like a formula."""
    assert not read(written(documented([text, "x"])))[1][0].startswith(("=", "+", "-", "@", "\t", "\r"))


@given(PIECES, PIECES)
def test_no_text_begins_like_a_formula_to_a_reader_of_semicolons(text: str, other: str) -> None:
    """With semicolons, a comma is no separator, and a quotation mark counts only at the start of a cell."""
    lines = written(documented([text, other], columns=("A", "B"))).splitlines()
    cells = [cell for line in lines for row in csv.reader([line], delimiter=";") for cell in row]

    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
