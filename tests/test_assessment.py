"""Checked answers from raw rows."""

from decimal import Decimal

import pytest

from kla_score.assessment import Assessment, RawRow, RawSheet, Source, check_answers, codes_of, match_rows
from kla_score.assessment.evidence_matching import EvidenceFiles, StoredFile
from kla_score.assessment.region import Identity
from kla_score.cells import BLANK, Cell, CellKind, number_cell
from kla_score.instrument import Instrument
from kla_score.instrument.base import Text
from kla_score.instrument.evidence import Reference, Status
from kla_score.issues import Affected, Issue, Location, WorkbookError
from tests.instruments import FIRST_QUESTION, SECOND_QUESTION, with_value

CODES = ("1.1", "1.2a", "1.10", "2.1", "2.2", "3.1", "3.2")

DOCUMENT, PHOTO = Text(id="Dokumen", en="Document"), Text(id="Foto", en="Photo")


def text(value: str, cell: str = "A1") -> Cell:
    return Cell(CellKind.TEXT, value, location=Location("", "A", cell))


def number(value: float, cell: str = "B1") -> Cell:
    return number_cell(value, location=Location("", "A", cell))


def rows(**changed: RawRow | None) -> list[RawRow]:
    """Return a blank row for every question. *changed* replaces or removes (``q1_1=None``) some of them."""
    named = {f"q{code.replace('.', '_')}": RawRow(text(code, f"A{i}")) for i, code in enumerate(CODES, start=2)}
    return [row for row in (named | changed).values() if row is not None]


NAMED = {Identity.INSTRUMENT: text("tiny"), Identity.EDITION: text("1")}


def check(raw_rows: list[RawRow], instrument: Instrument, identity: dict[Identity, Cell] | None = None) -> Assessment:
    return check_answers(RawSheet(raw_rows, NAMED | (identity or {})), instrument)


def codes(issues: tuple[Issue, ...]) -> list[str]:
    return [issue.code for issue in issues]


def test_blank_rows_are_unanswered(tiny: Instrument) -> None:
    """A blank sheet has no answers, no issues, and is complete."""
    assessment = check(rows(), tiny)

    assert ({None}, (), True) == (
        {answer.points for answer in assessment.answers.values()},
        assessment.issues,
        assessment.is_complete,
    )


def test_a_blank_sheet_records_no_evidence(tiny: Instrument) -> None:
    """Evidence is not recorded if all evidence cells are blank."""
    blank = RawRow(text("1.1"), BLANK, {"document": BLANK})

    assert not check(rows(q1_1=blank), tiny).evidence_recorded


@pytest.mark.parametrize("word", ["a.pdf", "belum", "-"])
def test_any_filled_evidence_cell_records_evidence(tiny: Instrument, word: str) -> None:
    """
    "Not yet" is an entry, too: the sheet records evidence.
    """
    row = RawRow(text("1.1"), BLANK, {"document": text(word)})

    assert check(rows(q1_1=row), tiny).evidence_recorded


def test_rows_are_found_by_code(tiny: Instrument) -> None:
    """The order of rows does not matter."""
    answered = rows(q2_1=RawRow(text("2.1"), number(6)), q1_1=RawRow(text("1.1"), number(5)))

    assert check(answered, tiny).answers == check(answered[::-1], tiny).answers


@pytest.mark.parametrize("code", [" 1.2a", "1.2A", "1.2 a", "1.2a\u00a0", "１.2a"])
def test_a_code_written_otherwise_is_repaired_with_a_note(tiny: Instrument, code: str) -> None:
    """Blanks and letter case in a code are normalized, with a note."""
    assessment = check(rows(q1_2a=RawRow(text(code), number(4))), tiny)

    assert (Decimal(4), ["code-repaired"]) == (assessment.answers["1.2a"].points, codes(assessment.issues))


def test_an_unknown_code_suggests_the_nearest(tiny: Instrument) -> None:
    """An unknown code is an error that suggests the nearest codes."""
    (issue,) = check(rows(other=RawRow(text("1.2b", "A9"), number(4))), tiny).issues
    expected = Issue("code-unknown", Location("", "A", "A9"), "", "1.2b", {"candidates": ("1.2a",)})

    assert expected == issue


def test_a_number_is_never_a_code(tiny: Instrument) -> None:
    """The number 1.1 may mean 1.1 or 1.10, so that the issue names both codes."""
    assessment = check(rows(q1_1=RawRow(number(1.1, "A2"), number(5))), tiny)
    (issue,) = assessment.issues

    assert (None, "code-not-text", ("1.1", "1.10")) == (
        assessment.answers["1.1"].points,
        issue.code,
        issue.parameters["candidates"],
    )


def test_a_repeated_code_counts_nothing(tiny: Instrument) -> None:
    """Two rows for one question are an error with both cells. Neither counts, even if they agree."""
    twice = rows(again=RawRow(text("1.1", "A9"), number(5)), q1_1=RawRow(text("1.1", "A2"), number(5)))
    assessment = check(twice, tiny)
    (issue,) = assessment.issues

    assert (None, "code-repeated", ("A!A2", "A!A9")) == (
        assessment.answers["1.1"].points,
        issue.code,
        issue.parameters["cells"],
    )


@pytest.mark.parametrize("code", CODES)
def test_a_removed_row_names_its_code(tiny: Instrument, code: str) -> None:
    """A missing row is an error with the code of its question."""
    removed = {f"q{code.replace('.', '_')}": None}
    issues = check(rows(**removed), tiny).issues

    assert [("code-missing", code)] == [(issue.code, issue.question) for issue in issues]


def test_titles_and_remarks_are_not_rows(tiny: Instrument) -> None:
    """A row without entries is skipped if it has no code, or a word without a digit instead."""
    assert check(rows(title=RawRow(BLANK), total=RawRow(text("Jumlah"))), tiny).issues == ()


@pytest.mark.parametrize("code", [BLANK, text("Jumlah"), Cell(CellKind.PICTURE)])
def test_points_without_a_code_are_reported(tiny: Instrument, code: Cell) -> None:
    """Points in a row without a code are a warning."""
    issues = check(rows(total=RawRow(code, number(25, "B9"))), tiny).issues

    assert (Issue("answer-without-code", Location("", "A", "B9"), found="25"),) == issues


def test_evidence_without_a_code_is_reported(tiny: Instrument) -> None:
    """A document in a row without a code is a warning."""
    issues = check(rows(lost=RawRow(BLANK, BLANK, {"document": text("a.pdf")})), tiny).issues

    assert codes(issues) == ["answer-without-code"]


def test_a_date_in_the_code_column_is_an_error(tiny: Instrument) -> None:
    """A code that became a date is an error, and so is the missing row."""
    date = Cell(CellKind.DATE, "2024-01-02", location=Location("", "A", "A2"))

    assert codes(check(rows(q1_1=RawRow(date, number(5))), tiny).issues) == ["code-not-text", "code-missing"]


@pytest.mark.parametrize("date", ["2026-01-02", "2024-02-01", "2026-01-02 00:00"])
def test_a_code_that_became_a_date_is_one_error(tiny: Instrument, date: str) -> None:
    """The issue names the probable code 2.1, but no code of another row, such as 1.2."""
    cell = Cell(CellKind.DATE, date, location=Location("", "A", "A5"))
    issues = check(rows(q2_1=RawRow(cell, number(5))), tiny).issues
    expected = Issue("code-not-text", Location("", "A", "A5"), "", date, {"candidates": ("2.1",)})

    assert [expected] == list(issues)


def test_a_date_is_never_a_code_that_another_row_has(tiny: Instrument) -> None:
    """The row of 2.1 exists, so that the date is not its code and the missing row is reported."""
    date = Cell(CellKind.DATE, "2026-01-02", location=Location("", "A", "A9"))
    issues = check(rows(q3_1=RawRow(date, number(5))), tiny).issues

    assert [("code-not-text", ()), ("code-missing", None)] == [
        (issue.code, issue.parameters.get("candidates")) for issue in issues
    ]


EVIDENCE_CELLS = {
    "text": (Cell(CellKind.TEXT, "a.pdf"), []),
    "boolean": (Cell(CellKind.BOOLEAN, "TRUE"), ["evidence-declared"]),
    "number": (number_cell(3), ["evidence-not-text"]),
    "date": (Cell(CellKind.DATE, "2024-01-02"), ["evidence-not-text"]),
    "error": (Cell(CellKind.ERROR, "#N/A"), ["evidence-error-value"]),
    "formula": (Cell(CellKind.FORMULA, "=A1"), ["evidence-formula-without-value"]),
    "word": (Cell(CellKind.TEXT, "ada"), ["evidence-declared"]),
    "error as text": (Cell(CellKind.TEXT, "#VALUE!"), ["evidence-not-text"]),
    "picture": (Cell(CellKind.PICTURE), ["evidence-is-picture"]),
}


@pytest.mark.parametrize("kind", EVIDENCE_CELLS)
def test_an_evidence_cell_is_read_or_explained(tiny: Instrument, kind: str) -> None:
    """Every cell type in an evidence column is read as evidence or reported."""
    cell, expected = EVIDENCE_CELLS[kind]

    assert expected == codes(check(rows(q1_1=RawRow(text("1.1"), number(5), {"document": cell})), tiny).issues)


REFERENCES = {
    "a ticked box": ("document", Cell(CellKind.BOOLEAN, "TRUE"), [Reference("TRUE", Status.DECLARED)]),
    "an empty box": ("document", Cell(CellKind.BOOLEAN, "FALSE"), []),
    "a name": ("document", text("a.pdf"), [Reference("a.pdf")]),
    "two names": ("document", text("a.pdf; b.pdf"), [Reference("a.pdf"), Reference("b.pdf")]),
    "a name with an address": (
        "document",
        Cell(CellKind.TEXT, "a.pdf", link="https://contoh.go.id"),
        [Reference("a.pdf", address="https://contoh.go.id")],
    ),
    "a word with an address": (
        "document",
        Cell(CellKind.TEXT, "ada", link="https://contoh.go.id"),
        [Reference("https://contoh.go.id", Status.REFERENCED, address="https://contoh.go.id")],
    ),
    "two names with an address": (
        "document",
        Cell(CellKind.TEXT, "a.pdf; b.pdf", link="https://contoh.go.id"),
        [Reference("a.pdf"), Reference("b.pdf")],
    ),
    "a number as a document": ("document", number(3), []),
    "a number as a figure": ("figure", number(3), [Reference("3")]),
    "a figure as text": ("figure", text("0"), [Reference("0")]),
}


@pytest.mark.parametrize(("kind", "cell", "expected"), REFERENCES.values(), ids=REFERENCES)
def test_an_evidence_cell_contains_references(
    kind: str, cell: Cell, expected: list[Reference], tiny: Instrument
) -> None:
    """A cell contains references, with its link address if that can belong to only one entry."""
    code = "1.10" if kind == "figure" else "1.1"
    (item,) = check([RawRow(text(code), number(2), {kind: cell})], tiny).answers[code].evidence.items

    assert expected == list(item.references)


def test_a_figure_may_be_a_number(tiny: Instrument) -> None:
    """A number, 0 included, is evidence in a column for figures."""
    assessment = check(rows(q1_10=RawRow(text("1.10"), number(2), {"figure": number_cell(0)})), tiny)

    assert assessment.answers["1.10"].evidence.is_satisfied


def test_words_are_counted_once(tiny: Instrument) -> None:
    """One warning contains the number of points that rest on unnamed evidence."""
    cells = {"document": text("ada")}
    declared = rows(
        q1_1=RawRow(text("1.1"), number(5), cells), q2_1=RawRow(text("2.1"), number(6), {"photo": text("v")})
    )
    (issue,) = check(declared, tiny).issues

    assert ("evidence-declared", Decimal(11), 2) == (
        issue.code,
        issue.parameters["points"],
        issue.parameters["questions"],
    )


def test_a_document_in_the_wrong_column_is_reported(tiny: Instrument) -> None:
    """A file in an unneeded column is reported if the needed column is blank."""
    cells = {"document": BLANK, "photo": text("sk.pdf")}
    (issue,) = check(rows(q1_1=RawRow(text("1.1"), number(5), cells)), tiny).issues

    assert ("evidence-in-other-column", (DOCUMENT,)) == (issue.code, issue.parameters["needed"])


@pytest.mark.parametrize("line", [Identity.INSTRUMENT, Identity.EDITION])
def test_another_edition_cannot_be_scored(tiny: Instrument, line: Identity) -> None:
    """A sheet of another instrument or edition is refused, and the message names both."""
    with pytest.raises(WorkbookError) as caught:
        check(rows(), tiny, {line: text("2022")})
    (issue,) = caught.value.issues

    assert ("workbook-other-edition", True, "tiny 1") == (
        issue.code,
        "2022" in issue.found,
        issue.parameters["expected"],
    )


def test_a_sheet_that_names_no_edition_is_scored_with_a_warning(tiny: Instrument) -> None:
    """A sheet without an edition is read as one of the current edition."""
    assert codes(check_answers(RawSheet(rows()), tiny).issues) == ["edition-not-named"]


def test_other_figures_of_the_same_edition_are_a_warning(tiny: Instrument) -> None:
    """A different fingerprint means different maxima or evidence."""
    issues = check(rows(), tiny, {Identity.FINGERPRINT: text("000000000000")}).issues

    assert codes(issues) == ["fingerprint-differs"]


ROW = Location("", "A", "A2")
FOUND: dict[str, tuple[dict[str, RawRow | None], list[Issue]]] = {
    "a code written otherwise": (
        {"q1_2a": RawRow(text(" 1.2a", "A3"))},
        [Issue("code-repaired", Location("", "A", "A3"), "1.2a", " 1.2a")],
    ),
    "a code typed as a number": (
        {"q2_1": RawRow(number(2.1, "A5"))},
        [Issue("code-from-number", Location("", "A", "A5"), "2.1", "2.1")],
    ),
    "a code twice": (
        {"q1_1": RawRow(text("1.1", "A2")), "again": RawRow(text("1.1", "A9"))},
        [Issue("code-repeated", ROW, "1.1", "1.1", {"cells": ("A!A2", "A!A9")})],
    ),
    "a code that is gone": ({"q3_1": None}, [Issue("code-missing", question="3.1")]),
    "a number that can be two codes, beside nothing": (
        {"q1_1": RawRow(number(1.1, "A2"))},
        [Issue("code-not-text", ROW, "", "1.1", {"candidates": ("1.1", "1.10")})],
    ),
    "one of two documents": (
        {"q1_2a": RawRow(text("1.2a"), number(4), {"document": text("a.pdf"), "photo": BLANK, "figure": text("-")})},
        [],
    ),
    "a date for a code": (
        {"q1_1": RawRow(Cell(CellKind.DATE, "2024-01-02", location=ROW), number(5))},
        [
            Issue("code-not-text", ROW, "", "2024-01-02", {"candidates": ()}),
            Issue("code-missing", question="1.1"),
        ],
    ),
    "an error for a document": (
        {"q1_1": RawRow(text("1.1"), number(5), {"document": Cell(CellKind.ERROR, "#N/A", location=ROW)})},
        [Issue("evidence-error-value", ROW, "1.1", "#N/A")],
    ),
    "a document in another column": (
        {"q1_1": RawRow(text("1.1"), number(5), {"document": BLANK, "figure": BLANK, "photo": text("sk.pdf", "C2")})},
        [
            Issue("evidence-in-other-column", Location("", "A", "C2"), "1.1", "sk.pdf", {"needed": (DOCUMENT,)}),
        ],
    ),
    "an answer among the notes": (
        {"q1_1": RawRow(text("1.1"), BLANK, {"document": text("sk.pdf")}, note=text("5", "K2"))},
        [Issue("answer-in-notes", Location("", "A", "K2"), "1.1", "5")],
    ),
    "a column that is gone": (
        {"q1_1": RawRow(text("1.1"), number(5), {"photo": BLANK})},
        [Issue("evidence-column-missing", Location("", "A"), parameters={"needed": (DOCUMENT,)})],
    ),
    "two columns that are gone": (
        {
            "q1_1": RawRow(text("1.1"), number(5), {"figure": BLANK}),
            "q1_2a": RawRow(text("1.2a"), number(4), {"figure": BLANK}),
        },
        [Issue("evidence-column-missing", Location("", "A"), parameters={"needed": (DOCUMENT, PHOTO)})],
    ),
    "points that rest on a word": (
        {"q1_1": RawRow(text("1.1"), number(5), {"document": text("ada")})},
        [
            Issue(
                "evidence-declared",
                parameters={"points": Decimal(5), "questions": 1},
                affected=(Affected("1.1", Location("", "A", "A1"), "ada", Decimal(5)),),
            )
        ],
    ),
    "points without a document, and a word that is not enough": (
        {"q1_2a": RawRow(text("1.2a"), number(4), {"document": text("ada"), "photo": text("belum")})},
        [],
    ),
    "a date and a number beside nothing": (
        {"title": RawRow(Cell(CellKind.DATE, "2024-01-02")), "remark": RawRow(text("hal. 3"))},
        [],
    ),
}
"""The entries of some rows, and all resulting issues."""


@pytest.mark.parametrize(("changed", "expected"), FOUND.values(), ids=FOUND)
def test_each_issue_has_its_location_and_values(
    changed: dict[str, RawRow | None], expected: list[Issue], tiny: Instrument
) -> None:
    """Each issue has its cell, its question, the found value and the values of its message."""
    assert expected == list(check(rows(**changed), tiny).issues)


def test_the_assumed_edition_of_a_sheet_is_reported(tiny: Instrument) -> None:
    """The issue contains the instrument and its edition."""
    assert (Issue("edition-not-named", parameters={"expected": "tiny 1"}),) == check_answers(
        RawSheet(rows()), tiny
    ).issues


def test_another_fingerprint_is_shown_beside_the_expected_one(tiny: Instrument) -> None:
    """The issue has the cell of the fingerprint."""
    expected = {"expected": tiny.fingerprint, "edition": "tiny 1"}
    mark = text(" 000000000000", "B8")

    assert (Issue("fingerprint-differs", mark.location, "", mark.text, expected),) == check(
        rows(), tiny, {Identity.FINGERPRINT: mark}
    ).issues


@pytest.mark.parametrize("mark", ["{}", " {} ", ""])
def test_the_expected_fingerprint_is_not_reported(mark: str, tiny: Instrument) -> None:
    """Blanks around the fingerprint and a blank cell are not reported."""
    identity = {Identity.FINGERPRINT: text(mark.format(tiny.fingerprint))}

    assert () == check(rows(), tiny, identity).issues


def test_another_edition_is_refused_with_file_and_cell(tiny: Instrument) -> None:
    """The message contains both names as the sheet and the instrument have them."""
    identity = {Identity.INSTRUMENT: text(" Tiny", "B2"), Identity.EDITION: text("2022 ", "B3")}
    with pytest.raises(WorkbookError) as caught:
        check_answers(RawSheet(rows(), identity, Source("a.xlsx")), tiny)
    location = Location("a.xlsx", "A", "B3")

    assert (Issue("workbook-other-edition", location, "", "Tiny 2022", {"expected": "tiny 1"}),) == caught.value.issues


def test_an_edition_alone_is_shown_unchanged(tiny: Instrument) -> None:
    """No text precedes the edition if the sheet names no instrument."""
    with pytest.raises(WorkbookError) as caught:
        check_answers(RawSheet(rows(), {Identity.EDITION: text("2022")}), tiny)

    assert ["2022"] == [issue.found for issue in caught.value.issues]


def test_only_the_first_unknown_codes_get_a_suggestion(tiny: Instrument) -> None:
    """The search for the nearest code is slow, so that only the first unknown codes get it."""
    wrong = [RawRow(text("1.2b", f"A{line}"), number(4)) for line in range(101, 161)]
    _, issues = match_rows([*rows(), *wrong], tiny)

    assert [("1.2a",)] * 50 + [()] * 10 == [issue.parameters["candidates"] for issue in issues]


def test_issues_of_the_reader_are_kept(tiny: Instrument) -> None:
    """The assessment contains the file and the issues of the reader."""
    met = Issue("points-from-text", Location("", "A", "B2"), "1.1", "5", {"points": "5"})
    source = Source("a.xlsx", "00", "2024-01-02")
    assessment = check_answers(RawSheet(rows(), NAMED, source, (met,)), tiny)

    assert (source, (met,), None) == (assessment.source, assessment.issues, assessment.folder)


def test_an_answer_has_its_cell_and_its_agency(tiny: Instrument) -> None:
    """An answer has its cell and its agency, so that a result can show them."""
    row = RawRow(text("1.1"), number(5, "C2"), agency=text("Dinkes", "E2"))
    answer = check(rows(q1_1=row), tiny).answers["1.1"]

    assert (Decimal(5), Location("", "A", "C2"), "Dinkes") == (answer.points, answer.location, answer.agency)


def test_issues_follow_the_order_of_the_sheets(tiny: Instrument) -> None:
    """Issues of the first sheet come first, then those of the other sheets in the order of their rows."""
    identity = {Identity.YEAR: Cell(CellKind.TEXT, "?", location=Location("", "Z", "B9"))}
    wrong = [
        RawRow(
            Cell(CellKind.TEXT, code, location=Location("", sheet, "A2")),
            number_cell(99, location=Location("", sheet, "B2")),
        )
        for code, sheet in (("1.1", "C"), ("2.1", "B"))
    ]
    kept = rows(q1_1=None, q2_1=None)
    issues = check([*wrong, *kept], tiny, identity).issues

    assert ["Z", "C", "B"] == [issue.location.sheet for issue in issues]


def test_issues_follow_the_order_of_the_cells(tiny: Instrument) -> None:
    """Issues are ordered by row, then by column. Issues without a cell come last."""
    wrong = rows(
        q3_1=None, q2_1=RawRow(text("2.1", "A10"), number(99, "B10")), q1_1=RawRow(text("1.1", "A9"), number(99, "B9"))
    )

    assert ["B9", "B10", ""] == [issue.location.cell for issue in check(wrong, tiny).issues]


@pytest.mark.parametrize(("first", "second"), [("AA2", "B3"), ("W2", "X2"), ("B9", "A10")])
def test_issues_are_ordered_by_row_before_column(first: str, second: str, tiny: Instrument) -> None:
    """A cell far to the right comes before a cell in the next row."""
    wrong = rows(q1_1=RawRow(text("1.1", "A3"), number(99, second)), q2_1=RawRow(text("2.1", "A2"), number(99, first)))

    assert [first, second] == [issue.location.cell for issue in check(wrong, tiny).issues]


def test_an_error_makes_the_result_incomplete(tiny: Instrument) -> None:
    """An unusable cell marks the result as incomplete."""
    assert not check(rows(q1_1=RawRow(text("1.1"), number(99))), tiny).is_complete


def test_a_repeated_header_records_no_evidence(tiny: Instrument) -> None:
    """Evidence is recorded only if the row of a question contains some."""
    header = RawRow(text("Kode"), text("Nilai"), {"document": text("Dokumen")})

    assert not check(rows(header=header), tiny).evidence_recorded


def test_a_zero_is_not_a_document(tiny: Instrument) -> None:
    """The number 0 means "none", like the text "0"."""
    assert () == check(rows(q1_1=RawRow(text("1.1"), number(5), {"document": number_cell(0)})), tiny).issues


def test_a_document_in_the_wrong_column_of_an_unclaimed_question_is_ignored(tiny: Instrument) -> None:
    """Such a document is not reported, since no points depend on it."""
    assert () == check(rows(q1_1=RawRow(text("1.1"), BLANK, {"photo": text("sk.pdf")})), tiny).issues


def test_words_beside_no_points_are_not_counted(tiny: Instrument) -> None:
    """A question answered with 0 has no points that rest on unnamed evidence."""
    assert () == check(rows(q1_1=RawRow(text("1.1"), number(0), {"document": text("ada")})), tiny).issues


@pytest.mark.parametrize(("word", "expected"), [("ada", "https://contoh.go.id"), ("sk.pdf", "sk.pdf"), ("belum", None)])
def test_a_word_with_a_link_counts_as_the_link(word: str, expected: str | None, tiny: Instrument) -> None:
    """An unnamed document with a link becomes the link address. A name stays, and a word for "none" stays "none"."""
    cell = Cell(CellKind.TEXT, word, link="https://contoh.go.id")
    found = check([RawRow(text("1.1"), number(5), {"document": cell})], tiny).answers["1.1"].evidence.items[0]

    assert ([expected] if expected else []) == [reference.text for reference in found.references]
    assert bool(expected) is found.is_there


def test_columns_are_ordered_as_excel_orders_them(tiny: Instrument) -> None:
    """Z comes before AA."""
    row = RawRow(
        text("1.2a", "A2"),
        number(99, "AA2"),
        {"document": Cell(CellKind.ERROR, "#REF!", location=Location("", "A", "Z2"))},
    )

    assert ["Z2", "AA2"] == [issue.location.cell for issue in check(rows(q1_2a=row), tiny).issues]


@pytest.mark.parametrize("line", [Identity.INSTRUMENT, Identity.EDITION])
def test_half_a_name_of_an_edition_is_a_warning(tiny: Instrument, line: Identity) -> None:
    """Instrument without edition, or edition without instrument, is incomplete."""
    half = {key: cell for key, cell in NAMED.items() if key is not line}

    assert codes(check_answers(RawSheet(rows(), half), tiny).issues) == ["edition-not-named"]


def test_a_remark_below_the_table_is_not_a_row(tiny: Instrument) -> None:
    """A remark with digits in the code column is skipped if its row has no entries."""
    assert () == check(rows(remark=RawRow(text("Diisi tanggal 12 Januari 2025"))), tiny).issues


def test_a_code_that_is_a_page_long_is_soon_refused(tiny: Instrument) -> None:
    """The program searches no suggestion for a text that is longer than any code."""
    long = RawRow(text("1.1" * 10_000), number(1))

    assert codes(check(rows(long=long), tiny).issues) == ["code-unknown"]


def test_a_number_without_a_similar_code_is_accepted(tiny: Instrument) -> None:
    """2.1 has no similar code 2.10, so that the number becomes the code, with a note."""
    assessment = check(rows(q2_1=RawRow(number(2.1, "A5"), number(6))), tiny)

    assert (Decimal(6), ["code-from-number"]) == (assessment.answers["2.1"].points, codes(assessment.issues))


@pytest.mark.parametrize(
    ("code", "value", "expected"),
    [
        pytest.param("4.0", 4, ("4.0",), id="a zero behind the point goes"),
        pytest.param("4.50", 4.5, ("4.50",), id="so does one behind another digit"),
        pytest.param("10", 1, (), id="ten is not one"),
        pytest.param("4X", 4, (), id="a letter is never lost"),
        pytest.param("4.X", 4, (), id="nor one behind a point"),
    ],
)
def test_a_number_may_be_a_code_without_its_last_zeros(
    code: str, value: float, expected: tuple[str, ...], tiny: Instrument
) -> None:
    """If a number lacks the final zeros of a code, the message names the probable code."""
    instrument = with_value(tiny, (*FIRST_QUESTION, "code"), code)
    _, (issue, *_) = match_rows([RawRow(number(value), number(5))], instrument)

    assert ("code-not-text", expected) == (issue.code, issue.parameters["candidates"])


def test_a_whole_number_is_not_read_as_ten_times_as_much(tiny: Instrument) -> None:
    """If codes 1 and 10 exist, the number 1 is the code 1."""
    first = with_value(tiny, (*FIRST_QUESTION, "code"), "1")
    both = with_value(first, (*SECOND_QUESTION, "code"), "10")

    assert ["1", "10"] == codes_of([RawRow(number(1)), RawRow(number(10))], both)


def test_a_number_beside_a_title_is_not_a_row(tiny: Instrument) -> None:
    """The number of an indicator in the code column is skipped."""
    assert () == check(rows(title=RawRow(number(4, "A9"))), tiny).issues


def test_a_missing_evidence_column_is_reported(tiny: Instrument) -> None:
    """Points that depend on a missing column are reported."""
    (issue,) = check(rows(q1_1=RawRow(text("1.1"), number(5), {"photo": BLANK})), tiny).issues

    assert ("evidence-column-missing", (DOCUMENT,)) == (issue.code, issue.parameters["needed"])


def test_a_template_sheet_without_evidence_columns_is_reported(tiny: Instrument) -> None:
    """A template sheet of this instrument without its evidence columns is reported."""
    identity = {Identity.FINGERPRINT: text(tiny.fingerprint)}

    assert codes(check(rows(q1_1=RawRow(text("1.1"), number(5))), tiny, identity).issues) == ["evidence-column-missing"]


def test_a_recap_without_evidence_columns_is_valid(tiny: Instrument) -> None:
    """A recap without evidence columns is valid."""
    assert () == check(rows(q1_1=RawRow(text("1.1"), number(5))), tiny).issues


def test_files_of_every_column_are_looked_up_for_their_question(tiny: Instrument) -> None:
    """Each missing file is reported with its cell and its question."""
    files = EvidenceFiles("bukti", [StoredFile("sk.pdf")], (), 100)
    row = RawRow(text("1.2a", "A3"), number(4), {"document": text("hilang.pdf", "C3"), "photo": text("juga.jpg", "D3")})
    issues = check_answers(RawSheet(rows(q1_2a=row), NAMED), tiny, files).issues
    reported = [(issue.question, issue.location.cell, issue.found) for issue in issues if issue.location.cell]

    assert [("1.2a", "C3", "hilang.pdf"), ("1.2a", "D3", "juga.jpg")] == reported


@pytest.mark.parametrize(("part", "expected"), [("", ["evidence-file-uncited"]), ("Dinkes", [])])
def test_a_folder_is_counted_over_all_questions(part: str, expected: list[str], tiny: Instrument) -> None:
    """The check counts the named files. In a part, an uncited file is not reported."""
    files = EvidenceFiles("bukti", [StoredFile(name) for name in ("a.pdf", "b.pdf", "c.pdf")], (), 100)
    answered = rows(
        q1_1=RawRow(text("1.1", "A2"), number(5), {"document": text("a.pdf", "C2")}),
        q2_1=RawRow(text("2.1", "A5"), number(6), {"photo": text("b.pdf", "D5")}),
    )
    sheet = RawSheet(answered, NAMED | {Identity.PART: text(part) if part else BLANK})
    assessment = check_answers(sheet, tiny, files)
    uncited = [code for code in codes(assessment.issues) if code == "evidence-file-uncited"]

    assert assessment.folder
    assert (3, 2, expected) == (assessment.folder.files, assessment.folder.cited, uncited)


MISPLACED = {
    "a number": (BLANK, number(5), ["answer-in-notes"]),
    "a number that was typed as text": (BLANK, text("2,5"), ["answer-in-notes"]),
    "beside an answer": (number(4), number(5), []),
    "beside something that is no answer": (text("?"), number(5), ["points-not-a-number"]),
    "a year": (BLANK, number(2024), []),
    "a number in a sentence": (BLANK, text("5 berkas"), []),
    "nothing": (BLANK, BLANK, []),
    "an error": (BLANK, Cell(CellKind.ERROR, "#REF!"), []),
}


@pytest.mark.parametrize(("points", "note", "expected"), MISPLACED.values(), ids=MISPLACED)
def test_an_answer_among_the_notes_is_noticed(points: Cell, note: Cell, expected: list[str], tiny: Instrument) -> None:
    """A note is reported only if it looks like an answer to an unanswered question."""
    assert expected == codes(check(rows(q1_1=RawRow(text("1.1"), points, note=note)), tiny).issues)


def test_an_answer_among_the_notes_does_not_count(tiny: Instrument) -> None:
    """The note is reported, and the question stays unanswered."""
    assert None is check(rows(q1_1=RawRow(text("1.1"), note=number(5))), tiny).answers["1.1"].points


def test_a_question_that_earns_nothing_misses_no_answer(tiny: Instrument) -> None:
    """A 0 in the note of a question without points is not reported."""
    worthless = with_value(tiny, (*FIRST_QUESTION, "maximum"), Decimal(0))

    assert [] == codes(check(rows(q1_1=RawRow(text("1.1"), note=number(0))), worthless).issues)
