"""
What is checked before a workbook is parsed: size, kind of file, unpacked size, and tricks in its XML.

The parser behind it trusts what it is given, so nothing hostile or damaged may get past this module. A file is
judged by its content, never by its name.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kla_score.input_file import read_input
from kla_score.issues import Issue, Parameter, Place, WorkbookError
from kla_score.workbook.package import part_name

MEBIBYTE: Final = 1024 * 1024
MAXIMUM_FILE: Final = 20 * MEBIBYTE
MAXIMUM_PART: Final = 64 * MEBIBYTE
MAXIMUM_UNPACKED: Final = 128 * MEBIBYTE
MAXIMUM_STYLES: Final = 2 * MEBIBYTE
MAXIMUM_PARTS: Final = 2000

_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_DOCTYPES: Final = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class GuardedFile:
    """A workbook that may be parsed: its name without folders, the SHA-256 of its bytes, and its parts by name."""

    name: str
    sha256: str
    parts: Mapping[str, bytes]


def open_guarded(path: Path) -> GuardedFile:
    """
    Read the file at *path*, unpack it and make sure that it can be parsed safely.

    Raises:
        WorkbookError: it cannot be read, is no workbook, or is too large, damaged or hostile.

    """
    refuse = _Refusal(str(path))
    if path.name.startswith("~$"):
        raise refuse("file-is-lock-file", workbook=path.name.removeprefix("~$"))
    content = read_input(path, MAXIMUM_FILE)
    if isinstance(content, Issue):
        raise WorkbookError(content)
    if not content:
        raise refuse("file-empty")
    if len(content) > MAXIMUM_FILE:
        raise refuse("file-too-large", limit=MAXIMUM_FILE // 1024)
    if not content.startswith(_ZIP):
        raise refuse(_what_else(content))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = dict(_unpack(archive, refuse))
    except WorkbookError:
        raise
    except Exception as error:  # a damaged archive raises almost anything
        raise refuse("workbook-damaged") from error
    return GuardedFile(path.name, hashlib.sha256(content).hexdigest(), parts)


class _Refusal:
    """Make the exception for one file."""

    def __init__(self, file: str) -> None:
        self.file = file

    def __call__(self, code: str, found: str = "", **parameters: Parameter) -> WorkbookError:
        return WorkbookError(Issue(code, Place(self.file), "", found, parameters))


def _what_else(content: bytes) -> str:
    """Tell what a file is that is no zip archive."""
    if content.startswith(_OLE):
        return "workbook-password" if "EncryptedPackage".encode("utf-16-le") in content else "file-is-old-excel"
    if content.startswith(b"%PDF"):
        return "file-is-pdf"
    return "file-is-not-a-workbook" if b"\0" in content[:4096] else "file-is-text"


def _unpack(archive: zipfile.ZipFile, refuse: _Refusal) -> Iterator[tuple[str, bytes]]:
    """Unpack every part once, counting, so that the whole file is known to be sound; yield them but for pictures."""
    entries = archive.infolist()
    _check_directory(entries, refuse)
    unpacked = 0
    for entry in entries:
        name = part_name(entry.filename)
        limit = min(MAXIMUM_STYLES if name.endswith("styles.xml") else MAXIMUM_PART, MAXIMUM_UNPACKED - unpacked)
        # The sizes in the directory can lie, so the bytes are counted as they come.
        with archive.open(entry) as stream:
            part = stream.read(limit + 1)
        unpacked += len(part)
        if len(part) > limit:
            raise refuse("workbook-too-large", entry.filename, limit=max(limit, MEBIBYTE) // MEBIBYTE)
        if name.endswith((".xml", ".rels")) and any(doctype in part for doctype in _DOCTYPES):
            raise refuse("workbook-doctype")
        if name.endswith("workbook.xml") and _STRICT in part:
            raise refuse("workbook-strict")
        if "/media/" not in name:  # pictures were only counted
            yield name, part


def _check_directory(entries: Sequence[zipfile.ZipInfo], refuse: _Refusal) -> None:
    """Refuse an archive whose list of parts alone shows that it is no workbook for us."""
    names = {part_name(entry.filename) for entry in entries}
    if len(names) < len(entries):
        raise refuse("workbook-damaged")
    if any(entry.flag_bits & 1 for entry in entries):
        raise refuse("workbook-password")
    if any(entry.compress_type not in _METHODS for entry in entries):
        # No spreadsheet program uses another one, and their unpackers do not stop at a limit.
        raise refuse("workbook-damaged")
    if len(entries) > MAXIMUM_PARTS:
        raise refuse("workbook-too-many-parts", limit=MAXIMUM_PARTS)
    if names & {"mimetype", "xl/workbook.bin", "index/document.iwa"}:
        raise refuse("file-is-other-spreadsheet")
    if not any(name.startswith("xl/") for name in names):
        raise refuse("file-is-not-a-workbook")
