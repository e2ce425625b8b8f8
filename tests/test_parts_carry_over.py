"""Entries of an older workbook in a new one: every usable entry is copied, and the others are named."""

import random
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from kla_score import api
from kla_score.assessment import RawRow, read_answer
from kla_score.assessment.region import Identity
from kla_score.cells import BLANK, Cell, CellKind
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument.base import Text
from kla_score.instrument.questions import OptionScale, Question
from kla_score.issues import Issue, Severity
from kla_score.parts.carry_over import CarriedOver, RowContent
from kla_score.sheet import read_workbook
from kla_score.template.writing import write_workbook
from tests.conftest import TINY, Outcome, Runner
from tests.instruments import FIRST_INDICATOR, FIRST_QUESTION, SECOND_QUESTION, replace_once, with_value
from tests.workbooks import fill_with_anything, put, put_cells, rows_of, template_of

IDENTITY = {
    Identity.KIND: "Kota",
    Identity.NAME: "Contoh",
    Identity.PROVINCE: "Jambi",
    Identity.CODE: "16.71",
    Identity.YEAR: "2024",
    Identity.STAGE: "VF",
}
FULL = {
    "1.1": RowContent(Decimal(5), {"document": "perda.pdf"}, "lihat lampiran"),
    "1.2a": RowContent(Decimal("4.125"), {"document": "a.pdf; b.pdf\nc.pdf", "photo": "a.jpg"}),
    "1.10": RowContent(Decimal(0), {"figure": "88"}),
    "2.1": RowContent(None, {"photo": "belum"}, "menyusul"),
    "2.2": RowContent(Decimal(3), {"document": "a.pdf"}),
    "3.1": RowContent(Decimal(10)),
}


class Moved(NamedTuple):
    """An old workbook, its copied entries, and the new workbook with them."""

    old: Path
    taken: CarriedOver
    new: Path


class Mover(NamedTuple):
    """Write workbooks into *folder*, and carry their entries over."""

    folder: Path

    def write(
        self,
        instrument: Instrument,
        entries: Mapping[str, RowContent],
        cells: Mapping[str, Mapping[str, str]] | None = None,
        language: str = "id",
    ) -> Path:
        """Write *entries*, and other *cells* by sheet and address in the notation of `tests.workbooks`."""
        path = self.folder / "old.xlsx"
        path.write_bytes(template_of(instrument, entries, IDENTITY, language=language))
        put_cells(path, cells or {})
        return path

    def move(self, path: Path, new: Instrument, old: Instrument | None = None, language: str = "id") -> Moved:
        """Copy the entries of the workbook at *path* into a workbook of *new*."""
        taken = api.carry_over(path, new, old)
        target = self.folder / "new.xlsx"
        target.write_bytes(api.template(new, language, taken))
        return Moved(path, taken, target)


@pytest.fixture
def mover(tmp_path: Path) -> Mover:
    """Return an object that copies entries from one workbook to another."""
    return Mover(tmp_path)


def marks(issues: tuple[Issue, ...]) -> list[tuple[str, str, str]]:
    """Return code, cell and question of each issue."""
    return [(issue.code, issue.location.cell, issue.question) for issue in issues]


# The same instrument


def test_everything_is_carried_over(mover: Mover, tiny: Instrument) -> None:
    """The new workbook contains answers, evidence and notes of the old one."""
    moved = mover.move(mover.write(tiny, FULL), tiny)
    expected = FULL

    assert expected == moved.taken.entries


def test_nothing_is_reported_if_everything_is_carried_over(mover: Mover, tiny: Instrument) -> None:
    """A workbook without a fault is carried over without an issue."""
    assert not mover.move(mover.write(tiny, FULL), tiny).taken.issues


def test_a_blank_workbook_has_no_entries(mover: Mover, tiny: Instrument) -> None:
    """Blank rows are not entries."""
    assert not mover.move(mover.write(tiny, {}), tiny).taken.entries


def test_the_region_is_carried_over_and_the_period_is_not(mover: Mover, tiny: Instrument) -> None:
    """The region stays the same. The new workbook is a self-assessment of another year."""
    moved = mover.move(mover.write(tiny, FULL), tiny)
    identity = read_workbook(moved.new, tiny).identity
    expected = {**IDENTITY, Identity.YEAR: "", Identity.STAGE: "EM"}

    assert expected == {line: identity[line].text for line in expected}


def test_an_unknown_region_stays_unknown(mover: Mover, tiny: Instrument) -> None:
    """Blank lines are not carried over."""
    path = mover.folder / "old.xlsx"
    path.write_bytes(write_workbook(tiny, Messages("id"), FULL, {Identity.NAME: "Contoh"}))
    expected = {Identity.NAME: "Contoh"}

    assert expected == api.carry_over(path, tiny).identity


def test_the_old_workbook_is_only_read(mover: Mover, tiny: Instrument) -> None:
    """Every byte of it is unchanged."""
    path = mover.write(tiny, FULL)
    expected = path.read_bytes()
    mover.move(path, tiny)

    assert expected == path.read_bytes()


# Random fillings of all three kinds

NAMES = st.sampled_from(
    ["perda.pdf", "a.pdf", "A.PDF", "b.jpg", "https://x.id/a?b=1", "SK 12/2024", "ada", "terlampir"]
)
ABSENT = st.sampled_from(["-", "belum", "Belum ada", " tidak ada ", "0", "n/a", ""])
EVIDENCE = st.builds(
    lambda parts, separator: separator.join(parts),
    st.lists(NAMES | ABSENT, min_size=1, max_size=4),
    st.sampled_from(["; ", ";", "\n", " ;\n", "\r\n"]),
).filter(str.strip)
"""Evidence cells of users, some of them with words for "none"."""
FIGURES = EVIDENCE | st.sampled_from(["0", "88", "12,5", "85%", "12 dari 40"])


def thousandths(highest: Decimal) -> st.SearchStrategy[Decimal]:
    return st.decimals(0, highest, places=3) | st.sampled_from([Decimal(0), highest])


def answers(question: Question) -> st.SearchStrategy[Decimal | Text | str | None]:
    """Draw any answer that *question* accepts, as stored or as typed."""
    scale = question.scale
    if isinstance(scale, OptionScale):
        texts = [text for text, _ in scale.options]
        typed = [f" {text.en.upper()}" for text in texts] + [text.id.lower() for text in texts]
        return st.none() | st.sampled_from(texts) | st.sampled_from(typed)
    if scale.is_percentage:
        typed_shares = st.decimals(0, 100, places=2).map(lambda share: f"{share} %".replace(".", ","))
        return st.none() | thousandths(Decimal(100)) | typed_shares
    typed_points = st.integers(0, int(question.maximum) - 1).map(lambda number: f" {number},5")
    return st.none() | thousandths(question.maximum) | typed_points


@st.composite
def fillings(draw: st.DrawFn, instrument: Instrument) -> Mapping[str, RowContent]:
    """Draw entries for some questions, with both needed and unneeded evidence."""
    kinds = {kind.id: FIGURES if kind.accepts_number else EVIDENCE for kind in instrument.evidence_kinds}
    found = {}
    for code, question in instrument.questions.items():
        asked = {kind: texts for kind, texts in kinds.items() if kind in question.evidence_kinds}
        evidence = {kind: draw(texts) for kind, texts in asked.items() if draw(st.booleans())}
        if evidence:
            evidence |= {
                kind: draw(texts) for kind, texts in kinds.items() if kind not in asked and draw(st.booleans())
            }
        found[code] = RowContent(draw(answers(question)), evidence, draw(st.sampled_from(["", "catatan", "=1+1"])))
    return found


@pytest.mark.slow
@settings(max_examples=settings().max_examples // 3)
@given(data=st.data(), before=st.sampled_from(["id", "en"]), after=st.sampled_from(["id", "en"]))
def test_the_new_workbook_scores_like_the_old_one(
    data: st.DataObject, before: str, after: str, tmp_path_factory: pytest.TempPathFactory, desa: Instrument
) -> None:
    """With the same instrument every question has the same claimed and supported points, in either language."""
    mover = Mover(tmp_path_factory.getbasetemp())
    moved = mover.move(mover.write(desa, data.draw(fillings(desa)), language=before), desa, language=after)
    old, new = (
        {each.question.code: (each.tally.claimed, each.tally.supported) for each in api.evaluate(path, desa).questions}
        for path in (moved.old, moved.new)
    )
    expected = old

    assert expected == new


def lost(moved: Moved, old: Instrument, new: Instrument) -> list[tuple[str, Cell]]:
    """Return the cells of the old workbook that are neither in the new one nor named in an issue."""
    named = {(issue.location.sheet, issue.location.cell) for issue in moved.taken.issues}
    rows = rows_of(moved.new, new)
    found = []
    for code, row in rows_of(moved.old, old).items():
        there = rows.get(code, RawRow(BLANK))
        points = read_answer(there.points, new.questions[code]).points if code in rows else None
        pairs = [(row.evidence[kind], there.evidence.get(kind, BLANK).text) for kind in row.evidence]
        kept = [cell for cell, text in [*pairs, (row.note, there.note.text)] if cell.text == text]
        kept += (
            [row.points] if points is not None and points == read_answer(row.points, new.questions[code]).points else []
        )
        found += [
            (code, cell)
            for cell in (row.points, row.note, *row.evidence.values())
            if cell.kind is not CellKind.BLANK
            and cell not in kept
            and (cell.location.sheet, cell.location.cell) not in named
        ]
    return found


@pytest.mark.slow
@settings(max_examples=settings().max_examples // 3)
@given(seed=st.integers(0, 2**32))
def test_no_entry_is_lost(seed: int, tmp_path_factory: pytest.TempPathFactory, desa: Instrument) -> None:
    """Every answer, evidence cell and note is in the new workbook, or an issue names its cell."""
    mover = Mover(tmp_path_factory.getbasetemp())
    path = mover.write(desa, {})
    fill_with_anything(path, random.Random(seed), 0.25)

    assert not lost(mover.move(path, desa), desa, desa)


def stricter(instrument: Instrument) -> Instrument:
    """Halve the maxima of points, and require only documents."""
    data = instrument.model_dump()
    for cluster in data["clusters"]:
        for indicator in cluster["indicators"]:
            for question in indicator["questions"]:
                if question["kind"] == "points":
                    question["maximum"] /= 2
                if not isinstance(question["evidence"], dict):
                    question["evidence"] = [item for item in question["evidence"] if item["kind"] == "document"]
    return Instrument.model_validate(data | {"edition": "2"})


@pytest.mark.slow
@settings(max_examples=settings().max_examples // 3)
@given(seed=st.integers(0, 2**32))
def test_no_entry_is_lost_in_another_edition(
    seed: int, tmp_path_factory: pytest.TempPathFactory, desa: Instrument
) -> None:
    """With lower maxima and less evidence, every entry is still carried over or named."""
    mover = Mover(tmp_path_factory.getbasetemp())
    new = stricter(desa)
    path = mover.write(desa, {})
    fill_with_anything(path, random.Random(seed), 0.25)

    assert not lost(mover.move(path, new, desa), desa, new)


# The form of answers in the new sheet


class Written(NamedTuple):
    """An answer in the old sheet and in the new one."""

    code: str
    cell: str
    source: str
    value: object
    number_format: str
    language: str = "id"


ANSWERS = {
    "points": Written("A2.1", "2.5", "2.5", 2.5, "General"),
    "points typed as text": Written("A2.1", "2.5", "'2,5", 2.5, "General"),
    "no points": Written("A2.1", "0", "0", 0, "General"),
    "a share shown as a percentage": Written("B2.1", "", "85.5%", 0.855, "0.0##%"),
    "a percentage without a format": Written("B2.1", "", "85", 0.85, "0.0##%"),
    "a percentage typed as text": Written("B2.1", "", "'85,5 %", 0.855, "0.0##%"),
    "a percentage typed as text, without its sign": Written("B2.1", "", "'33,33", 0.3333, "0.0##%"),
    "no per cent": Written("B2.1", "", "0", 0, "0.0##%"),
    "all per cent": Written("B2.1", "", "100", 1, "0.0##%"),
    "an option": Written("A1.1", "", "Peraturan desa", "Peraturan desa", "General"),
    "an option in capitals": Written("A1.1", "", "PERATURAN  DESA ", "Peraturan desa", "General"),
    "an English option": Written("A1.1", "", "village regulation", "Peraturan desa", "General"),
    "an option of an English sheet": Written("A1.1", "", "Peraturan desa", "Village regulation", "General", "en"),
}


def answer_cell(book: Any, code: str) -> Any:
    """Return the cell of the answer to the question *code*."""
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    (cell,) = (row[3] for sheet in sheets[3:] for row in sheet.iter_rows() if row[0].value == code)
    return cell


def answered(case: Written, mover: Mover, desa: Instrument) -> Path:
    """Write a blank workbook with the answer of *case* as users may have stored it."""
    path = mover.write(desa, {})
    book = load_workbook(path)
    cell = answer_cell(book, case.code)
    cell.number_format = "General"
    put(cell, case.source)
    book.save(path)
    return path


@pytest.mark.parametrize("case", ANSWERS.values(), ids=ANSWERS)
def test_answers_have_the_form_of_the_new_sheet(case: Written, mover: Mover, desa: Instrument) -> None:
    """The new sheet has numbers as numbers, percentages in a percent format, options in its language."""
    path = answered(case, mover, desa)
    moved = mover.move(path, desa, language=case.language)
    new = answer_cell(load_workbook(moved.new), case.code)
    expected = (case.value, case.number_format)

    assert expected == (new.value, new.number_format)


@pytest.mark.slow
@pytest.mark.parametrize("case", ANSWERS.values(), ids=ANSWERS)
def test_answers_that_are_understood_are_at_most_a_note(case: Written, mover: Mover, desa: Instrument) -> None:
    """A number typed as text is repaired, with the usual note."""
    path = answered(case, mover, desa)
    expected: list[Issue] = []

    assert expected == [issue for issue in api.carry_over(path, desa).issues if issue.severity is not Severity.NOTE]


@pytest.mark.parametrize(("before", "after"), [("id", "en"), ("en", "id")])
def test_the_new_sheet_may_be_in_another_language(before: str, after: str, mover: Mover, tiny: Instrument) -> None:
    """Columns are found in either language."""
    moved = mover.move(mover.write(tiny, FULL, language=before), tiny, language=after)
    expected = FULL

    assert expected == api.carry_over(moved.new, tiny).entries


def test_a_figure_is_carried_over(mover: Mover, tiny: Instrument) -> None:
    """A number in a column for figures is evidence in the new sheet, too."""
    path = mover.write(tiny, {"1.10": RowContent(Decimal(2))}, {"Klaster A": {"G5": "0"}})
    moved = mover.move(path, tiny)
    expected = (Decimal(2), Decimal(2))
    total = api.evaluate(moved.new, tiny).total

    assert expected == (total.claimed, total.supported)


# Unusable cells

BROKEN: dict[str, tuple[str, str, str, str]] = {
    "an error": ("D3", "#REF!", "points-error-value", "1.1"),
    "a formula without a result": ("D3", "=A1", "points-formula-without-value", "1.1"),
    "a truth value": ("D3", "TRUE", "points-boolean", "1.1"),
    "a date": ("D3", "@2024-01-02", "points-date", "1.1"),
    "a percentage": ("D3", "50%", "points-percent", "1.1"),
    "words": ("D3", "sepuluh", "points-not-a-number", "1.1"),
    "thousands or decimals": ("D3", "'1.000", "points-ambiguous", "1.1"),
    "less than nothing": ("D3", "-1", "points-negative", "1.1"),
    "more than the maximum": ("D3", "5.5", "points-above-maximum", "1.1"),
    "more than an inferred maximum": ("D5", "3", "points-above-inferred-maximum", "1.10"),
    "too many decimals": ("D3", "1.2345", "points-too-many-decimals", "1.1"),
    "evidence that is an error": ("E3", "#N/A", "entry-not-evidence", "1.1"),
    "evidence that is a formula without a result": ("E3", "=A1", "entry-not-evidence", "1.1"),
    "broken evidence that is not asked for": ("F3", "#N/A", "entry-not-evidence", "1.1"),
    "an agency that is a formula without a result": ("H3", "=A1", "entry-left-behind", "1.1"),
    "a note that is an error": ("I3", "#N/A", "entry-left-behind", "1.1"),
}


@pytest.mark.parametrize(("cell", "source", "code", "question"), BROKEN.values(), ids=BROKEN)
def test_a_broken_cell_is_reported_once(
    cell: str, source: str, code: str, question: str, mover: Mover, tiny: Instrument
) -> None:
    """An unusable cell is named by its address in the old workbook."""
    path = mover.write(tiny, {}, {"Klaster A": {cell: source}})
    expected = [(code, cell, question)]

    assert expected == marks(api.carry_over(path, tiny).issues)


@pytest.mark.parametrize(("cell", "source"), [case[:2] for case in BROKEN.values()], ids=BROKEN)
def test_a_broken_cell_is_not_carried(cell: str, source: str, mover: Mover, tiny: Instrument) -> None:
    """A broken cell is blank in the new workbook."""
    path = mover.write(tiny, {}, {"Klaster A": {cell: source}})

    assert not api.carry_over(path, tiny).entries


BROKEN_OF_OTHER_KINDS = {
    "no option": ("A1.1", "Perda", "choice-unknown"),
    "a percentage above 100": ("B2.1", "150%", "percentage-outside"),
    "a share or a percentage": ("B2.1", "0.85", "percentage-ambiguous"),
    "no percentage": ("B2.1", "banyak", "percentage-not-a-number"),
    "an error among options": ("A1.1", "#REF!", "answer-error-value"),
}


@pytest.mark.parametrize(("question", "source", "code"), BROKEN_OF_OTHER_KINDS.values(), ids=BROKEN_OF_OTHER_KINDS)
def test_a_broken_answer_of_another_kind_is_reported(
    question: str, source: str, code: str, mover: Mover, desa: Instrument
) -> None:
    """An invalid percentage and an unknown option are named, too."""
    path = mover.write(desa, {})
    book = load_workbook(path)
    cell = answer_cell(book, question)
    cell.number_format = "General"
    put(cell, source)
    book.save(path)
    expected = [(code, cell.coordinate, question)]

    assert expected == marks(api.carry_over(path, desa).issues)


def test_cells_beside_a_broken_cell_are_carried_over(mover: Mover, tiny: Instrument) -> None:
    """The other cells of the row are carried over."""
    path = mover.write(tiny, {"1.1": FULL["1.1"]}, {"Klaster A": {"D3": "#REF!"}})
    expected = {"1.1": RowContent(None, FULL["1.1"].evidence, FULL["1.1"].note)}

    assert expected == api.carry_over(path, tiny).entries


def test_repeated_rows_are_not_carried_over(mover: Mover, tiny: Instrument) -> None:
    """Two rows of one code are named with all their cells, and neither is carried over."""
    entries = {
        "1.1": RowContent(Decimal(5), note="satu"),
        "1.2a": RowContent(Decimal(1)),
        "2.1": RowContent(Decimal(6)),
    }
    path = mover.write(tiny, entries, {"Klaster A": {"A4": "'1.1"}})
    taken = api.carry_over(path, tiny)
    cells = ("D3", "I3", "D4", "H4")
    named = {("code-repeated", "A3", "1.1"), *(("entry-left-behind", cell, "1.1") for cell in cells)}
    expected = ({"2.1"}, named)

    assert expected == (set(taken.entries), set(marks(taken.issues)))


def test_an_unknown_row_is_named(mover: Mover, tiny: Instrument) -> None:
    """The cells of a row with a mistyped code are named."""
    path = mover.write(tiny, {"1.1": RowContent(Decimal(5), {"document": "a.pdf"})}, {"Klaster A": {"A3": "'9.9"}})
    left_behind = [("entry-left-behind", cell, "") for cell in ("D3", "E3", "H3")]
    expected = [("code-unknown", "A3", ""), *left_behind]

    assert expected == marks(api.carry_over(path, tiny).issues)


def test_an_answer_without_a_code_is_named(mover: Mover, tiny: Instrument) -> None:
    """Points without a code may be a subtotal. They are named, but not carried over."""
    path = mover.write(tiny, {}, {"Klaster A": {"A2": "Jumlah", "D2": "7"}})
    expected = [("answer-without-code", "D2", "")]

    assert expected == marks(api.carry_over(path, tiny).issues)


def test_an_unknown_column_is_named(mover: Mover, tiny: Instrument) -> None:
    """A mistyped heading is named with each cell below it."""
    path = mover.write(tiny, {"1.1": FULL["1.1"]}, {"Klaster A": {"E1": "Dokumenn"}})
    expected = [("entry-left-behind", "E3", ""), ("columns-passed-over", "", "")]

    assert expected == marks(api.carry_over(path, tiny).issues)


def test_unneeded_evidence_is_carried_over(mover: Mover, tiny: Instrument) -> None:
    """Unneeded evidence remains in a grey cell, since it may belong to another column."""
    entries = {"1.1": RowContent(Decimal(5), {"document": "a.pdf", "photo": "b.jpg"})}
    moved = mover.move(mover.write(tiny, entries), tiny)
    expected = (entries, ())

    assert expected == (api.carry_over(moved.new, tiny).entries, moved.taken.issues)


@pytest.mark.parametrize("source", ["TRUE", "FALSE", "3", "0"])
def test_evidence_of_another_type_keeps_its_type(source: str, mover: Mover, tiny: Instrument) -> None:
    """A ticked box stays a box, and a number does not become a file name."""
    path = mover.write(tiny, {"1.1": RowContent(Decimal(5))}, {"Klaster A": {"E3": source}})
    moved = mover.move(path, tiny)
    before, after = (read_workbook(each, tiny).rows[1].evidence["document"] for each in (moved.old, moved.new))
    expected = (before.kind, before.text)

    assert expected == (after.kind, after.text)


def test_supported_points_stay_recorded_if_only_grey_cells_are_filled(mover: Mover, tiny: Instrument) -> None:
    """0 supported points stay 0, and do not become "not recorded"."""
    moved = mover.move(mover.write(tiny, {"1.1": RowContent(Decimal(5), {"photo": "b.jpg"})}), tiny)
    expected = Decimal(0)

    assert expected == api.evaluate(moved.new, tiny).total.supported


def test_own_names_of_agencies_are_carried_over(mover: Mover, tiny: Instrument) -> None:
    """An entry in the column OPD stays. Names from the instrument are written again."""
    moved = mover.move(mover.write(tiny, {"1.1": RowContent(agency="Dinas Contoh")}), tiny)
    expected = {"1.1": RowContent(agency="Dinas Contoh")}

    assert expected == moved.taken.entries


# Another edition


def without_first_question(instrument: Instrument) -> Instrument:
    questions = [each.model_dump() for each in instrument.clusters[0].indicators[0].questions[1:]]
    return with_value(instrument, (*FIRST_INDICATOR, "questions"), questions)


def test_a_renamed_question_keeps_its_entries(mover: Mover, tiny: Instrument) -> None:
    """The same text under another code is the same question."""
    new = with_value(tiny, (*FIRST_QUESTION, "code"), "1.9")
    moved = mover.move(mover.write(tiny, FULL), new, tiny)
    expected = ({("1.9" if code == "1.1" else code): entry for code, entry in FULL.items()}, ())

    assert expected == (moved.taken.entries, moved.taken.issues)


def test_a_question_with_another_text_keeps_its_entries(mover: Mover, tiny: Instrument) -> None:
    """The code decides. A warning names the other text, because codes may be reused."""
    new = with_value(tiny, (*FIRST_QUESTION, "text"), {"id": "Lain?", "en": "Other?"})
    moved = mover.move(mover.write(tiny, FULL), new, tiny)
    expected = (FULL, [("entry-of-other-text", "A3", "1.1")])

    assert expected == (moved.taken.entries, marks(moved.taken.issues))


def test_a_corrected_translation_is_the_same_question(mover: Mover, tiny: Instrument) -> None:
    """A text that differs in one language only causes no warning."""
    text = tiny.questions["1.1"].text
    new = with_value(tiny, (*FIRST_QUESTION, "text"), {"id": text.id, "en": "Other?"})

    assert not mover.move(mover.write(tiny, FULL), new, tiny).taken.issues


def test_an_option_with_other_points_is_reported(mover: Mover, desa: Instrument) -> None:
    """The answer is carried over with a warning, since the option has other points."""
    options = [option.model_dump() for option in desa.clusters[0].indicators[0].questions[0].options]  # type: ignore[union-attr]
    worth = sorted({option["points"] for option in options})[-2]
    changed = [
        option | {"points": worth - Decimal("0.5")} if option["points"] == worth else option for option in options
    ]
    new = with_value(desa, (*FIRST_QUESTION, "options"), changed)
    taken = api.carry_over(mover.write(desa, {"A1.1": RowContent("Peraturan desa")}), new, desa)

    assert ["entry-of-other-scale"] == [issue.code for issue in taken.issues]


def test_a_question_of_another_kind_without_an_answer_has_no_issue(mover: Mover, tiny: Instrument) -> None:
    """Without an answer, a question of another type leaves no entry behind."""
    new = with_value(tiny, (*FIRST_QUESTION, "kind"), "percentage")

    assert not api.carry_over(mover.write(tiny, {"1.1": RowContent(note="x")}), new, tiny).issues


def test_a_figure_in_percent_is_carried_over(mover: Mover, tiny: Instrument) -> None:
    """85 % stays a figure, as text."""
    path = mover.write(tiny, {"1.10": RowContent(Decimal(2))}, {"Klaster A": {"G5": "85%"}})
    expected = {"figure": "85%"}

    assert expected == api.carry_over(path, tiny).entries["1.10"].evidence


def linked(mover: Mover, tiny: Instrument, text: str) -> Path:
    """Write a sheet with a link in an evidence cell."""
    path = mover.write(tiny, {"1.1": RowContent(Decimal(5), {"document": text})})
    book = load_workbook(path)
    book["Klaster A"]["E3"].hyperlink = "https://example.id/sk"
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("text", "expected"),
    [("SK Bupati", "SK Bupati (https://example.id/sk)"), ("https://example.id/sk", "https://example.id/sk")],
)
def test_the_address_of_a_link_is_carried_over(text: str, expected: str, mover: Mover, tiny: Instrument) -> None:
    """The link address is often the evidence, and the text alone would not show it."""
    assert {"document": expected} == api.carry_over(linked(mover, tiny, text), tiny).entries["1.1"].evidence


def test_the_same_heading_twice_loses_no_note(mover: Mover, tiny: Instrument) -> None:
    """The first column is read, and the entries of the other are named."""
    path = mover.write(tiny, {"1.1": RowContent(note="satu")}, {"Klaster A": {"J1": "Notes", "J3": "dua"}})
    taken = api.carry_over(path, tiny)
    expected = ({"1.1": RowContent(note="satu")}, [("entry-left-behind", "J3", ""), ("columns-passed-over", "", "")])

    assert expected == (taken.entries, marks(taken.issues))


def test_the_questions_of_an_unread_sheet_are_errors(mover: Mover, tiny: Instrument) -> None:
    """If both headings were renamed, each question without a row is an error."""
    path = mover.write(tiny, {"3.1": RowContent(Decimal(5))}, {"Klaster B": {"A1": "Butir", "D1": "Hasil"}})

    assert ("code-missing", "", "3.1") in marks(api.carry_over(path, tiny).issues)


def test_an_unreadable_region_is_named(mover: Mover, tiny: Instrument) -> None:
    """A formula without a result does not become text in the new sheet."""
    path = mover.write(tiny, {}, {"Identitas": {"B2": "=A9"}})
    taken = api.carry_over(path, tiny)
    expected = (False, [("identity-unreadable", "B2", "")])

    assert expected == (Identity.NAME in taken.identity, marks(taken.issues))


def test_a_new_question_is_blank(mover: Mover, tiny: Instrument) -> None:
    """A question that the old instrument lacks has no entry and no issue."""
    moved = mover.move(mover.write(old := without_first_question(tiny), {}), tiny, old)
    expected: tuple[object, object] = ({}, ())

    assert expected == (moved.taken.entries, moved.taken.issues)


LEFT_BEHIND: dict[str, tuple[RowContent, list[str]]] = {
    "its answer": (RowContent(Decimal(5)), ["D3"]),
    "its evidence": (RowContent(evidence={"document": "a.pdf"}), ["E3"]),
    "its note": (RowContent(note="lihat"), ["I3"]),
    "its agency": (RowContent(agency="Dinas Contoh"), ["H3"]),
    "all of it": (RowContent(Decimal(5), {"document": "a.pdf", "photo": "b.jpg"}, "lihat"), ["D3", "E3", "F3", "I3"]),
    "nothing": (RowContent(), []),
}


@pytest.mark.parametrize(("entry", "cells"), LEFT_BEHIND.values(), ids=LEFT_BEHIND)
def test_entries_of_a_removed_question_are_named(
    entry: RowContent, cells: list[str], mover: Mover, tiny: Instrument
) -> None:
    """The issues name each entry of a removed question."""
    path = mover.write(tiny, {**FULL, "1.1": entry})
    expected = [("entry-left-behind", cell, "1.1") for cell in cells]

    assert expected == marks(api.carry_over(path, without_first_question(tiny), tiny).issues)


def test_a_broken_cell_of_a_removed_question_is_named(mover: Mover, tiny: Instrument) -> None:
    """Even an unusable entry is named."""
    path = mover.write(tiny, {}, {"Klaster A": {"D3": "#REF!"}})
    expected = [("entry-left-behind", "D3", "1.1")]

    assert expected == marks(api.carry_over(path, without_first_question(tiny), tiny).issues)


MAXIMA: dict[str, tuple[str, Decimal, dict[str, RowContent], list[str]]] = {
    "above a lowered one": ("5", Decimal(4), {}, ["points-above-maximum"]),
    "just above a lowered one": ("4.001", Decimal(4), {}, ["points-above-maximum"]),
    "at a lowered one": ("4", Decimal(4), {"1.1": RowContent(Decimal(4))}, ["entry-of-other-maximum"]),
    "below a lowered one": ("3.5", Decimal(4), {"1.1": RowContent(Decimal("3.5"))}, ["entry-of-other-maximum"]),
    "below a raised one": ("3.5", Decimal(8), {"1.1": RowContent(Decimal("3.5"))}, ["entry-of-other-maximum"]),
    "above the former one": ("7", Decimal(8), {"1.1": RowContent(Decimal(7))}, ["entry-of-other-maximum"]),
    "below the same": ("3.5", Decimal(5), {"1.1": RowContent(Decimal("3.5"))}, []),
}


@pytest.mark.parametrize(("points", "maximum", "entries", "codes"), MAXIMA.values(), ids=MAXIMA)
def test_the_new_maximum_decides(
    points: str, maximum: Decimal, entries: dict[str, RowContent], codes: list[str], mover: Mover, tiny: Instrument
) -> None:
    """A larger answer is left behind, never reduced. A smaller one is carried over, with a warning."""
    new = with_value(tiny, (*FIRST_QUESTION, "maximum"), maximum)
    taken = api.carry_over(mover.write(tiny, {"1.1": RowContent(Decimal(points))}), new, tiny)
    expected = (entries, [(code, "D3", "1.1") for code in codes])

    assert expected == (taken.entries, marks(taken.issues))


def test_points_are_not_copied_as_a_percentage(mover: Mover, tiny: Instrument) -> None:
    """If the type of answer differs, the answer is left behind and the evidence is carried over."""
    new = with_value(tiny, (*FIRST_QUESTION, "kind"), "percentage")
    taken = api.carry_over(mover.write(tiny, {"1.1": FULL["1.1"]}), new, tiny)
    kept = RowContent(None, FULL["1.1"].evidence, FULL["1.1"].note)
    expected = ({"1.1": kept}, [("entry-of-other-kind", "D3", "1.1")])

    assert expected == (taken.entries, marks(taken.issues))


def test_evidence_that_is_no_longer_needed_is_carried_over(mover: Mover, tiny: Instrument) -> None:
    """The question no longer needs a photo. The grey cell still contains it."""
    documents = [item.model_dump() for item in tiny.questions["1.2a"].alternatives[0][:2]]
    new = with_value(tiny, (*SECOND_QUESTION, "evidence"), documents)
    taken = api.carry_over(mover.write(tiny, {"1.2a": FULL["1.2a"]}), new, tiny)
    expected = ({"1.2a": FULL["1.2a"]}, ())

    assert expected == (taken.entries, taken.issues)


def without_photos(instrument: Instrument) -> Instrument:
    """Remove an evidence type and all its uses."""
    data = instrument.model_dump()
    data["evidence_kinds"] = [kind for kind in data["evidence_kinds"] if kind["id"] != "photo"]
    for cluster in data["clusters"]:
        for indicator in cluster["indicators"]:
            for question in indicator["questions"]:
                question["evidence"] = []
    return Instrument.model_validate(data)


def test_evidence_of_a_removed_type_is_named(mover: Mover, tiny: Instrument) -> None:
    """Evidence of a removed type is named, since the new sheet has no column for it."""
    taken = api.carry_over(mover.write(tiny, {"1.2a": FULL["1.2a"]}), without_photos(tiny), tiny)
    kept = RowContent(FULL["1.2a"].answer, {"document": "a.pdf; b.pdf\nc.pdf"})
    expected = ({"1.2a": kept}, [("entry-not-evidence", "F4", "1.2a")])

    assert expected == (taken.entries, marks(taken.issues))


def test_a_removed_option_is_left_behind(mover: Mover, desa: Instrument) -> None:
    """The answer of a removed option is left behind, without another option instead."""
    options = [option.model_dump() for option in desa.clusters[0].indicators[0].questions[0].options[1:]]  # type: ignore[union-attr]
    new = with_value(desa, (*FIRST_QUESTION, "options"), options)
    taken = api.carry_over(mover.write(desa, {"A1.1": RowContent("Peraturan desa")}), new, desa)
    expected: tuple[object, object] = ({}, ["choice-unknown"])

    assert expected == (taken.entries, [issue.code for issue in taken.issues])


def test_the_new_workbook_is_of_the_new_edition(mover: Mover, tiny: Instrument) -> None:
    """Instrument, edition and fingerprint never come from the old workbook."""
    new = with_value(with_value(tiny, ("edition",), "2"), (*FIRST_QUESTION, "maximum"), Decimal(4))
    moved = mover.move(mover.write(tiny, FULL), new, tiny)
    identity = read_workbook(moved.new, new).identity
    expected = [new.id, "2", new.fingerprint]

    assert expected == [identity[key].text for key in (Identity.INSTRUMENT, Identity.EDITION, Identity.FINGERPRINT)]


# The command


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """Write another edition of the tiny instrument: one code and one maximum differ."""
    text = replace_once(TINY.read_text(encoding="utf-8"), 'edition: "1"', 'edition: "2"')
    text = replace_once(text, 'code: "1.1"', 'code: "1.9"')
    path = tmp_path / "tiny-2.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_command_prints_the_number_of_answers_carried_over(mover: Mover, tiny: Instrument, run: Runner) -> None:
    """The command prints the number of answers and of rows with evidence, and the output file."""
    target = mover.folder / "new.xlsx"
    outcome = run("template", target, "--from", mover.write(tiny, FULL), "-i", TINY)
    expected = Outcome(0, "", f"Copied 5 answers and 5 rows of evidence.\nWrote {target}\n")

    assert expected == outcome


def test_a_blank_sheet_does_not_report_an_older_one(tmp_path: Path, run: Runner) -> None:
    """Without an older workbook the command prints no numbers."""
    target = tmp_path / "new.xlsx"
    expected = Outcome(0, "", f"Wrote {target}\n")

    assert expected == run("template", target, "-i", TINY)


BAD_CELL: Mapping[str, Mapping[str, str]] = {"Klaster A": {"D3": "#REF!"}}


def test_a_broken_cell_is_a_finding(mover: Mover, tiny: Instrument, run: Runner) -> None:
    """The exit code is 1, and the cell is named."""
    outcome = run("template", mover.folder / "new.xlsx", "--from", mover.write(tiny, FULL, BAD_CELL), "-i", TINY)

    assert (1, True) == (outcome.code, "Klaster A!D3" in outcome.err)


def test_a_finding_does_not_stop_the_rest(mover: Mover, tiny: Instrument, run: Runner) -> None:
    """The new workbook contains all usable entries."""
    target = mover.folder / "new.xlsx"
    run("template", target, "--from", mover.write(tiny, FULL, BAD_CELL), "-i", TINY)
    expected = {**FULL, "1.1": RowContent(None, FULL["1.1"].evidence, FULL["1.1"].note)}

    assert expected == api.carry_over(target, tiny).entries


def test_entries_left_behind_are_not_a_failure(mover: Mover, tiny: Instrument, run: Runner) -> None:
    """The exit code is 0, and the cell is named."""
    path = mover.write(tiny, FULL, {"Klaster A": {"E3": "@2024-01-02"}})
    outcome = run("template", mover.folder / "new.xlsx", "--from", path, "-i", TINY)

    assert (0, True) == (outcome.code, " [entry-not-evidence]" in outcome.err)


def test_another_edition_needs_its_instrument(mover: Mover, tiny: Instrument, run: Runner, edition: Path) -> None:
    """The exit code is 2, with the reason and the action."""
    outcome = run("template", mover.folder / "new.xlsx", "--from", mover.write(tiny, FULL), "-i", edition)

    assert (2, True) == (outcome.code, "--from-instrument" in outcome.err)


def test_another_edition_is_carried_over_with_its_instrument(
    mover: Mover, tiny: Instrument, run: Runner, edition: Path
) -> None:
    """With both instruments, the entries move to the new codes."""
    target = mover.folder / "new.xlsx"
    outcome = run("template", target, "--from", mover.write(tiny, FULL), "-i", edition, "--from-instrument", TINY)
    entries = api.carry_over(target, api.load_instrument(edition)).entries
    expected = (0, {("1.9" if code == "1.1" else code): entry for code, entry in FULL.items()})

    assert expected == (outcome.code, entries)


SAME_FILE: dict[str, tuple[str, ...]] = {
    "the same path": ("old.xlsx",),
    "the same path, by force": ("old.xlsx", "--force"),
    "another spelling": ("folder/../old.xlsx", "--force"),
    "a link": ("link.xlsx", "--force"),
    "a second name": ("name.xlsx", "--force"),
}


@pytest.mark.parametrize("arguments", SAME_FILE.values(), ids=SAME_FILE)
def test_the_old_workbook_is_never_overwritten(
    arguments: tuple[str, ...], mover: Mover, tiny: Instrument, run: Runner
) -> None:
    """The old workbook is protected under any spelling of its name, and with --force."""
    path = mover.write(tiny, FULL)
    (mover.folder / "folder").mkdir()
    (mover.folder / "link.xlsx").symlink_to(path)
    (mover.folder / "name.xlsx").hardlink_to(path)
    before = path.read_bytes()
    outcome = run("template", mover.folder / arguments[0], *arguments[1:], "--from", path, "-i", TINY)

    assert (2, before) == (outcome.code, path.read_bytes())


def test_the_instrument_of_the_old_workbook_is_never_overwritten(
    mover: Mover, tiny: Instrument, run: Runner, edition: Path
) -> None:
    """The instruments are not overwritten either, even if they are named like a workbook."""
    old = mover.folder / "tiny.xlsx"
    old.write_bytes(TINY.read_bytes())
    arguments = ("template", old, "--force", "--from", mover.write(tiny, FULL), "-i", edition, "--from-instrument", old)
    outcome = run(*arguments)

    assert (2, TINY.read_bytes()) == (outcome.code, old.read_bytes())
