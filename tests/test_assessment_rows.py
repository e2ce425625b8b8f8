"""Rows as pydantic models: every error has its code and its cell, and the rest of the row counts."""

from decimal import Decimal
from typing import Final, NamedTuple

import pytest
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from kla_score.assessment import RawRow, RawSheet, RowContext, SheetRow, read_identity, validate_row
from kla_score.assessment.evidence_matching import EvidenceFiles, StoredFile
from kla_score.assessment.identity import IdentityContext, SheetIdentity
from kla_score.assessment.region import Identity
from kla_score.assessment.rows import issue_of
from kla_score.cells import BLANK, Cell, CellKind, number_cell
from kla_score.instrument import Instrument
from kla_score.instrument.evidence import Reference
from kla_score.issues import CATALOGUE, Location, Severity, WorkbookError

HERE: Final = Location("", "Klaster A", "D7")
BESIDE: Final = Location("", "Klaster A", "F7")


def cell(kind: CellKind, text: str = "", number: str | None = None) -> Cell:
    return Cell(kind, text, Decimal(number) if number else None, location=HERE)


class Refused(NamedTuple):
    """A cell of the village form that a question refuses."""

    question: str
    cell: Cell


POINTS: Final = "A2.1"
CHOICE: Final = "A1.1"
PERCENTAGE: Final = "B2.1"
ANSWERS: Final = {
    "points-not-a-number": Refused(POINTS, cell(CellKind.TEXT, "ada")),
    "points-ambiguous": Refused(POINTS, cell(CellKind.TEXT, "1.000")),
    "points-percent": Refused(POINTS, cell(CellKind.TEXT, "85%")),
    "points-boolean": Refused(POINTS, cell(CellKind.BOOLEAN, "TRUE")),
    "points-date": Refused(POINTS, cell(CellKind.DATE, "2024-01-02")),
    "points-error-value": Refused(POINTS, cell(CellKind.ERROR, "#REF!")),
    "points-formula-without-value": Refused(POINTS, cell(CellKind.FORMULA, "=A1")),
    "points-negative": Refused(POINTS, cell(CellKind.NUMBER, "-1", "-1")),
    "points-above-maximum": Refused(POINTS, cell(CellKind.NUMBER, "1001", "1001")),
    "points-too-many-decimals": Refused(POINTS, cell(CellKind.NUMBER, "0.0001", "0.0001")),
    "percentage-not-a-number": Refused(PERCENTAGE, cell(CellKind.TEXT, "ada")),
    "percentage-ambiguous": Refused(PERCENTAGE, cell(CellKind.NUMBER, "0.5", "0.5")),
    "percentage-outside": Refused(PERCENTAGE, cell(CellKind.NUMBER, "101", "101")),
    "choice-unknown": Refused(CHOICE, cell(CellKind.TEXT, "Perda")),
    "answer-error-value": Refused(CHOICE, cell(CellKind.ERROR, "#N/A")),
    "answer-formula-without-value": Refused(PERCENTAGE, cell(CellKind.FORMULA, "=A1")),
    "answer-is-picture": Refused(POINTS, cell(CellKind.PICTURE)),
}
EVIDENCE: Final = {
    "evidence-error-value": cell(CellKind.ERROR, "#N/A"),
    "evidence-formula-without-value": cell(CellKind.FORMULA, "=A1"),
}
OF_A_ROW: Final = ("points-", "percentage-", "choice-", "answer-", "evidence-")
ELSEWHERE: Final = {"evidence-folder-shared"}
"""Errors whose names begin like those of a row, but which are about an option."""
OF_KLA: Final = {"points-above-inferred-maximum": Refused("21B.2", cell(CellKind.NUMBER, "9", "9"))}
"""21B.2 is worth 8, which no form prints."""


def test_every_error_of_a_row_is_tried_below() -> None:
    """A new error code of a row needs a case here."""
    codes = {code for code, rule in CATALOGUE.items() if rule.severity is Severity.ERROR and code.startswith(OF_A_ROW)}

    assert codes - ELSEWHERE == {*ANSWERS, *EVIDENCE, *OF_KLA}


@pytest.mark.parametrize(("code", "refused"), [*ANSWERS.items(), *OF_KLA.items()], ids=[*ANSWERS, *OF_KLA])
def test_a_refused_answer_is_an_error_of_pydantic(
    code: str, refused: Refused, desa: Instrument, kla: Instrument
) -> None:
    """The error type is the issue code, and the context has the cell. The evidence of the row still counts."""
    form = kla if code in OF_KLA else desa
    question, kind = form.questions[refused.question], form.evidence_kinds[0]
    name = Cell(CellKind.TEXT, "a.pdf", location=BESIDE)
    with pytest.raises(ValidationError) as caught:
        SheetRow.model_validate(
            {"answer": refused.cell, "evidence": {}, "note": BLANK}, context=RowContext(question, form)
        )
    (error,) = caught.value.errors()
    raw = RawRow(BLANK, refused.cell, {kind.id: name}, note=number_cell(1))
    row, issues, _ = validate_row(raw, question, form)

    assert (code, ("answer",), refused.cell) == (error["type"], error["loc"], error["ctx"]["cell"])
    assert [(code, HERE, question.code, refused.cell.text)] == [
        (issue.code, issue.location, issue.question, issue.found) for issue in issues
    ]
    assert (None, {kind.id: (Reference("a.pdf"),)}) == (row.answer.points, dict(row.evidence))


@pytest.mark.parametrize(("code", "refused"), EVIDENCE.items(), ids=EVIDENCE)
def test_refused_evidence_is_an_error_of_pydantic(code: str, refused: Cell, desa: Instrument) -> None:
    """Each refused cell is a separate error. The answer and the other evidence still count."""
    question = desa.questions[POINTS]
    first, second, *_ = desa.evidence_kinds
    evidence = {first.id: (first, refused), second.id: (second, refused)}
    with pytest.raises(ValidationError) as caught:
        SheetRow.model_validate(
            {"answer": BLANK, "evidence": evidence, "note": BLANK}, context=RowContext(question, desa)
        )
    cells = {first.id: refused, second.id: Cell(CellKind.TEXT, "a.pdf")}
    row, issues, _ = validate_row(RawRow(BLANK, number_cell(1), cells), question, desa)

    assert [(code, ("evidence", first.id), refused), (code, ("evidence", second.id), refused)] == [
        (error["type"], error["loc"], error["ctx"]["cell"]) for error in caught.value.errors()
    ]
    assert [(code, HERE, question.code)] == [(issue.code, issue.location, issue.question) for issue in issues]
    assert (Decimal(1), {second.id: (Reference("a.pdf"),)}) == (row.answer.points, dict(row.evidence))


def test_each_error_of_a_row_is_reported_once(desa: Instrument) -> None:
    """A refused row is validated twice, but each error appears once."""
    first, second, *_ = desa.evidence_kinds
    date = Cell(CellKind.DATE, "2024-01-02", location=BESIDE)
    raw = RawRow(BLANK, ANSWERS["points-date"].cell, {first.id: EVIDENCE["evidence-error-value"], second.id: date})
    _, issues, _ = validate_row(raw, desa.questions[POINTS], desa)

    assert ["points-date", "evidence-error-value", "evidence-not-text"] == [issue.code for issue in issues]


def test_evidence_of_a_refused_row_is_cited_once(desa: Instrument) -> None:
    """The second validation starts with no citations."""
    first, *_ = desa.evidence_kinds
    name = Cell(CellKind.TEXT, "a.pdf", location=BESIDE)
    raw = RawRow(BLANK, ANSWERS["points-date"].cell, {first.id: name})
    folder = EvidenceFiles("bukti", [StoredFile("a.pdf")])
    _, _, citations = validate_row(raw, desa.questions[POINTS], desa, folder)

    assert [(BESIDE, POINTS)] == [(citation.location, citation.question) for citation in citations]


def test_an_error_of_no_question_has_none() -> None:
    """An identity line belongs to no question."""
    assert "" == issue_of("workbook-other-edition", {"cell": cell(CellKind.TEXT, "x"), "expected": "tiny 1"}).question


@pytest.mark.parametrize("line", [Identity.INSTRUMENT, Identity.EDITION])
def test_another_edition_is_an_error_of_pydantic(line: Identity, tiny: Instrument) -> None:
    """An identity line that makes the workbook unusable also has its code and its cell."""
    lines = dict.fromkeys(Identity, BLANK) | {line: cell(CellKind.TEXT, "other")}
    with pytest.raises(ValidationError) as caught:
        SheetIdentity.model_validate(
            {each.value: found for each, found in lines.items()}, context=IdentityContext(lines, tiny)
        )
    (error,) = caught.value.errors()
    with pytest.raises(WorkbookError) as refused:
        read_identity(RawSheet([], lines), tiny)

    assert ("workbook-other-edition", (line.value,), lines[line]) == (
        error["type"],
        error["loc"],
        error["ctx"]["cell"],
    )
    assert [("workbook-other-edition", HERE)] == [(issue.code, issue.location) for issue in refused.value.issues]


def test_an_error_without_a_message_is_an_internal_error(desa: Instrument) -> None:
    """An error of pydantic that the catalogue lacks is an internal error."""
    error = PydanticCustomError("int_type", "int_type", {"cell": BLANK})
    with pytest.raises(KeyError):
        issue_of(error.type, error.context or {})
    with pytest.raises(TypeError, match=r"^SheetRow needs a RowContext$"):
        SheetRow.model_validate({"answer": BLANK, "evidence": {}, "note": BLANK})
    with pytest.raises(TypeError, match=r"^SheetIdentity needs an IdentityContext$"):
        SheetIdentity.model_validate({line.value: BLANK for line in Identity})
    with pytest.raises(ValidationError):
        SheetRow.model_validate({"answer": BLANK}, context=RowContext(desa.questions[POINTS], desa))
