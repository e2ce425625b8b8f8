"""The instrument: pydantic models of everything in an instrument file, and the rules between them."""

from kla_score.instrument.models import (
    Agency,
    Cluster,
    Indicator,
    Instrument,
    Predicate,
    SourceDocument,
    affecting_predicate,
    affecting_question,
    normalize_code,
    questions_of,
)

__all__ = [
    "Agency",
    "Cluster",
    "Indicator",
    "Instrument",
    "Predicate",
    "SourceDocument",
    "affecting_predicate",
    "affecting_question",
    "normalize_code",
    "questions_of",
]
