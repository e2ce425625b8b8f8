"""Reasons of the operating system, translated."""

from collections.abc import Mapping
from typing import Final

from kla_score.issues.issue_type import N_

OF_SYSTEM: Final = frozenset({"file-unreadable", "folder-unreadable", "output-unwritable"})
"""The codes of issues that carry the name of a system error."""
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
    "ETXTBSY": N_("Another program is using it."),
    "EEXIST": N_("A file already has this name."),
    "EISDIR": N_("It is a folder."),
    "ELOOP": N_("It is a link in a cycle."),
    "EFBIG": N_("The file is too large for the disk."),
    "EIO": N_("The disk or the connection has a fault."),
    "ENXIO": N_("The device is not available."),
    "ENODEV": N_("The device is not available."),
    "ETIMEDOUT": N_("The connection was lost."),
    "ESTALE": N_("The connection was lost."),
    "EHOSTDOWN": N_("The connection was lost."),
    "ENETUNREACH": N_("The connection was lost."),
    "EMFILE": N_("Too many files are open."),
    "ENFILE": N_("Too many files are open."),
    "EBADF": N_("It is closed."),
    "EPIPE": N_("It is closed."),
}
"""The usual system errors in words. The name of a rare error means nothing to people, so it is not shown."""
