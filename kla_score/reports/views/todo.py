"""
The to-do list by agency, cluster or indicator, as a document.

Missing documents may be added for two days during a verification. Questions whose points depend on them come first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from kla_score.i18n import Messages
from kla_score.instrument.agencies import Agencies
from kla_score.instrument.questions import NO_POINTS
from kla_score.reports.document import Captioned, Column, Document, Fact, Figure, Row, Table, Tone, Value
from kla_score.reports.phrases import brief, points_text
from kla_score.reports.views.checklist import checklist_table
from kla_score.reports.views.headline import scorecard_frame
from kla_score.reports.views.question_rows import STATES, Item, State, items_of, missing_of, question_table
from kla_score.scoring import Scorecard


class Grouping(StrEnum):
    """How the items are grouped."""

    AGENCY = "agency"
    CLUSTER = "cluster"
    INDICATOR = "indicator"


class TodoOptions(NamedTuple):
    """How the items are grouped, the only agency to list (empty for all), and whether no text is shortened."""

    grouping: Grouping = Grouping.AGENCY
    only: str = ""
    in_full: bool = False


def todo_document(scorecard: Scorecard, agencies: Agencies, messages: Messages, options: TodoOptions) -> Document:
    """
    Return the to-do list of *scorecard* as a document.

    A question with several agencies is listed with each of them. The records and the data include finished questions.

    Raises:
        KlaScoreError: The only agency to list does not exist.

    """
    items = list(items_of(scorecard, agencies))
    view = _TodoView(scorecard, agencies, messages, options)
    frame = scorecard_frame(scorecard, messages)
    owners: tuple[str, ...] = ()
    if options.only:
        owners = (agencies.match(options.only, (owner for item in items for owner in item.owners)),)
        items = [item for item in items if owners[0] in item.owners]
        title = messages.gettext("To-do list of {agency}: {title}", agency=owners[0], title=frame.title)
        facts, figures = view.facts_of_agency(owners[0], items)
        frame = replace(frame, title=title, facts=facts, figures=figures)
    groups = _grouped(items, options.grouping, messages, owners)
    is_one = bool(owners) and options.grouping is Grouping.AGENCY
    is_by_agency = options.grouping is Grouping.AGENCY
    tables = view.tables_by_state(groups[0]) if is_one else view.tables(groups)
    listed = {item.score.question.code: item for _, group in groups for item in group}
    checklist = [checklist_table(list(listed.values()), scorecard, messages)] if is_by_agency else []
    todo = [{"group": name, **view.data(item)} for name, group in groups for item in group]
    return replace(
        frame,
        tables=tables,
        worksheets=[*checklist, *(table for table in tables if table.rows)] if options.in_full else (),
        records=view.records(groups),
        data={**frame.data, "todo": todo},
    )


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


class _Layout(NamedTuple):
    """Whether any row has points at risk and points that are not earned, and the *state* of all rows, if it is one."""

    has_risk: bool
    has_rest: bool
    state: State | None = None

    @classmethod
    def of(cls, items: Sequence[Item], state: State | None = None) -> "_Layout":
        """Return the layout for *items*."""
        has_risk = any(item.score.at_risk for item in items)
        return cls(has_risk, any(item.score.tally.not_reached for item in items), state)


class _TodoView:
    def __init__(self, scorecard: Scorecard, agencies: Agencies, messages: Messages, options: TodoOptions) -> None:
        self.messages = messages
        self.scorecard = scorecard
        self.agencies = agencies
        self.options = options

    def facts_of_agency(
        self, agency: str, items: Sequence[Item]
    ) -> tuple[Sequence[Fact], Mapping[str, Sequence[Figure]]]:
        """Return what *agency* has done and what is left, and the numbers of these facts."""
        _ = self.messages.gettext
        done = [item for item in items if item.state is State.DONE]
        left = [item for item in items if item.state is not State.DONE]
        not_earned = sum((item.score.tally.not_reached for item in left), NO_POINTS)
        answered = self.messages.ngettext(
            "{answered} of {count} question", "{answered} of {count} questions", len(items), answered=len(done)
        )
        points = {_("At risk"): _at_risk(items), _("Not earned"): not_earned}
        facts = [
            (_("Agency"), agency),
            (_("Done"), answered),
            *((label, points_text(number, self.messages)) for label, number in points.items()),
        ]
        figures = {label: [Figure(label, number)] for label, number in points.items()}
        figures[_("Done")] = [Figure(_("Done"), len(done)), Figure(_("Questions"), len(items))]
        return facts, figures

    def tables(self, groups: Sequence[_Group]) -> Sequence[Table]:
        """Return a table of unfinished items for each group. Finished ones are only counted."""
        left = {name: [item for item in items if item.state is not State.DONE] for name, items in groups}
        layout = _Layout.of([item for items in left.values() for item in items])
        notes = {
            name: self.messages.gettext("{done} of {count} done", done=len(items) - len(left[name]), count=len(items))
            for name, items in groups
        }
        return [
            self._table(name, items, name, layout)._replace(
                note=notes[name], label=self.agencies.short_of(name), is_folded=True
            )
            for name, items in left.items()
        ]

    def tables_by_state(self, group: _Group) -> Sequence[Table]:
        """Return a table of the items of *group* in each unfinished state, named after the state."""
        name, items = group
        tables = []
        for state in (State.EVIDENCE, State.OPEN):
            found = [item for item in items if item.state is state]
            if found:
                tables.append(self._table(self.messages.gettext(STATES[state]), found, name, _Layout.of(found, state)))
        return tables

    def _table(self, title: str, items: Sequence[Item], group: str, layout: "_Layout") -> Table:
        _ = self.messages.gettext
        is_by_agency = self.options.grouping is Grouping.AGENCY
        columns = [
            Column(_("Code")),
            *([Column(_("At risk"), is_number=True, tone=Tone.RISK, is_summed=True)] if layout.has_risk else ()),
            *([Column(_("Not earned"), is_number=True, is_summed=True)] if layout.has_rest else ()),
            Column(_("Task"), is_cut=not self.options.in_full),
        ]
        has_agencies = bool(layout.state) or self.options.in_full or not is_by_agency
        if has_agencies:
            columns.append(Column(_("Other agencies") if is_by_agency else _("Agencies"), is_minor=True))
        rows = []
        for item in items:
            points: list[Value] = [item.score.at_risk or None] if layout.has_risk else []
            points += [item.score.tally.not_reached or None] if layout.has_rest else []
            values: list[Value] = [item.score.question.code, *points, self._task(item, layout.state)]
            if has_agencies:
                others = [owner for owner in item.owners if owner != group]
                values.append(", ".join(others) if self.options.in_full else brief(others))
            rows.append(Row(values))
        return Table(title, columns, rows)

    def _task(self, item: Item, state: State | None) -> Value:
        """
        Return what to do: the missing evidence of an answered question, or the question that is not done.

        *state* is that of all rows, if they have the same one.
        """
        missing = missing_of(item, self.scorecard, self.messages)
        wanted = "\n".join(missing) if self.options.in_full else brief(missing)
        question = self.messages.pick(item.score.question.text)
        if item.state is State.EVIDENCE:
            return Captioned(wanted, question if state or self.options.in_full else "")
        return Captioned(question, wanted) if state else Captioned(self.messages.gettext(STATES[State.OPEN]), question)

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
