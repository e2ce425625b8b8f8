"""What can be wrong, where, and how bad it is: the values that travel instead of sentences."""

from kla_score.issues.catalogue import CATALOGUE
from kla_score.issues.issue import (
    NOWHERE,
    Bilingual,
    InstrumentError,
    Issue,
    KlaScoreError,
    OutputError,
    Parameter,
    Place,
    WorkbookError,
    has_errors,
)
from kla_score.issues.issue_type import MARK, N_, IssueType, Severity

__all__ = [
    "CATALOGUE",
    "MARK",
    "NOWHERE",
    "N_",
    "Bilingual",
    "InstrumentError",
    "Issue",
    "IssueType",
    "KlaScoreError",
    "OutputError",
    "Parameter",
    "Place",
    "Severity",
    "WorkbookError",
    "has_errors",
]
