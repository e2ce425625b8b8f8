"""The pictures of a scorecard."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from kla_score.i18n import Messages
from kla_score.instrument.questions import NO_POINTS
from kla_score.reports.pictures import Bar, Bars, Mark, Picture, Scale, Zone
from kla_score.scoring import Scorecard


def scorecard_pictures(scorecard: Scorecard, claimed: str, messages: Messages) -> Sequence[Picture]:
    """
    Return the totals on the scale of predicates, and the progress of each cluster; *claimed* is the word for points.
    """
    _ = messages.gettext
    total = scorecard.total
    totals = {claimed: total.claimed}
    parts: tuple[str, ...] = (claimed, _("Not earned"))
    if total.supported is not None:
        totals[_("Supported")] = total.supported
        parts = (_("Supported"), _("At risk"), _("Not earned"))
    bars = [
        Bar(
            messages.pick(each.cluster.short),
            [each.tally.claimed]
            if each.tally.supported is None
            else [each.tally.supported, each.tally.at_risk or NO_POINTS],
            each.tally.maximum,
        )
        for each in scorecard.clusters
    ]
    words = "; ".join(
        f"{bar.name}: "
        + ", ".join(f"{part} {messages.number(points)}" for part, points in zip(parts, bar.parts, strict=False))
        for bar in bars
    )
    return [
        *total_scale(totals, scorecard, messages),
        Bars(_("Progress by cluster"), words, parts, bars),
    ]


def total_scale(totals: Mapping[str, Decimal], scorecard: Scorecard, messages: Messages) -> Sequence[Picture]:
    """Return *totals* by name on the scale of predicates; empty if the instrument has no predicates."""
    predicates = scorecard.instrument.predicates
    if not predicates or not scorecard.total.maximum:
        return ()
    zones = [Zone(messages.gettext("no predicate"), NO_POINTS)]
    zones += [Zone(messages.pick(each.name), each.lower_limit) for each in predicates]
    marks = [Mark(name, points) for name, points in totals.items()]
    words = "; ".join(f"{mark.name}: {messages.number(mark.value)}" for mark in marks)
    return (Scale(messages.gettext("Total on the predicate scale"), words, scorecard.total.maximum, zones, marks),)
