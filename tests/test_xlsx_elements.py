"""Elements of one XML part: `kla_score.xlsx.elements`."""

import pytest

from kla_score.xlsx import elements
from kla_score.xlsx.elements import iter_elements, to_utf8_xml

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
VALUE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}v"


def nothing(_: bytes) -> None:
    """Count nothing."""


def rows_of(content: bytes) -> list[str]:
    """Return the text of the values of each row."""
    found = iter_elements(content, {"row"}, nothing)
    return ["".join(value.text or "" for value in element.iter(VALUE)) for _, element in found]


ENCODINGS = {
    "nothing said": ("", "utf-8"),
    "UTF-8": ('<?xml version="1.0" encoding="UTF-8"?>', "utf-8"),
    "UTF-8 with its mark": ('<?xml version="1.0"?>', "utf-8-sig"),
    "apostrophes": ("<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n", "utf-8"),
    "Latin": ('<?xml version="1.0" encoding="ISO-8859-1"?>', "latin-1"),
    "Windows": ('<?xml version="1.0" encoding="windows-1252"?>', "cp1252"),
    "UTF-16 with its mark": ('<?xml version="1.0" encoding="UTF-16"?>', "utf-16"),
    "UTF-16, high byte first": ('<?xml version="1.0" encoding="UTF-16"?>', "utf-16-be"),
    "UTF-16, low byte first": ("", "utf-16-le"),
}


@pytest.mark.parametrize(("declaration", "encoding"), ENCODINGS.values(), ids=ENCODINGS)
def test_a_part_becomes_utf_8(declaration: str, encoding: str) -> None:
    """The search and the parser get the same bytes, whatever the original encoding."""
    assert "<a>é</a>".encode() == to_utf8_xml(f"{declaration}<a>é</a>".encode(encoding)).strip()


WRONG = {
    "an encoding that nobody knows": (b'<?xml version="1.0" encoding="klingon"?><a/>', "klingon"),
    "one that hides signs in others": (b'<?xml version="1.0" encoding="utf-7"?><a/>', "utf-7"),
    "not the one that it says": (b'<?xml version="1.0" encoding="us-ascii"?><a>\xff</a>', "codec"),
    "half a sign of UTF-16": (b"\xff\xfe<", "truncated"),
    "two bytes a sign behind a declaration": (b'<?xml version="1.0"?>' + "<a/>".encode("utf-16"), "b"),
    "two marks": (b"\xef\xbb\xbf" + "<a/>".encode("utf-16"), "b"),
    "two declarations": (b'<?xml version="1.0"?><?xml version="1.0" encoding="cp037"?><a/>', "cp037"),
    "a declaration that is none": (b'<?xml version="zzz" nonsense?><a/>', "zzz"),
    "two bytes, and one is said": ('<?xml version="1.0" encoding="utf-8"?><a/>'.encode("utf-16"), "utf-8"),
}


@pytest.mark.parametrize(("content", "wrong"), WRONG.values(), ids=WRONG)
def test_other_encodings_are_refused(content: bytes, wrong: str) -> None:
    """In some of them a document type would be hidden."""
    with pytest.raises(ValueError, match=wrong):
        to_utf8_xml(content)


HIDDEN_DOCTYPES = {
    "two bytes a sign, a line feed first": "\n<!DOCTYPE a><a/>".encode("utf-16-le"),
    "the high byte first": "\n<!DOCTYPE a><a/>".encode("utf-16-be"),
    "signs that mean others": b'<?xml version="1.0" encoding="cp037"?>' + "<!DOCTYPE a><a/>".encode("cp037"),
}


@pytest.mark.parametrize("content", HIDDEN_DOCTYPES.values(), ids=HIDDEN_DOCTYPES)
def test_a_doctype_cannot_hide(content: bytes) -> None:
    """The search finds everything that a parser would read as a document type."""
    assert b"<!DOCTYPE a>" in to_utf8_xml(content)


@pytest.mark.parametrize("padding", [0, 200_000])
@pytest.mark.parametrize("depth", [101, 1_500])
def test_deep_nesting_is_refused(depth: int, padding: int) -> None:
    """No program nests a hundred elements, but an attack nests millions. The length makes no difference."""
    nest = "<x>" * depth + "</x>" * depth

    with pytest.raises(ValueError, match="x"):
        rows_of(f"<worksheet {MAIN}>{nest}<y>{'a' * padding}</y></worksheet>".encode())


def sheet(rows: int, inside: str = "") -> bytes:
    text = "".join(
        f'<row r="{number}"><c r="A{number}"><v>{number}</v></c>{inside}</row>' for number in range(1, rows + 1)
    )
    return f"<worksheet {MAIN}><cols/><sheetData>{text}</sheetData></worksheet>".encode()


@pytest.mark.parametrize("count", [0, 1, 3, 5_000, 20_000])
def test_every_element_is_found_once(count: int) -> None:
    """Every element is found once in a part parsed at once and in one parsed piece by piece."""
    assert [str(number) for number in range(1, count + 1)] == rows_of(sheet(count))


def test_unneeded_elements_are_not_parsed() -> None:
    """Only the beginning of a long part is parsed for the first row."""
    sizes: list[int] = []
    content = sheet(100_000)
    next(iter_elements(content, {"row"}, lambda piece: sizes.append(len(piece))))

    assert sum(sizes) < len(content) / 10


@pytest.mark.parametrize("rows", [3, 20_000])
@pytest.mark.parametrize("cut", [b"</worksheet>", b"</row></sheetData></worksheet>"])
def test_half_a_part_is_an_error(cut: bytes, rows: int) -> None:
    """A part that ends too early does not count as a shorter sheet."""
    with pytest.raises(SyntaxError):
        rows_of(sheet(rows).removesuffix(cut))


@pytest.mark.slow
def test_elements_of_other_namespaces_are_left_out() -> None:
    """An element in another namespace has no effect, however long the part."""
    own = '<x:v xmlns:x="urn:x">7</x:v>'
    expected = rows_of(sheet(20_000))

    assert expected == rows_of(sheet(20_000, f'<c r="B1">{own}</c>'.replace("<c", "<d").replace("c>", "d>")))


def test_a_too_large_element_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """An expected element is in memory as a whole, so that it has a limit."""
    monkeypatch.setattr(elements, "MAXIMUM_WITHIN", 50_000)
    row = f'<row r="1">{"<c><v>1</v></c>" * 25_001}</row>'

    with pytest.raises(ValueError, match="main}"):
        rows_of(f"<worksheet {MAIN}><sheetData>{row}</sheetData></worksheet>".encode())


def test_a_very_long_text_is_not_read_completely() -> None:
    """A character of four bytes enlarges all others: 64 MiB could use ten times as much memory."""
    read: list[int] = []
    content = b"<a><b>" + b"x" * (20 * 1024 * 1024) + b"</b></a>"
    with pytest.raises(ValueError, match=r"^[0-9]+$"):
        list(iter_elements(content, {"b"}, lambda piece: read.append(len(piece))))

    assert sum(read) < 3 * 1024 * 1024
