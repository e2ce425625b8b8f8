"""The values for problems: issue codes, locations and severities. Sentences are made in `kla_score.i18n`."""

from kla_score.issues.catalogue import CATALOGUE
from kla_score.issues.issue import (
    COLLECTIONS,
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
    as_written,
    has_errors,
)
from kla_score.issues.issue_type import MARK, N_, IssueType, Plural, Severity

__all__ = [
    "CATALOGUE",
    "COLLECTIONS",
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
    "as_written",
    "has_errors",
]
