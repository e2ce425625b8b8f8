"""Write a result to a file atomically. Never overwrite an input, and an existing file only on request."""

import contextlib
import errno
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from kla_score.files.atomic import name_beside, rename, write_new
from kla_score.files.reading import reason_of
from kla_score.issues import Issue, Location, OutputError


def check_output(path: Path, inputs: Sequence[Path] = (), *, force: bool = False) -> None:
    """
    Check *path* before any work is done.

    Raises:
        OutputError: It is one of *inputs*, in any spelling, exists while *force* is not given, has no folder, or is a
            link to nothing or in a cycle.

    """
    location = Location(str(path))
    try:
        exists = path.exists()
        leads_nowhere = not exists and path.is_symlink()
        if not path.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "")
        is_input = exists and any(_is_same(path, each) for each in inputs)
        is_folder = path.is_dir()
    except OSError as error:
        raise OutputError(Issue("output-unwritable", location, found=reason_of(error))) from error
    if leads_nowhere:
        raise OutputError(Issue("output-link-broken", location))
    if is_input:
        raise OutputError(Issue("output-is-input", location))
    if is_folder:
        raise OutputError(Issue("file-is-folder", location))
    if exists and not force:
        raise OutputError(Issue("output-exists", location))


def _is_same(path: Path, other: Path) -> bool:
    """Return whether both paths are the same file, in any spelling; False if one is inaccessible."""
    try:
        return path.samefile(other)
    except (OSError, ValueError):
        return False


def check_outputs(paths: Sequence[Path], inputs: Sequence[Path] = (), *, force: bool = False) -> None:
    """
    Check all *paths* before any work is done, so that either all or none are written.

    Raises:
        OutputError: As in `check_output`, or a path is repeated.

    """
    for position, path in enumerate(paths):
        check_output(path, inputs, force=force)
        if os.path.realpath(path) in [os.path.realpath(earlier) for earlier in paths[:position]]:
            raise OutputError(Issue("output-repeated", Location(str(path))))


def check_folder(path: Path) -> None:
    """
    Check before any work is done that the folder *path* exists or can be created.

    Raises:
        OutputError: It is a file, or has no parent.

    """
    with _reported(path):
        if not path.is_dir() and os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, "")
        if not path.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "")


def make_folder(path: Path) -> None:
    """
    Create the folder *path* if it does not exist. Its parent must exist.

    Raises:
        OutputError: It cannot be created, or is a file.

    """
    with _reported(path):
        path.mkdir(exist_ok=True)


@contextlib.contextmanager
def output_folder(path: Path) -> Iterator[None]:
    """
    Create the folder *path* for the files that are written inside the context. If that fails, a new folder is removed.

    Raises:
        OutputError: As in `make_folder`.

    """
    is_new = not path.exists()
    make_folder(path)
    try:
        yield
    except BaseException:
        if is_new:
            with contextlib.suppress(OSError):  # another program has put a file into it
                path.rmdir()
        raise


def write_outputs(
    contents: Mapping[Path, Iterable[bytes]],
    inputs: Sequence[Path] = (),
    *,
    force: bool = False,
    are_our_names: bool = False,
) -> None:
    """
    Write the chunks of each file to a temporary file beside it. When all are complete, rename them.

    If a path is a link, its target is written, as usual. If the names *are_our_names*, chosen by the program in a
    folder that others may write to, the link is replaced, so that nothing is written outside that folder.

    Raises:
        OutputError: As in `check_outputs`, or a file cannot be written. Then no file is changed, unless renaming fails.

    """
    check_outputs(list(contents), inputs, force=force)
    targets = {path: path if are_our_names or not path.is_symlink() else path.resolve() for path in contents}
    temporaries = {path: name_beside(target) for path, target in targets.items()}
    try:
        for path, content in contents.items():
            with _reported(path):
                write_new(temporaries[path], content, targets[path])
        for path, temporary in temporaries.items():
            with _reported(path):
                rename(temporary, targets[path])
    finally:
        for temporary in temporaries.values():
            with contextlib.suppress(OSError):  # it no longer exists after a successful rename
                temporary.unlink()


@contextlib.contextmanager
def _reported(path: Path) -> Iterator[None]:
    """Report an error of the system as one of writing the file *path*."""
    try:
        yield
    except OSError as error:
        raise OutputError(Issue("output-unwritable", Location(str(path)), found=reason_of(error))) from error


def addresses_from(output: Path, inputs: Sequence[Path]) -> Mapping[str, str]:
    """
    Return by name the URL of each of *inputs* from the folder of *output*: relative if possible, percent-encoded.

    Names that occur twice are left out.
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
