"""The command ``diff``: the changes of an instrument and of the scores of a sheet."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import TINY, Runner
from tests.examples import EXAMPLES
from tests.instruments import BROKEN, HIGHER
from tests.workbooks import make_workbook

SHEET = "== Identitas\nInstrumen|tiny\nEdisi|'1\nTahun|2024\n== A\nKode|Nilai|Dokumen\n"
ROWS = "'1.1|5|a.pdf\n'1.2a|\n'1.10|\n'2.1|\n'2.2|\n'3.1|\n'3.2|\n"

DIFFERENCES: Mapping[str, tuple[list[str], int, int, int]] = {
    "no option": ([], 0, 0, 0),
    "any change": (["--exit-code", "any"], 0, 1, 1),
    "a change of scores": (["--exit-code", "scores"], 0, 0, 1),
}


@pytest.mark.parametrize(("options", "same", "text", "points"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_diff_ends_with_1_on_request(
    options: list[str], same: int, text: int, points: int, invoke: Runner, write_file: Any
) -> None:
    """The exit code shows a change, or only a change that can affect scores."""
    other = TINY.read_text(encoding="utf-8").replace("Is there a regulation?", "Is there a rule?")
    files = [TINY, write_file("text.yaml", other), write_file("points.yaml", HIGHER)]

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


def test_diff_lists_the_changes(invoke: Runner, write_file: Any) -> None:
    """Changes are the result, not findings, so that the exit code is 0."""
    outcome = invoke("diff", TINY, write_file("b.yaml", HIGHER), "--lang", "en")

    assert (0, True, True) == (
        outcome.code,
        "5, of which 1 can affect scores" in outcome.out,
        re.search(r"question 1.1 +maximum +5 +6$", outcome.out, re.MULTILINE) is not None,
    )


@pytest.mark.parametrize(
    ("edition", "points", "expected"), [("1", "5", [5, 5]), ("2", "5", [5, 5]), ("2", "6", [0, 6])]
)
def test_diff_scores_a_sheet_of_either(
    invoke: Runner, write_file: Any, tmp_path: Path, edition: str, points: str, expected: list[int]
) -> None:
    """A sheet of either instrument is scored by both."""
    sheet = filled_in(tmp_path / "a.xlsx", edition, points)
    data = json.loads(invoke("diff", TINY, write_file("b.yaml", HIGHER), "--sheet", sheet, "-f", "json").out)

    assert expected == [data["score"][side]["total"]["claimed"] for side in ("old", "new")]


def test_diff_names_the_sheet(invoke: Runner, write_file: Any, tmp_path: Path) -> None:
    """The output contains the file name of the sheet."""
    outcome = invoke("diff", TINY, write_file("b.yaml", HIGHER), "--sheet", filled_in(tmp_path / "a.xlsx", "1", "5"))

    assert "a.xlsx" in outcome.out


def test_a_sheet_of_neither_instrument_is_refused(invoke: Runner, write_file: Any, tmp_path: Path) -> None:
    """The exit code is 2, stdout is empty, and the message names the expected edition."""
    outcome = invoke("diff", TINY, write_file("b.yaml", HIGHER), "--sheet", filled_in(tmp_path / "a.xlsx", "3", "5"))

    assert (2, "", True) == (outcome.code, outcome.out, "[workbook-other-edition]" in outcome.err)


@pytest.mark.parametrize("is_old", [True, False])
def test_a_broken_instrument_is_not_compared(invoke: Runner, write_file: Any, is_old: bool) -> None:
    """The exit code is 2, stdout is empty, and the findings appear line by line."""
    path = write_file("a.yaml", BROKEN)
    outcome = invoke("diff", *((path, TINY) if is_old else (TINY, path)))

    assert (2, "", True) == (outcome.code, outcome.out, outcome.err.startswith(f"{path}:"))


def test_an_unreadable_sheet_is_not_compared(invoke: Runner) -> None:
    """The command reports the reason why the sheet cannot be read."""
    outcome = invoke("diff", TINY, TINY, "--sheet", TINY, "--lang", "en")

    assert (2, "", True) == (outcome.code, outcome.out, "[file-is-text]" in outcome.err)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_diff_never_overwrites_its_inputs(invoke: Runner, write_file: Any, tmp_path: Path, which: int) -> None:
    """The command overwrites neither instrument nor sheet, even with --force."""
    paths = [write_file("a.json", TINY.read_text(encoding="utf-8")), write_file("b.json", HIGHER), tmp_path / "c.json"]
    paths[2].write_bytes(filled_in(tmp_path / "a.xlsx", "1", "5").read_bytes())
    outcome = invoke("diff", *paths[:2], "--sheet", paths[2], "-o", paths[which], "--force")

    assert (2, True) == (outcome.code, "[output-is-input]" in outcome.err)


@pytest.mark.parametrize("output_format", ["json", "markdown"])
def test_diff_has_the_formats_of_every_result(invoke: Runner, write_file: Any, output_format: str) -> None:
    """The command has the formats for programs and for documents."""
    outcome = invoke("diff", TINY, write_file("b.yaml", HIGHER), "-f", output_format)

    assert (0, {"json": "{", "markdown": "#"}[output_format]) == (outcome.code, outcome.out[0])
