"""
Yield the elements of one XML part of a workbook when they are complete, without a tree of the whole part.

Only the standard library is used, whatever else is installed.
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
"""The namespaces whose elements are read."""
MAXIMUM_WITHIN: Final = 262_144
"""The maximum number of elements in a wanted one. A row has 16,384 cells."""
MAXIMUM_DEPTH: Final = 100
"""The maximum nesting of elements. No program writes twenty levels."""
_FIRST_CHUNK: Final = 131_072
_CHUNK: Final = 1_048_576
"""
The maximum number of bytes parsed at a time. Chunks start small, because often only the top is read, and double.

Older parsers restart a long attribute with each chunk, so they must not all be small.
"""
_MARK: Final = b"\xef\xbb\xbf"
"""The byte order mark of UTF-8."""
_DECLARATION: Final = re.compile(
    rb"<\?xml\s+version\s*=\s*[\"']1\.[0-9][\"']"
    rb"(?:\s+encoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,39})[\"'])?"
    rb"(?:\s+standalone\s*=\s*[\"'](?:yes|no)[\"'])?\s*\?>"
)
_OF_BYTES: Final = re.compile(r"(us-)?ascii|utf-?8|iso[-_]?8859-?[0-9]{1,2}|latin-?[0-9]{1,2}|(windows-|cp)[0-9]{3,4}")
"""Encodings with one byte per character, and UTF-8."""


def by_tag(names: AbstractSet[str]) -> Mapping[str, str]:
    """Return *names* by their tags: in a known namespace, or without one."""
    return {f"{space}{name}": name for name in names for space in SPACES}


def to_utf8_xml(part: bytes) -> bytes:
    """
    Return *part* in UTF-8 and without its declaration, so that searches see the same text as the parser.

    Raises:
        ValueError: Its encoding differs from its declaration, or is one that no workbook has.

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
    # With a second declaration or mark, or with two-byte characters, a parser would read something else.
    if b"\0" in content or content.startswith((b"<?xml", b"\xff\xfe", b"\xfe\xff", _MARK)):
        raise ValueError(content[:100])
    return content


def _wide_encoding(part: bytes) -> str:
    """Return the encoding if characters have two bytes, according to a mark or the first character."""
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if part[:1] == b"\0":
        return "utf-16-be"
    return "utf-16-le" if part[1:2] == b"\0" else ""


def iter_elements(
    content: bytes, wanted: AbstractSet[str], meter: Callable[[bytes], None]
) -> Iterator[tuple[str, Element]]:
    """
    Yield the *wanted* elements of a part (`to_utf8_xml`) with their names, without searching inside them.

    An element and its contents are valid until the next one is requested. Names are in `SPACES`, or have their own
    namespace in braces. *meter* gets each chunk of *content* before it is parsed. No more is parsed than needed.

    Raises:
        ValueError: An element contains more than `MAXIMUM_WITHIN` others, or the nesting is too deep.
        SyntaxError: The XML is not well-formed.

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
    around: list[Element] = []  # the open elements
    inside, count = "", 0  # the wanted element, if it is open, and the number of elements in it
    depth = 0  # of the wanted element
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
            around[-1].clear()  # the element and the text around it are discarded


def _events(content: bytes, meter: Callable[[bytes], None]) -> Iterator[tuple[bool, Element]]:
    """Yield each element when it starts and when it ends."""
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    position, size = 0, _FIRST_CHUNK
    while position < len(content):
        chunk = content[position : position + size]
        meter(chunk)
        if len(chunk) == _CHUNK and b"<" not in chunk:  # no valid text is as long as a chunk, in any encoding
            raise ValueError(position)
        parser.feed(chunk)
        yield from _read(parser)
        position, size = position + size, min(2 * size, _CHUNK)
    parser.close()
    yield from _read(parser)


def _read(parser: "XMLPullParser[Element]") -> Iterator[tuple[bool, Element]]:
    events = cast("Iterator[tuple[str, Element]]", parser.read_events())
    return ((kind == "start", element) for kind, element in events)
