"""The commands end to end: exit codes, both streams, languages, files."""

import json
import os
import re
from pathlib import Path

import pytest

import kla_score
from tests.conftest import TINY, Runner
from tests.examples import EXAMPLES, FAULTY, GOOD, spawn
from tests.instruments import BROKEN


def test_a_blank_template_scores_nothing(invoke: Runner, tmp_path: Path) -> None:
    """A blank template scores 0 of 1000 without predicate and issue, with 273 unanswered questions and exit code 0."""
    blank = tmp_path / "t.xlsx"
    invoke("template", blank)
    outcome = invoke("evaluate", blank, "--format", "json")
    data = json.loads(outcome.out)
    reported = (outcome.code, data["total"], data["predicate"]["claimed"]["id"], data["issues"], outcome.err)
    total = {"claimed": 0, "supported": None, "maximum": 1000, "answered": 0, "questions": 273}

    assert (0, total, None, [], "") == reported


def test_evaluate_shows_the_scorecard(invoke: Runner) -> None:
    """The good example has both totals, both predicates, the warning on stderr, and exit code 0."""
    outcome = invoke("evaluate", GOOD, "--lang", "en")

    assert (0, True, True) == (
        outcome.code,
        "Utama   97.25 points to KLA (901)" in outcome.out,
        " [evidence-declared]" in outcome.err,
    )


def test_bad_cells_are_findings(invoke: Runner) -> None:
    """A sheet with bad cells is still scored, with exit code 1."""
    outcome = invoke("evaluate", FAULTY, "--lang", "en")

    assert (1, True) == (outcome.code, "INCOMPLETE" in outcome.out)


def test_issues_are_counted_first(invoke: Runner) -> None:
    """The first line on stderr names the file and its number of issues of each severity."""
    data = json.loads(invoke("evaluate", FAULTY, "-f", "json", "-q").out)
    counts = [sum(issue["severity"] == each for issue in data["issues"]) for each in ("error", "warning", "note")]
    expected = "dengan-kesalahan.xlsx: {} errors, {} warnings, {} notes".format(*counts)

    assert expected == invoke("evaluate", FAULTY, "--lang", "en").err.splitlines()[0]


def listed(out: str) -> int:
    table = re.split(r"^Missing evidence", out, flags=re.MULTILINE)[1].split("gencies with", maxsplit=1)[0]
    return sum(bool(re.match(r" \d+[A-Z]?\.\w+ +\d+\.\d\d ", line)) for line in table.splitlines())


def test_a_long_list_is_cut(invoke: Runner) -> None:
    """The list has ten entries and the number of the others."""
    assert listed(invoke("evaluate", GOOD, "--lang", "en", "-q").out) == 10


def test_verbose_shows_the_whole_list(invoke: Runner) -> None:
    """With -v the list is complete."""
    everything = len(json.loads(invoke("evaluate", GOOD, "-f", "json").out)["missing_evidence"])

    assert everything == listed(invoke("evaluate", GOOD, "--lang", "en", "-q", "-v").out)


def test_json_is_the_same_in_every_language(invoke: Runner) -> None:
    """JSON does not depend on the language."""
    indonesian, english = (
        invoke("evaluate", FAULTY, "-f", "json", "--lang", language).out for language in ("id", "en")
    )

    assert indonesian == english


def test_output_writes_a_file_beside_the_table(invoke: Runner, tmp_path: Path) -> None:
    """-o writes JSON for its suffix, and stdout still shows the table."""
    path = tmp_path / "a.json"
    outcome = invoke("evaluate", GOOD, "--lang", "en", "-o", path)
    written = json.loads(path.read_text(encoding="utf-8"))

    assert ("scorecard", True) == (written["kind"], "Points by cluster" in outcome.out)


def test_an_unusable_instrument_names_its_lines(invoke: Runner, tmp_path: Path) -> None:
    """With a broken instrument, evaluate prints the findings of validate, with exit code 2."""
    path = tmp_path / "a.yaml"
    path.write_text(TINY.read_text(encoding="utf-8").replace("maximum: 30", "maximum: 31"), encoding="utf-8")
    outcome = invoke("evaluate", GOOD, "-i", path, "--lang", "en")

    assert (2, True) == (outcome.code, "[sum-differs]" in outcome.err)


def test_version_is_shown(invoke: Runner) -> None:
    """--version prints the version."""
    assert (0, f"kla-score {kla_score.__version__}\n", "") == invoke("--version")


@pytest.mark.parametrize(("language", "word"), [("id", "predikat"), ("en", "predicate")])
@pytest.mark.parametrize("arguments", [["--help"], ["evaluate", "--help"]])
def test_help_exists_in_both_languages(language: str, word: str, arguments: list[str]) -> None:
    """Help is in the requested language."""
    out = spawn([*arguments], {"KLA_SCORE_LANG": language, "PYTHONIOENCODING": "utf-8"}).stdout.decode("utf-8")

    assert word in out


LANGUAGES = [
    ({}, "Nilai per klaster"),
    ({"LANG": "C.UTF-8"}, "Nilai per klaster"),
    ({"LANG": "en_US.UTF-8"}, "Points by cluster"),
    ({"LANG": "id_ID.UTF-8"}, "Nilai per klaster"),
    ({"LANG": "de_DE.UTF-8"}, "Nilai per klaster"),
    ({"LANG": "Indonesian_Indonesia.1252"}, "Nilai per klaster"),
    ({"LANG": "English_Indonesia.1252"}, "Points by cluster"),
    ({"LANG": "id_ID.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "Points by cluster"),
    ({"LANG": "en_US.UTF-8", "KLA_SCORE_LANG": "id"}, "Nilai per klaster"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("environment", "expected"), LANGUAGES)
def test_the_language_is_found(environment: dict[str, str], expected: str) -> None:
    """The order is: variable, locale if it is supported, language of the instrument."""
    done = spawn(["evaluate", GOOD, "-q"], environment | {"PYTHONIOENCODING": "utf-8"})

    assert expected in done.stdout.decode("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp437", "ascii"])
@pytest.mark.parametrize(
    "arguments",
    [["evaluate", FAULTY], ["evaluate", FAULTY, "-f", "json"], ["validate"], ["--help"], ["show", "bands-gap"]],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_any_encoding_works(encoding: str, arguments: list[str | Path], language: str) -> None:
    """A console without a character changes no exit code and causes no traceback."""
    expected = 1 if "evaluate" in arguments else 0
    done = spawn(arguments, {"PYTHONIOENCODING": encoding, "KLA_SCORE_LANG": language})

    assert (expected, False) == (done.returncode, b"Traceback" in done.stderr)


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ["evaluate", GOOD, "-f", "json"],
        ["validate", "désa–.yaml", "-f", "json"],
        ["validate", "désa–.yaml", "-f", "sarif"],
        ["schema"],
    ],
)
def test_data_is_utf8_on_any_console(arguments: list[str | Path], tmp_path: Path) -> None:
    """Machine-readable output does not depend on the console."""
    (tmp_path / "désa–.yaml").write_text(BROKEN, encoding="utf-8")
    outputs = [spawn(arguments, {"PYTHONIOENCODING": each}, cwd=tmp_path).stdout for each in ("cp1252", "utf-8")]

    assert json.loads(outputs[0].decode("utf-8"))
    assert outputs[0] == outputs[1]


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="there is no process substitution here")
def test_an_instrument_may_come_from_a_pipe_and_a_sheet_may_not(invoke: Runner) -> None:
    """As in ``-i <(sed … kla.yaml)``. The refusal says what a sheet must be."""
    outcomes = []
    for arguments in (("show", "-i"), ("evaluate",)):
        reading, writing = os.pipe()
        os.write(writing, TINY.read_bytes())  # fits into the pipe
        os.close(writing)
        outcomes.append(invoke(*arguments, f"/dev/fd/{reading}", "--lang", "en"))
        os.close(reading)
    read, refused = outcomes

    assert (0, 2, True) == (read.code, refused.code, "This is a pipe or a device, not a file." in refused.err)


def test_either_all_outputs_are_written_or_none(invoke: Runner, tmp_path: Path) -> None:
    """If one output cannot be written, the command leaves the others unchanged."""
    outcome = invoke("evaluate", GOOD, "-o", tmp_path / "a.json", "-o", tmp_path / "none" / "b.json")

    assert (2, []) == (outcome.code, list(tmp_path.iterdir()))


@pytest.mark.slow
@pytest.mark.parametrize("columns", ["20", "40", "60"])
def test_no_digit_is_cut_on_a_narrow_terminal(columns: str) -> None:
    """Lines may wrap, but numbers stay whole."""
    out = spawn(["evaluate", GOOD, "-q"], {"COLUMNS": columns, "PYTHONIOENCODING": "utf-8"}).stdout.decode("utf-8")

    assert {"803,75", "609,35", "194,40", "80,4%"} <= set(out.split())


def test_names_that_start_with_a_dash_work_after_two() -> None:
    """``--`` ends the options."""
    assert b"-x.xlsx" in spawn(["evaluate", "--", "-x.xlsx"]).stderr


def test_a_scorecard_is_written_as_markdown(invoke: Runner, tmp_path: Path) -> None:
    """Stdout with -v and a file with the suffix contain the same complete text."""
    path = tmp_path / "a.md"
    outcome = invoke("evaluate", GOOD, "-f", "markdown", "-o", path, "--lang", "en", "-v")

    assert (0, True, outcome.out) == (
        outcome.code,
        "## Points by cluster" in outcome.out,
        path.read_text(encoding="utf-8"),
    )


@pytest.mark.parametrize(("language", "line"), [("id", "Tersimpan: a.json"), ("en", "Wrote a.json")])
def test_the_written_schema_is_named(
    language: str, line: str, tmp_path: Path, invoke: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message has the language of the user."""
    monkeypatch.chdir(tmp_path)

    assert (0, "", f"{line}\n") == invoke("schema", "-o", "a.json", "--lang", language)


def test_schema_is_the_one_in_the_documents(invoke: Runner) -> None:
    """Output and document are equal byte for byte, so that users can write the schema into a file."""
    path = EXAMPLES.parent / "docs" / "instrument.schema.json"

    assert (0, path.read_text(encoding="utf-8"), "") == invoke("schema")
