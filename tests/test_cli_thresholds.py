"""``--fail-under`` and ``--strict``: what a script asks of a score, and how it is told."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from kla_score.assessment.region import Identity
from kla_score.instrument import Instrument
from kla_score.parts.carry_over import RowContent
from tests.conftest import TINY, Runner
from tests.workbooks import template_of

SUPPORTED = {"3.1": RowContent(Decimal(10), {}), "1.10": RowContent(Decimal("2.5"), {"figure": "12"})}
"""12.5 points, all of them supported; the rest is unanswered."""
DOUBTED = {**SUPPORTED, "1.1": RowContent(Decimal(5), {})}
"""17.5 points, 5 of them without a document."""
UNRECORDED = {"3.1": RowContent(Decimal(10), {})}
"""10 points that need no document, and no evidence recorded."""
BY_WORD = {**SUPPORTED, "1.1": RowContent(Decimal(5), {"document": "ada"})}
"""17.5 points, 5 of them on a word, which is a warning."""

Writer = Callable[[str, Mapping[str, RowContent]], Path]


@pytest.fixture
def write(tmp_path: Path, tiny: Instrument) -> Writer:
    def write(name: str, entries: Mapping[str, RowContent]) -> Path:
        path = tmp_path / f"{name}.xlsx"
        identity = {Identity.KIND: "kabupaten", Identity.NAME: name, Identity.YEAR: "2024", Identity.PROVINCE: "P"}
        path.write_bytes(template_of(tiny, entries, identity))
        return path

    return write


ASKED = {
    "enough": (SUPPORTED, ["--fail-under", "low"], 0, ""),
    "exactly enough": (SUPPORTED, ["--fail-under", "12.5"], 0, ""),
    "hardly too few": (SUPPORTED, ["--fail-under", "12,51"], 1, "--fail-under: supported 12.5, fewer than 12.51"),
    "enough, as our JSON writes it": (SUPPORTED, ["--fail-under", "12.499"], 0, ""),
    "too few, as our JSON writes it": (
        *(SUPPORTED, ["--fail-under", "12.501"], 1),
        "--fail-under: supported 12.5, fewer than 12.501",
    ),
    "another predicate": (SUPPORTED, ["--fail-under", "Tinggi"], 1, "--fail-under: supported 12.5, fewer than 20"),
    "supported ones count": (DOUBTED, ["--fail-under", "13"], 1, "--fail-under: supported 12.5, fewer than 13"),
    "claimed ones count": (UNRECORDED, ["--fail-under", "low"], 0, ""),
    "too few claimed ones": (UNRECORDED, ["--fail-under", "11"], 1, "--fail-under: claimed 10, fewer than 11"),
    "nothing doubtful": (SUPPORTED, ["--strict"], 0, ""),
    "a missing document": (DOUBTED, ["--strict"], 1, "--strict: 5 points without complete evidence"),
    "a warning": (BY_WORD, ["--strict"], 1, "--strict: 1 warning"),
    "no evidence at all": (UNRECORDED, ["--strict"], 1, "--strict: 10 points without complete evidence"),
    "not strict": (DOUBTED, [], 0, ""),
}


@pytest.mark.parametrize("command", ["evaluate", "batch"])
@pytest.mark.parametrize(("entries", "asked", "code", "reported"), ASKED.values(), ids=ASKED)
def test_a_sheet_is_held_against_what_is_asked(
    command: str,
    entries: Mapping[str, RowContent],
    asked: list[str],
    code: int,
    reported: str,
    write: Writer,
    run: Runner,
) -> None:
    """
    The exit code tells, and a line on stderr says which points and how many.
    """
    outcome = run(command, write("A", entries), "-i", TINY, *asked, "--lang", "en")
    lines = [line for line in outcome.err.splitlines() if "--fail-under" in line or "--strict" in line]

    assert (code, bool(reported)) == (outcome.code, bool(lines))
    assert reported in "".join(lines)


def test_both_are_printed(write: Writer, run: Runner) -> None:
    """
    One does not hide the other; with several sheets each is named.
    """
    sheets = [write("A", DOUBTED), write("B", SUPPORTED)]
    outcome = run("batch", *sheets, "-i", TINY, "--fail-under", "20", "--strict", "--lang", "id")

    assert [f"{sheets[0]}: --fail-under", f"{sheets[0]}: --strict", f"{sheets[1]}: --fail-under"] == [
        line.rpartition(": ")[0] for line in outcome.err.splitlines() if "--fail-under" in line or "--strict" in line
    ]


@pytest.mark.parametrize("command", ["evaluate", "batch"])
def test_quiet_leaves_the_result_and_the_reason(command: str, write: Writer, run: Runner) -> None:
    """
    And the result is the same as without.
    """
    sheet = write("A", DOUBTED)
    plain = run(command, sheet, "-i", TINY, "-q", "-f", "json")
    outcome = run(command, sheet, "-i", TINY, "-q", "-f", "json", "--strict")

    assert (1, plain.out) == (outcome.code, outcome.out)
    assert ["--strict"] == re.findall("--strict", outcome.err)


@pytest.mark.parametrize("command", ["evaluate", "batch"])
@pytest.mark.parametrize(("target", "issue"), [("tingi", "target-unknown"), ("1.000", "points-ambiguous")])
def test_what_is_asked_has_to_be_understood(command: str, target: str, issue: str, write: Writer, run: Runner) -> None:
    """
    Nothing is shown that would seem to have passed.
    """
    outcome = run(command, write("A", SUPPORTED), "-i", TINY, "--fail-under", target)

    assert (2, "", True) == (outcome.code, outcome.out, f"[{issue}]" in outcome.err)


def test_a_sheet_that_cannot_be_scored_stays_one(tmp_path: Path, run: Runner) -> None:
    """
    Nothing scored is 2, whatever else is asked for.
    """
    (tmp_path / "none.xlsx").write_bytes(b"none")

    assert 2 == run("batch", tmp_path / "none.xlsx", "-i", TINY, "--strict").code


def test_a_variable_asks_as_well(write: Writer, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Set once for a whole pipeline.
    """
    monkeypatch.setenv("KLA_SCORE_FAIL_UNDER", "high")

    assert 1 == run("evaluate", write("A", SUPPORTED), "-i", TINY).code
