"""The commands end to end: exit codes, both streams, languages, files."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import kla_score
from kla_score.cli import main
from tests.conftest import TINY, Bookmaker
from tests.workbooks import make_workbook

EXAMPLES = Path(__file__).parent.parent / "examples"
GOOD = EXAMPLES / "kabupaten-contoh-2024.xlsx"
FAULTY = EXAMPLES / "dengan-kesalahan.xlsx"
SHEET = "== Identitas\nInstrumen|tiny\nEdisi|'1\nTahun|2024\n== A\nKode|Nilai|Dokumen\n"
ROWS = "'1.1|5|a.pdf\n'1.2a|\n'1.10|\n'2.1|\n'2.2|\n'3.1|\n'3.2|\n"


class Outcome(NamedTuple):
    """What a command leaves behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Any:
    """Run the command line in this process."""

    def invoke(*arguments: str | Path) -> Outcome:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        sys.stdout.flush()
        sys.stderr.flush()
        out, err = capfdbinary.readouterr()
        return Outcome(int(ended.value.code or 0), out.decode("utf-8"), err.decode("utf-8"))

    return invoke


def spawn(
    arguments: Sequence[str | Path], environment: dict[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own."""
    command = [sys.executable, "-X", "utf8=0", "-m", "kla_score", *map(str, arguments)]
    surroundings = {"PATH": os.environ.get("PATH", ""), "SYSTEMROOT": os.environ.get("SYSTEMROOT", "")}
    return subprocess.run(command, env=surroundings | (environment or {}), capture_output=True, check=False, **options)  # noqa: S603


def test_a_blank_template_scores_nothing(run: Any, tmp_path: Path) -> None:
    """
    Template, then evaluate: 0 of 1000, no predicate, 273 questions open, no issue, exit 0.
    """
    blank = tmp_path / "t.xlsx"
    run("template", blank)
    outcome = run("evaluate", blank, "--format", "json")
    data = json.loads(outcome.out)
    said = (outcome.code, data["total"], data["predicate"]["claimed"]["id"], data["issues"], outcome.err)
    total = {"claimed": 0, "supported": None, "maximum": 1000, "answered": 0, "questions": 273}

    assert (0, total, None, [], "") == said


def test_evaluate_shows_the_scorecard(run: Any) -> None:
    """
    The good example: both totals, both predicates, the warning on stderr, exit 0.
    """
    outcome = run("evaluate", GOOD, "--lang", "en")

    assert (0, True, True) == (outcome.code, "; Utama;" in outcome.out, "warning[evidence-declared]" in outcome.err)


def test_bad_cells_are_findings(run: Any) -> None:
    """
    A sheet with bad cells is scored all the same, and the exit code is 1.
    """
    outcome = run("evaluate", FAULTY, "--lang", "en")

    assert (1, True) == (outcome.code, "INCOMPLETE" in outcome.out)


def test_issues_are_counted_first(run: Any) -> None:
    """
    The first line on stderr names the file and how many issues of each severity it has.
    """
    data = json.loads(run("evaluate", FAULTY, "-f", "json", "-q").out)
    counts = [sum(issue["severity"] == each for issue in data["issues"]) for each in ("error", "warning", "note")]
    expected = "dengan-kesalahan.xlsx: errors {}, warnings {}, notes {}".format(*counts)

    assert expected == run("evaluate", FAULTY, "--lang", "en").err.splitlines()[0]


def test_quiet_says_nothing_but_the_result(run: Any) -> None:
    """
    With -q stderr stays empty.
    """
    assert run("evaluate", FAULTY, "-q").err == ""


def listed(out: str) -> int:
    table = out.split("Missing evidence, largest first")[1].split("By agency", maxsplit=1)[0]
    return sum(line[1:8].strip()[:1].isdigit() for line in table.splitlines())


def test_a_long_list_is_cut(run: Any) -> None:
    """
    Ten entries are shown, and the number of the rest.
    """
    assert listed(run("evaluate", GOOD, "--lang", "en", "-q").out) == 10


def test_verbose_shows_the_whole_list(run: Any) -> None:
    """
    With -v nothing is cut.
    """
    everything = len(json.loads(run("evaluate", GOOD, "-f", "json").out)["missing_evidence"])

    assert everything == listed(run("evaluate", GOOD, "--lang", "en", "-q", "-v").out)


def test_verbose_shows_indicators(run: Any) -> None:
    """
    With -v each cluster shows its indicators.
    """
    lines = run("evaluate", GOOD, "--lang", "id", "-v").out.splitlines()

    assert any(line.startswith("   21C. Anak") for line in lines)


def test_json_is_what_was_promised(run: Any) -> None:
    """
    The keys of version 1, in order, at every level.
    """
    data = json.loads(run("evaluate", GOOD, "-f", "json").out)
    cluster = data["clusters"][0]
    indicator = cluster["indicators"][0]
    question = indicator["questions"][0]
    keys = [
        list(each)
        for each in (data, cluster, indicator, question, question["evidence"][0], data["missing_evidence"][0])
    ]

    assert keys == [
        [
            *("schema_version", "kind", "tool", "instrument", "source", "region", "year", "stage", "part", "status"),
            *("total", "predicate", "clusters", "missing_evidence", "issues"),
        ],
        ["id", "name", "claimed", "supported", "maximum", "answered", "questions", "indicators"],
        ["id", "name", "claimed", "supported", "maximum", "uncapped", "questions"],
        ["code", "text", "claimed", "supported", "maximum", "answered", "cell", "evidence", "agencies"],
        ["kind", "what", "status", "references"],
        ["question", "points_at_risk", "missing", "agencies", "cell"],
    ]


def test_issues_in_json_have_their_keys(run: Any) -> None:
    """
    Each issue carries place, words and remedy.
    """
    data = json.loads(run("evaluate", FAULTY, "-f", "json").out)
    expected = {"code", "severity", "sheet", "cell", "question", "message", "found", "remedy"}

    assert {frozenset(expected)} == {frozenset(issue) for issue in data["issues"]}


def test_json_numbers_have_no_leftovers(run: Any) -> None:
    """
    Read as decimals, the parts in the file add up to the total exactly.
    """
    data = json.loads(run("evaluate", GOOD, "-f", "json").out, parse_float=Decimal, parse_int=Decimal)

    assert sum(cluster["claimed"] for cluster in data["clusters"]) == data["total"]["claimed"]


def test_json_is_the_same_in_every_language(run: Any) -> None:
    """
    Machines need not know who is looking.
    """
    indonesian, english = (run("evaluate", FAULTY, "-f", "json", "--lang", language).out for language in ("id", "en"))

    assert indonesian == english


def test_output_writes_a_file_beside_the_table(run: Any, tmp_path: Path) -> None:
    """
    -o writes JSON by its suffix, and stdout still shows the table.
    """
    path = tmp_path / "a.json"
    outcome = run("evaluate", GOOD, "--lang", "en", "-o", path)
    written = json.loads(path.read_text(encoding="utf-8"))

    assert ("scorecard", True) == (written["kind"], "Points by cluster" in outcome.out)


REFUSED: dict[str, tuple[list[str | Path], str]] = {
    "no such file": (["evaluate", "none.xlsx"], "file-not-found"),
    "a folder": (["evaluate", "."], "file-is-folder"),
    "unknown format": (["evaluate", GOOD, "-f", "xml"], "format-unknown"),
    "unknown suffix": (["evaluate", GOOD, "-o", "a.docx"], "output-suffix-unknown"),
    "template suffix": (["template", "a.xls"], "output-suffix-unknown"),
    "existing output": (["template", GOOD], "output-exists"),
    "input as output": (["evaluate", "same.json", "-o", "same.json", "--force"], "output-is-input"),
    "instrument as output": (["evaluate", GOOD, "-i", "same.json", "-o", "same.json", "--force"], "output-is-input"),
    "no instrument": (["evaluate", GOOD, "-i", "none.yaml"], "file-not-found"),
    "other edition": (["evaluate", GOOD, "-i", TINY], "workbook-other-edition"),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("language", ["id", "en"])
def test_what_cannot_be_done_is_said(
    run: Any, case: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Exit 2, nothing on stdout, the reason on stderr.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "same.json").write_bytes(b"{}")
    arguments, code = REFUSED[case]
    outcome = run(*arguments, "--lang", language)

    assert (2, "", True) == (outcome.code, outcome.out, f"[{code}]" in outcome.err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["evaluate"],
        ["nonsense"],
        ["evaluate", "a", "b"],
        ["evaluate", "--lang", "fr", "a"],
        ["evaluate", "--nope", "a"],
    ],
)
def test_bad_options_are_not_done(run: Any, arguments: list[str]) -> None:
    """
    A command line that makes no sense ends in 2.
    """
    assert run(*arguments).code == 2


def test_an_input_is_never_changed(run: Any, tmp_path: Path) -> None:
    """
    The workbook of a user is only read.
    """
    path = tmp_path / "a.xlsx"
    path.write_bytes(GOOD.read_bytes())
    run("evaluate", path)

    assert path.read_bytes() == GOOD.read_bytes()


@pytest.mark.parametrize("text", ["[red]merah[/red]", "[/]", "=cmd()", "{found}"])
def test_text_from_a_sheet_is_data(run: Any, book: Bookmaker, text: str) -> None:
    """
    Whatever looks like markup or a formula is shown as it was typed.
    """
    path = book(SHEET + ROWS + "== Identitas2\n")
    make_workbook(path, f"== Identitas\nInstrumen|tiny\nEdisi|'1\nNama|'{text}\n== A\nKode|Nilai|Dokumen\n{ROWS}")
    outcome = run("evaluate", path, "-i", TINY, "--lang", "en")

    assert (0, True) == (outcome.code, text in outcome.out)


def test_validate_passes_the_packaged_instrument(run: Any) -> None:
    """
    Without a file the packaged instrument is checked: one note, exit 0.
    """
    outcome = run("validate", "--lang", "en")

    assert (0, ["[cap-declared]"]) == (outcome.code, [line.split()[-1] for line in outcome.out.splitlines()])


def test_validate_names_every_line(run: Any, tmp_path: Path) -> None:
    """
    file:line:col level message [code], all in one run, exit 1.
    """
    path = tmp_path / "a.yaml"
    broken = TINY.read_text(encoding="utf-8").replace("maximum: 30", "maximum: 31").replace('"Disdik"', "010")
    path.write_text(broken, encoding="utf-8")
    outcome = run("validate", path, "--lang", "en")
    errors = [line for line in outcome.out.splitlines() if " error " in line]

    assert (1, True, 2) == (outcome.code, all(line.startswith(f"{path}:") for line in errors), len(errors))


def test_validate_of_a_missing_file_is_not_done(run: Any) -> None:
    """
    A file that cannot be read is exit 2.
    """
    assert run("validate", "none.yaml").code == 2


def test_an_unusable_instrument_names_its_lines(run: Any, tmp_path: Path) -> None:
    """
    Evaluate with a broken instrument says what validate would say, and ends in 2.
    """
    path = tmp_path / "a.yaml"
    path.write_text(TINY.read_text(encoding="utf-8").replace("maximum: 30", "maximum: 31"), encoding="utf-8")
    outcome = run("evaluate", GOOD, "-i", path, "--lang", "en")

    assert (2, True) == (outcome.code, "[sum-differs]" in outcome.err)


def test_version_is_shown(run: Any) -> None:
    """
    --version names the version.
    """
    assert (0, f"kla-score {kla_score.__version__}\n", "") == run("--version")


@pytest.mark.parametrize(("language", "word"), [("id", "predikat"), ("en", "predicate")])
@pytest.mark.parametrize("arguments", [["--help"], ["evaluate", "--help"]])
def test_help_speaks_both_languages(language: str, word: str, arguments: list[str]) -> None:
    """
    Help is in the language asked for.
    """
    out = spawn([*arguments], {"KLA_SCORE_LANG": language, "PYTHONIOENCODING": "utf-8"}).stdout.decode("utf-8")

    assert word in out


LANGUAGES = [
    ({}, "Nilai per klaster"),
    ({"LANG": "C.UTF-8"}, "Nilai per klaster"),
    ({"LANG": "en_US.UTF-8"}, "Points by cluster"),
    ({"LANG": "id_ID.UTF-8"}, "Nilai per klaster"),
    ({"LANG": "de_DE.UTF-8"}, "Nilai per klaster"),
    ({"LANG": "id_ID.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "Points by cluster"),
    ({"LANG": "en_US.UTF-8", "KLA_SCORE_LANG": "id"}, "Nilai per klaster"),
]


@pytest.mark.parametrize(("environment", "expected"), LANGUAGES)
def test_the_language_is_found(environment: dict[str, str], expected: str) -> None:
    """
    Variable, then locale when it names one of ours, then the instrument's own.
    """
    done = spawn(["evaluate", GOOD, "-q"], environment | {"PYTHONIOENCODING": "utf-8"})

    assert expected in done.stdout.decode("utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp437", "ascii"])
@pytest.mark.parametrize(
    "arguments", [["evaluate", FAULTY], ["evaluate", FAULTY, "-f", "json"], ["validate"], ["--help"]]
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_any_encoding_will_do(encoding: str, arguments: list[str | Path], language: str) -> None:
    """
    A console that lacks a sign changes neither the exit code nor ends in a traceback.
    """
    expected = 1 if "evaluate" in arguments else 0
    done = spawn(arguments, {"PYTHONIOENCODING": encoding, "KLA_SCORE_LANG": language})

    assert (expected, False) == (done.returncode, b"Traceback" in done.stderr)


def test_json_is_utf8_on_any_console() -> None:
    """
    What a program reads does not depend on the console.
    """
    done = spawn(["evaluate", GOOD, "-f", "json"], {"PYTHONIOENCODING": "cp1252"})

    assert json.loads(done.stdout.decode("utf-8"))["kind"] == "scorecard"


def test_no_line_is_wider_than_the_terminal() -> None:
    """
    At 80 columns nothing sticks out.
    """
    out = spawn(["evaluate", GOOD, "-v"], {"COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}).stdout.decode("utf-8")

    assert max(len(line) for line in out.splitlines()) <= 80


def test_a_pipe_gets_no_escape_sequences() -> None:
    """
    Colour and bold are for terminals alone.
    """
    assert b"\x1b" not in spawn(["evaluate", GOOD]).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe that closes early is another matter on Windows")
def test_a_reader_that_goes_away_is_no_error() -> None:
    """
    ``| head -1`` gets its line and no traceback appears.
    """
    command = f'"{sys.executable}" -m kla_score evaluate "{GOOD}" -v | head -1'
    done = subprocess.run(command, shell=True, capture_output=True, check=False)  # noqa: S602 - a shell is what is tested

    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device to write to")
@pytest.mark.parametrize("arguments", [["evaluate", GOOD], ["evaluate", GOOD, "-f", "json"], ["--help"], ["--version"]])
def test_a_full_disk_is_said(arguments: list[str | Path]) -> None:
    """
    A result that cannot be written is not done, with the reason.
    """
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "kla_score", *map(str, arguments)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)  # noqa: S603

    assert (2, True) == (done.returncode, b"[output-unwritable] stdout" in done.stderr)


def test_either_all_outputs_are_written_or_none(run: Any, tmp_path: Path) -> None:
    """
    One output that cannot be written leaves the others alone.
    """
    outcome = run("evaluate", GOOD, "-o", tmp_path / "a.json", "-o", tmp_path / "none" / "b.json")

    assert (2, []) == (outcome.code, list(tmp_path.iterdir()))


@pytest.mark.parametrize("columns", ["20", "40", "60"])
def test_no_digit_is_cut_on_a_narrow_terminal(columns: str) -> None:
    """
    Lines may wrap, numbers stay whole.
    """
    out = spawn(["evaluate", GOOD, "-q"], {"COLUMNS": columns, "PYTHONIOENCODING": "utf-8"}).stdout.decode("utf-8")

    assert {"803,75", "609,35", "194,4", "258/273"} <= set(out.split())


def test_names_that_start_with_a_dash_work_after_two() -> None:
    """
    ``--`` ends the options.
    """
    assert b"-x.xlsx" in spawn(["evaluate", "--", "-x.xlsx"]).stderr


def test_no_argument_shows_help(run: Any) -> None:
    """
    Whoever types the name alone is told what there is.
    """
    outcome = run()

    assert "evaluate" in outcome.out + outcome.err
