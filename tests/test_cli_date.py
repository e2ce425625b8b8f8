"""The date and the office of a report: options, variables and the clock."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import Runner

SHEET = Path(__file__).parent.parent / "examples" / "kabupaten-contoh-2024.xlsx"


def first_line(run: Runner, tmp_path: Path, *options: str) -> str:
    """Return the line above the title of a page."""
    page = tmp_path / "page.html"
    assert 0 == run("evaluate", SHEET, "-o", page, "-q", "--force", *options).code
    return page.read_text(encoding="utf-8").split('<p class="issued">')[1].split("</p>")[0].replace("\xa0", " ")


def test_a_report_has_the_date_and_the_office_of_the_options(tmp_path: Path, run: Runner) -> None:
    """Markup in the name of an office is text."""
    options = ("--date", "2026-03-09", "--office", "Dinas <b>PPPA</b>")

    assert "Dinas &lt;b&gt;PPPA&lt;/b&gt; · 9 March 2026" == first_line(run, tmp_path, *options)


def test_builds_fix_the_date(tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH is in UTC. The option is stronger."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225599")

    assert "31 December 2025" == first_line(run, tmp_path)
    assert "1 May 2026" == first_line(run, tmp_path, "--date", "2026-05-01")


def test_the_date_is_today_by_default(tmp_path: Path, run: Runner) -> None:
    """Today is the day of the computer."""
    now = datetime.now().astimezone()
    days = [now, now + timedelta(days=1)]  # midnight may pass

    assert first_line(run, tmp_path) in [f"{day.day} {day:%B} {day.year}" for day in days]


@pytest.mark.parametrize("value", ["besok", "31-03-2026", "2026-02-30", ""])
def test_a_wrong_date_is_refused(value: str, run: Runner) -> None:
    """The message names the option and a valid date."""
    outcome = run("evaluate", SHEET, "-q", "--date", value)

    assert (2, True) == (outcome.code, "2026-03-31" in outcome.err)
    assert f"“{value}” is not a valid date for --date." in outcome.err


@pytest.mark.parametrize("value", ["soon", "-1", "253402300800"])
def test_a_wrong_variable_is_refused_if_a_file_needs_it(
    value: str, tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written. Without a file, the variable has no effect."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    page = tmp_path / "page.html"
    outcome = run("evaluate", SHEET, "-q", "-o", page)

    assert (2, True, False) == (outcome.code, "SOURCE_DATE_EPOCH" in outcome.err, page.exists())
    assert 0 == run("evaluate", SHEET, "-q").code
