"""CSV for spreadsheets and scripts: one table, and no text of a file that a spreadsheet would run as a formula."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import ClassVar, Final

from kla_score.cells import format_decimal
from kla_score.issues import N_
from kla_score.reports.document import CsvDialect, Document, RenderTarget, Table, Value, text_lines
from kla_score.reports.formats.base import OutputFormat

_RUNS: Final = re.compile('(?:^|(?<=[;\n]))(?="*[-=+@＝＋－＠])|^(?=::)')
"""
The start of a formula, also after a character that ends a cell in other locales.

Indonesian spreadsheets split at semicolons, and ignore quotation marks in the middle of such a cell. ``::`` in the
first column of a log is a command for a CI host.
"""
_SEPARATES: Final = re.compile(r'[,;"\n]')
_LIKE_A_NUMBER: Final = re.compile(r"(?![1-9][0-9]{0,10}$)[0-9][0-9.,:/ %eE+-]*")
"""A text that a spreadsheet would change into another number, a date or a time, such as the code 35.02."""


class CsvFormat(OutputFormat):
    """One table, a row in each line."""

    name: ClassVar = "csv"
    description: ClassVar = N_("lists of workbooks: one row for each workbook, with the same columns in every language")
    position: ClassVar = 40
    suffix: ClassVar = ".csv"
    is_for_machines: ClassVar = True

    def render(self, document: Document, target: RenderTarget) -> Iterator[str]:
        """Yield the rows of the records of *document*, or of its first table, with the options of *target*."""
        table = document.records or next(iter(document.tables), Table("", (), ()))
        is_excel = target.csv_dialect is CsvDialect.EXCEL_ID
        yield "\ufeff" if target.has_bom or is_excel else ""
        if target.has_header:
            yield _line((column.title for column in table.columns), is_excel=is_excel)
        for row in table.rows:
            yield _line(row.values, is_excel=is_excel)


def _line(values: Iterable[Value], *, is_excel: bool) -> str:
    return (";" if is_excel else ",").join(_show(value, is_excel=is_excel) for value in values) + "\r\n"


def _show(value: Value, *, is_excel: bool) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            number = format_decimal(value)
            return number.replace(".", ",") if is_excel else number
        case int():
            return str(value)
    text = "\n".join(text_lines(value))
    if is_excel and _LIKE_A_NUMBER.fullmatch(text):
        return f'"=""{text}"""'  # the only way to keep a text of digits in Excel
    # A formula gets an apostrophe in front, which a spreadsheet shows without running the formula.
    text = _RUNS.sub("'", text)
    return '"' + text.replace('"', '""') + '"' if _SEPARATES.search(text) else text
