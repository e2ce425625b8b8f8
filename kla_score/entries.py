"""
What is to stand in the rows of a workbook, and how it is taken over from another one.

Pure: no files, no printing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from kla_score.assessment import RawRow, RawSheet, check_edition, in_order, match_rows
from kla_score.cells import BLANK, Cell, CellKind, even_out
from kla_score.changes import find_counterparts
from kla_score.definition import Text
from kla_score.instrument import Instrument
from kla_score.issues import Issue
from kla_score.questions import Question
from kla_score.region import Identity


@dataclass(frozen=True, slots=True)
class Entry:
    """
    What to write into the row of one question: the answer, the evidence cells by kind, a note, agencies.

    *answer* is what people would enter: points, a percentage from 0 to 100, or the text of an option. *evidence* are
    texts, figures, and True or False for a ticked box. An empty *agency* means those of the instrument.
    """

    answer: Decimal | Text | str | None = None
    evidence: Mapping[str, str | Decimal | bool] = field(default_factory=dict)
    note: str = ""
    agency: str = ""


NO_ENTRY: Final = Entry()


def agencies_of(question: Question, instrument: Instrument) -> str:
    """Give the names of the agencies of *question* as they stand in its cell."""
    return "; ".join(instrument.agency_by_id[agency].short for agency in question.agencies)


@dataclass(frozen=True, slots=True)
class Taken:
    """
    What a new workbook takes over from an old one.

    *entries* are by question code, without empty ones; *identity* has the lines that stay true from year to year.
    *issues*, in the order of the old workbook, name every cell of its table that says something and could not be
    taken over, and what of the workbook was not read.
    """

    entries: Mapping[str, Entry]
    identity: Mapping[Identity, str]
    issues: tuple[Issue, ...]


_LASTING: Final = (Identity.KIND, Identity.NAME, Identity.PROVINCE, Identity.CODE)
"""Year and stage are those of the new workbook."""


def take_over(raw: RawSheet, old: Instrument, new: Instrument) -> Taken:
    """
    Take the entries of *raw*, a sheet of *old*, over to *new*.

    Answers are read again by the questions of *new*: what they do not accept is reported and left out, and so is the
    answer to a question that was answered in another way.

    Raises:
        WorkbookError: *raw* is not a sheet of *old*.

    """
    issues = [*raw.issues, *check_edition(raw, old)]
    rows, unmatched = match_rows(raw.rows, old)
    issues += [issue for issue in unmatched if issue.code != "code-missing"]  # nothing is lost with it
    counterparts = find_counterparts(old, new)
    entries: dict[str, Entry] = {}
    for code, row in rows.items():
        if code in counterparts:
            entry, left_behind = _carry(row, old, old.questions[code], new, new.questions[counterparts[code]])
            issues += left_behind
            if entry != NO_ENTRY:
                entries[counterparts[code]] = entry
    owners = {id(row): code for code, row in rows.items()}
    for row in raw.rows:
        code = owners.get(id(row), "")
        if code not in counterparts:
            issues += _left_behind(row, code, old)
    lasting = {line: raw.identity.get(line, BLANK).text.strip() for line in _LASTING}
    ordered = {code: entries[code] for code in new.questions if code in entries}
    return Taken(ordered, {line: text for line, text in lasting.items() if text}, in_order(issues, raw))


def _carry(
    row: RawRow, old: Instrument, former: Question, new: Instrument, question: Question
) -> tuple[Entry, list[Issue]]:
    """Make the entry for *question* from the *row* of its *former* self, and name what does not fit."""
    issues: list[Issue] = []
    answer = None
    if former.kind == question.kind:
        reading = question.read(row.points)
        answer = reading.answer
        issues += reading.issues
        if answer is not None and former.maximum != question.maximum:
            parameters = {"before": former.maximum, "after": question.maximum}
            issues.append(question.issue(row.points, "entry-of-other-maximum", **parameters))
    elif _says_something(row.points):
        issues.append(question.issue(row.points, "entry-of-other-kind"))
    evidence: dict[str, str | Decimal | bool] = {}
    for kind, cell in row.evidence.items():
        if _says_something(cell):
            entry = _evidence_entry(cell) if kind in new.evidence_kind_by_id else None
            if entry is None:
                issues.append(question.issue(cell, "entry-not-evidence"))
            else:
                evidence[kind] = entry
    texts = []
    for cell in (row.note, row.agency):
        is_text = cell.kind not in {CellKind.ERROR, CellKind.FORMULA}
        texts.append(cell.text if is_text else "")
        if not is_text:
            issues.append(question.issue(cell, "entry-left-behind"))
    note, agency = texts
    return Entry(answer, evidence, note, "" if _is_filled_in_beforehand(row, former, old) else agency), issues


def _is_filled_in_beforehand(row: RawRow, question: Question, instrument: Instrument) -> bool:
    """Tell whether the agencies are still those that the sheet came with."""
    return even_out(row.agency.text) == even_out(agencies_of(question, instrument))


def _says_something(cell: Cell) -> bool:
    return cell.kind is not CellKind.BLANK


def _evidence_entry(cell: Cell) -> str | Decimal | bool | None:
    """Give what to write so that the new cell counts as the old one did; None when there is nothing like it."""
    match cell.kind:
        case CellKind.TEXT:
            return cell.text
        case CellKind.BOOLEAN:
            return cell.text == "TRUE"
        case CellKind.NUMBER if not cell.is_percent:
            return cell.number
        case _:
            return None


def _left_behind(row: RawRow, code: str, old: Instrument) -> Iterator[Issue]:
    """Name every cell of a row that belongs to no question of the new sheet."""
    is_own = code in old.questions and _is_filled_in_beforehand(row, old.questions[code], old)
    for cell in (row.points, *row.evidence.values(), *(() if is_own else (row.agency,)), row.note):
        if _says_something(cell):
            yield Issue("entry-left-behind", cell.place, code, cell.text)
