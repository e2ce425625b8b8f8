"""Read a file that the user names, report why it cannot be read, and decode text."""

import errno
import os
import sys
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

from kla_score.cells import similar_names
from kla_score.issues import Issue, Location

StrPath = str | os.PathLike[str]
"""A path as notebooks and scripts write it."""

MEBIBYTE: Final = 1024 * 1024
LARGEST: Final = 20
"""
The default maximum size in MiB of a workbook or a saved result.

Filled-in sheets have less than 2 MiB, a saved scorecard of 274 questions 0.2, and a batch 0.002 for each region.
"""

LARGEST_LIST: Final = 256 * MEBIBYTE
"""The maximum size of a roster and of a list of names. A nation's 84,000 villages need less than 10 MiB."""

STDIN: Final = Path("-")
"""As the name of a text file it means stdin."""
STDIN_NAME: Final = "<stdin>"
"""The name of stdin in messages."""
_PACKED: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")
"""The first bytes of workbooks, including older formats, and of archives."""
_MOST_NAMES: Final = 10_000
"""The number of names in a folder that are compared with the name of a missing file."""


def read_input(path: Path, maximum: int, *, is_text: bool = False) -> bytes | Issue:
    """
    Read a file of at most *maximum* bytes. Of a larger file, only enough is read to detect it.

    If it *is_text*, it may come from a pipe or from stdin (`STDIN`), and a workbook is refused.

    Returns:
        The content, or the issue that explains the failure. Devices are refused, because they may never end.

    """
    location = Location(name_of(path) if is_text else str(path))
    try:
        if code := _why_not_readable(path, is_text=is_text):
            return Issue(code, location)
        if is_text and path == STDIN:
            content = sys.stdin.buffer.read(maximum + 1)
        else:
            with path.open("rb") as stream:
                content = stream.read(maximum + 1)
    except (OSError, ValueError) as error:
        return _read_failure(error, path, location)
    if is_text and is_packed(content):  # whatever its size
        return Issue("file-is-workbook", location)
    if len(content) <= maximum:
        return content
    code = "file-text-too-large" if is_text else "file-too-large"
    return Issue(code, location, parameters={"limit": maximum // MEBIBYTE})


def open_text(path: Path) -> TextIO | Issue:
    """Open a file in UTF-8 that is read piece by piece, or return the issue that explains the failure."""
    location = Location(str(path))
    try:
        if code := _why_not_readable(path):
            return Issue(code, location)
        return path.open(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        return _read_failure(error, path, location)


def _why_not_readable(path: Path, *, is_text: bool = False) -> str:
    """Return the issue code of a name that cannot be the name of a file to read; empty if it can, or if none exists."""
    if is_text and path == STDIN:
        return "file-stdin-closed" if sys.stdin is None else ""
    if is_text and path == Path():
        return "file-name-empty"
    if path.is_dir():
        return "file-is-folder"
    is_file = path.is_file() or (is_text and path.is_fifo())
    return "file-is-device" if path.exists() and not is_file else ""


def _read_failure(error: Exception, path: Path, location: Location) -> Issue:
    if isinstance(error, FileNotFoundError):
        return Issue("file-not-found", location, parameters={"candidates": _names_like(path)})
    return Issue("file-unreadable", location, found=reason_of(error))


def name_of(path: Path) -> str:
    """Return the name of the text file *path* for messages."""
    return STDIN_NAME if path == STDIN else str(path)


def is_packed(content: bytes) -> bool:
    """Return whether *content* is a workbook or another packed file instead of text."""
    return content.startswith(_PACKED)


def _names_like(path: Path) -> tuple[str, ...]:
    """
    Return the names in the folder of *path* that are similar to its own, in upper or lower case; none for a pattern.
    """
    if any(sign in path.name for sign in "*?"):
        return ()
    try:
        with os.scandir(path.parent) as entries:
            names = {each.name.casefold(): each.name for each in islice(entries, _MOST_NAMES)}
    except OSError:
        return ()
    return tuple(names[each] for each in similar_names(path.name.casefold(), sorted(names)))


def is_folder(path: Path) -> bool:
    """Return whether *path* is a folder; False if the system denies access."""
    try:
        return path.is_dir()
    except OSError:
        return False


def reason_of(error: Exception) -> str:
    """
    Return the system's name of *error*, the same in every language, such as ENOENT or EACCES; empty if it has none.
    """
    return errno.errorcode.get(error.errno or 0, "") if isinstance(error, OSError) else ""


def decoded(content: bytes) -> str:
    """
    Decode the encodings that spreadsheets write: UTF-8, UTF-16 with a byte order mark, or an older Windows encoding.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
