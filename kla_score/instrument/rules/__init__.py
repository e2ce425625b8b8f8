"""
The rules between the parts of an instrument: names, texts, sums and predicates; and within each question.

Every sum is calculated and compared with the printed one. Pure: no files, no printing.
"""

from collections.abc import Iterator

from kla_score.instrument.rules.answer_points import find_wrong_answer_points
from kla_score.instrument.rules.context import LocatedViolation, ValidParts
from kla_score.instrument.rules.names import find_wrong_names
from kla_score.instrument.rules.predicates import find_wrong_predicates
from kla_score.instrument.rules.sums import find_wrong_sums
from kla_score.instrument.rules.texts import find_repeated_texts

__all__ = ["LocatedViolation", "ValidParts", "find_violations"]


def find_violations(parts: ValidParts) -> Iterator[LocatedViolation]:
    """Yield all violations in *parts*, each of which is valid by itself."""
    yield from find_wrong_names(parts)
    yield from find_repeated_texts(parts)
    yield from find_wrong_sums(parts)
    yield from find_wrong_predicates(parts)
    for question in parts.questions:
        for violation in question.find_violations():
            yield question, violation
    yield from find_wrong_answer_points(parts)
