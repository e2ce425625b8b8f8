"""Turn an assessment into a scorecard, and a scorecard into a summary for a batch."""

from kla_score.scoring.predicate import PredicateResult, find_predicate
from kla_score.scoring.scorecard import (
    ClusterScore,
    IndicatorScore,
    QuestionScore,
    Scorecard,
    Tally,
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
