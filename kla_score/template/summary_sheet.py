"""
Live totals in the workbook: the sheet *Ringkasan* or *Summary*.

It adds up the results of `kla_score.template.calculation_sheet`. Points typed as text count only in `kla-score
evaluate`; their cells turn red.
"""

from collections.abc import Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from kla_score.assessment.region import Identity, Stage
from kla_score.cells import LONGEST_TEXT, cut_text, format_decimal
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.parts.carry_over import TypedValue, entry_text
from kla_score.scoring import Scorecard, Tally
from kla_score.template.calculation_sheet import CalculationSheet
from kla_score.template.formulas import quoted
from kla_score.template.front_sheets import REGION_LINES, region_line
from kla_score.xlsx.formula_results import Result
from kla_score.xlsx.style import (
    BOLD,
    BOX,
    CENTRE,
    HINT,
    PLAIN,
    POINTS_FORMAT,
    TITLE,
    WRAP,
    Openpyxl,
    protect,
    put_head,
    put_text,
    set_paper,
)

_SHARE_FORMAT: Final = "0.0%"
_REACHED: Final = "●"


class _Formula(NamedTuple):
    """A formula without its equals sign, and its result for the entries of a new workbook."""

    text: str
    result: Result


def write_summary(
    sheet: Openpyxl,
    scorecard: Scorecard,
    messages: Messages,
    calculation_sheet: CalculationSheet,
    identity: Mapping[Identity, TypedValue],
) -> Mapping[str, Result]:
    """
    Fill *sheet* with the region of *identity*, the points of each cluster, the total, and the predicates with a scale.

    Returns:
        The result of each formula by its address, as in *scorecard*.

    """
    instrument = scorecard.instrument
    put_text(sheet["A1"], messages.pick(instrument.title)).font = TITLE
    sheet["A2"], sheet["A2"].font = f"={region_line(instrument, messages.language)}", BOLD
    known: dict[Identity, TypedValue] = {Identity.STAGE: str(Stage.EM), **identity}
    region = " ".join(" ".join(entry_text(known.get(line, "")) for line in REGION_LINES).split())
    results: dict[str, Result] = {"A2": cut_text(region, LONGEST_TEXT)}
    titles = (
        messages.gettext("Cluster"),
        messages.gettext("Claimed"),
        messages.gettext("Supported"),
        messages.gettext("Not earned"),
        messages.gettext("Maximum"),
        messages.gettext("Answered"),
        messages.gettext("Questions"),
        "%",
    )
    header = 3
    for position, title in enumerate(titles, start=1):
        put_head(sheet.cell(header, position), title)

    unrecorded = messages.gettext("not available")

    def if_recorded(formula: str, supported: Decimal | None) -> _Formula:
        result = unrecorded if supported is None else supported
        return _Formula(f"IF({calculation_sheet.recorded}=0,{quoted(unrecorded)},{formula})", result)

    first, last = header + 1, header + len(instrument.clusters)
    for row, each in enumerate(scorecard.clusters, start=first):
        cluster, tally = each.cluster, each.tally
        formulas = {
            "B": _Formula(calculation_sheet.claimed(cluster), tally.claimed),
            "C": if_recorded(calculation_sheet.supported(cluster), tally.supported),
            "D": _Formula(f"ROUND(E{row}-B{row},3)", tally.maximum - tally.claimed),
            "E": _Formula(format_decimal(cluster.maximum), cluster.maximum),
            "F": _Formula(calculation_sheet.answered(cluster), tally.answered),
            "G": _Formula(str(tally.questions), tally.questions),
            "H": _share(row, tally),
        }
        results |= _fill_row(sheet, row, messages.pick(cluster.name), formulas)
    total, tally = last + 1, scorecard.total
    sums: dict[str, Result] = {
        "B": tally.claimed,
        "D": tally.maximum - tally.claimed,
        "E": tally.maximum,
        "F": tally.answered,
        "G": tally.questions,
    }
    formulas = {
        letter: _Formula(f"ROUND(SUM({letter}{first}:{letter}{last}),3)", result) for letter, result in sums.items()
    }
    formulas["C"] = if_recorded(f"ROUND(SUM(C{first}:C{last}),3)", tally.supported)
    formulas["H"] = _share(total, tally)
    results |= _fill_row(sheet, total, messages.gettext("Total"), formulas)
    for cell in sheet[total]:
        cell.font = BOLD
    points = {"B": tally.claimed, "C": tally.supported}
    if instrument.predicates:
        results |= _write_predicates(sheet, total, scorecard, messages, calculation_sheet)
    else:
        # Truncated, not rounded, so that 100 % is shown only if it is exact.
        shares = {
            letter: _Formula(
                f'IF(ISNUMBER({letter}{total}),ROUNDDOWN({letter}{total}/E{total},3),"")',
                "" if each is None else (each / tally.maximum).quantize(Decimal("0.001"), ROUND_DOWN),
            )
            for letter, each in points.items()
        }
        results |= _fill_row(sheet, total + 1, messages.gettext("% of maximum"), shares)
        for letter in shares:
            sheet[f"{letter}{total + 1}"].number_format = _SHARE_FORMAT
    below = total + 5
    if instrument.predicates:
        results |= _write_scale(sheet, below, total, scorecard, messages)
        below += len(instrument.predicates) + 2
    _write_notes(sheet, below, instrument, messages)
    protect(sheet)
    for letter, width in zip("ABCDEFGH", (62, 20, 20, 16, 12, 12, 12, 10), strict=True):
        sheet.column_dimensions[letter].width = width
    set_paper(sheet)
    return results


def _fill_row(sheet: Openpyxl, row: int, name: str, formulas: Mapping[str, _Formula]) -> Mapping[str, Result]:
    """Write the cells of a row and return the results by address."""
    label = put_text(sheet.cell(row, 1), name)
    label.font, label.alignment, label.border = PLAIN, WRAP, BOX
    for letter, formula in formulas.items():
        cell = sheet[f"{letter}{row}"]
        cell.value, cell.font, cell.border, cell.alignment = f"={formula.text}", PLAIN, BOX, CENTRE
        if letter in "BCDEH":
            cell.number_format = _SHARE_FORMAT if letter == "H" else POINTS_FORMAT
    return {f"{letter}{row}": formula.result for letter, formula in formulas.items()}


def _write_notes(sheet: Openpyxl, first: int, instrument: Instrument, messages: Messages) -> None:
    notes = [messages.gettext("The result is indicative. Verifiers set the official points.")]
    if any(predicate.gate and predicate.gate.applies for predicate in instrument.predicates):
        notes.append(
            messages.gettext("Additional requirements are not included here. To check them, run kla-score evaluate.")
        )
    for row, note in enumerate(notes, start=first):
        put_text(sheet.cell(row, 1), note).font = HINT


def _share(row: int, tally: Tally) -> _Formula:
    """Return the claimed share of the maximum, rounded to one decimal. 100 % is shown only if it is exact."""
    result = Decimal(1)
    if tally.claimed < tally.maximum:
        result = min((tally.claimed / tally.maximum).quantize(Decimal("0.001"), ROUND_HALF_UP), Decimal("0.999"))
    return _Formula(f"IF(B{row}<E{row},MIN(ROUND(B{row}/E{row},3),0.999),1)", result)


def _write_scale(
    sheet: Openpyxl, header: int, total: int, scorecard: Scorecard, messages: Messages
) -> Mapping[str, Result]:
    """Write the predicates from the highest to the lowest, with their thresholds, and mark the reached ones."""
    _ = messages.gettext
    for position, title in enumerate((_("Predicate"), _("Claimed"), _("Supported"), _("From")), start=1):
        put_head(sheet.cell(header, position), title)
    results: dict[str, Result] = {}
    for row, predicate in enumerate(reversed(scorecard.instrument.predicates), start=header + 1):
        formulas = {"D": _Formula(format_decimal(predicate.lower_limit), predicate.lower_limit)}
        for letter, result in (("B", scorecard.claimed), ("C", scorecard.supported)):
            points = f"{letter}{total}"
            below = f",{points}<D{row - 1}" if row > header + 1 else ""
            reached = bool(result and result.predicate and result.predicate.id == predicate.id)
            text = f'IF(ISNUMBER({points}),IF(AND({points}>=D{row}{below}),"{_REACHED}",""),"")'
            formulas[letter] = _Formula(text, _REACHED if reached else "")
        results |= _fill_row(sheet, row, messages.pick(predicate.name), formulas)
    return results


def _write_predicates(
    sheet: Openpyxl, total: int, scorecard: Scorecard, messages: Messages, calculation_sheet: CalculationSheet
) -> Mapping[str, Result]:
    limits, names = calculation_sheet.limits, calculation_sheet.names
    labels = (
        messages.gettext("Predicate"),
        messages.gettext("Points needed"),
        messages.gettext("Next predicate"),
    )
    results: dict[str, Result] = {}
    for letter, reached in (("B", scorecard.total.claimed), ("C", scorecard.total.supported)):
        points = f"{letter}{total}"
        following = f"MATCH({points},{limits},1)+1"
        is_highest = f"{points}>=MAX({limits})"
        formulas = (
            f"LOOKUP({points},{limits},{names})",
            f'IF({is_highest},"",ROUND(INDEX({limits},{following})-{points},3))',
            f'IF({is_highest},"",INDEX({names},{following}))',
        )
        found = _predicates_of(reached, scorecard.instrument, messages)
        for row, (label, formula, result) in enumerate(zip(labels, formulas, found, strict=True), start=total + 1):
            text = f'IF(ISNUMBER({points}),{formula},"")'
            results |= _fill_row(sheet, row, label, {letter: _Formula(text, result)})
    return results


def _predicates_of(points: Decimal | None, instrument: Instrument, messages: Messages) -> tuple[Result, Result, Result]:
    """Return the predicate of *points*, the points to the next one, and its name."""
    if points is None:
        return "", "", ""
    reached = [each for each in instrument.predicates if each.lower_limit <= points]
    name = messages.pick(reached[-1].name) if reached else messages.gettext("no predicate")
    if len(reached) == len(instrument.predicates):
        return name, "", ""
    following = instrument.predicates[len(reached)]
    return name, following.lower_limit - points, messages.pick(following.name)
