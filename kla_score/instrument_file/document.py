"""
A parsed YAML file with the location of each value, whatever it describes.

The limits of reading and the characters that nobody sees in a file are here, too.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from kla_score.issues import Issue, Location, Parameter

MAXIMUM_BYTES: Final = 1024 * 1024
"""The maximum size in bytes. A larger file is not read."""
MAXIMUM_DEPTH: Final = 50
MAXIMUM_VALUES: Final = 50_000
MAXIMUM_FINDINGS: Final = 1_000
"""Reading stops after this number of issues."""

BLANK: Final = re.compile("[\xa0\u2000-\u200b\u202f\u205f\u3000\ufeff]")
"""Characters that look like a space or like nothing, but that YAML does not read as a space."""
INVISIBLE: Final = re.compile(
    "[\x85\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Characters without a shape: blanks without width, rare line ends and changes of direction."""
INVISIBLE_OR_BLANK: Final = re.compile(f"{INVISIBLE.pattern}|{BLANK.pattern}")
"""Those characters, and those of `BLANK`."""

Path = tuple[str | int, ...]
"""The keys and list positions that lead to a value."""

Span = tuple[int, int]
"""The positions of the first character of a value and of the one after its last, counted from 0 in the whole text."""


@dataclass
class YamlDocument:
    """
    One parsed file: its *text* and *data*, the spans of all values and keys by path, and the *issues* of reading it.

    The span of a text or number is its own; the span of a list or mapping is that of its key. A file that is not YAML
    has no data and one issue. *doubts* are warnings about values, for `report_doubts`. *thinned* are the paths of lists
    with items that could not be read.
    """

    file: str
    data: object = None
    text: str = ""
    spans: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, Span] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    doubts: list[Issue] = field(default_factory=list)
    thinned: set[Path] = field(default_factory=set)

    def report(self, issue: Issue) -> None:
        """
        Add *issue*.

        Raises:
            EnoughError: There are already `MAXIMUM_FINDINGS` issues.

        """
        if len(self.issues) >= MAXIMUM_FINDINGS:
            raise EnoughError
        self.issues.append(issue)

    def report_at(self, span: Span, code: str, found: str = "", path: Path = (), **parameters: Parameter) -> None:
        """Add the issue *code* at *span*, as `report` does."""
        self.report(Issue(code, self.location_at(span), found=found, parameters=parameters, path=path))

    def doubt(self, span: Span, code: str, found: str, path: Path) -> None:
        """Keep the warning *code* at *span* for `report_doubts`."""
        self.doubts.append(Issue(code, self.location_at(span), found=found, path=path))

    def report_doubts(self) -> None:
        """Add the doubts about values that have no other issue, as `report` does."""
        lines = {issue.location[:5] for issue in self.issues}
        for issue in self.doubts:
            if self.location_of(issue.path)[:5] not in lines:
                self.report(issue)

    def location_of(self, path: Path, *, is_key: bool = False) -> Location:
        """Return the location of the value at *path* or, if it *is_key*, of its key; else of its nearest parent."""
        if is_key and path in self.keys:
            return self.location_at(self.keys[path])
        while path and path not in self.spans:
            path = path[:-1]
        return self.location_at(self.spans.get(path, (0, 0)))

    def location_at(self, span: Span) -> Location:
        """Return the location of *span*. Lines end where git ends them, and columns count characters."""
        (line, column), (end_line, end_column) = map(self._place, span)
        return Location(self.file, "", "", line, column, end_line, end_column)

    def _place(self, index: int) -> tuple[int, int]:
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1

    @cached_property
    def _starts(self) -> list[int]:
        """The position of the first character of each line."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]


class EnoughError(Exception):
    """A limit is reached, and reading stops."""
