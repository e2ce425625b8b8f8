"""
CSV for spreadsheets and scripts: one table, decimal points, and no text that a spreadsheet would run as a formula.
"""

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
The start of a formula, also after a character that ends a cell in other locales.

Indonesian spreadsheets split at semicolons, and ignore quotation marks in the middle of such a cell. ``::`` in the
first column of a log is a command for a CI host.
"""
_SEPARATES: Final = re.compile(r'[,;"\n]')


class CsvFormat(OutputFormat):
    """One table, a row in each line."""

    name: ClassVar = "csv"
    description: ClassVar = N_("lists of many workbooks: one line per workbook, the same columns in every language")
    suffix: ClassVar = ".csv"
    is_for_machines: ClassVar = True

    def render(self, document: Document, surface: RenderTarget) -> Iterator[str]:
        """Yield the rows of the records of *document*, or of its first table, with the options of *surface*."""
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
    # A formula gets an apostrophe in front, which a spreadsheet shows without running the formula.
    text = _RUNS.sub("'", "\n".join(text_lines(value)))
    return '"' + text.replace('"', '""') + '"' if _SEPARATES.search(text) else text
