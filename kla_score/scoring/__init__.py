"""From an assessment to a scorecard, and from a scorecard to the summary of a batch."""

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
