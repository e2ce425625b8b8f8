"""Turn an assessment into a scorecard, and a scorecard into a summary for a batch."""

from kla_score.scoring.scorecard import (
    ClusterScore,
    IndicatorScore,
    PredicateResult,
    QuestionScore,
    Scorecard,
    Tally,
    find_predicate,
    score,
)

__all__ = [
    "ClusterScore",
    "IndicatorScore",
    "PredicateResult",
    "QuestionScore",
    "Scorecard",
    "Tally",
    "find_predicate",
    "score",
]
