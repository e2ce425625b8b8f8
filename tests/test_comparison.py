"""What differs between two scorecards, whichever comes first."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kla_score.assessment import RawRow, RawSheet, check_answers
from kla_score.cells import Cell, CellKind, number_cell
from kla_score.comparison import Comparison, Pair
from kla_score.definition import Text
from kla_score.instrument import Instrument
from kla_score.messages import Messages
from kla_score.record import PointsRecord, ScorecardRecord
from kla_score.reports.comparison_pages import comparison_document
from kla_score.reports.scorecard_data import scorecard_data
from kla_score.scoring import score

Filling = Mapping[str, tuple[float | None, str]]
"""Points and what stands in every evidence cell, by code."""


def record_of(filling: Filling, instrument: Instrument) -> ScorecardRecord:
    """Score a sheet and give what would be saved of it."""
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
    """Make another edition: one question is worth more, one has another code, one is gone, one is new."""
    first, *others = instrument.clusters
    indicator, *rest = first.indicators
    one, two, *more = indicator.questions
    bigger = replace(one, maximum=one.maximum + 2)
    renumbered = replace(two, code="9.9")
    questions, maximum = (bigger, renumbered, *more), indicator.maximum + 2
    changed = replace(indicator, questions=questions, maximum=maximum, cap=None)
    cluster = replace(first, indicators=(changed, *rest), maximum=first.maximum + 2)
    return replace(instrument, edition="2", clusters=(cluster, *others), maximum=instrument.maximum + 2)


def changes_of(comparison: Comparison) -> Mapping[str, Any]:
    """Give every number that a comparison works out."""
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
    """Turn the sign of every number."""
    if isinstance(value, Mapping):
        return {key: negative(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(negative(each) for each in value)
    return None if value is None else -value


@given(PAIRS)
def test_the_same_scorecard_does_not_differ(tiny: Instrument, data: st.DataObject) -> None:
    """
    A scorecard held against itself gives nothing.
    """
    record = record_of(data.draw(fillings(tiny)), tiny)

    assert Comparison(record, record).is_empty


@given(PAIRS)
def test_what_differs_is_not_empty(tiny: Instrument, data: st.DataObject) -> None:
    """
    It is empty only where every point and every piece of evidence is the same.
    """
    first, second = (record_of(data.draw(fillings(tiny)), tiny) for _ in range(2))
    is_same = (first.total, first.questions) == (second.total, second.questions)

    assert not (Comparison(first, second).is_empty and first.total != second.total)
    assert Comparison(first, second).is_empty or not is_same


@given(PAIRS, st.booleans())
def test_the_mirror_has_the_other_sign(tiny: Instrument, data: st.DataObject, two_editions: bool) -> None:
    """
    B against A is A against B with every sign turned, of one edition and of two.
    """
    later = other_edition(tiny) if two_editions else tiny
    first, second = record_of(data.draw(fillings(tiny)), tiny), record_of(data.draw(fillings(later)), later)

    assert negative(changes_of(Comparison(first, second))) == changes_of(Comparison(second, first))


@given(PAIRS)
def test_gains_and_losses_mirror(tiny: Instrument, data: st.DataObject) -> None:
    """
    What is gained one way is lost the other way, points and evidence alike.
    """
    first, second = (record_of(data.draw(fillings(tiny)), tiny) for _ in range(2))
    there, back = Comparison(first, second), Comparison(second, first)

    assert (there.gained, there.lost) == (back.lost, back.gained)
    assert [pair.gained for pair in there.questions] == [pair.lost for pair in back.questions]


@given(PAIRS)
def test_gains_less_losses_are_the_difference(tiny: Instrument, data: st.DataObject) -> None:
    """
    Where no cap bites, the total has changed by what its questions have gained and lost.
    """
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
    """
    What machines get of both directions has the sides exchanged and the signs turned.
    """
    first, second = (record_of(data.draw(fillings(tiny)), tiny) for _ in range(2))
    there = comparison_document(Comparison(first, second), [tiny], Messages("id")).data
    back = comparison_document(Comparison(second, first), [tiny], Messages("id")).data
    total: Any = there["total"]
    mirrored: Any = back["total"]

    assert (there["before"], there["gained"], there["added"]) == (back["after"], back["lost"], back["removed"])
    assert (total["before"], negative(total["change"])) == (mirrored["after"], mirrored["change"])


FULL: Filling = {"1.1": (5, "a.pdf"), "1.2a": (2, "a.pdf"), "2.1": (3, "a.pdf; b.pdf")}


def test_evidence_is_lost_where_it_was_there(tiny: Instrument) -> None:
    """
    A document that was named and is not any more is lost, be the points the same or not.
    """
    first = record_of(FULL, tiny)
    second = record_of({**FULL, "1.1": (5, "belum ada")}, tiny)
    (pair,) = [pair for pair in Comparison(first, second).questions if pair.lost]

    assert ("1.1", Decimal(0), Decimal(-5)) == (pair.either.code, pair.claimed, pair.supported)


def test_without_recorded_evidence_none_is_lost(tiny: Instrument) -> None:
    """
    A sheet without evidence says nothing about documents.
    """
    first, second = record_of(FULL, tiny), record_of({code: (points, "") for code, (points, _) in FULL.items()}, tiny)
    comparison = Comparison(first, second)

    assert comparison.total.supported is None
    assert not any(pair.lost for pair in comparison.questions)


def test_what_was_taken_away_is_held_against_the_evidence(tiny: Instrument) -> None:
    """
    Of the points that a verifier took away it is known how many had no complete evidence.
    """
    first = record_of({"1.1": (5, "belum"), "1.2a": (2, "a.pdf"), "3.1": (4, "a.pdf")}, tiny)
    second = record_of({"1.1": (1, "belum"), "1.2a": (2, "a.pdf"), "3.1": (3, "a.pdf")}, tiny)
    lost = Comparison(first, second).lost

    assert (Decimal(5), 2, Decimal(4)) == (lost.points, lost.questions, lost.at_risk)


def test_another_maximum_is_compared_by_shares(tiny: Instrument) -> None:
    """
    Points of another maximum have no difference; their shares have.
    """
    later = other_edition(tiny)
    maximum = tiny.questions["1.1"].maximum
    first, second = (
        record_of({"1.1": (float(maximum), "a.pdf")}, tiny),
        record_of({"1.1": (float(maximum), "a.pdf")}, later),
    )
    (pair,) = [each for each in Comparison(first, second).questions if each.either.code == "1.1"]

    assert (None, Fraction(maximum) / Fraction(maximum + 2) - 1) == (pair.claimed, pair.share)


def test_the_same_code_with_another_text_is_another_question(tiny: Instrument) -> None:
    """
    Two editions may use one code for different things: one is gone then, and one is new.
    """
    later = other_edition(tiny)
    text = Text(id="Berapa luas taman bermain di kota ini?", en="How large is the playground of this city?")
    cluster, *others = later.clusters
    indicator, *rest = cluster.indicators
    question, *more = indicator.questions
    changed = replace(indicator, questions=(replace(question, text=text), *more))
    clusters = (replace(cluster, indicators=(changed, *rest)), *others)
    later = replace(later, clusters=clusters)
    comparison = Comparison(record_of({}, tiny), record_of({}, later))
    alone = [(pair.before is None, pair.after is None) for pair in comparison.questions if pair.either.code == "1.1"]

    assert [(False, True), (True, False)] == alone


def test_a_renumbered_question_is_found_by_its_text(tiny: Instrument) -> None:
    """
    In another edition the code may be another.
    """
    comparison = Comparison(record_of({}, tiny), record_of({}, other_edition(tiny)))
    renumbered = [pair for pair in comparison.questions if pair.after and pair.after.code == "9.9"]

    assert [list(tiny.questions)[1]] == [pair.before.code for pair in renumbered if pair.before]


@pytest.mark.parametrize(("before", "after"), [(None, 5), (5, None)])
def test_what_only_one_side_has_differs(before: int | None, after: int | None) -> None:
    """
    A piece that is not there on one side has no difference in points, and is never the same.
    """
    sides = [
        None if points is None else PointsRecord(claimed=Decimal(points), supported=None, maximum=Decimal(5))
        for points in (before, after)
    ]
    pair = Pair(*sides)

    assert (True, None, None, Fraction(0)) == (pair.differs, pair.claimed, pair.share, pair.weight)
