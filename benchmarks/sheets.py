"""Workbooks to measure with: the filled example, many copies of it, and hostile files."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from openpyxl import load_workbook

from kla_score import api

EXAMPLE: Final = Path(__file__).parent.parent / "examples" / "kabupaten-contoh-2024.xlsx"
SHEET: Final = "xl/worksheets/sheet5.xml"
"""A sheet with questions in the example."""
_END: Final = b"</sheetData>"
_MEBIBYTE: Final = 1024 * 1024


def make_copies(folder: Path, count: int) -> None:
    """Write *count* copies of the example into a new folder, each with its own name, code and points."""
    folder.mkdir()
    template, own = folder / "template.zip", {}
    with zipfile.ZipFile(EXAMPLE) as old, zipfile.ZipFile(template, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename in _OWN:
                # Stored without compression, since packing a thousand archives takes long.
                own[entry.filename] = content = re.sub(*_OWN[entry.filename], content)
                new.writestr(entry.filename, content, zipfile.ZIP_STORED)
            else:
                new.writestr(entry.filename, content)
    archive = template.read_bytes()
    template.unlink()
    for number in range(count):
        copy = archive
        for content in own.values():
            province, district = divmod(number, 90)
            code = b"%d.%d" % (province + 11, district + 10)
            changed = content.replace(b"@@@@@@", b"%06d" % number).replace(b"##.##", code).replace(b"%%", code[:2])
            changed = changed.replace(b"0.###", b"0.%03d" % (number % 1000))
            old_sum, new_sum = (struct.pack("<L", zlib.crc32(each)) for each in (content, changed))
            copy = copy.replace(content, changed).replace(old_sum, new_sum)
        (folder / f"{number:04}.xlsx").write_bytes(copy)


_OWN: Final = {
    "xl/worksheets/sheet1.xml": (
        rb">Contoh<(.*?)>Provinsi Contoh<(.*?)>99\.01<",
        rb">Contoh @@@@@@<\1>Provinsi Contoh %%<\2>##.##<",
    ),
    "xl/worksheets/sheet4.xml": (rb'(<c r="D3"[^>]*><v>)[^<]*<', rb"\g<1>0.###<"),
}
"""The parts that differ in each copy: name, province and code on the first sheet, and one answer."""


def damage_some(folder: Path) -> None:
    """Make every 25th workbook of *folder* faulty: wrong answers, an unknown code, broken XML, half a file, in turn."""
    for number, path in enumerate(sorted(folder.glob("*.xlsx"))[::25]):
        change = _FAULTS[number % len(_FAULTS)]
        if change is None:
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        else:
            with_change(path.with_suffix(".new"), change, path).replace(path)


_FAULTS: Final[Sequence[Callable[[bytes], bytes] | None]] = (
    lambda content: re.sub(rb'(<c r="D(?!1")\d+"[^>]*><v>)[^<]*<', rb"\g<1>999.9999<", content),
    lambda content: content.replace(b">4.1<", b">94.1<"),
    lambda content: content[: len(content) // 2],
    None,
)
"""The change in a sheet with questions. None means half a file."""


def make_hostile(folder: Path) -> Mapping[str, Path]:
    """Write oversized, damaged and malicious files into a new folder. Return the files by their fault."""
    folder.mkdir()
    found = {name: folder / f"{number}.xlsx" for number, name in enumerate(_CHANGES)}
    for name, path in found.items():
        with_change(path, _CHANGES[name])
    parts = folder / "bomb.xlsx"
    with zipfile.ZipFile(EXAMPLE) as old, zipfile.ZipFile(parts, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
        with new.open("xl/media/image1.png", "w") as stream:
            for _ in range(1024):
                stream.write(bytes(_MEBIBYTE))
    noise = folder / "noise.xlsx"
    noise.write_bytes(EXAMPLE.read_bytes()[: EXAMPLE.stat().st_size // 2] + bytes(19 * _MEBIBYTE))
    return {**found, "1 GiB of zeros in a picture": parts, "half a workbook and 19 MiB of zeros": noise}


def with_change(target: Path, change: Callable[[bytes], bytes], source: Path = EXAMPLE) -> Path:
    """Copy the workbook *source* to *target* and change one of its sheets."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content) if entry.filename == SHEET else content)
    return target


def with_rows(count: int, row: bytes) -> Callable[[bytes], bytes]:
    """Return a change that adds *count* rows after the last one. ``%d`` in *row* is the number."""

    def change(content: bytes) -> bytes:
        head, mark, tail = content.partition(_END)
        last = max(int(number) for number in re.findall(rb'<row r="(\d+)"', head))
        more = (row.replace(b"%d", b"%d" % number) for number in range(last + 1, last + 1 + count))
        return head + b"".join(more) + mark + tail

    return change


BLANK_ROW: Final = b'<row r="%d"><c r="D%d" s="1"/></row>'
_ENTITIES: Final = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_CHANGES: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "200,000 formatted blank rows": with_rows(200_000, BLANK_ROW),
    "a remark in cell XFD1048576": with_rows(
        1, b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    ),
    "a size that is said to be all of Excel": lambda content: re.sub(
        rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', content
    ),
    "100,000 rows of text": with_rows(
        100_000, b'<row r="%d"><c r="B%d" t="inlineStr"><is><t>a remark</t></is></c></row>'
    ),
    "three million blank cells in a row": lambda content: content.replace(
        _END, b'<row r="1048576">' + b"<c/>" * 3_000_000 + b"</row>" + _END
    ),
    "30 MiB of one text": lambda content: content.replace(b"<is><t>", b"<is><t>" + b"a" * (30 * _MEBIBYTE), 1),
    "entities in entities": lambda content: _ENTITIES + content,
    "a sheet that ends in the middle": lambda content: content[: len(content) // 2],
}


VILLAGES: Final = 307
DISTRICTS: Final = 21


def make_village_lists(folder: Path) -> None:
    """Write a roster of villages and a filled-in list of each sub-district into a new folder."""
    (folder / "lists").mkdir(parents=True)
    rows = ["kode,nama,jenis,kecamatan"]
    for number in range(VILLAGES):
        district = number % DISTRICTS + 1
        rows.append(f"99.01.{district:02}.{2001 + number // DISTRICTS},Rekaan {number},desa,Rekaan {district}")
    roster = folder / "villages.csv"
    roster.write_text("\n".join(rows), encoding="utf-8")
    for name, content in api.village_lists(api.village_roster(roster)).items():
        book = load_workbook(io.BytesIO(content))
        for sheet in book.worksheets[1:]:
            titles = {cell.column: str(cell.value).rpartition(" ")[2] for cell in sheet[2]}
            for row in sheet.iter_rows(min_row=3, min_col=5):
                for cell in row:
                    cell.value = _ENTRIES.get(titles[cell.column], cell.value)
        book.save(folder / "lists" / name)


_ENTRIES: Final[Mapping[str, Any]] = {
    "Ya/Tidak": "Ya",
    "Ada": 95,
    "Jumlah": 100,
    "Dokumen": "SK 12/2025",
    "Tanggal": date(2025, 3, 4),
}
