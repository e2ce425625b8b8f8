"""
A workbook to send to others and to calculate with: a worksheet with a named table for each table, and one with charts.

Its only formulas are the sums and counts below the tables, so that no text in it can run. A link leads to a cell of the
scored workbook. Its address is made from the name of a file, never from the contents of a cell.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table as WorkbookTable

from kla_score.cells import cut_text, format_decimal
from kla_score.i18n import clean
from kla_score.instrument.questions import HUNDRED, NO_POINTS, POINT_DECIMALS
from kla_score.reports.document import (
    Aligned,
    CellLink,
    Column,
    CountOf,
    Document,
    Fact,
    Percent,
    Row,
    Table,
    text_lines,
)
from kla_score.reports.formats.charts import draw
from kla_score.sheet.marks import REPORT
from kla_score.xlsx.results import Result, with_results
from kla_score.xlsx.saving import to_bytes
from kla_score.xlsx.style import (
    BOLD,
    BOX,
    HINT,
    INPUT,
    LINK,
    PERCENT_FORMAT,
    PLAIN,
    POINTS_FORMAT,
    RIGHT,
    TITLE,
    WRAP,
    Openpyxl,
    fit_height,
    height_of,
    put_head,
    put_text,
    set_paper,
    set_table_paper,
    writable,
)

_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TITLE, _LONGEST_HEAD, _LONGEST_NAME = 31, 255, 200
_IS_NAME: Final = re.compile("kla_[0-9A-Za-z_]*")
"""Names of tables are for formulas, so that a number follows an underscore."""
_NARROWEST, _WIDEST, _WIDEST_ON_PAPER = 10, 60, 30
_CHANGE_FORMAT: Final = "+0.00#;-0.00#;0"
_FILTER_WIDTH: Final = 4
"""The room for the button of a filter beside a word."""
_TO_FILL_WIDTH: Final = 18
_MANY: Final = 10
"""The number of columns that fit on paper. More of them are narrower, if people fill in some."""
_FACT_WIDTHS: Final = (22, 12, 90)


def write(document: Document) -> bytes:
    """Return *document* as a workbook: facts and notes first, then its tables."""
    book = Workbook()
    titles, names = _Titles(_LONGEST_TITLE, taken="history"), _Titles(_LONGEST_NAME)
    front = book.worksheets[0]
    front.title = titles.take(document.messages.gettext("Overview"))
    _write_front(front, document)
    if document.pictures:
        draw(book.create_sheet(titles.take(document.messages.gettext("Charts"))), document.pictures, document.messages)
    results = {}
    for table in (*(document.worksheets or document.tables), *document.appendix, *document.details):
        sheet = book.create_sheet(titles.take(_FORBIDDEN.sub(" ", clean(table.title))))
        results[book.index(sheet) + 1] = _write_table(sheet, table, document, names)
    book.properties.title, book.properties.creator = clean(document.title), "kla-score"
    book.properties.identifier = REPORT
    return with_results(to_bytes(book), results)


class _Titles:
    """Unique titles that are not longer than *longest* in Excel: of worksheets, of columns, or names of tables."""

    def __init__(self, longest: int, taken: str = "") -> None:
        self.longest = longest
        self.taken = {taken}

    def take(self, title: str) -> str:
        number = 1
        found = _cut(title, self.longest)
        while found.casefold() in self.taken:
            number += 1
            found = _cut(title, self.longest, f"_{number}" if _IS_NAME.fullmatch(title) else f" ({number})")
        self.taken.add(found.casefold())
        return found


def _cut(title: str, longest: int, ending: str = "") -> str:
    """Truncate *title* between words to *longest* characters and append *ending*."""
    title = title.strip(" '") or "-"
    shortened = cut_text(title, longest - len(ending))
    if title[len(shortened) : len(shortened) + 1].strip():  # inside a word
        shortened = shortened.rpartition(" ")[0] or shortened
    return (shortened if shortened == title else shortened.rstrip(" ',;-–") or "-") + ending


def _write_front(sheet: Openpyxl, document: Document) -> None:
    """Write title, facts, steps and notes: labels, numbers and texts in a column each."""
    for letter, width in zip("ABC", _FACT_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    put_text(sheet["A1"], clean(document.title)).font = TITLE
    heading = document.messages.gettext("What to do next")
    steps = [
        (heading if number == 1 else "", f"{number}. {step}") for number, step in enumerate(document.plain_steps, 1)
    ]
    alert = [("", document.alert)] if document.alert else []
    row = 2
    for label, value in (*alert, *_issue_facts(document), *document.facts, *steps):
        row += 1
        cell = put_text(sheet.cell(row, 1), label)
        cell.font, cell.alignment = BOLD, WRAP
        text = str(value)
        if isinstance(value, Aligned) and value.number is not None:
            _put_number(sheet.cell(row, 2), value.number)
            sheet.cell(row, 2).font, sheet.cell(row, 2).alignment = BOLD, RIGHT
            text = "; ".join(filter(None, (value.result, value.explanation)))
        cell = put_text(sheet.cell(row, 3), clean(text))
        cell.font, cell.alignment = (BOLD if value == document.alert else PLAIN), WRAP
        fit_height(sheet, row)
    for note in document.notes:
        row += 2
        cell = put_text(sheet.cell(row, 3), clean(note))
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


def _write_table(sheet: Openpyxl, table: Table, document: Document, names: "_Titles") -> Mapping[str, Result]:
    """
    Write *table* as a named table with filters, then its sums and its note, or these above it.

    Returns:
        The result of each formula by its address.

    """
    body = [row for row in table.rows if not row.is_total]
    header = len(table.rows) - len(body) + 2 if table.is_summed_above else 1
    heads = _Titles(_LONGEST_HEAD)
    widest = _WIDEST_ON_PAPER if len(table.columns) + len(table.to_fill) > _MANY and table.to_fill else _WIDEST
    for position, column in enumerate(table.columns, start=1):
        longest = max((len(line) for row in table.rows for line in text_lines(row.values[position - 1])), default=0)
        word = max(map(len, column.title.split()), default=0) + _FILTER_WIDTH
        width = min(max(_NARROWEST, longest + 3, len(column.title) // 2 + 5, word), widest)
        sheet.column_dimensions[get_column_letter(position)].width = width
        put_head(sheet.cell(header, position), heads.take(clean(column.title)))
    for position, title in enumerate(table.to_fill, start=len(table.columns) + 1):
        letter = get_column_letter(position)
        sheet.column_dimensions[letter].width = _TO_FILL_WIDTH
        put_head(sheet.cell(header, position), heads.take(clean(title)))
        if title in table.choices and body:
            _add_choices(sheet, f"{letter}{header + 1}:{letter}{header + len(body)}", table.choices[title])
    fit_height(sheet, header)
    for number, row in enumerate(body, start=header + 1):
        _write_row(sheet, number, row, table.columns)
        if number < _MOST_LINKS:
            _add_links(sheet, number, row, document.addresses)
        for position in range(len(table.columns) + 1, len(table.columns) + len(table.to_fill) + 1):
            cell = sheet.cell(number, position)
            cell.fill, cell.border, cell.alignment = INPUT, BOX, WRAP
        fit_height(sheet, number)
    results = _write_sums(sheet, table, body, document, header)
    if table.note and table.is_summed_above:
        put_text(sheet.cell(1, 1), clean(table.note)).font = BOLD
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(table.columns))
        sheet.cell(1, 1).alignment = WRAP
        width = sum(sheet.column_dimensions[get_column_letter(at + 1)].width for at in range(len(table.columns)))
        sheet.row_dimensions[1].height = height_of(table.note, width)
    elif table.note:
        put_text(sheet.cell(sheet.max_row + 2, 1), clean(table.note)).font = HINT
    if body:
        last = get_column_letter(len(table.columns) + len(table.to_fill))
        named = WorkbookTable(
            displayName=names.take(_table_name(table.title)), ref=f"A{header}:{last}{header + len(body)}"
        )
        sheet.add_table(named)
    sheet.freeze_panes = f"A{header + 1}"
    set_table_paper(sheet, clean(table.title), header)
    return results


def _table_name(title: str) -> str:
    """Return a name for formulas: letters, digits and underscores, and never an address such as A1."""
    return f"kla_{re.sub(r'[^0-9A-Za-z]+', '_', title).strip('_')}"[:_LONGEST_NAME]


def _add_choices(sheet: Openpyxl, cells: str, choices: Sequence[str]) -> None:
    """Offer *choices* as a list in *cells*."""
    rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    rule.add(cells)
    sheet.add_data_validation(rule)


def _write_sums(
    sheet: Openpyxl, table: Table, body: Sequence[Row], document: Document, header: int
) -> Mapping[str, Result]:
    """
    Write the totals below *body*, or above the row *header*.

    A sum follows the filter, unless the total is not the sum of the rows.

    Rows of level 1 are parts of the rows above them, so that their sums would count twice.
    """
    totals = [row for row in table.rows if row.is_total]
    summed = {position for position, column in enumerate(table.columns) if column.is_summed}
    summed = set() if any(row.level for row in body) else summed
    if not body or not (totals or summed):
        return {}
    blank = [document.messages.gettext("Total"), *[None] * (len(table.columns) - 1)]
    top, last = header + 1, header + len(body)
    results: dict[str, Result] = {}
    for number, total in enumerate(
        totals or [Row(blank, is_total=True)], start=2 if table.is_summed_above else last + 1
    ):
        _write_row(sheet, number, total, table.columns)
        for position, value in enumerate(total.values):
            numbers = [each for each in (row.values[position] for row in body) if isinstance(each, Decimal | int)]
            result = sum(map(Decimal, numbers), NO_POINTS)
            cell = sheet.cell(number, position + 1)
            if isinstance(value, CountOf):
                letter, word = get_column_letter(value.column + 1), value.word.replace('"', '""')
                cell.value, cell.number_format = f'=COUNTIF({letter}${top}:{letter}${last},"{word}")', "0"
                results[cell.coordinate] = value.count
            elif position in summed and numbers and value in (None, result):
                letter = get_column_letter(position + 1)
                cell.value = f"=ROUND(SUBTOTAL(109,{letter}{top}:{letter}{last}),{POINT_DECIMALS})"
                cell.number_format = sheet.cell(top, position + 1).number_format
                results[cell.coordinate] = result
    return results


def _write_row(sheet: Openpyxl, number: int, row: Row, columns: Sequence[Column]) -> None:
    for position, (value, column) in enumerate(zip(row.values, columns, strict=True), start=1):
        cell = sheet.cell(number, position)
        match value:
            case None:
                pass
            case Decimal():
                _put_number(cell, value)
            case int():
                cell.value, cell.number_format = value, "0"
            case Percent() if column.is_change:
                unit = value.text.lstrip("+-0123456789.,")
                cell.value, cell.number_format = value.number, f'+0.0"{unit}";-0.0"{unit}";0.0"{unit}"'
            case Percent():
                cell.value, cell.number_format = value.number / HUNDRED, PERCENT_FORMAT
            case _:
                put_text(cell, "  " * (row.level if position == 1 else 0) + "\n".join(text_lines(value)))
        if column.is_change and isinstance(value, Decimal | int):
            cell.number_format = _CHANGE_FORMAT
        cell.font, cell.border = (BOLD if row.is_total else PLAIN), BOX
        is_number = column.is_number or isinstance(value, Decimal | int | Percent | CountOf)
        cell.alignment = RIGHT if is_number else WRAP


def _put_number(cell: Openpyxl, number: Decimal) -> None:
    """Write points with all their digits."""
    text = format_decimal(number)
    cell.value, cell.number_format = (Decimal(text) if "." in text else int(text)), POINTS_FORMAT


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
