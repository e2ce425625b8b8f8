"""
Sentences for people, in Indonesian or English: the one place where codes become language.

English is written here and is the key; Indonesian stands in ``locale/id/LC_MESSAGES/kla_score.po``. Text that comes
from a file is cleaned before it is put into a sentence.
"""

import gettext
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from kla_score.cells import plain
from kla_score.issues import Issue, Parameter, Severity

LANGUAGES: Final = ("id", "en")
DOMAIN: Final = "kla_score"
LOCALE_FOLDER: Final = Path(__file__).parent / "locale"
_SHOWN_OF_FOUND: Final = 60


class Bilingual(Protocol):
    """A text that there is in Indonesian and English."""

    def in_language(self, language: str) -> str:
        """Give the text in *language*."""
        ...


class Wording(NamedTuple):
    """What is wrong, and what to do about it. Placeholders are the parameters of the issue, and ``{found}``."""

    what: str
    remedy: str


def N_(text: str) -> str:  # noqa: N802 - the usual name of a marker for text that is translated later
    """Mark *text* for translation and give it back."""
    return text


WORDINGS: Final[Mapping[str, Wording]] = {
    "points-not-a-number": Wording(
        N_("“{found}” is not a number."),
        N_("Write points from 0 to {maximum}, or leave the cell empty if the question is not answered."),
    ),
    "points-ambiguous": Wording(
        N_("“{found}” can be read in two ways: thousands or decimals."),
        N_("Write points from 0 to {maximum} with one decimal comma and without thousands separators."),
    ),
    "points-percent": Wording(
        N_("“{found}” is a percentage, not points."),
        N_("Set the format of the cell to General and write points from 0 to {maximum}."),
    ),
    "points-boolean": Wording(N_("“{found}” is a truth value, not points."), N_("Write points from 0 to {maximum}.")),
    "points-date": Wording(
        N_("The spreadsheet turned the entry into a date or time: {found}."),
        N_("Set the format of the cell to General and write points from 0 to {maximum} again."),
    ),
    "points-error-value": Wording(
        N_("The cell holds the spreadsheet error {found}."),
        N_("Mend the formula, or write points from 0 to {maximum}."),
    ),
    "points-formula-without-value": Wording(
        N_("The formula {found} was saved without its result."),
        N_("Open the workbook in Excel or LibreOffice, save it and try again; or write the number itself."),
    ),
    "points-negative": Wording(N_("{found} is below 0."), N_("Write points from 0 to {maximum}.")),
    "points-above-maximum": Wording(
        N_("{found} is above the maximum of {maximum}."), N_("Write points from 0 to {maximum}.")
    ),
    "points-above-inferred-maximum": Wording(
        N_("{found} is above the maximum of {maximum}, which is inferred: the printed form says otherwise."),
        N_("Write points from 0 to {maximum}; the note in the question says why."),
    ),
    "points-too-many-decimals": Wording(
        N_("{found} has more than three decimals."),
        N_("Write the points as printed, with at most three decimals."),
    ),
    "points-from-text": Wording(
        N_("“{found}” is stored as text and was read as {points}."),
        N_("Nothing needs to be done; a number cell is safer."),
    ),
    "code-not-text": Wording(
        N_("The code is not text: the spreadsheet made {found} of it, which may stand for {candidates}."),
        N_("Set the format of the cell to Text and write the code again. The row was not counted."),
    ),
    "code-unknown": Wording(
        N_("There is no question “{found}”. Nearest: {candidates}."),
        N_("Correct the code, or remove it if the row is no question. The row was not counted."),
    ),
    "code-repeated": Wording(
        N_("The question stands in several rows: {cells}."),
        N_("Keep one of them and remove the others. None of them was counted."),
    ),
    "code-missing": Wording(
        N_("No row has the code {question}."),
        N_("Copy the row from a blank sheet (`kla-score template`). The question counts 0."),
    ),
    "code-repaired": Wording(N_("The code “{found}” was read as {question}."), N_("Nothing needs to be done.")),
    "answer-without-code": Wording(
        N_("“{found}” stands in a row without a question code and was not counted."),
        N_("Write the code into the row, or empty the cell if it is a subtotal or a remark."),
    ),
    "column-missing": Wording(
        N_("The sheet has no column “{needed}”. Columns found: {columns}."),
        N_("Restore the title of the column. Nothing in this sheet was counted."),
    ),
    "column-repeated": Wording(
        N_("The column “{found}” stands there more than once: {cells}."),
        N_("Keep one and rename or remove the others. None of them was read."),
    ),
    "cells-merged": Wording(
        N_("The cells {cells} are merged, so that only the first row has an entry."),
        N_("Unmerge them and write an entry into each row."),
    ),
    "values-after-blank-rows": Wording(
        N_("“{found}” stands below more than {limit} blank rows and was not read."),
        N_("Remove the blank rows above it, or empty the cell."),
    ),
    "evidence-error-value": Wording(
        N_("The evidence cell holds the spreadsheet error {found}."),
        N_("Write the name of the file, or empty the cell."),
    ),
    "evidence-formula-without-value": Wording(
        N_("The formula {found} was saved without its result."),
        N_("Open the workbook in Excel or LibreOffice, save it and try again; or write the name of the file."),
    ),
    "evidence-not-text": Wording(
        N_("“{found}” names no document and was not counted as evidence."),
        N_("Write the name of the file or a link."),
    ),
    "evidence-in-other-column": Wording(
        N_("“{found}” stands in a column that this question does not need, while {needed} is missing."),
        N_("If it is the document asked for, move it to the column {needed}."),
    ),
    "evidence-column-missing": Wording(
        N_("This sheet has no column {needed}, though points of its questions depend on it."),
        N_("Restore the title of the column, as in a blank sheet (`kla-score template`)."),
    ),
    "evidence-declared": Wording(
        N_("Points that rest on a word such as “ada”, which names no document: {points} (questions: {questions})."),
        N_("Write the names of the files: at verification a word is no evidence."),
    ),
    "fingerprint-differs": Wording(
        N_("The sheet was made with other figures of {edition}: fingerprint {found}, here {expected}."),
        N_("Check that sheet and program use the same instrument file; if in doubt, fill in a new sheet."),
    ),
    "edition-not-named": Wording(
        N_("The workbook does not say for which instrument and edition it was made; it was scored as {expected}."),
        N_("Fill in Instrumen and Edisi in the sheet Identitas, as in a blank sheet."),
    ),
    "year-unreadable": Wording(N_("“{found}” is not a year."), N_("Write the evaluated year with four digits.")),
    "stage-unknown": Wording(
        N_("“{found}” is not a stage of the evaluation."), N_("Write one of EM, VA, VL, VLH, VKL, VF.")
    ),
    "region-kind-unknown": Wording(N_("“{found}” is not a kind of region."), N_("Write Kabupaten or Kota.")),
    "region-code-malformed": Wording(
        N_("“{found}” is not a region code."),
        N_("Write two digits, a point and two digits, for example 16.10."),
    ),
    "file-not-found": Wording(N_("There is no such file."), N_("Check the name and the folder.")),
    "file-is-folder": Wording(N_("This is a folder, not a file."), N_("Name the file inside it.")),
    "file-empty": Wording(N_("The file is empty."), N_("Download or copy it again.")),
    "file-unreadable": Wording(
        N_("The file cannot be read. {found}"),
        N_("Close it in Excel, make it available offline if it lies in a cloud folder, and check the permissions."),
    ),
    "file-too-large": Wording(
        N_("The file is larger than {limit} KiB."),
        N_("Remove pictures and unused sheets; evidence belongs into files of its own."),
    ),
    "file-is-lock-file": Wording(
        N_("This is a lock file that Excel keeps while a workbook is open."),
        N_("The workbook itself is {workbook}."),
    ),
    "file-is-pdf": Wording(N_("This is a PDF, not a workbook."), N_("Name the Excel workbook (.xlsx) itself.")),
    "file-is-text": Wording(
        N_("This is a text file (CSV, HTML …), not a workbook."),
        N_("Open it in Excel or LibreOffice and save it as Excel Workbook (.xlsx)."),
    ),
    "file-is-old-excel": Wording(
        N_("This is a workbook of Excel 97–2003 (.xls)."),
        N_("Open it and save it as Excel Workbook (.xlsx)."),
    ),
    "file-is-other-spreadsheet": Wording(
        N_("This is another kind of spreadsheet (.ods, .xlsb or Numbers)."),
        N_("Open it and save it as Excel Workbook (.xlsx)."),
    ),
    "file-is-not-a-workbook": Wording(
        N_("This is not an Excel workbook."), N_("Name the workbook (.xlsx) that `kla-score template` made.")
    ),
    "workbook-password": Wording(
        N_("The workbook is protected by a password for opening."),
        N_(
            "Remove it in Excel: File, Info, Protect Workbook, Encrypt with Password. A protected sheet does not matter."
        ),
    ),
    "workbook-strict": Wording(
        N_("The workbook is saved as Strict Open XML Spreadsheet."),
        N_("Save it as Excel Workbook (.xlsx), without the word Strict."),
    ),
    "workbook-too-large": Wording(
        N_("The part {found} of the workbook expands to more than is read; the limit is {limit} MiB."),
        N_(
            "Clear the formats below and beside the tables and remove unused sheets, or copy the answers to a new sheet."
        ),
    ),
    "workbook-too-many-parts": Wording(
        N_("The workbook consists of more than {limit} parts."), N_("Remove pictures and unused sheets.")
    ),
    "workbook-too-many-cells": Wording(
        N_("The workbook has more than {limit} elements, which is more than is read."),
        N_(
            "Clear the formats below and beside the tables and remove unused sheets, or copy the answers to a new sheet."
        ),
    ),
    "sheet-too-long": Wording(
        N_("The sheet has more than {limit} filled rows."), N_("Remove what does not belong to the table.")
    ),
    "workbook-doctype": Wording(
        N_("The workbook holds a document type declaration, which no spreadsheet program writes."),
        N_("Do not trust this file; ask the sender for a new copy."),
    ),
    "workbook-damaged": Wording(
        N_("The workbook is damaged."),
        N_("Open it in Excel, let it repair the file and save it again; or download it again."),
    ),
    "workbook-not-a-sheet": Wording(
        N_("This workbook is no evaluation sheet: no table with the columns Kode and Nilai. Sheets found: {sheets}."),
        N_("Use the workbook that `kla-score template` makes."),
    ),
    "workbook-columns-missing": Wording(
        N_("The table needs the columns {needed}. Columns found: {columns}."),
        N_("Restore the titles of the columns, as in a blank sheet (`kla-score template`)."),
    ),
    "workbook-other-edition": Wording(
        N_("The sheet is for “{found}”, the instrument here is {expected}."),
        N_("Choose the instrument of the sheet with --instrument, or move the answers to a sheet of this edition."),
    ),
    "output-exists": Wording(N_("The file exists already."), N_("Choose another name, or replace it with --force.")),
    "output-is-input": Wording(N_("The output would overwrite an input."), N_("Choose another name.")),
    "output-repeated": Wording(N_("This output is named twice."), N_("Name it once.")),
    "output-unwritable": Wording(
        N_("The file cannot be written. {found}"),
        N_("Close it in Excel if it is open there, and check the folder, the free space and the permissions."),
    ),
    "output-suffix-unknown": Wording(
        N_("The format of “{found}” is not known."), N_("Use a name that ends in {allowed}.")
    ),
    "format-unknown": Wording(N_("There is no format “{found}”."), N_("Use one of {allowed}.")),
    "yaml-not-utf8": Wording(
        N_("The file is not plain UTF-8: {found}."), N_("Save it as UTF-8 without a byte order mark.")
    ),
    "yaml-syntax": Wording(
        N_("This is not valid YAML: {found}."),
        N_("Check indentation (blanks, no tabs), colons and quotation marks in this line and the one before."),
    ),
    "yaml-several-documents": Wording(
        N_("A second YAML document starts here."), N_("Remove the line ---; an instrument is one document.")
    ),
    "yaml-too-deep": Wording(
        N_("Lists and mappings are nested more than {limit} deep."),
        N_("Follow the layout of the packaged instrument."),
    ),
    "yaml-tag": Wording(
        N_("Tags such as {found} are not allowed."), N_("Remove the tag; write plain text or numbers.")
    ),
    "yaml-alias": Wording(N_("Anchors and aliases ({found}) are not allowed."), N_("Write the value out.")),
    "yaml-merge-key": Wording(N_("Merge keys ({found}) are not allowed."), N_("Write the keys out.")),
    "yaml-key-repeated": Wording(
        N_("The key “{found}” stands here again; it is already in line {line}."), N_("Remove one of the two.")
    ),
    "yaml-key-not-text": Wording(
        N_("The key {found} is not text for every reader of YAML."), N_("Write the key in quotation marks.")
    ),
    "yaml-ambiguous-scalar": Wording(
        N_("{found} without quotation marks is not the same for every reader of YAML."),
        N_("Write “{found}” in quotation marks if it is text, or as a plain number or true/false."),
    ),
    "key-missing": Wording(N_("The key “{key}” is missing."), N_("Add it; the packaged instrument shows an example.")),
    "key-unknown": Wording(
        N_("The key “{key}” is not known here. Nearest: {candidates}."), N_("Correct or remove it.")
    ),
    "value-not-quoted": Wording(
        N_("“{key}” must be text, and {found} without quotation marks is not."),
        N_('Write "{found}" in quotation marks.'),
    ),
    "value-not-text": Wording(N_("“{key}” must be text."), N_("Write a text in quotation marks.")),
    "value-not-points": Wording(
        N_("“{key}” must be points; “{found}” is not."),
        N_("Write a number from 0 to 10000 with at most three decimals, without quotation marks."),
    ),
    "value-not-whole-number": Wording(
        N_("“{key}” must be a whole number from 1; “{found}” is not."), N_("Write a number such as 1 or 2.")
    ),
    "value-not-true-or-false": Wording(
        N_("“{key}” must be true or false; “{found}” is neither."), N_("Write true or false.")
    ),
    "value-not-a-list": Wording(
        N_("“{key}” must be a list."),
        N_("Write its entries below it, each on a line of its own behind “- ”."),
    ),
    "value-not-a-mapping": Wording(
        N_("Keys with values are expected here."),
        N_("Write “key: value” lines, as in the packaged instrument."),
    ),
    "value-not-one-of": Wording(N_("“{key}” cannot be “{found}”."), N_("Use one of {allowed}.")),
    "value-malformed": Wording(
        N_("“{key}” cannot be “{found}”."),
        N_(
            "Ids and codes: letters, digits, . - _ and in a code a digit. Titles of sheets: up to 31 characters, none of [ ] : * ? / \\."
        ),
    ),
    "value-empty": Wording(
        N_("“{key}” is empty or has too few entries."), N_("Fill it in, or remove it if it is not required.")
    ),
    "identifier-repeated": Wording(N_("“{found}” is used twice."), N_("Give each its own.")),
    "identifier-undefined": Wording(
        N_("“{found}” is not defined in this file. Nearest: {candidates}."),
        N_("Correct it, or define it above."),
    ),
    "sum-differs": Wording(
        N_("The maximum {maximum} of {name} differs from the sum of its parts, {derived}."),
        N_("Correct the maximum, or the maxima below it."),
    ),
    "surplus-undeclared": Wording(
        N_("The questions of indicator {name} add up to {derived}, more than its maximum of {maximum}."),
        N_("Correct the maxima, or declare the surplus under “cap” with its questions_total and the reason."),
    ),
    "cap-wrong": Wording(
        N_("The cap of indicator {name} does not fit: questions add up to {derived}, the maximum is {maximum}."),
        N_("Set points to the maximum and questions_total to the sum; remove the cap where nothing is in excess."),
    ),
    "cap-declared": Wording(
        N_("Indicator {name} is capped at {maximum}; its questions add up to {derived}."),
        N_("Nothing needs to be done: the surplus is declared."),
    ),
    "predicates-disordered": Wording(
        N_("The lower limit {found} does not fit its printed range, or the predicate before it."),
        N_("List the predicates from the lowest to the highest, without overlaps."),
    ),
}
"""The words for every code of the catalogue in `kla_score.issues`."""

SEVERITY_NAMES: Final[Mapping[Severity, str]] = {
    Severity.ERROR: N_("error"),
    Severity.WARNING: N_("warning"),
    Severity.NOTE: N_("note"),
}

_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_LINE_BREAKS: Final = re.compile(r"\s*[\r\n\t]+\s*")


def clean(text: str) -> str:
    r"""
    Make text from outside safe to show: one line, and a visible sign for every control character.

    >>> clean("a\x1b[31mb\nc")
    'a�[31mb c'
    """
    return _CONTROLS.sub("\ufffd", _LINE_BREAKS.sub(" ", text))


class Messages:
    """Speak one language: *language* is ``id`` or ``en``."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = gettext.translation(DOMAIN, LOCALE_FOLDER, [language], fallback=language == "en")

    def say(self, text: str, **parameters: Parameter | None) -> str:
        """Translate *text* and fill its placeholders. Text in parameters is cleaned, numbers are written out."""
        shown = {name: self._show(value) for name, value in parameters.items()}
        return self._catalogue.gettext(text).format_map(shown) if shown else self._catalogue.gettext(text)

    def pick(self, text: Bilingual) -> str:
        """Choose the language of a text of the instrument."""
        return clean(text.in_language(self.language))

    def number(self, number: Decimal | int, decimals: int = 0) -> str:
        """
        Write *number* for people, all digits shown and at least *decimals* of them behind the decimal sign.

        >>> Messages("id").number(Decimal("126.91")), Messages("en").number(Decimal(89), 2)
        ('126,91', '89.00')
        """
        whole, _, fraction = plain(Decimal(number)).partition(".")
        fraction = fraction.ljust(decimals, "0")
        sign = "," if self.language == "id" else "."
        return f"{whole}{sign}{fraction}" if fraction else whole

    def what(self, issue: Issue) -> str:
        """Say what is wrong."""
        return self._word(WORDINGS[issue.code].what, issue)

    def remedy(self, issue: Issue) -> str:
        """Say what to do about it."""
        return self._word(WORDINGS[issue.code].remedy, issue)

    def severity(self, severity: Severity) -> str:
        """Name *severity*."""
        return self._catalogue.gettext(SEVERITY_NAMES[severity])

    def _word(self, text: str, issue: Issue) -> str:
        found = _shorten(clean(issue.found))
        return self.say(text, **{"found": found, "question": issue.question, **issue.parameters}).strip()

    def _show(self, value: Parameter | None) -> str:
        match value:
            case None:
                return ""
            case Decimal() | int():
                return self.number(value)
            case str():
                return clean(value)
            case _:
                return ", ".join(_shorten(clean(each)) for each in value) or self._catalogue.gettext(N_("none"))


def _shorten(text: str) -> str:
    return text if len(text) <= _SHOWN_OF_FOUND else text[: _SHOWN_OF_FOUND - 1] + "…"
