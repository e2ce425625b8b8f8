"""Every issue type by its code."""

from collections.abc import Mapping
from typing import Final

from kla_score.issues import (
    answers,
    batch,
    command_line,
    evidence,
    identity,
    names,
    parts,
    recap,
    saved,
    scales,
    sheet,
    totals,
    values,
    villages,
    workbook,
    yaml,
)
from kla_score.issues.issue_type import IssueType

_FAMILIES: Final = (
    answers,
    batch,
    command_line,
    evidence,
    identity,
    names,
    parts,
    recap,
    saved,
    scales,
    sheet,
    totals,
    values,
    villages,
    workbook,
    yaml,
)

CATALOGUE: Final[Mapping[str, IssueType]] = {each.code: each for family in _FAMILIES for each in family.ISSUES}
"""Every issue type by its code. A code is never renamed."""
