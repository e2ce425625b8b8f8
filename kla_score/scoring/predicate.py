"""Find the predicate of a total."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from kla_score.instrument import Predicate
from kla_score.instrument.questions import HUNDRED, NO_POINTS


class PredicateResult(NamedTuple):
    """
    The predicate of a total.

    *predicate* is None below the first, *next* is None at the top. *needed* is the number of points from the total to
    the threshold of the next. *indicators_needed* is the number of indicators that its gate still requires, if one
    applies. One of them is above 0. *is_between_bands* is whether the total is strictly between a printed upper end and
    the next threshold, a range that the form leaves open (600.5; not 499.5). *is_on_shared_end* is whether the total
    would already have the next predicate if that one started at the printed upper end (600 and 600.5; not 1000).
    """

    predicate: Predicate | None
    is_between_bands: bool
    is_on_shared_end: bool
    next: Predicate | None
    needed: Decimal | None
    indicators_needed: int = 0


def find_predicate(
    total: Decimal, predicates: Sequence[Predicate], reached: Sequence[tuple[Decimal, Decimal]] = ()
) -> PredicateResult:
    """
    Return the predicate of *total* among *predicates*, which are in ascending order.

    A predicate starts at its threshold, included: 600.5 points are not yet 601. A gate that applies must be met, too.
    *reached* has the points of each indicator and its maximum. Without predicates there is neither a predicate nor a
    next one.
    """
    missing_indicators = [_missing_indicators(each, reached) for each in predicates]
    held = [
        position
        for position, each in enumerate(predicates)
        if each.lower_limit <= total and not missing_indicators[position]
    ]
    above = held[-1] + 1 if held else 0
    current = predicates[above - 1] if held else None
    following = predicates[above] if above < len(predicates) else None
    return PredicateResult(
        predicate=current,
        is_between_bands=bool(current and following and current.printed_to < total < following.lower_limit),
        is_on_shared_end=bool(
            current
            and following
            and current.printed_to <= total < following.lower_limit
            and not missing_indicators[above]
        ),
        next=following,
        needed=max(following.lower_limit - total, NO_POINTS) if following else None,
        indicators_needed=missing_indicators[above] if following else 0,
    )


def _missing_indicators(predicate: Predicate, reached: Sequence[tuple[Decimal, Decimal]]) -> int:
    """Return the number of indicators that the gate of *predicate* still requires; 0 if none applies."""
    gate = predicate.gate
    if gate is None or not gate.applies:
        return 0
    met = sum(points * HUNDRED >= gate.share * maximum for points, maximum in reached)
    return max(gate.indicators - met, 0)
