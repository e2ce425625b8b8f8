"""CSV for spreadsheets and scripts: one table, a point for decimals, and nothing that a spreadsheet would run."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from typing import Final

from kla_score.cells import plain
from kla_score.reports.document import Document, Surface, Table, Value, text_lines

_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "::")
"""The last one is a command to a forge when it stands in the first column of what is shown in a log."""


def render(document: Document, surface: Surface) -> Iterator[str]:
    """Write the records of *document*, or its first table, as *surface* wants it; each row is a piece of its own."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    table = document.records or next(iter(document.tables), Table("", (), ()))
    yield "\ufeff" if surface.has_mark else ""
    titles = [[column.title for column in table.columns]] if surface.has_titles else []
    for values in chain(titles, (row.values for row in table.rows)):
        writer.writerow([_show(value) for value in values])
        yield stream.getvalue()
        stream.seek(0)
        stream.truncate()


def _show(value: Value) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return plain(value)
        case int():
            return str(value)
    text = "\n".join(text_lines(value))
    # A text that would be worked out gets a mark in front, which a spreadsheet shows and does not run.
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text
