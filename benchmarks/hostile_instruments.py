"""
Measure the time for hostile instrument files of 1 MiB, listed in ``tests/test_instrument_file_fuzz.py``.

The program promises an answer within two seconds. The figure is processor time, the better of two runs. Run ``python -m
benchmarks.hostile_instruments`` from the project's folder.
"""

import tempfile
import time
from pathlib import Path

from kla_score.instrument_file import check_instrument, packaged_instrument
from tests.test_instrument_file_fuzz import NASTY

PROMISED = 2.0


def measure(path: Path) -> float:
    """Check *path* twice. Return the seconds of processor time of the faster run."""
    seconds = []
    for _ in range(2):
        start = time.process_time()
        check_instrument(path)
        seconds.append(time.process_time() - start)
    return min(seconds)


def main() -> None:
    """Print a line for each file, the slowest first, and the number of files over the time limit."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "instrument.yaml"
        results = {"the packaged instrument": measure(packaged_instrument())}
        for name, filled in NASTY.items():
            path.write_bytes(filled.content())
            results[name] = measure(path)
    for name, seconds in sorted(results.items(), key=lambda result: result[1], reverse=True):
        print(f"{seconds:6.2f} s  {name}")
    print(f"{sum(seconds > PROMISED for seconds in results.values())} of {len(results)} took longer than {PROMISED} s")


if __name__ == "__main__":
    main()
