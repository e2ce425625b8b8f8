"""Points and predicates from answers."""

from decimal import Decimal
from typing import Final

import pytest

from kla_score.assessment import Answer, Assessment
from kla_score.instrument import Instrument
from kla_score.instrument.evidence import match_evidence
from kla_score.instrument.evidence_entries import read_references
from kla_score.scoring import PredicateResult, Scorecard, Tally, find_predicate, score
from tests.instruments import with_value


def scored(
    instrument: Instrument, points: dict[str, str], evidence: dict[str, dict[str, str]] | None = None
) -> Scorecard:
    """Score *points* by code, with *evidence* by code and type. None records no evidence at all."""
    answers = {}
    for code, question in instrument.questions.items():
        references = {kind: read_references(text) for kind, text in (evidence or {}).get(code, {}).items()}
        found = match_evidence(question.alternatives, references)
        answers[code] = Answer(Decimal(points[code]) if code in points else None, found)
    return score(Assessment(answers, evidence_recorded=evidence is not None), instrument)


FULL = {"1.1": "5", "1.2a": "4.5", "1.10": "2.5", "2.1": "6", "2.2": "4", "3.1": "10", "3.2": "0"}


def test_a_full_sheet_reaches_the_maximum(tiny: Instrument) -> None:
    """All points of every question give the maximum, cap included."""
    total = scored(tiny, FULL).total

    assert (Decimal(30), Decimal(30)) == (total.claimed, total.maximum)


@pytest.mark.parametrize("recorded", [(None, Decimal(1)), (Decimal(1), None)])
def test_a_sum_is_recorded_if_all_its_parts_are(recorded: tuple[Decimal | None, Decimal | None]) -> None:
    """If one part has no recorded evidence, neither has the sum."""
    one, other = (Tally(Decimal(2), supported, Decimal(3), 1, 1) for supported in recorded)

    assert Tally(Decimal(4), None, Decimal(6), 2, 2) == one + other


def test_points_not_earned_complete_the_maximum(tiny: Instrument) -> None:
    """The points not earned are the maximum minus the claimed points."""
    assert Decimal("25.5") == scored(tiny, {"1.2a": "4.5"}).total.not_reached


def test_a_cap_cuts_claimed_points(tiny: Instrument) -> None:
    """An indicator counts at most its cap, and its sum is kept."""
    indicator = scored(tiny, FULL).clusters[0].indicators[1]

    assert (Decimal(8), Decimal(10)) == (indicator.tally.claimed, indicator.uncapped.claimed)


def test_a_cap_cuts_supported_points_separately(tiny: Instrument) -> None:
    """Supported points have their own cap: 6 of 10 stay 6."""
    indicator = scored(tiny, FULL, {"2.1": {"photo": "a.jpg"}}).clusters[0].indicators[1]

    assert (Decimal(8), Decimal(6)) == (indicator.tally.claimed, indicator.tally.supported)


def test_supported_points_are_capped(tiny: Instrument) -> None:
    """With complete evidence, 10 points count as 8."""
    evidence = {"2.1": {"photo": "a.jpg"}, "2.2": {"photo": "b.jpg"}}

    assert Decimal(8) == scored(tiny, FULL, evidence).clusters[0].indicators[1].tally.supported


def test_evidence_is_all_or_nothing(tiny: Instrument) -> None:
    """A question with one of three documents has no supported points."""
    supported = scored(tiny, {"1.2a": "4.5"}, {"1.2a": {"document": "a.pdf;b.pdf"}}).total.supported

    assert supported == 0


def test_a_question_without_requirement_is_supported_as_claimed(tiny: Instrument) -> None:
    """Without a requirement no evidence can be missing."""
    assert Decimal(7) == scored(tiny, {"3.1": "7"}, {}).total.supported


def test_without_any_evidence_supported_is_unknown(tiny: Instrument) -> None:
    """
    "Not recorded" is not 0 at any level.
    """
    scorecard = scored(tiny, FULL)
    levels = [
        scorecard.total,
        *(each.tally for each in scorecard.clusters),
        *(each.tally for each in scorecard.questions),
    ]

    assert {None} == {tally.supported for tally in levels}


def test_a_question_worth_nothing_is_never_unanswered(tiny: Instrument) -> None:
    """Such a question counts neither as one that can earn nor as an answer."""
    total = scored(tiny, {"3.2": "0"}).total

    assert (0, 6) == (total.answered, total.questions)


def test_missing_evidence_is_sorted_by_points(tiny: Instrument) -> None:
    """The most points come first, equal ones stay in order, and questions worth 0 are omitted."""
    missing = scored(tiny, FULL | {"2.2": "4.5", "1.1": "0"}, {"1.10": {"figure": "3"}}).missing_evidence

    assert ["2.1", "1.2a", "2.2"] == [each.question.code for each in missing]


def test_sums_are_exact(tiny: Instrument) -> None:
    """The sum of tenths is exact, unlike that of binary numbers."""
    assert Decimal("0.3") == scored(tiny, {"1.1": "0.1", "1.2a": "0.1", "1.10": "0.1"}).total.claimed


PREDICATE_RESULTS = [
    ("0", None, "pratama", "500", False),
    ("499.5", None, "pratama", "0.5", False),
    ("499.999", None, "pratama", "0.001", False),
    ("500", "pratama", "madya", "101", False),
    ("600", "pratama", "madya", "1", False),
    ("600.5", "pratama", "madya", "0.5", True),
    ("601", "madya", "nindya", "100", False),
    ("700.001", "madya", "nindya", "0.999", True),
    ("771.81", "nindya", "utama", "29.19", False),
    ("800.999", "nindya", "utama", "0.001", True),
    ("801", "utama", "kla", "100", False),
    ("900.5", "utama", "kla", "0.5", True),
    ("901", "kla", None, None, False),
    ("1000", "kla", None, None, False),
]


@pytest.mark.parametrize(("total", "held", "following", "needed", "is_between"), PREDICATE_RESULTS)
def test_predicates_start_at_their_threshold(
    kla: Instrument, total: str, held: str | None, following: str | None, needed: str | None, *, is_between: bool
) -> None:
    """Thresholds are inclusive, the missing points are exact, and a total in a gap is marked."""
    predicate_result = find_predicate(Decimal(total), kla.predicates)
    reported = (
        predicate_result.predicate.id if predicate_result.predicate else None,
        predicate_result.next.id if predicate_result.next else None,
        predicate_result.needed,
        predicate_result.is_between_bands,
    )

    assert (held, following, Decimal(needed) if needed else None, is_between) == reported


SHARED_ENDS = {
    **dict.fromkeys(("600", "600.001", "600.5", "600.999"), ("pratama", "madya")),
    **dict.fromkeys(("700", "700.5"), ("madya", "nindya")),
    **dict.fromkeys(("800", "800.5"), ("nindya", "utama")),
    **dict.fromkeys(("900", "900.999"), ("utama", "kla")),
    **dict.fromkeys(("0", "499.999", "500", "599.999", "601", "701", "801", "901", "1000")),
}


@pytest.mark.parametrize(("total", "readings"), SHARED_ENDS.items(), ids=SHARED_ENDS)
def test_a_total_on_a_shared_end_has_two_readings(
    total: str, readings: tuple[str, str] | None, kla: Instrument
) -> None:
    """At a printed upper end and in the gap above it, but not at the end of the last range or below the first."""
    found = find_predicate(Decimal(total), kla.predicates)

    assert readings == (
        (found.predicate.id, found.next.id) if found.is_on_shared_end and found.predicate and found.next else None
    )


def test_an_instrument_without_predicates_has_no_predicate_result() -> None:
    """The result has no predicate, no next one and no gap."""
    predicate_result = find_predicate(Decimal(5), ())

    assert (None, None, None, False) == (
        predicate_result.predicate,
        predicate_result.next,
        predicate_result.needed,
        predicate_result.is_between_bands,
    )


def gated(instrument: Instrument, position: int = 1, *, applies: bool = True, indicators: int = 3) -> Instrument:
    """Return the tiny instrument with a gate at 70 percent of its indicators, with maxima of 12, 8 and 10."""
    gate = {"indicators": Decimal(indicators), "share": Decimal(70), "status": "confirmed", "applies": applies}
    return with_value(instrument, ("predicates", position, "gate"), gate)


def outcome_of(predicate_result: PredicateResult | None) -> tuple[str | None, str | None, Decimal | None, int]:
    """Return the predicate, the next one, and its missing points and indicators."""
    assert predicate_result is not None

    held, following = (each.id if each else None for each in (predicate_result.predicate, predicate_result.next))
    return held, following, predicate_result.needed, predicate_result.indicators_needed


HIGH: Final = ("high", None, None, 0)

GATES: Final[dict[str, tuple[dict[str, str], tuple[str | None, str | None, Decimal | None, int]]]] = {
    "all indicators full": ({}, HIGH),
    "the share of all exactly": ({"1.1": "1.4", "2.1": "1.6", "3.1": "7"}, HIGH),
    "the share of one exactly": ({"3.1": "7"}, HIGH),
    "a thousandth below the share": ({"3.1": "6.999"}, ("low", "high", Decimal(0), 1)),
    "the share of a capped indicator": ({"2.1": "1.6"}, HIGH),
    "a thousandth below the share of a capped one": ({"2.1": "1.599"}, ("low", "high", Decimal(0), 1)),
    "two indicators below": ({"1.1": "1", "2.1": "1"}, ("low", "high", Decimal(0), 2)),
    "points short as well": ({"1.1": "0", "2.1": "0", "3.1": "6"}, ("low", "high", Decimal(3), 3)),
    "below the first": ({"1.1": "0", "1.2a": "0", "2.1": "0", "3.1": "0"}, (None, "low", Decimal("3.5"), 0)),
}
"""Changes to a full sheet, and its result if the gate needs all three indicators."""


@pytest.mark.parametrize(("changed", "expected"), GATES.values(), ids=GATES)
def test_a_gate_holds_a_predicate_back(
    changed: dict[str, str], expected: tuple[str | None, str | None, Decimal | None, int], tiny: Instrument
) -> None:
    """Points alone do not reach a gated predicate. The share is inclusive, and missing indicators are counted."""
    assert expected == outcome_of(scored(gated(tiny), FULL | changed).claimed)


@pytest.mark.parametrize("changed", [changed for changed, _ in GATES.values()], ids=GATES)
def test_a_gate_that_does_not_apply_changes_nothing(changed: dict[str, str], tiny: Instrument) -> None:
    """A reported gate removes no predicate and needs no indicator."""
    without = outcome_of(scored(tiny, FULL | changed).claimed)

    assert without == outcome_of(scored(gated(tiny, applies=False), FULL | changed).claimed)


@pytest.mark.parametrize(("indicators", "expected"), [(1, True), (3, False)], ids=["passed", "not passed"])
def test_a_gate_leaves_one_reading_of_a_shared_end(indicators: int, expected: bool, tiny: Instrument) -> None:
    """19 points have a second reading only if the gate of the next predicate is passed."""
    predicate_result = scored(gated(tiny, indicators=indicators), {"3.1": "10", "1.1": "5", "2.2": "4"}).claimed

    assert expected == predicate_result.is_on_shared_end


@pytest.mark.parametrize(("wanted", "missing"), [(1, 0), (2, 1), (3, 2)])
def test_a_gate_needs_a_number_of_indicators(wanted: int, missing: int, tiny: Instrument) -> None:
    """Any indicators count, and the missing ones are counted."""
    predicate_result = scored(gated(tiny, indicators=wanted), FULL | {"1.1": "1", "2.1": "1"}).claimed

    assert missing == predicate_result.indicators_needed


def test_more_indicators_than_a_gate_needs_do_no_harm(tiny: Instrument) -> None:
    """Three are enough for a gate that needs one."""
    assert HIGH == outcome_of(scored(gated(tiny, indicators=1), FULL).claimed)


def test_only_points_can_be_missing(tiny: Instrument) -> None:
    """With enough indicators only points are missing."""
    predicate_result = scored(gated(tiny, indicators=2), FULL | {"2.1": "0", "2.2": "0", "3.1": "7"}).claimed

    assert ("low", "high", Decimal(1), 0) == outcome_of(predicate_result)


def test_a_gate_can_hold_back_the_first_predicate(tiny: Instrument) -> None:
    """With its points but without its indicators, the first predicate is the next one."""
    predicate_result = scored(gated(tiny, 0), {"3.1": "10", "1.1": "5"}).claimed

    assert (None, "low", Decimal(0), 2) == outcome_of(predicate_result)


def test_the_gate_of_a_later_predicate_is_ignored(tiny: Instrument) -> None:
    """Only the next predicate has missing requirements."""
    predicate_result = scored(gated(tiny), {"3.1": "9"}).claimed

    assert (None, "low", Decimal(1), 0) == outcome_of(predicate_result)


@pytest.mark.parametrize("points", ["6", "0"], ids=["inside", "at its lower limit"])
def test_a_total_held_back_by_a_gate_is_in_no_gap(points: str, tiny: Instrument) -> None:
    """A total inside the printed range of the next predicate is in no gap."""
    predicate_result = scored(gated(tiny), FULL | {"3.1": points}).claimed

    assert ("low", False) == (
        predicate_result.predicate and predicate_result.predicate.id,
        predicate_result.is_between_bands,
    )


ALL_EVIDENCE: Final = {
    "1.1": {"document": "a.pdf"},
    "1.2a": {"document": "b.pdf;c.pdf", "photo": "d.jpg"},
    "1.10": {"figure": "3"},
    "2.1": {"photo": "e.jpg"},
    "2.2": {"photo": "f.jpg"},
}


def test_a_gate_checks_supported_points_separately(tiny: Instrument) -> None:
    """Claimed points pass the gate. Supported points are enough, but one indicator is missing."""
    evidence = {code: found for code, found in ALL_EVIDENCE.items() if code != "2.1"}
    scorecard = scored(gated(tiny), FULL, evidence)

    assert (HIGH, ("low", "high", Decimal(0), 1)) == (outcome_of(scorecard.claimed), outcome_of(scorecard.supported))


def test_with_all_evidence_both_totals_pass_a_gate(tiny: Instrument) -> None:
    """Supported points count for the gate like claimed ones."""
    scorecard = scored(gated(tiny), FULL, ALL_EVIDENCE)

    assert (HIGH, HIGH) == (outcome_of(scorecard.claimed), outcome_of(scorecard.supported))


def test_a_scorecard_is_one_line_in_a_console(tiny: Instrument) -> None:
    """The line has the region and both totals."""
    assert "<Scorecard of an unnamed region: claimed 4.5, supported – of 30>" == repr(scored(tiny, {"1.2a": "4.5"}))


def test_a_scorecard_is_a_table_in_a_notebook(tiny: Instrument) -> None:
    """The table has a row for each cluster and the total. Names cannot become markup."""
    named = with_value(tiny, ("clusters", 0, "name", "id"), "<b>Sehat</b>")
    rows = (
        "<td></td><td>claimed</td><td>supported</td><td>maximum</td>",
        "<td>&lt;b&gt;Sehat&lt;/b&gt;</td><td>4.5</td><td>4.5</td><td>20</td>",
        f"<td>{tiny.clusters[1].name.id}</td><td>0</td><td>0</td><td>10</td>",
        "<td></td><td>4.5</td><td>4.5</td><td>30</td>",
    )

    assert (
        f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
        == scored(named, {"1.2a": "4.5"}, {"1.2a": {"document": "a.pdf; b.pdf", "photo": "c.jpg"}})._repr_html_()
    )
