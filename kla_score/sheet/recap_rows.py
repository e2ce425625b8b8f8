"""Read what a row of a recap shows: its number and text, and the titles above and beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from kla_score.assessment import RawRow
from kla_score.cells import Cell, CellKind, normalize_text, read_maximum
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
_TITLE_COLUMNS: Final = (
    Column.CLUSTER,
    Column.INDICATOR_NUMBER,
    Column.INDICATOR,
    Column.PRINTED,
    Column.QUESTION,
)
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

    def is_followed_by(self, number: str) -> bool:
        """Return whether *number* is the one behind the last number of a question."""
        stem = _STEM.match(number_key(number))
        return stem is not None and int(stem[0]) == int(self.stem or 0) + 1

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
    def number(self) -> str:
        """The number beside the text, or in front of a title; any word if there is none."""
        return self.clues.number.text or self.titles[0].partition(" ")[0]

    @property
    def is_only_evidence(self) -> bool:
        """Whether it has evidence alone, as below a question that is merged over several rows."""
        is_blank = self.clues.number.is_blank and not self.clues.text and self.clues.maximum is None
        return is_blank and self.raw.points.is_blank and self.has_values and not any(self.titles)

    @property
    def has_values(self) -> bool:
        """Whether it has points or evidence, as a question or a sum has. A title or a remark seldom has them."""
        return not (self.raw.points.is_blank and all(cell.is_blank for cell in self.raw.evidence.values()))

    @property
    def is_remark(self) -> bool:
        """Whether it has neither values nor a maximum, as a title or the line of a legend."""
        return not self.has_values and self.clues.maximum is None


class RowReader(NamedTuple):
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
        maximum = read_maximum(cell(row, Column.MAXIMUM))
        clues = RowClues(number, text, maximum, place.indicator, place.cluster, place.is_unsure)
        read = RecapRow(row, self.table.raw_row(row), clues, is_numbered=False, titles=())
        if number.is_blank:
            clues = self._with_label(clues, place, has_values=read.has_values)
        elif _LETTER.fullmatch(_short(number)):
            clues = self._with_number(clues, number.text, place)
        is_numbered = _NUMBER.fullmatch(_short(clues.number)) is not None
        columns = (Column.QUESTION,) if is_numbered or (read.has_values and text) else _TITLE_COLUMNS
        titles = [_short(each) for each in (cell(row, column) for column in columns) if each.kind is CellKind.TEXT]
        return read._replace(clues=clues, is_numbered=is_numbered, titles=sorted(titles, key=len, reverse=True))

    def _read_beside(self, row: Row, place: Place) -> None:
        columns = (Column.CLUSTER, Column.INDICATOR, Column.INDICATOR_NUMBER)
        cluster, title, number = (_short(self.table.cell(row, column)) for column in columns)
        place.cluster = self.titles.cluster_named(cluster) or self.titles.cluster_numbered(cluster) or place.cluster
        if title:
            named = self.titles.indicator_named([title])
            titles = [title, f"{title}.", f"{number}. {title}"]
            place.enter(named or self.titles.indicator_numbered(titles, place.cluster, place.indicator))

    def is_lettered(self, row: Row | None) -> bool:
        """Return whether *row* has a letter as its number, or a number and a letter."""
        if row is None:
            return False
        number, text = self.table.cell(row, Column.PRINTED), self.table.cell(row, Column.QUESTION).text
        label = _LABEL.fullmatch(text.strip()) if number.is_blank else None
        return number_key(label[1] if label else number.text)[-1:].isalpha()

    def _with_label(self, clues: RowClues, place: Place, *, has_values: bool) -> RowClues:
        """Return *clues* with the number from the front of the text, if it is that of a question and not of a title."""
        label = _LABEL.fullmatch(clues.text.strip())
        if not label:
            return clues
        labelled = self._numbered(clues._replace(text=label[2]), label[1], place)
        titled = self.titles.with_code(label[1])
        if titled is None:
            # Without values, a capital letter can be the number of a cluster.
            is_question = self.matcher.numbered(labelled) is not None and (has_values or label[1].islower())
        else:
            is_question = not self._is_titled(titled, labelled, place, has_values=has_values)
        return labelled if is_question else clues

    def _is_titled(self, titled: Indicator, labelled: RowClues, place: Place, *, has_values: bool) -> bool:
        """Return whether a row with the number of *titled* in front of its text is the title of this indicator."""
        if labelled.maximum is not None:
            return not self.titles.contradicts(labelled.maximum, titled, place.indicator)
        question = self.matcher.numbered(labelled)
        if question is None:
            return not has_values or self.titles.resembles(labelled.text, titled)
        fits, resembles = self.matcher.fits(labelled), self.titles.resembles(labelled.text, titled)
        if fits is not resembles:
            return resembles
        return not place.is_followed_by(labelled.number.text)

    def _with_number(self, clues: RowClues, shown: str, place: Place) -> RowClues:
        """Return *clues* with the number *shown*, if the form has it."""
        numbered = self._numbered(clues, shown, place)
        return numbered if self.matcher.numbered(numbered) else clues

    def _numbered(self, clues: RowClues, shown: str, place: Place) -> RowClues:
        """Return *clues* with the number *shown*. A letter alone belongs to the last number."""
        key = number_key(place.stem + shown if _LETTER.fullmatch(normalize_text(shown)) else shown)
        return clues._replace(number=clues.number._replace(kind=CellKind.TEXT, text=key))


def _short(cell: Cell) -> str:
    return normalize_text(cell.text[:_LONGEST])
