"""
The modules and files that a command loads: the causes of its speed, on any machine.

``python -m benchmarks.speed`` measures the speed and compares it.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kla_score.instrument_file import packaged_instrument
from tests.examples import GOOD

WATCHED = """
import json, sys
opened = []
sys.addaudithook(lambda event, arguments: opened.append(str(arguments[0])) if event == "open" else None)
from kla_score.cli import main
try:
    main(json.loads(sys.argv[1]))
except SystemExit:
    pass
sys.stderr.write("\\n" + json.dumps({"modules": sorted(sys.modules), "opened": opened}))
"""


def watched(*arguments: str | Path) -> Any:
    """Run a command in a new process. Return the loaded modules and the opened files."""
    command = [sys.executable, "-c", WATCHED, json.dumps([str(each) for each in arguments])]
    done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - our own program
    return json.loads(done.stderr.splitlines()[-1])


HEAVY = {"openpyxl", "jinja2", "rich", "docx"}
SPARED = {
    "--version": (["--version"], {*HEAVY, "kla_score.api"}),
    "help": (["-h"], {*HEAVY, "kla_score.api"}),
    "data of a sheet": (["evaluate", GOOD, "-f", "json"], HEAVY),
    "a sheet": (["evaluate", GOOD], HEAVY - {"rich"}),
    "an instrument": (["validate"], HEAVY),
    "a comparison": (["compare", GOOD, GOOD, "-f", "json"], HEAVY),
    "a batch": (["batch", GOOD, "-f", "json"], HEAVY),
}


@pytest.mark.slow
@pytest.mark.parametrize(("arguments", "spared"), SPARED.values(), ids=SPARED)
def test_a_command_loads_only_what_it_needs(arguments: list[str | Path], spared: set[str]) -> None:
    """A command loads no heavy module that it does not need."""
    assert set() == spared & set(watched(*arguments)["modules"])


@pytest.mark.slow
@pytest.mark.parametrize("command", ["evaluate", "plan", "template", "validate", "batch"])
def test_a_command_loads_no_other(command: str) -> None:
    """Each command has its own module."""
    loaded = watched(command, "-h")["modules"]

    assert [f"kla_score.cli.commands.{command}"] == [each for each in loaded if "cli.commands." in each]


@pytest.mark.slow
def test_every_sheet_is_opened_once(tmp_path: Path) -> None:
    """A batch opens each sheet once, too, and reads the instrument once."""
    sheets = [tmp_path / f"{number}.xlsx" for number in range(3)]
    for sheet in sheets:
        sheet.write_bytes(GOOD.read_bytes())
    counts = Counter(watched("batch", tmp_path, "--jobs", "1", "-f", "json")["opened"])

    assert [1, 1, 1, 1] == [counts[str(path)] for path in (*sheets, packaged_instrument())]


@pytest.mark.slow
def test_an_installed_library_changes_nothing(tmp_path: Path) -> None:
    """The program uses the standard library even if lxml is installed. Here lxml is empty."""
    (tmp_path / "lxml").mkdir()
    (tmp_path / "lxml" / "__init__.py").touch()
    (tmp_path / "lxml" / "etree.py").write_text("LXML_VERSION = (9, 9, 9, 9)\n", encoding="utf-8")
    command = [sys.executable, "-m", "kla_score", "template", "blank.xlsx", "-q"]
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, env=surroundings, check=False)  # noqa: S603 - as above

    assert (0, b"") == (done.returncode, done.stderr)
