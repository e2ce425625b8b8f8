"""Every issue type by its code."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from kla_score.issues import families
from kla_score.issues.issue_type import IssueType

_FAMILIES: Final = [import_module(each.name) for each in iter_modules(families.__path__, f"{families.__name__}.")]

CATALOGUE: Final[Mapping[str, IssueType]] = {each.code: each for family in _FAMILIES for each in family.ISSUES}
"""Every issue type by its code. A code is never renamed."""
