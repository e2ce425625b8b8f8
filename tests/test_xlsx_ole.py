"""The names in the root of an OLE file: `kla_score.xlsx.ole`."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_score.xlsx.ole import names_in_root
from tests.workbooks import ole_file

FILES = {
    "nothing": ole_file(),
    "one name": ole_file("Workbook"),
    "many names, in several sectors": ole_file(*[f"Stream {number}" for number in range(20)]),
    "names inside": ole_file("WordDocument", inside=["Workbook", "Book"]),
}
NAMES = [set(), {"Workbook"}, {f"Stream {number}" for number in range(20)}, {"Embedded", "WordDocument"}]


@pytest.mark.parametrize(("content", "names"), [*zip(FILES.values(), NAMES, strict=True)], ids=FILES)
def test_the_names_in_the_root_are_found(content: bytes, names: set[str]) -> None:
    """All of them, and none of a file that is embedded."""
    assert names == names_in_root(content)


def test_a_large_file_is_read_like_a_small_one() -> None:
    """Its table of sectors goes on outside the header."""
    content = bytearray(ole_file("Workbook", more=bytes(512 * 200)))
    outside, table = 150, 151
    struct.pack_into("<I", content, 48, 128 * 109)  # the directory begins in a sector of the 110th table
    struct.pack_into("<II", content, 68, outside, 1)
    struct.pack_into("<I", content, 512 * (outside + 1), table)
    struct.pack_into("<I", content, 512 * (table + 1), 0xFFFF_FFFE)
    far = bytes(content).ljust(512 * (128 * 109 + 1), b"\0") + bytes(content[1024:1536])

    assert {"Workbook"} == names_in_root(far)


CIRCLES = {
    "of sectors": (516, 1),
    "of tables": (68, 0),
    "of names": (1024 + 128 + 68, 1),
}


@pytest.mark.parametrize(("position", "number"), CIRCLES.values(), ids=CIRCLES)
def test_a_circle_ends(position: int, number: int) -> None:
    """What leads back to itself is read once."""
    content = bytearray(ole_file("Workbook"))
    struct.pack_into("<I", content, position, number)
    if position == 68:
        struct.pack_into("<I", content, 512 + 508, number)  # the last number of a table leads to the next one

    assert names_in_root(bytes(content)) <= {"Workbook"}


@given(data=st.data())
def test_damage_ends_in_names_or_in_none(data: st.DataObject) -> None:
    """Wrong numbers and circles are no reason to crash or to search for ever."""
    content = bytearray(FILES["names inside"])
    for _ in range(data.draw(st.integers(1, 4))):
        position = data.draw(st.integers(8, len(content) - 4))
        struct.pack_into("<I", content, position, data.draw(st.integers(0, 6) | st.integers(0, 2**32 - 1)))

    assert len(names_in_root(bytes(content[: data.draw(st.integers(0, len(content)))]))) <= 8
