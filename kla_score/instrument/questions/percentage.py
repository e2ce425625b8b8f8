"""Questions that are answered with a percentage."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import ConfigDict, Field

from kla_score.cells import Cell, CellKind, format_decimal, read_number
from kla_score.instrument.base import Model, RuleViolation
from kla_score.instrument.questions.base import (
    HUNDRED,
    KIND,
    NO_POINTS,
    UNANSWERED,
    UNREADABLE,
    NumberScale,
    Percentage,
    Points,
    Question,
    Reading,
    Step,
    find_answer_point_violations,
)
from kla_score.issues import N_


class _Edge(NamedTuple):
    """One end of a band: its key, and whether it belongs to the band."""

    key: str
    value: Percentage
    is_included: bool


class Band(Model):
    """
    A range of percentages with the same points, as printed.

    It has exactly one lower and one upper limit. The lower limit is *at_least* (included) or *above* (excluded). The
    upper limit is *up_to* (included) or *below* (excluded).
    """

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [
                {"oneOf": [{"required": ["at_least"]}, {"required": ["above"]}]},
                {"oneOf": [{"required": ["up_to"]}, {"required": ["below"]}]},
            ]
        }
    )

    at_least: Percentage | None = Field(
        default=None, description=N_("Lower limit, included. Write either `at_least` or `above`.")
    )
    above: Percentage | None = Field(
        default=None, description=N_("Lower limit, excluded. Write either `at_least` or `above`.")
    )
    below: Percentage | None = Field(
        default=None, description=N_("Upper limit, excluded. Write either `up_to` or `below`.")
    )
    up_to: Percentage | None = Field(
        default=None, description=N_("Upper limit, included. Write either `up_to` or `below`.")
    )
    points: Points = Field(description=N_("Points for a percentage in this band."))

    @property
    def lower(self) -> _Edge:
        """The lower edge."""
        return self._edge("at_least", "above")

    @property
    def upper(self) -> _Edge:
        """The upper edge."""
        return self._edge("up_to", "below")

    @property
    def is_clear(self) -> bool:
        """Whether there is exactly one lower and one upper edge."""
        return (self.at_least is None) != (self.above is None) and (self.up_to is None) != (self.below is None)

    def _edge(self, included: str, excluded: str) -> _Edge:
        value = getattr(self, included)
        return _Edge(excluded, getattr(self, excluded), False) if value is None else _Edge(included, value, True)  # noqa: FBT003 - a named tuple


class PercentageQuestion(Question):
    """A question that is answered with a percentage."""

    explanation: ClassVar[tuple[str, ...]] = (
        N_("A question that is answered with a percentage from 0 to 100, both included."),
        N_(
            "With bands, each percentage earns the points of its band. Together the bands cover 0 to 100 without gaps or overlaps. Without bands, the points are this percentage of the maximum, rounded (half up) to three decimals. With `lower_is_better`, a low percentage earns more points. The points of the bands then fall, or without bands, 100 minus the percentage counts."
        ),
        N_(
            "85%, the number 85 and 0.85 shown as a percentage are the same. A plain number above 0 and up to 1 is rejected, because it can be a fraction or a percentage."
        ),
    )

    kind: Literal["percentage"] = Field(description=KIND)
    bands: Annotated[tuple[Band, ...], Field(min_length=2)] | None = Field(
        default=None,
        description=N_(
            "Two or more bands, from the lowest percentage to the highest. Without bands, the points are a percentage of the maximum."
        ),
    )

    @property
    def scale(self) -> NumberScale:
        """The bands as steps, or a straight line."""
        if self.bands:
            steps = tuple(
                Step(band.lower.value, band.points, is_included=band.lower.is_included) for band in self.bands
            )
        elif self.lower_is_better:
            steps = (Step(NO_POINTS, self.maximum, slope=-self.maximum / HUNDRED),)
        else:
            steps = (Step(NO_POINTS, NO_POINTS, slope=self.maximum / HUNDRED),)
        return NumberScale(HUNDRED, steps, is_percentage=True)

    def read(self, cell: Cell) -> Reading:
        """Return the points for the percentage in the cell, according to its number, text and format."""
        match cell.kind:
            case CellKind.BLANK:
                return UNANSWERED
            case CellKind.NUMBER if cell.number is not None:
                number, is_marked = cell.number * (HUNDRED if cell.is_percent else 1), cell.is_percent
            case CellKind.TEXT:
                found = read_number(cell.text)
                if found.value is None:
                    code = "percentage-ambiguous" if found.is_ambiguous else "percentage-not-a-number"
                    raise self.refusal(cell, code)
                number, is_marked = found.value, found.is_percent
            case kind:
                raise self.refusal(cell, UNREADABLE.get(kind, "percentage-not-a-number"))
        if not 0 <= number <= HUNDRED:
            raise self.refusal(cell, "percentage-outside")
        if not is_marked and 0 < number <= 1:
            raise self.refusal(cell, "percentage-ambiguous")
        is_repaired = cell.kind is CellKind.TEXT
        notes = (self.issue(cell, "percentage-from-text", percentage=number),) if is_repaired else ()
        return Reading(self.scale.points_at(number), notes, answer=number)

    def find_violations(self) -> Iterator[RuleViolation]:
        """Yield the bands that do not cover 0 to 100 exactly once, or whose points do not follow the percentage."""
        if self.bands is None:
            return
        unclear = [position for position, band in enumerate(self.bands) if not band.is_clear]
        for position in unclear:
            yield RuleViolation("band-edges-unclear", ("bands", position))
        uncovered = [] if unclear else list(self._find_uncovered(self.bands))
        yield from uncovered
        if all(violation.code != "bands-disordered" for violation in uncovered):
            yield from self._find_reversed(self.bands)
        yield from find_answer_point_violations(tuple(band.points for band in self.bands), self.maximum, "bands")

    def _find_uncovered(self, bands: tuple[Band, ...]) -> Iterator[RuleViolation]:
        for position, band in enumerate(bands):
            lower, upper = band.lower, band.upper
            if lower.value > upper.value or (
                lower.value == upper.value and not (lower.is_included and upper.is_included)
            ):
                yield RuleViolation("band-empty", ("bands", position, upper.key), format_decimal(upper.value))
                return
        for position, (before, band) in enumerate(pairwise(bands), start=1):
            if band.lower.value < before.lower.value:
                yield RuleViolation(
                    "bands-disordered", ("bands", position, band.lower.key), format_decimal(band.lower.value)
                )
                return
        start, end = _Edge("", NO_POINTS, is_included=False), _Edge("", HUNDRED, is_included=False)
        last = len(bands) - 1
        yield from _between(start, bands[0].lower, ("bands", 0, bands[0].lower.key))
        for position, (before, band) in enumerate(pairwise(bands), start=1):
            yield from _between(before.upper, band.lower, ("bands", position, band.lower.key))
        yield from _between(bands[-1].upper, end, ("bands", last, bands[-1].upper.key))

    def _find_reversed(self, bands: tuple[Band, ...]) -> Iterator[RuleViolation]:
        for position, (before, band) in enumerate(pairwise(bands), start=1):
            key = ("bands", position, "points")
            if band.points == before.points:
                yield RuleViolation("bands-same-points", key, format_decimal(band.points))
            elif (band.points < before.points) is not self.lower_is_better:
                yield RuleViolation("bands-reversed", key, format_decimal(band.points))
                return


def _between(upper: _Edge, lower: _Edge, key: tuple[str | int, ...]) -> Iterator[RuleViolation]:
    """Check that *lower* begins where *upper* ends, so that every percentage belongs to one band."""
    shared = upper.value == lower.value
    if upper.value > lower.value or (shared and upper.is_included and lower.is_included):
        yield RuleViolation("bands-overlap", key, format_decimal(lower.value))
    elif upper.value < lower.value or not (upper.is_included or lower.is_included):
        yield RuleViolation("bands-gap", key, "", {"lower": upper.value, "upper": lower.value})
