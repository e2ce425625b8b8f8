"""
Compare the sums that a recap prints with those of its questions.

The computed sums count, and every difference is reported. Pure: no files, no printing.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import NamedTuple

from kla_score.assessment import PrintedPoints, Scope
from kla_score.cells import BLANK, Cell, CellKind, read_maximum, read_number
from kla_score.instrument.base import Text
from kla_score.instrument.questions import NO_POINTS
from kla_score.issues import Issue, Parameter
from kla_score.scoring import QuestionScore, Scorecard

_WHOLE = Text(id="jumlah seluruhnya", en="the total")


class _Ours(NamedTuple):
    """
    The computed name, points and maxima of a printed item, and its questions.

    A capped indicator has two sums and two maxima: what counts comes first.
    """

    name: Text | str
    points: Sequence[Decimal]
    maxima: Sequence[Decimal]
    questions: Sequence[QuestionScore]


def reconcile(
    printed: Sequence[PrintedPoints], scorecard: Scorecard, unclear: AbstractSet[str] = frozenset()
) -> Iterator[Issue]:
    """
    Yield an issue for each number in *printed* that differs from *scorecard*.

    The numbers are compared one by one, and then the printed parts with the computed total. Sums with *unclear*
    questions, by their codes, are not compared: the rows of these questions were refused.
    """
    names = {(each.scope, each.name): _ours(each, scorecard) for each in printed}
    for each in printed:
        if ours := names[each.scope, each.name]:
            is_unclear = not unclear.isdisjoint(score.question.code for score in ours.questions)
            yield from _compared(each._replace(points=BLANK) if is_unclear else each, ours)
    if unclear:
        return
    parts = ((Scope.CLUSTER, "printed-clusters-differ"), (Scope.INDICATOR, "printed-indicators-differ"))
    for scope, code in parts:
        found = {
            each.name: _number(each.points) for each in printed if each.scope is scope and not each.points.is_blank
        }
        numbers = [number for number in found.values() if number is not None]
        total = sum(numbers, NO_POINTS)
        if len(numbers) == _count(scope, scorecard) and total != scorecard.total.claimed:
            sums: Mapping[str, Parameter] = {
                "count": len(numbers),
                "sum": total,
                "points": scorecard.total.claimed,
            }
            yield Issue(code, parameters=sums)


def _compared(each: PrintedPoints, ours: _Ours) -> Iterator[Issue]:
    question = each.name if each.scope is Scope.QUESTION else ""
    numbers = (
        (each.maximum, read_maximum(each.maximum), ours.maxima, "printed-maximum-differs", "maximum"),
        (each.points, _number(each.points), ours.points, "printed-points-differ", "points"),
    )
    for cell, number, own, code, key in numbers:
        if number is None and not cell.is_blank:
            yield Issue("printed-number-unreadable", cell.location, question, cell.text)
        elif number is not None and number not in own:
            parameters: Mapping[str, Parameter] = {"name": (ours.name,), key: own[0]}
            yield Issue(code, cell.location, question, cell.text, parameters)


def _count(scope: Scope, scorecard: Scorecard) -> int:
    return len(scorecard.clusters if scope is Scope.CLUSTER else scorecard.instrument.indicators)


def _ours(printed: PrintedPoints, scorecard: Scorecard) -> _Ours | None:
    """Return the computed values of the same item; None if the instrument does not have it."""
    if printed.scope is Scope.TOTAL:
        return _Ours(_WHOLE, [scorecard.total.claimed], [scorecard.total.maximum], scorecard.questions)
    for cluster in scorecard.clusters:
        if printed.scope is Scope.CLUSTER and cluster.cluster.id == printed.name:
            inside = [each for indicator in cluster.indicators for each in indicator.questions]
            return _Ours(cluster.cluster.name, [cluster.tally.claimed], [cluster.tally.maximum], inside)
        for indicator in cluster.indicators:
            if printed.scope is Scope.INDICATOR and indicator.indicator.code == printed.name:
                sums = (indicator.tally, indicator.uncapped)
                points, maxima = [each.claimed for each in sums], [each.maximum for each in sums]
                return _Ours(indicator.indicator.name, points, maxima, indicator.questions)
            for each in indicator.questions:
                if printed.scope is Scope.QUESTION and each.question.code == printed.name:
                    return _Ours(each.question.code, [each.tally.claimed], [each.question.maximum], [each])
    return None


def _number(cell: Cell) -> Decimal | None:
    return cell.number if cell.kind is CellKind.NUMBER else read_number(cell.text).value
