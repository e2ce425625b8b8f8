"""
The cells of a workbook, straight from its XML: sheets, shared strings, number formats, values.

Why not openpyxl, which writes our workbooks: its reader drops sheets whose part is missing without a word, walks
every row up to a stray one, takes ``1_000`` for a number, and cannot tell a formula without a stored result from an
empty one. This reader is sparse, sees the difference, and refuses what it cannot make sense of. Tests hold it against
openpyxl. Only the standard library is used; any fault in the file ends in an exception, never in fewer cells.
"""

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Final
from xml.parsers import expat

from kla_score.cells import LONGEST_TEXT
from kla_score.issues import Issue, Place, WorkbookError
from kla_score.workbook.addresses import LAST_COLUMN, Range, natural, range_of
from kla_score.workbook.blank_rows import without_blanks
from kla_score.workbook.sheet_reading import NOTHING, TRUE, LocalNames, Row, SheetReading
from kla_score.workbook.stored_cell import CellMaker, Style, style_of

MAXIMUM_EVENTS: Final = 5_000_000
"""Starts and ends of elements that are read of one workbook; 20,000 full rows have two million."""
_FIRST_CHUNK: Final = 65_536
_CHUNK: Final = 1_048_576
"""Bytes parsed at a time: few at first, since of many sheets only the top is read, then twice as many each time.
Older parsers begin a long attribute anew with each, so they may not all be small."""
IDENTIFIER: Final = "http://purl.org/dc/elements/1.1/ identifier"
MODIFIED: Final = "http://purl.org/dc/terms/ modified"
_PROPERTIES: Final = frozenset({IDENTIFIER, MODIFIED})
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"


class Package:
    """
    The parts of a workbook by their names, evened out (`part_name`).

    Everything raises when the XML is not well-formed or refers to something that is not there.
    """

    def __init__(self, parts: Mapping[str, bytes], file: str) -> None:
        self._parts = parts
        self._file = file
        self._events_left = MAXIMUM_EVENTS
        self._merged: dict[str, list[str]] = {}
        self._hidden_columns: dict[str, set[int]] = {}
        self._links: dict[str, dict[tuple[int, int], str]] = {}
        self._targets: dict[str, Mapping[str, str]] = {}
        self.hidden_sheets: set[str] = set()
        """Titles of the sheets that people do not see; filled in with `sheets`."""

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """What the document properties say: `IDENTIFIER`, what the workbook is, and `MODIFIED`, when it was saved."""
        for kind, target in self._relations_of("").values():
            if kind == "core-properties" and target in self._parts:
                events = self._events(target)
                return {name: found["text"] for is_start, name, found in events if not is_start and name in _PROPERTIES}
        return {}

    @cached_property
    def sheets(self) -> Mapping[str, str]:
        """Every worksheet: its title and the name of its part, in the order of the workbook. Hidden ones too."""
        found: dict[str, str] = {}
        for is_start, name, attributes in self._events(self._book):
            if is_start and name == "sheet":
                kind, target = self._relations[attributes.get(_RELATION) or attributes["id"]]
                if kind == "worksheet":
                    title = attributes["name"]
                    if target not in self._parts or title in found or target in found.values():
                        raise ValueError(title)
                    found[title] = target
                    if attributes.get("state", "visible") != "visible":
                        self.hidden_sheets.add(title)
        return found

    def rows(self, title: str) -> Iterator[Row]:
        """
        Yield the rows of a sheet in which anything stands, in their order.

        A cell without value and formula is left out, whatever its format. When all are read, `merged` knows the
        merged ranges, `hidden_columns` the columns that people do not see, and `links` the addresses behind cells.
        """
        self._merged[title], self._hidden_columns[title], self._links[title] = [], set(), {}
        reading = SheetReading(
            title,
            CellMaker(self._strings, self._styles, self._starts_1904),
            lambda name, attributes: self._take_note(title, name, attributes),
        )
        for _ in self._parse(self.sheets[title], reading.start, reading.end, reading.text, without_blanks):
            yield from reading.take()

    def merged(self, title: str) -> Sequence[Range]:
        """Give the merged ranges of a sheet whose rows were read."""
        return [range_of(reference) for reference in self._merged[title]]

    def hidden_columns(self, title: str) -> AbstractSet[int]:
        """Give the columns, counted from 0, that people do not see in a sheet whose rows were read."""
        return self._hidden_columns[title]

    def links(self, title: str) -> Mapping[tuple[int, int], str]:
        """Give the addresses behind cells, by row (from 1) and column (from 0), of a sheet whose rows were read."""
        return self._links[title]

    def _take_note(self, title: str, name: str, attributes: Mapping[str, str]) -> None:
        """Take what is said about cells beside what stands in them."""
        if name == "mergeCell":
            self._merged[title].append(attributes["ref"])
        elif name == "hyperlink":
            area = range_of(attributes["ref"])
            if target := self._targets_of(self.sheets[title]).get(attributes.get(_RELATION, ""), ""):
                self._links[title][area.first_row, area.first_column] = target
        elif attributes.get("hidden") in TRUE or attributes.get("width") in NOTHING:
            first, last = natural(attributes["min"]), natural(attributes["max"])
            self._hidden_columns[title].update(range(first - 1, min(last, LAST_COLUMN)))

    def _targets_of(self, part: str) -> Mapping[str, str]:
        """Give the addresses outside the workbook that *part* refers to, by id."""
        if part not in self._targets:
            found = self._relationships_of(part) if _relations_name(part) in self._parts else iter(())
            self._targets[part] = {each["Id"]: each["Target"] for each in found if each.get("TargetMode") == "External"}
        return self._targets[part]

    @cached_property
    def _book(self) -> str:
        for kind, target in self._relations_of("").values():
            if kind == "officeDocument":
                return target
        return part_name("xl/workbook.xml")

    @cached_property
    def _relations(self) -> Mapping[str, tuple[str, str]]:
        return self._relations_of(self._book)

    def _relations_of(self, part: str) -> Mapping[str, tuple[str, str]]:
        """Give what *part* refers to: kind and part by id."""
        folder, _ = posixpath.split(part)
        found = {}
        for attributes in self._relationships_of(part):
            if attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"].replace("\\", "/")))
                found[attributes["Id"]] = (attributes["Type"].rpartition("/")[2], part_name(target))
        return found

    def _relationships_of(self, part: str) -> Iterator[Mapping[str, str]]:
        for is_start, element, attributes in self._events(_relations_name(part)):
            if is_start and element == "Relationship":
                yield attributes

    @cached_property
    def _starts_1904(self) -> bool:
        settings = [found for is_start, name, found in self._events(self._book) if is_start and name == "workbookPr"]
        return any(found.get("date1904") in {"1", "true"} for found in settings)

    @cached_property
    def _strings(self) -> Sequence[str]:
        """Every shared string, without the reading aids that East Asian text can carry."""
        found: list[str] = []
        pieces: list[str] = []
        is_aid = False
        for is_start, name, attributes in self._events_of("sharedStrings"):
            if name == "rPh":
                is_aid = is_start
            elif name == "si":
                if not is_start:
                    found.append("".join(pieces))
                    if len(found[-1]) > LONGEST_TEXT:
                        raise ValueError(len(found))
                pieces = []
            elif name == "t" and not is_start and not is_aid:
                pieces.append(attributes["text"])
        return found

    @cached_property
    def _styles(self) -> Sequence[Style]:
        """What each cell format says about numbers."""
        custom: dict[int, str] = {}
        found: list[Style] = []
        is_of_cells = False
        for is_start, name, attributes in self._events_of("styles"):
            if name == "numFmt" and is_start:
                custom[natural(attributes["numFmtId"])] = attributes.get("formatCode", "")
            elif name == "cellXfs":
                is_of_cells = is_start
            elif name == "xf" and is_start and is_of_cells:
                found.append(style_of(natural(attributes.get("numFmtId", "0")), custom))
        return found

    def _events_of(self, kind: str) -> Iterator[tuple[bool, str, dict[str, str]]]:
        for found, target in self._relations.values():
            if found == kind:
                yield from self._events(target)

    def _events(self, part: str) -> Iterator[tuple[bool, str, dict[str, str]]]:
        """
        Yield the start of each element with its attributes, and its end with its ``text``.

        Names of elements that mean something here come without their namespace; other names keep it, and so do those
        of attributes that have one.
        """
        waiting: list[tuple[bool, str, dict[str, str]]] = []
        text: list[str] = []
        names = LocalNames()

        def start(name: str, attributes: dict[str, str]) -> None:
            text.clear()
            waiting.append((True, names[name], attributes))

        def end(name: str) -> None:
            waiting.append((False, names[name], {"text": "".join(text)}))
            text.clear()

        for _ in self._parse(part, start, end, text.append):
            yield from waiting
            waiting.clear()

    def _parse(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None],
        text: Callable[[str], None],
        lighten: Callable[[bytes], bytes] = bytes,
    ) -> Iterator[None]:
        """
        Parse *part*, and stop after each piece of it, so that what was found can be taken, and more left unread.

        *lighten* takes out of the part what does not matter. A document type declaration is refused: it is the way
        to every trick with entities.
        """

        def refuse(*_: object) -> None:
            raise WorkbookError(Issue("workbook-doctype", Place(self._file)))

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, refuse
        content = lighten(self._parts[part])
        position, size = 0, _FIRST_CHUNK
        while position < len(content):
            piece = content[position : position + size]
            # Each tag is a start or an end, and one that closes itself is both.
            self._events_left -= piece.count(b"<") + piece.count(b"/>")
            if self._events_left < 0:
                limit = {"limit": MAXIMUM_EVENTS}
                raise WorkbookError(Issue("workbook-too-many-cells", Place(self._file), parameters=limit))
            parser.Parse(piece, False)  # noqa: FBT003 - the parser takes no name for it
            position, size = position + size, min(2 * size, _CHUNK)
            yield
        parser.Parse(b"", True)  # noqa: FBT003 - as above
        yield


def _relations_name(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def part_name(name: str) -> str:
    """Even out the name of a part: some programs write backslashes, a leading stroke or other letter case."""
    return name.replace("\\", "/").lstrip("/").casefold()
