"""
Read a region's own recap: one table with the printed numbers of the form, which restart in each indicator.

Rows are found by the indicator above them and their printed number. Titles of clusters and indicators, and lines of
sums, are recognised by their words. The numbers beside them are kept for comparison with the sums of the questions.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

from kla_score.assessment import PrintedPoints, RawRow, Scope
from kla_score.cells import Cell, CellKind, normalize_text
from kla_score.instrument import Indicator, Instrument
from kla_score.instrument.questions import Question
from kla_score.issues import Issue, Location
from kla_score.sheet.layout import Column
from kla_score.sheet.table import Table
from kla_score.xlsx.rows import Row

_NUMBERING: Final = re.compile(r"^(?:indikator|indicator)?\s*[0-9]+\s?[a-z]?\s*[.):-]*\s+")
_NUMBERED: Final = re.compile(
    r"^(?:(?:indikator|indicator)\s*(?P<named>[0-9]+\s?[a-z]?)\b|(?P<bare>[0-9]+\s?[a-z]?)\s*[.):-])"
)
_NUMBER: Final = re.compile(r"[0-9a-z.]{0,6}[0-9]\s?[a-z]{0,3}\s?[.)]?")
"""The number beside a question: 5, 2za, 7 a, 3), 21A.4b. A longer text is a title."""
_SUM: Final = re.compile(
    r"^(?:sub\s?-?\s?total|jumlah|grand total|total)\b[\s:]*(?:nilai|skor|points)?[\s:]*(?P<what>.*)$"
)
_WHOLE: Final = frozenset({"keseluruhan", "seluruhnya", "semua", "akhir", "kla", "umum"})
_LONGEST: Final = 300


class Recap(NamedTuple):
    """
    The contents of a recap: *rows* with the codes of questions, and without a code for anything else with points.

    *printed* are the printed sums and maxima.
    """

    rows: Sequence[RawRow]
    printed: Sequence[PrintedPoints]
    issues: Sequence[Issue]


def read_recap(table: Table, instrument: Instrument) -> Recap:
    """Return the contents of *table*, a recap of *instrument*."""
    reader = _Reader(table, instrument)
    for row in table.rows:
        reader.take(row)
    read = Issue("recap-read", Location("", table.title), parameters={"count": reader.count})
    return Recap(reader.rows, reader.printed, [read, *reader.issues])


class _Reader:
    def __init__(self, table: Table, instrument: Instrument) -> None:
        self.table = table
        self.instrument = instrument
        self.rows: list[RawRow] = []
        self.printed: list[PrintedPoints] = []
        self.issues: list[Issue] = []
        self.count = 0
        self.indicator: Indicator | None = None
        self.by_name = {
            normalize_text(name): each for each in instrument.indicators for name in (each.name.id, each.name.en)
        }
        self.by_code = {_key(each.code): each for each in instrument.indicators}
        self.clusters = dict(self._cluster_names())
        self.questions = {_key(code): question for code, question in instrument.questions.items()}
        self.by_printed = {
            each.code: {_key(question.printed): question for question in each.questions}
            for each in instrument.indicators
        }

    def _cluster_names(self) -> Iterator[tuple[str, str]]:
        for cluster in self.instrument.clusters:
            short = (cluster.short.id, cluster.short.en)
            for name in (*short, cluster.name.id, cluster.name.en, cluster.name.id.partition(":")[2], cluster.id):
                if name.strip():
                    yield normalize_text(name), cluster.id

    def take(self, row: Row) -> None:
        """Process one row: a question, the title of a cluster or of an indicator, a sum, or something else."""
        number = self.table.cell(row, Column.PRINTED)
        is_numbered = bool(_NUMBER.fullmatch(normalize_text(number.text[:_LONGEST])))
        titles = [normalize_text(cell.text[:_LONGEST]) for cell in self._title_cells(row, is_numbered=is_numbered)]
        if named := self._indicator_titled(titles):
            self._begin(row, named)
        elif is_numbered:
            self._take_question(row, number)
        elif (of_what := _sum_of(titles)) is not None:
            self._keep(row, *self._summed(of_what, row))
        elif cluster := _first(self._cluster_titled, titles):
            self._keep(row, Scope.CLUSTER, cluster)
        elif numbered := self._indicator_numbered(titles):
            self._begin(row, numbered)
        elif cluster := _first(self._cluster_numbered, titles):
            self._keep(row, Scope.CLUSTER, cluster)
        else:
            self._take_other(row, titles)

    def _begin(self, row: Row, indicator: Indicator) -> None:
        self.indicator = indicator
        self._keep(row, Scope.INDICATOR, indicator.code)

    def _title_cells(self, row: Row, *, is_numbered: bool) -> Iterator[Cell]:
        """Yield the texts that can be a title. Beside a number, only the title of the question can be one."""
        others = {Column.POINTS, Column.MAXIMUM, Column.AGENCY, Column.NOTE}
        for column in (Column.QUESTION,) if is_numbered else self.table.columns:
            cell = self.table.cell(row, column)
            if column not in others and cell.kind is CellKind.TEXT:
                yield cell

    def _indicator_titled(self, titles: Sequence[str]) -> Indicator | None:
        for title in titles:
            if found := self.by_name.get(title) or self.by_name.get(_NUMBERING.sub("", title)):
                return found
        return None

    def _indicator_numbered(self, titles: Sequence[str]) -> Indicator | None:
        matches = [match for title in titles if (match := _NUMBERED.match(title))]
        return _first(lambda match: self.by_code.get(_key(match["named"] or match["bare"])), matches)

    def _cluster_titled(self, title: str) -> str:
        return self.clusters.get(title) or self.clusters.get(_NUMBERING.sub("", title), "")

    def _cluster_numbered(self, title: str) -> str:
        """Return the cluster whose number is in front of a region's own title."""
        return self.clusters.get(re.split(r"[:.(–-]", title, maxsplit=1)[0].strip(), "")

    def _summed(self, of_what: str, row: Row) -> tuple[Scope, str]:
        """Return what a line of sums adds up: by its words, or by the maximum beside it, or else everything."""
        if of_what in _WHOLE:
            return Scope.TOTAL, ""
        if cluster := self._cluster_titled(of_what) or self._cluster_numbered(of_what):
            return Scope.CLUSTER, cluster
        if indicator := self._indicator_titled([of_what]) or self._indicator_numbered([of_what]):
            return Scope.INDICATOR, indicator.code
        maximum = self.table.cell(row, Column.MAXIMUM).number
        if self.indicator and maximum == self.indicator.maximum:
            return Scope.INDICATOR, self.indicator.code
        for each in self.instrument.clusters:
            if self.indicator in each.indicators and maximum == each.maximum:
                return Scope.CLUSTER, each.id
        if self.indicator and of_what.startswith(("indikator", "indicator")):
            return Scope.INDICATOR, self.indicator.code
        return Scope.TOTAL, ""

    def _keep(self, row: Row, scope: Scope, name: str) -> None:
        points, maximum = self.table.cell(row, Column.POINTS), self.table.cell(row, Column.MAXIMUM)
        if not (points.is_blank and maximum.is_blank):
            self.printed.append(PrintedPoints(scope, name, points, maximum))

    def _take_question(self, row: Row, number: Cell) -> None:
        question = self._question(row, number)
        code = number
        if question:
            self.count += 1
            code = number._replace(kind=CellKind.TEXT, text=question.code, number=None)
            maximum = self.table.cell(row, Column.MAXIMUM)
            self.printed.append(PrintedPoints(Scope.QUESTION, question.code, maximum=maximum))
        self.rows.append(self.table.raw_row(row)._replace(code=code))

    def _take_other(self, row: Row, titles: Sequence[str]) -> None:
        """Process a row without a number that is not a title. Points beside it are kept; words may be a title."""
        raw = self.table.raw_row(row)
        self.rows.append(raw._replace(code=self.table.cell(row, Column.PRINTED)))
        if raw.points.is_blank and self.indicator and any(titles):
            location, name = self.table.cell(row, Column.QUESTION).location, self.indicator.code
            self.issues.append(Issue("recap-row-unclear", location, found=titles[0], parameters={"indicator": name}))

    def _question(self, row: Row, number: Cell) -> Question | None:
        """Return the question with the printed *number* in the indicator of *row*, or with that number as its code."""
        beside = self.table.cell(row, Column.INDICATOR)
        if not beside.is_blank:
            title = normalize_text(beside.text[:_LONGEST])
            self.indicator = (
                self._indicator_titled([title]) or self._indicator_numbered([title]) or self.by_code.get(_key(title))
            )
        key = _key(number.text)
        own = self.by_printed[self.indicator.code] if self.indicator else {}
        # The number 1.1 can also be 1.10.
        return own.get(key) or (self.questions.get(key) if number.kind is CellKind.TEXT else None)


_Thing = TypeVar("_Thing")
_Found = TypeVar("_Found")


def _first(find: Callable[[_Thing], _Found], things: Iterable[_Thing]) -> _Found | None:
    """Return the first result of *find* that is not None."""
    return next((found for thing in things if (found := find(thing))), None)


def _sum_of(titles: Sequence[str]) -> str | None:
    """Return the name of what a line of sums adds up; None if it is not a line of sums."""
    match = next((match for title in titles if (match := _SUM.match(title))), None)
    return match["what"].strip(" :.") if match else None


def _key(number: str) -> str:
    return normalize_text(number[:_LONGEST]).replace(" ", "").rstrip(".)")
