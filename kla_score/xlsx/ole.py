"""
The names in the root of an OLE file, the container of old Office files and of protected workbooks.

They tell what the file is. A file that is embedded in another one is not in the root.
"""

import struct
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

MAGIC: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_LAST_SECTOR: Final = 0xFFFF_FFFA
"""Higher numbers mean the end of a chain, or an unused place."""
_ENTRY: Final = 128
_SECTOR_SHIFTS: Final = (9, 12)
_IN_HEADER: Final = 109


def names_in_root(content: bytes) -> AbstractSet[str]:
    """Return the names of streams and storages in the root of the OLE file *content*; none if it is damaged."""
    try:
        directory = _File(content).directory()
        return frozenset(_siblings_in(directory))
    except (struct.error, ValueError, IndexError):
        return frozenset()


class _File:
    """The sectors of an OLE file. A sector that does not exist raises."""

    def __init__(self, content: bytes) -> None:
        (shift,) = struct.unpack_from("<H", content, 30)
        if shift not in _SECTOR_SHIFTS:
            raise ValueError(shift)
        self._content = content
        self._size: int = 1 << shift
        self._tables = list(self._table_sectors())

    def directory(self) -> bytes:
        """Return the entries of all storages."""
        found, sector = {}, self._number(48)
        while sector < _LAST_SECTOR and sector not in found:
            found[sector] = self._content[self._start_of(sector) :][: self._size]
            sector = self._following(sector)
        return b"".join(found.values())

    def _table_sectors(self) -> Iterator[int]:
        """Yield the sectors of the table with the sector that follows each sector."""
        yield from struct.unpack_from(f"<{_IN_HEADER}I", self._content, 76)
        seen, sector = set(), self._number(68)
        while sector < _LAST_SECTOR and sector not in seen:
            seen.add(sector)
            *numbers, sector = struct.unpack_from(f"<{self._size // 4}I", self._content, self._start_of(sector))
            yield from numbers

    def _following(self, sector: int) -> int:
        table, place = divmod(sector, self._size // 4)
        return self._number(self._start_of(self._tables[table]) + 4 * place)

    def _start_of(self, sector: int) -> int:
        return (sector + 1) * self._size

    def _number(self, position: int) -> int:
        (number,) = struct.unpack_from("<I", self._content, position)
        return int(number)


def _siblings_in(directory: bytes) -> Iterator[str]:
    """Yield the names below the first entry, which is the root. They form a tree of left and right siblings."""
    (first,) = struct.unpack_from("<I", directory, 76)
    pending, seen = [first], set()
    while pending:
        number = pending.pop()
        if number < _LAST_SECTOR and number not in seen:
            seen.add(number)
            name, length, left, right = struct.unpack_from("<64sH2x2I", directory, number * _ENTRY)
            pending += (left, right)
            yield name[: max(length - 2, 0)].decode("utf-16-le", "replace")
