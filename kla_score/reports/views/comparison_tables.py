"""The tables of a comparison: clusters, questions with other points, and evidence that was added or removed."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from kla_score.analysis.comparison import Comparison, Pair, QuestionPair, share_of
from kla_score.analysis.saved_records import EvidenceRecord, PointsRecord
from kla_score.i18n import Messages
from kla_score.instrument.questions import NO_POINTS
from kla_score.reports.data.comparison import tenths
from kla_score.reports.document import Column, Percent, Row, Table, Value
from kla_score.reports.phrases import brief, evidence_label, more_rows
from kla_score.reports.views.saved_names import SavedNames

_SHOWN: Final = 6
"""The maximum number of rows of a table, to fit on one screen."""


class ComparisonTables:
    """The tables of *comparison*, with its sides under *labels*; *in_full* shortens no list."""

    def __init__(
        self,
        comparison: Comparison,
        names: SavedNames,
        labels: tuple[str, str],
        messages: Messages,
        *,
        in_full: bool,
    ) -> None:
        self.comparison = comparison
        self.names = names
        self.labels = labels
        self.messages = messages
        self.gettext = messages.gettext
        self.in_full = in_full
        self.is_alike = all(pair.is_alike for pair in comparison.clusters)

    def tables(self) -> Iterator[Table]:
        """Yield the tables that have rows: by cluster, largest gains and losses, changed evidence."""
        yield self._clusters()
        if self.comparison.gains or self.comparison.losses:
            yield self._questions()
        if any(pair.gained or pair.lost for pair in self.comparison.questions):
            yield self._changed_evidence()

    def records(self) -> Table:
        """Return a table of every question with both sides."""
        _ = self.gettext
        first, second = self.labels
        titles = [(_("Code"), False), (_("Question"), False)]
        for word in (_("Maximum"), _("Claimed"), _("Supported")):
            titles += [(f"{word}, {first}", True), (f"{word}, {second}", True)]
        titles += [(_("Change"), True), (_("Change (supported)"), True)]
        titles += [(_("Evidence removed"), False), (_("Evidence added"), False), (_("Agencies"), False)]
        rows = []
        for pair in self.comparison.questions:
            sides = (pair.before, pair.after)
            values: list[Value] = [_code(pair), self.names.find("question", pair.either.code, pair.either.text)]
            for key in ("maximum", "claimed", "supported"):
                values += [getattr(side, key) if side else None for side in sides]
            values += [pair.claimed, pair.supported]
            values += ["; ".join(self._evidence_text(item) for item in items) for items in (pair.lost, pair.gained)]
            values.append("; ".join(pair.either.agencies))
            rows.append(Row(values))
        return Table("", [Column(title, is_number) for title, is_number in titles], rows)

    def _clusters(self) -> Table:
        rows = []
        for pair in self.comparison.clusters:
            rows.append(Row([self.names.find("cluster", pair.either.id, pair.either.name), *self._points(pair)]))
            if self.in_full:
                inside = {each.id for each in pair.either.indicators}
                for each in self.comparison.indicators:
                    if each.either.id in inside:
                        name = f"{each.either.id}. {self.names.find('indicator', each.either.id, each.either.name)}"
                        rows.append(Row([name, *self._points(each)], level=1))
        rows.append(Row([self.gettext("Total"), *self._points(self.comparison.total)], is_total=True))
        columns = [
            Column(self.gettext("Cluster")),
            *(Column(label, is_number=True, is_summed=self.is_alike) for label in self.labels),
            Column(self.gettext("Change"), is_number=True, is_change=True, is_summed=self.is_alike),
            Column(self.gettext("Change (supported)"), is_number=True, is_change=True, is_summed=self.is_alike),
        ]
        note = "" if self.is_alike else self.gettext("The maxima differ, so percentages of the maximum are compared.")
        return Table(self.gettext("By cluster"), columns, rows, note)

    def _points(self, pair: Pair[PointsRecord]) -> Sequence[Value]:
        """Return both sides and the differences; as shares of the maximum if maxima differ, here or in any cluster."""
        sides = (pair.before, pair.after)
        if self.is_alike and (pair.is_alike or not (pair.before and pair.after)):
            return [*(side.claimed if side else None for side in sides), pair.claimed, pair.supported]
        shares = [percent(share_of(side), self.messages) if side and side.maximum else None for side in sides]
        return [*shares, percent(pair.share, self.messages, is_change=True), None]

    def _questions(self) -> Table:
        """List the questions with more points, then those with fewer, largest change first."""
        gains, losses = self.comparison.gains, self.comparison.losses
        count = max(len(gains), len(losses)) if self.in_full else _SHOWN // 2
        # Rows that one side does not need are available to the other.
        shown = [*gains[: max(count, 2 * count - len(losses))], *losses[: max(count, 2 * count - len(gains))]]
        rows = [Row([_code(pair), *self._both(pair), self._about(pair)]) for pair in shown]
        is_alike = all(pair.is_alike for pair in shown)
        columns = [
            Column(self.gettext("Code")),
            *(Column(label, is_number=True, is_summed=is_alike) for label in self.labels),
            Column(self.gettext("Change"), is_number=True, is_change=True, is_summed=is_alike),
            Column(self.gettext("Question")),
        ]
        title = self.gettext("Largest gains and losses")
        return Table(title, columns, rows, more_rows(len(gains) + len(losses) - len(shown), self.messages))

    def _both(self, pair: QuestionPair) -> Sequence[Value]:
        """Return both sides and the difference, as shares if the maxima differ."""
        sides = [side for side in (pair.before, pair.after) if side]
        if pair.is_alike:
            return [*(side.claimed for side in sides), pair.claimed]
        return [
            *(percent(share_of(side), self.messages) for side in sides),
            percent(pair.share, self.messages, is_change=True),
        ]

    def _about(self, pair: QuestionPair) -> str:
        """Return the question and, in full, the evidence that was missing where points were lost."""
        text = self.names.find("question", pair.either.code, pair.either.text)
        if not self.in_full:
            return text
        missing: Sequence[EvidenceRecord] = ()
        if pair.weight < 0 and pair.before and pair.before.claimed != (pair.before.supported or NO_POINTS):
            missing = [item for item in pair.before.evidence if not item.is_there]
        return "\n".join(
            [text, *(self.gettext("Previously missing: {what}", what=self._evidence_text(item)) for item in missing)]
        )

    def _changed_evidence(self) -> Table:
        """List the lost and gained evidence, evidence for the most points first."""
        pairs = sorted(self.comparison.questions, key=lambda pair: -_most(pair))
        rows = []
        hidden = 0
        for state, found in (
            (self.gettext("removed"), [(pair, pair.lost) for pair in pairs if pair.lost]),
            (self.gettext("added"), [(pair, pair.gained) for pair in pairs if pair.gained]),
        ):
            shown = found if self.in_full else found[: _SHOWN // 2]
            hidden += len(found) - len(shown)
            rows += [Row([state, _code(pair), _most(pair), self._named(items)]) for pair, items in shown]
        columns = [
            Column(self.gettext("State")),
            Column(self.gettext("Code")),
            Column(self.gettext("Points"), is_number=True, is_summed=True),
            Column(self.gettext("Evidence")),
        ]
        return Table(self.gettext("Changed evidence"), columns, rows, more_rows(hidden, self.messages))

    def _named(self, items: Sequence[EvidenceRecord]) -> str:
        texts = [self._evidence_text(item) for item in items]
        return "\n".join(texts) if self.in_full else brief(texts)

    def _evidence_text(self, item: EvidenceRecord) -> str:
        return evidence_label(self.names.find("evidence", item.kind, item.kind), self.names.find("what", "", item.what))


def _code(pair: QuestionPair) -> str:
    codes = dict.fromkeys(side.code for side in (pair.before, pair.after) if side)
    return " → ".join(codes)


def _most(pair: QuestionPair) -> Decimal:
    return max(side.claimed for side in (pair.before, pair.after) if side)


def percent(share: Fraction | None, messages: Messages, *, is_change: bool = False) -> Percent | None:
    """Return *share* (0–1) as a percentage with one decimal; a change in percentage points."""
    if share is None:
        return None
    number = messages.number(tenths(share), 1, is_change=is_change)
    text = messages.gettext("{number} pp", number=number) if is_change else f"{number}%"
    return Percent(text, tenths(share), share)
