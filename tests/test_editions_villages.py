"""A published form for villages, written as an instrument: `validate` finds the faults of its points."""

import csv
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from kla_score.instrument_file.loading import check_content

SOURCE: Final = Path(__file__).parent / "data" / "tasikmalaya-desa-2025.csv"
REVERSED: Final = {"II.1"}
"""Questions on cases, in which the form gives most points to most cases."""
with SOURCE.open(encoding="utf-8", newline="") as _stream:
    ROWS: Final = list(csv.DictReader(_stream))
NAMES: Final = {name for row in ROWS for name in (row["cluster"], row["indicator"])}
_PERCENT: Final = re.compile(r"(?:(?P<sign>[≤≥>]) ?)?(?P<low>\d+)%?(?: ?[–≤] ?(?P<high>\d+)%?)?")


def band_of(option: str) -> Mapping[str, int] | None:
    """Return the range of percentages that *option* prints; None if it is no range."""
    if option.lower() == "tidak ada":
        return {"at_least": 0, "up_to": 0}
    match = _PERCENT.fullmatch(option)
    if match is None:
        return None
    low, high = int(match["low"]), int(match["high"] or -1)
    match match["sign"]:
        case "≤":
            return {"at_least": 0, "up_to": low}
        case "≥":
            return {"at_least": low, "up_to": 100}
        case ">":
            return {"above": low, "up_to": 100}
        case _:
            return {"at_least": low, "up_to": high if high >= 0 else low}


def both(text: str) -> dict[str, str]:
    return {"id": text, "en": text}


def question_of(rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """Return the question of *rows*, one for each option as it is printed."""
    first = rows[0]
    bands = [band_of(row["option"]) for row in rows]
    question: dict[str, Any] = {
        "code": first["indicator"],
        "printed": first["indicator"],
        "text": both(first["indicator_name"]),
        "maximum": int(first["max"]),
        "provenance": "printed",
        "sources": ["tasikmalaya"],
    }
    if "%" in "".join(row["option"] for row in rows) and all(bands):
        pairs = zip(bands, rows, strict=True)
        question |= {
            "kind": "percentage",
            "bands": [{**(band or {}), "points": int(row["points"])} for band, row in pairs],
        }
    else:
        options = [{"text": both(row["option"]), "points": int(row["points"])} for row in rows]
        question |= {"kind": "choice", "options": options}
    return question | ({"lower_is_better": True} if first["indicator"] in REVERSED else {})


def form() -> dict[str, Any]:
    """Return the published form as the content of an instrument file."""
    clusters = []
    for cluster in dict.fromkeys(row["cluster"] for row in ROWS):
        own = [row for row in ROWS if row["cluster"] == cluster]
        codes = dict.fromkeys(row["indicator"] for row in own)
        questions = [question_of([row for row in own if row["indicator"] == code]) for code in codes]
        indicator = {
            "code": cluster,
            "name": both(own[0]["cluster_name"]),
            "maximum": sum(question["maximum"] for question in questions),
            "questions": questions,
        }
        clusters.append(
            {
                "id": cluster,
                "name": both(own[0]["cluster_name"]),
                "short": both(f"Klaster {cluster}"),
                "maximum": int(own[0]["cluster_max_printed"]),
                "indicators": [indicator],
            }
        )
    desa = {"id": "desa", "name": both("Desa"), "parts": 4, "first": "2001", "last": "2999"}
    return {
        "id": "tasikmalaya-desa",
        "edition": "2025",
        "title": both("Desa"),
        "language": "id",
        "status": "reconstruction",
        "status_note": both("Rekonstruksi"),
        "band_policy": "lower-limit",
        "sources": [{"id": "tasikmalaya", "title": "Kabupaten Tasikmalaya", "covers": both("seluruh formulir")}],
        "regions": [desa],
        "maximum": 1000,
        "clusters": clusters,
    }


EXPECTED: Final = {
    "bands-gap": {"K.2", "III.3", "IV.4", "V.1"},
    "bands-overlap": {"K.2", "I.1", "I.2", "II.1", "III.3", "IV.4", "V.1"},
    "bands-reversed": {"II.1"},
    "ladder-without-zero": {"II.3", "V.1"},
    "options-copied": {"III.6"},
    "options-gap": {"II.3", "III.6", "III.7", "IV.1", "IV.2", "IV.7"},
    "options-overlap": {"II.3"},
    "sum-differs": {"III"},
}


def test_the_faults_of_a_published_form_are_found() -> None:
    """A wrong sum, missing zeros, gaps, overlaps, a reversed scale and copied options are named with their lines."""
    text = json.dumps(form(), ensure_ascii=False, indent=1)
    found: dict[str, set[str]] = {}
    for issue in check_content(text.encode(), "form.yaml").issues:
        before = text.splitlines()[: issue.location.line]
        key = '"id": ' if issue.code == "sum-differs" else '"code": '
        names = [line.split('"')[3] for line in before if key in line and '"Desa"' not in line]
        found.setdefault(issue.code, set()).add(next(name for name in reversed(names) if name in NAMES))

    assert EXPECTED == found


def test_the_printed_sum_is_the_only_fault_of_a_sum() -> None:
    """With 180 points for cluster III, the form would add up, but to 1020."""
    content = form()
    content["clusters"][3]["maximum"] = 180
    issues = check_content(json.dumps(content).encode(), "form.yaml").issues

    assert [(1000, 1020)] == [
        (issue.parameters["maximum"], issue.parameters["derived"]) for issue in issues if issue.code == "sum-differs"
    ]
