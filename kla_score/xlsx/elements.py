"""
The elements of one XML part of a workbook, each as soon as it is complete; no part is ever in memory as a whole tree.

Standard library only, whatever else is installed.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final, cast
from xml.etree.ElementTree import XML, Element, XMLPullParser

SPACES: Final = (
    "",
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://schemas.openxmlformats.org/package/2006/relationships}",
)
"""The namespaces whose elements mean something here."""
MAXIMUM_WITHIN: Final = 262_144
"""So many elements may be in one that is waited for; a row has 16,384 cells."""
MAXIMUM_DEPTH: Final = 100
"""So many elements may stand in each other; no program writes twenty."""
_FIRST_CHUNK: Final = 131_072
_CHUNK: Final = 1_048_576
"""Bytes parsed at a time: few at first, since of many sheets only the top is read, then twice as many each time.
Older parsers begin a long attribute anew with each, so they may not all be small."""
_MARK: Final = b"\xef\xbb\xbf"
"""How a text in UTF-8 may begin."""
_DECLARATION: Final = re.compile(
    rb"<\?xml\s+version\s*=\s*[\"']1\.[0-9][\"']"
    rb"(?:\s+encoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,39})[\"'])?"
    rb"(?:\s+standalone\s*=\s*[\"'](?:yes|no)[\"'])?\s*\?>"
)
_OF_BYTES: Final = re.compile(r"(us-)?ascii|utf-?8|iso[-_]?8859-?[0-9]{1,2}|latin-?[0-9]{1,2}|(windows-|cp)[0-9]{3,4}")
"""Encodings of one byte a sign, and the usual one."""


def by_tag(names: AbstractSet[str]) -> Mapping[str, str]:
    """Give *names* by the tags that stand for them: in a namespace of ours, or in none."""
    return {f"{space}{name}": name for name in names for space in SPACES}


def plain_xml(part: bytes) -> bytes:
    """
    Give *part* in UTF-8 and without its declaration, so that what is searched in it is what is parsed.

    Raises:
        ValueError: it is in another encoding than it says, or in one that no workbook has.

    """
    wide = _wide_encoding(part)
    content = part.decode(wide).encode("utf-8") if wide else part
    is_marked = content.startswith(_MARK)
    content = content.removeprefix(_MARK)
    if content.startswith(b"<?xml"):
        declaration = _DECLARATION.match(content)
        if declaration is None:
            raise ValueError(content[:100])
        named = (declaration[1] or b"utf-8").decode("ascii").lower()
        content = content[declaration.end() :]
        if declaration[1] and named.startswith("utf-16") is not bool(wide):
            raise ValueError(named)
        if not wide and named not in {"utf-8", "utf8"}:
            if is_marked or not _OF_BYTES.fullmatch(named):
                raise ValueError(named)
            content = content.decode(named).encode("utf-8")
    # A second declaration or mark, or signs of two bytes: then a parser would read something else.
    if b"\0" in content or content.startswith((b"<?xml", b"\xff\xfe", b"\xfe\xff", _MARK)):
        raise ValueError(content[:100])
    return content


def _wide_encoding(part: bytes) -> str:
    """Name the encoding when signs have two bytes, as a mark or the first sign tells."""
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if part[:1] == b"\0":
        return "utf-16-be"
    return "utf-16-le" if part[1:2] == b"\0" else ""


def finished(content: bytes, wanted: AbstractSet[str], meter: Callable[[bytes], None]) -> Iterator[tuple[str, Element]]:
    """
    Yield the *wanted* elements of a part (`plain_xml`) with their names; none is looked for in another.

    An element is good until the next one is asked for, with all that it contains. Names are those of `SPACES`, or have
    a namespace of their own in braces. *meter* gets each piece of *content* before it is parsed; no more are parsed
    than needed.

    Raises:
        ValueError: one contains more than `MAXIMUM_WITHIN`, or they stand in each other too deep.
        SyntaxError: the XML is not well-formed.

    """
    names = by_tag(wanted)
    if len(content) <= _FIRST_CHUNK:
        meter(content)
        return _within(XML(content), names, 1)
    return _parse_in_chunks(content, names, meter)


def _within(element: Element, names: Mapping[str, str], depth: int) -> Iterator[tuple[str, Element]]:
    if depth > MAXIMUM_DEPTH:
        raise ValueError(element.tag)
    for each in element:
        name = names.get(each.tag)
        if name is not None:
            yield name, each
        elif len(each):
            yield from _within(each, names, depth + 1)


def _parse_in_chunks(
    content: bytes, names: Mapping[str, str], meter: Callable[[bytes], None]
) -> Iterator[tuple[str, Element]]:
    around: list[Element] = []  # the elements that are open
    inside, count = "", 0  # the one that is waited for, if it is open, and how many there are in it
    depth = 0  # at which it began
    for is_start, element in _events(content, meter):
        if is_start:
            around.append(element)
            if len(around) > MAXIMUM_DEPTH:
                raise ValueError(element.tag)
            if not inside and element.tag in names and len(around) > 1:
                inside, count, depth = names[element.tag], 0, len(around)
            count += 1
            if inside and count > MAXIMUM_WITHIN:
                raise ValueError(element.tag)
            continue
        if inside and len(around) == depth:
            yield inside, element
            inside = ""
        around.pop()
        if not inside and around:
            around[-1].clear()  # of it, and of the text between, nothing stays


def _events(content: bytes, meter: Callable[[bytes], None]) -> Iterator[tuple[bool, Element]]:
    """Yield each element when it starts and when it ends."""
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    position, size = 0, _FIRST_CHUNK
    while position < len(content):
        chunk = content[position : position + size]
        meter(chunk)
        if len(chunk) == _CHUNK and b"<" not in chunk:  # no text that anybody reads is so long, in any writing
            raise ValueError(position)
        parser.feed(chunk)
        yield from _read(parser)
        position, size = position + size, min(2 * size, _CHUNK)
    parser.close()
    yield from _read(parser)


def _read(parser: "XMLPullParser[Element]") -> Iterator[tuple[bool, Element]]:
    events = cast("Iterator[tuple[str, Element]]", parser.read_events())
    return ((kind == "start", element) for kind, element in events)
