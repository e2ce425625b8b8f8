"""
Live totals in the workbook: the sheet *Ringkasan* or *Summary*.

It adds up the results of `kla_score.template.calculation_sheet`. Points typed as text count only in `kla-score
evaluate`; their cells turn red.
"""

from collections.abc import Mapping
from typing import Final

from kla_score.cells import format_decimal
from kla_score.i18n import Messages
from kla_score.instrument import Instrument, questions_of
from kla_score.template.calculation_sheet import CalculationSheet
from kla_score.template.formulas import quoted
from kla_score.xlsx.style import (
    BOLD,
    BOX,
    CENTRE,
    HINT,
    PLAIN,
    TITLE,
    WRAP,
    Openpyxl,
    protect,
    put_head,
    put_text,
    set_paper,
)

_POINTS_FORMAT: Final = "0.00#"


def write_summary(
    sheet: Openpyxl, instrument: Instrument, messages: Messages, calculation_sheet: CalculationSheet
) -> None:
    """Fill *sheet* with the points of each cluster, the total and the predicates."""
    titles = (
        messages.gettext("Cluster"),
        messages.gettext("Claimed"),
        messages.gettext("Supported"),
        messages.gettext("Not earned"),
        messages.gettext("Maximum"),
        messages.gettext("Answered"),
        messages.gettext("Questions"),
    )
    put_text(sheet["A1"], messages.pick(instrument.title)).font = TITLE
    header = 3
    for position, title in enumerate(titles, start=1):
        put_head(sheet.cell(header, position), title)

    unrecorded = quoted(messages.gettext("not available"))

    def if_recorded(formula: str) -> str:
        return f"=IF({calculation_sheet.recorded}=0,{unrecorded},{formula})"

    first, last = header + 1, header + len(instrument.clusters)
    for row, cluster in enumerate(instrument.clusters, start=first):
        _fill_row(
            sheet,
            row,
            messages.pick(cluster.name),
            {
                "B": f"={calculation_sheet.claimed(cluster)}",
                "C": if_recorded(calculation_sheet.supported(cluster)),
                "D": f"=ROUND(E{row}-B{row},3)",
                "E": f"={format_decimal(cluster.maximum)}",
                "F": f"={calculation_sheet.answered(cluster)}",
                "G": f"={sum(question.can_earn for question in questions_of(cluster))}",
            },
        )
    total = last + 1
    _fill_row(
        sheet,
        total,
        messages.gettext("Total"),
        {
            **{letter: f"=ROUND(SUM({letter}{first}:{letter}{last}),3)" for letter in "BDEFG"},
            "C": if_recorded(f"ROUND(SUM(C{first}:C{last}),3)"),
        },
    )
    for cell in sheet[total]:
        cell.font = BOLD
    if instrument.predicates:
        _write_predicates(sheet, total, messages, calculation_sheet)
    else:
        # Truncated, not rounded, so that 100 % is shown only if it is exact.
        shares = {letter: f'=IF(ISNUMBER({letter}{total}),ROUNDDOWN({letter}{total}/E{total},3),"")' for letter in "BC"}
        _fill_row(sheet, total + 1, messages.gettext("% of maximum"), shares)
        for letter in shares:
            sheet[f"{letter}{total + 1}"].number_format = "0.0%"
    notes = [messages.gettext("The result is indicative. Verifiers set the official score.")]
    if any(predicate.gate and predicate.gate.applies for predicate in instrument.predicates):
        notes.append(
            messages.gettext("Additional requirements are not included here. To check them, run kla-score evaluate.")
        )
    for row, note in enumerate(notes, start=total + 5):
        put_text(sheet.cell(row, 1), note).font = HINT
    protect(sheet)
    for letter, width in zip("ABCDEFG", (62, 20, 20, 16, 12, 12, 12), strict=True):
        sheet.column_dimensions[letter].width = width
    set_paper(sheet)


def _fill_row(sheet: Openpyxl, row: int, name: str, formulas: Mapping[str, str]) -> None:
    label = put_text(sheet.cell(row, 1), name)
    label.font, label.alignment, label.border = PLAIN, WRAP, BOX
    for letter, formula in formulas.items():
        cell = sheet[f"{letter}{row}"]
        cell.value, cell.font, cell.border, cell.alignment = formula, PLAIN, BOX, CENTRE
        if letter in "BCDE":
            cell.number_format = _POINTS_FORMAT


def _write_predicates(sheet: Openpyxl, total: int, messages: Messages, calculation_sheet: CalculationSheet) -> None:
    limits, names = calculation_sheet.limits, calculation_sheet.names
    for letter in "BC":
        points = f"{letter}{total}"
        following = f"MATCH({points},{limits},1)+1"
        is_highest = f"{points}>=MAX({limits})"
        formulas = (
            f"LOOKUP({points},{limits},{names})",
            f'IF({is_highest},"",ROUND(INDEX({limits},{following})-{points},3))',
            f'IF({is_highest},"",INDEX({names},{following}))',
        )
        labels = (
            messages.gettext("Predicate"),
            messages.gettext("Points needed"),
            messages.gettext("Next predicate"),
        )
        for row, (label, formula) in enumerate(zip(labels, formulas, strict=True), start=total + 1):
            _fill_row(sheet, row, label, {letter: f'=IF(ISNUMBER({points}),{formula},"")'})
