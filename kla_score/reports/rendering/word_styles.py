"""
The paper, the language and the styles of a Word document.

Every style has a name, so that an office can change it once for the whole document.
"""

from datetime import date, datetime, time
from typing import Any, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

Docx = Any
"""A document, table, row or element of python-docx. The types of its elements are private."""

TEXT, NUMBER, HEAD, NUMBER_HEAD = "Table text", "Table number", "Table head", "Table number head"
SMALL, ALERT, LETTERHEAD = "Small print", "Alert", "Letterhead"
RESULT, ZONE = "Result", "Scale"
GRID, PLAIN, BARS = "Table Grid", "Normal Table", "Bars"
"""The names of styles."""
INK: Final = "1F3A5F"
_FACE: Final = "Arial"
_FAINT: Final = "595959"
_LINE: Final = "B0B7C3"
_LANGUAGES: Final = {"id": "id-ID", "en": "en-GB"}
_MARGIN: Final = 20
_UNUSED: Final = ("stylesWithEffects", "thumbnail")
"""Parts of the empty document of python-docx: styles once more, for Word 2010 only, and a picture of it."""
_NO_DAY: Final = date(1980, 1, 1)
_LONGEST_PROPERTY: Final = 255
"""The limit of Word, in characters."""


def new_document(title: str, language: str, issued: date | None, *, is_wide: bool) -> Docx:
    """Return an empty document, *issued* on that day, with styles on A4, landscape if it *is_wide*."""
    file: Docx = docx.Document()
    for rels in (file.part.rels, file.part.package.rels):
        for name in [name for name, each in rels.items() if each.reltype.rpartition("/")[2] in _UNUSED]:
            del rels[name]
    for element in file.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), _LANGUAGES[language])
    _set_up_styles(file.styles)
    _set_up_table_styles(file.styles)
    page = file.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    if is_wide:
        page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, page.page_height, page.page_width
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_MARGIN)
    footer = page.footer.paragraphs[0]
    footer.style, footer.alignment = file.styles[SMALL], WD_ALIGN_PARAGRAPH.RIGHT
    for before, field in (("", "PAGE"), ("/", "NUMPAGES")):
        footer.add_run(before)
        footer._p.append(new_element("fldSimple", instr=field))  # noqa: SLF001 - python-docx has no fields
    about = file.core_properties
    about.title = title[:_LONGEST_PROPERTY]
    about.language, about.author, about.comments = _LANGUAGES[language], "kla-score", ""
    about.created = about.modified = datetime.combine(issued or _NO_DAY, time())
    return file


def width_of(file: Docx) -> float:
    """Return the width of a page of *file* without its margins, in mm."""
    return float(file.sections[0].page_width.mm) - 2 * _MARGIN


def new_element(tag: str, **attributes: object) -> Docx:
    """Return an element of a Word document."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def new_shade(fill: str) -> Docx:
    """Return the property that shades a cell or a paragraph."""
    return new_element("shd", val="clear", color="auto", fill=fill)


def _set_up_styles(styles: Docx) -> None:
    for fonts in styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), _FACE)
    for name, size, before in (("Title", 16, 0), ("Heading 1", 12, 14)):
        style = styles[name]
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), True, RGBColor.from_string(INK)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(4)
    for element in [*styles["Title"].element.iter(qn("w:pBdr"))]:
        element.getparent().remove(element)
    styles["Normal"].font.size = styles["List Number"].font.size = Pt(10)
    styles["List Number"].paragraph_format.space_after = Pt(4)
    for name, size, after, color in (
        (TEXT, 9, 0, None),
        (NUMBER, 9, 0, None),
        (HEAD, 8, 0, "FFFFFF"),
        (NUMBER_HEAD, 8, 0, "FFFFFF"),
        (RESULT, 16, 0, INK),
        (ZONE, 7, 0, _FAINT),
        (SMALL, 8, 2, _FAINT),
        (ALERT, 11, 6, "9C0006"),
        (LETTERHEAD, 10, 48, _FAINT),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = styles["Normal"], Pt(size)
        style.font.bold = True if name in {HEAD, NUMBER_HEAD, RESULT, ALERT} else None
        style.font.color.rgb = RGBColor.from_string(color) if color else None
        style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(after), 1
    for name in (NUMBER, NUMBER_HEAD):
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    styles[LETTERHEAD].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name in (HEAD, NUMBER_HEAD):
        styles[name].paragraph_format.keep_with_next = True
    styles[ALERT].element.get_or_add_pPr().insert(0, new_shade("FFC7CE"))


def _set_up_table_styles(styles: Docx) -> None:
    for style in [each for each in styles if each.type is WD_STYLE_TYPE.TABLE and each.name not in {GRID, PLAIN}]:
        style.delete()  # more than a hundred, which make every look-up slow
    for element in styles[GRID].element.iter(qn("w:tblBorders")):
        for side in element:
            side.set(qn("w:color"), _LINE)
    look, borders, margins = (new_element(tag) for tag in ("tblPr", "tblBorders", "tblCellMar"))
    borders.append(new_element("insideH", val="single", sz=24, color="FFFFFF"))
    margins.extend(new_element(side, w=20, type="dxa") for side in ("left", "right"))
    look.extend((borders, margins))
    styles.add_style(BARS, WD_STYLE_TYPE.TABLE).element.append(look)
