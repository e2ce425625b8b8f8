"""
Drawings inside a page, as SVG: as wide as their place, without colours, but with classes that the page styles.

Positions are percentages of the width and letters keep their size, so that a telephone shows readable labels. The tree
is built from elements and not from text, so that a name can contain any character.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree as ET

from kla_score.i18n import Messages, clean
from kla_score.reports.document import Row, decimals_in
from kla_score.reports.pictures import Bar, Dumbbell, Scale

_NARROWEST = 320
"""Pixels. Labels do not cover each other from this width on."""
_LETTER, _BOLD_LETTER, _GAP = 6.9, 7.8, 5
"""The width of a letter of a label and of the name of a mark, and the room between labels, in pixels."""
_LINE, _BAND = 18, 22
"""The heights of a line of labels and of the band of the zones, in pixels."""
_BAR, _PAIR, _KEY = 14, 18, 12
_EDGE = 2
"""The room for the circle of a pair beside its scale, in percent."""


class _Label(NamedTuple):
    """A text at a position in percent, on one of several lines."""

    text: str
    place: float
    anchor: str
    line: int


def draw_scale(scale: Scale, messages: Messages, name: str) -> str:
    """Return *scale* as SVG. Its *name* is unique on the page and consists of letters and digits."""
    values = [*(zone.start for zone in scale.zones), scale.maximum]
    places = [_share(value, scale.maximum) for value in values]
    ticks = list(_placed(map(messages.number, values), places))
    middles = [(left + right) / 2 for left, right in pairwise(places)]
    zones = list(_placed([zone.name for zone in scale.zones], middles))
    # The first mark has its name above the band and the others below, so that no line crosses a name.
    band = _LINE + 4
    first_tick = band + _BAND + 14 + _LINE * max(len(scale.marks) - 1, 0)
    first_zone = first_tick + _LINE * (1 + max(label.line for label in ticks))
    drawing = _Drawing(first_zone + _LINE * max(label.line for label in zones) + 6)
    drawing.describe(scale.title, scale.words, name)
    for number, (left, right) in enumerate(pairwise(places)):
        drawing.add("rect", f"zone zone-{number % 2}", x=left, y=band, width=right - left, height=_BAND)
    for look, first, labels in (("tick", first_tick, ticks), ("zone-name", first_zone, zones)):
        for label in labels:
            below = first + _LINE * label.line
            drawing.add("text", look, label.text, x=label.place, y=below, text_anchor=label.anchor)
    decimals = decimals_in([Row([mark.value]) for mark in scale.marks], 0)
    for number, mark in enumerate(scale.marks):
        place, text = _share(mark.value, scale.maximum), f"{mark.name} {messages.number(mark.value, decimals)}"
        line = 13 if number == 0 else band + _BAND + _LINE * number
        top, bottom = (band - 5, band + _BAND) if number == 0 else (band, line - 12)
        drawing.add("line", f"mark mark-{number}", x1=place, x2=place, y1=top, y2=bottom)
        anchor = _anchor(place, len(text) * _BOLD_LETTER)
        drawing.add("text", f"mark-name mark-name-{number}", text, x=place, y=line, text_anchor=anchor)
    return drawing.text()


def draw_bar(bar: Bar, order: Sequence[int]) -> str:
    """Return *bar* as SVG for people who see the numbers beside it. *order* has the number of the look of each part."""
    drawing = _Drawing(_BAR)
    drawing.add("rect", "part part-open", x=0, y=0, width=100, height=_BAR)
    place = 0.0
    for number, part in zip(order, bar.parts, strict=False):
        width = _share(part, bar.maximum)
        drawing.add("rect", f"part part-{number}", x=place, y=0, width=width, height=_BAR)
        place += width
    return drawing.text()


def draw_pair(pair: Dumbbell) -> str:
    """Return *pair* as SVG for people who see the numbers beside it."""
    drawing, middle = _Drawing(_PAIR), _PAIR / 2
    drawing.add("line", "rail", x1=_EDGE, x2=100 - _EDGE, y1=middle, y2=middle)
    sides = [(pair.before, 0), (pair.after, 1)]
    places = [(_EDGE + float(value) * (100 - 2 * _EDGE) / 100, number) for value, number in sides if value is not None]
    for (before, _), (after, _) in pairwise(places):
        look = "way way-up" if after >= before else "way way-down"
        drawing.add("line", look, x1=before, x2=after, y1=middle, y2=middle)
    for place, number in places:
        drawing.add("circle", f"end end-{number}", cx=place, cy=middle, r=6 if number else 5)
    return drawing.text()


def draw_key(look: str) -> str:
    """Return a small square with the class *look* for a legend."""
    drawing = _Drawing(_KEY, width=_KEY)
    drawing.add("rect", look, x=0, y=0, width=100, height=_KEY)
    return drawing.text()


class _Drawing:
    """An SVG element that is filled step by step. Its height is in pixels."""

    def __init__(self, height: float, width: int | None = None) -> None:
        size = {"width": "100%" if width is None else _format_number(width), "height": _format_number(height)}
        self.root = ET.Element("svg", {**size, "aria-hidden": "true"})

    def describe(self, title: str, words: str, name: str) -> None:
        """Make the drawing a picture with a *title* and *words* for people who cannot see it."""
        del self.root.attrib["aria-hidden"]
        self.root.attrib |= {"role": "img", "aria-labelledby": f"{name}-title {name}-words"}
        ET.SubElement(self.root, "title", {"id": f"{name}-title"}).text = clean(title)
        ET.SubElement(self.root, "desc", {"id": f"{name}-words"}).text = clean(words)

    def add(self, tag: str, look: str, text: str = "", **places: float | str) -> None:
        """Add one shape with the class *look*. Positions and widths across are percentages."""
        attributes = {
            key.replace("_", "-"): value if isinstance(value, str) else _format_number(value) + "%" * (key in _ACROSS)
            for key, value in places.items()
        }
        ET.SubElement(self.root, tag, {"class": look, **attributes}).text = clean(text) or None

    def text(self) -> str:
        """Return the drawing as text."""
        return ET.tostring(self.root, encoding="unicode", short_empty_elements=True)


_ACROSS = {"x", "x1", "x2", "cx", "width"}


def _format_number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _share(value: Decimal, maximum: Decimal) -> float:
    """Return the percentage of *value*; 0 if the maximum is."""
    return float(value / maximum) * 100 if maximum else 0.0


def _anchor(place: float, width: float) -> str:
    """Return where a label of this *width* in pixels is anchored, so that it does not leave the drawing."""
    middle = place / 100 * _NARROWEST
    return "start" if middle < width / 2 else "end" if middle > _NARROWEST - width / 2 else "middle"


def _placed(texts: Iterable[str], places: Sequence[float]) -> Iterator[_Label]:
    """Yield *texts*, each on the first line where it covers no other one."""
    ends: list[float] = []
    for text, place in zip(texts, places, strict=True):
        width = len(text) * _LETTER
        anchor = _anchor(place, width)
        left = place / 100 * _NARROWEST - {"start": 0, "middle": 0.5, "end": 1}[anchor] * width
        line = next((number for number, end in enumerate(ends) if left >= end + _GAP), len(ends))
        ends[line : line + 1] = [left + width]
        yield _Label(text, place, anchor, line)
