"""The comparison of two scorecards, in either direction."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kla_score.analysis.comparison import Comparison, Movement, Pair, QuestionPair
from kla_score.analysis.saved_records import PointsRecord, ScorecardRecord
from kla_score.assessment import RawRow, RawSheet, check_answers
from kla_score.cells import Cell, CellKind, number_cell
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument.base import Text
from kla_score.reports.data.comparison import tenths
from kla_score.reports.data.scorecard import scorecard_data
from kla_score.reports.views.comparison import comparison_document
from kla_score.reports.views.labels import share_of_maximum
from kla_score.scoring import score

Filling = Mapping[str, tuple[float | None, str]]
"""Points and the text of every evidence cell, by code."""


def record_of(filling: Filling, instrument: Instrument) -> ScorecardRecord:
    """Score a sheet and return its saved record."""
    rows = []
    for code in instrument.questions:
        points, text = filling.get(code, (None, ""))
        cell = Cell() if points is None else number_cell(points)
        evidence = Cell(CellKind.TEXT, text) if text else Cell()
        rows.append(RawRow(Cell(CellKind.TEXT, code), cell, {kind.id: evidence for kind in instrument.evidence_kinds}))
    scorecard = score(check_answers(RawSheet(rows), instrument), instrument)
    return ScorecardRecord.model_validate(scorecard_data(scorecard))


def fillings(instrument: Instrument) -> st.SearchStrategy[Filling]:
    """Draw points and evidence for every question, sometimes no evidence at all."""
    texts = st.sampled_from(["", "", "a.pdf", "ada", "a.pdf; b.pdf", "-"])
    return st.fixed_dictionaries(
        {
            code: st.tuples(st.sampled_from([None, 0.0, float(question.maximum) / 2, float(question.maximum)]), texts)
            for code, question in instrument.questions.items()
        }
    )


PAIRS = st.data()


def other_edition(instrument: Instrument) -> Instrument:
    """Return another edition: one question has more points, one has another code, one is gone, one is new."""
    first, *others = instrument.clusters
    indicator, *rest = first.indicators
    one, two, *more = indicator.questions
    bigger = one.with_changes(maximum=one.maximum + 2)
    renumbered = two.with_changes(code="9.9")
    questions, maximum = (bigger, renumbered, *more), indicator.maximum + 2
    changed = indicator.with_changes(questions=questions, maximum=maximum, cap=None)
    cluster = first.with_changes(indicators=(changed, *rest), maximum=first.maximum + 2)
    return instrument.with_changes(edition="2", clusters=(cluster, *others), maximum=instrument.maximum + 2)


def changes_of(comparison: Comparison) -> Mapping[str, Any]:
    """Return every number of a comparison."""
    return {
        "total": (comparison.total.claimed, comparison.total.supported),
        "clusters": {pair.either.id: (pair.claimed, pair.supported, pair.share) for pair in comparison.clusters},
        "indicators": {pair.either.id: (pair.claimed, pair.supported) for pair in comparison.indicators},
        "questions": {
            frozenset(side.code for side in (pair.before, pair.after) if side): (
                pair.claimed,
                pair.supported,
                pair.weight,
            )
            for pair in comparison.questions
        },
    }


def negative(value: Any) -> Any:
    """Reverse the sign of every number."""
    if isinstance(value, Mapping):
        return {key: negative(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(negative(each) for each in value)
    return None if value is None else -value


@given(PAIRS)
def test_the_same_scorecard_does_not_differ(tiny: Instrument, data: st.DataObject) -> None:
    """The comparison of a scorecard with itself is empty."""
    record = record_of(data.draw(fillings(tiny)), tiny)

    assert Comparison(record, record).is_empty


@given(PAIRS)
def test_a_comparison_with_differences_is_not_empty(tiny: Instrument, data: st.DataObject) -> None:
    """A comparison is empty only if all points and all evidence are the same."""
    first, second = (record_of(data.draw(fillings(tiny)), tiny) for _ in range(2))
    is_same = (first.total, first.questions) == (second.total, second.questions)

    assert not (Comparison(first, second).is_empty and first.total != second.total)
    assert Comparison(first, second).is_empty or not is_same


@given(PAIRS, st.booleans())
def test_the_mirror_has_the_other_sign(tiny: Instrument, data: st.DataObject, two_editions: bool) -> None:
    """The comparison of B with A has the opposite signs of that of A with B."""
    later = other_edition(tiny) if two_editions else tiny
    first, second = record_of(data.draw(fillings(tiny)), tiny), record_of(data.draw(fillings(later)), later)

    assert negative(changes_of(Comparison(first, second))) == changes_of(Comparison(second, first))


@given(PAIRS)
def test_gains_and_losses_mirror(tiny: Instrument, data: st.DataObject) -> None:
    """A gain in one direction is a loss in the other, for points and evidence."""
    first, second = (record_of(data.draw(fillings(tiny)), tiny) for _ in range(2))
    there, back = Comparison(first, second), Comparison(second, first)

    assert (there.gained, there.lost) == (back.lost, back.gained)
    assert [pair.gained for pair in there.questions] == [pair.lost for pair in back.questions]


@given(PAIRS)
def test_gains_less_losses_are_the_difference(tiny: Instrument, data: st.DataObject) -> None:
    """Without an active cap, the change of the total is the sum of gains minus losses."""
    codes = [code for each in tiny.indicators if not each.cap for code in (q.code for q in each.questions)]
    first, second = (
        record_of({code: each for code, each in data.draw(fillings(tiny)).items() if code in codes}, tiny)
        for _ in range(2)
    )
    comparison = Comparison(first, second)

    assert comparison.total.claimed == comparison.gained.points - comparison.lost.points


@given(PAIRS)
@settings(max_examples=30)
def test_the_document_mirrors_too(tiny: Instrument, data: st.DataObject) -> None:
    """The data of both directions have exchanged sides and opposite signs."""
    first, second = (record_of(data.draw(fillings(tiny)), tiny) for _ in range(2))
    there = comparison_document(Comparison(first, second), [tiny], Messages("id")).data
    back = comparison_document(Comparison(second, first), [tiny], Messages("id")).data
    total: Any = there["total"]
    mirrored: Any = back["total"]

    assert (there["before"], there["gained"], there["added"]) == (back["after"], back["lost"], back["removed"])
    assert (total["before"], negative(total["change"])) == (mirrored["after"], mirrored["change"])


FULL: Filling = {"1.1": (5, "a.pdf"), "1.2a": (2, "a.pdf"), "2.1": (3, "a.pdf; b.pdf")}


def test_evidence_is_lost_where_it_was_there(tiny: Instrument) -> None:
    """A document is lost if only the earlier sheet names it, whether the points change or not."""
    first = record_of(FULL, tiny)
    second = record_of({**FULL, "1.1": (5, "belum ada")}, tiny)
    (pair,) = [pair for pair in Comparison(first, second).questions if pair.lost]

    assert ("1.1", Decimal(0), Decimal(-5)) == (pair.either.code, pair.claimed, pair.supported)


def test_without_recorded_evidence_none_is_lost(tiny: Instrument) -> None:
    """A sheet without evidence has no lost documents."""
    first, second = record_of(FULL, tiny), record_of({code: (points, "") for code, (points, _) in FULL.items()}, tiny)
    comparison = Comparison(first, second)

    facts = comparison_document(comparison, [tiny], Messages("en")).facts

    assert comparison.total.supported is None
    assert not any(pair.lost for pair in comparison.questions)
    assert ("Supported", "not available in (2)") in facts


def test_deducted_points_are_compared_with_the_evidence(tiny: Instrument) -> None:
    """The comparison counts how many of the deducted points had no complete evidence."""
    first = record_of({"1.1": (5, "belum"), "1.2a": (2, "a.pdf"), "3.1": (4, "a.pdf")}, tiny)
    second = record_of({"1.1": (1, "belum"), "1.2a": (2, "a.pdf"), "3.1": (3, "a.pdf")}, tiny)
    lost = Comparison(first, second).lost

    assert (Decimal(5), 2, Decimal(4)) == (lost.points, lost.questions, lost.at_risk)


def with_other_maximum(before: float, after: float, instrument: Instrument) -> Comparison:
    """Compare *before* points of 5 with *after* points of 7, in the first question."""
    later = other_edition(instrument)

    return Comparison(record_of({"1.1": (before, "a.pdf")}, instrument), record_of({"1.1": (after, "a.pdf")}, later))


def test_another_maximum_is_compared_by_shares(tiny: Instrument) -> None:
    """Points with different maxima are compared by shares, weighted by the mean maximum."""
    (pair,) = [each for each in with_other_maximum(5, 5, tiny).questions if each.either.code == "1.1"]

    assert (None, None, Fraction(-2, 7), Fraction(-12, 7)) == (pair.claimed, pair.supported, pair.share, pair.weight)


def test_shares_are_those_of_the_scorecard() -> None:
    """A comparison rounds percentages as the page of a single result, and a gain is the mirror of a loss."""
    messages = Messages("en")
    for points in range(3001):
        share = Fraction(points, 3000)
        shown = share_of_maximum(Decimal(points), Decimal(3000), messages).number
        assert (shown, -shown) == (tenths(share), tenths(-share))


@pytest.mark.parametrize(("before", "after"), [(5, 0), (0, 7)])
def test_points_of_another_maximum_are_neither_gained_nor_lost(before: float, after: float, tiny: Instrument) -> None:
    """Such points are counted, but not added to the other gains and losses."""
    comparison = with_other_maximum(before, after, tiny)

    assert (1, 0, 0) == (comparison.with_other_maximum, comparison.gained.questions, comparison.lost.questions)


def test_gains_are_sorted_largest_first(tiny: Instrument) -> None:
    """Small gains are in the sorted list, too."""
    later = {"1.1": (0.5, ""), "2.1": (3.0, ""), "3.1": (1.0, "")}
    gains = Comparison(record_of({}, tiny), record_of(later, tiny)).gains

    assert ["2.1", "3.1", "1.1"] == [pair.either.code for pair in gains]


def test_without_recorded_evidence_nothing_is_known_to_be_at_risk(tiny: Instrument) -> None:
    """Gained points are at risk only if evidence is recorded."""
    gained = Comparison(record_of({}, tiny), record_of({"1.1": (5, "")}, tiny)).gained

    assert Movement(Decimal(5), 1, None) == gained


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param((5, "a.pdf"), (5, "a.pdf"), False, id="nothing"),
        pytest.param((5, "a.pdf"), (4, "a.pdf"), True, id="points"),
        pytest.param((0, "a.pdf"), (0, "belum"), True, id="evidence lost"),
        pytest.param((0, "belum"), (0, "a.pdf"), True, id="evidence gained"),
    ],
)
def test_a_question_differs_in_points_or_in_evidence(
    before: tuple[float, str], after: tuple[float, str], expected: bool, tiny: Instrument
) -> None:
    """A difference in either is enough."""
    (pair, *_) = Comparison(record_of({"1.1": before}, tiny), record_of({"1.1": after}, tiny)).questions

    assert expected is pair.differs


def test_questions_that_exchange_their_points_differ(tiny: Instrument) -> None:
    """Two scorecards with equal sums can still differ."""
    first, second = (
        record_of({one: (2, ""), other: (1, "")}, tiny) for one, other in (("1.1", "1.2a"), ("1.2a", "1.1"))
    )

    assert not Comparison(first, second).is_empty


def test_evidence_of_a_question_on_one_side_is_neither_gained_nor_lost(tiny: Instrument) -> None:
    """A new question has no counterpart for its evidence."""
    filled = dict.fromkeys((*tiny.questions, "9.9"), (0.0, "a.pdf; b.pdf"))
    alone = [QuestionPair(None, each) for each in record_of(filled, tiny).questions]

    assert not any(pair.gained or pair.lost for pair in alone)


def sides_of(pairs: Sequence[Pair[Any]]) -> list[tuple[str | None, str | None]]:
    """Return the ids on both sides of every pair."""
    return [(pair.before and pair.before.id, pair.after and pair.after.id) for pair in pairs]


def with_first_indicator(instrument: Instrument, **changed: Any) -> Instrument:
    """Return the next edition of *instrument* with the first indicator *changed*."""
    first, *others = instrument.clusters
    indicator, *rest = first.indicators
    cluster = first.with_changes(indicators=(indicator.with_changes(**changed), *rest))
    return instrument.with_changes(edition="2", clusters=(cluster, *others))


def test_clusters_are_paired_by_their_ids(tiny: Instrument) -> None:
    """Clusters with the same id are paired, whatever their names in the other edition."""
    later = tiny.with_changes(clusters=tuple(each.with_changes(name=OTHER_NAME) for each in tiny.clusters), edition="2")
    comparison = Comparison(record_of({}, tiny), record_of({}, later))

    assert [("A", "A"), ("B", "B")] == sides_of(comparison.clusters)


OTHER_NAME: Final = Text(id="Sesuatu yang lain", en="Something else")

TOGETHER: Final = [("1", "1"), ("2", "2"), ("3", "3")]
APART: Final = [("1", None), ("2", "2"), ("3", "3"), (None, "1")]

INDICATORS: Final[Mapping[str, tuple[Mapping[str, Any], Sequence[tuple[str | None, str | None]]]]] = {
    "the same name": ({}, TOGETHER),
    "half of the words are the same": ({"name": Text(id="Kebijakan daerah", en="Local policies")}, TOGETHER),
    "a third of the words is the same": ({"name": Text(id="Kebijakan daerah baru", en="New local policies")}, APART),
    "another name": ({"name": OTHER_NAME}, APART),
    "another code": ({"code": "9"}, [("1", None), ("2", "2"), ("3", "3"), (None, "9")]),
}
"""A change in the first indicator, named "Kebijakan", and the resulting pairs."""


@pytest.mark.parametrize(("changed", "expected"), INDICATORS.values(), ids=INDICATORS)
def test_indicators_are_paired_by_code_and_name(
    changed: Mapping[str, Any], expected: Sequence[tuple[str | None, str | None]], tiny: Instrument
) -> None:
    """Names in two editions must be similar. Indicators of the later edition alone come last."""
    comparison = Comparison(record_of({}, tiny), record_of({}, with_first_indicator(tiny, **changed)))

    assert expected == sides_of(comparison.indicators)


def test_the_same_code_with_another_text_is_another_question(tiny: Instrument) -> None:
    """If two editions use one code for different texts, one question is gone and one is new."""
    later = other_edition(tiny)
    text = Text(id="Berapa luas taman bermain di kota ini?", en="How large is the playground of this city?")
    cluster, *others = later.clusters
    indicator, *rest = cluster.indicators
    question, *more = indicator.questions
    changed = indicator.with_changes(questions=(question.with_changes(text=text), *more))
    clusters = (cluster.with_changes(indicators=(changed, *rest)), *others)
    later = later.with_changes(clusters=clusters)
    comparison = Comparison(record_of({}, tiny), record_of({}, later))
    alone = [(pair.before is None, pair.after is None) for pair in comparison.questions if pair.either.code == "1.1"]

    assert [(False, True), (True, False)] == alone


def test_a_renumbered_question_is_found_by_its_text(tiny: Instrument) -> None:
    """A question is found by its text if its code differs in the other edition."""
    comparison = Comparison(record_of({}, tiny), record_of({}, other_edition(tiny)))
    renumbered = [pair for pair in comparison.questions if pair.after and pair.after.code == "9.9"]

    assert [list(tiny.questions)[1]] == [pair.before.code for pair in renumbered if pair.before]


@pytest.mark.parametrize(("before", "after"), [(None, 5), (5, None)])
def test_a_part_on_one_side_only_differs(before: int | None, after: int | None) -> None:
    """A part on one side only has no difference in points, and is never equal."""
    sides = [
        None if points is None else PointsRecord(claimed=Decimal(points), supported=None, maximum=Decimal(5))
        for points in (before, after)
    ]
    pair = Pair(*sides)

    points = (pair.claimed, pair.supported)

    assert (True, (None, None), None, Fraction(0)) == (pair.differs, points, pair.share, pair.weight)
