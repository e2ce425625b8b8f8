"""Odd instruments: each fault gets exactly its findings, at their places."""

import json
from dataclasses import replace
from typing import Any, Final

import pytest

from kla_score.i18n import Messages
from kla_score.issues import Severity
from kla_score.reports.issue_texts import finding_lines
from tests.conftest import DESA, HERE, TINY, Checker, Golden
from tests.instruments import load_yaml, remove_marks, replace_once

BASES: Final = {"tiny": TINY.read_text(encoding="utf-8"), "desa": DESA.read_text(encoding="utf-8"), "files": ""}
CASES: Final[dict[str, Any]] = {
    f"{base}: {name}": (base, *case)
    for base, cases in load_yaml((HERE / "data" / "odd-instruments.yaml").read_text(encoding="utf-8")).items()
    for name, case in cases.items()
}
LADDERS: Final[list[dict[str, Any]]] = load_yaml((HERE / "data" / "ladders.yaml").read_text(encoding="utf-8"))


def text_of(name: str) -> str:
    """Return the file of a case, with its marks."""
    base, _, *changes = CASES[name]
    text = BASES[base] or changes.pop()
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        text = replace_once(text, old, new)
    return text


@pytest.mark.parametrize("name", CASES)
def test_an_odd_instrument_has_exactly_its_findings(name: str, check: Checker) -> None:
    """
    The findings have the expected codes, at the marked lines and columns, and there are no others.

    After the code of an error in YAML, its reason may follow.
    """
    codes = CASES[name][1]
    text, marks = remove_marks(text_of(name))
    expected = [codes] if isinstance(codes, str) else codes
    found = [
        (names[0] if names[0] in expected else " ".join(names), issue.location.line, issue.location.column)
        for issue in check(text).issues
        if issue.severity is not Severity.NOTE
        for names in [(issue.code, str(issue.parameters.get("reason", "")))]
    ]

    assert [(code, *mark) for code, mark in zip(expected, marks, strict=True)] == found


def test_the_messages_of_odd_instruments_are_as_expected(check: Checker, golden: Golden) -> None:
    """Each finding says what was found, what is allowed and what to do."""
    lines = []
    for name in CASES:
        issues = [
            replace(issue, location=issue.location._replace(file="a.yaml"))
            for issue in check(remove_marks(text_of(name))[0]).issues
            if issue.severity is not Severity.NOTE
        ]
        lines += [f"[{name}]", *finding_lines(issues, Messages("en"))]

    golden("odd-instruments.txt", "".join(f"{line}\n" for line in lines))


def text_in_both(text: str) -> dict[str, str]:
    return {"id": text, "en": text}


@pytest.fixture(scope="module")
def ladders(check: Checker) -> dict[str, list[list[object]]]:
    """Return the findings in an instrument of all ladders: by question the codes and the numbers of options from 1."""
    indicators = [
        {
            "code": f"{number}",
            "name": text_in_both(f"{each['code']} {each['text']}"),
            "maximum": max(each["options"].values()),
            "questions": [
                {
                    "code": each["code"],
                    "printed": "1",
                    "text": text_in_both(each["text"]),
                    "kind": "choice",
                    "maximum": max(each["options"].values()),
                    "provenance": "printed",
                    "lower_is_better": each.get("lower_is_better", False),
                    "options": [
                        {"text": text_in_both(text), "points": points} for text, points in each["options"].items()
                    ],
                }
            ],
        }
        for number, each in enumerate(LADDERS, start=1)
    ]
    total = sum(each["maximum"] for each in indicators)
    cluster = {"id": "A", "name": text_in_both("A"), "short": text_in_both("A"), "maximum": total}
    data = load_yaml(BASES["tiny"]) | {"maximum": total, "clusters": [cluster | {"indicators": indicators}]}
    for key in ("predicates", "evidence_kinds", "agencies"):
        del data[key]
    found: dict[str, list[list[object]]] = {}
    for issue in check(json.dumps(data, ensure_ascii=False, indent=1)).issues:
        if issue.code != "ladder-without-zero":
            position = issue.path[7] + 1 if len(issue.path) > 7 and isinstance(issue.path[7], int) else 0
            found.setdefault(issue.question, []).append([issue.code, position])
    return found


@pytest.mark.parametrize("ladder", LADDERS, ids=[each["code"] for each in LADDERS])
def test_the_numbers_of_options_are_read(ladder: dict[str, Any], ladders: dict[str, list[list[object]]]) -> None:
    """Gaps, overlaps, a wrong direction and copied options of a published form are found at their options."""
    assert sorted(ladder.get("findings", [])) == sorted(ladders.get(ladder["code"], []))
