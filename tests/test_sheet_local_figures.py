"""The figures of agencies: rows of question, code and value."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from kla_score.assessment.local_reports import LocalAnswer
from kla_score.assessment.region import Region
from kla_score.instrument import Instrument
from kla_score.instrument_file import load_forms
from kla_score.issues import Issue, KlaScoreError, Location
from kla_score.sheet.local_figures import read_figures
from kla_score.sheet.local_lists import ListRead

FORMS: Final = load_forms()
SUB_DISTRICT, VILLAGE = FORMS
SAVED: Final = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)


def figures(folder: Path, *rows: str, head: str = "question,code,value", largest: int = 1) -> ListRead:
    """Read a file of figures with *head* and *rows*, saved at `SAVED`."""
    path = folder / "figures.csv"
    path.write_text("\n".join((head, *rows)), encoding="utf-8")
    os.utime(path, (SAVED.timestamp(), SAVED.timestamp()))
    return read_figures(path, FORMS, largest)


def refusal(folder: Path, *rows: str, head: str = "question,code,value", largest: int = 1) -> Issue:
    """Read such a file, which must be refused, and return the reason."""
    with pytest.raises(KlaScoreError) as caught:
        figures(folder, *rows, head=head, largest=largest)
    (issue,) = caught.value.issues
    return issue


FIGURES: Final = {
    "26.7,99.01.01.2001,ya": ("26.7", True),
    "26.7,9901012001,3": ("26.7", True),
    "26.7,99.01.01.2001,0": ("26.7", False),
    '26.6,99.01.01.2001,"95,5%"': ("26.6", True),
    "26.6,99.01.01.2001,90%": ("26.6", False),
    "25.7a,99.01.01,tidak": ("25.7a", False),
    "25.7a,99.01.01,nihil": ("25.7a", False),
    "25.8,99.01.01,Ya": ("25.8", True),
}


@pytest.mark.parametrize(("line", "expected"), FIGURES.items())
def test_a_figure_is_an_answer(line: str, expected: tuple[str, bool], tmp_path: Path) -> None:
    """A number of cases, a word or a percentage answers the question. A blank value does not."""
    read = figures(tmp_path, "26.4,99.01.01.2001,", "26.4,99.01.01.2001", "26.4", line)

    assert [{expected[0]: LocalAnswer(is_yes=expected[1])}] == [each.answers for each in read.reports]
    assert [] == read.issues


@pytest.mark.parametrize(
    ("line", "form", "code"),
    [("26.7,9901012001,3", VILLAGE, "99.01.01.2001"), ('25.8,"99,01,01",Ya', SUB_DISTRICT, "99.01.01")],
)
def test_a_figure_has_its_row_and_the_date_of_saving(line: str, form: Instrument, code: str, tmp_path: Path) -> None:
    """The question decides whether the region is a village or a sub-district. The date is that in UTC."""
    (report,) = figures(tmp_path, "", line).reports
    location = Location(str(tmp_path / "figures.csv"), line=3, column=1)

    assert (form.id, Region(code=code), location, "2026-01-31") == (
        report.form,
        report.region,
        report.location,
        report.as_of,
    )


UNKNOWN, OF_OTHER_LEVEL, MALFORMED = "figures-question-unknown", "figure-code-of-other-level", "figure-code-malformed"
NOT_CASES, NOT_YES_OR_NO = "figure-not-cases", "figure-not-yes-or-no"
FAULTY_FIGURES: Final = {
    "26.99,99.01.01.2001,1": (UNKNOWN, "", "26.99"),
    ",99.01.01.2001,1": (UNKNOWN, "", ""),
    "26.7,11/01/2002,1": ("region-code-is-date", "26.7", "11/01/2002"),
    "26.7,99.01.01,1": (OF_OTHER_LEVEL, "26.7", "99.01.01"),
    "25.6,99.01.01.2001,1": (OF_OTHER_LEVEL, "25.6", "99.01.01.2001"),
    "26.7,Bareng,1": (MALFORMED, "26.7", "Bareng"),
    "26.7,,1": (MALFORMED, "26.7", ""),
    "26.7,99.01.01.2001,mungkin": (NOT_CASES, "26.7", "mungkin"),
    "26.7,99.01.01.2001,2.5": (NOT_CASES, "26.7", "2.5"),
    "26.7,99.01.01.2001,97%": (NOT_CASES, "26.7", "97%"),
    "26.7,99.01.01.2001,-1": (NOT_CASES, "26.7", "-1"),
    "25.8,99.01.01,97.5": (NOT_YES_OR_NO, "25.8", "97.5"),
    "25.8,99.01.01,100%": (NOT_YES_OR_NO, "25.8", "100%"),
    "26.10,99.01.01.2001,1": (NOT_YES_OR_NO, "26.10", "1"),
    "26.6,99.01.01.2001,-5%": ("percentage-outside", "26.6", "-5%"),
}


@pytest.mark.parametrize(("line", "expected"), FAULTY_FIGURES.items())
def test_a_fault_in_a_row_of_figures_is_named(line: str, expected: tuple[str, str, str], tmp_path: Path) -> None:
    """The issue names the row, the question and the text. The other rows count."""
    rows = line.replace(",", ";"), "26.4;99.01.01.2001;ya"
    read = figures(tmp_path, *rows, head="Pertanyaan;Kode;Isian")
    location = Location(str(tmp_path / "figures.csv"), line=2, column=1)

    assert [(*expected, location)] == [(each.code, each.question, each.found, each.location) for each in read.issues]
    assert {"26.4"} == {*read.reports[-1].answers}


@pytest.mark.parametrize(
    ("row", "key", "expected"),
    [
        ("26.8,99.01.01.2001,1", "candidates", ("26.8d", "26.8c", "26.8b")),
        ("26.7,Bareng,1", "needed", ("16.10.03.2001",)),
        ("25.8,11/01/2002,1", "candidates", ("16.10.10",)),
    ],
)
def test_an_issue_of_a_figure_says_what_is_usable(row: str, key: str, expected: Sequence[str], tmp_path: Path) -> None:
    """Similar codes of questions, or a code of the level that the question is about."""
    (issue,) = figures(tmp_path, row).issues

    assert expected == issue.parameters[key]


@pytest.mark.parametrize(
    ("head", "row", "code"),
    [
        ("code,value,question", "99.01.01.2001,1", UNKNOWN),
        ("code,value,question", "99.01.01.2001,1,", UNKNOWN),
        ("question,value,code", "26.7,1", MALFORMED),
    ],
)
def test_a_short_row_is_an_issue(head: str, row: str, code: str, tmp_path: Path) -> None:
    """Spreadsheet programs leave out the last separators, whatever the order of the columns."""
    assert [(code, "")] == [(each.code, each.found) for each in figures(tmp_path, row, head=head).issues]


CONFLICTS: Final = {
    "no cases": ("26.7", "2", "0", False),
    "other numbers of cases": ("26.7", "2", "3", False),
    "other words": ("26.4", "ya", "tidak", False),
    "the same number": ("26.7", "2", "2", True),
    "other decimals": ("26.6", "95%", '"95,0%"', True),
    "words for yes": ("26.4", "ya", "sudah ada", True),
}


@pytest.mark.parametrize(("question", "one", "other", "counts"), CONFLICTS.values(), ids=CONFLICTS)
def test_different_figures_of_one_village_are_a_conflict(
    question: str, one: str, other: str, counts: bool, tmp_path: Path
) -> None:
    """None of them counts, whatever their order. The same value twice is one figure."""
    read = figures(tmp_path, f"{question},99.01.01.2001,{one}", f"{question},9901012001,{other}", "26.8a,9901012001,1")
    location = Location(str(tmp_path / "figures.csv"), line=3, column=1)

    assert ([] if counts else [Issue("figures-conflict", location, question, "99.01.01.2001", {"other": 2})]) == [
        *read.issues
    ]
    assert ([question] if counts else []) == [code for each in read.reports for code in each.answers if code != "26.8a"]


@pytest.mark.parametrize(
    ("head", "missing"),
    [("", "question"), ("kode,isian", "question"), ("pertanyaan,isian", "code"), ("pertanyaan,kode", "value")],
)
def test_figures_without_a_column_are_refused(head: str, missing: str, tmp_path: Path) -> None:
    """The missing column is named."""
    location = Location(str(tmp_path / "figures.csv"))

    assert Issue("figures-column-missing", location, parameters={"needed": missing}) == refusal(tmp_path, head=head)


@pytest.mark.parametrize(
    ("head", "repeated"),
    [("pertanyaan,kode,isian,jumlah", "value"), ("kode,pertanyaan,kode wilayah,isian", "code")],
)
def test_two_columns_of_one_meaning_are_refused(head: str, repeated: str, tmp_path: Path) -> None:
    """Nobody can know which column counts."""
    location = Location(str(tmp_path / "figures.csv"))

    assert Issue("figures-column-repeated", location, found=repeated) == refusal(tmp_path, head=head)


def test_an_unreadable_file_of_figures_is_refused(tmp_path: Path) -> None:
    """It is no CSV file, or larger than allowed."""
    assert "list-malformed" == refusal(tmp_path, '"26.7;1').code
    assert "file-text-too-large" == refusal(tmp_path, largest=0).code
