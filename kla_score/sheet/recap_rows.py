"""Read what a row of a recap shows: its number and text, and the titles above and beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from kla_score.assessment import RawRow
from kla_score.cells import Cell, CellKind, normalize_text
from kla_score.instrument import Indicator
from kla_score.sheet.layout import Column
from kla_score.sheet.question_matching import QuestionMatcher, RowClues, number_key
from kla_score.sheet.recap_titles import RecapTitles
from kla_score.sheet.table import Table
from kla_score.xlsx.rows import Row

_NUMBER: Final = re.compile(r"(?:no\W{0,2})?\W?[0-9a-z.]{0,6}[0-9]\W{0,3}[a-z]{0,3}\W{0,2}")
"""The number beside a question: 5, 2za, 7 a, 3), 2. a, 21A.4b. A longer text is a title."""
_LETTER: Final = re.compile(r"\W?[a-z]{1,2}\W?")
"""A letter alone, as in "a)" below a row with the number 2: 2a."""
_LABEL: Final = re.compile(r"\W?([0-9]{1,2}\s?[a-z]{0,2}|[a-z]{1,2})[.)]+\s*(\S.*)", re.DOTALL | re.IGNORECASE)
"""A text with its number in front."""
_STEM: Final = re.compile("[0-9]+(?=[a-z]*$)")
_TITLE_COLUMNS: Final = (Column.CLUSTER, Column.INDICATOR, Column.PRINTED, Column.QUESTION)
_LONGEST: Final = 300


@dataclass(slots=True)
class Place:
    """
    The place in the form that the titles so far show: a cluster by its id, and an indicator.

    It *is_unsure* if a title since that of the indicator is unclear. *stem* is the last number without its letter.
    """

    cluster: str = ""
    indicator: Indicator | None = None
    is_unsure: bool = False
    stem: str = ""

    def enter(self, indicator: Indicator | None) -> None:
        """Note the title of *indicator*; None if it is unknown."""
        if indicator is not self.indicator:
            self.stem = ""
        self.indicator, self.is_unsure = indicator, False

    def note_number(self, number: str) -> None:
        """Note the *number* of a question. Letters alone in the rows below belong to it."""
        if stem := _STEM.match(number_key(number)):
            self.stem = stem[0]


class RecapRow(NamedTuple):
    """What a row shows: *clues* to its question, and the normalized *titles* that it may have, the longest first."""

    row: Row
    raw: RawRow
    clues: RowClues
    is_numbered: bool
    titles: Sequence[str]

    @property
    def has_values(self) -> bool:
        """Whether it has points or evidence, as a question or a sum has. A title or a remark seldom has them."""
        return not (self.raw.points.is_blank and all(cell.is_blank for cell in self.raw.evidence.values()))


@dataclass(slots=True, frozen=True)
class RowReader:
    """Reads the rows of *table* in their order."""

    table: Table
    matcher: QuestionMatcher
    titles: RecapTitles

    def read(self, row: Row, place: Place) -> RecapRow:
        """Return what *row* shows. The titles of the cluster and of the indicator beside it change *place*."""
        cell = self.table.cell
        number, text = cell(row, Column.PRINTED), cell(row, Column.QUESTION).text
        if text or not number.is_blank:
            self._read_beside(row, place)
        maximum = cell(row, Column.MAXIMUM).number
        clues = RowClues(number, text, maximum, place.indicator, place.cluster, place.is_unsure)
        read = RecapRow(row, self.table.raw_row(row), clues, is_numbered=False, titles=())
        if number.is_blank and read.has_values:
            clues = self._with_label(clues, place)
        elif _LETTER.fullmatch(_short(number)):
            clues = self._with_number(clues, number.text, place)
        is_numbered = _NUMBER.fullmatch(_short(clues.number)) is not None
        columns = (Column.QUESTION,) if is_numbered or (read.has_values and text) else _TITLE_COLUMNS
        titles = [_short(each) for each in (cell(row, column) for column in columns) if each.kind is CellKind.TEXT]
        return read._replace(clues=clues, is_numbered=is_numbered, titles=sorted(titles, key=len, reverse=True))

    def _read_beside(self, row: Row, place: Place) -> None:
        cluster, title = (_short(self.table.cell(row, column)) for column in (Column.CLUSTER, Column.INDICATOR))
        place.cluster = self.titles.cluster_named(cluster) or self.titles.cluster_numbered(cluster) or place.cluster
        if title:
            named = self.titles.indicator_named([title])
            place.enter(named or self.titles.indicator_numbered([title, f"{title}."], place.cluster, place.indicator))

    def _with_label(self, clues: RowClues, place: Place) -> RowClues:
        """Return *clues* with the number from the front of the text, if it is that of a question and not of a title."""
        label = _LABEL.fullmatch(clues.text.strip())
        if not label:
            return clues
        labelled = self._with_number(clues._replace(text=label[2]), label[1], place)
        titled = self.titles.with_code(label[1])
        is_title = titled and (clues.maximum == titled.maximum if clues.maximum else not self.matcher.fits(labelled))
        return clues if is_title or not self.matcher.numbered(labelled) else labelled

    def _with_number(self, clues: RowClues, shown: str, place: Place) -> RowClues:
        """Return *clues* with the number *shown*. A letter alone belongs to the last number, if the form has both."""
        key = number_key(place.stem + shown if _LETTER.fullmatch(normalize_text(shown)) else shown)
        whole = clues._replace(number=clues.number._replace(kind=CellKind.TEXT, text=key))
        return whole if self.matcher.numbered(whole) else clues


def _short(cell: Cell) -> str:
    return normalize_text(cell.text[:_LONGEST])
