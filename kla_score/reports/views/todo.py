"""
The to-do list by agency, cluster or indicator, as a document.

Missing documents may be added for two days during a verification. Questions whose points depend on them come first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from kla_score.cells import normalize_text
from kla_score.i18n import Messages
from kla_score.instrument.agencies import Agencies
from kla_score.instrument.questions import NO_POINTS
from kla_score.issues import Issue, KlaScoreError
from kla_score.reports.document import Column, Document, Row, Table
from kla_score.reports.views.question_rows import STATES, Item, State, items_of, missing_of, question_table
from kla_score.reports.views.scorecard import scorecard_frame
from kla_score.scoring import Scorecard


class Grouping(StrEnum):
    """How the items are grouped."""

    AGENCY = "agency"
    CLUSTER = "cluster"
    INDICATOR = "indicator"


def todo_document(
    scorecard: Scorecard, agencies: Agencies, messages: Messages, grouping: Grouping, only: str = ""
) -> Document:
    """
    Return the to-do list by *grouping*; with *only*, for the agency of this name only.

    A question with several agencies is listed with each of them. The records and the data include finished questions.

    Raises:
        KlaScoreError: No agency is called *only*.

    """
    items = list(items_of(scorecard, agencies))
    if only:
        wanted = _find(only, items, agencies)
        items = [item for item in items if wanted in item.owners]
        groups = _grouped(items, grouping, messages, owners=(wanted,))
    else:
        groups = _grouped(items, grouping, messages)
    describe = _TodoView(scorecard, messages)
    frame = scorecard_frame(scorecard, messages)
    todo = [{"group": name, **describe.data(item)} for name, group in groups for item in group]
    return replace(
        frame,
        tables=[describe.table(name, group) for name, group in groups],
        records=describe.records(groups),
        data={**frame.data, "todo": todo},
    )


def _find(name: str, items: Sequence[Item], agencies: Agencies) -> str:
    wanted = normalize_text(agencies.find(name) or name)
    for item in items:
        for owner in item.owners:
            if normalize_text(owner) == wanted:
                return owner
    raise KlaScoreError(Issue("agency-not-found", found=name, parameters={"candidates": agencies.nearest(name)}))


_Group = tuple[str, Sequence[Item]]


def _grouped(
    items: Sequence[Item], grouping: Grouping, messages: Messages, owners: Sequence[str] = ()
) -> Sequence[_Group]:
    """Group the items, each group sorted; agencies with the most points at risk come first."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        if grouping is Grouping.AGENCY:
            names = [name for name in item.owners or (messages.gettext("no agency"),) if not owners or name in owners]
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


class _TodoView:
    def __init__(self, scorecard: Scorecard, messages: Messages) -> None:
        self.messages = messages
        self.scorecard = scorecard

    def table(self, name: str, items: Sequence[Item]) -> Table:
        """Return a table of unfinished items. Finished ones are only counted."""
        _ = self.messages.gettext
        left = [item for item in items if item.state is not State.DONE]
        rows = [
            Row(
                [
                    _(STATES[item.state]),
                    item.score.question.code,
                    item.score.tally.at_risk,
                    item.score.tally.not_reached,
                    self._asked(item, name),
                ]
            )
            for item in left
        ]
        columns = [
            Column(_("State")),
            Column(_("Code")),
            Column(_("At risk"), is_number=True),
            Column(_("Not reached"), is_number=True),
            Column(_("Question, missing evidence, agencies")),
        ]
        note = _("done: {done} of {count}", done=len(items) - len(left), count=len(items))
        return Table(name, columns, rows, note, is_prose=True)

    def _asked(self, item: Item, group: str) -> str:
        """Return the question, its missing evidence, and the other agencies responsible for it."""
        missing = missing_of(item, self.scorecard, self.messages)
        lines = [self.messages.pick(item.score.question.text), *(f"- {each}" for each in missing)]
        if others := [owner for owner in item.owners if owner != group]:
            lines.append(f"({', '.join(others)})")
        return "\n".join(lines)

    def records(self, groups: Sequence[_Group]) -> Table:
        """Return every item of every group, with all its values."""
        names = [name for name, items in groups for _ in items]
        table = question_table("", [item for _, items in groups for item in items], self.scorecard, self.messages)
        rows = [row._replace(values=[name, *row.values]) for name, row in zip(names, table.rows, strict=True)]
        return table._replace(columns=[Column(self.messages.gettext("Group")), *table.columns], rows=rows)

    def data(self, item: Item) -> Mapping[str, object]:
        """Return the machine-readable data of one item."""
        return {
            "question": item.score.question.code,
            "state": item.state,
            "points_at_risk": item.score.tally.at_risk,
            "points_not_reached": item.score.tally.not_reached,
            "agencies": list(item.owners),
        }
