"""
A suite of its own: a real spreadsheet program opens what we write, and we read what it saves.

Left out, with a word, where LibreOffice is not installed. ``.ci/run`` installs it.
"""

import random
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kla_score import api
from kla_score.instrument import Instrument
from kla_score.messages import Messages
from kla_score.reports.scorecard_data import scorecard_data
from kla_score.scoring import Scorecard
from kla_score.workbook import Entry, write_workbook

OFFICE = shutil.which("soffice")
SHEETS = 12

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed: live totals are not compared"),
]


def entries(instrument: Instrument, seed: int) -> dict[str, Entry]:
    """Fill in a sheet of valid points and named documents at random; even seeds record evidence."""
    chance = random.Random(seed)
    generous, careful = chance.random(), chance.random()
    filled = {}
    for code, question in instrument.questions.items():
        share = chance.choice([Decimal(1), Decimal("0.5"), Decimal("0.25"), Decimal(0)])
        points = round(question.maximum * share, 3) if chance.random() < generous else None
        evidence = {
            kind.id: chance.choice(["a.pdf", "a.pdf; b.pdf", "a.pdf\nb.jpg", "belum", "-"])
            for kind in instrument.evidence_kinds
            if seed % 2 == 0 and chance.random() < careful
        }
        filled[code] = Entry(points, evidence)
    return filled


@pytest.fixture(scope="module")
def saved(kla: Instrument, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """Our workbooks, and the same ones opened, worked out and saved by LibreOffice."""
    ours, theirs = tmp_path_factory.mktemp("ours"), tmp_path_factory.mktemp("theirs")
    fillings: dict[str, dict[str, Entry]] = {"blank": {}} | {
        f"random-{seed}": entries(kla, seed) for seed in range(SHEETS)
    }
    fillings["full"] = {code: Entry(question.maximum) for code, question in kla.questions.items()}
    for name, filling in fillings.items():
        (ours / f"{name}.xlsx").write_bytes(write_workbook(kla, Messages("id"), filling))
    profile = tmp_path_factory.mktemp("profile").as_uri()
    command = [
        str(OFFICE),
        "--headless",
        f"-env:UserInstallation={profile}",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(theirs),
    ]
    subprocess.run([*command, *map(str, sorted(ours.glob("*.xlsx")))], check=True, capture_output=True, timeout=300)  # noqa: S603
    return {name: (ours / f"{name}.xlsx", theirs / f"{name}.xlsx") for name in fillings}


NAMES = ["blank", "full", *(f"random-{seed}" for seed in range(SHEETS))]


def live_totals(path: Path, clusters: int) -> list[tuple[Any, Any, Any]]:
    """Read claimed, supported and answered per cluster, then of the total, from the sheet Ringkasan."""
    sheet = load_workbook(path, data_only=True)["Ringkasan"]
    return [tuple(_number(sheet.cell(row, column).value) for column in (2, 3, 6)) for row in range(4, 5 + clusters)]  # type: ignore[misc]


def _number(value: Any) -> Decimal | None:
    return round(Decimal(str(value)), 3) if isinstance(value, int | float) else None


def our_totals(scorecard: Scorecard) -> list[tuple[Any, Any, Any]]:
    tallies = [*(cluster.tally for cluster in scorecard.clusters), scorecard.total]
    return [(tally.claimed, tally.supported, tally.answered) for tally in tallies]


@pytest.mark.parametrize("name", NAMES)
def test_live_totals_equal_ours(name: str, saved: dict[str, tuple[Path, Path]], kla: Instrument) -> None:
    """
    What the sheet shows by itself is what the program says, cap and evidence included.
    """
    ours, theirs = saved[name]

    assert our_totals(api.evaluate(ours, kla)) == live_totals(theirs, len(kla.clusters))


@pytest.mark.parametrize("name", NAMES)
def test_saving_changes_no_result(name: str, saved: dict[str, tuple[Path, Path]], kla: Instrument) -> None:
    """
    A workbook saved by LibreOffice gives the same data but for its name and hash.
    """
    before, after = (scorecard_data(api.evaluate(path, kla)) | {"source": None} for path in saved[name])

    assert before == after


@pytest.mark.parametrize("name", ["full", "random-0", "random-3"])
def test_the_live_predicate_equals_ours(name: str, saved: dict[str, tuple[Path, Path]], kla: Instrument) -> None:
    """
    The predicate in the sheet is the one of the program.
    """
    ours, theirs = saved[name]
    predicate = api.evaluate(ours, kla).claimed.predicate
    shown = load_workbook(theirs, data_only=True)["Ringkasan"].cell(5 + len(kla.clusters), 2).value

    assert (predicate.name.id if predicate else "belum ada predikat") == shown
