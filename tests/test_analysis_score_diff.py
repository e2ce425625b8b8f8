"""The scores of one sheet by two instruments."""

from decimal import Decimal

from kla_score.analysis.score_diff import changed_questions, refused_by_one
from kla_score.assessment import RawRow, RawSheet, check_answers
from kla_score.cells import Cell, CellKind, number_cell
from kla_score.instrument import Instrument
from kla_score.issues import Location
from kla_score.scoring import Scorecard, score
from tests.instruments import FIRST_INDICATOR, FIRST_QUESTION, SECOND_QUESTION, with_value


def scored(instrument: Instrument, points: dict[str, float], evidence: str = "") -> Scorecard:
    """Score a sheet with *points* by code, and *evidence* in the column of documents of the last row."""
    rows = [
        RawRow(
            Cell(CellKind.TEXT, code, location=Location("", "A", f"A{number}")),
            number_cell(each)._replace(location=Location("", "A", f"B{number}")),
        )
        for number, (code, each) in enumerate(points.items(), start=2)
    ]
    if evidence:
        cell = Cell(CellKind.TEXT, evidence, location=Location("", "A", "C9"))
        rows[-1] = rows[-1]._replace(evidence={"document": cell})
    return score(check_answers(RawSheet(rows), instrument), instrument)


def test_questions_with_other_points_are_paired(tiny: Instrument) -> None:
    """A question that only one instrument has is compared with nothing. The same points are no change."""
    renamed = with_value(tiny, (*SECOND_QUESTION, "code"), "1.9")
    new = with_value(renamed, (*SECOND_QUESTION, "text"), {"id": "Pertanyaan baru", "en": "A new question"})
    points = {"1.1": 5.0, "1.2a": 4.0}
    changed = changed_questions(tiny, new, scored(tiny, points), scored(new, {"1.1": 5.0, "1.9": 3.0}))

    assert [("1.2a", Decimal(4), None), ("1.9", None, Decimal(3))] == [
        (code, old and old.tally.claimed, later and later.tally.claimed) for code, (old, later) in changed
    ]


def test_an_answer_that_only_one_instrument_accepts_is_named(tiny: Instrument) -> None:
    """Points above the maximum of one instrument are refused by it."""
    lower = with_value(tiny, (*SECOND_QUESTION, "maximum"), Decimal(3))
    lower = with_value(lower, (*FIRST_INDICATOR, "maximum"), Decimal("10.5"))
    before, after = (scored(each, {"1.1": 9.0, "1.2a": 4.0}) for each in (tiny, lower))

    assert [[], ["1.2a"]] == [[issue.question for issue in side] for side in refused_by_one((before, after))]
    assert [["1.2a"], []] == [[issue.question for issue in side] for side in refused_by_one((after, before))]
    assert [[], []] == list(refused_by_one((before, before)))


def test_a_question_with_other_supported_points_has_changed(tiny: Instrument) -> None:
    """The same claimed points can have other evidence requirements."""
    new = with_value(tiny, (*FIRST_QUESTION, "evidence"), ())
    before, after = (scored(each, {"1.1": 5.0, "1.2a": 4.0}, "SK 12/2025") for each in (tiny, new))

    assert [("1.1", Decimal(0), Decimal(5))] == [
        (code, old and old.tally.supported, later and later.tally.supported)
        for code, (old, later) in changed_questions(tiny, new, before, after)
    ]


def test_a_row_of_another_instrument_is_no_refused_answer(tiny: Instrument) -> None:
    """An unknown code and a missing row are errors of one instrument only, but not about an answer."""
    new = with_value(tiny, (*SECOND_QUESTION, "code"), "1.9")
    before, after = (scored(each, dict.fromkeys(tiny.questions, 0.0)) for each in (tiny, new))
    codes = {issue.code for issue in after.assessment.issues}

    assert codes >= {"code-unknown", "code-missing"}
    assert [[], []] == list(refused_by_one((before, after)))
