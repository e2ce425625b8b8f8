"""The layout of tables on a screen: the columns that fit, their widths, wrapped texts and aligned numbers."""

from collections.abc import Iterator, Sequence
from typing import Final

from rich.cells import cell_len
from rich.text import Text

from kla_score.i18n import Messages, clean
from kla_score.instrument.questions import NO_POINTS
from kla_score.reports.document import (
    PLAIN_SIGNS,
    Captioned,
    RenderTarget,
    Row,
    Table,
    Tone,
    column_decimals,
    lines_of,
)
from kla_score.reports.pictures import Bar

TONES: Final = {Tone.GOOD: "green", Tone.RISK: "yellow", Tone.BAD: "bold red"}
"""The colour of each tone."""

_INDENT: Final = 1
_GAP: Final = 2
_LEVEL: Final = 2
_LEAST_CUT: Final = 12
_WHOLE_TITLE: Final = 8
"""The length of the longest title that is never broken."""
_SHORTEST_CONJUNCTION: Final = 3
_WIDE: Final = 100
"""Columns of a screen. From this width on it has room for bars."""
_BAR: Final = 24
_BLOCKS: Final = ("█", "▒", "·")
_BAR_TONES: Final = (TONES[Tone.GOOD], TONES[Tone.RISK], "dim")


def visible(text: str, target: RenderTarget) -> str:
    """Return *text* cleaned, with the characters that *target* can show."""
    cleaned = clean(text)
    return cleaned if target.can_draw else cleaned.translate(PLAIN_SIGNS)


def wrap(text: str, width: int) -> Sequence[str]:
    """Return *text* in lines of at most *width* cells, broken between words, and within a word that is longer."""
    lines = []
    line, *words = text.split(" ")
    for word in words:
        longer = f"{line} {word}"
        if cell_len(longer) <= width or not line.strip():
            line = longer
        else:
            lines.append(line.rstrip())
            line = word
    lines.append(line.rstrip())
    return [part for line in lines for part in _folded(line, width)]


def _folded(line: str, width: int) -> Iterator[str]:
    while cell_len(line) > width:
        count = len(line)
        while count > 1 and cell_len(line[:count]) > width:
            count -= 1 if count <= 2 * width else count - 2 * width
        yield line[:count]
        line = line[count:]
    yield line


def shorten(text: str, width: int) -> str:
    """
    Return *text* cut after a word and a dash of dots, if it is longer than *width* cells.

    >>> shorten("Education and Culture", 16)
    'Education…'
    """
    if cell_len(text) <= width:
        return text
    first, *_ = wrap(text, width - 1)
    words = first.split(" ")
    if len(words) > 1 and len(words[-1]) <= _SHORTEST_CONJUNCTION and words[-1].isalpha():
        words.pop()
    cut = " ".join(words).rstrip(",;:(") + "…"
    return next(_folded(cut, width))


class TableLayout:
    """The layout of *tables* with the same columns, which lie below each other."""

    def __init__(self, tables: Sequence[Table], messages: Messages, target: RenderTarget) -> None:
        self._target, self._messages = target, messages
        self._columns = tables[0].columns
        rows = [row for table in tables for row in table.rows]
        self._decimals = column_decimals(tables[0], tables)
        self._titles = [visible(column.title, target) for column in self._columns]
        self._legend = self._legend_of(tables)
        self._measure(rows)

    def _legend_of(self, tables: Sequence[Table]) -> str:
        if self._target.width < _WIDE or not self._target.can_draw:
            return ""
        return "  ".join(f"{block} {clean(name)}" for block, name in zip(_BLOCKS, tables[0].legend, strict=False))

    def _measure(self, rows: Sequence[Row]) -> None:
        """Choose the columns that fit, and their widths."""
        ideal, least = zip(*(self._widths_of(position, rows) for position in range(len(self._columns))), strict=True)
        shown = list(range(len(self._columns)))
        gap, room = _GAP, self._target.width - _INDENT
        if self._legend:
            room -= self._bar_width + gap
        minor = [position for position in shown if self._columns[position].is_minor]
        while minor and _sum(least, shown) + gap * (len(shown) - 1) > room:
            shown.remove(minor.pop())
        if _sum(least, shown) + gap * (len(shown) - 1) > room:
            gap = 1
        room -= gap * (len(shown) - 1)
        widths = {position: ideal[position] for position in shown}
        numbers = [position for position in shown if self._columns[position].is_number]
        texts = [position for position in shown if position not in numbers]
        floor = dict(enumerate(least))
        for positions in (numbers, texts):
            _shrink(widths, floor, positions, room)
        _shrink(widths, dict.fromkeys(texts, _LEAST_CUT), texts, room)  # a word that is too long is folded
        self._shown, self._widths, self._gap = shown, widths, gap

    @property
    def _bar_width(self) -> int:
        return max(_BAR, cell_len(self._legend))

    def _widths_of(self, position: int, rows: Sequence[Row]) -> tuple[int, int]:
        """Return the width of a column without any line break, and the least one without a loss."""
        column, title = self._columns[position], self._titles[position]
        lines = [" " * self._indent(row, position) + line for row in rows for line in self._lines(row, position)]
        longest = max(map(cell_len, lines), default=0)
        head = cell_len(title) if cell_len(title) <= _WHOLE_TITLE else max(map(cell_len, title.split()))
        ideal = max(longest, cell_len(title))
        if column.is_number:
            return ideal, max(longest, head)
        if column.is_cut:
            return ideal, max(head, min(longest, _LEAST_CUT))
        half = self._target.width // 2
        words = (cell_len(word) for line in lines for word in line.split())
        return ideal, max(head, *(length for length in words if length <= half), 1)

    def _lines(self, row: Row, position: int) -> Sequence[str]:
        """Return the lines of a cell before they are wrapped."""
        column, value = self._columns[position], row.values[position]
        shown = value.text if isinstance(value, Captioned) else value
        lines = lines_of(shown, column, self._messages, self._decimals[position])
        return [visible(line, self._target) for line in lines]

    @staticmethod
    def _indent(row: Row, position: int) -> int:
        return _LEVEL * row.level if position == 0 else 0

    def head(self) -> Iterator[Text]:
        """Yield the lines with the titles of the columns, at the bottom if they differ in height."""
        cells = [wrap(self._titles[position], self._widths[position]) for position in self._shown]
        height = max(map(len, cells))
        padded = [[*[""] * (height - len(cell)), *cell] for cell in cells]
        for number in range(height):
            line = self._joined([Text(cell[number]) for cell in padded])
            if self._legend and number == height - 1:
                line.append(" " * self._gap + self._legend)
            line.stylize("dim")
            yield line

    def row(self, row: Row) -> Iterator[Text]:
        """Yield the lines of *row*. A rule comes before a total."""
        if row.is_total:
            sign = "─" if self._target.can_draw else "-"
            width = sum(self._widths.values()) + self._gap * (len(self._shown) - 1)
            yield Text(" " * _INDENT + sign * width, style="dim")
        cells = [self._cell(row, position) for position in self._shown]
        captions = [line for position in self._shown for line in self._caption(row, position)]
        for number in range(max(map(len, cells))):
            line = self._joined([cell[number] if number < len(cell) else Text() for cell in cells])
            if self._legend and row.bar and not number:
                line.append(" " * self._gap).append_text(self._bar(row.bar))
            if row.is_total:
                line.stylize("bold")
            elif row.level:
                line.stylize("dim")
            yield line
        yield from captions

    def _cell(self, row: Row, position: int) -> Sequence[Text]:
        column, value = self._columns[position], row.values[position]
        indent = " " * self._indent(row, position)
        width = max(self._widths[position] - len(indent), 1)
        style = TONES[column.tone] if column.tone and value else ""
        is_cut = column.is_cut and not isinstance(value, Captioned)
        lines = []
        for line in self._lines(row, position):
            pieces = [shorten(line, width)] if is_cut else wrap(line, width)
            lines += [Text(indent + piece, style=style) for piece in pieces]
        return lines

    def _caption(self, row: Row, position: int) -> Iterator[Text]:
        """Yield the caption of a cell from the start of its column to the end of the screen."""
        value = row.values[position]
        if not isinstance(value, Captioned) or not value.caption:
            return
        before = self._shown[: self._shown.index(position)]
        start = _INDENT + sum(self._widths[each] + self._gap for each in before)
        for line in value.caption.split("\n"):
            text, width = visible(line, self._target), self._target.width - start
            for piece in [shorten(text, width)] if self._columns[position].is_cut else wrap(text, width):
                yield Text(" " * start + piece, style="dim")

    def _joined(self, cells: Sequence[Text]) -> Text:
        """Return *cells* beside each other, each padded to the width of its column."""
        line = Text(" " * _INDENT)
        for number, (position, cell) in enumerate(zip(self._shown, cells, strict=True)):
            room = " " * max(0, self._widths[position] - cell_len(cell.plain))
            line.append(" " * self._gap if number else "")
            if self._columns[position].is_number:
                line.append(room).append_text(cell)
            else:
                line.append_text(cell).append(room)
        return line

    def _bar(self, bar: Bar) -> Text:
        """Return a bar of blocks, with the parts of *bar* and the open rest."""
        drawn = Text()
        total, end, width = NO_POINTS, 0, self._bar_width
        for part, block, tone in zip(bar.parts, _BLOCKS, _BAR_TONES, strict=False):
            total += part
            length = round(total / bar.maximum * width) - end if bar.maximum else 0
            drawn.append(block * length, style=tone)
            end += length
        return drawn.append(_BLOCKS[-1] * (width - end), style=_BAR_TONES[-1])


def _sum(widths: Sequence[int], positions: Sequence[int]) -> int:
    return sum(widths[position] for position in positions)


def _shrink(widths: dict[int, int], floor: dict[int, int], positions: Sequence[int], room: int) -> None:
    """Narrow the widest of *positions*, one cell at a time, until all *widths* fit into *room*."""
    while sum(widths.values()) > room:
        wide = [position for position in positions if widths[position] > floor[position]]
        if not wide:
            return
        widths[max(wide, key=lambda position: widths[position])] -= 1
