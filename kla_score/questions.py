"""
The kinds of question: how each is answered in a cell and turned into points.

The class of a kind is the only place that knows the kind. Pure: no files, no printing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, StrictBool

from kla_score.cells import Cell, CellKind, plain, read_number
from kla_score.evidence import AnyOf, Definition, EvidenceItem, Identifier, Requirement, Text, Words
from kla_score.issues import Issue

POINT_DECIMALS: Final = 3
"""Points have at most this many decimals: published totals have up to three (597.928, Lombok Tengah)."""

NO_POINTS: Final = Decimal(0)


def _check_decimals(points: Decimal) -> Decimal:
    if decimals_of(points) > POINT_DECIMALS:
        raise ValueError(points)
    return points


Points = Annotated[Decimal, Field(ge=0, le=10_000, strict=True), AfterValidator(_check_decimals)]
"""Points, exact, from 0 to 10,000 with at most three decimals."""


class Provenance(StrEnum):
    """How well the source knows a question."""

    PRINTED = "printed"
    """Read off the source as it stands."""
    INFERRED = "inferred"
    """The maximum follows from other printed numbers and contradicts the printed one."""
    TEXT_LOST = "text-lost"
    """The numbers are printed, but the text, or a variant of it, was not found."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell gives: *points* (None: unanswered, or unusable when *issues* hold an error) and *issues*."""

    points: Decimal | None = None
    issues: tuple[Issue, ...] = ()


UNANSWERED: Final = Reading()


class PointsQuestion(Definition):
    """
    A question that is answered with its points: any number from 0 to *maximum*, both included.

    The number is taken verbatim: the answer options behind it, and what each is worth, are not known for the
    KLA form. A blank cell is unanswered, which is 0 points and not "no".
    """

    code: Annotated[Identifier, Field(pattern=r"[0-9]")]
    """Unique in the instrument, with at least one digit, for example ``1.2zb``."""
    printed: Words
    """The number in the printed form; not unique, it restarts in every indicator."""
    text: Text
    kind: Literal["points"]
    maximum: Points
    evidence: Requirement = ()
    agencies: tuple[Identifier, ...] = ()
    """Who owns the question. Often several; points are never split between them."""
    provenance: Provenance
    sources: tuple[Identifier, ...] = ()
    """Ids of the source documents that show this question."""
    note: Text | None = None
    outcome: StrictBool = False
    """A figure of the population that paperwork does not raise."""
    lower_is_better: StrictBool = False
    """The figure asked for is good when it is low, or the answer when it is "no"; the points are not reversed."""

    @property
    def can_earn(self) -> bool:
        """Whether the question is worth anything. One that is not is shown, but never open or missing."""
        return self.maximum > 0

    @property
    def alternatives(self) -> tuple[tuple[EvidenceItem, ...], ...]:
        """The sets of evidence of which one must be complete. Never empty; a set that asks nothing is empty."""
        if isinstance(self.evidence, AnyOf):
            return tuple(every.all_of for every in self.evidence.any_of)
        return (self.evidence,)

    @property
    def evidence_kinds(self) -> frozenset[str]:
        """The kinds of evidence that can count for this question."""
        return frozenset(item.kind for items in self.alternatives for item in items)

    def read(self, cell: Cell) -> Reading:
        """
        Turn the points cell into points.

        Returns:
            Points from 0 to `maximum`, exact; with an issue for every cell that cannot be used and for every repair.

        """
        issues: tuple[Issue, ...] = ()
        match cell.kind:
            case CellKind.BLANK:
                return UNANSWERED
            case CellKind.NUMBER if not cell.is_percent and cell.number is not None:
                points = cell.number
            case CellKind.TEXT:
                said = read_number(cell.text)
                if said.value is None:
                    return self._refuse(
                        cell, _refusal_of_text(is_ambiguous=said.is_ambiguous, is_percent=said.is_percent)
                    )
                points = said.value
                issues = (self._issue(cell, "points-from-text", points=plain(points)),)
            case kind:
                return self._refuse(cell, _REFUSALS[kind])
        refusal = self._refusal_of_points(points)
        return self._refuse(cell, refusal) if refusal else Reading(points, issues)

    def _refusal_of_points(self, points: Decimal) -> str:
        if points < 0:
            return "points-negative"
        if points > self.maximum:
            is_inferred = self.provenance is Provenance.INFERRED
            return "points-above-inferred-maximum" if is_inferred else "points-above-maximum"
        return "points-too-many-decimals" if decimals_of(points) > POINT_DECIMALS else ""

    def _refuse(self, cell: Cell, code: str) -> Reading:
        return Reading(None, (self._issue(cell, code, maximum=self.maximum),))

    def _issue(self, cell: Cell, code: str, **parameters: Decimal | str) -> Issue:
        return Issue(code, cell.place, self.code, cell.text, parameters)


Question = PointsQuestion
"""Every kind of question. A further kind is one more class here, in a union told apart by ``kind``."""

_REFUSALS: Final[Mapping[CellKind, str]] = {
    CellKind.NUMBER: "points-percent",
    CellKind.BOOLEAN: "points-boolean",
    CellKind.DATE: "points-date",
    CellKind.ERROR: "points-error-value",
    CellKind.FORMULA: "points-formula-without-value",
}


def _refusal_of_text(*, is_ambiguous: bool, is_percent: bool) -> str:
    if is_ambiguous:
        return "points-ambiguous"
    return "points-percent" if is_percent else "points-not-a-number"


def decimals_of(number: Decimal) -> int:
    """
    Count the decimals that *number* needs.

    >>> decimals_of(Decimal("12.50")), decimals_of(Decimal("1E+2"))
    (1, 0)
    """
    return len(plain(number).partition(".")[2])
