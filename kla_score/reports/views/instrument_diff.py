"""The differences between two instruments, and their effect on the score of a sheet, as a document."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from itertools import takewhile
from typing import Final, Literal

from kla_score.analysis.instrument_diff import ADDED, REMOVED, Change, Revision, Subject
from kla_score.analysis.score_diff import OneSided, ScorePair, changed_questions, refused_by_one
from kla_score.cells import format_decimal
from kla_score.i18n import N_, Messages, clean
from kla_score.instrument.base import Model, Text
from kla_score.instrument.questions import NO_POINTS
from kla_score.issues import Plural
from kla_score.reports.data.instrument_diff import revision_data
from kla_score.reports.document import Column, Document, Row, Table, Value
from kla_score.reports.phrases import counted
from kla_score.reports.views.labels import predicate_name
from kla_score.reports.views.shortening import first_rows
from kla_score.scoring import Scorecard

_SHOWN: Final = 20
"""The maximum number of entries in a list, unless all are requested."""

_SUBJECTS: Final[Mapping[Subject, str]] = {
    Subject.INSTRUMENT: N_("instrument"),
    Subject.PREDICATE: N_("predicate"),
    Subject.EVIDENCE_KIND: N_("evidence type"),
    Subject.AGENCY: N_("agency"),
    Subject.SOURCE: N_("source"),
    Subject.CLUSTER: N_("cluster"),
    Subject.INDICATOR: N_("indicator"),
    Subject.QUESTION: N_("question"),
}


def changes_document(revision: Revision, messages: Messages, *, in_full: bool = False) -> Document:
    """Return *revision* as a document in the language of *messages*; *in_full* shortens no list."""
    return _DiffView(revision, messages, in_full=in_full).document()


class _DiffView:
    def __init__(self, revision: Revision, messages: Messages, *, in_full: bool) -> None:
        self.revision = revision
        self.old, self.new = revision.old, revision.new
        self.changes, self.scores = revision.changes, revision.scores
        self.messages, self.in_full = messages, in_full
        self.gettext, self.pick = messages.gettext, messages.pick
        self.pairs = changed_questions(self.old, self.new, *self.scores) if self.scores else ()
        self.refused = refused_by_one(self.scores) if self.scores else OneSided()

    def document(self) -> Document:
        moving = [change for change in self.changes if change.moves_scores]
        resting = [change for change in self.changes if not change.moves_scores]
        tables = []
        if self.scores:
            tables += [*self._scores(*self.scores), *self._questions()]
        if moving:
            tables.append(self._table(self.gettext("Changes that can affect scores"), moving))
        if resting:
            tables.append(self._table(self.gettext("Other changes"), resting))
        records = _RecordsView(Revision(self.old, self.new, self.changes)).table()
        notes = [] if self.changes else [self.gettext("The two instruments are the same.")]
        return Document(
            self._title(),
            self.messages,
            list(self._facts(moving)),
            tables,
            notes=[*notes, *self._refusals()],
            records=records,
            details=[records],
            data=revision_data(self.revision, self.pairs, self.refused),
        )

    def _title(self) -> str:
        """Return both titles, or the title that both have with their editions."""
        titles = [self.pick(each.title) for each in (self.old, self.new)]
        if titles[0] != titles[1]:
            return " → ".join(titles)
        return self.gettext(
            "{title}: edition {old} → {new}", title=titles[0], old=self.old.edition, new=self.new.edition
        )

    def _facts(self, moving: Sequence[Change]) -> Iterator[tuple[str, str]]:
        for label, instrument in ((self.gettext("Old"), self.old), (self.gettext("New"), self.new)):
            yield (
                label,
                counted(
                    self.messages,
                    Plural(
                        "{id} {edition} ({fingerprint}): {maximum} points, {count} question",
                        "{id} {edition} ({fingerprint}): {maximum} points, {count} questions",
                    ),
                    len(instrument.questions),
                    id=instrument.id,
                    edition=instrument.edition,
                    fingerprint=instrument.fingerprint,
                    maximum=instrument.maximum,
                ),
            )
        yield (
            self.gettext("Changes"),
            self.gettext("{count}, of which {moving} can affect scores", count=len(self.changes), moving=len(moving)),
        )
        counts = Counter(
            change.key if change.key in {ADDED, REMOVED} else "code"
            for change in self.changes
            if change.subject is Subject.QUESTION and change.key in {ADDED, REMOVED, "code"}
        )
        yield (
            self.gettext("Questions"),
            self.gettext(
                "{added} added, {removed} removed, {renamed} renamed",
                added=counts[ADDED],
                removed=counts[REMOVED],
                renamed=counts["code"],
            ),
        )
        if self.scores:
            yield self.gettext("File"), clean(self.scores[0].assessment.source.file)

    def _table(self, title: str, changes: Sequence[Change]) -> Table:
        rows = [
            Row(
                [
                    f"{self.gettext(_SUBJECTS[change.subject])} {change.name}",
                    self._key(change),
                    *self._values(change.before, change.after),
                ]
            )
            for change in changes
        ]
        columns = [
            Column(self.gettext("Item")),
            Column(self.gettext("Change")),
            *(Column(self.gettext(each), is_cut=not self.in_full) for each in (N_("Old"), N_("New"))),
        ]
        return first_rows(Table(title, columns, rows), _SHOWN, self.messages, in_full=self.in_full)

    def _key(self, change: Change) -> str:
        if change.key == ADDED:
            return self.gettext("added")
        if change.key == REMOVED:
            return self.gettext("removed")
        return change.key

    def _values(self, before: object, after: object) -> Sequence[Value]:
        """
        Return both values as text. If the texts are equal in the language of the user, the other language is used.
        """
        if isinstance(before, Text) and isinstance(after, Text) and self.pick(before) == self.pick(after):
            other = "id" if self.messages.language == "en" else "en"
            return [f"{other}: {clean(each.in_language(other))}" for each in (before, after)]
        if isinstance(before, Text) and isinstance(after, Text) and not self.in_full:
            return _from_difference(self.pick(before), self.pick(after))
        return [self._value(before), self._value(after)]

    def _value(self, value: object) -> str | None:
        """Return a value of an instrument file as text for people, on one line."""
        match value:
            case None | ():
                return None
            case bool():
                return self._switch(value)
            case Decimal() | int():
                return self._number(value)
            case Enum():
                return str(value.value)
            case Text():
                return self.pick(value)
            case tuple():
                return "; ".join(filter(None, (self._value(each) for each in value)))
            case Model():
                return self._item(value)
            case _:
                return clean(str(value))

    def _switch(self, value: object) -> str:
        return self.gettext("yes") if value else self.gettext("no")

    def _number(self, value: Decimal | int) -> str:
        return self.messages.number(value)

    def _item(self, value: Model) -> str:
        """Return the name or text of a part, or else all of its values."""
        named = getattr(value, "name", None) or getattr(value, "text", None)
        if isinstance(named, Text) and not hasattr(value, "points"):
            maximum = getattr(value, "maximum", None)
            return self.pick(named) + (f" ({self._number(maximum)})" if maximum is not None else "")
        entries = (
            (key, each) for key, each in value.as_mapping().items() if not (each is None or each is False or each == ())
        )
        return ", ".join(f"{key} {self._value(each)}" for key, each in entries)

    def _scores(self, before: Scorecard, after: Scorecard) -> Iterator[Table]:
        """Yield claimed points by cluster and, if the sheet records evidence, supported points."""
        yield self._clusters(self.gettext("Claimed points by cluster"), before, after, "claimed")
        if before.supported or after.supported:
            yield self._clusters(self.gettext("Supported points by cluster"), before, after, "supported")

    def _clusters(
        self, title: str, before: Scorecard, after: Scorecard, which: Literal["claimed", "supported"]
    ) -> Table:
        old = {score.cluster.id: score for score in before.clusters}
        new = {score.cluster.id: score for score in after.clusters}
        rows = []
        for name in dict.fromkeys((*old, *new)):
            pair = [getattr(side[name].tally, which) if name in side else None for side in (old, new)]
            rows.append(Row([self.pick((new.get(name) or old[name]).cluster.short), *_compared(*pair)]))
        totals = [getattr(each.total, which) for each in (before, after)]
        if not any(row.values[-1] for row in rows):
            rows = []
        rows.append(Row([self.gettext("Total"), *_compared(*totals)], is_total=True))
        names = [predicate_name(getattr(each, which), self.messages) for each in (before, after)]
        if names[0] == names[1]:
            note = self.gettext("Predicate: {name} (unchanged)", name=names[0])
        else:
            note = self.gettext("Predicate: {old} → {new}", old=names[0], new=names[1])
        return Table(title, [Column(self.gettext("Cluster")), *self._old_and_new()], rows, note)

    def _old_and_new(self) -> Sequence[Column]:
        titles = (self.gettext("Old"), self.gettext("New"))
        change = Column(self.gettext("Difference"), is_number=True, is_change=True)
        return [*(Column(title, is_number=True) for title in titles), change]

    def _questions(self) -> Iterator[Table]:
        """Yield the questions whose claimed points change, then the questions whose supported points change."""
        titles = {
            "claimed": self.gettext("Questions whose claimed points change"),
            "supported": self.gettext("Questions whose supported points change"),
        }
        for which, title in titles.items():
            rows = []
            for code, pair in self.pairs:
                points = [getattr(each.tally, which) if each else None for each in pair]
                if (points[0] or NO_POINTS) != (points[1] or NO_POINTS):
                    rows.append(Row([code, *_compared(*points), self._text(pair)]))
            if rows:
                columns = [Column(self.gettext("Code")), *self._old_and_new(), Column(self.gettext("Question"))]
                yield first_rows(Table(title, columns, rows), _SHOWN, self.messages, in_full=self.in_full)

    def _text(self, pair: ScorePair) -> str:
        return next(self.pick(each.question.text) for each in pair if each)

    def _refusals(self) -> Iterator[str]:
        """Yield the cells that only one of the instruments accepts."""
        old = N_("The old instrument does not accept {cell}, question {code}: {what}")
        new = N_("The new instrument does not accept {cell}, question {code}: {what}")
        for text, issues in zip((old, new), self.refused, strict=True):
            for issue in issues:
                cell = f"{issue.location.sheet}!{issue.location.cell}"
                yield self.gettext(text, cell=cell, code=issue.question, what=self.messages.what(issue))


class _RecordsView(_DiffView):
    """Every change in a row, the same in every language: numbers, true and false are written as in the YAML."""

    def __init__(self, revision: Revision) -> None:
        super().__init__(revision, Messages(revision.new.language), in_full=True)

    def table(self) -> Table:
        titles = ("subject", "name", "change", "before", "after", "moves_scores")
        rows = [
            Row(
                [
                    change.subject,
                    change.name,
                    change.key,
                    *self._values(change.before, change.after),
                    self._switch(change.moves_scores),
                ]
            )
            for change in self.changes
        ]
        return Table(self.gettext("Changes"), [Column(title) for title in titles], rows)

    def _values(self, before: object, after: object) -> Sequence[Value]:
        """Return both values. A number remains one, for the format to write."""
        texts = super()._values(before, after)
        return [
            value if isinstance(value, Decimal | int) and not isinstance(value, bool) else text
            for value, text in zip((before, after), texts, strict=True)
        ]

    def _switch(self, value: object) -> str:
        return "true" if value else "false"

    def _number(self, value: Decimal | int) -> str:
        return format_decimal(Decimal(value))


def _from_difference(before: str, after: str) -> Sequence[str]:
    """
    Return both texts from the word before the first difference, so that a text that is cut shows the difference.

    >>> _from_difference("the number of children", "the number of young children")
    ['…of children', '…of young children']
    """
    words = [before.split(" "), after.split(" ")]
    same = max(sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*words, strict=False))) - 1, 0)
    sign = "…" if same else ""
    return [sign + " ".join(each[same:]) for each in words]


def _compared(before: Decimal | None, after: Decimal | None) -> Sequence[Decimal | None]:
    """Return both values and the difference; a missing value is None, and counts 0."""
    if before is None and after is None:
        return [None, None, None]
    return [before, after, (after or NO_POINTS) - (before or NO_POINTS)]
