"""
Find the question of a row in a recap by its printed number, its text and its maximum.

The number counts unless something contradicts it. Then a clear text decides, and without one the row has no question.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from math import log
from typing import Final, NamedTuple

from kla_score.cells import Cell, CellKind, normalize_text
from kla_score.instrument import Indicator, Instrument
from kla_score.instrument.questions import Question

_LONGEST_NUMBER: Final = 300
_WORD: Final = re.compile(r"[^\W_]+")
_BEFORE_LETTER: Final = re.compile(r"(?<=[0-9])[.(-](?=[a-z])")
_LONGEST_LABEL: Final = 3
"""The number in front of a text, as in "2a. Apakah …", has at most this number of characters."""
_FEWEST_WORDS: Final = 3
"""A shorter text must be the same as that of the question."""
_ALIKE: Final = 0.75
_APART: Final = 0.2
"""A text is clear if it is `_ALIKE` to one question, and less so by `_APART` to each other one."""
_CONTRADICTS: Final = 0.6
_FAR_APART: Final = 0.3
"""A text contradicts the number of a row if it is that similar to another question, and so much more similar."""
_SUPPORTS: Final = 0.4
"""A text that is less clear supports the number of a row from this likeness."""


def number_key(number: str) -> str:
    """
    Normalize a printed number: blanks, letter case, a full stop or bracket behind it or before a letter do not matter.

    >>> number_key(" 2 A. "), number_key("3)"), number_key("2.a"), number_key("2 (a)")
    ('2a', '3', '2a', '2a')
    """
    key = normalize_text(number[:_LONGEST_NUMBER]).replace(" ", "").rstrip(".)")
    return _BEFORE_LETTER.sub("", key)


class RowClues(NamedTuple):
    """What a row shows of its question. *indicator* is that of the title above or beside it."""

    number: Cell
    text: str
    maximum: Decimal | None
    indicator: Indicator | None


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
        """The codes of the indicators in which a clear text contradicts a number; empty for rows below no title."""
        self._doubted = doubted
        self._texts = _Texts(instrument)
        self._by_code = {number_key(code): question for code, question in instrument.questions.items()}
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
        numbered = self._with_number(clues)
        question = self._texts.find(clues, numbered)
        if question is None and numbered and self._is_credible(numbered, clues):
            question = numbered
        is_renumbered = question is not None and question is not numbered and not _has_number(question, clues.number)
        is_elsewhere = clues.indicator is not None and question not in clues.indicator.questions  # or is unclear
        if is_renumbered or is_elsewhere:
            self._is_renumbered = True
        if is_renumbered:
            self.renumbered.add(clues.indicator.code if clues.indicator else "")
        return QuestionMatch(question, is_renumbered)

    def is_printed(self, clues: RowClues) -> bool:
        """Return whether the form has a question with this number and this maximum in the indicator."""
        numbered = self._with_number(clues)
        return numbered is not None and numbered.maximum == clues.maximum

    def find_by_text(self, clues: RowClues) -> Question | None:
        """Return the question of a row without a number, if its text is clear and its maximum does not contradict."""
        question = self._texts.find(clues, None)
        return question if question and clues.maximum in {None, question.maximum} else None

    def _with_number(self, clues: RowClues) -> Question | None:
        """Return the question with this printed number in the indicator, or with this number as its code."""
        key = number_key(clues.number.text)
        own = self._by_printed[clues.indicator.code] if clues.indicator else {}
        if key in own:
            return own[key]
        if clues.number.kind is CellKind.TEXT:
            return self._by_code.get(key)
        # The number 4.2 is the code 4.2, but 1.1 can also be 1.10.
        same = [question for code, question in self._by_code.items() if "." in code and code.rstrip("0") == key]
        return same[0] if len(same) == 1 else None

    def _is_credible(self, numbered: Question, clues: RowClues) -> bool:
        """Return whether the number of a row without a clear text can be trusted."""
        if self._texts.contradict(clues, numbered):
            return False
        if clues.indicator is None or self._texts.support(clues, numbered):
            return True
        others = {question.maximum for question in clues.indicator.questions if question.provenance != "inferred"}
        is_of_other = clues.maximum != numbered.maximum and clues.maximum in others
        is_doubted = self._is_renumbered or len(self._doubted) > 1 or clues.indicator.code in self._doubted
        return not is_doubted and (numbered.provenance == "inferred" or not is_of_other)


class _Texts:
    """The texts of the questions in both languages. Words that few questions have count most."""

    def __init__(self, instrument: Instrument) -> None:
        self._questions = list(instrument.questions.values())
        self._same: dict[str, list[Question]] = {}
        texts: list[tuple[Question, frozenset[str]]] = []
        for question in self._questions:
            for text in dict.fromkeys(" ".join(_words(text)) for text in (question.text.id, question.text.en)):
                self._same.setdefault(text, []).append(question)
                texts.append((question, frozenset(text.split())))
        self._with_word: dict[str, list[int]] = {}
        for position, (_, words) in enumerate(texts):
            for word in words:
                self._with_word.setdefault(word, []).append(position)
        self._count = len(texts)
        self._weighed = [(question.code, self._weight(words)) for question, words in texts]

    def find(self, clues: RowClues, numbered: Question | None) -> Question | None:
        """Return the question with the text of the row, or with a clearly similar one. *numbered* has its number."""
        words = _words(clues.text)
        if not words:
            return None
        rest = words[1:] if len(words[0]) <= _LONGEST_LABEL else []
        if same := self._same.get(" ".join(words)) or (self._same.get(" ".join(rest)) if rest else None):
            return _only(same, clues, numbered)
        return self._clearest(words, clues) if len(words) >= _FEWEST_WORDS else None

    def support(self, clues: RowClues, numbered: Question) -> bool:
        """Return whether no other question of the indicator is as similar to the text as *numbered* is."""
        if clues.indicator is None:
            return False
        likeness = self._likeness(_words(clues.text))
        own = likeness.get(numbered.code, 0)
        others = [each for each in clues.indicator.questions if each is not numbered]
        return own >= _SUPPORTS and all(likeness.get(each.code, 0) < own for each in others)

    def contradict(self, clues: RowClues, numbered: Question) -> bool:
        """Return whether another question of the indicator is clearly more similar to the text than *numbered* is."""
        if clues.indicator is None:
            return False
        likeness = self._likeness(_words(clues.text))
        best = max(likeness.get(each.code, 0) for each in clues.indicator.questions)
        return best >= _CONTRADICTS and best - likeness.get(numbered.code, 0) >= _FAR_APART

    def _clearest(self, words: Sequence[str], clues: RowClues) -> Question | None:
        """
        Return the most similar question, if it is clear.

        Below the title of an indicator, a row can have only the end of a long text ("… children in conflict"), which is
        similar to questions of other indicators. The most similar question must be one of its own then.
        """
        likeness = self._likeness(words)
        best = max(self._questions, key=lambda each: likeness.get(each.code, 0))
        nearby = clues.indicator.questions if clues.indicator else self._questions
        if best not in nearby:
            return None
        own = likeness.get(best.code, 0)
        next_best = max((likeness.get(each.code, 0) for each in nearby if each is not best), default=0)
        return best if own >= _ALIKE and own - next_best >= _APART else None

    def _likeness(self, words: Sequence[str]) -> Mapping[str, float]:
        """Return the share of the words that the text and each question have in common, by weight, from 0 to 1."""
        unique = frozenset(words)
        shared: dict[int, float] = {}
        for word in unique:
            for position in self._with_word.get(word, ()):
                shared[position] = shared.get(position, 0) + self._weight({word})
        whole = self._weight(unique)
        likeness: dict[str, float] = {}
        for position, weight in shared.items():
            code, own = self._weighed[position]
            likeness[code] = max(likeness.get(code, 0), 2 * weight / (whole + own))
        return likeness

    def _weight(self, words: AbstractSet[str]) -> float:
        return sum(log(1 + self._count / len(self._with_word.get(word, " "))) for word in words)


def _has_number(question: Question, number: Cell) -> bool:
    return number_key(number.text) in {number_key(question.printed), number_key(question.code)}


def _words(text: str) -> list[str]:
    return _WORD.findall(normalize_text(text))


def _only(same: Sequence[Question], clues: RowClues, numbered: Question | None) -> Question | None:
    """Return the one of several questions with the *same* text that fits number, indicator and maximum best."""
    if numbered in same:
        return numbered
    nearby = clues.indicator.questions if clues.indicator else ()
    fitting = [each for each in same if each in nearby] or same
    fitting = [each for each in fitting if each.maximum == clues.maximum] or fitting
    return fitting[0] if len(fitting) == 1 else None
