"""The documents say what the program does."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from kla_score.cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.compile(r"```console\n\$ (?P<command>[^\n]*)\n(?P<output>.*?)```", re.DOTALL)
SHOWN = {match["command"]: match["output"] for match in CONSOLE.finditer(README)}


def output_of(command: str, folder: Path) -> str:
    """Run a command of the README with its files at hand; what goes to stderr is kept where it says so."""
    words = shlex.split(command)
    keep_errors = "2>&1" in words
    arguments = [str(ROOT / word) if word.startswith("examples/") else word for word in words[1:] if ">" not in word]
    done = subprocess.run(  # noqa: S603 - our own README
        [sys.executable, "-m", "kla_score", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "80"},
        capture_output=True,
        check=False,
    )
    shown = done.stderr if keep_errors or "template" in words else done.stdout
    return shown.decode("utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize("command", SHOWN)
def test_the_readme_shows_real_output(command: str, tmp_path: Path) -> None:
    """
    What stands below a command is what it prints; ``[...]`` stands for lines left out.
    """
    pattern = ".*?".join(re.escape(part) for part in SHOWN[command].split("[...]\n"))

    assert re.fullmatch(pattern, output_of(command, tmp_path), re.DOTALL)


@pytest.mark.parametrize(
    "command", [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
)
def test_every_command_is_in_the_readme(command: str) -> None:
    """
    No command without a word about it.
    """
    assert f"`kla-score {command} " in README


def test_the_readme_names_no_other_command() -> None:
    """
    The README does not run ahead of the program.
    """
    named = set(re.findall(r"kla-score ([a-z]+)", README)) - {"scores"}

    assert named == {command.callback.__name__ for command in app.registered_commands if command.callback}


def test_every_dependency_is_explained() -> None:
    """
    Each runtime dependency has its reason in CONTRIBUTING.md.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").lower()
    names = [re.split(r"[<>=]", each)[0] for each in project["dependencies"]]

    assert [] == [name for name in names if not re.search(rf"\| {name} +\|", table)]


def test_the_python_example_works(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The lines for notebooks run as they stand.
    """
    monkeypatch.chdir(ROOT)
    source = README.split("```python\n")[1].split("```")[0]
    exec(source)  # noqa: S102 - our own README

    assert capsys.readouterr().out.split() == ["803.75", "609.35"]
