"""Whoever types the name alone: the next sensible step, and an example for each command."""

import shlex
import shutil
import sys
from pathlib import Path

import pytest

from kla_score import api
from kla_score.cli import COMMANDS
from kla_score.cli.main import EXAMPLES
from kla_score.cli.quoting import shell_quote
from kla_score.instrument_file import load_instrument
from tests.conftest import DESA, Runner
from tests.test_cli import EXAMPLES as SHEETS
from tests.test_cli import GOOD


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KLA_SCORE_LANG", "en")
    return tmp_path


def steps_in(text: str) -> list[str]:
    """Give the commands that are proposed above the help page."""
    return [line.strip() for line in text.split("Usage:", maxsplit=1)[0].splitlines() if line.startswith("  ")]


def test_without_a_sheet_one_is_made(here: Path, invoke: Runner) -> None:
    """
    In a folder without a sheet the first step is a template.
    """
    (here / "other.xlsx").write_bytes(b"PK\x03\x04")

    assert ["kla-score template sheet.xlsx", "kla-score evaluate sheet.xlsx"] == steps_in(invoke().err)


def test_a_sheet_is_scored(here: Path, invoke: Runner) -> None:
    """
    A sheet of ours is found by what it is, and named as it has to be typed.
    """
    shutil.copy(GOOD, here / "Kab. Contoh 2024.xlsx")

    assert [f"kla-score evaluate {shell_quote('Kab. Contoh 2024.xlsx')}"] == steps_in(invoke().err)


def test_a_result_is_no_sheet(here: Path, invoke: Runner) -> None:
    """
    A workbook that is a result of ours cannot be scored, and is not proposed.
    """
    shutil.copy(GOOD, here / "a.xlsx")
    invoke("evaluate", "a.xlsx", "-o", "b.xlsx", "-q")

    assert ["kla-score evaluate a.xlsx"] == steps_in(invoke().err)


def test_several_sheets_are_a_batch(here: Path, invoke: Runner) -> None:
    """
    With more than one sheet, all of them can be scored at once.
    """
    for name in ("a", "b"):
        shutil.copy(GOOD, here / f"{name}.xlsx")

    assert "kla-score batch ." == steps_in(invoke().err)[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="no file is called so there")
def test_a_sheet_of_another_edition_wants_its_instrument(here: Path, invoke: Runner) -> None:
    """
    And comes behind those that need none, however new it is; a variable that names it will do.
    """
    shutil.copy(GOOD, here / "a.xlsx")
    invoke("template", "b.xlsx", "-i", DESA, "-q")
    both = steps_in(invoke().err)
    (here / "a.xlsx").unlink()
    alone = steps_in(invoke().err)

    assert ["kla-score evaluate a.xlsx", "kla-score batch ."] == both
    assert ["kla-score evaluate b.xlsx -i INSTRUMENT.yaml"] == alone


def test_a_variable_may_name_the_instrument(here: Path, invoke: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Then a sheet that was made for it needs no other word; one that cannot be read is told when it is used.
    """
    invoke("template", "b.xlsx", "-i", DESA, "-q")
    proposed = []
    for named in (DESA, here / "none.yaml"):
        monkeypatch.setenv("KLA_SCORE_INSTRUMENT", str(named))
        proposed += steps_in(invoke().err)

    assert ["kla-score evaluate b.xlsx"] * 2 == proposed


def test_the_name_of_a_sheet_is_plain_text(here: Path, invoke: Runner) -> None:
    """
    No escape sequence and no further line comes out of the name of a file.
    """
    shutil.copy(GOOD, here / "a\x1b[31m\n::error::x.xlsx")
    err = invoke().err

    assert (False, False, 1) == ("\x1b" in err, "\n::" in err, len(steps_in(err)))


def test_every_command_has_an_example() -> None:
    """
    No command without one.
    """
    assert COMMANDS.keys() == EXAMPLES.keys()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The blank workbook of the packaged instrument."""
    path = tmp_path_factory.mktemp("template") / "blank.xlsx"
    path.write_bytes(api.template(load_instrument()))
    return path


@pytest.mark.slow
@pytest.mark.parametrize("command", EXAMPLES)
def test_the_example_of_a_command_works(command: str, template: Path, here: Path, invoke: Runner) -> None:
    """
    What stands below the options of a command can be typed as it stands, where there are such files.
    """
    shutil.copy(template, here / "bagian.xlsx")
    for name in ("lembar", "lembar-2024", "lembar-2025", "bagian-1", "bagian-2"):
        shutil.copy(SHEETS / ("kabupaten-contoh-2025.xlsx" if "2025" in name else GOOD), here / f"{name}.xlsx")
    if command in {"template", "merge"}:
        (here / "lembar.xlsx").unlink()
    (here / "provinsi").mkdir()
    shutil.copy(GOOD, here / "provinsi")
    for name in ("kla-2024", "kla-2026"):
        shutil.copy(SHEETS.parent / "indicators.yaml", here / f"{name}.yaml")
    shown = " ".join(invoke(command, "-h").out.split())
    words = shlex.split(EXAMPLES[command].partition(" >")[0])[1:]

    assert f"Example: {EXAMPLES[command]}" in shown
    assert invoke(*words).code in {0, 1}
