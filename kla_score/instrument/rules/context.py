"""What the rules look at, and what they find."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kla_score.instrument.base import Model, RuleViolation
from kla_score.instrument.evidence import EvidenceKind
from kla_score.instrument.models import Agency, Cluster, Indicator, Predicate, SourceDocument
from kla_score.instrument.questions import Question

LocatedViolation = tuple[Model | None, RuleViolation]
"""A fault and the piece whose key it names; None stands for the instrument itself."""


@dataclass(frozen=True, slots=True)
class ValidParts:
    """
    The pieces of an instrument that could be read, maybe not all of them, in the order of the file.

    *predicates*, *sources*, *evidence_kinds* and *agencies* are None when some of them could not be read, so that
    nothing is called missing that may be there. *damaged* holds the ids (``id()``) of pieces some of whose parts are
    missing: their sums mean nothing; *is_whole* says the same of the clusters together, *is_complete* of all that is
    in them.
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
