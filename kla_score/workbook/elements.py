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
_FIRST_CHUNK: Final = 131_072
_CHUNK: Final = 1_048_576
"""Bytes parsed at a time: few at first, since of many sheets only the top is read, then twice as many each time.
Older parsers begin a long attribute anew with each, so they may not all be small."""
_DECLARATION: Final = re.compile(rb"\s*<\?xml\s[^<>]*\?>")
_ENCODING: Final = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_LIKE_ASCII: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "windows-1252"})
_UTF_16: Final[Mapping[bytes, str]] = {
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}


def by_tag(names: AbstractSet[str]) -> Mapping[str, str]:
    """Give *names* by the tags that stand for them: in a namespace of ours, or in none."""
    return {f"{space}{name}": name for name in names for space in SPACES}


def plain_xml(part: bytes) -> bytes:
    """
    Give *part* in UTF-8 and without its declaration, so that what is searched in it is what is parsed.

    Raises:
        ValueError: it is in an encoding in which `<` need not be `<`, or not in the one that it says.

    """
    encoding = _UTF_16.get(part[:2], "utf-8")
    if encoding != "utf-8":
        part = part.decode(encoding).encode("utf-8")
    part = part.removeprefix(b"\xef\xbb\xbf")
    if declaration := _DECLARATION.match(part):
        declared = _ENCODING.search(declaration[0])
        part = part[declaration.end() :]
        named = declared[1].decode("ascii").lower() if declared and encoding == "utf-8" else "utf-8"
        if named not in _LIKE_ASCII:
            raise ValueError(named)
        if named not in {"utf-8", "utf8"}:
            part = part.decode(named).encode("utf-8")
    return part


def finished(
    content: bytes, wanted: AbstractSet[str], within: AbstractSet[str], meter: Callable[[bytes], None]
) -> Iterator[tuple[str, Element]]:
    """
    Yield the *wanted* elements of a part (`plain_xml`) with their names; none is looked for in another.

    An element is good until the next one is asked for. Of what it contains the elements named *within* are there;
    others need not be. Names are those of `SPACES`, or have a namespace of their own in braces. *meter* gets each
    piece of *content* before it is parsed; no more are parsed than needed.

    Raises:
        ValueError: an element contains more than `MAXIMUM_WITHIN`.
        SyntaxError: the XML is not well-formed.

    """
    names = by_tag(wanted | within)
    if len(content) <= _FIRST_CHUNK:
        meter(content)
        yield from _within(XML(content), names, wanted)
        return
    count = 0
    for element in _ended(content, meter):
        name = names.get(element.tag)
        if name is not None and name not in wanted:
            count += 1
            if count > MAXIMUM_WITHIN:
                raise ValueError(element.tag)
            continue
        if name is not None:
            yield name, element
            count = 0
        element.clear()


def _within(element: Element, names: Mapping[str, str], wanted: AbstractSet[str]) -> Iterator[tuple[str, Element]]:
    """Yield what is wanted in *element*; what is in that again is not looked for."""
    for each in element:
        name = names.get(each.tag)
        if name is not None and name in wanted:
            yield name, each
        elif len(each):
            yield from _within(each, names, wanted)


def _ended(content: bytes, meter: Callable[[bytes], None]) -> Iterator[Element]:
    """Yield each element at its end."""
    parser: XMLPullParser[Element] = XMLPullParser(("end",))
    position, size = 0, _FIRST_CHUNK
    while position < len(content):
        piece = content[position : position + size]
        meter(piece)
        parser.feed(piece)
        yield from _read(parser)
        position, size = position + size, min(2 * size, _CHUNK)
    parser.close()
    yield from _read(parser)


def _read(parser: "XMLPullParser[Element]") -> Iterator[Element]:
    events = cast("Iterator[tuple[str, Element]]", parser.read_events())
    return (element for _, element in events)
