"""Reasons of the operating system, translated."""

from collections.abc import Mapping
from typing import Final

from kla_score.issues.issue_type import N_

REASONS: Final[Mapping[str, str]] = {
    "ENOENT": N_("There is no such folder or file."),
    "ENOTDIR": N_("A part of its path is no folder."),
    "EACCES": N_("It may not be touched: the permission is missing."),
    "EPERM": N_("It may not be touched: the permission is missing."),
    "EROFS": N_("The disk can only be read."),
    "ENOSPC": N_("The disk is full."),
    "EDQUOT": N_("The disk is full."),
    "ENAMETOOLONG": N_("The name is too long."),
    "EINVAL": N_("The name has signs that are not allowed."),
    "EBUSY": N_("Another program is using it."),
}
"""Translations of the usual system errors. A rare error is shown by its name only."""
