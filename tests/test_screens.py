"""Screens at the widths and in the languages of users."""

import io
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from kla_score.i18n import LANGUAGES
from tests.conftest import DESA, Runner
from tests.examples import EXAMPLES, FAULTY, GOOD, LATER, ROOT

ROSTER = EXAMPLES / "roster-provinsi-contoh.csv"
OLDER_FORM = EXAMPLES / "instruments" / "kla-2011.yaml"
OLD_FORM = EXAMPLES / "instruments" / "kla-2022-groups.yaml"

WIDTHS = [60, *(pytest.param(width, marks=pytest.mark.slow) for width in (80, 120))]
"""Widths of screens. The narrowest is always tested."""
SCREENS: Mapping[str, Sequence[str | Path]] = {
    "evaluate": ("evaluate", GOOD),
    "evaluate in full": ("evaluate", GOOD, "-v"),
    "evaluate with errors": ("evaluate", FAULTY),
    "the list of an agency": ("evaluate", GOOD, "--agency", "dinsos"),
    "the lists of all agencies": ("evaluate", GOOD, "--group-by", "agency"),
    "the lists of all clusters": ("evaluate", GOOD, "--group-by", "cluster"),
    "plan": ("plan", GOOD, "--target", "nindya"),
    "plan out of reach": ("plan", GOOD, "--target", "990"),
    "compare": ("compare", GOOD, LATER),
    "batch": ("batch", GOOD, LATER, FAULTY, "--roster", ROSTER),
    "batch in full": ("batch", GOOD, LATER, FAULTY, "--roster", ROSTER, "-v"),
    "diff": ("diff", OLD_FORM, ROOT / "indicators.yaml"),
    "diff in full": ("diff", OLDER_FORM, ROOT / "indicators.yaml", "-v"),
    "diff with a sheet": ("diff", ROOT / "indicators.yaml", ROOT / "indicators.yaml", "--sheet", GOOD),
    "show the instrument": ("show",),
    "show the instrument in full": ("show", "-v"),
    "show a cluster": ("show", "II"),
    "show a capped indicator": ("show", "19"),
    "show a question": ("show", "6.3"),
    "show a question with options": ("show", "A1.1", "-i", DESA),
    "show a question about a percentage": ("show", "B2.2", "-i", DESA),
    "show an issue": ("show", "evidence-declared"),
    "show an issue with a long line": ("show", "yaml-too-deep"),
    "show a kind": ("show", "percentage"),
}
"""The commands that print a result on the screen."""


@pytest.mark.parametrize("arguments", SCREENS.values(), ids=SCREENS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_screen(
    width: int, language: str, arguments: Sequence[str | Path], invoke: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a command may be longer, so that users can copy it."""
    monkeypatch.setenv("COLUMNS", str(width))
    lines = lines_of(invoke, language, *arguments, "-q")

    assert lines
    assert [] == [line for line in lines if cell_len(line) > width and "kla-score plan" not in line]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_name_and_no_number_is_cut(width: int, invoke: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names and totals of a batch are complete on every screen."""
    monkeypatch.setenv("COLUMNS", str(width))
    shown = " ".join(lines_of(invoke, "en", "batch", GOOD, LATER, FAULTY, "-q"))

    assert ["840.25", "726.50", "803.75", "609.35"] == re.findall(r"840.25|726.50|803.75|609.35", shown)
    assert {"2024)", "2025)"} == set(re.findall(r"\b20[0-9]{2}\)", shown))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_to_do_list_is_short(language: str, invoke: Runner) -> None:
    """An agency with 32 unfinished questions has at most five lines for each."""
    assert 5 * 32 >= len(lines_of(invoke, language, "evaluate", GOOD, "--agency", "dinsos", "-q"))


def lines_of(invoke: Runner, language: str, *arguments: str | Path) -> list[str]:
    return invoke(*arguments, "--lang", language).out.splitlines()


LENGTHS: Mapping[str, int] = {
    "evaluate": 55,
    "evaluate with errors": 145,
    "plan": 65,
    "compare": 65,
    "batch": 95,
    "diff": 70,
    "show a question": 25,
    "show an issue": 10,
}
"""The maximum number of lines of a screen with its issues, at 80 columns."""


@pytest.mark.parametrize(("name", "most"), LENGTHS.items())
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_is_short(language: str, name: str, most: int, invoke: Runner, monkeypatch: Any) -> None:
    """The answer, what to do next and the issues fit on few screens; -v shows the rest."""
    monkeypatch.setenv("COLUMNS", "80")
    outcome = invoke(*SCREENS[name], "--lang", language)

    assert most >= len([*outcome.out.splitlines(), *outcome.err.splitlines()])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_is_first_and_last(language: str, invoke: Runner) -> None:
    """The first lines and the last line have both totals and their predicates."""
    lines = lines_of(invoke, language, "evaluate", GOOD)
    answer = [re.search(pattern, "\n".join(lines[:5])) for pattern in (r"803.75 +Utama", r"609.35 +Madya")]

    assert all(answer)
    assert re.search(r"^Kabupaten Contoh: .*803.75 \(Utama\), .*609.35 \(Madya\)$", lines[-1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_has_a_line_of_its_own(language: str, invoke: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """Users can copy it on any screen."""
    monkeypatch.setenv("COLUMNS", "60")

    assert f"kla-score plan {GOOD} --target nindya" in map(str.strip, lines_of(invoke, language, "evaluate", GOOD))


class Terminal(io.TextIOWrapper):
    """A stream that acts as a terminal."""

    def isatty(self) -> bool:
        """Return True."""
        return True


@pytest.mark.parametrize(
    "arguments", [("evaluate", GOOD), ("plan", GOOD, "--target", "nindya"), ("compare", GOOD, LATER)]
)
@pytest.mark.parametrize("width", [60, 80])
def test_issues_come_between_the_result_and_its_last_line(
    width: int, arguments: Sequence[str | Path], invoke: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is at the top and at the very end, at any width."""
    monkeypatch.setenv("COLUMNS", str(width))
    result = " ".join(invoke(*arguments, "--lang", "en", "-q").out.split())
    terminal = Terminal(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setattr(sys, "stderr", terminal)
    invoke(*arguments, "--lang", "en", "--color", "never")
    terminal.seek(0)
    answer = result.rpartition("Kabupaten Contoh: ")[2]
    shown = " ".join(terminal.read().split())

    assert shown.endswith(f"Kabupaten Contoh: {answer}")
    assert shown.index("Indicative only.") < shown.index("[evidence-declared]") < shown.rindex(answer)


@pytest.mark.parametrize("form", ["json", "csv", "markdown"])
def test_other_formats_have_no_line_after_their_end(form: str, invoke: Runner) -> None:
    """Issues on stderr do not change stdout."""
    arguments = ("evaluate", GOOD, "--lang", "en", "-f", form)

    assert invoke(*arguments, "-q").out == invoke(*arguments).out
