"""Action plans are compared with all possible plans, and the margin of a predicate is checked."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations, product
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kla_score.analysis.margin import Margin, find_margin
from kla_score.analysis.planning import Goal, Plan, find_plan, next_points
from kla_score.assessment import RawRow, RawSheet, check_answers
from kla_score.cells import Cell, CellKind, number_cell
from kla_score.instrument import Instrument
from kla_score.instrument.questions import NumberScale, Question
from kla_score.scoring import Scorecard, score
from kla_score.scoring.summary import Basis
from tests.instruments import CAPPED_INDICATOR, with_value


class Filled(NamedTuple):
    """The entries of a sheet: points and complete evidence, by code."""

    points: Mapping[str, Decimal | None]
    documented: frozenset[str]

    def score(self, instrument: Instrument, missing: str = "-") -> Scorecard:
        """Score the sheet. One evidence cell is always filled, unless it is *missing* evidence."""
        rows = []
        for code, question in instrument.questions.items():
            points = self.points.get(code)
            cell = Cell() if points is None else number_cell(float(points))
            text = "a; b; c; d; e" if code in self.documented else missing
            found = Cell(CellKind.TEXT, text) if text else Cell()
            evidence = dict.fromkeys(instrument.evidence_kind_by_id, found)
            rows.append(RawRow(Cell(CellKind.TEXT, question.code), cell, evidence))
        return score(check_answers(RawSheet(rows), instrument), instrument)


@st.composite
def fillings(draw: st.DrawFn, instrument: Instrument) -> Filled:
    """Draw points (none, some or all) and evidence for some questions."""
    points = {
        code: draw(st.sampled_from([None, Decimal(0), question.maximum / 2, question.maximum]))
        for code, question in instrument.questions.items()
    }
    return Filled(points, frozenset(draw(st.sets(st.sampled_from(sorted(instrument.questions))))))


def anything(_: Question) -> bool:
    return True


class Cost(NamedTuple):
    """The cost of a set of steps, and the codes of its questions in order."""

    raised: int
    documented: int
    order: tuple[bool, ...]


def every_plan(scorecard: Scorecard, basis: Basis) -> Sequence[tuple[Decimal, Cost]]:
    """Return total and cost of every combination of steps, calculated without any table."""
    indicators = [each for cluster in scorecard.clusters for each in cluster.indicators]
    ways = []
    for indicator in indicators:
        for each in indicator.questions:
            met = each.answer.evidence.is_satisfied or basis is Basis.CLAIMED
            claimed = each.tally.claimed
            found = [(claimed if met else Decimal(0), 0, 0)]
            if not met and claimed:
                found.append((claimed, 0, 1))
            higher = next_points(each.question, claimed)
            if higher is not None and not each.question.outcome:
                found.append((higher, 1, int(not met)))
            ways.append([(indicator.indicator.code, *way) for way in found])
    caps = {each.indicator.code: each.indicator.cap for each in indicators}
    plans = []
    for picked in product(*ways):
        sums: dict[str, Decimal] = {}
        for code, points, _, _ in picked:
            sums[code] = sums.get(code, Decimal(0)) + points
        total = sum((min(cap.points, sums[code]) if (cap := caps[code]) else sums[code] for code in sums), Decimal(0))
        order = tuple(way is not own[0] for way, own in zip(picked, ways, strict=True))
        plans.append((total, Cost(sum(way[2] for way in picked), sum(way[3] for way in picked), order)))
    return plans


def cost_of(plan: Plan) -> tuple[int, int]:
    return sum(step.is_raise for step in plan.steps), sum(bool(step.documents) for step in plan.steps)


@pytest.mark.slow
@settings(max_examples=60)
@given(
    data=st.data(),
    basis=st.sampled_from(list(Basis)),
    target=st.decimals(0, 30, places=3),
    margin=st.sampled_from([Decimal(0), Decimal("0.001"), Decimal("2.5")]),
)
def test_no_plan_is_better(
    data: st.DataObject, basis: Basis, target: Decimal, margin: Decimal, tiny: Instrument
) -> None:
    """Of all that reach the goal, or come nearest, it has the fewest raises, then documents, then the highest total."""
    scorecard = data.draw(fillings(tiny)).score(tiny)
    plan = find_plan(scorecard, Goal(target, margin), basis, anything)
    plans = every_plan(scorecard, basis)
    within_reach = min(target + margin, max(total for total, _ in plans))
    expected = min((cost.raised, cost.documented, -total) for total, cost in plans if total >= within_reach)

    assert expected == (*cost_of(plan), -plan.after)


@pytest.mark.slow
@settings(max_examples=60)
@given(data=st.data(), basis=st.sampled_from(list(Basis)), target=st.decimals(0, 30, places=3))
def test_of_equal_plans_the_first_is_chosen(
    data: st.DataObject, basis: Basis, target: Decimal, tiny: Instrument
) -> None:
    """Its steps are as early in the instrument as those of any plan with the same cost and the same total."""
    scorecard = data.draw(fillings(tiny)).score(tiny)
    plan = find_plan(scorecard, Goal(target), basis, anything)
    plans = every_plan(scorecard, basis)
    equals = [cost.order for total, cost in plans if total == plan.after and cost[:2] == cost_of(plan)]
    changed = {step.score.question.code for step in plan.steps}
    expected = max(equals)

    assert expected == tuple(code in changed for code in tiny.questions)


def test_points_above_a_cap_spare_no_later_step(tiny: Instrument) -> None:
    """
    With the capped indicator first, its two raises earn 8 of 10 points, so that two more steps are needed, not three.
    """
    first, *others = tiny.clusters
    form = tiny.with_changes(clusters=(first.with_changes(indicators=first.indicators[::-1]), *others))
    points = {
        "1.1": Decimal(0),
        "1.2a": Decimal("2.25"),
        "1.10": Decimal("1.25"),
        "2.1": Decimal(0),
        "3.1": Decimal(10),
    }
    filled = Filled(points, frozenset({"1.10", "2.2", "3.1"}))
    plan = find_plan(filled.score(form), Goal(Decimal("27.398")), Basis.SUPPORTED, anything)

    assert ["2.1", "2.2", "1.1", "1.2a"] == [step.score.question.code for step in plan.steps]


@settings(max_examples=60)
@given(data=st.data(), target=st.decimals(0, 30, places=3))
def test_following_the_plan_reaches_its_points(data: st.DataObject, target: Decimal, tiny: Instrument) -> None:
    """After the steps, the sheet has the promised supported points."""
    filled = data.draw(fillings(tiny))
    plan = find_plan(filled.score(tiny), Goal(target), Basis.SUPPORTED, anything)
    points = {**filled.points, **{step.score.question.code: step.points for step in plan.steps}}
    done = Filled(points, filled.documented | {step.score.question.code for step in plan.steps})
    expected = plan.after

    assert expected == done.score(tiny).total.supported


@settings(max_examples=60)
@given(data=st.data())
def test_the_named_rejections_are_the_fewest(data: st.DataObject, tiny: Instrument) -> None:
    """The named set of rejections loses the predicate, and no smaller set does."""
    filled = data.draw(fillings(tiny))
    scorecard = filled.score(tiny)
    margin = find_margin(scorecard)
    if margin is None:
        assert scorecard.supported
        assert scorecard.supported.predicate is None
        return
    assert scorecard.supported
    assert scorecard.supported.predicate
    limit = scorecard.supported.predicate.lower_limit

    def falls(refused: Sequence[str]) -> bool:
        left = Filled({**filled.points, **dict.fromkeys(refused)}, filled.documented).score(tiny).total.supported
        return left is not None and left < limit

    codes = [code for code in tiny.questions if code in filled.documented or tiny.questions[code].evidence == ()]
    smaller = any(falls(each) for each in combinations(codes, len(margin.fewest) - 1)) if margin.fewest else False

    assert (True, False) == (falls(margin.fewest), smaller)


class Way(NamedTuple):
    """A sheet, its target, and the expected plan: the totals and the step for each question."""

    points: Mapping[str, str]
    documented: str
    target: str
    before: str
    after: str
    steps: Sequence[tuple[str, str, str, bool, int]]
    basis: Basis = Basis.SUPPORTED
    untouched: str = ""
    margin: str = "0"


WAYS: Mapping[str, Way] = {
    "nothing to do": Way({"3.1": "4"}, "", "4", "4", "4", []),
    "a document for what is claimed": Way({"1.1": "5"}, "", "5", "0", "5", [("1.1", "5", "5", False, 1)]),
    "a raise of what is not claimed": Way({}, "", "10", "0", "10", [("3.1", "10", "10", True, 0)]),
    "a raise of what is claimed in part": Way({"3.1": "4"}, "", "10", "4", "10", [("3.1", "10", "6", True, 0)]),
    "a raise with its document": Way(
        {"1.1": "4"}, "", "5", "0", "5", [("1.1", "5", "5", True, 1)], untouched="2.1 3.1"
    ),
    "of two raises the one without a document": Way({}, "", "5", "0", "10", [("3.1", "10", "10", True, 0)]),
    "of two documents the one that is enough": Way(
        {"1.1": "4", "1.2a": "4.5"}, "", "4.5", "0", "4.5", [("1.2a", "4.5", "4.5", False, 3)]
    ),
    "two documents rather than a raise": Way(
        {"1.1": "5", "1.10": "2.5"},
        "",
        "7.5",
        "0",
        "7.5",
        [("1.1", "5", "5", False, 1), ("1.10", "2.5", "2.5", False, 1)],
    ),
    "what is claimed needs no document": Way(
        {"1.1": "5"}, "", "15", "5", "15", [("3.1", "10", "10", True, 0)], Basis.CLAIMED
    ),
    "no further than a cap": Way(
        {"2.1": "6"}, "2.1", "8", "6", "8", [("2.2", "4", "4", True, 1)], untouched="1.1 1.2a 1.10 3.1"
    ),
    "as far as one gets": Way(
        {"3.1": "4"},
        "",
        "30",
        "4",
        "9",
        [("1.1", "5", "5", True, 1)],
        untouched="1.2a 1.10 2.1 2.2 3.1 3.2",
    ),
    "the largest behind a cap": Way({}, "", "6", "0", "6", [("2.1", "6", "6", True, 1)], untouched="1.1 1.2a 1.10 3.1"),
    "past what a cap would take away": Way(
        {"2.1": "3", "2.2": "2", "3.1": "9"},
        "2.1 2.2",
        "18",
        "14",
        "18",
        [("2.1", "6", "3", True, 0), ("3.1", "10", "1", True, 0)],
        untouched="1.1 1.2a 1.10",
    ),
    "all but what a cap would take away": Way(
        {"1.10": "2", "2.1": "3", "2.2": "2", "3.1": "9"},
        "1.10 2.1 2.2",
        "20.5",
        "16",
        "20.5",
        [("1.10", "2.5", "0.5", True, 0), ("2.1", "6", "3", True, 0), ("3.1", "10", "1", True, 0)],
        untouched="1.1 1.2a",
    ),
    "a thousandth too little": Way({}, "1.1", "5.001", "0", "10", [("3.1", "10", "10", True, 0)]),
    "the smallest target": Way(
        {"2.1": "6", "2.2": "4"}, "", "0.001", "0", "6", [("2.1", "6", "6", False, 1)], untouched="1.1 1.2a 1.10 3.1"
    ),
    "between two thousandths": Way({"3.1": "4.126"}, "", "4.1261", "4.126", "10", [("3.1", "10", "5.874", True, 0)]),
    "a part of a point": Way({"3.1": "4.125"}, "", "4.126", "4.125", "10", [("3.1", "10", "5.875", True, 0)]),
    "of two documents the one with more": Way(
        {"1.2a": "4.5", "2.1": "6"}, "", "4", "0", "6", [("2.1", "6", "6", False, 1)]
    ),
    "of two raises the one with more": Way({}, "", "4", "0", "6", [("2.1", "6", "6", True, 1)], untouched="3.1"),
    "of two pairs the one with more": Way(
        {"1.1": "5", "1.2a": "4.5", "2.1": "6"},
        "",
        "9",
        "0",
        "11",
        [("1.1", "5", "5", False, 1), ("2.1", "6", "6", False, 1)],
    ),
    "no more than a cap": Way(
        {"1.1": "3", "2.1": "6", "2.2": "4"},
        "",
        "8",
        "0",
        "9",
        [("1.1", "3", "3", False, 1), ("2.1", "6", "6", False, 1)],
    ),
    "a margin": Way({"3.1": "4"}, "", "4", "4", "10", [("3.1", "10", "6", True, 0)], margin="1"),
    "a margin that is there": Way({"3.1": "4"}, "", "3", "4", "4", [], margin="1"),
    "a thousandth more than is there": Way(
        {"3.1": "4"}, "", "3", "4", "10", [("3.1", "10", "6", True, 0)], margin="1.001"
    ),
    "a margin out of reach": Way(
        {"3.1": "4"},
        "",
        "9",
        "4",
        "9",
        [("1.1", "5", "5", True, 1)],
        untouched="1.2a 1.10 2.1 2.2 3.1 3.2",
        margin="0.001",
    ),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_plan_has_steps_and_their_points(way: Way, tiny: Instrument) -> None:
    """Each step has its points, gain and documents. An unreachable target is reported."""
    filled = Filled({code: Decimal(points) for code, points in way.points.items()}, frozenset(way.documented.split()))
    target, margin, untouched = Decimal(way.target), Decimal(way.margin), way.untouched.split()
    goal = Goal(target, margin)
    plan = find_plan(filled.score(tiny), goal, way.basis, lambda question: question.code not in untouched)
    steps = [
        (step.score.question.code, step.points, step.gain, step.is_raise, len(step.documents)) for step in plan.steps
    ]
    expected = [
        (code, Decimal(points), Decimal(gain), is_raise, documents)
        for code, points, gain, is_raise, documents in way.steps
    ]
    totals = (Decimal(way.before), Decimal(way.after), Decimal(way.after) >= target + margin)

    assert (way.basis, goal, *totals, expected) == (
        plan.basis,
        plan.goal,
        plan.before,
        plan.after,
        plan.is_reached,
        steps,
    )


RESERVES: Mapping[str, tuple[str, str, str | None, bool]] = {
    "none": ("4", "0", "0", True),
    "more than the target": ("3.5", "0", "0.5", True),
    "the margin": ("3", "1", "1", True),
    "less than the margin": ("4", "1", "6", False),
    "not even the target": ("30", "0", None, False),
}
"""The target and its margin; the reserve, and whether 4 points are enough for both. A plan makes 10 of them."""


@pytest.mark.parametrize(("target", "margin", "reserve", "is_there"), RESERVES.values(), ids=RESERVES)
def test_a_plan_knows_its_reserve(
    target: str, margin: str, reserve: str | None, is_there: bool, tiny: Instrument
) -> None:
    """The points above the target afterwards, and whether anything has to be done for it."""
    scorecard = Filled({"3.1": Decimal(4)}, frozenset()).score(tiny)
    goal = Goal(Decimal(target), Decimal(margin))
    plan = find_plan(scorecard, goal, Basis.SUPPORTED, lambda question: question.code == "3.1")

    assert (reserve and Decimal(reserve), is_there) == (plan.reserve, plan.is_already_reached)


@pytest.mark.parametrize(("options", "expected"), [({}, []), ({"outcomes": False}, []), ({"outcomes": True}, ["3.1"])])
def test_a_figure_of_the_population_is_raised_only_when_asked(
    options: Mapping[str, Any], expected: Sequence[str], tiny: Instrument
) -> None:
    """New documents do not change such a figure."""
    outcome = with_value(tiny, ("clusters", 1, "indicators", 0, "questions", 0, "outcome"), value=True)
    scorecard = Filled({}, frozenset()).score(outcome)
    plan = find_plan(scorecard, Goal(Decimal(10)), Basis.SUPPORTED, lambda question: question.code == "3.1", **options)

    assert expected == [step.score.question.code for step in plan.steps]


class Safe(NamedTuple):
    """The claimed points, the threshold, the cap of the second indicator, and the margin."""

    points: Mapping[str, str]
    limit: str
    above: str
    singles: tuple[str, ...]
    fewest: tuple[str, ...]
    cap: str = "8"


SAFE: Mapping[str, Safe] = {
    "one of two questions would do": Safe(
        {"1.1": "5", "1.2a": "4.5", "1.10": "2.5", "3.1": "1"}, "10", "3", ("1.1", "1.2a"), ("1.1",)
    ),
    "what is exactly above does not": Safe({"1.1": "5", "3.1": "10"}, "10", "5", ("3.1",), ("3.1",)),
    "nothing is above": Safe({"1.1": "4", "3.1": "6"}, "10", "0", ("1.1", "3.1"), ("3.1",)),
    "of equals the first": Safe({"1.1": "4", "3.1": "4"}, "6", "2", ("1.1", "3.1"), ("1.1",)),
    "the largest first": Safe({"1.1": "5", "3.1": "4"}, "0.5", "8.5", (), ("1.1", "3.1")),
    "three of one indicator": Safe(
        {"1.1": "5", "1.2a": "4.5", "1.10": "2.5"}, "2.4", "9.6", (), ("1.1", "1.2a", "1.10")
    ),
    "one behind a cap is not missed": Safe({"2.1": "6", "2.2": "4"}, "1", "3", (), ("2.1", "2.2"), cap="4"),
    "a cap makes it cost less": Safe({"2.1": "6", "2.2": "4", "3.1": "4.5"}, "8.5", "4", ("3.1",), ("3.1",)),
    "a part of a point": Safe({"3.1": "4.125"}, "4.124", "0.001", ("3.1",), ("3.1",)),
    "nothing can lose it": Safe({"1.1": "5"}, "0", "5", (), ()),
}


def with_limit(instrument: Instrument, limit: str, cap: str = "8") -> Instrument:
    """Return the tiny instrument with another threshold of the first predicate and another cap."""
    capped = with_value(instrument, (*CAPPED_INDICATOR, "cap", "points"), Decimal(cap))
    return with_value(capped, ("predicates", 0, "lower_limit"), Decimal(limit))


@pytest.mark.parametrize("case", SAFE.values(), ids=SAFE)
@pytest.mark.parametrize("missing", ["-", ""], ids=["supported", "claimed"])
def test_questions_that_would_lose_the_predicate_are_named(case: Safe, missing: str, tiny: Instrument) -> None:
    """The result names each single question and the smallest set. Without recorded evidence, claimed points count."""
    documented = frozenset(tiny.questions) if missing else frozenset()
    filled = Filled({code: Decimal(points) for code, points in case.points.items()}, documented)
    scorecard = filled.score(with_limit(tiny, case.limit, case.cap), missing)

    assert Margin(Decimal(case.above), case.singles, case.fewest) == find_margin(scorecard)


def test_points_without_documents_cannot_be_lost(tiny: Instrument) -> None:
    """The rejection of such points does not change the supported total."""
    filled = Filled({"1.1": Decimal(5), "2.1": Decimal(6)}, frozenset({"2.1"}))

    assert Margin(Decimal(1), ("2.1",), ("2.1",)) == find_margin(filled.score(with_limit(tiny, "5")))


@pytest.mark.parametrize(("applies", "expected"), [(True, None), (False, Decimal(1))])
def test_a_predicate_with_a_gate_has_no_margin(applies: bool, expected: Decimal | None, tiny: Instrument) -> None:
    """Points alone do not decide such a predicate, unless the additional requirement does not apply."""
    gate = {"indicators": Decimal(1), "share": Decimal(70), "status": "confirmed", "applies": applies}
    instrument = with_value(with_limit(tiny, "9"), ("predicates", 0, "gate"), gate)
    margin = find_margin(Filled({"3.1": Decimal(10)}, frozenset()).score(instrument))

    assert expected == (margin and margin.above)


@pytest.mark.parametrize(("points", "expected"), [(Decimal(0), Decimal(4)), (Decimal(4), None)])
def test_free_points_go_to_the_maximum(points: Decimal, expected: Decimal | None, tiny: Instrument) -> None:
    """If any number of points is allowed, the next step is the maximum."""
    assert expected == next_points(tiny.questions["2.2"], points)


@pytest.mark.parametrize("code", ["A1.1", "A1.2"], ids=["options", "bands"])
def test_a_scale_is_climbed_step_by_step(code: str, desa: Instrument) -> None:
    """The next step is the next option or band, not the best one."""
    question = desa.questions[code]
    scale = question.scale
    answer_points = (
        [step.points for step in scale.steps]
        if isinstance(scale, NumberScale)
        else [points for _, points in scale.options]
    )
    worth = sorted(set(answer_points))
    expected = [*worth[1:], None]

    assert expected == [next_points(question, points) for points in worth]
