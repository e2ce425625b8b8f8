"""
Run commands of kla-score one after the other in this process, for one version in `benchmarks.identity`.

Usage: ``run_commands.py TREE COMMANDS RESULTS``. TREE is the folder with the package to test. COMMANDS is a JSON file
with a list of commands, each a list of words. RESULTS is the JSON file to write. It contains the exit code, stdout and
stderr of each command.
"""

import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from kla_score import cli


def run_command(words: Sequence[str]) -> tuple[object, str, str]:
    """Return the exit code, stdout and stderr of a command."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2)]
    kept = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = streams
    code: object = 0
    try:
        cli.main(words)
    except SystemExit as ended:
        code = ended.code
    finally:
        sys.stdout, sys.stderr = kept
    for stream in streams:
        stream.flush()
    out, err = (stream.buffer.getvalue().decode() for stream in streams)
    return code, out, err


if __name__ == "__main__":
    tree, commands, results = map(Path, sys.argv[1:])
    if not Path(cli.__file__).resolve().is_relative_to(tree.resolve()):
        sys.exit(f"the package comes from {cli.__file__}, not from {tree}")
    written = [run_command(words) for words in json.loads(commands.read_text(encoding="utf-8"))]
    results.write_text(json.dumps(written), encoding="utf-8")
