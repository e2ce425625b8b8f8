"""The command `plan`: following the plan reaches the target, and invalid input is refused."""

import csv
import io
import re
import shlex
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kla_score import api
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.issues import KlaScoreError
from kla_score.parts.carry_over import RowContent
from kla_score.scoring.summary import Basis
from kla_score.template.writing import write_workbook
from tests.conftest import TINY, Outcome, Runner, data_of

EXAMPLE = Path(__file__).parent.parent / "examples" / "kabupaten-contoh-2024.xlsx"


def follow(path: Path, steps: list[dict[str, Any]], target: Path) -> Path:
    """Apply the *steps* to a copy of the workbook at *path*: raise points, attach missing documents."""
    book: Any = load_workbook(path)
    by_code = {step["question"]: step for step in steps}
    for sheet in book.worksheets[3:]:
        if sheet.sheet_state != "visible":
            continue
        columns = {cell.value: cell.column for cell in sheet[1]}
        for row in sheet.iter_rows(min_row=2):
            step = by_code.get(row[0].value)
            if step:
                if step["raise_to"] is not None:
                    row[3].value = float(step["raise_to"])
                for number, item in enumerate(step["attach"]):
                    heading = {"D": "Dokumen"}.get(item["kind"], item["heading"] if "heading" in item else item["kind"])
                    cell = sheet.cell(row[0].row, columns[heading])
                    cell.value = f"{cell.value or ''}; lampiran-{row[0].value}-{number}.pdf"
    book.save(target)
    return target


def test_without_predicates_a_plan_shows_shares(tmp_path: Path, run: Runner) -> None:
    """An instrument may have no predicates. Totals then have their share of the maximum."""
    text = TINY.read_text(encoding="utf-8")
    form = tmp_path / "form.yaml"
    start, end = text.index("predicates:"), text.index("evidence_kinds:")
    form.write_text(f"{text[:start]}predicates: []\n{text[end:]}", encoding="utf-8")
    sheet = tmp_path / "sheet.xlsx"
    sheet.write_bytes(write_workbook(api.load_instrument(form), Messages("en"), {"3.1": RowContent(Decimal(3))}))
    out = run("plan", sheet, "-i", form, "--target", "12", "-q", "-f", "markdown", "--from", "claimed").out

    assert ["- **Now:** 3; 10.0%; claimed", "- **After the plan:** 16; 53.3%; 4 points above the target"] == [
        line for line in out.splitlines() if line.startswith(("- **Now", "- **After"))
    ]


@pytest.mark.parametrize(
    ("target", "steps"),
    {
        "10": "raise the answer of 1 question",
        "16": "raise the answers of 2 questions",
        "21": "raise the answers of 3 questions",
    }.items(),
)
def test_the_questions_of_a_step_are_counted(
    target: str, steps: str, tmp_path: Path, tiny: Instrument, run: Runner
) -> None:
    """The number of questions has its plural form."""
    sheet = tmp_path / "sheet.xlsx"
    sheet.write_bytes(write_workbook(tiny, Messages("en"), {}))
    out = run("plan", sheet, "-i", TINY, "--target", target, "-q", "-f", "markdown").out

    assert f"- **Steps:** {steps}" in out.splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("target", ["nindya", "801", "KLA"])
def test_following_the_plan_reaches_the_target(target: str, tmp_path: Path, kla: Instrument, run: Runner) -> None:
    """If a script applies the plan to the example, the supported total is as promised."""
    found = data_of(run("plan", EXAMPLE, "--target", target, "-f", "json", "-q"))
    names = {kind.id: kind.name.id for kind in kla.evidence_kinds}
    steps = [
        {**step, "attach": [{**item, "heading": names[item["kind"]]} for item in step["attach"]]}
        for step in found["steps"]
    ]
    done = follow(EXAMPLE, steps, tmp_path / "done.xlsx")
    expected = found["after"]

    assert expected == api.evaluate(done, kla).total.supported


def sheet_of(tmp_path: Path, instrument: Instrument, entries: dict[str, RowContent]) -> Path:
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(write_workbook(instrument, Messages("id"), entries))
    return path


SOME = {
    "1.1": RowContent(Decimal(5)),
    "1.2a": RowContent(Decimal(2)),
    "3.1": RowContent(Decimal(4), {"document": "a.pdf"}),
}


def steps_of(outcome: Outcome) -> list[str]:
    return [step["question"] for step in data_of(outcome)["steps"]]


LEFT_OUT = {"a code": ("--keep", "1.1"), "an agency": ("--skip", "Dinkes"), "a code to skip": ("--skip", "1.1")}


@pytest.mark.parametrize("option", LEFT_OUT.values(), ids=LEFT_OUT)
def test_excluded_questions_get_no_step(option: tuple[str, str], tmp_path: Path, tiny: Instrument, run: Runner) -> None:
    """Excluded questions and agencies stay unchanged."""
    outcome = run("plan", sheet_of(tmp_path, tiny, SOME), "--target", "9", "-i", TINY, "-f", "json", "-q", *option)

    assert "1.1" not in steps_of(outcome)


def test_an_unreachable_target_is_reported(tmp_path: Path, tiny: Instrument, run: Runner) -> None:
    """The report contains the highest possible points, and the exit code is 1."""
    path = sheet_of(tmp_path, tiny, SOME)
    agencies = [agency.short for agency in tiny.agencies]
    options = [each for agency in agencies for each in ("--skip", agency)]
    outcome = run("plan", path, "--target", "30", "-i", TINY, *options)

    assert (1, True) == (outcome.code, "out of reach, 26 points short of the" in outcome.out)


@pytest.mark.parametrize("options", [("--target", "4"), ("--target", "3", "--margin", "1"), ("--target", "0")])
def test_a_target_that_is_reached_needs_nothing(
    options: tuple[str, ...], tmp_path: Path, tiny: Instrument, run: Runner
) -> None:
    """It is said so, without a word on a smallest plan and without a total after it."""
    page = tmp_path / "plan.html"
    outcome = run("plan", sheet_of(tmp_path, tiny, SOME), *options, "-i", TINY, "-o", page)
    text = page.read_text(encoding="utf-8")

    assert 0 == outcome.code
    for shown in (outcome.out, text):
        said = [words in shown for words in ("target already reached", "smallest plan", "After the plan")]
        assert [True, False, False] == said


def test_a_margin_is_a_reserve_above_the_target(tmp_path: Path, tiny: Instrument, run: Runner) -> None:
    """The plan aims so many points higher and prints how far above the target it ends."""
    arguments = ("plan", sheet_of(tmp_path, tiny, SOME), "--target", "5", "--margin", "5", "-i", TINY, "-q")
    found = data_of(run(*arguments, "-f", "json"))
    shown = run(*arguments).out

    assert (5, 5, True) == (found["target"], found["margin"], found["reached"])
    assert (found["after"] - 5, True) == (found["reserve"], found["after"] >= 10)
    assert "5 points, with a margin of 5" in shown
    assert f"{found['reserve']} points above the target" in shown


@pytest.mark.parametrize(("target", "points", "expected"), [("14", "4", True), ("13", "3.5", False)])
def test_a_plan_that_ends_on_a_shared_end_has_both_readings(
    target: str, points: str, expected: bool, tmp_path: Path, tiny: Instrument, run: Runner
) -> None:
    """It ends at 19 points, where officials may see the next predicate already, or at 18.5."""
    path = sheet_of(tmp_path, tiny, {"1.1": RowContent(Decimal(5)), "1.2a": RowContent(Decimal(points))})
    outcome = run("plan", path, "--target", target, "--from", "claimed", "--keep", "1.1", "-i", TINY, "-q")

    assert expected == (
        "Low/High: the total counts as Low. If High starts at 19, the total counts as High."
        in " ".join(outcome.out.split())
    )


def test_a_margin_out_of_reach_is_told_from_the_target(tmp_path: Path, tiny: Instrument, run: Runner) -> None:
    """The target itself is reached, and both distances are shown; exit code 1."""
    agencies = [each for agency in tiny.agencies for each in ("--skip", agency.short)]
    path = sheet_of(tmp_path, tiny, SOME)
    outcome = run("plan", path, "--target", "3", "--margin", "2,5", "-i", TINY, *agencies)

    assert 1 == outcome.code
    for words in ("out of reach, 1.5 points short of the target with its margin", "1 point above", "no steps possible"):
        assert words in " ".join(outcome.out.split())


@pytest.mark.parametrize("margin", ["banyak", "-1", "5%", "26", "", "nindya"])
def test_a_margin_that_is_not_possible_is_refused(margin: str, tmp_path: Path, tiny: Instrument, run: Runner) -> None:
    """With the largest that is: the target and it together cannot be above the maximum of 30."""
    outcome = run("plan", sheet_of(tmp_path, tiny, SOME), "--target", "5", f"--margin={margin}", "-i", TINY)

    assert (2, "") == (outcome.code, outcome.out)
    assert "[margin-unusable]" in outcome.err
    assert "Enter a margin from 0 to 25 points." in outcome.err


def test_without_evidence_the_claimed_total_is_raised(tmp_path: Path, tiny: Instrument, run: Runner) -> None:
    """Without recorded evidence there is no supported total to start from."""
    path = sheet_of(tmp_path, tiny, {"1.1": RowContent(Decimal(5))})
    found = data_of(run("plan", path, "--target", "9", "-i", TINY, "-f", "json", "-q"))
    expected = (Basis.CLAIMED, 5)

    assert expected == (found["basis"], found["before"])


WRONG = {
    "no target": ("--target", "bagus"),
    "too much": ("--target", "1001"),
    "a share": ("--target", "4%"),
    "an unknown name": ("--target", "9", "--skip", "Dinas Antariksa"),
}


@pytest.mark.parametrize("options", WRONG.values(), ids=WRONG)
def test_an_invalid_request_is_refused(options: tuple[str, ...], tmp_path: Path, tiny: Instrument, run: Runner) -> None:
    """The exit code is 2, and no plan is printed."""
    outcome = run("plan", sheet_of(tmp_path, tiny, SOME), "-i", TINY, *options)

    assert (2, "") == (outcome.code, outcome.out)


@pytest.mark.parametrize("target", ["1.000", "777,777", "4.000"])
def test_an_ambiguous_target_is_refused(target: str, run: Runner) -> None:
    """The message about an ambiguous target is that for a number in a sheet."""
    outcome = run("plan", EXAMPLE, "--target", target)

    assert f"error: The separator in “{target}” can mark thousands or decimals" in outcome.err


def test_a_target_may_have_three_decimals(run: Runner) -> None:
    """The hint works: a 0 after the decimals."""
    found = data_of(run("plan", EXAMPLE, "--target", "777,7770", "-f", "json", "-q"))

    assert Decimal("777.777") == found["target"]


@pytest.mark.parametrize("points", ["777.777", "589.669", "1.001", " 609.355 "])
def test_points_of_our_own_json_are_accepted(points: str, run: Runner) -> None:
    """Three decimals behind a point, the last of them no zero: as thousands they would be above the maximum."""
    found = data_of(run("plan", EXAMPLE, "--target", points, "-f", "json", "-q"))

    assert Decimal(points) == found["target"]


def test_a_margin_of_our_own_json_is_accepted(run: Runner) -> None:
    """As a target is."""
    found = data_of(run("plan", EXAMPLE, "--target", "nindya", "--margin", "12.345", "-f", "json", "-q"))

    assert Decimal("12.345") == found["margin"]


def test_points_that_may_be_thousands_stay_ambiguous(tiny: Instrument) -> None:
    """Of a form with 2000 points, 1.234 can be either."""
    large = tiny.with_changes(maximum=Decimal(2000))
    with pytest.raises(KlaScoreError) as refused:
        api.points_of("1.234", large)

    assert ("points-ambiguous", Decimal("2.345")) == (refused.value.issues[0].code, api.points_of("2.345", large))


def test_an_unknown_question_to_be_kept_is_no_agency(run: Runner) -> None:
    """The message for a mistyped question code names more than agencies."""
    outcome = run("plan", EXAMPLE, "--target", "nindya", "--keep", "99.9")

    assert "error: Unknown question or agency “99.9”. Did you mean 19.9? [nothing-to-leave-out]" in outcome.err


def test_figures_of_the_population_are_left_alone(run: Runner, kla: Instrument) -> None:
    """Documents do not change figures. --include-outcomes raises them, too."""
    outcomes = {code for code, question in kla.questions.items() if question.outcome}
    raised = [
        {step["question"] for step in data_of(run(*arguments))["steps"] if step["raise_to"] is not None}
        for arguments in (
            ("plan", EXAMPLE, "--target", "1000", "--from", "claimed", "-f", "json", "-q"),
            ("plan", EXAMPLE, "--target", "1000", "--from", "claimed", "-f", "json", "-q", "--include-outcomes"),
        )
    ]

    assert (False, True) == (bool(raised[0] & outcomes), bool(raised[1] & outcomes))


@pytest.mark.parametrize("grouping", ["agency", "cluster"])
def test_steps_are_grouped(grouping: str, run: Runner) -> None:
    """The steps are grouped by agency or by cluster."""
    outcome = run("plan", EXAMPLE, "--target", "nindya", "-q", "--group-by", grouping)
    expected = {"agency": "\nDinas PPPA\n", "cluster": "\nInstitutions\n"}[grouping]

    assert expected in outcome.out


def test_the_workbook_is_an_action_plan(tmp_path: Path, run: Runner) -> None:
    """The workbook has blank columns for the person, the date and the status."""
    target = tmp_path / "plan.xlsx"
    run("plan", EXAMPLE, "--target", "nindya", "-q", "-o", target)
    sheet: Any = load_workbook(target).worksheets[2]
    expected = ["Responsible", "Due", "Status"]

    assert expected == [cell.value for cell in sheet[1]][-3:]


def test_evaluate_prints_the_margin_of_the_predicate(run: Runner) -> None:
    """The margin has the points above the threshold, and the questions that would lose the predicate."""
    evidence = "Check the evidence of question 1.1."
    assert f"{evidence} If it is rejected, the predicate drops below Madya (margin: 8.35 points)." in " ".join(
        run("evaluate", EXAMPLE, "-q").out.split()
    )


@pytest.mark.parametrize(
    "arguments", [("plan", EXAMPLE, "--target", "nindya"), ("evaluate", EXAMPLE, "--group-by", "agency")]
)
def test_every_line_for_machines_names_the_stage(arguments: tuple[str | Path, ...], run: Runner) -> None:
    """A line of a self-assessment differs from one of a verification."""
    rows = list(csv.DictReader(io.StringIO(run(*arguments, "-f", "csv", "-q").out, newline="")))

    assert {("EM", "2024")} == {(row["Stage"], row["Year"]) for row in rows}


@pytest.mark.skipif(sys.platform == "win32", reason="the shell quotes otherwise")
def test_the_command_that_evaluate_names_works_unchanged(
    tmp_path: Path, tiny: Instrument, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command contains the folder of the sheet, its instrument and its evidence, whatever their names."""
    monkeypatch.setenv("COLUMNS", "1000")
    folder = tmp_path / "kab. 'a' $b"
    (folder / "bukti 1").mkdir(parents=True)
    form = folder / "formulir.yaml"
    form.write_bytes(TINY.read_bytes())
    outcome = run("evaluate", sheet_of(folder, tiny, SOME), "-i", form, "--evidence-dir", folder / "bukti 1", "-q")
    named = re.search("^ +kla-score (plan .+)$", outcome.out, re.MULTILINE)

    assert named
    assert 0 == run(*shlex.split(named[1]), "-q").code
