"""The questions of a scorecard one by one: state, agencies, missing evidence and cell."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from kla_score.i18n import N_, Messages
from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies, in_one_spelling
from kla_score.instrument.evidence import EvidenceItem
from kla_score.instrument.questions import NO_POINTS
from kla_score.reports.document import CellLink, Column, Row, Table
from kla_score.reports.phrases import evidence_label
from kla_score.scoring import ClusterScore, IndicatorScore, QuestionScore, Scorecard


class State(StrEnum):
    """The state of a question, in the order of importance."""

    EVIDENCE = "evidence-needed"
    """Points are claimed, but evidence for them is missing."""
    OPEN = "not-done"
    """No points are claimed."""
    DONE = "done"
    """Points are claimed and, where evidence is recorded, supported."""


STATES: Final[Mapping[State, str]] = {
    State.EVIDENCE: N_("Evidence needed"),
    State.OPEN: N_("Not done"),
    State.DONE: N_("Done"),
}


SHARED_QUESTIONS: Final = N_("Questions shared by several agencies count once for each.")


class Item(NamedTuple):
    """One question with its state, its agencies and its cell."""

    score: QuestionScore
    state: State
    owners: tuple[str, ...]
    cluster: ClusterScore
    indicator: IndicatorScore

    @property
    def urgency(self) -> tuple[int, Decimal, Decimal]:
        """The sort key: questions with missing documents first, then the largest points."""
        return list(State).index(self.state), -self.score.at_risk, -self.score.tally.not_reached


def items_of(scorecard: Scorecard, agencies: Agencies) -> Iterator[Item]:
    """Yield the questions that can earn points, in the order of the instrument, with their agencies."""
    spellings: dict[str, str] = {}
    for cluster in scorecard.clusters:
        for indicator in cluster.indicators:
            for each in indicator.questions:
                if each.question.can_earn:
                    state = State.EVIDENCE if each.at_risk else State.DONE if each.tally.claimed else State.OPEN
                    owners = in_one_spelling(agencies.owners_of(each.question, each.answer.agency), spellings)
                    yield Item(each, state, owners, cluster, indicator)


def evidence_text(item: EvidenceItem, instrument: Instrument, messages: Messages, sign: str = ": ") -> str:
    """Return the type and the content of *item* as `evidence_label` does."""
    kind = messages.pick(instrument.evidence_kind_by_id[item.kind].name)
    return evidence_label(kind, messages.pick(item.what), sign)


def missing_lines(score: QuestionScore, instrument: Instrument, messages: Messages) -> Sequence[str]:
    """Return a line for each missing evidence item of a question, with the entries that do not count for it."""
    lines = []
    for found in score.answer.evidence.unmet:
        line = evidence_text(found.item, instrument, messages)
        if not_counted := tuple(reference.text for reference in found.references if not reference.counts):
            line += messages.gettext(" (cited but not counted: {names})", names=not_counted)
        lines.append(line)
    return lines


def missing_of(item: Item, scorecard: Scorecard, messages: Messages) -> Sequence[str]:
    """Return the missing evidence of *item*; empty if it is done."""
    return () if item.state is State.DONE else missing_lines(item.score, scorecard.instrument, messages)


_POINTS: Final = (
    (N_("Maximum"), "maximum"),
    (N_("Claimed"), "claimed"),
    (N_("Supported"), "supported"),
    (N_("At risk"), "at_risk"),
)
"""The columns with points, and the attributes of a tally."""


def adds_up(items: Sequence[Item], scorecard: Scorecard, key: str) -> bool:
    """Return whether the points *key* of *items* are those of the total. A cap makes the total lower than their sum."""
    points = (getattr(item.score.tally, key) or NO_POINTS for item in items)
    return bool(sum(points, NO_POINTS) == getattr(scorecard.total, key))


def question_table(title: str, items: Sequence[Item], scorecard: Scorecard, messages: Messages) -> Table:
    """Return a row with all values for each of *items*, for filtering and sorting."""
    _ = messages.gettext
    pick, period = messages.pick, scorecard.assessment.period
    columns = [
        Column(_("State")),
        Column(_("Code")),
        Column(_("Question")),
        *(Column(_(title), is_number=True, is_summed=adds_up(items, scorecard, key)) for title, key in _POINTS),
        Column(_("Missing evidence")),
        Column(_("Agencies")),
        Column(_("Cluster")),
        Column(_("Indicator")),
        Column(_("Cell")),
        Column(_("Stage")),
        Column(_("Year")),
    ]
    rows = [
        Row(
            [
                _(STATES[item.state]),
                item.score.question.code,
                pick(item.score.question.text),
                item.score.tally.maximum,
                item.score.tally.claimed,
                item.score.tally.supported,
                item.score.tally.at_risk,
                "; ".join(missing_of(item, scorecard, messages)),
                "; ".join(item.owners),
                pick(item.cluster.cluster.name),
                pick(item.indicator.indicator.name),
                link_of(item, scorecard),
                period.stage,
                period.year,
            ]
        )
        for item in items
    ]
    return Table(title, columns, rows)


def capped_note(items: Sequence[Item], scorecard: Scorecard, messages: Messages) -> str:
    """Return a note on the points that `question_table` does not add up; empty if there are none."""
    capped = tuple(
        messages.gettext(title)
        for title, key in _POINTS
        if getattr(scorecard.total, key) is not None and not adds_up(items, scorecard, key)
    )
    return no_total(capped, messages) if capped else ""


def no_total(titles: tuple[str, ...], messages: Messages) -> str:
    """Return the note of a list of questions whose sums in the columns *titles* are not the totals."""
    return messages.gettext(
        "No total for {titles}. Indicators and clusters limit the points, so the sum would be too high.",
        titles=titles,
    )


def missing_table(title: str, items: Sequence[Item], scorecard: Scorecard, messages: Messages) -> Table:
    """Return a row for each agency of each of *items* with missing evidence, the largest points of an agency first."""
    _ = messages.gettext
    at_risk: dict[str, Decimal] = {}
    rows: list[tuple[str, Item]] = []
    for item in items:
        if item.state is State.EVIDENCE:
            for owner in item.owners or (_("no agency"),):
                rows.append((owner, item))
                at_risk[owner] = at_risk.get(owner, NO_POINTS) + item.score.at_risk
    rows.sort(key=lambda row: (-at_risk[row[0]], row[0], row[1].urgency))
    columns = [
        Column(_("Agency")),
        Column(_("Code")),
        Column(_("At risk"), is_number=True, is_summed=True),
        Column(_("Question")),
        Column(_("Missing evidence")),
        Column(_("Cell")),
    ]
    return Table(
        title,
        columns,
        [
            Row(
                [
                    owner,
                    item.score.question.code,
                    item.score.at_risk,
                    messages.pick(item.score.question.text),
                    "\n".join(missing_of(item, scorecard, messages)),
                    link_of(item, scorecard),
                ]
            )
            for owner, item in rows
        ],
        _(SHARED_QUESTIONS),
    )


def link_of(item: Item, scorecard: Scorecard) -> CellLink | None:
    """Return a link to the cell of the answer; None if it has none."""
    location = item.score.answer.location
    if not location.cell:
        return None
    return CellLink(
        f"{location.sheet}!{location.cell}", scorecard.assessment.source.file, location.sheet, location.cell
    )
