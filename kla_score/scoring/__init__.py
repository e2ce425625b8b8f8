"""From an assessment to a scorecard, and from a scorecard to the summary of a batch."""

from kla_score.scoring.scorecard import (
    ClusterScore,
    IndicatorScore,
    QuestionScore,
    Scorecard,
    Standing,
    Tally,
    find_standing,
    score,
)

__all__ = [
    "ClusterScore",
    "IndicatorScore",
    "QuestionScore",
    "Scorecard",
    "Standing",
    "Tally",
    "find_standing",
    "score",
]
