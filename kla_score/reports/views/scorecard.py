"""A scorecard as a document, in the order in which officials need it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Final

from kla_score.analysis.margin import find_margin
from kla_score.assessment.region import Region, Stage
from kla_score.i18n import N_, Messages, clean
from kla_score.instrument.agencies import Agencies
from kla_score.instrument.evidence import Status
from kla_score.instrument.questions import NO_POINTS
from kla_score.issues import Severity
from kla_score.reports.cautions import cautions
from kla_score.reports.document import Column, Document, Row, Table
from kla_score.reports.issue_texts import issue_table
from kla_score.reports.views.instrument import STATUSES
from kla_score.reports.views.pictures import scorecard_pictures
from kla_score.reports.views.question_rows import Item, items_of, missing_lines, missing_table, question_table
from kla_score.reports.views.records import scorecard_records
from kla_score.scoring import PredicateResult, QuestionScore, Scorecard, Tally
from kla_score.scoring.summary import share_of

SHOWN: Final = 10
"""The maximum number of entries in a list, unless all are requested."""

_FIRST: Final = 3
"""The number of questions to do next."""

_CODES: Final = 5
"""The number of codes in one line."""

STAGES: Final = {
    Stage.EM: N_("self-assessment (EM)"),
    Stage.VA: N_("administrative verification (VA)"),
    Stage.VL: N_("field verification (VL)"),
    Stage.VLH: N_("hybrid field verification (VLH)"),
    Stage.VKL: N_("verification visit (VKL)"),
    Stage.VF: N_("final verification (VF)"),
}


def scorecard_document(
    scorecard: Scorecard,
    messages: Messages,
    agencies: Agencies | None = None,
    *,
    in_full: bool = False,
    named: str = "",
) -> Document:
    """
    Return *scorecard* as a document in the language of *messages*.

    Args:
        scorecard: The scorecard.
        messages: The language.
        agencies: The agencies of the region; by default those of the instrument.
        in_full: Whether to add the indicators, full lists and the details.
        named: The arguments for the sheet in a suggested command; by default its name.

    """
    return _ScorecardView(scorecard, messages, agencies, in_full=in_full, named=named).document()


def scorecard_frame(scorecard: Scorecard, messages: Messages) -> Document:
    """Return *scorecard* as a document without tables: title, facts, notes and machine-readable data."""
    return _ScorecardView(scorecard, messages).frame()


def claimed_word(scorecard: Scorecard, messages: Messages) -> str:
    """Return the word for the points of the sheet: claimed before a verification, verified after it."""
    is_verified = scorecard.assessment.period.stage not in {None, Stage.EM}
    return messages.gettext("Verified") if is_verified else messages.gettext("Claimed")


def margin_fact(scorecard: Scorecard, messages: Messages) -> Sequence[tuple[str, str]]:
    """Return the margin of the predicate, if any: points above its threshold, and the rejections that would lose it."""
    margin = find_margin(scorecard)
    if margin is None:
        return ()
    codes = ", ".join(margin.fewest[:_CODES])
    predicate = (scorecard.supported or scorecard.claimed).predicate
    text = messages.gettext(
        "{above} points above the limit of {name}; refusals that would lose it: {count} ({codes})",
        above=margin.above,
        name=messages.pick(predicate.name) if predicate else "",
        count=len(margin.fewest),
        codes=codes,
    )
    return ((messages.gettext("Margin"), text),)


def share_text(points: Decimal, maximum: Decimal, messages: Messages) -> str:
    """Return a share in percent, truncated to one decimal, so that 100 % is shown only if it is exact."""
    share = (points * 1000 // maximum) / 10 if maximum else NO_POINTS
    return f"{messages.number(share, 1)} %"


class _ScorecardView:
    def __init__(
        self,
        scorecard: Scorecard,
        messages: Messages,
        agencies: Agencies | None = None,
        *,
        in_full: bool = False,
        named: str = "",
    ) -> None:
        self.scorecard = scorecard
        self.agencies = agencies or Agencies(scorecard.instrument)
        self.messages = messages
        self.in_full = in_full
        self.named = named
        self.period = scorecard.assessment.period
        self.claimed = claimed_word(scorecard, messages)

    @cached_property
    def items(self) -> Sequence[Item]:
        """The questions with their agencies, calculated once for all tables."""
        return list(items_of(self.scorecard, self.agencies))

    def document(self) -> Document:
        tables = [self._clusters(), self._reached()]
        if self.scorecard.missing_evidence:
            tables.append(self._missing_evidence())
        if self.scorecard.instrument.agencies:
            tables.append(self._agencies())
        if not self.in_full:
            return replace(self.frame(), tables=tables)
        pictures = scorecard_pictures(self.scorecard, self.claimed, self.messages)
        return replace(self.frame(), tables=tables, pictures=pictures, details=self._details())

    def _details(self) -> Sequence[Table]:
        """List every question, and the missing evidence by agency."""
        _ = self.messages.gettext
        details = [question_table(_("Questions"), self.items, self.scorecard, self.messages)]
        if self.scorecard.missing_evidence:
            details.append(missing_table(_("Missing evidence by agency"), self.items, self.scorecard, self.messages))
        return details

    def frame(self) -> Document:
        return replace(
            scorecard_records(self.scorecard, self.messages),
            title=self._title(),
            facts=list(self._facts()),
            appendix=list(self._issues()),
            notes=list(self._notes()),
        )

    def _issues(self) -> Iterator[Table]:
        assessment = self.scorecard.assessment
        if assessment.issues:
            yield issue_table(assessment.source.file, assessment.issues, self.messages)

    def _title(self) -> str:
        _ = self.messages.gettext
        stage = _(STAGES[self.period.stage]) if self.period.stage else ""
        when = " ".join(part for part in (stage, str(self.period.year or "")) if part)
        return ", ".join(part for part in (region_name(self.period.region) or _("unnamed region"), when) if part)

    def _facts(self) -> Iterator[tuple[str, str]]:
        _ = self.messages.gettext
        total = self.scorecard.total
        errors = sum(issue.severity is Severity.ERROR for issue in self.scorecard.assessment.issues)
        if self.period.part:
            yield (
                _("Part"),
                _("{agency}; only its {count} questions", agency=clean(self.period.part), count=total.questions),
            )
        if errors:
            yield _("INCOMPLETE"), _("errors in the sheet: {errors}; what they concern counts 0", errors=errors)
        yield self.claimed, self._predicate_result(total.claimed, self.scorecard.claimed)
        if total.supported is None or self.scorecard.supported is None:
            yield _("Supported"), _("not recorded: no evidence cell of this sheet is filled in.")
        else:
            yield _("Supported"), self._predicate_result(total.supported, self.scorecard.supported)
            if total.at_risk:
                yield _("At risk"), _("{points} points without complete evidence", points=total.at_risk)
        yield from self._folder()
        yield from margin_fact(self.scorecard, self.messages)
        yield from self._lowest()
        yield from self._next(errors)
        yield (
            _("Answered"),
            _("{answered} of {questions} questions", answered=total.answered, questions=total.questions),
        )
        instrument = self.scorecard.instrument
        yield (
            _("Instrument"),
            _(
                "{title}, edition {edition}, {status}; fingerprint {fingerprint}",
                title=self.messages.pick(instrument.title),
                edition=instrument.edition,
                status=_(STATUSES[instrument.status]),
                fingerprint=instrument.fingerprint,
            ),
        )
        if self.scorecard.assessment.source.file:
            yield _("File"), clean(self.scorecard.assessment.source.file)

    def _lowest(self) -> Iterator[tuple[str, str]]:
        """Yield the clusters with the lowest claimed share of their maximum."""
        _ = self.messages.gettext
        reachable = [each for each in self.scorecard.clusters if each.tally.maximum]
        lowest = min((share_of(each.tally) for each in reachable), default=None)
        found = [each for each in reachable if share_of(each.tally) == lowest]
        if not found or len(found) == len(reachable):
            return
        first, rest = found[0], found[1:]
        text = _(
            "{name}: {share} ({points} of {maximum})",
            name=self.messages.pick(first.cluster.name),
            share=share_text(first.tally.claimed, first.tally.maximum, self.messages),
            points=first.tally.claimed,
            maximum=first.tally.maximum,
        )
        if rest:
            text += _("; so do {names}", names=tuple(each.cluster.short for each in rest))
        yield _("Weakest cluster"), text

    def _next(self, errors: int) -> Iterator[tuple[str, str]]:
        """Yield what to do first: errors, then documents, then the steps of a plan."""
        _ = self.messages.gettext
        missing = self.scorecard.missing_evidence
        steps = [_("mend the errors of the sheet ({errors})", errors=errors)] if errors else []
        if first := missing[:_FIRST]:
            codes = ", ".join(each.question.code for each in first)
            points = sum((each.at_risk for each in first), NO_POINTS)
            steps.append(_("add the documents of {codes} ({points} points at risk)", codes=codes, points=points))
        predicate_result = self.scorecard.supported or self.scorecard.claimed
        if not self.scorecard.total.answered and not errors:
            steps.append(_("fill in the yellow cells of the sheet"))
        elif predicate_result.next and not errors:
            name, target = self.messages.pick(predicate_result.next.name), predicate_result.next.id
            file = clean(self.scorecard.assessment.source.file)
            steps.append(
                _(
                    "kla-score plan {file} --target {target} finds the fewest steps to {name}",
                    file=self.named or (f'"{file}"' if " " in file else file),
                    name=name,
                    target=target,
                )
            )
        if steps:
            yield _("Next"), "; ".join(steps)

    def _folder(self) -> Iterator[tuple[str, str]]:
        if folder := self.scorecard.assessment.folder:
            _ = self.messages.gettext
            text = _(
                "{folder}: {files} files, {cited} of them named; names not found: {not_found}, refused: {rejected}",
                folder=folder.folder,
                files=folder.files,
                cited=folder.cited,
                not_found=folder.references[Status.NOT_FOUND],
                rejected=folder.references[Status.REJECTED],
            )
            yield _("Evidence"), text

    def _predicate_result(self, points: Decimal, predicate_result: PredicateResult) -> str:
        """Return points, predicate and the points to the next one."""
        _ = self.messages.gettext
        pick = self.messages.pick
        parts = [_("{points} of {maximum}", points=points, maximum=self.scorecard.total.maximum)]
        if self.scorecard.instrument.predicates:
            parts.append(pick(predicate_result.predicate.name) if predicate_result.predicate else _("no predicate"))
        else:
            parts.append(share_text(points, self.scorecard.total.maximum, self.messages))
        if predicate_result.next and predicate_result.needed:
            parts.append(
                _(
                    "{needed} points short of {name} ({limit})",
                    needed=predicate_result.needed,
                    name=pick(predicate_result.next.name),
                    limit=predicate_result.next.lower_limit,
                )
            )
        if predicate_result.next and predicate_result.indicators_needed:
            count, name = predicate_result.indicators_needed, pick(predicate_result.next.name)
            parts.append(_("indicators short of the gate to {name}: {count}", name=name, count=count))
        if predicate_result.is_between_bands:
            parts.append(_("between two printed ranges"))
        return "; ".join(parts)

    def _notes(self) -> Iterator[str]:
        _ = self.messages.gettext
        predicate_results = [self.scorecard.claimed, self.scorecard.supported]
        if any(predicate_result and predicate_result.is_between_bands for predicate_result in predicate_results):
            yield _(
                "The printed ranges leave gaps between whole numbers; a predicate is taken to start at its lower limit."
            )
        yield from cautions([self.period.stage], self.scorecard.instrument, self.messages)

    def _clusters(self) -> Table:
        _ = self.messages.gettext
        pick = self.messages.pick
        rows = []
        for cluster in self.scorecard.clusters:
            rows.append(Row([pick(cluster.cluster.name), *self._points(cluster.tally)]))
            if self.in_full:
                rows += [
                    Row(
                        [f"{each.indicator.code}. {pick(each.indicator.name)}", *self._points(each.tally)],
                        level=1,
                    )
                    for each in cluster.indicators
                ]
        rows.append(Row([_("Total"), *self._points(self.scorecard.total)], is_total=True))
        titles = (self.claimed, _("Supported"), _("At risk"), _("Maximum"), _("Answered"))
        columns = [Column(_("Cluster")), *(Column(title, is_number=True) for title in titles)]
        return Table(_("Points by cluster"), columns, rows)

    def _points(self, tally: Tally) -> Sequence[Decimal | str | None]:
        answered = f"{tally.answered}/{tally.questions}"
        return [tally.claimed, tally.supported, tally.at_risk, tally.maximum, answered]

    def _reached(self) -> Table:
        _ = self.messages.gettext
        rows = [
            Row(
                [
                    self.messages.pick(each.cluster.short),
                    each.tally.claimed,
                    each.tally.not_reached,
                    each.tally.maximum,
                    share_text(each.tally.claimed, each.tally.maximum, self.messages),
                ]
            )
            for each in self.scorecard.clusters
        ]
        total = self.scorecard.total
        rows.append(
            Row(
                [
                    _("Total"),
                    total.claimed,
                    total.not_reached,
                    total.maximum,
                    share_text(total.claimed, total.maximum, self.messages),
                ],
                is_total=True,
            )
        )
        titles = (_("Reached"), _("Not reached"), _("Maximum"), _("Share"))
        columns = [Column(_("Cluster")), *(Column(title, is_number=True) for title in titles)]
        return Table(_("Reached and not reached"), columns, rows)

    def _missing_evidence(self) -> Table:
        _ = self.messages.gettext
        missing = self.scorecard.missing_evidence
        shown = missing if self.in_full else missing[:SHOWN]
        rows = [Row([each.question.code, each.at_risk, self._wanted(each), self._owners(each)]) for each in shown]
        columns = [
            Column(_("Code")),
            Column(_("At risk"), is_number=True),
            Column(_("Question and missing evidence")),
            Column(_("Agencies"), is_minor=True),
        ]
        rest = missing[len(shown) :]
        note = self._cut(len(rest), sum((each.at_risk for each in rest), NO_POINTS))
        return Table(_("Missing evidence, largest first"), columns, rows, note, is_prose=True)

    def _cut(self, count: int, points: Decimal) -> str:
        if not count:
            return ""
        return self.messages.gettext("and {count} more with {points} points; -v shows all", count=count, points=points)

    def _wanted(self, score: QuestionScore) -> str:
        wanted = missing_lines(score, self.scorecard.instrument, self.messages)
        return "\n".join([self.messages.pick(score.question.text), *(f"- {line}" for line in wanted)])

    def _owners(self, score: QuestionScore) -> str:
        return ", ".join(self.agencies.owners_of(score.question, score.answer.agency))

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
        shown = rows if self.in_full else rows[:SHOWN]
        titles = (_("Done"), _("Not done"), _("Evidence needed"), _("At risk"))
        columns = [Column(_("Agency")), *(Column(title, is_number=True) for title in titles)]
        notes = [_("A question with several owners counts for each of them.")]
        if len(rows) > len(shown):
            notes.append(_("{count} more agencies; -v shows all", count=len(rows) - len(shown)))
        return Table(_("By agency"), columns, shown, " ".join(notes))


def region_name(region: Region) -> str:
    """Return the name of a region with its kind and province, as far as they are known."""
    name = " ".join(part for part in (region.kind.capitalize(), region.name) if part) if region.name else ""
    return ", ".join(part for part in (name, region.province) if part)
