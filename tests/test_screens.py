"""Screens: what people see at the widths and in the languages that they have."""

import re
from pathlib import Path

import pytest

from kla_score.i18n import LANGUAGES
from tests.conftest import Runner

EXAMPLES = Path(__file__).parent.parent / "examples"
GOOD = EXAMPLES / "kabupaten-contoh-2024.xlsx"


def lines_of(invoke: Runner, language: str, *arguments: str | Path) -> list[str]:
    return invoke(*arguments, "--lang", language).out.splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_main_screen_is_short(language: str, invoke: Runner) -> None:
    """
    The answer, what to do next and what is missing fit on two screens.
    """
    assert 55 >= len(lines_of(invoke, language, "evaluate", GOOD))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_is_first_and_last(language: str, invoke: Runner) -> None:
    """
    Both totals and their predicates are in the first lines, and again in the last one.
    """
    lines = lines_of(invoke, language, "evaluate", GOOD)
    answer = [re.search(pattern, "\n".join(lines[:5])) for pattern in (r"803.75 +Utama", r"609.35 +Madya")]

    assert all(answer)
    assert re.search(r"^Kabupaten Contoh: .*803.75 \(Utama\), .*609.35 \(Madya\)$", lines[-1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_has_a_line_of_its_own(language: str, invoke: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    It can be copied, however narrow the screen is.
    """
    monkeypatch.setenv("COLUMNS", "60")

    assert f"kla-score plan {GOOD} --target nindya" in map(str.strip, lines_of(invoke, language, "evaluate", GOOD))
