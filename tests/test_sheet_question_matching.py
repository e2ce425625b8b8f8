"""The question of a row in a recap: by its number unless text or maximum contradicts it."""

import random
from decimal import Decimal
from typing import Final

import pytest

from kla_score.cells import BLANK, Cell, CellKind, number_cell
from kla_score.instrument import Instrument
from kla_score.instrument.questions import Question
from kla_score.sheet.question_matching import QuestionMatcher, RowClues

NUMBERS: Final = {
    "the printed number": ("2", "1", number_cell(2), "2.2"),
    "as text": ("2", "1", "2", "2.2"),
    "with a letter": ("1", "1", " 2 A. ", "1.2a"),
    "the code": ("1", "1", "1.10", "1.10"),
    "the code without an indicator": ("", "1", "3.1", "3.1"),
    "the code of another indicator": ("1", "1", "3.1", "3.1"),
    "a code as a number": ("1", "1", number_cell(2.1), "2.1"),
    "a code as a number that could be two": ("2", "1", number_cell(1.1), None),
    "the number of another indicator": ("2", "1", "10", None),
    "a number without an indicator": ("", "1", "1", None),
}


@pytest.mark.parametrize(("indicator", "maximum", "number", "code"), NUMBERS.values(), ids=NUMBERS)
def test_a_number_counts_in_its_indicator(
    indicator: str, maximum: str, number: Cell | str, code: str | None, tiny: Instrument
) -> None:
    """Beside a text that says nothing, the printed number of the indicator or a whole code finds the question."""
    cell = Cell(CellKind.TEXT, number) if isinstance(number, str) else number
    own = next((each for each in tiny.indicators if each.code == indicator), None)
    match = QuestionMatcher(tiny).find(RowClues(cell, "Apakah?", Decimal(maximum), own))

    assert (code, False) == (match.question and match.question.code, match.is_renumbered)


WORDINGS: Final = {
    "the text": ("Apakah ada Ruang Bermain Ramah Anak (RBRA) yang memenuhi standar di kabupaten/kota?", "11.2"),
    "without punctuation": ("apakah ada ruang bermain ramah anak rbra yang memenuhi standar di kabupaten kota", "11.2"),
    "with another beginning": ("Tersedia Ruang Bermain Ramah Anak (RBRA) yang memenuhi standar di daerah", "11.2"),
    "in English": ("{en}", "11.2"),
    "a word of several questions": ("Ruang Bermain Ramah Anak (RBRA)", None),
    "other words": ("Jumlah kegiatan yang sudah dilaksanakan pada tahun ini", None),
    "words of no form": ("lorem ipsum dolor sit amet", None),
    "nothing": ("", None),
    "signs": ("?!…", None),
}


@pytest.mark.parametrize("indicator", ["11", ""])
@pytest.mark.parametrize(("text", "code"), WORDINGS.values(), ids=WORDINGS)
def test_a_clear_text_finds_its_question(text: str, code: str | None, indicator: str, kla: Instrument) -> None:
    """The same words, or nearly the same rare ones, are clear. Words that many questions have are not."""
    own = next((each for each in kla.indicators if each.code == indicator), None)
    clues = RowClues(number_cell(99), text.format(en=kla.questions["11.2"].text.en), None, own)
    match = QuestionMatcher(kla).find(clues)

    assert (code, code is not None) == (match.question and match.question.code, match.is_renumbered)


def reworded(question: Question, share: float, luck: random.Random) -> str:
    """Return the text of *question* without a *share* of its words, and with others in between. The longest stays."""
    longest = max(question.text.id.split(), key=len)
    words = [word for word in question.text.id.split() if word == longest or luck.random() > share]
    return " ".join(
        word if word == longest or luck.random() > share / 2 else luck.choice(["anak", "daerah", "kami"])
        for word in words
    )


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("share", [0, 0.1, 0.2, 0.4, 0.8])
def test_own_words_never_move_an_answer(share: float, seed: int, kla: Instrument) -> None:
    """With the numbers of the form, every row keeps its question, as long as one of its own words is left."""
    luck, matcher = random.Random(seed), QuestionMatcher(kla)
    found = {}
    for indicator in kla.indicators:
        for question in indicator.questions:
            number = Cell(CellKind.TEXT, question.printed)
            clues = RowClues(number, reworded(question, share, luck), question.maximum, indicator)
            found[question.code] = matcher.find(clues).question

    assert [] == [code for code, question in found.items() if question is None or question.code != code]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("share", [0, 0.1, 0.2, 0.4, 0.8])
def test_own_words_beside_own_numbers_never_move_an_answer(share: float, seed: int, kla: Instrument) -> None:
    """With other numbers, a row has its own question or none."""
    luck, first = random.Random(seed), QuestionMatcher(kla)
    rows = [
        (question, RowClues(number_cell(position), reworded(question, share, luck), question.maximum, indicator))
        for indicator in kla.indicators
        for position, question in enumerate(indicator.questions, start=1)
    ]
    for _, clues in rows:
        first.find(clues)
    matcher = QuestionMatcher(kla, first.renumbered)
    found = [(question, matcher.find(clues).question) for question, clues in rows]

    assert [] == [(question.code, match.code) for question, match in found if match and match is not question]


def test_the_same_text_in_two_indicators_belongs_to_the_nearer_one(tiny: Instrument) -> None:
    """Of several questions with one text, number, indicator and maximum decide. Without them it is unclear."""
    form = tiny.model_dump()
    first, second = form["clusters"][0]["indicators"]
    first["questions"][1]["text"] = second["questions"][1]["text"]
    instrument = Instrument.model_validate(form)
    text = instrument.questions["2.2"].text.id
    one, other, _ = instrument.indicators
    found = [
        QuestionMatcher(instrument).find(RowClues(number_cell(7), text, maximum, indicator)).question
        for maximum, indicator in ((None, one), (None, other), (Decimal(4), None), (None, None))
    ]

    assert ["1.2a", "2.2", "2.2", None] == [each and each.code for each in found]


def test_the_same_text_twice_in_an_indicator_is_told_apart_by_its_number(tiny: Instrument) -> None:
    """Two questions with one text and one maximum have their numbers. Another number is unclear."""
    form = tiny.model_dump()
    first, second, _ = form["clusters"][0]["indicators"][0]["questions"]
    second |= {"text": first["text"], "maximum": first["maximum"]}
    instrument = Instrument.model_validate(form)
    question, indicator = instrument.questions["1.1"], instrument.indicators[0]
    matcher = QuestionMatcher(instrument)
    found = []
    for number in ("3", "1", "2a"):
        clues = RowClues(Cell(CellKind.TEXT, number), question.text.id, question.maximum, indicator)
        found.append(matcher.find(clues).question)

    assert [None, "1.1", "1.2a"] == [each and each.code for each in found]


@pytest.mark.parametrize("label", ["4b. {}", "b) {}", "19 {}"])
def test_a_label_in_front_of_a_text_makes_no_difference(label: str, kla: Instrument) -> None:
    """Questions that differ in one word are told apart by the whole text, with or without a number in front of it."""
    question, indicator = kla.questions["21A.4b"], next(each for each in kla.indicators if each.code == "21A")
    clues = RowClues(number_cell(99), label.format(question.text.id), None, indicator)

    assert question is QuestionMatcher(kla).find(clues).question


MAXIMA: Final = {
    "a wrong maximum beside a similar text": ("11.3", "Pengelola RBRA mengikuti pelatihan KHA", "5", "11.3"),
    "a wrong maximum beside an unclear text": ("11.3", "Sumber daya manusia", "5", None),
    "a maximum of no question": ("11.3", "Sumber daya manusia", "100", "11.3"),
    "no maximum": ("11.3", "Sumber daya manusia", None, "11.3"),
    "the printed maximum of an inferred one": ("21B.2", "", "9", "21B.2"),
}


@pytest.mark.parametrize(("code", "text", "maximum", "expected"), MAXIMA.values(), ids=MAXIMA)
def test_a_maximum_of_another_question_contradicts_a_number(
    code: str, text: str, maximum: str | None, expected: str | None, kla: Instrument
) -> None:
    """Unless the text is most similar to that of the number, or the form itself prints another maximum."""
    indicator = next(each for each in kla.indicators if kla.questions[code] in each.questions)
    number = Cell(CellKind.TEXT, kla.questions[code].printed)
    found = QuestionMatcher(kla).find(RowClues(number, text, Decimal(maximum) if maximum else None, indicator))

    assert expected == (found.question and found.question.code)


TEXTS: Final = {
    "the text of a neighbour": ("12.4", "Jumlah kematian ibu", None),
    "its own text": ("12.5", "Jumlah kematian ibu", "12.5"),
    "the level of another school": ("19.2a", "Persentase SRA SD/MI ber-SK", None),
    "another nutrition": ("26.8a", "Kasus gizi kurang", None),
    "an innovation": ("14.9", "Ada inovasi utk meningkatkan Pemberian Makan bagi Bayi dan Anak (PMBA)", None),
    "a neighbour in other words": ("23A.5", "Aksesibilitas sarana prasarana publik", None),
    "a row of the region's own": ("4.7", "Penghargaan yang pernah diterima", None),
    "a short text that says nothing": ("4.7", "Lihat lampiran", "4.7"),
    "a cut text of two questions": ("24A.5", "Berapa jumlah Anak yang Berhadapan dengan Hukum (ABH) yang...", "24A.5"),
    "a cut text of another question": ("26.4", "Berapa persentase desa/kelurahan yang memiliki kelompok...", None),
    "misspelt words": ("17.3a", "Penerapan Kawasan Tanpa Rkook di fasilitas keshatan", "17.3a"),
    "misspelt words of a neighbour": ("17.3b", "Penerapan Kawasan Tanpa Rkook di fasilitas keshatan", None),
}


@pytest.mark.parametrize(("number", "text", "expected"), TEXTS.values(), ids=TEXTS)
def test_words_that_tell_questions_apart_contradict_a_number(
    number: str, text: str, expected: str | None, kla: Instrument
) -> None:
    """A number does not count if a neighbour has more of the words, or if the question has none of them."""
    question = kla.questions[number]
    indicator = next(each for each in kla.indicators if question in each.questions)
    clues = RowClues(Cell(CellKind.TEXT, question.printed), text, question.maximum, indicator)
    found = QuestionMatcher(kla).find(clues).question

    assert expected == (found and found.code)


@pytest.mark.parametrize(
    "number", ["2.a", "2 a", "2) a", "2)a", "(2a)", "2/a", "2,a", "2 - a", "2_a", "2. a", "02a", "No. 2a", "1.2.a"]
)
def test_a_letter_may_be_written_apart(number: str, kla: Instrument) -> None:
    """All of these are the number 2a of the indicator, and none is the number 2."""
    clues = RowClues(Cell(CellKind.TEXT, number), "Akta kelahiran", None, kla.indicators[0])

    assert kla.questions["1.2a"] is QuestionMatcher(kla).find(clues).question


def tiny_clues(
    tiny: Instrument,
    number: str,
    text: str,
    maximum: str | None = None,
    *,
    indicator: str = "2",
    is_unsure: bool = False,
) -> RowClues:
    """Return the clues of a row below the title of an indicator of the tiny instrument."""
    own = next(each for each in tiny.indicators if each.code == indicator)
    cell = Cell(CellKind.TEXT, number) if number else BLANK
    return RowClues(cell, text, Decimal(maximum) if maximum else None, own, "", is_unsure)


COVERED: Final = {
    "all words": ("peraturan", ["1.1"], ["1.1"]),
    "half of them": ("peraturan gedung", [], ["1.1"]),
    "a third": ("peraturan gedung besar", [], []),
    "a word of several questions": ("apakah", ["1.1", "1.2a"], ["1.1", "1.2a"]),
    "no words": ("?!", [], []),
}


@pytest.mark.parametrize(("text", "whole", "in_part"), COVERED.values(), ids=COVERED)
def test_a_question_covers_a_text_with_most_of_its_words(
    text: str, whole: list[str], in_part: list[str], tiny: Instrument
) -> None:
    """Nearly all words must be those of the question, or less than half of them where a part is enough."""
    matcher, questions = QuestionMatcher(tiny), tiny.indicators[0].questions
    found = [matcher.covering(text, questions), matcher.covering(text, questions, in_part=True)]

    assert [whole, in_part] == [[each.code for each in covering] for covering in found]


FITTING: Final = {
    "words of this question": ("1", "sekolah", True),
    "words of both": ("1", "apakah anak", True),
    "more common words of the neighbour": ("1", "apakah anak children are", False),
    "a rare word of the neighbour": ("1", "didengar", False),
    "a third of the words": ("1", "sekolah gedung besar", False),
    "no such number": ("9", "sekolah", False),
}


@pytest.mark.parametrize(("number", "text", "fits"), FITTING.values(), ids=FITTING)
def test_a_text_fits_its_number_unless_a_neighbour_is_ahead(
    number: str, text: str, fits: bool, tiny: Instrument
) -> None:
    """Words that both have decide nothing, and any more words of the neighbour are too many."""
    assert fits is QuestionMatcher(tiny).fits(tiny_clues(tiny, number, text))


THREE_WORDS: Final = {"three words": ("sekolah ramah anak", "2.1"), "two words": ("sekolah ramah", None)}


@pytest.mark.parametrize(("text", "code"), THREE_WORDS.values(), ids=THREE_WORDS)
def test_a_similar_text_has_at_least_three_words(text: str, code: str | None, tiny: Instrument) -> None:
    """Fewer words beside no number find no question."""
    found = QuestionMatcher(tiny).find_by_text(tiny_clues(tiny, "", text))

    assert code == (found and found.code)


BELOW_UNCLEAR_TITLES: Final = {
    "words of two questions": ("apakah anak", "2.1", "2.1"),
    "more common words of the neighbour": ("apakah anak children are", "2.1", None),
    "words of no question": ("gedung besar", "2.1", None),
    "no words": ("", "2.1", None),
    "three words of no question": ("gedung besar lantai", None, None),
    "a word of the question among others": ("sekolah gedung besar", "2.1", None),
}


@pytest.mark.parametrize(("text", "known", "unsure"), BELOW_UNCLEAR_TITLES.values(), ids=BELOW_UNCLEAR_TITLES)
def test_below_an_unclear_title_a_number_needs_its_words(
    text: str, known: str | None, unsure: str | None, tiny: Instrument
) -> None:
    """The text must fit the number, and no neighbour may be ahead. Otherwise a few words of no question do no harm."""
    clues = [tiny_clues(tiny, "1", text, is_unsure=is_unsure) for is_unsure in (False, True)]
    found = [QuestionMatcher(tiny).find(each).question for each in clues]

    assert [known, unsure] == [each and each.code for each in found]


DOUBTED: Final = {
    "no indicator": ([], "2.1"),
    "the indicator": (["2"], None),
    "another one": (["1"], "2.1"),
    "two others": (["1", "3"], None),
}


@pytest.mark.parametrize(("doubted", "code"), DOUBTED.values(), ids=DOUBTED)
def test_two_indicators_with_other_numbers_are_enough_for_doubt(
    doubted: list[str], code: str | None, tiny: Instrument
) -> None:
    """With one of them, the numbers of the others still count. With two, no number counts without its text."""
    found = QuestionMatcher(tiny, frozenset(doubted)).find(tiny_clues(tiny, "1", "Apakah?")).question

    assert code == (found and found.code)


INFERRED: Final = {
    "the maximum that a region cannot know": ("2.5", "", "1.1"),
    "the same beside a text": ("2.5", "peraturan", "1.1"),
    "a printed maximum": ("4.5", "", None),
}


@pytest.mark.parametrize(("maximum", "text", "code"), INFERRED.values(), ids=INFERRED)
def test_an_inferred_maximum_is_no_maximum_of_another_question(
    maximum: str, text: str, code: str | None, tiny: Instrument
) -> None:
    """The form does not print it, so a row with it is not one of that question."""
    found = QuestionMatcher(tiny).find(tiny_clues(tiny, "1", text, maximum, indicator="1")).question

    assert code == (found and found.code)
