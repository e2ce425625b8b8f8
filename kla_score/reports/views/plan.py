"""A plan as a document: steps, responsible agencies and gains. The workbook is an action plan to fill in."""

from collections.abc import Sequence

from kla_score.analysis.planning import Basis, Plan, Step
from kla_score.i18n import Messages
from kla_score.instrument.agencies import Agencies
from kla_score.instrument.questions import NO_POINTS
from kla_score.reports.data.head import head, identity_data
from kla_score.reports.data.scorecard import cautions_data, folder_data, period_data, source_data
from kla_score.reports.document import Column, Document, Row, Table
from kla_score.reports.views.pictures import total_scale
from kla_score.reports.views.scorecard import claimed_word, margin_fact, scorecard_frame
from kla_score.reports.views.todo import Grouping
from kla_score.scoring import Scorecard


def plan_document(
    plan: Plan, scorecard: Scorecard, agencies: Agencies, messages: Messages, grouping: Grouping
) -> Document:
    """Return *plan* for *scorecard* as a document. A step of several agencies is listed with each of them."""
    _ = messages.gettext
    describe = _PlanView(plan, scorecard, agencies, messages)
    basis = _("Supported") if plan.basis is Basis.SUPPORTED else claimed_word(scorecard, messages)
    frame = scorecard_frame(scorecard, messages)
    reached = _("{basis}: {before} now, {after} after the plan", basis=basis, before=plan.before, after=plan.after)
    if not plan.is_reached:
        reached = _(
            "cannot be reached: {after} at the most, {missing} points too few",
            after=plan.after,
            missing=plan.target - plan.after,
        )
    facts = [
        (_("Target"), _("{points} points", points=plan.target)),
        (_("Plan") if plan.is_reached else _("NOT REACHED"), reached),
        (_("Steps"), describe.summary()),
        *margin_fact(scorecard, messages),
    ]
    return Document(
        frame.title,
        messages,
        facts,
        describe.tables(grouping),
        total_scale({_("Now"): plan.before, _("After the plan"): plan.after}, scorecard, messages),
        records=describe.records(),
        notes=[
            _("No other plan needs fewer raised questions, or as few and fewer to document."),
            *frame.notes,
        ],
        data=describe.data(),
    )


class _PlanView:
    def __init__(self, plan: Plan, scorecard: Scorecard, agencies: Agencies, messages: Messages) -> None:
        self.plan = plan
        self.scorecard = scorecard
        self.agencies = agencies
        self.messages = messages
        self.kinds = scorecard.instrument.evidence_kind_by_id

    def summary(self) -> str:
        raised = sum(step.is_raise for step in self.plan.steps)
        documented = sum(bool(step.documents) for step in self.plan.steps)
        if not self.plan.steps:
            return self.messages.gettext("nothing needs to be done")
        return self.messages.gettext(
            "questions to raise: {raised}; questions to document: {documented}", raised=raised, documented=documented
        )

    def tables(self, grouping: Grouping) -> Sequence[Table]:
        groups: dict[str, list[Step]] = {}
        clusters = {
            question.code: cluster.name
            for cluster in self.scorecard.instrument.clusters
            for indicator in cluster.indicators
            for question in indicator.questions
        }
        for step in self.plan.steps:
            if grouping is Grouping.AGENCY:
                names = self.owners(step) or (self.messages.gettext("no agency"),)
            else:
                names = (self.messages.pick(clusters[step.score.question.code]),)
            for name in names:
                groups.setdefault(name, []).append(step)
        largest = sorted(groups.items(), key=lambda each: -sum((step.gain for step in each[1]), NO_POINTS))
        return [self.table(name, steps) for name, steps in (largest if grouping is Grouping.AGENCY else groups.items())]

    def table(self, title: str, steps: Sequence[Step]) -> Table:
        _ = self.messages.gettext
        rows = [
            Row([step.score.question.code, step.gain, self._deed(step), "\n".join(self.owners(step))]) for step in steps
        ]
        columns = [
            Column(_("Code")),
            Column(_("Gain"), is_number=True),
            Column(_("What to do")),
            Column(_("Agencies"), is_minor=True),
        ]
        to_fill = (_("Who is responsible"), _("Due"), _("Status"))
        return Table(title, columns, rows, is_prose=True, to_fill=to_fill)

    def records(self) -> Table:
        """Return every step, with the stage and year of the sheet."""
        table, period = self.table(self.messages.gettext("Plan"), self.plan.steps), self.scorecard.assessment.period
        columns = [*table.columns, Column(self.messages.gettext("Stage")), Column(self.messages.gettext("Year"))]
        rows = [Row([*row.values, period.stage, period.year]) for row in table.rows]
        return Table(table.title, columns, rows)

    def _deed(self, step: Step) -> str:
        _ = self.messages.gettext
        pick = self.messages.pick
        lines = [pick(step.score.question.text)]
        if step.is_raise:
            now = step.score.tally.claimed
            lines.append(_("- raise from {now} to {points} points", now=now, points=step.points))
        lines += [
            _("- attach: {kind}, {what}", kind=pick(self.kinds[item.kind].name), what=pick(item.what))
            for item in step.documents
        ]
        return "\n".join(lines)

    def owners(self, step: Step) -> tuple[str, ...]:
        return self.agencies.owners_of(step.score.question, step.score.answer.agency)

    def data(self) -> dict[str, object]:
        plan = self.plan
        return {
            **head("plan"),
            "instrument": identity_data(self.scorecard.instrument),
            "source": source_data(self.scorecard),
            **period_data(self.scorecard.assessment.period),
            "evidence_folder": folder_data(self.scorecard.assessment.folder),
            "basis": plan.basis,
            "target": plan.target,
            "before": plan.before,
            "after": plan.after,
            "reached": plan.is_reached,
            "steps": [self._step(step) for step in plan.steps],
            "notes": cautions_data(self.scorecard),
        }

    def _step(self, step: Step) -> dict[str, object]:
        documents = [{"kind": item.kind, "what": self.messages.pick(item.what)} for item in step.documents]
        return {
            "question": step.score.question.code,
            "gain": step.gain,
            "raise_to": step.points if step.is_raise else None,
            "attach": documents,
            "agencies": list(self.owners(step)),
        }
