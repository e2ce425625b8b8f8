"""
What must hold between the pieces of an instrument: names, texts, sums, predicates; and within each question.

Every sum is derived and checked; nothing printed is trusted. Pure: no files, no printing.
"""

from collections.abc import Iterator

from kla_score.instrument.rules.context import Finding, Pieces
from kla_score.instrument.rules.names import find_wrong_names
from kla_score.instrument.rules.predicates import find_wrong_predicates
from kla_score.instrument.rules.sums import find_wrong_sums
from kla_score.instrument.rules.texts import find_repeated_texts

__all__ = ["Finding", "Pieces", "find_violations"]


def find_violations(pieces: Pieces) -> Iterator[Finding]:
    """Find everything that is wrong in *pieces*, each of which is in order as far as its own keys go."""
    yield from find_wrong_names(pieces)
    yield from find_repeated_texts(pieces)
    yield from find_wrong_sums(pieces)
    yield from find_wrong_predicates(pieces)
    for question in pieces.questions:
        for fault in question.find_violations():
            yield question, fault
