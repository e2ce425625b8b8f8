"""
The data of the answers of villages, version 1. Keys are English and never change within a version.

Texts are in the language of the instrument.
"""

from collections.abc import Sequence

from kla_score.analysis.rollup import Conflict, Counted, Rollup, State
from kla_score.i18n import Messages
from kla_score.reports.data.head import Data, head, identity_data
from kla_score.reports.data.scorecard import failures_data, file_issue_data, region_data, tally_data
from kla_score.reports.document import LazySequence
from kla_score.scoring import Scorecard


def rollup_data(rollup: Rollup, scores: tuple[Scorecard, Scorecard] | None, notes: Sequence[str]) -> Data:
    """Return the data of *rollup*, with the *scores* of the workbook before and after it, and *notes*."""
    messages = Messages(rollup.instrument.language)
    return {
        **head("rollup"),
        "instrument": identity_data(rollup.instrument),
        "forms": [identity_data(form) for form in rollup.forms],
        "as_of": rollup.as_of or None,
        "lists": rollup.files,
        "failed": failures_data(rollup.failed, messages),
        "scores": {key: tally_data(each.total) for key, each in zip(("before", "after"), scores, strict=True)}
        if scores
        else None,
        "questions": LazySequence(_question, rollup.counted),
        "not_received": [
            {"district": each.district, "members": each.members, "regions": [*map(region_data, each.absent)]}
            for each in rollup.attendance
        ],
        "lacking_one_document": [
            {"region": region_data(region), "question": each.fed.code} for region, each in rollup.missing_one.items()
        ],
        "conflicts": [_conflict(each) for each in rollup.conflicts],
        "issues": [file_issue_data(issue, messages) for issue in rollup.issues],
        "notes": list(notes),
    }


def _question(counted: Counted) -> Data:
    return {
        "question": counted.question.code,
        "feeds": counted.fed.code,
        **{str(state): counted.count(state) for state in State},
        "regions": len(counted.by_region),
        "better": counted.good,
        "maximum": counted.fed.maximum,
        "estimate": counted.estimate,
        "answers": [
            {
                "region": region_data(each.region),
                "answer": each.state,
                "document": each.answer.document or None,
                "date": each.answer.date or None,
            }
            for each in counted.by_region
        ],
    }


def _conflict(conflict: Conflict) -> Data:
    return {
        "region": region_data(conflict.region),
        "question": conflict.fed.code,
        "answers": [
            {
                "answer": None if answer.is_yes is None else State.YES if answer.is_yes else State.NO,
                "file": location.file,
                "sheet": location.sheet or None,
                "cell": location.cell or None,
                "line": location.line or None,
            }
            for answer, location in conflict.answers
        ],
    }
