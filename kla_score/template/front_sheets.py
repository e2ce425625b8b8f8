"""The first worksheets: *Identitas* with region and period, and *Petunjuk* with the instructions."""

from collections.abc import Mapping, Sequence
from typing import Final

from openpyxl.worksheet.datavalidation import DataValidation

from kla_score.assessment.region import Identity, Stage
from kla_score.i18n import N_, Messages
from kla_score.instrument import Instrument
from kla_score.instrument.regions import REGENCIES
from kla_score.parts.carry_over import TypedValue
from kla_score.sheet.layout import IDENTITY_SHEET, LINE_NAMES, PART_LINES, heading, lines_above
from kla_score.template.answer_formulas import takes_points
from kla_score.xlsx.style import (
    BOLD,
    BOX,
    HINT,
    INDENTED,
    LEFT,
    NOT_NEEDED,
    TITLE,
    WRAP,
    Openpyxl,
    fit_height,
    open_for_entries,
    protect,
    put_entry,
    put_text,
    set_paper,
)


def write_identity(
    sheet: Openpyxl, instrument: Instrument, messages: Messages, identity: Mapping[Identity, TypedValue]
) -> None:
    """Fill *sheet* with the lines of region and period. The lines of instrument and part are not for people."""
    fixed: dict[Identity, TypedValue] = {
        Identity.INSTRUMENT: instrument.id,
        Identity.EDITION: instrument.edition,
        Identity.FINGERPRINT: instrument.fingerprint,
        **{line: identity[line] for line in PART_LINES if line in identity},
    }
    for letter, width in zip("ABC", (22, 34, 70), strict=True):
        sheet.column_dimensions[letter].width = width
    known: dict[Identity, TypedValue] = {Identity.STAGE: str(Stage.EM), **identity, **fixed}
    lines = {line: LINE_NAMES[line] for line in _lines(instrument) if line not in PART_LINES or line in fixed}
    kinds = instrument.region_kinds
    hints = {line: messages.gettext(text) for line, text in _IDENTITY_HINTS.items()}
    if kinds != REGENCIES:
        hints[Identity.KIND], hints[Identity.NAME] = ", ".join(kinds.names), messages.gettext("Name without the kind")
        hints[Identity.CODE] = messages.gettext("With dots, such as {example}", example=kinds.examples[0])
    for row, (line, names) in enumerate(lines.items(), start=1):
        label = put_text(sheet.cell(row, 1), heading(names, messages.language))
        label.font, label.alignment = BOLD, WRAP
        cell = sheet.cell(row, 2)
        cell.number_format, cell.border, cell.fill = "@", BOX, NOT_NEEDED
        if line in known:
            put_entry(cell, known[line])
        if not isinstance(known.get(line, ""), str):
            cell.alignment = LEFT  # below texts
        if line is Identity.QUESTIONS:
            cell.alignment = WRAP
            fit_height(sheet, row)
        if line not in fixed:
            open_for_entries(cell)
        if line in hints:
            hint = put_text(sheet.cell(row, 3), hints[line])
            hint.font, hint.alignment = HINT, INDENTED
    for line, options in {Identity.KIND: kinds.names, Identity.STAGE: tuple(Stage)}.items():
        rule = DataValidation(type="list", formula1=f'"{",".join(options)}"', allow_blank=True, showErrorMessage=True)
        rule.add(f"B{list(lines).index(line) + 1}")
        sheet.add_data_validation(rule)
    protect(sheet)
    set_paper(sheet)


REGION_LINES: Final = (Identity.KIND, Identity.NAME, Identity.PROVINCE, Identity.YEAR, Identity.STAGE)


def _lines(instrument: Instrument) -> Sequence[Identity]:
    """Return the lines of the sheet, those of parts last."""
    above = {Identity.DISTRICT, Identity.REGENCY} - lines_above(instrument)
    return [line for line in LINE_NAMES if line not in above]


def region_line(instrument: Instrument, language: str) -> str:
    """Return an expression with the region and the period of the sheet that `write_identity` fills."""
    lines = _lines(instrument)
    cells = (f"{heading(IDENTITY_SHEET, language)}!$B${lines.index(line) + 1}" for line in REGION_LINES)
    joined = '&" "&'.join(cells)
    return f"TRIM({joined})"


_IDENTITY_HINTS: Final = {
    Identity.KIND: N_("Kabupaten (regency) or Kota (city)"),
    Identity.NAME: N_("Name without the word Kabupaten or Kota"),
    Identity.CODE: N_("Two digits, a dot and two digits, such as 16.10"),
    Identity.YEAR: N_("Evaluation year, four digits"),
    Identity.STAGE: N_("EM: self-assessment. Verification: VA administrative, VL, VLH or VKL field, VF final."),
    Identity.FINGERPRINT: N_("Do not change this line. The program uses it to recognise the instrument."),
    Identity.PART: N_("The agency that answers these questions"),
}

_GUIDE: Final = (
    N_("Fill in the worksheet Identity, then the worksheet of each cluster. Yellow cells are for your entries."),
    N_("Enter points from 0 to the maximum of the row, with at most three decimals. A blank cell counts as 0 points."),
    N_("For evidence, enter file names or links. Separate entries with a semicolon (;) or a new line (Alt+Enter)."),
    N_("Grey evidence cells are not needed. The comment on a yellow evidence cell describes the required documents."),
    N_("An entry such as “ada” counts with a warning. Verifiers require the document. Enter its file name."),
    N_("“-”, “belum” and “tidak ada” mean that the evidence is missing."),
    N_("Supported points count only questions with complete evidence. Verifiers may reject the other points."),
    N_("Dark yellow: no answer yet. Red: invalid answer. Orange: claimed points without complete evidence."),
    N_("The column Agencies lists the responsible agencies and partners. Reports use the names that you enter there."),
    N_("Protection without a password prevents accidental changes. To sort rows, choose Review > Unprotect Sheet."),
    N_("After sorting, some colours may be in the wrong row. The totals stay correct, because they find rows by code."),
    N_("Do not change codes or column titles."),
    N_("The worksheet Summary is recalculated as you type. For a full check, run: kla-score evaluate FILE.xlsx"),
)
_OTHER_ANSWERS: Final = N_(
    "Where a row requires it, choose an answer from the list or enter a percentage instead of points."
)


def write_guide(sheet: Openpyxl, instrument: Instrument, messages: Messages) -> None:
    """Fill *sheet* with the instructions for filling in the workbook."""
    sheet.column_dimensions["A"].width = 95
    put_text(sheet["A1"], messages.pick(instrument.title)).font = TITLE
    texts = [messages.gettext(text) for text in _GUIDE]
    if not all(takes_points(question.scale) for question in instrument.questions.values()):
        texts.insert(2, messages.gettext(_OTHER_ANSWERS))
    lines = [f"{number}. {text}" for number, text in enumerate(texts, start=1)]
    for row, line in enumerate([*lines, "", messages.pick(instrument.status_note)], start=3):
        put_text(sheet.cell(row, 1), line).alignment = WRAP
        fit_height(sheet, row)
    protect(sheet)
    set_paper(sheet)
