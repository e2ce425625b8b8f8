"""
What can be wrong, where, and how bad it is: the values that travel instead of sentences.

An issue holds a code, a place and parameters; `kla_score.i18n.messages` makes the sentence, in the language of the
reader. Pure: no files, no printing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple, Protocol

from kla_score.issues.catalogue import CATALOGUE
from kla_score.issues.issue_type import Severity


class Bilingual(Protocol):
    """A text that there is in Indonesian and English."""

    def in_language(self, language: str) -> str:
        """Give the text in *language* (``id`` or ``en``)."""
        ...


Parameter = str | int | Decimal | tuple[str | Bilingual, ...]


class Location(NamedTuple):  # a tuple, since there is one for each of thousands of cells
    """
    Where something stands. Empty text and 0 mean "does not apply".

    A cell of a workbook has *sheet* and *cell* (``D5``, as Excel writes it); a spot in an instrument file has
    *line* and *column*, both counted from 1.
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""
    line: int = 0
    column: int = 0


NO_LOCATION: Final = Location()


@dataclass(frozen=True, slots=True)
class Issue:
    """
    One problem in a user's file.

    *found* is what stood there, as typed: data from outside, to be cleaned before it is shown. *question* is the
    code of the question concerned, or empty. *parameters* fill the placeholders of the message.
    """

    code: str
    location: Location = NO_LOCATION
    question: str = ""
    found: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def __post_init__(self) -> None:
        missing = CATALOGUE[self.code].parameters - self.parameters.keys()
        if missing:
            raise TypeError(self.code, missing)

    @property
    def severity(self) -> Severity:
        """The severity that the catalogue gives to this code."""
        return CATALOGUE[self.code].severity


def has_errors(issues: Iterable[Issue]) -> bool:
    """Tell whether any of *issues* is an error."""
    return any(issue.severity is Severity.ERROR for issue in issues)


class KlaScoreError(Exception):
    """
    The job cannot be done; *issues* (at least one) say why.

    The base of every exception that this package raises on purpose. The command line catches it once.
    """

    def __init__(self, *issues: Issue) -> None:
        super().__init__(", ".join(issue.code for issue in issues))
        self.issues = issues


class InstrumentError(KlaScoreError):
    """An instrument file cannot be used."""


class WorkbookError(KlaScoreError):
    """A workbook cannot be scored."""


class OutputError(KlaScoreError):
    """A result cannot be written where it was asked for."""
