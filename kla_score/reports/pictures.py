"""
The pictures beside the tables of a page, as values: titles, names, points, and a description in words.

Each format decides how to draw a picture. The values are independent of scorecards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Zone:
    """A range of a scale: from *start*, included, to the start of the next one."""

    name: str
    start: Decimal


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on a scale."""

    name: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Scale:
    """A line from 0 to *maximum* with *zones*, in order, and *marks*. *words* describe it."""

    title: str
    words: str
    maximum: Decimal
    zones: Sequence[Zone]
    marks: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class Bar:
    """Parts of *maximum*, in the order of the legend; the rest is open."""

    name: str
    parts: Sequence[Decimal]
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class Bars:
    """
    Bars of one length, each divided into shares of its maximum as in *legend*. *words* describe them.

    If the legend has one name more than the bars have parts, the last name is for the open rest.
    """

    title: str
    words: str
    legend: Sequence[str]
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Two points of one scale; None if a side has none."""

    name: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class Dumbbells:
    """Pairs of shares in percent, 0 to 100; *legend* names the two sides. *words* describe them."""

    title: str
    words: str
    legend: tuple[str, str]
    pairs: Sequence[Dumbbell]


Picture = Scale | Bars | Dumbbells
