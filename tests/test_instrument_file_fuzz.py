"""Hostile instrument files: for any bytes, the check ends soon with a result."""

import re
import time
from typing import Final, NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kla_score.instrument_file import CheckedFile
from kla_score.issues import has_errors
from tests.conftest import DESA, TINY, Checker

TEXT: Final = TINY.read_text(encoding="utf-8")
VILLAGE: Final = DESA.read_text(encoding="utf-8")
MEBIBYTE: Final = 1024 * 1024
SECONDS: Final = 10
"""
The limit of processor time, which finds quadratic growth. ``benchmarks/hostile_instruments.py`` measures speed.
"""
ISSUES: Final = 1_001


def complaints(check: Checker, content: bytes) -> list[str]:
    """Check *content*, and return the broken promises about any file."""
    before = time.process_time()
    checked = check(content)
    seconds = time.process_time() - before
    promises = {
        f"an answer within {SECONDS} seconds, not {seconds:.1f}": seconds <= SECONDS,
        f"at most {ISSUES} issues, not {len(checked.issues)}": len(checked.issues) <= ISSUES,
        "an instrument or errors": has_errors(checked.issues) != (checked.instrument is not None),
        "places inside the file": are_inside(checked, content),
        "issues in the order of the file": are_sorted(checked),
    }
    return [promise for promise, is_kept in promises.items() if not is_kept]


def are_inside(checked: CheckedFile, content: bytes) -> bool:
    """Return whether every place is a possible line and column. Issues of the whole file have none."""
    lines = len(content.splitlines()) + len(re.findall("[\x85\u2028\u2029]", content.decode("utf-8", "ignore"))) + 1
    whole = {"findings-cut", "file-is-workbook", "file-text-too-large"}
    locations = [issue.location for issue in checked.issues if issue.code not in whole]
    return all(1 <= location.line <= lines and location.column >= 1 for location in locations)


def are_sorted(checked: CheckedFile) -> bool:
    """Return whether issues are sorted by line and column, with the note about further issues last."""
    codes = [issue.code for issue in checked.issues]
    locations = [
        (issue.location.line, issue.location.column) for issue in checked.issues if issue.code != "findings-cut"
    ]
    return sorted(locations) == locations and "findings-cut" not in codes[:-1]


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "ignore")))
@example(b"? ")
@example(b"PK\x03\x04")
@example(b"*a : b")
@example(b"%YAML 9.9\n---\n")
@example(b"clusters: [{indicators: [{questions: [{evidence: {any_of: 1}}]}]}]")
@example(b"clusters: [{indicators: [{questions: [{kind: choice, options: {}}, {kind: percentage, bands: [1, ~]}]}]}]")
@example(b"clusters: {}\nsources: ~\nagencies: 1\nevidence_kinds: [[]]\npredicates: {gate: ~}")
def test_any_bytes_end_in_an_answer(check: Checker, content: bytes) -> None:
    """For any bytes the check soon returns errors or an instrument, without an exception."""
    assert [] == complaints(check, content)


SIGNS: Final = (
    *("\n", "\t", " ", ":", "- ", "? ", "[", "]", "{", "}", ",", "#", "&a ", "*a", "<<: ", "!!str ", "|\n", ">\n"),
    *("---\n", "...\n", "%YAML 1.1\n", "%TAG ! x\n", '"', "'", "\\", "@", "`", "%", "\r"),
    *("\ufeff", "\u2028", "\x85", "\x07", "\x00", "é", "😀", "\u0301", "\ud800"),
)
PIECES: Final = (
    *("null", "true", "no", "1e999", "9" * 40, "-0", "1.0000", "100.001", "id: 1\n", "maximum: -0\n", "a: &a [*a]\n"),
    *("any_of:", "all_of:", "questions:", "clusters: []", "kind: ", 'kind: "choice"\n', 'kind: "percentage"\n'),
    *("options: []\n", "bands: {}\n", "at_least: 0\n", "above: ", "up_to: 101\n", "points: ~\n", "gate:\n", "cap: 1\n"),
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Remove slices of an instrument, double them, move them or replace them by special characters."""
    text = draw(st.sampled_from([TEXT, VILLAGE]))
    for _ in range(draw(st.integers(1, 4))):
        start, length = draw(st.integers(0, len(text))), draw(st.integers(0, 300))
        piece = text[start : start + length]
        instead = draw(
            st.sampled_from(["", piece * 2, piece[::-1], *SIGNS, *PIECES])
            | st.integers(0, len(text)).map(lambda other, length=length, text=text: text[other : other + length])  # type: ignore[misc]
            | st.text(max_size=5)
        )
        text = text[:start] + instead + text[start + length :]
    return text.encode("utf-8", "surrogatepass")


@given(damaged())
def test_any_damage_ends_in_an_answer(check: Checker, content: bytes) -> None:
    """For any damage the check soon returns errors or an instrument, without an exception."""
    assert [] == complaints(check, content)


class Filled(NamedTuple):
    """A file of 1 MiB: *head*, repeated *unit*, *tail*. ``@`` in the unit is the number of the repetition."""

    unit: str
    head: str = ""
    tail: str = ""

    def content(self) -> bytes:
        """Return the content of the file."""
        room = MEBIBYTE - len((self.head + self.tail).encode("utf-8"))
        if "@" not in self.unit:
            return (self.head + self.unit * (room // len(self.unit.encode("utf-8"))) + self.tail).encode("utf-8")
        units, number = [], 0
        while (room := room - len(self.unit.replace("@", str(number)))) >= 0:
            units.append(self.unit.replace("@", str(number)))
            number += 1
        return (self.head + "".join(units) + self.tail).encode("utf-8")


QUESTIONS: Final = "clusters: [{indicators: [{questions: ["
ENDS: Final = "]}]}]"

NASTY: Final = {
    # the language
    "directives with names": Filled("%TAG !a@! x\n"),
    "marks above marks": Filled(
        "\u0301\u0323", TEXT.partition("Apakah ada layanan?")[0], TEXT.partition("Apakah ada layanan?")[2]
    ),
    "many sets": Filled(
        '- {all_of: [{kind: "document", what: {id: "a", en: "b"}}]}\n                  ',
        TEXT.partition("any_of:\n")[0] + "any_of:\n                  ",
    ),
    # nesting
    "opening brackets": Filled("["),
    "closing brackets": Filled("]"),
    "opening braces": Filled("{"),
    "brackets and braces": Filled("[{"),
    "braces with keys": Filled("{a: "),
    "hyphens": Filled("- "),
    "lines of hyphens": Filled("-\n"),
    "question marks": Filled("? "),
    "lines of question marks": Filled("?\n"),
    "colons": Filled(": "),
    "lines of colons": Filled(":\n"),
    "keys on one line": Filled("a: "),
    "commas": Filled(",", "["),
    "as deep as allowed, in flow": Filled("[" * 48 + "]" * 48 + ",", "a: [", "]"),
    "as deep as allowed, in lines": Filled("- " * 48 + "x\n"),
    "a staircase": Filled("".join(" " * depth + "a:\n" for depth in range(49))),
    # long things
    "one huge key": Filled("x", "", ": y\n"),
    "one huge quoted key": Filled("x", '"', '": y\n'),
    "one huge key behind a question mark": Filled("x", "? ", "\n: y\n"),
    "one huge word": Filled("x", "id: "),
    "one huge text": Filled("x", 'id: "', '"\n'),
    "one huge code": Filled("x", TEXT[: TEXT.index('"1.1"')], "\n"),
    "many words": Filled("x ", "id: "),
    "many lines of a word": Filled(" x\n", "id: x\n"),
    "one literal text": Filled(" x\n", "id: |\n"),
    "one folded text": Filled("\n", "id: >\n", " x\n"),
    "one huge anchor": Filled("x", "a: &", " x\n"),
    "one huge alias": Filled("x", "a: *", "\n"),
    "one huge tag": Filled("x", "a: !", " x\n"),
    "one tag of escapes": Filled("%41", "a: !", " x\n"),
    # quotes and escapes
    "an open quote": Filled("x", 'a: "'),
    "many quotes": Filled('"'),
    "many apostrophes": Filled("''", "a: '", "'\n"),
    "escaped line breaks": Filled("\\n", 'a: "', '"\n'),
    "escaped lines": Filled("\\\n", 'a: "', '"\n'),
    "escaped characters": Filled("\\U0001F600", 'a: "', '"\n'),
    "wrong escapes": Filled("\\q", 'a: "', '"\n'),
    "empty lines in quotes": Filled(" \n", 'a: "', '"\n'),
    # nothing
    "line breaks": Filled("\n"),
    "carriage returns": Filled("\r"),
    "blanks": Filled(" "),
    "tabs": Filled("\t"),
    "number signs": Filled("#"),
    "lines of number signs": Filled("#\n"),
    "documents": Filled("---\n"),
    "document ends": Filled("...\n"),
    "directives": Filled("%YAML 1.1\n"),
    "unknown directives": Filled("%x y\n"),
    # keys
    "unknown keys": Filled("k@: 1\n"),
    "unknown keys in an agency": Filled(
        "    k@: 1\n", TEXT[: TEXT.index("    aliases:")], TEXT[TEXT.index("    aliases:") :]
    ),
    "keys that look right": Filled("maximum@: 1\n"),
    "a repeated key": Filled("a: 1\n"),
    "a repeated key in flow": Filled("a,", "{", "}"),
    "a repeated mapping": Filled("a: {b: 1}\n"),
    "lists as keys": Filled("? [a]\n: b\n"),
    "mappings as keys": Filled("? {a: b}\n"),
    "merge keys": Filled("<<: 1\n"),
    "merge keys of lists": Filled("<<: [{a: 1}]\n"),
    # references and tags
    "aliases": Filled("*a,", "[", "]"),
    "anchors": Filled("- &a@ x\n"),
    "anchors on one value": Filled("&a ", "x: "),
    "tags": Filled("!!x ,", "[", "]"),
    "tags on lines": Filled("- !!str x\n"),
    "tags on one value": Filled("!x ", "x: "),
    # numbers
    "numbers with 30 digits": Filled("9" * 30 + ",", "[", "]"),
    "numbers with 31 digits": Filled("9" * 31 + ",", "[", "]"),
    "one huge number": Filled("9", "maximum: "),
    "one huge fraction": Filled("9", "maximum: 0."),
    "one huge exponent": Filled("9", "maximum: 1e"),
    "one huge hexadecimal number": Filled("f", "maximum: 0x"),
    "one huge number of minutes": Filled(":59", "maximum: 1"),
    "one huge number with points": Filled("9.", "maximum: "),
    "one huge number with colons": Filled("9:", "maximum: "),
    "one huge number with underscores": Filled("1_", "maximum: "),
    "one huge date": Filled("0", "edition: 2024-01-01 00:00:00."),
    "words for no": Filled("no,", "[", "]"),
    # pieces of an instrument
    "questions with a kind": Filled('{kind: "points"},', QUESTIONS, ENDS),
    "choices without options": Filled('{kind: "choice", options: [0]},', QUESTIONS, ENDS),
    "empty agencies": Filled("{},", "agencies: [", "]"),
    "agencies of one name": Filled('{id: "a@", name: {id: "a", en: "a"}, short: "a"},', "agencies: [", "]"),
    "predicates of one range": Filled(
        '{id: "p@", name: {id: "p", en: "p"}, lower_limit: 1, printed_from: 1, printed_to: 1},', "predicates: [", "]"
    ),
    "sets of no evidence": Filled("{all_of: []},", f"{QUESTIONS}{{evidence: {{any_of: [", f"]}}}}{ENDS}"),
    "evidence of nothing": Filled("{},", f"{QUESTIONS}{{evidence: [", f"]}}{ENDS}"),
    # characters
    "NUL": Filled("\0"),
    "a bell behind blanks": Filled(" ", "", "\x07"),
    "next lines": Filled("\x85"),
    "line separators in quotes": Filled("\u2028", 'a: "', '"'),
    "byte order marks": Filled("\ufeff"),
    "byte order marks in a text": Filled("\ufeff", "a: "),
    "faces": Filled("😀: 1\n"),
    "percent signs": Filled("%"),
    "pipes": Filled("|"),
    "at signs": Filled("`"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", NASTY)
def test_a_hostile_file_gets_an_answer(name: str, check: Checker) -> None:
    """The check ends soon for 1 MiB of hostile content."""
    assert [] == complaints(check, NASTY[name].content())


BYTES: Final = {
    "no UTF-8 at all": b"\xff" * MEBIBYTE,
    "UTF-8 but for the last byte": "é".encode() * (MEBIBYTE // 2 - 1) + b"\xc3",
    "a comment that ends in half a character": b"#" + b" " * (MEBIBYTE - 3) + b"\xe2\x80",
    "one byte too many": b" " * (MEBIBYTE + 1),
}


@pytest.mark.parametrize("content", BYTES.values(), ids=BYTES)
def test_undecodable_bytes_get_an_answer(content: bytes, check: Checker) -> None:
    """A file with an encoding error at any position is refused as soon."""
    assert [] == complaints(check, content)
