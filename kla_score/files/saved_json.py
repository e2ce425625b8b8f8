"""Read a result that was saved with ``-o x.json``, and report why it cannot be used."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from kla_score.analysis.saved_records import BATCH, SCHEMA_VERSION, SCORECARD, BatchRecord, ScorecardRecord
from kla_score.files.reading import LARGEST, MEBIBYTE, read_input
from kla_score.issues import CATALOGUE, Issue, KlaScoreError, Location, as_written

SUFFIX: Final = ".json"
MOST_ITEMS: Final = 10_000
"""The maximum number of items in a list of a result. The largest possible batch has about 550 regions."""

MOST_VALUES: Final = 2_000_000
"""The maximum number of values in a result. Each needs 100 bytes of memory. 5,000 regions need a quarter of them."""

_Model = TypeVar("_Model", bound=BaseModel)


def read_scorecard(path: Path, largest: int = LARGEST) -> ScorecardRecord:
    """
    Read the saved scorecard *path*, of at most *largest* MiB.

    Raises:
        KlaScoreError: It cannot be read, is not a saved scorecard, or was changed so that its sums are wrong.

    """
    return _read(path, SCORECARD, ScorecardRecord, largest)


def read_batch(path: Path, largest: int = LARGEST) -> BatchRecord:
    """
    Read the saved result of many sheets *path*, of at most *largest* MiB.

    Raises:
        KlaScoreError: It cannot be read, or is not such a result.

    """
    return _read(path, BATCH, BatchRecord, largest)


def _read(path: Path, kind: str, model: type[_Model], largest: int) -> _Model:
    content = read_input(path, largest * MEBIBYTE)
    if isinstance(content, Issue):
        raise KlaScoreError(content)
    location = Location(str(path))
    if sum(map(content.count, (b",", b"[", b"{"))) > MOST_VALUES:
        parameters = {"limit": MOST_VALUES}
        raise KlaScoreError(Issue("result-too-long", location, parameters=parameters))
    try:
        data = json.loads(content, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError, ArithmeticError) as error:
        location = Location(str(path), line=getattr(error, "lineno", 0), column=getattr(error, "colno", 0))
        raise KlaScoreError(Issue("result-not-json", location)) from error
    head = data if isinstance(data, Mapping) else {}
    if head.get("kind") != kind:
        raise KlaScoreError(Issue("result-other-kind", location, "", str(head.get("kind") or "?"), {"expected": kind}))
    version = json.dumps(head.get("schema_version"), default=str)
    if version != str(SCHEMA_VERSION):
        raise KlaScoreError(Issue("result-other-version", location, "", version, {"expected": SCHEMA_VERSION}))
    if key := _too_long(head):
        raise KlaScoreError(Issue("result-list-too-long", location, parameters={"key": key, "limit": MOST_ITEMS}))
    try:
        return model.model_validate(data)
    except ValidationError as error:
        code, found, key = _described(error)
        raise KlaScoreError(Issue(code, location, found=found, parameters={"key": key or kind})) from error


def _described(error: ValidationError) -> tuple[str, str, str]:
    """Return the issue code of the first problem, the value that was found, and the keys that lead to it."""
    first = error.errors(include_url=False)[0]
    kind, value, key = first["type"], first["input"], ".".join(str(part) for part in first["loc"])
    if kind == "missing":
        return "result-key-missing", "", key
    if kind in CATALOGUE:
        return kind, first.get("ctx", {}).get("found", ""), key
    found = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else as_written(value)
    return "result-value-unusable", found, key


def _too_long(data: Mapping[str, object]) -> str:
    """Return the name of a list that is too long to report each invalid item; empty if there is none."""
    pending: list[tuple[str, object]] = list(data.items())
    while pending:
        key, value = pending.pop()
        if isinstance(value, Mapping):
            pending += value.items()
        elif isinstance(value, list):
            if len(value) > MOST_ITEMS:
                return key
            pending += [(key, each) for each in value if isinstance(each, Mapping | list)]
    return ""


def _refuse(constant: str) -> Decimal:
    """Reject NaN and the infinities, which are not valid JSON."""
    raise ValueError(constant)
