"""
Pin the newest version of every library that the program, its tests and its checks need.

Usage: ``python .ci/pin.py``. It rewrites ``docs/constraints.txt``, which pip reads with ``--constraint``. Both commands
of the README and all checks install the versions in that file.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "constraints.txt"
HEAD = "# The versions that the checks ran with, for pip's option --constraint. Rewritten by: python .ci/pin.py\n"
WANTED = (".[check]", "hatchling", "colorama")
"""The requirements to resolve. hatchling builds the package. Only Windows needs colorama, so pip leaves it out here."""


def newest() -> dict[str, str]:
    """Return the newest allowed version of each library, by its name."""
    options = ("--quiet", "--dry-run", "--ignore-installed", "--report", "-")
    command = [sys.executable, "-m", "pip", "install", *options, *WANTED]
    report = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603 - fixed
    found = [each["metadata"] for each in json.loads(report)["install"] if "dir_info" not in each["download_info"]]
    return {each["name"].lower().replace("_", "-"): each["version"] for each in found}


if __name__ == "__main__":
    lines = [f"{name}=={version}\n" for name, version in sorted(newest().items())]
    TARGET.write_text(HEAD + "".join(lines), encoding="utf-8", newline="\n")
