"""Parts of a divided sheet, merged: every entry is kept, and every conflict is reported."""

import io
import random
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
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
from kla_score.cells import BLANK, Cell, CellKind, format_decimal, normalize_text
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.instrument.evidence_entries import split_entries
from kla_score.instrument.questions import OptionScale, Question
from kla_score.issues import Issue, Location, Severity, WorkbookError
from kla_score.parts import merging
from kla_score.parts.carry_over import CarriedOver, RowContent, TypedValue
from kla_score.parts.dividing import Assignment
from kla_score.parts.merging import Preference
from kla_score.reports.document import Document
from kla_score.scoring import Tally
from kla_score.sheet import read_workbook
from tests.documents import workbook_of
from tests.workbooks import fill_with_anything, put_cells, rows_of, template_of

HEALTH = Assignment("Dinkes", ("1.1", "1.2a", "3.1", "3.2"))
SCHOOL = Assignment("Disdik", ("1.2a", "1.10", "2.1", "2.2"))
NAMES = {HEALTH: "dinkes.xlsx", SCHOOL: "disdik.xlsx"}
IDENTITY = {Identity.KIND: "Kota", Identity.NAME: "Contoh", Identity.YEAR: "2024"}

Cells = Mapping[str, Mapping[str, str]]


class Desk(NamedTuple):
    """Write parts of *instrument* into *folder*, and merge them."""

    folder: Path
    instrument: Instrument

    def part(
        self,
        share: Assignment | None,
        entries: Mapping[str, RowContent] | None = None,
        cells: Cells | None = None,
        *,
        name: str = "",
        identity: Mapping[Identity, TypedValue] | None = None,
    ) -> Path:
        """Write *entries*, and other *cells* by sheet and address in the notation of `tests.workbooks`."""
        path = self.folder / (name or NAMES.get(share or HEALTH, "part.xlsx"))
        path.write_bytes(template_of(self.instrument, entries or {}, identity or {}, share=share))
        put_cells(path, cells or {})
        return path

    def two(self, health: RowContent, school: RowContent) -> list[Path]:
        """Write a part of each agency with an entry for the question that both share."""
        return [self.part(HEALTH, {"1.2a": health}), self.part(SCHOOL, {"1.2a": school})]

    def write(self, taken: CarriedOver, name: str = "joined.xlsx") -> Path:
        """Write the merged workbook."""
        path = self.folder / name
        path.write_bytes(api.template(self.instrument, carried_over=taken))
        return path

    def join(self, files: Sequence[Path], name: str = "joined.xlsx") -> Path:
        """Return the merged workbook."""
        return self.write(api.merge(files, self.instrument), name)


@pytest.fixture
def desk(tmp_path: Path, tiny: Instrument) -> Desk:
    """Return an object that writes and merges parts of the tiny instrument."""
    return Desk(tmp_path, tiny)


def marks(issues: Sequence[Issue]) -> list[tuple[str, str, str, str]]:
    """Return code, file, cell and question of each issue."""
    return [(issue.code, issue.location.file, issue.location.cell, issue.question) for issue in issues]


# Matching parts


def test_the_merged_workbook_contains_the_answers_of_all_parts(desk: Desk) -> None:
    """Each answer has its evidence and note."""
    health = RowContent(Decimal(5), {"document": "perda.pdf"}, "lihat")
    school = RowContent(Decimal(6), {"photo": "a.jpg"})
    files = [desk.part(HEALTH, {"1.1": health}), desk.part(SCHOOL, {"2.1": school})]
    entries = api.merge(files, desk.instrument).entries
    expected = {
        "1.1": RowContent(health.answer, health.evidence, health.note, "", {"Dinkes": ("points", "document")}),
        "2.1": RowContent(school.answer, school.evidence, "", "", {"Disdik": ("points", "photo")}),
    }

    assert expected == entries


def test_matching_parts_are_merged_without_an_issue(desk: Desk) -> None:
    """A complete set of parts without contradictions has no issue."""
    files = desk.two(RowContent(Decimal(4)), RowContent(evidence={"photo": "a.jpg"}))

    assert not api.merge(files, desk.instrument).issues


def test_the_merged_workbook_has_the_order_of_the_instrument(desk: Desk) -> None:
    """The order of the parts does not matter."""
    files = [desk.part(SCHOOL, {"2.1": RowContent(Decimal(6))}), desk.part(HEALTH, {"1.1": RowContent(Decimal(5))})]
    expected = ["1.1", "2.1"]

    assert expected == list(api.merge(files, desk.instrument).entries)


def test_a_single_part_is_merged_too(desk: Desk) -> None:
    """The merged workbook is whole, with blank rows for the other questions."""
    path = desk.join([desk.part(HEALTH, {"1.1": RowContent(Decimal(5))})])
    expected = list(desk.instrument.questions)

    assert expected == list(rows_of(path, desk.instrument))


def test_the_merged_workbook_is_not_a_part(desk: Desk) -> None:
    """The merged workbook is scored as a whole."""
    path = desk.join([desk.part(HEALTH), desk.part(SCHOOL)])
    expected = ("", desk.instrument.maximum)
    scorecard = api.evaluate(path, desk.instrument)

    assert expected == (scorecard.assessment.period.part, scorecard.total.maximum)


def test_a_part_of_questions_without_owners_is_merged(desk: Desk) -> None:
    """Notes do not name an agency for the entries of such a part."""
    files = [desk.part(Assignment("", ("1.1",)), {"1.1": RowContent(Decimal(5))}, name="a.xlsx"), desk.part(SCHOOL)]
    expected = {"1.1": RowContent(Decimal(5))}

    assert expected == api.merge(files, desk.instrument).entries


def test_a_whole_sheet_can_be_merged_with_a_late_part(desk: Desk) -> None:
    """The merged workbook is an input like a part."""
    early = desk.join([desk.part(HEALTH, {"1.1": RowContent(Decimal(5))})])
    late = api.merge([early, desk.part(SCHOOL, {"2.1": RowContent(Decimal(6))})], desk.instrument)
    expected = {"1.1": Decimal(5), "2.1": Decimal(6)}

    assert expected == {code: entry.answer for code, entry in late.entries.items()}


# Answers

SAME: dict[str, tuple[RowContent, RowContent, Decimal | None]] = {
    "of both": (RowContent(Decimal(4)), RowContent(Decimal(4)), Decimal(4)),
    "with other decimals": (RowContent(Decimal("4.0")), RowContent("4,00"), Decimal(4)),
    "of the first alone": (RowContent(Decimal(4)), RowContent(), Decimal(4)),
    "of the second alone": (RowContent(), RowContent(Decimal(4)), Decimal(4)),
    "none of the first is an answer": (RowContent(Decimal(0)), RowContent(), Decimal(0)),
    "of nobody": (RowContent(), RowContent(), None),
}


@pytest.mark.parametrize(("health", "school", "answer"), SAME.values(), ids=SAME)
def test_the_same_answer_twice_is_fine(
    health: RowContent, school: RowContent, answer: Decimal | None, desk: Desk
) -> None:
    """An answer of only one owner is fine, too."""
    merged = api.merge(desk.two(health, school), desk.instrument)
    expected = answer

    assert expected == merged.entries.get("1.2a", RowContent()).answer


DIFFERENT = RowContent(Decimal(4), {"document": "a.pdf"}), RowContent(Decimal(0), {"photo": "b.jpg"})


def test_different_answers_are_an_issue_at_the_first_answer(desk: Desk) -> None:
    """A question has one issue, however many parts answer it."""
    merged = api.merge(desk.two(*DIFFERENT), desk.instrument)
    expected = [("answers-differ", "dinkes.xlsx", "D4", "1.2a")]

    assert expected == marks(merged.issues)


def test_different_answers_are_named_with_their_agencies(desk: Desk) -> None:
    """The issue names all answers, so that the agencies can discuss them."""
    (issue,) = api.merge(desk.two(*DIFFERENT), desk.instrument).issues

    assert "4: Dinkes; 0: Disdik" == issue.parameters["answers"]


def test_where_answers_differ_none_is_chosen(desk: Desk) -> None:
    """Different answers leave the cell blank. The evidence is kept."""
    entry = api.merge(desk.two(*DIFFERENT), desk.instrument).entries["1.2a"]
    expected = (None, "4: Dinkes; 0: Disdik", {"document": "a.pdf", "photo": "b.jpg"})

    assert expected == (entry.answer, entry.differing, entry.evidence)


GROUPED: dict[str, tuple[Sequence[tuple[str, str]], str]] = {
    "one each": ([("A", "5"), ("B", "6")], "5: A; 6: B"),
    "most parts first": ([("A", "5"), ("B", "6"), ("C", "6")], "6: B, C; 5: A"),
    "equals in their order": ([("A", "5"), ("B", "6"), ("C", "6"), ("D", "5")], "5: A, D; 6: B, C"),
    "the same number in other digits": ([("A", "6,0"), ("B", "5"), ("C", "6")], "6,0: A, C; 5: B"),
    "seven and one": ([("A", "5"), *((name, "6") for name in "BCDEFGH")], "6: B, C, D +4; 5: A"),
    "several parts of one agency": ([("A", "5"), ("A", "6")], "5: A (0.xlsx); 6: A (1.xlsx)"),
    "no agency": ([("", "5"), ("B", "6")], "5: 0.xlsx; 6: B"),
}


@pytest.mark.parametrize(("given", "expected"), GROUPED.values(), ids=GROUPED)
def test_different_answers_are_grouped_by_value(given: Sequence[tuple[str, str]], expected: str, desk: Desk) -> None:
    """However many agencies answer, there is one entry for each value, with a number for those beyond the third."""
    files = [
        desk.part(Assignment(agency, ("2.1",)) if agency else None, {"2.1": RowContent(text)}, name=f"{number}.xlsx")
        for number, (agency, text) in enumerate(given)
    ]
    issues = {each.code: each for each in api.merge(files, desk.instrument).issues}

    assert expected == issues["answers-differ"].parameters["answers"]


def conflict_in(desk: Desk) -> Path:
    """Write a joined workbook with a conflict."""
    return desk.write(api.merge(desk.two(*DIFFERENT), desk.instrument), "conflict.xlsx")


def test_a_conflict_is_an_error_of_the_joined_workbook(desk: Desk) -> None:
    """At the cell of the answer, with all answers; it counts 0, and the result is incomplete."""
    scorecard = api.evaluate(conflict_in(desk), desk.instrument)
    (issue,) = scorecard.assessment.issues

    assert ("answers-differ", "Klaster A", "D4", "1.2a") == (
        issue.code,
        issue.location.sheet,
        issue.location.cell,
        issue.question,
    )
    assert "4: Dinkes; 0: Disdik" == issue.parameters["answers"]
    assert (Decimal(0), False) == (scorecard.total.claimed, scorecard.assessment.is_complete)


@pytest.mark.parametrize("answer", ["4", "0"])
def test_a_conflict_ends_when_the_cell_is_filled_in(answer: str, desk: Desk) -> None:
    """Nothing else has to be cleared."""
    path = conflict_in(desk)
    put_cells(path, {"Klaster A": {"D4": answer}})
    scorecard = api.evaluate(path, desk.instrument)

    assert ((), Decimal(answer)) == (scorecard.assessment.issues, scorecard.total.claimed)


def test_options_in_conflict_are_an_error_too(tmp_path: Path, desa: Instrument) -> None:
    """Whatever the kind of question: the text of a conflict is no answer to any."""
    desk = Desk(tmp_path, desa)
    given = {code: CarriedOver({code: RowContent(differing="a: b; c: d")}, {}, ()) for code in desa.questions}
    found = {
        code: [issue.code for issue in api.evaluate(desk.write(taken), desa).assessment.issues]
        for code, taken in given.items()
    }

    assert {code: ["answers-differ"] for code in desa.questions} == found


def test_a_conflict_lasts_until_somebody_answers(desk: Desk) -> None:
    """Joined again, copied or divided it stays; an answer of a part ends it."""
    path = conflict_in(desk)
    again = api.merge([path, desk.part(SCHOOL)], desk.instrument)
    copied = api.carry_over(path, desk.instrument)
    late = api.merge([path, desk.part(SCHOOL, {"1.2a": RowContent(Decimal(3))})], desk.instrument)

    assert [("4: Dinkes; 0: Disdik", None)] * 2 + [("", Decimal(3))] == [
        (each.entries["1.2a"].differing, each.entries["1.2a"].answer) for each in (again, copied, late)
    ]
    assert ["answers-differ"] * 3 == [issue.code for each in (again, copied, late) for issue in each.issues]


def test_one_of_three_different_answers_is_enough_for_a_conflict(desk: Desk) -> None:
    """The majority does not decide."""
    four, three = RowContent(Decimal(4)), RowContent(Decimal(3))
    files = [*desk.two(four, three), desk.part(None, {"1.2a": four}, name="third.xlsx")]
    merged = api.merge(files, desk.instrument)

    assert (None, "4: Dinkes, third.xlsx; 3: Disdik") == (
        merged.entries["1.2a"].answer,
        merged.issues[0].parameters["answers"],
    )


def test_different_options_are_an_issue(tmp_path: Path, desa: Instrument) -> None:
    """Answers of every type are compared."""
    desk = Desk(tmp_path, desa)
    one, other = (Assignment(name, ("A2.1", "A2.2")) for name in ("Forum Anak", "Pemdes"))
    options = desa.questions["A2.2"].scale
    assert isinstance(options, OptionScale)
    files = [
        desk.part(share, {"A2.2": RowContent(text)}, name=f"{share.agency}.xlsx")
        for share, (text, _) in zip((one, other), options.options, strict=False)
    ]
    expected = [("answers-differ", "Forum Anak.xlsx", "A2.2"), ("parts-still-to-come", "", "")]

    assert expected == [(each.code, each.location.file, each.question) for each in api.merge(files, desa).issues]


def saved_at(path: Path, time: str) -> Path:
    """Set the time of saving in the workbook at *path* to *time*, or remove it if *time* is empty."""
    line = f'<dcterms:modified xsi:type="dcterms:W3CDTF">{time}</dcterms:modified>' if time else ""
    with zipfile.ZipFile(path) as book:
        contents = {name: book.read(name) for name in book.namelist()}
    core = contents["docProps/core.xml"]
    (stated,) = re.findall(b"<dcterms:modified.*?</dcterms:modified>", core)
    contents["docProps/core.xml"] = core.replace(stated, line.encode())
    with zipfile.ZipFile(path, "w") as book:
        for name, content in contents.items():
            book.writestr(name, content)
    return path


OLD, NEW = "2024-01-01T08:00:00Z", "2024-01-01T08:00:01Z"
PREFERRED: dict[str, tuple[Preference, tuple[str, str], Decimal, str, str]] = {
    "the first": (Preference.FIRST, (OLD, NEW), Decimal(4), "dinkes.xlsx", "4"),
    "the newest, which is the second": (Preference.NEWEST, (OLD, NEW), Decimal(0), "disdik.xlsx", "0"),
    "the newest, which is the first": (Preference.NEWEST, (NEW, OLD), Decimal(4), "dinkes.xlsx", "4"),
}


@pytest.mark.parametrize(("preference", "times", "answer", "file", "text"), PREFERRED.values(), ids=PREFERRED)
def test_a_preference_chooses(
    preference: Preference, times: tuple[str, str], answer: Decimal, file: str, text: str, desk: Desk
) -> None:
    """A warning contains the chosen answer, its file and the conflict."""
    files = [saved_at(path, time) for path, time in zip(desk.two(*DIFFERENT), times, strict=True)]
    merged = api.merge(files, desk.instrument, preference)
    (issue,) = merged.issues
    expected = (answer, "answers-differ-one-chosen", text, file)

    assert expected == (merged.entries["1.2a"].answer, issue.code, issue.found, issue.parameters.get("other"))


@pytest.mark.parametrize("time", [OLD, ""], ids=["at the same time", "nobody knows when"])
def test_nothing_is_chosen_if_no_file_is_newest(time: str, desk: Desk) -> None:
    """No answer is chosen for files saved in the same second, or files without a time."""
    files = [saved_at(path, time) for path in desk.two(*DIFFERENT)]
    merged = api.merge(files, desk.instrument, Preference.NEWEST)
    expected = (None, ["answers-differ"])

    assert expected == (merged.entries["1.2a"].answer, [issue.code for issue in merged.issues])


def test_the_newest_files_may_agree(desk: Desk) -> None:
    """Two latest parts with the same answer have priority over the third."""
    four, three = RowContent(Decimal(4)), RowContent(Decimal(3))
    files = [*desk.two(three, four), desk.part(None, {"1.2a": four}, name="third.xlsx")]
    dated = [saved_at(path, time) for path, time in zip(files, (OLD, NEW, NEW), strict=True)]
    expected = Decimal(4)

    assert expected == api.merge(dated, desk.instrument, Preference.NEWEST).entries["1.2a"].answer


@pytest.mark.parametrize("preference", Preference)
def test_a_preference_does_not_change_equal_answers(preference: Preference, desk: Desk) -> None:
    """An answer of a single part stays, even if the other part is preferred."""
    merged = api.merge(desk.two(RowContent(), RowContent(Decimal(4))), desk.instrument, preference)
    expected: tuple[object, object] = (Decimal(4), ())

    assert expected == (merged.entries["1.2a"].answer, merged.issues)


# Evidence, notes, agencies


class United(NamedTuple):
    """The contents of two evidence cells, and of the merged one, in the notation of workbooks."""

    column: str
    sources: tuple[str, str]
    united: str | Decimal | bool | None


UNITED = {
    "two files": United("E", ("SK 1.pdf", "SK 2.pdf"), "SK 1.pdf; SK 2.pdf"),
    "one of the first": United("E", ("a.pdf", ""), "a.pdf"),
    "one of the second": United("E", ("", "a.pdf"), "a.pdf"),
    "the same": United("E", ("a.pdf", "a.pdf"), "a.pdf"),
    "the same in other letters": United("E", ("a.pdf", "A.PDF ; b.pdf"), "a.pdf; b.pdf"),
    "some of them the same": United("E", ("a.pdf\\nb.pdf", "b.pdf;c.pdf"), "a.pdf; b.pdf; c.pdf"),
    "several lines of one alone": United("E", ("a.pdf\\nb.pdf;a.pdf", ""), "a.pdf\nb.pdf;a.pdf"),
    "several lines, the same": United("E", ("a.pdf\\nb.pdf", "a.pdf\\nb.pdf"), "a.pdf\nb.pdf"),
    "nothing is there, says one": United("E", ("belum ada", "b.pdf"), "belum ada; b.pdf"),
    "figures that differ": United("G", ("88", "12.5"), "88; 12.5"),
    "the same figure": United("G", ("88", "88"), Decimal(88)),
    "a figure and the same as text": United("G", ("88", "'88"), "88"),
    "a percentage and a figure": United("G", ("85%", "3"), "85%; 3"),
    "ticked boxes": United("E", ("TRUE", "TRUE"), united=True),
    "boxes that differ": United("E", ("TRUE", "FALSE"), "TRUE; FALSE"),
    "a ticked box and a file": United("E", ("TRUE", "a.pdf"), "TRUE; a.pdf"),
    "a ticked box and 1": United("E", ("TRUE", "1"), True),  # noqa: FBT003
    "1 and a ticked box": United("E", ("1", "TRUE"), True),  # noqa: FBT003
    "an error and a file": United("E", ("#N/A", "a.pdf"), "a.pdf"),
    "nothing but blanks": United("E", ("'  ", "a.pdf"), "a.pdf"),
    "nothing": United("E", ("", ""), None),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", UNITED.values(), ids=UNITED)
def test_the_evidence_of_all_parts_is_merged(case: United, desk: Desk) -> None:
    """Each entry occurs once. Equal cells stay unchanged, and a figure or a ticked box keeps its type."""
    first, second = case.sources
    files = [
        desk.part(HEALTH, {}, {"Klaster A": {f"{case.column}4": first}}),
        desk.part(SCHOOL, {}, {"Klaster A": {f"{case.column}3": second}}),
    ]
    evidence = api.merge(files, desk.instrument).entries.get("1.2a", RowContent()).evidence
    found = next(iter(evidence.values()), None)
    expected = (type(case.united), case.united)

    assert expected == (type(found), found)


def test_evidence_of_several_types_is_merged(desk: Desk) -> None:
    """Each type is in its column."""
    files = desk.two(
        RowContent(evidence={"document": "a.pdf"}), RowContent(evidence={"document": "b.pdf", "photo": "c.jpg"})
    )
    expected = {"document": "a.pdf; b.pdf", "photo": "c.jpg"}

    assert expected == api.merge(files, desk.instrument).entries["1.2a"].evidence


NOTES = {
    "two": ("satu", "dua", "satu\ndua"),
    "the same": ("satu", "satu", "satu"),
    "lines, one the same": ("satu\ndua", "Dua\ntiga", "satu\ndua\ntiga"),
    "of one alone": ("satu\n\ndua", "", "satu\n\ndua"),
    "of nobody": ("", "", ""),
}


@pytest.mark.parametrize(("health", "school", "note"), NOTES.values(), ids=NOTES)
def test_the_notes_of_all_parts_are_kept(health: str, school: str, note: str, desk: Desk) -> None:
    """Each line occurs once."""
    files = desk.two(RowContent(Decimal(4), note=health), RowContent(Decimal(4), note=school))
    expected = note

    assert expected == api.merge(files, desk.instrument).entries["1.2a"].note


AGENCIES = {
    "of two": ("Dinas A", "Dinas B; Disdik", "Dinas A; Dinas B; Disdik"),
    "of one alone": ("Dinas A; Disdik", "", "Dinas A; Disdik"),
    "of nobody": ("", "", ""),
}


@pytest.mark.parametrize(("health", "school", "agency"), AGENCIES.values(), ids=AGENCIES)
def test_written_agencies_are_kept(health: str, school: str, agency: str, desk: Desk) -> None:
    """All written names occur once. A blank cell gets the agencies of the instrument."""
    files = desk.two(RowContent(Decimal(4), agency=health), RowContent(Decimal(4), agency=school))
    expected = agency

    assert expected == api.merge(files, desk.instrument).entries["1.2a"].agency


# The note about the agencies


def noted(path: Path, code: str, instrument: Instrument) -> str:
    return rows_of(path, instrument)[code].note.text


FILLED: dict[str, tuple[RowContent, RowContent, str]] = {
    "one all": (
        RowContent(Decimal(4), {"document": "a.pdf", "photo": "a.jpg"}),
        RowContent(),
        "Dinkes: Nilai, Dokumen, Foto",
    ),
    "one the answer, one the evidence": (
        *(RowContent(Decimal(4)), RowContent(evidence={"photo": "a.jpg"})),
        "Dinkes: Nilai\nDisdik: Foto",
    ),
    "both the same": (RowContent(Decimal(4)), RowContent(Decimal(4)), "Dinkes: Nilai\nDisdik: Nilai"),
    "below a note": (RowContent(Decimal(4), note="lihat"), RowContent(), "lihat\nDinkes: Nilai"),
    "a note alone": (RowContent(note="lihat"), RowContent(), "lihat"),
    "nobody": (RowContent(), RowContent(), ""),
}


@pytest.mark.parametrize(("health", "school", "note"), FILLED.values(), ids=FILLED)
def test_the_note_names_the_agency_of_each_entry(health: RowContent, school: RowContent, note: str, desk: Desk) -> None:
    """The note has the name of the agency and the titles of the columns."""
    expected = note

    assert expected == noted(desk.join(desk.two(health, school)), "1.2a", desk.instrument)


def test_two_parts_of_one_agency_are_one_in_the_note(desk: Desk) -> None:
    """An agency may send a later version of its part."""
    files = [
        desk.part(HEALTH, {"1.1": RowContent(Decimal(5))}),
        desk.part(HEALTH, {"1.1": RowContent(evidence={"document": "a.pdf"})}, name="late.xlsx"),
    ]
    expected = "Dinkes: Nilai, Dokumen"

    assert expected == noted(desk.join(files), "1.1", desk.instrument)


def test_merging_again_does_not_repeat_the_note(desk: Desk) -> None:
    """If the merged workbook is merged with the same parts, the note has each line once."""
    files = desk.two(RowContent(Decimal(4), note="lihat"), RowContent(Decimal(4)))
    again = desk.join([desk.join(files), *files], "again.xlsx")
    expected = "lihat\nDinkes: Nilai\nDisdik: Nilai"

    assert expected == noted(again, "1.2a", desk.instrument)


def cells_of(path: Path) -> dict[tuple[str, str], object]:
    """Return every filled cell by sheet and address."""
    book: Any = load_workbook(path)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def test_a_second_merge_gives_the_same_workbook(desk: Desk) -> None:
    """The second merged workbook equals the first, cell by cell."""
    files = desk.two(*DIFFERENT)
    expected = cells_of(desk.join(files, "first.xlsx"))

    assert expected == cells_of(desk.join(files, "second.xlsx"))


# Files that do not match


def test_the_same_file_twice_counts_once(desk: Desk) -> None:
    """The file name does not matter."""
    first = desk.part(HEALTH, {"1.1": RowContent(Decimal(5), note="lihat")})
    copy = desk.folder / "dinkes (1).xlsx"
    copy.write_bytes(first.read_bytes())
    merged = api.merge([first, copy, desk.part(SCHOOL)], desk.instrument)
    expected = [Issue("part-repeated", Location("dinkes (1).xlsx"), parameters={"other": "dinkes.xlsx"})]

    assert expected == list(merged.issues)


SEVERAL_PARTS: dict[str, tuple[Sequence[str], list[tuple[str, str, str]]]] = {
    "one each": (["Dinkes", "Disdik"], []),
    "a second": (["Dinkes", "Disdik", "Dinkes"], [("2.xlsx", "Dinkes", "0.xlsx")]),
    "a third": (["Dinkes", "Dinkes", "Dinkes"], [("1.xlsx", "Dinkes", "0.xlsx"), ("2.xlsx", "Dinkes", "0.xlsx")]),
    "under another name": (["Dinkes", "Dinas Kesehatan"], [("1.xlsx", "Dinas Kesehatan", "0.xlsx")]),
    "of an agency of their own": (["Dinas A", "DINAS  A"], [("1.xlsx", "DINAS A", "0.xlsx")]),
    "of no agency": (["", ""], []),
}


@pytest.mark.parametrize(("agencies", "expected"), SEVERAL_PARTS.values(), ids=SEVERAL_PARTS)
def test_a_second_part_of_an_agency_is_named(
    agencies: Sequence[str], expected: list[tuple[str, str, str]], desk: Desk
) -> None:
    """With both files, because one of them may be outdated; it is a warning."""
    files = [
        desk.part(
            Assignment(agency, ("1.1",)),
            {"1.1": RowContent(note=f"{number}")},
            name=f"{number}.xlsx",
        )
        for number, agency in enumerate(agencies)
    ]
    issues = [each for each in api.merge(files, desk.instrument).issues if each.code == "part-of-same-agency"]

    assert expected == [(each.location.file, each.found, each.parameters["other"]) for each in issues]
    assert {Severity.WARNING} >= {each.severity for each in issues}


def test_an_answer_that_was_not_asked_for_is_kept(desk: Desk) -> None:
    """The row is kept with all its entries."""
    row = {"A5": "'2.1", "D5": "6", "F5": "a.jpg", "I5": "lihat"}
    merged = api.merge([desk.part(HEALTH, {}, {"Klaster A": row}), desk.part(SCHOOL)], desk.instrument)
    expected = {"2.1": RowContent(Decimal(6), {"photo": "a.jpg"}, "lihat", "", {"Dinkes": ("points", "photo")})}

    assert expected == merged.entries


NOT_ASKED_FOR: dict[str, tuple[Mapping[str, str], list[tuple[str, str, str]]]] = {
    "an answer": ({"D5": "6"}, [("answer-not-asked-for", "D5", "6")]),
    "evidence": ({"F5": "a.jpg"}, [("answer-not-asked-for", "F5", "a.jpg")]),
    "a note": ({"I5": "lihat"}, [("answer-not-asked-for", "I5", "lihat")]),
    "an agency": ({"H5": "Dinas A"}, [("answer-not-asked-for", "H5", "Dinas A")]),
    "more than one": ({"D5": "6", "I5": "lihat"}, [("answer-not-asked-for", "D5", "6")]),
    "nothing": ({}, []),
}


@pytest.mark.parametrize(("row", "issues"), NOT_ASKED_FOR.values(), ids=NOT_ASKED_FOR)
def test_an_answer_to_another_agencys_question_is_reported(
    row: Mapping[str, str], issues: list[tuple[str, str, str]], desk: Desk
) -> None:
    """A row has one issue at its first entry. A blank row has none."""
    part = desk.part(HEALTH, {}, {"Klaster A": {"A5": "'2.1", **row}})
    merged = api.merge([part, desk.part(SCHOOL)], desk.instrument)
    expected = [(code, "dinkes.xlsx", cell, "2.1", found) for code, cell, found in issues]

    assert expected == [
        (each.code, each.location.file, each.location.cell, each.question, each.found) for each in merged.issues
    ]


def test_questions_without_a_part_are_counted_with_their_owners(desk: Desk) -> None:
    """The result shows which agencies are late."""
    merged = api.merge([desk.part(HEALTH)], desk.instrument)
    expected = [Issue("parts-still-to-come", parameters={"count": 3, "agencies": ("Disdik",)})]

    assert expected == list(merged.issues)


def test_a_whole_sheet_has_every_question(desk: Desk) -> None:
    """With a whole sheet, no question is without a part."""
    assert not api.merge([desk.part(HEALTH), desk.part(None, name="whole.xlsx")], desk.instrument).issues


def test_a_removed_row_is_reported(desk: Desk) -> None:
    """A part without one of its questions is named with the question."""
    path = desk.part(HEALTH, {"1.1": RowContent(Decimal(5))})
    book = load_workbook(path)
    book["Klaster B"].delete_rows(3)
    book.save(path)
    expected = [("code-missing", "dinkes.xlsx", "", "3.1")]

    assert expected == marks(api.merge([path, desk.part(SCHOOL)], desk.instrument).issues)


def test_a_broken_cell_is_named_with_its_file(desk: Desk) -> None:
    """An unusable cell does not stop the merge of the others."""
    part = desk.part(HEALTH, {"1.1": RowContent(Decimal(5), {"document": "a.pdf"})}, {"Klaster A": {"D3": "#REF!"}})
    merged = api.merge([part, desk.part(SCHOOL)], desk.instrument)
    kept = {"1.1": RowContent(None, {"document": "a.pdf"}, "", "", {"Dinkes": ("document",)})}
    expected = (kept, [("points-error-value", "dinkes.xlsx", "D3", "1.1")])

    assert expected == (merged.entries, marks(merged.issues))


# Region and period


def test_region_and_period_come_from_the_parts(desk: Desk) -> None:
    """Region, year and stage come from any part that has them."""
    files = [
        desk.part(HEALTH, identity={Identity.KIND: "Kota", Identity.NAME: "Contoh"}),
        desk.part(SCHOOL, identity={Identity.NAME: "contoh ", Identity.YEAR: "2024"}),
    ]
    expected = {**IDENTITY, Identity.STAGE: "EM"}

    assert expected == api.merge(files, desk.instrument).identity


def test_parts_of_one_region_are_merged_without_an_issue(desk: Desk) -> None:
    """Blanks, letter case and missing lines do not matter."""
    files = [
        desk.part(HEALTH, identity=IDENTITY),
        desk.part(SCHOOL, identity={Identity.NAME: " CONTOH "}),
    ]

    assert not api.merge(files, desk.instrument).issues


OTHERS: dict[str, tuple[Identity, str, str, str]] = {
    "another region": (Identity.NAME, "Contoh", "Lain", "B2"),
    "another kind": (Identity.KIND, "Kota", "Kabupaten", "B1"),
    "another province": (Identity.PROVINCE, "Jambi", "Riau", "B3"),
    "another code": (Identity.CODE, "16.10", "16.11", "B4"),
    "another year": (Identity.YEAR, "2024", "2023", "B5"),
    "another stage": (Identity.STAGE, "EM", "VF", "B6"),
}


@pytest.mark.parametrize("first", ["2024", Decimal(2024)])
def test_a_year_as_a_number_is_the_same_year(first: str | Decimal, desk: Desk) -> None:
    """The first part decides whether the year is a number."""
    second = "2024" if first != "2024" else Decimal(2024)
    years = {HEALTH: first, SCHOOL: second}
    merged = api.merge(
        [desk.part(each, identity={Identity.YEAR: year}) for each, year in years.items()], desk.instrument
    )

    assert first == merged.identity[Identity.YEAR]
    assert "parts-of-different-sheets" not in {issue.code for issue in merged.issues}


@pytest.mark.parametrize(("line", "first", "second", "cell"), OTHERS.values(), ids=OTHERS)
def test_parts_of_different_sheets_are_an_issue(line: Identity, first: str, second: str, cell: str, desk: Desk) -> None:
    """The issue is at the different line, with all values. The first one counts."""
    files = [desk.part(HEALTH, identity={line: first}), desk.part(SCHOOL, identity={line: second})]
    merged = api.merge(files, desk.instrument)
    values = f"{first}: dinkes.xlsx; {second}: disdik.xlsx"
    location = Location("dinkes.xlsx", "Identitas", cell)
    issue = Issue("parts-of-different-sheets", location, found=first, parameters={"values": values})
    expected = (first, [issue])

    assert expected == (merged.identity[line], list(merged.issues))


# Unusable files


def other_edition(desk: Desk) -> Path:
    return desk.part(SCHOOL, {"2.1": RowContent(Decimal(6))}, {"Identitas": {"B8": "'2"}}, name="other.xlsx")


def damaged(desk: Desk) -> Path:
    path = desk.folder / "damaged.xlsx"
    path.write_bytes(b"PK\x03\x04")
    return path


def index(desk: Desk) -> Path:
    path = desk.folder / "index.xlsx"
    content = workbook_of(Document("", Messages("id"), [], []))
    path.write_bytes(content)
    return path


def absent(desk: Desk) -> Path:
    return desk.folder / "absent.xlsx"


UNUSABLE = {
    "of another edition": (other_edition, "workbook-other-edition"),
    "damaged": (damaged, "workbook-damaged"),
    "not there": (absent, "file-not-found"),
    "an index": (index, "report-passed-over"),
}


@pytest.mark.parametrize(("make", "code"), UNUSABLE.values(), ids=UNUSABLE)
def test_an_unusable_file_is_named_once(make: Any, code: str, desk: Desk) -> None:
    """One issue has its name."""
    path = make(desk)
    (issue, *_) = issues = api.merge([path, desk.part(HEALTH), desk.part(None, name="w.xlsx")], desk.instrument).issues
    expected = (1, code, path.name)

    assert expected == (len(issues), issue.code, Path(issue.location.file).name)


@pytest.mark.parametrize("make", [make for make, _ in UNUSABLE.values()], ids=UNUSABLE)
def test_an_unusable_file_does_not_stop_the_others(make: Any, desk: Desk) -> None:
    """The result contains all entries of the other files, and none of the unusable one."""
    files = [desk.part(HEALTH, {"1.1": RowContent(Decimal(5))}), make(desk)]
    expected = {"1.1": RowContent(Decimal(5), filled_by={"Dinkes": ("points",)})}

    assert expected == api.merge(files, desk.instrument).entries


def test_without_a_usable_file_nothing_is_merged(desk: Desk) -> None:
    """The issues name each file."""
    with pytest.raises(WorkbookError) as raised:
        api.merge([damaged(desk), other_edition(desk)], desk.instrument)
    expected = ["workbook-damaged", "workbook-other-edition"]

    assert expected == [issue.code for issue in raised.value.issues]


# Random parts


def pieces_in(texts: Sequence[str]) -> set[str]:
    return {normalize_text(text) for text in texts}


def is_kept(question: Question, cell: Cell, column: str, there: RawRow, answers: str) -> bool:
    """Tell whether *cell* is in the row of the joined workbook as well, or among the *answers* of an issue."""
    if column == "points":
        answer = read_answer(cell, question).answer
        texts = [group.rpartition(": ")[0] for group in answers.split("; ")]
        cells = [there.points, *(Cell(CellKind.TEXT, text) for text in texts)]
        is_listed = isinstance(answer, Decimal) and format_decimal(answer) in texts  # 2.125 is ambiguous as a text
        return is_listed or (answer is not None and answer in {read_answer(each, question).answer for each in cells})
    if column == "note":
        return pieces_in(cell.text.splitlines()) <= pieces_in(there.note.text.splitlines())
    entries = pieces_in(split_entries(there.evidence.get(column, BLANK).text))
    return pieces_in(split_entries(cell.text)) <= entries


def lost(
    files: Sequence[Path], merged: CarriedOver, joined: Path, instrument: Instrument
) -> Iterator[tuple[str, Cell]]:
    """Yield the filled cells of the parts that are neither in the merged workbook nor named."""
    named = {f"{issue.location.file}, {issue.location.sheet}!{issue.location.cell}" for issue in merged.issues}
    answers = {
        issue.question: str(issue.parameters["answers"]) for issue in merged.issues if "answers" in issue.parameters
    }
    rows = rows_of(joined, instrument)
    for file in files:
        for code, row in rows_of(file, instrument).items():
            for column, cell in {"points": row.points, "note": row.note, **row.evidence}.items():
                is_named = f"{file.name}, {cell.location.sheet}!{cell.location.cell}" in named
                question, there = instrument.questions[code], rows[code]
                if not (cell.is_blank or is_named or is_kept(question, cell, column, there, answers.get(code, ""))):
                    yield file.name, cell


@pytest.fixture(scope="module")
def blank_parts(tiny: Instrument, desa: Instrument, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the blank parts of two instruments, each into a folder with the id of its instrument."""
    folder = tmp_path_factory.mktemp("blank")
    for instrument in (tiny, desa):
        desk = Desk(folder / instrument.id, instrument)
        desk.folder.mkdir()
        for number, share in enumerate(api.divide(Agencies(instrument))[0]):
            desk.part(share, name=f"part-{number}.xlsx")
    return folder


INSTRUMENTS = st.sampled_from(["tiny", "desa-contoh"])


@pytest.mark.slow
@settings(max_examples=settings().max_examples // 4)
@given(name=INSTRUMENTS, seed=st.integers(0, 2**32), preference=st.sampled_from([None, *Preference]))
def test_every_entry_is_merged_or_named(
    name: str,
    seed: int,
    preference: Preference | None,
    blank_parts: Path,
    tmp_path_factory: pytest.TempPathFactory,
    tiny: Instrument,
    desa: Instrument,
) -> None:
    """Every filled cell of every part is in the merged workbook, or an issue names it with its file."""
    instrument = {each.id: each for each in (tiny, desa)}[name]
    desk, chance = Desk(tmp_path_factory.getbasetemp(), instrument), random.Random(seed)
    files = [Path(shutil.copy(blank, desk.folder)) for blank in sorted((blank_parts / name).iterdir())]
    for file in files:
        fill_with_anything(file, chance, 0.5)
    merged = api.merge(files, instrument, preference)

    assert not list(lost(files, merged, desk.write(merged), instrument))


EVIDENCE = (
    st.lists(
        st.sampled_from(["perda.pdf", "a.pdf", "A.PDF", "https://x.id/a?b=1", "ada", "-", "belum ada", "0", "88", ""]),
        min_size=1,
        max_size=3,
    )
    .map("; ".join)
    .filter(str.strip)
)


def answers(question: Question) -> st.SearchStrategy[Any]:
    scale = question.scale
    if isinstance(scale, OptionScale):
        return st.sampled_from([text for text, _ in scale.options])
    return st.decimals(0, Decimal(100) if scale.is_percentage else question.maximum, places=3)


class Piece(NamedTuple):
    """A cell: its question and column, its content, and the agencies that fill it in."""

    code: str
    column: str
    value: Any
    fillers: AbstractSet[str]


@st.composite
def fillings(draw: st.DrawFn, instrument: Instrument, shares: Sequence[Assignment]) -> list[Piece]:
    """Draw entries. One or all owners fill in a cell of a shared question."""
    pieces = []
    for code, question in instrument.questions.items():
        owners = st.sampled_from([share.agency for share in shares if code in share.codes])
        cells = {"points": answers(question), **dict.fromkeys(sorted(question.evidence_kinds), EVIDENCE)}
        pieces += [
            Piece(code, column, draw(values), draw(st.sets(owners, min_size=1)))
            for column, values in cells.items()
            if draw(st.booleans())
        ]
    return pieces


def entries_of(pieces: Sequence[Piece], agencies: AbstractSet[str]) -> dict[str, RowContent]:
    """Return the entries of *agencies*."""
    rows: dict[str, dict[str, Any]] = {}
    for piece in pieces:
        if piece.fillers & agencies:
            rows.setdefault(piece.code, {})[piece.column] = piece.value
    return {code: RowContent(row.pop("points", None), row) for code, row in rows.items()}


def tallies(path: Path, instrument: Instrument) -> list[tuple[str, Tally]]:
    scorecard = api.evaluate(path, instrument)
    return [("", scorecard.total), *((each.question.code, each.tally) for each in scorecard.questions)]


@pytest.mark.slow
@settings(max_examples=settings().max_examples // 5)
@given(data=st.data(), name=INSTRUMENTS)
def test_a_divided_and_merged_sheet_scores_like_the_whole(
    data: st.DataObject, name: str, tmp_path_factory: pytest.TempPathFactory, tiny: Instrument, desa: Instrument
) -> None:
    """With missing or late parts, the whole has the entries of the existing parts."""
    instrument = {each.id: each for each in (tiny, desa)}[name]
    desk = Desk(tmp_path_factory.getbasetemp(), instrument)
    shares, _ = api.divide(Agencies(instrument))
    pieces = data.draw(fillings(instrument, shares))
    files = {
        share.agency: desk.part(share, entries_of(pieces, {share.agency}), name=f"part-{number}.xlsx")
        for number, share in enumerate(shares)
    }
    early = data.draw(st.sets(st.sampled_from(list(files)), min_size=1))
    at_hand = desk.part(None, entries_of(pieces, early), name="whole-at-hand.xlsx")
    whole = desk.part(None, entries_of(pieces, set(files)), name="whole.xlsx")
    at_first = [file for agency, file in files.items() if agency in early]
    late = [file for agency, file in files.items() if agency not in early]
    first = desk.join(at_first, "early.xlsx")
    again = [first] if data.draw(st.booleans()) else at_first
    expected = [tallies(at_hand, instrument), tallies(whole, instrument)]

    assert expected == [tallies(path, instrument) for path in (first, desk.join([*again, *late], "late.xlsx"))]


def test_files_of_the_same_name_are_reported_with_their_paths(desk: Desk, tmp_path: Path) -> None:
    """Two parts in different folders may have the same name, so that the message has their paths."""
    files = []
    for number, share in enumerate((HEALTH, SCHOOL), start=1):
        folder = tmp_path / str(number)
        folder.mkdir()
        written = desk.part(share, {"1.2a": RowContent(Decimal(number))})
        files.append(written.rename(folder / "part.xlsx"))
    (issue,) = [each for each in api.merge(files, desk.instrument).issues if each.code == "answers-differ"]

    assert str(files[0]) == issue.location.file


@pytest.mark.parametrize("letters", [("a" * 20_000, "b" * 20_000), ("😀" * 10_000, "😁" * 10_000)], ids=["", "emojis"])
def test_a_text_too_long_for_a_cell_is_reported(letters: tuple[str, str], desk: Desk) -> None:
    """The end is cut, and an error says so. Excel counts an emoji twice."""
    files = [
        desk.part(share, {"1.2a": RowContent(evidence={"document": text})})
        for share, text in zip((HEALTH, SCHOOL), letters, strict=True)
    ]

    assert "entries-too-long" in {issue.code for issue in api.merge(files, desk.instrument).issues}


UNDECIDED = {
    "one of them undated": ("", "2024-01-01T00:00:00Z"),
    "both at the same time": ("2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z"),
    "the same time in other words": ("2024-01-01T07:00:00+07:00", "2024-01-01T00:00:00Z"),
    "no date at all": ("kemarin", "2024-01-01T00:00:00Z"),
}


def differing(desk: Desk, times: tuple[str, str] = ("", "")) -> list[merging.Part]:
    """Read two parts that answer 1.2a with 1 and 2, saved at *times*."""
    found = []
    for number, (share, when) in enumerate(zip((HEALTH, SCHOOL), times, strict=True), start=1):
        path = desk.part(share, {"1.2a": RowContent(Decimal(number))})
        with zipfile.ZipFile(path) as old:
            contents = {entry.filename: old.read(entry) for entry in old.infolist()}
        core = contents["docProps/core.xml"].decode()
        contents["docProps/core.xml"] = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{when}", core).encode()
        with zipfile.ZipFile(path, "w") as new:
            for name, content in contents.items():
                new.writestr(name, content)
        found.append(merging.read_part(read_workbook(path, desk.instrument), desk.instrument, path.name))
    return found


@pytest.mark.parametrize("times", UNDECIDED.values(), ids=UNDECIDED)
def test_the_newest_file_needs_a_time_of_saving(times: tuple[str, str], desk: Desk) -> None:
    """If a file has no time of saving, the cell stays blank."""
    merged = merging.merge(differing(desk, times), Agencies(desk.instrument), Preference.NEWEST)

    assert merged.entries["1.2a"].answer is None


def test_times_are_compared_as_times(desk: Desk) -> None:
    """Ten o'clock in Jakarta is before five o'clock in London."""
    times = ("2024-05-01T10:00:00+07:00", "2024-05-01T05:00:00Z")
    merged = merging.merge(differing(desk, times), Agencies(desk.instrument), Preference.NEWEST)

    assert Decimal(2) == merged.entries["1.2a"].answer


def note_of(content: bytes, code: str) -> str:
    """Return the note beside a question of the workbook *content*."""
    sheet: Any = load_workbook(io.BytesIO(content))["Klaster A"]
    (row,) = (row for row in sheet.iter_rows() if row[0].value == code)
    return str(row[-1].value)


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_was_answered_differently_stays_in_the_cell(language: str, desk: Desk, tmp_path: Path) -> None:
    """In either language. Nobody is credited with it."""
    joined = tmp_path / "joined.xlsx"
    joined.write_bytes(
        api.template(desk.instrument, language, merging.merge(differing(desk), Agencies(desk.instrument)))
    )
    row = rows_of(joined, desk.instrument)["1.2a"]

    assert ("≠ 1: Dinkes; 2: Disdik", "") == (row.points.text, row.note.text)


@pytest.mark.parametrize("language", ["id", "en"])
def test_merging_again_updates_the_note(language: str, desk: Desk, tmp_path: Path) -> None:
    """Lines of the last merge, in either language, are not repeated."""
    part = desk.part(HEALTH, {"1.2a": RowContent(Decimal(1), {"document": "a.pdf"})})
    joined = tmp_path / "joined.xlsx"
    joined.write_bytes(api.template(desk.instrument, language, api.merge([part], desk.instrument)))
    again = api.template(desk.instrument, "id", api.merge([joined, part], desk.instrument))

    assert "Dinkes: Nilai, Dokumen" == note_of(again, "1.2a")


def test_a_whole_sheet_without_some_rows_is_reported(desk: Desk, tmp_path: Path) -> None:
    """A part without its agency name is a whole sheet with few rows."""
    path = desk.part(HEALTH)
    book: Any = load_workbook(path)
    for row in range(1, 12):
        if book["Identitas"].cell(row, 1).value in {"Bagian", "Pertanyaan"}:
            book["Identitas"].cell(row, 2).value = None
    book.save(tmp_path / "whole.xlsx")
    issues = api.merge([tmp_path / "whole.xlsx"], desk.instrument).issues

    assert {code for code in desk.instrument.questions if code not in HEALTH.codes} == {
        issue.question for issue in issues if issue.code == "code-missing"
    }


def test_agencies_without_a_part_are_named_even_for_shared_questions(desk: Desk) -> None:
    """If the part of one owner is missing, its agency is named, even if the question is in another part."""
    (issue,) = api.merge([desk.part(HEALTH)], desk.instrument).issues

    assert ("Disdik",) == issue.parameters["agencies"]
