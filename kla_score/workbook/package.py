"""
The cells of a workbook, straight from its XML: sheets, shared strings, number formats, values.

Why not openpyxl, which writes our workbooks: its reader drops sheets whose part is missing without a word, walks
every row up to a stray one, takes ``1_000`` for a number, and cannot tell a formula without a stored result from an
empty one. This reader is sparse, sees the difference, and refuses what it cannot make sense of. Tests hold it against
openpyxl. Only the standard library is used; any fault in the file ends in an exception, never in fewer cells.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final, NamedTuple
from xml.parsers import expat

from kla_score.cells import Cell, CellKind, number_cell
from kla_score.issues import Issue, Place, WorkbookError

LAST_ROW: Final = 1_048_576
"""Excel has no row below this one."""
LAST_COLUMN: Final = 16_384
"""Nor a column beyond this one, counted from 1."""
LONGEST_TEXT: Final = 32_767
"""Nor more characters in a cell."""
MAXIMUM_EVENTS: Final = 5_000_000
"""Starts and ends of elements that are read of one workbook; 20,000 full rows have two million."""
_CHUNK: Final = 1_048_576
"""Bytes parsed at a time. Not fewer: older parsers begin a long attribute anew with each."""
_OURS: Final = frozenset(
    {
        "",
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://schemas.openxmlformats.org/package/2006/relationships",
    }
)
"""The namespaces whose elements mean something here."""
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_TOO_LARGE: Final = 1e15
"""From here on a number has more digits than are read exactly."""

_NUMBER: Final = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,4})?")
_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_QUIET_IN_FORMAT: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_BUILT_IN_PERCENT: Final = frozenset({9, 10})
_BUILT_IN_DATES: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something: its number as Excel counts, and its cells by column, counted from 0."""

    number: int
    cells: Mapping[int, Cell]


class Range(NamedTuple):
    """A block of cells: its first and last column, counted from 0, and row, all included."""

    reference: str
    first_column: int
    first_row: int
    last_column: int
    last_row: int


@dataclass(frozen=True, slots=True)
class _Style:
    """What the format of a number says about it."""

    is_percent: bool = False
    is_date: bool = False


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
        return found

    def rows(self, title: str) -> Iterator[Row]:
        """
        Yield the rows of a sheet in which anything stands, in their order.

        A cell without value and formula is left out, whatever its format. When all are read, `merged` knows the
        merged ranges.
        """
        self._merged[title] = []
        row, column, cells = 0, -1, dict[int, Cell]()
        reading = _Reading(self._strings, self._styles, self._starts_1904)
        for is_start, name, attributes in self._events(self.sheets[title]):
            if name == "row" and is_start:
                row, column, cells = _row_number(attributes.get("r"), row), -1, {}
            elif name == "row":
                if cells:
                    yield Row(row, cells)
            elif name == "mergeCell" and is_start:
                self._merged[title].append(attributes["ref"])
            elif name == "c" and is_start:
                column = _column_number(attributes.get("r"), row, before=column)
                reading.start(attributes)
            elif name == "c":
                cell = reading.finish(Place("", title, f"{letters(column)}{row}"))
                if cell is not None:
                    cells[column] = cell
            else:
                reading.take(name, attributes["text"] if not is_start else None)

    def merged(self, title: str) -> Sequence[Range]:
        """Give the merged ranges of a sheet whose rows were read."""
        return [_range(reference) for reference in self._merged[title]]

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
        folder, name = posixpath.split(part)
        found = {}
        for is_start, element, attributes in self._events(posixpath.join(folder, "_rels", f"{name}.rels")):
            if is_start and element == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"].replace("\\", "/")))
                found[attributes["Id"]] = (attributes["Type"].rpartition("/")[2], part_name(target))
        return found

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
    def _styles(self) -> Sequence[_Style]:
        """What each cell format says about numbers."""
        custom: dict[int, str] = {}
        found: list[_Style] = []
        is_of_cells = False
        for is_start, name, attributes in self._events_of("styles"):
            if name == "numFmt" and is_start:
                custom[_natural(attributes["numFmtId"])] = attributes.get("formatCode", "")
            elif name == "cellXfs":
                is_of_cells = is_start
            elif name == "xf" and is_start and is_of_cells:
                found.append(_style(_natural(attributes.get("numFmtId", "0")), custom))
        return found

    def _events_of(self, kind: str) -> Iterator[tuple[bool, str, dict[str, str]]]:
        for found, target in self._relations.values():
            if found == kind:
                yield from self._events(target)

    def _events(self, part: str) -> Iterator[tuple[bool, str, dict[str, str]]]:
        """
        Yield the start of each element with its attributes, and its end with its ``text``.

        Names of elements that mean something here come without their namespace; other names keep it, and so do those
        of attributes that have one. A document type declaration is refused: it is the way to every trick with
        entities.
        """
        waiting: list[tuple[bool, str, dict[str, str]]] = []
        text: list[str] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            text.clear()
            waiting.append((True, _local(name), attributes))

        def end(name: str) -> None:
            waiting.append((False, _local(name), {"text": "".join(text)}))
            text.clear()

        def refuse(*_: object) -> None:
            raise WorkbookError(Issue("workbook-doctype", Place(self._file)))

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text.append, refuse
        content = self._parts[part]
        for position in range(0, len(content), _CHUNK):
            parser.Parse(content[position : position + _CHUNK], False)  # noqa: FBT003 - the parser takes no name for it
            self._events_left -= len(waiting)
            if self._events_left < 0:
                limit = {"limit": MAXIMUM_EVENTS}
                raise WorkbookError(Issue("workbook-too-many-cells", Place(self._file), parameters=limit))
            yield from waiting
            waiting.clear()
        parser.Parse(b"", True)  # noqa: FBT003 - as above
        yield from waiting


class _Reading:
    """The cell that is being read."""

    def __init__(self, strings: Sequence[str], styles: Sequence[_Style], starts_1904: bool) -> None:  # noqa: FBT001
        self.strings = strings
        self.styles = styles
        self.starts_1904 = starts_1904
        self.start({})

    def start(self, attributes: Mapping[str, str]) -> None:
        self.kind = attributes.get("t", "n")
        self.format = _natural(attributes.get("s", "0"))
        self.value: str | None = None
        self.formula: str | None = None
        self.inline: list[str] = []
        self.is_aid = False

    def take(self, name: str, text: str | None) -> None:
        """Take an element inside a cell: its start when *text* is None, else its end."""
        if name == "rPh":
            self.is_aid = text is None
        elif text is None:
            return
        elif name == "v":
            self.value = text
        elif name == "f":
            self.formula = text
        elif name == "t" and not self.is_aid:
            self.inline.append(text)

    def finish(self, place: Place) -> Cell | None:
        """Give the cell, or None when nothing stands in it."""
        text = "".join(self.inline) if self.kind == "inlineStr" else self.value
        # An empty result of a text formula is a result; an empty number is none.
        if self.formula is not None and (text is None or (not text and self.kind != "str")):
            return Cell(CellKind.FORMULA, f"={self.formula or '…'}", place=place)
        if text is None or not text.strip():
            return None
        if len(text) > LONGEST_TEXT:
            raise ValueError(place)
        match self.kind:
            case "s":
                shared = self.strings[_natural(text)]
                return Cell(CellKind.TEXT, shared, place=place) if shared.strip() else None
            case "str" | "inlineStr":
                return Cell(CellKind.TEXT, text, place=place)
            case "b":
                return Cell(CellKind.BOOLEAN, "TRUE" if text.strip() == "1" else "FALSE", place=place)
            case "d":
                return Cell(CellKind.DATE, text.partition("T")[0], place=place)
            case "n":
                return self._number(text.strip(), place)
            case _:
                return Cell(CellKind.ERROR, text, place=place)

    def _number(self, text: str, place: Place) -> Cell:
        value = float(text) if _NUMBER.fullmatch(text) and text.isascii() else _TOO_LARGE
        style = self.styles[self.format] if self.styles else _Style()
        if abs(value) >= _TOO_LARGE:
            return Cell(CellKind.ERROR, text, place=place)
        if style.is_date:
            return Cell(CellKind.DATE, _date_text(value, starts_1904=self.starts_1904), place=place)
        return number_cell(value, is_percent=style.is_percent, place=place)


def _local(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    return local if namespace in _OURS else name


def part_name(name: str) -> str:
    """Even out the name of a part: some programs write backslashes, a leading stroke or other letter case."""
    return name.replace("\\", "/").lstrip("/").casefold()


def letters(column: int) -> str:
    """
    Write a column, counted from 0, as Excel does.

    >>> letters(0), letters(25), letters(26), letters(16_383)
    ('A', 'Z', 'AA', 'XFD')
    """
    text = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _natural(text: str) -> int:
    if not (text.isascii() and text.strip().isdigit()):
        raise ValueError(text)
    return int(text)


def _row_number(text: str | None, before: int) -> int:
    number = before + 1 if text is None else _natural(text)
    if not before < number <= LAST_ROW:
        raise ValueError(text)
    return number


def _column_number(address: str | None, row: int, *, before: int) -> int:
    """Count from 0. Within a row columns only rise, so that no cell can take the place of another."""
    column, stated = (before + 1, row) if address is None else _position(address)
    if stated != row or not before < column < LAST_COLUMN:
        raise ValueError(address)
    return column


def _position(address: str) -> tuple[int, int]:
    """Give column, counted from 0, and row of an address such as ``D5``."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise ValueError(address)
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1, int(match[2])


def _range(reference: str) -> Range:
    first, _, last = reference.partition(":")
    return Range(reference, *_position(first), *_position(last or first))


def _style(number: int, custom: Mapping[int, str]) -> _Style:
    if number not in custom:
        return _Style(number in _BUILT_IN_PERCENT, number in _BUILT_IN_DATES)
    code = _QUIET_IN_FORMAT.sub("", custom[number]).lower()
    is_date = "general" not in code and any(letter in code for letter in "ymdhs")
    return _Style("%" in code, is_date)


def _time_text(part_of_day: float) -> str:
    hours, minutes = divmod(round(part_of_day * 24 * 60), 60)
    return f"{hours:02}:{minutes:02}"


def _date_text(serial: float, *, starts_1904: bool) -> str:
    """Write a date as it is meant; a number that is no date of this era stays a number."""
    first = date(1904, 1, 1) if starts_1904 else date(1899, 12, 30)
    try:
        return (first + timedelta(days=int(serial))).isoformat() if serial >= 1 else _time_text(serial)
    except OverflowError:
        return f"{serial:.15g}"
