"""Predicates: in ascending order, without overlaps and gaps, and with gates that can be met."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import ceil, floor

from kla_score.cells import format_decimal
from kla_score.instrument.base import RuleViolation
from kla_score.instrument.models import Gate, Predicate
from kla_score.instrument.questions import NO_POINTS
from kla_score.instrument.rules.context import LocatedViolation, ValidParts


def find_wrong_predicates(parts: ValidParts) -> Iterator[LocatedViolation]:
    """Yield the predicates that are out of order, overlap or have a gap, and the gates that cannot be met."""
    totals, predicates = _totals(parts), parts.predicates or ()
    found = [
        (each, violation)
        for before, each in zip((None, *predicates), predicates, strict=False)
        for violation in _faults(before, each, max(totals, default=None))
    ]
    # In a wrong order there are gaps everywhere, which are not worth reporting.
    disordered = [finding for finding in found if finding[1].code == "predicates-disordered"]
    yield from disordered or found
    for each in predicates:
        if each.gate:
            for violation in _faults_of_gate(each.gate, parts):
                yield each, violation
    last, highest = predicates[-1] if predicates else None, min(totals, default=None)
    if last and not disordered and highest is not None and floor(highest) > floor(last.printed_to):
        yield last, _gap("printed_to", last.printed_to, highest)


def _totals(parts: ValidParts) -> Sequence[Decimal]:
    """Return the printed and the calculated total. If they differ, another rule reports it."""
    derived = [sum((cluster.maximum for cluster in parts.clusters), NO_POINTS)] if parts.is_whole else []
    return derived if parts.maximum is None else [*derived, parts.maximum]


def _faults(before: Predicate | None, each: Predicate, maximum: Decimal | None) -> Iterator[RuleViolation]:
    is_inside = each.printed_from <= each.lower_limit <= each.printed_to
    is_above = before is None or (each.lower_limit > before.lower_limit and each.printed_from > before.printed_to)
    if not (is_inside and is_above and (maximum is None or each.printed_to <= maximum)):
        yield RuleViolation("predicates-disordered", ("lower_limit",), format_decimal(each.lower_limit))
    elif before is not None and ceil(each.printed_from) > floor(before.printed_to) + 1:
        yield _gap("printed_from", before.printed_to, each.printed_from)


def _gap(key: str, lower: Decimal, upper: Decimal) -> RuleViolation:
    return RuleViolation("predicates-gap", (key,), "", {"lower": lower, "upper": upper})


def _faults_of_gate(gate: Gate, parts: ValidParts) -> Iterator[RuleViolation]:
    if parts.is_complete and gate.indicators > len(parts.indicators):
        counted = {"indicators": len(parts.indicators)}
        yield RuleViolation("gate-impossible", ("gate", "indicators"), str(gate.indicators), counted)
    if gate.applies and gate.status == "unconfirmed":
        yield RuleViolation("gate-unconfirmed", ("gate", "applies"), "")
