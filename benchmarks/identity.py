"""
Compare the results with those of an earlier commit, byte for byte.

The script checks the commit out into a temporary worktree. Both versions evaluate and validate the same files. The
script compares exit code, stdout and stderr of every command. The files are examples, instruments, damaged instruments
and random sheets. The key ``tool`` names the version and may differ. The script prints the first differences. The exit
code is 1 if there is one. Run ``python -m benchmarks.identity COMMIT`` from a clone.
"""

import argparse
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

import yaml

from benchmarks.random_files import damage_instrument, write_random_sheet

ROOT: Final = Path(__file__).parent.parent
RUNNER: Final = Path(__file__).parent / "run_commands.py"
FILES: Final = (
    "indicators.yaml",
    "tests/tiny.yaml",
    "tests/data/*.yaml",
    "examples/instruments/*.yaml",
    "examples/*.xlsx",
)
"""The files to copy from the old commit, so that both versions read the same."""
CI_EXAMPLE: Final = ("examples/ci/instrument.yaml", "examples/ci/sheets/desa-contoh.xlsx")
TINY: Final = "tests/tiny.yaml"
VILLAGE: Final = "examples/instruments/desa-contoh.yaml"
KLA: Final = "indicators.yaml"
SHEETS: Final[Mapping[tuple[str, str | None], int]] = {
    (TINY, None): 82,
    (TINY, "Dinas Kesehatan"): 8,
    (VILLAGE, None): 88,
    (VILLAGE, "Forum Anak Desa"): 8,
    (KLA, None): 14,
}
"""The number of random sheets for each instrument, whole or for one agency."""
DAMAGED: Final = {
    TINY: 110,
    VILLAGE: 30,
    "examples/instruments/kla-2011.yaml": 6,
    "examples/instruments/kla-2022-groups.yaml": 12,
    KLA: 2,
}
"""The number of damaged files for each instrument."""
SHOWN: Final = 5
LINES_SHOWN: Final = 60

Command = Sequence[str]


class Result(NamedTuple):
    """The exit code and the output of a command."""

    exit_code: object
    stdout: str
    stderr: str


def main() -> int:
    """Compare the two versions. Return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.identity", description=__doc__)
    parser.add_argument("commit", help="the commit whose results are right")
    commit = parser.parse_args().commit
    with tempfile.TemporaryDirectory() as folder, checkout(commit, Path(folder) / "old") as old:
        work = Path(folder) / "work"
        commands = [*make_inputs(old, work)]
        processes = [start(tree, work, commands, name) for tree, name in ((old, "old"), (ROOT, "new"))]
        before = finish(processes[0], work, "old")
        after = finish(processes[1], work, "new")
    return report(commands, before, after)


@contextmanager
def checkout(commit: str, folder: Path) -> Iterator[Path]:
    """Check *commit* out into *folder* while the context lasts."""
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(folder), commit], check=True)
    try:
        yield folder
    finally:
        subprocess.run([*git, "remove", "--force", str(folder)], check=True)


def make_inputs(old: Path, work: Path) -> Iterator[Command]:
    """
    Write the input files of both versions into a new folder, and yield the commands to run there.

    Args:
        old: the tree of the old commit, which gives examples and instruments and writes the blank sheets.
        work: the folder to make.
    """
    work.mkdir()
    for source in (path for pattern in (*FILES, *CI_EXAMPLE) for path in sorted(old.glob(pattern))):
        target = work / source.relative_to(old)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    languages = cycle(("en", "id"))

    def command(*words: str, form: str = "json") -> Command:
        return [*words, "-f", form, "-q", "--lang", next(languages)]

    for path in sorted(work.glob("examples/*.xlsx")):
        yield command("evaluate", f"examples/{path.name}")
        yield command("evaluate", f"examples/{path.name}", "-i", KLA)
    yield command("evaluate", CI_EXAMPLE[1], "-i", CI_EXAMPLE[0])
    for path in sorted(work.rglob("*.yaml")):
        yield command("validate", path.relative_to(work).as_posix())
    damaged = list(make_damaged_instruments(work))
    for name in damaged:
        yield command("validate", name)
    yield command("validate", *damaged)
    yield command("validate", "damaged")
    for instrument, name in make_random_sheets(old, work):
        # This includes the packaged instrument, which may be stored in another form.
        is_packaged = instrument == KLA and next(languages) == "en"
        yield command("evaluate", name, *(() if is_packaged else ("-i", instrument)))
    for instrument in (TINY, VILLAGE, KLA):
        for form in ("json", "jsonl"):
            yield command("batch", sheets_folder(instrument), "-i", instrument, "--jobs", "1", form=form)
    yield command("batch", "sheets", "-i", TINY, "--jobs", "1")
    yield command("batch", "sheets", "--jobs", "1")


def sheets_folder(instrument: str) -> str:
    """Return the name of the folder with random sheets of *instrument*."""
    return f"sheets/{Path(instrument).stem}"


def make_damaged_instruments(work: Path) -> Iterator[str]:
    """Write damaged instrument files and yield their names."""
    (work / "damaged").mkdir()
    instruments = [each for each, count in DAMAGED.items() for _ in range(count)]
    for seed, instrument in enumerate(instruments):
        name = f"damaged/{seed:03}.yaml"
        text = (work / instrument).read_text(encoding="utf-8")
        damaged = damage_instrument(text, Random(seed))  # noqa: S311 - nothing secret is drawn
        (work / name).write_text(damaged, encoding="utf-8")
        yield name


def make_random_sheets(old: Path, work: Path) -> Iterator[tuple[str, str]]:
    """Write random sheets, and yield the instrument and the name of each."""
    blank = {each: f"{number}.blank.xlsx" for number, each in enumerate(SHEETS)}
    templates = [
        ["template", name, "-i", instrument, "-q", "--lang", "id", *(("--agency", agency) if agency else ())]
        for (instrument, agency), name in blank.items()
    ]
    for result in finish(start(old, work, templates, "templates"), work, "templates"):
        if result.exit_code != 0:
            raise RuntimeError(result.stderr)
    parsed = {name: yaml.safe_load((work / name).read_text(encoding="utf-8")) for name, _ in SHEETS}
    kinds = [each for each, count in SHEETS.items() for _ in range(count)]
    for seed, kind in enumerate(kinds):
        instrument = kind[0]
        name = f"{sheets_folder(instrument)}/{seed:03}.xlsx"
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        chance = Random(seed)  # noqa: S311 - as above
        write_random_sheet(work / name, work / blank[kind], parsed[instrument], chance)
        yield instrument, name


def start(tree: Path, work: Path, commands: Sequence[Command], name: str) -> subprocess.Popen[bytes]:
    """
    Start a process that runs *commands* in *work* with the code of *tree*.

    Args:
        tree: the folder with the package.
        work: the folder with the files, which is the current folder of the process.
        commands: the arguments of each command.
        name: separates the files of this process from those of others.
    """
    (work.parent / f"{name}.commands").write_text(json.dumps(commands), encoding="utf-8")
    own = {key: value for key, value in os.environ.items() if not key.startswith("KLA_SCORE_")}
    own |= {
        "PYTHONPATH": str(tree),
        "KLA_SCORE_CACHE_DIR": str(work.parent / f"{name}.cache"),
    }
    files = [str(work.parent / f"{name}.{suffix}") for suffix in ("commands", "results")]
    return subprocess.Popen([sys.executable, "-P", str(RUNNER), str(tree), *files], cwd=work, env=own)


def finish(process: subprocess.Popen[bytes], work: Path, name: str) -> list[Result]:
    """
    Wait for a process of `start` and return the results of its commands.

    Raises:
        RuntimeError: the process failed.
    """
    if process.wait() != 0:
        raise RuntimeError(f"the version {name} did not run all commands")
    written = json.loads((work.parent / f"{name}.results").read_text(encoding="utf-8"))
    return [Result(code, without_version(out), err) for code, out, err in written]


def without_version(text: str) -> str:
    """Return the JSON *text* with its value of ``tool`` blanked."""
    return re.sub(r'"tool": ?\{[^{}]*\}', '"tool": {}', text)


def report(commands: Sequence[Command], before: Sequence[Result], after: Sequence[Result]) -> int:
    """Print the counts and the first differences. Return the exit code."""
    different = 0
    for words, old, new in zip(commands, before, after, strict=True):
        if old == new:
            continue
        different += 1
        if different <= SHOWN:
            print(f"\nkla-score {' '.join(words)}: exit code {old.exit_code}, now {new.exit_code}")
            for stream in ("stdout", "stderr"):
                print_difference(getattr(old, stream), getattr(new, stream), stream)
    codes = Counter(code for result in before for code in issue_codes(result.stdout))
    endings = Counter(result.exit_code for result in before)
    print(f"{len(commands)} commands compared, {different} differ.")
    print(f"{codes.total()} issues with {len(codes)} codes occurred.")
    print("Exit codes: " + ", ".join(f"{count} times {code}" for code, count in endings.most_common()))
    return int(different > 0)


def print_difference(old: str, new: str, stream: str) -> None:
    """Print the first lines of a unified diff of the output on *stream*."""
    lines = list(
        difflib.unified_diff(old.splitlines(), new.splitlines(), f"old {stream}", f"new {stream}", lineterm="")
    )
    print("\n".join(lines[:LINES_SHOWN]))
    if len(lines) > LINES_SHOWN:
        print(f"... and {len(lines) - LINES_SHOWN} more lines")
    if not lines and old != new:
        print(f"{stream} differs in line endings alone")


def issue_codes(text: str) -> Iterator[str]:
    """Yield the code of every issue in the JSON *text*, or in its lines of JSON."""
    pending: list[Any] = [json.loads(document) for document in documents(text)]
    while pending:
        each = pending.pop()
        if isinstance(each, dict):
            if "code" in each and "severity" in each:
                yield each["code"]
            pending += each.values()
        elif isinstance(each, list):
            pending += each


def documents(text: str) -> Sequence[str]:
    """Return the JSON documents in *text*: a single document, or one on each line."""
    return [text] if text.startswith("{\n") else text.splitlines()


if __name__ == "__main__":
    sys.exit(main())
