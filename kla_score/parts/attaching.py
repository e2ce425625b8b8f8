"""
Decide which file of an evidence folder goes into which evidence cell.

Pure: no files, no printing.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from kla_score.assessment import RawRow, RawSheet, match_rows
from kla_score.assessment.evidence_matching import USUAL_TYPES, EvidenceFiles, StoredFile, code_of_folder, flaw_of
from kla_score.cells import BLANK, LONGEST_TEXT, Cell, CellKind
from kla_score.instrument import Instrument
from kla_score.instrument.evidence import EvidenceKind, Status
from kla_score.instrument.evidence_entries import MOST_ENTRIES, read_references, split_entries, words_of
from kla_score.instrument.questions import Question
from kla_score.issues import Issue, Parameter
from kla_score.parts.carry_over import NO_CONTENT, RowContent, entry_text


class Attaching(StrEnum):
    """What happened to a file of the evidence folder."""

    ATTACHED = "attached"
    ALREADY_NAMED = "already_named"
    """An evidence cell of its question names it."""
    UNUSABLE = "unusable"
    """It is not usable as evidence, for example empty."""
    NO_QUESTION = "no_question"
    """It is not in the folder of a question that requires evidence."""
    NO_COLUMN = "no_column"
    """It is not in the subfolder of a column that its question requires."""
    NAME_UNUSABLE = "name_unusable"
    """An entry with this name would not lead to the file."""
    CELL_FULL = "cell_full"


class FileResult(NamedTuple):
    """
    What happened to the file *file*, its path inside the folder.

    *question* is the code of its question and *kind* the evidence type of its cell; empty if there is none. *issue* is
    the reason for an unusable file.
    """

    file: str
    result: Attaching
    question: str = ""
    kind: str = ""
    issue: Issue | None = None


class Attachments(NamedTuple):
    """The contents of all rows by question code, what happened to each file, and the changed cells by code and kind."""

    entries: Mapping[str, RowContent]
    files: Sequence[FileResult]
    cells: Mapping[str, Mapping[str, str]]


def attach(entries: Mapping[str, RowContent], instrument: Instrument, files: EvidenceFiles) -> Attachments:
    """
    Add to *entries* the names of *files* that are in the folder of a question.

    A file goes into the column that a subfolder is named after, or into the only column that its question requires.
    Existing entries stay. A name is written only if it leads to its file again.
    """
    attaching = _Attaching(entries, instrument, files)
    results = [attaching.add(file) for file in files.files]
    filled = dict(entries)
    for code, texts in attaching.cells.items():
        entry = entries.get(code, NO_CONTENT)
        filled[code] = entry._replace(evidence={**entry.evidence, **texts})
    return Attachments(filled, results, attaching.cells)


class _Attaching:
    def __init__(self, entries: Mapping[str, RowContent], instrument: Instrument, files: EvidenceFiles) -> None:
        self.cells: dict[str, dict[str, str]] = {}
        self._entries = entries
        self._questions = {code: each for code, each in instrument.questions.items() if each.evidence_kinds}
        self._codes = {code.casefold(): code for code in self._questions}
        self._kinds = instrument.evidence_kind_by_id
        self._columns = {words_of(name): each for each in self._kinds.values() for name in (each.name.id, each.name.en)}
        self._files = files
        self._named: dict[str, set[str]] = {}

    def add(self, file: StoredFile) -> FileResult:
        """Add the name of *file* to the cell that it belongs to, and return the result."""
        first, *folders = file.name.split("/")
        code = code_of_folder(first, self._codes) if folders else ""
        if flaw := flaw_of(file):
            parameters: Mapping[str, Parameter] = {
                "file": file.name,
                "limit": self._files.limit,
                "questions": (),
                "allowed": USUAL_TYPES,
            }
            return FileResult(file.name, Attaching.UNUSABLE, code, issue=Issue(flaw, parameters=parameters))
        if not code:
            return FileResult(file.name, Attaching.NO_QUESTION)
        question = self._questions[code]
        if file.name in self._names_for(question):
            return FileResult(file.name, Attaching.ALREADY_NAMED, code)
        kind = self._column_for(question, folders[:-1])
        if kind is None:
            return FileResult(file.name, Attaching.NO_COLUMN, code)
        result = self._write(file.name, code, kind)
        return FileResult(file.name, result, code, kind.id)

    def _names_for(self, question: Question) -> set[str]:
        """Return the names of the files that the evidence cells of *question* name already."""
        if question.code not in self._named:
            references = [
                self._files.look_up(reference, self._kinds[kind])
                for kind in question.evidence_kinds
                for reference in read_references(
                    self._text(question.code, kind), accepts_number=self._kinds[kind].accepts_number
                )
            ]
            self._named[question.code] = {each.file for each in references}
        return self._named[question.code]

    def _text(self, code: str, kind: str) -> str:
        """Return the text of an evidence cell."""
        entry = self._entries.get(code, NO_CONTENT).evidence.get(kind, "")
        return self.cells.get(code, {}).get(kind) or entry_text(entry)

    def _column_for(self, question: Question, folders: Sequence[str]) -> EvidenceKind | None:
        named = next((self._columns[words] for each in folders if (words := words_of(each)) in self._columns), None)
        kinds = [named.id] if named else list(question.evidence_kinds)
        return self._kinds[kinds[0]] if len(kinds) == 1 and kinds[0] in question.evidence_kinds else None

    def _write(self, name: str, code: str, kind: EvidenceKind) -> Attaching:
        """Write *name* into the cell if it leads to its file again, and return the result."""
        entries = read_references(name, accepts_number=kind.accepts_number) if name.isprintable() else ()
        found = [self._files.look_up(each, kind) for each in entries]
        if [(each.status, each.text, each.file, each.issue) for each in found] != [(Status.FOUND, name, name, "")]:
            return Attaching.NAME_UNUSABLE
        text = self._text(code, kind.id)
        if len(text) + 1 + len(name) > LONGEST_TEXT or len(split_entries(text)) == MOST_ENTRIES:
            return Attaching.CELL_FULL
        self.cells.setdefault(code, {})[kind.id] = f"{text}\n{name}" if text.strip() else name
        return Attaching.ATTACHED


def with_evidence(raw: RawSheet, instrument: Instrument, entries: Mapping[str, RowContent]) -> RawSheet:
    """Return *raw* with the texts of *entries*, by question code, in its evidence cells."""
    cells = {
        code: {kind: text for kind, text in entry.evidence.items() if isinstance(text, str)}
        for code, entry in entries.items()
    }
    codes = {id(row): code for code, row in match_rows(raw.rows, instrument)[0].items()}
    rows = [_filled(row, cells.get(codes.get(id(row), ""), {})) for row in raw.rows]
    absent = [code for code in cells if code not in codes.values() and cells[code]]
    rows += [_filled(RawRow(Cell(CellKind.TEXT, code)), cells[code]) for code in absent]
    return raw._replace(rows=rows)


def _filled(row: RawRow, texts: Mapping[str, str]) -> RawRow:
    written = {
        kind: Cell(CellKind.TEXT, text, location=row.evidence.get(kind, BLANK).location) for kind, text in texts.items()
    }
    return row._replace(evidence={**row.evidence, **written})
