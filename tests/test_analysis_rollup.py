"""Counting what villages and sub-districts report."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import pytest

from kla_score.analysis.rollup import Counted, Rollup, State, name_of, roll_up
from kla_score.analysis.roster import Roster
from kla_score.assessment.local_reports import LocalAnswer, LocalReport
from kla_score.assessment.region import Region
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument.regions import RegionKinds
from kla_score.instrument_file import load_forms
from kla_score.issues import Issue, KlaScoreError, Location
from kla_score.reports.pictures import Bars
from kla_score.reports.views.rollup import rollup_document

SUB_DISTRICT, VILLAGE = load_forms()
A: Final = Region("desa", "Bareng", "", "99.01.01.2001", "Utara")
B: Final = Region("desa", "Bareng", "", "99.01.02.2001", "Selatan")
C: Final = Region("kelurahan", "Melati", "", "99.01.02.1002", "Selatan")
ROSTER: Final = Roster([A, B, C], RegionKinds((*SUB_DISTRICT.regions, *VILLAGE.regions)))
YES, NO = LocalAnswer(is_yes=True), LocalAnswer(is_yes=False)


def report(region: Region, answers: Mapping[str, LocalAnswer], file: str = "a.xlsx", as_of: str = "") -> LocalReport:
    form = SUB_DISTRICT if region.kind == "kecamatan" else VILLAGE
    return LocalReport(form.id, region, answers, Location(file), as_of, as_of)


def counted(kla: Instrument, reports: Sequence[LocalReport], **options: Any) -> Rollup:
    return roll_up(kla, (SUB_DISTRICT, VILLAGE), ROSTER, reports, **options)


def of(rollup: Rollup, code: str) -> Counted:
    (found,) = [each for each in rollup.counted if each.fed.code == code]
    return found


def states(rollup: Rollup, code: str) -> list[State]:
    return [each.state for each in of(rollup, code).by_region]


def codes(rollup: Rollup) -> list[str]:
    return [issue.code for issue in rollup.issues]


def test_every_question_of_25_and_26_is_fed(kla: Instrument) -> None:
    """The two forms feed each question of the two indicators once, and 13 of the 35 belong to agencies only."""
    asked = [each.fed.code for each in counted(kla, []).counted]
    owned = [code for code in asked if not any(each.startswith("semua-") for each in kla.questions[code].agencies)]
    forms = {
        question.code: (form, question) for form in (SUB_DISTRICT, VILLAGE) for question in form.questions.values()
    }

    assert asked == [code for code in kla.questions if code.startswith(("25.", "26."))]
    assert 13 == len(owned)
    assert owned == [code for code, (form, each) in forms.items() if form.agencies[0].id not in each.agencies]


def test_a_village_that_is_not_received_is_never_a_no(kla: Instrument) -> None:
    """Each village of the roster is yes, no or not received, and a blank answer is not received."""
    rollup = counted(kla, [report(A, {"26.4": YES, "26.5": NO}), report(B, {})])

    assert [State.YES, State.NOT_RECEIVED, State.NOT_RECEIVED] == states(rollup, "26.4")
    assert [State.NO, State.NOT_RECEIVED, State.NOT_RECEIVED] == states(rollup, "26.5")
    assert [("Utara", 2, ["Utara"]), ("Selatan", 3, ["Selatan", "Bareng", "Melati"])] == [
        (each.district, each.members, [region.name for region in each.absent]) for each in rollup.attendance
    ]


def test_a_sub_district_answers_its_own_questions(kla: Instrument) -> None:
    """Sub-districts come from the list of villages, and a report may have the name only."""
    rollup = counted(kla, [report(Region("kecamatan", "selatan"), {"25.2": YES})])

    assert ["Utara", "Selatan"] == [each.region.name for each in of(rollup, "25.2").by_region]
    assert [State.NOT_RECEIVED, State.YES] == states(rollup, "25.2")


def test_the_better_answer_to_a_question_on_cases_is_no(kla: Instrument) -> None:
    """A village that is not received does not count as one without cases."""
    rollup = counted(kla, [report(A, {"26.7": YES, "26.4": YES}), report(B, {"26.7": NO})])

    assert (1, 1) == (of(rollup, "26.7").good, of(rollup, "26.4").good)
    assert (Decimal("2.00"), Decimal("1.33")) == (of(rollup, "26.7").estimate, of(rollup, "26.4").estimate)


def test_an_empty_roster_has_no_estimate(kla: Instrument) -> None:
    """Without members there is no share."""
    rollup = roll_up(kla, [VILLAGE], Roster([], ROSTER.kinds), [])

    assert Decimal(0) == of(rollup, "26.4").estimate


def document(text: str, date: str = "", *, is_yes: bool | None = True) -> LocalAnswer:
    return LocalAnswer(is_yes, text, date, names_document=bool(text))


DOCUMENTS: Final[Mapping[str, tuple[LocalAnswer, LocalAnswer, LocalAnswer, Sequence[str]]]] = {
    "the same": (YES, YES, YES, []),
    "blanks and letter case": (document("SK 1/2024"), document("sk  1/ 2024"), document("sk  1/ 2024"), []),
    "others": (
        document("SK 1", "2024-01-01"),
        document("SK 2"),
        document("SK 2"),
        ["village-documents-differ"],
    ),
    "other dates": (
        document("SK 1", "2024-01-01"),
        document("SK 1", "2025-01-01"),
        document("SK 1", "2025-01-01"),
        ["village-documents-differ"],
    ),
    "one that was missing": (document("SK 1", "2024-01-01"), YES, document("SK 1", "2024-01-01"), []),
    "a date without a document": (
        LocalAnswer(is_yes=True, date="2024-01-01"),
        document("SK 1"),
        document("SK 1", "2024-01-01"),
        [],
    ),
    "a date that was missing": (document("SK 1", "2024-01-01"), document("SK 1"), document("SK 1", "2024-01-01"), []),
}


@pytest.mark.parametrize(("old", "new", "answer", "issues"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_other_documents_are_no_conflict(
    old: LocalAnswer, new: LocalAnswer, answer: LocalAnswer, issues: Sequence[str], kla: Instrument
) -> None:
    """The answer counts, with the newest document and its own date. A note names the lists."""
    reports = [report(A, {"26.4": old}, "old.xlsx", "2026-01-01"), report(A, {"26.4": new}, "new.xlsx", "2026-02-01")]
    rollup = counted(kla, reports)

    assert (State.YES, answer) == (
        of(rollup, "26.4").by_region[0].state,
        of(rollup, "26.4").by_region[0].answer,
    )
    assert issues == codes(rollup)


CONFLICTS: Final[Mapping[str, tuple[LocalAnswer, LocalAnswer, State, State]]] = {
    "the same": (YES, YES, State.YES, State.YES),
    "other answers": (YES, NO, State.CONFLICT, State.NO),
    "a document that was missing": (YES, document("SK 1/2024"), State.YES, State.YES),
    "an answer that was missing": (document("SK 1/2024", is_yes=None), NO, State.NO, State.NO),
}


@pytest.mark.parametrize(("old", "new", "neither", "newest"), CONFLICTS.values(), ids=CONFLICTS)
def test_different_answers_of_one_village_are_a_conflict(
    old: LocalAnswer, new: LocalAnswer, neither: State, newest: State, kla: Instrument
) -> None:
    """None of them counts unless the newest is preferred. What is blank in one list does not contradict the other."""
    reports = [report(A, {"26.4": new}, "new.xlsx", "2026-02-01"), report(A, {"26.4": old}, "old.xlsx", "2026-01-01")]
    plain, preferred = counted(kla, reports), counted(kla, reports, prefers_newest=True)

    assert (neither, newest) == (states(plain, "26.4")[0], states(preferred, "26.4")[0])
    assert (["village-conflict"] if neither is State.CONFLICT else []) == codes(plain)
    assert (["village-newest-used"] if neither is State.CONFLICT else []) == codes(preferred)
    assert ([("26.4", [new.is_yes, old.is_yes])] if neither is State.CONFLICT else []) == [
        (each.fed.code, [answer.is_yes for answer, _ in each.answers]) for each in plain.conflicts
    ]


def test_answers_of_one_age_that_differ_remain_a_conflict(kla: Instrument) -> None:
    """Neither of them is the newest, also in one file. The advice is not to prefer the newest once more."""
    other = counted(kla, [report(A, {"26.4": YES}), report(A, {"26.4": NO}, "b.xlsx")], prefers_newest=True)
    same = counted(kla, [report(A, {"26.4": YES}), report(A, {"26.4": NO})], prefers_newest=True)

    assert State.CONFLICT == states(other, "26.4")[0] == states(same, "26.4")[0]
    assert ["village-conflict-undecided"] == codes(other) == codes(same)
    parameters = {"questions": ("26.4",), "files": ("a.xlsx", "b.xlsx")}
    assert [
        Issue("village-conflict-undecided", Location("a.xlsx"), "", "Desa Bareng (Utara)", parameters)
    ] == other.issues
    assert [("a.xlsx",)] == [issue.parameters["files"] for issue in same.issues]


def test_a_figure_decides_a_conflict(kla: Instrument) -> None:
    """It counts, so that nothing is reported as not counted."""
    reports = [report(A, {"26.7": YES}), report(A, {"26.7": NO}, "b.xlsx")]
    rollup = counted(kla, reports, figures=[report(A, {"26.7": NO}, "f.csv")])

    assert (State.NO, [], []) == (states(rollup, "26.7")[0], codes(rollup), list(rollup.conflicts))


def test_nothing_adds_up_twice(kla: Instrument) -> None:
    """The same list twice, in any order, gives the same counts as once."""
    reports = [report(A, {"26.4": YES, "26.7": NO}), report(B, {"26.4": NO})]

    assert counted(kla, reports).counted == counted(kla, [*reports[::-1], *reports]).counted


def test_a_document_alone_is_no_answer(kla: Instrument) -> None:
    """A village that names only a document is not received."""
    assert State.NOT_RECEIVED == states(counted(kla, [report(A, {"26.4": document("SK 1", is_yes=None)})]), "26.4")[0]


def test_a_region_outside_of_the_roster_is_not_counted(kla: Instrument) -> None:
    """It is reported with similar names. Another name with a known code counts, with a warning."""
    outside = Region("desa", "Barenk", "", "", "Timur")
    reports = [report(outside, {"26.4": YES}), report(A._replace(name="Barenk"), {"26.4": YES}, "b.xlsx")]
    rollup = counted(kla, reports)

    parameters = {"candidates": ("Desa Bareng",), "regions": ()}
    assert [
        Issue("village-not-in-roster", Location("a.xlsx"), "", "Desa Barenk (Timur)", parameters),
        Issue("village-name-differs", Location("b.xlsx"), "", "Barenk", {"expected": "Bareng"}),
    ] == rollup.issues
    assert 1 == of(rollup, "26.4").count(State.YES)
    assert ["village-not-in-roster"] == codes(counted(kla, [], figures=[report(outside, {"26.4": YES})]))


@pytest.mark.parametrize(("code", "expected"), [("99.01.02.1077", State.YES), ("99.01.02.2077", State.NOT_RECEIVED)])
def test_a_code_says_the_kind_of_a_region(code: str, expected: State, kla: Instrument) -> None:
    """A desa is never taken for the kelurahan of the same name."""
    assert expected == states(counted(kla, [report(Region("", "Melati", "", code), {"26.4": YES})]), "26.4")[2]


def test_a_name_that_occurs_twice_needs_its_sub_district(kla: Instrument) -> None:
    """The warning lists the villages of that name."""
    rollup = counted(kla, [report(Region("desa", "Bareng"), {"26.4": YES})])

    names = ("Desa Bareng (Utara)", "Desa Bareng (Selatan)")
    parameters = {"candidates": names, "regions": names}
    assert [Issue("village-name-ambiguous", Location("a.xlsx"), "", "Desa Bareng", parameters)] == rollup.issues
    assert 0 == of(rollup, "26.4").count(State.YES)


def test_the_figure_of_an_agency_goes_before_the_answer(kla: Instrument) -> None:
    """A warning names the villages where both differ. A figure also counts for a village that is not received."""
    figures = [report(A, {"26.7": YES}, "f.csv"), report(B, {"26.7": YES}, "f.csv")]
    rollup = counted(kla, [report(A, {"26.7": NO, "26.4": YES})], figures=figures)

    assert [State.YES, State.YES, State.NOT_RECEIVED] == states(rollup, "26.7")
    assert [True, True, None] == [each.answer.is_yes for each in of(rollup, "26.7").by_region]
    assert [("figures-differ", "26.7", ("Desa Bareng (Utara)",))] == [
        (issue.code, issue.question, issue.parameters["regions"]) for issue in rollup.issues
    ]
    assert State.YES == states(rollup, "26.4")[0]
    without = counted(kla, [], figures=[report(A, {"26.7": NO})])
    assert {} == without.missing_one, "the agency has the document"
    assert [2, 3] == [len(each.absent) for each in without.attendance], "the villages have sent nothing"


def test_villages_that_lack_one_document_are_listed(kla: Instrument) -> None:
    """Only better answers need their document."""
    answers = {"26.4": YES, "26.5": document("SK 1/2024"), "26.2": NO, "26.7": YES}
    rollup = counted(kla, [report(A, answers), report(B, {"26.4": YES, "26.5": YES})])

    assert {A: "26.4"} == {region: each.fed.code for region, each in rollup.missing_one.items()}


def test_the_date_is_that_of_the_newest_list_with_an_answer(kla: Instrument) -> None:
    """A blank list is not news, nor is one outside of the roster, and a given date goes first."""
    outside = Region("desa", "Lain", "", "99.02.01.2001", "Timur")
    reports = [report(A, {"26.4": YES}, as_of="2026-01-01"), report(B, {}, as_of="2026-03-01")]
    reports += [report(outside, {"26.4": YES}, as_of="2026-04-01")]

    assert ("2026-01-01", "") == (counted(kla, reports).as_of, counted(kla, []).as_of)
    assert "2026-02-02" == counted(kla, reports, as_of="2026-02-02").as_of
    district = report(Region("kecamatan", "Utara"), {"25.2": YES}, as_of="2026-02-01")
    assert "2026-02-01" == counted(kla, [*reports, district]).as_of, "a list of a sub-district is one, too"


def test_a_form_for_another_instrument_is_refused(tiny: Instrument) -> None:
    """A question that feeds nothing is an error and not left out."""
    with pytest.raises(KlaScoreError) as caught:
        counted(tiny, [])

    assert (Issue("feeds-unknown", question="25.2", found="25.2"),) == caught.value.issues


def test_a_name_has_its_kind_and_sub_district() -> None:
    """Villages of one name are told apart."""
    assert ["Desa Bareng (Utara)", "Kecamatan Utara"] == [name_of(A), name_of(Region("kecamatan", "Utara"))]


def test_a_picture_names_the_better_answer(kla: Instrument) -> None:
    """Cases have a picture of their own, in which a high bar of cases looks bad. No sum of yes and no is shown."""
    reports = [report(A, {"26.4": YES, "26.7": YES}), report(B, {"26.4": NO})]
    document = rollup_document(counted(kla, reports), Messages("en"))
    *_, others, cases = [each for each in document.pictures if isinstance(each, Bars)]
    named = {bar.name.split(" ")[0]: bar.value for picture in (others, cases) for bar in picture.bars}

    assert ("Yes 1 of 3", "With cases 1 of 3") == (named["26.4"], named["26.7"])
    assert (False, True) == (others.is_adverse, cases.is_adverse)
    assert ("With cases", "Without cases", "Not received") == tuple(cases.legend)
    assert "In question 26.6, “yes” means more than 90% of the children." in others.note
    assert "26.9, “yes” means at least 100% of the children." in others.note
    assert "You can also attach the annex to 26.7." in document.notes[-1]


def test_conflicts_are_a_table_with_both_answers(kla: Instrument) -> None:
    """Each answer has its row, so that people know which list to correct."""
    rollup = counted(kla, [report(A, {"26.4": YES}), report(A, {"26.4": NO}, "b.xlsx")])
    document = rollup_document(rollup, Messages("en"))

    assert [["Utara", "Desa Bareng", "26.4", "Yes (a.xlsx); No (b.xlsx)"]] == [
        row.values for row in document.tables[-1].rows
    ]
    conflicts: Any = document.data["conflicts"]
    assert [("26.4", [State.YES, State.NO])] == [
        (each["question"], [answer["answer"] for answer in each["answers"]]) for each in conflicts
    ]
