"""The command `compare`: two years, two stages, two editions, sheets and saved scorecards."""

from decimal import Decimal
from pathlib import Path

import pytest

from kla_score import api
from kla_score.assessment.region import Identity
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.parts.carry_over import RowContent
from kla_score.template.writing import write_workbook
from tests.conftest import TINY, Runner, data_of

EXAMPLES = Path(__file__).parent.parent / "examples"
BEFORE, AFTER = EXAMPLES / "kabupaten-contoh-2024.xlsx", EXAMPLES / "kabupaten-contoh-2025.xlsx"


def test_the_comparison_fits_on_one_screen(run: Runner) -> None:
    """Without -v the two years of the example take at most 60 lines of 80 columns."""
    lines = run("compare", BEFORE, AFTER, "-q").out.splitlines()

    assert (True, True) == (len(lines) <= 60, max(map(len, lines)) <= 80)


def test_a_warning_of_both_sheets_is_printed_once(run: Runner) -> None:
    """The warning names both files."""
    lines = run("compare", BEFORE, AFTER).err.splitlines()

    assert 1 == sum(line.endswith("[evidence-declared]") for line in lines)
    assert lines[0].startswith(f"{BEFORE.name}, {AFTER.name}: ")


def test_the_numbers_are_those_of_both_evaluations(run: Runner) -> None:
    """Totals and differences equal the results of `evaluate` for both sheets."""
    first, second = (data_of(run("evaluate", sheet, "-f", "json", "-q"))["total"] for sheet in (BEFORE, AFTER))
    total = data_of(run("compare", BEFORE, AFTER, "-f", "json", "-q"))["total"]

    assert total["change"]["claimed"] == second["claimed"] - first["claimed"]
    assert total["change"]["supported"] == second["supported"] - first["supported"]


def test_a_saved_scorecard_replaces_its_sheet(tmp_path: Path, run: Runner) -> None:
    """A file from `evaluate -o x.json` replaces the workbook."""
    for sheet, name in ((BEFORE, "a.json"), (AFTER, "b.json")):
        run("evaluate", sheet, "-o", tmp_path / name, "-q")
    from_sheets = run("compare", BEFORE, AFTER, "-f", "json", "-q").out

    assert from_sheets == run("compare", tmp_path / "a.json", tmp_path / "b.json", "-f", "json", "-q").out


def test_the_same_sheet_does_not_differ(run: Runner) -> None:
    """A sentence states this, without a list."""
    outcome = run("compare", BEFORE, BEFORE, "-q")

    assert "none: points, evidence and predicates are the same" in outcome.out
    assert "Largest" not in outcome.out


def test_the_data_of_the_same_sheet_is_empty(run: Runner) -> None:
    """The data has no question, no indicator and no movement."""
    data = data_of(run("compare", BEFORE, BEFORE, "-f", "json", "-q"))

    assert (True, [], [], 0) == (data["same"], data["questions"], data["indicators"], data["lost"]["points"])


def sheet_of(
    path: Path, instrument: Instrument, points: dict[str, int], stage: str = "EM", kind: str = "document"
) -> Path:
    identity = {Identity.STAGE: stage, Identity.YEAR: "2024", Identity.KIND: "Kota", Identity.NAME: "Kecil"}
    entries = {code: RowContent(Decimal(worth), {kind: "a.pdf"}) for code, worth in points.items()}
    path.write_bytes(write_workbook(instrument, Messages("id"), entries, identity))
    return path


def test_points_lost_at_verification_are_printed(tmp_path: Path, tiny: Instrument, run: Runner) -> None:
    """The output contains the points lost at verification, and how many of them lacked a document."""
    first = sheet_of(tmp_path / "em.xlsx", tiny, {"1.1": 5, "3.1": 4}, kind="photo")
    second = sheet_of(tmp_path / "va.xlsx", tiny, {"1.1": 2, "3.1": 4}, "VA")
    out = " ".join(run("compare", first, second, "-i", TINY, "-q").out.split())

    assert "self-assessment (EM) 2024 → administrative verification (VA) 2024" in out
    assert "3 points in 1 question, 3 of these points without complete evidence in EM 2024" in out


def test_another_predicate_is_a_difference(tmp_path: Path, run: Runner) -> None:
    """Equal points with different thresholds may give different predicates."""
    text = (EXAMPLES.parent / "indicators.yaml").read_text(encoding="utf-8")
    moved = tmp_path / "moved.yaml"
    moved.write_text(text.replace("lower_limit: 801", "lower_limit: 841"), encoding="utf-8")
    run("evaluate", AFTER, "-o", tmp_path / "a.json", "-q")
    run("evaluate", AFTER, "-i", moved, "-o", tmp_path / "b.json", "-q")
    data = data_of(run("compare", tmp_path / "a.json", tmp_path / "b.json", "-q", "-f", "json"))

    assert (False, ["utama", "nindya"]) == (data["same"], data["predicate"]["claimed"])


@pytest.mark.parametrize("is_old", [False, True])
def test_a_total_on_a_shared_end_is_flagged(is_old: bool, tmp_path: Path, tiny: Instrument, run: Runner) -> None:
    """With both predicates. A result that was saved without the flag is read as well."""
    sheet, saved = tmp_path / "sheet.xlsx", tmp_path / "saved.json"
    entries = {code: RowContent(Decimal(points)) for code, points in (("1.1", 5), ("2.2", 4), ("3.1", 10))}
    sheet.write_bytes(write_workbook(tiny, Messages("id"), entries))
    run("evaluate", sheet, "-i", TINY, "-o", saved, "-q")
    if is_old:
        lines = saved.read_text(encoding="utf-8").splitlines()
        saved.write_text("\n".join(line for line in lines if "on_shared_end" not in line), encoding="utf-8")
    outcome = run("compare", saved, saved, "-i", TINY, "-q")

    assert ("Low" if is_old else "Low/High") == outcome.out.partition("19 → 19 (0)")[2].splitlines()[0].strip()


def test_many_other_questions_are_counted_not_listed(tmp_path: Path, run: Runner) -> None:
    """The comparison with another form still fits on one screen."""
    form = api.load_instrument(EXAMPLES / "instruments" / "kla-2022-groups.yaml")
    first = tmp_path / "2022.xlsx"
    first.write_bytes(write_workbook(form, Messages("id"), {}))
    instruments = ("-i", EXAMPLES / "instruments" / "kla-2022-groups.yaml", "-i", EXAMPLES.parent / "indicators.yaml")

    assert len(run("compare", first, AFTER, *instruments, "-q").out.splitlines()) < 54


def test_two_instruments_of_one_edition_are_refused(run: Runner) -> None:
    """Two instruments of one edition are an error, since the choice between them would be random."""
    outcome = run(
        "compare", BEFORE, AFTER, "-i", EXAMPLES.parent / "indicators.yaml", "-i", EXAMPLES.parent / "indicators.yaml"
    )

    assert 2 == outcome.code
    assert " [instrument-repeated]" in outcome.err


def test_a_part_has_no_predicate(tmp_path: Path, tiny: Instrument, run: Runner) -> None:
    """A part and a whole sheet are compared by shares, without predicates, and a note explains that."""
    whole = sheet_of(tmp_path / "whole.xlsx", tiny, {"1.1": 5})
    run("template", "--per-agency", tmp_path / "parts", "-i", TINY, "--from", whole)
    part = next(path for path in sorted((tmp_path / "parts").iterdir()) if path.name.startswith("1-"))
    out = run("compare", part, whole, "-i", TINY, "-q").out

    assert "One of the workbooks is the part of one agency." in " ".join(out.split())
    assert "predicate" not in out.splitlines()[1]


def test_two_editions_are_compared_by_shares(tmp_path: Path, run: Runner) -> None:
    """Each sheet is scored by its own instrument, and parts are shares of their maximum."""
    old = EXAMPLES / "instruments" / "kla-2022-groups.yaml"
    form = api.load_instrument(old)
    first = tmp_path / "2022.xlsx"
    entries = {code: RowContent(question.maximum) for code, question in form.questions.items()}
    first.write_bytes(write_workbook(form, Messages("id"), entries, {Identity.YEAR: "2022"}))
    arguments = ("compare", first, AFTER, "-i", old, "-i", EXAMPLES.parent / "indicators.yaml", "-q")
    out = run(*arguments).out

    assert "percentages of the maximum are compared" in out
    assert "The editions differ." in out
    assert 1000 == data_of(run(*arguments, "-f", "json"))["total"]["before"]["claimed"]


def test_another_edition_needs_its_instrument(tmp_path: Path, run: Runner) -> None:
    """A sheet without its instrument is not compared."""
    form = api.load_instrument(EXAMPLES / "instruments" / "kla-2022-groups.yaml")
    first = tmp_path / "2022.xlsx"
    first.write_bytes(write_workbook(form, Messages("id"), {}))
    outcome = run("compare", first, AFTER)

    assert (2, "") == (outcome.code, outcome.out)
    assert " [workbook-other-edition]" in outcome.err


def test_a_wrong_cell_shows_in_the_exit_code(run: Runner) -> None:
    """An incomplete sheet is compared and marked, with exit code 1."""
    outcome = run("compare", EXAMPLES / "dengan-kesalahan.xlsx", AFTER, "-q")

    assert 1 == outcome.code
    assert "INCOMPLETE" in outcome.out


def test_every_question_is_in_the_table_for_machines(run: Runner) -> None:
    """CSV has a line for each question, changed or not."""
    assert 275 == len(run("compare", BEFORE, AFTER, "-f", "csv", "-q").out.splitlines())


@pytest.mark.parametrize("name", ["x.csv", "x.md", "x.xlsx", "x.json"])
def test_a_comparison_can_be_saved(name: str, tmp_path: Path, run: Runner) -> None:
    """A comparison can have every format of a result."""
    assert 0 == run("compare", BEFORE, AFTER, "-o", tmp_path / name, "-q").code
    assert (tmp_path / name).stat().st_size > 1000


def test_a_file_is_complete(tmp_path: Path, run: Runner) -> None:
    """A file has no shortened lists."""
    target = tmp_path / "x.md"
    outcome = run("compare", BEFORE, AFTER, "-o", target, "-q", "-f", "markdown")

    assert "to show all." in outcome.out
    assert "to show all." not in target.read_text(encoding="utf-8")
