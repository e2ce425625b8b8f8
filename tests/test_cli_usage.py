"""Command lines that cannot be read: our words, whatever the library underneath says."""

import io
import os
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from kla_score.cli.terminal import Color, render_target_of
from tests.conftest import DESA, Runner
from tests.test_cli import GOOD, spawn

UNREADABLE = [
    (["evaluate"], "argument-missing", "SHEET"),
    (["merge", "a.xlsx"], "argument-missing", "--output/-o"),
    (["evaluate", "a.xlsx", "b.xlsx"], "argument-surplus", "b.xlsx"),
    (["evaluate", "a.xlsx", "b (2).xlsx", "c"], "argument-surplus", "b (2).xlsx c"),
    (["evaluate", "a.xlsx", "--formt", "csv"], "flag-unknown", "--formt"),
    (["evaluate", "a.xlsx", "--formt", "csv"], "flag-unknown", "--format"),
    (["batch", "a.xlsx", "--jobs"], "flag-value-missing", "--jobs"),
    (["evaluate", "a.xlsx", "--force=yes"], "flag-value-unwanted", "--force"),
    (["evaluat", "a.xlsx"], "command-unknown", "evaluate"),
    (["--", "schem"], "command-unknown", "schema"),
    (["--", "evaluate"], "argument-missing", "SHEET"),
    (["evaluate", "a.xlsx", "--lang", "fr"], "flag-value-unknown", "id, en"),
    (["evaluate", "a.xlsx", "--color", "red"], "flag-value-unknown", "auto, always, never"),
    (["batch", "a.xlsx", "--rank-by", "name"], "flag-value-unknown", "claimed, supported"),
    (["merge", "a.xlsx", "-o", "b.xlsx", "--prefer", "last"], "flag-value-unknown", "newest, first"),
    (["batch", "a.xlsx", "--jobs", "65"], "flag-value-not-a-number", "64"),
    (["batch", "a.xlsx", "--jobs", "1e1"], "flag-value-not-a-number", "1e1"),
    (["batch", "a.xlsx", "--jobs", "٣"], "flag-value-not-a-number", "--jobs"),
    (["evaluate", "a.xlsx", "--max-evidence-size", "0"], "flag-value-not-a-number", "--max-evidence-size"),
]


@pytest.mark.parametrize(("arguments", "code", "named"), UNREADABLE)
def test_a_command_line_that_cannot_be_read_is_named(
    invoke: Runner, monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str], code: str, named: str
) -> None:
    """
    Exit code 2, the code of the fault, and the word that is wrong or would be right; nothing on stdout.
    """
    monkeypatch.setenv("KLA_SCORE_LANG", "en")
    outcome = invoke(*arguments)

    assert (2, "", True, True) == (outcome.code, outcome.out, f"error[{code}]" in outcome.err, named in outcome.err)


EARLY: dict[str, tuple[Sequence[str | Path], str]] = {
    "a language": (["--lang", "en", "evaluate", GOOD, "-q"], "Points by cluster"),
    "a language behind an equals sign": (["--lang=en", "evaluate", GOOD, "-q"], "Points by cluster"),
    "several": (["-q", "--lang", "en", "--color", "never", "evaluate", GOOD], "Points by cluster"),
    "an option of the command": (["--lang", "en", "--strict", "evaluate", GOOD, "-q"], "Points by cluster"),
    "a switch with the next option": (["-qi", DESA, "show", "A1", "--lang", "en"], "A1"),
    "help": (["-h", "evaluate", "--lang", "en"], "Usage: kla-score evaluate [OPTIONS] SHEET"),
    "help in a language": (["--lang", "en", "-h"], "Usage: kla-score [OPTIONS] COMMAND ..."),
    "the version": (["--lang", "en", "--version"], "kla-score "),
}


@pytest.mark.parametrize(("arguments", "expected"), EARLY.values(), ids=EARLY)
def test_common_options_may_come_before_the_command(
    invoke: Runner, arguments: Sequence[str | Path], expected: str
) -> None:
    """
    They mean the same there.
    """
    outcome = invoke(*arguments)

    assert (True, True, "") == (outcome.code in {0, 1}, expected in outcome.out, outcome.err)


def test_a_switch_set_to_nonsense_by_a_variable_is_named(invoke: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A variable that is neither on nor off is not taken for either.
    """
    monkeypatch.setenv("KLA_SCORE_FORCE", "maybe")
    outcome = invoke("evaluate", GOOD, "--lang", "en")

    assert (2, True) == (outcome.code, "error[flag-value-unusable]: The value of KLA_SCORE_FORCE" in outcome.err)


VARIABLES = [
    ("KLA_SCORE_JOBS", "batch"),
    ("KLA_SCORE_RANK_BY", "batch"),
    ("KLA_SCORE_MAX_FILE_SIZE", "evaluate"),
    ("KLA_SCORE_COLOR", "evaluate"),
    ("KLA_SCORE_GROUP_BY", "evaluate"),
]


@pytest.mark.parametrize(("variable", "command"), VARIABLES)
def test_a_variable_with_an_unusable_value_is_named(
    variable: str, command: str, invoke: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Nobody is sent to look for an option that was not given.
    """
    monkeypatch.setenv(variable, "maybe")

    assert f"“maybe” is no value for {variable}." in invoke(command, GOOD, "--lang", "en").err


def test_an_option_is_named_beside_a_variable(invoke: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The value that was typed is the one that counts, and the one that is wrong.
    """
    monkeypatch.setenv("KLA_SCORE_JOBS", "2")

    assert "“x” is no value for --jobs." in invoke("batch", GOOD, "--jobs", "x", "--lang", "en").err


def test_the_usage_stands_above_what_is_wrong(run: Runner) -> None:
    """
    Whoever mistypes an option sees how the command is used.
    """
    assert "Usage: kla-score evaluate [OPTIONS] SHEET" == run("evaluate", "--formt").err.splitlines()[0]


WANTED = [
    # option, variables, whether it is a terminal, whether text may be bold
    (Color.AUTO, {}, False, False),
    (Color.AUTO, {}, True, True),
    (Color.AUTO, {"NO_COLOR": "1"}, True, False),
    (Color.AUTO, {"NO_COLOR": ""}, True, True),
    (Color.AUTO, {"FORCE_COLOR": "1"}, False, True),
    (Color.AUTO, {"FORCE_COLOR": ""}, False, False),
    (Color.AUTO, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
    (Color.AUTO, {"TERM": "dumb"}, True, False),
    (Color.ALWAYS, {"NO_COLOR": "1", "TERM": "dumb"}, False, True),
    (Color.NEVER, {"FORCE_COLOR": "1"}, True, False),
]


class _Stream(io.StringIO):
    encoding = "utf-8"

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@pytest.mark.parametrize(("color", "variables", "is_terminal", "expected"), WANTED)
def test_bold_text_is_for_those_who_want_it(
    monkeypatch: pytest.MonkeyPatch,
    color: Color,
    variables: dict[str, str],
    is_terminal: bool,
    expected: bool,
) -> None:
    """
    The option decides, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal that can.
    """
    for name in {"TERM", *os.environ} & {"TERM", "WT_SESSION", "TERM_PROGRAM"}:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM_PROGRAM", "one that can")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert expected is render_target_of(_Stream(is_terminal=is_terminal), color).can_style


@pytest.mark.slow
@pytest.mark.parametrize(("arguments", "expected"), [(["--color", "always"], True), ([], False)])
def test_color_can_be_asked_for_in_a_pipe(arguments: Sequence[str], expected: bool) -> None:
    """
    ``--color always`` marks the title; a pipe without it gets plain text.
    """
    assert expected is (b"\x1b[1m" in spawn(["evaluate", GOOD, "-q", *arguments]).stdout)


@pytest.mark.slow
def test_the_width_is_heeded_on_a_dumb_terminal() -> None:
    """
    COLUMNS counts there, too.
    """
    variables = {"TERM": "dumb", "COLUMNS": "120", "PYTHONIOENCODING": "utf-8"}
    out = spawn(["evaluate", GOOD, "-q", "--color", "always"], variables).stdout.decode("utf-8")
    lines = re.sub("\x1b\\[[0-9;]*m", "", out).splitlines()

    assert 100 < max(map(len, lines)) <= 120


@pytest.mark.parametrize(("name", "expected"), [("none/x.json", "Folder atau berkas itu tidak ada."), ("x" * 300, "")])
def test_what_the_system_refuses_is_said_in_our_words(name: str, expected: str, invoke: Runner, tmp_path: Path) -> None:
    """
    The system speaks English, whatever the person at the screen does.
    """
    outcome = invoke("evaluate", GOOD, "-o", tmp_path / f"{name}.json", "-q", "--lang", "id")

    assert (2, True) == (outcome.code, f"Berkas tidak dapat ditulis. {expected}" in outcome.err)
    assert "such" not in outcome.err
    assert "too long" not in outcome.err
