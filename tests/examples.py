"""The example workbooks, and the command line in a separate process."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parent.parent
EXAMPLES: Final = ROOT / "examples"
GOOD: Final = EXAMPLES / "kabupaten-contoh-2024.xlsx"
LATER: Final = EXAMPLES / "kabupaten-contoh-2025.xlsx"
FAULTY: Final = EXAMPLES / "dengan-kesalahan.xlsx"


def spawn(
    arguments: Sequence[str | Path], environment: dict[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a separate process."""
    command = [sys.executable, "-X", "utf8=0", "-m", "kla_score", *map(str, arguments)]
    names = ("PATH", "SYSTEMROOT")
    surroundings = {name: os.environ.get(name, "") for name in names}
    return subprocess.run(command, env=surroundings | (environment or {}), capture_output=True, check=False, **options)  # noqa: S603
