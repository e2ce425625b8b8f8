"""The base class of all kinds of question, and the interface of a kind."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum
from functools import cached_property
from typing import Annotated, ClassVar, Final, NamedTuple, final

from pydantic import BeforeValidator, Field, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from kla_score.cells import Cell, CellKind, decimals_of, format_decimal, normalize_text
from kla_score.instrument.base import Identifier, Model, NonBlankStr, RuleViolation, StrictBool, Text
from kla_score.instrument.evidence import AnyOf, EvidenceItem, Requirement
from kla_score.issues import N_, Issue, Parameter

KIND: Final = N_("The kind of question, which determines how it is answered and converted to points.")
"""The description of the key ``kind``, which each kind declares for itself."""
LONGEST_CODE: Final = 40
POINT_DECIMALS: Final = 3
"""The maximum number of decimals of points. Published totals have up to three (597.928, Lombok Tengah)."""

NO_POINTS: Final = Decimal(0)
HUNDRED: Final = Decimal(100)
_MOST_POINTS: Final = Decimal(10_000)


def _points(value: object, info: ValidationInfo) -> Decimal:
    return _exact(value, info, _MOST_POINTS, "value-not-points")


def _percentage(value: object, info: ValidationInfo) -> Decimal:
    return _exact(value, info, HUNDRED, "value-not-percentage")


def _exact(value: object, info: ValidationInfo, highest: Decimal, code: str) -> Decimal:
    """Return *value* as an exact number from 0 to *highest*. The type of the pydantic error is the issue *code*."""
    if info.mode == "json" and isinstance(value, str | int | float) and not isinstance(value, bool):
        with suppress(InvalidOperation):
            value = Decimal(str(value))  # JSON has no exact numbers, so pydantic writes them as texts
    if not isinstance(value, Decimal) or not value.is_finite():
        raise PydanticCustomError(code, "not a number")
    if not 0 <= value <= highest or decimals_of(value) > POINT_DECIMALS:
        raise PydanticCustomError(code, "out of range")
    return value


_NUMBER: Final = {"type": "number", "minimum": 0}

Points = Annotated[Decimal, BeforeValidator(_points), WithJsonSchema({**_NUMBER, "maximum": int(_MOST_POINTS)})]
"""Points, exact, from 0 to 10,000 with at most three decimals."""

Percentage = Annotated[Decimal, BeforeValidator(_percentage), WithJsonSchema({**_NUMBER, "maximum": int(HUNDRED)})]
"""Percent, exact, from 0 to 100 with at most three decimals."""


QuestionCode = Annotated[
    str,
    Field(strict=True, max_length=LONGEST_CODE, pattern=r"^([0-9]|[A-Za-z][A-Za-z0-9._-]*[0-9])[A-Za-z0-9._-]*$"),
]
"""An identifier with at least one digit."""


class Provenance(StrEnum):
    """How completely the source shows a question."""

    PRINTED = "printed"
    """Copied from the source without changes."""
    INFERRED = "inferred"
    """The maximum follows from other printed numbers and contradicts the printed one."""
    TEXT_LOST = "text-lost"
    """The numbers are printed, but the text, or a variant of it, was not found."""


class Reading(NamedTuple):
    """
    The result of reading a cell: *points* (None: unanswered) and *issues*, which are notes about repairs.

    *answer* is the normalized answer: points, a percentage from 0 to 100, or the text of an option.
    """

    points: Decimal | None = None
    issues: tuple[Issue, ...] = ()
    answer: Decimal | Text | None = None


UNANSWERED: Final = Reading()


class Step(NamedTuple):
    """
    One step of a scale: numbers from *edge* up are worth *points* plus *slope* times the number.

    The edge belongs to the step if *is_included*.
    """

    edge: Decimal
    points: Decimal
    slope: Decimal = NO_POINTS
    is_included: bool = True


class NumberScale(NamedTuple):
    """
    A scale for a number from 0 to *highest*, as a percentage if *is_percentage*.

    *steps* are in ascending order of their edges, the first at 0. The last step that a number reaches decides.
    """

    highest: Decimal
    steps: tuple[Step, ...]
    is_percentage: bool = False

    def points_at(self, number: Decimal) -> Decimal:
        """Return the points for *number*, which is in range, rounded (half up) to `POINT_DECIMALS`."""
        step = [each for each in self.steps if number > each.edge or (each.is_included and number == each.edge)][-1]
        points = step.points + step.slope * number
        if decimals_of(points) <= POINT_DECIMALS:
            return points
        return points.quantize(Decimal(1).scaleb(-POINT_DECIMALS), ROUND_HALF_UP)


class OptionScale(NamedTuple):
    """A scale with a choice of *options*; each is a text with its points."""

    options: tuple[tuple[Text, Decimal], ...]


Scale = NumberScale | OptionScale
"""The possible answers and their points, for code that draws the cell or calculates points in a workbook."""


class Question(Model, ABC):
    """
    One row of the sheet, with one answer. A kind is a class of its own that adds what it needs to these keys.

    A blank cell is unanswered, which is 0 points and not "no".
    """

    explanation: ClassVar[tuple[str, ...]]
    """What a kind is, paragraph by paragraph, for the schema and for ``show KIND``."""

    code: QuestionCode = Field(
        description=N_("Code of the question, unique in the instrument, with at least one digit, for example 1.2zb.")
    )
    printed: NonBlankStr = Field(
        description=N_("The number in the printed form. Numbers start again in every indicator.")
    )
    text: Text = Field(description=N_("The text of the question."))
    kind: str = Field(description=KIND)
    maximum: Points = Field(
        description=N_(
            "Points of the best answer. A question worth 0 is shown, but never reported as unanswered or incomplete."
        )
    )
    evidence: Requirement = Field(
        default=(),
        description=N_(
            "Evidence items that are all required, or sets of which one is enough (`any_of`). An empty list requires no evidence."
        ),
    )
    agencies: tuple[Identifier, ...] = Field(
        default=(), description=N_("The responsible agencies, often several. Points are never split between them.")
    )
    provenance: Provenance = Field(description=N_("Completeness of the question in the source."))
    sources: tuple[Identifier, ...] = Field(
        default=(), description=N_("The IDs of the source documents that contain this question.")
    )
    note: Text | None = Field(
        default=None, description=N_("Information needed to answer the question, shown below its text.")
    )
    source_note: Text | None = Field(
        default=None, description=N_("Limitations of the source, shown by `show` but not in the workbook.")
    )
    outcome: StrictBool = Field(
        default=False, description=N_("True for a population figure, which documents alone do not improve.")
    )
    feeds: QuestionCode | None = Field(
        default=None,
        description=N_("In a list of villages, the code of the region's question that counts the answers."),
    )
    lower_is_better: StrictBool = Field(
        default=False, description=N_("True if a low figure or the answer “no” is better.")
    )

    @property
    def can_earn(self) -> bool:
        """Whether the question can earn points. One that cannot is shown, but never counts as open or missing."""
        return self.maximum > 0

    @cached_property
    def alternatives(self) -> tuple[tuple[EvidenceItem, ...], ...]:
        """The sets of evidence of which one must be complete. Never empty; a set without requirements is empty."""
        if isinstance(self.evidence, AnyOf):
            return tuple(every.all_of for every in self.evidence.any_of)
        return (self.evidence,)

    @cached_property
    def evidence_kinds(self) -> frozenset[str]:
        """The kinds of evidence that can count for this question."""
        return frozenset(item.kind for items in self.alternatives for item in items)

    @property
    @abstractmethod
    def scale(self) -> Scale:
        """The possible answers and their points."""

    @abstractmethod
    def read(self, cell: Cell) -> Reading:
        """
        Return the points of the answer in *cell*.

        Returns:
            Points from 0 to `maximum`, exact, with a note for every repair.

        Raises:
            PydanticCustomError: The cell cannot be used (`refusal`).

        """

    def find_violations(self) -> Iterator[RuleViolation]:
        """Yield the contradictions in the definition of this question."""
        yield from ()

    @final
    def read_option(self, cell: Cell, scale: OptionScale) -> Reading:
        """
        Return the option of *scale* with the text of *cell*, in either language. The text may be a number.

        Raises:
            PydanticCustomError: The cell has no option.

        """
        match cell.kind:
            case CellKind.BLANK:
                return UNANSWERED
            case kind if kind in UNREADABLE:
                raise self.refusal(cell, UNREADABLE[kind])
        chosen = normalize_text(cell.text)
        for text, points in scale.options:
            if chosen in {normalize_text(text.id), normalize_text(text.en)}:
                return Reading(points, answer=text)
        raise self.refusal(cell, "choice-unknown", allowed=tuple(text for text, _ in scale.options))

    @final
    def refusal(self, cell: Cell, code: str, **parameters: Parameter) -> PydanticCustomError:
        """Return the error for a *cell* that cannot be used. Its type is the issue *code*, its context has the cell."""
        return PydanticCustomError(code, code, {"cell": cell, "question": self.code, **parameters})

    @final
    def issue(self, cell: Cell, code: str, **parameters: Parameter) -> Issue:
        """Return an issue about *cell*."""
        return Issue(code, cell.location, self.code, cell.text, parameters)


UNREADABLE: Final[Mapping[CellKind, str]] = {
    CellKind.ERROR: "answer-error-value",
    CellKind.FORMULA: "answer-formula-without-value",
    CellKind.PICTURE: "answer-is-picture",
}
"""The issue code for each kind of cell without a value that could be an answer."""


def find_answer_point_violations(
    answer_points: tuple[Decimal, ...], maximum: Decimal, key: str
) -> Iterator[RuleViolation]:
    """Check the points of the answers: the lowest must be 0, and the highest *maximum*."""
    if max(answer_points) != maximum:
        parameters: dict[str, Parameter] = {"maximum": maximum, "derived": max(answer_points)}
        yield RuleViolation("ladder-misses-maximum", ("maximum",), format_decimal(maximum), parameters)
    if min(answer_points) > 0:
        yield RuleViolation("ladder-without-zero", (key,), format_decimal(min(answer_points)))
