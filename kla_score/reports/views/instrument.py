"""The instrument as a document: as a tree, and each of its parts in full."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from kla_score.i18n import N_, Messages
from kla_score.instrument import Cluster, Indicator, Instrument, Predicate, questions_of
from kla_score.instrument.base import Model
from kla_score.instrument.evidence import EvidenceItem, EvidenceKind
from kla_score.instrument.models import Agency, InstrumentPart, SourceDocument
from kla_score.instrument.questions import HUNDRED, NumberScale, OptionScale, Question
from kla_score.issues import Plural
from kla_score.reports.data.head import Data, head, identity_data
from kla_score.reports.document import Column, Document, Row, Table
from kla_score.reports.phrases import counted, evidence_label

STATUSES: Final = {
    "reconstruction": N_("a reconstruction"),
    "official": N_("official"),
    "example": N_("an example"),
}
_PROVENANCES: Final = {
    "printed": N_("printed in the source"),
    "inferred": N_("inferred maximum (the source shows a different maximum)"),
    "text-lost": N_("lost text (the source shows only the points)"),
}


class InstrumentPages:
    """Pages about *instrument* and its parts in the language of *messages*; *in_full* shortens no list."""

    def __init__(self, instrument: Instrument, messages: Messages, *, in_full: bool = False) -> None:
        self.instrument = instrument
        self.messages = messages
        self.in_full = in_full
        self.gettext = messages.gettext
        self.pick = messages.pick

    def tree(self) -> Document:
        """Return the whole as a document: clusters, indicators, questions with *in_full*, and predicates."""
        tables = [self._tree(self.instrument.clusters, with_questions=self.in_full)]
        if self.instrument.predicates:
            tables.append(self._predicates())
        notes = [self.pick(self.instrument.status_note)]
        if not self.in_full:
            notes.append(
                self.gettext("Use `-v` to list the questions, or `kla-score show CODE` for a single question.")
            )
        return Document(
            self.pick(self.instrument.title),
            self.messages,
            list(self._facts_of_instrument()),
            tables,
            notes=notes,
            data=self._data("instrument", self.instrument),
        )

    def item(self, item: InstrumentPart) -> Document:
        """Return one part in full as a document."""
        match item:
            case Cluster():
                return self._cluster(item)
            case Indicator():
                return self._indicator(item)
            case Predicate():
                return self._predicate(item)
            case Agency():
                return self._agency(item)
            case EvidenceKind():
                return self._evidence_kind(item)
            case SourceDocument():
                return self._source(item)
            case _:
                return self._question(item)

    def _data(self, kind: str, definition: Model) -> Data:
        return {**head(kind), "instrument": identity_data(self.instrument), "definition": definition.model_dump()}

    def _facts_of_instrument(self) -> Iterator[tuple[str, str]]:
        instrument = self.instrument
        yield self.gettext("ID and edition"), f"{instrument.id} {instrument.edition}"
        yield self.gettext("Status"), self.gettext(STATUSES[instrument.status])
        yield self.gettext("Fingerprint"), instrument.fingerprint
        yield self.gettext("Maximum"), self.messages.number(instrument.maximum)
        yield (
            self.gettext("Contents"),
            ", ".join(
                counted(self.messages, text, len(parts))
                for text, parts in (
                    (Plural("{count} cluster", "{count} clusters"), instrument.clusters),
                    (Plural("{count} indicator", "{count} indicators"), instrument.indicators),
                    (Plural("{count} question", "{count} questions"), instrument.questions),
                )
            ),
        )
        for source in instrument.sources:
            yield self.gettext("Source"), f"{source.title}: {self.pick(source.covers)}"
        if instrument.legal_basis:
            yield self.gettext("Legal basis"), "; ".join(instrument.legal_basis)

    def _tree(self, clusters: Sequence[Cluster], *, with_questions: bool) -> Table:
        rows = []
        for cluster in clusters:
            count = sum(1 for _ in questions_of(cluster))
            rows.append(Row([cluster.id, self.pick(cluster.name), cluster.maximum, count]))
            for indicator in cluster.indicators:
                rows.append(
                    Row([indicator.code, self.pick(indicator.name), indicator.maximum, len(indicator.questions)], 1)
                )
                if with_questions:
                    rows += [
                        Row([question.code, self.pick(question.text), question.maximum, None], 2)
                        for question in indicator.questions
                    ]
        columns = [
            Column(self.gettext("Code")),
            Column(self.gettext("Name")),
            Column(self.gettext("Maximum"), is_number=True),
            Column(self.gettext("Questions"), is_number=True),
        ]
        return Table(self.gettext("Clusters and indicators"), columns, rows)

    def _predicates(self) -> Table:
        rows = [
            Row(
                [
                    self.pick(each.name),
                    each.lower_limit,
                    self._printed(each),
                    self._gate(each),
                ]
            )
            for each in self.instrument.predicates
        ]
        columns = [
            Column(self.gettext("Predicate")),
            Column(self.gettext("Threshold"), is_number=True),
            Column(self.gettext("Printed")),
            Column(self.gettext("Additional requirement")),
        ]
        has_gates = any(each.gate for each in self.instrument.predicates)
        if not has_gates:
            columns, rows = columns[:3], [Row(row.values[:3]) for row in rows]
        return Table(self.gettext("Predicates"), columns, rows)

    def _printed(self, predicate: Predicate) -> str:
        return f"{self.messages.number(predicate.printed_from)}–{self.messages.number(predicate.printed_to)}"

    def _gate(self, predicate: Predicate) -> str | None:
        gate = predicate.gate
        if gate is None:
            return None
        state = N_("applies") if gate.applies else N_("does not apply")
        certainty = N_("confirmed") if gate.status == "confirmed" else N_("unconfirmed")
        return self.messages.ngettext(
            "{count} indicator at {share}% or more ({certainty}, {state})",
            "{count} indicators at {share}% or more ({certainty}, {state})",
            gate.indicators,
            share=gate.share,
            certainty=self.gettext(certainty),
            state=self.gettext(state),
        )

    def _cluster(self, cluster: Cluster) -> Document:
        facts = [
            (self.gettext("Worksheet"), self.pick(cluster.short)),
            (self.gettext("Maximum"), self.messages.number(cluster.maximum)),
        ]
        return Document(
            f"{cluster.id}. {self.pick(cluster.name)}",
            self.messages,
            facts,
            [self._tree([cluster], with_questions=True)],
            data=self._data("cluster", cluster),
        )

    def _indicator(self, indicator: Indicator) -> Document:
        facts = [(self.gettext("Cluster"), self.pick(self._cluster_of(indicator).name))]
        facts.append((self.gettext("Maximum"), self.messages.number(indicator.maximum)))
        if indicator.cap:
            text = self.gettext(
                "{points} (its questions add up to {total}). {reason}",
                points=indicator.cap.points,
                total=indicator.cap.questions_total,
                reason=self.pick(indicator.cap.reason),
            )
            facts.append((self.gettext("Cap"), text))
        rows = [
            Row([each.code, each.maximum, self.pick(each.text) + self._wanted(each), self._owners(each)])
            for each in indicator.questions
        ]
        columns = [
            Column(self.gettext("Code")),
            Column(self.gettext("Maximum"), is_number=True),
            Column(self.gettext("Question and evidence")),
            Column(self.gettext("Agencies"), is_minor=True),
        ]
        return Document(
            f"{indicator.code}. {self.pick(indicator.name)}",
            self.messages,
            facts,
            [Table(self.gettext("Questions"), columns, rows, is_prose=True)],
            data=self._data("indicator", indicator),
        )

    def _wanted(self, question: Question) -> str:
        kinds = self.instrument.evidence_kind_by_id
        lines = []
        for number, items in enumerate(question.alternatives):
            lines += [self.gettext("or")] if number else []
            lines += [f"- {evidence_label(self.pick(kinds[item.kind].name), self._what(item))}" for item in items]
        return "".join(f"\n{line}" for line in lines)

    def _what(self, item: EvidenceItem) -> str:
        return self.pick(item.what) + (f" (× {item.count})" if item.count > 1 else "")

    def _owners(self, question: Question) -> str:
        return ", ".join(self.instrument.agency_by_id[agency].short for agency in question.agencies)

    def _predicate(self, predicate: Predicate) -> Document:
        facts = [
            (self.gettext("Threshold"), self.messages.number(predicate.lower_limit)),
            (self.gettext("Printed"), self._printed(predicate)),
        ]
        if predicate.gate:
            facts.append((self.gettext("Additional requirement"), self._gate(predicate) or ""))
        data = self._data("predicate", predicate)
        return Document(self.pick(predicate.name), self.messages, facts, data=data)

    def _agency(self, agency: Agency) -> Document:
        facts = [(self.gettext("Short name"), agency.short)]
        if agency.aliases:
            facts.append((self.gettext("Other names"), ", ".join(agency.aliases)))
        tables = self._used_by(question for question in self._questions if agency.id in question.agencies)
        return Document(self.pick(agency.name), self.messages, facts, tables, data=self._data("agency", agency))

    def _evidence_kind(self, kind: EvidenceKind) -> Document:
        needing = (
            question
            for question in self._questions
            if any(item.kind == kind.id for items in question.alternatives for item in items)
        )
        facts = [(self.gettext("ID"), kind.id), (self.gettext("Description"), self.pick(kind.description))]
        data = self._data("evidence-type", kind)
        return Document(self.pick(kind.name), self.messages, facts, self._used_by(needing), data=data)

    def _source(self, source: SourceDocument) -> Document:
        facts = [(self.gettext("ID"), source.id), (self.gettext("Content"), self.pick(source.covers))]
        tables = self._used_by(question for question in self._questions if source.id in question.sources)
        return Document(source.title, self.messages, facts, tables, data=self._data("source", source))

    @property
    def _questions(self) -> Iterable[Question]:
        return self.instrument.questions.values()

    def _used_by(self, questions: Iterable[Question]) -> Sequence[Table]:
        """Return a table of the *questions* that name a part; without questions, none."""
        rows = [Row([each.code, each.maximum, self.pick(each.text)]) for each in questions]
        columns = [
            Column(self.gettext("Code")),
            Column(self.gettext("Maximum"), is_number=True),
            Column(self.gettext("Question")),
        ]
        return [Table(self.gettext("Questions"), columns, rows)] if rows else []

    def _question(self, question: Question) -> Document:
        scale = question.scale
        tables = [self._answers(scale)] if isinstance(scale, OptionScale) or scale.is_percentage else []
        if any(question.alternatives):
            tables.append(self._evidence(question))
        return Document(
            f"{question.code}. {self.pick(question.text)}",
            self.messages,
            list(self._facts_of_question(question)),
            tables,
            data=self._data("question", question),
        )

    def _facts_of_question(self, question: Question) -> Iterator[tuple[str, str]]:
        indicator, cluster = self._parents_of(question)
        yield self.gettext("Cluster"), self.pick(cluster.name)
        yield self.gettext("Indicator"), f"{indicator.code}. {self.pick(indicator.name)}"
        yield self.gettext("Printed number"), question.printed
        yield self.gettext("Kind"), f"{question.kind}: {self._entry(question)}"
        yield self.gettext("Maximum"), self.messages.number(question.maximum)
        if question.lower_is_better:
            yield self.gettext("Direction"), self.gettext("a low figure or “no” is better")
        if question.outcome:
            yield self.gettext("Outcome"), self.gettext("a population figure, which documents alone do not improve")
        if question.agencies:
            agencies = [self.instrument.agency_by_id[agency] for agency in question.agencies]
            names = [(each.short, self.pick(each.name)) for each in agencies]
            yield (
                self.gettext("Agencies"),
                "; ".join(name if short == name else f"{short} ({name})" for short, name in names),
            )
        yield self.gettext("Provenance"), self.gettext(_PROVENANCES[question.provenance])
        sources = {source.id: source for source in self.instrument.sources}
        for source in question.sources:
            yield self.gettext("Source"), sources[source].title
        if question.note:
            yield self.gettext("Note"), self.pick(question.note)
        if question.source_note:
            yield self.gettext("Source note"), self.pick(question.source_note)

    def _entry(self, question: Question) -> str:
        match question.scale:
            case OptionScale():
                return self.gettext("choose one of the options")
            case NumberScale(is_percentage=True):
                return self.gettext("enter a percentage from 0 to 100")
            case NumberScale():
                return self.gettext("enter points from 0 to the maximum")

    def _answers(self, scale: OptionScale | NumberScale) -> Table:
        if isinstance(scale, OptionScale):
            rows = [Row([self.pick(text), points]) for text, points in scale.options]
        elif any(step.slope for step in scale.steps):
            edges = (Decimal(0), HUNDRED / 2, HUNDRED)
            rows = [Row([self._percent(edge), scale.points_at(edge)]) for edge in edges]
        else:
            rows = [Row([band, step.points]) for band, step in zip(self._bands(scale), scale.steps, strict=True)]
        columns = [Column(self.gettext("Answer")), Column(self.gettext("Points"), is_number=True)]
        return Table(self.gettext("Points by answer"), columns, rows)

    def _bands(self, scale: NumberScale) -> Iterator[str]:
        for step, after in pairwise((*scale.steps, None)):
            if step is None:
                return
            lower = (
                self._percent(step.edge)
                if step.is_included
                else self.gettext("above {edge}", edge=self._percent(step.edge))
            )
            if after is None:
                upper = self._percent(HUNDRED)
            elif after.is_included:
                upper = self.gettext("below {edge}", edge=self._percent(after.edge))
            else:
                upper = self._percent(after.edge)
            yield self.gettext("{lower} to {upper}", lower=lower, upper=upper)

    def _percent(self, number: Decimal) -> str:
        return f"{self.messages.number(number)}%"

    def _evidence(self, question: Question) -> Table:
        kinds = self.instrument.evidence_kind_by_id
        rows = []
        for number, items in enumerate(question.alternatives):
            rows += [Row([self.gettext("or"), "", ""])] if number else []
            rows += [Row([self.pick(kinds[item.kind].name), self.pick(item.what), item.count]) for item in items]
        columns = [
            Column(self.gettext("Evidence type")),
            Column(self.gettext("Description")),
            Column(self.gettext("Files"), is_number=True),
        ]
        note = self.gettext("Every listed evidence item is required.") if len(question.alternatives) == 1 else ""
        return Table(self.gettext("Evidence"), columns, rows, note)

    def _cluster_of(self, indicator: Indicator) -> Cluster:
        return next(cluster for cluster in self.instrument.clusters if indicator in cluster.indicators)

    def _parents_of(self, question: Question) -> tuple[Indicator, Cluster]:
        return next(
            (indicator, cluster)
            for cluster in self.instrument.clusters
            for indicator in cluster.indicators
            if question in indicator.questions
        )
