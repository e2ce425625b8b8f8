"""
The summary of a scorecard for comparing many sheets, small enough for thousands in memory.

Pure: no files, no printing.
"""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from kla_score.assessment.region import Period, Region
from kla_score.instrument import Instrument, Predicate
from kla_score.issues import Issue, Severity
from kla_score.scoring.scorecard import Scorecard, Tally


class Basis(StrEnum):
    """The points that a ranking or a plan starts from."""

    CLAIMED = "claimed"
    SUPPORTED = "supported"


class Summary(NamedTuple):
    """
    A scorecard without its questions.

    *file* is the sheet as it was named, *sha256* the SHA-256 of its bytes, hexadecimal. *claimed* and *supported* are
    the ids of the predicates, None if there is none; the total shows whether evidence is recorded. *claimed_or*
    and *supported_or* are the ids of the next predicates if the totals are on a shared end (`PredicateResult`), else
    None. *is_between* is about the claimed total. *next* is the predicate after the claimed one, *needed* the points up
    to it. *counts* are the numbers of issues of each `Severity`, in its order. *clusters* are in the order of the
    instrument.
    """

    file: str
    sha256: str
    period: Period
    is_complete: bool
    claimed: str | None
    supported: str | None
    claimed_or: str | None
    supported_or: str | None
    is_between: bool
    next: str | None
    needed: Decimal | None
    counts: tuple[int, ...]
    total: Tally
    clusters: tuple[Tally, ...]

    @property
    def region(self) -> Region:
        """The region of the sheet."""
        return self.period.region

    @property
    def weakest(self) -> int:
        """The position of the cluster with the lowest share of its maximum; the first of equals."""
        shares = [share_of(tally) for tally in self.clusters]
        return shares.index(min(shares))

    def fits(self, instrument: Instrument) -> bool:
        """Return whether the clusters, the maxima and the predicates are those of *instrument*."""
        predicates = {None, *(each.id for each in instrument.predicates)}
        named = {self.claimed, self.supported, self.claimed_or, self.supported_or, self.next}
        maxima = [each.maximum for each in self.clusters]
        return named <= predicates and maxima == [each.maximum for each in instrument.clusters]

    def points(self, basis: Basis) -> Decimal | None:
        """Return the claimed or the supported total; None if no evidence is recorded."""
        return self.total.claimed if basis is Basis.CLAIMED else self.total.supported


def summarise(scorecard: Scorecard) -> Summary:
    """Return the summary of *scorecard*."""
    assessment, claimed, supported = scorecard.assessment, scorecard.claimed, scorecard.supported
    counts = Counter(issue.severity for issue in assessment.issues)
    return Summary(
        assessment.source.file,
        assessment.source.sha256,
        assessment.period,
        assessment.is_complete,
        _id_of(claimed.predicate),
        _id_of(supported and supported.predicate),
        _id_of(claimed.next) if claimed.is_on_shared_end else None,
        _id_of(supported.next) if supported and supported.is_on_shared_end else None,
        claimed.is_between_bands,
        _id_of(claimed.next),
        claimed.needed,
        tuple(counts[severity] for severity in Severity),
        # The maxima of the instrument equal the sums of a sheet, and all summaries share them.
        replace(scorecard.total, maximum=scorecard.instrument.maximum),
        tuple([replace(each.tally, maximum=each.cluster.maximum) for each in scorecard.clusters]),
    )


def _id_of(predicate: Predicate | None) -> str | None:
    return predicate.id if predicate else None


def share_of(tally: Tally) -> Fraction:
    """Return the claimed share of the maximum, 0 to 1, exact; 1 if the maximum is 0."""
    return Fraction(tally.claimed) / Fraction(tally.maximum) if tally.maximum else Fraction(1)


class Failure(NamedTuple):
    """A sheet that could not be scored, and the reason."""

    file: str
    issues: tuple[Issue, ...]
