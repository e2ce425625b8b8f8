"""
Fuzz for some time: ``python -m tests.fuzz --seconds 1200 --seed 7``.

Each case has a number, which always makes the same case (``--only 123``). The command keeps a case that breaks a
promise or takes too much time or memory, together with the message. It then ends with 1.
"""

import argparse
import faulthandler
import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from typing import Final

from tests.fuzz.targets import TARGETS

SECONDS_A_CASE: Final = 20
MEMORY: Final = 512 * 1024 * 1024
FOUND: Final = Path(__file__).parent / "found"


def limit_memory() -> None:
    """Limit each case to `MEMORY` beyond the needs of the program, if the system supports that."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no Path where there is no such file
        now = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY, now + MEMORY))


def run_case(seed: int, number: int, work: Path) -> tuple[str, str, Path]:
    """Make case *number* of *seed* and try it. Return the target, the outcome and the path."""
    chance = Random(f"{seed}/{number}")
    (name,) = chance.choices(list(TARGETS), [each.weight for each in TARGETS.values()])
    target = TARGETS[name]
    path = work / f"case{target.suffix}"
    path.write_bytes(target.make(chance))
    try:
        return name, target.check(path, chance), path
    except Exception:  # noqa: BLE001 - whatever it is, it is a find
        return name, traceback.format_exc(), path


def main() -> int:
    """Fuzz, print a summary, and keep the failing cases."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of a single case")
    parser.add_argument("--keep", type=Path, help="the folder for what is found")
    options = parser.parse_args()
    keep: Path = (options.keep or Path(tempfile.mkdtemp(prefix="kla-score-found-"))).absolute()
    counts: Counter[tuple[str, str]] = Counter()
    finds = 0
    slowest = (0.0, 0, "")
    end = time.monotonic() + options.seconds
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        os.chdir(work)
        limit_memory()
        numbers = range(options.only, options.only + 1) if options.only is not None else range(sys.maxsize)
        for number in numbers:
            if time.monotonic() > end:
                break
            # Show where a hanging case waits. It is the case after the last printed one.
            faulthandler.dump_traceback_later(SECONDS_A_CASE, exit=True)
            start = time.process_time()
            name, outcome, path = run_case(options.seed, number, work)
            slowest = max(slowest, (time.process_time() - start, number, name))
            faulthandler.cancel_dump_traceback_later()
            if "\n" in outcome:
                finds += 1
                keep.mkdir(exist_ok=True)
                kept = keep / f"{options.seed}-{number}-{name.replace(', ', '-').replace(' ', '-')}{path.suffix}"
                kept.write_bytes(path.read_bytes())
                print(f"case {number}, {name}, kept as {kept}:\n{outcome}", flush=True)
                outcome = "found"
            counts[name, outcome] += 1
        os.chdir(keep.parent)
    for name in TARGETS:
        outcomes = {outcome: count for (each, outcome), count in sorted(counts.items()) if each == name}
        listed = ", ".join(f"{count} {each}" for each, count in outcomes.items())
        print(f"{name}: {sum(outcomes.values())} cases; {listed}")
    print(f"{counts.total()} cases, {finds} finds; slowest {slowest[0]:.2f} s (case {slowest[1]}, {slowest[2]})")
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main())
