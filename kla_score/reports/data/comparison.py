"""The JSON of a comparison."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from kla_score.analysis.comparison import Comparison, Movement, Pair, QuestionPair
from kla_score.analysis.saved_records import PointsRecord, PredicateResultRecord, ScorecardRecord
from kla_score.reports.data.head import Data, head


def comparison_data(comparison: Comparison) -> Data:
    """Return *comparison* as JSON data: both sides, the changes, and the questions that differ."""
    added, removed = one_sided(comparison)
    return {
        **head("comparison"),
        "before": _side(comparison.before),
        "after": _side(comparison.after),
        "same": comparison.is_empty,
        "total": _pair(comparison.total),
        "predicate": {
            key: [
                predicate_result.id if predicate_result else None
                for predicate_result in predicate_results(comparison, key)
            ]
            for key in ("claimed", "supported")
        },
        "clusters": [{"id": pair.either.id, **_pair(pair)} for pair in comparison.clusters],
        "indicators": [{"id": pair.either.id, **_pair(pair)} for pair in comparison.indicators if pair.differs],
        "questions": [_question(pair) for pair in comparison.questions if pair.differs],
        "gained": _movement(comparison.gained),
        "lost": _movement(comparison.lost),
        "added": list(added),
        "removed": list(removed),
    }


def _side(record: ScorecardRecord) -> Data:
    keys = ("instrument", "source", "region", "year", "stage", "part", "status")
    return record.model_dump(include=set(keys))


def _pair(pair: Pair[PointsRecord]) -> Data:
    share = None if pair.share is None else tenths(pair.share) / 100
    keys = {"claimed", "supported", "maximum"}
    return {
        "before": pair.before.model_dump(include=keys) if pair.before else None,
        "after": pair.after.model_dump(include=keys) if pair.after else None,
        "change": {"claimed": pair.claimed, "supported": pair.supported, "share": share},
    }


def _question(pair: QuestionPair) -> Data:
    return {
        "code": [side.code if side else None for side in (pair.before, pair.after)],
        **_pair(pair),
        "evidence_gained": [{"kind": item.kind, "what": item.what} for item in pair.gained],
        "evidence_lost": [{"kind": item.kind, "what": item.what} for item in pair.lost],
    }


def _movement(moved: Movement) -> Data:
    return {"points": moved.points, "questions": moved.questions, "without_complete_evidence": moved.at_risk}


def tenths(share: Fraction) -> Decimal:
    """
    Return a share in percent with one decimal, rounded as in a scorecard, so that both show the same number.

    Halves are rounded away from 0, so that a gain and an equal loss differ only in their sign. 100 is always exact.

    >>> tenths(Fraction(133, 150)), tenths(Fraction(-1, 2000)), tenths(Fraction(9999, 10000))
    (Decimal('88.7'), Decimal('-0.1'), Decimal('99.9'))
    """
    size = int(abs(share) * 1000 + Fraction(1, 2))
    if abs(share) < 1:
        size = min(size, _ALMOST_ALL)
    return Decimal(size if share >= 0 else -size) / 10


_ALMOST_ALL: Final = 999


def predicate_results(comparison: Comparison, key: str) -> Sequence[PredicateResultRecord | None]:
    """Return the predicate results *key* (claimed, supported) of both sides."""
    return [getattr(side.predicate, key) for side in (comparison.before, comparison.after)]


def one_sided(comparison: Comparison) -> tuple[Sequence[str], Sequence[str]]:
    """Return the codes that only the later side has, and those that only the earlier side has."""
    added = [pair.after.code for pair in comparison.questions if pair.after and not pair.before]
    return added, [pair.before.code for pair in comparison.questions if pair.before and not pair.after]
