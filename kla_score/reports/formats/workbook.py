"""
A workbook to send to others: a worksheet for each table, and one with charts.

It contains only values, so that nothing in it can run. A link leads to a cell of the scored workbook. Its address is
made from the name of a file, never from the contents of a cell.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from kla_score.cells import cut_text, format_decimal
from kla_score.i18n import clean
from kla_score.reports.document import CellLink, Column, Document, Fact, Row, Table, text_lines
from kla_score.reports.formats.charts import draw
from kla_score.sheet.marks import REPORT
from kla_score.xlsx.style import (
    BOLD,
    BOX,
    HINT,
    INPUT,
    LINK,
    PLAIN,
    RIGHT,
    TITLE,
    WRAP,
    Openpyxl,
    fit_height,
    put_head,
    put_text,
    set_paper,
    set_table_paper,
    writable,
)

_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TITLE: Final = 31
_NARROWEST, _WIDEST = 10, 60
_POINTS_FORMAT: Final = "0.00#"
_CHANGE_FORMAT: Final = "+0.00#;-0.00#;0"
_TO_FILL_WIDTH: Final = 18
_FACT_WIDTHS: Final = (22, 90)


def write(document: Document) -> bytes:
    """Return *document* as a workbook: facts and notes first, then its tables."""
    book = Workbook()
    titles = _Titles()
    front = book.worksheets[0]
    front.title = titles.take(document.messages.gettext("Overview"))
    _write_front(front, document)
    if document.pictures:
        draw(book.create_sheet(titles.take(document.messages.gettext("Charts"))), document.pictures, document.messages)
    for table in (*document.tables, *document.appendix, *document.details):
        _write_table(book.create_sheet(titles.take(table.title)), table, document.addresses)
    book.properties.title, book.properties.creator = clean(document.title), "kla-score"
    book.properties.identifier = REPORT
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class _Titles:
    """Worksheet titles that are unique and valid in Excel."""

    def __init__(self) -> None:
        self.taken = {"history"}

    def take(self, wanted: str) -> str:
        title = _FORBIDDEN.sub(" ", clean(wanted))
        number = 1
        found = _cut(title)
        while found.casefold() in self.taken:
            number += 1
            found = _cut(title, f" ({number})")
        self.taken.add(found.casefold())
        return found


def _cut(title: str, ending: str = "") -> str:
    """Truncate *title* to the limit of Excel and append *ending*."""
    title = title.strip(" '") or "-"
    shortened = cut_text(title, _LONGEST_TITLE - len(ending))
    if title[len(shortened) : len(shortened) + 1].strip():  # inside a word
        shortened = shortened.rpartition(" ")[0] or shortened
    return (shortened if shortened == title else shortened.rstrip(" ',;-–") or "-") + ending


def _write_front(sheet: Openpyxl, document: Document) -> None:
    for letter, width in zip("AB", _FACT_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    put_text(sheet["A1"], clean(document.title)).font = TITLE
    row = 3
    if document.alert:
        cell = put_text(sheet.cell(row, 2), clean(document.alert))
        cell.font, cell.alignment = BOLD, WRAP
        row += 1
    heading = document.messages.gettext("What to do next")
    steps = [
        (heading if number == 1 else "", f"{number}. {step}") for number, step in enumerate(document.plain_steps, 1)
    ]
    for label, value in (*_issue_facts(document), *document.facts, *steps):
        cell = put_text(sheet.cell(row, 1), label)
        cell.font, cell.alignment = BOLD, WRAP
        cell = put_text(sheet.cell(row, 2), clean(str(value)))
        cell.font, cell.alignment = PLAIN, WRAP
        fit_height(sheet, row)
        row += 1
    for note in document.notes:
        row += 1
        cell = put_text(sheet.cell(row, 2), clean(note))
        cell.font, cell.alignment = HINT, WRAP
        fit_height(sheet, row)
    set_paper(sheet)


def _issue_facts(document: Document) -> Iterator[Fact]:
    """Yield the office and the date of the report."""
    _ = document.messages.gettext
    if document.office:
        yield _("Office"), document.office
    if document.issued:
        yield _("Date"), document.messages.date(document.issued)


def _write_table(sheet: Openpyxl, table: Table, addresses: Mapping[str, str]) -> None:
    for position, column in enumerate(table.columns, start=1):
        longest = max((len(line) for row in table.rows for line in text_lines(row.values[position - 1])), default=0)
        width = min(max(_NARROWEST, longest + 2, len(column.title) // 2 + 4), _WIDEST)
        sheet.column_dimensions[get_column_letter(position)].width = width
        put_head(sheet.cell(1, position), column.title)
    for position, title in enumerate(table.to_fill, start=len(table.columns) + 1):
        sheet.column_dimensions[get_column_letter(position)].width = _TO_FILL_WIDTH
        put_head(sheet.cell(1, position), title)
    fit_height(sheet, 1)
    for number, row in enumerate(table.rows, start=2):
        _write_row(sheet, number, row, table.columns)
        if number < _MOST_LINKS:
            _add_links(sheet, number, row, addresses)
        for position in range(len(table.columns) + 1, len(table.columns) + len(table.to_fill) + 1):
            cell = sheet.cell(number, position)
            cell.fill, cell.border, cell.alignment = INPUT, BOX, WRAP
        fit_height(sheet, number)
    if table.note:
        put_text(sheet.cell(sheet.max_row + 2, 1), clean(table.note)).font = HINT
    last = get_column_letter(len(table.columns) + len(table.to_fill))
    sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    sheet.freeze_panes = "A2"
    set_table_paper(sheet, clean(table.title))


def _write_row(sheet: Openpyxl, number: int, row: Row, columns: Sequence[Column]) -> None:
    for position, (value, column) in enumerate(zip(row.values, columns, strict=True), start=1):
        cell = sheet.cell(number, position)
        match value:
            case None:
                pass
            case Decimal():
                text = format_decimal(value)
                cell.value, cell.number_format = (Decimal(text) if "." in text else int(text)), _POINTS_FORMAT
            case int():
                cell.value = value
            case _:
                put_text(cell, "  " * (row.level if position == 1 else 0) + "\n".join(text_lines(value)))
        if column.is_change and value is not None:
            cell.number_format = _CHANGE_FORMAT
        cell.font, cell.border = (BOLD if row.is_total else PLAIN), BOX
        cell.alignment = RIGHT if column.is_number else WRAP


def _add_links(sheet: Openpyxl, number: int, row: Row, addresses: Mapping[str, str]) -> None:
    """Link the cells that name a location in a workbook to it."""
    for position, value in enumerate(row.values, start=1):
        if isinstance(value, CellLink) and value.file in addresses and value.sheet == writable(value.sheet):
            cell = sheet.cell(number, position)
            location = f"{quote_sheetname(value.sheet)}!{value.cell or 'A1'}"
            cell.hyperlink = Hyperlink(ref=cell.coordinate, target=addresses[value.file], location=location)
            cell.font = LINK


_MOST_LINKS: Final = 65_000
"""Excel allows 65,530 links in a sheet."""
