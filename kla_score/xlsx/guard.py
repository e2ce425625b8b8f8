"""
Check a workbook before it is parsed: size, kind of file, unpacked size, and attacks in its XML.

Only the parts that are read are unpacked. Half of a workbook is pictures, comments and cached calculations.

The parser trusts its input, so this module must reject every hostile or damaged file. A file is judged by its content,
never by its name.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kla_score.files.reading import LARGEST, MEBIBYTE, read_input
from kla_score.issues import Issue, Location, Parameter, WorkbookError
from kla_score.xlsx.elements import plain_xml
from kla_score.xlsx.package import part_name

MAXIMUM_PART: Final = 64 * MEBIBYTE
MAXIMUM_UNPACKED: Final = 128 * MEBIBYTE
MAXIMUM_STYLES: Final = 2 * MEBIBYTE
MAXIMUM_PARTS: Final = 2000

_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_ENTRY_HEADER: Final = 30
"""The number of bytes before the name and the content of an entry."""
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class GuardedFile(NamedTuple):
    """
    A workbook that is safe to parse: its name without folders, the SHA-256 of its bytes, and its parts by name.

    The parts are XML in UTF-8, without document types. A part is unpacked when it is requested, which raises a
    `WorkbookError` if it is too large, damaged or hostile.
    """

    name: str
    sha256: str
    parts: Mapping[str, bytes]


def open_untrusted(path: Path, largest: int = LARGEST) -> GuardedFile:
    """
    Read the file at *path*, of at most *largest* MiB, and check that it can be unpacked and parsed safely.

    Raises:
        WorkbookError: It cannot be read, is not a workbook, or is too large, damaged or hostile.

    """
    refuse = _Refusal(str(path))
    if path.name.startswith("~$"):
        raise refuse("file-is-lock-file", workbook=path.name.removeprefix("~$"))
    content = read_input(path, largest * MEBIBYTE)
    if isinstance(content, Issue):
        raise WorkbookError(content)
    if not content.strip(b"\0"):
        raise refuse("file-empty")
    if not content.startswith(_ZIP):
        raise refuse(_what_else(content))
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except Exception as error:  # a damaged archive can raise almost anything
        raise refuse("workbook-damaged") from error
    _check_directory(archive.infolist(), refuse)
    parts = _Parts(archive, refuse)
    if any(_STRICT in parts[name] for name in parts if name.endswith("workbook.xml")):
        raise refuse("workbook-strict")
    return GuardedFile(path.name, hashlib.sha256(content).hexdigest(), parts)


class _Refusal:
    """Make the exception for one file."""

    def __init__(self, file: str) -> None:
        self.file = file

    def __call__(self, code: str, found: str = "", **parameters: Parameter) -> WorkbookError:
        return WorkbookError(Issue(code, Location(self.file), "", found, parameters))


def _what_else(content: bytes) -> str:
    """Return the kind of a file that is not a zip archive."""
    if content.startswith(_OLE):
        return "workbook-password" if "EncryptedPackage".encode("utf-16-le") in content else "file-is-old-excel"
    if content.startswith(b"%PDF"):
        return "file-is-pdf"
    return "file-is-not-a-workbook" if b"\0" in content[:4096] else "file-is-text"


class _Parts(Mapping[str, bytes]):
    """The parts of *archive* by their normalized names. A part is unpacked only when it is requested."""

    def __init__(self, archive: zipfile.ZipFile, refuse: _Refusal) -> None:
        self._archive = archive
        self._refuse = refuse
        self._entries = {part_name(entry.filename): entry for entry in archive.infolist()}
        self._unpacked: dict[str, bytes] = {}
        self._left = MAXIMUM_UNPACKED

    def __getitem__(self, name: str) -> bytes:
        """Unpack a part, once, and count its bytes."""
        if name not in self._unpacked:
            self._unpacked[name] = self._unpack(self._entries[name])
        return self._unpacked[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(self._entries)

    def __len__(self) -> int:
        """Return the number of parts."""
        return len(self._entries)

    def __contains__(self, name: object) -> bool:
        """Return whether there is such a part, without unpacking it."""
        return name in self._entries

    def _unpack(self, entry: zipfile.ZipInfo) -> bytes:
        limit = min(_limit_of(entry), self._left)
        try:
            # The sizes in the directory can be false, so the bytes are counted during unpacking.
            with self._archive.open(entry) as stream:
                part = stream.read(limit + 1)
            self._left -= len(part)
            plain = plain_xml(part) if len(part) <= limit else b""
        except Exception as error:  # as above
            raise self._refuse("workbook-damaged") from error
        if len(part) > limit:
            raise _too_large(entry, limit, self._refuse)
        if b"<!DOCTYPE" in plain:
            raise self._refuse("workbook-doctype")
        return plain


def _check_directory(entries: Sequence[zipfile.ZipInfo], refuse: _Refusal) -> None:
    """Reject an archive whose list of parts shows that it is not a usable workbook."""
    names = {part_name(entry.filename) for entry in entries}
    if len(names) < len(entries):
        raise refuse("workbook-damaged")
    if any(entry.flag_bits & 1 for entry in entries):
        raise refuse("workbook-password")
    if any(entry.compress_type not in _METHODS for entry in entries):
        # No spreadsheet program uses another method, and its unpacker may not stop at a limit.
        raise refuse("workbook-damaged")
    if len(entries) > MAXIMUM_PARTS:
        raise refuse("workbook-too-many-parts", limit=MAXIMUM_PARTS)
    if names & {"mimetype", "xl/workbook.bin", "index/document.iwa"}:
        raise refuse("file-is-other-spreadsheet")
    if not any(name.startswith("xl/") for name in names):
        raise refuse("file-is-not-a-workbook")
    _check_sizes(entries, refuse)


def _check_sizes(entries: Sequence[zipfile.ZipInfo], refuse: _Refusal) -> None:
    """Reject an archive with impossible sizes, or with a declared size above the limit."""
    total = end = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        # Overlapping entries let a small file unpack to a huge one.
        if entry.header_offset < end:
            raise refuse("workbook-damaged")
        end = entry.header_offset + _ENTRY_HEADER + len(entry.orig_filename) + entry.compress_size
        total += entry.file_size
        limit = min(_limit_of(entry), MAXIMUM_UNPACKED - total + entry.file_size)
        if entry.file_size > limit:
            raise _too_large(entry, limit, refuse)


def _limit_of(entry: zipfile.ZipInfo) -> int:
    return MAXIMUM_STYLES if entry.filename.casefold().endswith("styles.xml") else MAXIMUM_PART


def _too_large(entry: zipfile.ZipInfo, limit: int, refuse: _Refusal) -> WorkbookError:
    return refuse("workbook-too-large", entry.filename, limit=max(limit, MEBIBYTE) // MEBIBYTE)
