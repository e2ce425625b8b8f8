"""
What can be wrong, where, and how bad it is: the values that travel instead of sentences.

An issue holds a code, a place and parameters; `kla_score.i18n.messages` makes the sentence, in the language of the
reader. Pure: no files, no printing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple, Protocol


class Bilingual(Protocol):
    """A text that there is in Indonesian and English."""

    def in_language(self, language: str) -> str:
        """Give the text in *language* (``id`` or ``en``)."""
        ...


Parameter = str | int | Decimal | tuple[str | Bilingual, ...]


class Severity(StrEnum):
    """How an issue touches the result."""

    ERROR = "error"
    """A cell or row that cannot be used: it counts 0 and the result is incomplete. Also: a file that cannot be used."""
    WARNING = "warning"
    """Probably a mistake, but everything that can be counted was counted."""
    NOTE = "note"
    """A repair of the input, or a declared peculiarity. Nothing needs to be done."""


# Each code with the parameters that its message needs, beside what was found and the question.
_ERRORS: Final = {
    # the value of a points cell
    "points-not-a-number": "maximum",
    "points-ambiguous": "maximum",
    "points-percent": "maximum",
    "points-boolean": "maximum",
    "points-date": "maximum",
    "points-error-value": "maximum",
    "points-formula-without-value": "",
    "points-negative": "maximum",
    "points-above-maximum": "maximum",
    "points-above-inferred-maximum": "maximum",
    "points-too-many-decimals": "",
    # the cell of an answer of another kind
    "percentage-not-a-number": "",
    "percentage-ambiguous": "",
    "percentage-outside": "",
    "choice-unknown": "allowed",
    "answer-error-value": "",
    "answer-formula-without-value": "",
    # rows and columns of a sheet
    "code-not-text": "candidates",
    "code-unknown": "candidates",
    "code-repeated": "cells",
    "code-missing": "",
    "column-missing": "needed columns",
    "column-repeated": "cells",
    "cells-merged": "cells",
    "values-after-blank-rows": "limit",
    # evidence cells
    "evidence-error-value": "",
    "evidence-formula-without-value": "",
    # an evidence folder that cannot be used
    "folder-not-found": "",
    "file-is-not-a-folder": "",
    "folder-unreadable": "",
    "folder-too-large": "limit",
    "evidence-folder-shared": "other",
    # a workbook that cannot be used
    "file-not-found": "",
    "file-is-folder": "",
    "file-empty": "",
    "file-unreadable": "",
    "file-too-large": "limit",
    "file-is-lock-file": "workbook",
    "file-is-pdf": "",
    "file-is-text": "",
    "file-is-old-excel": "",
    "file-is-other-spreadsheet": "",
    "file-is-not-a-workbook": "",
    "workbook-password": "",
    "workbook-strict": "",
    "workbook-too-large": "limit",
    "workbook-too-many-parts": "limit",
    "workbook-too-many-cells": "limit",
    "sheet-too-long": "limit",
    "workbook-doctype": "",
    "workbook-damaged": "",
    "workbook-not-a-sheet": "sheets",
    "workbook-is-report": "",
    "workbook-columns-missing": "needed columns",
    "workbook-other-edition": "expected",
    # many sheets
    "sheets-missing": "",
    "sheets-not-found": "",
    "sheet-not-scored": "",
    "sheet-is-part": "",
    "sheet-repeated": "other",
    "region-repeated": "other",
    "roster-malformed": "",
    "roster-column-missing": "needed",
    "roster-empty": "",
    "roster-row-unclear": "",
    "roster-column-repeated": "",
    "roster-province-missing": "",
    "roster-row-repeated": "other",
    "roster-code-unusable": "",
    # a saved result that cannot be used
    "result-not-json": "",
    "result-other-kind": "expected",
    "result-other-instrument": "expected",
    "result-other-version": "expected",
    "result-too-long": "limit",
    "result-value-unusable": "key",
    "result-sums-differ": "key",
    # parts that do not go together
    "answers-differ": "cells",
    "entries-too-long": "limit",
    "parts-of-different-sheets": "cells",
    # an output that cannot be written, an option that cannot be met
    "output-exists": "",
    "output-is-input": "",
    "output-link-broken": "",
    "output-repeated": "",
    "output-unwritable": "",
    "output-suffix-unknown": "allowed",
    "format-unknown": "allowed",
    "output-missing": "",
    "flag-needs-another": "needed",
    "flags-exclude-each-other": "other",
    "flag-value-unknown": "option allowed",
    "flag-value-not-a-number": "option least most",
    # a command line that cannot be read
    "flag-unknown": "candidates",
    "flag-value-missing": "",
    "flag-value-unwanted": "",
    "flag-value-unusable": "",
    "argument-missing": "",
    "argument-surplus": "",
    "command-missing": "",
    "command-unknown": "candidates",
    # others
    "instrument-repeated": "",
    "agency-not-found": "candidates",
    "nothing-to-leave-out": "candidates",
    "target-unknown": "allowed maximum",
    "agency-undefined": "candidates",
    "name-unknown": "candidates",
    # an instrument file
    "file-is-workbook": "",
    "yaml-not-utf8": "",
    "yaml-syntax": "",
    "yaml-several-documents": "",
    "yaml-too-deep": "limit",
    "yaml-too-many-values": "limit",
    "findings-cut": "limit",
    "yaml-tag": "",
    "yaml-alias": "",
    "yaml-merge-key": "",
    "yaml-key-repeated": "line",
    "yaml-key-not-text": "",
    "yaml-ambiguous-scalar": "",
    "key-missing": "key",
    "key-unknown": "key candidates",
    "value-not-quoted": "key",
    "value-not-text": "key",
    "value-not-points": "key",
    "value-not-percentage": "key",
    "value-not-whole-number": "key",
    "value-not-true-or-false": "key",
    "value-not-a-list": "key",
    "value-not-a-mapping": "",
    "value-not-one-of": "key allowed",
    "value-malformed": "key",
    "value-empty": "key",
    "identifier-repeated": "",
    "identifier-undefined": "candidates",
    "sum-differs": "maximum name derived",
    "surplus-undeclared": "name derived maximum",
    "cap-wrong": "name derived maximum",
    "predicates-disordered": "",
    "gate-impossible": "indicators",
    "option-repeated": "",
    "ladder-misses-maximum": "maximum derived",
    "band-edges-unclear": "",
    "band-empty": "",
    "bands-disordered": "",
    "bands-gap": "lower upper",
    "bands-overlap": "",
    "bands-reversed": "",
}
_WARNINGS: Final = {
    "answer-without-code": "",
    "answer-in-notes": "",
    "evidence-column-missing": "needed",
    "evidence-not-text": "",
    "evidence-in-other-column": "needed",
    "evidence-declared": "points questions",
    "evidence-word-not-counted": "points questions",
    # files of an evidence folder
    "evidence-nothing-found": "count folder",
    "evidence-file-not-found": "folder questions candidates",
    "evidence-outside": "questions",
    "evidence-is-folder": "questions",
    "evidence-link-bad": "questions",
    "evidence-link-outside": "file",
    "evidence-file-empty": "file questions",
    "evidence-file-too-large": "file limit questions",
    "evidence-file-unreadable": "file questions",
    "evidence-folder-unreadable": "file",
    "evidence-type-unusual": "file allowed questions",
    "evidence-content-repeated": "files questions",
    # entries of another sheet
    "entry-left-behind": "",
    "answer-of-another-part": "",
    "agency-unknown": "candidates",
    "answers-differ-one-chosen": "cells other",
    "answer-not-asked-for": "",
    "printed-points-differ": "name points",
    "printed-maximum-differs": "name maximum",
    "printed-number-unreadable": "",
    "recap-row-unclear": "indicator",
    "printed-clusters-differ": "count sum points",
    "printed-indicators-differ": "count sum points",
    "entry-of-other-kind": "",
    "entry-of-other-maximum": "before after",
    "entry-of-other-scale": "",
    "entry-of-other-text": "before after",
    "entry-not-evidence": "",
    "fingerprint-differs": "edition expected",
    "edition-not-named": "expected",
    "year-unreadable": "",
    "stage-unknown": "",
    "region-kind-unknown": "",
    "region-code-malformed": "",
    "region-kind-differs": "kind",
    "region-code-contradicts": "kind",
    "region-unnamed": "",
    "region-not-expected": "candidates",
    "region-code-differs": "expected",
    "region-name-differs": "expected",
    "region-province-differs": "expected",
    "region-without-province": "",
    "years-differ": "years",
    "evidence-folder-missing": "count files",
    # an instrument file
    "definition-unused": "",
    "question-without-agency": "",
    "text-repeated": "other",
    "predicates-gap": "lower upper",
    "gate-unconfirmed": "",
    "options-unordered": "",
    "ladder-without-zero": "",
    "bands-same-points": "",
}
_NOTES: Final = {
    "files-passed-over": "count files",
    "files-named-twice": "count files",
    "each-left-over": "count files",
    "evidence-name-completed": "file",
    "evidence-file-repeated": "count questions",
    "evidence-file-uncited": "",
    "recap-read": "count",
    "part-repeated": "other",
    "report-passed-over": "",
    "parts-still-to-come": "count agencies",
    "rows-hidden": "count",
    "columns-hidden": "columns",
    "sheet-hidden": "",
    "sheets-passed-over": "sheets",
    "columns-passed-over": "columns",
    "points-from-text": "points",
    "percentage-from-text": "percentage",
    "code-repaired": "",
    "cap-declared": "name maximum derived",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What is fixed for a code: how bad it is, and which parameters its message needs."""

    severity: Severity
    parameters: frozenset[str]


CATALOGUE: Final[Mapping[str, Rule]] = {
    code: Rule(severity, frozenset(parameters.split()))
    for severity, codes in ((Severity.ERROR, _ERRORS), (Severity.WARNING, _WARNINGS), (Severity.NOTE, _NOTES))
    for code, parameters in codes.items()
}
"""Every code there is. A code is never renamed: people filter and search for it."""


class Place(NamedTuple):  # a tuple, since there is one for each of thousands of cells
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
        lacking = CATALOGUE[self.code].parameters - self.parameters.keys()
        if lacking:
            raise TypeError(self.code, lacking)

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
