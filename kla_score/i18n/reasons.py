"""Reasons of the operating system, translated."""

from collections.abc import Mapping
from typing import Final

from kla_score.issues.issue_type import N_

REASONS: Final[Mapping[str, str]] = {
    "ENOENT": N_("File or folder not found."),
    "ENOTDIR": N_("Part of the path is not a folder."),
    "EACCES": N_("You do not have permission."),
    "EPERM": N_("You do not have permission."),
    "EROFS": N_("The disk is read-only."),
    "ENOSPC": N_("The disk is full."),
    "EDQUOT": N_("The disk is full."),
    "ENAMETOOLONG": N_("The name is too long."),
    "EINVAL": N_("The name contains characters that are not allowed."),
    "EBUSY": N_("Another program is using it."),
}
"""Translations of the usual system errors. A rare error is shown by its name only."""
