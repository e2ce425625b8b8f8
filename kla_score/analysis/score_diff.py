"""Compare the scores of one sheet by two instruments. Pure: no files, no printing."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from kla_score.analysis.instrument_diff import find_counterparts
from kla_score.instrument import Instrument
from kla_score.instrument.questions import NO_POINTS
from kla_score.issues import Issue, Severity
from kla_score.scoring import QuestionScore, Scorecard

ScorePair = tuple[QuestionScore | None, QuestionScore | None]
"""A question by the old and by the new instrument; None if only the other one has it."""


def changed_questions(
    old: Instrument, new: Instrument, before: Scorecard, after: Scorecard
) -> Sequence[tuple[str, ScorePair]]:
    """Return the questions whose claimed or supported points differ, by their old code if there is one."""
    counterparts = find_counterparts(old, new)
    old_scores = {score.question.code: score for score in before.questions}
    new_scores = {score.question.code: score for score in after.questions}
    pairs: list[tuple[str, ScorePair]] = [
        *(
            (code, (score, new_scores[counterparts[code]] if code in counterparts else None))
            for code, score in old_scores.items()
        ),
        *((code, (None, score)) for code, score in new_scores.items() if code not in counterparts.values()),
    ]
    return [(code, pair) for code, pair in pairs if _points_of(pair[0]) != _points_of(pair[1])]


class OneSided(NamedTuple):
    """The errors in answers that only the *old* or only the *new* instrument reports."""

    old: Sequence[Issue] = ()
    new: Sequence[Issue] = ()


def refused_by_one(scores: tuple[Scorecard, Scorecard]) -> OneSided:
    """Return the errors in answers that only one of the two instruments reports."""
    old, new = (
        {issue.location: issue for issue in scorecard.assessment.issues if _is_about_an_answer(issue)}
        for scorecard in scores
    )
    return OneSided([old[each] for each in old if each not in new], [new[each] for each in new if each not in old])


def _points_of(score: QuestionScore | None) -> tuple[Decimal, Decimal]:
    """Return claimed and supported points; missing values count 0."""
    return (score.tally.claimed, score.tally.supported or NO_POINTS) if score else (NO_POINTS, NO_POINTS)


def _is_about_an_answer(issue: Issue) -> bool:
    return issue.severity is Severity.ERROR and bool(issue.location.cell) and bool(issue.question)
