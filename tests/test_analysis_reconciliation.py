"""Sums in a recap are compared with the calculated points, and every difference is reported with both numbers."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from kla_score.analysis.reconciliation import reconcile
from kla_score.assessment import PrintedPoints, RawRow, RawSheet, Scope, check_answers
from kla_score.cells import Cell, CellKind, number_cell
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.issues import Location, Severity
from kla_score.scoring import Scorecard, score

POINTS = {"1.1": 5.0, "1.2a": 1.5, "2.1": 6.0, "2.2": 4.0, "3.1": 7.25}
"""The tiny instrument: indicator 1 has 6.5 of 12, indicator 2 its cap of 8, indicator 3 7.25 of 10."""
OURS: dict[str, tuple[Scope, str, str, str]] = {
    "a question": (Scope.QUESTION, "1.2a", "1.5", "4.5"),
    "a question without points": (Scope.QUESTION, "1.10", "0", "2.5"),
    "a question worth nothing": (Scope.QUESTION, "3.2", "0", "0"),
    "an indicator": (Scope.INDICATOR, "1", "6.5", "12"),
    "an indicator at its cap": (Scope.INDICATOR, "2", "8", "8"),
    "a cluster": (Scope.CLUSTER, "A", "14.5", "20"),
    "the last cluster": (Scope.CLUSTER, "B", "7.25", "10"),
    "the whole": (Scope.TOTAL, "", "21.75", "30"),
}


@pytest.fixture(scope="module")
def scorecard(tiny: Instrument) -> Scorecard:
    """Return a scorecard with some points and one indicator above its cap."""
    rows = [
        RawRow(Cell(CellKind.TEXT, code), number_cell(POINTS[code]) if code in POINTS else Cell())
        for code in tiny.questions
    ]
    return score(check_answers(RawSheet(rows), tiny), tiny)


def printed_number(text: str, at: str) -> Cell:
    return number_cell(float(text), location=Location("", "Rekap", at))


def printed(scope: Scope, name: str, points: str = "", maximum: str = "") -> PrintedPoints:
    """Return a printed row. An empty text is a blank cell."""
    return PrintedPoints(
        scope,
        name,
        printed_number(points, "E7") if points else Cell(),
        printed_number(maximum, "D7") if maximum else Cell(),
    )


def of_one(found: PrintedPoints, scorecard: Scorecard) -> list[tuple[str, str, str, str]]:
    """Return code, cell, question and found value of each issue with a cell."""
    issues = [issue for issue in reconcile([found], scorecard) if issue.location.cell]
    return [(issue.code, issue.location.cell, issue.question, issue.found) for issue in issues]


@pytest.mark.parametrize(("scope", "name", "points", "maximum"), OURS.values(), ids=OURS)
def test_equal_sums_are_not_reported(scope: Scope, name: str, points: str, maximum: str, scorecard: Scorecard) -> None:
    """Equal points and maxima are not reported, caps included."""
    assert of_one(printed(scope, name, points, maximum), scorecard) == []


@pytest.mark.parametrize("difference", ["0.001", "-0.001", "1"])
@pytest.mark.parametrize(("scope", "name", "points", "maximum"), OURS.values(), ids=OURS)
def test_other_points_are_reported(
    scope: Scope, name: str, points: str, maximum: str, difference: str, scorecard: Scorecard
) -> None:
    """Any difference is reported with the printed points, the cell, and the question if there is one."""
    other = f"{Decimal(points) + Decimal(difference)}"
    question = name if scope is Scope.QUESTION else ""
    expected = [("printed-points-differ", "E7", question, str(Decimal(other).normalize()))]

    assert expected == of_one(printed(scope, name, other, maximum), scorecard)


@pytest.mark.parametrize("difference", ["0.001", "-0.001", "35"])
@pytest.mark.parametrize(("scope", "name", "points", "maximum"), OURS.values(), ids=OURS)
def test_another_maximum_is_reported(
    scope: Scope, name: str, points: str, maximum: str, difference: str, scorecard: Scorecard
) -> None:
    """A different maximum is reported like points, with the cell of the maximum."""
    other = f"{Decimal(maximum) + Decimal(difference)}"
    question = name if scope is Scope.QUESTION else ""
    expected = [("printed-maximum-differs", "D7", question, str(Decimal(other)))]

    assert expected == of_one(printed(scope, name, points, other), scorecard)


@pytest.mark.parametrize(("scope", "name", "points", "maximum"), OURS.values(), ids=OURS)
def test_the_calculated_number_is_reported_as_well(
    scope: Scope, name: str, points: str, maximum: str, scorecard: Scorecard
) -> None:
    """The issue contains both the printed and the calculated number."""
    issues = [issue for issue in reconcile([printed(scope, name, "99", "99")], scorecard) if issue.location.cell]
    expected = [Decimal(maximum), Decimal(points)]

    assert expected == [issue.parameters.get("maximum", issue.parameters.get("points")) for issue in issues]


@pytest.mark.parametrize(("scope", "name"), [case[:2] for case in OURS.values()], ids=OURS)
def test_blank_cells_are_not_compared(scope: Scope, name: str, scorecard: Scorecard) -> None:
    """Blank cells are not zeros."""
    assert of_one(printed(scope, name), scorecard) == []


def test_a_printed_zero_is_a_number(scorecard: Scorecard) -> None:
    """A printed 0 is compared like any other number."""
    expected = [("printed-points-differ", "E7", "", "0")]

    assert expected == of_one(printed(Scope.CLUSTER, "A", "0"), scorecard)


TYPED = {"a comma": ("14,5", 0), "blanks": (" 14.50 ", 0), "another number": ("14,6", 1)}


@pytest.mark.parametrize(("text", "count"), TYPED.values(), ids=TYPED)
def test_a_number_that_was_typed_as_text_is_compared(text: str, count: int, scorecard: Scorecard) -> None:
    """A number stored as text is read like an answer, with decimal comma and blanks."""
    cell = Cell(CellKind.TEXT, text, location=Location("", "Rekap", "E7"))

    assert count == len(of_one(PrintedPoints(Scope.CLUSTER, "A", cell), scorecard))


SENTENCES = [
    (
        printed(Scope.CLUSTER, "A", "15"),
        "For Cluster A: Health, the recap contains 15, but the questions add up to 14.5. The program uses 14.5.",
    ),
    (
        printed(Scope.TOTAL, "", "", "29"),
        "For the total, the recap contains a maximum of 29, but the instrument contains 30. The program uses 30.",
    ),
    (
        printed(Scope.QUESTION, "2.1", "", "9"),
        "For 2.1, the recap contains a maximum of 9, but the instrument contains 6. The program uses 6.",
    ),
]


@pytest.mark.parametrize(("found", "sentence"), SENTENCES)
def test_the_difference_is_a_sentence(found: PrintedPoints, sentence: str, scorecard: Scorecard) -> None:
    """The sentence names the part and both numbers."""
    issue = next(reconcile([found], scorecard))
    expected = sentence

    assert expected == Messages("en").what(issue)


@pytest.mark.parametrize(
    ("found", "name"),
    [
        (SENTENCES[0][0], "Klaster A: Sehat"),
        (SENTENCES[1][0], "jumlah seluruhnya"),
        (printed(Scope.INDICATOR, "2", "9"), "Sekolah"),
    ],
)
def test_the_sentence_is_there_in_indonesian(found: PrintedPoints, name: str, scorecard: Scorecard) -> None:
    """The Indonesian sentence has the Indonesian name of the part."""
    assert name in Messages("id").what(next(reconcile([found], scorecard)))


def test_differences_are_warnings(scorecard: Scorecard) -> None:
    """The questions could be scored, so that a difference is not an error."""
    everything = [printed(scope, name, "99", "99") for scope, name, _, _ in OURS.values()]
    severities = {issue.severity for issue in reconcile(everything, scorecard)}
    expected = {Severity.WARNING}

    assert expected == severities


def test_nothing_printed_is_nothing_to_report(scorecard: Scorecard) -> None:
    """A recap without sums has no issues."""
    assert list(reconcile([], scorecard)) == []


# The sum of the printed parts

CLUSTERS = [("A", "14.5"), ("B", "7.25")]
INDICATORS = [("1", "6.5"), ("2", "8"), ("3", "7.25")]


def parts(scope: Scope, numbers: Sequence[tuple[str, str]]) -> list[PrintedPoints]:
    return [printed(scope, name, points) for name, points in numbers]


@pytest.mark.parametrize(("scope", "numbers"), [(Scope.CLUSTER, CLUSTERS), (Scope.INDICATOR, INDICATORS)])
def test_parts_with_the_calculated_total_are_not_reported(
    scope: Scope, numbers: list[tuple[str, str]], scorecard: Scorecard
) -> None:
    """Clusters and indicators that add up to the calculated total are not reported."""
    assert list(reconcile(parts(scope, numbers), scorecard)) == []


@pytest.mark.parametrize(
    ("scope", "numbers", "code"),
    [
        (Scope.CLUSTER, [("A", "15.5"), ("B", "7.25")], "printed-clusters-differ"),
        (Scope.INDICATOR, [("1", "7.5"), ("2", "8"), ("3", "7.25")], "printed-indicators-differ"),
    ],
)
def test_parts_with_another_total_are_reported(
    scope: Scope, numbers: list[tuple[str, str]], code: str, scorecard: Scorecard
) -> None:
    """One issue at the end contains the number of parts, their sum and the calculated total."""
    issue = list(reconcile(parts(scope, numbers), scorecard))[-1]
    expected = (code, {"count": len(numbers), "sum": Decimal("22.75"), "points": Decimal("21.75")})

    assert expected == (issue.code, issue.parameters)


def test_clusters_and_indicators_are_added_up_apart(scorecard: Scorecard) -> None:
    """Clusters and indicators have separate sums, so that neither counts twice."""
    found = [*parts(Scope.CLUSTER, CLUSTERS), *parts(Scope.INDICATOR, INDICATORS)]

    assert list(reconcile(found, scorecard)) == []


def test_questions_and_totals_are_not_added_up(scorecard: Scorecard) -> None:
    """Only clusters and indicators are parts of the printed total."""
    found = [printed(Scope.QUESTION, "1.1", "5", "5"), printed(Scope.TOTAL, "", "21.75", "30")]

    assert list(reconcile(found, scorecard)) == []


def test_a_maximum_alone_adds_nothing_up(scorecard: Scorecard) -> None:
    """Without printed points there is no second total."""
    found = [printed(Scope.CLUSTER, "A", "", "20"), printed(Scope.CLUSTER, "B", "", "10")]

    assert list(reconcile(found, scorecard)) == []


def test_exact_decimals_are_added_up_exactly(tiny: Instrument) -> None:
    """0.1 and 0.2 are exactly 0.3."""
    rows = [
        RawRow(Cell(CellKind.TEXT, code), number_cell({"1.1": 0.1, "3.1": 0.2}.get(code, 0))) for code in tiny.questions
    ]
    small = score(check_answers(RawSheet(rows), tiny), tiny)
    found = [printed(Scope.CLUSTER, "A", "0.1"), printed(Scope.CLUSTER, "B", "0.2"), printed(Scope.TOTAL, "", "0.3")]

    assert list(reconcile(found, small)) == []
