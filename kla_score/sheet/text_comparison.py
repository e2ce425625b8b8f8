"""Compare the text of a row with the questions. Words that few questions have count most, and one slip is forgiven."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Final, NamedTuple

from kla_score.cells import normalize_text
from kla_score.instrument import Instrument
from kla_score.instrument.questions import Question

_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST_LABEL: Final = 3
"""The number in front of a text, as in "2a. Apakah …", has at most this number of characters."""
_FEWEST_LETTERS: Final = 5
"""A shorter word is not corrected."""


class TextComparison(NamedTuple):
    """
    The words of a text, compared with those of the questions by their codes.

    *shared* are the weights of the words in common with each question, out of *whole*. *likeness* is twice this weight,
    as a share of the words of both texts, from 0 to 1.
    """

    shared: Mapping[str, float]
    likeness: Mapping[str, float]
    whole: float


@dataclass(frozen=True)
class RowText:
    """The text of a row; *same* are the questions with this text. Only another one is compared."""

    words: Sequence[str]
    same: Sequence[Question]
    compare: Callable[[Sequence[str]], TextComparison]

    @cached_property
    def compared(self) -> TextComparison:
        """The text, compared with all questions."""
        return self.compare(self.words)

    def share(self, question: Question) -> float:
        """Return the share of the words that *question* has, too, from 0 to 1."""
        return self.compared.shared.get(question.code, 0) / self.compared.whole if self.words else 1

    def lead(self, question: Question, rivals: Sequence[Question]) -> float:
        """
        Return the weight of the words by which the best other one of *rivals* is ahead of *question*.

        Words that both have, as most questions of an indicator do, make no difference. It is negative if *question* is
        ahead.
        """
        others = [each for each in rivals if each is not question]
        shared = self.compared.shared
        return max((shared.get(each.code, 0) for each in others), default=0) - shared.get(question.code, 0)


class QuestionTexts:
    """The texts of the questions in both languages. Words that few questions have count most."""

    def __init__(self, instrument: Instrument) -> None:
        self.questions = list(instrument.questions.values())
        self._same: dict[str, list[Question]] = {}
        texts: list[tuple[Question, frozenset[str]]] = []
        for question in self.questions:
            for text in dict.fromkeys(" ".join(_words(text)) for text in (question.text.id, question.text.en)):
                self._same.setdefault(text, []).append(question)
                texts.append((question, frozenset(text.split())))
        self._with_word: dict[str, list[int]] = {}
        for position, (_, words) in enumerate(texts):
            for word in words:
                self._with_word.setdefault(word, []).append(position)
        self._count = len(texts)
        self._weighed = [(question.code, self._weight(words)) for question, words in texts]
        self._read: dict[str, RowText] = {}

    def read(self, text: str) -> RowText:
        """Return *text*, to be compared with the questions."""
        if text not in self._read:
            words = _words(text)
            rest = words[1:] if words and len(words[0]) <= _LONGEST_LABEL else []
            same = self._same.get(" ".join(words)) or (self._same.get(" ".join(rest)) if rest else None) or []
            self._read = {text: RowText(words, same, self._compare)}
        return self._read[text]

    @cached_property
    def _spellings(self) -> Mapping[str, str]:
        """The words of the form by their `_misspellings`."""
        words = [word for word in self._with_word if len(word) >= _FEWEST_LETTERS]
        return {misspelling: word for word in words for misspelling in _misspellings(word)}

    def _corrected(self, word: str) -> str:
        """Return the word of the form that *word* seems to be: with one character more, less, changed or moved."""
        if word in self._with_word or len(word) < _FEWEST_LETTERS:
            return word
        return next((self._spellings[each] for each in _misspellings(word) if each in self._spellings), word)

    def _compare(self, words: Sequence[str]) -> TextComparison:
        unique = frozenset(map(self._corrected, words))
        in_text: dict[int, float] = {}
        for word in unique:
            weight = self._weight({word})
            for position in self._with_word.get(word, ()):
                in_text[position] = in_text.get(position, 0) + weight
        whole = self._weight(unique)
        shared: dict[str, float] = {}
        likeness: dict[str, float] = {}
        for position, weight in in_text.items():
            code, own = self._weighed[position]
            shared[code] = max(shared.get(code, 0), weight)
            likeness[code] = max(likeness.get(code, 0), 2 * weight / (whole + own))
        return TextComparison(shared, likeness, whole)

    def _weight(self, words: AbstractSet[str]) -> float:
        return sum(log(1 + self._count / len(self._with_word.get(word, " "))) for word in words)


def _words(text: str) -> list[str]:
    return _WORD.findall(normalize_text(text))


def _misspellings(word: str) -> Iterator[str]:
    """Yield *word* and what is left of it without one of its characters."""
    yield word
    for position in range(len(word)):
        yield word[:position] + word[position + 1 :]
