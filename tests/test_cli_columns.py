"""A region's own titles of columns: ``--column``, and the page of the accepted ones."""

import json
import re
from pathlib import Path
from typing import Final

import pytest

from kla_score import api
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.issues import KlaScoreError
from kla_score.reports.views.columns import columns_document
from kla_score.sheet.layout import accepted_titles
from tests.conftest import TINY, Bookmaker, Outcome, Runner, data_of
from tests.test_sheet_recap import Layout

OWN: Final = "== R\nURUT|BUTIR|HASIL TAHUN INI|ARSIP\n|2. Sekolah\n1|Apakah?|6|foto.jpg"
COLUMNS: Final = ("--column", "No=URUT", "--column", "pertanyaan = butir", "--column", "Nilai=Hasil tahun ini")


def claimed(outcome: Outcome) -> object:
    return data_of(outcome)["total"]["claimed"]


def test_any_title_can_be_named(book: Bookmaker, run: Runner) -> None:
    """A recap whose titles are unknown is read with them. Letter case and blanks make no difference."""
    assert 6 == claimed(run("evaluate", book(OWN), "-i", TINY, "-f", "json", *COLUMNS))


@pytest.mark.parametrize("name", ["Foto", "Photo", "Data Dukung"])
def test_a_column_of_evidence_can_be_named(name: str, book: Bookmaker, run: Runner) -> None:
    """By its type in either language, or as that of all evidence."""
    outcome = run("evaluate", book(OWN), "-i", TINY, "-f", "json", *COLUMNS, "--column", f"{name}=ARSIP")

    assert 6 == data_of(outcome)["total"]["supported"]


def test_an_own_title_goes_before_a_known_one(book: Bookmaker, run: Runner) -> None:
    """The named column is read, and the known one beside it is not."""
    path = book("== R\nNo|Pertanyaan|Nilai|2024\n|2. Sekolah\n1|Apakah?|6|5")

    assert 5 == claimed(run("evaluate", path, "-i", TINY, "-f", "json", "--column", "Nilai=2024"))


def test_a_sheet_with_codes_can_have_own_titles(book: Bookmaker, run: Runner) -> None:
    """Not only a recap."""
    path = book("== A\nButir|Poin\n'2.1|5")
    columns = ("--column", "Kode=Butir", "--column", "Nilai=Poin")

    assert 5 == claimed(run("evaluate", path, "-i", TINY, "-f", "json", *columns))


def test_every_command_that_reads_a_sheet_has_the_option(book: Bookmaker, tmp_path: Path, run: Runner) -> None:
    """Batch, plan, compare and template read the same table."""
    path = book(OWN)
    outcomes = [
        run("batch", path, "-i", TINY, *COLUMNS),
        run("plan", path, "-i", TINY, "--target", "10", *COLUMNS),
        run("compare", path, path, "-i", TINY, *COLUMNS),
        run("template", tmp_path / "new.xlsx", "--from", path, "-i", TINY, *COLUMNS),
    ]

    assert [] == [each.err for each in outcomes if "workbook-columns-missing" in each.err or each.code == 2]


def test_the_next_command_repeats_the_option(book: Bookmaker, tiny: Instrument, run: Runner) -> None:
    """What the result proposes to run next reads the sheet, too."""
    path = book(
        Layout().write(tiny, {"Nilai Evaluasi": "Hasil", "No": "Urut"}).replace("|6|6|", "|6|0|").replace("|7|", "|0|")
    )
    columns = ("--column", "No=Urut", "--column", "Nilai=Hasil")
    out = " ".join(run("evaluate", path, "-i", TINY, *columns).out.split())

    assert re.search(r"kla-score plan \S+ -i \S+ --column No=Urut --column Nilai=Hasil --target", out), out


UNKNOWN: Final = {"Poin=SKOR": "Poin", "SKOR": "SKOR", "Nilai=": "Nilai=", "=SKOR": "", "": ""}


@pytest.mark.parametrize(("value", "found"), UNKNOWN.items())
def test_an_unknown_column_is_named(value: str, found: str, book: Bookmaker, run: Runner) -> None:
    """With the columns that are known, before anything is read."""
    outcome = run("evaluate", book(OWN), "-i", TINY, "--column", value)
    error = " ".join(outcome.err.split())

    assert 2 == outcome.code
    assert f"Unknown column “{found}” in `--column`. Known columns: Kode, Pertanyaan, " in error


def test_a_title_that_no_table_has_is_reported(book: Bookmaker, run: Runner) -> None:
    """A mistyped title would have no effect."""
    outcome = run(
        "evaluate", book("== R\nNo|Pertanyaan|Nilai\n|2. Sekolah\n1|a|6"), "-i", TINY, "--column", "Nilai=SKORE"
    )

    assert "No table has the column “SKORE” from `--column`. [column-title-not-found]" in " ".join(outcome.err.split())


def test_a_notebook_can_name_titles(book: Bookmaker, tiny: Instrument) -> None:
    """As a mapping from the own titles to the known columns."""
    titles = {"URUT": "No", "BUTIR": "Pertanyaan", "HASIL TAHUN INI": "Nilai"}

    assert 6 == api.evaluate(book(OWN), tiny, titles=titles).total.claimed
    with pytest.raises(KlaScoreError):
        api.evaluate(book(OWN), tiny, titles={"URUT": "Urutan"})


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_accepted_titles_are_shown(language: str, kla: Instrument, invoke: Runner) -> None:
    """Every title of every column, also of evidence."""
    outcome = invoke("show", "columns", "--lang", language)
    words = " ".join(outcome.out.split())
    titles = [title for names in accepted_titles(kla).values() for title in names]

    assert (0, []) == (outcome.code, [title for title in titles if title not in words])


def test_the_accepted_titles_are_data(tiny: Instrument) -> None:
    """By column, with keys that are the same in every language."""
    data = columns_document(accepted_titles(tiny), Messages("id")).data

    assert ["Foto", "Photo"] == json.loads(json.dumps(data["columns"]))["evidence:photo"]
