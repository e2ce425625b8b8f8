"""Quote file names for the shell."""

import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from kla_score.i18n import clean


def shell_quote(name: str) -> str:
    """Return *name* quoted for the shell of this system."""
    name = clean(f"./{name}" if name.startswith("-") else name)
    if sys.platform == "win32":
        return subprocess.list2cmdline([name])
    return shlex.quote(name)


def sheet_arguments(
    sheet: Path, instrument: Path | None, evidence: Path | None, columns: Sequence[str] | None = None
) -> str:
    """Return the arguments that repeat *sheet*, *instrument*, *evidence* and *columns* in another command."""
    options = (("-i", instrument), ("--evidence-dir", evidence), *(("--column", each) for each in columns or ()))
    return " ".join([shell_quote(str(sheet)), *(f"{flag} {shell_quote(str(text))}" for flag, text in options if text)])
