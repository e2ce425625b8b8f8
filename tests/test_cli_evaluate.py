"""The command ``evaluate`` with a to-do list."""

import json
from pathlib import Path
from typing import Any

import pytest

from kla_score.reports.views.todo import Grouping
from tests.conftest import TINY, Bookmaker, Runner
from tests.test_reports_todo import GROUPS, SHEET


@pytest.fixture
def run(invoke: Runner) -> Runner:
    """Evaluate in this process, in English."""
    return lambda *arguments: invoke("evaluate", *arguments, "--lang", "en")


@pytest.mark.parametrize("grouping", list(Grouping))
def test_the_command_groups(grouping: Grouping, book: Bookmaker, run: Runner) -> None:
    """--group-by groups the list, in the order of the groups."""
    data = json.loads(run(book(SHEET), "-i", TINY, "--group-by", grouping, "-f", "json", "-q").out)
    expected = list(GROUPS[grouping])
    names = {"Klaster A: Sehat": "Cluster A: Health"}

    assert expected == list(dict.fromkeys(names.get(each["group"], each["group"]) for each in data["todo"]))


def test_the_command_shows_one_agency(book: Bookmaker, run: Runner) -> None:
    """--agency alone shows the list of that agency."""
    out = run(book(SHEET), "-i", TINY, "--agency", "Dinas Kesehatan", "-q").out

    assert (True, False) == ("Dinkes\n" in out, "Disdik\n" in out)


def test_the_command_reads_own_names(book: Bookmaker, tmp_path: Path, run: Runner) -> None:
    """--agencies decides the title of a list. The old name still finds it."""
    names = tmp_path / "names.yaml"
    names.write_text("Dinas Kesehatan Kota: Dinkes\n", encoding="utf-8")
    options = ("--agencies", names, "--agency", "Dinkes", "-f", "json", "-q")
    data = json.loads(run(book(SHEET), "-i", TINY, *options).out)
    expected = {"Dinas Kesehatan Kota"}

    assert expected == {each["group"] for each in data["todo"]}


def test_a_csv_file_equals_the_screen(book: Bookmaker, tmp_path: Path, run: Runner) -> None:
    """The file and the output are equal byte for byte, line ends included."""
    target = tmp_path / "todo.csv"
    outcome = run(book(SHEET), "-i", TINY, "--group-by", "agency", "-f", "csv", "-o", target, "-q")

    assert target.read_bytes() == outcome.out.encode("utf-8")


def test_a_workbook_is_not_for_the_screen(book: Bookmaker, run: Runner) -> None:
    """-f xlsx is refused."""
    outcome = run(book(SHEET), "-i", TINY, "-f", "xlsx")

    assert (2, "") == (outcome.code, outcome.out)


def test_a_written_list_is_not_a_sheet(book: Bookmaker, tmp_path: Path, run: Runner) -> None:
    """A user cannot score it by mistake."""
    target: Any = tmp_path / "todo.xlsx"
    run(book(SHEET), "-i", TINY, "--group-by", "agency", "-o", target, "-q")
    outcome = run(target, "-i", TINY)

    assert (2, True) == (outcome.code, "[workbook-is-report]" in outcome.err)
