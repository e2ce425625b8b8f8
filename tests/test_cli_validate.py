"""The command ``validate``: its findings, exit codes and files."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import TINY, Runner
from tests.examples import EXAMPLES
from tests.instruments import BROKEN, HIGHER, WARNED


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


@pytest.mark.parametrize("options", [[], ["-q"]], ids=["usual", "quiet"])
@pytest.mark.parametrize("name", ["missing.yaml", "sheet.xlsx", "hollow"])
def test_findings_are_not_written_if_a_file_cannot_be_read(
    name: str, options: list[str], invoke: Runner, write_file: Any, tmp_path: Path
) -> None:
    """
    The screen has the findings of the other files. With exit code 2 nothing is written, as a line on stderr explains.
    """
    (tmp_path / "sheet.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "hollow").mkdir()
    path = tmp_path / "v.sarif"
    outcome = invoke("validate", write_file("a.yaml", BROKEN), tmp_path / name, "-o", path, "--lang", "en", *options)

    assert (2, False, f"Did not write {path}") == (outcome.code, path.exists(), outcome.err.splitlines()[0])
    assert "[sum-differs]" in outcome.out


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
    invoke: Runner, write_file: Any, texts: list[str], more: list[str], expected: int, output_format: str
) -> None:
    """In every format: 1 for errors or strict warnings, 2 if a file could not be read."""
    files = [write_file(f"{number}.yaml", text) for number, text in enumerate(texts)]

    assert expected == invoke("validate", *files, *more, "-f", output_format).code


def test_validate_names_each_file(invoke: Runner, write_file: Any) -> None:
    """Findings appear in the order of the files, each with its file name."""
    files = [write_file("b.yaml", BROKEN), write_file("a.yaml", WARNED)]
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
def test_validate_counts_its_findings(invoke: Runner, write_file: Any, language: str, expected: list[str]) -> None:
    """The counts appear on stderr, so that stdout contains only the findings."""
    files = [write_file("a.yaml", BROKEN), write_file("b.yaml", WARNED)]

    assert expected == [invoke("validate", *each, "--lang", language).err for each in (files, files[1:])]


WHERE: Mapping[str, tuple[str, list[str]]] = {
    "a folder": (".", ["a.yaml", "b.yml", "deep/c.yaml"]),
    "a pattern": ("*.yaml", ["a.yaml"]),
    "a pattern for folders": ("**/*.yaml", ["a.yaml", "deep/c.yaml"]),
    "a file of another name": ("notes.txt", ["notes.txt"]),
}


@pytest.mark.parametrize(("name", "expected"), WHERE.values(), ids=WHERE)
def test_validate_checks_folders_and_patterns(
    name: str, expected: list[str], invoke: Runner, write_file: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    """In folders, every YAML file that is not hidden is checked. A named file is always checked."""
    (tmp_path / "deep").mkdir()
    for each in ("a.yaml", "b.yml", "deep/c.yaml", ".hidden.yaml", "notes.txt"):
        write_file(each, BROKEN)
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
    options: list[str], code: int, is_listed: bool, invoke: Runner, write_file: Any
) -> None:
    """Warnings and notes can be left out, and the exit code can be 0 despite errors. Errors are always listed."""
    text = (EXAMPLES.parent / "indicators.yaml").read_text(encoding="utf-8").replace("maximum: 1000", "maximum: 1001")
    outcome = invoke("validate", write_file("a.yaml", text), *options, "--lang", "en")

    assert (code, is_listed) == (outcome.code, "[cap-declared]" in outcome.out)


def test_validate_writes_to_stdout_by_its_usual_name(invoke: Runner, write_file: Any) -> None:
    """``-o -`` is stdout, as in other programs."""
    arguments = ["validate", write_file("a.yaml", BROKEN), "-f", "sarif", "-q"]

    assert invoke(*arguments).out == invoke(*arguments, "-o", "-").out


def test_validate_goes_on_after_a_file_that_cannot_be_read(invoke: Runner, write_file: Any) -> None:
    """The command still checks the other files."""
    outcome = invoke("validate", "none.yaml", write_file("a.yaml", BROKEN), "--lang", "en")

    assert ["[file-not-found]", "[sum-differs]"] == [
        line.split()[-1] for line in outcome.out.splitlines() if " error " in line
    ]


def test_validate_writes_files_by_their_suffix(invoke: Runner, write_file: Any, tmp_path: Path) -> None:
    """SARIF and JSON files contain the same findings as stdout."""
    path, sarif, data = write_file("a.yaml", BROKEN), tmp_path / "a.sarif", tmp_path / "a.json"
    outcome = invoke("validate", path, "-o", sarif, "-o", data)
    results = json.loads(sarif.read_text(encoding="utf-8"))["runs"][0]["results"]
    findings = json.loads(data.read_text(encoding="utf-8"))["files"][0]["findings"]

    assert (1, 2, 2, 2) == (outcome.code, len(results), len(findings), len(outcome.out.splitlines()))


@pytest.mark.parametrize("name", ["a.json", "a.sarif"])
def test_a_file_that_is_checked_is_never_written(invoke: Runner, write_file: Any, name: str) -> None:
    """The command refuses it under any name, even with --force."""
    path = write_file(name, BROKEN)
    outcome = invoke("validate", path, "-o", path, "--force")

    assert (2, True, BROKEN) == (outcome.code, "[output-is-input]" in outcome.err, path.read_text(encoding="utf-8"))


def test_an_unknown_format_of_findings_is_refused_with_the_valid_formats(invoke: Runner) -> None:
    """The message lists the valid formats. The table of a scorecard is not one of them."""
    outcome = invoke("validate", "-f", "table", "--lang", "en")

    assert (2, "", True) == (outcome.code, outcome.out, "text, json, github, sarif" in outcome.err)


@pytest.mark.parametrize(("options", "annotations"), [([], ["::error"]), (["-v"], ["::error", "::notice"])])
def test_annotations_come_after_the_list(
    options: list[str], annotations: list[str], invoke: Runner, write_file: Any
) -> None:
    """With -f github, the list is followed by a command for each error and warning, with -v also for each note."""
    path = write_file("a.yaml", BROKEN)
    plain = invoke("validate", path, "--lang", "en").out.splitlines()
    lines = invoke("validate", path, "--lang", "en", "-f", "github", *options).out.splitlines()

    assert [*plain, *annotations] == [*lines[:2], *(line.split()[0] for line in lines[2:])]


@pytest.mark.skipif(sys.platform == "win32", reason="no file is called so there")
def test_a_file_name_is_not_a_workflow_command(invoke: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """File names that look like workflow commands are escaped."""
    monkeypatch.chdir(tmp_path)
    Path("::error::x.xlsx").write_bytes((EXAMPLES / "dengan-kesalahan.xlsx").read_bytes())
    results = [invoke("evaluate", "::error::x.xlsx"), invoke("evaluate", "::error::x.xlsx", "-f", "csv", "--no-header")]
    lines = [line for each in results for line in (each.out + each.err).splitlines()]

    assert [] == [line for line in lines if line.strip().startswith("::")]
