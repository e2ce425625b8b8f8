"""Sums: printed maxima must equal the sums of their parts."""

from collections.abc import Iterator
from decimal import Decimal

from kla_score.cells import format_decimal
from kla_score.instrument.base import Model, RuleViolation
from kla_score.instrument.models import Cluster, Indicator
from kla_score.instrument.questions import NO_POINTS
from kla_score.instrument.rules.context import LocatedViolation, ValidParts


def find_wrong_sums(parts: ValidParts) -> Iterator[LocatedViolation]:
    """Compare every printed maximum with the sum of its parts. Incomplete parts are skipped."""
    for indicator in parts.indicators:
        if id(indicator) not in parts.damaged:
            for violation in _faults_of_indicator(indicator):
                yield indicator, violation
    for cluster in parts.clusters:
        if id(cluster) not in parts.damaged:
            printed = sum((indicator.maximum for indicator in cluster.indicators), NO_POINTS)
            yield from _difference(cluster, cluster.maximum, printed, derived_maximum(cluster), cluster.id)
    if parts.maximum is not None and parts.is_whole:
        printed = sum((cluster.maximum for cluster in parts.clusters), NO_POINTS)
        derived = sum((derived_maximum(cluster) for cluster in parts.clusters), NO_POINTS)
        yield from _difference(None, parts.maximum, printed, derived, "total")


def derived_maximum(cluster: Cluster) -> Decimal:
    """Return the sum of the maxima of the questions of *cluster*, each indicator at most its cap."""
    return sum((indicator.capped(indicator.questions_maximum) for indicator in cluster.indicators), NO_POINTS)


def _faults_of_indicator(indicator: Indicator) -> Iterator[RuleViolation]:
    derived = indicator.questions_maximum
    if indicator.cap is None:
        if derived != indicator.maximum:
            code = "surplus-undeclared" if derived > indicator.maximum else "sum-differs"
            yield _violation(code, ("maximum",), indicator.maximum, indicator, derived)
    elif indicator.cap.questions_total != derived:
        yield _violation("cap-wrong", ("cap", "questions_total"), indicator.cap.questions_total, indicator, derived)
    elif indicator.cap.points != indicator.maximum or derived <= indicator.cap.points:
        yield _violation("cap-wrong", ("cap", "points"), indicator.cap.points, indicator, derived)
    else:
        yield _violation("cap-declared", ("cap",), indicator.cap.points, indicator, derived)


def _violation(
    code: str, key: tuple[str, ...], found: Decimal, indicator: Indicator, derived: Decimal
) -> RuleViolation:
    return RuleViolation(
        code, key, format_decimal(found), {"name": indicator.code, "derived": derived, "maximum": indicator.maximum}
    )


def _difference(
    subject: Model | None, maximum: Decimal, printed: Decimal, derived: Decimal, name: str
) -> Iterator[LocatedViolation]:
    """
    Compare *maximum* with the printed maxima of its parts.

    A maximum that equals the sum of the questions is accepted. Then the maximum of a part is wrong and reported.
    """
    if maximum not in {printed, derived}:
        violation = RuleViolation(
            "sum-differs", ("maximum",), format_decimal(maximum), {"name": name, "derived": printed, "maximum": maximum}
        )
        yield subject, violation
