"""
A workbook to send to others and to calculate with: a worksheet with a named table for each table, and one with charts.

Its only formulas are the sums and counts below the tables, so that no text in it can run. A link leads to a cell of the
scored workbook. Its address is made from the name of a file, never from the contents of a cell.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
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
    Percent,
    Row,
    Table,
    text_lines,
)
from kla_score.reports.rendering.charts import draw
from kla_score.sheet.marks import REPORT
from kla_score.xlsx.formula_results import Result, with_results
from kla_score.xlsx.saving import to_bytes
from kla_score.xlsx.style import (
    BOLD,
    BOX,
    HINT,
    INPUT,
    LEFT,
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
_NARROWEST, _WIDEST = 10, 60
_CHANGE_FORMAT: Final = "+0.00#;-0.00#;0"
_FILTER_WIDTH: Final = 4
"""The room for the button of a filter beside a word."""
_TO_FILL_WIDTH: Final = 12
_FACT_WIDTHS: Final = (22, 12, 90)
_DATE_FORMATS: Final = {"id": "[$-421]d mmmm yyyy", "en": "[$-809]d mmmm yyyy"}
"""Dates with the names of months in the language of the report."""
_PAPER_WIDTHS: Final = {True: 135, False: 175}
"""
The total width of a table for people to fill in, and of another one.

On A4 in landscape, the letters of the first have at least 9 points, even with a wide font in place of Calibri.
"""
_NARROWEST_ON_PAPER: Final = {True: 12, False: 30}
"""The width to which columns shrink for paper, for the same tables."""


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
        label = " ".join(_FORBIDDEN.sub(" ", clean(table.label or table.title)).split())
        sheet = book.create_sheet(titles.take(label))
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
    row = 2
    for row, (label, number, text) in enumerate(_front_lines(document), start=3):
        cell = put_text(sheet.cell(row, 1), label)
        cell.font, cell.alignment = BOLD, WRAP
        if number is not None:
            cell = sheet.cell(row, 2)
            _put_number(cell, Decimal(number))
            cell.font, cell.alignment = BOLD, RIGHT
            if isinstance(number, int):
                cell.number_format = "0"
        cell = sheet.cell(row, 3)
        if isinstance(text, date):
            cell.value, cell.number_format = text, _DATE_FORMATS[document.messages.language]
        elif text:
            put_text(cell, clean(text))
        cell.font, cell.alignment = (BOLD if text == document.alert else PLAIN), LEFT
        fit_height(sheet, row)
    for note in document.notes:
        row += 2
        cell = put_text(sheet.cell(row, 3), clean(note))
        cell.font, cell.alignment = HINT, WRAP
        fit_height(sheet, row)
    set_paper(sheet)


def _front_lines(document: Document) -> Iterator[tuple[str, Decimal | int | None, str | date]]:
    """Yield the lines between title and notes: a label, a number if there is one, and a text or the date."""
    _ = document.messages.gettext
    if document.alert:
        yield "", None, document.alert
    if document.office:
        yield _("Office"), None, document.office
    if document.issued:
        yield _("Date"), None, document.issued
    for label, value in document.facts:
        if label in document.figures:
            yield from document.figures[label]
        elif isinstance(value, Aligned) and value.number is not None:
            yield label, value.number, "; ".join(filter(None, (value.result, value.explanation)))
        else:
            yield label, None, str(value)
    for number, step in enumerate(document.step_texts, start=1):
        yield "" if number > 1 else _("What to do next"), None, f"{number}. {step}"


def _write_table(sheet: Openpyxl, table: Table, document: Document, names: "_Titles") -> Mapping[str, Result]:
    """
    Write *table* as a named table with filters, then its sums and its note, or these above it.

    Returns:
        The result of each formula by its address.

    """
    body = [row for row in table.rows if not row.is_total]
    header = len(table.rows) - len(body) + 2 if table.is_summed_above else 1
    heads = _Titles(_LONGEST_HEAD)
    titles = [*(column.title for column in table.columns), *table.to_fill]
    for position, (title, width) in enumerate(zip(titles, _widths_of(table), strict=True), start=1):
        letter = get_column_letter(position)
        sheet.column_dimensions[letter].width = width
        put_head(sheet.cell(header, position), heads.take(clean(title)))
        if position > len(table.columns) and title in table.choices and body:
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


def _widths_of(table: Table) -> Sequence[int]:
    """Return the widths that the columns need. The widest ones are narrower if the table would not fit on paper."""
    widths = []
    for position, column in enumerate(table.columns):
        longest = max((len(line) for row in table.rows for line in text_lines(row.values[position])), default=0)
        word = max(map(len, column.title.split()), default=0) + _FILTER_WIDTH
        widths.append(min(max(_NARROWEST, longest + 3, len(column.title) // 2 + 5, word), column.width or _WIDEST))
    for title in table.to_fill:
        entries = [word for choice in table.choices.get(title, ()) for word in choice.split()]
        words = (*(len(word) + 2 for word in entries), *(len(word) + _FILTER_WIDTH for word in title.split()))
        widths.append(max(_TO_FILL_WIDTH, *words))
    room, least = (each[bool(table.to_fill)] for each in (_PAPER_WIDTHS, _NARROWEST_ON_PAPER))
    while sum(widths) > room and max(widths) > least:
        widths[widths.index(max(widths))] -= 1
    return widths


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
    if not totals and (len(body) == 1 or not any(_numbers(body, position) for position in summed)):
        return {}
    blank = [document.messages.gettext("Total"), *[None] * (len(table.columns) - 1)]
    top, last = header + 1, header + len(body)
    results: dict[str, Result] = {}
    for number, total in enumerate(
        totals or [Row(blank, is_total=True)], start=2 if table.is_summed_above else last + 1
    ):
        _write_row(sheet, number, total, table.columns)
        for position, value in enumerate(total.values):
            numbers, ratio = _numbers(body, position), table.columns[position].ratio
            result = sum(numbers, NO_POINTS)
            cell = sheet.cell(number, position + 1)
            if isinstance(value, CountOf):
                letter, word = get_column_letter(value.column + 1), value.word.replace('"', '""')
                cell.value, cell.number_format = f'=COUNTIF({letter}${top}:{letter}${last},"{word}")', "0"
                if not value.word:
                    cell.value = f"=SUBTOTAL(103,{letter}{top}:{letter}{last})"
                results[cell.coordinate] = value.count
            elif ratio and {*ratio} <= summed:
                points, maximum = (f"{get_column_letter(each + 1)}{number}" for each in ratio)
                cell.value = f'=IF(N({maximum})=0,"",{points}/{maximum})'
                share = _ratio_of(total, body, ratio)
                cell.number_format, cell.alignment = _format_of(share), RIGHT
                results[cell.coordinate] = "" if share is None else Decimal(repr(float(share)))
            elif position in summed and _is_live(total, body, position):
                letter = get_column_letter(position + 1)
                cell.value = f"=ROUND(SUBTOTAL(109,{letter}{top}:{letter}{last}),{POINT_DECIMALS})"
                cell.number_format = sheet.cell(top, position + 1).number_format
                results[cell.coordinate] = result
    return results


def _numbers(rows: Sequence[Row], position: int) -> Sequence[Decimal]:
    """Return the numbers of a column."""
    values = (row.values[position] for row in rows)
    return [Decimal(value) for value in values if isinstance(value, Decimal | int)]


def _is_live(total: Row, body: Sequence[Row], position: int) -> bool:
    """Return whether *total* is the sum of the numbers in a column of *body*, or is blank there."""
    numbers = _numbers(body, position)
    return bool(numbers) and total.values[position] in (None, sum(numbers, NO_POINTS))


def _ratio_of(total: Row, body: Sequence[Row], ratio: tuple[int, int]) -> Fraction | None:
    """Return the share of the first column of *ratio* in the second one in the row *total*; None without a maximum."""
    known = (total.values[position] for position in ratio)
    points, maximum = (
        Fraction(value) if isinstance(value, Decimal | int) else Fraction(sum(_numbers(body, position), NO_POINTS))
        for value, position in zip(known, ratio, strict=True)
    )
    return points / maximum if maximum else None


def _format_of(share: Fraction | None) -> str:
    """Return the format of a percentage: with one decimal, or with more so that only a whole share is shown as 100%."""
    decimals = 1
    while share is not None and share < 1 and round(share, decimals + 2) == 1 and decimals < _MOST_DECIMALS:
        decimals += 1
    return PERCENT_FORMAT.replace("0.0", f"0.{'0' * decimals}")


_MOST_DECIMALS: Final = 6


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
                cell.value = float(value.exact * 100) if value.exact is not None else value.number
                cell.number_format = f'+0.0"{unit}";-0.0"{unit}";0.0"{unit}"'
            case Percent():
                share = Fraction(value.number / HUNDRED) if value.exact is None else value.exact
                cell.value, cell.number_format = float(share), _format_of(share)
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
