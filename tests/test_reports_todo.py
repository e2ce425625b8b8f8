"""The to-do list: questions with missing documents first, grouped by agency, with complete records."""

import csv
import io
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kla_score import api
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.issues import KlaScoreError
from kla_score.reports.document import Document, RenderTarget, Table
from kla_score.reports.formats import FORMATS
from kla_score.reports.views.todo import Grouping, TodoOptions, todo_document
from kla_score.scoring import Scorecard
from kla_score.template.writing import write_workbook
from tests.conftest import Bookmaker
from tests.documents import data_of, workbook_of
from tests.examples import GOOD
from tests.workbooks import make_workbook

SHEET = """
== A
Kode|Nilai|Dokumen|Foto|Angka/Penjelasan|OPD
'1.1|5
'1.2a|4|a.pdf; b.pdf|c.jpg
'1.10
'2.1|6
'2.2|0
'3.1|10
'3.2
"""
"""1.1 and 2.1 lack evidence, 1.10 and 2.2 have no points, 1.2a and 3.1 are done, 3.2 earns no points."""


@pytest.fixture(scope="module")
def scorecard(tiny: Instrument, tmp_path_factory: pytest.TempPathFactory) -> Scorecard:
    """Score some questions in each state."""
    return api.evaluate(make_workbook(tmp_path_factory.mktemp("todo") / "sheet.xlsx", SHEET), tiny)


@pytest.fixture(scope="module")
def example(kla: Instrument) -> Scorecard:
    """Score the good example of the packaged instrument."""
    return api.evaluate(GOOD, kla)


def todo(
    scorecard: Scorecard,
    grouping: Grouping = Grouping.AGENCY,
    only: str = "",
    own_names: Mapping[str, str] | None = None,
    language: str = "en",
) -> Document:
    agencies = Agencies(scorecard.instrument, own_names or {})
    return todo_document(scorecard, agencies, Messages(language), TodoOptions(grouping, only))


def owned(book: Bookmaker, tiny: Instrument, owners: str) -> Scorecard:
    """Score the sheet with *owners* in the column OPD of its first question."""
    return api.evaluate(book(SHEET.replace("'1.1|5", f"'1.1|5||||{owners}")), tiny)


def listed(document: Document) -> dict[str, list[str]]:
    """Return the codes in each table."""
    return {table.title: [str(row.values[0]) for row in table.rows] for table in document.tables}


def records_of(document: Document) -> Table:
    assert document.records is not None

    return document.records


def grouped_records(document: Document) -> dict[str, list[tuple[str, str]]]:
    """Return code and state of each record by group."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in records_of(document).rows:
        group, state, code = (str(value) for value in row.values[:3])
        found.setdefault(group, []).append((code, state))
    return found


NEEDED, OPEN, DONE = "Evidence needed", "Not done", "Done"


# States, order, groups


GROUPS = {
    Grouping.AGENCY: {
        "Disdik": [("2.1", NEEDED), ("2.2", OPEN), ("1.10", OPEN), ("1.2a", DONE)],
        "Dinkes": [("1.1", NEEDED), ("1.2a", DONE), ("3.1", DONE)],
    },
    Grouping.CLUSTER: {
        "Cluster A: Health": [("2.1", NEEDED), ("1.1", NEEDED), ("2.2", OPEN), ("1.10", OPEN), ("1.2a", DONE)],
        "Cluster B: Safety": [("3.1", DONE)],
    },
    Grouping.INDICATOR: {
        "1. Policies": [("1.1", NEEDED), ("1.10", OPEN), ("1.2a", DONE)],
        "2. Schools": [("2.1", NEEDED), ("2.2", OPEN)],
        "3. Protection": [("3.1", DONE)],
    },
}


@pytest.mark.parametrize(("grouping", "groups"), GROUPS.items(), ids=GROUPS)
def test_records_contain_every_question_that_can_earn(
    grouping: Grouping, groups: dict[str, list[tuple[str, str]]], scorecard: Scorecard
) -> None:
    """Missing documents come first, then the most points. A shared question appears with each owner."""
    expected = list(groups.items())

    assert expected == list(grouped_records(todo(scorecard, grouping)).items())


@pytest.mark.parametrize(("grouping", "groups"), GROUPS.items(), ids=GROUPS)
def test_tables_leave_out_finished_questions(
    grouping: Grouping, groups: dict[str, list[tuple[str, str]]], scorecard: Scorecard
) -> None:
    """Each group has a table, in the order of the records."""
    expected = {name: [code for code, state in items if state != DONE] for name, items in groups.items()}

    assert expected == listed(todo(scorecard, grouping))


def test_points_at_risk_come_before_points_not_earned(book: Bookmaker, tiny: Instrument) -> None:
    """A document is found faster than a missing measure."""
    text = """
    == A
    Kode|Nilai|Dokumen
    '1.1|2
    '1.2a|0|a.pdf
    '1.10|
    '2.1|3
    '2.2|4
    '3.1|
    '3.2|
    """
    expected = ["2.2", "2.1", "1.1", "1.2a", "1.10"]

    assert expected == listed(todo(api.evaluate(book(text), tiny), Grouping.CLUSTER))["Cluster A: Health"]


def test_equal_items_are_in_the_order_of_the_form(kla: Instrument, tmp_path: Path) -> None:
    """Items with equal points keep the order of the form, so that the list is always the same."""
    path = make_workbook(tmp_path / "sheet.xlsx", "== A\nKode|Nilai\n'1.1|")
    order = list(kla.questions)
    codes = listed(todo(api.evaluate(path, kla), Grouping.INDICATOR))
    expected = {
        name: sorted(found, key=lambda code: (-kla.questions[code].maximum, order.index(code)))
        for name, found in codes.items()
    }

    assert expected == codes


def test_finished_questions_are_counted(scorecard: Scorecard) -> None:
    """The number of finished questions is below each table."""
    expected = ["1 of 4 done", "2 of 3 done"]

    assert expected == [table.note for table in todo(scorecard).tables]


def test_an_item_has_its_action(scorecard: Scorecard) -> None:
    """An item has its code, both kinds of points, the missing evidence above its question, and the agencies."""
    options = TodoOptions(Grouping.INDICATOR, in_full=True)
    table = todo_document(scorecard, Agencies(scorecard.instrument, {}), Messages("en"), options).tables[0]
    needed, not_done = ([str(value) for value in row.values] for row in table.rows)

    assert ["1.1", "5", "None", "Document: copy of the regulation\nIs there a regulation?", "Dinkes"] == needed
    assert ["1.10", "None", "2.5"] == not_done[:3]
    assert "Not done\nWhat is the coverage?" == not_done[3]


def test_other_owners_are_named(book: Bookmaker, tiny: Instrument) -> None:
    """The list of an agency has the other owners, but not the agency itself."""
    table, _ = todo(owned(book, tiny, "Dinkes; Disdik; Bappeda"), only="Disdik").tables
    (row,) = (each for each in table.rows if each.values[0] == "1.1")

    assert "Dinkes +1" == row.values[-1]


def test_agencies_with_the_most_at_risk_come_first(book: Bookmaker, tiny: Instrument) -> None:
    """Agencies with the most points not earned follow."""
    text = """
    == A
    Kode|Nilai|Foto|OPD
    '1.1|5|a.jpg|A
    '1.2a|||B
    '1.10|||C
    '2.1|||C
    '2.2|4|a.jpg|D
    '3.1|||E; B; C
    '3.2
    """
    expected = ["A", "C", "B", "E", "D"]

    assert expected == [table.title for table in todo(api.evaluate(book(text), tiny)).tables]


def test_without_evidence_no_documents_are_missing(book: Bookmaker, tiny: Instrument) -> None:
    """A sheet without recorded evidence has only finished and unfinished questions."""
    scorecard = api.evaluate(book("== A\nKode|Nilai\n'1.1|5\n'1.2a|\n'1.10|2\n'2.1|\n'2.2|1\n'3.1|\n'3.2|"), tiny)
    states = dict(item for items in grouped_records(todo(scorecard)).values() for item in items)
    expected = {"1.1": DONE, "1.2a": OPEN, "1.10": DONE, "2.1": OPEN, "2.2": DONE, "3.1": OPEN}

    assert expected == states


def test_points_at_risk_are_unknown_without_evidence(book: Bookmaker, tiny: Instrument) -> None:
    """Unknown is not 0."""
    scorecard = api.evaluate(book("== A\nKode|Nilai\n'1.1|5\n'1.2a|\n'1.10|\n'2.1|\n'2.2|\n'3.1|\n'3.2|"), tiny)

    assert {row.values[7] for row in records_of(todo(scorecard)).rows} == {None}


def test_a_finished_question_lacks_no_evidence(scorecard: Scorecard) -> None:
    """The record of a finished question has no evidence, and that of an unanswered one has all of it."""
    missing = {str(row.values[2]): row.values[8] for row in records_of(todo(scorecard, Grouping.INDICATOR)).rows}
    expected = {
        "1.1": "Document: copy of the regulation",
        "1.2a": "",
        "1.10": "Figure/Explanation: coverage figure",
        "2.1": "Photo: schools",
        "3.1": "",
    }

    assert expected == {code: missing[code] for code in expected}


def test_a_record_is_complete(scorecard: Scorecard) -> None:
    """A record includes its place, so that the user can find the cell."""
    row = next(row for row in records_of(todo(scorecard, Grouping.CLUSTER)).rows if row.values[2] == "2.1")
    values = ["Cluster A: Health", NEEDED, "2.1", "Are schools child-friendly?"]
    values += ["6", "6", "0", "6", "Photo: schools", "Disdik", "Cluster A: Health", "Schools", "A!B5"]
    expected = values

    assert [*expected, "None", "None"] == [str(value) for value in row.values]


def test_a_question_without_a_row_has_no_cell(book: Bookmaker, tiny: Instrument) -> None:
    """A question without a row is still in the list."""
    document = todo(api.evaluate(book("== A\nKode|Nilai\n'1.1|5"), tiny), Grouping.CLUSTER)
    locations = {str(row.values[2]): row.values[12] for row in records_of(document).rows}
    expected = ("A!B2", "None")

    assert expected == (str(locations["1.1"]), str(locations["2.1"]))


def test_the_list_exists_in_indonesian(scorecard: Scorecard) -> None:
    """Groups, states and questions are in Indonesian."""
    table = todo(scorecard, Grouping.CLUSTER, language="id").tables[0]
    row = table.rows[0].values

    assert ("Klaster A: Sehat", "2.1", "Foto: sekolah") == (table.title, row[0], str(row[3]))


# Agencies


OWNERS = {
    "nothing": ("", ["Dinkes"]),
    "a known name": ("Dinas Pendidikan", ["Disdik"]),
    "an unknown name": ("Bappeda", ["Bappeda"]),
    "several": ("Disdik; Bappeda\\nDinkes", ["Disdik", "Bappeda", "Dinkes"]),
    "known names and commas": ("Dinkes, Disdik", ["Dinkes", "Disdik"]),
    "a name with a comma": ("Bidang Data, Informasi", ["Bidang Data, Informasi"]),
    "one twice": ("Dinkes; Kesehatan", ["Dinkes"]),
    "semicolons alone": (";", ["Dinkes"]),
}


@pytest.mark.parametrize(("written", "owners"), OWNERS.values(), ids=OWNERS)
def test_the_column_of_agencies_decides(written: str, owners: list[str], book: Bookmaker, tiny: Instrument) -> None:
    """The column replaces the owners of the instrument, and known names become those in use."""
    groups = grouped_records(todo(owned(book, tiny, written)))

    assert set(owners) == {name for name, items in groups.items() if "1.1" in [code for code, _ in items]}


def test_own_names_are_used(scorecard: Scorecard) -> None:
    """The list has the names in the region's file."""
    document = todo(scorecard, own_names={"health": "Dinas Kesehatan Kota"})
    expected = {"Disdik", "Dinas Kesehatan Kota"}

    assert expected == set(listed(document))


def test_united_agencies_have_one_list(scorecard: Scorecard) -> None:
    """A question of both appears once."""
    document = todo(scorecard, own_names={"health": "Dinas", "school": "Dinas"})
    expected = {"Dinas": ["2.1", "1.1", "2.2", "1.10"]}

    assert expected == listed(document)


NAMED = ["Dinkes", "dinkes", " Dinas  Kesehatan", "Health Office", "Kesehatan", "health"]


@pytest.mark.parametrize("name", NAMED)
def test_one_agency_is_found_by_any_of_its_names(name: str, scorecard: Scorecard) -> None:
    """Any name, alias or id works, in either language and letter case. The list has only its questions."""
    expected = {"Dinkes": [("1.1", NEEDED), ("1.2a", DONE), ("3.1", DONE)]}

    assert expected == grouped_records(todo(scorecard, only=name))


def test_an_agency_of_the_sheet_is_found(book: Bookmaker, tiny: Instrument) -> None:
    """An agency of the sheet is found even if the instrument lacks it."""
    expected = {"Evidence needed": ["1.1"]}

    assert expected == listed(todo(owned(book, tiny, "Bappeda Kota"), only="bappeda kota"))


@pytest.mark.parametrize("grouping", [Grouping.CLUSTER, Grouping.INDICATOR])
def test_the_questions_of_one_agency_can_be_grouped_otherwise(grouping: Grouping, scorecard: Scorecard) -> None:
    """The groups are clusters or indicators, with only its own questions."""
    codes = {code for items in grouped_records(todo(scorecard, grouping, "Dinkes")).values() for code, _ in items}
    expected = {"1.1", "1.2a", "3.1"}

    assert expected == codes


@pytest.mark.parametrize(("name", "nearest"), [("Dinkess", ("Dinkes",)), ("Disdk", ("Disdik",)), ("xyz", ())])
def test_an_unknown_agency_is_refused(name: str, nearest: tuple[str, ...], scorecard: Scorecard) -> None:
    """The message has the most similar names first."""
    with pytest.raises(KlaScoreError) as caught:
        todo(scorecard, only=name)
    (issue,) = caught.value.issues
    candidates = issue.parameters["candidates"]
    expected = ("agency-not-found", name, nearest)

    assert isinstance(candidates, tuple)
    assert expected == (issue.code, issue.found, candidates[:1])


# Machine-readable output


def test_the_data_contains_every_item(scorecard: Scorecard) -> None:
    """The data has the list under its own key beside the scorecard."""
    first = data_of(todo(scorecard))["todo"][0]
    expected = {
        "group": "Disdik",
        "question": "2.1",
        "state": "evidence-needed",
        "points_at_risk": 6,
        "points_not_reached": 0,
        "agencies": ["Disdik"],
    }

    assert expected == first


def test_states_have_names_for_machines(scorecard: Scorecard) -> None:
    """The names of states are the same in either language."""
    states = {each["state"] for each in data_of(todo(scorecard, language="id"))["todo"]}
    expected = {"evidence-needed", "not-done", "done"}

    assert expected == states


def test_the_data_contains_the_scorecard_and_the_list(scorecard: Scorecard) -> None:
    """The data includes the total of the scorecard."""
    data = data_of(todo(scorecard))
    expected = ("scorecard", 25, 7)

    assert expected == (data["kind"], data["total"]["claimed"], len(data["todo"]))


@pytest.mark.parametrize("grouping", [Grouping.CLUSTER, Grouping.INDICATOR])
def test_records_add_up_to_the_scorecard(grouping: Grouping, example: Scorecard) -> None:
    """Maximum, claimed, supported and at risk are sums over all 273 questions, without caps."""
    rows = list(
        csv.DictReader(io.StringIO(FORMATS["csv"].render_text(todo(example, grouping), RenderTarget()), newline=""))
    )
    uncapped = [each.uncapped for cluster in example.clusters for each in cluster.indicators]
    expected = (
        273,
        sum(each.maximum for each in uncapped),
        sum(each.claimed for each in uncapped),
        sum(each.supported or 0 for each in uncapped),
        sum(each.at_risk or 0 for each in uncapped),
    )

    assert expected == (
        len(rows),
        *(sum(Decimal(row[name]) for row in rows) for name in ("Maximum", "Claimed", "Supported", "At risk")),
    )


def test_records_by_agency_add_up_once_each_is_counted_once(example: Scorecard) -> None:
    """A shared question appears for each owner, with the same numbers."""
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"].render_text(todo(example), RenderTarget()), newline="")))
    claimed = {(row["Code"], row["Claimed"]) for row in rows}
    expected = (273, sum(each.tally.claimed for each in example.questions))

    assert expected == (len(claimed), sum(Decimal(points) for _, points in claimed))


def test_every_owner_has_every_question(example: Scorecard, kla: Instrument) -> None:
    """The groups contain every agency and every question."""
    agencies = Agencies(kla)
    expected = {
        (owner, each.question.code)
        for each in example.questions
        if each.question.can_earn
        for owner in agencies.owners_of(each.question, each.answer.agency)
    }
    rows = records_of(todo(example)).rows

    assert expected == {(row.values[0], row.values[2]) for row in rows}


# Workbooks


def test_there_is_a_sheet_for_each_agency(example: Scorecard) -> None:
    """The sheet of an agency follows the overview, and has the name of the agency."""
    document = todo(example)
    content = workbook_of(document)
    expected = ["Overview", *(table.title.replace("/", " ")[:31] for table in document.tables), "Issues"]

    assert expected == load_workbook(io.BytesIO(content)).sheetnames


@pytest.mark.slow
def test_all_agencies_of_the_form_have_a_sheet(kla: Instrument, tmp_path: Path) -> None:
    """With a blank sheet every owner has unfinished questions, and the workbook opens again."""
    path = tmp_path / "blank.xlsx"
    path.write_bytes(write_workbook(kla, Messages("id")))
    content = workbook_of(todo(api.evaluate(path, kla)))
    rows = {sheet.title: sheet.max_row for sheet in load_workbook(io.BytesIO(content)).worksheets[1:]}
    owners = {each for question in kla.questions.values() if question.can_earn for each in question.agencies}
    expected = {kla.agency_by_id[owner].short.replace("/", " ") for owner in owners}

    assert expected == {title for title, count in rows.items() if count > 1}


# The command
