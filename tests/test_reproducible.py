"""With SOURCE_DATE_EPOCH, the same inputs give the same bytes."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import Runner
from tests.faults import FORM, Workshop

EPOCH = "1700000001"
MOMENT = "2023-11-14T22:13:21Z"
COMMANDS = {
    "evaluate": f"evaluate in/sheets/A.xlsx {FORM}",
    "plan": f"plan in/sheets/A.xlsx {FORM} --target 20",
    "compare": f"compare in/sheets/A.xlsx in/sheets/B.xlsx {FORM}",
    "batch": f"batch in/sheets {FORM} -j 1 --each out/each",
    "show": f"show {FORM}",
    "template": f"template out/a.xlsx {FORM} --from in/sheets/A.xlsx",
    "parts": f"template --per-agency out/parts {FORM} --from in/sheets/A.xlsx",
    "merge": f"merge in/sheets/A.xlsx -o out/a.xlsx {FORM}",
}
FILES = " ".join(f"-o out/r{suffix}" for suffix in (".json", ".csv", ".md", ".xlsx", ".html"))


def arguments_of(name: str) -> list[str]:
    files = FILES if name in {"evaluate", "plan", "compare", "batch", "show"} else ""
    return [*COMMANDS[name].split(), *files.split(), "--force"]


def outputs(shop: Workshop) -> Mapping[str, bytes]:
    """Return all files that were written, by their paths."""
    files = [path for path in sorted(shop.outputs.rglob("*")) if path.is_file()]
    return {path.relative_to(shop.outputs).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("name", COMMANDS)
def test_no_output_has_the_time_of_writing(
    name: str, tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Workbooks have the time of the variable, and no file changes in a second run."""
    shop = Workshop(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    first, second = ((run(*arguments_of(name)), outputs(shop)) for _ in range(2))
    times, parts = set(), set()
    for path in shop.outputs.rglob("*.xlsx"):
        with zipfile.ZipFile(path) as archive:
            times |= {entry.date_time for entry in archive.infolist()}
            parts.add(archive.read("docProps/core.xml").count(MOMENT.encode()))

    assert first == second
    assert ({(2023, 11, 14, 22, 13, 20)}, {2}) == (times, parts)


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_no_output_depends_on_the_process(name: str, tmp_path: Path) -> None:
    """The order of sets, which differs between processes, changes nothing."""
    shop = Workshop(tmp_path)
    found = []
    for seed in ("1", "2"):
        environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-m", "kla_score", *arguments_of(name)]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)  # noqa: S603
        found.append((done.returncode, done.stdout, done.stderr, outputs(shop)))

    assert found[0] == found[1]
