"""CSV for spreadsheets and scripts: one table, a point for decimals, and nothing that a spreadsheet would run."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import ClassVar, Final

from kla_score.cells import format_decimal
from kla_score.issues import N_
from kla_score.reports.document import Document, RenderTarget, Table, Value, text_lines
from kla_score.reports.formats.base import OutputFormat

_RUNS: Final = re.compile('(?:^|(?<=[;\n]))(?="*[-=+@＝＋－＠])|^(?=::)')
"""
Where a formula begins, also behind what ends a cell in other places: Indonesian spreadsheets split at semicolons, and
heed no quotation mark in the middle of such a cell. ``::`` is a command to a forge when it stands in the first column
of what is shown in a log.
"""
_SEPARATES: Final = re.compile(r'[,;"\n]')


class CsvFormat(OutputFormat):
    """One table, a row in each line."""

    name: ClassVar = "csv"
    description: ClassVar = N_("a list of many sheets: one line for each, the same columns in every language")
    suffix: ClassVar = ".csv"
    is_for_machines: ClassVar = True

    def render(self, document: Document, surface: RenderTarget) -> Iterator[str]:
        """Return the records of *document*, or its first table, as *surface* wants it; each row is a piece."""
        table = document.records or next(iter(document.tables), Table("", (), ()))
        yield "\ufeff" if surface.has_mark else ""
        if surface.has_titles:
            yield _line(column.title for column in table.columns)
        for row in table.rows:
            yield _line(row.values)


def _line(values: Iterable[Value]) -> str:
    return ",".join(map(_show, values)) + "\r\n"


def _show(value: Value) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return format_decimal(value)
        case int():
            return str(value)
    # What would be worked out gets a mark in front, which a spreadsheet shows and does not run.
    text = _RUNS.sub("'", "\n".join(text_lines(value)))
    return '"' + text.replace('"', '""') + '"' if _SEPARATES.search(text) else text
