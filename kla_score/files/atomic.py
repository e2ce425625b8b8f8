"""Write a file atomically: to a temporary file beside it, which is then renamed."""

import contextlib
import os
import time
from collections.abc import Iterable
from pathlib import Path


def atomic_write(path: Path, content: Iterable[bytes]) -> None:
    """
    Write the chunks of *content* to a temporary file beside *path* and rename it.

    Raises:
        OSError: The system refuses it. Then nothing is changed or left behind.

    """
    # The name is known before the file exists, so that it can be deleted after an interruption at any time.
    temporary = path.with_name(f".kla-score-{os.urandom(8).hex()}{path.suffix}")
    try:
        with temporary.open("xb") as stream:
            stream.writelines(content)
            stream.flush()
            os.fsync(stream.fileno())
        _replace(temporary, path)
    finally:
        with contextlib.suppress(OSError):  # it no longer exists after a successful rename
            temporary.unlink()


def _replace(temporary: Path, path: Path) -> None:
    """Rename the file. On Windows, a virus scanner may lock the file for a moment, so try several times."""
    for pause in (0.1, 0.3):
        try:
            temporary.replace(path)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    temporary.replace(path)
