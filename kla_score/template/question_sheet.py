"""The sheet of one cluster: a row for each question, with validation rules and conditional formats."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from openpyxl.comments import Comment
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter

from kla_score.assessment import CONFLICT
from kla_score.cells import normalize_text, utf16_length
from kla_score.i18n import Messages
from kla_score.instrument import Cluster, Indicator, questions_of
from kla_score.instrument.agencies import Agencies
from kla_score.instrument.evidence import EvidenceItem, EvidenceKind
from kla_score.instrument.questions import NumberScale, Question
from kla_score.parts.carry_over import NO_CONTENT, POINTS, RowContent, entry_text
from kla_score.scoring import IndicatorScore
from kla_score.sheet.layout import COLUMN_NAMES, Column, heading, written_columns
from kla_score.sheet.marks import SUM_OF_INDICATOR
from kla_score.template.answer_formulas import (
    OptionLists,
    answer_width,
    asides,
    claims_points,
    exact,
    is_unusable,
    put_answer,
)
from kla_score.template.calculation_sheet import CODES, IS_MET, CalculationSheet, most_needed, references_name
from kla_score.template.formulas import LONGEST_FORMULA, trimmed
from kla_score.xlsx.formula_results import Result
from kla_score.xlsx.style import (
    ENTRY_STYLE,
    LEFT,
    NOT_NEEDED_STYLE,
    OPEN,
    POINTS_FORMAT,
    RIGHT,
    SECTION_STYLE,
    TEXT_STYLE,
    UNLOCKED,
    UNSUPPORTED,
    UNUSABLE,
    WHITE,
    Openpyxl,
    fit_height,
    format_when,
    protect,
    put_entry,
    put_head,
    put_text,
    set_table_paper,
)

_WIDTHS: Final[Mapping[str, int]] = {
    Column.CODE: 9,
    Column.QUESTION: 58,
    Column.MAXIMUM: 10,
    Column.AGENCY: 26,
    Column.NOTE: 26,
}
_EVIDENCE_WIDTH: Final = 18
_GREY_WIDTH: Final = 11
"""The width of a column that no question of the sheet needs."""

_ROW: Final = "§"
"""The placeholder in a formula for the row of the cell."""


class QuestionSheet:
    """The sheet of one cluster: header, then for each indicator a title row and its questions."""

    def __init__(self, sheet: Openpyxl, agencies: Agencies, messages: Messages, lists: OptionLists) -> None:
        self.sheet = sheet
        self.agencies = agencies
        self.lists = lists
        self.limits: dict[str, Openpyxl] = {}
        self.subtotals: dict[str, Openpyxl] = {}
        self.looks: dict[tuple[str, str], tuple[DifferentialStyle, list[int]]] = {}
        self.instrument = agencies.instrument
        self.messages = messages
        kinds = self.instrument.evidence_kind_by_id
        self.columns: dict[str, str] = {
            column: messages.pick(kinds[column].name)
            if column in kinds
            else heading(COLUMN_NAMES[Column(column)], messages.language)
            for column in written_columns(self.instrument)
        }
        self.headings = {normalize_text(name): POINTS for name in COLUMN_NAMES[Column.POINTS]}
        self.headings |= {
            normalize_text(name): each.id for each in kinds.values() for name in (each.name.id, each.name.en)
        }

    def write(self, cluster: Cluster, entries: Mapping[str, RowContent]) -> None:
        """Write the header, the rows with their *entries* by question code, and the settings of the sheet."""
        questions = list(questions_of(cluster))
        widths: dict[str, int] = {**_WIDTHS, Column.POINTS: answer_width(question.scale for question in questions)}
        widths |= {kind: _EVIDENCE_WIDTH for question in questions for kind in question.evidence_kinds}
        for position, (column, name) in enumerate(self.columns.items(), start=1):
            put_head(self.sheet.cell(1, position), name)
            self.sheet.column_dimensions[get_column_letter(position)].width = widths.get(column, _GREY_WIDTH)
        for indicator in cluster.indicators:
            self._write_title(indicator)
            for question in indicator.questions:
                self._write_question(question, entries.get(question.code, NO_CONTENT))
        fit_height(self.sheet, 1)
        self._finish(cluster)

    def _write_title(self, indicator: Indicator) -> None:
        cells = self._following_row(SECTION_STYLE)
        put_text(cells[Column.CODE], SUM_OF_INDICATOR)
        put_text(cells[Column.QUESTION], f"{indicator.code}. {self.messages.pick(indicator.name)}")
        cells[Column.MAXIMUM].value = exact(indicator.maximum)
        for column in (Column.MAXIMUM, Column.POINTS):
            cells[column].alignment = RIGHT
        self.subtotals[indicator.code] = cells[Column.POINTS]
        fit_height(self.sheet, cells[Column.QUESTION].row)

    def write_subtotals(
        self, calculation_sheet: CalculationSheet, scores: Iterable[IndicatorScore]
    ) -> Mapping[str, Result]:
        """Write the live points of the indicators of *scores*, and return the result of each formula by its address."""
        results: dict[str, Result] = {}
        for score in scores:
            cell = self.subtotals[score.indicator.code]
            cell.value = f"={calculation_sheet.claimed_in(score.indicator)}"
            cell.number_format = POINTS_FORMAT
            results[cell.coordinate] = score.tally.claimed
        return results

    def _following_row(self, style: str) -> Mapping[str, Openpyxl]:
        row = self.sheet.max_row + 1
        cells = {column: self.sheet.cell(row, position) for position, column in enumerate(self.columns, start=1)}
        for cell in cells.values():
            cell.style = style
        return cells

    def _write_question(self, question: Question, entry: RowContent) -> None:
        cells = self._following_row(TEXT_STYLE)
        put_text(cells[Column.CODE], question.code).number_format = "@"
        put_text(cells[Column.QUESTION], self._asked(question))
        cells[Column.MAXIMUM].value = exact(question.maximum)
        cells[Column.MAXIMUM].alignment = RIGHT
        for column in (Column.POINTS, Column.AGENCY, Column.NOTE):
            cells[column].style = ENTRY_STYLE
        if isinstance(question.scale, NumberScale):
            cells[Column.POINTS].alignment = RIGHT
        cells[Column.AGENCY].fill = WHITE  # may be changed, but is already filled in
        answer = CONFLICT + entry.differing if entry.differing else entry.answer
        put_answer(cells[Column.POINTS], question.scale, answer, self.messages)
        self._limit(cells, question)
        for kind in self.instrument.evidence_kinds:
            cell = cells[kind.id]
            is_needed = kind.id in question.evidence_kinds
            cell.style = ENTRY_STYLE if is_needed else NOT_NEEDED_STYLE
            cell.number_format = "General" if kind.accepts_number else "@"
            if kind.id in entry.evidence:
                put_entry(cell, entry.evidence[kind.id])
                cell.protection = UNLOCKED  # can be cleared where it is not needed
            if is_needed:
                self._look(cell, UNSUPPORTED, self._is_missing(question, kind))
                lines = self._needed_lines(question, kind)
                cell.comment = Comment("\n".join(lines), "kla-score", height=40 + 20 * len(lines), width=260)
        put_text(cells[Column.AGENCY], entry.agency or self.agencies.cell_text(question))
        if not isinstance(entry.note, str) and not entry.filled_by:
            put_entry(cells[Column.NOTE], entry.note)
            cells[Column.NOTE].alignment = LEFT
        elif note := "\n".join(self._noted(entry)):
            put_text(cells[Column.NOTE], note)
        fit_height(self.sheet, cells[Column.CODE].row)

    def _noted(self, entry: RowContent) -> Sequence[str]:
        """Return the lines of the note: the old note, and which agency filled what."""
        notes: list[str] = []
        filled = {agency: dict.fromkeys(columns) for agency, columns in entry.filled_by.items()}
        for line in entry_text(entry.note).split("\n") if entry.note != "" else ():
            agency, _, rest = line.partition(": ")
            columns = [self.headings.get(normalize_text(name)) for name in rest.split(",")]
            if agency and all(columns):  # from an earlier merge
                filled[agency] = dict.fromkeys(column for column in columns if column) | filled.get(agency, {})
            else:
                notes.append(line)
        names = {POINTS: self.columns[Column.POINTS], **self.columns}
        credited = [f"{agency}: {', '.join(names[each] for each in by)}" for agency, by in filled.items()]
        return [*notes, *credited]

    def _asked(self, question: Question) -> str:
        """Return the text of *question* with the remarks needed to answer it."""
        lines = [self.messages.pick(question.text)]
        lines += asides(question, self.messages)
        if question.note:
            lines.append(self.messages.pick(question.note))
        return "\n".join(lines)

    def _address(self, column: str) -> str:
        """Return the address of *column* in the row of a rule."""
        return f"${get_column_letter(list(self.columns).index(column) + 1)}{_ROW}"

    def _limit(self, cells: Mapping[str, Openpyxl], question: Question) -> None:
        """Add the validation rule of the scale to the points cell. Cells with the same rule share it."""
        cell, scale = cells[Column.POINTS], question.scale
        points, maximum = self._address(Column.POINTS), self._address(Column.MAXIMUM)
        rule = self.lists.limit(scale, maximum.replace(_ROW, str(cell.row)), self.messages)
        rule.errorTitle = rule.promptTitle = self.columns[Column.POINTS]
        # Rules do not move when rows are sorted, so sorting is safe only if all rows have the same kind of answer.
        self.limits.setdefault(f"{rule.formula1}{rule.error}", rule).add(cell)
        self._look(cell, UNUSABLE, is_unusable(scale, points, maximum))
        if question.can_earn:
            self._look(cell, OPEN, f"LEN({trimmed(points)})=0")

    def _needed_lines(self, question: Question, kind: EvidenceKind) -> Sequence[str]:
        """Return the lines of the comment: the required documents, and sets of documents that are enough instead."""
        lines: list[str] = []
        for items in question.alternatives:
            if lines:
                lines.append(self.messages.gettext("or"))
            for each in dict.fromkeys(item.kind for item in items):
                own = [item for item in items if item.kind == each]
                if each == kind.id or len(question.alternatives) > 1:
                    lines.append(self._needed_line(self.columns[each], own, is_named=each != kind.id))
        return lines

    def _needed_line(self, name: str, items: Sequence[EvidenceItem], *, is_named: bool) -> str:
        """Return what *items* of the kind called *name* need; the name is left out if *is_named* is False."""
        count, what = sum(item.count for item in items), "; ".join(self.messages.pick(item.what) for item in items)
        if count > 1:
            kind = name if name.isupper() else name[:1].lower() + name[1:]
            return self.messages.gettext("{count} × {kind}: {what}", count=count, kind=kind, what=what)
        return f"{name}: {what}" if is_named else what

    def _is_missing(self, question: Question, kind: EvidenceKind) -> str:
        """Return the condition that points are claimed without enough evidence of *kind*."""
        row = f"MATCH({self._address(Column.CODE)},{CODES},0)"
        conditions = [
            claims_points(question.scale, self._address(Column.POINTS)),
            f"INDEX({references_name(self.instrument, kind.id)},{row})<{most_needed(question)[kind.id]}",
        ]
        if len(question.alternatives) > 1:
            conditions.append(f"INDEX({IS_MET},{row})=0")
        return f"AND({','.join(conditions)})"

    def _look(self, cell: Openpyxl, look: DifferentialStyle, formula: str) -> None:
        """
        Format *cell* with *look* if *formula* is true. Cells of a column with the same condition share a rule.

        Very long options result in a formula that is too long for Excel. Their cells have no such format.
        """
        if utf16_length(formula) > LONGEST_FORMULA:
            return
        self.looks.setdefault((cell.column_letter, formula), (look, []))[1].append(cell.row)

    def _finish(self, cluster: Cluster) -> None:
        sheet = self.sheet
        for rule in self.limits.values():
            rule.errorStyle = "stop" if len(self.limits) == 1 else "warning"
            sheet.add_data_validation(rule)
        for (letter, formula), (look, rows) in self.looks.items():
            # The rows are in order, so that every program counts from the first one.
            cells = " ".join(f"{letter}{row}" for row in rows)
            sheet.conditional_formatting.add(cells, format_when(formula.replace(_ROW, str(rows[0])), look))
        protect(sheet)
        sheet.auto_filter.ref = sheet.dimensions
        sheet.freeze_panes = "C2"
        set_table_paper(sheet, self.messages.pick(cluster.name))
