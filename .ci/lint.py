"""
Check style, types and imports. Run every check even if an earlier one fails.

Usage: ``python .ci/lint.py``. The exit code is 1 if any check fails.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CHECKS = (("-m", "ruff", "check", "."), ("-m", "ruff", "format", "--check", "."), ("-m", "mypy"), ("-c", IMPORTS))

if __name__ == "__main__":
    codes = [subprocess.run([sys.executable, *check], cwd=ROOT, check=False).returncode for check in CHECKS]  # noqa: S603 - fixed
    sys.exit(int(any(codes)))
