"""
The row of a question as a pydantic model.

A row is validated against its question, which is in the validation context. Whatever makes a cell unusable is a
pydantic error. Its type is the issue code, and its context carries the cell. Warnings and notes, which pydantic lacks,
are collected in the validation context. Pure: no files, no printing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, ValidationError, ValidationInfo, model_validator
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from kla_score.assessment.evidence_matching import Citation, EvidenceFiles
from kla_score.assessment.raw_sheet import RawRow
from kla_score.cells import BLANK, Cell, CellKind
from kla_score.instrument import Instrument
from kla_score.instrument.evidence import EvidenceKind, Reference, Status
from kla_score.instrument.evidence_entries import is_error_value, read_references, split_entries
from kla_score.instrument.questions import Question, Reading
from kla_score.issues import Issue


@dataclass(frozen=True, slots=True)
class RowContext:
    """
    Context for validating a row.

    Attributes:
        question: The question of the row.
        instrument: The instrument of the question.
        files: The evidence folder, if there is one.
        refused: The fields that an earlier validation refused and that are blank now.
        issues: Collected warnings and notes, in order.
        citations: The evidence references, for the report on the evidence folder.

    """

    question: Question
    instrument: Instrument
    files: EvidenceFiles | None = None
    refused: frozenset[tuple[int | str, ...]] = frozenset()
    issues: list[Issue] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    def warn(self, code: str, cell: Cell) -> None:
        """Add a warning about *cell*."""
        self.issues.append(self.question.issue(cell, code))


def _context(info: ValidationInfo) -> RowContext:
    if not isinstance(info.context, RowContext):
        raise TypeError("SheetRow needs a RowContext")
    return info.context


CONFLICT: Final = "≠ "
"""The start of an answer cell that lists the different answers of several parts."""


def _answer(cell: Cell, info: ValidationInfo) -> Reading:
    context = _context(info)
    reading = _read(cell, context.question)
    context.issues.extend(reading.issues)
    return reading


def _read(cell: Cell, question: Question) -> Reading:
    """
    Return *cell* read as the answer to *question*.

    Raises:
        PydanticCustomError: The cell cannot be used, or it lists different answers of which none was chosen.

    """
    if answers := recorded_conflict(cell):
        raise question.refusal(cell, "answers-differ", answers=answers)
    return question.read(cell)


def recorded_conflict(cell: Cell) -> str:
    """Return the different answers that the answer cell of a merged workbook lists; empty if it lists none."""
    return cell.text.removeprefix(CONFLICT) if cell.text.startswith(CONFLICT) else ""


def _evidence(named: tuple[EvidenceKind, Cell], info: ValidationInfo) -> Sequence[Reference]:
    (kind, cell), context = named, _context(info)
    entries = _references(cell, kind, context)
    if context.files:
        files = context.files
        entries = [files.look_up(entry, kind) for entry in entries]
        context.citations.extend(files.cite(entry, cell.location, context.question.code) for entry in entries)
    elif cell.link:
        entries = [_named_by_address(entry) for entry in entries]
    return entries


def _references(cell: Cell, kind: EvidenceKind, context: RowContext) -> Sequence[Reference]:
    """
    Return the references in an evidence cell that is not blank.

    A ticked box (a boolean) is evidence without a document name. 0 means "absent", unless a figure is asked for. A link
    belongs to the only entry of its cell.
    """
    match cell.kind:
        case CellKind.TEXT:
            entries = read_references(cell.text, accepts_number=kind.accepts_number)
            if any(map(is_error_value, split_entries(cell.text))):
                context.warn("evidence-not-text", cell)
            is_linked = cell.link and len(entries) == 1
            return [entries[0]._replace(address=cell.link)] if is_linked else entries
        case CellKind.BOOLEAN:
            return (Reference(cell.text, Status.DECLARED),) if cell.text == "TRUE" else ()
        case CellKind.NUMBER if kind.accepts_number:
            return (Reference(cell.text),)
        case CellKind.NUMBER if not cell.number:
            return ()
        case CellKind.ERROR:
            raise context.question.refusal(cell, "evidence-error-value")
        case CellKind.FORMULA:
            raise context.question.refusal(cell, "evidence-formula-without-value")
        case CellKind.PICTURE:
            context.warn("evidence-is-picture", cell)
            return ()
        case _:
            context.warn("evidence-not-text", cell)
            return ()


def _named_by_address(reference: Reference) -> Reference:
    """Return *reference* with its link as the text, if it is a word with a link."""
    if not reference.address or reference.status is not Status.DECLARED:
        return reference
    return reference._replace(text=reference.address, status=Status.REFERENCED)


@dataclass(frozen=True, slots=True)
class _ReadBy:
    """Convert a cell with *read*. The result is a value of this package, so pydantic needs no schema for it."""

    read: Callable[[Any, ValidationInfo], Any]

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        del source, handler
        return core_schema.with_info_plain_validator_function(self.read)


class SheetRow(BaseModel):
    """
    One row of a question sheet, validated against its question (`RowContext`).

    Its input is cells: ``answer`` and ``note`` one each, ``evidence`` by the id of the evidence kind, each with that
    kind.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    answer: Annotated[Reading, _ReadBy(_answer)]
    """What was answered and how many points it earns; blank where the cell is blank."""
    evidence: dict[str, Annotated[Sequence[Reference], _ReadBy(_evidence)]]
    """The entries of each evidence cell, by the id of the evidence kind."""
    note: Annotated[Cell, _ReadBy(lambda cell, _: cell)]
    """The cell for notes, which is for people alone."""

    @model_validator(mode="after")
    def _answer_is_not_among_the_notes(self, info: ValidationInfo) -> Self:
        context = _context(info)
        is_unanswered = self.answer.points is None and ("answer",) not in context.refused
        is_open = is_unanswered and context.question.can_earn
        if is_open and read_answer(self.note, context.question).points is not None:
            context.warn("answer-in-notes", self.note)
        return self


def validate_row(
    raw: RawRow, question: Question, instrument: Instrument, files: EvidenceFiles | None = None
) -> tuple[SheetRow, Sequence[Issue], Sequence[Citation]]:
    """
    Validate *raw* against *question* of *instrument*; check its evidence against *files*, if given.

    A refused row is validated again with the refused cells blank, so that the rest of it counts.

    Returns:
        The row, all issues, and its evidence citations.

    """
    context = RowContext(question, instrument, files)
    evidence = {
        kind.id: (kind, cell)
        for kind in context.instrument.evidence_kinds
        if not (cell := raw.evidence.get(kind.id, BLANK)).is_blank
    }
    data = {"answer": raw.points, "evidence": evidence, "note": raw.note}
    try:
        row = SheetRow.model_validate(data, context=context)
    except ValidationError as error:
        refusals = error.errors()
        again = replace(context, refused=frozenset(each["loc"] for each in refusals), issues=[], citations=[])
        row = SheetRow.model_validate(_without(data, again.refused), context=again)
        issues = [issue_of(each["type"], each["ctx"]) for each in refusals]
        return row, [*issues, *again.issues], again.citations
    return row, context.issues, context.citations


def _without(data: Mapping[str, Any], refused: frozenset[tuple[int | str, ...]]) -> dict[str, Any]:
    """Return the input of a row with a blank cell for each refused field."""
    return {
        "answer": BLANK if ("answer",) in refused else data["answer"],
        "evidence": {kind: each for kind, each in data["evidence"].items() if ("evidence", kind) not in refused},
        "note": data["note"],
    }


def read_answer(cell: Cell, question: Question) -> Reading:
    """Return *cell* read as the answer to *question*. If it is refused, the issue is among its issues."""
    try:
        return _read(cell, question)
    except PydanticCustomError as error:
        return Reading(issues=(issue_of(error.type, error.context or {}),))


def issue_of(code: str, context: Mapping[str, Any]) -> Issue:
    """
    Return the issue for a pydantic error.

    Raises:
        KeyError: The type of the error is not an issue code, or its context has no cell. This is a mistake in the
            program.

    """
    parameters = dict(context)
    cell: Cell = parameters.pop("cell")
    question: str = parameters.pop("question", "")
    found: str = parameters.pop("found", cell.text)
    return Issue(code, cell.location, question, found, parameters)
