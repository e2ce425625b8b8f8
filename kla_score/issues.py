"""
What can be wrong, where, and how bad it is: the values that travel instead of sentences.

An issue holds a code, a place and parameters; `kla_score.messages` makes the sentence, in the language of the
reader. Pure: no files, no printing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

Parameter = str | int | Decimal | tuple[str, ...]


class Severity(StrEnum):
    """How an issue touches the result."""

    ERROR = "error"
    """A cell or row that cannot be used: it counts 0 and the result is incomplete. Also: a file that cannot be used."""
    WARNING = "warning"
    """Used as found, but probably wrong."""
    NOTE = "note"
    """A repair of the input, or a declared peculiarity. Nothing needs to be done."""


_ERRORS: Final = (
    # the value of a points cell
    "points-not-a-number",
    "points-ambiguous",
    "points-percent",
    "points-boolean",
    "points-date",
    "points-error-value",
    "points-formula-without-value",
    "points-negative",
    "points-above-maximum",
    "points-above-inferred-maximum",
    "points-too-many-decimals",
    # rows and columns of a sheet
    "code-not-text",
    "code-unknown",
    "code-repeated",
    "code-missing",
    "column-missing",
    "column-repeated",
    "values-after-blank-rows",
    # evidence cells
    "evidence-error-value",
    "evidence-formula-without-value",
    # a workbook that cannot be used
    "file-not-found",
    "file-is-folder",
    "file-empty",
    "file-unreadable",
    "file-too-large",
    "file-is-lock-file",
    "file-is-pdf",
    "file-is-text",
    "file-is-old-excel",
    "file-is-other-spreadsheet",
    "file-is-not-a-workbook",
    "workbook-password",
    "workbook-strict",
    "workbook-too-large",
    "sheet-too-long",
    "workbook-doctype",
    "workbook-damaged",
    "workbook-not-a-sheet",
    "workbook-columns-missing",
    "workbook-other-edition",
    # an output that cannot be written, an option that cannot be met
    "output-exists",
    "output-is-input",
    "output-unwritable",
    "output-suffix-unknown",
    "format-unknown",
    "language-unknown",
    # an instrument file
    "yaml-not-utf8",
    "yaml-syntax",
    "yaml-several-documents",
    "yaml-too-deep",
    "yaml-tag",
    "yaml-alias",
    "yaml-merge-key",
    "yaml-key-repeated",
    "yaml-key-not-text",
    "yaml-ambiguous-scalar",
    "key-missing",
    "key-unknown",
    "value-not-quoted",
    "value-not-text",
    "value-not-points",
    "value-not-whole-number",
    "value-not-true-or-false",
    "value-not-a-list",
    "value-not-a-mapping",
    "value-not-one-of",
    "value-malformed",
    "value-empty",
    "identifier-repeated",
    "identifier-undefined",
    "sum-differs",
    "surplus-undeclared",
    "cap-wrong",
    "predicates-disordered",
)
_WARNINGS: Final = (
    "answer-without-code",
    "evidence-not-text",
    "evidence-in-other-column",
    "evidence-declared",
    "fingerprint-differs",
    "edition-not-named",
    "year-unreadable",
    "stage-unknown",
    "region-kind-unknown",
    "region-code-malformed",
)
_NOTES: Final = (
    "points-from-text",
    "code-repaired",
    "cap-declared",
)

CATALOGUE: Final[Mapping[str, Severity]] = {
    **dict.fromkeys(_ERRORS, Severity.ERROR),
    **dict.fromkeys(_WARNINGS, Severity.WARNING),
    **dict.fromkeys(_NOTES, Severity.NOTE),
}
"""Every code there is, with its severity. A code is never renamed: people filter and search for it."""


@dataclass(frozen=True, slots=True)
class Place:
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


NOWHERE: Final = Place()


@dataclass(frozen=True, slots=True)
class Issue:
    """
    One problem in a user's file.

    *found* is what stood there, as typed: data from outside, to be cleaned before it is shown. *question* is the
    code of the question concerned, or empty. *parameters* fill the placeholders of the message.
    """

    code: str
    place: Place = NOWHERE
    question: str = ""
    found: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.code not in CATALOGUE:
            raise KeyError(self.code)

    @property
    def severity(self) -> Severity:
        """The severity that the catalogue gives to this code."""
        return CATALOGUE[self.code]


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
