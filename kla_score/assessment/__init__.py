"""A filled-in sheet, checked: raw rows in, an `Assessment` and every issue out."""

from kla_score.assessment.identity import read_identity
from kla_score.assessment.raw_sheet import NO_SOURCE, PrintedPoints, RawRow, RawSheet, Scope, Source
from kla_score.assessment.row_matching import codes_of, match_rows
from kla_score.assessment.rows import CONFLICT, RowContext, SheetRow, read_answer, recorded_conflict, validate_row
from kla_score.assessment.validation import Answer, Assessment, check_answers, in_order

__all__ = [
    "CONFLICT",
    "NO_SOURCE",
    "Answer",
    "Assessment",
    "PrintedPoints",
    "RawRow",
    "RawSheet",
    "RowContext",
    "Scope",
    "SheetRow",
    "Source",
    "check_answers",
    "codes_of",
    "in_order",
    "match_rows",
    "read_answer",
    "read_identity",
    "recorded_conflict",
    "validate_row",
]
