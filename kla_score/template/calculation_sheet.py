"""
The hidden worksheet for the live totals: a row for each question, found by its code in the sheet of its cluster.

Sorting and inserting rows does not disturb it. Sums are rounded to the decimals of points, because a spreadsheet adds
binary numbers. The rules are the rules of `kla_score.scoring`, except for what a formula cannot detect. Dates and
percentages count as numbers. A number typed as text does not count (its cell turns red), and neither does an answer
beside a changed code.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import count, islice
from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from kla_score.cells import format_decimal
from kla_score.i18n import Messages
from kla_score.instrument import Cluster, Indicator, Instrument
from kla_score.instrument.evidence import EvidenceItem, EvidenceKind
from kla_score.instrument.questions import POINT_DECIMALS, Question
from kla_score.sheet.layout import WORKINGS_SHEET, Column, written_columns
from kla_score.template.answer_formulas import OptionLists, as_number, exact
from kla_score.template.evidence_formulas import WORD_LISTS, bare, count_references, entries_in, is_filled
from kla_score.xlsx.style import Openpyxl, put_text

_LAST_ROW: Final = 20_000
"""The last row in which answers are read."""
_FIRST: Final = 2
"""The first row of the calculation."""
_CODE, _ROW, _ANSWERED, _ANSWER, _CLAIMED, _SUPPORTED, _FILLED, _IS_MET = "ABCDEFGH"
"""Columns of a question: its code, its row in the sheet, and its values."""
_FREE_FROM: Final = 9
CODES: Final = "kla_codes"
"""The name of the codes of all questions, in the order of the rows here."""
IS_MET: Final = "kla_is_met"
"""The name of the column with 1 for each question whose evidence is complete, else 0."""


def references_name(instrument: Instrument, kind: str) -> str:
    """Return the name of the column with the number of present documents of *kind*."""
    return f"kla_references_{list(instrument.evidence_kind_by_id).index(kind) + 1}"


class CalculationSheet:
    """
    The worksheet, written on creation. Its properties and methods return expressions for formulas of other sheets.

    After the columns of a question come three for each evidence kind: its entries, the entries without punctuation, and
    their number. Then come the word lists for entries, then indicators, then predicates.
    """

    def __init__(self, book: Openpyxl, instrument: Instrument, messages: Messages, lists: OptionLists) -> None:
        self._sheet = book.create_sheet(WORKINGS_SHEET)
        self._sheet.sheet_state = "hidden"
        self._lists = lists
        self._instrument = instrument
        self._messages = messages
        letters = map(get_column_letter, count(_FREE_FROM))
        self._evidence = {kind.id: tuple(islice(letters, 3)) for kind in instrument.evidence_kinds}
        columns = written_columns(instrument)
        self._letters = {column: get_column_letter(position) for position, column in enumerate(columns, start=1)}
        self._lists_of_words = dict(zip(WORD_LISTS, letters, strict=False))
        self._indicator, self._capped, self._met, self._limit, self._name = islice(letters, 5)
        self._rows: dict[str, range] = {}
        self._indicator_rows: dict[str, range] = {}
        self._row_of_indicator: dict[str, int] = {}
        self._write_words()
        self._write_clusters()
        self._define_names(book)
        self._write_predicates()

    @property
    def recorded(self) -> str:
        """The number of questions with any filled evidence cell."""
        return f"SUM({self._reference(_FILLED, range(_FIRST, _FIRST + len(self._instrument.questions)))})"

    def answered(self, cluster: Cluster) -> str:
        """Return the number of valid answers."""
        return f"SUM({self._reference(_ANSWERED, self._rows[cluster.id])})"

    def claimed(self, cluster: Cluster) -> str:
        """Return the claimed points."""
        return _rounded(f"SUM({self._reference(self._capped, self._indicator_rows[cluster.id])})")

    def supported(self, cluster: Cluster) -> str:
        """Return the supported points; 0 if no evidence is recorded."""
        return _rounded(f"SUM({self._reference(self._met, self._indicator_rows[cluster.id])})")

    def claimed_in(self, indicator: Indicator) -> str:
        """Return the claimed points of *indicator*."""
        return f"{_quoted_title(WORKINGS_SHEET)}${self._capped}${self._row_of_indicator[indicator.code]}"

    @property
    def limits(self) -> str:
        """The thresholds of the predicates in ascending order, starting with 0 for no predicate."""
        return self._reference(self._limit, self._predicate_rows)

    @property
    def names(self) -> str:
        """The names beside `limits`."""
        return self._reference(self._name, self._predicate_rows)

    @property
    def _predicate_rows(self) -> range:
        return range(_FIRST, _FIRST + 1 + len(self._instrument.predicates))

    def _reference(self, letter: str, rows: range) -> str:
        return f"{_quoted_title(WORKINGS_SHEET)}${letter}${rows[0]}:${letter}${rows[-1]}"

    def _put(self, column: str, row: int, text: str) -> None:
        put_text(self._sheet[f"{column}{row}"], text).number_format = "@"

    def _set(self, column: str, row: int, formula: str) -> None:
        self._sheet[f"{column}{row}"] = f"={formula}"

    def _write_words(self) -> None:
        for name, letter in self._lists_of_words.items():
            for row, word in enumerate(WORD_LISTS[name], start=_FIRST):
                self._put(letter, row, word)

    def _words_for(self, kind: EvidenceKind) -> Mapping[str, tuple[str, int]]:
        """
        Return the ranges of the lists of words, each with its length.

        Where *kind* asks for a figure, the last entry that means "not there", 0, is left out.
        """
        lengths = {name: len(words) for name, words in WORD_LISTS.items()}
        lengths["entries"] -= kind.accepts_number
        return {
            name: (f"${letter}${_FIRST}:${letter}${_FIRST + lengths[name] - 1}", lengths[name])
            for name, letter in self._lists_of_words.items()
        }

    def _define_names(self, book: Openpyxl) -> None:
        """Name the columns that the colours of the question sheets look at; no other reference may leave a sheet."""
        rows = range(_FIRST, _FIRST + len(self._instrument.questions))
        columns = {CODES: _CODE, IS_MET: _IS_MET} | {
            references_name(self._instrument, kind): letters[-1] for kind, letters in self._evidence.items()
        }
        for name, letter in columns.items():
            book.defined_names[name] = DefinedName(name, attr_text=self._reference(letter, rows), hidden=True)

    def _write_clusters(self) -> None:
        row = indicator_row = _FIRST
        for cluster in self._instrument.clusters:
            first, first_indicator = row, indicator_row
            for indicator in cluster.indicators:
                self._write_indicator(indicator_row, indicator, range(row, row + len(indicator.questions)))
                self._row_of_indicator[indicator.code] = indicator_row
                indicator_row += 1
                for question in indicator.questions:
                    self._write_question(row, cluster, question)
                    row += 1
            self._rows[cluster.id] = range(first, row)
            self._indicator_rows[cluster.id] = range(first_indicator, indicator_row)

    def _write_indicator(self, row: int, indicator: Indicator, rows: range) -> None:
        # Rows are summed without codes, because a spreadsheet treats the codes 1.1 and 1.10 as the same number.
        self._put(self._indicator, row, indicator.code)
        for target, source in ((self._capped, _CLAIMED), (self._met, _SUPPORTED)):
            total = f"SUM({source}{rows[0]}:{source}{rows[-1]})"
            self._set(
                target,
                row,
                _rounded(f"MIN({format_decimal(indicator.cap.points)},{total})" if indicator.cap else total),
            )

    def _write_question(self, row: int, cluster: Cluster, question: Question) -> None:
        sheet = _quoted_title(self._messages.pick(cluster.short))

        def cell(letter: str, last: str = "") -> str:
            column = f"{sheet}${letter}$1:${last or letter}${_LAST_ROW}"
            return f"INDEX({column},{_ROW}{row}{',0' if last else ''})"

        def if_there(formula: str, otherwise: str = "0") -> str:
            return f"IF({_ROW}{row}=0,{otherwise},{formula})"

        self._put(_CODE, row, question.code)
        codes = f"{sheet}${self._letters[Column.CODE]}$1:${self._letters[Column.CODE]}${_LAST_ROW}"
        self._set(_ROW, row, f"IFERROR(MATCH({_CODE}{row},{codes},0),0)")
        if kinds := self._instrument.evidence_kinds:
            filled = is_filled(cell(self._letters[kinds[0].id], self._letters[kinds[-1].id]))
            self._set(_FILLED, row, if_there(f"IF({filled},1,0)"))
        if not question.can_earn:
            return
        scale, answer = question.scale, cell(self._letters[Column.POINTS])
        self._set(_ANSWERED, row, if_there(f"IF({self._lists.is_answered(scale, answer)},1,0)"))
        self._set(_ANSWER, row, f"IF({_ANSWERED}{row}=1,{as_number(scale, answer)},0)")
        self._set(_CLAIMED, row, f"IF({_ANSWERED}{row}=1,{self._lists.points(scale, f'{_ANSWER}{row}')},0)")
        for kind_id, needed in most_needed(question).items():
            kind = self._instrument.evidence_kind_by_id[kind_id]
            entries, bare_entries, references = (f"{letter}{row}" for letter in self._evidence[kind_id])
            found = entries_in(cell(self._letters[kind_id]), kind, needed)
            self._sheet[entries] = "=" + if_there(found, otherwise='""')
            self._sheet[bare_entries] = f"={bare(entries)}"
            self._sheet[references] = f"={count_references(entries, bare_entries, self._words_for(kind), needed)}"
        self._set(_IS_MET, row, f"IF({self._is_met(row, question)},1,0)")
        self._set(_SUPPORTED, row, f"{_IS_MET}{row}*{_CLAIMED}{row}")

    def _is_met(self, row: int, question: Question) -> str:
        alternatives = []
        for items in question.alternatives:
            counts = [f"{self._evidence[kind][-1]}{row}>={number}" for kind, number in _needed(items).items()]
            alternatives.append(f"AND({','.join(counts)})" if counts else "TRUE")
        return f"OR({','.join(alternatives)})"

    def _write_predicates(self) -> None:
        rows = iter(self._predicate_rows)
        first = next(rows)
        self._put(self._name, first, self._messages.gettext("no predicate"))
        self._sheet[f"{self._limit}{first}"] = 0
        for row, predicate in zip(rows, self._instrument.predicates, strict=True):
            self._sheet[f"{self._limit}{row}"] = exact(predicate.lower_limit)
            self._put(self._name, row, self._messages.pick(predicate.name))


def _rounded(expression: str) -> str:
    return f"ROUND({expression},{POINT_DECIMALS})"


def _quoted_title(title: str) -> str:
    return "'" + title.replace("'", "''") + "'!"


def _needed(items: Iterable[EvidenceItem]) -> Counter[str]:
    """Return the number of references that *items* need together, by kind."""
    needed: Counter[str] = Counter()
    for item in items:
        needed[item.kind] += item.count
    return needed


def most_needed(question: Question) -> Counter[str]:
    """Return the highest number of references of each kind that matters for *question*."""
    most: Counter[str] = Counter()
    for items in question.alternatives:
        most |= _needed(items)
    return most
