"""From raw rows to checked answers."""

from decimal import Decimal

import pytest

from kla_score.assessment import Assessment, RawRow, RawSheet, check_answers
from kla_score.cells import BLANK, Cell, CellKind, number_cell
from kla_score.instrument import Instrument
from kla_score.issues import Issue, Place, WorkbookError
from kla_score.region import Identity

CODES = ("1.1", "1.2a", "1.10", "2.1", "2.2", "3.1", "3.2")


def text(value: str, cell: str = "A1") -> Cell:
    return Cell(CellKind.TEXT, value, place=Place("", "A", cell))


def number(value: float, cell: str = "B1") -> Cell:
    return number_cell(value, place=Place("", "A", cell))


def rows(**changed: RawRow | None) -> list[RawRow]:
    """Give a blank row for every question; *changed* replaces or removes (``q1_1=None``) some of them."""
    named = {f"q{code.replace('.', '_')}": RawRow(text(code, f"A{i}")) for i, code in enumerate(CODES, start=2)}
    return [row for row in (named | changed).values() if row is not None]


NAMED = {Identity.INSTRUMENT: text("tiny"), Identity.EDITION: text("1")}


def check(raw_rows: list[RawRow], instrument: Instrument, identity: dict[Identity, Cell] | None = None) -> Assessment:
    return check_answers(RawSheet(raw_rows, NAMED | (identity or {})), instrument)


def codes(issues: tuple[Issue, ...]) -> list[str]:
    return [issue.code for issue in issues]


def test_blank_rows_are_unanswered(tiny: Instrument) -> None:
    """
    A blank sheet has no answers, no issues, and is complete.
    """
    assessment = check(rows(), tiny)

    assert ({None}, (), True) == (
        {answer.points for answer in assessment.answers.values()},
        assessment.issues,
        assessment.is_complete,
    )


def test_a_blank_sheet_records_no_evidence(tiny: Instrument) -> None:
    """
    Without one filled evidence cell nothing is recorded.
    """
    blank = RawRow(text("1.1"), BLANK, {"document": BLANK})

    assert not check(rows(q1_1=blank), tiny).evidence_recorded


@pytest.mark.parametrize("word", ["a.pdf", "belum", "-"])
def test_any_filled_evidence_cell_records_evidence(tiny: Instrument, word: str) -> None:
    """
    "Not yet" is a record too: the sheet is kept with evidence in mind.
    """
    row = RawRow(text("1.1"), BLANK, {"document": text(word)})

    assert check(rows(q1_1=row), tiny).evidence_recorded


def test_rows_are_found_by_code(tiny: Instrument) -> None:
    """
    The order of rows does not matter.
    """
    answered = rows(q2_1=RawRow(text("2.1"), number(6)), q1_1=RawRow(text("1.1"), number(5)))

    assert check(answered, tiny).answers == check(answered[::-1], tiny).answers


@pytest.mark.parametrize("code", [" 1.2a", "1.2A", "1.2 a", "1.2a\u00a0", "１.2a"])
def test_a_code_written_otherwise_is_repaired_with_a_note(tiny: Instrument, code: str) -> None:
    """
    Blanks and letter case in a code are evened out, and it is said.
    """
    assessment = check(rows(q1_2a=RawRow(text(code), number(4))), tiny)

    assert (Decimal(4), ["code-repaired"]) == (assessment.answers["1.2a"].points, codes(assessment.issues))


def test_an_unknown_code_names_its_neighbours(tiny: Instrument) -> None:
    """
    A code that does not exist is an error that offers the nearest ones.
    """
    (issue,) = check(rows(other=RawRow(text("1.2b"), number(4))), tiny).issues

    assert ("code-unknown", True) == (issue.code, "1.2a" in str(issue.parameters["candidates"]))


def test_a_number_is_never_a_code(tiny: Instrument) -> None:
    """
    The number 1.1 may have been 1.1 or 1.10, so it is neither, and both are named.
    """
    assessment = check(rows(q1_1=RawRow(number(1.1, "A2"), number(5))), tiny)
    (issue,) = assessment.issues

    assert (None, "code-not-text", ("1.1", "1.10")) == (
        assessment.answers["1.1"].points,
        issue.code,
        issue.parameters["candidates"],
    )


def test_a_repeated_code_counts_nothing(tiny: Instrument) -> None:
    """
    Two rows for one question are an error naming both cells; neither is counted, even when they agree.
    """
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
    """
    A missing row is an error with the code of its question.
    """
    removed = {f"q{code.replace('.', '_')}": None}
    issues = check(rows(**removed), tiny).issues

    assert [("code-missing", code)] == [(issue.code, issue.question) for issue in issues]


def test_titles_and_remarks_are_no_rows(tiny: Instrument) -> None:
    """
    A row without a code, or with a word without a digit in its place, is passed over when nothing is filled in.
    """
    assert check(rows(title=RawRow(BLANK), total=RawRow(text("Jumlah"))), tiny).issues == ()


@pytest.mark.parametrize("code", [BLANK, text("Jumlah")])
def test_points_without_a_code_are_not_lost_in_silence(tiny: Instrument, code: Cell) -> None:
    """
    What is filled in beside no code is a warning.
    """
    issues = check(rows(total=RawRow(code, number(25, "B9"))), tiny).issues

    assert [("answer-without-code", "25")] == [(issue.code, issue.found) for issue in issues]


def test_evidence_without_a_code_is_not_lost_in_silence(tiny: Instrument) -> None:
    """
    The same holds for a document.
    """
    issues = check(rows(lost=RawRow(BLANK, BLANK, {"document": text("a.pdf")})), tiny).issues

    assert codes(issues) == ["answer-without-code"]


def test_a_date_in_the_code_column_is_an_error(tiny: Instrument) -> None:
    """
    A code that the spreadsheet made a date of is an error, and so is the row that is now missing.
    """
    date = Cell(CellKind.DATE, "2024-01-02", place=Place("", "A", "A2"))

    assert codes(check(rows(q1_1=RawRow(date, number(5))), tiny).issues) == ["code-not-text", "code-missing"]


EVIDENCE_CELLS = {
    "text": (Cell(CellKind.TEXT, "a.pdf"), []),
    "boolean": (Cell(CellKind.BOOLEAN, "TRUE"), ["evidence-declared"]),
    "number": (number_cell(3), ["evidence-not-text"]),
    "date": (Cell(CellKind.DATE, "2024-01-02"), ["evidence-not-text"]),
    "error": (Cell(CellKind.ERROR, "#N/A"), ["evidence-error-value"]),
    "formula": (Cell(CellKind.FORMULA, "=A1"), ["evidence-formula-without-value"]),
    "word": (Cell(CellKind.TEXT, "ada"), ["evidence-declared"]),
}


@pytest.mark.parametrize("kind", EVIDENCE_CELLS)
def test_an_evidence_cell_is_read_or_explained(tiny: Instrument, kind: str) -> None:
    """
    Every kind of cell in an evidence column is evidence or an issue.
    """
    cell, expected = EVIDENCE_CELLS[kind]

    assert expected == codes(check(rows(q1_1=RawRow(text("1.1"), number(5), {"document": cell})), tiny).issues)


def test_a_figure_may_be_a_number(tiny: Instrument) -> None:
    """
    In a column for figures a number is evidence, 0 included.
    """
    assessment = check(rows(q1_10=RawRow(text("1.10"), number(2), {"figure": number_cell(0)})), tiny)

    assert assessment.answers["1.10"].evidence.is_met


def test_words_are_counted_once(tiny: Instrument) -> None:
    """
    One warning says how many points rest on words.
    """
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


def test_a_document_in_the_wrong_column_is_pointed_out(tiny: Instrument) -> None:
    """
    A file named where none is needed, while another is missing, is probably in the wrong cell.
    """
    cells = {"document": BLANK, "photo": text("sk.pdf")}
    (issue,) = check(rows(q1_1=RawRow(text("1.1"), number(5), cells)), tiny).issues

    assert ("evidence-in-other-column", ("Dokumen",)) == (issue.code, issue.parameters["needed"])


@pytest.mark.parametrize("line", [Identity.INSTRUMENT, Identity.EDITION])
def test_another_edition_cannot_be_scored(tiny: Instrument, line: Identity) -> None:
    """
    A sheet of another instrument or edition is refused, with both named.
    """
    with pytest.raises(WorkbookError) as caught:
        check(rows(), tiny, {line: text("2022")})
    (issue,) = caught.value.issues

    assert ("workbook-other-edition", True, "tiny 1") == (
        issue.code,
        "2022" in issue.found,
        issue.parameters["expected"],
    )


def test_a_sheet_that_names_no_edition_is_scored_with_a_warning(tiny: Instrument) -> None:
    """
    A sheet of somebody's own making is read as the edition at hand.
    """
    assert codes(check_answers(RawSheet(rows()), tiny).issues) == ["edition-not-named"]


def test_other_figures_of_the_same_edition_are_a_warning(tiny: Instrument) -> None:
    """
    The fingerprint tells that maxima or evidence differ.
    """
    issues = check(rows(), tiny, {Identity.FINGERPRINT: text("000000000000")}).issues

    assert codes(issues) == ["fingerprint-differs"]


def test_issues_stand_in_the_order_of_the_sheet(tiny: Instrument) -> None:
    """
    By row, then by column, and what belongs to no cell comes last.
    """
    wrong = rows(
        q3_1=None, q2_1=RawRow(text("2.1", "A10"), number(99, "B10")), q1_1=RawRow(text("1.1", "A9"), number(99, "B9"))
    )

    assert ["B9", "B10", ""] == [issue.place.cell for issue in check(wrong, tiny).issues]


def test_an_error_makes_the_result_incomplete(tiny: Instrument) -> None:
    """
    A cell that cannot be used leaves a mark on the result.
    """
    assert not check(rows(q1_1=RawRow(text("1.1"), number(99))), tiny).is_complete


def test_a_repeated_header_records_no_evidence(tiny: Instrument) -> None:
    """
    Only the rows of questions say whether evidence is recorded.
    """
    header = RawRow(text("Kode"), text("Nilai"), {"document": text("Dokumen")})

    assert not check(rows(header=header), tiny).evidence_recorded


def test_a_zero_is_no_document(tiny: Instrument) -> None:
    """
    The number 0 says "not there", like the text.
    """
    assert () == check(rows(q1_1=RawRow(text("1.1"), number(5), {"document": number_cell(0)})), tiny).issues


def test_a_document_in_the_wrong_column_of_an_open_question_is_left_alone(tiny: Instrument) -> None:
    """
    Without claimed points nothing is at stake.
    """
    assert () == check(rows(q1_1=RawRow(text("1.1"), BLANK, {"photo": text("sk.pdf")})), tiny).issues


def test_words_beside_no_points_are_not_counted(tiny: Instrument) -> None:
    """
    A question answered with 0 rests on nothing.
    """
    assert () == check(rows(q1_1=RawRow(text("1.1"), number(0), {"document": text("ada")})), tiny).issues


@pytest.mark.parametrize(("word", "expected"), [("ada", "https://contoh.go.id"), ("sk.pdf", "sk.pdf"), ("belum", None)])
def test_a_word_with_an_address_behind_it_is_that_address(word: str, expected: str | None, tiny: Instrument) -> None:
    """
    It names a document after all; a name stays the name, and a word for nothing stays nothing.
    """
    cell = Cell(CellKind.TEXT, word, link="https://contoh.go.id")
    found = check([RawRow(text("1.1"), number(5), {"document": cell})], tiny).answers["1.1"].evidence.items[0]

    assert ([expected] if expected else []) == [reference.text for reference in found.references]
    assert bool(expected) is found.is_there


def test_columns_are_ordered_as_excel_orders_them(tiny: Instrument) -> None:
    """
    Z comes before AA.
    """
    row = RawRow(
        text("1.2a", "A2"),
        number(99, "AA2"),
        {"document": Cell(CellKind.ERROR, "#REF!", place=Place("", "A", "Z2"))},
    )

    assert ["Z2", "AA2"] == [issue.place.cell for issue in check(rows(q1_2a=row), tiny).issues]


@pytest.mark.parametrize("line", [Identity.INSTRUMENT, Identity.EDITION])
def test_half_a_name_of_an_edition_is_a_warning(tiny: Instrument, line: Identity) -> None:
    """
    Instrument without edition, or the other way round, does not say which one is meant.
    """
    half = {key: cell for key, cell in NAMED.items() if key is not line}

    assert codes(check_answers(RawSheet(rows(), half), tiny).issues) == ["edition-not-named"]


def test_a_remark_below_the_table_is_no_row(tiny: Instrument) -> None:
    """
    A remark with digits in the column of codes, beside nothing, is passed over.
    """
    assert () == check(rows(remark=RawRow(text("Diisi tanggal 12 Januari 2025"))), tiny).issues


def test_a_code_that_is_a_page_long_is_soon_refused(tiny: Instrument) -> None:
    """
    Nothing is looked up for what is longer than any code.
    """
    long = RawRow(text("1.1" * 10_000), number(1))

    assert codes(check(rows(long=long), tiny).issues) == ["code-unknown"]


def test_a_number_that_can_only_be_one_code_is_taken(tiny: Instrument) -> None:
    """
    2.1 has no neighbour 2.10: the number is the code, and it is said.
    """
    assessment = check(rows(q2_1=RawRow(number(2.1, "A5"), number(6))), tiny)

    assert (Decimal(6), ["code-repaired"]) == (assessment.answers["2.1"].points, codes(assessment.issues))


def test_a_number_beside_a_title_is_no_row(tiny: Instrument) -> None:
    """
    The number of an indicator in the column of codes is passed over.
    """
    assert () == check(rows(title=RawRow(number(4, "A9"))), tiny).issues


def test_a_column_of_evidence_that_is_gone_is_said(tiny: Instrument) -> None:
    """
    Points that depend on a column that is not there are not lost in silence.
    """
    (issue,) = check(rows(q1_1=RawRow(text("1.1"), number(5), {"photo": BLANK})), tiny).issues

    assert ("evidence-column-missing", ("Dokumen",)) == (issue.code, issue.parameters["needed"])


def test_our_own_sheet_without_any_evidence_column_is_said(tiny: Instrument) -> None:
    """
    A sheet that was made for this instrument has lost its columns.
    """
    identity = {Identity.FINGERPRINT: text(tiny.fingerprint)}

    assert codes(check(rows(q1_1=RawRow(text("1.1"), number(5))), tiny, identity).issues) == ["evidence-column-missing"]


def test_a_recap_without_evidence_columns_is_left_alone(tiny: Instrument) -> None:
    """
    A sheet of somebody's own making need not record evidence.
    """
    assert () == check(rows(q1_1=RawRow(text("1.1"), number(5))), tiny).issues
