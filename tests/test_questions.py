"""The kinds of question, from real cells to points."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from kla_score.instrument import Instrument
from kla_score.questions import decimals_of
from kla_score.workbook import read_workbook
from tests.conftest import Bookmaker

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "points.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["cell"] or "blank")
def test_a_points_cell_gives_points_or_a_reason(case: dict[str, Any], book: Bookmaker, tiny: Instrument) -> None:
    """
    Every cell that people leave behind gives exact points, or nothing and the reason.
    """
    (row,) = read_workbook(book(f"== A\nKode|Nilai\n'1.1|{case['cell']}"), tiny).rows
    reading = tiny.questions["1.1"].read(row.points)
    expected = None if case["points"] is None else Decimal(case["points"])

    assert (expected, case["issues"]) == (reading.points, [issue.code for issue in reading.issues])


def test_an_inferred_maximum_is_called_inferred(book: Bookmaker, tiny: Instrument) -> None:
    """
    Points above a maximum that we inferred are refused with that word.
    """
    (row,) = read_workbook(book("== A\nKode|Nilai\n'1.10|3"), tiny).rows
    (issue,) = tiny.questions["1.10"].read(row.points).issues

    assert issue.code == "points-above-inferred-maximum"


def test_an_issue_says_where_and_what(book: Bookmaker, tiny: Instrument) -> None:
    """
    An issue names sheet, cell, question, what was found and what is allowed.
    """
    (row,) = read_workbook(book("== Lembar\nKode|Nilai\n'1.1|9"), tiny).rows
    (issue,) = tiny.questions["1.1"].read(row.points).issues
    said = (issue.place.sheet, issue.place.cell, issue.question, issue.found, issue.parameters["maximum"])

    assert said == ("Lembar", "B2", "1.1", "9", Decimal(5))


@pytest.mark.parametrize(("number", "expected"), [("1", 0), ("1.50", 1), ("0.125", 3), ("1E+2", 0), ("1E-4", 4)])
def test_decimals_are_counted_without_trailing_zeros(number: str, expected: int) -> None:
    """
    Only decimals that say something count.
    """
    assert expected == decimals_of(Decimal(number))
