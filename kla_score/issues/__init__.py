"""The values for problems: issue codes, locations and severities. Sentences are made in `kla_score.i18n`."""

from kla_score.issues.catalogue import CATALOGUE
from kla_score.issues.issue import (
    NO_LOCATION,
    Affected,
    Bilingual,
    InstrumentError,
    Issue,
    KlaScoreError,
    Location,
    OutputError,
    Parameter,
    WorkbookError,
    has_errors,
)
from kla_score.issues.issue_type import MARK, N_, IssueType, Plural, Severity

__all__ = [
    "CATALOGUE",
    "MARK",
    "NO_LOCATION",
    "N_",
    "Affected",
    "Bilingual",
    "InstrumentError",
    "Issue",
    "IssueType",
    "KlaScoreError",
    "Location",
    "OutputError",
    "Parameter",
    "Plural",
    "Severity",
    "WorkbookError",
    "has_errors",
]
