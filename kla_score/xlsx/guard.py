"""
Check a workbook before it is parsed: size, kind of file, unpacked size, and attacks in its XML.

Only the parts that are read are unpacked. Half of a workbook is pictures, comments and cached calculations.

The parser trusts its input, so this module must reject every hostile or damaged file. A file is judged by its content,
never by its name.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Final, NamedTuple

from kla_score.files.discovery import SUFFIXES
from kla_score.files.reading import LARGEST, MEBIBYTE, read_input
from kla_score.issues import Issue, Location, Parameter, WorkbookError
from kla_score.xlsx import ole
from kla_score.xlsx.elements import to_utf8_xml
from kla_score.xlsx.package import Package, part_name

MAXIMUM_PART: Final = 64 * MEBIBYTE
MAXIMUM_UNPACKED: Final = 128 * MEBIBYTE
MAXIMUM_STYLES: Final = 8 * MEBIBYTE
"""After years of copying, a real workbook has 3.4 MiB. Those with 13.8 MiB were made to stop programs."""
MAXIMUM_PARTS: Final = 2000

_LOCK_FILE: Final = re.compile(r"(?:~\$|\.~lock\.|\.~)(.+?)#?")
"""The names of lock files of Excel, LibreOffice and WPS, with the name of the workbook in them."""
_OPENINGS: Final = {
    b"%PDF": "file-is-pdf",
    b"{\\rtf": "file-is-document",
    b"\x1f\x8b": "file-is-archive",
    b"BZh91AY&SY": "file-is-archive",
    b"\xfd7zXZ\0": "file-is-archive",
    b"7z\xbc\xaf\x27\x1c": "file-is-archive",
    b"Rar!\x1a\x07": "file-is-archive",
    # Excel 2 to 5 also wrote workbooks without the container of later ones.
    b"\x09\0\x04\0": "file-is-old-excel",
    b"\x09\x02\x06\0": "file-is-old-excel",
    b"\x09\x04\x06\0": "file-is-old-excel",
    b"\x09\x08\x08\0": "file-is-old-excel",
}
"""The first bytes of files that are not workbooks, or not in this format."""
_OLE_KINDS: Final = {
    "\tDRMContent": "workbook-restricted",
    "EncryptedPackage": "workbook-password",
    "Workbook": "file-is-old-excel",
    "Book": "file-is-old-excel",
    "WordDocument": "file-is-document",
    "PowerPoint Document": "file-is-document",
    "__properties_version1.0": "file-is-document",
}
"""The names in the root of an OLE file that tell what it is. The first one counts."""
_RESTRICTED: Final = "DRMEncrypted".encode("utf-16-le")
"""In an encrypted package: only the people that a server knows can open it. It has no password."""
_ROOT_RELATIONS: Final = "_rels/.rels"
"""The part that names the main part of a document, wherever that is."""
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_ENTRY_HEADER: Final = 30
"""The number of bytes before the name and the content of an entry."""
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class GuardedFile(NamedTuple):
    """
    A workbook that is safe to parse: its name without folders, the SHA-256 of its bytes, and its contents.

    A part is unpacked when it is requested, which raises a `WorkbookError` if it is too large, damaged or hostile.
    """

    name: str
    sha256: str
    package: Package


def open_untrusted(path: Path, largest: int = LARGEST) -> GuardedFile:
    """
    Read the file at *path*, of at most *largest* MiB, and check that it can be unpacked and parsed safely.

    Raises:
        WorkbookError: It cannot be read, is not a workbook, or is too large, damaged or hostile.

    """
    refuse = _Refusal(str(path))
    if lock := _LOCK_FILE.fullmatch(path.name):
        raise refuse("file-is-lock-file", workbook=lock[1])
    content = read_input(path, largest * MEBIBYTE)
    if isinstance(content, Issue):
        raise WorkbookError(content)
    if not content.strip(b"\0"):
        raise refuse("file-empty")
    if other := _other_kind(content):
        raise refuse(other)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except Exception as error:  # a damaged archive can raise almost anything
        raise refuse("workbook-damaged") from error
    if other := _other_archive({part_name(entry.filename) for entry in archive.infolist()}):
        raise refuse(other)
    _check_directory(archive.infolist(), refuse)
    parts = _Parts(archive, refuse)
    package = Package(parts, str(path))
    _check_kind(parts, package, refuse)
    return GuardedFile(path.name, hashlib.sha256(content).hexdigest(), package)


class _Refusal:
    """Make the exception for one file."""

    def __init__(self, file: str) -> None:
        self.file = file

    def __call__(self, code: str, found: str = "", **parameters: Parameter) -> WorkbookError:
        return WorkbookError(Issue(code, Location(self.file), "", found, parameters))


def _other_kind(content: bytes) -> str:
    """Return the code of the issue with a file that is not a zip archive; empty for one, even after other bytes."""
    if content.startswith(_ZIP):
        return ""
    if content.startswith(ole.MAGIC):
        names = ole.names_in_root(content)
        if "EncryptedPackage" in names and _RESTRICTED in content:
            return "workbook-restricted"
        return next((code for name, code in _OLE_KINDS.items() if name in names), "file-is-not-a-workbook")
    for opening, code in _OPENINGS.items():
        if content.startswith(opening):
            return code
    if zipfile.is_zipfile(io.BytesIO(content)):
        return ""
    return "file-is-not-a-workbook" if b"\0" in content[:4096] else "file-is-text"


def _other_archive(names: AbstractSet[str]) -> str:
    """Return the code of the issue with an archive whose *names* show that it is something else; empty otherwise."""
    if "index/document.iwa" in names or any(name.endswith("workbook.bin") for name in names):
        return "file-is-other-spreadsheet"
    if any(name.startswith("xl/") for name in names) or "mimetype" in names:
        return ""
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return "file-is-document"
    if _ROOT_RELATIONS in names:
        return ""
    return "file-is-archive" if any(name.endswith(tuple(SUFFIXES)) for name in names) else "file-is-not-a-workbook"


def _check_kind(parts: "_Parts", package: Package, refuse: _Refusal) -> None:
    """Reject an archive whose parts show that it is something else than a usable workbook."""
    if "mimetype" in parts:  # OpenDocument
        raise refuse("file-is-other-spreadsheet" if b"spreadsheet" in parts["mimetype"] else "file-is-document")
    try:
        main = parts[package.main_part]
    except WorkbookError:
        raise
    except Exception as error:  # as above
        raise refuse("workbook-damaged") from error
    if _STRICT in main:
        raise refuse("workbook-strict")
    if b"workbook" not in main:
        raise refuse("file-is-not-a-workbook")


class _Parts(Mapping[str, bytes]):
    """
    The parts of *archive* by their normalized names.

    They are XML in UTF-8, without document types. A part is unpacked only when it is requested.
    """

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
            plain = to_utf8_xml(part) if len(part) <= limit else b""
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
    code = "workbook-too-many-styles" if limit == MAXIMUM_STYLES else "workbook-too-large"
    return refuse(code, entry.filename, limit=max(limit, MEBIBYTE) // MEBIBYTE)
