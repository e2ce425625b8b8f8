"""
Read a region's own recap: one table with the printed numbers of the form, which restart in each indicator.

Rows are found by the indicator above them, their printed number, their text and their maximum. Titles of clusters and
indicators, and lines of sums, are recognised by their words. The numbers beside them are kept for comparison with the
sums of the questions.
"""

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final, NamedTuple, Self

from kla_score.assessment import PrintedPoints, RawRow, Scope
from kla_score.cells import BLANK, Cell, CellKind, NumberText, normalize_text, read_number
from kla_score.instrument import Indicator, Instrument
from kla_score.instrument.evidence import Status
from kla_score.instrument.evidence_entries import read_references
from kla_score.instrument.questions import NO_POINTS, Question
from kla_score.issues import Affected, Issue, Location
from kla_score.sheet.any_evidence import assign_evidence, with_evidence_below
from kla_score.sheet.layout import COLUMN_NAMES, Column
from kla_score.sheet.question_matching import QuestionMatcher
from kla_score.sheet.recap_headings import Heading, Headings
from kla_score.sheet.recap_rows import Place, RecapRow, RowReader
from kla_score.sheet.recap_sums import RecapSums
from kla_score.sheet.recap_titles import RecapTitles
from kla_score.sheet.table import Table
from kla_score.xlsx.rows import Row

_DIGIT: Final = re.compile("[0-9]")
_DASHES: Final = frozenset("-–—")
"""How people write that a row has no points."""
_TITLES_OF_POINTS: Final = frozenset(map(normalize_text, COLUMN_NAMES[Column.POINTS]))
_FEWEST_COLUMN_NUMBERS: Final = 3
_COLUMN_NUMBERS: Final = frozenset(map(str, range(1, 20)))


class Recap(NamedTuple):
    """
    The contents of a recap: *rows* with the codes of questions, and without a code for anything else with points.

    *printed* are the printed sums and maxima. *unclear* are the codes of the questions that the refused rows can have.
    """

    rows: Sequence[RawRow]
    printed: Sequence[PrintedPoints]
    issues: Sequence[Issue]
    unclear: frozenset[str]


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
        self.reader = RowReader(table, matcher, self.titles)
        self.headings = Headings(matcher, self.titles, self.sums)
        self.rows: list[RawRow] = []
        """Rows with a question."""
        self.found: set[str] = set()
        """The codes of those questions."""
        self.remarks: dict[str, RawRow] = {}
        """The rows that have only the number of a question, by its code. They may be titles with this number."""
        self.others: list[RecapRow] = []
        self.below: list[RecapRow] = []
        """Rows without a question, and those since the last row with one."""
        self.issues: list[Issue] = []
        self.unclear: list[Issue] = []
        """Issues with rows that may be titles. They matter only if a question follows."""
        self.renumbered: list[Affected] = []
        self.refused: list[Affected] = []
        self.unclear_questions: set[str] = set()
        self.last: tuple[int, RawRow, Question] | None = None
        """The last row if it is that of a question: its number, its content and its question."""
        self.place = Place()
        self.following: Row | None = None
        """The row below the present one."""

    def take_all(self) -> Self:
        """Process all rows of the table."""
        for row, following in zip_longest(self.table.rows, self.table.rows[1:]):
            if not self._has_column_numbers(row):
                self.following = following
                self._take(self.reader.read(row, self.place))
        return self

    def _take(self, each: RecapRow) -> None:
        """Process one row: the title of a cluster or of an indicator, a sum, a question, or something else."""
        last, self.last = self.last, None
        if last and last[0] + 1 == each.row.number and each.is_only_evidence:
            row = with_evidence_below(last[1], each.raw)
            self.rows[-1] = assign_evidence(row, last[2])
            self.last = each.row.number, row, last[2]
            return
        if heading := self.headings.find(each, self.place):
            self._take_heading(each, heading)
        elif each.is_numbered:
            self._take_question(each)
        elif each.has_values and (question := self.matcher.find_by_text(each.clues)):
            self._accept(each, question)
        elif heading := self.headings.find_by_number(each, self.place):
            self._take_heading(each, heading)
        else:
            self._take_other(each)

    def _take_heading(self, each: RecapRow, heading: Heading) -> None:
        """Process a title or a line of sums. A row that can also be a question is refused."""
        if heading.is_unclear:
            self.place.note_number(each.number)
            self._refuse(each)
            self.place.is_unsure = True
        elif heading.line:
            self.sums.take(heading.line, self.place.indicator, *self._printed(each))
        elif heading.indicator:
            self._begin(each, heading.indicator)
        else:
            self._begin_cluster(each, heading.cluster)

    def _has_column_numbers(self, row: Row) -> bool:
        """Return whether *row* has the numbers of the columns, as printed below some headers: 1, 2, 3."""
        if self.table.cell(row, Column.QUESTION).text.strip("() ") not in _COLUMN_NUMBERS:
            return False
        texts = [cell.text.strip("() ") for _, cell in sorted(row.cells.items())]
        return len(texts) >= _FEWEST_COLUMN_NUMBERS and texts == [str(number + 1) for number in range(len(texts))]

    def _begin(self, each: RecapRow, indicator: Indicator) -> None:
        self.place.enter(indicator)
        self.place.stem = ""
        self.sums.keep(Scope.INDICATOR, indicator.code, *self._printed(each))

    def _begin_cluster(self, each: RecapRow, cluster: str) -> None:
        """Note the title of *cluster*. Rows below it belong to no indicator of another one."""
        self.place.cluster = cluster
        if self.place.indicator and self.titles.cluster_of(self.place.indicator).id != cluster:
            self.place.enter(None)
        self.sums.keep(Scope.CLUSTER, cluster, *self._printed(each))

    def _printed(self, each: RecapRow) -> tuple[Cell, Cell]:
        return each.raw.points, self.table.cell(each.row, Column.MAXIMUM)

    def _take_question(self, each: RecapRow) -> None:
        self.place.note_number(each.clues.number.text)
        if self._is_above_letters(each):
            return
        match = self.matcher.find(each.clues)
        if match.question is None:
            self._refuse(each)
            return
        if each.is_remark and match.question.code in self.found:
            return  # such as the first line of a legend
        if match.is_renumbered:
            number = self.table.cell(each.row, Column.PRINTED)
            self.renumbered.append(self._affected(each, number, match.question.code))
        self._accept(each, match.question)

    def _is_above_letters(self, each: RecapRow) -> bool:
        """Return whether a row has the number 2 above 2a and 2b, with or without their sum, and is no question."""
        group = self.matcher.group(each.clues)
        if len(group) <= 1 or self.matcher.find_by_text(each.clues):
            return False
        is_sum = each.clues.maximum == sum(question.maximum for question in group)
        return not each.has_values or (is_sum and self.reader.is_lettered(self.following))

    def _accept(self, each: RecapRow, question: Question) -> None:
        self._continue()
        self.found.add(question.code)
        code = self.table.cell(each.row, Column.PRINTED)._replace(kind=CellKind.TEXT, text=question.code, number=None)
        raw = each.raw._replace(code=code)
        if raw.points.text.strip() in _DASHES:
            raw = raw._replace(points=BLANK._replace(location=raw.points.location))
        if each.has_values and (title := self.remarks.pop(question.code, None)):
            self.rows = [row for row in self.rows if row is not title]
        self.last = each.row.number, raw, question
        self.rows.append(assign_evidence(raw, question))
        if each.is_remark:
            self.remarks[question.code] = self.rows[-1]
        self.sums.keep(Scope.QUESTION, question.code, BLANK, self._printed(each)[1])

    def _refuse(self, each: RecapRow) -> None:
        """Refuse a row whose question is unclear. A row without values is a remark."""
        if each.has_values:
            self._continue()
            self._note_refused(each)

    def _note_refused(self, each: RecapRow) -> None:
        cells = [self.table.cell(each.row, column) for column in (Column.QUESTION, Column.PRINTED)]
        shown = next((cell for cell in cells if not cell.is_blank), each.raw.points)
        self.refused.append(self._affected(each, shown))
        self.unclear_questions.update(self.titles.questions_in(each.clues.indicator, each.clues.cluster))

    def _continue(self) -> None:
        """Note that the table goes on: rows since the last question are part of it."""
        self.sums.go_on()
        self.issues += self.unclear
        self.others += self.below
        self.unclear, self.below = [], []

    def _take_other(self, each: RecapRow) -> None:
        """Process a row without a number that is not a title. Points beside it are kept; words may be a title."""
        raw, number = each.raw, self.table.cell(each.row, Column.PRINTED)
        if _is_number(raw.points) and (number.kind is CellKind.DATE or _DIGIT.search(normalize_text(number.text))):
            self._refuse(each)
            return
        self.below.append(each)
        is_part = any(self.matcher.covering(title, each.clues.questions) for title in each.titles)
        if self.place.indicator and any(each.titles) and not _is_number(raw.points) and not is_part:
            self.place.is_unsure = True
            location, name = self.table.cell(each.row, Column.QUESTION).location, self.place.indicator.code
            self.unclear.append(Issue("recap-row-unclear", location, "", each.titles[0], {"indicator": name}))

    def _affected(self, each: RecapRow, shown: Cell, code: str = "") -> Affected:
        """Return a row as part of an issue, with *shown* as the cell that is the reason."""
        points = each.raw.points
        return Affected(code, shown.location, shown.text, points.number or read_number(points.text).value or NO_POINTS)

    def finish(self, *, is_whole: bool) -> Recap:
        """Return the contents. What is below the table, such as a date and a signature, does not belong to it."""
        self.sums.finish(is_whole=is_whole)
        for each in [*filter(_has_entry, self.others), *filter(_is_entry, self.below)]:
            self._note_refused(each)
        location = Location("", self.table.title)
        issues = [Issue("recap-read", location, parameters={"count": len(self.rows)}), *self.issues]
        for code, affected in (("recap-numbers-differ", self.renumbered), ("recap-rows-refused", self.refused)):
            if affected:
                most_first = tuple(sorted(affected, key=lambda each: -each.points))
                issues.append(Issue(code, affected[0].location, "", "", {"count": len(affected)}, most_first))
        return Recap(self.rows, self.sums.printed, issues, frozenset(self.unclear_questions - self.found))


def _has_entry(each: RecapRow) -> bool:
    """Return whether a row above the last question has values. The header of another list has none."""
    return each.has_values and normalize_text(each.raw.points.text) not in _TITLES_OF_POINTS


def _is_entry(each: RecapRow) -> bool:
    """Return whether a row below the last question has points or names a document."""
    return _is_number(each.raw.points) or any(
        reference.status is Status.REFERENCED
        for cell in each.raw.evidence.values()
        for reference in read_references(cell.text)
    )


def _is_number(cell: Cell) -> bool:
    """Return whether *cell* has or should have a number: 5, "5,5", or a formula without its result."""
    if cell.kind in {CellKind.NUMBER, CellKind.FORMULA, CellKind.ERROR}:
        return True
    return cell.kind is CellKind.TEXT and read_number(cell.text) != NumberText()
