"""
Write a result to a file: whole or not at all, never over an input, never over an existing file unless asked to.
"""

import contextlib
import errno
import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from kla_score.input_file import reason_of
from kla_score.issues import Issue, OutputError, Place


def check_output(path: Path, inputs: Sequence[Path] = (), *, force: bool = False) -> None:
    """
    Refuse *path* before any work is done.

    Raises:
        OutputError: it is one of *inputs*, by whatever spelling, exists while *force* is not given, or has no folder.

    """
    place = Place(str(path))
    try:
        exists = path.exists()
        if not path.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "")
        is_input = exists and any(each.exists() and path.samefile(each) for each in inputs)
    except OSError as error:
        raise OutputError(Issue("output-unwritable", place, found=reason_of(error))) from error
    if is_input:
        raise OutputError(Issue("output-is-input", place))
    if path.is_dir():
        raise OutputError(Issue("file-is-folder", place))
    if exists and not force:
        raise OutputError(Issue("output-exists", place))


def check_outputs(paths: Sequence[Path], inputs: Sequence[Path] = (), *, force: bool = False) -> None:
    """
    Refuse any of *paths* before any work is done, so that either all or none is written.

    Raises:
        OutputError: as `check_output`, or one is named twice.

    """
    for position, path in enumerate(paths):
        check_output(path, inputs, force=force)
        if path.resolve() in [earlier.resolve() for earlier in paths[:position]]:
            raise OutputError(Issue("output-repeated", Place(str(path))))


def make_folder(path: Path) -> None:
    """
    Make the folder *path* if it is not there; the one it stands in has to be.

    Raises:
        OutputError: it cannot be made, or is a file.

    """
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(Issue("output-unwritable", Place(str(path)), found=reason_of(error))) from error


def write_output(path: Path, content: bytes | BinaryIO, inputs: Sequence[Path] = (), *, force: bool = False) -> None:
    """
    Write *content* beside *path* and rename it, so that nobody ever sees half a file; a stream is read from its start.

    Raises:
        OutputError: as `check_output`, or the file cannot be written; then nothing is changed.

    """
    check_output(path, inputs, force=force)
    place = Place(str(path))
    temporary = None
    try:
        descriptor, name = tempfile.mkstemp(prefix=".kla-score-", suffix=path.suffix, dir=path.parent)
        temporary = Path(name)
        with os.fdopen(descriptor, "wb") as stream:
            if isinstance(content, bytes):
                stream.write(content)
            else:
                content.seek(0)
                shutil.copyfileobj(content, stream)
            stream.flush()
            os.fsync(stream.fileno())
        # A temporary file is private; a result has the rights that any new file would have.
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        _replace(temporary, path)
        temporary = None
    except OSError as error:
        raise OutputError(Issue("output-unwritable", place, found=reason_of(error))) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
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


def addresses_from(output: Path, inputs: Sequence[Path]) -> Mapping[str, str]:
    """
    Tell by name how *inputs* are reached from where *output* stands: relative if possible, percent-encoded.

    Of two that are called the same none is told.
    """
    found = {}
    names = Counter(path.name for path in inputs)
    for path in [each for each in inputs if names[each.name] == 1]:
        try:
            relative = Path(os.path.relpath(path.absolute(), output.absolute().parent))
        except ValueError:  # on another drive of Windows
            found[path.name] = path.absolute().as_uri()
        else:
            found[path.name] = quote(relative.as_posix().encode("utf-8", "surrogateescape"))
    return found
