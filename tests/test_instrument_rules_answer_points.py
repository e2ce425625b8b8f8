"""The numbers in the options of a choice, as forms print them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import pytest

from kla_score.instrument.questions.choice import ChoiceQuestion
from kla_score.instrument.rules.answer_points import find_wrong_answer_points
from kla_score.instrument.rules.context import ValidParts
from tests.test_instrument_file_odd import text_in_both


def question(options: Sequence[str], points: Sequence[int] = (), **others: Any) -> ChoiceQuestion:
    """Return a choice from *options* with rising *points*, if no others are given."""
    earned = points or range(len(options))
    data = {
        "code": "1.1",
        "printed": "1",
        "text": text_in_both("Apakah layanan tersedia"),
        "kind": "choice",
        "maximum": Decimal(max(earned)),
        "provenance": "printed",
        "options": [
            {"text": text_in_both(text), "points": Decimal(each)} for text, each in zip(options, earned, strict=True)
        ],
    }
    return ChoiceQuestion.model_validate(data | others)


def findings(*questions: ChoiceQuestion) -> list[tuple[object, ...]]:
    """Return the code, the number of the option from 1, the quoted text and the parameters of each finding."""
    parts = ValidParts(None, None, None, None, None, (), (), questions)
    found: list[tuple[object, ...]] = []
    for _, each in find_wrong_answer_points(parts):
        options, position, *text = each.key
        assert ("options", ["text", "id"]) == (options, text)
        found.append((each.code, int(position) + 1, each.found, *each.parameters.values()))
    return found


SOUND: Final[Mapping[str, tuple[str, ...]]] = {
    "numbers without gaps": ("Tidak ada", "1–2 kali", "3 kali", "≥ 4 kali"),
    "shares without gaps": ("0–50%", "51–80%", "81–100%"),
    "limits that belong to one side": ("< 50%", "≥ 50% – < 80%", "≥ 80%"),
    "the same limit, excluded above": ("≤ 50%", "> 50%"),
    "the same limit, excluded below": ("< 50%", "≥ 50%"),
    "minima": ("0–24%", "≥ 25%", "≥ 50%", "100%"),
    "maxima": ("≤ 1 kali", "≤ 2 kali", "> 2 kali"),
    "numbers above an excluded limit": ("≤ 3 kali", "> 3 kali"),
    "numbers below an excluded limit": ("< 3 kali", "3 kali", "> 3 kali"),
    "percent as a word": ("0–50 persen", "51–100 persen"),
    "decimal commas": ("0–49,9%", "50–100%"),
    "thousands": ("1–999 orang", "1.000–1.999 orang", "≥ 2.000 orang"),
    "amounts in rupiah": ("Rp 1–999 juta", "≥ Rp1.000 juta"),
    "words as numbers": ("satu kali", "dua kali", "tiga kali atau lebih"),
    "zero in words": ("Belum pernah", "1 kali", "2 kali"),
    "other units are not compared": ("1 kali", "10 orang"),
    "one number is no ladder": ("Tidak ada", "5 kali"),
    "a number of years is no amount": ("1 tahun", "5 tahun"),
    "an option with two numbers is not read": ("1 SK dan 3 foto", "5 SK dan 9 foto"),
    "an option without a number hides what is between": ("1 kali", "beberapa kali", "5 kali"),
    "an option without a number hides the ends": ("20–30%", "31–40%", "lainnya"),
    "a first share up to 1": ("1–50%", "51–100%"),
    "a last share of 100": ("0–50%", "51–100%"),
    "only shares have ends": ("5–6 kali", "7–8 kali"),
    "a lower limit that is excluded": ("0–20%", "> 20–50%", "> 50%"),
    "a range of one number": ("1–1 kali", "2–3 kali"),
    "equal points": ("1 kali", "2 kali"),
    "the most first": ("> 3 kali", "3 kali", "< 3 kali"),
}


@pytest.mark.parametrize("options", SOUND.values(), ids=SOUND)
def test_sound_options_have_no_finding(options: tuple[str, ...]) -> None:
    """Usual ways to print ranges are read, and other numbers are left out."""
    points = {SOUND["equal points"]: (1, 1), SOUND["the most first"]: (2, 1, 0)}

    assert [] == findings(question(options, points.get(options, ())))


FAULTS: Final[Mapping[str, tuple[Sequence[str], list[tuple[object, ...]]]]] = {
    "a gap in numbers": (("1–2 kali", "5 kali"), [("options-gap", 2, "5 kali", "2", "5")]),
    "a gap in shares": (
        ("0–20%", "30–100%"),
        [("options-gap", 2, "30–100%", "20%", "30%")],
    ),
    "a gap in shares in words": (("0–20 persen", "30–100 persen"), [("options-gap", 2, "30–100 persen", "20%", "30%")]),
    "a gap in thousands": (
        ("1–999 orang", "1.500–1.999 orang"),
        [("options-gap", 2, "1.500–1.999 orang", "999", "1500")],
    ),
    "a gap in rupiah": (("Rp1–9 juta", "Rp 20 juta"), [("options-gap", 2, "Rp 20 juta", "9", "20")]),
    "a gap above nothing": (("Nihil", "2 kali", "3 kali"), [("options-gap", 2, "2 kali", "0", "2")]),
    "a gap in bare numbers": (("1–2", "5–6"), [("options-gap", 2, "5–6", "2", "5")]),
    "a gap of a little more than 1": (("0–20%", "21,5–100%"), [("options-gap", 2, "21,5–100%", "20%", "21.5%")]),
    "a gap above an excluded limit": (("≤ 3 kali", "> 4 kali"), [("options-gap", 2, "> 4 kali", "3", "5")]),
    "a gap below an excluded limit": (("< 3 kali", "4 kali"), [("options-gap", 2, "4 kali", "2", "4")]),
    "a limit that belongs to neither": (("< 50%", "> 50%"), [("options-gap", 2, "> 50%", "50%", "50%")]),
    "a gap at the bottom": (("20–50%", "51–100%"), [("options-gap", 1, "20–50%", "0%", "20%")]),
    "a gap above 1": (("1,5–50%", "51–100%"), [("options-gap", 1, "1,5–50%", "0%", "1.5%")]),
    "a gap at the top": (("0–50%", "51–99%"), [("options-gap", 2, "51–99%", "99%", "100%")]),
    "a gap at both ends of one range": (
        ("Tidak ada", "20–50%", "51–60%"),
        [("options-gap", 2, "20–50%", "0%", "20%"), ("options-gap", 3, "51–60%", "60%", "100%")],
    ),
    "an overlap in numbers": (("1–3 kali", "3–5 kali"), [("options-overlap", 2, "3")]),
    "an overlap in shares": (("0–50%", "50–100%"), [("options-overlap", 2, "50%")]),
    "an overlap of more than a limit": (("0–60%", "50–100%"), [("options-overlap", 2, "50%")]),
    "an overlap with a number in a maximum": (("1 kali", "≤ 3 kali"), [("options-overlap", 2, "1")]),
    "an overlap with a share in a maximum": (("0–9%", "10%", "≤ 50%", "> 50%"), [("options-overlap", 3, "10%")]),
    "limits in the wrong order": (
        ("0–10%", "20–11%", "21–100%"),
        [("option-range-reversed", 2, "20–11%")],
    ),
}


@pytest.mark.parametrize(("options", "expected"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found_at_its_option(options: Sequence[str], expected: list[tuple[object, ...]]) -> None:
    """The finding quotes the option or the number in it, and has both limits of a gap with their unit."""
    assert expected == findings(question(options))


@pytest.mark.parametrize(
    ("points", "lower_is_better", "expected"),
    [
        ((0, 5, 10), False, []),
        ((10, 5, 0), True, []),
        ((0, 5, 5), False, []),
        ((0, 10, 5), False, [("options-reversed", 3, "3 kali")]),
        ((10, 5, 0), False, [("options-reversed", 2, "2 kali")]),
        ((0, 5, 10), True, [("options-reversed", 2, "2 kali")]),
    ],
)
def test_more_earns_more_points(
    points: Sequence[int], lower_is_better: bool, expected: list[tuple[object, ...]]
) -> None:
    """A higher number earns more points, or fewer if a low number is better."""
    asked = question(("1 kali", "2 kali", "3 kali"), points, lower_is_better=lower_is_better)

    assert expected == findings(asked)


@pytest.mark.parametrize(("length", "expected"), [(200, 1), (201, 0)])
def test_a_long_option_is_not_read(length: int, expected: int) -> None:
    """Options of up to 200 characters are read."""
    text = "5 kali ".ljust(length, "x")

    assert expected == len(findings(question(("1 kali", text))))


OWN: Final = ("Dokter tersedia", "Dokter tersedia setiap pekan")


def test_copied_options_name_their_source() -> None:
    """A set with at least two words of another question and none of its own is a copy."""
    source = question(OWN, text=text_in_both("Apakah dokter tersedia"))
    copy = question(OWN, code="1.2", text=text_in_both("Apakah sekolah ramah anak"))
    parts = ValidParts(None, None, None, None, None, (), (), (source, copy))

    [(subject, found)] = find_wrong_answer_points(parts)
    assert (copy, "options-copied", ("options",), "") == (subject, found.code, found.key, found.found)
    assert {"other": "1.1", "words": ("dokter", "tersedia")} == found.parameters
    assert ((source, ("options",)),) == found.related


@pytest.mark.parametrize(
    "texts",
    [
        ("Apakah dokter tersedia", "Apakah dokter hadir"),
        ("Apakah dokter hadir", "Apakah sekolah ramah anak"),
        ("Apakah sekolah ramah anak", "Apakah taman ramah anak"),
    ],
    ids=["each has a word of it", "the source has one word only", "nobody has a word of it"],
)
def test_equal_options_are_usual(texts: Sequence[str]) -> None:
    """Two questions can have the same options."""
    assert [] == findings(*(question(OWN, code=f"1.{n}", text=text_in_both(text)) for n, text in enumerate(texts)))
