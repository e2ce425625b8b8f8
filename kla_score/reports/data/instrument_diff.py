"""The JSON of the differences between two instruments."""

from collections.abc import Sequence

from kla_score.analysis.instrument_diff import Revision
from kla_score.analysis.score_diff import OneSided, ScorePair
from kla_score.i18n import Messages
from kla_score.instrument.base import Model
from kla_score.reports.data.head import Data, head, identity_data
from kla_score.reports.data.scorecard import predicate_results_data, source_data, tally_data
from kla_score.scoring import QuestionScore


def revision_data(revision: Revision, changed: Sequence[tuple[str, ScorePair]], refused: OneSided) -> Data:
    """
    Return *revision* as JSON data: every change and, if a sheet was given, its scores by both instruments.

    *changed* are the questions with other points, and *refused* the errors that only one instrument reports.
    """
    return {
        **head("instrument-diff"),
        "old": identity_data(revision.old),
        "new": identity_data(revision.new),
        "changes": [
            {
                "subject": change.subject,
                "name": change.name,
                "change": change.key,
                "before": _to_plain_data(change.before),
                "after": _to_plain_data(change.after),
                "moves_scores": change.moves_scores,
            }
            for change in revision.changes
        ],
        "score": _score_data(revision, changed, refused),
    }


def _score_data(revision: Revision, changed: Sequence[tuple[str, ScorePair]], refused: OneSided) -> Data | None:
    if revision.scores is None:
        return None
    messages = Messages(revision.new.language)
    return {
        "source": source_data(revision.scores[0]),
        **{
            side: {
                "total": tally_data(scorecard.total),
                "predicate": predicate_results_data(scorecard, messages),
                "clusters": [{"id": each.cluster.id, **tally_data(each.tally)} for each in scorecard.clusters],
            }
            for side, scorecard in zip(("old", "new"), revision.scores, strict=True)
        },
        "questions": [{"old": _question_data(before), "new": _question_data(after)} for _, (before, after) in changed],
        "refused": [
            {
                "question": issue.question,
                "cell": f"{issue.location.sheet}!{issue.location.cell}",
                "code": issue.code,
                "message": messages.what(issue),
            }
            for issue in (*refused.old, *refused.new)
        ],
    }


def _to_plain_data(value: object) -> object:
    """Convert parts of an instrument to plain values."""
    if isinstance(value, Model):
        return value.model_dump()
    return [_to_plain_data(each) for each in value] if isinstance(value, tuple) else value


def _question_data(score: QuestionScore | None) -> Data | None:
    if score is None:
        return None
    return {"code": score.question.code, "claimed": score.tally.claimed, "supported": score.tally.supported}
