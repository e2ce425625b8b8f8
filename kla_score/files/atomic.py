"""Write files atomically: to temporary files beside them, which are then renamed."""

import contextlib
import os
import stat
import time
from collections.abc import Iterable
from pathlib import Path


def name_beside(path: Path) -> Path:
    """
    Return the name of a temporary file beside *path*.

    The name is known before the file exists, so that it can be deleted after an interruption at any time.
    """
    return path.with_name(f".kla-score-{os.urandom(8).hex()}{path.suffix}")


def write_new(path: Path, content: Iterable[bytes], former: Path) -> None:
    """
    Write the chunks of *content* to the new file *path*, with the permissions of the file *former* if it exists.

    Raises:
        OSError: The system refuses it.

    """
    with path.open("xb") as stream:
        with contextlib.suppress(OSError):  # there is no such file, or the file system has no permissions
            information = former.lstat()
            if stat.S_ISREG(information.st_mode):
                path.chmod(information.st_mode & 0o777)
        stream.writelines(content)
        stream.flush()
        os.fsync(stream.fileno())


def rename(path: Path, target: Path) -> None:
    """Rename a file. On Windows, a virus scanner may lock the file for a moment, so try several times."""
    for pause in (0.1, 0.3):
        try:
            path.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    path.replace(target)
