"""
Merge the parts of a divided sheet. Nothing is lost, and every conflict is reported.

Pure: no files, no printing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from kla_score.assessment import RawRow, RawSheet, match_rows
from kla_score.assessment.region import Identity
from kla_score.cells import BLANK, LONGEST_TEXT, Cell, normalize_text, utf16_length
from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.instrument.base import Text
from kla_score.instrument.evidence_entries import split_entries
from kla_score.issues import Issue, Location
from kla_score.parts.carry_over import (
    NO_CONTENT,
    POINTS,
    CarriedOver,
    EvidenceEntry,
    RowContent,
    TypedValue,
    carry_over,
    entry_text,
)
from kla_score.parts.dividing import Assignment, read_share


class Preference(StrEnum):
    """Which of several different answers is used; without a preference, none is."""

    NEWEST = "newest"
    """The answer in the workbook that was saved last."""
    FIRST = "first"
    """The answer in the workbook that was named first."""


class Part(NamedTuple):
    """
    One workbook to merge, whole or a part: its contents for the new workbook, its rows by code, its share.

    *file* is its name in messages. *missing* are the codes of questions without a row.
    """

    file: str
    raw: RawSheet
    contents: CarriedOver
    rows: Mapping[str, RawRow]
    missing: AbstractSet[str]
    share: Assignment | None

    @property
    def agency(self) -> str:
        """The agency that filled it in; empty for a whole sheet."""
        return self.share.agency if self.share else ""

    def asks(self, code: str) -> bool:
        """Return whether it contains the question *code*."""
        return self.share is None or code in self.share.codes


def read_part(raw: RawSheet, instrument: Instrument, file: str) -> Part:
    """
    Return the contents of *raw*, a sheet of *instrument*; *file* is its name in messages.

    Raises:
        WorkbookError: It is a sheet of another edition.

    """
    contents = carry_over(raw, instrument, instrument, same_period=True)
    rows, unmatched = match_rows(raw.rows, instrument)
    missing = {issue.question for issue in unmatched if issue.code == "code-missing"}
    # A question that a part does not contain cannot be missing in it.
    contents = contents._replace(issues=tuple(issue for issue in contents.issues if issue.code != "code-missing"))
    return Part(file, raw, contents, rows, missing, read_share(raw, instrument))


def merge(parts: Sequence[Part], agencies: Agencies, preference: Preference | None = None) -> CarriedOver:
    """
    Merge *parts*, of which there is at least one. A part of each of *agencies* is expected.

    Evidence, notes and agencies of all parts are combined. If answers differ, the cell lists them and an error names
    them, unless *preference* chooses one. The same workbook twice counts once, and two parts of one agency are both
    used. The entries record which agency filled which columns.

    Returns:
        The contents of the merged workbook. Its issues are in the order of the parts, and each names the file.

    """
    instrument = agencies.instrument
    issues: list[Issue] = []
    different = list(_without_copies(parts, issues))
    issues += _of_same_agency(different, agencies)
    for part in different:
        issues += _about(part, instrument)
    identity = dict(_identity(different, issues))
    entries = {}
    for code in instrument.questions:
        entry = _join(code, different, instrument, preference, issues)
        if entry != NO_CONTENT:
            entries[code] = entry
    issues += _still_to_come(different, agencies)
    return CarriedOver(entries, identity, tuple(issues))


def _without_copies(parts: Sequence[Part], issues: list[Issue]) -> Iterator[Part]:
    seen: dict[str, str] = {}
    for part in parts:
        digest = part.raw.source.sha256
        if digest in seen:
            issues.append(Issue("part-repeated", Location(part.file), parameters={"other": seen[digest]}))
        else:
            seen[digest] = part.file
            yield part


def _of_same_agency(parts: Sequence[Part], agencies: Agencies) -> Iterator[Issue]:
    """Yield an issue for each further part of an agency."""
    first: dict[str, Part] = {}
    for part in parts:
        if part.agency:
            other = first.setdefault(agencies.find(part.agency) or normalize_text(part.agency), part)
            if other is not part:
                yield Issue("part-of-same-agency", Location(part.file), "", part.agency, {"other": other.file})


def _about(part: Part, instrument: Instrument) -> Iterator[Issue]:
    """Yield the issues of one part with the name of its file."""
    asked = part.share.codes if part.share else tuple(instrument.questions)
    issues = [
        *part.contents.issues,
        *(Issue("code-missing", question=code) for code in asked if code in part.missing),
    ]
    for code, entry in part.contents.entries.items():
        if not part.asks(code):
            cell = _kept_cell(part.rows[code], entry)
            issues.append(Issue("answer-not-asked-for", cell.location, code, cell.text))
    for issue in issues:
        yield replace(issue, location=issue.location._replace(file=part.file))


def _kept_cell(row: RawRow, entry: RowContent) -> Cell:
    """Return the first cell of *row* whose value is in *entry*."""
    if entry.answer is not None:
        return row.points
    if entry.evidence:
        return row.evidence[next(iter(entry.evidence))]
    return row.note if entry.note != "" else row.agency


_LINES: Final = (Identity.KIND, Identity.NAME, Identity.PROVINCE, Identity.CODE, Identity.YEAR, Identity.STAGE)


def _identity(parts: Sequence[Part], issues: list[Issue]) -> Iterator[tuple[Identity, TypedValue]]:
    """Yield the lines on region and period. If the parts differ, the first one counts and an error is added."""
    for line in _LINES:
        filled = [(part, part.contents.identity[line]) for part in parts if line in part.contents.identity]
        if filled:
            first, entry = filled[0]
            texts = [(part, entry_text(each)) for part, each in filled]
            if len({normalize_text(each) for _, each in texts}) > 1:
                location = first.raw.identity.get(line, BLANK).location._replace(file=first.file)
                values = _by_value([(part.file, normalize_text(each), each) for part, each in texts])
                issues.append(
                    Issue("parts-of-different-sheets", location, found=texts[0][1], parameters={"values": values})
                )
            yield line, entry


def _join(
    code: str, parts: Sequence[Part], instrument: Instrument, preference: Preference | None, issues: list[Issue]
) -> RowContent:
    """Combine the entries of all parts for the question *code*."""
    filled = [(part, part.contents.entries[code]) for part in parts if code in part.contents.entries]
    answered = [(part, entry) for part, entry in filled if entry.answer is not None]
    chosen = answered[0] if answered else None
    # A conflict of an earlier merge lasts until somebody answers.
    differing = "" if answered else next((entry.differing for _, entry in filled if entry.differing), "")
    if len({entry.answer for _, entry in answered}) > 1:
        chosen = _choose(answered, preference)
        answers = _by_value(
            [(_named(part, parts), entry.answer, part.rows[code].points.text) for part, entry in answered]
        )
        issues.append(_difference(code, answered[0][0], chosen, answers))
        differing = "" if chosen else answers
    evidence: dict[str, EvidenceEntry] = {}
    evidence_of: dict[str, Sequence[Part]] = {}
    for kind in dict.fromkeys(kind for _, entry in filled for kind in entry.evidence):
        cells: Sequence[tuple[Part, EvidenceEntry]] = [
            (part, entry.evidence[kind]) for part, entry in filled if kind in entry.evidence
        ]
        if not instrument.evidence_kind_by_id[kind].accepts_number:
            cells = _without_numbers(code, kind, cells, issues)
        evidence[kind] = _united([value for _, value in cells])
        evidence_of[kind] = [part for part, _ in cells]
    entry = RowContent(
        chosen[1].answer if chosen else None,
        evidence,
        _distinct([entry_text(entry.note) for _, entry in filled], str.splitlines, "\n"),
        _distinct([entry.agency for _, entry in filled], split_entries, "; "),
        _credits(filled, chosen[1].answer if chosen else None, evidence_of),
        differing,
    )
    texts = (entry_text(entry.note), entry.agency, *(value for value in evidence.values() if isinstance(value, str)))
    if too_long := next((text for text in texts if utf16_length(text) > LONGEST_TEXT), ""):
        location = filled[0][0].rows[code].code.location._replace(file="")
        issues.append(Issue("entries-too-long", location, code, too_long, {"limit": LONGEST_TEXT}))
    return entry


def _without_numbers(
    code: str, kind: str, cells: Sequence[tuple[Part, EvidenceEntry]], issues: list[Issue]
) -> Sequence[tuple[Part, EvidenceEntry]]:
    """Drop numbers, which name no document, beside entries that do: joined, they would look like a name."""
    numbers = [(part, value) for part, value in cells if isinstance(value, Decimal)]
    if len(numbers) == len(cells):
        return cells
    for part, _ in numbers:
        cell = part.rows[code].evidence[kind]
        issues.append(Issue("entry-not-evidence", cell.location._replace(file=part.file), code, cell.text))
    return [each for each in cells if each not in numbers]


_Filled = tuple[Part, RowContent]


def _choose(answered: Sequence[_Filled], preference: Preference | None) -> _Filled | None:
    """Return one of several different answers by *preference*; None if it does not decide."""
    if preference is Preference.FIRST:
        return answered[0]
    if preference is Preference.NEWEST:
        times = [part.raw.source.saved for part, _ in answered]
        last = {entry.answer for (_, entry), saved in zip(answered, times, strict=True) if saved == max(times)}
        # A part without a date may be the newest.
        if all(times) and len(last) == 1:
            return answered[times.index(max(times))]
    return None


def _difference(code: str, first: Part, chosen: _Filled | None, answers: str) -> Issue:
    """Return the issue for different *answers*, at the cell of the *first* part."""
    cell = first.rows[code].points
    location = cell.location._replace(file=first.file)
    if chosen is None:
        return Issue("answers-differ", location, code, cell.text, {"answers": answers})
    kept = chosen[0].rows[code].points.text
    return Issue("answers-differ-one-chosen", location, code, kept, {"answers": answers, "other": chosen[0].file})


def _named(part: Part, parts: Sequence[Part]) -> str:
    """Return the agency of *part*. Its file is added if another part has the same agency, or replaces a missing one."""
    if not part.agency:
        return part.file
    is_only = sum(each.agency == part.agency for each in parts) == 1
    return part.agency if is_only else f"{part.agency} ({part.file})"


_NAMED: Final = 3
"""The number of names for each value."""


def _by_value(given: Sequence[tuple[str, object, str]]) -> str:
    """
    Return who gave which value. *given* has a name, a key that equal values share, and the value as text.

    >>> _by_value([("Dinkes", 5, "5"), ("Dinsos", 9, "9"), ("Disdik", 9, "9,0")])
    '9: Dinsos, Disdik; 5: Dinkes'
    """
    texts: dict[object, str] = {}
    names: dict[object, dict[str, None]] = {}
    for name, key, text in given:
        texts.setdefault(key, text)
        names.setdefault(key, {})[name] = None
    groups = sorted(names.items(), key=lambda group: -len(group[1]))
    return "; ".join(f"{texts[key]}: {_first_of(list(each))}" for key, each in groups)


def _first_of(names: Sequence[str]) -> str:
    """Return the first of *names* and the number of the others."""
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" +{rest}" if rest > 0 else "")


def _united(entries: Sequence[EvidenceEntry]) -> EvidenceEntry:
    """Combine the values of several parts for one evidence cell; equal values stay the same."""
    if all(entry == entries[0] and isinstance(entry, type(entries[0])) for entry in entries):
        return entries[0]
    return _distinct([entry_text(entry) for entry in entries], split_entries, "; ")


def _distinct(texts: Sequence[str], split: Callable[[str], Sequence[str]], separator: str) -> str:
    """Join the entries of *texts*, each once; a single text, or equal texts, stay the same."""
    different = list(dict.fromkeys(text for text in texts if text.strip()))
    if len(different) <= 1:
        return different[0] if different else ""
    pieces: dict[str, str] = {}
    for text in different:
        for piece in split(text):
            pieces.setdefault(normalize_text(piece), piece)
    return separator.join(piece for key, piece in pieces.items() if key)


def _credits(
    filled: Sequence[_Filled], answer: Decimal | Text | str | None, evidence_of: Mapping[str, Sequence[Part]]
) -> Mapping[str, tuple[str, ...]]:
    """Return the columns that each agency filled, as far as they are kept: `POINTS`, or the id of an evidence kind."""
    found: dict[str, dict[str, None]] = {}
    for part, entry in filled:
        if part.agency:
            columns = found.setdefault(part.agency, {})
            columns |= {POINTS: None} if answer is not None and entry.answer == answer else {}
            columns |= dict.fromkeys(kind for kind, parts in evidence_of.items() if part in parts)
    return {agency: tuple(columns) for agency, columns in found.items() if columns}


def _still_to_come(parts: Sequence[Part], agencies: Agencies) -> Iterator[Issue]:
    """Yield the missing parts, with the questions that no other part contains."""
    if not all(part.share for part in parts):
        return
    questions = agencies.instrument.questions
    left = [question for code, question in questions.items() if not any(part.asks(code) for part in parts)]
    owners = dict.fromkeys(name for question in questions.values() for name in agencies.owners_of(question))
    there = {agencies.find(part.agency) for part in parts}
    if absent := tuple(name for name in owners if name not in there):
        yield Issue("parts-still-to-come", parameters={"count": len(left), "agencies": absent})
