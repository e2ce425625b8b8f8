"""Reasons of the operating system and of the YAML parser, translated."""

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
    "EBUSY": N_("Another program is using the file or folder."),
    "ETXTBSY": N_("Another program is using the file or folder."),
    "EEXIST": N_("A file already has this name."),
    "EISDIR": N_("The path is a folder."),
    "ELOOP": N_("The links form a cycle."),
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
    "EBADF": N_("The file or connection is closed."),
    "EPIPE": N_("The file or connection is closed."),
}
"""The usual system errors in words. The name of a rare error means nothing to people, so it is not shown."""

REMEDIES: Final[Mapping[str, str]] = {
    "agency-name": N_("Write a name without a semicolon or line break."),
    "apostrophe": N_("Nothing may follow a closing quotation mark. Write '' for an apostrophe inside a text."),
    "blank": N_("Replace the character U+00A0 or similar with a space."),
    "block": N_("After > or | the text begins in the next line. Put a value such as > 20% in quotation marks."),
    "colon": N_("Put a text that contains a colon and a space in quotation marks."),
    "comma": N_("Write a comma between two entries in brackets."),
    "control": N_("Delete this invisible character."),
    "dash": N_("Begin each entry of a list on a new line, or put a text with a dash in quotation marks."),
    "document": N_("Remove the line with three dots. An instrument is one document."),
    "entry": N_("Remove the surplus comma or bracket, or put the text in quotation marks."),
    "escape": N_("Write two backslashes, or use single quotation marks."),
    "indentation": N_(
        "Check the indentation. Keys of one part begin in the same column, with a colon and a space after each key."
    ),
    "invisible": N_("Delete the invisible character {character} and type the text again."),
    "key": N_("Write a colon and a space after a key. Indent a text that continues the line before."),
    "list-dash": N_("Begin each entry of a list with a dash, or remove the repeated keys."),
    "quotes": N_('Write straight quotation marks (`"`) around the text.'),
    "reference": N_("Put a text that begins with * or & in quotation marks."),
    "reserved": N_("Put a text that begins with @, ` or % in quotation marks."),
    "tab": N_("Replace the tab with spaces."),
    "text": N_('Nothing may follow a closing quotation mark or bracket. Write \\" for a quotation mark inside a text.'),
    "worksheet": N_("Do not use [ ] : * ? / \\ in the name of a worksheet, nor ' at its start or end."),
}
"""What to do about an issue by its reason. Other issues have the hint of their code."""
