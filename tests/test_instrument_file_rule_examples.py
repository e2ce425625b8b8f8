"""The examples of the linter's rules: each failing piece has one finding, each passing piece is in use."""

from pathlib import Path
from textwrap import dedent, indent
from typing import Final, NamedTuple

import pytest

from kla_score.instrument_file import check_instrument
from kla_score.issues import CATALOGUE, MARK, Severity
from tests.conftest import DESA

WITH_EXAMPLE: Final = {code: each for code, each in CATALOGUE.items() if each.failing}
LINES: Final = DESA.read_text(encoding="utf-8").splitlines()

FAMILIES: Final = (
    *("yaml-", "key-", "value-", "identifier-", "definition-", "question-without-agency"),
    *("text-repeated", "text-invisible-character", "text-typographic-quotes"),
    *("sum-", "surplus-", "cap-", "predicates-", "gate-", "option-", "options-", "ladder-", "band-", "bands-"),
)
"""The prefixes of the codes of instrument files, without codes about the whole file."""


class Indented(NamedTuple):
    """The place of a piece in the example instrument: its first line, counted from 0, and its indentation."""

    line: int
    blanks: int


def blanks_of(line: str) -> int:
    return len(line) - len(line.lstrip())


def marks_of(piece: str) -> list[Indented]:
    """Find *piece* as whole lines, with any indentation."""
    first, *others = piece.split("\n")
    count = 1 + len(others)
    return [
        Indented(line, blanks_of(LINES[line]) - blanks_of(first))
        for line in range(len(LINES) - count + 1)
        if dedent("\n".join(LINES[line : line + count])) == piece
    ]


def with_failing(code: str) -> tuple[str, tuple[int, int]]:
    """Insert the failing piece of *code* into the example instrument. Return the text, and the place of the mark."""
    example = WITH_EXAMPLE[code]
    (place,) = marks_of(example.passing)
    rest = LINES[place.line + len(example.passing.split("\n")) :]
    marked = "\n".join([*LINES[: place.line], indent(example.failing, " " * place.blanks), *rest, ""])
    before = marked.partition(MARK)[0]
    return marked.replace(MARK, ""), (before.count("\n") + 1, len(before) - before.rfind("\n"))


def test_every_rule_of_the_linter_has_an_example() -> None:
    """Each code of an instrument file has an example, and no other code has one."""
    assert {code for code in CATALOGUE if code.startswith(FAMILIES)} == WITH_EXAMPLE.keys()


def test_the_example_instrument_is_valid() -> None:
    """The file has no error and no warning without a failing piece, only its declared cap."""
    assert ["cap-declared"] == [issue.code for issue in check_instrument(DESA).issues]


@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_a_passing_example_is_in_use(code: str) -> None:
    """The passing piece occurs in the example instrument exactly once."""
    assert 1 == len(marks_of(WITH_EXAMPLE[code].passing))


@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_a_failing_example_is_marked_once(code: str) -> None:
    """The failing piece has one mark, the passing piece has none."""
    assert (1, 0) == (WITH_EXAMPLE[code].failing.count(MARK), WITH_EXAMPLE[code].passing.count(MARK))


@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_a_failing_example_fits_in_place_of_the_passing_one(code: str) -> None:
    """The pieces are whole lines without a common indentation, so that one can replace the other."""
    example = WITH_EXAMPLE[code]

    assert [example.failing, example.passing] == [
        dedent(piece).removesuffix("\n") for piece in (example.failing, example.passing)
    ]


@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_a_failing_example_has_one_finding(code: str, tmp_path: Path) -> None:
    """With the failing piece, the only finding beside the declared cap is at the mark."""
    text, location = with_failing(code)
    path = tmp_path / f"{code}.yaml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    found = [
        (issue.code, issue.location.line, issue.location.column)
        for issue in check_instrument(path).issues
        if issue.code == code or issue.code != "cap-declared"
    ]

    assert [(code, *location)] == found


@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_only_an_example_with_an_error_makes_a_file_unusable(code: str, tmp_path: Path) -> None:
    """A file with a warning or a note can be used. One with an error cannot."""
    path = tmp_path / f"{code}.yaml"
    path.write_bytes(with_failing(code)[0].encode("utf-8", "surrogateescape"))

    assert (CATALOGUE[code].severity is Severity.ERROR) is (check_instrument(path).instrument is None)
