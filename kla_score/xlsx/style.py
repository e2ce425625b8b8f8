"""The appearance of the sheets and writing text into them: colours, fonts, lines, paper."""

import re
from collections.abc import Mapping
from decimal import Decimal
from math import ceil
from typing import Any, Final

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from kla_score.cells import LONGEST_TEXT, cut_text, utf16_length
from kla_score.xlsx.escapes import encode

Openpyxl = Any
"""
A workbook, sheet or cell of openpyxl. Its type stubs treat every cell as possibly merged, and have no common type.
"""

_INK: Final = "FF1F3A5F"
_FACE: Final = "Calibri"
HEAD: Final = PatternFill("solid", fgColor=_INK)
SECTION: Final = PatternFill("solid", fgColor="FFDCE6F1")
WHITE: Final = PatternFill()
INPUT: Final = PatternFill("solid", fgColor="FFFFF8D6")
OPEN: Final = DifferentialStyle(fill=PatternFill("solid", bgColor="FFFFD966"))
UNUSABLE: Final = DifferentialStyle(
    font=Font(color="FF9C0006", bold=True), fill=PatternFill("solid", bgColor="FFFFC7CE")
)
UNSUPPORTED: Final = DifferentialStyle(fill=PatternFill("solid", bgColor="FFF4B084"))
"""Conditional formats of a cell: not filled in, unusable, or no evidence for claimed points."""
NOT_NEEDED: Final = PatternFill("solid", fgColor="FFD0D0D0")
UNLOCKED: Final = Protection(locked=False)
PLAIN: Final = Font(name=_FACE, size=11)
BOLD: Final = Font(name=_FACE, size=11, bold=True, color=_INK)
WHITE_BOLD: Final = Font(name=_FACE, size=11, bold=True, color="FFFFFFFF")
HINT: Final = Font(name=_FACE, size=10, italic=True, color="FF666666")
LINK: Final = Font(name=_FACE, size=11, underline="single", color="FF0B5394")
TITLE: Final = Font(name=_FACE, size=14, bold=True, color=_INK)
POINTS_FORMAT: Final = "0.00#"
"""Two decimals, and the third one if there is one."""
PERCENT_FORMAT: Final = "0.0%_)"
"""One decimal, and room before the border, which LibreOffice does not always keep for an indent."""
_LINE: Final = Side(style="thin", color="FFB0B7C3")
BOX: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
WRAP: Final = Alignment(wrap_text=True, vertical="top")
LEFT: Final = Alignment(wrap_text=True, vertical="top", horizontal="left")
RIGHT: Final = Alignment(vertical="top", horizontal="right", indent=1)
"""For numbers: the indent keeps them apart from the text in the next column."""
INDENTED: Final = Alignment(indent=1)
CENTRE: Final = Alignment(wrap_text=True, vertical="center", horizontal="center")

TEXT_STYLE: Final = "kla-text"
SECTION_STYLE: Final = "kla-section"
ENTRY_STYLE: Final = "kla-entry"
NOT_NEEDED_STYLE: Final = "kla-not-needed"
_ROW: Final[dict[str, Any]] = {"font": PLAIN, "alignment": WRAP, "border": BOX}
_STYLES: Final[Mapping[str, Mapping[str, Any]]] = {
    TEXT_STYLE: _ROW,
    SECTION_STYLE: _ROW | {"font": BOLD, "fill": SECTION},
    ENTRY_STYLE: _ROW | {"fill": INPUT, "protection": UNLOCKED},
    NOT_NEEDED_STYLE: _ROW | {"fill": NOT_NEEDED},
}


def add_styles(book: Openpyxl) -> None:
    """Add the named styles to *book*. A large sheet is written twice as fast with them as with one font per cell."""
    for name, look in _STYLES.items():
        book.add_named_style(NamedStyle(name, **look))


_UNWRITABLE: Final = re.compile("[\ufffe\uffff\ud800-\udfff]")


def writable(text: str) -> str:
    """Return *text* for a workbook: with escapes, and a visible character for what has no escape."""
    return ILLEGAL_CHARACTERS_RE.sub("\ufffd", _UNWRITABLE.sub("\ufffd", encode(text)))


def put_text(cell: Openpyxl, text: str) -> Openpyxl:
    """
    Write *text* as text, never as a formula, and without invalid characters.

    A text too long for Excel is truncated with a mark.
    """
    cleaned = writable(text)
    is_short = utf16_length(cleaned) <= LONGEST_TEXT
    cell.value = cleaned if is_short else cut_text(cleaned, LONGEST_TEXT - 1) + "…"
    cell.data_type = "s"
    return cell


def put_entry(cell: Openpyxl, entry: str | Decimal | bool) -> None:  # noqa: FBT001 - a ticked box is an entry
    """Write *entry* with its type: a text, a number or a ticked box."""
    if isinstance(entry, str):
        put_text(cell, entry)
    else:
        cell.value, cell.number_format = entry, "General"  # else some programs store a ticked box as a number


def put_head(cell: Openpyxl, title: str) -> None:
    """Write the title of a column."""
    put_text(cell, title)
    cell.font, cell.fill, cell.alignment, cell.border = WHITE_BOLD, HEAD, CENTRE, BOX


class _FittingRow(RowDimension):
    """A row whose height fits its text. Spreadsheet programs recalculate it after a change."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 - the name of the attribute
        return False


def fit_height(sheet: Openpyxl, row: int) -> None:
    """Make *row* as high as its wrapped text needs, up to the limit of programs. It grows with its contents."""
    height: float = _LINE_HEIGHT + 3
    for cell in sheet[row]:
        width = sheet.column_dimensions[cell.column_letter].width
        height = max(height, height_of("" if cell.value is None else str(cell.value), width))
    sheet.row_dimensions[row] = _FittingRow(sheet, index=row, ht=height)


def height_of(text: str, width: float) -> float:
    """Return the height of a row in which *text* is wrapped to *width*, up to the limit of programs."""
    lines = sum(ceil(max(len(line), 1) * _WIDER / width) for line in text.split("\n"))
    return min(_LINE_HEIGHT * lines + 3, _HIGHEST)


_LINE_HEIGHT: Final = 15
"""The height of one line of the font in points."""
_HIGHEST: Final = 409
"""The maximum height of a row in Excel, in points."""
_WIDER: Final = 1.08
"""Lines break between words, so a text needs slightly more room than its letters."""


def open_for_entries(cell: Openpyxl) -> None:
    """Make *cell* of a protected sheet writable and format it as an entry field."""
    cell.fill, cell.protection = INPUT, UNLOCKED


def protect(sheet: Openpyxl) -> None:
    """
    Protect *sheet* against accidental changes: without a password, and with formats, filters and links allowed.

    Only cells that are open for entries can be changed.
    """
    sheet.protection.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "autoFilter", "insertHyperlinks"):
        setattr(sheet.protection, allowed, False)


def format_when(formula: str, look: DifferentialStyle) -> Rule:
    """Return a rule that formats cells with *look* if *formula* is true. It is relative to the first cell."""
    return Rule(type="expression", dxf=look, formula=[formula])


def set_paper(sheet: Openpyxl) -> None:
    """Print on A4, landscape, one page wide and as long as needed."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.6, bottom=0.6, header=0.3, footer=0.3)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def set_table_paper(sheet: Openpyxl, title: str, header: int = 1) -> None:
    """
    Print a table: as `set_paper`, with the row *header* on every page, *title* above it and the page number below.
    """
    set_paper(sheet)
    sheet.print_title_rows = f"{header}:{header}"
    sheet.oddHeader.left.text = title[:_LONGEST_HEADER].replace("&", "&&")
    sheet.oddFooter.right.text = "&P/&N"


_LONGEST_HEADER: Final = 120
