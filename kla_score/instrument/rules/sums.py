"""Sums: what is printed must be what the parts add up to."""

from collections.abc import Iterator
from decimal import Decimal

from kla_score.cells import format_decimal
from kla_score.instrument.base import Model, RuleViolation
from kla_score.instrument.models import Cluster, Indicator
from kla_score.instrument.questions import NO_POINTS
from kla_score.instrument.rules.context import Finding, Pieces


def find_wrong_sums(pieces: Pieces) -> Iterator[Finding]:
    """Compare every printed maximum with the sum of its parts; parts that could not be read prove nothing."""
    for indicator in pieces.indicators:
        if id(indicator) not in pieces.damaged:
            for fault in _faults_of_indicator(indicator):
                yield indicator, fault
    for cluster in pieces.clusters:
        if id(cluster) not in pieces.damaged:
            printed = sum((indicator.maximum for indicator in cluster.indicators), NO_POINTS)
            yield from _difference(cluster, cluster.maximum, printed, derived_maximum(cluster), cluster.id)
    if pieces.maximum is not None and pieces.is_whole:
        printed = sum((cluster.maximum for cluster in pieces.clusters), NO_POINTS)
        derived = sum((derived_maximum(cluster) for cluster in pieces.clusters), NO_POINTS)
        yield from _difference(None, pieces.maximum, printed, derived, "total")


def derived_maximum(cluster: Cluster) -> Decimal:
    """Add up what the questions of *cluster* are worth, each indicator at most its cap."""
    return sum((indicator.capped(indicator.questions_maximum) for indicator in cluster.indicators), NO_POINTS)


def _faults_of_indicator(indicator: Indicator) -> Iterator[RuleViolation]:
    derived = indicator.questions_maximum
    if indicator.cap is None:
        if derived != indicator.maximum:
            code = "surplus-undeclared" if derived > indicator.maximum else "sum-differs"
            yield _fault(code, ("maximum",), indicator.maximum, indicator, derived)
    elif indicator.cap.questions_total != derived:
        yield _fault("cap-wrong", ("cap", "questions_total"), indicator.cap.questions_total, indicator, derived)
    elif indicator.cap.points != indicator.maximum or derived <= indicator.cap.points:
        yield _fault("cap-wrong", ("cap", "points"), indicator.cap.points, indicator, derived)
    else:
        yield _fault("cap-declared", ("cap",), indicator.cap.points, indicator, derived)


def _fault(code: str, key: tuple[str, ...], found: Decimal, indicator: Indicator, derived: Decimal) -> RuleViolation:
    return RuleViolation(
        code, key, format_decimal(found), {"name": indicator.code, "derived": derived, "maximum": indicator.maximum}
    )


def _difference(
    subject: Model | None, maximum: Decimal, printed: Decimal, derived: Decimal, name: str
) -> Iterator[Finding]:
    """
    Compare *maximum* with the printed maxima of its parts.

    When one of those is wrong, and this agrees with what the questions add up to, only that one is accused.
    """
    if maximum not in {printed, derived}:
        fault = RuleViolation(
            "sum-differs", ("maximum",), format_decimal(maximum), {"name": name, "derived": printed, "maximum": maximum}
        )
        yield subject, fault
