"""The annex: what villages and sub-districts report on each question, as a document."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kla_score.analysis.rollup import Attendance, Counted, RegionAnswer, Rollup, State
from kla_score.assessment.region import Region
from kla_score.i18n import N_, Messages
from kla_score.instrument.questions import NO_POINTS, NumberScale, Question
from kla_score.parts.rolled_up import MATRIX
from kla_score.reports.data.rollup import rollup_data
from kla_score.reports.document import EMPTY, Column, CountOf, Document, Fact, Row, Table, Value
from kla_score.reports.issue_texts import location_text, sentence
from kla_score.reports.phrases import joined
from kla_score.reports.pictures import Bar, Bars
from kla_score.reports.views.labels import share_of_maximum
from kla_score.reports.views.shortening import first_rows
from kla_score.scoring import Scorecard

_STATES: Final = {
    State.YES: N_("Yes"),
    State.NO: N_("No"),
    State.CONFLICT: N_("Conflict"),
    State.NOT_RECEIVED: N_("Not received"),
}
_CASE_STATES: Final = {**_STATES, State.YES: N_("With cases"), State.NO: N_("Without cases")}
_ESTIMATE: Final = N_("The estimate is the maximum times the share of better answers. It is not official.")
_CASES: Final = N_("For questions on cases, “yes” means that cases exist, and “no” is the better answer.")
_ABOVE: Final = N_("In question {question}, “yes” means more than {limit}% of the children.")
_AT_LEAST: Final = N_("In question {question}, “yes” means at least {limit}% of the children.")
_ADDITION: Final = N_(
    "You can also attach the annex to {questions}. The program does not enter it for these questions."
)
_VILLAGE: Final = N_("Village or sub-district")
_NAMED: Final = 5
"""The number of regions that a screen names in one row."""


def rollup_document(
    rollup: Rollup,
    messages: Messages,
    scores: tuple[Scorecard, Scorecard] | None = None,
    *,
    in_full: bool = False,
) -> Document:
    """
    Return *rollup* as a document.

    *scores* are those of the regency's workbook before and after the counts were written. Without *in_full*, lists of
    regions are shortened, as for a screen.
    """
    view = _RollupView(rollup, messages, scores, in_full=in_full)
    others = (view.attendance(), view.missing(), view.conflicts())
    return Document(
        messages.gettext("Answers of villages and sub-districts"),
        messages,
        list(view.facts()),
        [view.shares(), *(table for table in others if table.rows)],
        pictures=list(view.pictures()),
        appendix=[view.problems()] if rollup.issues or rollup.failed else [],
        details=[view.answers(each) for each in rollup.counted],
        records=view.records(),
        notes=_notes(rollup, messages),
        data=rollup_data(rollup, scores, _notes(rollup, Messages(rollup.instrument.language))),
    )


def _notes(rollup: Rollup, messages: Messages) -> Sequence[str]:
    """Return how to read the result, and where the annex fits although the program does not enter it."""
    notes = [messages.gettext(_ESTIMATE), messages.gettext(_CASES)]
    notes += filter(None, (_meaning(each, messages) for each in rollup.counted))
    also = [each.fed.code for each in rollup.counted if each.is_answered and MATRIX not in each.fed.evidence_kinds]
    if also:
        notes.append(messages.gettext(_ADDITION, questions=joined(also, messages)))
    return notes


def _meaning(counted: Counted, messages: Messages) -> str:
    """Return what yes means in a question on a share; empty for any other question."""
    scale = counted.question.scale
    if not isinstance(scale, NumberScale):
        return ""
    step = scale.steps[-1]
    text = _AT_LEAST if step.is_included else _ABOVE
    return messages.gettext(text, question=counted.fed.code, limit=step.edge)


class _RollupView:
    def __init__(
        self, rollup: Rollup, messages: Messages, scores: tuple[Scorecard, Scorecard] | None, *, in_full: bool
    ) -> None:
        self.rollup = rollup
        self.messages = messages
        self.scores = scores
        self.in_full = in_full
        self.has_conflicts = any(each.count(State.CONFLICT) for each in rollup.counted)
        self.states = [each for each in State if each is not State.CONFLICT or self.has_conflicts]

    def facts(self) -> Iterator[Fact]:
        _ = self.messages.gettext
        yield _("As of"), self.rollup.as_of or EMPTY
        failed = len(self.rollup.failed)
        lists = self.messages.ngettext("{count} list read", "{count} lists read", self.rollup.files)
        if failed:
            lists += ", " + self.messages.ngettext("{count} not readable", "{count} not readable", failed)
        yield _("Lists"), lists
        members = sum(each.members for each in self.rollup.attendance)
        absent = sum(len(each.absent) for each in self.rollup.attendance)
        yield _("Received"), _("{count} of {all} villages and sub-districts", count=members - absent, all=members)
        if self.scores:
            before, after = (each.total for each in self.scores)
            yield _("Claimed"), f"{self.messages.number(before.claimed)} → {self.messages.number(after.claimed)}"
            if before.supported is not None and after.supported is not None:
                supported = f"{self.messages.number(before.supported)} → {self.messages.number(after.supported)}"
                yield _("Supported"), supported

    def shares(self) -> Table:
        """Return a row for each question: the counts, the share of better answers and the estimate."""
        _ = self.messages.gettext
        numbers = [Column(_(_STATES[state]), is_number=True) for state in self.states]
        rows = []
        for each in self.rollup.counted:
            total = len(each.by_region)
            counts: list[Value] = [each.count(state) for state in self.states]
            better = share_of_maximum(each.good + NO_POINTS, NO_POINTS + total, self.messages)
            text = self.messages.pick(each.question.text) if self.in_full else self._document(each.question)
            values = [each.fed.code, text, *counts, better, each.estimate]
            rows.append(Row([*values, each.fed.maximum], bar=self._bar(each)))
        # The beginnings of the questions are alike, and a narrow screen shows no more than that.
        subject = _("Question") if self.in_full else _("Required document")
        columns = [Column(_("Code")), Column(subject, is_cut=True), *numbers]
        columns += [
            Column(_("Better answers"), is_number=True),
            Column(_("Estimate"), is_number=True),
            Column(_("Maximum"), is_number=True, is_minor=True),
        ]
        return Table(_("Shares by question"), columns, rows)

    def _bar(self, counted: Counted) -> Bar:
        parts = [NO_POINTS + counted.count(state) for state in self.states[:-1]]
        return Bar(counted.fed.code, parts, NO_POINTS + len(counted.by_region))

    def attendance(self) -> Table:
        _ = self.messages.gettext
        rows = [
            Row([each.district, each.members, each.members - len(each.absent), self._names(each)])
            for each in self.rollup.attendance
            if each.absent
        ]
        columns = [Column(_("Sub-district")), Column(_("Total"), is_number=True, is_summed=True)]
        columns += [Column(_("Received"), is_number=True, is_summed=True), Column(_("Not received"))]
        return Table(_("Missing answers by sub-district"), columns, rows, is_prose=True)

    def _names(self, attendance: Attendance) -> str:
        names = [_region(each) for each in attendance.absent]
        if self.in_full or len(names) <= _NAMED:
            return ", ".join(names)
        more = self.messages.gettext("and {count} more", count=len(names) - _NAMED)
        return f"{', '.join(names[:_NAMED])} {more}"

    def missing(self) -> Table:
        _ = self.messages.gettext
        rows = [Row(self._missing_row(*each)) for each in self.rollup.missing_one.items()]
        columns = [Column(title) for title in (_("Sub-district"), _(_VILLAGE), _("Code"), _("Missing document"))]
        return first_rows(
            Table(_("Only one document missing"), columns, rows, is_prose=True),
            _SHOWN,
            self.messages,
            in_full=self.in_full,
        )

    def _missing_row(self, region: Region, counted: Counted) -> Sequence[Value]:
        what = self._document(counted.question)
        return [region.district or region.name, _region(region), counted.fed.code, what]

    def conflicts(self) -> Table:
        """Return the answers that are not counted, with the rows of the lists that have them."""
        _ = self.messages.gettext
        rows = []
        for region, fed, answers in self.rollup.conflicts:
            named = [
                f"{_(_STATES[State.YES if answer.is_yes else State.NO])} ({location_text(location)})"
                for answer, location in answers
                if answer.is_yes is not None
            ]
            rows.append(Row([region.district or region.name, _region(region), fed.code, "; ".join(named)]))
        columns = [Column(title) for title in (_("Sub-district"), _(_VILLAGE), _("Code"), _("Answers"))]
        return first_rows(
            Table(_("Different answers"), columns, rows, is_prose=True), _SHOWN, self.messages, in_full=self.in_full
        )

    def problems(self) -> Table:
        """Return every issue with its list, such as regions outside the roster."""
        _ = self.messages.gettext
        issues = [*(issue for each in self.rollup.failed for issue in each.issues), *self.rollup.issues]
        rows = [
            Row([location_text(each.location), each.question, sentence(each, self.messages), each.code])
            for each in issues
        ]
        columns = [Column(title) for title in (_("Location"), _("Question"), _("Message"), _("Issue code"))]
        return Table(_("Issues"), columns, rows, is_prose=True)

    def _document(self, question: Question) -> str:
        """Return the document that *question* requires, or its text if it requires none."""
        items = [self.messages.pick(item.what) for items in question.alternatives for item in items]
        return "; ".join(items) or self.messages.pick(question.text)

    def pictures(self) -> Iterator[Bars]:
        """Yield the counts of the questions of each form: first those where yes is better, then those on cases."""
        _ = self.messages.gettext
        for form in self.rollup.forms:
            name = self.messages.pick(form.clusters[0].name)
            asked = [each for each in self.rollup.counted if each.question.code in form.questions]
            others = [each for each in asked if not each.question.lower_is_better]
            if others:
                meanings = filter(None, (_meaning(each, self.messages) for each in others))
                note = " ".join((_("“Yes” is the better answer."), *meanings))
                yield self._picture(name, others, _STATES, note)
            if cases := [each for each in asked if each.question.lower_is_better]:
                title = _("{name}: questions on cases", name=name)
                picture = self._picture(title, cases, _CASE_STATES, _("“Without cases” is the better answer."))
                yield picture._replace(is_adverse=True)

    def _picture(self, title: str, asked: Sequence[Counted], names: Mapping[State, str], note: str) -> Bars:
        _ = self.messages.gettext
        legend = [_(names[state]) for state in self.states]
        bars = []
        for each in asked:
            yes = _("{answer} {count} of {all}", answer=legend[0], count=each.count(State.YES), all=len(each.by_region))
            bar = self._bar(each)
            bars.append(bar._replace(name=f"{each.fed.code} {self._document(each.question)}", value=yes))
        words = "; ".join(
            f"{bar.name}: "
            + ", ".join(f"{word} {self.messages.number(part)}" for word, part in zip(legend, bar.parts, strict=False))
            for bar in bars
        )
        return Bars(title, words, legend, bars, note)

    def answers(self, counted: Counted) -> Table:
        """Return a row for each region, and the number of each answer."""
        _ = self.messages.gettext
        rows = [Row(self._answer(each)) for each in counted.by_region]
        for state in self.states:
            word = _(_STATES[state])
            label = _("Answers: {answer}", answer=word)
            rows.append(Row([label, "", "", CountOf(counted.count(state), _ANSWER, word), "", ""], is_total=True))
        columns = [Column(title) for title in self._titles()]
        is_case = counted.question.lower_is_better
        meaning = _("“Yes” means that cases exist.") if is_case else _meaning(counted, self.messages)
        note = " ".join(filter(None, (counted.fed.code, self.messages.pick(counted.question.text), meaning)))
        return Table(counted.fed.code, columns, rows, note, is_summed_above=True)

    def _titles(self) -> Sequence[str]:
        _ = self.messages.gettext
        return _("Sub-district"), _("Region code"), _(_VILLAGE), _("Answer"), _("Document"), _("Date")

    def _answer(self, region_answer: RegionAnswer) -> Sequence[Value]:
        region, answer = region_answer.region, region_answer.answer
        name = _region(region)
        state = self.messages.gettext(_STATES[region_answer.state])
        return [region.district or region.name, region.code, name, state, answer.document, answer.date]

    def records(self) -> Table:
        """Return a row for each region and question."""
        rows = [
            Row([each.fed.code, *self._answer(region_answer)])
            for each in self.rollup.counted
            for region_answer in each.by_region
        ]
        _ = self.messages.gettext
        return Table(_("Answers"), [Column(title) for title in (_("Code"), *self._titles())], rows)


_ANSWER: Final = 3
"""The position of the column with the answer."""
_SHOWN: Final = 10
"""The number of rows of a list that a screen shows."""


def _region(region: Region) -> str:
    return f"{region.kind.capitalize()} {region.name}"
