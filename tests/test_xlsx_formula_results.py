"""Results of formulas, stored in a workbook of openpyxl: `kla_score.xlsx.formula_results`."""

import io
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from kla_score.xlsx.formula_results import Result, with_results
from tests.workbooks import raw_zip_with

PART = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module", params=["without lxml", "with lxml"])
def content(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A workbook with formulas in two sheets, one of them with a format, as openpyxl writes it on each computer."""
    book = Workbook()
    for sheet in (book.worksheets[0], book.create_sheet("B")):
        sheet["A1"], sheet["A2"], sheet["B2"], sheet["C3"] = 5, "=A1*2", '=IF(A1<6,"<&","")', "text"
        sheet["A2"].number_format = "0.00"
    path = tmp_path_factory.mktemp("results") / "book.xlsx"
    book.save(path)
    if request.param == "with lxml":
        path = raw_zip_with(path, path.with_stem("lxml"), PART, {b"<v />": b"<v></v>"})
    return path.read_bytes()


def cells(content: bytes, title: str, *, data_only: bool) -> list[tuple[Any, ...]]:
    return list(load_workbook(io.BytesIO(content), data_only=data_only)[title].iter_rows(values_only=True))


RESULTS: dict[str, tuple[Result, object]] = {
    "a number": (Decimal("7.125"), 7.125),
    "a large number": (Decimal("1E+3"), 1000),
    "a count": (3, 3),
    "a text": ("Madya", "Madya"),
    "a text with signs of XML": ("<&> “x”", "<&> “x”"),
    "a control character": ("a\x0bb", "a_x000B_b"),
    "an empty text": ("", None),
}


@pytest.mark.parametrize(("result", "stored"), RESULTS.values(), ids=RESULTS)
def test_a_result_is_stored_beside_its_formula(result: Result, stored: object, content: bytes) -> None:
    """The formula, its format, all other cells and all other sheets stay as they are."""
    changed = with_results(content, {1: {"A2": result, "A1": "never", "Z9": "nowhere"}})
    expected = cells(content, "Sheet", data_only=True)
    expected[1] = (stored, *expected[1][1:])

    assert expected == cells(changed, "Sheet", data_only=True)
    assert cells(content, "Sheet", data_only=False) == cells(changed, "Sheet", data_only=False)
    assert cells(content, "B", data_only=True) == cells(changed, "B", data_only=True)
    assert "0.00" == load_workbook(io.BytesIO(changed))["Sheet"]["A2"].number_format
