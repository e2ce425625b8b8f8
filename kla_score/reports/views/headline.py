"""The start and the end of a result: title, totals, what to do next, cautions, and the answer once more."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple

from kla_score.analysis.margin import Margin, find_margin
from kla_score.assessment.region import Region
from kla_score.i18n import N_, Messages, clean
from kla_score.instrument.evidence import Status
from kla_score.issues import Plural, Severity
from kla_score.reports.cautions import caution_line, cautions
from kla_score.reports.document import Aligned, Document, Fact, Figure, Row, Table, Tone, decimals_in
from kla_score.reports.issue_texts import issue_table, severity_counts
from kla_score.reports.phrases import counted, points_text
from kla_score.reports.views.instrument import STATUSES
from kla_score.reports.views.labels import (
    STAGES,
    claimed_word,
    instrument_line,
    predicate_name,
    region_name,
    share_of_maximum,
    shared_end_text,
)
from kla_score.reports.views.records import scorecard_records
from kla_score.scoring import PredicateResult, Scorecard

FEW: Final = 3
"""The number of questions in a step."""

_CODES: Final = 5
"""The number of codes in one line."""

_SEVERITIES: Final = {Severity.ERROR: N_("Errors"), Severity.WARNING: N_("Warnings"), Severity.NOTE: N_("Notes")}


class Invocation(NamedTuple):
    """
    What a command knows of its own call.

    *arguments* name the sheet in a suggested command; by default it is named by its file. *lists_issues* is whether the
    command lists the issues after the result.
    """

    arguments: str = ""
    lists_issues: bool = False


def scorecard_frame(scorecard: Scorecard, messages: Messages) -> Document:
    """Return *scorecard* as a document without tables: title, facts, notes and machine-readable data."""
    return Headline(scorecard, messages).document()


class Headline:
    """The parts of a result around its tables."""

    def __init__(
        self, scorecard: Scorecard, messages: Messages, *, in_full: bool = False, invocation: Invocation | None = None
    ) -> None:
        self.scorecard = scorecard
        self.messages = messages
        self.in_full = in_full
        self.invocation = invocation or Invocation()
        self.period = scorecard.assessment.period
        self.claimed = claimed_word(scorecard, messages)
        self.errors = sum(issue.severity is Severity.ERROR for issue in scorecard.assessment.issues)

    @property
    def held(self) -> str:
        """The name of the predicate that counts: of the supported total if evidence is recorded."""
        predicate = (self.scorecard.supported or self.scorecard.claimed).predicate
        return self.messages.pick(predicate.name) if predicate else ""

    @cached_property
    def margin(self) -> Margin | None:
        """The margin of the predicate, calculated once for facts and steps."""
        return find_margin(self.scorecard)

    def margin_fact(self) -> Iterator[Fact]:
        """Yield the margin, if any: points above the threshold, and the rejections that would lose the predicate."""
        if self.margin is None:
            return
        _ = self.messages.gettext
        points = points_text(self.margin.above, self.messages)
        above = _("{above} above the {name} threshold.", above=points, name=self.held)
        fewest = self.margin.fewest
        codes = ", ".join(fewest[:_CODES])
        if len(fewest) > _CODES:
            codes = _("{codes} and {count} more", codes=codes, count=len(fewest) - _CODES)
        drop = counted(
            self.messages,
            Plural(
                "If question {codes} is rejected, the predicate drops.",
                "If these {count} questions are rejected, the predicate drops: {codes}.",
            ),
            len(fewest),
            codes=codes,
        )
        yield _("Margin"), f"{above} {drop}"

    def document(self) -> Document:
        """Return a document without steps and tables."""
        notes = list(self._notes())
        closing = notes if self.in_full else [*self._shared_ends(), self._caution(), self._short_provenance()]
        return replace(
            scorecard_records(self.scorecard, self.messages),
            title=self._title(),
            alert=self._alert(),
            facts=list(self._facts()),
            figures=self._figures(),
            appendix=list(self._issues()),
            notes=notes,
            closing=[*closing, self._answer()],
            caution=self._caution(),
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
        return clean(region_name(self.period.region)) or self.messages.gettext("Unnamed region")

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
        if self.margin and len(self.margin.fewest) > FEW:
            yield from self.margin_fact()
        answered = self.messages.ngettext(
            "{answered} of {count} question",
            "{answered} of {count} questions",
            total.questions,
            answered=total.answered,
        )
        counts = severity_counts(self.scorecard.assessment.issues, self.messages)
        if counts and self.invocation.lists_issues:
            answered = _("{answered} ({counts}, listed below)", answered=answered, counts=counts)
        yield _("Answered"), answered
        if counts and not self.invocation.lists_issues:
            yield _("Issues"), counts

    def _figures(self) -> Mapping[str, Sequence[Figure]]:
        """Return the numbers of the facts that are sentences."""
        _ = self.messages.gettext
        total = self.scorecard.total
        counts = Counter(issue.severity for issue in self.scorecard.assessment.issues)
        return {
            _("Answered"): [Figure(_("Answered"), total.answered), Figure(_("Questions"), total.questions)],
            _("Issues"): [Figure(_(_SEVERITIES[each]), counts[each]) for each in Severity if counts[each]],
        }

    def _at_risk(self, points: Decimal) -> Aligned:
        text = counted(
            self.messages,
            Plural("{count} question without complete evidence", "{count} questions without complete evidence"),
            len(self.scorecard.missing_evidence),
        )
        return Aligned(self._points_text(points), explanation=text, tone=Tone.RISK, number=points)

    def _points_text(self, points: Decimal) -> str:
        """Return the points of a total, with as many decimals as the others have."""
        total = self.scorecard.total
        rows = [Row([each]) for each in (total.claimed, total.supported)]
        return self.messages.number(points, decimals_in(rows, 0))

    def _folder(self) -> Iterator[Fact]:
        folder = self.scorecard.assessment.folder
        if folder is None:
            return
        texts = (
            (Plural("{count} file", "{count} files"), folder.files),
            (Plural("{count} cited file", "{count} cited files"), folder.cited),
            (Plural("{count} name not found", "{count} names not found"), folder.references[Status.NOT_FOUND]),
            (Plural("{count} name rejected", "{count} names rejected"), folder.references[Status.REJECTED]),
        )
        text = ", ".join(counted(self.messages, *each) for each in texts if each[1] or each is texts[0])
        yield self.messages.gettext("Evidence folder"), f"{clean(folder.folder)}: {text}"

    def _predicate_result(self, points: Decimal, result: PredicateResult) -> Aligned:
        """Return points, predicate and the points to the next one."""
        _ = self.messages.gettext
        pick = self.messages.pick
        figure, maximum = self._points_text(points), self.scorecard.total.maximum
        if not self.scorecard.instrument.predicates:
            share = str(share_of_maximum(points, maximum, self.messages))
            return Aligned(figure, share, _("of {maximum} points", maximum=maximum), number=points)
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
        tone = Tone.GOOD if result.predicate else None
        return Aligned(figure, predicate_name(result, self.messages), "; ".join(parts), tone, points)

    def _notes(self) -> Iterator[str]:
        instrument = self.scorecard.instrument
        yield from self._shared_ends()
        yield from cautions([self.period.stage], [instrument], self.messages)
        yield self.messages.pick(instrument.status_note)
        provenance = self.messages.gettext(
            "{title}, edition {edition}, {status}, fingerprint {fingerprint}",
            title=self.messages.pick(instrument.title),
            edition=instrument.edition,
            status=self.messages.gettext(STATUSES[instrument.status]),
            fingerprint=instrument.fingerprint,
        )
        yield self._with_file(provenance)

    def _shared_ends(self) -> Iterator[str]:
        """Yield both readings of the totals at the end of a printed range."""
        results = [result for result in (self.scorecard.claimed, self.scorecard.supported) if result]
        texts = [
            shared_end_text(result.predicate, result.next, self.messages)
            for result in results
            if result.is_on_shared_end and result.predicate and result.next
        ]
        yield from dict.fromkeys(texts)

    def _caution(self) -> str:
        return caution_line([self.period.stage], [self.scorecard.instrument], self.messages)

    def _short_provenance(self) -> str:
        return self._with_file(instrument_line(self.scorecard.instrument, self.messages))

    def _with_file(self, provenance: str) -> str:
        """Return *provenance* with the file that was read, if there is one."""
        return "; ".join(filter(None, (provenance, clean(self.scorecard.assessment.source.file))))

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
        return f"{text} ({predicate_name(result, self.messages)})"
