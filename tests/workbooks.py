r"""
Workbooks as text: a test writes its sheets as small tables and gets a real file.

A sheet starts with ``== Name``. Its rows follow, with cells separated by ``|``. A cell is a number (``12.5``), text or
``'12`` (text that looks like a number). It may also be ``85%`` (0.85 as a percentage), ``TRUE`` or a date
(``@2024-01-02``). Others are errors (``#REF!``) and formulas without a stored value (``=A1``). ``\\n`` is a line break.
"""

import random
import re
import struct
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from openpyxl import Workbook, load_workbook

from kla_score import api
from kla_score.assessment import RawRow
from kla_score.assessment.region import Identity
from kla_score.instrument import Instrument
from kla_score.instrument.questions import OptionScale
from kla_score.issues import Issue, WorkbookError
from kla_score.parts.carry_over import CarriedOver, RowContent, TypedValue
from kla_score.parts.dividing import Assignment
from kla_score.sheet import read_workbook
from kla_score.sheet.marks import SUM_OF_INDICATOR

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


FRONT_SHEETS: Final = {"id": ("Identitas", "Petunjuk", "Ringkasan"), "en": ("Identity", "Instructions", "Summary")}
CALCULATION_SHEET: Final = "Formula"
LISTS: Final = {"id": "Pilihan", "en": "Options"}
"""Titles of sheets of a blank workbook, by language, in addition to one for each cluster."""

Location = tuple[str, str]
"""A sheet and a cell of it."""


class Written(NamedTuple):
    """A workbook to fill in, opened again."""

    instrument: Instrument
    language: str
    content: bytes
    book: Any

    @property
    def visible(self) -> Sequence[Any]:
        """The visible sheets."""
        return [sheet for sheet in self.book.worksheets if sheet.sheet_state == "visible"]

    @property
    def identity(self) -> Any:
        """The sheet with the lines of region and period."""
        return self.book[FRONT_SHEETS[self.language][0]]

    @property
    def summary(self) -> str:
        """The title of the sheet with the totals."""
        return FRONT_SHEETS[self.language][2]

    @property
    def lists(self) -> str:
        """The title of the sheet with the lists of options."""
        return LISTS[self.language]

    @property
    def question_sheets(self) -> Sequence[Any]:
        """The sheet of each cluster."""
        return [self.book[cluster.short.in_language(self.language)] for cluster in self.instrument.clusters]

    @property
    def places(self) -> Mapping[str, tuple[str, int]]:
        """Sheet and row of each question, counted separately: below the header a title row for each indicator."""
        found = {}
        for cluster in self.instrument.clusters:
            row = 1
            for indicator in cluster.indicators:
                row += 1
                for question in indicator.questions:
                    row += 1
                    found[question.code] = (cluster.short.in_language(self.language), row)
        return found

    @property
    def kind_letters(self) -> Mapping[str, str]:
        """The column of each evidence type. The first follows that of the answer, which is D."""
        return dict(zip((kind.id for kind in self.instrument.evidence_kinds), "EFGHIJKLMN", strict=False))

    @property
    def last_letters(self) -> tuple[str, str]:
        """The columns of agency and note."""
        after = len(self.instrument.evidence_kinds)
        return "EFGHIJKLMN"[after], "EFGHIJKLMN"[after + 1]

    def answers(self) -> set[Location]:
        """Return the cell of every answer."""
        return {(sheet, f"D{row}") for sheet, row in self.places.values()}

    def asked_for(self) -> set[Location]:
        """Return every evidence cell that its question needs."""
        return {
            (self.places[code][0], f"{self.kind_letters[kind]}{self.places[code][1]}")
            for code, question in self.instrument.questions.items()
            for kind in question.evidence_kinds
        }

    def agencies(self) -> set[Location]:
        """Return the cell of every agency."""
        return {(sheet, f"{self.last_letters[0]}{row}") for sheet, row in self.places.values()}

    def open_cells(self) -> set[Location]:
        """Return every unlocked cell."""
        notes = {(sheet, f"{self.last_letters[1]}{row}") for sheet, row in self.places.values()}
        identity = {(self.identity.title, f"B{row}") for row in range(1, 7)}
        return self.answers() | self.asked_for() | self.agencies() | notes | identity

    @property
    def choices(self) -> Mapping[str, OptionScale]:
        """The scale of every question that offers options, by code."""
        scales = {code: question.scale for code, question in self.instrument.questions.items()}
        return {code: scale for code, scale in scales.items() if isinstance(scale, OptionScale)}

    @property
    def hidden(self) -> Sequence[str]:
        """The hidden sheets. Only an instrument with choices has lists."""
        return [CALCULATION_SHEET, self.lists] if self.choices else [CALCULATION_SHEET]

    def rows(self) -> Iterator[Any]:
        """Return the cells of every row of the question sheets below the header. A row of an indicator has no code."""
        for sheet in self.question_sheets:
            for row in sheet.iter_rows(min_row=2):
                yield row if row[0].value != SUM_OF_INDICATOR else (NO_CODE, *row[1:])

    def evidence(self) -> Iterator[tuple[str, str, Any]]:
        """Return every evidence cell with the code of its question and its type."""
        for row in self.rows():
            if row[0].value:
                for position, kind in enumerate(self.instrument.evidence_kinds, start=4):
                    yield row[0].value, kind.id, row[position]


NO_CODE: Final = Workbook().worksheets[0]["A1"]
"""A blank cell."""
_TEMPLATES: Final[dict[tuple[Instrument, str], bytes]] = {}


def template_of(
    instrument: Instrument,
    entries: Mapping[str, RowContent],
    identity: Mapping[Identity, TypedValue],
    *,
    language: str = "id",
    share: Assignment | None = None,
) -> bytes:
    """Write the template of *instrument* with *entries*, or return an earlier equal one."""
    key = instrument, repr((entries, identity, language, share))
    if key not in _TEMPLATES:
        taken = CarriedOver(entries, identity, ())
        _TEMPLATES[key] = api.template(instrument, language, taken, share=share)
    return _TEMPLATES[key]


def put_cells(path: Path, cells: Mapping[str, Mapping[str, str]]) -> None:
    """Write *cells*, by sheet and address, into the workbook at *path*, in the notation of this module."""
    if cells:
        book: Any = load_workbook(path)
        for title, sources in cells.items():
            for address, source in sources.items():
                put(book[title][address], source)
        book.save(path)


def make_workbook(path: Path, text: str) -> Path:
    """Write the workbook that *text* describes to *path*."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet: Any = None
    for line in text.strip().splitlines():
        if line.strip().startswith("=="):
            sheet, row = book.create_sheet(line.strip().removeprefix("==").strip()), 0
        else:
            row += 1
            for column, source in enumerate(line.split("|"), start=1):
                put(sheet.cell(row, column), source.strip())
    book.save(path)
    return path


def put(cell: Any, source: str) -> None:
    """Set *cell* from the notation above."""
    if not source:
        return
    if _NUMBER.fullmatch(source):
        cell.value = float(source) if "." in source else int(source)
    elif source in {"TRUE", "FALSE"}:
        cell.value = source == "TRUE"
    elif source.startswith("@"):
        cell.value = date.fromisoformat(source[1:])
    elif source.startswith("#"):
        cell.value, cell.data_type = source, "e"
    elif source.startswith("="):
        cell.value = source
    elif _NUMBER.fullmatch(source.removesuffix("%")):
        cell.value, cell.number_format = float(source[:-1]) / 100, "0.0%"
    else:
        cell.value, cell.data_type = source.removeprefix("'").replace("\\n", "\n"), "s"


def colour_of(style: Any) -> str:
    """Return the background of *style*."""
    return str(style.fill.bgColor.rgb)


def raw_zip_with(source: Path, target: Path, part: str, change: dict[bytes, bytes]) -> Path:
    """Copy the workbook *source* to *target* with some bytes of one of its parts replaced."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == part:
                for before, after in change.items():
                    assert before in content
                    content = content.replace(before, after)
            new.writestr(entry.filename, content)
    return target


def ole_file(*names: str, inside: Sequence[str] = (), more: bytes = b"") -> bytes:
    """Give an OLE file with *names* in its root, *inside* in a storage called Embedded, and *more* at its end."""
    nothing, end, table, sector = 0xFFFF_FFFF, 0xFFFF_FFFE, 0xFFFF_FFFD, 512
    root = ["Embedded", *names] if inside else list(names)
    names_of_all = ["Root Entry", *root, *inside]
    last_of = {0, len(root), len(names_of_all) - 1}
    children = {0: 1 if root else nothing, 1: 1 + len(root) if inside else nothing}
    directory = b""
    for number, name in enumerate(names_of_all):
        text = name.encode("utf-16-le") + bytes(2)
        following = nothing if number in last_of else number + 1
        left, right = (following, nothing) if number % 2 else (nothing, following)
        child = children.get(number, nothing)
        directory += struct.pack("<64sHBB3I48x", text, len(text), 2, 1, left, right, child)
    count = -(-len(directory) // sector)
    chain = [table, *range(2, count + 1), end]
    header = struct.pack("<8s16x5H", bytes.fromhex("D0CF11E0A1B11AE1"), 62, 3, 0xFFFE, 9, 6)
    header = header.ljust(44, b"\0") + struct.pack("<7I", 1, 1, 0, 4096, end, 0, end) + struct.pack("<2I", 0, 0)
    header += struct.pack("<108I", *[nothing] * 108)
    sectors = struct.pack(f"<{sector // 4}I", *chain, *[nothing] * (sector // 4 - len(chain)))
    return header + sectors + directory.ljust(count * sector, b"\0") + more


MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"


def sheet_xml(rows: str, prefix: str = "") -> str:
    """Return the XML of a sheet. *prefix* (``x:``) precedes the names of its elements."""
    mark = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    return (
        f'<{prefix}worksheet {mark}="{MAIN}" xmlns:o="urn:other"><{prefix}sheetData>{rows}'
        f"</{prefix}sheetData></{prefix}worksheet>"
    )


def package_parts(
    rows: str = "", *, book: str | None = None, strings: str = "", relations: str = "", prefix: str = ""
) -> dict[str, bytes]:
    """Return the parts of a workbook with one sheet. *prefix* (``x:``) precedes the names of its elements."""
    mark = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    sheets = book or f'<{prefix}sheet name="A" sheetId="1" r:id="r1"/>'
    texts = {
        "xl/workbook.xml": f'<{prefix}workbook {mark}="{MAIN}" xmlns:r="{OFFICE}"><{prefix}sheets>{sheets}'
        f"</{prefix}sheets></{prefix}workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="/xl/sharedstrings.xml"/>{relations}'
        "</Relationships>",
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/sharedstrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": sheet_xml(rows, prefix),
    }
    return {name: text.encode() for name, text in texts.items()}


def rows_of(path: Path, instrument: Instrument) -> dict[str, RawRow]:
    """Return the rows of the workbook at *path* by their codes."""
    return {row.code.text: row for row in read_workbook(path, instrument).rows if row.code.text}


def refusal(path: Path, instrument: Instrument) -> Issue:
    """Read *path*, which must be refused, and return the reason."""
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path, instrument)
    return caught.value.issues[0]


_ANYTHING: Final = (
    *("SK 1.pdf", "sk 1.PDF; SK 2.pdf\nc.pdf", "SK 2.pdf", "belum", "12,5", "85 %", "1.000", "sepuluh"),
    *("Peraturan desa", "No written rule yet", "=bukan rumus", "#REF!", "#N/A", "=A1", "=1/0"),
    *(-1, 0, 1, 2, 3, 5, 8, 85, 0.5, 2.125, 1e-9, 33.3333, True, False, date(2024, 1, 2)),
)


def fill_with_anything(path: Path, chance: random.Random, share: float) -> None:
    """Put any values into a *share* of the answers, evidence cells and notes of the workbook at *path*."""
    book: Any = load_workbook(path)
    sheets = [sheet for sheet in book.worksheets[3:] if sheet.sheet_state == "visible"]
    rows = [row for sheet in sheets for row in sheet.iter_rows(min_row=2) if row[0].value]
    for cell in [cell for row in rows for cell in (*row[3:-2], row[-1]) if chance.random() < share]:
        value = chance.choice(_ANYTHING)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s" if " " in value else {"#": "e", "=": "f"}.get(value[0], "s")
        elif not isinstance(value, date):
            cell.number_format = chance.choice(["General", "0.0%"])
    book.save(path)


CODES = ("1.1", "1.2a", "1.10", "2.1", "2.2", "3.1", "3.2")


def sheet_text(kind: str, name: str, province: str, code: str, points: list[float], stage: str = "VF") -> str:
    """Write a sheet as text, for `make_workbook`."""
    lines = [f"Jenis|{kind}", f"Nama|{name}", f"Provinsi|{province}", f"Kode wilayah|'{code}"]
    lines += ["Tahun|2024", f"Tahap|{stage}", "Instrumen|tiny", "Edisi|'1"]
    rows = [
        f"'{code}|{worth}|{'a;b;c' if number % 2 else ''}"
        for number, (code, worth) in enumerate(zip(CODES, points, strict=True))
    ]
    return "\n".join(["== Identitas", *lines, "== Isian", "Kode|Nilai|Dokumen", *rows])
