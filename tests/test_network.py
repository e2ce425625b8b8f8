"""The program works without a network, and sends and fetches no data."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from kla_score.instrument_file import packaged_instrument
from tests.examples import EXAMPLES, GOOD

pytestmark = pytest.mark.slow  # every command in a separate process

WITHOUT_NETWORK = """
import json, sys

def refuse(event, arguments):
    if event.startswith(("socket.", "urllib.", "ftplib.", "smtplib.")) and event != "socket.__new__":
        sys.stderr.write(f"NETWORK {event} {arguments}\\n")
        raise OSError("there is no network")

sys.addaudithook(refuse)
from kla_score.cli import main
main(json.loads(sys.argv[1]))
"""

COMMANDS = {
    "evaluate": ["evaluate", GOOD],
    "evaluate with files": ["evaluate", GOOD, "-o", "a.html", "-o", "a.xlsx", "-o", "a.md", "-o", "a.csv"],
    "evaluate with evidence": ["evaluate", GOOD, "--evidence-dir", "."],
    "attach": ["attach", GOOD, "--evidence-dir", ".", "-o", "f.xlsx"],
    "plan": ["plan", GOOD, "--target", "nindya"],
    "compare": ["compare", GOOD, EXAMPLES / "kabupaten-contoh-2025.xlsx"],
    "batch": ["batch", GOOD, EXAMPLES / "kabupaten-contoh-2025.xlsx", "-o", "b.html", "--jobs", "1"],
    "template": ["template", "t.xlsx"],
    "validate": ["validate", packaged_instrument()],
    "show": ["show"],
    "schema": ["schema"],
    "help": ["-h"],
}


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_no_command_needs_a_network(arguments: Sequence[str | Path], tmp_path: Path) -> None:
    """Any attempt to use a network would end the command in this test."""
    command = [sys.executable, "-c", WITHOUT_NETWORK, json.dumps([str(each) for each in arguments])]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, check=False)  # noqa: S603 - our own program

    attempts = [line for line in done.stderr.splitlines() if line.startswith(b"NETWORK")]

    assert ([], True) == (attempts, done.returncode in {0, 1})
