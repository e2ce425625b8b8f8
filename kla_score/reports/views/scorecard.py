"""A scorecard as a document, in the order in which officials need it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from kla_score.i18n import N_, Messages
from kla_score.instrument.agencies import Agencies
from kla_score.instrument.questions import NO_POINTS
from kla_score.issues import Plural
from kla_score.reports.document import Captioned, Column, Document, Row, Table, Tone, Value
from kla_score.reports.phrases import brief, counted, points_text
from kla_score.reports.pictures import Bar
from kla_score.reports.views.headline import Headline, Invocation
from kla_score.reports.views.labels import cluster_label, share_text
from kla_score.reports.views.pictures import scorecard_pictures
from kla_score.reports.views.question_rows import (
    SHARED_QUESTIONS,
    Item,
    items_of,
    missing_lines,
    missing_table,
    question_table,
)
from kla_score.scoring import QuestionScore, Scorecard, Tally

SHOWN: Final = 10
"""The maximum number of entries in a list, unless all are requested."""

_AGENCIES: Final = 4
"""The number of agencies to list, unless all are requested."""

_OF_ONE_AGENCY: Final = N_("Shared questions count once for each agency. To-do list: --agency NAME.")


def scorecard_document(
    scorecard: Scorecard,
    messages: Messages,
    agencies: Agencies | None = None,
    *,
    in_full: bool = False,
    invocation: Invocation | None = None,
) -> Document:
    """
    Return *scorecard* as a document in the language of *messages*.

    Args:
        scorecard: The scorecard.
        messages: The language.
        agencies: The agencies of the region; by default those of the instrument.
        in_full: Whether to add the indicators, full lists and the details.
        invocation: What a command knows.

    """
    return _ScorecardView(scorecard, messages, agencies, in_full=in_full, invocation=invocation).document()


class _ScorecardView:
    def __init__(
        self,
        scorecard: Scorecard,
        messages: Messages,
        agencies: Agencies | None = None,
        *,
        in_full: bool = False,
        invocation: Invocation | None = None,
    ) -> None:
        self.scorecard = scorecard
        self.agencies = agencies or Agencies(scorecard.instrument)
        self.messages = messages
        self.in_full = in_full
        self.headline = Headline(scorecard, messages, in_full=in_full, invocation=invocation)
        self.claimed = self.headline.claimed

    @cached_property
    def items(self) -> Sequence[Item]:
        """The questions with their agencies, calculated once for all tables."""
        return list(items_of(self.scorecard, self.agencies))

    def document(self) -> Document:
        tables = [self._clusters()]
        if self.scorecard.missing_evidence:
            tables.append(self._missing_evidence())
        if self.scorecard.instrument.agencies:
            tables.append(self._agencies())
        document = replace(self.headline.document(), steps=list(self.headline.steps()), tables=tables)
        if not self.in_full:
            return document
        pictures = scorecard_pictures(self.scorecard, self.claimed, self.messages)
        return replace(document, pictures=pictures, details=self._details())

    def _details(self) -> Sequence[Table]:
        """List every question, and the missing evidence by agency."""
        _ = self.messages.gettext
        details = [question_table(_("Questions"), self.items, self.scorecard, self.messages)]
        if self.scorecard.missing_evidence:
            details.append(missing_table(_("Missing evidence by agency"), self.items, self.scorecard, self.messages))
        return details

    def frame(self) -> Document:
        notes = list(self._notes())
        closing = notes if self.in_full else [*self._between_bands(), self._caution(), self._short_provenance()]
        return replace(
            scorecard_records(self.scorecard, self.messages),
            title=self._title(),
            alert=self._alert(),
            facts=list(self._facts()),
            appendix=list(self._issues()),
            notes=notes,
            closing=[*closing, self._answer()],
        )

    def _issues(self) -> Iterator[Table]:
        assessment = self.scorecard.assessment
        if assessment.issues:
            yield issue_table(assessment.source.file, assessment.issues, self.messages)

    def _title(self) -> str:
        _ = self.messages.gettext
        stage = _(STAGES[self.period.stage]) if self.period.stage else ""
        when = " ".join(part for part in (stage, str(self.period.year or "")) if part)
        return ": ".join(part for part in (self._region(), when) if part)

    def _region(self) -> str:
        return clean(region_name(self.period.region)) or self.messages.gettext("unnamed region")

    def _alert(self) -> str:
        if not self.errors:
            return ""
        return counted(
            self.messages,
            Plural(
                "INCOMPLETE: {count} error in the workbook. The affected questions count as 0.",
                "INCOMPLETE: {count} errors in the workbook. The affected questions count as 0.",
            ),
            self.errors,
        )

    def _facts(self) -> Iterator[Fact]:
        _ = self.messages.gettext
        total = self.scorecard.total
        if self.period.part:
            text = self.messages.ngettext(
                "{agency} (only its {count} question)",
                "{agency} (only its {count} questions)",
                total.questions,
                agency=clean(self.period.part),
            )
            yield _("Part"), text
        yield self.claimed, self._predicate_result(total.claimed, self.scorecard.claimed)
        if total.supported is None or self.scorecard.supported is None:
            yield _("Supported"), _("not available: no evidence entered yet")
        else:
            yield _("Supported"), self._predicate_result(total.supported, self.scorecard.supported)
            if total.at_risk:
                yield _("At risk"), self._at_risk(total.at_risk)
        yield from self._folder()
        if self.margin and len(self.margin.fewest) > _FIRST:
            yield from margin_fact(self.scorecard, self.messages)
        answered = self.messages.ngettext(
            "{answered} of {count} question",
            "{answered} of {count} questions",
            total.questions,
            answered=total.answered,
        )
        counts = severity_counts(self.scorecard.assessment.issues, self.messages)
        if counts and self.invocation.lists_issues:
            answered = _("{answered}; {counts}, listed below", answered=answered, counts=counts)
        yield _("Answered"), answered
        if counts and not self.invocation.lists_issues:
            yield _("Issues"), counts

    def _at_risk(self, points: Decimal) -> Aligned:
        text = counted(
            self.messages,
            Plural("{count} question without complete evidence", "{count} questions without complete evidence"),
            len(self.scorecard.missing_evidence),
        )
        return Aligned(self._points_text(points), explanation=text, tone=Tone.RISK)

    def _points_text(self, points: Decimal) -> str:
        """Return the points of a total, with as many decimals as the others have."""
        total = self.scorecard.total
        rows = [Row([each]) for each in (total.claimed, total.supported)]
        return self.messages.number(points, decimals_in(rows, 0))

    def _steps(self) -> Iterator[Step]:
        """Yield what to do first: errors, then documents, then the steps of a plan."""
        _ = self.messages.gettext
        missing = self.scorecard.missing_evidence
        if self.errors:
            texts = Plural("Fix the error in the workbook.", "Fix the {count} errors in the workbook.")
            yield Step(counted(self.messages, texts, self.errors))
        if first := missing[:_FIRST]:
            codes = joined([each.question.code for each in first], self.messages)
            points = points_text(sum((each.at_risk for each in first), NO_POINTS), self.messages)
            yield Step(_("Attach the missing evidence for {codes} ({points} at risk).", codes=codes, points=points))
        if self.margin and len(self.margin.fewest) <= _FIRST:
            yield Step(self._secure(self.margin))
        following = (self.scorecard.supported or self.scorecard.claimed).next
        if not self.scorecard.total.answered and not self.errors:
            yield Step(_("Fill in the yellow cells of the workbook."))
        elif following and not self.errors:
            file = clean(self.scorecard.assessment.source.file)
            named = self.invocation.arguments or (f'"{file}"' if " " in file else file)
            text = _("See the shortest way to {name}:", name=self.messages.pick(following.name))
            yield Step(text, f"kla-score plan {named} --target {following.id}")

    def _secure(self, margin: Margin) -> str:
        return counted(
            self.messages,
            Plural(
                "Secure question {codes} first. If it fails, {name} is lost (margin: {above} points).",
                "Secure questions {codes} first. If all fail, {name} is lost (margin: {above} points).",
            ),
            len(margin.fewest),
            codes=joined(margin.fewest, self.messages),
            name=_held(self.scorecard, self.messages),
            above=margin.above,
        )

    def _folder(self) -> Iterator[Fact]:
        folder = self.scorecard.assessment.folder
        if folder is None:
            return
        texts = (
            (Plural("{count} file", "{count} files"), folder.files),
            (Plural("{count} of them is cited", "{count} of them are cited"), folder.cited),
            (Plural("{count} name not found", "{count} names not found"), folder.references[Status.NOT_FOUND]),
            (Plural("{count} name rejected", "{count} names rejected"), folder.references[Status.REJECTED]),
        )
        text = ", ".join(counted(self.messages, *each) for each in texts)
        yield self.messages.gettext("Evidence folder"), f"{clean(folder.folder)}: {text}"

    def _predicate_result(self, points: Decimal, result: PredicateResult) -> Aligned:
        """Return points, predicate and the points to the next one."""
        _ = self.messages.gettext
        pick = self.messages.pick
        figure, maximum = self._points_text(points), self.scorecard.total.maximum
        if not self.scorecard.instrument.predicates:
            share = share_text(points, maximum, self.messages)
            return Aligned(figure, share, _("of {maximum} points", maximum=maximum))
        parts = []
        if result.next and result.needed:
            name, limit = pick(result.next.name), result.next.lower_limit
            needed = points_text(result.needed, self.messages)
            parts.append(_("{needed} to {name} ({limit})", needed=needed, name=name, limit=limit))
        if result.next and result.indicators_needed:
            parts.append(
                counted(
                    self.messages,
                    Plural("{count} more indicator required for {name}", "{count} more indicators required for {name}"),
                    result.indicators_needed,
                    name=pick(result.next.name),
                )
            )
        if result.is_between_bands:
            parts.append(_("between two printed ranges"))
        tone = Tone.GOOD if result.predicate else None
        return Aligned(figure, self._name_of(result), "; ".join(parts), tone)

    def _notes(self) -> Iterator[str]:
        yield from self._between_bands()
        yield from cautions([self.period.stage], [self.scorecard.instrument], self.messages)
        yield self.messages.pick(self.scorecard.instrument.status_note)
        instrument = self.scorecard.instrument
        provenance = self.messages.gettext(
            "{title}, edition {edition}, {status}; fingerprint {fingerprint}",
            title=self.messages.pick(instrument.title),
            edition=instrument.edition,
            status=self.messages.gettext(STATUSES[instrument.status]),
            fingerprint=instrument.fingerprint,
        )
        yield "; ".join(filter(None, (provenance, clean(self.scorecard.assessment.source.file))))

    def _between_bands(self) -> Iterator[str]:
        results = [self.scorecard.claimed, self.scorecard.supported]
        if any(result and result.is_between_bands for result in results):
            yield self.messages.gettext(
                "The printed ranges leave gaps between whole numbers. A predicate starts at its threshold."
            )

    def _caution(self) -> str:
        return caution_line([self.period.stage], [self.scorecard.instrument], self.messages)

    def _short_provenance(self) -> str:
        instrument = instrument_line(self.scorecard.instrument, self.messages)
        return "; ".join(filter(None, (instrument, clean(self.scorecard.assessment.source.file))))

    def _answer(self) -> str:
        """Return the region and both totals in one line."""
        total, card = self.scorecard.total, self.scorecard
        totals = [self._total(self.claimed, total.claimed, card.claimed)]
        if total.supported is not None and card.supported is not None:
            totals.append(self._total(self.messages.gettext("Supported"), total.supported, card.supported))
        region = self.period.region
        name = clean(region_name(Region(region.kind, region.name))) or self._region()
        return f"{name}: {', '.join(totals)}"

    def _total(self, word: str, points: Decimal, result: PredicateResult) -> str:
        text = f"{word.lower()} {self._points_text(points)}"
        if not self.scorecard.instrument.predicates:
            return text
        return f"{text} ({self._name_of(result)})"

    def _name_of(self, result: PredicateResult) -> str:
        if result.predicate is None:
            return self.messages.gettext("no predicate")
        return self.messages.pick(result.predicate.name)

    def _clusters(self) -> Table:
        _ = self.messages.gettext
        pick = self.messages.pick
        rows = []
        for each in self.scorecard.clusters:
            name = pick(each.cluster.name) if self.in_full else cluster_label(each.cluster, self.messages)
            rows.append(self._points(name, each.tally))
            if self.in_full:
                rows += [
                    self._points(f"{inside.indicator.code}. {pick(inside.indicator.name)}", inside.tally, level=1)
                    for inside in each.indicators
                ]
        rows.append(self._points(_("Total"), self.scorecard.total)._replace(is_total=True))
        columns = [
            Column(_("Cluster"), is_cut=not self.in_full),
            Column(self.claimed, is_number=True),
            Column(_("Supported"), is_number=True),
            Column(_("At risk"), is_number=True, tone=Tone.RISK),
            Column(_("Max"), is_number=True, is_minor=True),
            Column("%", is_number=True),
            Column(_("Answered"), is_number=True, is_minor=True),
        ]
        is_recorded = self.scorecard.total.supported is not None
        legend = (_("Supported"), _("At risk")) if is_recorded else (self.claimed,)
        return Table(_("Points by cluster"), columns, rows, legend=legend)

    def _points(self, name: str, tally: Tally, level: int = 0) -> Row:
        parts = [tally.claimed] if tally.supported is None else [tally.supported, tally.at_risk or NO_POINTS]
        share = share_text(tally.claimed, tally.maximum, self.messages)
        answered = f"{tally.answered}/{tally.questions}"
        values: list[Value] = [name, tally.claimed, tally.supported, tally.at_risk, tally.maximum, share, answered]
        return Row(values, level, bar=Bar(name, parts, tally.maximum))

    def _missing_evidence(self) -> Table:
        _ = self.messages.gettext
        missing = self.scorecard.missing_evidence
        shown = missing if self.in_full else missing[:SHOWN]
        rows = [Row([each.question.code, each.at_risk, self._wanted(each), self._owners(each)]) for each in shown]
        columns = [
            Column(_("Code")),
            Column(_("At risk"), is_number=True, tone=Tone.RISK),
            Column(_("Missing evidence"), is_cut=not self.in_full),
            Column(_("Agencies")),
        ]
        if len(shown) == len(missing):
            return Table(_("Missing evidence"), columns, rows)
        title = _("Missing evidence: {shown} of {count} questions, largest first", shown=len(shown), count=len(missing))
        rest = missing[len(shown) :]
        note = counted(
            self.messages,
            Plural(
                "{count} more question with {points} at risk. Use -v to show all.",
                "{count} more questions with {points} at risk. Use -v to show all.",
            ),
            len(rest),
            points=points_text(sum((each.at_risk for each in rest), NO_POINTS), self.messages),
        )
        return Table(title, columns, rows, note)

    def _wanted(self, score: QuestionScore) -> Value:
        wanted = missing_lines(score, self.scorecard.instrument, self.messages)
        if not self.in_full:
            return brief(wanted)
        return Captioned("\n".join(wanted), self.messages.pick(score.question.text))

    def _owners(self, score: QuestionScore) -> str:
        owners = self.agencies.owners_of(score.question, score.answer.agency)
        return ", ".join(owners) if self.in_full else brief(owners)

    def _agencies(self) -> Table:
        """
        Count the questions of each agency: done, not done, and without a document. A question counts for every agency.

        A question is done if it has points and, where evidence is recorded, all of them are supported.
        """
        _ = self.messages.gettext
        recorded = self.scorecard.assessment.evidence_recorded
        owned: dict[str, list[QuestionScore]] = {name: [] for name in self.agencies.names}
        for item in self.items:
            for owner in item.owners:
                owned.setdefault(owner, []).append(item.score)
        counts = []
        for name, own in owned.items():
            undocumented = sum(bool(each.at_risk) for each in own)
            not_done = sum(not each.tally.claimed for each in own)
            if own:
                at_risk = sum((each.at_risk for each in own), NO_POINTS)
                counts.append((at_risk, not_done, len(own) - not_done - undocumented, undocumented, name))
        counts.sort(key=lambda each: each[:2], reverse=True)
        rows = [
            Row([name, done, not_done, *([undocumented, at_risk] if recorded else [None, None])])
            for at_risk, not_done, done, undocumented, name in counts
        ]
        columns = [
            Column(_("Agency")),
            *(Column(title, is_number=True) for title in (_("Done"), _("Not done"), _("Evidence needed"))),
            Column(_("At risk"), is_number=True, tone=Tone.RISK),
        ]
        if self.in_full or not recorded or len(rows) <= _AGENCIES:
            return Table(_("By agency"), columns, rows, _(SHARED_QUESTIONS))
        title = _("Agencies with the most points at risk ({shown} of {count})", shown=_AGENCIES, count=len(rows))
        first = [
            (Column(name, is_number=True, tone=Tone.RISK), at_risk) for at_risk, *_counts, name in counts[:_AGENCIES]
        ]
        return Table(
            title, [column for column, _risk in first], [Row([risk for _column, risk in first])], _(_OF_ONE_AGENCY)
        )
