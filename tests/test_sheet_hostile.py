"""
A sheet full of hostile text, in every result and every format: it is always plain text.

Other readers parse the outputs.
"""

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.conftest import TINY, Runner
from tests.documents import HOSTILE, assert_harmless, parse

pytestmark = pytest.mark.slow  # every result in every format

TEXTS = [*(text for text in HOSTILE if text != "\ud800"), "::error::a ##[error]b"]  # no workbook can contain the former

RESULTS = {
    "evaluate": ("evaluate", "a.xlsx", "-v"),
    "to-do": ("evaluate", "a.xlsx", "--group-by", "agency"),
    "plan": ("plan", "a.xlsx", "--target", "20"),
    "compare": ("compare", "a.xlsx", "b.xlsx"),
    "batch": ("batch", "a.xlsx", "b.xlsx"),
}
SUFFIXES = ("json", "csv", "md", "html", "xlsx")

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_TAG = re.compile(r"(?<!\\)<(?!br>)")
_NUMBER = re.compile(r"-?[0-9.]+")


def hostile_sheet(path: Path, text: str, points: int) -> None:
    """Write a workbook with *text* in every place for text."""
    book = Workbook()
    book.remove(book.worksheets[0])
    identity: Any = book.create_sheet("Identitas")
    for row, values in enumerate(
        [("Instrumen", "tiny"), ("Edisi", "1"), ("Tahun", "2024"), ("Provinsi", text), ("Nama", text), (text, text)], 1
    ):
        put_row(identity, row, values)
    sheet: Any = book.create_sheet(re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", text)[:31].strip("' ") or "A")
    put_row(sheet, 1, ["Kode", "Nilai", "Dokumen", "Foto", "Angka/Penjelasan", "OPD", "Catatan", text])
    for row, code in enumerate(["1.1", "1.2a", "1.10", "2.1", "2.2", text], 2):
        put_row(sheet, row, [code, points, text, "", text, text, text, text])
    put_row(sheet, 8, ["3.1", text, text])
    book.save(path)


def put_row(sheet: Any, row: int, values: Any) -> None:
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            cell._value, cell.data_type = re.sub("[\x00-\x08\x0b-\x1f]", "\ufffd", value), "s"
        else:
            cell.value = value


@pytest.mark.parametrize("result", RESULTS)
@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_hostile_text_is_plain_text_in_every_format(
    text: str, result: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Runner
) -> None:
    """Hostile text adds no tag, formula, outside link or control character to any format."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    hostile_sheet(tmp_path / "a.xlsx", text, 4)
    hostile_sheet(tmp_path / "b.xlsx", text, 5)
    outputs = [part for suffix in SUFFIXES for part in ("-o", f"out.{suffix}")]
    shown = invoke(*RESULTS[result], "-i", TINY, "--lang", "en", "--color", "never", *outputs)

    assert shown.code == 1, shown.err
    assert _CONTROL.search((shown.out + shown.err).replace("\n", "")) is None
    assert [] == [
        line for line in (shown.out + shown.err).splitlines() if line.strip().startswith("::") or "##[" in line
    ]
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["kind"]
    assert_harmless(parse((tmp_path / "out.html").read_bytes()))
    assert _TAG.search((tmp_path / "out.md").read_text(encoding="utf-8")) is None
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert [] == [cell for cell in cells if cell.startswith(("=", "+", "-", "@")) and not _NUMBER.fullmatch(cell)]
    assert_inert(tmp_path / "out.xlsx")


_RANGE = r"[A-Z]+\d+:[A-Z]+\d+"
_TOTAL = re.compile(
    rf"=ROUND\(SUBTOTAL\(109,{_RANGE}\),3\)|=SUBTOTAL\(103,{_RANGE}\)"
    r"""|=COUNTIF\([A-Z]+\$\d+:[A-Z]+\$\d+,"[a-z ]+"\)"""
    r"""|=IF\(N\([A-Z]+\d+\)=0,"",[A-Z]+\d+/[A-Z]+\d+\)"""
)
"""The formula of a total, without any text of a sheet."""


def assert_inert(path: Path) -> None:
    """Check that the output has no formulas but totals, no other active content and no outside links."""
    content = path.read_bytes()
    cells = [cell for sheet in load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for cell in row]
    kinds = {cell.data_type for cell in cells}
    formulas = [cell.value for cell in cells if cell.data_type == "f" and not _TOTAL.fullmatch(str(cell.value))]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        relations = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".rels"))
    targets = set(re.findall(rb'Target="([^"]*)" TargetMode="External"', relations))

    assert (set(), [], set()) == (kinds - {"s", "n", "d", "inlineStr", "f"}, formulas, targets - {b"a.xlsx", b"b.xlsx"})
