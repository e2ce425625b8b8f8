"""
Pictures as SVG inside a page: without colours, but with classes that the page styles.

The tree is built from elements and not from text, so that a name can contain any character.
"""

from collections.abc import Sequence
from decimal import Decimal
from xml.etree import ElementTree as ET

from kla_score.i18n import Messages, clean
from kla_score.reports.pictures import Bars, Dumbbells, Picture, Scale

_WIDTH = 720
_LABELS = 196
_LONGEST_LABEL = 24
_OPEN = "part part-open"
_ROW = 30
_LEFT, _RIGHT = 16, 24


def draw(picture: Picture, messages: Messages, name: str) -> str:
    """Return *picture* as SVG. Its *name* is unique on the page and consists of letters and digits."""
    match picture:
        case Scale():
            drawing = _Drawing(picture.title, picture.words, name, height=124)
            _draw_scale(picture, drawing, messages)
        case Bars():
            drawing = _Drawing(picture.title, picture.words, name, height=34 + _ROW * len(picture.bars))
            _draw_bars(picture, drawing, messages)
        case Dumbbells():
            drawing = _Drawing(picture.title, picture.words, name, height=54 + _ROW * len(picture.pairs))
            _draw_dumbbells(picture, drawing, messages)
    return drawing.text()


class _Drawing:
    """An SVG element that is filled step by step."""

    def __init__(self, title: str, words: str, name: str, height: int) -> None:
        labels = f"{name}-title {name}-words"
        view = f"0 0 {_WIDTH} {height}"
        self.root = ET.Element("svg", {"viewBox": view, "role": "img", "aria-labelledby": labels, "class": "picture"})
        ET.SubElement(self.root, "title", {"id": f"{name}-title"}).text = clean(title)
        ET.SubElement(self.root, "desc", {"id": f"{name}-words"}).text = clean(words)

    def add(self, tag: str, look: str, text: str = "", **places: float | str) -> None:
        """Add one shape with the class *look*."""
        attributes = {key.replace("_", "-"): _plain(value) for key, value in places.items()}
        ET.SubElement(self.root, tag, {"class": look, **attributes}).text = clean(text) or None

    def text(self) -> str:
        """Return the drawing as text."""
        return ET.tostring(self.root, encoding="unicode", short_empty_elements=True)


def _plain(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def _short(name: str) -> str:
    """Truncate a name to the room beside a bar. A table has the full name."""
    return name if len(name) <= _LONGEST_LABEL else name[: _LONGEST_LABEL - 1].rstrip() + "…"


def _draw_scale(scale: Scale, drawing: _Drawing, messages: Messages) -> None:
    span = _WIDTH - _LEFT - _RIGHT

    def at(value: Decimal) -> float:
        return _LEFT + float(value / scale.maximum) * span

    ends = [zone.start for zone in scale.zones[1:]] + [scale.maximum]
    for number, (zone, end) in enumerate(zip(scale.zones, ends, strict=True)):
        left, right = at(zone.start), at(end)
        drawing.add("rect", f"zone zone-{number}", x=left, y=46, width=right - left, height=26)
        drawing.add("text", "zone-name", zone.name, x=(left + right) / 2, y=63, text_anchor="middle")
        drawing.add("text", "tick", messages.number(zone.start), x=left, y=88, text_anchor="middle")
    drawing.add("text", "tick", messages.number(scale.maximum), x=at(scale.maximum), y=88, text_anchor="middle")
    for number, mark in enumerate(scale.marks):
        place = at(mark.value)
        # Two names at the same position would cover each other, so one is above and one below.
        above = number == 0
        drawing.add("line", f"mark mark-{number}", x1=place, x2=place, y1=28 if above else 40, y2=76)
        anchor = "start" if place < _WIDTH / 3 else "end" if place > 2 * _WIDTH / 3 else "middle"
        text = f"{mark.name} {messages.number(mark.value)}"
        drawing.add("text", f"mark-name mark-name-{number}", text, x=place, y=22 if above else 114, text_anchor=anchor)


def _draw_bars(bars: Bars, drawing: _Drawing, messages: Messages) -> None:
    span = _WIDTH - _LABELS - 120
    taken = max((len(bar.parts) for bar in bars.bars), default=0)
    looks = [f"part part-{number}" if number < taken else _OPEN for number in range(len(bars.legend))]
    _draw_legend(bars.legend, drawing, looks)
    for row, bar in enumerate(bars.bars):
        top = 34 + row * _ROW
        drawing.add("text", "name", _short(bar.name), x=_LABELS - 8, y=top + 15, text_anchor="end")
        drawing.add("rect", _OPEN, x=_LABELS, y=top, width=span, height=20)
        place = float(_LABELS)
        for number, part in enumerate(bar.parts):
            width = float(part / bar.maximum) * span if bar.maximum else 0.0
            drawing.add("rect", f"part part-{number}", x=place, y=top, width=width, height=20)
            place += width
        total = sum(bar.parts, Decimal(0))
        text = f"{messages.number(total)} / {messages.number(bar.maximum)}"
        drawing.add("text", "value", text, x=_LABELS + span + 8, y=top + 15)


def _draw_dumbbells(dumbbells: Dumbbells, drawing: _Drawing, messages: Messages) -> None:
    span = _WIDTH - _LABELS - 60
    _draw_legend(dumbbells.legend, drawing, ("end end-0", "end end-1"))
    for row, pair in enumerate(dumbbells.pairs):
        middle = 46 + row * _ROW
        drawing.add("text", "name", _short(pair.name), x=_LABELS - 8, y=middle + 5, text_anchor="end")
        drawing.add("line", "rail", x1=_LABELS, x2=_LABELS + span, y1=middle, y2=middle)
        places = [None if value is None else _LABELS + float(value) / 100 * span for value in (pair.before, pair.after)]
        if places[0] is not None and places[1] is not None:
            look = "way way-up" if places[1] >= places[0] else "way way-down"
            drawing.add("line", look, x1=places[0], x2=places[1], y1=middle, y2=middle)
        for number, place in enumerate(places):
            if place is not None:
                drawing.add("circle", f"end end-{number}", cx=place, cy=middle, r=6 if number else 5)
    bottom = 52 + len(dumbbells.pairs) * _ROW
    for share in (0, 50, 100):
        drawing.add(
            "text",
            "tick",
            f"{messages.number(share)} %",
            x=_LABELS + share / 100 * span,
            y=bottom,
            text_anchor="middle",
        )


def _draw_legend(legend: Sequence[str], drawing: _Drawing, looks: Sequence[str]) -> None:
    place = float(_LABELS)
    for name, look in zip(legend, looks, strict=True):
        drawing.add("rect", look, x=place, y=4, width=14, height=14)
        drawing.add("text", "name", name, x=place + 20, y=16)
        place += 44 + 7.4 * len(name)
