"""
What is left to do: by agency, cluster or indicator, what can be mended during a verification first.

Missing documents may be added for two days then, so questions whose points rest on them come before all others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from kla_score.agencies import Agencies, in_one_spelling
from kla_score.cells import even_out
from kla_score.issues import Issue, KlaScoreError
from kla_score.messages import Messages
from kla_score.questions import NO_POINTS
from kla_score.reports.document import Column, Document, Row, Table, Value
from kla_score.reports.scorecard import missing_lines, scorecard_frame
from kla_score.scoring import ClusterScore, IndicatorScore, QuestionScore, Scorecard
from kla_score.wordings import N_


class Grouping(StrEnum):
    """What the items are put together by."""

    AGENCY = "agency"
    CLUSTER = "cluster"
    INDICATOR = "indicator"


class State(StrEnum):
    """How far a question is, in the order in which it is worth looking at."""

    EVIDENCE = "evidence-needed"
    """Points are claimed, and evidence for them is missing."""
    OPEN = "not-done"
    """No points are claimed."""
    DONE = "done"
    """Points are claimed and, where evidence is recorded, supported."""


_STATES: Final[Mapping[State, str]] = {
    State.EVIDENCE: N_("Evidence needed"),
    State.OPEN: N_("Not done"),
    State.DONE: N_("Done"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One question with its state, its owners, and where it stands."""

    score: QuestionScore
    state: State
    owners: tuple[str, ...]
    cluster: ClusterScore
    indicator: IndicatorScore

    @property
    def urgency(self) -> tuple[int, Decimal, Decimal]:
        """Sort by this: what lacks a document first, then the largest points."""
        return list(State).index(self.state), -self.score.at_risk, -self.score.tally.not_reached


def todo_document(
    scorecard: Scorecard, agencies: Agencies, messages: Messages, grouping: Grouping, only: str = ""
) -> Document:
    """
    List what is left to do by *grouping*; with *only*, for the agency of this name alone.

    A question with several owners is listed with each of them. The records and the data hold what is done, too.

    Raises:
        KlaScoreError: no agency is called *only*.

    """
    items = list(_items(scorecard, agencies))
    if only:
        wanted = _find(only, items, agencies)
        items = [item for item in items if wanted in item.owners]
        groups = _grouped(items, grouping, messages, owners=(wanted,))
    else:
        groups = _grouped(items, grouping, messages)
    describe = _Describer(scorecard, messages)
    frame = scorecard_frame(scorecard, messages)
    todo = [{"group": name, **describe.data(item)} for name, group in groups for item in group]
    return replace(
        frame,
        tables=[describe.table(name, group) for name, group in groups],
        records=describe.records(groups),
        data={**frame.data, "todo": todo},
    )


def _items(scorecard: Scorecard, agencies: Agencies) -> Iterator[Item]:
    spellings: dict[str, str] = {}
    for cluster in scorecard.clusters:
        for indicator in cluster.indicators:
            for each in indicator.questions:
                if each.question.can_earn:
                    state = State.EVIDENCE if each.at_risk else State.DONE if each.tally.claimed else State.OPEN
                    owners = in_one_spelling(agencies.owners_of(each.question, each.answer.agency), spellings)
                    yield Item(each, state, owners, cluster, indicator)


def _find(name: str, items: Sequence[Item], agencies: Agencies) -> str:
    wanted = even_out(agencies.find(name) or name)
    for item in items:
        for owner in item.owners:
            if even_out(owner) == wanted:
                return owner
    raise KlaScoreError(Issue("agency-not-found", found=name, parameters={"candidates": agencies.nearest(name)}))


_Group = tuple[str, Sequence[Item]]


def _grouped(
    items: Sequence[Item], grouping: Grouping, messages: Messages, owners: Sequence[str] = ()
) -> Sequence[_Group]:
    """Put the items together, each group sorted; agencies with the largest points at risk first."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        if grouping is Grouping.AGENCY:
            names = [name for name in item.owners or (messages.say("no agency"),) if not owners or name in owners]
        elif grouping is Grouping.CLUSTER:
            names = [messages.pick(item.cluster.cluster.name)]
        else:
            names = [f"{item.indicator.indicator.code}. {messages.pick(item.indicator.indicator.name)}"]
        for name in names:
            groups.setdefault(name, []).append(item)
    found = [(name, sorted(group, key=lambda item: item.urgency)) for name, group in groups.items()]
    if grouping is Grouping.AGENCY:
        found.sort(key=lambda each: (-_at_risk(each[1]), -sum(item.state is not State.DONE for item in each[1])))
    return found


def _at_risk(items: Sequence[Item]) -> Decimal:
    return sum((item.score.at_risk for item in items), NO_POINTS)


class _Describer:
    def __init__(self, scorecard: Scorecard, messages: Messages) -> None:
        self.messages = messages
        self.instrument = scorecard.instrument
        self.occasion = scorecard.assessment.occasion

    def table(self, name: str, items: Sequence[Item]) -> Table:
        """Show what is left to do; what is done is only counted."""
        say = self.messages.say
        left = [item for item in items if item.state is not State.DONE]
        rows = [
            Row(
                [
                    say(_STATES[item.state]),
                    item.score.question.code,
                    self._at_risk(item),
                    item.score.tally.not_reached,
                    self._asked(item, name),
                ]
            )
            for item in left
        ]
        columns = [
            Column(say("State")),
            Column(say("Code")),
            Column(say("At risk"), is_number=True),
            Column(say("Not reached"), is_number=True),
            Column(say("Question, missing evidence, agencies")),
        ]
        note = say("done: {done} of {count}", done=len(items) - len(left), count=len(items))
        return Table(name, columns, rows, note, is_prose=True)

    def _asked(self, item: Item, group: str) -> str:
        """Say what is asked, what is missing, and who else has to do with it."""
        lines = [self.messages.pick(item.score.question.text), *(f"- {each}" for each in self._missing(item))]
        if others := [owner for owner in item.owners if owner != group]:
            lines.append(f"({', '.join(others)})")
        return "\n".join(lines)

    def records(self, groups: Sequence[_Group]) -> Table:
        """Give every item of every group, with all that is known of it."""
        say, pick = self.messages.say, self.messages.pick
        titles = (
            *((say("Group"), False), (say("State"), False), (say("Code"), False), (say("Question"), False)),
            *((say("Maximum"), True), (say("Claimed"), True), (say("Supported"), True), (say("At risk"), True)),
            *((say("Missing evidence"), False), (say("Agencies"), False), (say("Cluster"), False)),
            *((say("Indicator"), False), (say("Cell"), False), (say("Stage"), False), (say("Year"), False)),
        )
        rows = []
        for name, items in groups:
            for item in items:
                tally, place = item.score.tally, item.score.answer.place
                values: list[Value] = [name, say(_STATES[item.state]), item.score.question.code]
                values += [pick(item.score.question.text), tally.maximum, tally.claimed, tally.supported]
                values += [self._at_risk(item), "; ".join(self._missing(item)), "; ".join(item.owners)]
                values += [pick(item.cluster.cluster.name), pick(item.indicator.indicator.name)]
                values.append(f"{place.sheet}!{place.cell}" if place.cell else None)
                values += [self.occasion.stage, self.occasion.year]
                rows.append(Row(values))
        return Table("", [Column(title, is_number) for title, is_number in titles], rows)

    def data(self, item: Item) -> Mapping[str, object]:
        """Give one item for machines."""
        return {
            "question": item.score.question.code,
            "state": item.state,
            "points_at_risk": self._at_risk(item),
            "points_not_reached": item.score.tally.not_reached,
            "agencies": list(item.owners),
        }

    def _at_risk(self, item: Item) -> Decimal | None:
        return item.score.tally.at_risk

    def _missing(self, item: Item) -> Sequence[str]:
        if item.state is State.DONE:
            return ()
        return missing_lines(item.score, self.instrument, self.messages)
