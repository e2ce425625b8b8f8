"""The program without a command: the next step, and an example for each command."""

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from kla_score import api
from kla_score.cli import COMMANDS, main
from kla_score.cli.help_texts import EXAMPLES
from kla_score.cli.quoting import shell_quote
from kla_score.i18n import LANGUAGES, Messages
from kla_score.instrument import Instrument
from kla_score.instrument_file import load_instrument
from tests.conftest import DESA, TINY, Runner
from tests.examples import EXAMPLES as SHEETS
from tests.examples import GOOD
from tests.test_sheet_recap import Layout
from tests.workbooks import make_workbook

VILLAGES = SHEETS / "villages"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make an empty folder and enter it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KLA_SCORE_LANG", "en")
    return tmp_path


def steps_in(text: str) -> list[str]:
    """Return the suggested commands."""
    return [line.strip() for line in text.splitlines() if line.startswith("  ")]


def test_without_a_sheet_one_is_made(here: Path, invoke: Runner) -> None:
    """In a folder without a sheet, the first step is a template."""
    (here / "other.xlsx").write_bytes(b"PK\x03\x04")

    assert ["kla-score template sheet.xlsx", "kla-score evaluate sheet.xlsx"] == steps_in(invoke().err)


def test_a_sheet_is_scored(here: Path, invoke: Runner) -> None:
    """The program recognizes its sheets by their content, and quotes the names for the shell."""
    shutil.copy(GOOD, here / "Kab. Contoh 2024.xlsx")

    assert [f"kla-score evaluate {shell_quote('Kab. Contoh 2024.xlsx')}"] == steps_in(invoke().err)


def test_a_name_that_looks_like_an_option_is_a_path(here: Path, invoke: Runner) -> None:
    """The suggested command reads the file and no option."""
    shutil.copy(GOOD, here / "-v.xlsx")

    assert ["kla-score evaluate ./-v.xlsx"] == steps_in(invoke().err)


def test_a_result_is_not_a_sheet(here: Path, invoke: Runner) -> None:
    """A result workbook cannot be scored, so that it is not suggested."""
    shutil.copy(GOOD, here / "a.xlsx")
    invoke("evaluate", "a.xlsx", "-o", "b.xlsx", "-q")

    assert ["kla-score evaluate a.xlsx"] == steps_in(invoke().err)


def test_several_sheets_are_a_batch(here: Path, invoke: Runner) -> None:
    """With more than one sheet, the step scores all of them at once."""
    for name in ("a", "b"):
        shutil.copy(GOOD, here / f"{name}.xlsx")

    assert "kla-score batch ." == steps_in(invoke().err)[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="no file is called so there")
def test_a_sheet_of_another_edition_needs_its_instrument(here: Path, invoke: Runner) -> None:
    """Such a sheet comes after others, even if it is newer. A variable can name its instrument."""
    shutil.copy(GOOD, here / "a.xlsx")
    invoke("template", "b.xlsx", "-i", DESA, "-q")
    both = steps_in(invoke().err)
    (here / "a.xlsx").unlink()
    alone = steps_in(invoke().err)

    assert ["kla-score evaluate a.xlsx", "kla-score batch ."] == both
    assert ["kla-score evaluate b.xlsx -i INSTRUMENT.yaml"] == alone


def test_a_variable_may_name_the_instrument(here: Path, invoke: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sheets of that instrument then need no option. An unreadable one is reported at its use."""
    invoke("template", "b.xlsx", "-i", DESA, "-q")
    proposed = []
    for named in (DESA, here / "none.yaml"):
        monkeypatch.setenv("KLA_SCORE_INSTRUMENT", str(named))
        proposed += steps_in(invoke().err)

    assert ["kla-score evaluate b.xlsx"] * 2 == proposed


@pytest.mark.usefixtures("here")
def test_an_option_may_name_the_instrument(invoke: Runner) -> None:
    """The suggested command repeats the option."""
    invoke("template", "b.xlsx", "-i", DESA, "-q")

    assert [f"kla-score evaluate b.xlsx -i {shell_quote(str(DESA))}"] == steps_in(invoke("-i", DESA).err)


def test_all_sheets_are_counted(here: Path, invoke: Runner) -> None:
    """The next steps contain the number of all sheets, without a limit."""
    for number in range(30):
        shutil.copy(GOOD, here / f"{number}.xlsx")

    assert "This folder has 30 self-assessment workbooks. Score one or all of them:" == invoke().err.splitlines()[0]


def test_a_sheet_without_an_agency_is_whole(here: Path, invoke: Runner) -> None:
    """Only a filled-in line of the agency makes a workbook a part, not the hint beside the line."""
    for name in ("a", "b"):
        make_workbook(here / f"{name}.xlsx", "== Identitas\nBagian||kosong untuk semua\n== A\nKode|Nilai\n'1.1|5")

    assert "kla-score batch ." == steps_in(invoke().err)[-1]


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a folder with the workbooks of three agencies and their index."""
    path = tmp_path_factory.mktemp("parts") / "parts"
    with pytest.raises(SystemExit):
        main(["template", "--per-agency", str(path), "-i", str(TINY), "-q"])
    return path


def test_parts_are_merged(here: Path, parts: Path, invoke: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """The suggestion for a folder of agency workbooks is to merge them, without the index. The command works."""
    monkeypatch.setenv("KLA_SCORE_INSTRUMENT", str(TINY))
    shutil.copytree(parts, here, dirs_exist_ok=True)
    steps = steps_in(invoke().err)
    outcome = invoke(*shlex.split(steps[0])[1:])

    assert ["kla-score merge . -o sheet.xlsx"] == steps
    assert (True, True) == (outcome.code in {0, 1}, (here / "sheet.xlsx").is_file())
    assert ["kla-score evaluate sheet.xlsx"] == steps_in(invoke().err)


def test_the_part_of_an_agency_is_scored(here: Path, parts: Path, invoke: Runner) -> None:
    """A single part is not merged."""
    shutil.copy(sorted(parts.iterdir())[1], here / "part.xlsx")

    assert [f"kla-score evaluate part.xlsx -i {TINY}"] == steps_in(invoke("-i", TINY).err)


def test_a_recap_is_scored(here: Path, invoke: Runner, tiny: Instrument) -> None:
    """A region's own table of points is suggested, but other workbooks are not."""
    make_workbook(here / "recap.xlsx", Layout().write(tiny))
    make_workbook(here / "other.xlsx", "== Data\nNama|Umur\nAni|7")

    assert [f"kla-score evaluate recap.xlsx -i {TINY}"] == steps_in(invoke("-i", TINY).err)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("language", LANGUAGES)
def test_advice_is_short(language: str, invoke: Runner) -> None:
    """The output contains the next step and the way to all commands, but not the help page."""
    lines = invoke("--lang", language).err.splitlines()

    assert (5, True) == (len(lines), lines[-1].endswith(": kla-score -h"))


def test_the_name_of_a_sheet_is_plain_text(here: Path, invoke: Runner) -> None:
    """A file name produces no escape sequence and no additional line."""
    shutil.copy(GOOD, here / "a\x1b[31m\n::error::x.xlsx")
    err = invoke().err

    assert (False, False, 1) == ("\x1b" in err, "\n::" in err, len(steps_in(err)))


def test_every_command_has_an_example() -> None:
    """No command lacks an example."""
    assert COMMANDS.keys() == EXAMPLES.keys()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the blank workbook of the packaged instrument."""
    path = tmp_path_factory.mktemp("template") / "blank.xlsx"
    path.write_bytes(api.template(load_instrument()))
    return path


FILES = {
    "en": ("sheet", "evidence", "parts", "province", "villages.csv", "lists"),
    "id": ("lembar", "data-dukung", "bagian", "provinsi", "desa.csv", "daftar"),
}
"""The names in the examples: a sheet, folders of evidence, parts and sheets, a list of villages, their lists."""


@pytest.mark.slow
@pytest.mark.parametrize("command", EXAMPLES)
@pytest.mark.parametrize("language", FILES)
def test_the_examples_of_a_command_work(
    command: str, language: str, template: Path, here: Path, invoke: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each example of a help page works if such files exist."""
    monkeypatch.setenv("KLA_SCORE_LANG", language)
    sheet, evidence, parts, province, villages, lists = FILES[language]
    shutil.copy(VILLAGES / "villages.csv", here / villages)
    if command == "rollup":
        shutil.copytree(VILLAGES / "lists", here / lists)
    if command == "attach":
        (here / evidence).mkdir()
    for folder in (province, parts):
        if (command, folder) != ("template", parts):
            (here / folder).mkdir()
            shutil.copy(template, here / folder / "1.xlsx")
    shutil.copy(GOOD, here / province)
    for name in (f"{sheet}-2024", f"{sheet}-2025", *([] if command == "template" else [sheet])):
        shutil.copy(SHEETS / ("kabupaten-contoh-2025.xlsx" if "2025" in name else GOOD), here / f"{name}.xlsx")
    for name in ("kla-2024", "kla-2026"):
        shutil.copy(SHEETS.parent / "indicators.yaml", here / f"{name}.yaml")
    page = invoke(command, "-h").out
    shown = re.split(r"^(?:Examples?|Contoh):\n", page, flags=re.MULTILINE)[1]
    lines = [line.strip() for line in shown.splitlines()]

    assert [Messages(language).gettext(each) for each in EXAMPLES[command]] == lines
    again = ["--force"] if command == "template" else []  # two examples write the same workbook
    assert {0, 1} >= {invoke(*shlex.split(re.split(" >", line)[0])[1:], *again).code for line in lines}
