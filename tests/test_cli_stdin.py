"""YAML from stdin and pipes, wherever a command expects such a file, and the schema for editors."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from kla_score.files.reading import STDIN
from tests.conftest import TINY, Runner, data_of

TEXT: Final = TINY.read_text(encoding="utf-8")
BROKEN: Final = TEXT.replace("maximum: 30", 'maximum: "30"')

Feed = Callable[[str], None]


@pytest.fixture
def feed(monkeypatch: pytest.MonkeyPatch) -> Feed:
    """Return a function that puts a text on stdin."""
    return lambda text: monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


@pytest.mark.parametrize(("options", "name"), [([], "<stdin>"), (["--stdin-filename", "kla.yaml"], "kla.yaml")])
def test_validate_reads_stdin(options: list[str], name: str, run: Runner, feed: Feed) -> None:
    """An editor passes the text that is not yet saved, and the findings have the name of its file."""
    feed(BROKEN)
    outcome = run("validate", STDIN, *options)

    assert (1, f"{name}:19:10 error") == (outcome.code, " ".join(outcome.out.split()[:2]))


def test_an_instrument_comes_from_stdin(run: Runner, feed: Feed) -> None:
    """A command reads its instrument from the output of another command."""
    feed(TEXT)

    assert "Tiny instrument" in run("show", "-i", STDIN).out


def test_names_of_agencies_come_from_stdin(run: Runner, feed: Feed, tmp_path: Path) -> None:
    """The region's own names may come from another command, too."""
    feed("Dinas Sehat: Dinkes\n")
    outcome = run("template", tmp_path / "a.xlsx", "-i", TINY, "--agencies", STDIN, "--agency", "Dinas Sehat", "-q")

    assert (0, True) == (outcome.code, (tmp_path / "a.xlsx").exists())


def test_two_instruments_are_compared_with_one_from_stdin(run: Runner, feed: Feed) -> None:
    """`git show HEAD:kla.yaml | kla-score diff - kla.yaml` compares a file with its last version."""
    feed(TEXT.replace("maximum: 4.5", "maximum: 5.5").replace("maximum: 2.5", "maximum: 1.5"))
    outcome = run("diff", STDIN, TINY, "-f", "json")

    assert {"5.5", "4.5"} <= {str(value) for each in data_of(outcome)["changes"] for value in each.values()}


def test_a_closed_stdin_is_called_closed(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without stdin, the message is not about a missing file."""
    monkeypatch.setattr(sys, "stdin", None)
    outcome = run("validate", STDIN)

    assert (2, True) == (outcome.code, "[file-stdin-closed]" in outcome.out)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_read(tmp_path: Path, run: Runner) -> None:
    """A shell passes the output of a command as a pipe: ``<(sed … kla.yaml)``."""
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cp", str(TINY), str(tmp_path / "pipe")]):  # noqa: S603, S607 - our own words
        outcome = run("validate", tmp_path / "pipe")

    assert 0 == outcome.code


@pytest.mark.parametrize("arguments", [["validate", ""], ["show", "-i", ""]], ids=["argument", "option"])
def test_an_empty_name_is_called_empty(arguments: list[str], run: Runner) -> None:
    """A script with a misspelt variable passes an empty name, which does not mean the current folder."""
    outcome = run(*arguments)

    assert (2, True) == (outcome.code, "[file-name-empty]" in outcome.err)


@pytest.mark.parametrize("content", ["", "a" * (1024 * 1024 + 1)], ids=["empty", "too large"])
def test_no_message_about_yaml_is_about_workbooks(content: str, run: Runner, tmp_path: Path) -> None:
    """The hints fit an instrument."""
    path = tmp_path / "a.yaml"
    path.write_text(content, encoding="utf-8")
    outcomes = [run("validate", path), run("show", "-i", path), run("show", "-i", tmp_path)]

    assert [] == [outcome for outcome in outcomes if outcome.code == 0 or "workbook" in outcome.out + outcome.err]


def test_the_schema_is_written_to_a_file(run: Runner, tmp_path: Path) -> None:
    """The file equals stdout. An existing file needs ``--force``, and another suffix is refused."""
    path = tmp_path / "schema.json"

    assert [0, 2, 0, 2] == [
        run("schema", "-o", path).code,
        run("schema", "-o", path).code,
        run("schema", "-o", path, "--force", "-q").code,
        run("schema", "-o", tmp_path / "schema.yaml").code,
    ]
    assert path.read_text(encoding="utf-8") == run("schema", "-o", STDIN).out


def test_the_schema_explains_keys_in_indonesian(invoke: Runner) -> None:
    """Each description is translated, and nothing else changes."""
    schemas = [json.loads(invoke("schema", "--lang", language).out) for language in ("en", "id")]
    titles = [schema["properties"]["edition"].pop("description") for schema in schemas]

    assert ("Edition", "Edisi") == (titles[0].split(",")[0], titles[1].split(",")[0])
    assert [*schemas[0]["$defs"]] == [*schemas[1]["$defs"]]
