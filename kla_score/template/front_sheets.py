"""The first worksheets: *Identitas* with region and period, and *Petunjuk* with the instructions."""

from collections.abc import Mapping
from typing import Final

from openpyxl.worksheet.datavalidation import DataValidation

from kla_score.assessment.region import Identity, Stage
from kla_score.i18n import N_, Messages
from kla_score.instrument import Instrument
from kla_score.sheet.layout import LINE_NAMES, PART_LINES, heading
from kla_score.template.answer_formulas import takes_points
from kla_score.xlsx.style import (
    BOLD,
    BOX,
    HINT,
    INDENTED,
    NOT_NEEDED,
    TITLE,
    WRAP,
    Openpyxl,
    fit_height,
    open_for_entries,
    protect,
    put_text,
    set_paper,
)


def write_identity(
    sheet: Openpyxl, instrument: Instrument, messages: Messages, identity: Mapping[Identity, str]
) -> None:
    """Fill *sheet* with the lines of region and period. The lines of instrument and part are not for people."""
    fixed: dict[Identity, str] = {
        Identity.INSTRUMENT: instrument.id,
        Identity.EDITION: instrument.edition,
        Identity.FINGERPRINT: instrument.fingerprint,
        **{line: identity[line] for line in PART_LINES if line in identity},
    }
    for letter, width in zip("ABC", (22, 34, 70), strict=True):
        sheet.column_dimensions[letter].width = width
    known = {Identity.STAGE: str(Stage.EM), **identity, **fixed}
    lines = {line: names for line, names in LINE_NAMES.items() if line in fixed or line not in PART_LINES}
    for row, (line, names) in enumerate(lines.items(), start=1):
        label = put_text(sheet.cell(row, 1), heading(names, messages.language))
        label.font, label.alignment = BOLD, WRAP
        cell = sheet.cell(row, 2)
        if line in known:
            put_text(cell, known[line])
        cell.number_format, cell.border, cell.fill = "@", BOX, NOT_NEEDED
        if line is Identity.QUESTIONS:
            cell.alignment = WRAP
            fit_height(sheet, row)
        if line not in fixed:
            open_for_entries(cell)
        if line in _IDENTITY_HINTS:
            hint = put_text(sheet.cell(row, 3), messages.gettext(_IDENTITY_HINTS[line]))
            hint.font, hint.alignment = HINT, INDENTED
    for line, options in {Identity.KIND: ("Kabupaten", "Kota"), Identity.STAGE: tuple(Stage)}.items():
        rule = DataValidation(type="list", formula1=f'"{",".join(options)}"', allow_blank=True, showErrorMessage=True)
        rule.add(f"B{list(LINE_NAMES).index(line) + 1}")
        sheet.add_data_validation(rule)
    protect(sheet)
    set_paper(sheet)


_IDENTITY_HINTS: Final = {
    Identity.KIND: N_("Kabupaten or Kota"),
    Identity.NAME: N_("without the word Kabupaten or Kota"),
    Identity.CODE: N_("two digits of the province, a point, two digits of the regency or city: 16.10"),
    Identity.YEAR: N_("the evaluated year, four digits"),
    Identity.STAGE: N_("EM self-assessment; VA administrative verification; VL, VLH, VKL field; VF final"),
    Identity.FINGERPRINT: N_("do not change: marks the instrument that this sheet belongs to"),
    Identity.PART: N_("the agency whose questions these are"),
}

_GUIDE: Final = (
    N_("Fill in the sheet Identitas, then points and evidence in the sheet of each cluster. Yellow cells are for you."),
    N_("Points: a number from 0 to the maximum of the row, at most three decimals. An empty cell counts 0."),
    N_("Evidence: the name of the file or a link. Separate several with a semicolon (;) or a new line (Alt+Enter)."),
    N_("Grey evidence cells are not needed. The comment on a yellow one names the document that is asked for."),
    N_("Words such as “ada” or “terlampir” are a claim, no evidence. “-”, “belum”, “tidak ada” mean: not there."),
    N_("Supported points count only questions whose evidence is complete. The others are lost at verification."),
    N_(
        "Strong yellow: no answer yet. Red: cannot be counted. Orange: evidence is missing for points that are claimed."
    ),
    N_("OPD names who owns a question; write your own names there if they differ."),
    N_("The sheets are protected against slips, without a password. To sort or add columns: Review, Unprotect Sheet."),
    N_("Colours stay where they are when rows are sorted; points and evidence are counted by the code all the same."),
    N_("Do not change the codes and the titles of the columns."),
    N_("Ringkasan is worked out by the spreadsheet program. Check the workbook with: kla-score evaluate FILE.xlsx"),
    N_("The result is indicative: the official score is given by the verifiers."),
)


def write_guide(sheet: Openpyxl, instrument: Instrument, messages: Messages) -> None:
    """Fill *sheet* with the instructions for filling in the workbook."""
    sheet.column_dimensions["A"].width = 110
    put_text(sheet["A1"], messages.pick(instrument.title)).font = TITLE
    texts = [messages.gettext(text) for text in _GUIDE]
    if not all(takes_points(question.scale) for question in instrument.questions.values()):
        texts.insert(2, messages.gettext("Where a row says so, choose from its list or enter a percentage instead."))
    texts.append(messages.pick(instrument.status_note))
    for row, text in enumerate(texts, start=3):
        put_text(sheet.cell(row, 1), f"{row - 2}. {text}").alignment = WRAP
        fit_height(sheet, row)
    protect(sheet)
    set_paper(sheet)
