"""Find sheets by names, folders, patterns or a list."""

import glob
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kla_score.files.reading import decoded, is_folder, read_input
from kla_score.issues import Issue, KlaScoreError

SUFFIXES: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
"""Suffixes of files that count as sheets, including formats that must be converted first."""
_YAML: Final = frozenset({".yaml", ".yml"})
LONGEST_LIST: Final = 1024 * 1024
"""The maximum size of a list of sheets in bytes; 5,000 long paths need less."""
NAMED: Final = 5
"""The number of files that an issue names."""


def find_sheets(names: Sequence[str], listed: Path | None = None) -> tuple[Sequence[Path], Sequence[Issue]]:
    """
    Return the sheets that match *names* (files, folders or patterns) and the lines of the file *listed*.

    Folders are searched recursively. Hidden files and lock files of office programs in them are skipped.

    Returns:
        The sheets in the order of the names, each once, and an issue for the skipped files. Missing files are kept.

    Raises:
        KlaScoreError: The list cannot be read.

    """
    wanted = [*names, *(_lines(listed) if listed else ())]
    found: dict[str, Path] = {}
    passed_over: list[str] = []
    repeated: list[str] = []
    for name in wanted:
        for path in _expand(name):
            key = os.path.normcase(path.absolute())
            if str(path) != name and _is_passed_over(path, Path(name)):
                passed_over.append(path.name)
            elif key in found:
                repeated.append(path.name)
            else:
                found[key] = path
    issues = [
        Issue(code, parameters={"count": len(paths), "files": tuple(paths[:NAMED])})
        for code, paths in (("files-passed-over", passed_over), ("files-named-twice", repeated))
        if paths
    ]
    return list(found.values()), issues


def find_instruments(names: Sequence[str]) -> Sequence[Path]:
    """
    Return the instrument files that match *names* (files, folders or patterns), each once, in their order.

    Folders are searched recursively for YAML files that are not hidden. A name that matches nothing is kept, so that
    reading it shows the reason.
    """
    found: dict[str, Path] = {}
    for name in names:
        below = [path for path in _expand(name) if str(path) == name or _is_instrument(path, Path(name))]
        for path in below or [Path(name)]:
            found.setdefault(os.path.normcase(path.absolute()), path)
    return list(found.values())


def _is_instrument(path: Path, start: Path) -> bool:
    parts = path.relative_to(start).parts if path.is_relative_to(start) else (path.name,)
    return path.suffix.lower() in _YAML and not any(part.startswith(".") for part in parts)


def _is_passed_over(path: Path, start: Path) -> bool:
    """Return whether *path*, which was found below *start* and not named, is hidden, a lock file or not a sheet."""
    parts = path.relative_to(start).parts if path.is_relative_to(start) else (path.name,)
    is_sheet = path.suffix.lower() in SUFFIXES or is_folder(path)  # is_folder: it could not be read
    return any(part.startswith((".", "~$")) for part in parts) or not is_sheet


def _lines(listed: Path) -> Sequence[str]:
    content = read_input(listed, LONGEST_LIST, is_text=True)
    if isinstance(content, Issue):
        raise KlaScoreError(content)
    lines = (line.strip().strip('"') for line in decoded(content).split("\n"))
    return [line for line in lines if line]


def _expand(name: str) -> Sequence[Path]:
    path = Path(name)
    if is_folder(path):
        return _files_below(path) or [path]
    if os.path.lexists(path) or not glob.has_magic(name) or "\0" in name:  # no file name contains NUL
        return [path]
    found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - a pattern may be absolute
    return [path for path in map(Path, found) if not is_folder(path)] or [path]


def _files_below(folder: Path) -> Sequence[Path]:
    """Return the files in *folder* and its subfolders. A folder that cannot be read is returned itself."""
    unreadable: list[OSError] = []
    files = [
        Path(location, name) for location, _, names in os.walk(folder, onerror=unreadable.append) for name in names
    ]
    return sorted([*files, *(Path(error.filename) for error in unreadable)])
