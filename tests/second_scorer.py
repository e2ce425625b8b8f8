"""
A second calculation of a total, which shares nothing with the program.

It reads the instrument with PyYAML's own loader, knows answers and references as they were meant, not as cells, and
adds fractions up.
"""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

Answer = Fraction | int | None
"""Points; the position of an option, from 0; a percentage from 0 to 100; or nothing."""


def second_calculation(
    file: Path, answers: Mapping[str, Answer], references: Mapping[str, Mapping[str, int]]
) -> tuple[Fraction, Fraction | None]:
    """
    Add up claimed and supported points by hand; supported is unknown when no evidence is recorded.

    *references* are numbers of documents by code and kind of evidence.
    """
    claimed = supported = Fraction(0)
    for cluster in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["clusters"]:
        for indicator in cluster["indicators"]:
            own = [Fraction(0), Fraction(0)]
            for question in indicator["questions"]:
                points = worth(question, answers[question["code"]])
                own[0] += points
                if is_enough(question.get("evidence", []), references[question["code"]]):
                    own[1] += points
            limit = Fraction(str(indicator["cap"]["points"])) if "cap" in indicator else None
            claimed += own[0] if limit is None else min(own[0], limit)
            supported += own[1] if limit is None else min(own[1], limit)
    return claimed, supported if any(any(each.values()) for each in references.values()) else None


def worth(question: Mapping[str, Any], answer: Answer) -> Fraction:
    """Tell what *answer* is worth."""
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
    """Tell whether there are enough references of each kind for one of the sets asked for."""
    sets = [each["all_of"] for each in evidence["any_of"]] if isinstance(evidence, dict) else [evidence]
    return any(all(references.get(kind, 0) >= count for kind, count in _counted(wanted)) for wanted in sets)


def _counted(wanted: Any) -> list[tuple[str, int]]:
    kinds = [item["kind"] for item in wanted]
    return [(kind, kinds.count(kind)) for kind in kinds]
