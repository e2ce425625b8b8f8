"""
The list of one sub-district: a worksheet with its own row, one with a row for each village, and the live counts.

Every text is written as text, as in a question sheet.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break

from kla_score.assessment.region import Region
from kla_score.i18n import N_, Messages
from kla_score.instrument import Instrument
from kla_score.instrument.questions import NumberScale, OptionScale, Question
from kla_score.sheet.layout import SUMMARY_SHEET, heading
from kla_score.sheet.local_layout import NAMES, Named, Part, parts_of, title_of, words_of
from kla_score.sheet.marks import LIST
from kla_score.template.answer_formulas import exact
from kla_score.template.formulas import quoted
from kla_score.xlsx.formula_results import Result, with_results
from kla_score.xlsx.style import (
    BOLD,
    BOX,
    CENTRE,
    ENTRY_STYLE,
    HINT,
    PERCENT_FORMAT,
    PLAIN,
    RIGHT,
    SECTION_STYLE,
    TEXT_STYLE,
    TITLE,
    WRAP,
    Openpyxl,
    add_styles,
    fit_height,
    open_for_entries,
    protect,
    put_head,
    put_text,
    set_paper,
    set_table_paper,
)

_HEADER: Final = 2
"""The row of the titles. The texts of the questions are above it."""
_COLUMNS: Final = (Named.CODE, Named.NAME, Named.KIND, Named.DISTRICT)
_WIDTHS: Final[Mapping[Named | Part, int]] = {
    Named.CODE: 16,
    Named.NAME: 24,
    Named.KIND: 12,
    Named.DISTRICT: 18,
    Part.ANSWER: 10,
    Part.HAVE: 9,
    Part.ALL: 9,
    Part.SHARE: 9,
    Part.DOCUMENT: 24,
    Part.DATE: 12,
}
_NUMBERS: Final = frozenset({Part.HAVE, Part.ALL, Part.DATE})
_TEXT_HEIGHT: Final = 92
"""The height of the texts of the questions, in points."""
_SCALE, _PAPER_WIDTH = 80, 134
"""The scale in print, in percent, and the sum of the widths of the columns that fit on a page at this scale."""
_STEPS: Final = (
    N_("Enter the date of the answers in “As of”. Then fill in the yellow cells of the other worksheets."),
    N_("Choose Yes or No. A blank cell means that no answer was received, not “no”."),
    N_(
        "For two counts, enter the number of children with the document or service and the number "
        "of all children. The percentage appears beside them."
    ),
    N_("Enter the name or number of the document and its date. Write each date as day, month and year."),
    N_("An agency also answers the questions with its name below the text. Answer these questions, too, if you can."),
    N_("Do not change codes or column titles. When the workbook is complete, send it to the regency or city."),
)


class _Range(NamedTuple):
    """The cells of all answers to a question."""

    question: Question
    cells: str


def write_list(forms: Mapping[Instrument, Sequence[Region]], district: Region, messages: Messages) -> bytes:
    """Return the workbook of *district* with a row for each of the regions that answer each of *forms*."""
    book = Workbook()
    add_styles(book)
    front = book.worksheets[0]
    front.title = heading(SUMMARY_SHEET, messages.language)
    answers = [
        each
        for form, regions in forms.items()
        for each in _write_table(book.create_sheet(messages.pick(form.clusters[0].short)), form, regions, messages)
    ]
    results = _write_front(front, district, answers, messages)
    book.properties.title, book.properties.creator = district.name, "kla-score"
    book.properties.identifier = LIST
    stream = io.BytesIO()
    book.save(stream)
    return with_results(stream.getvalue(), {1: results})


def _write_table(sheet: Openpyxl, form: Instrument, regions: Sequence[Region], messages: Messages) -> Sequence[_Range]:
    """Fill *sheet* with a row for each of *regions*, and return the cells of the answers."""
    language, last = messages.language, _HEADER + len(regions)
    for position, column in enumerate(_COLUMNS, start=1):
        put_head(sheet.cell(_HEADER, position), heading(NAMES[column], language))
        sheet.column_dimensions[get_column_letter(position)].width = _WIDTHS[column]
    for row, region in enumerate(regions, start=_HEADER + 1):
        for position, text in enumerate(_identity_of(region, form), start=1):
            cell = put_text(sheet.cell(row, position), text)
            cell.style, cell.number_format = TEXT_STYLE, "@"
    answers = []
    left = len(_COLUMNS) + 1
    used = sum(_WIDTHS[column] for column in _COLUMNS)
    for question in form.questions.values():
        parts = parts_of(question)
        width = sum(_WIDTHS[part] for part in parts)
        if used + width > _PAPER_WIDTH and left > len(_COLUMNS) + 1:  # no question is cut
            sheet.col_breaks.append(Break(id=left - 1))
            used = _WIDTHS[Named.CODE] + _WIDTHS[Named.NAME]
        used += width
        put_text(sheet.cell(1, left), _text_of(question, form, messages)).style = SECTION_STYLE
        sheet.merge_cells(start_row=1, start_column=left, end_row=1, end_column=left + len(parts) - 1)
        letters = {part: get_column_letter(left + at) for at, part in enumerate(parts)}
        for part, letter in letters.items():
            put_head(sheet[f"{letter}{_HEADER}"], title_of(question, part, language))
            sheet.column_dimensions[letter].width = _WIDTHS[part]
            for row in range(_HEADER + 1, last + 1):
                _write_cell(sheet[f"{letter}{row}"], part, letters, row)
            if regions and (rule := _rule_of(question, part, messages)):
                rule.add(f"{letter}{_HEADER + 1}:{letter}{last}")
                sheet.add_data_validation(rule)
        counted = letters.get(Part.SHARE) or letters[Part.ANSWER]
        cells = f"{quote_sheetname(sheet.title)}!${counted}${_HEADER + 1}:${counted}${last}"
        answers.append(_Range(question, cells))
        left += len(parts)
    sheet.row_dimensions[1].height = _TEXT_HEIGHT
    sheet.row_dimensions[_HEADER].height = 33
    sheet.freeze_panes = f"C{_HEADER + 1}"
    protect(sheet)
    set_table_paper(sheet, messages.pick(form.title))
    sheet.sheet_properties.pageSetUpPr.fitToPage = False
    sheet.page_setup.scale = _SCALE
    sheet.print_title_rows, sheet.print_title_cols = f"1:{_HEADER}", "A:B"
    return answers


def _identity_of(region: Region, form: Instrument) -> Sequence[str]:
    kinds = {kind.id: kind.name.id for kind in form.regions}
    return region.code, region.name, kinds.get(region.kind, ""), region.district or region.name


def _text_of(question: Question, form: Instrument, messages: Messages) -> str:
    """Return the text of *question* with its code, the better answer and the agency that has its own table."""
    own, *_ = form.agencies
    owners = ", ".join(form.agency_by_id[each].short for each in question.agencies if each != own.id)
    lines = [f"{question.code} {messages.pick(question.text)}"]
    if owners:
        lines.append(messages.gettext("(Also from: {agencies})", agencies=owners))
    return "\n".join(lines)


def _write_cell(cell: Openpyxl, part: Part, letters: Mapping[Part, str], row: int) -> None:
    if part is Part.SHARE:
        have, total = f"{letters[Part.HAVE]}{row}", f"{letters[Part.ALL]}{row}"
        cell.style, cell.number_format, cell.alignment = TEXT_STYLE, PERCENT_FORMAT, RIGHT
        cell.value = (
            f'=IF(AND(ISNUMBER({have}),ISNUMBER({total})),IF(AND({total}>0,{have}<={total}),{have}/{total},""),"")'
        )
        return
    cell.style = ENTRY_STYLE
    if part in _NUMBERS:
        cell.alignment = RIGHT
    cell.number_format = {Part.DATE: "yyyy-mm-dd", Part.DOCUMENT: "@"}.get(part, "General")


def _rule_of(question: Question, part: Part, messages: Messages) -> DataValidation | None:
    """Return the rule for the entries of *part*."""
    scale = question.scale
    if part is Part.ANSWER and isinstance(scale, OptionScale):
        rule = DataValidation(type="list", formula1=f'"{",".join(messages.pick(text) for text, _ in scale.options)}"')
        rule.error = messages.gettext("Choose an answer from the list.")
    elif part in {Part.HAVE, Part.ALL}:
        rule = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0")
        rule.error = messages.gettext("Enter a whole number of children.")
    elif part is Part.DATE:
        rule = DataValidation(type="date", operator="greaterThan", formula1="36526")
        rule.error = messages.gettext("Enter a date.")
    else:
        return None
    rule.allow_blank = rule.showErrorMessage = True
    rule.errorStyle = "stop"
    return rule


def _write_front(
    sheet: Openpyxl, district: Region, answers: Sequence[_Range], messages: Messages
) -> Mapping[str, Result]:
    """Fill *sheet* with the name of the sub-district, the instructions and the live counts of each question."""
    for letter, width in zip("ABCDE", (18, 62, 12, 12, 12), strict=True):
        sheet.column_dimensions[letter].width = width
    name = f"Kecamatan {district.name}"
    put_text(sheet["A1"], messages.gettext("List of {district}", district=name)).font = TITLE
    lines = {
        Named.DISTRICT: district.name,
        Named.CODE: district.code,
        Named.REGENCY: district.regency,
        Named.AS_OF: "",
    }
    for row, (named, text) in enumerate(lines.items(), start=3):
        put_text(sheet.cell(row, 1), heading(NAMES[named], messages.language)).font = BOLD
        cell = put_text(sheet.cell(row, 2), text)
        cell.number_format, cell.border, cell.alignment = "@", BOX, WRAP
        if named is Named.AS_OF:
            cell.value, cell.number_format = None, "yyyy-mm-dd"
            open_for_entries(cell)
    row += 1
    for number, step in enumerate(_STEPS, start=1):
        row += 1
        text = messages.gettext(step)
        put_text(sheet.cell(row, 1), f"{number}. {text}").font = HINT
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=5)
    row += 2
    _ = messages.gettext
    for position, title in enumerate((_("Code"), _("Question"), _("Yes"), _("No"), _("Blank")), start=1):
        put_head(sheet.cell(row, position), title)
    results: dict[str, Result] = {}
    for question, cells in answers:
        row += 1
        put_text(sheet.cell(row, 1), question.code).number_format = "@"
        put_text(sheet.cell(row, 2), messages.pick(question.text))
        fit_height(sheet, row)  # before the formulas, which are longer than their results
        yes, no = _counts(question, cells)
        formulas = {"C": yes, "D": no, "E": f"ROWS({cells})-C{row}-D{row}"}
        for letter, formula in formulas.items():
            sheet[f"{letter}{row}"].value = f"={formula}"
            results[f"{letter}{row}"] = 0
        results[f"E{row}"] = _rows_in(cells)
        for cell in sheet[row]:
            cell.font, cell.border, cell.alignment = PLAIN, BOX, CENTRE if cell.column_letter in formulas else WRAP
    protect(sheet)
    set_paper(sheet)
    return results


def _rows_in(cells: str) -> int:
    first, last = (int(each.rpartition("$")[2]) for each in cells.rpartition("!")[2].split(":"))
    return last - first + 1


def _counts(question: Question, cells: str) -> tuple[str, str]:
    """
    Return the formulas for the numbers of yes and no in *cells*: options, or shares above and below the limit.

    The same words count as in reading. SUMPRODUCT makes every program count each of them.
    """
    scale = question.scale
    if isinstance(scale, NumberScale):
        step = scale.steps[-1]
        # The limit is a number, because a text with a decimal point means another number in other languages.
        limit = f"{exact(step.edge)}/100"
        above, below = (">=", "<") if step.is_included else (">", "<=")
        return f'COUNTIF({cells},"{above}"&{limit})', f'COUNTIF({cells},"{below}"&{limit})'
    yes, no = (",".join(map(quoted, words)) for words in words_of(scale))
    return f"SUMPRODUCT(COUNTIF({cells},{{{yes}}}))", f"SUMPRODUCT(COUNTIF({cells},{{{no}}}))"
