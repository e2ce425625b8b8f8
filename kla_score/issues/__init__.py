"""What can be wrong, where, and how bad it is: the values that travel instead of sentences."""

from kla_score.issues.issue import (
    CATALOGUE,
    NOWHERE,
    Bilingual,
    InstrumentError,
    Issue,
    KlaScoreError,
    OutputError,
    Parameter,
    Place,
    Rule,
    Severity,
    WorkbookError,
    has_errors,
)

__all__ = [
    "CATALOGUE",
    "NOWHERE",
    "Bilingual",
    "InstrumentError",
    "Issue",
    "KlaScoreError",
    "OutputError",
    "Parameter",
    "Place",
    "Rule",
    "Severity",
    "WorkbookError",
    "has_errors",
]
