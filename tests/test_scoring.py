"""From answers to points and predicates."""

from decimal import Decimal

import pytest

from kla_score.assessment import Answer, Assessment
from kla_score.evidence import look_for, read_references
from kla_score.instrument import Instrument
from kla_score.scoring import Scorecard, find_standing, score


def scored(
    instrument: Instrument, points: dict[str, str], evidence: dict[str, dict[str, str]] | None = None
) -> Scorecard:
    """Score *points* by code, with *evidence* by code and kind; None records no evidence at all."""
    answers = {}
    for code, question in instrument.questions.items():
        references = {kind: read_references(text) for kind, text in (evidence or {}).get(code, {}).items()}
        found = look_for(question.alternatives, references)
        answers[code] = Answer(Decimal(points[code]) if code in points else None, found)
    return score(Assessment(answers, evidence_recorded=evidence is not None), instrument)


FULL = {"1.1": "5", "1.2a": "4.5", "1.10": "2.5", "2.1": "6", "2.2": "4", "3.1": "10", "3.2": "0"}


def test_a_full_sheet_reaches_the_maximum(tiny: Instrument) -> None:
    """
    All points of every question give the maximum, cap included.
    """
    total = scored(tiny, FULL).total

    assert (Decimal(30), Decimal(30)) == (total.claimed, total.maximum)


def test_a_cap_cuts_claimed_points(tiny: Instrument) -> None:
    """
    An indicator counts at most its cap, and what it adds up to is kept.
    """
    indicator = scored(tiny, FULL).clusters[0].indicators[1]

    assert (Decimal(8), Decimal(10)) == (indicator.tally.claimed, indicator.uncapped.claimed)


def test_a_cap_cuts_supported_points_on_its_own(tiny: Instrument) -> None:
    """
    Supported points are capped apart from the claimed ones: 6 of 10 stay 6.
    """
    indicator = scored(tiny, FULL, {"2.1": {"photo": "a.jpg"}}).clusters[0].indicators[1]

    assert (Decimal(8), Decimal(6)) == (indicator.tally.claimed, indicator.tally.supported)


def test_supported_points_are_capped(tiny: Instrument) -> None:
    """
    With all evidence there, 10 points count as 8.
    """
    evidence = {"2.1": {"photo": "a.jpg"}, "2.2": {"photo": "b.jpg"}}

    assert Decimal(8) == scored(tiny, FULL, evidence).clusters[0].indicators[1].tally.supported


def test_evidence_is_all_or_nothing(tiny: Instrument) -> None:
    """
    A question with one of three documents has no supported points.
    """
    supported = scored(tiny, {"1.2a": "4.5"}, {"1.2a": {"document": "a.pdf;b.pdf"}}).total.supported

    assert supported == 0


def test_a_question_without_requirement_is_supported_as_claimed(tiny: Instrument) -> None:
    """
    Where nothing is asked for, nothing can be missing.
    """
    assert Decimal(7) == scored(tiny, {"3.1": "7"}, {}).total.supported


def test_without_any_evidence_supported_is_unknown(tiny: Instrument) -> None:
    """
    "Not recorded" is not 0, at no level.
    """
    scorecard = scored(tiny, FULL)
    levels = [
        scorecard.total,
        *(each.tally for each in scorecard.clusters),
        *(each.tally for each in scorecard.questions),
    ]

    assert {None} == {tally.supported for tally in levels}


def test_a_question_worth_nothing_is_never_open(tiny: Instrument) -> None:
    """
    A data item counts neither as a question that can earn nor as an answer.
    """
    total = scored(tiny, {"3.2": "0"}).total

    assert (0, 6) == (total.answered, total.questions)


def test_missing_evidence_is_sorted_by_points(tiny: Instrument) -> None:
    """
    The largest comes first, equals stay in the order of the instrument, and nothing worth 0 is named.
    """
    missing = scored(tiny, FULL | {"2.2": "4.5", "1.1": "0"}, {"1.10": {"figure": "3"}}).missing_evidence

    assert ["2.1", "1.2a", "2.2"] == [each.question.code for each in missing]


def test_sums_are_exact(tiny: Instrument) -> None:
    """
    A tenth added up is a tenth: no binary number comes near.
    """
    assert Decimal("0.3") == scored(tiny, {"1.1": "0.1", "1.2a": "0.1", "1.10": "0.1"}).total.claimed


STANDINGS = [
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


@pytest.mark.parametrize(("total", "held", "following", "needed", "is_between"), STANDINGS)
def test_predicates_start_at_their_lower_limit(
    kla: Instrument, total: str, held: str | None, following: str | None, needed: str | None, *, is_between: bool
) -> None:
    """
    Limits are included, the way to the next is exact, and a total in a gap is flagged.
    """
    standing = find_standing(Decimal(total), kla.predicates)
    said = (
        standing.predicate.id if standing.predicate else None,
        standing.next.id if standing.next else None,
        standing.needed,
        standing.is_between_bands,
    )

    assert (held, following, Decimal(needed) if needed else None, is_between) == said


def test_an_instrument_without_predicates_has_no_standing() -> None:
    """
    No predicates, no next one, no gap.
    """
    standing = find_standing(Decimal(5), ())

    assert (None, None, None, False) == (standing.predicate, standing.next, standing.needed, standing.is_between_bands)
