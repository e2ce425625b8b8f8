"""
How fast the program is beside what else people would use: whole processes, side by side, as ratios.

Every program of a comparison runs in turn, several rounds, timed by hyperfine; the median of user and system time
counts, which a busy machine disturbs least. Peers live in environments of their own, since openpyxl slows down when
pandas is installed beside it. Run ``python -m benchmarks.speed``; ``--quick`` leaves out what takes minutes.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.sheets import EXAMPLE, make_copies, make_hostile

ROOT: Final = Path(__file__).parent.parent
PEERS: Final = Path(__file__).parent / "peers"
ENVIRONMENTS: Final = ROOT / ".benchmarks"
NEEDED: Final[Mapping[str, Sequence[str]]] = {
    "plain": ("openpyxl",),
    "pandas": ("pandas", "openpyxl", "python-calamine"),
    "ours": (str(ROOT),),
}
_FEW: Final = 2
NATION: Final = 514
REGIONS: Final = 5_000


@dataclass(frozen=True)
class Comparison:
    """One row: what is done, by which command, against which, and what the ratio should and must not exceed."""

    work: str
    command: str
    reference: str
    target: float
    limit: float
    rounds: int = 5


def main() -> None:
    """Print a Markdown table of ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out what takes minutes")
    quick = parser.parse_args().quick
    if shutil.which("hyperfine") is None:
        sys.exit("hyperfine is needed, a public tool for timing commands.")
    pythons = {name: python_of(name) for name in NEEDED}
    with tempfile.TemporaryDirectory() as folder:
        sheets = Path(folder)
        os.environ["KLA_SCORE_CACHE_DIR"] = str(sheets / "cache")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody compiles a program each time he runs it
        os.chdir(folder)  # where there is no package of the same name beside the installed one
        for count in (2, 50, NATION, *(() if quick else (REGIONS,))):
            make_copies(sheets / str(count), count)
        report(pythons, sheets, quick=quick)


def report(pythons: Mapping[str, str], sheets: Path, *, quick: bool) -> None:
    """Measure everything and print it."""
    plain, pandas, ours = pythons["plain"], pythons["pandas"], pythons["ours"]
    program = f"{ours} -m kla_score"
    bare = f"{plain} {PEERS}/bare_openpyxl.py {EXAMPLE}"
    evaluate = f"{program} evaluate {EXAMPLE} -q"
    batch = f"{program} batch {sheets}/{{}} -q -f json --jobs {{}}"
    read_all = f"{plain} {PEERS}/bare_openpyxl.py {sheets}/{NATION}/*.xlsx"
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.machine()}.\n")
    print("| Work | Against | Ratio | Target | Limit |\n| --- | --- | ---: | ---: | ---: |")
    for row in (
        Comparison("`evaluate`, table", evaluate, bare, 1.15, 1.3),
        Comparison("`evaluate -f json`", f"{evaluate} -f json", bare, 0.95, 1.1),
        Comparison("`evaluate --no-cache`", f"{evaluate} --no-cache", bare, 1.4, 1.6),
        Comparison("`evaluate`", evaluate, f"{pandas} {PEERS}/pandas_script.py openpyxl {EXAMPLE}", 0.4, 0.5),
        Comparison("`--version`", f"{program} --version", f"{ours} -c pass", 7.5, 9, 15),
        Comparison("`--help`", f"{program} --help", f"{ours} -c pass", 7.5, 9, 15),
        Comparison(f"`batch` of {NATION}, one process", batch.format(NATION, 1), read_all, 0.35, 0.45, 1),
    ):
        ours_took, theirs_took = times((row.command, row.reference), row.rounds)
        show(row.work, Path(row.reference.split()[1]).stem, ours_took / theirs_took, row.target, row.limit)
    small, large, one = times((batch.format(2, 1), batch.format(NATION, 1), bare), 3)
    show("each further sheet of a batch", "bare_openpyxl", (large - small) / (NATION - 2) / one, 0.08, 0.11)
    alone, together = times((batch.format(NATION, 1), batch.format(NATION, 2)), 2, wall=True)
    show("`batch --jobs 2`, elapsed", "one job", together / alone, 0.6, 0.7)
    show("memory of one sheet", "bare_openpyxl", memory(evaluate) / memory(bare), 1.5, 1.7)
    if not quick:
        ratio = memory(batch.format(REGIONS, 1)) / memory(batch.format(50, 1))
        show(f"memory of `batch`, {REGIONS} sheets", "50 sheets", ratio, 1.05, 1.15)
    print("\n| Instead of the sheet | Ratio to the sheet | Ends with | Memory |\n| --- | ---: | ---: | ---: |")
    for name, path in make_hostile(sheets / "hostile").items():
        hostile = f"{program} evaluate {path} -q"
        clean, took = times((evaluate, hostile), 3)
        code = subprocess.run(hostile.split(), capture_output=True, check=False).returncode
        print(f"| {name} | {took / clean:.2f} | {code} | {memory(hostile):.0f} MiB |", flush=True)
    if shutil.which("valgrind"):
        counted = instructions(bare)
        print("\n| Instructions | Ratio to bare_openpyxl |\n| --- | ---: |")
        for each in (evaluate, f"{evaluate} -f json", f"{evaluate} --no-cache"):
            name = each.partition("kla_score ")[2].replace(str(EXAMPLE), EXAMPLE.name)
            print(f"| `{name}` | {instructions(each) / counted:.2f} |", flush=True)
    print("\n| Other readers of the same sheet | Ratio to bare_openpyxl |\n| --- | ---: |")
    others = {
        "openpyxl, a script": f"{plain} {PEERS}/openpyxl_script.py {EXAMPLE}",
        "pandas with openpyxl": f"{pandas} {PEERS}/pandas_script.py openpyxl {EXAMPLE}",
        "pandas with calamine": f"{pandas} {PEERS}/pandas_script.py calamine {EXAMPLE}",
        "python-calamine": f"{pandas} {PEERS}/calamine_script.py {EXAMPLE}",
        "`evaluate`": evaluate,
    }
    base, *found = times((bare, *others.values()), 5)
    for name, took in zip(others, found, strict=True):
        print(f"| {name} | {took / base:.2f} |")
    print("\n| Sheets in a batch | Seconds a sheet |\n| ---: | ---: |")
    for count in (50, NATION) if quick else (50, NATION, REGIONS):
        (took,) = times((batch.format(count, 1),), 1)
        print(f"| {count} | {(took - small) / max(count - 2, 1):.4f} |")


def show(work: str, against: str, ratio: float, target: float, limit: float) -> None:
    """Print one row."""
    verdict = "" if ratio <= target else " (above the target)" if ratio <= limit else " (above the limit)"
    print(f"| {work} | {against} | {ratio:.2f}{verdict} | {target} | {limit} |", flush=True)


def times(commands: Sequence[str], rounds: int, *, wall: bool = False) -> list[float]:
    """Give the median seconds of each of *commands*, of processor time or on the *wall*; they take turns."""
    found: list[list[float]] = [[] for _ in commands]
    for turn in range(rounds):
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            runs = ["--runs", "2" if rounds > _FEW else "1", "--warmup", "1" if turn == 0 and rounds > 1 else "0"]
            subprocess.run(
                ["hyperfine", "-i", "--style", "none", *runs, "--export-json", file.name, *commands],
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            results = json.load(file)["results"]
        for each, result in zip(found, results, strict=True):
            each.append(result["median"] if wall else result["user"] + result["system"])
    return [statistics.median(each) for each in found]


def memory(command: str) -> float:
    """Give the largest memory of *command*, in MiB."""
    process = subprocess.Popen(["bash", "-c", f"exec {command}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    return used.ru_maxrss / 1024


def instructions(command: str) -> int:
    """Count the instructions of *command* with cachegrind: a figure that does not depend on what else runs."""
    counter = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    done = subprocess.run([*counter, *command.split()], capture_output=True, text=True, check=False)
    return int(done.stderr.rpartition("refs:")[2].replace(",", "").split()[0])


def python_of(name: str) -> str:
    """Give the Python of an environment with what it needs, which is made when it is not there."""
    folder = ENVIRONMENTS / name
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *NEEDED[name]], check=True)
    elif name == "ours":
        subprocess.run(
            [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--force-reinstall", str(ROOT)], check=True
        )
    return str(python)


if __name__ == "__main__":
    main()
