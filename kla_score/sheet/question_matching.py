"""
Find the question of a row in a recap by its printed number, its text and its maximum.

The number counts unless something contradicts it. Then a clear text decides, and without one the row has no question.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from string import ascii_lowercase
from typing import Final, NamedTuple

from kla_score.cells import Cell, CellKind, normalize_text
from kla_score.instrument import Indicator, Instrument
from kla_score.instrument.questions import Question
from kla_score.sheet.text_comparison import QuestionTexts, RowText

_LONGEST_NUMBER: Final = 300
_BETWEEN: Final = re.compile(r"^(?:no|nomor)\b|[^0-9a-z]+(?![0-9])|^[^0-9a-z]+|^0+(?=[0-9])")
"""What does not matter in a number: "No.", leading zeros, and signs that are not between a character and a digit."""
_FEWEST_WORDS: Final = 3
"""A shorter text must be the same as that of the question."""
_ALIKE: Final = 0.75
_NEARLY_ALIKE: Final = 0.5
_APART: Final = 0.2
"""A text is clear if it is `_ALIKE` to one question, and less so by `_APART` to each other one."""
_AHEAD: Final = 2.0
"""The weight of the words that tell one question from another. Almost every word weighs more, "anak" and "ada" less."""
_FITS: Final = 0.4
_FOREIGN: Final = 0.2
"""A text fits a question with this share of its words, by weight. With a smaller share than `_FOREIGN` it does not."""
_COVERED: Final = 0.8
"""A question has all of a text if it has this share of its words. The others may be misspelt."""


def number_key(number: str) -> str:
    """
    Normalize a printed number: letter case, blanks, leading zeros, signs around it or before a letter do not matter.

    >>> number_key(" 2 A. "), number_key("03)"), number_key("2. a"), number_key("No. 2 (a)"), number_key("1.2-a")
    ('2a', '3', '2a', '2a', '1.2a')
    """
    return _BETWEEN.sub("", _BETWEEN.sub("", normalize_text(number[:_LONGEST_NUMBER])))


class RowClues(NamedTuple):
    """
    What a row shows of its question. *indicator* and *cluster*, an id, are those of the titles above or beside it.

    The indicator *is_unsure* below a title that is unclear.
    """

    number: Cell
    text: str
    maximum: Decimal | None
    indicator: Indicator | None
    cluster: str = ""
    is_unsure: bool = False

    @property
    def questions(self) -> Sequence[Question]:
        """The questions of the indicator; none if it is unknown."""
        return self.indicator.questions if self.indicator else ()


class QuestionMatch(NamedTuple):
    """The question of a row, None if that is unclear, and whether its number is another one in the form."""

    question: Question | None
    is_renumbered: bool = False


class QuestionMatcher:
    """
    Finds the questions of the rows of one recap, in their order.

    Where the numbers of an indicator have left the form, no further number of this indicator counts without its text.
    The row that shows it can be the last one, so a recap is read twice: the second time with the indicators *doubted*,
    those that were `renumbered` the first time. If they are two or more, the recap has numbers of its own, and no
    number counts without its text.
    """

    def __init__(self, instrument: Instrument, doubted: AbstractSet[str] = frozenset()) -> None:
        self.renumbered: set[str] = set()
        """The codes of the indicators in which a text contradicts a number; empty for rows below no title."""
        self._doubted = doubted
        self._texts = QuestionTexts(instrument)
        self._by_code = {number_key(code): question for code, question in instrument.questions.items()}
        self._by_cluster = {"": self._texts.questions} | {
            cluster.id: [question for indicator in cluster.indicators for question in indicator.questions]
            for cluster in instrument.clusters
        }
        self._by_printed = {
            each.code: {number_key(question.printed): question for question in each.questions}
            for each in instrument.indicators
        }
        self._indicator: Indicator | None = None
        self._is_renumbered = False

    def find(self, clues: RowClues) -> QuestionMatch:
        """Return the question of the next row."""
        if clues.indicator is not self._indicator:
            self._indicator, self._is_renumbered = clues.indicator, False
        numbered = self.numbered(clues)
        text = self._texts.read(clues.text)
        question = self._by_text(text, clues, numbered)
        if question is None and numbered and self._is_credible(numbered, text, clues):
            question = numbered
        is_renumbered = question is not None and question is not numbered and not _has_number(question, clues.number)
        is_elsewhere = clues.indicator is not None and question not in clues.indicator.questions  # or is unclear
        if is_renumbered or is_elsewhere:
            self._is_renumbered = True
        if is_renumbered:
            self.renumbered.add(clues.indicator.code if clues.indicator else "")
        return QuestionMatch(question, is_renumbered)

    def find_by_text(self, clues: RowClues) -> Question | None:
        """Return the question of a row without a number, if its text is clear and its maximum does not contradict."""
        question = self._by_text(self._texts.read(clues.text), clues, None)
        return question if question and clues.maximum in {None, question.maximum} else None

    def numbered(self, clues: RowClues) -> Question | None:
        """Return the question with this printed number in the indicator, or with this number as its code."""
        key = number_key(clues.number.text)
        own = self._by_printed[clues.indicator.code] if clues.indicator else {}
        if key in own:
            return own[key]
        if clues.number.kind is CellKind.TEXT:
            found = self._by_code.get(key)
        else:
            # The number 4.2 is the code 4.2, but 1.1 can also be 1.10.
            same = [question for code, question in self._by_code.items() if "." in code and code.rstrip("0") == key]
            found = same[0] if len(same) == 1 else None
        # Below the title of a cluster, 1.1 can be the first question of its first indicator.
        return found if found in self._by_cluster[clues.cluster] else None

    def group(self, clues: RowClues) -> Sequence[Question]:
        """Return the questions of the indicator whose numbers are this one and a letter: 2a, 2b, … for 2."""
        own, key = self._by_printed[clues.indicator.code] if clues.indicator else {}, number_key(clues.number.text)
        return [question for printed, question in own.items() if printed.rstrip(ascii_lowercase) == key != printed]

    def covering(self, text: str, questions: Sequence[Question], *, in_part: bool = False) -> Sequence[Question]:
        """Return those of *questions* that have all words of *text*, or *in_part* some of them."""
        read, least = self._texts.read(text), _FITS if in_part else _COVERED
        return [each for each in questions if read.words and read.share(each) >= least]

    def fits(self, clues: RowClues) -> bool:
        """Return whether the text fits the question with this number better than its neighbours."""
        numbered, text = self.numbered(clues), self._texts.read(clues.text)
        return numbered is not None and text.share(numbered) >= _FITS and text.lead(numbered, clues.questions) <= 0

    def _by_text(self, text: RowText, clues: RowClues, numbered: Question | None) -> Question | None:
        """Return the question with the text of the row, or with a clearly similar one. *numbered* has its number."""
        if text.same:
            return _only(text.same, clues, numbered)
        if len(text.words) < _FEWEST_WORDS:
            return None
        nearby = clues.indicator.questions if clues.indicator else self._by_cluster[clues.cluster]
        # Below the title of an indicator, a row can have only the end of a long text ("… children in conflict"), which
        # is similar to questions of other indicators. The most similar question must be one of its own then.
        shared, likeness, _ = text.compared
        best = max(self._texts.questions, key=lambda each: likeness.get(each.code, 0))
        if best not in nearby:
            return None
        # The maximum of the row leaves fewer questions of the indicator, so the text may differ more.
        is_alone = clues.indicator is not None and clues.maximum == best.maximum
        others = [each for each in nearby if each is not best and (not is_alone or each.maximum == best.maximum)]
        if likeness.get(best.code, 0) < (_NEARLY_ALIKE if is_alone else _ALIKE):
            return None
        next_best = max((likeness.get(each.code, 0) for each in others), default=0)
        next_shared = max((shared.get(each.code, 0) for each in others), default=0)
        is_ahead = shared[best.code] - next_shared >= _AHEAD
        return best if is_ahead and likeness[best.code] - next_best >= _APART else None

    def _is_credible(self, numbered: Question, text: RowText, clues: RowClues) -> bool:
        """Return whether the number of a row without a clear text can be trusted."""
        same_maximum = [question for question in clues.questions if question.maximum == clues.maximum]
        # With the right maximum, only questions with the same maximum can be meant instead.
        rivals = same_maximum if numbered in same_maximum else clues.questions
        lead = text.lead(numbered, rivals)
        share = text.share(numbered)
        if lead >= _AHEAD or (len({*text.words}) >= _FEWEST_WORDS and share < _FOREIGN):
            return False
        fits = share >= _FITS and bool(text.words)
        if rivals is not same_maximum and any(text.share(each) >= _FITS for each in same_maximum if text.words):
            return False
        if clues.indicator is None or (fits and lead <= -_AHEAD):
            return True
        is_renumbered = self._is_renumbered or len(self._doubted) > 1 or clues.indicator.code in self._doubted
        if is_renumbered or (clues.is_unsure and not (fits and lead <= 0)):
            return False
        others = {question.maximum for question in clues.indicator.questions if question.provenance != "inferred"}
        is_other_maximum = clues.maximum not in {None, numbered.maximum} and numbered.provenance != "inferred"
        return not is_other_maximum or (clues.maximum not in others and (fits or not text.words))


def _has_number(question: Question, number: Cell) -> bool:
    return number_key(number.text) in {number_key(question.printed), number_key(question.code)}


def _only(same: Sequence[Question], clues: RowClues, numbered: Question | None) -> Question | None:
    """Return the one of several questions with the *same* text that fits number, indicator and maximum best."""
    if numbered in same:
        return numbered
    fitting = [each for each in same if each in clues.questions] or same
    fitting = [each for each in fitting if each.maximum == clues.maximum] or fitting
    return fitting[0] if len(fitting) == 1 else None
