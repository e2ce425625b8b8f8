"""The input and the output of the rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kla_score.instrument.base import Model, RuleViolation
from kla_score.instrument.evidence import EvidenceKind
from kla_score.instrument.models import Agency, Cluster, Indicator, Predicate, SourceDocument
from kla_score.instrument.questions import Question

LocatedViolation = tuple[Model | None, RuleViolation]
"""A violation and the part with the key; None for the instrument itself."""


@dataclass(frozen=True, slots=True)
class ValidParts:
    """
    The valid parts of an instrument in the order of the file. Some parts may be missing.

    *predicates*, *sources*, *evidence_kinds* and *agencies* are None if some of them could not be read. Then no name is
    reported as undefined. *damaged* has the ids (``id()``) of parts with missing children, whose sums mean nothing.
    *is_whole* is whether all clusters are present, *is_complete* whether everything in them is.
    """

    maximum: Decimal | None
    predicates: Sequence[Predicate] | None
    sources: Sequence[SourceDocument] | None
    evidence_kinds: Sequence[EvidenceKind] | None
    agencies: Sequence[Agency] | None
    clusters: Sequence[Cluster]
    indicators: Sequence[Indicator]
    questions: Sequence[Question]
    damaged: frozenset[int] = frozenset()
    is_whole: bool = True
    is_complete: bool = True
