"""``batch --resume``: an interrupted run continues, and only valid results are kept."""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.conftest import TINY, Outcome, Runner
from tests.test_cli_batch import one

NAMES = ["kota-a.json", "kota-b.json", "kota-c.json"]


class Run:
    """A folder of three sheets, the first with errors, and a run of `batch` that was interrupted after two of them."""

    def __init__(self, folder: Path, run: Runner) -> None:
        self.sheets, self.results, self.form = folder / "sheets", folder / "results", folder / "tiny.yaml"
        self.sheets.mkdir()
        for points, name in ((9, "A"), (4, "B"), (3, "C")):
            one(self.sheets, name, points=points)
        self.form.write_bytes(TINY.read_bytes())
        self._run = run
        self.whole = self.again(results=folder / "whole", outputs=("-f", "jsonl"))
        self.again()
        (self.results / NAMES[2]).unlink()

    def again(self, *options: str, results: Path | None = None, outputs: Sequence[str] = ("-f", "csv")) -> Outcome:
        """Score the sheets again, into the folder *results*."""
        command = ["batch", self.sheets, "-i", self.form, "--each", results or self.results, *outputs, *options]
        return self._run(*command)


@pytest.fixture
def begun(tmp_path: Path, run: Runner) -> Run:
    return Run(tmp_path, run)


@pytest.mark.parametrize("jobs", ["1", pytest.param("2", marks=pytest.mark.slow)])
def test_a_run_continues(jobs: str, begun: Run) -> None:
    """The output is that of a run without interruption. Finished results stay untouched, and a message counts them."""
    before = {name: (begun.results / name).stat().st_mtime_ns for name in NAMES[:2]}
    outcome = begun.again("--resume", "-j", jobs, outputs=("-f", "jsonl"))

    assert begun.whole[:2] == outcome[:2]
    assert "Kept 2 finished results." in outcome.err
    assert before == {name: (begun.results / name).stat().st_mtime_ns for name in NAMES[:2]}
    assert {path.name: path.read_bytes() for path in (begun.results.parent / "whole").iterdir()} == {
        path.name: path.read_bytes() for path in begun.results.iterdir()
    }


@pytest.mark.parametrize("output", ["csv", "json", "table"])
def test_a_kept_result_counts_like_a_new_one(output: str, begun: Run) -> None:
    """Ranking, predicates and numbers of issues are the same."""
    expected = begun.again("--force", outputs=("-f", output))
    outcome = begun.again("--resume", outputs=("-f", output))

    assert expected[:2] == outcome[:2]


def unchanged(begun: Run) -> None:
    del begun


def edit(begun: Run, old: str, new: str) -> None:
    """Change the result of the first sheet."""
    path = begun.results / NAMES[0]
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


CHANGES: dict[str, tuple[Callable[[Run], object], Sequence[str], int]] = {
    "nothing": (unchanged, (), 2),
    "a sheet": (lambda begun: one(begun.sheets, "A", points=2), (), 1),
    "the name of the folder": (lambda begun: begun.sheets.rename(begun.sheets.with_name("x")), ("../x",), 0),
    "a text of the instrument": (
        lambda begun: begun.form.write_text(
            TINY.read_text(encoding="utf-8").replace("Tiny", "Small"), encoding="utf-8"
        ),
        (),
        0,
    ),
    "an option": (unchanged, ("--column", "Nilai=Hasil"), 0),
    "a limit": (unchanged, ("--max-file-size", "19"), 0),
    "the version": (lambda begun: edit(begun, '"inputs_sha256": "', '"inputs_sha256": "0'), (), 1),
    "a sum": (lambda begun: edit(begun, '"total": {"claimed": ', '"total": {"claimed": 1'), (), 1),
    "a predicate": (lambda begun: edit(begun, '"id": "', '"id": "x'), (), 1),
    "the end": (lambda begun: edit(begun, "}\n", "\n"), (), 1),
    "the encoding": (lambda begun: (begun.results / NAMES[0]).write_bytes(b"\xff"), (), 1),
    "a large file": (lambda begun: edit(begun, "\n", " " * 21 * 1024 * 1024), (), 1),
    "a folder": (lambda begun: (begun.results / "x.json").mkdir(), (), 2),
    "no sheet": (lambda begun: (begun.sheets / "kota-A.xlsx").unlink(), (), 1),
}


@pytest.mark.parametrize(("change", "options", "kept"), CHANGES.values(), ids=CHANGES)
def test_only_valid_results_are_kept(
    change: Callable[[Run], object], options: Sequence[str], kept: int, begun: Run
) -> None:
    """
    A result is kept if sheet, instrument, version and options are the same. Another one is replaced under its name.
    """
    change(begun)
    if options == ("../x",):
        begun.sheets, options = begun.sheets.with_name("x"), ()
    outcome = begun.again("--resume", *options)
    found = re.search(r"Kept (\d+) finished", outcome.err)
    results = [path for path in sorted(begun.results.iterdir()) if path.is_file()]

    assert kept == int(found[1] if found else 0)
    assert [path.name for path in results] == NAMES
    if change is not CHANGES["no sheet"][0]:
        assert 3 == len({json.loads(path.read_bytes())["inputs_sha256"] for path in results})


def test_a_result_with_an_evidence_folder_is_never_kept(tmp_path: Path, begun: Run) -> None:
    """The files in the folder may change, so that such a result has no hash."""
    (tmp_path / "evidence").mkdir()
    begun.again("--force", "--evidence-dir", str(tmp_path / "evidence"))

    assert None is json.loads((begun.results / NAMES[0]).read_bytes())["inputs_sha256"]
    assert "Kept" not in begun.again("--resume").err
