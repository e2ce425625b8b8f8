"""Write a file so that nobody ever sees half of it: beside it, and then renamed."""

import contextlib
import os
import time
from collections.abc import Iterable
from pathlib import Path


def atomic_write(path: Path, content: Iterable[bytes]) -> None:
    """
    Write the pieces of *content* beside *path* and rename it.

    Raises:
        OSError: the system refuses it; then nothing is changed, and nothing left behind.

    """
    # Named before it is made: whenever an interruption comes, it is known what to delete.
    temporary = path.with_name(f".kla-score-{os.urandom(8).hex()}{path.suffix}")
    try:
        with temporary.open("xb") as stream:
            stream.writelines(content)
            stream.flush()
            os.fsync(stream.fileno())
        _replace(temporary, path)
    finally:
        with contextlib.suppress(OSError):  # it is not there any more when all went well
            temporary.unlink()


def _replace(temporary: Path, path: Path) -> None:
    """Rename; on Windows a virus scanner may hold the file for a moment, so try again before giving up."""
    for pause in (0.1, 0.3):
        try:
            temporary.replace(path)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    temporary.replace(path)
