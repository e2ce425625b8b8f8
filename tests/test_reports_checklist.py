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
from tests.examples import GOOD

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
COUNTED = [*STATUSES, "Total"]


def todo(scorecard: Scorecard, grouping: Grouping = Grouping.AGENCY, *, in_full: bool = True) -> Document:
    options = TodoOptions(grouping, in_full=in_full)
    return todo_document(scorecard, Agencies(scorecard.instrument, {}), Messages("en"), options)


def checklist_of(scorecard: Scorecard) -> Table:
    return todo(scorecard).worksheets[0]


def rows_of(table: Table, *positions: int) -> list[list[Any]]:
    """Return some values of each row without the totals."""
    return [[row.values[position] for position in positions] for row in table.rows if not row.is_total]


def test_every_document_of_a_question_with_points_is_listed(book: Bookmaker, tiny: Instrument) -> None:
    """Missing documents come first, then unnamed and named ones, each with its question, type, content and entry."""
    table = checklist_of(api.evaluate(book(SHEET), tiny))

    assert [
        ["2.1", "Photo: schools", "missing", ""],
        ["1.1", "Document: copy of the regulation", "without a name", "ada"],
        ["1.2a", "Document: attendance list", "named", "a.pdf"],
        ["1.2a", "Document: minutes", "named", "b.pdf"],
        ["1.2a", "Photo: the training", "named", "c.jpg"],
        ["2.2", "Photo or news item", "named", "c.jpg"],
    ] == sorted(rows_of(table, 1, 2, 3, 4), key=lambda row: (STATUSES.index(row[2]), *row))


def test_a_document_of_several_agencies_has_one_row(book: Bookmaker, tiny: Instrument) -> None:
    """Its agencies are in one cell, in the order of the instrument, so that a filter by text finds each of them."""
    table = checklist_of(api.evaluate(book(SHEET), tiny))

    assert [["Dinkes, Disdik", "1.2a"]] * 3 == [row for row in rows_of(table, 0, 1) if row[1] == "1.2a"]


def test_rows_are_sorted_by_the_first_agency(book: Bookmaker, tiny: Instrument) -> None:
    """The rows of an agency are together, its missing documents first."""
    rows = rows_of(checklist_of(api.evaluate(book(SHEET), tiny)), 0, 3)
    agencies = [str(names).split(", ", maxsplit=1)[0] for names, _ in rows]
    orders = {agency: [STATUSES.index(row[1]) for row in rows if row[0].startswith(agency)] for agency in agencies}

    assert sorted(agencies, key=list(dict.fromkeys(agencies)).index) == agencies
    assert all(sorted(order) == order for order in orders.values())


def test_documents_are_counted_by_status(book: Bookmaker, tiny: Instrument) -> None:
    """The counts are formulas, so that they follow changes. Their results are stored for viewers."""
    content = workbook_of(todo(api.evaluate(book(SHEET), tiny)))
    live, stored = (
        [row[:3] for row in load_workbook(io.BytesIO(content), data_only=each)["Checklist"].values if row[0] in COUNTED]
        for each in (False, True)
    )

    assert [("missing", None, 1), ("without a name", None, 1), ("named", None, 4), ("Total", None, 6)] == stored
    assert ('=COUNTIF(D$2:D$7,"missing")', "=SUBTOTAL(103,D2:D7)") == (live[0][2], live[-1][2])


def test_a_folder_decides_the_status(book: Bookmaker, tiny: Instrument) -> None:
    """With an evidence folder, the status of a document is that of its file."""
    files = EvidenceFiles("evidence", [StoredFile("a.pdf"), StoredFile("b.pdf", "evidence-file-empty")])
    table = checklist_of(api.evaluate(book(SHEET), tiny, files))
    statuses = {(code, entry): status for code, status, entry in rows_of(table, 1, 3, 4)}

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
    """Only the list by agency has one, and only in a file."""
    scorecard = api.evaluate(book(SHEET), tiny)

    titles = [table.title for table in todo(scorecard, grouping).worksheets]

    assert "Checklist" not in titles
    assert () == todo(scorecard, in_full=False).worksheets


def test_the_worksheet_is_ready_to_print_and_to_fill_in(book: Bookmaker, tiny: Instrument) -> None:
    """It has filters, blank columns with a list of reasons, and its head on every page of A4 in landscape."""
    sheet: Any = load_workbook(io.BytesIO(workbook_of(todo(api.evaluate(book(SHEET), tiny)))))["Checklist"]
    (rule,) = sheet.data_validations.dataValidation
    last = 1 + len(rows_of(checklist_of(api.evaluate(book(SHEET), tiny)), 0))

    assert ["Year", "Number", "Signatory", "Verifier's reason"] == [cell.value for cell in sheet[1][5:]]
    assert {None} == {cell.value for row in sheet.iter_rows(2, last, 6, 9) for cell in row}
    assert (f"I2:I{last}", '"not relevant,unsigned,wrong year,incomplete"') == (str(rule.sqref), rule.formula1)
    assert (f"A1:I{last}", "$1:$1") == (next(iter(sheet.tables.values())).ref, sheet.print_title_rows)
    assert ("landscape", "9") == (sheet.page_setup.orientation, str(sheet.page_setup.paperSize))


A4_WIDTH, INCH, PIXELS, LETTERS, WIDEST = 297, 25.4, 96, 11, 9.33


def test_the_worksheet_is_printed_in_a_readable_size(kla: Instrument) -> None:
    """
    The columns fit on A4 in landscape with letters of at least 9 points, even with a font a third wider than Calibri.
    """
    sheet: Any = load_workbook(io.BytesIO(workbook_of(todo(api.evaluate(GOOD, kla)))))["Checklist"]
    wide = sum(WIDEST * each.width for each in sheet.column_dimensions.values())
    room = (A4_WIDTH / INCH - sheet.page_margins.left - sheet.page_margins.right) * PIXELS

    assert LETTERS * min(room / wide, 1) >= 9


def test_an_agency_without_tasks_has_no_worksheet(kla: Instrument) -> None:
    """A worksheet with headings only would be empty."""
    document = todo(api.evaluate(GOOD, kla))
    done = {table.title for table in document.tables if not table.rows}

    assert done
    assert not done & {table.title for table in document.worksheets}


def test_long_own_names_have_short_titles(kla: Instrument) -> None:
    """Names that would be cut to the same words get the short name of the instrument."""
    own = {
        "pppa": "Dinas Pemberdayaan Perempuan dan Perlindungan Anak",
        "dinsos": "Dinas Pemberdayaan Perempuan dan Sosial",
    }
    scorecard = api.evaluate(GOOD, kla)
    document = todo_document(scorecard, Agencies(kla, own), Messages("en"), TodoOptions(in_full=True))
    titles = {each.short for each in kla.agencies if each.id in own}
    book = load_workbook(io.BytesIO(workbook_of(document)))

    assert len(own) == len(titles)
    assert titles <= set(book.sheetnames)
