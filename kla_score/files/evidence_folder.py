"""
List the files of an evidence folder, without following a link out of it.

Only listed files of the folder are opened. Names from a sheet are never used as paths.
"""
# ruff: noqa: PTH100, PTH110, PTH112, PTH115, PTH117, PTH119 - os.scandir is faster for a large folder and returns text

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kla_score.assessment.evidence_matching import EvidenceFiles, StoredFile
from kla_score.files.reading import MEBIBYTE, StrPath, reason_of
from kla_score.instrument.evidence import LARGEST_FILE
from kla_score.issues import Issue, KlaScoreError, Location

MOST_ENTRIES: Final = 100_000
"""A larger folder is probably not an evidence folder but, for example, the root of a disk."""
GUIDE_FILE: Final = "PETUNJUK.txt"
"""The file in the folder of a question that lists the required documents."""
_NOT_EVIDENCE: Final = frozenset({"thumbs.db", "desktop.ini", GUIDE_FILE.casefold()})
_IS_ELSEWHERE: Final = 0x0040_0000
"""Windows: the content is in cloud storage, and reading it would download it."""
_LONGEST_CHAIN: Final = 8
"""The maximum number of links in a chain."""
_JUNCTION: Final = 0xA000_0003


def list_evidence(folder: StrPath, limit: int = LARGEST_FILE, apart: Sequence[StrPath] = ()) -> EvidenceFiles:
    """
    Return the files of *folder* and its subfolders; a file of more than *limit* MiB is not usable evidence.

    Hidden files, lock files of office programs, the program's own guides and the files *apart*, such as the sheet
    itself, are left out.

    Raises:
        KlaScoreError: *folder* is not a folder, cannot be read, or has too many files.

    """
    root = os.path.realpath(folder)
    if not os.path.isdir(root):
        code = "file-is-not-a-folder" if os.path.exists(root) else "folder-not-found"
        raise KlaScoreError(Issue(code, Location(str(folder))))
    left_out = {os.path.normcase(os.path.realpath(path)) for path in apart}
    found: list[_Entry] = []
    for entry in _walk(root, Location(str(folder))):
        if os.path.normcase(entry.path) not in left_out:
            found.append(entry)
        if len(found) > MOST_ENTRIES:
            raise KlaScoreError(Issue("folder-too-large", Location(str(folder)), parameters={"limit": MOST_ENTRIES}))
    found.sort(key=lambda each: each.name)
    real = [each for each in found if each.is_file]
    sizes = Counter(each.size for each in real)
    stored = {each.name: _store(each, limit, is_alone=sizes[each.size] == 1) for each in real}
    listed = _Listing({each.name: each for each in found}, stored, (root, os.path.abspath(folder)))
    files = [listed.file_of(each) for each in found if not each.is_folder or each.is_unreadable]
    folders = [each.name for each in found if each.is_folder]
    return EvidenceFiles(os.path.basename(root) or str(folder), files, folders, limit)


class _Entry(NamedTuple):
    """An entry of the folder: *name* is its path inside with ``/``, *target* the target of a link."""

    name: str
    path: str
    is_file: bool = False
    is_folder: bool = False
    is_unreadable: bool = False
    target: str = ""
    size: int = 0
    is_elsewhere: bool = False


def _walk(root: str, location: Location) -> Iterator[_Entry]:
    """Yield the entries of *root* and of real folders below it."""
    pending = [(root, "")]
    while pending:
        path, prefix = pending.pop()
        try:
            with os.scandir(path) as scanned:
                entries = [_entry_of(each, prefix) for each in scanned if not _is_hidden(each.name)]
        except OSError as error:
            if not prefix:
                raise KlaScoreError(Issue("folder-unreadable", location, found=reason_of(error))) from error
            yield _Entry(prefix.rstrip("/"), path, is_folder=True, is_unreadable=True)
            continue
        for entry in entries:
            if entry.is_folder:
                pending.append((entry.path, f"{entry.name}/"))
            yield entry


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name.casefold() in _NOT_EVIDENCE


def _entry_of(entry: "os.DirEntry[str]", prefix: str) -> _Entry:
    name = prefix + entry.name
    try:
        info = entry.stat(follow_symlinks=False)
        if entry.is_symlink() or getattr(info, "st_reparse_tag", 0) == _JUNCTION:
            return _Entry(name, entry.path, target=os.readlink(entry.path).removeprefix("\\\\?\\"))
    except OSError:
        return _Entry(name, entry.path)
    is_elsewhere = bool(getattr(info, "st_file_attributes", 0) & _IS_ELSEWHERE)
    is_folder, is_file = stat.S_ISDIR(info.st_mode), stat.S_ISREG(info.st_mode)
    return _Entry(name, entry.path, is_file, is_folder, size=info.st_size, is_elsewhere=is_elsewhere)


class _Listing(NamedTuple):
    """All entries of the folder, by their path inside. *roots* are the spellings of the path of the folder itself."""

    entries: Mapping[str, _Entry]
    stored: Mapping[str, StoredFile]
    roots: tuple[str, ...]

    def file_of(self, entry: _Entry) -> StoredFile:
        """Return the file of *entry*. A link counts as the file in the folder that it leads to, and is never opened."""
        if entry.is_folder:
            return StoredFile(entry.name, "evidence-folder-unreadable")
        if not entry.target:
            return self.stored.get(entry.name, StoredFile(entry.name, "evidence-file-unreadable"))
        if target := self._end_of(entry):
            return StoredFile(entry.name, target.flaw, target.content or target.name)
        return StoredFile(entry.name, "evidence-link-outside")

    def _end_of(self, link: _Entry) -> StoredFile | None:
        """Follow links within this list, never on the disk; None if they leave it or form a cycle."""
        name = link.name
        for _ in range(_LONGEST_CHAIN):
            entry = self.entries.get(name)
            if entry is None or entry.is_folder:
                return None
            if not entry.target:
                return self.stored.get(name)
            name = self._joined(name.rpartition("/")[0], entry.target)
        return None

    def _joined(self, folder: str, target: str) -> str:
        """Return the name of *target* relative to *folder*; empty if a step is not a real folder of the list."""
        steps = target.replace(os.sep, "/")
        if os.path.isabs(target):
            root = next((root for root in self.roots if target.startswith(root + os.sep)), None)
            if root is None:
                return ""
            folder, steps = "", target[len(root) + 1 :].replace(os.sep, "/")
        *way, last = [step for step in steps.split("/") if step not in {"", "."}] or [""]
        parts = folder.split("/") if folder else []
        for step in way:
            if step == "..":
                if not parts:
                    return ""
                parts.pop()
            else:
                parts.append(step)
                passed = self.entries.get("/".join(parts))
                if passed is None or not passed.is_folder:
                    return ""
        return "/".join((*parts, last))


def _store(entry: _Entry, limit: int, *, is_alone: bool) -> StoredFile:
    """Return the stored file after reading its first byte, or all of it if another file has the same size."""
    if not entry.size:
        return StoredFile(entry.name, "evidence-file-empty")
    if entry.size > limit * MEBIBYTE:
        return StoredFile(entry.name, "evidence-file-too-large")
    if entry.is_elsewhere:
        return StoredFile(entry.name)
    try:
        with open(entry.path, "rb", opener=_without_links) as stream:
            stream.read(1)
            stream.seek(0)
            return StoredFile(entry.name, content="" if is_alone else hashlib.file_digest(stream, "sha256").hexdigest())
    except OSError:
        return StoredFile(entry.name, "evidence-file-unreadable")


def _without_links(path: str, flags: int) -> int:
    """Open *path* unless it has been replaced by a link in the meantime."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
