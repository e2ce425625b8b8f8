"""
Read the cells of a workbook directly from its XML: sheets, shared strings, number formats and values.

The reader of openpyxl, which writes the workbooks, has four problems. It silently drops sheets whose part is missing,
visits every row up to a stray one, and converts ``1_000`` to a number. It also cannot distinguish a formula without a
stored result from an empty one. This reader is sparse, detects the difference, and rejects what it cannot interpret.
Tests compare it with openpyxl. Only the standard library is used. Any error in the file ends in an exception, never in
fewer cells.
"""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from typing import Final
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from kla_score.issues import Issue, Location, WorkbookError
from kla_score.xlsx.addresses import LAST_COLUMN, Range, natural, range_of
from kla_score.xlsx.blank_rows import without_blank_rows
from kla_score.xlsx.cell_values import CellMaker, NumberFormat, TextMeter, number_format
from kla_score.xlsx.elements import by_tag, iter_elements
from kla_score.xlsx.escapes import decode
from kla_score.xlsx.rows import EMPTY, TRUE, Row, SheetReading, text_of

MAXIMUM_EVENTS: Final = 5_000_000
"""
The maximum number of starts and ends of elements, attributes and lines per workbook.

20,000 full rows have 3 million.
"""
MAXIMUM_MERGED: Final = 20_000
"""The maximum number of merged ranges of a sheet: as many as filled rows."""
_LONG: Final = 262_144
"""The number of bytes from which blank rows are removed before parsing."""
IDENTIFIER: Final = "{http://purl.org/dc/elements/1.1/}identifier"
MODIFIED: Final = "{http://purl.org/dc/terms/}modified"
_PROPERTIES: Final = frozenset({IDENTIFIER, MODIFIED})
_MARKS: Final = (b"<", b"/>", b'="', b"='", b"&", b"\n")
_FORMATS: Final = by_tag(frozenset({"xf"}))
_IN_SHEETS: Final = frozenset({"row", "mergeCell", "col", "hyperlink"})
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Package:
    """
    The parts of a workbook by their normalized names (`part_name`).

    Every method raises if the XML is not well-formed or refers to something that does not exist.
    """

    def __init__(self, parts: Mapping[str, bytes], file: str) -> None:
        self._parts = parts
        self._file = file
        self._events_left = MAXIMUM_EVENTS
        self._chunks: list[bytes] = []  # parsed chunks, kept as long as they cannot exceed the limit
        self._bytes_left = MAXIMUM_EVENTS
        self._meter = TextMeter()
        self._merged: dict[str, list[Range]] = {}
        self._hidden_columns: dict[str, int] = {}
        self._links: dict[str, dict[tuple[int, int], str]] = {}
        self._targets: dict[str, Mapping[str, str]] = {}
        self.hidden_sheets: set[str] = set()
        """Titles of hidden sheets; filled in with `sheets`."""

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """The document properties: `IDENTIFIER`, the kind of workbook, and `MODIFIED`, the time of saving."""
        for kind, target in self._relations_of("").values():
            if kind == "core-properties" and self._parts.get(target):  # some programs write an empty part
                return {name: element.text or "" for name, element in self._elements(target, _PROPERTIES)}
        return {}

    @cached_property
    def sheets(self) -> Mapping[str, str]:
        """
        The title and the name of the part of every worksheet, in the order of the workbook, including hidden ones.

        An entry with an empty id is a macro module of an old workbook, which has no part.
        """
        found: dict[str, str] = {}
        for _, element in self._elements(self.main_part, {"sheet"}):
            identifier = element.get(_RELATION, element.get("id"))
            kind, target = ("", "") if identifier == "" else self._relations[identifier or ""]
            if kind == "worksheet":
                title = element.attrib["name"]
                if target not in self._parts or title in found or target in found.values():
                    raise ValueError(title)
                found[title] = target
                if element.get("state", "visible") != "visible":
                    self.hidden_sheets.add(title)
        return found

    def rows(self, title: str, unread: AbstractSet[int] = frozenset()) -> Iterator[Row]:
        """
        Yield the filled rows of a sheet in order; *unread* as in `SheetReading`.

        A cell without value and formula is left out, whatever its format. After all rows are read, `merged` has the
        merged ranges, `hidden_columns` the hidden columns, and `links` the links of cells.
        """
        self._merged[title], self._hidden_columns[title], self._links[title] = [], 0, {}
        reading = SheetReading(title, self._maker, unread)
        for name, element in self._elements(self.sheets[title], _IN_SHEETS):
            if name != "row":
                self._take_note(title, name, element.attrib)
            elif row := reading.row(element):
                yield row

    def merged(self, title: str) -> Sequence[Range]:
        """Return the merged ranges of a sheet whose rows were read."""
        return self._merged[title]

    def hidden_columns(self, title: str) -> AbstractSet[int]:
        """Return the hidden columns, counted from 0, of a sheet whose rows were read."""
        return _positions_of(self._hidden_columns[title])

    def links(self, title: str) -> Mapping[tuple[int, int], str]:
        """Return the links of cells, by row (from 1) and column (from 0), of a sheet whose rows were read."""
        return self._links[title]

    def _take_note(self, title: str, name: str, attributes: Mapping[str, str]) -> None:
        """Store an element about cells: merged ranges, links and hidden columns."""
        if name == "mergeCell":
            self._merged[title].append(range_of(attributes["ref"]))
            if len(self._merged[title]) > MAXIMUM_MERGED:
                location = Location(self._file, title)
                raise WorkbookError(Issue("workbook-too-many-merged", location, parameters={"limit": MAXIMUM_MERGED}))
        elif name == "hyperlink":
            area = range_of(attributes["ref"])
            if target := self._targets_of(self.sheets[title]).get(attributes.get(_RELATION, ""), ""):
                self._links[title][area.first_row, area.first_column] = target
        elif attributes.get("hidden") in TRUE or attributes.get("width") in EMPTY:
            first, last = natural(attributes["min"]) - 1, min(natural(attributes["max"]), LAST_COLUMN)
            # A bit for each column, because a file may repeat the same columns a hundred thousand times.
            self._hidden_columns[title] |= (1 << max(last, 0)) - (1 << min(max(first, 0), max(last, 0)))

    def _targets_of(self, part: str) -> Mapping[str, str]:
        """Return the addresses outside the workbook that *part* refers to, by id."""
        if part not in self._targets:
            found = self._relationships_of(part) if _relations_name(part) in self._parts else iter(())
            self._targets[part] = {each["Id"]: each["Target"] for each in found if each.get("TargetMode") == "External"}
        return self._targets[part]

    @cached_property
    def main_part(self) -> str:
        """The name of the part that lists the worksheets."""
        for kind, target in self._relations_of("").values():
            if kind == "officeDocument":
                return target
        return part_name("xl/workbook.xml")

    @cached_property
    def _relations(self) -> Mapping[str, tuple[str, str]]:
        return self._relations_of(self.main_part)

    def _relations_of(self, part: str) -> Mapping[str, tuple[str, str]]:
        """Return the relations of *part*: kind and part by id."""
        folder, _ = posixpath.split(part)
        found = {}
        for attributes in self._relationships_of(part):
            if attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"].replace("\\", "/")))
                found[attributes["Id"]] = (attributes["Type"].rpartition("/")[2], part_name(target))
        return found

    def _relationships_of(self, part: str) -> Iterator[Mapping[str, str]]:
        for _, element in self._elements(_relations_name(part), {"Relationship"}):
            yield element.attrib

    @cached_property
    def _maker(self) -> CellMaker:
        return CellMaker(self._file, self._strings, self._formats, self._meter, starts_1904=self._starts_1904)

    @cached_property
    def _starts_1904(self) -> bool:
        return any(element.get("date1904") in TRUE for _, element in self._elements(self.main_part, {"workbookPr"}))

    @cached_property
    def _strings(self) -> Sequence[str]:
        """Every shared string. A part that is missing or empty has none, so that a cell that needs one is refused."""
        found: list[str] = []
        for part in self._parts_of("sharedStrings"):
            if self._parts.get(part):
                for _, element in self._elements(part, {"si"}):
                    found.append(decode(text_of(element)))
                    self._meter.count(found[-1])
        return found

    @cached_property
    def _formats(self) -> Sequence[NumberFormat]:
        """The number format of each cell format."""
        custom: dict[int, str] = {}
        found: list[NumberFormat] = []
        for part in self._parts_of("styles"):
            for name, element in self._elements(part, {"numFmt", "cellXfs"}):
                if name == "numFmt":
                    custom[natural(element.attrib["numFmtId"])] = element.get("formatCode", "")
                else:
                    formats = [natural(xf.get("numFmtId", "0")) for xf in element.iter() if xf.tag in _FORMATS]
                    known = {number: number_format(number, custom) for number in set(formats)}
                    found += [known[number] for number in formats]
        return found

    def _parts_of(self, kind: str) -> Iterator[str]:
        return iter(dict.fromkeys(target for found, target in self._relations.values() if found == kind))

    def _elements(self, part: str, wanted: AbstractSet[str]) -> Iterator[tuple[str, Element]]:
        """Yield the *wanted* elements of *part*, as `iter_elements` does."""
        content = self._parts[part]
        return iter_elements(without_blank_rows(content) if len(content) > _LONG else content, wanted, self._count)

    def _count(self, chunk: bytes) -> None:
        """Reject the workbook if it has too many elements, attributes and lines for the parser."""
        self._chunks.append(chunk)
        self._bytes_left -= len(chunk)
        if self._bytes_left >= 0:  # true for nearly every workbook, because each of them takes at least a byte
            return
        # Each tag is a start or an end, and a self-closing one is both. Texts are parsed line by line.
        self._events_left -= sum(chunk.count(mark) for chunk in self._chunks for mark in _MARKS)
        self._chunks.clear()
        if self._events_left < 0:
            raise WorkbookError(
                Issue("workbook-too-many-cells", Location(self._file), parameters={"limit": MAXIMUM_EVENTS})
            )


@lru_cache(maxsize=16)  # a sheet may have many tables, each of which needs the positions
def _positions_of(bits: int) -> AbstractSet[int]:
    return frozenset(at for at, bit in enumerate(reversed(f"{bits:b}")) if bit == "1")


def _relations_name(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def part_name(name: str) -> str:
    """
    Normalize the name of a part: some programs write backslashes, a leading slash or other letter case.

    A blank is ``%20`` in an address, and either of both in the archive.
    """
    return unquote(name).replace("\\", "/").lstrip("/").casefold()
