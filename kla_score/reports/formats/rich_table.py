"""
The screen format: facts, tables and notes as text of a given width.

Text from files is passed to rich only as plain `Text`, never as markup.
"""

import io
import re
from collections.abc import Sequence
from typing import Final

from rich import box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from kla_score.i18n import clean
from kla_score.reports.document import PLAIN_SIGNS, Document, RenderTarget, Table, decimals_in, lines_of


def draw(document: Document, surface: RenderTarget) -> str:
    """Return *document* as text. A line exceeds the width of *surface* only for a single long number or code."""
    console = Console(
        file=io.StringIO(),
        width=surface.width,
        height=_HEIGHT,
        force_terminal=surface.can_style,
        color_system="standard" if surface.can_style else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    with console.capture() as captured:
        console.print(_text(document.title, surface, style="bold"))
        console.print(_grid(document.facts, surface))
        for table in document.tables:
            console.print()
            console.print(_text(table.title, surface, style="bold"))
            console.print(_draw_table(table, document, surface))
            if table.note:
                console.print(_text(table.note, surface, style="dim"))
        for sample in document.samples:
            console.print()
            console.print(_text(sample.title, surface, style="bold"))
            for line in sample.text.split("\n"):
                console.print(Padding(_text(line, surface), (0, 0, 0, 2)))
        if document.notes:
            console.print()
        for note in document.notes:
            console.print(_text(note, surface))
    text = "\n".join(line.rstrip() for line in captured.get().splitlines())
    return _BLANK_LINES.sub("\n\n", text).strip("\n") + "\n"


_HEIGHT: Final = 25
"""Lines. The value does not matter, but without it rich ignores the width on a dumb terminal."""
_BLANK_LINES: Final = re.compile(r"\n{3,}")


def _text(text: str, surface: RenderTarget, style: str = "") -> Text:
    """Return a line that displays *text* without any markup."""
    return _plain(clean(text), surface, style)


def _plain(text: str, surface: RenderTarget, style: str = "") -> Text:
    """Replace characters that *surface* cannot show, before anything is measured."""
    return Text(text if surface.can_draw else text.translate(PLAIN_SIGNS), style=style)


def _grid(facts: Sequence[tuple[str, str]], surface: RenderTarget) -> RichTable:
    grid = RichTable.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    for label, value in facts:
        grid.add_row(_text(label, surface), _text(value, surface))
    return grid


def _draw_table(table: Table, document: Document, surface: RenderTarget) -> RichTable:
    lines = box.SIMPLE_HEAD if surface.can_draw else box.ASCII2
    drawn = RichTable(box=lines, pad_edge=False, leading=1 if table.is_prose else 0, padding=(0, 1))
    decimals = [decimals_in(table, position) for position in range(len(table.columns))]
    for position, column in enumerate(table.columns):
        # Numbers are never cut or wrapped. Texts are wrapped, but the words in the names of rows stay whole.
        drawn.add_column(
            _text(column.title, surface),
            justify="right" if column.is_number else "left",
            no_wrap=column.is_number,
            overflow="fold",
            min_width=_longest_word(table, surface.width // 5) if position == 0 else None,
            max_width=surface.width // 4 if column.is_minor else None,
        )
    for row in table.rows:
        if row.is_total:
            drawn.add_section()
        cells = [
            _plain("\n".join(lines_of(value, column, document.messages, places)), surface)
            for value, column, places in zip(row.values, table.columns, decimals, strict=True)
        ]
        indented: list[RenderableType] = [Padding(cells[0], (0, 0, 0, 2 * row.level)), *cells[1:]]
        drawn.add_row(*indented, style="bold" if row.is_total else "dim" if row.level else None)
    return drawn


def _longest_word(table: Table, most: int) -> int:
    """Return the number of cells of the longest word in the first column that needs at most *most*."""
    words = (word for row in table.rows for word in str(row.values[0] or "").split())
    return max((length for length in map(cell_len, words) if length <= most), default=1)
