"""
A second calculation of a total, which shares no code with the program.

It reads the instrument with PyYAML's own loader. It takes answers and references by their meaning, not as cells, and
adds up fractions.
"""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

Answer = Fraction | int | None
"""Points, the position of an option (from 0), a percentage from 0 to 100, or None."""


Points = tuple[Fraction, Fraction]
"""Claimed and supported points."""


def second_calculation(
    file: Path, answers: Mapping[str, Answer], references: Mapping[str, Mapping[str, int]]
) -> tuple[Fraction, Fraction | None]:
    """
    Add up claimed and supported points by hand. Supported is None if no evidence is recorded.

    *references* are numbers of documents by code and evidence type.
    """
    claimed, supported = calculate_levels(read_form(file), answers, references)["total"]
    return claimed, supported if any(any(each.values()) for each in references.values()) else None


def read_form(file: Path) -> Any:
    """Read an instrument as PyYAML reads it."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def calculate_levels(
    form: Any, answers: Mapping[str, Answer], references: Mapping[str, Mapping[str, int]]
) -> dict[str, Points]:
    """Calculate the points of the total, of each cluster ("cluster A") and of each question, by code."""
    points: dict[str, Points] = {"total": (Fraction(0), Fraction(0))}
    for cluster in form["clusters"]:
        own: Points = (Fraction(0), Fraction(0))
        for indicator in cluster["indicators"]:
            asked = indicator["questions"]
            for question in asked:
                claimed = worth(question, answers[question["code"]])
                enough = is_enough(question.get("evidence", []), references[question["code"]])
                points[question["code"]] = claimed, claimed if enough else Fraction(0)
            own = _plus(own, _capped(indicator, [points[question["code"]] for question in asked]))
        points[f"cluster {cluster['id']}"] = own
        points["total"] = _plus(points["total"], own)
    return points


def _plus(one: Points, other: Points) -> Points:
    return one[0] + other[0], one[1] + other[1]


def _capped(indicator: Any, questions: list[Points]) -> Points:
    claimed = sum((each[0] for each in questions), Fraction(0))
    supported = sum((each[1] for each in questions), Fraction(0))
    if "cap" not in indicator:
        return claimed, supported
    limit = Fraction(str(indicator["cap"]["points"]))
    return min(claimed, limit), min(supported, limit)


def worth(question: Mapping[str, Any], answer: Answer) -> Fraction:
    """Return the points of *answer*."""
    if answer is None:
        return Fraction(0)
    if question["kind"] == "points":
        return Fraction(answer)
    if question["kind"] == "choice":
        return Fraction(str(question["options"][int(answer)]["points"]))
    percentage = Fraction(answer)
    for band in question.get("bands", ()):
        low = Fraction(str(band.get("at_least", band.get("above"))))
        high = Fraction(str(band.get("up_to", band.get("below"))))
        begins = percentage >= low if "at_least" in band else percentage > low
        ends = percentage <= high if "up_to" in band else percentage < high
        if begins and ends:
            return Fraction(str(band["points"]))
    counted = 100 - percentage if question.get("lower_is_better") else percentage
    thousandths = Fraction(str(question["maximum"])) * counted * 10
    whole, rest = divmod(thousandths, 1)
    return Fraction(whole + (rest >= Fraction(1, 2)), 1000)


def is_enough(evidence: Any, references: Mapping[str, int]) -> bool:
    """Return whether there are enough references of each type for one of the required sets."""
    sets = [each["all_of"] for each in evidence["any_of"]] if isinstance(evidence, dict) else [evidence]
    return any(all(references.get(kind, 0) >= count for kind, count in _counted(wanted)) for wanted in sets)


def _counted(wanted: Any) -> list[tuple[str, int]]:
    return [
        (each["kind"], sum(item.get("count", 1) for item in wanted if item["kind"] == each["kind"])) for each in wanted
    ]
