"""What is left to do: what lacks a document first, by whoever has to do it, and nothing left out of the records."""

import csv
import io
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

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
from tests.conftest import TINY, Bookmaker, Runner
from tests.documents import data_of, workbook_of
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
"""1.1 and 2.1 lack evidence, 1.10 and 2.2 have no points, 1.2a and 3.1 are done, 3.2 is worth nothing."""
GOOD = Path(__file__).parent.parent / "examples" / "kabupaten-contoh-2024.xlsx"


@pytest.fixture(scope="module")
def scorecard(tiny: Instrument, tmp_path_factory: pytest.TempPathFactory) -> Scorecard:
    """Some of each state."""
    return api.evaluate(make_workbook(tmp_path_factory.mktemp("todo") / "sheet.xlsx", SHEET), tiny)


@pytest.fixture(scope="module")
def example(kla: Instrument) -> Scorecard:
    """The good example of the packaged instrument."""
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
    """Give the codes in each table."""
    return {table.title: [str(row.values[0]) for row in table.rows] for table in document.tables}


def records_of(document: Document) -> Table:
    assert document.records is not None

    return document.records


def grouped_records(document: Document) -> dict[str, list[tuple[str, str]]]:
    """Give code and state of each record by group."""
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
def test_records_hold_every_question_that_can_earn(
    grouping: Grouping, groups: dict[str, list[tuple[str, str]]], scorecard: Scorecard
) -> None:
    """
    What lacks a document first, then the largest points; a question with several owners with each of them.
    """
    expected = list(groups.items())

    assert expected == list(grouped_records(todo(scorecard, grouping)).items())


@pytest.mark.parametrize(("grouping", "groups"), GROUPS.items(), ids=GROUPS)
def test_tables_leave_out_what_is_done(
    grouping: Grouping, groups: dict[str, list[tuple[str, str]]], scorecard: Scorecard
) -> None:
    """
    There is a table for each group, in the order of the records.
    """
    expected = {name: [code for code, state in items if state != DONE] for name, items in groups.items()}

    assert expected == listed(todo(scorecard, grouping))


def test_points_at_risk_weigh_more_than_points_not_reached(book: Bookmaker, tiny: Instrument) -> None:
    """
    A document is found in two days; what was not done is not done in two days.
    """
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


def test_equal_items_stand_in_the_order_of_the_form(kla: Instrument, tmp_path: Path) -> None:
    """
    So that the list is the same every time.
    """
    path = make_workbook(tmp_path / "sheet.xlsx", "== A\nKode|Nilai\n'1.1|")
    order = list(kla.questions)
    codes = listed(todo(api.evaluate(path, kla), Grouping.INDICATOR))
    expected = {
        name: sorted(found, key=lambda code: (-kla.questions[code].maximum, order.index(code)))
        for name, found in codes.items()
    }

    assert expected == codes


def test_what_is_done_is_counted(scorecard: Scorecard) -> None:
    """
    Below each table, so that nobody thinks it was forgotten.
    """
    expected = ["1 of 4 done", "2 of 3 done"]

    assert expected == [table.note for table in todo(scorecard).tables]


def test_an_item_has_its_action(scorecard: Scorecard) -> None:
    """
    Code, points at risk and not earned, the missing evidence above its question, and the agencies.
    """
    options = TodoOptions(Grouping.INDICATOR, in_full=True)
    table = todo_document(scorecard, Agencies(scorecard.instrument, {}), Messages("en"), options).tables[0]
    needed, not_done = ([str(value) for value in row.values] for row in table.rows)

    assert ["1.1", "5", "None", "Document: copy of the regulation\nIs there a regulation?", "Dinkes"] == needed
    assert ["1.10", "None", "2.5"] == not_done[:3]
    assert "Not done\nWhat is the coverage?" == not_done[3]


def test_other_owners_are_named(book: Bookmaker, tiny: Instrument) -> None:
    """
    An item in the list of one agency names the others, and not the agency itself.
    """
    table, _ = todo(owned(book, tiny, "Dinkes; Disdik; Bappeda"), only="Disdik").tables
    (row,) = (each for each in table.rows if each.values[0] == "1.1")

    assert "Dinkes +1" == row.values[-1]


def test_agencies_with_the_most_at_risk_come_first(book: Bookmaker, tiny: Instrument) -> None:
    """
    Then those with the most that is not done.
    """
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


def test_without_evidence_nothing_is_needed(book: Bookmaker, tiny: Instrument) -> None:
    """
    A sheet that records none has only what is done and what is not.
    """
    scorecard = api.evaluate(book("== A\nKode|Nilai\n'1.1|5\n'1.2a|\n'1.10|2\n'2.1|\n'2.2|1\n'3.1|\n'3.2|"), tiny)
    states = dict(item for items in grouped_records(todo(scorecard)).values() for item in items)
    expected = {"1.1": DONE, "1.2a": OPEN, "1.10": DONE, "2.1": OPEN, "2.2": DONE, "3.1": OPEN}

    assert expected == states


def test_points_at_risk_are_unknown_without_evidence(book: Bookmaker, tiny: Instrument) -> None:
    """
    Unknown is not 0.
    """
    scorecard = api.evaluate(book("== A\nKode|Nilai\n'1.1|5\n'1.2a|\n'1.10|\n'2.1|\n'2.2|\n'3.1|\n'3.2|"), tiny)

    assert {row.values[7] for row in records_of(todo(scorecard)).rows} == {None}


def test_what_is_done_misses_nothing(scorecard: Scorecard) -> None:
    """
    The record of a question that is done names no evidence; that of one that is open names all of it.
    """
    missing = {str(row.values[2]): row.values[8] for row in records_of(todo(scorecard, Grouping.INDICATOR)).rows}
    expected = {
        "1.1": "Document: copy of the regulation",
        "1.2a": "",
        "1.10": "Figure/Explanation: coverage figure",
        "2.1": "Photo: schools",
        "3.1": "",
    }

    assert expected == {code: missing[code] for code in expected}


def test_a_record_has_all_that_is_known(scorecard: Scorecard) -> None:
    """
    Its place included, so that the cell can be found.
    """
    row = next(row for row in records_of(todo(scorecard, Grouping.CLUSTER)).rows if row.values[2] == "2.1")
    values = ["Cluster A: Health", NEEDED, "2.1", "Are schools child-friendly?"]
    values += ["6", "6", "0", "6", "Photo: schools", "Disdik", "Cluster A: Health", "Schools", "A!B5"]
    expected = values

    assert [*expected, "None", "None"] == [str(value) for value in row.values]


def test_a_question_without_a_row_has_no_cell(book: Bookmaker, tiny: Instrument) -> None:
    """
    It is to be done all the same.
    """
    document = todo(api.evaluate(book("== A\nKode|Nilai\n'1.1|5"), tiny), Grouping.CLUSTER)
    locations = {str(row.values[2]): row.values[12] for row in records_of(document).rows}
    expected = ("A!B2", "None")

    assert expected == (str(locations["1.1"]), str(locations["2.1"]))


def test_the_list_is_there_in_indonesian(scorecard: Scorecard) -> None:
    """
    Groups, states and questions.
    """
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
    """
    What stands there takes the place of the owners in the instrument; known names become those that are used.
    """
    groups = grouped_records(todo(owned(book, tiny, written)))

    assert set(owners) == {name for name, items in groups.items() if "1.1" in [code for code, _ in items]}


def test_own_names_are_used(scorecard: Scorecard) -> None:
    """
    Those of the region's file.
    """
    document = todo(scorecard, own_names={"health": "Dinas Kesehatan Kota"})
    expected = {"Disdik", "Dinas Kesehatan Kota"}

    assert expected == set(listed(document))


def test_agencies_that_became_one_have_one_list(scorecard: Scorecard) -> None:
    """
    A question that both owned stands there once.
    """
    document = todo(scorecard, own_names={"health": "Dinas", "school": "Dinas"})
    expected = {"Dinas": ["2.1", "1.1", "2.2", "1.10"]}

    assert expected == listed(document)


NAMED = ["Dinkes", "dinkes", " Dinas  Kesehatan", "Health Office", "Kesehatan", "health"]


@pytest.mark.parametrize("name", NAMED)
def test_one_agency_is_found_by_any_of_its_names(name: str, scorecard: Scorecard) -> None:
    """
    Short or long, by alias or id, in either language and letter case; the list has what it owns alone.
    """
    expected = {"Dinkes": [("1.1", NEEDED), ("1.2a", DONE), ("3.1", DONE)]}

    assert expected == grouped_records(todo(scorecard, only=name))


def test_an_agency_of_the_sheet_is_found(book: Bookmaker, tiny: Instrument) -> None:
    """
    Even when the instrument does not know it.
    """
    expected = {"Evidence needed": ["1.1"]}

    assert expected == listed(todo(owned(book, tiny, "Bappeda Kota"), only="bappeda kota"))


@pytest.mark.parametrize("grouping", [Grouping.CLUSTER, Grouping.INDICATOR])
def test_the_questions_of_one_agency_can_be_grouped_otherwise(grouping: Grouping, scorecard: Scorecard) -> None:
    """
    By cluster or indicator, and nothing of others is among them.
    """
    codes = {code for items in grouped_records(todo(scorecard, grouping, "Dinkes")).values() for code, _ in items}
    expected = {"1.1", "1.2a", "3.1"}

    assert expected == codes


@pytest.mark.parametrize(("name", "nearest"), [("Dinkess", ("Dinkes",)), ("Disdk", ("Disdik",)), ("xyz", ())])
def test_an_unknown_agency_is_refused(name: str, nearest: tuple[str, ...], scorecard: Scorecard) -> None:
    """
    With the names that look most like it first.
    """
    with pytest.raises(KlaScoreError) as caught:
        todo(scorecard, only=name)
    (issue,) = caught.value.issues
    candidates = issue.parameters["candidates"]
    expected = ("agency-not-found", name, nearest)

    assert isinstance(candidates, tuple)
    assert expected == (issue.code, issue.found, candidates[:1])


# For machines


def test_the_data_holds_every_item(scorecard: Scorecard) -> None:
    """
    Beside the scorecard, under a key of its own.
    """
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
    """
    The same in either language.
    """
    states = {each["state"] for each in data_of(todo(scorecard, language="id"))["todo"]}
    expected = {"evidence-needed", "not-done", "done"}

    assert expected == states


def test_the_data_is_that_of_the_scorecard_and_the_list(scorecard: Scorecard) -> None:
    """
    Who reads the total of a scorecard finds it here, too.
    """
    data = data_of(todo(scorecard))
    expected = ("scorecard", 25, 7)

    assert expected == (data["kind"], data["total"]["claimed"], len(data["todo"]))


@pytest.mark.parametrize("grouping", [Grouping.CLUSTER, Grouping.INDICATOR])
def test_records_add_up_to_the_scorecard(grouping: Grouping, example: Scorecard) -> None:
    """
    Maximum, claimed, supported and at risk, over all 273 questions; caps are left to indicators.
    """
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
    """
    A question with several owners stands there for each of them, with the same numbers.
    """
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"].render_text(todo(example), RenderTarget()), newline="")))
    claimed = {(row["Code"], row["Claimed"]) for row in rows}
    expected = (273, sum(each.tally.claimed for each in example.questions))

    assert expected == (len(claimed), sum(Decimal(points) for _, points in claimed))


def test_every_owner_has_every_question(example: Scorecard, kla: Instrument) -> None:
    """
    Neither an agency nor a question is lost between the groups.
    """
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
    """
    Behind the overview, under its name.
    """
    document = todo(example)
    content = workbook_of(document)
    expected = ["Overview", *(table.title.replace("/", " ")[:31] for table in document.tables), "Issues"]

    assert expected == load_workbook(io.BytesIO(content)).sheetnames


@pytest.mark.slow
def test_all_agencies_of_the_form_have_a_sheet(kla: Instrument, tmp_path: Path) -> None:
    """
    With a blank sheet every agency that owns a question has something to do, and the workbook opens again.
    """
    path = tmp_path / "blank.xlsx"
    path.write_bytes(write_workbook(kla, Messages("id")))
    content = workbook_of(todo(api.evaluate(path, kla)))
    rows = {sheet.title: sheet.max_row for sheet in load_workbook(io.BytesIO(content)).worksheets[1:]}
    owners = {each for question in kla.questions.values() if question.can_earn for each in question.agencies}
    expected = {kla.agency_by_id[owner].short.replace("/", " ") for owner in owners}

    assert expected == {title for title, count in rows.items() if count > 1}


# The command


@pytest.fixture
def run(invoke: Runner) -> Runner:
    """Evaluate in this process, in English."""
    return lambda *arguments: invoke("evaluate", *arguments, "--lang", "en")


@pytest.mark.parametrize("grouping", list(Grouping))
def test_the_command_groups(grouping: Grouping, book: Bookmaker, run: Runner) -> None:
    """
    With --group-by, in the order of the groups.
    """
    data = json.loads(run(book(SHEET), "-i", TINY, "--group-by", grouping, "-f", "json", "-q").out)
    expected = list(GROUPS[grouping])
    names = {"Klaster A: Sehat": "Cluster A: Health"}

    assert expected == list(dict.fromkeys(names.get(each["group"], each["group"]) for each in data["todo"]))


def test_the_command_shows_one_agency(book: Bookmaker, run: Runner) -> None:
    """
    With --agency alone the list of that agency is shown.
    """
    out = run(book(SHEET), "-i", TINY, "--agency", "Dinas Kesehatan", "-q").out

    assert (True, False) == ("Dinkes\n" in out, "Disdik\n" in out)


def test_the_command_reads_own_names(book: Bookmaker, tmp_path: Path, run: Runner) -> None:
    """
    --agencies decides how a list is called; the old name still finds it.
    """
    names = tmp_path / "names.yaml"
    names.write_text("Dinas Kesehatan Kota: Dinkes\n", encoding="utf-8")
    options = ("--agencies", names, "--agency", "Dinkes", "-f", "json", "-q")
    data = json.loads(run(book(SHEET), "-i", TINY, *options).out)
    expected = {"Dinas Kesehatan Kota"}

    assert expected == {each["group"] for each in data["todo"]}


def test_a_csv_file_is_what_the_screen_shows(book: Bookmaker, tmp_path: Path, run: Runner) -> None:
    """
    To the byte, line ends included.
    """
    target = tmp_path / "todo.csv"
    outcome = run(book(SHEET), "-i", TINY, "--group-by", "agency", "-f", "csv", "-o", target, "-q")

    assert target.read_bytes() == outcome.out.encode("utf-8")


def test_a_workbook_is_not_for_the_screen(book: Bookmaker, run: Runner) -> None:
    """
    -f xlsx is refused.
    """
    outcome = run(book(SHEET), "-i", TINY, "-f", "xlsx")

    assert (2, "") == (outcome.code, outcome.out)


def test_a_list_that_was_written_is_no_sheet(book: Bookmaker, tmp_path: Path, run: Runner) -> None:
    """
    Nobody scores it by mistake.
    """
    target: Any = tmp_path / "todo.xlsx"
    run(book(SHEET), "-i", TINY, "--group-by", "agency", "-o", target, "-q")
    outcome = run(target, "-i", TINY)

    assert (2, True) == (outcome.code, "[workbook-is-report]" in outcome.err)
