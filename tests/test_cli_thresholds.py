"""``--fail-under`` and ``--strict``: conditions of a script, and how the command reports them."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from kla_score import api
from kla_score.assessment.region import Identity
from kla_score.cli.thresholds import Thresholds
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.parts.carry_over import RowContent
from tests.conftest import TINY, Runner
from tests.workbooks import template_of

SUPPORTED = {"3.1": RowContent(Decimal(10), {}), "1.10": RowContent(Decimal("2.5"), {"figure": "12"})}
"""12.5 points, all of them supported; the rest is unanswered."""
DOUBTED = {**SUPPORTED, "1.1": RowContent(Decimal(5), {})}
"""17.5 points, 5 of them without a document."""
UNRECORDED = {"3.1": RowContent(Decimal(10), {})}
"""10 points that need no document, without recorded evidence."""
BY_WORD = {**SUPPORTED, "1.1": RowContent(Decimal(5), {"document": "ada"})}
"""17.5 points, 5 of them with unnamed evidence, which is a warning."""
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
    "hardly too few": (SUPPORTED, ["--fail-under", "12,51"], 1, "--fail-under: 12.5 supported points are below 12.51"),
    "enough, as our JSON writes it": (SUPPORTED, ["--fail-under", "12.499"], 0, ""),
    "too few, as our JSON writes it": (
        *(SUPPORTED, ["--fail-under", "12.501"], 1),
        "--fail-under: 12.5 supported points are below 12.501",
    ),
    "another predicate": (SUPPORTED, ["--fail-under", "Tinggi"], 1, "--fail-under: 12.5 supported points are below 20"),
    "supported ones count": (DOUBTED, ["--fail-under", "13"], 1, "--fail-under: 12.5 supported points are below 13"),
    "claimed ones count": (UNRECORDED, ["--fail-under", "low"], 0, ""),
    "too few claimed ones": (UNRECORDED, ["--fail-under", "11"], 1, "--fail-under: 10 claimed points are below 11"),
    "nothing doubtful": (SUPPORTED, ["--strict"], 0, ""),
    "a missing document": (DOUBTED, ["--strict"], 1, "--strict: 5 points without complete evidence"),
    "a warning": (BY_WORD, ["--strict"], 1, "--strict: 1 warning"),
    "no evidence at all": (UNRECORDED, ["--strict"], 1, "--strict: 10 points without complete evidence"),
    "not strict": (DOUBTED, [], 0, ""),
}


@pytest.mark.parametrize("command", ["evaluate", "batch"])
@pytest.mark.parametrize(("entries", "asked", "code", "reported"), ASKED.values(), ids=ASKED)
def test_a_sheet_is_compared_with_the_conditions(
    command: str,
    entries: Mapping[str, RowContent],
    asked: list[str],
    code: int,
    reported: str,
    write: Writer,
    run: Runner,
) -> None:
    """The exit code shows the result. A line on stderr names the kind and number of points."""
    outcome = run(command, write("A", entries), "-i", TINY, *asked, "--lang", "en")
    lines = [line for line in outcome.err.splitlines() if "--fail-under" in line or "--strict" in line]

    assert (code, bool(reported)) == (outcome.code, bool(lines))
    assert reported in "".join(lines)


def test_both_are_printed(write: Writer, run: Runner) -> None:
    """The lines of both conditions are printed. With several sheets each is named."""
    sheets = [write("A", DOUBTED), write("B", SUPPORTED)]
    outcome = run("batch", *sheets, "-i", TINY, "--fail-under", "20", "--strict", "--lang", "id")

    assert [f"{sheets[0]}: --fail-under", f"{sheets[0]}: --strict", f"{sheets[1]}: --fail-under"] == [
        line.rpartition(": ")[0] for line in outcome.err.splitlines() if "--fail-under" in line or "--strict" in line
    ]


@pytest.mark.parametrize("command", ["evaluate", "batch"])
def test_quiet_prints_the_result_and_the_reason(command: str, write: Writer, run: Runner) -> None:
    """The result is the same as without -q."""
    sheet = write("A", DOUBTED)
    plain = run(command, sheet, "-i", TINY, "-q", "-f", "json")
    outcome = run(command, sheet, "-i", TINY, "-q", "-f", "json", "--strict")

    assert (1, plain.out) == (outcome.code, outcome.out)
    assert ["--strict"] == re.findall("--strict", outcome.err)


@pytest.mark.parametrize("command", ["evaluate", "batch"])
@pytest.mark.parametrize(("target", "issue"), [("tingi", "target-unknown"), ("1.000", "points-ambiguous")])
def test_an_invalid_condition_is_refused(command: str, target: str, issue: str, write: Writer, run: Runner) -> None:
    """An invalid condition is refused without a result."""
    outcome = run(command, write("A", SUPPORTED), "-i", TINY, "--fail-under", target)

    assert (2, "", True) == (outcome.code, outcome.out, f"[{issue}]" in outcome.err)


def test_a_sheet_that_cannot_be_scored_ends_in_2(tmp_path: Path, run: Runner) -> None:
    """If no sheet is scored, the exit code is 2, whatever the conditions."""
    (tmp_path / "none.xlsx").write_bytes(b"none")

    assert 2 == run("batch", tmp_path / "none.xlsx", "-i", TINY, "--strict").code


def test_a_variable_sets_the_condition(write: Writer, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """One variable can set the condition for a whole pipeline."""
    monkeypatch.setenv("KLA_SCORE_FAIL_UNDER", "high")

    assert 1 == run("evaluate", write("A", SUPPORTED), "-i", TINY).code


def test_several_warnings_are_counted(write: Writer, tiny: Instrument) -> None:
    """The number of warnings has its plural form, and comes before the points."""
    total = api.evaluate(write("A", DOUBTED), tiny).total

    assert ["--strict: 2 warnings and 5 points without complete evidence"] == Thresholds(None, is_strict=True).missed(
        total, 2, Messages("en")
    )
