"""
The pictures of a result as spreadsheet charts: a small table with the values, and the chart beside it.

Users of the workbook can change the appearance of a chart, or copy it into a letter.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from kla_score.i18n import Messages, clean
from kla_score.instrument.questions import NO_POINTS
from kla_score.reports.pictures import Bars, Dumbbells, Picture, Scale
from kla_score.xlsx.style import BOLD, BOX, PLAIN, RIGHT, WRAP, Openpyxl, fit_height, put_head, put_text, set_paper

_COLOURS: Final = ("1F5C99", "E0A030", "7F7F7F")
_OPEN: Final = "D9D9D9"
"""Dark and medium for parts, light for open points, so that they differ in grey, too."""
_NAME_WIDTH, _NUMBER_WIDTH, _GAP_WIDTH = 34, 14, 3
_CHART_COLUMNS: Final = 5
"""Columns A to E contain the numbers. Charts are to the right of them."""
_CHART_WIDTH: Final = 20
_BAR_HEIGHT, _AXIS_HEIGHT = 1.0, 3.5
"""Centimetres, the unit of charts."""
_ROWS_PER_CENTIMETRE: Final = 2
_GAP_ROWS: Final = 2
_ROWS_ON_PAPER: Final = 46
"""The rows of one page, with charts beside the numbers."""

_Rows = Sequence[tuple[str, Sequence[Decimal | None]]]


def draw(sheet: Openpyxl, pictures: Sequence[Picture], messages: Messages) -> None:
    """Write *pictures* below each other into the empty *sheet*."""
    widths = (_NAME_WIDTH, *[_NUMBER_WIDTH] * (_CHART_COLUMNS - 1), _GAP_WIDTH)
    for position, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    row = first = 1
    for picture in pictures:
        start, row = row, _draw_one(sheet, row, picture, messages)
        if row - first > _ROWS_ON_PAPER and start > first:
            sheet.row_breaks.append(Break(id=start - _GAP_ROWS))
            first = start
    set_paper(sheet)


def _draw_one(sheet: Openpyxl, row: int, picture: Picture, messages: Messages) -> int:
    """Write *picture* from *row* on, and return the row for the next one."""
    heads, rows = _numbers(picture, messages)
    put_text(sheet.cell(row, 1), clean(picture.title)).font = BOLD
    for position, head in enumerate(heads, start=1):
        put_head(sheet.cell(row + 1, position), clean(head))
    fit_height(sheet, row + 1)
    for number, (name, values) in enumerate(rows, start=row + 2):
        put_text(sheet.cell(number, 1), clean(name)).alignment = WRAP
        for position, value in enumerate(values, start=2):
            sheet.cell(number, position).value = value
            sheet.cell(number, position).number_format = "0.###"
            sheet.cell(number, position).alignment = RIGHT
        for position in range(1, len(heads) + 1):
            sheet.cell(number, position).font, sheet.cell(number, position).border = PLAIN, BOX
        fit_height(sheet, number)
    last = row + 1 + len(rows)
    height = _AXIS_HEIGHT + _BAR_HEIGHT * len(rows)
    if rows:
        chart = _chart(picture, height)
        chart.add_data(
            Reference(sheet, min_col=2, max_col=len(heads), min_row=row + 1, max_row=last), titles_from_data=True
        )
        chart.set_categories(Reference(sheet, min_col=1, min_row=row + 2, max_row=last))
        for series, colour in zip(chart.series, _colours(picture, len(heads) - 1), strict=True):
            series.graphicalProperties.solidFill = colour
            series.graphicalProperties.line.solidFill = "595959"
        if isinstance(picture, Scale):
            chart.series[0].dPt = [_limit(index) for index in range(len(picture.marks), len(rows))]
        sheet.add_chart(chart, f"{get_column_letter(_CHART_COLUMNS + 2)}{row}")
    return max(last, row + round(height * _ROWS_PER_CENTIMETRE)) + _GAP_ROWS


def _chart(picture: Picture, height: float) -> Any:  # noqa: ANN401 - the library has no types here
    chart: Any = BarChart()
    chart.type, chart.style, chart.title = "bar", 10, clean(picture.title)
    chart.width, chart.height, chart.gapWidth = _CHART_WIDTH, height, 50
    # From top to bottom as in the table, with the numbers at the bottom.
    chart.x_axis.scaling.orientation, chart.y_axis.crosses = "maxMin", "max"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.tickLblSkip, chart.y_axis.scaling.min = 1, 0
    if isinstance(picture, Bars):
        chart.grouping, chart.overlap = "percentStacked", 100
        chart.y_axis.number_format = "0%"
    else:
        chart.y_axis.scaling.max = float(picture.maximum) if isinstance(picture, Scale) else 100
        chart.dataLabels = DataLabelList(showVal=True)
        chart.dataLabels.showSerName = chart.dataLabels.showCatName = chart.dataLabels.showLegendKey = False
    if isinstance(picture, Scale):
        chart.legend = None
    else:
        chart.legend.position = "b"
    return chart


def _limit(index: int) -> Any:  # noqa: ANN401 - as above
    """Draw a limit lighter than a total."""
    point = DataPoint(idx=index)
    point.graphicalProperties.solidFill, point.graphicalProperties.line.solidFill = _OPEN, "595959"
    return point


def _colours(picture: Picture, count: int) -> Sequence[str]:
    """Return the colours of the series, the lightest for open points."""
    if isinstance(picture, Bars):
        return [*(_COLOURS[each] for each in picture.part_order), _OPEN][:count]
    return _COLOURS[:count]


def _numbers(picture: Picture, messages: Messages) -> tuple[Sequence[str], _Rows]:
    """Return the titles of the columns, the first of them empty, and the rows of *picture*."""
    match picture:
        case Scale():
            return ("", messages.gettext("Points")), list(_scale_rows(picture))
        case Dumbbells():
            return ("", *picture.legend), [(pair.name, (pair.before, pair.after)) for pair in picture.pairs]
        case Bars():
            rows = []
            for bar in picture.bars:
                left = bar.maximum - sum(bar.parts, NO_POINTS)
                rows.append((bar.name, [*bar.parts, left][: len(picture.legend)]))
            return ("", *picture.legend), rows


def _scale_rows(picture: Scale) -> Iterator[tuple[str, Sequence[Decimal]]]:
    """Yield the marks, and then the starts of the zones."""
    yield from ((mark.name, [mark.value]) for mark in picture.marks)
    yield from ((zone.name, [zone.start]) for zone in picture.zones if zone.start)
