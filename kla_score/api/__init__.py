"""
The functions for the command line and for notebooks: files in, results out. Nothing is printed.

Every function raises a subclass of `kla_score.issues.KlaScoreError` if it cannot do its job. Problems inside a sheet
are issues of the result and raise no exception.
"""

from kla_score.api.analysis import PlanOptions, plan, points_of, read_result
from kla_score.api.attaching import attach, evidence_folders
from kla_score.api.batch_runner import BatchOptions, batch
from kla_score.api.evaluation import evaluate
from kla_score.api.instruments import diff, find_issue_code, find_piece, schema, validate
from kla_score.api.sheets import agency_workbooks, carry_over, divide, merge, share_of, take_over, template
from kla_score.api.villages import rollup, village_lists, village_roster, write_rollup
from kla_score.files.evidence_folder import list_evidence
from kla_score.instrument_file.opening import load_agencies, load_forms, load_instrument
from kla_score.issues import KlaScoreError
from kla_score.reports.issue_texts import error_text

KlaScoreError.describe = error_text

__all__ = [
    "BatchOptions",
    "PlanOptions",
    "agency_workbooks",
    "attach",
    "batch",
    "carry_over",
    "diff",
    "divide",
    "evaluate",
    "evidence_folders",
    "find_issue_code",
    "find_piece",
    "list_evidence",
    "load_agencies",
    "load_forms",
    "load_instrument",
    "merge",
    "plan",
    "points_of",
    "read_result",
    "rollup",
    "schema",
    "share_of",
    "take_over",
    "template",
    "validate",
    "village_lists",
    "village_roster",
    "write_rollup",
]
