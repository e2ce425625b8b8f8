"""
A scorecard as it is saved: what `kla-score evaluate -o x.json` writes, as far as a comparison needs it.

The names are those of the file. Pure: no files, no printing.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from kla_score.cells import LONGEST_TEXT
from kla_score.questions import NO_POINTS
from kla_score.region import Region, Stage

KIND: Final = "scorecard"
SCHEMA_VERSION: Final = 1


def _number(value: object) -> object:
    """Refuse what pydantic would take for a number: truth values and texts."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("number", "number")
    return value


Points = Annotated[Decimal, BeforeValidator(_number), Field(ge=0, le=1_000_000, max_digits=15, decimal_places=9)]
Count = Annotated[int, Field(ge=0, le=1_000_000, strict=True)]
Label = Annotated[str, Field(max_length=LONGEST_TEXT, strict=True)]


class _Saved(BaseModel):
    # Later versions may add keys.
    model_config = ConfigDict(frozen=True, extra="ignore")


class PointsRecord(_Saved):
    """The points of a question, an indicator, a cluster or all; *supported* is None when no evidence is recorded."""

    claimed: Points
    supported: Points | None
    maximum: Points


def _add_up(whole: PointsRecord, parts: Sequence[PointsRecord], *, may_be_capped: bool = False) -> None:
    """Refuse a *whole* that is not the sum of its *parts*: somebody has changed the file."""
    if any((part.supported is None) != (whole.supported is None) for part in parts):
        raise PydanticCustomError("sums", "sums")
    for mine, theirs in (
        (whole.claimed, [part.claimed for part in parts]),
        (whole.supported or NO_POINTS, [part.supported or NO_POINTS for part in parts]),
        (whole.maximum, [part.maximum for part in parts]),
    ):
        total = sum(theirs, NO_POINTS)
        if mine > total or (mine != total and not may_be_capped):
            raise PydanticCustomError("sums", "sums")


class EvidenceRecord(_Saved):
    """One piece of evidence that a question asks for."""

    kind: Label
    what: Label
    status: Label
    is_there: bool


class QuestionRecord(PointsRecord):
    """One question with its answer."""

    code: Label
    text: Label
    evidence: Sequence[EvidenceRecord]
    agencies: Sequence[Label]


class IndicatorRecord(PointsRecord):
    """One indicator; its points are at most its cap."""

    id: Label
    name: Label
    questions: Sequence[QuestionRecord]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        _add_up(self, self.questions, may_be_capped=True)
        return self


class ClusterRecord(PointsRecord):
    """One cluster."""

    id: Label
    name: Label
    indicators: Sequence[IndicatorRecord]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        _add_up(self, self.indicators)
        return self


class TotalRecord(PointsRecord):
    """All points, and how many of the questions that can earn points are answered."""

    answered: Count
    questions: Count


class StandingRecord(_Saved):
    """A predicate, or none."""

    id: Label | None
    name: Label | None


class PredicateRecord(_Saved):
    """The predicates of both totals."""

    claimed: StandingRecord
    supported: StandingRecord | None


class InstrumentRecord(_Saved):
    """Which instrument it was scored with."""

    id: Label
    edition: Label
    fingerprint: Label


class SourceRecord(_Saved):
    """Which file was scored."""

    file: Label


class RegionRecord(_Saved):
    """Whose scorecard it is."""

    kind: Label | None = None
    name: Label | None = None
    province: Label | None = None
    code: Label | None = None


class ScorecardRecord(_Saved):
    """A whole scorecard."""

    instrument: InstrumentRecord
    source: SourceRecord
    region: RegionRecord
    year: Annotated[int, Field(strict=True, ge=2000, le=2100)] | None
    stage: Stage | None
    part: Label | None
    status: Literal["complete", "incomplete"]
    total: TotalRecord
    predicate: PredicateRecord
    clusters: Sequence[ClusterRecord]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        _add_up(self.total, self.clusters)
        for names in ([each.id for each in self.clusters], [each.code for each in self.questions]):
            if len(set(names)) < len(names):
                raise PydanticCustomError("repeated", "repeated")
        return self

    @property
    def whose(self) -> Region:
        """The region; what is not known is empty."""
        return Region(**{key: value or "" for key, value in self.region.model_dump().items()})

    @property
    def questions(self) -> Sequence[QuestionRecord]:
        """Every question, in order."""
        return [each for cluster in self.clusters for indicator in cluster.indicators for each in indicator.questions]
