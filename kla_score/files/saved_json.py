"""Read a result that was saved with ``-o x.json``, and report why it cannot be used."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from kla_score.analysis.saved_records import (
    BATCH,
    SCHEMA_VERSION,
    SCORECARD,
    BatchHeadRecord,
    BatchResultRecord,
    EarlierBatch,
    EarlierResult,
    ScorecardRecord,
)
from kla_score.files.json_stream import JsonObject, refuse_constant
from kla_score.files.reading import LARGEST, MEBIBYTE, open_text, read_input, reason_of
from kla_score.issues import CATALOGUE, Issue, KlaScoreError, Location, as_written

SUFFIX: Final = ".json"
MOST_ITEMS: Final = 10_000
"""The maximum number of items in a list of a scorecard."""

MOST_VALUES: Final = 2_000_000
"""The maximum number of values in a scorecard. Each needs 100 bytes of memory."""

_Model = TypeVar("_Model", bound=BaseModel)


def read_scorecard(path: Path, largest: int = LARGEST) -> ScorecardRecord:
    """
    Read the saved scorecard *path*, of at most *largest* MiB.

    Raises:
        KlaScoreError: It cannot be read, is not a saved scorecard, or was changed so that its sums are wrong.

    """
    return _read(path, SCORECARD, ScorecardRecord, largest)


def read_batch(path: Path, instrument: str) -> EarlierBatch:
    """
    Read the saved result of many sheets *path*, region by region, so that it may have any size.

    Raises:
        KlaScoreError: It cannot be read, is not such a result, or belongs to another instrument than *instrument*.

    """
    location = Location(str(path))
    opened = open_text(path)
    if isinstance(opened, Issue):
        raise KlaScoreError(opened)
    head: dict[str, object] = {}
    results: list[EarlierResult] = []
    try:
        with opened as stream:
            for key, value, position in JsonObject(stream).members():
                if position is None:
                    head[key] = value
                elif key == "results":
                    _check_head(head, BATCH, location)
                    record = _validated(BatchResultRecord, value, location, f"{key}.{position}")
                    results.append(record.as_earlier)
    except ValueError as error:
        raise KlaScoreError(_not_json(error, location)) from error
    except OSError as error:
        raise KlaScoreError(Issue("file-unreadable", location, found=reason_of(error))) from error
    _check_head(head, BATCH, location)
    own = _validated(BatchHeadRecord, head, location).instrument
    if own.id != instrument:
        raise KlaScoreError(Issue("result-other-instrument", location, "", own.id, {"expected": instrument}))
    return EarlierBatch(own, results)


def _read(path: Path, kind: str, model: type[_Model], largest: int) -> _Model:
    content = read_input(path, largest * MEBIBYTE)
    if isinstance(content, Issue):
        raise KlaScoreError(content)
    location = Location(str(path))
    if sum(map(content.count, (b",", b"[", b"{"))) > MOST_VALUES:
        parameters = {"limit": MOST_VALUES}
        raise KlaScoreError(Issue("result-too-long", location, parameters=parameters))
    try:
        data = json.loads(content, parse_float=Decimal, parse_constant=refuse_constant)
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise KlaScoreError(_not_json(error, location)) from error
    head = data if isinstance(data, Mapping) else {}
    _check_head(head, kind, location)
    if key := _too_long(head):
        raise KlaScoreError(Issue("result-list-too-long", location, parameters={"key": key, "limit": MOST_ITEMS}))
    return _validated(model, data, location)


def _not_json(error: Exception, location: Location) -> Issue:
    line, column = getattr(error, "lineno", 0), getattr(error, "colno", 0)
    return Issue("result-not-json", location._replace(line=line, column=column))


def _check_head(head: Mapping[str, object], kind: str, location: Location) -> None:
    """Check that a result with the members *head* is one of *kind*, and of this version."""
    if head.get("kind") != kind:
        raise KlaScoreError(Issue("result-other-kind", location, "", str(head.get("kind") or "?"), {"expected": kind}))
    version = json.dumps(head.get("schema_version"), default=str)
    if version != str(SCHEMA_VERSION):
        raise KlaScoreError(Issue("result-other-version", location, "", version, {"expected": SCHEMA_VERSION}))


def _validated(model: type[_Model], data: object, location: Location, keys: str = "") -> _Model:
    """Return *data* as *model*. It is in the file behind *keys*."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        code, found, key = _described(error)
        key = ".".join(filter(None, (keys, key)))
        raise KlaScoreError(Issue(code, location, found=found, parameters={"key": key or SCORECARD})) from error


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
