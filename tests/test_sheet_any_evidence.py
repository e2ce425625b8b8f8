"""One column for all evidence: its entries are shared out among the documents that a question requires."""

from collections.abc import Mapping
from typing import Final

import pytest

from kla_score.assessment import RawRow
from kla_score.cells import BLANK, Cell, CellKind, number_cell
from kla_score.instrument import Instrument
from kla_score.sheet.any_evidence import assign_evidence, with_evidence_below
from kla_score.sheet.layout import Column

SHARES: Final[dict[str, tuple[str, str, dict[str, str]]]] = {
    "one for one": ("1.1", "perda.pdf", {"document": "perda.pdf"}),
    "several for one": ("1.1", "a.pdf; b.pdf", {"document": "a.pdf\nb.pdf"}),
    "one for several": ("1.2a", "hadir.pdf", {"document": "hadir.pdf"}),
    "in their order": ("1.2a", "a.pdf;b.pdf;c.jpg", {"document": "a.pdf\nb.pdf", "photo": "c.jpg"}),
    "the rest for the last": (
        "1.2a",
        "a.pdf\nb.pdf\nc.jpg\nd.jpg",
        {"document": "a.pdf\nb.pdf", "photo": "c.jpg\nd.jpg"},
    ),
    "a word": ("1.1", "ada", {"document": "ada"}),
    "nothing": ("1.1", "", {}),
}


@pytest.mark.parametrize(("code", "text", "expected"), SHARES.values(), ids=SHARES)
def test_entries_are_shared_out_in_their_order(
    code: str, text: str, expected: Mapping[str, str], tiny: Instrument
) -> None:
    """Each item takes what it needs, and no document counts twice."""
    cell = Cell(CellKind.TEXT, text) if text else BLANK
    row = assign_evidence(RawRow(BLANK, evidence={Column.ANY_EVIDENCE: cell}), tiny.questions[code])

    assert expected == {kind: each.text for kind, each in row.evidence.items() if not each.is_blank}
    assert tiny.questions[code].evidence_kinds == row.evidence.keys()


def test_a_column_of_a_type_goes_first(tiny: Instrument) -> None:
    """What is in a column of its own stays there."""
    own, everything = Cell(CellKind.TEXT, "own.pdf"), Cell(CellKind.TEXT, "a.pdf;b.pdf;c.jpg")
    row = RawRow(BLANK, evidence={"document": own, "photo": BLANK, Column.ANY_EVIDENCE: everything})
    evidence = assign_evidence(row, tiny.questions["1.2a"]).evidence

    assert {"document": "own.pdf", "photo": "c.jpg"} == {kind: each.text for kind, each in evidence.items()}


def test_a_row_without_the_column_stays_as_it_is(tiny: Instrument) -> None:
    """Only a column for all evidence is shared out."""
    row = RawRow(BLANK, evidence={"photo": BLANK})

    assert row is assign_evidence(row, tiny.questions["1.1"])


@pytest.mark.parametrize("cell", [number_cell(5), Cell(CellKind.PICTURE), Cell(CellKind.ERROR, "#REF!")])
def test_a_cell_without_text_is_that_of_the_first_item(cell: Cell, tiny: Instrument) -> None:
    """A figure, a picture or an error is judged as in a column of that type."""
    evidence = assign_evidence(RawRow(BLANK, evidence={Column.ANY_EVIDENCE: cell}), tiny.questions["1.2a"]).evidence

    assert {"document": cell, "photo": BLANK} == evidence


def test_a_link_is_that_of_the_only_entry(tiny: Instrument) -> None:
    """With several entries, nobody knows which of them it belongs to."""
    links = []
    for text in ("perda.pdf", "a.pdf;b.pdf;c.jpg"):
        cell = Cell(CellKind.TEXT, text, link="https://contoh.go.id/a")
        row = assign_evidence(RawRow(BLANK, evidence={Column.ANY_EVIDENCE: cell}), tiny.questions["1.2a"])
        links.append(row.evidence["document"].link)

    assert ["https://contoh.go.id/a", ""] == links


@pytest.mark.parametrize(
    ("text", "below", "expected"),
    [("a.pdf", "b.pdf", "a.pdf\nb.pdf"), ("a.pdf", "", "a.pdf"), ("", "b.pdf", "b.pdf"), ("", "", "")],
)
def test_entries_below_are_further_lines(text: str, below: str, expected: str) -> None:
    """A question with documents in several rows has all of them in one cell."""
    cells = [Cell(CellKind.TEXT, each) if each else BLANK for each in (text, below)]
    first, second = (RawRow(BLANK, evidence={"document": cell}) for cell in cells)

    assert expected == with_evidence_below(first, second).evidence["document"].text
