"""
Measure the cost of formatted blank rows: the filled example without them, with 200,000 and with more.

A user who formats a whole column adds many blank rows to the workbook. The largest file is refused. Each case runs
several times in its own process. The fastest run and the highest memory count. Run ``python -m benchmarks.blank_rows``.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.sheets import BLANK_ROW, EXAMPLE, with_change, with_rows

RUNS = 5


_PROGRAM = """
import resource
from kla_score.cli import main
try:
    main()
finally:
    print(*resource.getrusage(resource.RUSAGE_SELF)[:3])
"""


def measure(path: Path) -> tuple[float, float, int]:
    """Evaluate *path* in its own process. Return seconds of processor time, peak MiB and the exit code."""
    command = [sys.executable, "-c", _PROGRAM, "evaluate", "-q", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    user, system, memory = map(float, done.stdout.splitlines()[-1].split())
    return user + system, memory / 1024, done.returncode


def main() -> None:
    """Print a line for each case, with its ratio to the plain sheet."""
    with tempfile.TemporaryDirectory() as folder:
        cases = {
            "plain": EXAMPLE,
            "200,000 blank rows": with_change(Path(folder) / "rows.xlsx", with_rows(200_000, BLANK_ROW)),
            "1,000,000 blank rows": with_change(Path(folder) / "many.xlsx", with_rows(1_000_000, BLANK_ROW)),
            "2,000,000 blank rows": with_change(Path(folder) / "refused.xlsx", with_rows(2_000_000, BLANK_ROW)),
        }
        results = {name: [measure(path) for _ in range(RUNS)] for name, path in cases.items()}
    plain = min(seconds for seconds, _, _ in results["plain"])
    print(f"{'case':<22}{'seconds':>9}{'ratio':>8}{'MiB':>8}  exit")
    for name, runs in results.items():
        seconds = min(seconds for seconds, _, _ in runs)
        memory = max(memory for _, memory, _ in runs)
        print(f"{name:<22}{seconds:>9.2f}{seconds / plain:>8.1f}{memory:>8.0f}  {runs[0][2]}")


if __name__ == "__main__":
    main()
