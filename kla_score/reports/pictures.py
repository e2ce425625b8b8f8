"""
What a page draws beside its tables, as values: titles, names and points, and in words what there is to see.

How a picture looks is up to the format. Nothing here knows what a scorecard is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of a scale: from *start*, included, to where the next begins."""

    name: str
    start: Decimal


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on a scale."""

    name: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Scale:
    """A line from 0 to *maximum* with *zones*, in order, and *marks*. *words* say the same."""

    title: str
    words: str
    maximum: Decimal
    zones: Sequence[Zone]
    marks: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class Bar:
    """Parts of *maximum*, in the order of the legend; what they leave is open."""

    name: str
    parts: Sequence[Decimal]
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class Bars:
    """
    Bars of one length, each divided into the shares of its maximum that *legend* names. *words* say the same.

    With one part more in the legend than the bars have, the last name is that of what is open.
    """

    title: str
    words: str
    legend: Sequence[str]
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Two points of one scale; None where a side has none."""

    name: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class Dumbbells:
    """Pairs of shares in percent, 0 to 100; *legend* names the two sides. *words* say the same."""

    title: str
    words: str
    legend: tuple[str, str]
    pairs: Sequence[Dumbbell]


Picture = Scale | Bars | Dumbbells
