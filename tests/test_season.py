"""A season: from an empty folder to the checklist for the verification."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kla_score.instrument import Instrument
from kla_score.template.evidence_folders import safe_name
from tests.conftest import Runner, data_of

FILES = 289


def fill_in(path: Path) -> None:
    """Enter the region and the maximum of every question."""
    book: Any = load_workbook(path)
    for row, value in enumerate(("Kabupaten", "Contoh", "Contoh", None, 2024, "EM"), start=1):
        book["Identitas"].cell(row, 2).value = value
    for sheet in book.worksheets:
        heads = {cell.value: cell.column for cell in sheet[1]}
        if "Nilai Maks" in heads:
            for row in range(2, sheet.max_row + 1):
                if sheet.cell(row, heads["Kode"]).value:
                    sheet.cell(row, heads["Nilai"]).value = sheet.cell(row, heads["Nilai Maks"]).value
    book.save(path)


def put_files(folder: Path, form: Instrument) -> Counter[str]:
    """Put a file for each of the first documents into its folder. Return the number of files by question."""
    folders = {path.name.split()[0]: path for path in folder.iterdir()}
    wanted = [(code, item.kind) for code, each in form.questions.items() for item in each.alternatives[0]]
    for number, (code, kind) in enumerate(wanted[:FILES]):
        column = folders[code] / safe_name(form.evidence_kind_by_id[kind].name.id)
        (column if column.is_dir() else folders[code]).joinpath(f"{number}.pdf").write_bytes(b"%PDF" + bytes(number))
    return Counter(code for code, _ in wanted[:FILES])


@pytest.mark.slow
def test_a_season_ends_with_a_checklist(
    tmp_path: Path, kla: Instrument, invoke: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    With 289 files in their folders, each of them is in the workbook and in the checklist, and all others are missing.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KLA_SCORE_LANG", "id")
    invoke("template", "lembar.xlsx", "--make-evidence-dir", "bukti")
    fill_in(tmp_path / "lembar.xlsx")
    files = put_files(tmp_path / "bukti", kla)
    attached = data_of(invoke("attach", "lembar.xlsx", "--evidence-dir", "bukti", "-o", "terisi.xlsx", "-f", "json"))
    outcome = invoke(
        *("evaluate", "terisi.xlsx", "--evidence-dir", "bukti", "--group-by", "agency", "-f", "json"),
        *("-o", "daftar.xlsx", "-o", "surat.docx"),
    )
    sheet: Any = load_workbook("daftar.xlsx")["Daftar periksa"]
    documents = {row[1:3]: row[3] for row in sheet.iter_rows(min_row=2, values_only=True) if row[1] and row[2]}
    asked = {code: len(each.alternatives[0]) for code, each in kla.questions.items() if each.can_earn}
    lacking = {code for code, count in asked.items() if count > files[code]}

    assert {"attached": FILES} == Counter(each["result"] for each in attached["files"])
    assert (0, kla.maximum) == (outcome.code, data_of(outcome)["total"]["claimed"])
    assert {"ada di folder": FILES, "belum ada": sum(asked.values()) - FILES} == Counter(documents.values())
    assert lacking == {code for (code, *_), status in documents.items() if status == "belum ada"}
    assert lacking == {each["question"] for each in data_of(outcome)["todo"] if each["state"] == "evidence-needed"}
