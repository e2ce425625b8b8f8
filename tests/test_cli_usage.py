"""Command lines that cannot be read: the messages come from the program, not from the library."""

import io
import os
import re
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from kla_score.cli.terminal import Color, render_target_of
from tests.conftest import DESA, TINY, Runner
from tests.examples import GOOD, spawn

UNREADABLE = [
    (["evaluate"], "argument-missing", "WORKBOOK"),
    (["merge", "a.xlsx"], "argument-missing", "--output/-o"),
    (["evaluate", "a.xlsx", "b.xlsx"], "argument-surplus", "b.xlsx"),
    (["evaluate", "a.xlsx", "b (2).xlsx", "c"], "argument-surplus", "b (2).xlsx c"),
    (["evaluate", "a.xlsx", "--formt", "csv"], "flag-unknown", "--formt"),
    (["evaluate", "a.xlsx", "--formt", "csv"], "flag-unknown", "--format"),
    (["batch", "a.xlsx", "--jobs"], "flag-value-missing", "--jobs"),
    (["evaluate", "a.xlsx", "--force=yes"], "flag-value-unwanted", "--force"),
    (["evaluat", "a.xlsx"], "command-unknown", "evaluate"),
    (["--", "schem"], "command-unknown", "schema"),
    (["--", "evaluate"], "argument-missing", "WORKBOOK"),
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
def test_an_unreadable_command_line_is_reported(
    invoke: Runner, monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str], code: str, named: str
) -> None:
    """The exit code is 2, stdout is empty, and the message has the code of the fault and a word."""
    monkeypatch.setenv("KLA_SCORE_LANG", "en")
    outcome = invoke(*arguments)

    assert (2, "", True, True) == (outcome.code, outcome.out, f" [{code}]" in outcome.err, named in outcome.err)


PROPOSED: dict[str, tuple[Sequence[str], str]] = {
    "a sheet": (["sheet.xlsx"], "Run `kla-score evaluate sheet.xlsx`."),
    "a sheet behind an option": (["--lang", "en", "sheet.xlsx"], "Run `kla-score evaluate sheet.xlsx`."),
    "a sheet that is not there": (["my sheet.XLS"], "Run `kla-score evaluate 'my sheet.XLS'`."),
    "an instrument": (["kla.yaml", "--strict"], "Run `kla-score validate kla.yaml`."),
    "a folder": (["."], "Run `kla-score batch .`."),
    "another command": (["evalute", "sheet.xlsx"], "Unknown command “evalute”. Did you mean evaluate?"),
    "an option without a command": (["--strct", "zzz"], "Unknown option --strct. Did you mean"),
    "another option": (["evaluate", "a.xlsx", "--outptu", "b"], "Unknown option --outptu. Did you mean --output?"),
    "a command like the value of an option": (["-ii", "zzz"], "Unknown command “zzz”."),
    "the page of a command": (["evaluate", "a.xlsx", "--zzz"], "Run `kla-score evaluate -h` to list the options."),
    "the page of the program": (["zzz"], "Run `kla-score -h` to list the commands."),
    "the usage": (["evaluate"], "Run `kla-score evaluate -h`."),
    "the values": (["batch", "sheet.xlsx", "--jobs"], "Run `kla-score batch -h`."),
    "a file with a similar name": (["evaluate", "shet.xlsx"], "File not found. Did you mean sheet.xlsx?"),
    "a name in another case": (["evaluate", "SHEET"], "File not found. Did you mean sheet.xlsx?"),
    "no similar name": (["evaluate", "zzz"], "File not found."),
    "no folder": (["evaluate", "none/sheet.xlsx"], "File not found."),
    "the predicates": (
        ["plan", "sheet.xlsx"],
        "Add `--target` with a predicate (pratama, madya, nindya, utama, kla) or",
    ),
    "a page for printing": (
        ["evaluate", "a.xlsx", "-o", "b.pdf"],
        "To get a PDF, write b.html and print it from a browser.",
    ),
}


@pytest.mark.skipif(sys.platform == "win32", reason="quotation marks differ there")
@pytest.mark.parametrize(("arguments", "expected"), PROPOSED.values(), ids=PROPOSED)
def test_an_error_suggests_the_right_words(
    invoke: Runner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: Sequence[str],
    expected: str,
) -> None:
    """The exit code is 2, and the message contains the right command, option, file or value."""
    monkeypatch.setenv("KLA_SCORE_LANG", "en")
    monkeypatch.chdir(tmp_path)
    shutil.copy(GOOD, tmp_path / "sheet.xlsx")
    outcome = invoke(*arguments)

    assert (2, "", True) == (outcome.code, outcome.out, expected in outcome.err)


@pytest.mark.parametrize("arguments", [["template", "a.pdf"], ["evaluate", GOOD, "-o", "a.doc"]])
def test_only_a_result_is_suggested_as_a_page(invoke: Runner, arguments: Sequence[str | Path]) -> None:
    """The hint about a page appears for a result, not for a workbook to fill in or another format."""
    assert "PDF" not in invoke(*arguments, "--lang", "en").err


EARLY: dict[str, tuple[Sequence[str | Path], str]] = {
    "a language": (["--lang", "en", "evaluate", GOOD, "-q"], "Points by cluster"),
    "a language behind an equals sign": (["--lang=en", "evaluate", GOOD, "-q"], "Points by cluster"),
    "several": (["-q", "--lang", "en", "--color", "never", "evaluate", GOOD], "Points by cluster"),
    "an option of the command": (["--lang", "en", "--fail-under=pratama", "evaluate", GOOD, "-q"], "Points by cluster"),
    "a switch with the next option": (["-qi", DESA, "show", "A1", "--lang", "en"], "A1"),
    "an instrument": (["-i", DESA, "-q", "show", "A1", "--lang", "en"], "A1"),
    "help": (["-h", "evaluate", "--lang", "en"], "Usage: kla-score evaluate [OPTIONS] WORKBOOK"),
    "help in a language": (["--lang", "en", "-h"], "Usage: kla-score [OPTIONS] COMMAND ..."),
    "the version": (["--lang", "en", "--version"], "kla-score "),
}


@pytest.mark.parametrize(("arguments", "expected"), EARLY.values(), ids=EARLY)
def test_common_options_may_come_before_the_command(
    invoke: Runner, arguments: Sequence[str | Path], expected: str
) -> None:
    """A common option has the same meaning before and after the command."""
    outcome = invoke(*arguments)

    assert (True, True, "") == (outcome.code in {0, 1}, expected in outcome.out, outcome.err)


def test_a_switch_with_an_invalid_variable_is_reported(invoke: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that is neither on nor off is an error."""
    monkeypatch.setenv("KLA_SCORE_FORCE", "maybe")
    outcome = invoke("evaluate", GOOD, "--lang", "en")

    assert (2, True) == (outcome.code, "error: The value of KLA_SCORE_FORCE" in outcome.err)


VARIABLES = [
    ("KLA_SCORE_JOBS", "batch", "number"),
    ("KLA_SCORE_RANK_BY", "batch", "value"),
    ("KLA_SCORE_MAX_FILE_SIZE", "evaluate", "number"),
    ("KLA_SCORE_COLOR", "evaluate", "value"),
    ("KLA_SCORE_GROUP_BY", "evaluate", "value"),
]


@pytest.mark.parametrize(("variable", "command", "wanted"), VARIABLES)
def test_a_variable_with_an_unusable_value_is_named(
    variable: str, command: str, wanted: str, invoke: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the variable, not the option."""
    monkeypatch.setenv(variable, "maybe")

    assert f"“maybe” is not a valid {wanted} for {variable}." in invoke(command, GOOD, "--lang", "en").err


def test_an_option_is_named_beside_a_variable(invoke: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """The typed value has priority, so that the message names the option."""
    monkeypatch.setenv("KLA_SCORE_JOBS", "2")

    assert "“x” is not a valid number for --jobs." in invoke("batch", GOOD, "--jobs", "x", "--lang", "en").err


@pytest.mark.parametrize("arguments", [["evaluate"], ["evaluate", "--formt"], ["sheet.xlsx"], ["zzz"], ["--lang"]])
def test_a_usage_error_has_two_lines(arguments: Sequence[str], run: Runner) -> None:
    """The lines contain the error and the action. The help page explains the command."""
    lines = run(*arguments).err.splitlines()

    assert [False, True] == [line.startswith("  ") for line in lines]


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
def test_bold_text_depends_on_the_settings(
    monkeypatch: pytest.MonkeyPatch,
    color: Color,
    variables: dict[str, str],
    is_terminal: bool,
    expected: bool,
) -> None:
    """The order is: the option, NO_COLOR, FORCE_COLOR, then the abilities of the terminal."""
    for name in {"TERM", *os.environ} & {"TERM", "WT_SESSION", "TERM_PROGRAM"}:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM_PROGRAM", "one that can")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert expected is render_target_of(_Stream(is_terminal=is_terminal), color).can_style


@pytest.mark.slow
@pytest.mark.parametrize(("arguments", "expected"), [(["--color", "always"], True), ([], False)])
def test_color_can_be_enabled_in_a_pipe(arguments: Sequence[str], expected: bool) -> None:
    """``--color always`` marks the title. A pipe without it gets plain text."""
    assert expected is (b"\x1b[1m" in spawn(["evaluate", GOOD, "-q", *arguments]).stdout)


@pytest.mark.slow
def test_the_width_applies_on_a_dumb_terminal() -> None:
    """COLUMNS counts there, too."""
    variables = {"TERM": "dumb", "COLUMNS": "120", "PYTHONIOENCODING": "utf-8"}
    out = spawn(["evaluate", GOOD, "-q", "--color", "always"], variables).stdout.decode("utf-8")
    lines = re.sub("\x1b\\[[0-9;]*m", "", out).splitlines()

    assert 100 < max(map(len, lines)) <= 120


@pytest.mark.parametrize(
    ("name", "expected"), [("none/x.json", "Berkas atau folder tidak ditemukan."), ("x" * 300, "")]
)
def test_errors_of_the_system_are_translated(name: str, expected: str, invoke: Runner, tmp_path: Path) -> None:
    """System errors have the language of the user, not English."""
    outcome = invoke("evaluate", GOOD, "-o", tmp_path / f"{name}.json", "-q", "--lang", "id")

    assert (2, True) == (outcome.code, f"Program tidak dapat menulis berkas. {expected}" in outcome.err)
    assert "such" not in outcome.err
    assert "too long" not in outcome.err


REFUSED: Final = {
    "batch a.xlsx --null": "--null has no effect without --files-from.",
    "batch a.xlsx --resume": "--resume has no effect without --each.",
    "batch a.xlsx --resume --each x --evidence-dir y": "You cannot use --resume and --evidence-dir together.",
    "batch": "The names of the workbooks are missing.",
    "rollup a.xlsx --roster r.csv --sheet s.xlsx": "--sheet has no effect without -o.",
    "rollup a.xlsx --roster r.csv -o o.xlsx": "-o has no effect without --sheet.",
    "rollup a.xlsx --roster r.csv -o o.pdf --sheet s.xlsx": "The format of “o.pdf” is unknown.",
    "rollup a.csv --roster r.csv --as-of besok": "“besok” is not a valid date for --as-of.",
    "template a.xlsx --from-instrument i.yaml": "--from-instrument has no effect without --from.",
    "template": "The name of the output file is missing.",
    "template --per-agency lists a.xlsx": "You cannot use --per-agency and OUT.xlsx together.",
    "template --per-agency lists --agency Dinkes": "You cannot use --per-agency and --agency together.",
    "template --per-kecamatan lists": "--per-kecamatan has no effect without --roster.",
    "template --per-kecamatan lists --agency Dinkes": "You cannot use --per-kecamatan and --agency together.",
    "template --per-kecamatan lists a.xlsx": "You cannot use --per-kecamatan and OUT.xlsx together.",
    "template --per-kecamatan lists --per-agency other": "You cannot use --per-kecamatan and --per-agency together.",
    "template --per-kecamatan lists --from a.xlsx": "You cannot use --per-kecamatan and --from together.",
    'template a.xlsx --agency " "': "Unknown agency “”.",
    "template a.pdf": "The format of “a.pdf” is unknown.",
    "validate --stdin-filename x.yaml": "--stdin-filename has no effect without `-`.",
    "attach a.xlsx --evidence-dir x -o a.pdf": "The format of “a.pdf” is unknown.",
    'attach a.xlsx --evidence-dir " " -o a.xlsx': "--evidence-dir: Folder not found.",
    'template a.xlsx --make-evidence-dir ""': "--make-evidence-dir: Folder not found.",
    "evaluate a.xlsx --group-by x": "“x” is not a valid value for --group-by.",
    "plan a.xlsx --target 3 --group-by x": "“x” is not a valid value for --group-by.",
    "evaluate a.xlsx -f x": "Unknown format “x”.",
    "evaluate a.xlsx -o x.pdf": "The format of “x.pdf” is unknown.",
    "validate -f x": "Unknown format “x”.",
    "evaluate a.xlsx -o a.md -o ./a.md": "a.md: You named this output file twice.",
    "validate --ignore x": "Unknown issue code “x”.",
    "validate --ignore CAP-declred": (
        "Unknown issue code “CAP-declred”. Did you mean cap-declared, recap-read or evidence-declared?"
    ),
    "validate --ignore sum-differs": "`--ignore` cannot skip sum-differs, because it is an error.",
    "merge a.xlsx -o a.csv": "The format of “a.csv” is unknown.",
    "plan a.xlsx": "The option `--target` is missing.",
    "merge . -o a.xlsx": "No workbooks found in ..",
    "diff - -": "You can use “-” only once.",
    "show 1.1c": "Unknown name or code “1.1c”. Did you mean 1.1, 3.1c or 19.1?",
}
"""The first line of the error of each command line, with the option that is wrong."""


@pytest.mark.parametrize(("line", "expected"), REFUSED.items())
def test_an_error_names_the_option(
    line: str, expected: str, tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names the option or the value, and the other option that it needs or excludes."""
    monkeypatch.chdir(tmp_path)
    outcome = run(*shlex.split(line))

    assert (2, "", f"error: {expected}") == (outcome.code, outcome.out, outcome.err.partition(" [")[0])


WRITING = {
    "show": "show 4.2 -o out.json",
    "evaluate": "evaluate sheet.xlsx -o out.json",
    "plan": "plan sheet.xlsx --target 5 -o out.json",
    "compare": "compare sheet.xlsx sheet.xlsx -o out.json",
    "batch": "batch sheet.xlsx -o out.json",
    "diff": "diff form.yaml form.yaml -o out.json",
    "validate": "validate form.yaml -o out.json",
    "schema": "schema -o out.json",
    "template": "template out.xlsx",
    "merge": "merge sheet.xlsx -o out.xlsx",
    "attach": "attach sheet.xlsx --evidence-dir evidence -o out.xlsx",
}


@pytest.mark.parametrize("line", WRITING.values(), ids=WRITING)
def test_only_force_replaces_a_file(line: str, tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command keeps an existing file, names it and the option, and replaces it with the option."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(GOOD, "sheet.xlsx")
    shutil.copy(TINY, "form.yaml")
    Path("evidence").mkdir()
    output = tmp_path / next(each for each in line.split() if each.startswith("out."))
    output.write_bytes(b"old")
    kept = run(*line.split())
    before = output.read_bytes()
    replaced = run(*line.split(), "--force")

    assert (2, "", b"old") == (kept.code, kept.out, before)
    assert f"error: {output.name}: The file already exists. [output-exists]" == kept.err.splitlines()[0]
    assert (True, True) == (replaced.code in {0, 1}, output.read_bytes() != before)
