"""CSV, opened in LibreOffice with an Indonesian locale."""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook

from tests.conftest import TINY, Runner
from tests.workbooks import make_workbook, sheet_text

OFFICE: Final = shutil.which("soffice")
INDONESIAN: Final = 1057
"""The number of the locale, as filters of LibreOffice need it."""

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed"),
]


def opened(path: Path, separator: str) -> Sequence[Mapping[str, Any]]:
    """Open the CSV file *path* with *separator* as an Indonesian user does, and return its rows."""
    command = [str(OFFICE), f"-env:UserInstallation={(path.parent / 'profile').as_uri()}", "--headless"]
    command += [f"--infilter=CSV:{ord(separator)},34,76,1,,{INDONESIAN},false,true,false,false,false,0,true"]
    command += ["--convert-to", "xlsx", "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    rows = load_workbook(path.with_suffix(".xlsx"), data_only=True).worksheets[0].iter_rows(values_only=True)
    titles = next(rows)
    return [dict(zip(map(str, titles), row, strict=True)) for row in rows]


@pytest.mark.parametrize(
    ("dialect", "separator", "claimed", "code"), [("excel-id", ";", 4.147, "35.02"), ("plain", ",", 4147, "35.02")]
)
def test_points_and_codes_survive_an_indonesian_spreadsheet(
    dialect: str, separator: str, claimed: float, code: str, tmp_path: Path, run: Runner
) -> None:
    """With the dialect, 4.147 points stay 4.147, and the code of a region stays text. Plain CSV gives 4147."""
    text = sheet_text("kabupaten", "A", "P", code, [4.147, 0, 0, 0, 0, 0, 0])
    sheet, table = make_workbook(tmp_path / "sheet.xlsx", text), tmp_path / "table.csv"
    outcome = run("evaluate", sheet, "-i", TINY, "-q", "-o", table, "--csv-dialect", dialect)
    (row,) = opened(table, separator)

    assert (0, claimed, code) == (outcome.code, row["claimed"], row["code"])
