"""
How safe a predicate is: the questions whose rejection would lose it.

Pure: no files, no printing.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Final, NamedTuple

from kla_score.scoring import IndicatorScore, QuestionScore, Scorecard

THOUSAND: Final = 1_000
"""Points are added up as whole thousandths. This is exact, because points have at most three decimals."""


class Margin(NamedTuple):
    """
    How safe a predicate is: points *above* its threshold, and the rejections that would lose it.

    *singles* are the codes of questions whose rejection alone would lose it. *fewest* are the codes of the smallest set
    that would, largest loss first.
    """

    above: Decimal
    singles: tuple[str, ...]
    fewest: tuple[str, ...]


def thousandths(points: Decimal) -> int:
    """Return *points* in thousandths, rounded up, so that a target between two thousandths is reached."""
    return int((points * THOUSAND).to_integral_value(rounding="ROUND_CEILING"))


def find_margin(scorecard: Scorecard) -> Margin | None:
    """
    Return the margin of the predicate of the supported total, or of the claimed one if no evidence is recorded.

    Returns:
        The margin; None if there is no predicate, or if it also depends on a gate.

    """
    predicate_result = scorecard.supported or scorecard.claimed
    predicate = predicate_result.predicate
    if predicate is None or (predicate.gate and predicate.gate.applies):
        return None
    total = scorecard.total.claimed if scorecard.total.supported is None else scorecard.total.supported
    spare = thousandths(total) - thousandths(predicate.lower_limit)
    losses = [_losses(each) for cluster in scorecard.clusters for each in cluster.indicators]
    singles = [code for loss in losses for code, points in loss.single.items() if points > spare]
    best: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    enough = _enough(losses, spare)
    for loss in losses:
        best = [
            max(
                (
                    (best[k - own][0] + points, best[k - own][1] + codes)
                    for own, (points, codes) in enumerate(loss.sets)
                    if 0 <= k - own < len(best)
                ),
                key=lambda each: each[0],
            )
            for k in range(min(len(best) + len(loss.sets) - 1, enough + 1))
        ]
    fewest = next((codes for points, codes in best if points > spare), ())
    worth = {each.question.code: _held(each) for each in scorecard.questions}
    return Margin(
        Decimal(spare) / THOUSAND, tuple(singles), tuple(sorted(fewest, key=lambda code: worth[code], reverse=True))
    )


def _enough(losses: Sequence["_Losses"], spare: int) -> int:
    """
    Return the number of rejections, largest points first, that cost more than *spare*. A larger set is not needed.
    """
    refused = [0] * len(losses)

    def cost(at: int) -> int:
        refused[at] += 1
        sets = losses[at].sets
        return sets[refused[at]][0] - sets[refused[at] - 1][0]

    held = sorted(((points, at) for at, loss in enumerate(losses) for points in loss.held), reverse=True)
    lost = accumulate(cost(at) for _, at in held)
    return next((count for count, points in enumerate(lost, start=1) if points > spare), len(held))


def _held(score: QuestionScore) -> int:
    return thousandths(score.tally.claimed if score.tally.supported is None else score.tally.supported)


class _Losses(NamedTuple):
    """
    The cost of rejections in an indicator: *single* by code, and the worst set of each size.

    *held* are the points of the indicator.
    """

    held: Sequence[int]
    single: dict[str, int]
    sets: Sequence[tuple[int, tuple[str, ...]]]


def _losses(indicator: IndicatorScore) -> _Losses:
    cap = indicator.indicator.cap
    held = sorted(((_held(each), each.question.code) for each in indicator.questions), key=lambda each: -each[0])
    held = [each for each in held if each[0]]
    total = sum(points for points, _ in held)
    limit = thousandths(cap.points) if cap else total

    def lost(points: int) -> int:
        return min(limit, total) - min(limit, total - points)

    sets = [
        (lost(sum(points for points, _ in held[:k])), tuple(code for _, code in held[:k])) for k in range(len(held) + 1)
    ]
    return _Losses([points for points, _ in held], {code: lost(points) for points, code in held}, sets)
