"""Markdown for e-mails, CI hosts and documents: the contents of the screen format as text that renders."""

import re
from collections.abc import Sequence
from typing import ClassVar, Final

from kla_score.i18n import clean
from kla_score.issues import N_
from kla_score.reports.document import Column, Document, RenderTarget, Row, Table, column_decimals, lines_of
from kla_score.reports.formats.base import OutputFormat

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~$])")
_LIST_AT_START: Final = re.compile(r"^(\s*)([-+]|[0-9]+[.)])(?=\s)")
_CALLS: Final = re.compile(
    r"""
      (?<=[@%~])(?=\w)                        # somebody, a milestone, a label
    | (?<=[\#!$&])(?=[0-9])                   # an issue, a request, a snippet, an epic
    | (?<=\bGH)(?=-[0-9])                     # an issue
    | (?<=:)(?=//|[\w+-]{1,50}:)              # an address, a little picture
    | (?<=www)(?=\.)
    | (?<=\b[0-9a-f]{20})(?=[0-9a-f]{20}\b)   # a commit; a shorter name of one looks like our fingerprints
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""
Where a CI host would mention a user, make a link or change the text, a zero-width space is inserted.

A backslash does not help, because CI hosts look for these in the rendered text.
"""
_TICKS: Final = re.compile("`+")


class MarkdownFormat(OutputFormat):
    """What the screen shows, as text that renders."""

    name: ClassVar = "markdown"
    description: ClassVar = N_("reports and wikis: Markdown text")
    position: ClassVar = 50
    suffix: ClassVar = ".md"

    def render(self, document: Document, target: RenderTarget) -> str:
        """Return *document*. Text from files is escaped, so that it is shown and never interpreted."""
        del target
        blocks = [f"# {_escape(document.title)}"]
        if document.alert:
            blocks.append(f"**{_escape(document.alert)}**")
        if document.facts:
            facts = (f"- **{_escape(label)}:** {_escape(str(value))}" for label, value in document.facts)
            blocks.append("\n".join(facts))
        if steps := document.step_texts:
            heading = document.messages.gettext("What to do next")
            blocks.append(f"## {_escape(heading)}")
            blocks.append("\n".join(f"{number}. {_escape(step)}" for number, step in enumerate(steps, start=1)))
        for table in (*document.tables, *document.appendix):
            blocks += _table(table, document)
        for sample in document.samples:
            blocks += [f"## {_escape(sample.title)}", _fenced(sample.text)]
        blocks += [_escape(note) for note in document.notes]
        return "\n\n".join(blocks) + "\n"


def _table(table: Table, document: Document) -> Sequence[str]:
    head = [_escape(column.title) for column in table.columns]
    rule = ["---:" if column.is_number else "---" for column in table.columns]
    decimals = column_decimals(table, (*document.tables, *document.appendix))
    rows = [_cells(row, table.columns, decimals, document) for row in table.rows]
    lines = [f"| {' | '.join(cells)} |" for cells in (head, rule, *rows)]
    return [f"## {_escape(table.title)}", "\n".join(lines), *([_escape(table.note)] if table.note else [])]


def _cells(row: Row, columns: Sequence[Column], decimals: Sequence[int], document: Document) -> Sequence[str]:
    shown = (
        lines_of(value, column, document.messages, places)
        for value, column, places in zip(row.values, columns, decimals, strict=True)
    )
    cells = ["<br>".join(_escape(line) for line in lines) for lines in shown]
    cells[0] = "&emsp;" * row.level + cells[0]
    return [f"**{cell}**" if row.is_total and cell else cell for cell in cells]


def _escape(text: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", _CALLS.sub("\u200b", clean(text))).replace("&", "&amp;")
    return _LIST_AT_START.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", escaped)


def _fenced(text: str) -> str:
    """Return *text* in a fence with more backticks than it contains in a row."""
    fence = "`" * max(3, 1 + max((len(ticks) for ticks in _TICKS.findall(text)), default=0))
    return f"{fence}yaml\n" + "\n".join(clean(line) for line in text.split("\n")) + f"\n{fence}"
