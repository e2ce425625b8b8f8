"""A sheet divided among agencies: the questions of each agency, and the parts that come back."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kla_score import api
from kla_score.assessment import RawRow, RawSheet
from kla_score.assessment.region import Identity
from kla_score.cells import Cell, CellKind
from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.issues import Issue, Location
from kla_score.parts.carry_over import CarriedOver, RowContent
from kla_score.parts.dividing import Assignment, PartialInstrument, divide, file_names, read_share, rows_of_part, subset
from kla_score.sheet import read_workbook
from tests.workbooks import put

HEALTH = Assignment("Dinkes", ("1.1", "1.2a", "3.1", "3.2"))
SCHOOL = Assignment("Disdik", ("1.2a", "1.10", "2.1", "2.2"))
FULL = {
    "1.1": RowContent(Decimal(5), {"document": "perda.pdf"}),
    "1.2a": RowContent(Decimal(4), {"document": "a.pdf; b.pdf", "photo": "a.jpg"}),
    "1.10": RowContent(Decimal(2), {"figure": "88"}),
    "2.1": RowContent(Decimal(6)),
    "3.1": RowContent(Decimal(10)),
}


# An instrument with some of its questions

CODES: dict[str, set[str]] = {
    "one": {"1.10"},
    "of one cluster": {"1.1", "2.2"},
    "of two clusters": {"1.2a", "3.2"},
    "all": {"1.1", "1.2a", "1.10", "2.1", "2.2", "3.1", "3.2"},
}


@pytest.mark.parametrize("codes", CODES.values(), ids=CODES)
def test_a_part_has_only_its_questions(codes: set[str], tiny: Instrument) -> None:
    """The questions of a part are in the order of the instrument."""
    expected = [code for code in tiny.questions if code in codes]

    assert expected == list(subset(tiny, codes).questions)


MAXIMA: dict[str, tuple[set[str], tuple[Decimal, list[Decimal], list[Decimal]]]] = {
    "below the cap": ({"1.1", "2.1"}, (Decimal(11), [Decimal(11)], [Decimal(5), Decimal(6)])),
    "at the cap": ({"2.1", "2.2"}, (Decimal(8), [Decimal(8)], [Decimal(8)])),
    "of two clusters": (
        {"1.2a", "3.1"},
        (Decimal("14.5"), [Decimal("4.5"), Decimal(10)], [Decimal("4.5"), Decimal(10)]),
    ),
    "nothing to earn": ({"3.2"}, (Decimal(0), [Decimal(0)], [Decimal(0)])),
}


@pytest.mark.parametrize(("codes", "maxima"), MAXIMA.values(), ids=MAXIMA)
def test_the_maxima_of_a_part_are_those_of_its_questions(
    codes: set[str], maxima: tuple[Decimal, list[Decimal], list[Decimal]], tiny: Instrument
) -> None:
    """A part has its own maxima for total, clusters and indicators. Caps stay, and empty groups are removed."""
    part = subset(tiny, codes)
    clusters = [cluster.maximum for cluster in part.clusters]
    indicators = [indicator.maximum for indicator in part.indicators]
    expected = maxima

    assert expected == (part.maximum, clusters, indicators)


def test_a_part_has_no_predicates(tiny: Instrument) -> None:
    """Predicates are for the whole."""
    assert not subset(tiny, {"1.1"}).predicates


def test_a_part_has_its_whole(tiny: Instrument) -> None:
    """A part has a reference to its whole."""
    part: PartialInstrument = subset(tiny, {"1.1"})
    expected = tiny

    assert expected is part.whole


def test_a_part_belongs_to_the_sheet_of_the_whole(tiny: Instrument) -> None:
    """Id, edition and fingerprint are the same."""
    part = subset(tiny, {"1.1"})
    expected = (tiny.id, tiny.edition, tiny.fingerprint)

    assert expected == (part.id, part.edition, part.fingerprint)


def test_the_whole_is_unchanged(tiny: Instrument) -> None:
    """A part is another instrument."""
    before = tiny.model_dump()
    subset(tiny, {"1.1"})
    expected = before

    assert expected == tiny.model_dump()


# The questions of each agency


def test_every_owner_gets_a_share(tiny: Instrument) -> None:
    """A question with several owners goes to each of them."""
    expected: tuple[list[Assignment], list[Issue]] = ([HEALTH, SCHOOL], [])

    assert expected == divide(Agencies(tiny), {})


def test_the_names_of_the_region_decide_the_division(tiny: Instrument) -> None:
    """Two agencies that the region has united get one share, with each question once."""
    shares, _ = divide(Agencies(tiny, {"health": "Dinas A", "school": "Dinas A"}), {})
    expected = [Assignment("Dinas A", tuple(tiny.questions))]

    assert expected == shares


def test_shares_are_in_the_order_of_names(tiny: Instrument) -> None:
    """Letter case does not affect the order."""
    shares, _ = divide(Agencies(tiny, {"health": "b"}), {"1.1": "C", "1.10": "a"})
    expected = ["a", "b", "C", "Disdik"]

    assert expected == [share.agency for share in shares]


def test_names_that_differ_only_in_letter_case_are_one(tiny: Instrument) -> None:
    """The share has the first spelling, even for unknown names."""
    shares, _ = divide(Agencies(tiny), {"1.1": "Dinas A", "3.1": "DINAS  a"})
    expected = Assignment("Dinas A", ("1.1", "3.1"))

    assert expected == shares[0]


def test_the_agency_cell_moves_a_question(tiny: Instrument) -> None:
    """The agency cell of an older sheet decides."""
    shares, _ = divide(Agencies(tiny), {"1.1": "Dinas Pendidikan", "1.2a": "Dinkes"})
    expected = [Assignment("Dinkes", ("1.2a", "3.1", "3.2")), Assignment("Disdik", ("1.1", "1.10", "2.1", "2.2"))]

    assert expected == shares


def test_an_unknown_agency_gets_a_share(tiny: Instrument) -> None:
    """A mistyped name does not lose a question."""
    shares, _ = divide(Agencies(tiny), {"1.1": "Dinkse"})
    expected = [Assignment("Dinkes", ("1.2a", "3.1", "3.2")), Assignment("Dinkse", ("1.1",)), SCHOOL]

    assert expected == shares


def test_an_unknown_agency_is_reported_once_with_suggestions(tiny: Instrument) -> None:
    """The issue is at the first question of the agency."""
    _, issues = divide(Agencies(tiny), {"1.1": "Dinkse", "3.1": "Dinkse"})
    candidates = {"candidates": ("Dinkes",)}
    expected = [Issue("agency-unknown", question="1.1", found="Dinkse", parameters=candidates)]

    assert expected == issues


def test_questions_without_owners_have_a_share_without_a_name(tiny: Instrument) -> None:
    """The share without a name comes first, without an issue."""
    data = tiny.model_dump() | {"agencies": []}
    for cluster in data["clusters"]:
        for indicator in cluster["indicators"]:
            for question in indicator["questions"]:
                question["agencies"] = []
    expected: tuple[list[Assignment], list[Issue]] = ([Assignment("", tuple(tiny.questions))], [])

    assert expected == divide(Agencies(Instrument.model_validate(data)), {})


def test_the_agency_cells_of_an_older_sheet_decide_the_division(tiny: Instrument) -> None:
    """The carried-over entries contain the cells."""
    taken = CarriedOver({"3.1": RowContent(agency="Disdik")}, {}, ())
    shares, _ = api.divide(Agencies(tiny), taken)
    expected = [
        Assignment("Dinkes", ("1.1", "1.2a", "3.2")),
        Assignment("Disdik", ("1.2a", "1.10", "2.1", "2.2", "3.1")),
    ]

    assert expected == shares


def test_without_an_older_sheet_the_instrument_decides_the_division(tiny: Instrument) -> None:
    """A blank sheet can be divided, too."""
    shares, _ = api.divide(Agencies(tiny))
    expected = [HEALTH, SCHOOL]

    assert expected == shares


NAMES: dict[str, tuple[list[str], list[str]]] = {
    "plain": (["Dinkes", "Disdik"], ["1-dinkes.xlsx", "2-disdik.xlsx"]),
    "signs and blanks": (["Dinas PU / Perkim (Kab.)"], ["1-dinas-pu-perkim-kab.xlsx"]),
    "marks": (["Köln É"], ["1-koln-e.xlsx"]),
    "a path": (["../../etc/passwd"], ["1-etc-passwd.xlsx"]),
    "other letters": (["ᬤᬶᬦᬲ"], ["1-x.xlsx"]),
    "nothing": ([""], ["1-x.xlsx"]),
    "alike": (["Dinas A", "dinas-a"], ["1-dinas-a.xlsx", "2-dinas-a.xlsx"]),
    "long": (["a" * 300], ["1-" + "a" * 60 + ".xlsx"]),
    "cut at a blank": (["a" * 59 + " b"], ["1-" + "a" * 59 + ".xlsx"]),
}


@pytest.mark.parametrize(("agencies", "files"), NAMES.values(), ids=NAMES)
def test_file_names_work_on_every_system(agencies: list[str], files: list[str]) -> None:
    """A name has small letters, digits and hyphens. A number separates similar names."""
    expected = files

    assert expected == list(file_names([Assignment(agency, ()) for agency in agencies]).values())


def test_files_sort_like_their_numbers() -> None:
    """All numbers of files have the same length."""
    files = list(file_names([Assignment(f"Dinas {number}", ()) for number in range(12)]).values())
    expected = files

    assert expected == sorted(files)


# Parts that come back


def text(content: str) -> Cell:
    return Cell(CellKind.TEXT, content, location=Location("", "Klaster A", "A1")) if content else Cell()


def part_sheet(agency: str, questions: str = "", rows: tuple[str, ...] = ()) -> RawSheet:
    identity = {Identity.PART: text(agency), Identity.QUESTIONS: text(questions)}
    return RawSheet([RawRow(text(code)) for code in rows], identity)


SHARES: dict[str, tuple[RawSheet, Assignment]] = {
    "named": (part_sheet("Dinkes", "1.1; 3.1"), Assignment("Dinkes", ("1.1", "3.1"))),
    "in another order": (part_sheet("Dinkes", "3.1; 1.1"), Assignment("Dinkes", ("1.1", "3.1"))),
    "with other signs between": (
        part_sheet("Dinkes", "1.1,3.1\n2.1 2.2"),
        Assignment("Dinkes", ("1.1", "2.1", "2.2", "3.1")),
    ),
    "in capitals": (part_sheet("Dinkes", "1.2A"), Assignment("Dinkes", ("1.2a",))),
    "with one that is unknown": (part_sheet("Dinkes", "1.1; 9.9"), Assignment("Dinkes", ("1.1",))),
    "of an unknown agency": (part_sheet("Dinas A", "1.1"), Assignment("Dinas A", ("1.1",))),
    "with blanks in the name": (part_sheet(" Dinas \n A ", "1.1"), Assignment("Dinas A", ("1.1",))),
    "not named": (part_sheet("Dinkes", rows=("1.1",)), HEALTH),
    "not named, by another name": (part_sheet("Dinas Pendidikan"), Assignment("Dinas Pendidikan", SCHOOL.codes)),
    "all unknown": (part_sheet("Dinkes", "9.9; 8.8"), HEALTH),
    "not named, of an unknown agency": (
        part_sheet("Dinas A", rows=("3.1", "Jumlah", "1.1")),
        Assignment("Dinas A", ("1.1", "3.1")),
    ),
    "nothing at all": (part_sheet("Dinas A"), Assignment("Dinas A", ())),
}


@pytest.mark.parametrize(("raw", "share"), SHARES.values(), ids=SHARES)
def test_a_part_names_its_agency_and_questions(raw: RawSheet, share: Assignment, tiny: Instrument) -> None:
    """The order is: its line of questions, the owners in the instrument, its rows."""
    expected = share

    assert expected == read_share(raw, tiny)


WHOLE = {
    "no line": RawSheet([]),
    "a blank line": part_sheet(""),
    "blanks": part_sheet("  "),
}


@pytest.mark.parametrize("raw", WHOLE.values(), ids=WHOLE)
def test_a_sheet_without_an_agency_is_whole(raw: RawSheet, tiny: Instrument) -> None:
    """Only a sheet with an agency is a part."""
    assert read_share(raw, tiny) is None


def test_rows_of_other_agencies_are_separated(tiny: Instrument) -> None:
    """Rows without a question stay, and are reported like in any sheet."""
    raw = part_sheet("Dinkes", rows=("1.1", "2.1", "9.9", "3.1"))
    expected = ["1.1", "9.9", "3.1"]

    assert expected == [row.code.text for row in rows_of_part(raw, HEALTH, tiny).rows]


def test_each_filled_cell_of_other_agencies_is_an_issue(tiny: Instrument) -> None:
    """Answer, evidence and note are reported, but not the agency, which every row has."""
    cells = {
        letter: Cell(CellKind.TEXT, letter, location=Location("", "Klaster A", f"{letter}7")) for letter in "ADEFHI"
    }
    row = RawRow(text("2.1"), cells["D"], {"document": cells["E"], "photo": cells["F"]}, cells["H"], cells["I"])
    raw = RawSheet([row], issues=(Issue("sheet-hidden"),))
    expected = [
        ("sheet-hidden", "", "", ""),
        *[("answer-of-another-part", f"{letter}7", "2.1", letter) for letter in "DEFI"],
    ]
    issues = rows_of_part(raw, HEALTH, tiny).issues

    assert expected == [(each.code, each.location.cell, each.question, each.found) for each in issues]


# As workbooks

PartWriter = Callable[..., Path]


@pytest.fixture
def part_file(tmp_path: Path, tiny: Instrument) -> PartWriter:
    """Write the part of *share* with *entries*, and other cells by sheet and address."""

    def write(
        share: Assignment,
        entries: Mapping[str, RowContent] | None = None,
        cells: Mapping[str, Mapping[str, str]] | None = None,
    ) -> Path:
        path = tmp_path / "part.xlsx"
        path.write_bytes(api.template(tiny, carried_over=CarriedOver(entries or {}, {}, ()), share=share))
        book = load_workbook(path)
        for title, sources in (cells or {}).items():
            for address, source in sources.items():
                put(book[title][address], source)
        book.save(path)
        return path

    return write


def test_a_part_names_its_agency_and_its_questions(part_file: PartWriter, tiny: Instrument) -> None:
    """Identitas contains them in a readable line."""
    identity = read_workbook(part_file(HEALTH), tiny).identity
    expected = ("Dinkes", "1.1; 1.2a; 3.1; 3.2")

    assert expected == (identity[Identity.PART].text, identity[Identity.QUESTIONS].text)


def test_a_whole_sheet_names_none(tmp_path: Path, tiny: Instrument) -> None:
    """Only parts have lines for agency and questions."""
    path = tmp_path / "whole.xlsx"
    path.write_bytes(api.template(tiny))

    assert not {Identity.PART, Identity.QUESTIONS} & read_workbook(path, tiny).identity.keys()


def test_the_share_without_an_agency_names_none(part_file: PartWriter, tiny: Instrument) -> None:
    """Questions without an owner belong to no agency."""
    assert Identity.PART not in read_workbook(part_file(Assignment("", ("1.1",))), tiny).identity


def test_a_part_has_rows_only_for_its_questions(part_file: PartWriter, tiny: Instrument) -> None:
    """A part has sheets only for its clusters."""
    rows = read_workbook(part_file(SCHOOL), tiny).rows
    expected = [(code, "Klaster A") for code in SCHOOL.codes]

    assert expected == [(row.code.text, row.code.location.sheet) for row in rows if row.code.text]


def test_a_part_contains_the_carried_over_entries(part_file: PartWriter, tiny: Instrument) -> None:
    """A part has the answers to its own questions only."""
    expected = {code: entry for code, entry in FULL.items() if code in HEALTH.codes}

    assert expected == api.carry_over(part_file(HEALTH, FULL), tiny).entries


def test_the_score_of_a_part_names_the_part(part_file: PartWriter, tiny: Instrument) -> None:
    """The score has the name of its agency."""
    expected = "Dinkes"

    assert expected == api.evaluate(part_file(HEALTH), tiny).assessment.period.part


def test_a_part_is_scored_by_its_own_questions(part_file: PartWriter, tiny: Instrument) -> None:
    """Claimed and supported points and the maximum are those of its questions."""
    total = api.evaluate(part_file(SCHOOL, FULL), tiny).total
    expected = (Decimal(12), Decimal(6), Decimal(15))

    assert expected == (total.claimed, total.supported, total.maximum)


def test_a_part_has_no_missing_rows(part_file: PartWriter, tiny: Instrument) -> None:
    """Questions of other agencies are not missing, and the part matches the whole instrument."""
    assessment = api.evaluate(part_file(HEALTH), tiny).assessment
    expected: tuple[bool, tuple[Issue, ...]] = (True, ())

    assert expected == (assessment.is_complete, assessment.issues)


def test_a_removed_row_of_its_own_is_missing(part_file: PartWriter, tiny: Instrument) -> None:
    """A missing row is reported like in any sheet."""
    path = part_file(HEALTH)
    book = load_workbook(path)
    book["Klaster A"].delete_rows(3)
    book.save(path)
    issues = api.evaluate(path, tiny).assessment.issues
    expected = [("code-missing", "1.1")]

    assert expected == [(issue.code, issue.question) for issue in issues]


def test_an_answer_to_a_question_of_another_agency_does_not_count(part_file: PartWriter, tiny: Instrument) -> None:
    """Such an answer is named, and counts after the merge."""
    scorecard = api.evaluate(part_file(HEALTH, {}, {"Klaster A": {"A5": "'2.1", "D5": "6"}}), tiny)
    expected = (Decimal(0), [("answer-of-another-part", "D5", "2.1", "6")])
    issues = [(each.code, each.location.cell, each.question, each.found) for each in scorecard.assessment.issues]

    assert expected == (scorecard.total.claimed, issues)


def test_a_part_without_any_known_question_is_scored_as_a_whole(part_file: PartWriter, tiny: Instrument) -> None:
    """Without a known agency, question or row, every question of the sheet is missing."""
    path = part_file(Assignment("Dinas A", ("3.1",)), {}, {"Identitas": {"B11": "'9.9"}, "Klaster B": {"A3": "'x1"}})
    missing = [issue for issue in api.evaluate(path, tiny).assessment.issues if issue.code == "code-missing"]
    expected = list(tiny.questions)

    assert expected == [issue.question for issue in missing]


def test_own_names_are_in_the_agency_cells(tmp_path: Path, tiny: Instrument) -> None:
    """Own names are used in a part and in a whole sheet."""
    path = tmp_path / "part.xlsx"
    agencies = Agencies(tiny, {"health": "Dinkes P2KB"})
    path.write_bytes(api.template(tiny, agencies=agencies, share=api.divide(agencies)[0][0]))
    rows = read_workbook(path, tiny).rows
    expected = ["Dinkes P2KB", "Dinkes P2KB; Disdik", "Dinkes P2KB", "Dinkes P2KB"]

    assert expected == [row.agency.text for row in rows if row.code.text]


def test_questions_alone_make_a_part(tiny: Instrument) -> None:
    """A sheet without the agency name is still a part."""
    assert Assignment("", ("1.1", "3.1")) == read_share(part_sheet("", "1.1; 3.1"), tiny)
