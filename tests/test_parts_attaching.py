"""Which file of the evidence folder goes into which cell."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from kla_score.assessment import RawRow, RawSheet
from kla_score.assessment.evidence_matching import EvidenceFiles, StoredFile
from kla_score.cells import LONGEST_TEXT, Cell, CellKind
from kla_score.instrument import Instrument
from kla_score.issues import Location
from kla_score.parts.attaching import Attaching, FileResult, attach, with_evidence
from kla_score.parts.carry_over import RowContent

Cells = Mapping[tuple[str, str], Any]


class Case(NamedTuple):
    """Files of the folder, evidence cells before, the changed ones afterwards, and the result of the last file."""

    files: Sequence[str]
    before: Cells
    after: Cells
    result: Attaching


DONE, NAMED = Attaching.ATTACHED, Attaching.ALREADY_NAMED
CASES: Mapping[str, Case] = {
    "the only column": Case(["1.1 x/sk.pdf"], {}, {("1.1", "document"): "1.1 x/sk.pdf"}, DONE),
    "a subfolder without a meaning": Case(["1.1/2024/sk.pdf"], {}, {("1.1", "document"): "1.1/2024/sk.pdf"}, DONE),
    "several files": Case(["1.1 x/a.pdf", "1.1 x/b.pdf"], {}, {("1.1", "document"): "1.1 x/a.pdf\n1.1 x/b.pdf"}, DONE),
    "the column in Indonesian": Case(["1.2a/FOTO/a.jpg"], {}, {("1.2a", "photo"): "1.2a/FOTO/a.jpg"}, DONE),
    "the column in English": Case(["1.2a/photo/x/a.jpg"], {}, {("1.2a", "photo"): "1.2a/photo/x/a.jpg"}, DONE),
    "a column with a slash": Case(
        ["1.10/Angka Penjelasan/a.xlsx"], {}, {("1.10", "figure"): "1.10/Angka Penjelasan/a.xlsx"}, DONE
    ),
    "a choice of columns": Case(["1.2a/a.jpg"], {}, {}, Attaching.NO_COLUMN),
    "another column": Case(["1.1/Foto/a.jpg"], {}, {}, Attaching.NO_COLUMN),
    "no folder": Case(["1.1 sk.pdf"], {}, {}, Attaching.NO_QUESTION),
    "the folder of no question": Case(["lain/1.1/sk.pdf"], {}, {}, Attaching.NO_QUESTION),
    "a question without evidence": Case(["3.1/sk.pdf"], {}, {}, Attaching.NO_QUESTION),
    "beside what people wrote": Case(
        ["1.1/b.pdf"],
        {("1.1", "document"): "SK 12/2023; ada"},
        {("1.1", "document"): "SK 12/2023; ada\n1.1/b.pdf"},
        DONE,
    ),
    "beside a figure": Case(
        ["1.10/b.pdf"], {("1.10", "figure"): Decimal("12.50")}, {("1.10", "figure"): "12.5\n1.10/b.pdf"}, DONE
    ),
    "beside a ticked box": Case(
        ["1.1/b.pdf"], {("1.1", "document"): True}, {("1.1", "document"): "TRUE\n1.1/b.pdf"}, DONE
    ),
    "named already": Case(["1.1/b.pdf"], {("1.1", "document"): "1.1/B.pdf"}, {}, NAMED),
    "named without its folder": Case(["1.1/berkas.pdf"], {("1.1", "document"): "sk.pdf; berkas"}, {}, NAMED),
    "named in another column of the question": Case(["1.2a/Foto/b.pdf"], {("1.2a", "document"): "b.pdf"}, {}, NAMED),
    "named in a column that is not required": Case(
        ["1.1/b.pdf"], {("1.1", "photo"): "b.pdf"}, {("1.1", "document"): "1.1/b.pdf"}, DONE
    ),
    "named under another question": Case(
        ["1.1/b.pdf"], {("2.2", "document"): "b.pdf"}, {("1.1", "document"): "1.1/b.pdf"}, DONE
    ),
    "a separator in the name": Case(["1.1/a;b.pdf"], {}, {}, Attaching.NAME_UNUSABLE),
    "a line break in the name": Case(["1.1/a\nb.pdf"], {}, {}, Attaching.NAME_UNUSABLE),
    "a byte that is not UTF-8": Case(["1.1/a\udcff.pdf"], {}, {}, Attaching.NAME_UNUSABLE),
    "an invisible character": Case(["1.1/a\u202eb.pdf"], {}, {}, Attaching.NAME_UNUSABLE),
    "a device of Windows": Case(["1.1/nul.pdf"], {}, {}, Attaching.NAME_UNUSABLE),
    "the same name but for blanks": Case(
        ["1.1/a b.pdf", "1.1/ab.pdf"], {}, {("1.1", "document"): "1.1/a b.pdf"}, Attaching.NAME_UNUSABLE
    ),
    "a full cell": Case(["1.1/b.pdf"], {("1.1", "document"): "a" * (LONGEST_TEXT - 9)}, {}, Attaching.CELL_FULL),
    "a nearly full cell": Case(
        ["1.1/b.pdf"],
        {("1.1", "document"): "a" * (LONGEST_TEXT - 10)},
        {("1.1", "document"): "a" * (LONGEST_TEXT - 10) + "\n1.1/b.pdf"},
        DONE,
    ),
    "too many entries": Case(["1.1/b.pdf"], {("1.1", "document"): "a.pdf\n" * 1000}, {}, Attaching.CELL_FULL),
    "a type that is not usual": Case(["1.1/b.zip"], {}, {}, Attaching.UNUSABLE),
}


def entries_of(cells: Cells) -> dict[str, RowContent]:
    codes = {code: {kind: value for (each, kind), value in cells.items() if each == code} for code, _ in cells}
    return {code: RowContent(Decimal(1), evidence) for code, evidence in codes.items()}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_file_goes_into_the_cell_of_its_folder(case: Case, tiny: Instrument) -> None:
    """A file is attached only if its column is certain and its name leads to it again. Existing entries stay."""
    files = EvidenceFiles("bukti", [StoredFile(name) for name in case.files])
    attached = attach(entries_of(case.before), tiny, files)
    found = {(code, kind): text for code, texts in attached.cells.items() for kind, text in texts.items()}
    cells = {(code, kind): value for code, entry in attached.entries.items() for kind, value in entry.evidence.items()}

    assert (case.after, case.result) == (found, attached.files[-1].result)
    assert {**case.before, **case.after} == cells


def test_an_unusable_file_is_listed_with_its_issue(tiny: Instrument) -> None:
    """The check of the evidence folder refuses it for the same reason."""
    files = EvidenceFiles("bukti", [StoredFile("1.1/a.pdf", "evidence-file-too-large")], limit=7)
    ((result,), cells) = attach({}, tiny, files)[1:]
    issue = result.issue

    assert issue
    assert ("evidence-file-too-large", 7, {}) == (issue.code, issue.parameters["limit"], cells)
    assert FileResult("1.1/a.pdf", Attaching.UNUSABLE, "1.1", "", issue) == result


def test_answers_and_notes_stay(tiny: Instrument) -> None:
    """Only the evidence of a row changes."""
    before = RowContent(Decimal(5), {"photo": "foto"}, "catatan", "Dinkes")
    files = EvidenceFiles("bukti", [StoredFile("1.1/a.pdf")])
    expected = RowContent(Decimal(5), {"photo": "foto", "document": "1.1/a.pdf"}, "catatan", "Dinkes")

    assert {"1.1": expected} == attach({"1.1": before}, tiny, files).entries


def test_a_sheet_is_scored_with_the_attached_names(tiny: Instrument) -> None:
    """The names are in the rows of their questions, with the locations of the cells. A missing row is added."""
    here = Location("", "A", "E3")
    row = RawRow(Cell(CellKind.TEXT, "1.1"), evidence={"document": Cell(CellKind.TEXT, "lama.pdf", location=here)})
    other = RawRow(Cell(CellKind.TEXT, "2.1"))
    entries = {
        "1.1": RowContent(evidence={"document": "baru.pdf", "figure": Decimal(3)}),
        "2.2": RowContent(evidence={"photo": "foto.jpg"}),
    }
    rows = with_evidence(RawSheet([row, other]), tiny, entries).rows

    assert ["1.1", "2.1", "2.2"] == [each.code.text for each in rows]
    assert ("baru.pdf", here) == (rows[0].evidence["document"].text, rows[0].evidence["document"].location)
    assert ({}, "foto.jpg") == (rows[1].evidence, rows[2].evidence["photo"].text)
