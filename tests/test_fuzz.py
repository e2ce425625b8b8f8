"""The fuzzer: cases are repeatable, faults are noticed, and no earlier fault returns."""

from pathlib import Path
from random import Random

import pytest

from kla_score import api
from kla_score.issues import KlaScoreError
from tests.conftest import TINY, Golden
from tests.fuzz.targets import READ, REFUSED, TARGETS, Target, check_archive, instrument_of, sheet_of
from tests.workbooks import raw_zip_with

FOUND = Path(__file__).parent / "fuzz" / "found"
OUTCOMES = FOUND / "outcomes.txt"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make and try cases in the current folder."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_a_few_cases_of_each_target_keep_the_promises(target: Target) -> None:
    """Each case is refused or read, whatever the damage, and no promise is broken."""
    outcomes = set()
    for number in range(8):
        chance = Random(number)
        path = Path(f"case{target.suffix}")
        path.write_bytes(target.make(chance))
        outcomes.add(target.check(path, chance))

    assert outcomes <= {READ, REFUSED}


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_a_case_can_be_repeated(target: Target) -> None:
    """The same number makes the same case, to the last byte."""
    assert target.make(Random(5)) == target.make(Random(5))


def test_a_wrong_figure_is_noticed(tmp_path: Path) -> None:
    """A valid workbook with another number breaks the promise about damaged archives."""
    good = tmp_path / "good.xlsx"
    good.write_bytes(sheet_of(TINY))
    changed = raw_zip_with(good, tmp_path / "changed.xlsx", "xl/worksheets/sheet4.xml", {b"<v>4</v>": b"<v>3</v>"})

    with pytest.raises(AssertionError):
        check_archive(changed, Random(1))


def outcome_of(path: Path) -> str:
    """Return the outcome of a workbook for the tiny instrument in one line."""
    try:
        scorecard = api.evaluate(path, instrument_of(TINY))
    except KlaScoreError as error:
        return f"refused: {error.issues[0].code}"
    codes = sorted({issue.code for issue in scorecard.assessment.issues})
    return f"{scorecard.total.claimed} points: {', '.join(codes)}"


def test_small_files_end_as_before(golden: Golden) -> None:
    """Earlier problem files are read, or refused for the same reason as before."""
    golden(OUTCOMES, "".join(f"{path.name}: {outcome_of(path)}\n" for path in sorted(FOUND.glob("*.xlsx"))))
