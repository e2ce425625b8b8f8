"""``--max-file-size``: the limit on file sizes."""

import random
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.conftest import Runner
from tests.examples import EXAMPLES, GOOD

LATER = EXAMPLES / "kabupaten-contoh-2025.xlsx"
FORM = EXAMPLES.parent / "indicators.yaml"
LISTS, ROSTER = EXAMPLES / "villages" / "lists", EXAMPLES / "villages" / "villages.csv"
COMMANDS: dict[str, Callable[[Path], Sequence[str | Path]]] = {
    "evaluate": lambda sheet: ["evaluate", sheet],
    "plan": lambda sheet: ["plan", sheet, "--target", "nindya"],
    "compare": lambda sheet: ["compare", sheet, LATER],
    "batch": lambda sheet: ["batch", sheet, "--jobs", "1"],
    "batch in two processes": lambda sheet: ["batch", sheet, LATER, "--jobs", "2"],
    "merge": lambda sheet: ["merge", sheet, "-o", sheet.with_name("joined.xlsx")],
    "attach": lambda sheet: ["attach", sheet, "--evidence-dir", sheet.parent, "-o", sheet.with_name("filled.xlsx")],
    "template": lambda sheet: ["template", sheet.with_name("next.xlsx"), "--from", sheet],
    "diff": lambda sheet: ["diff", FORM, FORM, "--sheet", sheet],
    "rollup of a list": lambda sheet: ["rollup", sheet, "--roster", ROSTER],
    "rollup into a sheet": lambda sheet: [
        *("rollup", LISTS, "--roster", ROSTER, "--sheet", sheet),
        *("-o", sheet.with_name("filled.xlsx")),
    ],
}


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Write the example with a picture of 1 MiB."""
    path = tmp_path / "large.xlsx"
    with zipfile.ZipFile(GOOD) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry))
        new.writestr("xl/media/image1.jpeg", random.Random(1).randbytes(1024 * 1024))
    return path


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize(("size", "is_too_large"), [("1", True), ("2", False)])
def test_the_largest_file_can_be_chosen(
    command: Callable[[Path], Sequence[str | Path]], size: str, is_too_large: bool, large: Path, invoke: Runner
) -> None:
    """Every command that reads a sheet refuses a larger file, and reads it with a higher limit."""
    outcome = invoke(*command(large), "--max-file-size", size)

    assert is_too_large == ("[file-too-large]" in outcome.err)
