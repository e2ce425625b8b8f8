"""
The values for problems: issue codes, locations and severities.

An issue has a code, a location and parameters. `kla_score.i18n.messages` makes the sentence, in the language of the
user. Pure: no files, no printing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, Final, NamedTuple, Protocol

from kla_score.issues.catalogue import CATALOGUE
from kla_score.issues.issue_type import Severity


class Bilingual(Protocol):
    """A text in Indonesian and English."""

    def in_language(self, language: str) -> str:
        """Return the text in *language* (``id`` or ``en``)."""
        ...


Parameter = str | int | Decimal | tuple[str | Bilingual, ...]


class Location(NamedTuple):  # a tuple, because each of thousands of cells has one
    """
    A location in a file. Empty text and 0 mean "does not apply".

    A cell of a workbook has *sheet* and *cell* (``D5``, as Excel writes it). A position in an instrument file has
    *line* and *column*, both counted from 1. *end_line* and *end_column* are those of the character after it.
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0


NO_LOCATION: Final = Location()


class Affected(NamedTuple):
    """
    One question that an issue of a whole sheet concerns.

    Attributes:
        question: The code of the question.
        location: The cell that is the reason.
        found: The text of that cell, as typed.
        points: The points that depend on it.

    """

    question: str
    location: Location
    found: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Issue:
    """
    One problem in a user's file.

    *found* is the original text, as typed: data from outside that must be cleaned before it is shown. *question* is the
    code of the question concerned, or empty. *parameters* fill the placeholders of the message. *affected* are the
    questions that an issue of the whole sheet concerns, with the most points first. *path* are the keys and positions
    that lead to a value of a YAML file. *related* are other locations of the same problem, such as the first use of a
    name.
    """

    code: str
    location: Location = NO_LOCATION
    question: str = ""
    found: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    affected: tuple[Affected, ...] = ()
    path: tuple[str | int, ...] = ()
    related: tuple[Location, ...] = ()

    def __post_init__(self) -> None:
        missing = CATALOGUE[self.code].parameters - self.parameters.keys()
        if missing:
            raise TypeError(self.code, missing)

    @property
    def severity(self) -> Severity:
        """The severity of this code in the catalogue."""
        return CATALOGUE[self.code].severity


COLLECTIONS: Final[Mapping[type, str]] = {list: "[…]", dict: "{…}"}
"""How a message shows a list and a mapping."""


def as_written(value: object) -> str:
    """Return a value of a YAML or JSON file as text for a message."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    return COLLECTIONS[type(value)] if isinstance(value, list | dict) and value else str(value)


def has_errors(issues: Iterable[Issue]) -> bool:
    """Return whether any of *issues* is an error."""
    return any(issue.severity is Severity.ERROR for issue in issues)


class KlaScoreError(Exception):
    """
    The job cannot be done; *issues* (at least one) explain why.

    This is the base of every exception that the package raises on purpose. The command line catches it once. As text it
    is a line for each error. `kla_score.api` sets *describe* for that, because this room has no sentences.
    """

    describe: ClassVar[Callable[[Sequence[Issue]], str]] = repr

    def __init__(self, *issues: Issue) -> None:
        super().__init__(*issues)
        self.issues = issues

    def __str__(self) -> str:
        return type(self).describe(self.issues)


class InstrumentError(KlaScoreError):
    """An instrument file cannot be used."""


class WorkbookError(KlaScoreError):
    """A workbook cannot be scored."""


class OutputError(KlaScoreError):
    """A result cannot be written to the requested output."""
