"""Predicates: in ascending order, without overlaps and gaps, and with gates that can be met."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor

from kla_score.cells import format_decimal
from kla_score.instrument.base import RuleViolation
from kla_score.instrument.models import Gate, Predicate
from kla_score.instrument.questions import NO_POINTS
from kla_score.instrument.rules.context import LocatedViolation, ValidParts
from kla_score.issues import Parameter


def find_wrong_predicates(parts: ValidParts) -> Iterator[LocatedViolation]:
    """Yield the predicates that are out of order, overlap or have a gap, and the gates that cannot be met."""
    totals, predicates = _totals(parts), parts.predicates or ()
    conflicts = _disordered(predicates, max(totals, default=None))
    found = {(id(each), fault.key): (each, fault) for each, fault in conflicts}
    yield from found.values()
    for each in predicates:
        if each.gate:
            for violation in _faults_of_gate(each.gate, parts):
                yield each, violation
    if found or not predicates:  # in a wrong order there are gaps everywhere, which are not worth reporting
        return
    for before, each in pairwise(predicates):
        if ceil(each.printed_from) > floor(before.printed_to) + 1:
            yield each, _gap("printed_from", before.printed_to, each.printed_from)
    last, highest = predicates[-1], min(totals, default=None)
    if highest is not None and floor(highest) > floor(last.printed_to):
        yield last, _gap("printed_to", last.printed_to, highest)


def _totals(parts: ValidParts) -> Sequence[Decimal]:
    """Return the printed and the calculated total. If they differ, another rule reports it."""
    derived = [sum((cluster.maximum for cluster in parts.clusters), NO_POINTS)] if parts.is_whole else []
    return derived if parts.maximum is None else [*derived, parts.maximum]


def _disordered(predicates: Sequence[Predicate], maximum: Decimal | None) -> Iterator[tuple[Predicate, RuleViolation]]:
    """Yield each number that contradicts another one. Of two such numbers, one fits its neighbours."""
    for before, each in zip((None, *predicates), predicates, strict=False):
        follows = before is None or each.printed_from == floor(before.printed_to) + 1
        if each.printed_from > each.printed_to:
            keys = ("printed_to", "printed_from") if follows else ("printed_from", "printed_to")
            yield _conflict(each, keys[0], each, keys[1])
        elif each.lower_limit > each.printed_to:
            yield _conflict(each, "lower_limit", each, "printed_to")
        elif each.lower_limit < each.printed_from:
            starts = before is not None and not follows and each.lower_limit == floor(before.printed_to) + 1
            keys = ("printed_from", "lower_limit") if starts else ("lower_limit", "printed_from")
            yield _conflict(each, keys[0], each, keys[1])
        if before is None:
            continue
        if each.printed_from < before.printed_from and each.printed_to < before.printed_from:
            yield _conflict(each, "printed_from", before, "printed_from")
            return  # the order is wrong, so all following neighbours are, too
        if each.printed_from <= before.printed_to:
            starts = each.printed_from == each.lower_limit > before.lower_limit
            numbers = (before, "printed_to", each, "printed_from"), (each, "printed_from", before, "printed_to")
            yield _conflict(*numbers[0] if starts else numbers[1])
    for each in predicates:
        if maximum is not None and each.printed_to > maximum:
            total: dict[str, Parameter] = {
                "key": "printed_to",
                "name": "total",
                "other_key": "maximum",
                "other": maximum,
            }
            found = format_decimal(each.printed_to)
            yield each, RuleViolation("predicates-disordered", ("printed_to",), found, total, ((None, ("maximum",)),))
            return


def _conflict(each: Predicate, key: str, other: Predicate, other_key: str) -> tuple[Predicate, RuleViolation]:
    """Return the violation for the number at *key* of *each*, which contradicts that at *other_key* of *other*."""
    parameters = {"key": key, "name": other.id, "other_key": other_key, "other": getattr(other, other_key)}
    found = format_decimal(getattr(each, key))
    return each, RuleViolation("predicates-disordered", (key,), found, parameters, ((other, (other_key,)),))


def _gap(key: str, lower: Decimal, upper: Decimal) -> RuleViolation:
    return RuleViolation("predicates-gap", (key,), "", {"lower": lower, "upper": upper})


def _faults_of_gate(gate: Gate, parts: ValidParts) -> Iterator[RuleViolation]:
    if parts.is_complete and gate.indicators > len(parts.indicators):
        counted = {"indicators": len(parts.indicators)}
        yield RuleViolation("gate-impossible", ("gate", "indicators"), str(gate.indicators), counted)
    if gate.applies and gate.status == "unconfirmed":
        yield RuleViolation("gate-unconfirmed", ("gate", "applies"), "")
