"""The types of question, from real cells to points, and the faults of their definitions."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, get_args

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from kla_score.assessment import read_answer
from kla_score.cells import Cell, CellKind, decimals_of, number_cell
from kla_score.instrument import Instrument
from kla_score.instrument.base import Text
from kla_score.instrument.questions import KINDS, NumberScale, OptionScale, Points, Question
from kla_score.instrument.questions.percentage import PercentageQuestion
from kla_score.sheet import read_workbook
from tests.conftest import Bookmaker

CASES: Final = Path(__file__).parent / "cases"


def question(kind: str, **keys: object) -> Question:
    """Return a question of *kind* with *keys*. The other keys exist and do not matter."""
    words = {"id": "Berapa?", "en": "How much?"}
    others = {"code": "1.1", "printed": "1", "text": words, "provenance": "printed", "maximum": Decimal(10)}
    return KINDS[kind].model_validate({**others, "kind": kind, **keys})


_INTERVAL: Final = re.compile(r"([\[(])(.+), (.+)([\])]) (.+)")


def band(text: str) -> dict[str, Decimal]:
    """Return a band for an interval and its points, such as ``[0, 2) 4``."""
    match = _INTERVAL.fullmatch(text)
    assert match, text

    opening, lower, upper, closing, points = match.groups()
    return {
        "at_least" if opening == "[" else "above": Decimal(lower),
        "up_to" if closing == "]" else "below": Decimal(upper),
        "points": Decimal(points),
    }


def percentage(*bands: str, maximum: str = "10", lower_is_better: bool = False) -> PercentageQuestion:
    made = question(
        "percentage",
        maximum=Decimal(maximum),
        bands=[band(text) for text in bands] or None,
        lower_is_better=lower_is_better,
    )
    assert isinstance(made, PercentageQuestion)

    return made


def option(text: str) -> dict[str, object]:
    """Return the option for ``Indonesian text / English text = points``."""
    match = re.fullmatch("(.+) / (.+) = (.+)", text)
    assert match, text

    return {"text": {"id": match[1], "en": match[2]}, "points": Decimal(match[3])}


def choice(*options: str, maximum: str = "10") -> Question:
    return question("choice", maximum=Decimal(maximum), options=[option(text) for text in options])


def answer(cell: str, asked: Question, book: Bookmaker, around: Instrument) -> tuple[Decimal | None, list[str]]:
    """Write *cell* into a real workbook, read it, and return the points and the codes of the issues."""
    (row,) = read_workbook(book(f"== A\nKode|Nilai\n'1.1|{cell}"), around).rows
    reading = read_answer(row.points, asked)
    return reading.points, [issue.code for issue in reading.issues]


# Cases from files

SHORT: Final[Mapping[str, Callable[[str], object]]] = {"bands": band, "options": option}
"""Keys of a question with short notation in the files."""


def read_key(key: str, value: Any) -> object:
    """Return the *value* of *key* from a file of cases as an instrument file has it."""
    if isinstance(value, list) and key in SHORT:
        return [SHORT[key](each) for each in value]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(str(value)) if is_number else value


def cases() -> Iterator[tuple[Question, Mapping[str, Any]]]:
    """Yield each case with its question. The name of its file is the type of question."""
    for path in sorted(CASES.glob("*.yaml")):
        for group in yaml.safe_load(path.read_text(encoding="utf-8")):
            keys = {key: read_key(key, value) for key, value in group["question"].items()}
            asked = question(path.stem, **keys)
            yield from ((asked, case) for case in group["cases"])


ALL_CASES: Final = list(cases())
ASKED: Final = {kind: [asked for asked, _ in ALL_CASES if asked.kind == kind] for kind in KINDS}
"""The questions of the cases by their type."""


@pytest.mark.parametrize(
    ("asked", "case"),
    ALL_CASES,
    ids=[f"{asked.kind}-{case['cell'] or 'blank'}".replace("'", "") for asked, case in ALL_CASES],
)
def test_a_cell_has_points_or_a_reason(
    asked: Question, case: Mapping[str, Any], book: Bookmaker, tiny: Instrument
) -> None:
    """Every real cell gives exact points, or no points and the reason."""
    points = None if case["points"] is None else Decimal(case["points"])

    assert (points, case["issues"]) == answer(case["cell"], asked, book, tiny)


def test_every_kind_has_cases() -> None:
    """Each type of question has its file of real cells."""
    assert {path.stem for path in CASES.glob("*.yaml")} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_blank_cell_is_unanswered(kind: str) -> None:
    """A blank cell is unanswered, unlike 0 or "no", and has no issue."""
    readings = [read_answer(Cell(), asked) for asked in ASKED[kind]]

    assert {(None, ())} == {(reading.points, reading.issues) for reading in readings}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cell_kind", [each for each in CellKind if each is not CellKind.BLANK])
def test_a_cell_is_used_or_refused(cell_kind: CellKind, kind: str) -> None:
    """For any content of a cell, every type gives points or one error."""
    number = Decimal(3) if cell_kind is CellKind.NUMBER else None
    readings = [read_answer(Cell(cell_kind, "3", number), asked) for asked in ASKED[kind]]

    assert {True} == {(reading.points is None) == _is_refused(reading.issues) for reading in readings}


def _is_refused(issues: Sequence[Any]) -> bool:
    return [issue.severity.value for issue in issues] == ["error"]


# Points


def test_an_inferred_maximum_is_called_inferred(book: Bookmaker, tiny: Instrument) -> None:
    """The message about points above an inferred maximum contains the word "inferred"."""
    (row,) = read_workbook(book("== A\nKode|Nilai\n'1.10|3"), tiny).rows
    (issue,) = read_answer(row.points, tiny.questions["1.10"]).issues

    assert issue.code == "points-above-inferred-maximum"


def test_an_issue_has_its_location_and_values(book: Bookmaker, tiny: Instrument) -> None:
    """An issue has the sheet, the cell, the question, the found value and the allowed value."""
    (row,) = read_workbook(book("== Lembar\nKode|Nilai\n'1.1|9"), tiny).rows
    (issue,) = read_answer(row.points, tiny.questions["1.1"]).issues
    reported = (issue.location.sheet, issue.location.cell, issue.question, issue.found, issue.parameters["maximum"])

    assert reported == ("Lembar", "B2", "1.1", "9", Decimal(5))


WITH_NUMBERS: Final = {
    "a text that is no number": (Cell(CellKind.TEXT, "lima"), {"maximum": Decimal(10)}),
    "a date": (Cell(CellKind.DATE, "2024-01-02"), {"maximum": Decimal(10)}),
    "a number typed as text": (Cell(CellKind.TEXT, "4,50"), {"points": Decimal("4.5")}),
}


@pytest.mark.parametrize(("cell", "expected"), WITH_NUMBERS.values(), ids=WITH_NUMBERS)
def test_an_issue_with_points_has_its_numbers(cell: Cell, expected: dict[str, object]) -> None:
    """A refused cell has the allowed value, and a repaired one has the read value."""
    assert [expected] == [issue.parameters for issue in read_answer(cell, question("points")).issues]


@pytest.mark.parametrize(("number", "expected"), [("1", 0), ("1.50", 1), ("0.125", 3), ("1E+2", 0), ("1E-4", 4)])
def test_decimals_are_counted_without_trailing_zeros(number: str, expected: int) -> None:
    """Trailing zeros do not count as decimals."""
    assert expected == decimals_of(Decimal(number))


# Percentages


@pytest.mark.parametrize("stored", [0.07, 0.14, 0.285, 0.29, 0.57, 0.58, 1.1 - 0.53])
def test_a_binary_share_has_its_displayed_value(stored: float) -> None:
    """0.57 times 100 in binary is less than 57. A band up to 57 % still includes it."""
    edge = format(stored * 100, ".10g")
    asked = percentage(f"[0, {edge}) 0", f"[{edge}, 100] 10")

    assert Decimal(10) == read_answer(number_cell(stored, is_percent=True), asked).points


def test_a_repaired_percentage_is_reported(book: Bookmaker, tiny: Instrument) -> None:
    """If a text is read as a percentage, the note contains that percentage."""
    (row,) = read_workbook(book("== A\nKode|Nilai\n'1.1|'87,5 %"), tiny).rows
    (issue,) = read_answer(row.points, percentage()).issues

    assert (issue.found, issue.parameters["percentage"]) == ("87,5 %", Decimal("87.5"))


# Choices


def test_an_unknown_choice_is_reported_with_all_options(desa: Instrument) -> None:
    """The message has all options, in the language of the reader."""
    (issue,) = read_answer(Cell(CellKind.TEXT, "Perda"), desa.questions["A1.1"]).issues
    allowed = issue.parameters["allowed"]
    assert isinstance(allowed, tuple)

    assert [
        "Village regulation",
        "Regulation of the village head",
        "Decree of the village head",
        "No written rule yet",
    ] == [option if isinstance(option, str) else option.in_language("en") for option in allowed]


BLANKS: Final = st.text(" \t\n\u00a0\u200b", max_size=3)


@given(st.data())
def test_blanks_and_letter_case_do_not_choose(desa: Instrument, data: st.DataObject) -> None:
    """Capitals and blanks do not change the chosen option."""
    asked = data.draw(
        st.sampled_from([each for each in desa.questions.values() if isinstance(each.scale, OptionScale)])
    )
    assert isinstance(asked.scale, OptionScale)
    text, points = data.draw(st.sampled_from(asked.scale.options))
    words = text.in_language(data.draw(st.sampled_from(["id", "en"]))).split(" ")
    typed = data.draw(BLANKS)
    for word in words:
        typed += data.draw(st.sampled_from([word, word.upper(), word.lower(), word.title()])) + " " + data.draw(BLANKS)

    assert points == read_answer(Cell(CellKind.TEXT, typed), asked).points


# Every kind

ANSWERS: Final = {
    "points": (question("points"), Cell(CellKind.TEXT, "4,50"), Decimal("4.5")),
    "a percentage": (percentage(), number_cell(0.85, is_percent=True), Decimal(85)),
    "an option": (choice("ya / yes = 10", "tidak / no = 0"), Cell(CellKind.TEXT, " YES"), Text(id="ya", en="yes")),
}


@pytest.mark.parametrize(("asked", "cell", "expected"), ANSWERS.values(), ids=ANSWERS)
def test_a_reading_has_the_answer(asked: Question, cell: Cell, expected: object) -> None:
    """The reading has the points, the percentage, or the option in both languages."""
    assert expected == read_answer(cell, asked).answer


@pytest.mark.parametrize(
    ("asked", "expected"),
    [(question("points"), (Decimal(10), False, Decimal("4.5"))), (percentage(), (Decimal(100), True, Decimal("0.45")))],
    ids=["points", "percentage"],
)
def test_a_scale_of_numbers_has_its_range(asked: Question, expected: tuple[Decimal, bool, Decimal]) -> None:
    """Points go up to the maximum and count in full. Percentages go up to 100."""
    assert isinstance(asked.scale, NumberScale)

    assert expected == (asked.scale.highest, asked.scale.is_percentage, asked.scale.points_at(Decimal("4.5")))


def test_a_kind_is_found_by_its_name() -> None:
    """The class under the name of a type has that name."""
    assert {name: (name,) for name in KINDS} == {
        name: get_args(kind.__annotations__["kind"]) for name, kind in KINDS.items()
    }


# Numbers of a definition


def refusals(**keys: object) -> list[str]:
    """Make a percentage question with *keys*, and give the type of each refusal."""
    try:
        question("percentage", **keys)
    except ValidationError as error:
        return [each["type"] for each in error.errors()]
    return []


@pytest.mark.parametrize("value", ["0", "0.001", "0.0010", "9999.999", "10000", "1E+4"])
def test_points_are_exact_and_in_range(value: str) -> None:
    """Points range from 0 to 10,000, inclusive, with three significant decimals."""
    assert [] == refusals(maximum=Decimal(value))


@pytest.mark.parametrize("value", [Decimal("-0.001"), Decimal("0.0001"), Decimal("10000.001"), 5, "5", None])
def test_other_points_are_refused(value: object) -> None:
    """Points out of range, too fine or inexact are refused."""
    assert ["value-not-points"] == refusals(maximum=value)


@pytest.mark.parametrize(("value", "expected"), [("5", "not a number"), (Decimal(-1), "out of range")])
def test_a_refusal_has_its_reason(value: object, expected: str) -> None:
    """A notebook prints the reason of pydantic."""
    with pytest.raises(ValidationError) as caught:
        question("percentage", maximum=value)

    assert [expected] == [each["msg"] for each in caught.value.errors()]


@pytest.mark.parametrize("value", ["0", "99.999", "100"])
def test_percentages_are_exact_and_in_range(value: str) -> None:
    """Percentages range from 0 to 100, inclusive."""
    assert [] == refusals(bands=[{"at_least": Decimal(value), "points": Decimal(0)}] * 2)


@pytest.mark.parametrize("value", [Decimal("-0.001"), Decimal("0.0001"), Decimal("100.001"), 5])
def test_other_percentages_are_refused(value: object) -> None:
    """Percentages out of range, too fine or inexact are refused."""
    refused = refusals(bands=[{"at_least": value, "points": Decimal(0)}, band("(0, 100] 10")])

    assert "value-not-percentage" in refused


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_a_number_is_finite(value: str) -> None:
    """A Decimal that is not a number is refused like any other value."""
    assert ["value-not-points"] == refusals(maximum=Decimal(value))


JSON_POINTS: Final = {"100": "100", "7.5": "7.5", '"7.50"': "7.50", "0.001": "0.001"}


@pytest.mark.parametrize(("written", "expected"), JSON_POINTS.items(), ids=JSON_POINTS)
def test_json_has_points_as_numbers_or_texts(written: str, expected: str) -> None:
    """In JSON, points are numbers, as in the schema, or the texts that pydantic writes."""
    assert expected == str(TypeAdapter(Points).validate_json(written))


@pytest.mark.parametrize("written", ['"abc"', '""', '"NaN"', "NaN", "1e400", "10001", "0.0001", "true", "null", "[]"])
def test_other_json_is_no_points(written: str) -> None:
    """Anything else in JSON is refused with the code for points."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Points).validate_json(written)

    assert ["value-not-points"] == [each["type"] for each in caught.value.errors()]


# Definitions that contradict themselves

SCALES: Final[dict[str, tuple[Question, list[tuple[str, tuple[str | int, ...], str]]]]] = {
    "no bands": (percentage(), []),
    "bands that go up": (percentage("[0, 20] 0", "(20, 100] 10"), []),
    "bands that go down": (percentage("[0, 20] 10", "(20, 100] 0", lower_is_better=True), []),
    "single percentages as bands": (percentage("[0, 0] 0", "(0, 100) 5", "[100, 100] 10"), []),
    "a gap of one percentage": (
        percentage("[0, 20) 0", "(20, 100] 10"),
        [("bands-gap", ("bands", 1, "above"), "")],
    ),
    "a gap": (percentage("[0, 20] 0", "[21, 100] 10"), [("bands-gap", ("bands", 1, "at_least"), "")]),
    "a gap at the bottom": (percentage("[1, 20] 0", "(20, 100] 10"), [("bands-gap", ("bands", 0, "at_least"), "")]),
    "0 itself is missing": (percentage("(0, 20] 0", "(20, 100] 10"), [("bands-gap", ("bands", 0, "above"), "")]),
    "a gap at the top": (percentage("[0, 20] 0", "(20, 99] 10"), [("bands-gap", ("bands", 1, "up_to"), "")]),
    "100 itself is missing": (percentage("[0, 20] 0", "(20, 100) 10"), [("bands-gap", ("bands", 1, "below"), "")]),
    "100 itself is missing from the last of three": (
        percentage("[0, 20] 0", "(20, 50] 5", "(50, 100) 10"),
        [("bands-gap", ("bands", 2, "below"), "")],
    ),
    "two gaps": (
        percentage("[0, 20] 0", "[21, 50) 5", "(50, 100] 10"),
        [("bands-gap", ("bands", 1, "at_least"), ""), ("bands-gap", ("bands", 2, "above"), "")],
    ),
    "one percentage in two bands": (
        percentage("[0, 20] 0", "[20, 100] 10"),
        [("bands-overlap", ("bands", 1, "at_least"), "20")],
    ),
    "an overlap": (percentage("[0, 20] 0", "(19.5, 100] 10"), [("bands-overlap", ("bands", 1, "above"), "19.5")]),
    "an upper edge below the lower": (
        percentage("[0, 20] 0", "(20, 10] 10"),
        [("band-empty", ("bands", 1, "up_to"), "10")],
    ),
    "one percentage, excluded above": (
        percentage("[0, 20) 0", "[20, 20) 5", "[20, 100] 10"),
        [("band-empty", ("bands", 1, "below"), "20")],
    ),
    "one percentage, excluded below": (
        percentage("[0, 20] 0", "(20, 20] 5", "(20, 100] 10"),
        [("band-empty", ("bands", 1, "up_to"), "20")],
    ),
    "bands in another order": (
        percentage("(20, 100] 0", "[0, 20] 10"),
        [("bands-disordered", ("bands", 1, "at_least"), "0")],
    ),
    "bands in another order, with the points that belong to them": (
        percentage("(20, 100] 10", "[0, 20] 0"),
        [("bands-disordered", ("bands", 1, "at_least"), "0")],
    ),
    "an overlap, and points that fall": (
        percentage("[0, 20] 10", "[20, 100] 0"),
        [("bands-overlap", ("bands", 1, "at_least"), "20"), ("bands-reversed", ("bands", 1, "points"), "0")],
    ),
    "points that fall": (
        percentage("[0, 20] 0", "(20, 50] 10", "(50, 100] 5"),
        [("bands-reversed", ("bands", 2, "points"), "5")],
    ),
    "points that fall twice": (
        percentage("[0, 20] 10", "(20, 50] 5", "(50, 100] 0"),
        [("bands-reversed", ("bands", 1, "points"), "5")],
    ),
    "points that rise although low is good": (
        percentage("[0, 20] 0", "(20, 100] 10", lower_is_better=True),
        [("bands-reversed", ("bands", 1, "points"), "10")],
    ),
    "two bands of one worth": (
        percentage("[0, 20] 0", "(20, 50] 10", "(50, 100] 10"),
        [("bands-same-points", ("bands", 2, "points"), "10")],
    ),
    "two bands of one worth where low is good": (
        percentage("[0, 20] 10", "(20, 50] 0", "(50, 100] 0", lower_is_better=True),
        [("bands-same-points", ("bands", 2, "points"), "0")],
    ),
    "the best band is worth less": (
        percentage("[0, 20] 0", "(20, 100] 9.999"),
        [("ladder-misses-maximum", ("maximum",), "10")],
    ),
    "the best band is worth more": (
        percentage("[0, 20] 0", "(20, 100] 10.001"),
        [("ladder-misses-maximum", ("maximum",), "10")],
    ),
    "no band is worth nothing": (
        percentage("[0, 20] 0.5", "(20, 100] 10"),
        [("ladder-without-zero", ("bands",), "0.5")],
    ),
    "options that go down": (choice("a / a = 10", "b / b = 5", "c / c = 0"), []),
    "options that go up": (choice("a / a = 0", "b / b = 5", "c / c = 10"), []),
    "options of one worth": (choice("a / a = 10", "b / b = 10", "c / c = 0", "d / d = 0"), []),
    "options worth nothing at all": (choice("a / a = 0", "b / b = 0", maximum="0"), []),
    "an Indonesian text twice": (
        choice("a / b = 10", "A / c = 0"),
        [("option-repeated", ("options", 1, "text", "id"), "A")],
    ),
    "an English text twice": (
        choice("a / b = 10", "c /  B = 0"),
        [("option-repeated", ("options", 1, "text", "en"), " B")],
    ),
    "a text that is the other language of another option": (
        choice("a / b = 10", "b / c = 0"),
        [("option-repeated", ("options", 1, "text", "id"), "b")],
    ),
    "an option twice": (
        choice("a / b = 10", "c / d = 5", "a / b = 0"),
        [("option-repeated", ("options", 2, "text", "id"), "a")],
    ),
    "an option twice, and none that is worth nothing": (
        choice("a / b = 10", "a / b = 5"),
        [
            ("option-repeated", ("options", 1, "text", "id"), "a"),
            ("ladder-without-zero", ("options",), "5"),
        ],
    ),
    "options that turn": (
        choice("a / a = 10", "b / b = 3", "c / c = 6", "d / d = 0"),
        [("options-unordered", ("options", 2, "points"), "6")],
    ),
    "options that turn twice": (
        choice("a / a = 0", "b / b = 5", "c / c = 3", "d / d = 8", "e / e = 7", "f / f = 10"),
        [("options-unordered", ("options", 2, "points"), "3")],
    ),
    "options that rise and stay": (choice("a / a = 0", "b / b = 5", "c / c = 5", "d / d = 10"), []),
    "options that fall at the end": (
        choice("a / a = 0", "b / b = 10", "c / c = 5"),
        [("options-unordered", ("options", 2, "points"), "5")],
    ),
    "options that rise at the beginning": (
        choice("a / a = 5", "b / b = 10", "c / c = 0"),
        [("options-unordered", ("options", 1, "points"), "10")],
    ),
    "options that end where they began": (
        choice("a / a = 10", "b / b = 0", "c / c = 10"),
        [("options-unordered", ("options", 2, "points"), "10")],
    ),
    "the best option is worth less": (
        choice("a / a = 9", "b / b = 0"),
        [("ladder-misses-maximum", ("maximum",), "10")],
    ),
    "an option is worth more": (
        choice("a / a = 12", "b / b = 10", "c / c = 0"),
        [("ladder-misses-maximum", ("maximum",), "10")],
    ),
    "no option is worth nothing": (
        choice("a / a = 10", "b / b = 1"),
        [("ladder-without-zero", ("options",), "1")],
    ),
    "points": (question("points"), []),
}


@pytest.mark.parametrize(("asked", "expected"), SCALES.values(), ids=SCALES)
def test_violations_of_a_scale_are_found_at_their_key(
    asked: Question, expected: list[tuple[str, tuple[str | int, ...], str]]
) -> None:
    """Each violation of options and bands is reported once, at its key."""
    assert expected == [(violation.code, violation.key, violation.found) for violation in asked.find_violations()]


EDGES: Final = {
    "no lower edge": {"up_to": Decimal(20)},
    "no upper edge": {"at_least": Decimal(0)},
    "no edge": {},
    "two lower edges": {"at_least": Decimal(0), "above": Decimal(0), "up_to": Decimal(20)},
    "two upper edges": {"at_least": Decimal(0), "up_to": Decimal(20), "below": Decimal(20)},
}


@pytest.mark.parametrize("edges", EDGES.values(), ids=EDGES)
def test_a_band_without_clear_edges_is_the_only_fault(edges: dict[str, Decimal]) -> None:
    """A band with too few or too many edges is reported, without a gap."""
    asked = question("percentage", bands=[{**edges, "points": Decimal(0)}, band("(20, 100] 10")])

    assert [("band-edges-unclear", ("bands", 0))] == [
        (violation.code, violation.key) for violation in asked.find_violations()
    ]


FAULT_PARAMETERS: Final = {
    "gap": (percentage("[0, 20] 0", "(25, 100] 10"), {"lower": Decimal(20), "upper": Decimal(25)}),
    "gap at the bottom": (percentage("[2, 20] 0", "(20, 100] 10"), {"lower": Decimal(0), "upper": Decimal(2)}),
    "gap at the top": (percentage("[0, 20] 0", "(20, 98] 10"), {"lower": Decimal(98), "upper": Decimal(100)}),
    "maximum": (choice("a / a = 9", "b / b = 0"), {"maximum": Decimal(10), "derived": Decimal(9)}),
}


@pytest.mark.parametrize(("asked", "expected"), FAULT_PARAMETERS.values(), ids=FAULT_PARAMETERS)
def test_a_violation_of_a_scale_has_its_numbers(asked: Question, expected: dict[str, Decimal]) -> None:
    """A gap has both its ends. A maximum has the points of the best answer."""
    assert [expected] == [violation.parameters for violation in asked.find_violations()]


# Promises about every scale

THOUSANDTHS: Final = st.integers(0, 100_000).map(lambda number: Decimal(number) / 1000)
"""Percentages in an instrument."""
ANY_DECIMALS: Final = st.decimals(0, 100, places=12) | THOUSANDTHS | st.integers(0, 100).map(Decimal)
"""Percentages in a cell."""


Cut = tuple[Decimal, bool]
"""The cut between two bands: a percentage, and whether it belongs to the lower band."""


def bands_between(cuts: Sequence[Cut], answer_points: Sequence[Decimal]) -> list[str]:
    """Return the bands between *cuts*, from 0 up to 100, each with one of *answer_points*."""
    opened = [(Decimal(0), False), *cuts]
    closed = [*cuts, (Decimal(100), True)]
    return [
        f"{'(' if lower_owns else '['}{lower}, {upper}{']' if upper_owns else ')'} {step}"
        for (lower, lower_owns), (upper, upper_owns), step in zip(opened, closed, answer_points, strict=True)
    ]


def cuts_of(edges: st.SearchStrategy[Decimal]) -> st.SearchStrategy[list[Cut]]:
    """Draw ascending cuts between 0 and 100. A percentage can have cuts on both sides."""
    outermost = {(Decimal(0), False), (Decimal(100), True)}
    each = st.tuples(edges, st.booleans()).filter(lambda cut: cut not in outermost)
    return st.lists(each, min_size=1, max_size=5, unique=True).map(sorted)


@st.composite
def sound(draw: st.DrawFn, edges: st.SearchStrategy[Decimal] = THOUSANDTHS) -> PercentageQuestion:
    """Draw a question whose bands cover 0 to 100 once and rise or fall throughout."""
    cuts = draw(cuts_of(edges))
    lower_is_better = draw(st.booleans())
    worth = st.integers(1, 10_000_000).map(lambda number: Decimal(number) / 1000)
    answer_points = draw(st.lists(worth, min_size=len(cuts), max_size=len(cuts), unique=True))
    answer_points = sorted([Decimal(0), *answer_points], reverse=lower_is_better)
    return percentage(
        *bands_between(cuts, answer_points), maximum=str(max(answer_points)), lower_is_better=lower_is_better
    )


STRAIGHT: Final = st.builds(
    lambda maximum, lower_is_better: percentage(maximum=str(maximum), lower_is_better=lower_is_better),
    st.integers(0, 10_000_000).map(lambda number: Decimal(number) / 1000),
    st.booleans(),
)
"""Questions without bands."""


def owners(asked: PercentageQuestion, number: Decimal) -> Iterator[int]:
    """Return the bands of *number*, calculated from the text of the file."""
    for position, each in enumerate(asked.bands or ()):
        is_above = number > each.above if each.above is not None else each.at_least is None or number >= each.at_least
        is_below = number < each.below if each.below is not None else each.up_to is None or number <= each.up_to
        if is_above and is_below:
            yield position


def points_for(asked: Question, number: Decimal) -> Decimal:
    """Answer *number* per cent in a cell with a percent format."""
    points = read_answer(Cell(CellKind.NUMBER, "", number / 100, is_percent=True), asked).points
    assert points is not None

    return points


@given(sound())
def test_a_scale_that_covers_all_once_has_no_violation(asked: PercentageQuestion) -> None:
    """Bands that cover 0 to 100 once and rise, or fall if low is good, have no violation."""
    assert [] == list(asked.find_violations())


@given(sound(), ANY_DECIMALS)
def test_every_percentage_has_the_points_of_its_band(asked: PercentageQuestion, number: Decimal) -> None:
    """Without a violation, a percentage with any decimals belongs to one band and has its points."""
    assert [points_for(asked, number)] == [
        each.points for position, each in enumerate(asked.bands or ()) if position in set(owners(asked, number))
    ]


@given(STRAIGHT, ANY_DECIMALS)
def test_without_bands_the_share_counts_to_the_thousandth(asked: PercentageQuestion, number: Decimal) -> None:
    """The points are the share of the maximum, with half a thousandth rounded up."""
    part = 100 - Fraction(number) if asked.lower_is_better else Fraction(number)
    thousandths = int(Fraction(asked.maximum) * part / 100 * 1000 + Fraction(1, 2))

    assert Fraction(thousandths, 1000) == Fraction(points_for(asked, number))


@given(sound() | STRAIGHT, ANY_DECIMALS)
def test_a_percentage_is_worth_nothing_to_the_maximum(asked: PercentageQuestion, number: Decimal) -> None:
    """Every readable percentage gives points from 0 to the maximum."""
    assert 0 <= points_for(asked, number) <= asked.maximum


@given(sound() | STRAIGHT)
def test_the_best_and_the_worst_percentage_are_worth_all_and_nothing(asked: PercentageQuestion) -> None:
    """One end of the scale gives the maximum, the other end 0."""
    ends = (Decimal(100), Decimal(0)) if asked.lower_is_better else (Decimal(0), Decimal(100))

    assert (Decimal(0), asked.maximum) == tuple(points_for(asked, end) for end in ends)


@given(sound() | STRAIGHT, ANY_DECIMALS, ANY_DECIMALS)
def test_a_better_percentage_is_never_worth_less(asked: PercentageQuestion, one: Decimal, other: Decimal) -> None:
    """A higher percentage never gives fewer points, or never more if low is good."""
    worse, better = sorted([one, other], reverse=asked.lower_is_better)

    assert points_for(asked, worse) <= points_for(asked, better)


FEW_EDGES: Final = st.sampled_from([Decimal(text) for text in ("0", "20", "20.5", "60", "100")])


@st.composite
def maybe_unsound(draw: st.DrawFn) -> PercentageQuestion:
    """Draw bands that may have gaps or overlaps: sound ones with one or two moved ends."""
    asked = draw(sound(FEW_EDGES))
    bands = [each.model_dump(exclude_none=True) for each in asked.bands or ()]
    for _ in range(draw(st.integers(0, 2))):
        position = draw(st.integers(0, len(bands) - 1))
        keys = draw(st.sampled_from([("at_least", "above"), ("up_to", "below")]))
        moved = {key: value for key, value in bands[position].items() if key not in keys}
        bands[position] = {**moved, draw(st.sampled_from(keys)): draw(FEW_EDGES)}
    if draw(st.integers(0, 3)) == 0:
        bands = draw(st.permutations(bands))
    made = question("percentage", maximum=asked.maximum, bands=bands, lower_is_better=asked.lower_is_better)
    assert isinstance(made, PercentageQuestion)

    return made


def tried_on(asked: PercentageQuestion) -> list[list[int]]:
    """Return the bands of every edge, and of a value between any two edges, in ascending order."""
    ends = (value for each in asked.bands or () for value in (each.at_least, each.above, each.below, each.up_to))
    edges = sorted({Decimal(0), Decimal(100), *(value for value in ends if value is not None)})
    between = [(lower + upper) / 2 for lower, upper in pairwise(edges)]
    return [list(owners(asked, number)) for number in sorted([*edges, *between])]


def covers_once(asked: PercentageQuestion) -> bool:
    """Return whether each percentage is in one band, and every band is used, in ascending order."""
    found = tried_on(asked)
    in_order = [each[0] for each in found if len(each) == 1]
    every_band = set(range(len(asked.bands or ())))
    return len(in_order) == len(found) and sorted(in_order) == in_order and set(in_order) == every_band


COVERAGE: Final = {"bands-gap", "bands-overlap", "bands-disordered", "band-empty"}


@pytest.mark.slow
@given(maybe_unsound())
@settings(max_examples=settings().max_examples * 10)
def test_a_fault_is_found_when_a_percentage_has_no_band_or_two(asked: PercentageQuestion) -> None:
    """A fault is found exactly for a gap, an overlap, an empty band or a wrong order."""
    assert covers_once(asked) == COVERAGE.isdisjoint(violation.code for violation in asked.find_violations())


def ascends(asked: PercentageQuestion) -> bool:
    """Return whether no band is empty and each begins and ends above the one before it."""
    bands = asked.bands or ()
    lower = [(each.lower.value, not each.lower.is_included) for each in bands]
    upper = [(each.upper.value, each.upper.is_included) for each in bands]
    begins_and_ends = all(begin < end for begin, end in zip(lower, upper, strict=True))
    return begins_and_ends and all(before < after for ends in (lower, upper) for before, after in pairwise(ends))


@pytest.mark.slow
@given(maybe_unsound().filter(ascends))
@settings(max_examples=settings().max_examples * 3)
def test_gaps_and_overlaps_have_different_codes(asked: PercentageQuestion) -> None:
    """If bands ascend, a percentage without a band is a gap, and one with two bands an overlap."""
    counts = {min(len(found), 2) for found in tried_on(asked)}
    codes = {violation.code for violation in asked.find_violations()} & COVERAGE

    assert codes == {code for code, count in {"bands-gap": 0, "bands-overlap": 2}.items() if count in counts}
