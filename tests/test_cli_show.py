"""The command ``show``: the instrument, its parts and its codes."""

import json
from pathlib import Path
from typing import Any

import pytest

from kla_score.instrument_file import load_instrument
from tests.conftest import TINY, Runner
from tests.instruments import BROKEN


@pytest.mark.parametrize(("language", "word"), [("id", "Klaster dan indikator"), ("en", "Clusters and indicators")])
def test_show_draws_the_instrument_as_a_tree(invoke: Runner, language: str, word: str) -> None:
    """The packaged instrument appears as a tree in the requested language."""
    outcome = invoke("show", "--lang", language)

    assert (0, "", True) == (outcome.code, outcome.err, word in outcome.out)


def test_show_lists_every_question_on_request(invoke: Runner) -> None:
    """With -v the list has all 274 questions."""
    codes = {line.split()[0] for line in invoke("show", "-v", "--lang", "en").out.splitlines() if line.strip()}

    assert set(load_instrument().questions) <= codes


SHOWN = [
    ("A", "A. Cluster A: Health"),
    ("a", "A. Cluster A: Health"),
    ("cluster b", "B. Cluster B: Safety"),
    ("Klaster B", "B. Cluster B: Safety"),
    ("2", "2. Schools"),
    ("1.2a", "1.2a. Is there training?"),
    ("1.2A", "1.2a. Is there training?"),
    (" 1.2a ", "1.2a. Is there training?"),
    ("bands-gap", "bands-gap"),
    ("Bands-Gap", "bands-gap"),
    ("question:1.1", "1.1. Is there a regulation?"),
    ("indicator:2", "2. Schools"),
    ("cluster:Klaster A", "A. Cluster A: Health"),
    ("predicate:Tinggi", "High"),
    ("agency:Dinas Kesehatan", "Health Office"),
    ("evidence:Foto", "Photo"),
    ("source:us", "kla-score"),
]


@pytest.mark.parametrize(("name", "title"), SHOWN)
def test_show_finds_a_part_of_the_instrument_by_its_name(invoke: Runner, name: str, title: str) -> None:
    """The command finds a question, an indicator, a cluster or an issue code, in any letter case."""
    outcome = invoke("show", name, "-i", TINY, "--lang", "en")

    assert (0, title) == (outcome.code, outcome.out.splitlines()[0])


def test_an_issue_code_is_explained_beside_a_broken_instrument(invoke: Runner, write_file: Any) -> None:
    """A broken instrument does not prevent the explanation of an issue code."""
    outcome = invoke("show", "sum-differs", "-i", write_file("a.yaml", BROKEN), "--lang", "en")

    assert (0, "sum-differs", "") == (outcome.code, outcome.out.splitlines()[0], outcome.err)


@pytest.mark.parametrize(
    ("name", "near"),
    [("1.2c", "Did you mean 1.2a"), ("bands-gab", "Did you mean bands-gap"), ("2.12", "2.1"), ("zzzzzz", "”")],
)
def test_an_unknown_name_gets_suggestions(invoke: Runner, name: str, near: str) -> None:
    """The exit code is 2, stdout is empty, and stderr suggests the nearest names."""
    outcome = invoke("show", name, "-i", TINY, "--lang", "en")

    assert (2, "", True) == (outcome.code, outcome.out, near in outcome.err.splitlines()[0].removesuffix("."))


def test_a_part_of_a_broken_instrument_is_not_shown(invoke: Runner, write_file: Any) -> None:
    """The exit code is 2, and the findings appear line by line."""
    path = write_file("a.yaml", BROKEN)
    outcome = invoke("show", "1.1", "-i", path, "--lang", "en")

    assert (2, "", True) == (outcome.code, outcome.out, outcome.err.startswith(f"{path}:"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((None, "instrument"), ("A", "cluster"), ("2", "indicator"), ("1.1", "question"), ("high", "predicate")),
        *(("health", "agency"), ("photo", "evidence-type"), ("us", "source"), ("bands-gap", "issue-code")),
    ],
)
def test_show_has_data_for_programs(invoke: Runner, name: str | None, kind: str) -> None:
    """-f json is available for everything that the command shows."""
    outcome = invoke("show", *([name] if name else []), "-i", TINY, "-f", "json")

    assert (0, kind) == (outcome.code, json.loads(outcome.out)["kind"])


TITLES = {
    "percentage": ("jenis: percentage", "kind: percentage"),
    "columns": ("Judul kolom yang diterima", "Accepted column headings"),
    "bands-gap": ("bands-gap", "bands-gap"),
}


@pytest.mark.parametrize(("name", "titles"), TITLES.items())
def test_show_has_the_language_of_the_user(name: str, titles: tuple[str, str], invoke: Runner) -> None:
    """Pages that are not about an instrument are in the requested language, too."""
    shown = [invoke("show", name, "-i", TINY, "--lang", language).out.splitlines() for language in ("id", "en")]

    assert titles == tuple(lines[0] for lines in shown)
    assert shown[0][2:] != shown[1][2:]


@pytest.mark.parametrize("name", [None, "A", "2", "1.1", "bands-gap"])
def test_show_writes_markdown(invoke: Runner, name: str | None, tmp_path: Path) -> None:
    """Stdout and a file with the suffix contain the same text."""
    path = tmp_path / "a.md"
    outcome = invoke("show", *([name] if name else []), "-i", TINY, "-f", "markdown", "-o", path)

    assert (0, "# ", outcome.out) == (outcome.code, outcome.out[:2], path.read_text(encoding="utf-8"))


def test_show_uses_the_language_of_the_instrument(invoke: Runner, write_file: Any) -> None:
    """The language of the instrument applies if neither an option nor the locale selects another."""
    english = write_file("a.yaml", TINY.read_text(encoding="utf-8").replace('language: "id"', 'language: "en"'))

    assert ["1.1. Is there a regulation?", "1.1. Apakah ada peraturan?"] == [
        invoke("show", "1.1", "-i", path).out.splitlines()[0] for path in (english, TINY)
    ]
