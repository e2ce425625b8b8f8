"""CSV of every command, on the screen and as a file, in both dialects."""

import csv
import io
from pathlib import Path

import pytest

from tests.conftest import Runner
from tests.faults import FORM, Workshop

COMMANDS = {
    "evaluate": f"evaluate in/sheets/A.xlsx {FORM}",
    "evaluate by agency": f"evaluate in/sheets/A.xlsx {FORM} --group-by agency",
    "plan": f"plan in/sheets/A.xlsx {FORM} --target 20",
    "compare": f"compare in/sheets/A.xlsx in/sheets/B.xlsx {FORM}",
    "batch": f"batch in/sheets {FORM}",
    "show": f"show {FORM}",
    "diff": "diff in/tiny.yaml in/newer.yaml",
}
VILLAGES = Path(__file__).parent.parent / "examples" / "villages"
ROLLUP = f"rollup {VILLAGES / 'lists'} --roster {VILLAGES / 'villages.csv'}"
ATTACH = f"attach in/sheets/A.xlsx {FORM} --evidence-dir in/evidence -o out/a.xlsx"


@pytest.mark.parametrize("command", [*COMMANDS.values(), ROLLUP, ATTACH], ids=[*COMMANDS, "rollup", "attach"])
def test_every_command_knows_both_dialects(
    command: str, tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The dialect for Indonesian spreadsheets has semicolons and a byte order mark, in a file, too."""
    shop = Workshop(tmp_path)
    monkeypatch.chdir(tmp_path)
    words = [*command.split(), "-q", "-f", "csv", "--force"]
    files = {ATTACH: [], ROLLUP: ["--annex", "out/a.csv"]}.get(command, ["-o", "out/a.csv"])
    plain, excel = run(*words).out, run(*words, *files, "--csv-dialect", "excel-id").out
    titles = [
        next(csv.reader(io.StringIO(out, newline=""), delimiter=sign)) for out, sign in ((plain, ","), (excel[1:], ";"))
    ]

    assert "\ufeff" == excel[0]
    assert titles[0] == titles[1]
    if files:
        assert (shop.outputs / "a.csv").read_bytes() == excel.encode()


@pytest.mark.parametrize("command", [*COMMANDS.values(), ROLLUP], ids=[*COMMANDS, "rollup"])
def test_the_header_and_the_mark_of_csv_are_optional(
    command: str, tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``--no-header`` leaves out the first row. Only ``--bom`` writes a byte order mark."""
    Workshop(tmp_path)
    monkeypatch.chdir(tmp_path)
    words = [*command.split(), "-q", "-f", "csv"]
    plain = run(*words).out

    assert plain.partition("\n")[2] == run(*words, "--no-header").out
    assert (False, f"\ufeff{plain}") == (plain.startswith("\ufeff"), run(*words, "--bom").out)
