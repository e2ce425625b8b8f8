"""Read a scorecard that was saved with ``evaluate -o x.json``, and say in our words why it cannot be used."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from kla_score.input_file import read_input
from kla_score.issues import Issue, KlaScoreError, Parameter, Place
from kla_score.record import KIND, SCHEMA_VERSION, ScorecardRecord

SUFFIX: Final = ".json"
LARGEST: Final = 20 * 1024 * 1024
"""Bytes of a saved scorecard; one of 274 questions has some 200,000."""


def read_scorecard(path: Path) -> ScorecardRecord:
    """
    Read the saved scorecard *path*.

    Raises:
        KlaScoreError: it cannot be read, is no scorecard of ours, or was changed so that it does not add up.

    """
    content = read_input(path, LARGEST)
    if isinstance(content, Issue):
        raise KlaScoreError(content)
    place = Place(str(path))
    if len(content) > LARGEST:
        raise KlaScoreError(Issue("file-too-large", place, parameters={"limit": LARGEST // 1024}))
    try:
        data = json.loads(content, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError, ArithmeticError) as error:
        place = Place(str(path), line=getattr(error, "lineno", 0), column=getattr(error, "colno", 0))
        raise KlaScoreError(Issue("scorecard-not-json", place)) from error
    if not isinstance(data, Mapping) or data.get("kind") != KIND:
        kind = data.get("kind") if isinstance(data, Mapping) else None
        raise KlaScoreError(Issue("scorecard-other-kind", place, found=str(kind or "")))
    if data.get("schema_version") != SCHEMA_VERSION:
        parameters: Mapping[str, Parameter] = {"expected": SCHEMA_VERSION}
        raise KlaScoreError(Issue("scorecard-other-version", place, "", str(data.get("schema_version")), parameters))
    try:
        return ScorecardRecord.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        code = "scorecard-sums-differ" if first["type"] == "sums" else "scorecard-value-unusable"
        found = "" if isinstance(first["input"], Mapping | list) else str(first["input"])
        raise KlaScoreError(Issue(code, place, found=found, parameters={"key": key})) from error


def _refuse(constant: str) -> Decimal:
    """Refuse NaN and the infinities, which are no JSON."""
    raise ValueError(constant)
