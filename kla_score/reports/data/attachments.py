"""The data of evidence files written into a sheet, version 1. Keys are English and never change within a version."""

from collections.abc import Sequence

from kla_score.parts.attaching import FileResult
from kla_score.reports.data.head import Data
from kla_score.reports.data.scorecard import folder_data, sheet_head, tally_data
from kla_score.scoring import Scorecard


def attachments_data(files: Sequence[FileResult], before: Scorecard, after: Scorecard) -> Data:
    """Return the data of *files*, with the scores *before* and *after* they were written."""
    return {
        **sheet_head("attachments", before),
        "evidence_folder": folder_data(after.assessment.folder),
        "before": tally_data(before.total),
        "after": tally_data(after.total),
        "files": [
            {
                "file": each.file,
                "result": each.result,
                "question": each.question or None,
                "kind": each.kind or None,
                "issue": each.issue.code if each.issue else None,
            }
            for each in files
        ],
    }
