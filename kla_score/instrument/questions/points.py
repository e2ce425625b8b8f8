"""Questions that are answered with their points."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Final, Literal

from pydantic import Field

from kla_score.cells import Cell, CellKind, decimals_of, read_number
from kla_score.instrument.questions.base import (
    KIND,
    NO_POINTS,
    POINT_DECIMALS,
    UNANSWERED,
    NumberScale,
    Provenance,
    Question,
    Reading,
    Step,
)
from kla_score.issues import N_


class PointsQuestion(Question):
    """A question that is answered with its points."""

    explanation: ClassVar[tuple[str, ...]] = (
        N_("A question that is answered with points from 0 to its maximum, both included."),
        N_(
            "The number counts unchanged, because the answer options of the KLA form and their points are unknown. With `lower_is_better`, a remark in the workbook explains that a low figure is better. The points are not reversed."
        ),
    )

    kind: Literal["points"] = Field(description=KIND)

    @property
    def scale(self) -> NumberScale:
        """The number is the points."""
        return NumberScale(self.maximum, (Step(NO_POINTS, NO_POINTS, slope=Decimal(1)),))

    def read(self, cell: Cell) -> Reading:
        """Return the number as points, or refuse it."""
        match cell.kind:
            case CellKind.BLANK:
                return UNANSWERED
            case CellKind.NUMBER if not cell.is_percent and cell.number is not None:
                points = cell.number
            case CellKind.TEXT:
                found = read_number(cell.text)
                if found.value is None or found.is_percent:
                    refusal = _refusal_of_text(is_ambiguous=found.is_ambiguous, is_percent=found.is_percent)
                    raise self.refusal(cell, refusal, maximum=self.maximum)
                points = found.value
            case kind:
                raise self.refusal(cell, _REFUSALS[kind], maximum=self.maximum)
        refusal = self._refusal_of_points(points)
        if refusal:
            raise self.refusal(cell, refusal, maximum=self.maximum)
        is_repaired = cell.kind is CellKind.TEXT
        notes = (self.issue(cell, "points-from-text", points=points),) if is_repaired else ()
        return Reading(points, notes, answer=points)

    def _refusal_of_points(self, points: Decimal) -> str:
        if points < 0:
            return "points-negative"
        if points > self.maximum:
            is_inferred = self.provenance is Provenance.INFERRED
            return "points-above-inferred-maximum" if is_inferred else "points-above-maximum"
        return "points-too-many-decimals" if decimals_of(points) > POINT_DECIMALS else ""


_REFUSALS: Final[Mapping[CellKind, str]] = {
    CellKind.NUMBER: "points-percent",
    CellKind.BOOLEAN: "points-boolean",
    CellKind.DATE: "points-date",
    CellKind.ERROR: "points-error-value",
    CellKind.PICTURE: "answer-is-picture",
    CellKind.FORMULA: "points-formula-without-value",
}


def _refusal_of_text(*, is_ambiguous: bool, is_percent: bool) -> str:
    if is_percent:
        return "points-percent"
    return "points-ambiguous" if is_ambiguous else "points-not-a-number"
