"""
The pictures beside the tables of a page, as values: titles, names, points, and a description in words.

Each format decides how to draw a picture. The values are independent of scorecards.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple


class Zone(NamedTuple):
    """A range of a scale: from *start*, included, to the start of the next one."""

    name: str
    start: Decimal


class Mark(NamedTuple):
    """A point on a scale."""

    name: str
    value: Decimal


class Scale(NamedTuple):
    """A line from 0 to *maximum* with *zones*, in order, and *marks*. *words* describe it."""

    title: str
    words: str
    maximum: Decimal
    zones: Sequence[Zone]
    marks: Sequence[Mark]


class Bar(NamedTuple):
    """Parts of *maximum*, in the order of the legend; the rest is open. *value* is the text in place of their sum."""

    name: str
    parts: Sequence[Decimal]
    maximum: Decimal
    value: str = ""


class Bars(NamedTuple):
    """
    Bars of one length, each divided into shares of its maximum as in *legend*. *words* describe them.

    If the legend has one name more than the bars have parts, the last name is for the open rest. *note* explains the
    parts. *is_adverse* is whether the first part is the worse one, such as cases: it gets the colour of the second.
    """

    title: str
    words: str
    legend: Sequence[str]
    bars: Sequence[Bar]
    note: str = ""
    is_adverse: bool = False

    @property
    def part_order(self) -> Sequence[int]:
        """The numbers of the colours of the parts, in their order."""
        count = max((len(bar.parts) for bar in self.bars), default=0)
        order = list(range(count))
        return [*order[1::-1], *order[2:]] if self.is_adverse else order


class Dumbbell(NamedTuple):
    """Two points of one scale; None if a side has none."""

    name: str
    before: Decimal | None
    after: Decimal | None


class Dumbbells(NamedTuple):
    """Pairs of shares in percent, 0 to 100; *legend* names the two sides. *words* describe them."""

    title: str
    words: str
    legend: tuple[str, str]
    pairs: Sequence[Dumbbell]


Picture = Scale | Bars | Dumbbells
