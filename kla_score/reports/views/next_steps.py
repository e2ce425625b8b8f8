"""What to do next after an evaluation: errors, then documents, then the answers that the predicate depends on."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from kla_score.i18n import Messages, clean
from kla_score.instrument.questions import NO_POINTS
from kla_score.issues import Plural
from kla_score.reports.document import Step
from kla_score.reports.issue_texts import ISSUES
from kla_score.reports.phrases import brief, counted, joined, points_text
from kla_score.reports.views.headline import FEW, Headline
from kla_score.reports.views.question_rows import Item, State, missing_lines

_MOST: Final = 5
"""The number of steps in a file."""


def brief_steps(headline: Headline) -> Iterator[Step]:
    """Yield what to do first, for a screen: the errors, the questions with the most points at risk, a plan."""
    messages, scorecard = headline.messages, headline.scorecard
    _ = messages.gettext
    yield from _errors(headline)
    if first := scorecard.missing_evidence[:FEW]:
        codes = joined([each.question.code for each in first], messages)
        points = points_text(sum((each.at_risk for each in first), NO_POINTS), messages)
        yield Step(_("Attach the missing evidence for {codes} ({points} at risk).", codes=codes, points=points))
    yield from _secured(headline)
    if not scorecard.total.answered and not headline.errors:
        yield Step(_("Fill in the yellow cells of the workbook."))
    else:
        yield from _planned(headline)


def full_steps(headline: Headline, items: Sequence[Item]) -> Sequence[Step]:
    """Return five steps for a file: the errors, the most urgent of *items* with their texts, the margin; and a plan."""
    first, last = list(_errors(headline)), list(_secured_in_full(headline, items))
    urgent = sorted((item for item in items if _can_be_done(item)), key=lambda item: item.urgency)
    steps = (_step(item, headline) for item in urgent)
    return [*first, *islice(steps, _MOST - len(first) - len(last)), *last, *_planned(headline)]


def _can_be_done(item: Item) -> bool:
    """Return whether work can change the points of *item*. A figure of the population changes over years."""
    return item.state is State.EVIDENCE or (item.state is State.OPEN and not item.score.question.outcome)


def _step(item: Item, headline: Headline) -> Step:
    messages, score = headline.messages, item.score
    _ = messages.gettext
    if item.state is State.EVIDENCE:
        what = brief(missing_lines(score, headline.scorecard.instrument, messages))
        points = points_text(score.at_risk, messages)
        text = _("Attach {evidence} ({points} at risk).", evidence=what, points=points)
    else:
        points = points_text(score.tally.not_reached, messages)
        text = _("Work on this question ({points} not earned).", points=points)
    return Step(text, code=score.question.code, caption=_caption(item, messages))


def _errors(headline: Headline) -> Iterator[Step]:
    if headline.errors:
        texts = Plural("Fix the error in the workbook.", "Fix the {count} errors in the workbook.")
        table = headline.messages.gettext(ISSUES)
        yield Step(counted(headline.messages, texts, headline.errors), table=table)


def _planned(headline: Headline) -> Iterator[Step]:
    """Yield the command for a plan to the next predicate, unless errors come first."""
    scorecard, messages = headline.scorecard, headline.messages
    following = (scorecard.supported or scorecard.claimed).next
    if following and not headline.errors:
        file = clean(scorecard.assessment.source.file)
        named = headline.invocation.arguments or (f'"{file}"' if " " in file else file)
        text = messages.gettext("See the shortest plan for {name}:", name=messages.pick(following.name))
        yield Step(text, f"kla-score plan {named} --target {following.id}")


def _secured(headline: Headline) -> Iterator[Step]:
    """Yield the questions without which the predicate is lost, if they are few."""
    margin, messages = headline.margin, headline.messages
    if margin and len(margin.fewest) <= FEW:
        yield Step(
            counted(
                messages,
                Plural(
                    "Check the evidence of question {codes}. "
                    "If it is rejected, the predicate drops below {name} (margin: {above} points).",
                    "Check the evidence of questions {codes}. "
                    "If all are rejected, the predicate drops below {name} (margin: {above} points).",
                ),
                len(margin.fewest),
                codes=joined(margin.fewest, messages),
                name=headline.held,
                above=margin.above,
            )
        )


def _secured_in_full(headline: Headline, items: Sequence[Item]) -> Iterator[Step]:
    """Yield the step of `_secured` with the texts and the agencies of its questions, for a file."""
    margin, messages = headline.margin, headline.messages
    if margin and len(margin.fewest) <= FEW:
        found = {item.score.question.code: item for item in items}
        is_one = len(margin.fewest) == 1
        captions = [
            _caption(found[code], messages) if is_one else f"{code}: {_caption(found[code], messages)}"
            for code in margin.fewest
        ]
        text = counted(
            messages,
            Plural(
                "Check the evidence. If it is rejected, the predicate drops below {name} (margin: {above} points).",
                "Check the evidence. If all is rejected, the predicate drops below {name} (margin: {above} points).",
            ),
            len(margin.fewest),
            name=headline.held,
            above=margin.above,
        )
        yield Step(text, code=joined(margin.fewest, messages), caption="; ".join(captions))


def _caption(item: Item, messages: Messages) -> str:
    """Return the text of a question and its agencies."""
    return " · ".join(filter(None, (messages.pick(item.score.question.text), brief(item.owners))))
