"""Two scorecards side by side as a document: changes of points, and of the evidence for them."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePath
from typing import Final

from kla_score.analysis.comparison import Comparison, Movement, Pair, QuestionPair, share_of
from kla_score.analysis.saved_records import EvidenceRecord, PointsRecord, PredicateResultRecord, ScorecardRecord
from kla_score.assessment.region import Region, Stage
from kla_score.cells import normalize_text
from kla_score.i18n import Messages, clean
from kla_score.instrument import Instrument
from kla_score.instrument.questions import NO_POINTS
from kla_score.issues import Bilingual, Plural
from kla_score.reports.cautions import caution_line, cautions
from kla_score.reports.data.head import Data, head
from kla_score.reports.document import Aligned, Column, Document, Fact, Percent, Row, Table, Value
from kla_score.reports.phrases import brief, counted, evidence_label, points_text
from kla_score.reports.pictures import Dumbbell, Dumbbells, Picture
from kla_score.reports.views.labels import STAGES, in_two_tables, region_name

_SHOWN: Final = 6
_CODES: Final = 5
"""The maximum number of entries in a list, to fit on one screen."""
_LONGEST_LABEL: Final = 20
_LONGEST_NAME: Final = 60


def comparison_document(
    comparison: Comparison, instruments: Sequence[Instrument], messages: Messages, *, in_full: bool = False
) -> Document:
    """Return *comparison* as a document. *instruments* provide translated names; *in_full* shortens no list."""
    describe = _ComparisonView(comparison, instruments, messages, in_full=in_full)
    tables = list(describe.tables())
    _ = messages.gettext
    return Document(
        describe.title(),
        messages,
        list(describe.facts()),
        tables,
        [describe.picture()],
        worksheets=[*in_two_tables(tables[0], _("By indicator"), _("Indicator")), *tables[1:]] if in_full else (),
        records=describe.records(),
        notes=list(_notes(comparison, instruments, messages)),
        closing=[*_own_notes(comparison, messages), _caution(comparison, instruments, messages), describe.answer()],
        caution=_caution(comparison, instruments, messages),
        alert=describe.alert(),
        data={**_data(comparison), "notes": list(_notes(comparison, instruments, Messages(instruments[0].language)))},
    )


class _ComparisonView:
    def __init__(
        self, comparison: Comparison, instruments: Sequence[Instrument], messages: Messages, *, in_full: bool
    ) -> None:
        self.comparison = comparison
        self.messages = messages
        self.gettext = messages.gettext
        self.in_full = in_full
        self.labels = _labels(comparison.before, comparison.after)
        self.names = _names(instruments)
        self.is_alike = all(pair.is_alike for pair in comparison.clusters)

    def title(self) -> str:
        regions = [region_name(side.region.as_region)[:_LONGEST_NAME] for side in self._sides()]
        regions = [name for name in regions if name] or [self.gettext("unnamed region")]
        return f"{' → '.join(dict.fromkeys(regions))}: {self._periods()}"

    def alert(self) -> str:
        files = tuple(clean(side.source.file) for side in self._sides() if side.status == "incomplete")
        if not files:
            return ""
        return self.gettext("INCOMPLETE: errors in {files}. The affected questions count as 0.", files=files)

    def answer(self) -> str:
        """Return the regions and the changes of both totals in one line."""
        regions = [side.region.as_region for side in self._sides()]
        known = [region_name(Region(each.kind, each.name)) for each in regions]
        names = " → ".join(dict.fromkeys(filter(None, known))) or self.gettext("unnamed region")
        totals = (f"{label.lower()} {str(value).replace('; ', ', ')}" for label, value in self._totals())
        return f"{clean(names)}: {'; '.join(totals)}"

    def _totals(self) -> Iterator[Fact]:
        _ = self.gettext
        before, after = (side.total for side in self._sides())
        are_claimed = [side.stage in {None, Stage.EM} for side in self._sides()]
        word = _("Claimed") if all(are_claimed) else _("Points") if any(are_claimed) else _("Verified")
        yield word, self._way([before.claimed, after.claimed], "claimed")
        if before.supported is None or after.supported is None:
            sides = zip(self.labels, (before, after), strict=True)
            without = tuple(label for label, total in sides if total.supported is None)
            yield _("Supported"), _("not available in {labels}", labels=without)
        else:
            yield _("Supported"), self._way([before.supported, after.supported], "supported")

    def _sides(self) -> tuple[ScorecardRecord, ScorecardRecord]:
        return self.comparison.before, self.comparison.after

    def _periods(self) -> str:
        """Return the stages and years of both sides. A stage that is the same is named once."""
        stages = [self.gettext(STAGES[side.stage]) if side.stage else "" for side in self._sides()]
        years = [str(side.year or "") for side in self._sides()]
        if len(set(stages)) == 1 and all((*stages, *years)):
            return f"{stages[0]} {' → '.join(years)}"
        periods = [" ".join(part for part in parts if part) for parts in zip(stages, years, strict=True)]
        return " → ".join(period or label for period, label in zip(periods, self.labels, strict=True))

    def facts(self) -> Iterator[Fact]:
        _ = self.gettext
        comparison = self.comparison
        if comparison.is_empty:
            yield _("Changes"), _("none: points, evidence and predicates are the same")
        yield from self._totals()
        for label, moved, side in (
            (_("Gained"), comparison.gained, self.labels[1]),
            (_("Lost"), comparison.lost, self.labels[0]),
        ):
            if moved.questions:
                yield label, self._movement(moved, side)
        gained, lost = (sum(len(getattr(pair, side)) for pair in comparison.questions) for side in ("gained", "lost"))
        if gained or lost:
            added = counted(self.messages, Plural("{count} item added", "{count} items added"), gained)
            removed = counted(self.messages, Plural("{count} removed", "{count} removed"), lost)
            yield _("Evidence"), f"{added}, {removed}"
        yield from self._only_one_sided()

    def _only_one_sided(self) -> Iterator[tuple[str, str]]:
        """Yield the differences that cannot be compared in points: maxima, numbers of answers, and questions."""
        _ = self.gettext
        comparison = self.comparison
        before, after = (side.total for side in self._sides())
        if count := comparison.with_other_maximum:
            text = counted(
                self.messages,
                Plural(
                    "{count} question, compared as a percentage and not counted above",
                    "{count} questions, compared as percentages and not counted above",
                ),
                count,
            )
            yield _("Changed maximum"), text
        if before.answered != after.answered:
            yield _("Answered"), f"{before.answered} → {after.answered}"
        added, removed = _one_sided(comparison)
        for label, codes in ((_("Added"), added), (_("Removed"), removed)):
            if codes:
                shown = codes if self.in_full else codes[:_CODES]
                dots = "" if len(shown) == len(codes) else ", …"
                texts = Plural("{count} question ({codes})", "{count} questions ({codes})")
                yield label, counted(self.messages, texts, len(codes), codes=", ".join(shown) + dots)

    def _way(self, points: Sequence[Decimal], key: str) -> str | Aligned:
        """
        Return the change of points and predicate. An unchanged predicate is named once.

        Totals with different maxima are compared by their shares. A part of a divided sheet has no predicate of its
        own.
        """
        number, maxima = self.messages.number, [side.total.maximum for side in self._sides()]
        before, after = points
        if maxima[0] == maxima[1]:
            text = f"{number(before)} → {number(after)} ({number(after - before, is_change=True)})"
        else:
            shares = [
                Fraction(each) / Fraction(most) if most else Fraction(0)
                for each, most in zip(points, maxima, strict=True)
            ]
            parts = [
                self.gettext(
                    "{points} of {maximum} ({share})", points=each, maximum=most, share=str(self._percent(share))
                )
                for each, most, share in zip(points, maxima, shares, strict=True)
            ]
            text = " → ".join(parts)
        if any(side.part for side in self._sides()):
            return text
        names = dict.fromkeys(
            self._predicate(predicate_result) for predicate_result in _predicate_results(self.comparison, key)
        )
        return Aligned(text, " → ".join(names))

    def _predicate(self, predicate_result: PredicateResultRecord | None) -> str:
        if predicate_result is None or predicate_result.id is None:
            return self.gettext("no predicate")
        name = self._name("predicate", predicate_result.id, predicate_result.name or predicate_result.id)
        following = predicate_result.next if predicate_result.on_shared_end else None
        return f"{name}/{self._name('predicate', following.id, following.name)}" if following else name

    def _movement(self, moved: Movement, label: str) -> str:
        text = counted(
            self.messages,
            Plural("{points} in {count} question", "{points} in {count} questions"),
            moved.questions,
            points=points_text(moved.points, self.messages),
        )
        if moved.at_risk:
            text += self.gettext(
                "; {at_risk} of them without complete evidence in {label}", at_risk=moved.at_risk, label=label
            )
        return text

    def picture(self) -> Picture:
        """Return a picture with the share of the maximum of each cluster on both sides."""
        pairs = []
        for pair in self.comparison.clusters:
            sides = (pair.before, pair.after)
            shares = [_tenths(share_of(side)) if side and side.maximum else None for side in sides]
            pairs.append(Dumbbell(self._name("cluster", pair.either.id, pair.either.name), *shares))
        words = "; ".join(
            f"{each.name}: "
            + " → ".join(
                "–" if share is None else f"{self.messages.number(share)}%" for share in (each.before, each.after)
            )
            for each in pairs
        )
        return Dumbbells(self.gettext("Percentage of the maximum in each cluster"), words, self.labels, pairs)

    def tables(self) -> Iterator[Table]:
        yield self._clusters()
        if self.comparison.gains or self.comparison.losses:
            yield self._questions()
        if any(pair.gained or pair.lost for pair in self.comparison.questions):
            yield self._changed_evidence()

    def _clusters(self) -> Table:
        rows = []
        for pair in self.comparison.clusters:
            rows.append(Row([self._name("cluster", pair.either.id, pair.either.name), *self._points(pair)]))
            if self.in_full:
                inside = {each.id for each in pair.either.indicators}
                for each in self.comparison.indicators:
                    if each.either.id in inside:
                        name = f"{each.either.id}. {self._name('indicator', each.either.id, each.either.name)}"
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
        shares = [self._percent(share_of(side)) if side and side.maximum else None for side in sides]
        return [*shares, self._percent(pair.share, is_change=True), None]

    def _percent(self, share: Fraction | None, *, is_change: bool = False) -> Percent | None:
        if share is None:
            return None
        number = self.messages.number(_tenths(share), 1, is_change=is_change)
        text = self.gettext("{number} pp", number=number) if is_change else f"{number}%"
        return Percent(text, _tenths(share))

    def _questions(self) -> Table:
        """List the questions with more points, then those with fewer, largest change first."""
        gains, losses = self.comparison.gains, self.comparison.losses
        count = max(len(gains), len(losses)) if self.in_full else _SHOWN // 2
        # Rows that one side does not need are available to the other.
        shown = [*gains[: max(count, 2 * count - len(losses))], *losses[: max(count, 2 * count - len(gains))]]
        rows = [Row([_code(pair), *self._both(pair), self._about(pair)]) for pair in shown]
        columns = [
            Column(self.gettext("Code")),
            *(Column(label, is_number=True) for label in self.labels),
            Column(self.gettext("Change"), is_number=True, is_change=True),
            Column(self.gettext("Question")),
        ]
        title = self.gettext("Largest gains and losses")
        return Table(title, columns, rows, self._cut(len(gains) + len(losses) - len(shown)))

    def _both(self, pair: QuestionPair) -> Sequence[Value]:
        """Return both sides and the difference, as shares if the maxima differ."""
        sides = [side for side in (pair.before, pair.after) if side]
        if pair.is_alike:
            return [*(side.claimed for side in sides), pair.claimed]
        return [*(self._percent(share_of(side)) for side in sides), self._percent(pair.share, is_change=True)]

    def _about(self, pair: QuestionPair) -> str:
        """Return the question and, in full, the evidence that was missing where points were lost."""
        text = self._name("question", pair.either.code, pair.either.text)
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
            Column(self.gettext("Points"), is_number=True),
            Column(self.gettext("Evidence")),
        ]
        return Table(self.gettext("Changed evidence"), columns, rows, self._cut(hidden))

    def _named(self, items: Sequence[EvidenceRecord]) -> str:
        texts = [self._evidence_text(item) for item in items]
        return "\n".join(texts) if self.in_full else brief(texts)

    def _cut(self, count: int) -> str:
        return self.gettext("{count} more. Use -v to show all.", count=count) if count else ""

    def _evidence_text(self, item: EvidenceRecord) -> str:
        return evidence_label(self._name("evidence", item.kind, item.kind), self._name("what", "", item.what))

    def _name(self, family: str, key: str, text: str) -> str:
        """Return the name in the language of the user if an instrument has it, else the saved name."""
        known = self.names.get((family, key, normalize_text(text)))
        return self.messages.pick(known) if known else clean(text)

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
            values: list[Value] = [_code(pair), self._name("question", pair.either.code, pair.either.text)]
            for key in ("maximum", "claimed", "supported"):
                values += [getattr(side, key) if side else None for side in sides]
            values += [pair.claimed, pair.supported]
            values += ["; ".join(self._evidence_text(item) for item in items) for items in (pair.lost, pair.gained)]
            values.append("; ".join(pair.either.agencies))
            rows.append(Row(values))
        return Table("", [Column(title, is_number) for title, is_number in titles], rows)


def _notes(comparison: Comparison, instruments: Sequence[Instrument], messages: Messages) -> Iterator[str]:
    """Yield notes on the two sides, and cautions on the result."""
    yield from _own_notes(comparison, messages)
    stages, own = _results(comparison, instruments)
    yield from cautions(stages, own, messages)


def _caution(comparison: Comparison, instruments: Sequence[Instrument], messages: Messages) -> str:
    stages, own = _results(comparison, instruments)
    return caution_line(stages, own, messages)


def _results(
    comparison: Comparison, instruments: Sequence[Instrument]
) -> tuple[Sequence[Stage | None], Sequence[Instrument]]:
    """Return the stages of both results, and the instruments of both."""
    sides = (comparison.before, comparison.after)
    ids = {side.instrument.id for side in sides}
    return [side.stage for side in sides], [each for each in instruments if each.id in ids]


def _own_notes(comparison: Comparison, messages: Messages) -> Iterator[str]:
    _ = messages.gettext
    before, after = comparison.before, comparison.after
    if _contradict(before.region.as_region, after.region.as_region):
        yield _("The two workbooks are from different regions. Make sure you meant to compare them.")
    if (before.part or "") != (after.part or ""):
        yield _("One of the workbooks is the part of one agency. It does not have all questions of the other workbook.")
    if not comparison.is_same_form:
        yield _("The editions differ. Questions are matched by their code, or by their text if the code has changed.")
    elif before.instrument.fingerprint != after.instrument.fingerprint:
        yield _("The two results were made with different versions of the instrument file.")


def _labels(before: ScorecardRecord, after: ScorecardRecord) -> tuple[str, str]:
    """Return short, distinct names of both sides: stage and year, else the files, else numbers."""
    sides = (before, after)
    periods = [" ".join(str(part) for part in (side.stage, side.year) if part) for side in sides]
    files = [PurePath(clean(side.source.file)).stem[:_LONGEST_LABEL] for side in sides]
    for first, second in (periods, files):
        if first and second and first != second:
            return first, second
    return "(1)", "(2)"


def _names(instruments: Sequence[Instrument]) -> Mapping[tuple[str, str, str], Bilingual]:
    """Return bilingual names by family, id and saved name, which is normalized and in one language."""
    names: dict[tuple[str, str, str], Bilingual] = {}
    for each in instruments:
        found: list[tuple[str, str, Bilingual, Bilingual]] = [
            *(("predicate", predicate.id, predicate.name, predicate.name) for predicate in each.predicates),
            *(("cluster", cluster.id, cluster.name, cluster.short) for cluster in each.clusters),
            *(("indicator", indicator.code, indicator.name, indicator.name) for indicator in each.indicators),
            *(("question", code, question.text, question.text) for code, question in each.questions.items()),
        ]
        names |= {
            (family, key, normalize_text(said.in_language(each.language))): shown for family, key, said, shown in found
        }
        names |= {("evidence", kind.id, normalize_text(kind.id)): kind.name for kind in each.evidence_kinds}
        names |= {
            ("what", "", normalize_text(item.what.in_language(each.language))): item.what
            for question in each.questions.values()
            for alternative in question.alternatives
            for item in alternative
        }
    return names


def _code(pair: QuestionPair) -> str:
    codes = dict.fromkeys(side.code for side in (pair.before, pair.after) if side)
    return " → ".join(codes)


def _contradict(one: Region, other: Region) -> bool:
    """Return whether two regions certainly differ. A blank field contradicts nothing."""
    if one.code and other.code and one.code != other.code:
        return True
    return bool(one.name and other.name and one.key[1] != other.key[1]) or bool(
        one.kind and other.kind and one.kind != other.kind
    )


def _most(pair: QuestionPair) -> Decimal:
    return max(side.claimed for side in (pair.before, pair.after) if side)


def _tenths(share: Fraction) -> Decimal:
    """Return a share in percent with one decimal, truncated towards 0, so that differences are symmetric."""
    return Decimal(int(share * 1000)) / 10


def _predicate_results(comparison: Comparison, key: str) -> Sequence[PredicateResultRecord | None]:
    return [getattr(side.predicate, key) for side in (comparison.before, comparison.after)]


def _one_sided(comparison: Comparison) -> tuple[Sequence[str], Sequence[str]]:
    """Return the codes that only the later side has, and those that only the earlier side has."""
    added = [pair.after.code for pair in comparison.questions if pair.after and not pair.before]
    return added, [pair.before.code for pair in comparison.questions if pair.before and not pair.after]


def _data(comparison: Comparison) -> Data:
    added, removed = _one_sided(comparison)
    return {
        **head("comparison"),
        "before": _side(comparison.before),
        "after": _side(comparison.after),
        "same": comparison.is_empty,
        "total": _pair(comparison.total),
        "predicate": {
            key: [
                predicate_result.id if predicate_result else None
                for predicate_result in _predicate_results(comparison, key)
            ]
            for key in ("claimed", "supported")
        },
        "clusters": [{"id": pair.either.id, **_pair(pair)} for pair in comparison.clusters],
        "indicators": [{"id": pair.either.id, **_pair(pair)} for pair in comparison.indicators if pair.differs],
        "questions": [_question(pair) for pair in comparison.questions if pair.differs],
        "gained": _movement(comparison.gained),
        "lost": _movement(comparison.lost),
        "added": list(added),
        "removed": list(removed),
    }


def _side(record: ScorecardRecord) -> Data:
    keys = ("instrument", "source", "region", "year", "stage", "part", "status")
    return record.model_dump(include=set(keys))


def _pair(pair: Pair[PointsRecord]) -> Data:
    share = None if pair.share is None else _tenths(pair.share) / 100
    keys = {"claimed", "supported", "maximum"}
    return {
        "before": pair.before.model_dump(include=keys) if pair.before else None,
        "after": pair.after.model_dump(include=keys) if pair.after else None,
        "change": {"claimed": pair.claimed, "supported": pair.supported, "share": share},
    }


def _question(pair: QuestionPair) -> Data:
    return {
        "code": [side.code if side else None for side in (pair.before, pair.after)],
        **_pair(pair),
        "evidence_gained": [{"kind": item.kind, "what": item.what} for item in pair.gained],
        "evidence_lost": [{"kind": item.kind, "what": item.what} for item in pair.lost],
    }


def _movement(moved: Movement) -> Data:
    return {"points": moved.points, "questions": moved.questions, "without_complete_evidence": moved.at_risk}
