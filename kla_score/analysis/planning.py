"""
Find the shortest way to a target, exactly, in whole thousandths of points.

Pure: no files, no printing.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from kla_score.analysis.margin import THOUSAND, thousandths
from kla_score.instrument.evidence import EvidenceItem
from kla_score.instrument.questions import NO_POINTS, OptionScale, Question
from kla_score.scoring import IndicatorScore, QuestionScore, Scorecard
from kla_score.scoring.summary import Basis


class PlanStep(NamedTuple):
    """
    One step of a plan: attach the missing *documents* of a question, or also raise it to *points*.

    *gain* is the increase of the question. The increase of its indicator can be smaller because of a cap.
    """

    score: QuestionScore
    points: Decimal
    gain: Decimal
    is_raise: bool
    documents: tuple[EvidenceItem, ...]


class Goal(NamedTuple):
    """The points to reach: *target*, included, plus a *margin*."""

    target: Decimal
    margin: Decimal = NO_POINTS


class Plan(NamedTuple):
    """
    The best plan for *goal*.

    It raises the fewest questions, then needs the fewest documents. Several such plans differ in their totals: the
    highest one decides, then the earliest questions. *before* and *after* are totals on *basis*. If *is_reached* is
    false, the steps lead to the highest possible total.
    """

    basis: Basis
    goal: Goal
    before: Decimal
    after: Decimal
    is_reached: bool
    steps: tuple[PlanStep, ...]

    @property
    def is_already_reached(self) -> bool:
        """Whether the total reaches the target and the margin without any step."""
        return self.is_reached and not self.steps

    @property
    def reserve(self) -> Decimal | None:
        """The points above the target after the plan; None if the target is out of reach."""
        return self.after - self.goal.target if self.after >= self.goal.target else None


def next_points(question: Question, points: Decimal) -> Decimal | None:
    """
    Return the next higher points that *question* can have: the next option or band, or else its maximum.

    Returns:
        The next points; None if *points* are already the maximum.

    """
    scale = question.scale
    if isinstance(scale, OptionScale):
        answer_points = [worth for _, worth in scale.options]
    else:
        answer_points = [step.points for step in scale.steps] if not any(step.slope for step in scale.steps) else []
    higher = [worth for worth in (*answer_points, question.maximum) if worth > points]
    return min(higher) if higher else None


def find_plan(
    scorecard: Scorecard,
    goal: Goal,
    basis: Basis,
    may_change: Callable[[Question], bool],
    *,
    outcomes: bool = False,
) -> Plan:
    """
    Return the best plan that lifts the total of *scorecard* on *basis* to at least *goal*.

    Args:
        scorecard: The scorecard to start from.
        goal: The points to reach.
        basis: The total to raise.
        may_change: Returns whether a question may get a step.
        outcomes: Whether figures of the population may be raised. Paperwork does not change them, so by default only
        their missing documents count.

    """
    indicators = [
        _Indicator(each, [_choices(score, basis, may_change, outcomes=outcomes) for score in each.questions])
        for cluster in scorecard.clusters
        for each in cluster.indicators
    ]
    before = sum(each.points([0] * len(each.choices)) for each in indicators)
    most = sum(each.most for each in indicators)
    wanted = thousandths(goal.target + goal.margin)
    chosen = _Search(indicators, min(wanted, most)).best()
    after = sum(each.points(picked) for each, picked in zip(indicators, chosen, strict=True))
    steps = [
        step
        for each, picked in zip(indicators, chosen, strict=True)
        for choices, position in zip(each.choices, picked, strict=True)
        if (step := choices[position].step) is not None
    ]
    return Plan(
        basis,
        goal,
        before=Decimal(before) / THOUSAND,
        after=Decimal(after) / THOUSAND,
        is_reached=after >= wanted,
        steps=tuple(steps),
    )


class _Choice(NamedTuple):
    """One choice for a question: its cost, and the resulting points in thousandths."""

    raises: int
    documents: int
    points: int
    step: PlanStep | None = None


def _choices(
    score: QuestionScore, basis: Basis, may_change: Callable[[Question], bool], *, outcomes: bool
) -> Sequence[_Choice]:
    """Return the choices for a question. The first changes nothing, and each has more points than the one before."""
    question, claimed = score.question, score.tally.claimed
    missing = score.answer.evidence.missing if basis is Basis.SUPPORTED else ()
    current = NO_POINTS if missing else claimed
    found = [_Choice(0, 0, thousandths(current))]
    if not may_change(question) or not question.can_earn:
        return found
    if missing and claimed:
        found.append(
            _Choice(0, 1, thousandths(claimed), PlanStep(score, claimed, claimed, is_raise=False, documents=missing))
        )
    higher = next_points(question, claimed)
    if higher is not None and (outcomes or not question.outcome):
        step = PlanStep(score, higher, higher - current, is_raise=True, documents=missing)
        found.append(_Choice(1, int(bool(missing)), thousandths(higher), step))
    return found


class _Indicator(NamedTuple):
    """The choices for each question of an indicator."""

    score: IndicatorScore
    choices: Sequence[Sequence[_Choice]]

    @property
    def cap(self) -> int | None:
        """The cap in thousandths; None if it cannot take effect."""
        cap = self.score.indicator.cap
        all_points = sum(max(choice.points for choice in choices) for choices in self.choices)
        return thousandths(cap.points) if cap and all_points > thousandths(cap.points) else None

    def points(self, picked: Sequence[int]) -> int:
        """Return the points in thousandths for one *picked* choice of each question, after the cap."""
        total = sum(choices[position].points for choices, position in zip(self.choices, picked, strict=True))
        return total if self.cap is None else min(self.cap, total)

    @property
    def most(self) -> int:
        """Return the highest possible points in thousandths."""
        return self.points([len(each) - 1 for each in self.choices])


class _Table:
    """The most points by the highest number of raises and of documents."""

    def __init__(self, raises: int, documents: int) -> None:
        self.raises, self.documents = raises, documents
        self.cells = array("q", [0]) * ((raises + 1) * (documents + 1))

    def __getitem__(self, at: tuple[int, int]) -> int:
        return self.cells[at[0] * (self.documents + 1) + at[1]]

    def __setitem__(self, at: tuple[int, int], points: int) -> None:
        self.cells[at[0] * (self.documents + 1) + at[1]] = points

    def places(self) -> Iterator[tuple[int, int]]:
        for raised in range(self.raises + 1):
            for documented in range(self.documents + 1):
                yield raised, documented


class _Search:
    """Find the best of the cheapest choices that reach *target* thousandths. The target must be reachable."""

    def __init__(self, indicators: Sequence[_Indicator], target: int) -> None:
        self.indicators = indicators
        self.target = target

    def best(self) -> Sequence[Sequence[int]]:
        """Return the position of the choice for each question of each indicator."""
        raises = self._fewest_raises()
        documents = 0
        while True:
            # The tables grow with the number of allowed documents, so small numbers are tried first.
            tables = self._tables(raises, documents)
            if tables[0][raises, documents] >= self.target:
                break
            documents = 2 * documents + 1
        documents = next(each for each in range(documents + 1) if tables[0][raises, each] >= self.target)
        return self._earliest(tables, raises, documents)

    def _fewest_raises(self) -> int:
        """
        Return the number of raises that are needed if documents cost nothing.

        Within an indicator, taking the largest gains first is optimal, because a cap only reduces the last ones. The
        same therefore applies to all indicators together.
        """
        total = 0
        gains: list[int] = []
        for each in self.indicators:
            free = [max(choice.points for choice in choices if not choice.raises) for choices in each.choices]
            more = [
                max(choice.points for choice in choices) - points
                for choices, points in zip(each.choices, free, strict=True)
            ]
            limit = each.cap if each.cap is not None else sum(free) + sum(more)
            now = sum(free)
            total += min(limit, now)
            for gain in sorted(more, reverse=True):
                gains.append(min(limit, now + gain) - min(limit, now))
                now += gain
        totals = accumulate(sorted(gains, reverse=True), initial=total)
        return next(raises for raises, points in enumerate(totals) if points >= self.target)

    def _tables(self, raises: int, documents: int) -> Sequence[_Table]:
        """Return for each indicator the most points of it and all later indicators, followed by an empty table."""
        tables = [_Table(raises, documents)]
        for each in reversed(self.indicators):
            tables.append(self._before(each, tables[-1]))
        return tables[::-1]

    def _before(self, indicator: _Indicator, behind: _Table) -> _Table:
        if indicator.cap is None:
            table = behind
            for choices in reversed(indicator.choices):
                table = _extended(choices, table)
            return table
        own = _own_tables(indicator, behind.raises, behind.documents)[0]
        table = _Table(behind.raises, behind.documents)
        for at in table.places():
            table[at] = _joined(own, behind, at, indicator.cap, 0)
        return table

    def _earliest(self, tables: Sequence[_Table], raises: int, documents: int) -> Sequence[Sequence[int]]:
        """Go through the questions in order and take each step as early as the highest total of this size allows."""
        chosen = []
        needed = tables[0][raises, documents]
        for indicator, behind in zip(self.indicators, tables[1:], strict=True):
            own = _own_tables(indicator, raises, documents)
            sofar = 0
            picked = []
            for rest, choices in zip(own[1:], indicator.choices, strict=True):
                at, left = next(
                    (at, left)
                    for at in (*range(1, len(choices)), 0)
                    if min(left := (raises - choices[at].raises, documents - choices[at].documents)) >= 0
                    and _joined(rest, behind, left, indicator.cap, sofar + choices[at].points) >= needed
                )
                picked.append(at)
                sofar += choices[at].points
                raises, documents = left
            needed -= sofar if indicator.cap is None else min(indicator.cap, sofar)
            chosen.append(picked)
        return chosen


def _extended(choices: Sequence[_Choice], behind: _Table) -> _Table:
    """Return the table of a question with these choices, followed by the questions of the table *behind*."""
    table = _Table(behind.raises, behind.documents)
    for raised, documented in table.places():
        table[raised, documented] = max(
            choice.points + behind[raised - choice.raises, documented - choice.documents]
            for choice in choices
            if choice.raises <= raised and choice.documents <= documented
        )
    return table


def _own_tables(indicator: _Indicator, raises: int, documents: int) -> Sequence[_Table]:
    """Return for each question the most points of it and the later ones in its indicator, without a cap."""
    count = len(indicator.choices)
    tables = [_Table(min(raises, count), min(documents, count))]
    for choices in reversed(indicator.choices):
        tables.append(_extended(choices, tables[-1]))
    return tables[::-1]


def _joined(own: _Table, behind: _Table, at: tuple[int, int], cap: int | None, points: int) -> int:
    """Return the most points of an indicator that has *points* already and of all later ones, allocated optimally."""
    best = 0
    for raised in range(min(at[0], own.raises) + 1):
        for documented in range(min(at[1], own.documents) + 1):
            inside = points + own[raised, documented]
            inside = inside if cap is None else min(cap, inside)
            best = max(best, inside + behind[at[0] - raised, at[1] - documented])
    return best
