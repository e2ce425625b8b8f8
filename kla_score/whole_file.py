"""Write a file so that nobody ever sees half of it: beside it, and then renamed."""

import contextlib
import os
import shutil
import time
from pathlib import Path
from typing import BinaryIO


def write_whole(path: Path, content: bytes | BinaryIO) -> None:
    """
    Write *content* beside *path* and rename it; a stream is read from its start.

    Raises:
        OSError: the system refuses it; then nothing is changed, and nothing left behind.

    """
    # Named before it is made: whenever an interruption comes, it is known what to delete.
    temporary = path.with_name(f".kla-score-{os.urandom(8).hex()}{path.suffix}")
    try:
        with temporary.open("xb") as stream:
            if isinstance(content, bytes):
                stream.write(content)
            else:
                content.seek(0)
                shutil.copyfileobj(content, stream)
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
