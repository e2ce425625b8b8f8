"""A YAML file that was read, with the place of each value, and the limits of reading. It knows no instrument."""

from dataclasses import dataclass, field
from typing import Final, Protocol

from kla_score.issues import Issue, Location

MAXIMUM_BYTES: Final = 1024 * 1024
"""A larger file is not read at all."""
MAXIMUM_DEPTH: Final = 50
MAXIMUM_VALUES: Final = 50_000
MAXIMUM_FINDINGS: Final = 1_000
"""Reading stops after as many problems; more would help nobody."""

Path = tuple[str | int, ...]
"""The keys and list positions that lead to a value."""


class Mark(Protocol):
    """A position in the text, counted from 0. Each parser has a class of its own for it."""

    @property
    def line(self) -> int:
        """Lines before it."""

    @property
    def column(self) -> int:
        """Characters before it in its line."""


@dataclass(slots=True)
class YamlDocument:
    """
    One parsed file: *data*, the spot of every value by its path, and the *issues* met on the way.

    The spot of a text or number is where it stands; that of a list or mapping is its key. A file that is not
    YAML at all has no data and one issue.
    """

    file: str
    data: object = None
    marks: dict[Path, Mark | None] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def report(self, issue: Issue) -> None:
        """
        Add *issue*.

        Raises:
            EnoughError: there are `MAXIMUM_FINDINGS` already, and more would help nobody.

        """
        if len(self.issues) >= MAXIMUM_FINDINGS:
            raise EnoughError
        self.issues.append(issue)

    def location_of(self, path: Path) -> Location:
        """Give the place of *path*, or of the nearest thing around it."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.location_at(self.marks.get(path))

    def location_at(self, mark: Mark | None) -> Location:
        """Give the place of *mark*; the start of the file without one."""
        line, column = (mark.line, mark.column) if mark else (0, 0)
        return Location(self.file, "", "", line + 1, column + 1)


class EnoughError(Exception):
    """Reading stops: a limit is reached."""
