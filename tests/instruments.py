"""Instruments with one change, as values or as text, and the violations that the rules report."""

from collections.abc import Sequence
from typing import Any, Final

import yaml

from kla_score.instrument import Instrument, questions_of
from kla_score.instrument.rules import LocatedViolation, ValidParts, find_violations
from tests.conftest import TINY

Path = tuple[str | int, ...]

FIRST_CLUSTER: Final[Path] = ("clusters", 0)
FIRST_INDICATOR: Final[Path] = (*FIRST_CLUSTER, "indicators", 0)
CAPPED_INDICATOR: Final[Path] = (*FIRST_CLUSTER, "indicators", 1)
FIRST_QUESTION: Final[Path] = (*FIRST_INDICATOR, "questions", 0)
SECOND_QUESTION: Final[Path] = (*FIRST_INDICATOR, "questions", 1)
EITHER_QUESTION: Final[Path] = (*CAPPED_INDICATOR, "questions", 1)
"""A question of the tiny instrument with two representations."""
WORDS: Final = {"id": "kata lain", "en": "other words"}


BROKEN = TINY.read_text(encoding="utf-8").replace("maximum: 30", "maximum: 31")
WARNED = TINY.read_text(encoding="utf-8").replace(
    "    lower_limit: 20\n    printed_from: 20\n", "    lower_limit: 21\n    printed_from: 21\n"
)
HIGHER = (
    TINY.read_text(encoding="utf-8")
    .replace('edition: "1"', 'edition: "2"')
    .replace(
        'en: "Is there a regulation?"\n            kind: "points"\n            maximum: 5',
        'en: "Is there a regulation?"\n            kind: "points"\n            maximum: 6',
    )
    .replace("maximum: 12", "maximum: 13")
    .replace("maximum: 20", "maximum: 21")
    .replace("maximum: 30", "maximum: 31")
)
"""The tiny instrument with an error, with a warning, and in the next edition with 6 points for 1.1."""


def load_yaml(text: str | bytes) -> Any:
    """Read YAML with PyYAML, by its C parser if available."""
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - each is a safe one


def with_value(instrument: Instrument, path: Path, value: object) -> Instrument:
    """Return a copy of *instrument* with *value* at *path*."""
    return Instrument.model_validate(_put(instrument.model_dump(), path, value))


def _put(data: Any, path: Path, value: object) -> Any:
    if not path:
        return value
    key, rest = path[0], path[1:]
    if isinstance(key, int):
        return [_put(each, rest, value) if position == key else each for position, each in enumerate(data)]
    return {**data, key: _put(data[key], rest, value)}


def valid_parts_of(instrument: Instrument) -> ValidParts:
    """Return the parts of *instrument*, all of them valid."""
    return ValidParts(
        maximum=instrument.maximum,
        predicates=instrument.predicates,
        sources=instrument.sources,
        evidence_kinds=instrument.evidence_kinds,
        agencies=instrument.agencies,
        clusters=instrument.clusters,
        indicators=[indicator for cluster in instrument.clusters for indicator in cluster.indicators],
        questions=[question for cluster in instrument.clusters for question in questions_of(cluster)],
    )


def reported(findings: Sequence[LocatedViolation]) -> list[tuple[str, str, Path, str]]:
    """Return the code of each violation, the code or id of its subject, its key and the found value."""
    return [
        (fault.code, getattr(subject, "code", getattr(subject, "id", "")), fault.key, fault.found)
        for subject, fault in findings
    ]


def reported_by(parts: ValidParts) -> list[tuple[str, str, Path, str]]:
    """Return the violations that the rules report in *parts*, without declared caps."""
    return [each for each in reported(list(find_violations(parts))) if each[0] != "cap-declared"]


MARK: Final = "▶"
"""Marks the place of the expected issue in the text of a case. It is removed before the check."""


def replace_once(text: str, old: str, new: str) -> str:
    """Replace *old*, which must occur in *text* exactly once."""
    assert text.count(old) == 1, old

    return text.replace(old, new)


def remove_marks(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """Return *marked* without its marks, and the line and column of each mark."""
    marks = []
    text = ""
    for part in marked.split(MARK)[:-1]:
        text += part
        marks.append((text.count("\n") + 1, len(text) - text.rfind("\n")))
    return marked.replace(MARK, ""), marks
