"""A plan as a document: steps, responsible agencies and gains. The workbook is an action plan to fill in."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from kla_score.analysis.planning import Plan, PlanStep
from kla_score.i18n import Messages
from kla_score.instrument import questions_of
from kla_score.instrument.agencies import Agencies
from kla_score.instrument.questions import NO_POINTS
from kla_score.issues import Plural
from kla_score.reports.data.plan import plan_data
from kla_score.reports.document import (
    Aligned,
    Captioned,
    Column,
    Document,
    Fact,
    Row,
    Step,
    Table,
    Tone,
    decimals_in,
    text_lines,
)
from kla_score.reports.phrases import brief, counted, points_text
from kla_score.reports.views.headline import Headline
from kla_score.reports.views.labels import claimed_word, share_of_maximum, shared_end_text
from kla_score.reports.views.pictures import total_scale
from kla_score.reports.views.question_rows import evidence_text
from kla_score.scoring import Scorecard, find_predicate
from kla_score.scoring.summary import Basis

_CLUSTER_WIDTH, _AGENCIES_WIDTH = 20, 20
_FIRST: Final = 5
"""The number of steps at the beginning of a file."""


class PlanGrouping(StrEnum):
    """How the steps are grouped."""

    AGENCY = "agency"
    CLUSTER = "cluster"


class PlanViewOptions(NamedTuple):
    """How the steps are grouped, and whether no text is shortened."""

    grouping: PlanGrouping = PlanGrouping.CLUSTER
    in_full: bool = False


def plan_document(
    plan: Plan, scorecard: Scorecard, agencies: Agencies, messages: Messages, options: PlanViewOptions
) -> Document:
    """Return *plan* for *scorecard* as a document. A step of several agencies is listed with each of them."""
    _ = messages.gettext
    view = _PlanView(plan, scorecard, agencies, messages, options)
    headline = Headline(scorecard, messages)
    frame = headline.document()
    smallest = [
        _("This plan raises the fewest answers. Among such plans, it needs documents for the fewest questions."),
        _("Among plans of the same size, it has the highest total."),
    ]
    reasons = [" ".join(smallest)] if plan.steps else []
    end = find_predicate(plan.after, scorecard.instrument.predicates)
    if plan.steps and end.is_on_shared_end and end.predicate and end.next:
        reasons.append(shared_end_text(end.predicate, end.next, messages))
    totals = {_("Now"): plan.before, **({_("After the plan"): plan.after} if plan.steps else {})}
    return Document(
        _("Action plan: {title}", title=frame.title),
        messages,
        [*view.facts(), *headline.margin_fact()],
        view.tables(),
        total_scale(totals, scorecard, messages),
        worksheets=[view.worksheet()] if plan.steps else (),
        records=view.records(),
        notes=[*reasons, *frame.notes],
        closing=[*reasons, *frame.closing],
        caution=frame.caution,
        alert=frame.alert,
        steps=list(view.first_steps()) if options.in_full else (),
        data=plan_data(plan, scorecard, agencies, messages),
    )


class _PlanView:
    def __init__(
        self, plan: Plan, scorecard: Scorecard, agencies: Agencies, messages: Messages, options: PlanViewOptions
    ) -> None:
        self.plan = plan
        self.scorecard = scorecard
        self.agencies = agencies
        self.messages = messages
        self.options = options
        self.clusters = {
            question.code: cluster.name
            for cluster in scorecard.instrument.clusters
            for question in questions_of(cluster)
        }

    def facts(self) -> Iterator[Fact]:
        _ = self.messages.gettext
        plan = self.plan
        yield _("Target"), self.target()
        is_supported = plan.basis is Basis.SUPPORTED
        basis = _("Supported") if is_supported else claimed_word(self.scorecard, self.messages)
        results = []
        if not plan.is_reached:
            missing = points_text(plan.goal.target + plan.goal.margin - plan.after, self.messages)
            text = _("out of reach, {missing} short of the target", missing=missing)
            if plan.goal.margin:
                text = _("out of reach, {missing} short of the target with its margin", missing=missing)
            results.append(text)
        if plan.reserve is not None:
            results.append(_("{points} above the target", points=points_text(plan.reserve, self.messages)))
        if plan.is_already_reached:
            results[:0] = [basis.lower(), _("target already reached")]
            yield _("Now"), self._total(plan.before, "; ".join(results))
        else:
            yield _("Now"), self._total(plan.before, basis.lower())
            yield _("After the plan"), self._total(plan.after, "; ".join(results))
        yield _("Steps"), self._summary()

    def target(self) -> str:
        """Return the name and the points of the target."""
        points, margin = self.plan.goal
        predicates = self.scorecard.instrument.predicates
        name = next((self.messages.pick(each.name) for each in predicates if each.lower_limit == points), "")
        text = f"{name}, {self.messages.number(points)}" if name else points_text(points, self.messages)
        if not margin:
            return text
        return self.messages.gettext("{target}, with a margin of {margin}", target=text, margin=margin)

    def _total(self, points: Decimal, explanation: str) -> Aligned:
        """Return a total with its predicate, or its share if the instrument has no predicates."""
        instrument, rows = self.scorecard.instrument, [Row([each]) for each in (self.plan.before, self.plan.after)]
        figure = self.messages.number(points, decimals_in(rows, 0))
        if not instrument.predicates:
            share = share_of_maximum(points, self.scorecard.total.maximum, self.messages)
            return Aligned(figure, str(share), explanation, number=points)
        predicate = find_predicate(points, instrument.predicates).predicate
        name = self.messages.pick(predicate.name) if predicate else self.messages.gettext("no predicate")
        return Aligned(figure, name, explanation, Tone.GOOD if predicate else None, points)

    def first_steps(self) -> Iterator[Step]:
        """Yield the steps with the largest gains, for a file."""
        for step in sorted(self.plan.steps, key=lambda step: -step.gain)[:_FIRST]:
            task, owners = self._task(step), brief(self.owners(step))
            caption = " · ".join(filter(None, (task.caption, owners)))
            text = f"{'; '.join(text_lines(task.text))} (+{points_text(step.gain, self.messages)})"
            yield Step(text, code=step.score.question.code, caption=caption)

    def _summary(self) -> str:
        raised = sum(step.is_raise for step in self.plan.steps)
        documented = sum(bool(step.documents) for step in self.plan.steps)
        texts = (
            (Plural("raise the answer of {count} question", "raise the answers of {count} questions"), raised),
            (
                Plural("complete the evidence of {count} question", "complete the evidence of {count} questions"),
                documented,
            ),
        )
        parts = [counted(self.messages, *each) for each in texts if each[-1]]
        _ = self.messages.gettext
        return ", ".join(parts) or (_("no steps needed") if self.plan.is_reached else _("no steps possible"))

    def tables(self) -> Sequence[Table]:
        """Return a table of the steps for each group; agencies with the largest gains come first."""
        is_by_agency = self.options.grouping is PlanGrouping.AGENCY
        groups: dict[str, list[PlanStep]] = {}
        for step in self.plan.steps:
            if is_by_agency:
                names = self.owners(step) or (self.messages.gettext("no agency"),)
            else:
                names = (self.messages.pick(self.clusters[step.score.question.code]),)
            for name in names:
                groups.setdefault(name, []).append(step)
        largest = sorted(groups.items(), key=lambda each: -sum((step.gain for step in each[1]), NO_POINTS))
        in_full = self.options.in_full
        return [
            self._table(name, steps, in_full=in_full)._replace(is_folded=True)
            for name, steps in (largest if is_by_agency else groups.items())
        ]

    def _table(self, title: str, steps: Sequence[PlanStep], *, in_full: bool) -> Table:
        _ = self.messages.gettext
        rows = []
        for step in steps:
            owners = self.owners(step)
            shown = ", ".join(owners) if in_full else brief(owners)
            rows.append(Row([step.score.question.code, step.gain, self._task(step), shown]))
        columns = [
            Column(_("Code")),
            Column(_("Gain"), is_number=True, tone=Tone.GOOD, is_summed=True),
            Column(_("Task"), is_cut=not in_full),
            Column(_("Agencies"), is_minor=True),
        ]
        to_fill = (_("Responsible"), _("Due"), _("Status"))
        choices = {to_fill[-1]: (_("Not started"), _("In progress"), _("Done"))}
        return Table(title, columns, rows, to_fill=to_fill, choices=choices)

    def worksheet(self) -> Table:
        """
        Return every step in one list, with its cluster, for filtering.

        By agency, it is sorted by the first agency of a step; agencies with the largest gains come first.
        """
        _ = self.messages.gettext
        steps = list(self.plan.steps)
        is_by_agency = self.options.grouping is PlanGrouping.AGENCY
        if is_by_agency:
            gains: dict[tuple[str, ...], Decimal] = {}
            for step in steps:
                first = self.owners(step)[:1]
                gains[first] = gains.get(first, NO_POINTS) + step.gain
            order = sorted(gains, key=lambda first: -gains[first])
            steps.sort(key=lambda step: (order.index(self.owners(step)[:1]), -step.gain))
        table = self._table(_("Plan"), steps, in_full=True)
        *columns, agencies = table.columns
        agencies = agencies._replace(width=_AGENCIES_WIDTH)
        columns = [Column(_("Cluster"), width=_CLUSTER_WIDTH), *columns]
        rows = []
        for step, row in zip(steps, table.rows, strict=True):
            cluster = self.messages.pick(self.clusters[step.score.question.code])
            *values, owners = row.values
            rows.append(Row([owners, cluster, *values] if is_by_agency else [cluster, *values, owners]))
        return table._replace(columns=[agencies, *columns] if is_by_agency else [*columns, agencies], rows=rows)

    def records(self) -> Table:
        """Return every step, with the stage and year of the sheet."""
        period = self.scorecard.assessment.period
        table = self._table(self.messages.gettext("Plan"), self.plan.steps, in_full=True)
        columns = [*table.columns, Column(self.messages.gettext("Stage")), Column(self.messages.gettext("Year"))]
        rows = [Row([*row.values, period.stage, period.year]) for row in table.rows]
        return Table(table.title, columns, rows)

    def _task(self, step: PlanStep) -> Captioned:
        _ = self.messages.gettext
        lines = []
        if step.is_raise:
            points = points_text(step.points, self.messages)
            lines.append(_("Raise from {now} to {points}", now=step.score.tally.claimed, points=points))
        for item in step.documents:
            evidence = evidence_text(item, self.scorecard.instrument, self.messages, " – ")
            lines.append(_("Attach: {evidence}", evidence=evidence))
        return Captioned("\n".join(lines), self.messages.pick(step.score.question.text))

    def owners(self, step: PlanStep) -> tuple[str, ...]:
        return self.agencies.owners_of(step.score.question, step.score.answer.agency)
