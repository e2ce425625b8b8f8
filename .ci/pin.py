"""
Pin anew, with pip-tools, the newest of all that checks need.

``requirements.txt`` beside this file is for checks: with hashes, for machines of one kind. ``docs/constraints.txt`` is
for people: what of it the program itself needs, versions alone, for every system.
"""

import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
OPTIONS = (
    *("--quiet", "--upgrade", "--strip-extras", "--allow-unsafe", "--no-header", "--no-annotate"),
    *("--no-emit-index-url", "--no-emit-trusted-host", "--no-emit-find-links", "--no-emit-options"),
)
MAKER = "Made anew by: python .ci/pin.py (needs pip-tools)"
HEAD = f"# All that the checks run with, pinned and with hashes. {MAKER}\n"
HEAD_OF_CONSTRAINTS = f"# What the program was last tested with, for pip's option --constraint. {MAKER}\n"
ON_WINDOWS = "colorama"
"""What pip-tools cannot see from here."""


def pin(wanted: Iterable[str], *options: str) -> str:
    """Choose the newest versions of *wanted* and of all that they need."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "wanted.in"), Path(folder, "pinned.txt")
        source.write_text("\n".join(wanted), encoding="utf-8")
        command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, *options, "--output-file", str(target)]
        subprocess.run([*command, str(source)], check=True)  # noqa: S603 - our own words
        return target.read_text(encoding="utf-8")


data = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))
project = data["project"]
wanted = [*data["build-system"]["requires"], *project["dependencies"], *project["optional-dependencies"]["test"]]
wanted += [each for each in project["optional-dependencies"]["check"] if not each.startswith(project["name"])]
pinned = pin(wanted, "--generate-hashes")
(HERE / "requirements.txt").write_text(HEAD + pinned, encoding="utf-8")

with tempfile.TemporaryDirectory() as folder:
    tested = Path(folder, "tested.txt")
    tested.write_text("\n".join(re.findall(r"^[\w.-]+==[^\s\\]+", pinned, re.MULTILINE)), encoding="utf-8")
    constraints = pin([*project["dependencies"], ON_WINDOWS], "--constraint", str(tested))
(HERE.parent / "docs" / "constraints.txt").write_text(HEAD_OF_CONSTRAINTS + constraints, encoding="utf-8")
