"""A scorecard as a document, in the order in which officials need it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from kla_score.i18n import N_, Messages
from kla_score.instrument.agencies import Agencies
from kla_score.instrument.questions import NO_POINTS
from kla_score.issues import Plural
from kla_score.reports.document import Captioned, Column, Document, Row, Step, Table, Tone, Value
from kla_score.reports.phrases import brief, counted, points_text
from kla_score.reports.pictures import Bar
from kla_score.reports.views.headline import Headline, Invocation
from kla_score.reports.views.labels import cluster_label, in_two_tables, share_of_maximum
from kla_score.reports.views.next_steps import brief_steps, full_steps
from kla_score.reports.views.pictures import scorecard_pictures
from kla_score.reports.views.question_rows import (
    SHARED_QUESTIONS,
    Item,
    adds_up,
    capped_note,
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

_OF_ONE_AGENCY: Final = N_("Shared questions count for each agency. `--agency NAME` lists one agency.")


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
        document = replace(self.headline.document(), steps=self._steps(), tables=tables)
        if not self.in_full:
            return document
        _ = self.messages.gettext
        points = in_two_tables(tables[0], _("Points by indicator"), _("Indicator"))
        pictures = scorecard_pictures(self.scorecard, self.claimed, self.messages)
        return replace(
            document,
            pictures=pictures,
            worksheets=[*points, *tables[1:]],
            details=self._details(),
        )

    def _steps(self) -> Sequence[Step]:
        return full_steps(self.headline, self.items) if self.in_full else list(brief_steps(self.headline))

    def _details(self) -> Sequence[Table]:
        """List every question, and the missing evidence by agency."""
        _ = self.messages.gettext
        questions = question_table(_("Questions"), self.items, self.scorecard, self.messages)
        details = [questions._replace(note=capped_note(self.items, self.scorecard, self.messages))]
        if self.scorecard.missing_evidence:
            details.append(missing_table(_("Missing evidence by agency"), self.items, self.scorecard, self.messages))
        return details

    def _clusters(self) -> Table:
        """Return the points of each cluster, in full also of its indicators."""
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
        is_recorded = self.scorecard.total.supported is not None
        legend = (_("Supported"), _("At risk")) if is_recorded else (self.claimed,)
        columns = [Column(_("Cluster"), is_cut=not self.in_full), *self._point_columns()]
        return Table(_("Points by cluster"), columns, rows, legend=legend)

    def _point_columns(self) -> Sequence[Column]:
        """Return the columns of `_points` after the name."""
        _ = self.messages.gettext
        return [
            Column(self.claimed, is_number=True, is_summed=True),
            Column(_("Supported"), is_number=True, is_summed=True),
            Column(_("At risk"), is_number=True, tone=Tone.RISK, is_summed=True),
            Column(_("Max"), is_number=True, is_minor=True, is_summed=True),
            Column("%", is_number=True, ratio=(1, 4)),
            Column(_("Answered"), is_number=True, is_minor=True, is_summed=True),
            *([Column(_("Questions"), is_number=True, is_minor=True, is_summed=True)] if self.in_full else ()),
        ]

    def _points(self, name: str, tally: Tally, level: int = 0) -> Row:
        parts = [tally.claimed] if tally.supported is None else [tally.supported, tally.at_risk or NO_POINTS]
        share = share_of_maximum(tally.claimed, tally.maximum, self.messages)
        counts: list[Value] = [f"{tally.answered}/{tally.questions}"]
        if self.in_full:
            counts = [tally.answered, tally.questions]
        values: list[Value] = [name, tally.claimed, tally.supported, tally.at_risk, tally.maximum, share, *counts]
        return Row(values, level, bar=Bar(name, parts, tally.maximum))

    def _missing_evidence(self) -> Table:
        _ = self.messages.gettext
        missing = self.scorecard.missing_evidence
        shown = missing if self.in_full else missing[:SHOWN]
        rows = [Row([each.question.code, each.at_risk, self._wanted(each), self._owners(each)]) for each in shown]
        columns = [
            Column(_("Code")),
            Column(
                _("At risk"),
                is_number=True,
                tone=Tone.RISK,
                is_summed=adds_up(self.items, self.scorecard, "at_risk"),
            ),
            Column(_("Missing evidence"), is_cut=not self.in_full),
            Column(_("Agencies")),
        ]
        if len(shown) == len(missing):
            return Table(_("Missing evidence"), columns, rows)
        title = _(
            "Missing evidence: {shown} of {count} questions, most points first", shown=len(shown), count=len(missing)
        )
        rest = missing[len(shown) :]
        note = counted(
            self.messages,
            Plural(
                "{count} more question with {points} at risk. Use `-v` to show all.",
                "{count} more questions with {points} at risk. Use `-v` to show all.",
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
            *(
                Column(title, is_number=True, is_summed=True)
                for title in (_("Done"), _("Not done"), _("Evidence needed"))
            ),
            Column(_("At risk"), is_number=True, tone=Tone.RISK, is_summed=True),
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
