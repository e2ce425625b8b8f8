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
from typing import Any, Final

from kla_score.issues import Issue, Severity
from kla_score.questions import NO_POINTS
from kla_score.region import UNKNOWN_REGION, Occasion, Region
from kla_score.scoring import Scorecard, Standing, Tally


class RankedBy(StrEnum):
    """Which points decide the order."""

    CLAIMED = "claimed"
    SUPPORTED = "supported"


@dataclass(frozen=True, slots=True)
class Summary:
    """
    A scorecard without its questions.

    *file* is the sheet as it was named, *digest* the SHA-256 of its bytes, *round* its occasion without the region, so
    that most sheets share one. *claimed* and *supported* are the ids of
    the predicates, None where there is none; whether evidence is recorded tells the total. *next* is the predicate
    that follows on the claimed one, *limit* where it begins. *counts* are the issues of each `Severity`, in its order.

    *worth* has the maximum and the number of questions of the whole and of each cluster, in the order of the
    instrument; *earned* what is claimed, supported and answered there, as text: a number takes a hundred bytes, and
    there would be dozens in each of thousands of summaries.
    """

    file: str
    digest: bytes
    region: Region
    round: Occasion
    is_complete: bool
    claimed: str | None
    supported: str | None
    is_between: bool
    next: str | None
    limit: Decimal | None
    counts: tuple[int, ...]
    worth: tuple[tuple[Decimal, int], ...]
    earned: str

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes of the sheet, hexadecimal."""
        return self.digest.hex()

    @property
    def occasion(self) -> Occasion:
        """Whose sheet it is, of which year and stage."""
        return replace(self.round, region=self.region)

    @property
    def total(self) -> Tally:
        """The sum of the clusters."""
        return self._tally(0)

    @property
    def clusters(self) -> tuple[Tally, ...]:
        """What each cluster adds, in the order of the instrument."""
        return tuple(self._tally(position) for position in range(1, len(self.worth)))

    def cluster(self, position: int) -> Tally:
        """Give what the cluster at this *position*, from 0, adds."""
        return self._tally(position + 1)

    def _tally(self, position: int) -> Tally:
        claimed, supported, answered = self.earned.split(";", position + 1)[position].split()
        maximum, questions = self.worth[position]
        known = None if supported == _UNKNOWN else Decimal(supported)
        return Tally(Decimal(claimed), known, maximum, int(answered), questions)

    @property
    def needed(self) -> Decimal | None:
        """Points from the claimed total to `limit`; None at the top, or without predicates."""
        return None if self.limit is None else max(self.limit - self.total.claimed, NO_POINTS)

    @property
    def weakest(self) -> int:
        """The position of the cluster with the lowest share of its maximum; the first of equals."""
        shares = [share_of(tally) for tally in self.clusters]
        return shares.index(min(shares))

    def points(self, basis: RankedBy) -> Decimal | None:
        """Give the claimed or the supported total; None where no evidence is recorded."""
        return self.total.claimed if basis is RankedBy.CLAIMED else self.total.supported


_UNKNOWN: Final = "-"


def summarise(scorecard: Scorecard) -> Summary:
    """Give what many sheets are compared by; what is the same in many of them is there once."""
    assessment, claimed = scorecard.assessment, scorecard.claimed
    occasion, counts = assessment.occasion, Counter(issue.severity for issue in assessment.issues)
    region = replace(occasion.region, kind=_same(occasion.region.kind), province=_same(occasion.region.province))
    tallies = (scorecard.total, *(cluster.tally for cluster in scorecard.clusters))
    return Summary(
        assessment.source.file,
        bytes.fromhex(assessment.source.sha256),
        region,
        _same(replace(occasion, region=UNKNOWN_REGION)),
        assessment.is_complete,
        _id_of(claimed),
        _id_of(scorecard.supported),
        claimed.is_between_bands,
        claimed.next.id if claimed.next else None,
        claimed.next.lower_limit if claimed.next else None,
        _same(tuple(counts[severity] for severity in Severity)),
        _same(tuple((tally.maximum, tally.questions) for tally in tallies)),
        ";".join(map(_earned, tallies)),
    )


def _earned(tally: Tally) -> str:
    return f"{tally.claimed} {_UNKNOWN if tally.supported is None else tally.supported} {tally.answered}"


@lru_cache(maxsize=256)
def _same(value: Any) -> Any:  # noqa: ANN401 - of the type of the value
    """Give the value that was met first in place of an equal one."""
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
