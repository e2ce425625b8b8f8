"""The text of a row in a recap, compared with the texts of the questions: words in common, labels and slips."""

import math
from collections.abc import Sequence
from typing import Final

import pytest

from kla_score.instrument import Instrument
from kla_score.sheet.text_comparison import QuestionTexts

RARE: Final = math.log(1 + 14)
"""The weight of a word that one of the 14 texts of the tiny instrument has."""
LEADS: Final = {
    "a word of the question alone": ("peraturan", "1.1", ["1.1", "1.10"], -RARE),
    "a word of the other one alone": ("peraturan", "1.10", ["1.1", "1.10"], RARE),
    "a word of each": ("peraturan berapa", "1.1", ["1.1", "1.10"], 0),
    "no other question": ("peraturan", "1.1", ["1.1"], -RARE),
    "the best of the others": ("peraturan pelatihan", "1.10", ["1.1", "1.2a", "1.10"], RARE),
    "a word of no question": ("gedung", "1.1", ["1.1", "1.10"], 0),
}


@pytest.mark.parametrize(("text", "code", "rivals", "lead"), LEADS.values(), ids=LEADS)
def test_a_question_is_ahead_by_the_words_that_others_lack(
    text: str, code: str, rivals: Sequence[str], lead: float, tiny: Instrument
) -> None:
    """Without rivals, or beside rivals without its words, a question is ahead by all of its words in the text."""
    row = QuestionTexts(tiny).read(text)

    assert lead == pytest.approx(row.lead(tiny.questions[code], [tiny.questions[each] for each in rivals]))


LABELS: Final = {
    "no label": ("Apakah ada peraturan?", ["1.1"]),
    "one character": ("2 Apakah ada peraturan?", ["1.1"]),
    "three characters": ("12b Apakah ada peraturan?", ["1.1"]),
    "a word of four": ("Maka apakah ada peraturan?", []),
    "a label alone": ("12b", []),
}


@pytest.mark.parametrize(("text", "codes"), LABELS.values(), ids=LABELS)
def test_a_label_has_at_most_three_characters(text: str, codes: list[str], tiny: Instrument) -> None:
    """The text of a question may have a number in front of it. A longer word makes it another text."""
    assert codes == [each.code for each in QuestionTexts(tiny).read(text).same]


SLIPS: Final = {
    "five letters, one of them wrong": ("rimah", 1),
    "five letters, one too many": ("ramahh", 1),
    "seven letters, two of them swapped": ("sekloah", 1),
    "four letters are left": ("ramh", 0),
    "two are wrong": ("rimih", 0),
}


@pytest.mark.parametrize(("word", "share"), SLIPS.values(), ids=SLIPS)
def test_a_slip_in_a_word_of_five_letters_is_forgiven(word: str, share: float, tiny: Instrument) -> None:
    """One slip leaves the word what it is. A shorter word, or one with two slips, is another one."""
    assert share == QuestionTexts(tiny).read(word).share(tiny.questions["2.1"])
