"""Find sheets by names, folders, patterns or a list."""

import glob
import os
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Final

from kla_score.files.reading import LARGEST_LIST, decoded, is_folder, name_of, read_input
from kla_score.issues import Issue, KlaScoreError, Location

SUFFIXES: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
"""Suffixes of files that count as sheets, including formats that must be converted first."""
_YAML: Final = frozenset({".yaml", ".yml"})
_NEVER_SHEETS: Final = frozenset(
    {".db", ".htm", ".html", ".ini", ".json", ".jsonl", ".log", ".md", ".py", ".txt", *_YAML}
)
"""Suffixes of files that are no submission: texts, results of this program and files of the system."""
NAMED: Final = 5
"""The number of files that an issue names."""


def find_sheets(
    names: Sequence[str], used: Sequence[Path] = (), suffixes: AbstractSet[str] = SUFFIXES
) -> tuple[Sequence[Path], Sequence[Issue]]:
    """
    Return the sheets that match *names* (files, folders or patterns).

    Folders are searched recursively, but not behind links. Hidden files, lock files of office programs and other files
    than sheets in them, by their *suffixes*, are left out. Of the latter, those in *used* are known and not reported.

    Returns:
        The sheets in the order of the names, each once, and an issue for each group of files that were left out.
        Missing files are kept.

    """
    found: dict[str, Path] = {}
    known = {os.path.normcase(path.absolute()) for path in used}
    left_out: dict[str, list[str]] = {code: [] for code in _LEFT_OUT}
    for name in names:
        for path in _expand(name):
            key = os.path.normcase(path.absolute())
            code = "" if str(path) == name else _why_left_out(path, Path(name), suffixes)
            if code == "files-not-workbooks" and key in known:
                continue
            if code or key in found:
                left_out[code or "files-named-twice"].append(path.name)
            else:
                found[key] = path
    issues = [
        Issue(code, parameters={"count": len(paths), "files": tuple(paths[:NAMED])})
        for code, paths in left_out.items()
        if paths
    ]
    return list(found.values()), issues


def find_instruments(names: Sequence[str]) -> Sequence[Path]:
    """
    Return the instrument files that match *names* (files, folders or patterns), each once, in their order.

    Folders are searched recursively for YAML files that are not hidden. A name that matches nothing is kept, so that
    reading it shows the reason.

    Raises:
        KlaScoreError: A name is empty.

    """
    if not all(names):
        raise KlaScoreError(Issue("file-name-empty"))
    found: dict[str, Path] = {}
    for name in names:
        below = [path for path in _expand(name) if str(path) == name or _is_instrument(path, Path(name))]
        for path in below or [Path(name)]:
            found.setdefault(os.path.normcase(path.absolute()), path)
    return list(found.values())


def _is_instrument(path: Path, start: Path) -> bool:
    parts = path.relative_to(start).parts if path.is_relative_to(start) else (path.name,)
    return path.suffix.lower() in _YAML and not any(part.startswith(".") for part in parts)


_LEFT_OUT: Final = ("files-not-workbooks", "folders-behind-links", "files-passed-over", "files-named-twice")


def _why_left_out(path: Path, start: Path, suffixes: AbstractSet[str]) -> str:
    """Return the issue code if *path*, which was found below *start* and not named, is left out; empty if it is not."""
    parts = path.relative_to(start).parts if path.is_relative_to(start) else (path.name,)
    suffix = path.suffix.lower()
    if any(part.startswith((".", "~$")) for part in parts) or suffix in _NEVER_SHEETS:
        return "files-passed-over"
    if is_folder(path):  # a link, or it could not be read
        return "folders-behind-links" if path.is_symlink() else ""
    return "" if suffix in suffixes else "files-not-workbooks"


def read_names(path: Path, *, is_null_separated: bool = False) -> Sequence[str]:
    """
    Return the names of files in the list *path*, or in stdin for ``-``: one in each line, or each before a NUL.

    Raises:
        KlaScoreError: The list cannot be read, or it is a single line with NUL, but not *is_null_separated*.

    """
    content = read_input(path, LARGEST_LIST, is_text=True)
    if isinstance(content, Issue):
        raise KlaScoreError(content)
    if is_null_separated:
        return [os.fsdecode(name) for name in content.split(b"\0") if name]
    text = decoded(content)
    if "\0" in text and "\n" not in text:  # a damaged line of a list with several does not stop the others
        raise KlaScoreError(Issue("names-null-separated", Location(name_of(path))))
    lines = (line.strip().strip('"') for line in text.split("\n"))
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
    """Return the files in *folder* and its subfolders. A folder that is a link or cannot be read is returned itself."""
    unreadable: list[OSError] = []
    found: list[Path] = []
    for location, folders, names in os.walk(folder, onerror=unreadable.append):
        found += (Path(location, name) for name in names)
        found += (path for name in folders if (path := Path(location, name)).is_symlink())
    return sorted([*found, *(Path(error.filename) for error in unreadable)])
