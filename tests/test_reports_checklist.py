"""The checklist for the verification: a row for each document, with columns to fill in."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from kla_score import api
from kla_score.assessment.evidence_matching import EvidenceFiles, StoredFile
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.reports.document import Document, Table
from kla_score.reports.views.todo import Grouping, TodoOptions, todo_document
from kla_score.scoring import Scorecard
from tests.conftest import Bookmaker
from tests.documents import workbook_of

SHEET = """
== A
Kode|Nilai|Dokumen|Foto|Angka/Penjelasan
'1.1|5|ada
'1.2a|4|a.pdf; b.pdf|c.jpg
'1.10|0|d.pdf
'2.1|6
'2.2|4||c.jpg
'3.1|10
"""
STATUSES = ["missing", "without a name", "named"]


def todo(scorecard: Scorecard, grouping: Grouping = Grouping.AGENCY, *, in_full: bool = True) -> Document:
    options = TodoOptions(grouping, in_full=in_full)
    return todo_document(scorecard, Agencies(scorecard.instrument, {}), Messages("en"), options)


def checklist_of(scorecard: Scorecard) -> Table:
    return todo(scorecard).worksheets[0]


def rows_of(table: Table, *positions: int) -> list[list[Any]]:
    """Return some values of each row, once for a question of several agencies."""
    rows: list[list[Any]] = [[row.values[position] for position in positions] for row in table.rows]
    return [row for number, row in enumerate(rows) if row not in rows[:number]]


def test_every_document_of_a_question_with_points_is_listed(book: Bookmaker, tiny: Instrument) -> None:
    """
    Missing documents come first, then unnamed and named ones, each with its question, type, content and entry.
    """
    table = checklist_of(api.evaluate(book(SHEET), tiny))

    assert [
        ["2.1", 6, "Photo", "photos of schools", "missing", ""],
        ["1.1", 5, "Document", "copy of the regulation", "without a name", "ada"],
        ["1.2a", 4, "Document", "attendance list", "named", "a.pdf"],
        ["1.2a", 4, "Document", "minutes", "named", "b.pdf"],
        ["1.2a", 4, "Photo", "photos of the training", "named", "c.jpg"],
        ["2.2", 4, "Photo", "photo or news item", "named", "c.jpg"],
    ] == sorted(rows_of(table, 1, 3, 4, 5, 6, 7), key=lambda row: STATUSES.index(row[4]))


def test_shared_questions_are_listed_with_each_agency(book: Bookmaker, tiny: Instrument) -> None:
    """
    A filter by agency shows everything that the agency needs.
    """
    table = checklist_of(api.evaluate(book(SHEET), tiny))

    assert {("Dinkes", "1.2a"), ("Disdik", "1.2a")} == {
        tuple(row.values[:2]) for row in table.rows if row.values[1] == "1.2a"
    }


def test_a_folder_decides_the_status(book: Bookmaker, tiny: Instrument) -> None:
    """
    With an evidence folder, the status of a document is that of its file.
    """
    files = EvidenceFiles("evidence", [StoredFile("a.pdf"), StoredFile("b.pdf", "evidence-file-empty")])
    table = checklist_of(api.evaluate(book(SHEET), tiny, files))
    statuses = {(code, entry): status for code, status, entry in rows_of(table, 1, 6, 7)}

    assert {
        ("2.1", ""): "missing",
        ("1.1", "ada"): "without a name",
        ("1.2a", "a.pdf"): "in the folder",
        ("1.2a", "b.pdf"): "unusable file",
        ("1.2a", "c.jpg"): "not in the folder",
        ("2.2", "c.jpg"): "not in the folder",
    } == statuses


@pytest.mark.parametrize("grouping", [Grouping.CLUSTER, Grouping.INDICATOR])
def test_other_groups_have_no_checklist(grouping: Grouping, book: Bookmaker, tiny: Instrument) -> None:
    """
    Only the list by agency has one, and only in a file.
    """
    scorecard = api.evaluate(book(SHEET), tiny)

    assert [(), ()] == [todo(scorecard, grouping).worksheets, todo(scorecard, in_full=False).worksheets]


def test_the_worksheet_is_ready_to_print_and_to_fill_in(book: Bookmaker, tiny: Instrument) -> None:
    """
    It has filters, blank columns with a list of reasons, and its head on every page of A4 in landscape.
    """
    sheet: Any = load_workbook(io.BytesIO(workbook_of(todo(api.evaluate(book(SHEET), tiny)))))["Checklist"]
    (rule,) = sheet.data_validations.dataValidation
    last = 1 + len(checklist_of(api.evaluate(book(SHEET), tiny)).rows)

    assert ["Year", "Number", "Signatory", "Verifier's reason"] == [cell.value for cell in sheet[1][8:]]
    assert {None} == {cell.value for row in sheet.iter_rows(2, last, 9, 12) for cell in row}
    assert (f"L2:L{last}", '"not relevant,unsigned,wrong year,incomplete"') == (str(rule.sqref), rule.formula1)
    assert (f"A1:L{last}", "$1:$1") == (next(iter(sheet.tables.values())).ref, sheet.print_title_rows)
    assert ("landscape", "9") == (sheet.page_setup.orientation, str(sheet.page_setup.paperSize))
