"""
Damage to known formats: archives, XML, YAML, JSON and tables, one or a few changes at a time.

All choices come from the given generator, so that the number of a case makes it again.
"""

import copy
import io
import json
import re
import struct
import zipfile
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Final, TypeVar

Damage = Callable[[bytes, Random], bytes]

NUMBERS: Final = (
    *("", "0", "-1", "1", "2", "4", "1e3", "1E400", "-0", "nan", "inf", "1_000", "0x10", "3.3000000000000003"),
    *("9" * 40, "1" * 5_000, "1048577", "2147483648", "４", "٣", " 4 ", "4,5", "1.234,5", "85%", "4.00000000000001"),
)
TEXTS: Final = (
    *(
        "",
        " ",
        "ada",
        "tidak ada",
        "-",
        "0",
        "x.pdf",
        "a.pdf; b.pdf\n1. c.pdf",
        "=1+1",
        "@SUM(A1)",
        "[bold]x[/]",
        "[/]",
    ),
    *("<b>&amp;</b>", "\x1b[2J", "\u202eabc", "a\u0301" * 50, "\U0001f600", "\ufeff", "\u200b", "_x000D_", "1.10"),
    *(
        "../../etc/passwd",
        "C:\\x",
        "\\\\host\\share",
        "https://x.id/a",
        "javascript:alert(1)",
        "Kode",
        "Nilai",
        "#REF!",
    ),
    *("x" * 40_000, "Σ" * 300, "10/2", "2024-99-99", "TRUE", "1.1", "1,1", "2.1 ", "3.2a", "Klaster A"),
)
TYPES: Final = ("n", "s", "str", "inlineStr", "b", "e", "d", "", "z", "S")
CELLS: Final = ("A1", "B2", "XFD1048576", "XFE1", "A0", "a1", "A", "1", "", "A1:B2", "$A$1", "ZZZZ9", "A1048577", "é1")
PIECES: Final = (
    *(b"<c/>", b"<row/>", b'<row r="1"/>', b"<v>4</v>", b"<f>A1</f>", b"<is><t>x</t></is>", b"<!-- x -->", b"<?x y?>"),
    *(
        b"<![CDATA[4]]>",
        b"&amp;",
        b"&#52;",
        b"&#x0;",
        b"&a;",
        b'<!DOCTYPE a [<!ENTITY b "c">]>',
        b"\0",
        b"\xff",
        b"]]>",
    ),
    *(b'<mergeCell ref="A1:XFD1048576"/>', b'<col min="1" max="16384" hidden="1"/>', b'<hyperlink ref="B3"/>'),
    *(b'<x:c xmlns:x="urn:x"><x:v>9</x:v></x:c>', b'<extLst><ext uri="x"><c r="B9"><v>9</v></c></ext></extLst>'),
    *(
        b'<c r="B3"><v>3</v></c>',
        b'<c r="B3" t="s"><v>0</v></c>',
        b'<row r="3"><c r="B3"><v>3</v></c></row>',
        b"<a>" * 200,
    ),
)
_XML: Final = re.compile(rb"<[^<>]*>|[^<>]+")
_ATTRIBUTE: Final = re.compile(rb'([\w:]+)="([^"]*)"')


_Choice = TypeVar("_Choice")


def pick(chance: Random, choices: Sequence[_Choice]) -> _Choice:
    """Return one of *choices*."""
    return choices[chance.randrange(len(choices))]


def some_bytes(content: bytes, chance: Random) -> bytes:
    """Flip, cut, double, move or overwrite bytes anywhere."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(0, len(content))
        end = min(len(content), start + pick(chance, (0, 1, 1, 2, 4, 16, 300)))
        piece = content[start:end]
        other = chance.randint(0, len(content))
        instead = pick(
            chance,
            (
                bytes(each ^ (1 << chance.randrange(8)) for each in piece),
                b"",
                piece * 2,
                content[other : other + len(piece)],
                chance.randbytes(len(piece) or 1),
                b"\0" * len(piece),
                b"\xff" * len(piece),
            ),
        )
        content = content[:start] + instead + content[end:]
    return content[: chance.randint(0, len(content))] if chance.random() < 0.05 else content


def zip_fields(content: bytes, chance: Random) -> bytes:
    """Change fields of the headers of an archive: sizes, methods, flags, offsets, names."""
    found = [match.start() for match in re.finditer(rb"PK(?:\x01\x02|\x03\x04|\x05\x06)", content)]
    changed = bytearray(content)
    for _ in range(chance.randint(1, 3)):
        start = pick(chance, found)
        position = start + chance.randint(4, 50)
        width = pick(chance, (1, 2, 4))
        if position + width <= len(changed):
            value = pick(chance, (0, 1, 8, 12, 0xFF, 0x7FFFFFFF, 0xFFFFFFFF, len(content), chance.getrandbits(32)))
            changed[position : position + width] = struct.pack("<I", value & 0xFFFFFFFF)[:width]
    return bytes(changed)


def repacked(content: bytes, chance: Random, change: Callable[[bytes, Random], bytes]) -> bytes:
    """Change one part of a workbook, most often a sheet, and pack it again as a valid archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    sheets = [name for name, _ in parts if "worksheets/sheet" in name and name.endswith(".xml")]
    chosen = pick(chance, sheets if chance.random() < 0.6 else [name for name, _ in parts])
    target = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if chance.random() < 0.5 else zipfile.ZIP_STORED
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in parts:  # entries without the time of day, which would make each run different
            archive.writestr(zipfile.ZipInfo(name), change(part, chance) if name == chosen else part, method)
    return target.getvalue()


def xml_tokens(part: bytes, chance: Random) -> bytes:
    """Delete, double, swap or replace tags and texts, or change the values of attributes."""
    tokens = _XML.findall(part)
    for _ in range(chance.randint(1, 5)):
        if not tokens:
            break
        at, other = chance.randrange(len(tokens)), chance.randrange(len(tokens))
        match chance.randrange(7):
            case 0:
                del tokens[at]
            case 1:
                tokens.insert(at, tokens[other])
            case 2:
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case 3:
                tokens.insert(at, pick(chance, PIECES))
            case 4:
                stretch = tokens[at : at + chance.randint(1, 30)]
                tokens[other:other] = stretch * chance.randint(1, 3)
            case 5 if tokens[at][:1] != b"<":
                tokens[at] = escaped(pick(chance, (*NUMBERS, *TEXTS)))
            case _:
                tokens[at] = _other_attribute(tokens[at], chance)
    return b"".join(tokens)


def _other_attribute(tag: bytes, chance: Random) -> bytes:
    found = list(_ATTRIBUTE.finditer(tag))
    if not found:
        return tag
    match = pick(chance, found)
    value = escaped(pick(chance, (*NUMBERS, *TYPES, *CELLS, *TEXTS[:12])))
    instead = pick(
        chance, (b"", b'%s="%s"' % (match[1], value), b"%s='%s'" % (match[1], value), match[0] + b" " + match[0])
    )
    return tag[: match.start()] + instead + tag[match.end() :]


def other_cells(part: bytes, chance: Random) -> bytes:
    """Put other types and values into cells, like another program or another user."""
    cells = list(re.finditer(rb"<c\b[^>]*?(?:/>|>.*?</c>)", part, re.DOTALL))
    for match in sorted(chance.sample(cells, min(len(cells), chance.randint(1, 8))), key=lambda each: -each.start()):
        address = re.search(rb'\br="[^"]*"', match[0])
        kind, value = pick(chance, TYPES), escaped(pick(chance, (*NUMBERS, *TEXTS)))
        style = b' s="%d"' % chance.randint(0, 40) if chance.random() < 0.3 else b""
        formula = b"<f>SUM(A1)</f>" if chance.random() < 0.2 else b""
        body = b"<is><t>%s</t></is>" % value if kind == "inlineStr" else b"<v>%s</v>" % value
        head = b'<c %s%s t="%s">' % (address[0] if address else b"", style, kind.encode())
        body = pick(chance, (body, body, body, b"", body + body))
        part = part[: match.start()] + head + formula + body + b"</c>" + part[match.end() :]
    return part


def escaped(text: str) -> bytes:
    """Escape *text* for XML, as far as possible."""
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, entity)
    return text.encode("utf-8", "surrogatepass")


def lines(content: bytes, chance: Random) -> bytes:
    """Delete, double, swap, indent and change lines, like an editor or a hurried user."""
    rows = content.decode("utf-8", "replace").split("\n")
    for _ in range(pick(chance, (1, 1, 1, 2, 5))):
        at, other = chance.randrange(len(rows)), chance.randrange(len(rows))
        match chance.randrange(7):
            case 0:
                rows[at : at + chance.randint(1, 6)] = []
                rows = rows or [""]
            case 1:
                rows[at:at] = rows[other : other + chance.randint(1, 12)]
            case 2:
                rows[at], rows[other] = rows[other], rows[at]
            case 3:
                rows[at] = pick(chance, (" ", "  ", "\t", "- ", "# ", "? ", "! ", "&a ", "<<: ")) + rows[at]
            case 4:
                rows[at] = rows[at].removeprefix("  ")
            case _:
                key, mark, old = rows[at].partition(pick(chance, (": ", ",", ";")))
                rows[at] = f"{key}{mark}{_other_value(old, chance)}"
    return "\n".join(rows).encode("utf-8", "replace")


def _other_value(old: str, chance: Random) -> str:
    """Return another value for *old*, of the same type or of any."""
    kind = chance.randrange(3)
    if kind == 0 and old.startswith('"'):
        return json.dumps(pick(chance, TEXTS), ensure_ascii=False)
    if kind == 0 and old.isdigit():
        return f"{old}.5"
    return str(pick(chance, (*NUMBERS, *TEXTS, "null", "~", "[]", "{}", "true", "|", '"a', "*a", "!!int x")))


def json_values(content: bytes, chance: Random) -> bytes:
    """Replace, remove, double or move values of a JSON document."""
    data = json.loads(content)
    for _ in range(chance.randint(1, 4)):
        locations = list(_places_in(data))
        if not locations:
            break
        holder, key = pick(chance, locations)
        other, other_key = pick(chance, locations)
        match chance.randrange(5):
            case 0:
                del holder[key]
            case 1:
                holder[key] = copy.deepcopy(other[other_key])
            case 2 if isinstance(holder, list):
                holder.insert(key, copy.deepcopy(other[other_key]))
            case 3 if isinstance(holder, dict):
                holder[pick(chance, ("", "kind", "points", "\u202e"))] = copy.deepcopy(holder[key])
            case _:
                holder[key] = pick(chance, (None, True, -1, 0, 1e300, 10**40, 0.1, [], {}, [[]], *TEXTS, *NUMBERS))
        if len(json.dumps(data)) > 2_000_000:
            break
    return json.dumps(data, ensure_ascii=bool(chance.randrange(2))).encode("utf-8", "surrogatepass")


def _places_in(data: object) -> Any:
    """Yield every list or mapping with each of its keys."""
    pending = [data]
    while pending:
        each = pending.pop()
        keys = list(each) if isinstance(each, dict) else range(len(each)) if isinstance(each, list) else ()
        for key in keys:
            yield each, key
            pending.append(each[key])  # type: ignore[index]
