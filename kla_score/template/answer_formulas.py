"""
The cell of an answer: its stored value, its validation rule, and the formula for its points.

All code for the scales of `kla_score.instrument.questions` is here, so that other modules do not depend on kinds.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from kla_score.cells import BLANK, CELL_DECIMALS, Cell, CellKind, format_decimal, number_cell
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument.base import Text
from kla_score.instrument.questions import POINT_DECIMALS, NumberScale, OptionScale, Question, Scale
from kla_score.sheet.layout import OPTIONS_SHEET, heading
from kla_score.template.formulas import quoted, trimmed
from kla_score.xlsx.style import Openpyxl, put_text

PERCENT_FORMAT: Final = "0.0##%"
"""Shows every decimal that a percentage of an instrument has. Typing 85 into such a cell gives 85 %."""
_FIRST: Final = 2


def put_answer(cell: Openpyxl, scale: Scale, answer: Decimal | Text | str | None, messages: Messages) -> None:
    """Write *answer* (points, a percentage from 0 to 100, or the text of an option) as a user would type it."""
    is_percentage = isinstance(scale, NumberScale) and scale.is_percentage
    if is_percentage:
        cell.number_format = PERCENT_FORMAT
    if isinstance(answer, Text):
        put_text(cell, messages.pick(answer))
    elif isinstance(answer, str):
        put_text(cell, answer)
    elif answer is not None:
        cell.value = exact(answer / 100 if is_percentage else answer)


def answer_cell(scale: Scale, answer: Decimal | Text | str | None, messages: Messages) -> Cell:
    """Return the cell that `put_answer` writes, as a reader sees it."""
    if isinstance(answer, Text | str):
        return Cell(CellKind.TEXT, messages.pick(answer) if isinstance(answer, Text) else answer)
    if answer is None:
        return BLANK
    is_percentage = isinstance(scale, NumberScale) and scale.is_percentage
    return number_cell(float(answer / 100 if is_percentage else answer), is_percent=is_percentage)


def exact(number: Decimal) -> int | Decimal:
    """Return *number* as a value that is written without an exponent."""
    text = format_decimal(number)
    return Decimal(text) if "." in text else int(text)


def hint(scale: Scale, messages: Messages) -> str:
    """Return the hint on what to enter."""
    match scale:
        case OptionScale():
            return messages.gettext("Choose an answer from the list.")
        case NumberScale(is_percentage=True):
            return messages.gettext("Enter a percentage from 0% to 100%, such as 85%.")
        case NumberScale():
            return messages.gettext("Enter points from 0 to the maximum of this row.")


def takes_points(scale: Scale) -> bool:
    """Return whether the points themselves are entered."""
    return isinstance(scale, NumberScale) and not scale.is_percentage


def answer_width(scales: Iterable[Scale]) -> int:
    """Return the width, in characters, of a column for answers on *scales*."""
    return _OPTION_WIDTH if any(isinstance(scale, OptionScale) for scale in scales) else _NUMBER_WIDTH


_NUMBER_WIDTH: Final = 9
_OPTION_WIDTH: Final = 24


def asides(question: Question, messages: Messages) -> Iterator[str]:
    """Yield remarks on *question*: that low values are good, and that the answer is not in points."""
    if question.lower_is_better and takes_points(question.scale):
        yield messages.gettext("(A low figure or “no” is better. Enter the points, not the figure.)")
    elif question.lower_is_better:
        yield messages.gettext("(A low figure or “no” is better.)")
    if not takes_points(question.scale):
        yield f"({hint(question.scale, messages)})"


def is_unusable(scale: Scale, cell: str, maximum: str) -> str:
    """Return the condition that *cell* has an unusable value; *maximum* is the maximum of its row."""
    return f"AND({_is_anything(cell)},NOT({is_usable(scale, cell, maximum)}))"


def is_usable(scale: Scale, cell: str, maximum: str = "") -> str:
    """
    Return the condition that the answer in *cell* counts: an option, a share, or points with at most three decimals.

    *maximum* is the address of the highest number if it differs between the cells of a rule.
    """
    if isinstance(scale, OptionScale):
        return _is_one_of(cell, (text for text, _ in scale.options))
    number = f"ROUND({cell},{CELL_DECIMALS})"
    if scale.is_percentage:
        within = f"{number}>=0,{number}<=1"
    else:
        within = (
            f"{number}>=0,{number}<={maximum or format_decimal(scale.highest)},ROUND({cell},{POINT_DECIMALS})={number}"
        )
    # Some programs treat a ticked box as a number.
    return f"IF(AND(ISNUMBER({cell}),NOT(ISLOGICAL({cell}))),AND({within}),FALSE)"


def claims_points(scale: Scale, cell: str) -> str:
    """Return the condition that the answer in *cell* earns points."""
    if isinstance(scale, OptionScale):
        return _is_one_of(cell, (text for text, points in scale.options if points))
    return f"IF(ISNUMBER({cell}),{_points_of_number(scale, as_number(scale, cell))},0)>0"


def _is_anything(cell: str) -> str:
    return f"IFERROR(LEN({trimmed(cell)})>0,TRUE)"


def _is_one_of(cell: str, texts: Iterable[Text]) -> str:
    """Return the condition that *cell* has one of *texts*, in either language, ignoring letter case."""
    known = dict.fromkeys(text for each in texts for text in (each.id, each.en))
    same = [f"{trimmed(cell)}={quoted(' '.join(text.split()))}" for text in known]
    return f"IFERROR(OR({','.join(same) or 'FALSE'}),FALSE)"


class OptionLists:
    """
    The lists for the drop-downs, on a hidden worksheet, because a rule has at most 255 characters.

    Each list is written once: its Indonesian texts, its English texts and their points, side by side.
    """

    def __init__(self, instrument: Instrument, language: str) -> None:
        self._title = heading(OPTIONS_SHEET, language)
        scales = [question.scale for question in instrument.questions.values()]
        lists = dict.fromkeys(scale for scale in scales if isinstance(scale, OptionScale))
        self._columns = {scale: 1 + 3 * position for position, scale in enumerate(lists)}

    def write(self, book: Openpyxl) -> None:
        """Add the worksheet if there is a list."""
        if not self._columns:
            return
        sheet = book.create_sheet(self._title)
        sheet.sheet_state = "hidden"
        for scale, column in self._columns.items():
            for row, (text, points) in enumerate(scale.options, start=_FIRST):
                put_text(sheet.cell(row, column), text.id).number_format = "@"
                put_text(sheet.cell(row, column + 1), text.en).number_format = "@"
                sheet.cell(row, column + 2).value = exact(points)

    def _range(self, scale: OptionScale, offset: int) -> str:
        letter = get_column_letter(self._columns[scale] + offset)
        return f"{self._title}!${letter}${_FIRST}:${letter}${_FIRST + len(scale.options) - 1}"

    def limit(self, scale: Scale, maximum: str, messages: Messages) -> DataValidation:
        """Return the rule for cells of *scale*; *maximum* is the address of the maximum in the row of the first one."""
        match scale:
            case OptionScale():
                rule = DataValidation(type="list", formula1=self._range(scale, messages.language == "en"))
            case NumberScale():
                highest = "1" if scale.is_percentage else maximum
                rule = DataValidation(type="decimal", operator="between", formula1="0", formula2=highest)
        rule.allow_blank = rule.showErrorMessage = rule.showInputMessage = True
        rule.error = rule.prompt = hint(scale, messages)
        return rule

    def is_answered(self, scale: Scale, cell: str) -> str:
        """Return the condition that the answer in *cell* counts, however long the options are."""
        if isinstance(scale, OptionScale):
            return f"IFERROR(SUMPRODUCT({self._chosen(scale, cell)}*1),0)>0"
        return is_usable(scale, cell)

    def points(self, scale: Scale, cell: str) -> str:
        """Return the points of a valid answer in *cell* as an expression; for percentages, of `as_number`."""
        if isinstance(scale, OptionScale):
            return f"SUMPRODUCT({self._chosen(scale, cell)}*{self._range(scale, 2)})"
        return _points_of_number(scale, cell)

    def _chosen(self, scale: OptionScale, cell: str) -> str:
        """Return an expression with, for each option, whether it is in *cell*, in either language."""
        texts = (f"({trimmed(self._range(scale, offset))}={trimmed(cell)})" for offset in (0, 1))
        return f"(({'+'.join(texts)})>0)"


def as_number(scale: Scale, cell: str) -> str:
    """Return the answer in *cell* for `OptionLists.points`: a percentage from 0 to 100, anything else unchanged."""
    return f"ROUND({cell}*100,9)" if isinstance(scale, NumberScale) and scale.is_percentage else cell


def _points_of_number(scale: NumberScale, number: str) -> str:
    """Return the points of *number*. For a percentage, this is the sum of the changes of all reached steps."""
    if not scale.is_percentage:
        return f"ROUND({number},{POINT_DECIMALS})"
    terms = []
    points = slope = Decimal(0)
    for position, step in enumerate(scale.steps):
        sign = ">=" if step.is_included else ">"
        change = format_decimal(step.points - points)
        if step.slope != slope:
            change += f"+({format_decimal(step.slope - slope)})*{number}"
        terms.append(f"({number}{sign}{format_decimal(step.edge)})*({change})" if position else f"({change})")
        points, slope = step.points, step.slope
    return f"ROUND({'+'.join(terms)},{POINT_DECIMALS})"
