"""The commands end to end: exit codes, both streams, languages, files."""

import json
import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import kla_score
from kla_score.instrument_file import load_instrument
from tests.conftest import TINY, Runner
from tests.examples import EXAMPLES, FAULTY, GOOD, spawn
from tests.workbooks import make_workbook

SHEET = "== Identitas\nInstrumen|tiny\nEdisi|'1\nTahun|2024\n== A\nKode|Nilai|Dokumen\n"
ROWS = "'1.1|5|a.pdf\n'1.2a|\n'1.10|\n'2.1|\n'2.2|\n'3.1|\n'3.2|\n"


BROKEN = TINY.read_text(encoding="utf-8").replace("maximum: 30", "maximum: 31")
WARNED = TINY.read_text(encoding="utf-8").replace(
    "    lower_limit: 20\n    printed_from: 20\n", "    lower_limit: 21\n    printed_from: 21\n"
)
HIGHER = (
    TINY.read_text(encoding="utf-8")
    .replace('edition: "1"', 'edition: "2"')
    .replace(
        'en: "Is there a regulation?"\n            kind: "points"\n            maximum: 5',
        'en: "Is there a regulation?"\n            kind: "points"\n            maximum: 6',
    )
    .replace("maximum: 12", "maximum: 13")
    .replace("maximum: 20", "maximum: 21")
    .replace("maximum: 30", "maximum: 31")
)
"""The tiny instrument with an error, with a warning, and in the next edition with 6 points for 1.1."""


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


def test_validate_passes_the_packaged_instrument(invoke: Runner) -> None:
    """Without a file, the command checks the packaged instrument: one note, exit code 0."""
    outcome = invoke("validate", "--lang", "en")

    assert (0, ["[cap-declared]"]) == (outcome.code, [line.split()[-1] for line in outcome.out.splitlines()])


def test_validate_names_every_line(invoke: Runner, tmp_path: Path) -> None:
    """Each finding has the form file:line:col level message [code], all in one run, with exit code 1."""
    path = tmp_path / "a.yaml"
    broken = TINY.read_text(encoding="utf-8").replace("maximum: 30", "maximum: 31").replace('"Disdik"', "010")
    path.write_text(broken, encoding="utf-8")
    outcome = invoke("validate", path, "--lang", "en")
    errors = [line for line in outcome.out.splitlines() if " error " in line]

    assert (1, True, 2) == (outcome.code, all(line.startswith(f"{path}:") for line in errors), len(errors))


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


@pytest.mark.parametrize("options", [[], ["-q"]], ids=["usual", "quiet"])
@pytest.mark.parametrize("name", ["missing.yaml", "sheet.xlsx", "hollow"])
def test_findings_are_not_written_if_a_file_cannot_be_read(
    name: str, options: list[str], invoke: Runner, written: Any, tmp_path: Path
) -> None:
    """
    The screen has the findings of the other files. With exit code 2 nothing is written, as a line on stderr explains.
    """
    (tmp_path / "sheet.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "hollow").mkdir()
    path = tmp_path / "v.sarif"
    outcome = invoke("validate", written("a.yaml", BROKEN), tmp_path / name, "-o", path, "--lang", "en", *options)

    assert (2, False, f"Did not write {path}") == (outcome.code, path.exists(), outcome.err.splitlines()[0])
    assert "[sum-differs]" in outcome.out


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


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write a text file and return its path."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8", newline="\n")
        return path

    return write


def test_a_scorecard_is_written_as_markdown(invoke: Runner, tmp_path: Path) -> None:
    """Stdout with -v and a file with the suffix contain the same complete text."""
    path = tmp_path / "a.md"
    outcome = invoke("evaluate", GOOD, "-f", "markdown", "-o", path, "--lang", "en", "-v")

    assert (0, True, outcome.out) == (
        outcome.code,
        "## Points by cluster" in outcome.out,
        path.read_text(encoding="utf-8"),
    )


VALIDATED = {
    "in order": ([TINY.read_text(encoding="utf-8")], [], 0),
    "a warning": ([WARNED], [], 0),
    "a warning, strictly": ([WARNED], ["--strict"], 1),
    "a note, strictly": ([TINY.read_text(encoding="utf-8")], ["--strict"], 0),
    "an error": ([BROKEN], [], 1),
    "an error in one of two": ([TINY.read_text(encoding="utf-8"), BROKEN], [], 1),
    "two in order": ([TINY.read_text(encoding="utf-8"), HIGHER], [], 0),
    "no YAML": (["["], [], 1),
    "nothing in it": ([""], [], 1),
    "a missing one beside one in order": ([TINY.read_text(encoding="utf-8")], ["none.yaml"], 2),
}


@pytest.mark.parametrize(("texts", "more", "expected"), VALIDATED.values(), ids=VALIDATED)
@pytest.mark.parametrize("output_format", ["text", "json", "github", "sarif"])
def test_the_exit_code_of_validate_depends_on_its_findings(
    invoke: Runner, written: Any, texts: list[str], more: list[str], expected: int, output_format: str
) -> None:
    """In every format: 1 for errors or strict warnings, 2 if a file could not be read."""
    files = [written(f"{number}.yaml", text) for number, text in enumerate(texts)]

    assert expected == invoke("validate", *files, *more, "-f", output_format).code


def test_validate_names_each_file(invoke: Runner, written: Any) -> None:
    """Findings appear in the order of the files, each with its file name."""
    files = [written("b.yaml", BROKEN), written("a.yaml", WARNED)]
    lines = invoke("validate", *files, "--lang", "en").out.splitlines()

    assert [str(files[0])] * 2 + [str(files[1])] * 2 == [line.split(".yaml:")[0] + ".yaml" for line in lines]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Checked 2 files: 1 error, 1 warning\n", "Checked 1 file: no errors, 1 warning\n"]),
        (
            "id",
            [
                "2 berkas diperiksa: 1 kesalahan, 1 peringatan\n",
                "1 berkas diperiksa: tidak ada kesalahan, 1 peringatan\n",
            ],
        ),
    ],
)
def test_validate_counts_its_findings(invoke: Runner, written: Any, language: str, expected: list[str]) -> None:
    """The counts appear on stderr, so that stdout contains only the findings."""
    files = [written("a.yaml", BROKEN), written("b.yaml", WARNED)]

    assert expected == [invoke("validate", *each, "--lang", language).err for each in (files, files[1:])]


WHERE: Mapping[str, tuple[str, list[str]]] = {
    "a folder": (".", ["a.yaml", "b.yml", "deep/c.yaml"]),
    "a pattern": ("*.yaml", ["a.yaml"]),
    "a pattern for folders": ("**/*.yaml", ["a.yaml", "deep/c.yaml"]),
    "a file of another name": ("notes.txt", ["notes.txt"]),
}


@pytest.mark.parametrize(("name", "expected"), WHERE.values(), ids=WHERE)
def test_validate_checks_folders_and_patterns(
    name: str, expected: list[str], invoke: Runner, written: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    """In folders, every YAML file that is not hidden is checked. A named file is always checked."""
    (tmp_path / "deep").mkdir()
    for each in ("a.yaml", "b.yml", "deep/c.yaml", ".hidden.yaml", "notes.txt"):
        written(each, BROKEN)
    monkeypatch.chdir(tmp_path)
    files = json.loads(invoke("validate", name, "-f", "json", "-q").out)["files"]

    assert expected == [Path(each["file"]).as_posix() for each in files]


IGNORING: Mapping[str, tuple[list[str], int, bool]] = {
    "nothing": ([], 1, True),
    "a note": (["--ignore", "cap-declared"], 1, False),
    "a note in capitals": (["--ignore", "CAP-declared"], 1, False),
    "another note": (["--ignore", "definition-unused"], 1, True),
    "the exit code": (["--exit-zero"], 0, True),
    "an error": (["--ignore", "surplus-undeclared"], 2, False),
    "an unknown code": (["--ignore", "cap-declred"], 2, False),
}


@pytest.mark.parametrize(("options", "code", "is_listed"), IGNORING.values(), ids=IGNORING)
def test_validate_leaves_out_what_is_ignored(
    options: list[str], code: int, is_listed: bool, invoke: Runner, written: Any
) -> None:
    """Warnings and notes can be left out, and the exit code can be 0 despite errors. Errors are always listed."""
    text = (EXAMPLES.parent / "indicators.yaml").read_text(encoding="utf-8").replace("maximum: 1000", "maximum: 1001")
    outcome = invoke("validate", written("a.yaml", text), *options, "--lang", "en")

    assert (code, is_listed) == (outcome.code, "[cap-declared]" in outcome.out)


def test_validate_writes_to_stdout_by_its_usual_name(invoke: Runner, written: Any) -> None:
    """``-o -`` is stdout, as in other programs."""
    arguments = ["validate", written("a.yaml", BROKEN), "-f", "sarif", "-q"]

    assert invoke(*arguments).out == invoke(*arguments, "-o", "-").out


def test_validate_goes_on_after_a_file_that_cannot_be_read(invoke: Runner, written: Any) -> None:
    """The command still checks the other files."""
    outcome = invoke("validate", "none.yaml", written("a.yaml", BROKEN), "--lang", "en")

    assert ["[file-not-found]", "[sum-differs]"] == [
        line.split()[-1] for line in outcome.out.splitlines() if " error " in line
    ]


def test_validate_writes_files_by_their_suffix(invoke: Runner, written: Any, tmp_path: Path) -> None:
    """SARIF and JSON files contain the same findings as stdout."""
    path, sarif, data = written("a.yaml", BROKEN), tmp_path / "a.sarif", tmp_path / "a.json"
    outcome = invoke("validate", path, "-o", sarif, "-o", data)
    results = json.loads(sarif.read_text(encoding="utf-8"))["runs"][0]["results"]
    findings = json.loads(data.read_text(encoding="utf-8"))["files"][0]["findings"]

    assert (1, 2, 2, 2) == (outcome.code, len(results), len(findings), len(outcome.out.splitlines()))


@pytest.mark.parametrize("name", ["a.json", "a.sarif"])
def test_a_file_that_is_checked_is_never_written(invoke: Runner, written: Any, name: str) -> None:
    """The command refuses it under any name, even with --force."""
    path = written(name, BROKEN)
    outcome = invoke("validate", path, "-o", path, "--force")

    assert (2, True, BROKEN) == (outcome.code, "[output-is-input]" in outcome.err, path.read_text(encoding="utf-8"))


def test_an_unknown_format_of_findings_is_refused_with_the_valid_formats(invoke: Runner) -> None:
    """The message lists the valid formats. The table of a scorecard is not one of them."""
    outcome = invoke("validate", "-f", "table", "--lang", "en")

    assert (2, "", True) == (outcome.code, outcome.out, "text, json, github, sarif" in outcome.err)


@pytest.mark.parametrize(("options", "annotations"), [([], ["::error"]), (["-v"], ["::error", "::notice"])])
def test_annotations_come_after_the_list(
    options: list[str], annotations: list[str], invoke: Runner, written: Any
) -> None:
    """With -f github, the list is followed by a command for each error and warning, with -v also for each note."""
    path = written("a.yaml", BROKEN)
    plain = invoke("validate", path, "--lang", "en").out.splitlines()
    lines = invoke("validate", path, "--lang", "en", "-f", "github", *options).out.splitlines()

    assert [*plain, *annotations] == [*lines[:2], *(line.split()[0] for line in lines[2:])]


DIFFERENCES: Mapping[str, tuple[list[str], int, int, int]] = {
    "no option": ([], 0, 0, 0),
    "any change": (["--exit-code", "any"], 0, 1, 1),
    "a change of scores": (["--exit-code", "scores"], 0, 0, 1),
}


@pytest.mark.parametrize(("options", "same", "text", "points"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_diff_ends_with_1_on_request(
    options: list[str], same: int, text: int, points: int, invoke: Runner, written: Any
) -> None:
    """The exit code shows a change, or only a change that can affect scores."""
    other = TINY.read_text(encoding="utf-8").replace("Is there a regulation?", "Is there a rule?")
    files = [TINY, written("text.yaml", other), written("points.yaml", HIGHER)]

    assert [same, text, points] == [invoke("diff", TINY, file, *options, "-q").code for file in files]


def test_diff_lists_every_change_in_each_file(invoke: Runner, tmp_path: Path) -> None:
    """Lists are shortened on the screen and never in files. CSV says which changes can affect scores."""
    old, new = EXAMPLES / "instruments" / "kla-2022-groups.yaml", EXAMPLES.parent / "indicators.yaml"
    outputs = [tmp_path / name for name in ("a.csv", "a.json", "a.md")]
    invoke("diff", old, new, "-q", *(part for path in outputs for part in ("-o", path)))
    csv, data, markdown = (path.read_text(encoding="utf-8") for path in outputs)
    changes = json.loads(data)["changes"]

    rows = [line for line in markdown.splitlines() if re.match(r"\| (?!---|Objek)", line)]

    assert [len(changes)] * 2 == [len(csv.splitlines()) - 1, len(rows)]
    assert csv.startswith("subject,name,change,before,after,moves_scores\n")
    assert sum(each["moves_scores"] for each in changes) == csv.count(",true\n")


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


def test_an_issue_code_is_explained_beside_a_broken_instrument(invoke: Runner, written: Any) -> None:
    """A broken instrument does not prevent the explanation of an issue code."""
    outcome = invoke("show", "sum-differs", "-i", written("a.yaml", BROKEN), "--lang", "en")

    assert (0, "sum-differs", "") == (outcome.code, outcome.out.splitlines()[0], outcome.err)


@pytest.mark.parametrize(
    ("name", "near"),
    [("1.2c", "Did you mean 1.2a"), ("bands-gab", "Did you mean bands-gap"), ("2.12", "2.1"), ("zzzzzz", "”")],
)
def test_an_unknown_name_gets_suggestions(invoke: Runner, name: str, near: str) -> None:
    """The exit code is 2, stdout is empty, and stderr suggests the nearest names."""
    outcome = invoke("show", name, "-i", TINY, "--lang", "en")

    assert (2, "", True) == (outcome.code, outcome.out, near in outcome.err.splitlines()[0].removesuffix("."))


def test_a_part_of_a_broken_instrument_is_not_shown(invoke: Runner, written: Any) -> None:
    """The exit code is 2, and the findings appear line by line."""
    path = written("a.yaml", BROKEN)
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


@pytest.mark.parametrize(("language", "line"), [("id", "Tersimpan: a.json"), ("en", "Wrote a.json")])
def test_the_written_schema_is_named(
    language: str, line: str, tmp_path: Path, invoke: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message has the language of the user."""
    monkeypatch.chdir(tmp_path)

    assert (0, "", f"{line}\n") == invoke("schema", "-o", "a.json", "--lang", language)


@pytest.mark.parametrize("name", [None, "A", "2", "1.1", "bands-gap"])
def test_show_writes_markdown(invoke: Runner, name: str | None, tmp_path: Path) -> None:
    """Stdout and a file with the suffix contain the same text."""
    path = tmp_path / "a.md"
    outcome = invoke("show", *([name] if name else []), "-i", TINY, "-f", "markdown", "-o", path)

    assert (0, "# ", outcome.out) == (outcome.code, outcome.out[:2], path.read_text(encoding="utf-8"))


def test_show_uses_the_language_of_the_instrument(invoke: Runner, written: Any) -> None:
    """The language of the instrument applies if neither an option nor the locale selects another."""
    english = written("a.yaml", TINY.read_text(encoding="utf-8").replace('language: "id"', 'language: "en"'))

    assert ["1.1. Is there a regulation?", "1.1. Apakah ada peraturan?"] == [
        invoke("show", "1.1", "-i", path).out.splitlines()[0] for path in (english, TINY)
    ]


def filled_in(path: Path, edition: str, points: str) -> Path:
    """Write a filled-in sheet of an edition of the tiny instrument."""
    rows = ROWS.replace("'1.1|5|", f"'1.1|{points}|")
    return make_workbook(path, SHEET.replace("Edisi|'1", f"Edisi|'{edition}") + rows)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "The two instruments are the same."), ("id", "Kedua instrumen sama.")],
)
def test_diff_of_the_same_file_finds_nothing(invoke: Runner, language: str, expected: str) -> None:
    """The exit code is 0."""
    outcome = invoke("diff", TINY, TINY, "--lang", language)

    assert (0, expected, "") == (outcome.code, outcome.out.splitlines()[-1], outcome.err)


def test_diff_lists_the_changes(invoke: Runner, written: Any) -> None:
    """Changes are the result, not findings, so that the exit code is 0."""
    outcome = invoke("diff", TINY, written("b.yaml", HIGHER), "--lang", "en")

    assert (0, True, True) == (
        outcome.code,
        "5, of which 1 can affect scores" in outcome.out,
        re.search(r"question 1.1 +maximum +5 +6$", outcome.out, re.MULTILINE) is not None,
    )


@pytest.mark.parametrize(
    ("edition", "points", "expected"), [("1", "5", [5, 5]), ("2", "5", [5, 5]), ("2", "6", [0, 6])]
)
def test_diff_scores_a_sheet_of_either(
    invoke: Runner, written: Any, tmp_path: Path, edition: str, points: str, expected: list[int]
) -> None:
    """A sheet of either instrument is scored by both."""
    sheet = filled_in(tmp_path / "a.xlsx", edition, points)
    data = json.loads(invoke("diff", TINY, written("b.yaml", HIGHER), "--sheet", sheet, "-f", "json").out)

    assert expected == [data["score"][side]["total"]["claimed"] for side in ("old", "new")]


def test_diff_names_the_sheet(invoke: Runner, written: Any, tmp_path: Path) -> None:
    """The output contains the file name of the sheet."""
    outcome = invoke("diff", TINY, written("b.yaml", HIGHER), "--sheet", filled_in(tmp_path / "a.xlsx", "1", "5"))

    assert "a.xlsx" in outcome.out


def test_a_sheet_of_neither_instrument_is_refused(invoke: Runner, written: Any, tmp_path: Path) -> None:
    """The exit code is 2, stdout is empty, and the message names the expected edition."""
    outcome = invoke("diff", TINY, written("b.yaml", HIGHER), "--sheet", filled_in(tmp_path / "a.xlsx", "3", "5"))

    assert (2, "", True) == (outcome.code, outcome.out, "[workbook-other-edition]" in outcome.err)


@pytest.mark.parametrize("is_old", [True, False])
def test_a_broken_instrument_is_not_compared(invoke: Runner, written: Any, is_old: bool) -> None:
    """The exit code is 2, stdout is empty, and the findings appear line by line."""
    path = written("a.yaml", BROKEN)
    outcome = invoke("diff", *((path, TINY) if is_old else (TINY, path)))

    assert (2, "", True) == (outcome.code, outcome.out, outcome.err.startswith(f"{path}:"))


def test_an_unreadable_sheet_is_not_compared(invoke: Runner) -> None:
    """The command reports the reason why the sheet cannot be read."""
    outcome = invoke("diff", TINY, TINY, "--sheet", TINY, "--lang", "en")

    assert (2, "", True) == (outcome.code, outcome.out, "[file-is-text]" in outcome.err)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_diff_never_overwrites_its_inputs(invoke: Runner, written: Any, tmp_path: Path, which: int) -> None:
    """The command overwrites neither instrument nor sheet, even with --force."""
    paths = [written("a.json", TINY.read_text(encoding="utf-8")), written("b.json", HIGHER), tmp_path / "c.json"]
    paths[2].write_bytes(filled_in(tmp_path / "a.xlsx", "1", "5").read_bytes())
    outcome = invoke("diff", *paths[:2], "--sheet", paths[2], "-o", paths[which], "--force")

    assert (2, True) == (outcome.code, "[output-is-input]" in outcome.err)


@pytest.mark.parametrize("output_format", ["json", "markdown"])
def test_diff_has_the_formats_of_every_result(invoke: Runner, written: Any, output_format: str) -> None:
    """The command has the formats for programs and for documents."""
    outcome = invoke("diff", TINY, written("b.yaml", HIGHER), "-f", output_format)

    assert (0, {"json": "{", "markdown": "#"}[output_format]) == (outcome.code, outcome.out[0])


def test_schema_is_the_one_in_the_documents(invoke: Runner) -> None:
    """Output and document are equal byte for byte, so that users can write the schema into a file."""
    path = EXAMPLES.parent / "docs" / "instrument.schema.json"

    assert (0, path.read_text(encoding="utf-8"), "") == invoke("schema")


@pytest.mark.skipif(sys.platform == "win32", reason="no file is called so there")
def test_a_file_name_is_not_a_workflow_command(invoke: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """File names that look like workflow commands are escaped."""
    monkeypatch.chdir(tmp_path)
    Path("::error::x.xlsx").write_bytes((EXAMPLES / "dengan-kesalahan.xlsx").read_bytes())
    results = [invoke("evaluate", "::error::x.xlsx"), invoke("evaluate", "::error::x.xlsx", "-f", "csv", "--no-header")]
    lines = [line for each in results for line in (each.out + each.err).splitlines()]

    assert [] == [line for line in lines if line.strip().startswith("::")]
