"""Shell completion: the suggestions, and the script for each shell."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from kla_score.cli.typer_compat import SHELLS
from tests.conftest import TINY, Runner

OFFERED: dict[str, tuple[str, list[str]]] = {
    "a command": ("kla-score eval", ["evaluate"]),
    "two commands": ("kla-score va", ["validate"]),
    "an option": ("kla-score evaluate --group", ["--group-by"]),
    "a language before the command": ("kla-score --lang ", ["id", "en"]),
    "a command behind a language": ("kla-score --lang id eval", ["evaluate"]),
    "a language": ("kla-score evaluate a.xlsx --lang ", ["id", "en"]),
    "a format": ("kla-score batch . -f j", ["json", "jsonl"]),
    "a grouping": ("kla-score evaluate a.xlsx --group-by ", ["agency", "cluster", "indicator"]),
    "a predicate": ("kla-score plan a.xlsx --target ", ["pratama", "madya", "nindya", "utama", "kla"]),
    "a predicate of another instrument": (f"kla-score plan a.xlsx -i {TINY} --target ", ["low", "high"]),
    "an agency": (f"kla-score evaluate a.xlsx -i {TINY} --agency ", ["health", "school"]),
    "a question": (f"kla-score plan a.xlsx -i {TINY} --keep 1.", ["1.1", "1.2a", "1.10"]),
    "a question or an agency": (f"kla-score plan a.xlsx -i {TINY} --skip s", ["school"]),
    "a piece, a kind or an issue code": (f"kla-score show -i {TINY} choice", ["choice", "choice-unknown"]),
    "a shell": ("kla-score completion z", ["zsh"]),
    "nothing, where the instrument cannot be read": ("kla-score plan a.xlsx -i none.yaml --target ", []),
    "nothing, where nothing fits": ("kla-score plan a.xlsx --target zz", []),
}


def asked(line: str) -> Mapping[str, str]:
    """Return the variables with which bash requests completions of *line*."""
    position = len(line.split()) - (not line.endswith(" "))
    return {
        "_KLA_SCORE_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(position),
    }


@pytest.mark.parametrize(("line", "expected"), OFFERED.values(), ids=OFFERED)
def test_completions_are_offered(
    line: str, expected: list[str], invoke: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The suggestions are commands, options and valid values, in the order of the instrument."""
    for name, value in asked(line).items():
        monkeypatch.setenv(name, value)

    assert expected == invoke().out.split()


def test_an_invalid_position_completes_nothing(invoke: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """An invalid position ends without output."""
    for name, value in {**asked("kla-score ev"), "COMP_CWORD": "x"}.items():
        monkeypatch.setenv(name, value)

    assert (2, "", "") == invoke()


@pytest.mark.parametrize("asked", ["foo", "complete_tcsh", "bash_complete"])
@pytest.mark.parametrize(("language", "reported"), [("id", "“{}” bukan isian"), ("en", "“{}” is not a valid value")])
def test_an_invalid_request_is_refused(
    asked: str, language: str, reported: str, invoke: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message has the language of the user."""
    monkeypatch.setenv("_KLA_SCORE_COMPLETE", asked)
    monkeypatch.setenv("KLA_SCORE_LANG", language)
    outcome = invoke()

    assert (2, "", True) == (outcome.code, outcome.out, reported.format(asked) in outcome.err)


def test_an_empty_variable_completes_nothing(invoke: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program runs the command as without the variable."""
    monkeypatch.setenv("_KLA_SCORE_COMPLETE", "")

    assert 0 == invoke("schema").code


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_its_script(shell: str, invoke: Runner) -> None:
    """The script sets the variable of the program and registers the program with the shell."""
    outcome = invoke("completion", shell)

    assert (0, True, True) == (outcome.code, "_KLA_SCORE_COMPLETE" in outcome.out, "kla-score" in outcome.out)


def test_another_shell_is_refused(invoke: Runner) -> None:
    """The message lists the supported shells."""
    outcome = invoke("completion", "cmd", "--lang", "en")

    assert (2, True) == (outcome.code, "bash, zsh, fish, powershell" in outcome.err)
    assert "“cmd” is not a valid value for SHELL." in outcome.err


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_bash_completes(tmp_path: Path) -> None:
    """A real bash with the script offers the suggestions of the program."""
    program = tmp_path / "kla-score"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kla_score "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = (
        'eval "$(kla-score completion bash)"; COMP_WORDS=(kla-score plan a.xlsx --target n); COMP_CWORD=4; '
        '_kla_score_completion kla-score; echo "${COMPREPLY[@]}"'
    )
    surroundings = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", script], capture_output=True, env=surroundings, check=True)  # noqa: S603, S607 - our own script

    assert b"nindya\n" == done.stdout
