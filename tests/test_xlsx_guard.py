"""Refusals before or during the parsing of a workbook, and their codes."""

import copy
import gzip
import os
import re
import struct
import tracemalloc
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kla_score.assessment import NO_SOURCE, RawSheet
from kla_score.instrument import Instrument
from kla_score.issues import WorkbookError
from kla_score.sheet import read_workbook
from tests.workbooks import make_workbook, ole_file, raw_zip_with, refusal

MEBIBYTE = 1024 * 1024
SHEET = "xl/worksheets/sheet1.xml"
OTHER_SHEET = "xl/worksheets/sheet2.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
TYPES = "[Content_Types].xml"
OLE = ole_file()[:8]
DOCTYPE = '<!DOCTYPE x [<!ENTITY five "5">]>'
SOURCE = """
== Klaster A
Kode|Nilai|Dokumen|Foto
'1.1|5|perda.pdf|
'1.2a|4,5|a.pdf; b.pdf|85%
'1.10|#REF!||TRUE
== Klaster B
Kode|Nilai|Dokumen|Foto
'3.1|@2024-01-02||=A1
"""


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a valid workbook: two sheets, every type of cell."""
    return make_workbook(tmp_path_factory.mktemp("workbook") / "sheet.xlsx", SOURCE)


@pytest.fixture(scope="module")
def whole(workbook: Path, tiny: Instrument) -> RawSheet:
    """Read the valid workbook."""
    return without_hash(read_workbook(workbook, tiny))


def without_hash(raw: RawSheet) -> RawSheet:
    return raw._replace(source=NO_SOURCE)


def outcome(path: Path, instrument: Instrument) -> RawSheet | None:
    """Read *path*. None is a refusal. Any other exception ends the test."""
    try:
        return without_hash(read_workbook(path, instrument))
    except WorkbookError:
        return None


def unpack(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(path: Path, parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def directory_entry(content: bytearray, part: str) -> int:
    """Return the position of the entry of *part* in the directory at the end of the archive *content*."""
    return content.rindex(part.encode()) - 46


# Files other than zip archives


FILES = {
    "an empty file": (b"", "file-empty"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "file-is-pdf"),
    "CSV": (b"Kode;Nilai\r\n1.1;5\r\n", "file-is-text"),
    "CSV that opens with the letters of a zip archive": (b"PKK;Nilai\r\n1.1;5\r\n", "file-is-text"),
    "HTML": (b"<html><body><table><tr><td>Kode</td></tr></table></body></html>", "file-is-text"),
    "XML of Excel 2003": (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "file-is-text"),
    "RTF": (b"{\\rtf1\\ansi Kode}", "file-is-document"),
    "a workbook of Excel 97": (ole_file("Workbook", "\x05SummaryInformation"), "file-is-old-excel"),
    "a workbook of Excel 97 with a document in it": (
        ole_file("Workbook", inside=["WordDocument", "\x01CompObj"]),
        "file-is-old-excel",
    ),
    "a workbook of Excel 5": (ole_file("Book"), "file-is-old-excel"),
    "a workbook of Excel 4": (b"\x09\x04\x06\0\0\0\0\x01\0\0", "file-is-old-excel"),
    "a worksheet of Excel 3": (b"\x09\x02\x06\0\0\0\x10\0\0\0", "file-is-old-excel"),
    "a worksheet of Excel 2": (b"\x09\0\x04\0\x02\0\x10\0\0\0", "file-is-old-excel"),
    "an old document": (ole_file("WordDocument", "1Table"), "file-is-document"),
    "an old document with a workbook in it": (ole_file("WordDocument", inside=["Workbook"]), "file-is-document"),
    "an old presentation": (ole_file("Current User", "PowerPoint Document"), "file-is-document"),
    "an e-mail": (ole_file("__nameid_version1.0", "__properties_version1.0"), "file-is-document"),
    "an e-mail with a workbook": (
        ole_file("__properties_version1.0", more=b"PK\x05\x06" + bytes(18)),
        "file-is-document",
    ),
    "another old file": (ole_file("Contents"), "file-is-not-a-workbook"),
    "an old file that ends in the middle": (ole_file("Workbook")[:600], "file-is-not-a-workbook"),
    "a workbook with a password": (ole_file("EncryptionInfo", "EncryptedPackage"), "workbook-password"),
    "a workbook with restricted access": (
        ole_file("EncryptedPackage", inside=["DRMEncryptedDataSpace"]),
        "workbook-restricted",
    ),
    "an old workbook with restricted access": (ole_file("\tDRMContent", "Workbook"), "workbook-restricted"),
    "a packed workbook": (gzip.compress(b"PK\x03\x04"), "file-is-archive"),
    "a packed workbook of 7-Zip": (b"7z\xbc\xaf\x27\x1c\0\x04", "file-is-archive"),
    "a packed workbook of WinRAR": (b"Rar!\x1a\x07\x01\0", "file-is-archive"),
    "nothing but NUL bytes": (bytes(10_000), "file-empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "file-is-not-a-workbook"),
    "the first bytes of a zip archive": (b"PK\x03\x04", "workbook-damaged"),
}


@pytest.mark.parametrize(("content", "code"), FILES.values(), ids=FILES)
def test_a_file_is_named_by_its_content(content: bytes, code: str, tmp_path: Path, tiny: Instrument) -> None:
    """The content decides the type of a file, whatever its name."""
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(content)

    assert code == refusal(path, tiny).code


@pytest.mark.parametrize("name", ["~$sheet.xlsx", ".~sheet.xlsx", ".~lock.sheet.xlsx#"])
def test_a_lock_file_names_its_workbook(name: str, tmp_path: Path, tiny: Instrument) -> None:
    """The lock file of Excel, WPS or LibreOffice is told apart, and the workbook that it belongs to is named."""
    path = tmp_path / name
    path.write_bytes(b"\x05budi")
    issue = refusal(path, tiny)
    expected = ("file-is-lock-file", {"workbook": "sheet.xlsx"})

    assert expected == (issue.code, issue.parameters)


@pytest.mark.parametrize(("size", "code"), [(20 * MEBIBYTE, "workbook-damaged"), (20 * MEBIBYTE + 1, "file-too-large")])
def test_a_file_has_at_most_20_mebibytes(size: int, code: str, tmp_path: Path, tiny: Instrument) -> None:
    """The limit itself is allowed, one byte more is not."""
    path = tmp_path / "sheet.xlsx"
    with path.open("wb") as stream:
        stream.write(b"PK\x03\x04")
        stream.truncate(size)

    assert code == refusal(path, tiny).code


# Zip archives other than workbooks

OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
TO_DRAWING = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r" Type="http://schemas.microsoft.com/visio/2010/relationships/document" Target="a.xml"/>'
    b'<Relationship Id="s" Type="x/officeDocument" Target="a.xml"/></Relationships>'
)
ARCHIVES: dict[str, tuple[dict[str, bytes], str]] = {
    "ods": ({"mimetype": OPEN_DOCUMENT + b"spreadsheet", "content.xml": b"x"}, "file-is-other-spreadsheet"),
    "odt": ({"mimetype": OPEN_DOCUMENT + b"text", "content.xml": b"x"}, "file-is-document"),
    "odp": ({"mimetype": OPEN_DOCUMENT + b"presentation", "content.xml": b"x"}, "file-is-document"),
    "xlsb": ({TYPES: b"x", "xl/workbook.bin": b"x"}, "file-is-other-spreadsheet"),
    "Numbers": ({"Index/Document.iwa": b"x", "Index/Tables/DataList.iwa": b"x"}, "file-is-other-spreadsheet"),
    "docx": ({TYPES: b"x", "_rels/.rels": b"x", "word/document.xml": b"x"}, "file-is-document"),
    "docx with a workbook in it": (
        {TYPES: b"x", "_rels/.rels": b"x", "word/document.xml": b"x", "word/embeddings/1.xlsx": b"x"},
        "file-is-document",
    ),
    "pptx": ({TYPES: b"x", "_rels/.rels": b"x", "ppt/presentation.xml": b"x"}, "file-is-document"),
    "a drawing": ({TYPES: b"x", "_rels/.rels": TO_DRAWING, "a.xml": b"<VisioDocument/>"}, "file-is-not-a-workbook"),
    "workbooks": ({"Kota A.xlsx": b"x", "lama/Kota B.XLS": b"x"}, "file-is-archive"),
    "workbooks in two spellings": ({"a.xlsx": b"x", "A.xlsx": b"x"}, "file-is-archive"),
    "some archive": ({"readme.txt": b"x"}, "file-is-not-a-workbook"),
    "an archive without a part": ({}, "file-is-not-a-workbook"),
    "a workbook in name alone": ({"xl/workbook.xml": b"x"}, "workbook-damaged"),
}


@pytest.mark.parametrize(("parts", "code"), ARCHIVES.values(), ids=ARCHIVES)
def test_an_archive_is_called_what_it_is(
    parts: Mapping[str, bytes], code: str, tmp_path: Path, tiny: Instrument
) -> None:
    """The parts of an archive decide its type."""
    path = pack(tmp_path / "sheet.xlsx", parts)

    assert code == refusal(path, tiny).code


FOLDERS = ["", "book/", "a b/"]


@pytest.mark.parametrize("folder", FOLDERS, ids=["in the root", "in another folder", "in a folder with a blank"])
def test_parts_may_be_anywhere(folder: str, workbook: Path, tmp_path: Path, tiny: Instrument, whole: RawSheet) -> None:
    """The relations say where they are, and no name of a folder is needed."""
    moved = {}
    for name, content in unpack(workbook).items():
        moved[name.replace("xl/", folder)] = content.replace(b"xl/", folder.replace(" ", "%20").encode())

    assert whole == outcome(pack(tmp_path / "sheet.xlsx", moved), tiny)


BEFORE = {
    "a blank line": b"\r\n",
    "a mark of UTF-8": b"\xef\xbb\xbf",
    "the head of a download": b"HTTP/1.1 200 OK\r\n\r\n",
}


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
def test_bytes_before_the_archive_are_skipped(
    before: bytes, workbook: Path, tmp_path: Path, tiny: Instrument, whole: RawSheet
) -> None:
    """A server or a script put them there, and nothing of the workbook is lost."""
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(before + workbook.read_bytes())

    assert whole == outcome(path, tiny)


def test_many_cell_styles_are_read(workbook: Path, tmp_path: Path, tiny: Instrument, whole: RawSheet) -> None:
    """A workbook whose sheets were copied from others for years has tens of thousands of them."""
    parts = unpack(workbook)
    styles = b"".join(
        b'<cellStyle name="Normal %d 2 2 3 Currency [0]_Sheet1 (lama)" xfId="0" builtinId="0" customBuiltin="1"/>'
        % number
        for number in range(36_000)
    )
    parts[STYLES] = parts[STYLES].replace(b"</cellStyles>", styles + b"</cellStyles>")

    assert len(parts[STYLES]) > 3.4 * MEBIBYTE
    assert whole == outcome(pack(tmp_path / "sheet.xlsx", parts), tiny)


def test_an_encrypted_part_is_a_password(workbook: Path, tmp_path: Path, tiny: Instrument) -> None:
    """An archive with a part marked as encrypted needs a password."""
    content = bytearray(workbook.read_bytes())
    content[6] |= 1
    content[directory_entry(content, "docProps/app.xml") + 8] |= 1
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(content)
    expected = "workbook-password"

    assert expected == refusal(path, tiny).code


def test_strict_open_xml_is_named(workbook: Path, tmp_path: Path, tiny: Instrument) -> None:
    """A Strict Open XML workbook is refused with its own code, since its sheets would not be found."""
    change = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    }
    path = raw_zip_with(workbook, tmp_path / "strict.xlsx", BOOK, change)
    expected = "workbook-strict"

    assert expected == refusal(path, tiny).code


# Limits


def test_2000_parts_are_allowed(workbook: Path, tmp_path: Path, tiny: Instrument, whole: RawSheet) -> None:
    """Unneeded parts up to the limit have no effect."""
    parts = unpack(workbook)
    parts |= {f"xl/media/{number}.png": b"" for number in range(2_000 - len(parts))}

    assert whole == outcome(pack(tmp_path / "sheet.xlsx", parts), tiny)


def test_2001_parts_are_too_many(workbook: Path, tmp_path: Path, tiny: Instrument) -> None:
    """One part over the limit is refused."""
    parts = unpack(workbook)
    parts |= {f"xl/media/{number}.png": b"" for number in range(2_001 - len(parts))}
    issue = refusal(pack(tmp_path / "sheet.xlsx", parts), tiny)

    assert ("workbook-too-many-parts", {"limit": 2_000}) == (issue.code, issue.parameters)


def test_two_parts_of_one_name_are_refused(workbook: Path, tmp_path: Path, tiny: Instrument) -> None:
    """The letter case of their names does not count. Two programs could read different parts."""
    parts = unpack(workbook)

    assert "workbook-damaged" == refusal(pack(tmp_path / "sheet.xlsx", parts | {SHEET.upper(): b""}), tiny).code


BOMBS = {
    "a sheet": ({SHEET: 64}, "workbook-too-large"),
    "shared strings": ({STRINGS: 64}, "workbook-too-large"),
    "styles": ({STYLES: 8}, "workbook-too-many-styles"),
    "parts that are each allowed": (
        {"xl/media/1.png": 50, "xl/media/2.png": 50, "xl/media/3.png": 50},
        "workbook-too-large",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize(("sizes", "code"), BOMBS.values(), ids=BOMBS)
def test_a_zip_bomb_is_refused(
    sizes: Mapping[str, int], code: str, workbook: Path, tmp_path: Path, tiny: Instrument
) -> None:
    """
    What unpacks to more than 64 MiB a part, 128 MiB in all or 8 MiB of styles is refused, however small it is packed.
    """
    parts = unpack(workbook)
    parts |= {name: parts.get(name, b"<sst/>") + b" " * (size * MEBIBYTE) for name, size in sizes.items()}

    assert code == refusal(pack(tmp_path / "sheet.xlsx", parts), tiny).code


@pytest.mark.slow
@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_a_zip_bomb_does_not_fill_the_memory(method: int, workbook: Path, tmp_path: Path, tiny: Instrument) -> None:
    """The reader unpacks only as much as the limits allow, for any packing method."""
    path = pack(tmp_path / "sheet.xlsx", unpack(workbook))
    with zipfile.ZipFile(path, "a", method) as archive, archive.open("xl/media/1.png", "w") as part:
        for _ in range(160):
            part.write(bytes(MEBIBYTE))
    tracemalloc.start()
    refusal(path, tiny)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 150 * MEBIBYTE


@pytest.mark.parametrize("reported", [0, 10, 0xFFFF_FFF0])
def test_a_size_in_the_directory_is_checked(
    reported: int, workbook: Path, tmp_path: Path, tiny: Instrument, whole: RawSheet
) -> None:
    """A wrong size in the directory of the archive is refused, or has no effect."""
    content = bytearray(workbook.read_bytes())
    struct.pack_into("<I", content, directory_entry(content, SHEET) + 24, reported)
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(content)

    assert outcome(path, tiny) in (None, whole)


def test_a_bomb_with_a_small_declared_size_is_refused(workbook: Path, tmp_path: Path, tiny: Instrument) -> None:
    """The reader counts the bytes during unpacking, whatever the directory contains."""
    parts = unpack(workbook)
    path = pack(tmp_path / "sheet.xlsx", parts | {SHEET: parts[SHEET] + b" " * (65 * MEBIBYTE)})
    content = bytearray(path.read_bytes())
    struct.pack_into("<I", content, directory_entry(content, SHEET) + 24, len(parts[SHEET]))
    path.write_bytes(content)
    expected = "workbook-damaged"

    assert expected == refusal(path, tiny).code


@pytest.mark.slow
def test_a_sheet_has_at_most_20000_rows(tmp_path: Path, tiny: Instrument) -> None:
    """A longer table is refused as a whole, never cut."""
    rows = "\n".join(f"x{number}|1" for number in range(20_001))
    path = make_workbook(tmp_path / "sheet.xlsx", f"== A\nKode|Nilai\n{rows}")
    expected = "sheet-too-long"

    assert expected == refusal(path, tiny).code


# Tricks and damage in the parts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("part", [SHEET, STYLES, BOOK, RELATIONS, "docProps/core.xml"])
def test_a_doctype_is_refused_in_every_part_that_is_read(
    part: str, encoding: str, workbook: Path, tmp_path: Path, tiny: Instrument
) -> None:
    """No workbook needs a DOCTYPE, but every attack with entities does."""
    parts = unpack(workbook)
    text = re.sub(r"<\?xml.*?\?>", "", parts[part].decode())
    parts[part] = (f'<?xml version="1.0" encoding="{encoding}"?>{DOCTYPE}{text}').encode(encoding)
    expected = "workbook-doctype"

    assert expected == refusal(pack(tmp_path / "sheet.xlsx", parts), tiny).code


def test_entries_that_overlap_are_refused(workbook: Path, tmp_path: Path, tiny: Instrument) -> None:
    """Two entries with the same bytes are an attack, even if the second is not read."""
    path = pack(tmp_path / "sheet.xlsx", unpack(workbook))
    with zipfile.ZipFile(path, "a") as archive:
        twin = copy.copy(archive.getinfo(SHEET))
        twin.filename = "xl/media/image1.png"
        archive.filelist.append(twin)
        archive.comment = b"so that the directory is written again"
    expected = "workbook-damaged"

    assert expected == refusal(path, tiny).code


def test_unneeded_parts_are_not_unpacked(workbook: Path, tmp_path: Path, tiny: Instrument, whole: RawSheet) -> None:
    """A damaged part without a use, such as a picture, changes nothing."""
    parts = {**unpack(workbook), "xl/media/image1.png": b"picture"}
    path = pack(tmp_path / "sheet.xlsx", parts, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"picture", b"PICTURE"))

    assert whole.rows == read_workbook(path, tiny).rows


def test_a_doctype_is_refused_in_a_part_with_an_unusual_name(workbook: Path, tmp_path: Path, tiny: Instrument) -> None:
    """A sheet is parsed as XML, whatever the name of its part."""
    parts = unpack(workbook)
    parts["xl/worksheets/sheet1.dat"] = DOCTYPE.encode() + parts.pop(SHEET).replace(b"<v>5</v>", b"<v>&five;</v>")
    for part in (RELATIONS, TYPES):
        parts[part] = parts[part].replace(b"sheet1.xml", b"sheet1.dat")
    expected = "workbook-doctype"

    assert expected == refusal(pack(tmp_path / "sheet.xlsx", parts), tiny).code


DAMAGE = {
    "no list of sheets": (BOOK, rb"<sheets>.*</sheets>", b"<sheets/>"),
    "a sheet that leads nowhere": (RELATIONS, rb"sheet2\.xml", b"sheet9.xml"),
    "a sheet that ends in the middle": (SHEET, rb"</row>.*", b"</row>"),
    "a shared string that is not there": (SHEET, rb"<v>5</v>", b'<v t="s">5</v></c><c t="s"><v>99</v>'),
    "a style that is not there": (SHEET, rb'(<c r="B2")', rb'\1 s="999"'),
    "an entity of nobody's": (SHEET, rb"<v>5</v>", b"<v>&five;</v>"),
    "properties that end in the middle": ("docProps/core.xml", rb"</cp:coreProperties>", b""),
    "styles that are none": (STYLES, rb"<cellXfs.*</cellXfs>", b"<cellXfs><xf numFmtId='x'/></cellXfs>"),
}


@pytest.mark.parametrize(("part", "before", "after"), DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_part_is_refused(
    part: str, before: bytes, after: bytes, workbook: Path, tmp_path: Path, tiny: Instrument
) -> None:
    """Damage has one code. It never causes a crash or a shorter result."""
    parts = unpack(workbook)
    parts[part], count = re.subn(before, after, parts[part], count=1, flags=re.DOTALL)
    assert count == 1
    expected = "workbook-damaged"

    assert expected == refusal(pack(tmp_path / "sheet.xlsx", parts), tiny).code


def test_a_lost_sheet_is_damage(workbook: Path, tmp_path: Path, tiny: Instrument) -> None:
    """A workbook without one of its sheets in the archive is never read as complete."""
    parts = unpack(workbook)
    del parts[OTHER_SHEET]
    expected = "workbook-damaged"

    assert expected == refusal(pack(tmp_path / "sheet.xlsx", parts), tiny).code


def refused_files(folder: Path, workbook: Path) -> Iterator[Path]:
    """Write a file for each place in the code that refuses a workbook."""
    parts = unpack(workbook)
    long = "\n".join(f"x{number}|1" for number in range(20_001))
    (folder / "empty.xlsx").write_bytes(b"")
    (folder / "truncated.xlsx").write_bytes(workbook.read_bytes()[:-10])
    yield folder / "nothing.xlsx"
    yield folder / "empty.xlsx"
    yield folder / "truncated.xlsx"
    yield pack(folder / "no-xml.xlsx", parts | {SHEET: b"<"})
    yield pack(folder / "no-sheets.xlsx", parts | {BOOK: re.sub(b"<sheets>.*</sheets>", b"<sheets/>", parts[BOOK])})
    yield make_workbook(folder / "no-table.xlsx", "== A\nHalo")
    yield make_workbook(folder / "no-points.xlsx", "== A\nKode|Pertanyaan|Dokumen")
    yield make_workbook(folder / "too-long.xlsx", f"== A\nKode|Nilai\n{long}")


@pytest.mark.slow
def test_every_refusal_names_the_file(workbook: Path, tmp_path: Path, tiny: Instrument) -> None:
    """The message has the file name as given, so that it identifies one of many files."""
    files = list(refused_files(tmp_path, workbook))

    assert [str(file) for file in files] == [refusal(file, tiny).location.file for file in files]


# Random damage


def test_no_truncated_workbook_is_read(workbook: Path, tmp_path: Path, tiny: Instrument) -> None:
    """A file cut at any byte is refused."""
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(workbook.read_bytes())
    accepted = []
    for length in reversed(range(path.stat().st_size)):
        os.truncate(path, length)
        if outcome(path, tiny) is not None:
            accepted.append(length)

    assert not accepted


@settings(max_examples=6 * settings().max_examples)
@given(data=st.data())
def test_a_flipped_bit_is_refused_or_makes_no_difference(
    data: st.DataObject, workbook: Path, tmp_path_factory: pytest.TempPathFactory, tiny: Instrument, whole: RawSheet
) -> None:
    """One wrong bit never changes the result."""
    content = bytearray(workbook.read_bytes())
    # Half of the flips are in the directory at the end, which has no checksum.
    directory = content.index(b"PK\x01\x02")
    position = data.draw(st.integers(0, len(content) - 1) | st.integers(directory, len(content) - 1))
    content[position] ^= 1 << data.draw(st.integers(0, 7))
    path = tmp_path_factory.getbasetemp() / "flipped.xlsx"
    path.write_bytes(content)

    assert outcome(path, tiny) in (None, whole)


@given(
    start=st.sampled_from([b"", b"PK", b"PK\x03\x04", b"PK\x05\x06", OLE, b"%PDF", b"\xff\xfe"]),
    rest=st.binary(max_size=2_000),
)
@example(start=b"PK\x05\x06", rest=bytes(18))
def test_any_bytes_are_refused(
    start: bytes, rest: bytes, tmp_path_factory: pytest.TempPathFactory, tiny: Instrument
) -> None:
    """Random bytes are refused without a crash."""
    path = tmp_path_factory.getbasetemp() / "any.xlsx"
    path.write_bytes(start + rest)

    assert outcome(path, tiny) is None


@settings(max_examples=3 * settings().max_examples)
@given(data=st.data())
def test_any_change_in_a_part_is_refused_or_read(
    data: st.DataObject, workbook: Path, tmp_path_factory: pytest.TempPathFactory, tiny: Instrument
) -> None:
    """A part with any bytes, in a valid archive, gives a refusal or a sheet without a crash."""
    parts = unpack(workbook)
    name = data.draw(st.sampled_from([SHEET, STYLES, BOOK, RELATIONS, TYPES]))
    part = parts[name]
    start = data.draw(st.integers(0, len(part)))
    end = start + data.draw(st.integers(0, 3))
    parts[name] = part[:start] + data.draw(st.binary(max_size=3)) + part[end:]
    raw = outcome(pack(tmp_path_factory.getbasetemp() / "changed.xlsx", parts), tiny)

    assert raw is None or raw.rows is not None
