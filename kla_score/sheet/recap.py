"""
Read a region's own recap: one table with the printed numbers of the form, which restart in each indicator.

Rows are found by the indicator above them, their printed number, their text and their maximum. Titles of clusters and
indicators, and lines of sums, are recognised by their words. The numbers beside them are kept for comparison with the
sums of the questions.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, Self

from kla_score.assessment import PrintedPoints, RawRow, Scope
from kla_score.cells import BLANK, Cell, CellKind, NumberText, normalize_text, read_number
from kla_score.instrument import Indicator, Instrument
from kla_score.instrument.evidence import Status
from kla_score.instrument.evidence_entries import read_references
from kla_score.instrument.questions import NO_POINTS, Question
from kla_score.issues import Affected, Issue, Location
from kla_score.sheet.any_evidence import assign_evidence
from kla_score.sheet.layout import Column
from kla_score.sheet.question_matching import QuestionMatcher, RowClues
from kla_score.sheet.recap_sums import RecapSums, sum_line
from kla_score.sheet.recap_titles import RecapTitles, first
from kla_score.sheet.table import Table
from kla_score.xlsx.rows import Row

_NUMBER: Final = re.compile(r"[0-9a-z.]{0,6}[0-9]\s?[.(-]?[a-z]{0,3}\s?[.)]?")
"""The number beside a question: 5, 2za, 7 a, 3), 21A.4b. A longer text is a title."""
_DIGIT: Final = re.compile("[0-9]")
_TITLE_COLUMNS: Final = (Column.CLUSTER, Column.INDICATOR, Column.PRINTED, Column.QUESTION)
_LONGEST: Final = 300
_FEWEST_COLUMN_NUMBERS: Final = 3
_COLUMN_NUMBERS: Final = frozenset(map(str, range(1, 20)))


class Recap(NamedTuple):
    """
    The contents of a recap: *rows* with the codes of questions, and without a code for anything else with points.

    *printed* are the printed sums and maxima.
    """

    rows: Sequence[RawRow]
    printed: Sequence[PrintedPoints]
    issues: Sequence[Issue]


def read_recap(table: Table, instrument: Instrument, *, is_whole: bool = True) -> Recap:
    """Return the contents of *table*: a recap of *instrument*, or a part of it, such as the worksheet of a cluster."""
    reader = _Reader(table, QuestionMatcher(instrument), instrument)
    if doubted := reader.take_all().matcher.renumbered:
        reader = _Reader(table, QuestionMatcher(instrument, doubted), instrument).take_all()
    return reader.finish(is_whole=is_whole)


class _Reader:
    def __init__(self, table: Table, matcher: QuestionMatcher, instrument: Instrument) -> None:
        self.table = table
        self.matcher = matcher
        self.titles = RecapTitles(instrument)
        self.sums = RecapSums(instrument, self.titles)
        self.rows: list[RawRow] = []
        """Rows with a question."""
        self.found: set[str] = set()
        """The codes of those questions."""
        self.others: list[RawRow] = []
        self.below: list[RawRow] = []
        """Rows without a question, and those since the last row with one."""
        self.issues: list[Issue] = []
        self.unclear: list[Issue] = []
        """Issues with rows that may be titles. They matter only if a question follows."""
        self.renumbered: list[Affected] = []
        self.refused: list[Affected] = []
        self.indicator: Indicator | None = None

    def take_all(self) -> Self:
        """Process all rows of the table."""
        for row in self.table.rows:
            self.take(row)
        return self

    def take(self, row: Row) -> None:
        """Process one row: a question, the title of a cluster or of an indicator, a sum, or something else."""
        number = self.table.cell(row, Column.PRINTED)
        is_numbered = bool(_NUMBER.fullmatch(normalize_text(number.text[:_LONGEST])))
        if self._has_column_numbers(row):
            return
        if not is_numbered and (question := self._question_by_text(row, number)):
            self._accept(row, number, question)
            return
        titles = [normalize_text(cell.text[:_LONGEST]) for cell in self._title_cells(row, is_numbered=is_numbered)]
        if named := self.titles.indicator_named(titles):
            self._begin(row, named)
        elif is_numbered and (beside := self._indicator_with_number(row, number)):
            self._begin(row, beside)
        elif is_numbered:
            self._take_question(row, number)
        elif line := first(sum_line, titles):
            cells = self.table.cell(row, Column.POINTS), self.table.cell(row, Column.MAXIMUM)
            self.sums.take(line, self.indicator, *cells)
        elif cluster := first(self.titles.cluster_named, titles):
            self._keep(row, Scope.CLUSTER, cluster)
        elif numbered := self.titles.indicator_numbered(titles):
            self._begin(row, numbered)
        elif cluster := first(self.titles.cluster_numbered, titles):
            self._keep(row, Scope.CLUSTER, cluster)
        else:
            self._take_other(row, titles)

    def _question_by_text(self, row: Row, number: Cell) -> Question | None:
        """Return the question of a row without a number that has values and a clear text, even below its title."""
        text = normalize_text(self.table.cell(row, Column.QUESTION).text[:_LONGEST])
        is_title = sum_line(text) or self.titles.indicator_named([text]) or self.titles.cluster_named(text)
        if not text or is_title or not _has_values(self.table.raw_row(row)):
            return None
        return self.matcher.find_by_text(self._clues(row, number))

    def _has_column_numbers(self, row: Row) -> bool:
        """Return whether *row* has the numbers of the columns, as printed below some headers: 1, 2, 3."""
        if self.table.cell(row, Column.QUESTION).text.strip("() ") not in _COLUMN_NUMBERS:
            return False
        texts = [cell.text.strip("() ") for _, cell in sorted(row.cells.items())]
        return len(texts) >= _FEWEST_COLUMN_NUMBERS and texts == [str(number + 1) for number in range(len(texts))]

    def _begin(self, row: Row, indicator: Indicator) -> None:
        self.indicator = indicator
        self._keep(row, Scope.INDICATOR, indicator.code)

    def _title_cells(self, row: Row, *, is_numbered: bool) -> Iterator[Cell]:
        """Yield the texts that can be a title. Beside a number, only the title of the question can be one."""
        for column in (Column.QUESTION,) if is_numbered else _TITLE_COLUMNS:
            cell = self.table.cell(row, column)
            if cell.kind is CellKind.TEXT:
                yield cell

    def _indicator_with_number(self, row: Row, number: Cell) -> Indicator | None:
        """Return the indicator with *number* and the maximum of *row*, if the row is not that of a question."""
        indicator = self.titles.with_code(number.text)
        maximum = self.table.cell(row, Column.MAXIMUM).number
        if indicator is None or indicator is self.indicator or maximum != indicator.maximum:
            return None
        clues = self._clues(row, number)
        return None if self.matcher.find_by_text(clues) or self.matcher.is_printed(clues) else indicator

    def _keep(self, row: Row, scope: Scope, name: str) -> None:
        self.sums.keep(scope, name, self.table.cell(row, Column.POINTS), self.table.cell(row, Column.MAXIMUM))

    def _take_question(self, row: Row, number: Cell) -> None:
        match = self.matcher.find(self._clues(row, number))
        if match.question is None:
            self._refuse(row)
            return
        is_remark = not _has_values(self.table.raw_row(row)) and self.table.cell(row, Column.MAXIMUM).is_blank
        if is_remark and match.question.code in self.found:
            return  # such as the first line of a legend
        if match.is_renumbered:
            self.renumbered.append(self._affected(row, number, match.question.code))
        self._accept(row, number, match.question)

    def _accept(self, row: Row, number: Cell, question: Question) -> None:
        self._continue()
        self.found.add(question.code)
        code = number._replace(kind=CellKind.TEXT, text=question.code, number=None)
        self.rows.append(assign_evidence(self.table.raw_row(row)._replace(code=code), question))
        self.sums.keep(Scope.QUESTION, question.code, BLANK, self.table.cell(row, Column.MAXIMUM))

    def _refuse(self, row: Row) -> None:
        """Refuse a row whose question is unclear. A row without values is a remark."""
        raw = self.table.raw_row(row)
        if _has_values(raw):
            self._continue()
            text = self.table.cell(row, Column.QUESTION)
            self.refused.append(self._affected(row, self.table.cell(row, Column.PRINTED) if text.is_blank else text))

    def _continue(self) -> None:
        """Note that the table goes on: rows since the last question are part of it."""
        self.sums.go_on()
        self.issues += self.unclear
        self.others += self.below
        self.unclear, self.below = [], []

    def _take_other(self, row: Row, titles: Sequence[str]) -> None:
        """Process a row without a number that is not a title. Points beside it are kept; words may be a title."""
        raw, number = self.table.raw_row(row), self.table.cell(row, Column.PRINTED)
        if _is_number(raw.points) and (number.kind is CellKind.DATE or _DIGIT.search(normalize_text(number.text))):
            self._refuse(row)
        else:
            self.below.append(raw._replace(code=number))
            if raw.points.is_blank and self.indicator and any(titles):
                location, name = self.table.cell(row, Column.QUESTION).location, self.indicator.code
                self.unclear.append(Issue("recap-row-unclear", location, "", titles[0], {"indicator": name}))

    def _clues(self, row: Row, number: Cell) -> RowClues:
        """Return what *row* shows of its question. A title of the indicator beside it counts from here on."""
        beside = self.table.cell(row, Column.INDICATOR)
        if not beside.is_blank:
            title = normalize_text(beside.text[:_LONGEST])
            self.indicator = (
                self.titles.indicator_named([title])
                or self.titles.indicator_numbered([title])
                or self.titles.with_code(title)
            )
        text = self.table.cell(row, Column.QUESTION).text
        return RowClues(number, text, self.table.cell(row, Column.MAXIMUM).number, self.indicator)

    def _affected(self, row: Row, shown: Cell, code: str = "") -> Affected:
        """Return *row* as part of an issue, with *shown* as the cell that is the reason."""
        points = self.table.cell(row, Column.POINTS)
        return Affected(code, shown.location, shown.text, points.number or read_number(points.text).value or NO_POINTS)

    def finish(self, *, is_whole: bool) -> Recap:
        """Return the contents. What is below the table, such as a date and a signature, does not belong to it."""
        self.sums.finish(is_whole=is_whole)
        location = Location("", self.table.title)
        issues = [Issue("recap-read", location, parameters={"count": len(self.rows)}), *self.issues]
        for code, affected in (("recap-numbers-differ", self.renumbered), ("recap-rows-refused", self.refused)):
            if affected:
                most_first = tuple(sorted(affected, key=lambda each: -each.points))
                issues.append(Issue(code, affected[0].location, "", "", {"count": len(affected)}, most_first))
        return Recap([*self.rows, *self.others, *filter(_is_entry, self.below)], self.sums.printed, issues)


def _has_values(row: RawRow) -> bool:
    return not (row.points.is_blank and all(cell.is_blank for cell in row.evidence.values()))


def _is_entry(row: RawRow) -> bool:
    """Return whether *row*, below the last question, has points or names a document."""
    return _is_number(row.points) or any(
        reference.status is Status.REFERENCED
        for cell in row.evidence.values()
        for reference in read_references(cell.text)
    )


def _is_number(cell: Cell) -> bool:
    """Return whether *cell* has or should have a number: 5, "5,5", or a formula without its result."""
    if cell.kind in {CellKind.NUMBER, CellKind.FORMULA, CellKind.ERROR}:
        return True
    return cell.kind is CellKind.TEXT and read_number(cell.text) != NumberText()
