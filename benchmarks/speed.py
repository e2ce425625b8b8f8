"""
Compare the speed of the program with that of alternatives: whole processes, in turn, as ratios.

hyperfine times every program of a comparison in turn, over several rounds. The figure is the median of user and system
time, which a busy machine disturbs least. Each peer has its own environment, since openpyxl slows down if pandas is
installed beside it. The environments have the versions of ``docs/constraints.txt``. Run ``python -m benchmarks.speed``.
``--quick`` leaves out measurements that take minutes.
"""

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from benchmarks.sheets import DISTRICTS, EXAMPLE, VILLAGES, damage_some, make_copies, make_hostile, make_village_lists

ROOT: Final = Path(__file__).parent.parent
PEERS: Final = Path(__file__).parent / "peers"
ENVIRONMENTS: Final = ROOT / ".benchmarks"
NEEDED: Final[Mapping[str, Sequence[str]]] = {
    "bare": ("openpyxl",),
    "pandas": ("pandas", "openpyxl", "python-calamine"),
    "plain": ("typer", "pydantic", "rich", "openpyxl", "pyyaml"),
    "ours": (str(ROOT),),
}
CONSTRAINTS: Final = ROOT / "docs" / "constraints.txt"
_FEW: Final = 2
NATION: Final = 514
REGIONS: Final = 5_000


@dataclass(frozen=True)
class Comparison:
    """One row: the task, both commands, the target of the ratio and its limit."""

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
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # users do not compile a program at each start
        os.environ.pop("PYTHONPATH", None)  # measures the installed package, not a source tree
        os.chdir(folder)  # a folder without a package of the same name
        for count in (2, 50, NATION, *(() if quick else (REGIONS,))):
            make_copies(sheets / str(count), count)
        damage_some(sheets / str(NATION))
        make_copies(sheets / str(DISTRICTS), DISTRICTS)
        make_village_lists(sheets / "villages")
        report(pythons, sheets, quick=quick)


def report(pythons: Mapping[str, str], sheets: Path, *, quick: bool) -> None:
    """Run all measurements and print them."""
    program = f"{pythons['ours']} -m kla_score"
    plain = f"{pythons['plain']} {PEERS}/plain_kla.py"
    bare = f"{pythons['bare']} {PEERS}/bare_openpyxl.py {EXAMPLE}"
    pandas = f"{pythons['pandas']} {PEERS}/pandas_script.py openpyxl {EXAMPLE}"
    evaluate = f"{program} evaluate {EXAMPLE} -q"
    plain_evaluate = f"{plain} evaluate {EXAMPLE}"
    check_totals(f"{evaluate} -f json", plain_evaluate)
    batch = f"{program} batch {sheets}/{{}} -q -f {{}} --jobs {{}}"
    few, nation = (batch.format(count, "json", 1) for count in (2, NATION))
    rollup = f"{program} rollup {sheets}/villages/lists --roster {sheets}/villages/villages.csv -q -f json"
    read_all = f"{pythons['bare']} {PEERS}/bare_openpyxl.py {sheets}/{NATION}/*.xlsx"
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.machine()}.\n")
    print("| Work | Against | Ratio | Target | Limit |\n| --- | --- | ---: | ---: | ---: |")
    for row in (
        Comparison("`evaluate`, table", evaluate, bare, 1.6, 1.8),
        Comparison("`evaluate -f json`", f"{evaluate} -f json", bare, 1.4, 1.65),
        Comparison("`evaluate`, table", evaluate, pandas, 0.5, 0.58),
        Comparison("`evaluate`, table", evaluate, plain_evaluate, 0.4, 0.5),
        Comparison("`--version`", f"{program} --version", f"{plain} --help", 0.8, 1),
        Comparison("`-h`", f"{program} -h", f"{plain} --help", 0.8, 1),
        Comparison(f"`batch` of {NATION}, one process, sound and faulty", nation, read_all, 0.38, 0.5, 1),
        Comparison(
            f"{DISTRICTS} lists of {VILLAGES} villages rolled up", rollup, batch.format(DISTRICTS, "json", 1), 1.1, 1.4
        ),
    ):
        ours_took, theirs_took = times((row.command, row.reference), row.rounds)
        show(row.work, Path(row.reference.split()[1]).stem, ours_took / theirs_took, row.target, row.limit)
    small, large, one = times((few, nation, bare), 3)
    show("each further sheet of a batch", "bare_openpyxl", (large - small) / (NATION - 2) / one, 0.12, 0.16)
    alone, together = times((nation, batch.format(NATION, "json", 2)), 2, wall=True)
    show("two processes on two idle cores, elapsed", "one process", together / alone, 0.57, 0.65)
    show("memory of one sheet", "bare_openpyxl", memory(evaluate) / memory(bare), 1.6, 2)
    for form in () if quick else ("csv", "jsonl"):
        ratio = memory(batch.format(REGIONS, form, 1)) / memory(batch.format(50, form, 1))
        show(f"memory of `batch -f {form}`, {REGIONS} sheets", "50 sheets", ratio, 1.2, 1.5)
    if not quick:
        show("the README's test command, seconds", "–", seconds_of_tests(), 120, 150)
    print("\n| Instead of the sheet | Ratio to the sheet | Ends with | Memory |\n| --- | ---: | ---: | ---: |")
    for name, path in make_hostile(sheets / "hostile").items():
        hostile = f"{program} evaluate {path} -q"
        clean, took = times((evaluate, hostile), 3)
        code = subprocess.run(hostile.split(), capture_output=True, check=False).returncode
        print(f"| {name} | {took / clean:.2f} | {code} | {memory(hostile):.0f} MiB |", flush=True)
    if shutil.which("valgrind"):
        counted = instructions(bare)
        print("\n| Instructions | Ratio to bare_openpyxl |\n| --- | ---: |")
        for name, each in (
            ("`evaluate`, table", evaluate),
            ("`evaluate -f json`", f"{evaluate} -f json"),
            ("the plain build", plain_evaluate),
        ):
            print(f"| {name} | {instructions(each) / counted:.2f} |", flush=True)
    print("\n| Other readers of the same sheet | Ratio to bare_openpyxl |\n| --- | ---: |")
    others = {
        "openpyxl, a script": f"{pythons['bare']} {PEERS}/openpyxl_script.py {EXAMPLE}",
        "pandas with openpyxl": pandas,
        "pandas with calamine": f"{pythons['pandas']} {PEERS}/pandas_script.py calamine {EXAMPLE}",
        "python-calamine": f"{pythons['pandas']} {PEERS}/calamine_script.py {EXAMPLE}",
        "`evaluate`": evaluate,
    }
    base, *found = times((bare, *others.values()), 5)
    for name, took in zip(others, found, strict=True):
        print(f"| {name} | {took / base:.2f} |")
    print("\n| Sheets in a batch | Seconds a sheet |\n| ---: | ---: |")
    for count in (50, NATION) if quick else (50, NATION, REGIONS):
        (took,) = times((batch.format(count, "json", 1),), 1)
        print(f"| {count} | {(took - small) / max(count - 2, 1):.4f} |")


def seconds_of_tests() -> float:
    """Run the tests as the README says, in this environment, and return the elapsed seconds."""
    before = time.perf_counter()
    subprocess.run([sys.executable, "-m", "pytest", "-q", "-n", "2"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - before


def check_totals(ours: str, plain: str) -> None:
    """
    Check that both programs calculate the same claimed and supported points.

    Args:
        ours: the command that prints the scorecard as JSON.
        plain: the command of the plain build, which prints a table.

    Raises:
        ValueError: they do not.
    """
    total = json.loads(subprocess.run(ours.split(), capture_output=True, check=False).stdout)["total"]
    table = subprocess.run(plain.split(), capture_output=True, text=True, check=True).stdout
    found = re.search(r"Total\W+([\d.]+)\W+([\d.]+)", table)
    expected = [Decimal(str(total[key])) for key in ("claimed", "supported")]
    if found is None or [Decimal(each) for each in found.groups()] != expected:
        raise ValueError(f"the plain build has other totals than {expected}")


def show(work: str, against: str, ratio: float, target: float, limit: float) -> None:
    """Print one row."""
    verdict = "" if ratio <= target else " (above the target)" if ratio <= limit else " (above the limit)"
    print(f"| {work} | {against} | {ratio:.2f}{verdict} | {target} | {limit} |", flush=True)


def times(commands: Sequence[str], rounds: int, *, wall: bool = False) -> list[float]:
    """Return the median processor or *wall* seconds of each of *commands*, which run in turn."""
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


_MEASURE_MEMORY: Final = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def memory(command: str) -> float:
    """
    Return the peak memory of *command*, in MiB.

    A small process starts the command. Linux counts for a new process at least the memory of its parent, and this
    process has loaded whole workbooks.
    """
    measure = [sys.executable, "-S", "-c", _MEASURE_MEMORY, *command.split()]
    return int(subprocess.run(measure, capture_output=True, text=True, check=True).stdout) / 1024


def instructions(command: str) -> int:
    """Return the instructions of *command* as cachegrind counts them, independent of other processes."""
    counter = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    done = subprocess.run([*counter, *command.split()], capture_output=True, text=True, check=False)
    return int(done.stderr.rpartition("refs:")[2].replace(",", "").split()[0])


def python_of(name: str) -> str:
    """Return the Python of an environment with its requirements. Build it again if versions have changed."""
    folder = ENVIRONMENTS / name
    python, record = folder / "bin" / "python", folder / "installed.txt"
    wanted = "\n".join((*NEEDED[name], CONSTRAINTS.read_text(encoding="utf-8")))
    install = [str(python), "-m", "pip", "install", "--quiet", "--constraint", str(CONSTRAINTS)]
    if not record.exists() or record.read_text(encoding="utf-8") != wanted:
        venv.create(folder, clear=True, with_pip=True)
        subprocess.run([*install, *NEEDED[name]], check=True)
        record.write_text(wanted, encoding="utf-8")
    elif name == "ours":
        subprocess.run([*install, "--no-deps", "--force-reinstall", str(ROOT)], check=True)
    return str(python)


if __name__ == "__main__":
    main()
