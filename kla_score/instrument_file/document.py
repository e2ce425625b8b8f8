"""A parsed YAML file with the location of each value, and the limits of reading. It is independent of instruments."""

from dataclasses import dataclass, field
from typing import Final, Protocol

from kla_score.issues import Issue, Location

MAXIMUM_BYTES: Final = 1024 * 1024
"""The maximum size in bytes. A larger file is not read."""
MAXIMUM_DEPTH: Final = 50
MAXIMUM_VALUES: Final = 50_000
MAXIMUM_FINDINGS: Final = 1_000
"""Reading stops after this number of issues."""

Path = tuple[str | int, ...]
"""The keys and list positions that lead to a value."""


class Mark(Protocol):
    """A position in the text, counted from 0. Each parser has its own class for it."""

    @property
    def line(self) -> int:
        """The number of lines before it."""

    @property
    def column(self) -> int:
        """The number of characters before it in its line."""


@dataclass(slots=True)
class YamlDocument:
    """
    One parsed file: *data*, the mark of every value by its path, and the *issues* of reading it.

    The mark of a text or number is its own position; the mark of a list or mapping is the position of its key. A file
    that is not YAML has no data and one issue.
    """

    file: str
    data: object = None
    marks: dict[Path, Mark | None] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def report(self, issue: Issue) -> None:
        """
        Add *issue*.

        Raises:
            EnoughError: There are already `MAXIMUM_FINDINGS` issues.

        """
        if len(self.issues) >= MAXIMUM_FINDINGS:
            raise EnoughError
        self.issues.append(issue)

    def location_of(self, path: Path) -> Location:
        """Return the location of *path*, or of its nearest parent."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.location_at(self.marks.get(path))

    def location_at(self, mark: Mark | None) -> Location:
        """Return the location of *mark*; the start of the file if it is None."""
        line, column = (mark.line, mark.column) if mark else (0, 0)
        return Location(self.file, "", "", line + 1, column + 1)


class EnoughError(Exception):
    """A limit is reached, and reading stops."""
