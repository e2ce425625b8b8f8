"""Read a file that somebody named, and say in our words why it cannot be read; make text of what is text."""

import errno
from pathlib import Path
from typing import Final

from kla_score.issues import Issue, Location

MEBIBYTE: Final = 1024 * 1024
LARGEST: Final = 20
"""
MiB that a workbook or a saved result may have unless somebody allows more. Filled-in sheets stay below two; a saved
scorecard of 274 questions has 0.2, a batch 0.002 for each region.
"""


def read_input(path: Path, maximum: int) -> bytes | Issue:
    """
    Read a file of at most *maximum* bytes; of a larger one no more than shows that it is.

    Returns:
        The content, or the issue that says why there is none. A device or a pipe is not read: it may never end.

    """
    location = Location(str(path))
    try:
        if path.is_dir():
            return Issue("file-is-folder", location)
        if path.exists() and not path.is_file():
            return Issue("file-unreadable", location)
        with path.open("rb") as stream:
            content = stream.read(maximum + 1)
    except FileNotFoundError:
        return Issue("file-not-found", location)
    except (OSError, ValueError) as error:
        return Issue("file-unreadable", location, found=reason_of(error))
    return (
        content if len(content) <= maximum else Issue("file-too-large", location, parameters={"limit": maximum // 1024})
    )


def is_folder(path: Path) -> bool:
    """Tell whether *path* is a folder; what the system does not let us look at is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def reason_of(error: Exception) -> str:
    """Name what the system refused, the same in every language: ENOENT, EACCES. Else empty."""
    return errno.errorcode.get(error.errno or 0, "") if isinstance(error, OSError) else ""


def decoded(content: bytes) -> str:
    """Read what spreadsheets write: UTF-8, UTF-16 with a mark, or the encoding of an older Windows."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
