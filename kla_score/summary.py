"""
What is kept of a scorecard to compare it with others: thousands fit in memory.

Pure: no files, no printing.
"""

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any

from kla_score.assessment import Source
from kla_score.issues import Issue, Severity
from kla_score.region import Occasion, Region
from kla_score.scoring import Scorecard, Standing, Tally


class RankedBy(StrEnum):
    """Which points decide the order."""

    CLAIMED = "claimed"
    SUPPORTED = "supported"


@dataclass(frozen=True, slots=True)
class Summary:
    """
    A scorecard without its questions.

    *clusters* are in the order of the instrument. *claimed* and *supported* are the ids of the predicates, None where
    there is none; whether evidence is recorded tells the total. *needed* are the points to *next*, the predicate that
    follows on the claimed one. *counts* are the issues of each `Severity`, in its order.
    """

    source: Source
    occasion: Occasion
    is_complete: bool
    total: Tally
    clusters: tuple[Tally, ...]
    claimed: str | None
    supported: str | None
    is_between: bool
    next: str | None
    needed: Decimal | None
    counts: tuple[int, ...]

    @property
    def region(self) -> Region:
        """Whose sheet it is."""
        return self.occasion.region

    @property
    def weakest(self) -> int:
        """The position of the cluster with the lowest share of its maximum; the first of equals."""
        return min(range(len(self.clusters)), key=lambda position: share_of(self.clusters[position]))

    def points(self, basis: RankedBy) -> Decimal | None:
        """Give the claimed or the supported total; None where no evidence is recorded."""
        return self.total.claimed if basis is RankedBy.CLAIMED else self.total.supported


def summarise(scorecard: Scorecard) -> Summary:
    """Give what many sheets are compared by; what is the same in many of them is there once."""
    assessment, claimed = scorecard.assessment, scorecard.claimed
    occasion, counts = assessment.occasion, Counter(issue.severity for issue in assessment.issues)
    region = replace(occasion.region, kind=_same(occasion.region.kind), province=_same(occasion.region.province))
    return Summary(
        replace(assessment.source, saved=""),
        replace(occasion, region=region, issues=()),
        assessment.is_complete,
        _shared(scorecard.total),
        tuple(_shared(cluster.tally) for cluster in scorecard.clusters),
        _id_of(claimed),
        _id_of(scorecard.supported),
        claimed.is_between_bands,
        claimed.next.id if claimed.next else None,
        _same(claimed.needed),
        tuple(counts[severity] for severity in Severity),
    )


def _shared(tally: Tally) -> Tally:
    claimed, supported, maximum = map(_same, (tally.claimed, tally.supported, tally.maximum))
    return Tally(claimed, supported, maximum, tally.answered, tally.questions)


@lru_cache(maxsize=4096)
def _same(value: Any) -> Any:  # noqa: ANN401 - of the type of the value
    """Give the value that was met first in place of an equal one: each number takes a hundred bytes."""
    return value


def _id_of(standing: Standing | None) -> str | None:
    return standing.predicate.id if standing and standing.predicate else None


def share_of(tally: Tally) -> Fraction:
    """Give the claimed points as a share of the maximum, 0 to 1, exact; 1 where there is nothing to reach."""
    return Fraction(tally.claimed) / Fraction(tally.maximum) if tally.maximum else Fraction(1)


@dataclass(frozen=True, slots=True)
class Failure:
    """A sheet that could not be scored, and why."""

    file: str
    issues: tuple[Issue, ...]
