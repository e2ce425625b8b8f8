"""
Compare two scorecards: of two years, two stages or two editions.

Comparisons are symmetric: B with A has the same differences as A with B, with the opposite sign. Pure: no files, no
printing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from kla_score.analysis.instrument_diff import pair_codes
from kla_score.analysis.saved_records import (
    ClusterRecord,
    EvidenceRecord,
    IndicatorRecord,
    PointsRecord,
    QuestionRecord,
    ScorecardRecord,
    TotalRecord,
)
from kla_score.cells import normalize_text
from kla_score.instrument.questions import NO_POINTS

_Record_co = TypeVar("_Record_co", bound=PointsRecord, covariant=True)
_Piece = TypeVar("_Piece", ClusterRecord, IndicatorRecord)


@dataclass(frozen=True)
class Pair(Generic[_Record_co]):
    """The same record *before* and *after*; None on a side that does not have it. At least one side has it."""

    before: _Record_co | None
    after: _Record_co | None

    @property
    def either(self) -> _Record_co:
        """The later record, or the only one."""
        both = [each for each in (self.after, self.before) if each is not None]
        return both[0]

    @property
    def is_alike(self) -> bool:
        """Whether points can be compared, because both sides have the same maximum."""
        return bool(self.before and self.after and self.before.maximum == self.after.maximum)

    @property
    def claimed(self) -> Decimal | None:
        """The claimed points after minus those before; None unless both sides have the same maximum."""
        return self.after.claimed - self.before.claimed if self.before and self.after and self.is_alike else None

    @property
    def supported(self) -> Decimal | None:
        """The supported points after minus those before; None also if one side records no evidence."""
        if not (self.before and self.after and self.is_alike):
            return None
        before, after = self.before.supported, self.after.supported
        return None if before is None or after is None else after - before

    @property
    def share(self) -> Fraction | None:
        """
        The claimed share of the maximum after minus the share before, -1 to 1; None unless both sides have a maximum.
        """
        if not (self.before and self.after and self.before.maximum and self.after.maximum):
            return None
        return share_of(self.after) - share_of(self.before)

    @property
    def weight(self) -> Fraction:
        """
        The difference in points, to sort by.

        If the maxima differ, it is the difference of the shares times the mean of the maxima.
        """
        if self.before and self.after and not self.is_alike:
            return (self.share or Fraction(0)) * Fraction(self.before.maximum + self.after.maximum) / 2
        return Fraction(self.claimed or NO_POINTS)

    @property
    def differs(self) -> bool:
        """Whether the points differ, or only one side has the record."""
        if self.before is None or self.after is None:
            return True
        return any(getattr(self.before, key) != getattr(self.after, key) for key in ("claimed", "supported", "maximum"))


def share_of(points: PointsRecord) -> Fraction:
    """Return the claimed share (0–1) of a maximum that is not 0."""
    return Fraction(points.claimed) / Fraction(points.maximum)


@dataclass(frozen=True)
class QuestionPair(Pair[QuestionRecord]):
    """One question before and after. Evidence is compared only if both sides record it."""

    @cached_property
    def gained(self) -> Sequence[EvidenceRecord]:
        """Evidence that is present after but was not before."""
        return _newly_there(self.before, self.after)

    @cached_property
    def lost(self) -> Sequence[EvidenceRecord]:
        """Evidence that was present before but is not after."""
        return _newly_there(self.after, self.before)

    @property
    def differs(self) -> bool:
        """Whether points or evidence differ."""
        return super().differs or bool(self.gained or self.lost)


def _newly_there(before: QuestionRecord | None, after: QuestionRecord | None) -> Sequence[EvidenceRecord]:
    if before is None or after is None or before.supported is None or after.supported is None:
        return ()
    missing = {_key(item) for item in before.evidence} - {_key(item) for item in before.evidence if item.is_there}
    return [item for item in after.evidence if item.is_there and _key(item) in missing]


def _key(item: EvidenceRecord) -> tuple[str, str]:
    return item.kind, normalize_text(item.what)


class Movement(NamedTuple):
    """
    The total that several questions gained or lost: positive *points*, and the number of *questions*.

    *at_risk* is the part without complete evidence on the side with more points; None if no evidence is recorded.
    """

    points: Decimal
    questions: int
    at_risk: Decimal | None


@dataclass(frozen=True)
class Comparison:
    """Two scorecards. Pairs are in the order of the first; records that only the second has come last."""

    before: ScorecardRecord
    after: ScorecardRecord

    @property
    def total(self) -> Pair[TotalRecord]:
        """Both totals."""
        return Pair(self.before.total, self.after.total)

    @property
    def is_same_form(self) -> bool:
        """Whether both were scored with the same edition of the same instrument."""
        before, after = self.before.instrument, self.after.instrument
        return (before.id, before.edition) == (after.id, after.edition)

    @cached_property
    def clusters(self) -> Sequence[Pair[ClusterRecord]]:
        """Clusters with the same id."""
        return _by_id(self.before.clusters, self.after.clusters, lambda _one, _other: True)

    @cached_property
    def indicators(self) -> Sequence[Pair[IndicatorRecord]]:
        """Indicators with the same code and, between two editions, a similar name."""
        before, after = (
            [each for cluster in side.clusters for each in cluster.indicators] for side in (self.before, self.after)
        )
        return _by_id(before, after, lambda one, other: self.is_same_form or _alike(one.name, other.name))

    @cached_property
    def questions(self) -> Sequence[QuestionPair]:
        """
        The same questions on both sides.

        Within one edition, the code decides. Between two editions, a question whose text has another code was
        renumbered. The same code with a very different text is another question.
        """
        before = {each.code: each for each in self.before.questions}
        after = {each.code: each for each in self.after.questions}
        codes: Mapping[str, str] = {code: code for code in before if code in after}
        if not self.is_same_form:
            texts = ({code: (each.text,) for code, each in side.items()} for side in (before, after))
            codes = {
                old: new
                for old, new in pair_codes(*texts).items()
                if old != new or _alike(before[old].text, after[new].text)
            }
        found = set(codes.values())
        return [
            *(QuestionPair(each, after[codes[code]] if code in codes else None) for code, each in before.items()),
            *(QuestionPair(None, each) for code, each in after.items() if code not in found),
        ]

    @cached_property
    def gains(self) -> Sequence[QuestionPair]:
        """Questions with more points after, largest gain first."""
        return sorted((pair for pair in self.questions if pair.weight > 0), key=lambda pair: -pair.weight)

    @cached_property
    def losses(self) -> Sequence[QuestionPair]:
        """Questions with fewer points after, largest loss first."""
        return sorted((pair for pair in self.questions if pair.weight < 0), key=lambda pair: pair.weight)

    @cached_property
    def gained(self) -> Movement:
        """The gains of questions with the same maximum on both sides."""
        return _moved(
            [(pair.before, pair.after) for pair in self.gains if pair.before and pair.after and pair.is_alike]
        )

    @cached_property
    def lost(self) -> Movement:
        """The losses of questions with the same maximum on both sides."""
        return _moved(
            [(pair.after, pair.before) for pair in self.losses if pair.before and pair.after and pair.is_alike]
        )

    @property
    def with_other_maximum(self) -> int:
        """The number of questions whose maximum differs. Gains and losses in points leave them out."""
        return sum(bool(pair.before and pair.after and not pair.is_alike) for pair in self.questions)

    @cached_property
    def is_empty(self) -> bool:
        """Whether there are no differences."""
        differs = [pair.differs for pair in self.questions]
        differs += [pair.differs for pair in self.indicators]
        same = (self.before.total, self.before.predicate) == (self.after.total, self.after.predicate)
        return same and not any(differs)


def _by_id(
    before: Sequence[_Piece], after: Sequence[_Piece], is_same: Callable[[_Piece, _Piece], bool]
) -> Sequence[Pair[_Piece]]:
    later: Mapping[str, _Piece] = {each.id: each for each in after}
    same: Mapping[str, _Piece] = {
        each.id: later[each.id] for each in before if each.id in later and is_same(each, later[each.id])
    }
    pairs: list[Pair[_Piece]] = [Pair(each, same.get(each.id)) for each in before]
    pairs += [Pair(None, each) for each in after if each.id not in same]
    return pairs


def _alike(one: str, other: str) -> bool:
    """Return whether two texts share at least half of their words, so that one is a rewording of the other."""
    mine, theirs = set(normalize_text(one).split()), set(normalize_text(other).split())
    return 2 * len(mine & theirs) >= len(mine | theirs)


def _moved(pairs: Sequence[tuple[QuestionRecord, QuestionRecord]]) -> Movement:
    """Return the sum of the differences. Each pair is a question with fewer points and one with more."""
    points, at_risk, is_recorded = NO_POINTS, NO_POINTS, True
    for less, more in pairs:
        points += more.claimed - less.claimed
        is_recorded = is_recorded and more.supported is not None
        at_risk += min(more.claimed - less.claimed, more.claimed - (more.supported or NO_POINTS))
    return Movement(points, len(pairs), at_risk if is_recorded else None)
