"""The instrument: pydantic models of everything in an instrument file, and the rules between them."""

from kla_score.instrument.models import (
    Agency,
    Cap,
    Cluster,
    Gate,
    Indicator,
    Instrument,
    Predicate,
    SheetName,
    SheetTitle,
    SourceDocument,
    affecting_predicate,
    affecting_question,
    normalize_code,
    questions_of,
)

__all__ = [
    "Agency",
    "Cap",
    "Cluster",
    "Gate",
    "Indicator",
    "Instrument",
    "Predicate",
    "SheetName",
    "SheetTitle",
    "SourceDocument",
    "affecting_predicate",
    "affecting_question",
    "normalize_code",
    "questions_of",
]
