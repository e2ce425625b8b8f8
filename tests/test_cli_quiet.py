"""``-q``: only the result, and one line if the exit code is 1."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import TINY, Runner
from tests.examples import FAULTY, GOOD

FAILING: dict[str, tuple[Sequence[str | Path], str]] = {
    "errors in a sheet": (
        ["evaluate", FAULTY],
        "dengan-kesalahan.xlsx has errors. Run again without `-q` to list the errors.",
    ),
    "errors and a missed threshold": (["evaluate", FAULTY, "--strict"], "dengan-kesalahan.xlsx has errors."),
    "too few points": (["evaluate", GOOD, "--fail-under", "kla"], "--fail-under: "),
    "missing evidence": (["evaluate", GOOD, "--strict"], "--strict: "),
    "a to-do list": (["evaluate", FAULTY, "--group-by", "cluster"], "dengan-kesalahan.xlsx has errors."),
    "a plan for a sheet with errors": (["plan", FAULTY, "--target", "pratama"], "dengan-kesalahan.xlsx has errors."),
    "a target out of reach": (["plan", GOOD, "--target", "1000"], "The target is out of reach."),
    "a comparison": (["compare", GOOD, FAULTY], "dengan-kesalahan.xlsx has errors, so its result is incomplete."),
    "a batch with errors": (["batch", FAULTY], "1 workbook scored (1 with errors)"),
    "a batch with a missing sheet": (["batch", GOOD, "none.xlsx"], "1 workbook scored, 1 workbook not scored"),
    "a batch with too few points": (["batch", GOOD, "--fail-under", "kla"], f"{GOOD}: --fail-under: "),
    "a batch with a sheet twice": (["batch", GOOD, "copy.xlsx"], "[sheet-repeated]"),
    "a change": (["diff", TINY, "one.yaml", "--exit-code", "any"], "1 change in the instrument."),
    "two changes": (["diff", TINY, "two.yaml", "--exit-code", "any"], "2 changes in the instrument."),
    "a broken instrument": (["validate", "broken.yaml"], "Checked 1 file: 1 error"),
    "an old sheet with errors": (["template", "new.xlsx", "--from", FAULTY], "dengan-kesalahan.xlsx has errors."),
    "a merged sheet with errors": (["merge", FAULTY, "-o", "new.xlsx"], "new.xlsx has errors."),
}


@pytest.mark.parametrize(("arguments", "reason"), FAILING.values(), ids=FAILING)
def test_one_line_explains_exit_code_1(
    arguments: Sequence[str | Path], reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Runner
) -> None:
    """The line is on stderr, beside the result."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(GOOD, tmp_path / "copy.xlsx")
    broken = TINY.read_text(encoding="utf-8").replace("maximum: 30", "maximum: 31")
    (tmp_path / "broken.yaml").write_text(broken, encoding="utf-8")
    changed = TINY.read_text(encoding="utf-8").replace("Is there a regulation?", "Is there a rule?")
    (tmp_path / "one.yaml").write_text(changed, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(changed.replace("Is there training?", "Is there a course?"), encoding="utf-8")
    outcome = run(*arguments, "-q")

    assert (1, 1, True) == (outcome.code, len(outcome.err.splitlines()), reason in outcome.err)


def test_a_batch_without_a_result_has_a_reason(run: Runner) -> None:
    """Exit code 2 has a reason, too."""
    outcome = run("batch", "none.xlsx", "-q")

    assert (2, 1, True) == (outcome.code, len(outcome.err.splitlines()), "[file-not-found]" in outcome.err)


@pytest.mark.parametrize("arguments", [["evaluate", GOOD], ["plan", GOOD, "--target", "pratama"], ["validate"]])
def test_success_is_silent(arguments: Sequence[str | Path], run: Runner) -> None:
    """With -q stderr is empty if there is no error."""
    outcome = run(*arguments, "-q")

    assert (0, "", True) == (outcome.code, outcome.err, bool(outcome.out))
