"""
The model of the result of one sheet in a batch, as far as the ranking needs it.

Pure: no files, no printing.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Literal, Self

from pydantic import model_validator

from kla_score.analysis.saved_records import (
    Label,
    NextPredicateRecord,
    Points,
    PredicateResultRecord,
    RegionRecord,
    Saved,
    SourceRecord,
    TotalRecord,
    Year,
    add_up,
)
from kla_score.assessment.region import Period, Stage
from kla_score.issues import Severity
from kla_score.scoring import Tally
from kla_score.scoring.summary import Summary


class _Next(NextPredicateRecord):
    needed: Points


class _Predicate(PredicateResultRecord):
    between_bands: bool
    on_shared_end: bool
    next: _Next | None

    @property
    def or_next(self) -> str | None:
        """The id of the next predicate if the total is on a shared end."""
        return self.next.id if self.next and self.on_shared_end else None


class _Predicates(Saved):
    claimed: _Predicate
    supported: _Predicate | None


class _Source(SourceRecord):
    sha256: Label


class _Issue(Saved):
    severity: Severity


class FinishedRecord(Saved):
    """A whole scorecard without its questions."""

    kind: Literal["scorecard"]
    source: _Source
    region: RegionRecord
    year: Year | None
    stage: Stage | None
    part: None
    status: Literal["complete", "incomplete"]
    total: TotalRecord
    predicate: _Predicates
    clusters: Sequence[TotalRecord]
    issues: Sequence[_Issue]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        add_up(self.total, self.clusters)
        return self

    @property
    def summary(self) -> Summary:
        """The summary, the same as that of the scorecard."""
        claimed, supported = self.predicate.claimed, self.predicate.supported
        counts = Counter(issue.severity for issue in self.issues)
        return Summary(
            self.source.file,
            self.source.sha256,
            Period(self.region.as_region, self.year, self.stage),
            self.status == "complete",
            claimed.id,
            supported.id if supported else None,
            claimed.or_next,
            supported.or_next if supported else None,
            claimed.between_bands,
            claimed.next.id if claimed.next else None,
            claimed.next.needed if claimed.next else None,
            tuple(counts[severity] for severity in Severity),
            _tally(self.total),
            tuple(_tally(cluster) for cluster in self.clusters),
        )


def _tally(record: TotalRecord) -> Tally:
    return Tally(record.claimed, record.supported, record.maximum, record.answered, record.questions)
