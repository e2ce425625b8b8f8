"""
Models of the saved results of `kla-score evaluate -o x.json` and `batch`, as far as a comparison needs them.

The names are those in the file. The type of a custom error is its issue code. Pure: no files, no printing.
"""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Final, Literal, NamedTuple, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError, PydanticKnownError

from kla_score.assessment.region import Region, Stage
from kla_score.cells import LONGEST_TEXT
from kla_score.instrument.questions import NO_POINTS

SCORECARD: Final = "scorecard"
BATCH: Final = "batch"
SCHEMA_VERSION: Final = 1


def _number(value: object) -> object:
    """Reject values that pydantic would convert to a number: truth values and texts."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticKnownError("decimal_type")
    return value


Points = Annotated[Decimal, BeforeValidator(_number), Field(ge=0, le=1_000_000, max_digits=15, decimal_places=9)]
NonNegativeInt = Annotated[int, Field(ge=0, le=1_000_000, strict=True)]
Label = Annotated[str, Field(max_length=LONGEST_TEXT, strict=True)]
Year = Annotated[int, Field(strict=True, ge=2000, le=2099)]
"""A year that the identity sheet accepts."""


class Saved(BaseModel):
    """A part of a saved result."""

    # Later versions may add keys.
    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class PointsRecord(Saved):
    """The points of a question, an indicator, a cluster or all; *supported* is None when no evidence is recorded."""

    claimed: Points
    supported: Points | None
    maximum: Points

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        if not (self.supported or NO_POINTS) <= self.claimed <= self.maximum:
            raise PydanticCustomError("result-sums-differ", "sums")
        return self


def add_up(whole: PointsRecord, parts: Sequence[PointsRecord]) -> None:
    """Raise an error if *whole* is not the sum of its *parts*, because the file was changed by hand."""
    if any((part.supported is None) != (whole.supported is None) for part in parts):
        raise PydanticCustomError("result-sums-differ", "sums")
    for mine, theirs in (
        (whole.claimed, [part.claimed for part in parts]),
        (whole.supported or NO_POINTS, [part.supported or NO_POINTS for part in parts]),
        (whole.maximum, [part.maximum for part in parts]),
    ):
        if mine != sum(theirs, NO_POINTS):
            raise PydanticCustomError("result-sums-differ", "sums")


class EvidenceRecord(Saved):
    """One piece of evidence that a question asks for."""

    kind: Label
    what: Label
    status: Label
    is_there: Annotated[bool, Field(strict=True)]


class QuestionRecord(PointsRecord):
    """One question with its answer."""

    code: Label
    text: Label
    evidence: Sequence[EvidenceRecord]
    agencies: Sequence[Label]


class UncappedRecord(Saved):
    """What the questions of an indicator add up to."""

    claimed: Points
    supported: Points | None


class IndicatorRecord(PointsRecord):
    """One indicator; its points are those of its questions, or less where a cap cuts them."""

    id: Label
    name: Label
    uncapped: UncappedRecord
    questions: Sequence[QuestionRecord]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        maximum = sum((each.maximum for each in self.questions), NO_POINTS)
        raw = PointsRecord(claimed=self.uncapped.claimed, supported=self.uncapped.supported, maximum=maximum)
        add_up(raw, self.questions)
        for mine, most in ((self.claimed, raw.claimed), (self.supported, raw.supported), (self.maximum, maximum)):
            # A cap limits all three to the same points, which then are the maximum.
            if (mine is None) != (most is None) or (
                mine is not None and most is not None and mine != min(most, self.maximum)
            ):
                raise PydanticCustomError("result-sums-differ", "sums")
        return self


class ClusterRecord(PointsRecord):
    """One cluster."""

    id: Label
    name: Label
    indicators: Sequence[IndicatorRecord]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        add_up(self, self.indicators)
        return self


class TotalRecord(PointsRecord):
    """All points, and how many of the questions that can earn points are answered."""

    answered: NonNegativeInt
    questions: NonNegativeInt


class NextPredicateRecord(Saved):
    """The predicate after the one of a total."""

    id: Label
    name: Label


class PredicateResultRecord(Saved):
    """A predicate, or none. Results of earlier versions do not have *on_shared_end*."""

    id: Label | None
    name: Label | None
    on_shared_end: Annotated[bool, Field(strict=True)] = False
    next: NextPredicateRecord | None = None


class PredicateRecord(Saved):
    """The predicates of both totals."""

    claimed: PredicateResultRecord
    supported: PredicateResultRecord | None


class InstrumentRecord(Saved):
    """Which instrument it was scored with."""

    id: Label
    edition: Label
    fingerprint: Label


class SourceRecord(Saved):
    """Which file was scored."""

    file: Label


class RegionRecord(Saved):
    """Whose scorecard it is."""

    kind: Label | None = None
    name: Label | None = None
    province: Label | None = None
    code: Label | None = None
    district: Label | None = None
    regency: Label | None = None

    @property
    def as_region(self) -> Region:
        """The region; what is not known is empty."""
        return Region(**{key: value or "" for key, value in self.model_dump().items()})


class ScorecardRecord(Saved):
    """A whole scorecard."""

    instrument: InstrumentRecord
    source: SourceRecord
    region: RegionRecord
    year: Year | None
    stage: Stage | None
    part: Label | None
    status: Literal["complete", "incomplete"]
    total: TotalRecord
    predicate: PredicateRecord
    clusters: Sequence[ClusterRecord]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        add_up(self.total, self.clusters)
        indicators = [each.id for cluster in self.clusters for each in cluster.indicators]
        for names in ([each.id for each in self.clusters], indicators, [each.code for each in self.questions]):
            if repeated := [name for name, count in Counter(names).items() if count > 1]:
                raise PydanticCustomError("result-name-repeated", "repeated", {"found": repeated[0]})
        return self

    @property
    def questions(self) -> Sequence[QuestionRecord]:
        """Every question, in order."""
        return [each for cluster in self.clusters for indicator in cluster.indicators for each in indicator.questions]


class BatchResultRecord(Saved):
    """One region in the result of many sheets."""

    region: RegionRecord
    year: Year | None
    stage: Stage | None
    total: TotalRecord
    predicate: PredicateRecord
    clusters: Sequence[PointsRecord]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        add_up(self.total, self.clusters)
        return self

    @property
    def as_earlier(self) -> "EarlierResult":
        """The part that a later batch needs."""
        total, predicate = self.total, self.predicate.claimed.id
        region = self.region.as_region
        return EarlierResult(region, self.year, self.stage, total.claimed, total.supported, total.maximum, predicate)


class BatchHeadRecord(Saved):
    """The result of many sheets without the regions."""

    instrument: InstrumentRecord
    results: Sequence[object]


class EarlierResult(NamedTuple):
    """What later batches need of a `BatchResultRecord`. *predicate* is the id of the one of the claimed points."""

    region: Region
    year: int | None
    stage: Stage | None
    claimed: Decimal
    supported: Decimal | None
    maximum: Decimal
    predicate: str | None


class EarlierBatch(NamedTuple):
    """The result of many sheets, small enough for a nation."""

    instrument: InstrumentRecord
    results: Sequence[EarlierResult]
