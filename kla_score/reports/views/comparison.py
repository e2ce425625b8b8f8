"""Two scorecards side by side as a document: changes of points, and of the evidence for them."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePath
from typing import Final

from kla_score.analysis.comparison import Comparison, Movement, share_of
from kla_score.analysis.saved_records import PredicateResultRecord, ScorecardRecord
from kla_score.assessment.region import Region, Stage
from kla_score.i18n import Messages, clean
from kla_score.instrument import Instrument
from kla_score.issues import Plural
from kla_score.reports.cautions import caution_line, cautions
from kla_score.reports.data.comparison import comparison_data, one_sided, predicate_results, tenths
from kla_score.reports.document import EMPTY, Aligned, Document, Fact, Figure, Row, decimals_in
from kla_score.reports.phrases import counted, points_text
from kla_score.reports.pictures import Dumbbell, Dumbbells, Picture
from kla_score.reports.views.comparison_tables import ComparisonTables, percent
from kla_score.reports.views.labels import STAGES, in_two_tables, region_name
from kla_score.reports.views.saved_names import SavedNames

_CODES: Final = 5
"""The maximum number of entries in a list, to fit on one screen."""
_LONGEST_LABEL: Final = 20
_LONGEST_NAME: Final = 60


def comparison_document(
    comparison: Comparison, instruments: Sequence[Instrument], messages: Messages, *, in_full: bool = False
) -> Document:
    """Return *comparison* as a document. *instruments* provide translated names; *in_full* shortens no list."""
    describe = _ComparisonView(comparison, instruments, messages, in_full=in_full)
    tables = describe.tables
    shown = list(tables.tables())
    results = _results(comparison, instruments)
    own_notes = list(_own_notes(comparison, messages))
    caution = caution_line(*results, messages)
    _, official = messages.gettext, Messages(instruments[0].language)
    return Document(
        describe.title(),
        messages,
        list(describe.facts()),
        shown,
        [describe.picture()],
        worksheets=[*in_two_tables(shown[0], _("By indicator"), _("Indicator")), *shown[1:]] if in_full else (),
        records=tables.records(),
        notes=[*own_notes, *cautions(*results, messages)],
        figures=describe.figures(),
        closing=[*own_notes, caution, describe.answer()],
        caution=caution,
        alert=describe.alert(),
        data={
            **comparison_data(comparison),
            "notes": [*_own_notes(comparison, official), *cautions(*results, official)],
        },
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
        self.names = SavedNames(instruments, messages)
        self.tables = ComparisonTables(comparison, self.names, self.labels, messages, in_full=in_full)

    def title(self) -> str:
        regions = [region_name(side.region.as_region)[:_LONGEST_NAME] for side in self._sides()]
        regions = [name for name in regions if name] or [self.gettext("Unnamed region")]
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
        names = " → ".join(dict.fromkeys(filter(None, known))) or self.gettext("Unnamed region")
        totals = (f"{label.lower()} {str(value).replace('; ', ', ')}" for label, value in self._totals())
        return f"{clean(names)}: {'; '.join(totals)}"

    def figures(self) -> Mapping[str, Sequence[Figure]]:
        """Return the totals of both sides with their predicates, the changes, and the numbers of answers."""
        before, after = (side.total for side in self._sides())
        word = next(label for label, _ in self._totals())
        found = {word: self._figures(word, "claimed", [before.claimed, after.claimed])}
        if before.supported is not None and after.supported is not None:
            word = self.gettext("Supported")
            found[word] = self._figures(word, "supported", [before.supported, after.supported])
        word = self.gettext("Answered")
        counts = zip(self.labels, (before.answered, after.answered), strict=True)
        return found | {word: [Figure(f"{word}, {label}", count) for label, count in counts]}

    def _figures(self, word: str, key: str, points: Sequence[Decimal]) -> Sequence[Figure]:
        """Return the points *key* of both sides, and the change if the maxima do not differ."""
        maxima = [side.total.maximum for side in self._sides()]
        texts = [self._predicate(result) for result in predicate_results(self.comparison, key)]
        if any(side.part for side in self._sides()):
            texts = ["", ""]
        if maxima[0] != maxima[1]:
            of = [self.gettext("of {maximum} points", maximum=each) for each in maxima]
            texts = ["; ".join(filter(None, each)) for each in zip(texts, of, strict=True)]
        sides = zip(self.labels, points, texts, strict=True)
        figures = [Figure(f"{word}, {label}", number, text) for label, number, text in sides]
        change = self.gettext("Change").lower()
        changes = [Figure(f"{word}, {change}", points[1] - points[0])] if maxima[0] == maxima[1] else []
        return [*figures, *changes]

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

    @property
    def _decimals(self) -> int:
        """The decimals of all totals."""
        totals = [each for side in self._sides() for each in (side.total.claimed, side.total.supported)]
        return decimals_in([Row([each]) for each in totals], 0)

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
        added, removed = one_sided(comparison)
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
            places = self._decimals
            change = number(after - before, places, is_change=True)
            text = f"{number(before, places)} → {number(after, places)} ({change})"
        else:
            shares = [
                percent(Fraction(each) / Fraction(most) if most else Fraction(0), self.messages)
                for each, most in zip(points, maxima, strict=True)
            ]
            parts = [
                self.gettext(
                    "{points} of {maximum} ({share})",
                    points=each,
                    maximum=most,
                    share=str(share),
                )
                for each, most, share in zip(points, maxima, shares, strict=True)
            ]
            text = " → ".join(parts)
        if any(side.part for side in self._sides()):
            return text
        names = dict.fromkeys(
            self._predicate(predicate_result) for predicate_result in predicate_results(self.comparison, key)
        )
        return Aligned(text, " → ".join(names))

    def _predicate(self, predicate_result: PredicateResultRecord | None) -> str:
        if predicate_result is None or predicate_result.id is None:
            return self.gettext("no predicate")
        name = self.names.find("predicate", predicate_result.id, predicate_result.name or predicate_result.id)
        following = predicate_result.next if predicate_result.on_shared_end else None
        return f"{name}/{self.names.find('predicate', following.id, following.name)}" if following else name

    def _movement(self, moved: Movement, label: str) -> str:
        text = counted(
            self.messages,
            Plural("{points} in {count} question", "{points} in {count} questions"),
            moved.questions,
            points=points_text(moved.points, self.messages),
        )
        if moved.at_risk:
            text += self.gettext(
                ", {at_risk} of these points without complete evidence in {label}", at_risk=moved.at_risk, label=label
            )
        return text

    def picture(self) -> Picture:
        """Return a picture with the share of the maximum of each cluster on both sides."""
        pairs = []
        for pair in self.comparison.clusters:
            sides = (pair.before, pair.after)
            shares = [tenths(share_of(side)) if side and side.maximum else None for side in sides]
            pairs.append(Dumbbell(self.names.find("cluster", pair.either.id, pair.either.name), *shares))
        words = "; ".join(
            f"{each.name}: "
            + " → ".join(
                EMPTY if share is None else f"{self.messages.number(share, 1)}%" for share in (each.before, each.after)
            )
            for each in pairs
        )
        return Dumbbells(self.gettext("Percentage of the maximum in each cluster"), words, self.labels, pairs)


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


def _contradict(one: Region, other: Region) -> bool:
    """Return whether two regions certainly differ. A blank field contradicts nothing."""
    if one.code and other.code and one.code != other.code:
        return True
    return bool(one.name and other.name and one.key[1] != other.key[1]) or bool(
        one.kind and other.kind and one.kind != other.kind
    )
