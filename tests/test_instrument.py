"""The instrument: its caps, its evidence, its lookups and its fingerprint."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from kla_score.instrument import Instrument, normalize_code, questions_of
from kla_score.instrument.models import SheetTitle
from tests.instruments import (
    EITHER_QUESTION,
    FIRST_QUESTION,
    SECOND_QUESTION,
    WORDS,
    Path,
    with_value,
)

# `test_analysis_instrument_diff` tests the changes that affect scores. These tests are about spelling.

AFFECTING = {
    "the maximum by a thousandth": ((*FIRST_QUESTION, "maximum"), Decimal("5.001")),
    "evidence in another order": (
        (*SECOND_QUESTION, "evidence"),
        [{"kind": kind, "what": WORDS} for kind in ("photo", "document", "document")],
    ),
    "all instead of any": (
        (*EITHER_QUESTION, "evidence"),
        [{"kind": kind, "what": WORDS} for kind in ("document", "document", "photo")],
    ),
}


def test_an_instrument_is_shown_in_a_line(tiny: Instrument) -> None:
    """A notebook or a debugger shows its name and its size, not every question."""
    assert "<Instrument tiny 1: 7 questions, 30 points>" == repr(tiny)


def test_a_worksheet_name_has_the_length_that_excel_counts() -> None:
    """Excel accepts 31 characters, and counts an emoji as two."""
    name = "x" + "😀" * 15
    assert name == SheetTitle(id=name, en="A").id
    with pytest.raises(ValidationError) as caught:
        SheetTitle(id="😀" * 16, en="A")
    (fault,) = caught.value.errors()

    assert ("string_too_long", "too long", {"max_length": 31}) == (fault["type"], fault["msg"], fault["ctx"])


@pytest.mark.parametrize(("path", "value"), AFFECTING.values(), ids=AFFECTING)
def test_score_changes_change_the_fingerprint(path: Path, value: object, tiny: Instrument) -> None:
    """Two instruments that can score differently have different fingerprints."""
    assert tiny.fingerprint != with_value(tiny, path, value).fingerprint


INDIFFERENT = {
    "a maximum written with more zeros": ((*FIRST_QUESTION, "maximum"), Decimal("5.00")),
    "a limit written with an exponent": (("predicates", 1, "lower_limit"), Decimal("2E+1")),
}


@pytest.mark.parametrize(("path", "value"), INDIFFERENT.values(), ids=INDIFFERENT)
def test_wording_and_spelling_keep_the_fingerprint(path: Path, value: object, tiny: Instrument) -> None:
    """Another spelling of a number does not make sheets look outdated."""
    assert tiny.fingerprint == with_value(tiny, path, value).fingerprint


CHOICE: Path = ("clusters", 0, "indicators", 0, "questions", 0)
BANDED: Path = ("clusters", 0, "indicators", 0, "questions", 1)
STRAIGHT: Path = ("clusters", 1, "indicators", 1, "questions", 0)
GATE: Path = ("predicates", 2, "gate")

AFFECTING_SCALES = {
    "the Indonesian text of an option": ((*CHOICE, "options", 1, "text", "id"), "Peraturan kades"),
    "whether an edge belongs to a band": (
        (*BANDED, "bands", 1),
        {"above": Decimal(2), "below": Decimal(5), "points": Decimal(4)},
    ),
}


@pytest.mark.parametrize(("path", "value"), AFFECTING_SCALES.values(), ids=AFFECTING_SCALES)
def test_another_scale_or_gate_changes_the_fingerprint(path: Path, value: object, desa: Instrument) -> None:
    """The points and the options of a question affect scores."""
    assert desa.fingerprint != with_value(desa, path, value).fingerprint


def test_another_kind_changes_the_fingerprint(desa: Instrument) -> None:
    """Points and percentages are different types."""
    straight = {key: value for key, value in desa.questions["B2.1"].model_dump().items() if key != "bands"}

    assert desa.fingerprint != with_value(desa, STRAIGHT, {**straight, "kind": "points"}).fingerprint


APPLIED = {"its number": ("indicators", Decimal(5)), "its share": ("share", Decimal("70.5"))}


@pytest.mark.parametrize(("key", "value"), APPLIED.values(), ids=APPLIED)
def test_a_gate_that_applies_is_part_of_the_fingerprint(key: str, value: Decimal, desa: Instrument) -> None:
    """An additional requirement that removes a predicate affects scores."""
    applied = with_value(desa, (*GATE, "applies"), value=True)

    assert applied.fingerprint != with_value(applied, (*GATE, key), value).fingerprint


def test_a_gate_that_applies_hides_nothing_else(desa: Instrument) -> None:
    """The threshold of its predicate still affects scores."""
    applied = with_value(desa, (*GATE, "applies"), value=True)
    higher = with_value(applied, ("predicates", 2, "lower_limit"), Decimal("99.5"))

    assert applied.fingerprint != higher.fingerprint


INDIFFERENT_SCALES = {
    "the number of a gate that does not apply": ((*GATE, "indicators"), Decimal(5)),
    "a gate that does not apply taken away": (GATE, None),
    "the note of a gate": ((*GATE, "note"), WORDS),
    "an edge written with more zeros": ((*BANDED, "bands", 1, "at_least"), Decimal("2.000")),
    "points of an option written with more zeros": ((*CHOICE, "options", 1, "points"), Decimal("5.0")),
}


@pytest.mark.parametrize(("path", "value"), INDIFFERENT_SCALES.values(), ids=INDIFFERENT_SCALES)
def test_other_changes_of_a_scale_keep_the_fingerprint(path: Path, value: object, desa: Instrument) -> None:
    """A reported additional requirement and the spelling of a number do not make sheets look outdated."""
    assert desa.fingerprint == with_value(desa, path, value).fingerprint


KEPT = {
    "points alone": ("8edbe2fdd2b6", "tiny", ("title",), WORDS),
    "every kind of question": ("58b821c7bea6", "desa", ("title",), WORDS),
    "an option with an accent": ("6a1e57e44bb5", "desa", (*CHOICE, "options", 1, "text", "en"), "Décision"),
}


@pytest.mark.parametrize(("expected", "name", "path", "value"), KEPT.values(), ids=KEPT)
def test_a_fingerprint_never_changes(
    expected: str, name: str, path: Path, value: object, request: pytest.FixtureRequest
) -> None:
    """Filled-in sheets contain it, so that an instrument has the same twelve digits in every version."""
    assert expected == with_value(request.getfixturevalue(name), path, value).fingerprint


@pytest.mark.parametrize(
    ("points", "expected"), [("0", "0"), ("7.999", "7.999"), ("8", "8"), ("8.001", "8"), ("10", "8")]
)
def test_a_cap_limits_only_higher_points(points: str, expected: str, tiny: Instrument) -> None:
    """Points up to the cap count in full. Points above it count as the cap."""
    indicator = tiny.clusters[0].indicators[1]

    assert Decimal(expected) == indicator.capped(Decimal(points))


def test_without_a_cap_nothing_is_limited(tiny: Instrument) -> None:
    """An indicator without a declared cap counts all points of its questions."""
    assert Decimal(99) == tiny.clusters[0].indicators[0].capped(Decimal(99))


def test_maxima_of_questions_are_added_exactly(tiny: Instrument) -> None:
    """The sum of an indicator comes from its questions, whatever its cap."""
    sums = [indicator.questions_maximum for cluster in tiny.clusters for indicator in cluster.indicators]

    assert [Decimal(12), Decimal(10), Decimal(10)] == sums


ALTERNATIVES = {
    "1.1": [["document"]],
    "1.2a": [["document", "document", "photo"]],
    "2.2": [["document", "document"], ["photo"]],
    "3.1": [[]],
}


@pytest.mark.parametrize(("code", "expected"), ALTERNATIVES.items())
def test_alternatives_are_sets_of_which_one_is_enough(code: str, expected: list[list[str]], tiny: Instrument) -> None:
    """A list is one set, any-of gives several, and a question without a requirement has one empty set."""
    assert expected == [[item.kind for item in items] for items in tiny.questions[code].alternatives]


def test_an_item_needs_one_reference_by_default(tiny: Instrument) -> None:
    """An evidence item needs one reference if the file sets no number."""
    assert [item.count for item in tiny.questions["1.2a"].alternatives[0]] == [1, 1, 1]


@pytest.mark.parametrize(
    ("code", "expected"), [("1.2a", {"document", "photo"}), ("2.2", {"document", "photo"}), ("3.1", set())]
)
def test_a_question_has_the_types_that_count(code: str, expected: set[str], tiny: Instrument) -> None:
    """The types of every alternative count for a question, each once."""
    assert expected == tiny.questions[code].evidence_kinds


def test_a_question_worth_nothing_cannot_earn(tiny: Instrument) -> None:
    """Only a question with a maximum above 0 can earn points."""
    assert [question.code for question in tiny.questions.values() if not question.can_earn] == ["3.2"]


def test_a_question_worth_a_little_can_earn(tiny: Instrument) -> None:
    """A question with the smallest maximum can earn points."""
    assert with_value(tiny, (*FIRST_QUESTION, "maximum"), Decimal("0.001")).questions["1.1"].can_earn


def test_questions_are_found_by_code_in_order(tiny: Instrument) -> None:
    """The lookup of questions keeps the order of the instrument, and separates 1.10 from 1.1."""
    assert list(tiny.questions) == ["1.1", "1.2a", "1.10", "2.1", "2.2", "3.1", "3.2"]


def test_a_lookup_gives_the_question_of_that_code(tiny: Instrument) -> None:
    """The question under a code has that code."""
    assert list(tiny.questions) == [question.code for question in tiny.questions.values()]


def test_questions_of_a_cluster_are_its_own(tiny: Instrument) -> None:
    """A cluster yields the questions of all its indicators and no others."""
    assert [[question.code for question in questions_of(cluster)] for cluster in tiny.clusters] == [
        ["1.1", "1.2a", "1.10", "2.1", "2.2"],
        ["3.1", "3.2"],
    ]


def test_agencies_are_found_by_id(tiny: Instrument) -> None:
    """An agency is found by the id that questions use."""
    assert {id_: each.short for id_, each in tiny.agency_by_id.items()} == {"health": "Dinkes", "school": "Disdik"}


def test_evidence_kinds_are_found_by_id(tiny: Instrument) -> None:
    """An evidence kind is found by the id that questions use, in the order of the columns."""
    expected = [("document", "Document"), ("photo", "Photo"), ("figure", "Figure/Explanation")]

    assert expected == [(id_, kind.name.en) for id_, kind in tiny.evidence_kind_by_id.items()]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("id", "Klaster A"), ("en", "Cluster A"), ("fr", "Klaster A"), ("", "Klaster A")],
)
def test_an_unknown_language_is_indonesian(language: str, expected: str, tiny: Instrument) -> None:
    """Texts exist in two languages. For any language but English the result is Indonesian."""
    assert expected == tiny.clusters[0].short.in_language(language)


def test_an_instrument_cannot_be_changed(tiny: Instrument) -> None:
    """A checked instrument cannot be changed."""
    with pytest.raises(ValidationError, match="frozen"):
        tiny.maximum = Decimal(31)  # type: ignore[misc]


KEYS = {
    "as it is": ("1.10", "1.10"),
    "letters and blanks": (" 7 A\u00a0", "7a"),
    "a digit that is more": ("9.¹ A", "9.¹ A"),
    "the longest": ("a" * 40, "a" * 40),
    "longer than any": ("a" * 41, "a" * 40),
}


@pytest.mark.parametrize(("text", "expected"), KEYS.values(), ids=KEYS)
def test_a_code_is_found_however_it_is_typed(text: str, expected: str) -> None:
    """Typing does not matter, but a superscript digit makes another code."""
    assert expected == normalize_code(text)


def test_codes_are_found_by_their_keys(tiny: Instrument) -> None:
    """Each question has one key."""
    assert "1.2a" == tiny.codes_by_key["1.2a"]
    assert list(tiny.questions) == list(tiny.codes_by_key.values())
