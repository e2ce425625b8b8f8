"""Our reader of cells against another one, openpyxl's, on everything that both understand."""

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from kla_score.cells import Cell, CellKind, number_cell
from kla_score.instrument import Instrument
from kla_score.messages import Messages
from kla_score.workbook import write_workbook
from kla_score.workbook.guard import open_guarded
from kla_score.workbook.package import Package, letters
from tests.workbooks import put

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.xlsx"))

Cells = dict[tuple[str, str], tuple[CellKind, str, bool]]


def as_we_read(path: Path) -> Cells:
    package = Package(open_guarded(path).parts, str(path))
    found = [cell for title in package.sheets for row in package.rows(title) for cell in row.cells.values()]
    return {
        (cell.place.sheet, cell.place.cell): (cell.kind, cell.text, cell.is_percent)
        for cell in found
        if cell.kind is not CellKind.FORMULA
    }


def as_openpyxl_reads(path: Path) -> Cells:
    book = load_workbook(path, data_only=True)
    found = {}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                said = in_our_words(cell)
                if said is not None:
                    found[sheet.title, cell.coordinate] = (said.kind, said.text, said.is_percent)
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


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_read_alike(path: Path) -> None:
    """
    Every cell of every example is the same for both readers.
    """
    assert as_openpyxl_reads(path) == as_we_read(path)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_blank_sheet_is_read_alike(language: str, kla: Instrument, tmp_path: Path) -> None:
    """
    So is every cell of the sheet that we write.
    """
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
    """
    Text, numbers, percentages, dates, truth values and errors at any place and in any format.
    """
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
    """
    A sign in quotation marks is a word, not a format.
    """
    book = Workbook()
    sheet: Any = book.worksheets[0]
    put(sheet["A1"], "0.5")
    sheet["A1"].number_format = number_format
    stream = io.BytesIO()
    book.save(stream)
    (tmp_path / "a.xlsx").write_bytes(stream.getvalue())
    ((_, _, is_percent),) = as_we_read(tmp_path / "a.xlsx").values()

    assert expected == is_percent


def test_columns_are_named_as_excel_does() -> None:
    """
    A to XFD.
    """
    assert [letters(column) for column in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
