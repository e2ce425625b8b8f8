"""
The screen format: the answer, what to do next, tables, and a last line that repeats the answer.

Text from files is passed to rich only as plain `Text`, never as markup.
"""

import io
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from kla_score.i18n import clean
from kla_score.reports.document import Aligned, Document, RenderTarget, Sample, Table, Tone
from kla_score.reports.rendering.table_layout import TONES, TableLayout, visible, wrap

_HEIGHT: Final = 25
"""Lines. The value does not matter, but without it rich ignores the width on a dumb terminal."""
_BLANK_LINES: Final = re.compile(r"\n{3,}")
_INDENT: Final = "  "
_GAP: Final = "   "
_LEAST_ROOM: Final = 10
"""The least width of an explanation beside a figure and a result."""


def draw(document: Document, target: RenderTarget) -> str:
    """Return *document* as text. A line exceeds the width of *target* only for a command."""
    console = Console(
        file=io.StringIO(),
        width=target.width,
        height=_HEIGHT,
        force_terminal=target.can_style,
        color_system="standard" if target.can_style else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    with console.capture() as captured:
        for line in _Screen(document, target).lines():
            console.print(line, no_wrap=True, overflow="ignore", crop=False)
    text = "\n".join(line.rstrip() for line in captured.get().split("\n"))
    return _BLANK_LINES.sub("\n\n", text).strip("\n") + "\n"


class _Screen:
    def __init__(self, document: Document, target: RenderTarget) -> None:
        self.document = document
        self.target = target

    def lines(self) -> Iterator[Text]:
        """Yield the lines of the document; more than one blank line in a row counts as one."""
        document = self.document
        if document.alert:
            yield from self._text(document.alert, style=TONES[Tone.BAD])
        yield from self._text(document.title, style="bold")
        if document.facts:
            yield Text()
            yield from self._facts()
        if document.steps:
            yield Text()
            yield from self._steps()
        for _, tables in groupby(document.tables, key=lambda table: (table.columns, table.legend)):
            yield from self._tables(list(tables))
        for sample in document.samples:
            yield Text()
            yield from self._sample(sample)
        yield Text()
        for note in document.closing or document.notes:
            yield from self._text(note)

    def _text(self, text: str, style: str = "", indent: str = "", first: str | None = None) -> Iterator[Text]:
        """Yield the lines of *text*, after *indent*, or *first* before the first line."""
        lines = wrap(visible(text, self.target), max(self.target.width - cell_len(indent), 1))
        for number, line in enumerate(lines):
            yield Text((indent if number or first is None else first) + line, style=style)

    def _facts(self) -> Iterator[Text]:
        facts = self.document.facts
        labels = max(cell_len(visible(label, self.target)) for label, _ in facts)
        aligned = [value for _, value in facts if isinstance(value, Aligned)]
        figures = max((cell_len(visible(value.figure, self.target)) for value in aligned), default=0)
        results = max((cell_len(visible(value.result, self.target)) for value in aligned), default=0)
        columns = 2 * len(_INDENT) + labels + figures + len(_GAP) + results
        for label, value in facts:
            room = self.target.width - columns - len(_GAP)
            if isinstance(value, Aligned) and room < (_LEAST_ROOM if value.explanation else -len(_GAP)):
                value = str(value)  # noqa: PLW2901 - the columns do not fit
            line = Text(_INDENT).append(_padded(visible(label, self.target), labels), style="dim").append(_INDENT)
            text = value if isinstance(value, str) else value.explanation
            if isinstance(value, Aligned):
                tone = TONES[value.tone] if value.tone else ""
                figure = visible(value.figure, self.target)
                line.append(" " * (figures - cell_len(figure)) + figure, style=tone).append(_GAP)
                if value.result:
                    line.append(_padded(visible(value.result, self.target), results), style=tone).append(_GAP)
            indent = cell_len(line.plain)
            head, *others = wrap(visible(text, self.target), max(self.target.width - indent, 1))
            yield line.append(head)
            yield from (Text(" " * indent + other) for other in others)

    def _steps(self) -> Iterator[Text]:
        yield from self._text(self.document.messages.gettext("What to do next"), style="bold")
        for number, step in enumerate(self.document.steps, start=1):
            first = f"{_INDENT}{number}. "
            indent = " " * len(first)
            yield from self._text(step.line, indent=indent, first=first)
            if step.command:
                yield Text(indent + visible(step.command, self.target), style="bold")

    def _tables(self, tables: list[Table]) -> Iterator[Text]:
        layout = TableLayout(tables, self.document.messages, self.target)
        for number, table in enumerate(tables):
            yield Text()
            yield from self._text(table.title, style="bold")
            if not number:
                yield from layout.head()
            for row in table.rows:
                if table.is_prose and row is not table.rows[0]:
                    yield Text()
                yield from layout.row(row)
            if table.note:
                yield from self._text(table.note, style="dim", indent=" ")

    def _sample(self, sample: Sample) -> Iterator[Text]:
        yield from self._text(sample.title, style="bold")
        for line in sample.text.split("\n"):
            yield from self._text(clean(line), indent=_INDENT)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))
