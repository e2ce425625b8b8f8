"""
Raw rows in, checked answers out.

`RawSheet` is the wall between Excel and everything else: `kla_score.workbook` makes it from a file, tests make it by
hand. `check_answers` turns it into an `Assessment`. Pure: no files, no printing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from kla_score.cells import BLANK, Cell, CellKind, even_out, plain
from kla_score.evidence import (
    NOTHING_ASKED,
    EvidenceFound,
    EvidenceKind,
    Reference,
    Status,
    look_for,
    read_references,
)
from kla_score.instrument import Instrument, code_key
from kla_score.issues import NOWHERE, Issue, Parameter, Place, WorkbookError, has_errors
from kla_score.questions import NO_POINTS, Question
from kla_score.region import UNKNOWN_OCCASION, Identity, Occasion, read_occasion

if TYPE_CHECKING:
    from kla_score.definition import Text
    from kla_score.evidence_files import Citation, EvidenceFiles, FolderCheck


@dataclass(frozen=True, slots=True)
class Source:
    """
    The file an assessment came from: its name without folders, and the SHA-256 of its bytes (hexadecimal).

    *saved* is when it was saved, as the file says: a time in UTC as text that sorts, empty when it does not say.
    """

    file: str = ""
    sha256: str = ""
    saved: str = ""


NO_SOURCE: Final = Source()


class RawRow(NamedTuple):
    """
    One row of a question sheet as found. *evidence* is by evidence kind; columns that are absent are left out.

    *points* is the cell of the answer, whatever the kind of the question; *agency* and *note* are for people alone.
    """

    code: Cell
    points: Cell = BLANK
    evidence: Mapping[str, Cell] = {}  # never changed
    agency: Cell = BLANK
    note: Cell = BLANK


class Scope(StrEnum):
    """What a printed number is about."""

    QUESTION = "question"
    INDICATOR = "indicator"
    CLUSTER = "cluster"
    TOTAL = "total"


class PrintedPoints(NamedTuple):
    """
    What a recap prints beside something: its *points* and its *maximum*, as they stand there.

    *name* is the code of the question or indicator or the id of the cluster; empty for the total.
    """

    scope: Scope
    name: str
    points: Cell = BLANK
    maximum: Cell = BLANK


@dataclass(frozen=True, slots=True)
class RawSheet:
    """
    A whole workbook as found, its rows in any order. *issues* are those met while reading it.

    *unread* are the cells beside rows with a code that stand in columns that mean nothing here, *printed* the sums
    and maxima of a recap.
    """

    rows: Sequence[RawRow]
    identity: Mapping[Identity, Cell] = field(default_factory=dict)
    source: Source = NO_SOURCE
    issues: tuple[Issue, ...] = ()
    unread: tuple[Cell, ...] = ()
    printed: tuple[PrintedPoints, ...] = ()


class Answer(NamedTuple):
    """
    The checked answer to one question. *points* None is unanswered or unusable; *place* is the points cell.

    *agency* is what stands in the agency cell of its row.
    """

    points: Decimal | None = None
    evidence: EvidenceFound = NOTHING_ASKED
    place: Place = NOWHERE
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """
    One region's checked answers for one year and stage.

    *answers* has an entry for every question of the instrument. *evidence_recorded* is False when not one evidence
    cell of the workbook is filled in. *is_complete* is False when something could not be used and counts 0.
    *issues* stand in the order of the workbook; those that belong to no cell come last. *folder* is None when no
    evidence folder was looked at.
    """

    answers: Mapping[str, Answer]
    occasion: Occasion = UNKNOWN_OCCASION
    evidence_recorded: bool = True
    is_complete: bool = True
    source: Source = NO_SOURCE
    issues: tuple[Issue, ...] = ()
    folder: "FolderCheck | None" = None


def check_answers(raw: RawSheet, instrument: Instrument, files: "EvidenceFiles | None" = None) -> Assessment:
    """
    Check every row of *raw* against *instrument* and collect every issue; evidence also against *files*, if given.

    Raises:
        WorkbookError: the workbook names another instrument or edition.

    """
    occasion = read_occasion(raw.identity)
    issues = [*raw.issues, *check_edition(raw, instrument), *occasion.issues]
    rows, unmatched = match_rows(raw.rows, instrument)
    issues += unmatched
    answers = {}
    citations: list[Citation] = []
    for code, question in instrument.questions.items():
        answers[code], found, cited = _check_row(rows.get(code, RawRow(BLANK)), question, instrument, files)
        issues += found
        citations += cited
    issues += _without_column(rows, answers, raw, instrument)
    issues += _declared(answers)
    if files:
        issues += files.issues(citations, is_part=bool(occasion.part))
    ordered = in_order(issues, raw)
    return Assessment(
        answers,
        occasion,
        evidence_recorded=any(_filled(row.evidence.values()) for row in rows.values()),
        is_complete=not has_errors(ordered),
        source=raw.source,
        issues=ordered,
        folder=files.check(citations) if files else None,
    )


def check_edition(raw: RawSheet, instrument: Instrument) -> Iterator[Issue]:
    """
    Compare the instrument that the workbook names with *instrument*.

    Raises:
        WorkbookError: it is another one, or another edition.

    """
    expected = {Identity.INSTRUMENT: instrument.id, Identity.EDITION: instrument.edition}
    ours = " ".join(expected.values())
    cells = {key: raw.identity.get(key, BLANK) for key in expected}
    theirs = " ".join(cell.text.strip() for cell in cells.values())
    for key, cell in cells.items():
        if cell.text.strip() and even_out(cell.text) != even_out(expected[key]):
            place = cell.place._replace(file=raw.source.file)
            raise WorkbookError(Issue("workbook-other-edition", place, "", theirs.strip(), {"expected": ours}))
    if not all(cell.text.strip() for cell in cells.values()):
        yield Issue("edition-not-named", parameters={"expected": ours})
    mark = raw.identity.get(Identity.FINGERPRINT, BLANK)
    if mark.text.strip() and even_out(mark.text) != instrument.fingerprint:
        parameters = {"expected": instrument.fingerprint, "edition": ours}
        yield Issue("fingerprint-differs", mark.place, "", mark.text, parameters)


def match_rows(rows: Sequence[RawRow], instrument: Instrument) -> tuple[Mapping[str, RawRow], Sequence[Issue]]:
    """
    Find the one row of each question by its code, never by its position. A repeated code is nobody's row.

    Returns:
        The rows by code, and an issue for every row or code that does not fit.

    """
    found: dict[str, list[RawRow]] = {}
    issues: list[Issue] = []
    explained: set[str] = set()
    for row, code in zip(rows, codes_of(rows, instrument), strict=True):
        if code is not None:
            found.setdefault(code, []).append(row)
            if row.code.text != code or row.code.kind is not CellKind.TEXT:
                issues.append(Issue("code-repaired", row.code.place, code, row.code.text))
            continue
        candidates = _codes_of_number(row.code, instrument)
        explained.update(candidates)
        filled = _filled((row.points, *row.evidence.values()))
        # Beside nothing it is a title or a remark; a mistyped code leaves another one missing, which is said.
        if filled or candidates:
            if row.code.kind is CellKind.TEXT and len(issues) < _SUGGESTIONS:
                by_key = instrument.codes_by_key
                candidates = tuple(by_key[key] for key in get_close_matches(code_key(row.code.text), by_key))
            issues.append(_without_question(row, filled, candidates))
    for code in instrument.questions:
        same = found.get(code, ())
        if len(same) > 1:
            places = [row.code.place for row in same]
            cells = tuple(f"{place.sheet}!{place.cell}" for place in places)
            issues.append(Issue("code-repeated", places[0], code, code, {"cells": cells}))
        elif not same and code not in explained:
            issues.append(Issue("code-missing", question=code))
    return {code: same[0] for code, same in found.items() if len(same) == 1}, issues


def codes_of(rows: Iterable[RawRow], instrument: Instrument) -> Sequence[str | None]:
    """Give the code of the question that each row is about; None where it is about none, or about which is unclear."""
    return [
        instrument.codes_by_key.get(code_key(row.code.text))
        if row.code.kind is CellKind.TEXT or len(_codes_of_number(row.code, instrument)) == 1
        else None
        for row in rows
    ]


def _without_question(row: RawRow, filled: Sequence[Cell], candidates: tuple[str, ...]) -> Issue:
    """Report a row that belongs to no question, though something is filled in or a code may be meant."""
    if _has_no_code(row.code):
        return Issue("answer-without-code", filled[0].place, "", filled[0].text)
    code = "code-unknown" if row.code.kind is CellKind.TEXT else "code-not-text"
    return Issue(code, row.code.place, "", row.code.text, {"candidates": candidates})


_DIGIT: Final = re.compile("[0-9]")


def _has_no_code(cell: Cell) -> bool:
    """Tell whether a row is a title, a subtotal or a remark: every code has a digit."""
    return cell.kind is CellKind.BLANK or (cell.kind is CellKind.TEXT and not _DIGIT.search(even_out(cell.text)))


def _filled(cells: Iterable[Cell]) -> Sequence[Cell]:
    return [cell for cell in cells if not cell.is_blank]


_SUGGESTIONS: Final = 50
"""So many issues with rows get a suggestion: looking for the nearest code is slow."""


def _codes_of_number(cell: Cell, instrument: Instrument) -> tuple[str, ...]:
    """
    Give the codes that a spreadsheet turns into the number in *cell*: 1.1 can be ``1.1`` and ``1.10``, 1 never ``10``.

    Only a code that is written like the number, and has no such neighbour, is taken for it.
    """
    if cell.number is None:
        return ()
    digits = plain(cell.number)
    return tuple(
        code for code in instrument.questions if digits == (code.rstrip("0").rstrip(".") if "." in code else code)
    )


def _check_row(
    row: RawRow, question: Question, instrument: Instrument, files: "EvidenceFiles | None"
) -> tuple[Answer, Sequence[Issue], Sequence["Citation"]]:
    reading = question.read(row.points)
    issues = list(reading.issues)
    if row.points.is_blank and question.can_earn and question.read(row.note).points is not None:
        issues.append(Issue("answer-in-notes", row.note.place, question.code, row.note.text))
    references: dict[str, Sequence[Reference]] = {}
    citations: list[Citation] = []
    for kind in instrument.evidence_kinds:
        cell = row.evidence.get(kind.id, BLANK)
        if cell is BLANK or cell.is_blank:  # most are that very one
            continue
        entries, unusable = _references(cell, kind)
        if files:
            entries = [files.look_up(entry, kind) for entry in entries]
            citations += [files.cite(entry, cell.place, question.code) for entry in entries]
        elif cell.link:
            entries = [_named_by_address(entry) for entry in entries]
        references[kind.id] = entries
        if unusable:
            issues.append(Issue(unusable, cell.place, question.code, cell.text))
    evidence = look_for(question.alternatives, references)
    wanted = question.evidence_kinds
    elsewhere = [kind for kind, entries in references.items() if entries and kind not in wanted]
    if reading.points and elsewhere and evidence.lacking:
        needed = dict.fromkeys(instrument.evidence_kind_by_id[item.kind].name for item in evidence.missing)
        cell = row.evidence[elsewhere[0]]
        parameters = {"needed": tuple(needed)}
        issues.append(Issue("evidence-in-other-column", cell.place, question.code, cell.text, parameters))
    return Answer(reading.points, evidence, row.points.place, row.agency.text), issues, citations


def _named_by_address(reference: Reference) -> Reference:
    """Let a word with an address behind it be a reference to that address."""
    if not reference.address or reference.status is not Status.DECLARED:
        return reference
    return reference._replace(text=reference.address, status=Status.REFERENCED)


def _references(cell: Cell, kind: EvidenceKind) -> tuple[Sequence[Reference], str]:
    """
    Read one evidence cell in which something stands.

    A ticked box (a boolean) is a word that names no document; 0 is one for "not there", but where a figure is asked
    for. An address belongs to the only entry of its cell. Returns the references, and the code of an issue or nothing.
    """
    match cell.kind:
        case CellKind.TEXT:
            entries = read_references(cell.text, accepts_number=kind.accepts_number)
            is_linked = cell.link and len(entries) == 1
            return ([entries[0]._replace(address=cell.link)] if is_linked else entries), ""
        case CellKind.BOOLEAN:
            return ((Reference(cell.text, Status.DECLARED),) if cell.text == "TRUE" else ()), ""
        case CellKind.NUMBER if kind.accepts_number:
            return (Reference(cell.text),), ""
        case CellKind.NUMBER if not cell.number:
            return (), ""
        case CellKind.ERROR:
            return (), "evidence-error-value"
        case CellKind.FORMULA:
            return (), "evidence-formula-without-value"
        case _:
            return (), "evidence-not-text"


def _without_column(
    rows: Mapping[str, RawRow], answers: Mapping[str, Answer], raw: RawSheet, instrument: Instrument
) -> Iterator[Issue]:
    """
    Say for each sheet which evidence columns are not there although points depend on them.

    A workbook without any evidence column is left alone, unless it says that it was made for this instrument: then
    the headings were changed.
    """
    if not raw.identity.get(Identity.FINGERPRINT, BLANK).text and not any(row.evidence for row in raw.rows):
        return
    absent: dict[str, dict[Text, None]] = {}
    for code, row in rows.items():
        answer = answers[code]
        for found in answer.evidence.lacking if answer.points else ():
            if (kind := found.item.kind) not in row.evidence:
                absent.setdefault(row.code.place.sheet, {})[instrument.evidence_kind_by_id[kind].name] = None
    for sheet, names in absent.items():
        yield Issue("evidence-column-missing", Place("", sheet), parameters={"needed": tuple(names)})


def _declared(answers: Mapping[str, Answer]) -> Iterator[Issue]:
    """Say once how many points rest on a word such as "ada", and how many would where a word does not count."""
    earning = [answer for answer in answers.values() if answer.points]
    for code, resting in (
        ("evidence-declared", [answer for answer in earning if answer.evidence.rests_on_a_word]),
        ("evidence-word-not-counted", [answer for answer in earning if answer.evidence.lacks_only_names]),
    ):
        if resting:
            points = sum((answer.points or NO_POINTS for answer in resting), NO_POINTS)
            parameters: Mapping[str, Parameter] = {"points": points, "questions": len(resting)}
            yield Issue(code, parameters=parameters)


def in_order(issues: Sequence[Issue], raw: RawSheet) -> tuple[Issue, ...]:
    """Sort by sheet, row and column as they stand in the workbook; what belongs to no cell comes last."""
    sheets = dict.fromkeys(
        [cell.place.sheet for cell in raw.identity.values()] + [row.code.place.sheet for row in raw.rows]
    )
    order = {sheet: position for position, sheet in enumerate(sheets)}

    def place_of(issue: Issue) -> tuple[bool, int, int, int, str]:
        column = issue.place.cell.rstrip("0123456789")
        row = issue.place.cell.removeprefix(column)
        sheet = order.get(issue.place.sheet, len(order))
        return (not issue.place.cell, sheet, int(row or 0), len(column), column)

    return tuple(sorted(issues, key=place_of))
