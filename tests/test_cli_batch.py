"""The command `batch`: every file is reported, with the same result for any number of processes."""

import csv
import io
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook

from tests.conftest import TINY, Golden, Runner, data_of
from tests.workbooks import make_workbook, ole_file, sheet_text

PROVINCES = 38
SOME, ALL = 160, 514
"""The numbers of regions with damaged files and of all regions."""
MAXIMA = (5, 4.5, 2.5, 6, 4, 10, 0)


class Nation(NamedTuple):
    """A folder of made-up sheets, a roster of made-up regions, and the expected result."""

    regions: int
    folder: Path
    roster: Path
    points: dict[str, Decimal]
    failed: dict[str, str]
    missing: set[str]


@pytest.fixture(scope="module", params=[SOME, pytest.param(ALL, marks=pytest.mark.slow)])
def nation(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Nation:
    """
    Write sheets of made-up regions in 38 provinces, with missing, damaged and double sheets.

    Of 514 regions 12 send no sheet, 4 files are damaged, and one region sends two sheets.
    """
    root = tmp_path_factory.mktemp("nation")
    folder = root / "lembar"
    folder.mkdir()
    rows = ["name,code,province,kind"]
    points: dict[str, Decimal] = {}
    failed: dict[str, str] = {}
    missing = set()
    for number in range(request.param):
        province, location = number % PROVINCES, number // PROVINCES + 1
        kind = "kota" if number % 5 == 0 else "kabupaten"
        code = f"{province + 11}.{location + 70 if kind == 'kota' else location:02}"
        name = f"Rekaan {chr(65 + number % 26)}{number}"
        rows.append(f"{name},{code},Provinsi {province + 1},{kind}")
        path = folder / f"{number:03}.xlsx"
        values = [maximum * ((number * (1 + at)) % 5) / 4 for at, maximum in enumerate(MAXIMA)]
        if number % 43 == 7:
            missing.add(code)
        elif number % 103 == 50:
            path.write_bytes(b"PK\x03\x04 damaged")
            failed[path.name] = "workbook-damaged"
        else:
            make_workbook(path, sheet_text(kind, name, f"Provinsi {province + 1}", code, values))
            points[path.name] = Decimal(str(sum(values)))
    twin = sheet_text("kabupaten", "Rekaan B1", "Provinsi 2", "12.01", [0.0] * 7)
    make_workbook(folder / "001-lagi.xlsx", twin)
    points["001-lagi.xlsx"] = Decimal(0)
    (folder / "~$000.xlsx").write_bytes(b"lock")
    roster = root / "roster.csv"
    roster.write_text("\n".join(rows), encoding="utf-8")
    return Nation(request.param, folder, roster, points, failed, missing)


def arguments(nation: Nation, *more: str | Path) -> list[str | Path]:
    return ["batch", nation.folder, "-i", TINY, "--roster", nation.roster, *more]


def name_of(file: str) -> str:
    return Path(file).name


@pytest.fixture(scope="module")
def files(nation: Nation, tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Score the nation with one process and with two, into files of every format."""
    folders = {}
    for jobs in (1, 2):
        folder = folders[jobs] = tmp_path_factory.mktemp(f"jobs-{jobs}")
        outputs = [each for name in ("a.json", "a.jsonl", "a.csv", "a.md", "a.xlsx") for each in ("-o", folder / name)]
        command = [sys.executable, "-m", "kla_score", *arguments(nation, "-j", str(jobs), *outputs, "-f", "csv")]
        surroundings = {name: value for name, value in os.environ.items() if name != "COLUMNS"}  # readline may set it
        done = subprocess.run([str(each) for each in command], env=surroundings, capture_output=True, check=False)  # noqa: S603
        (folder / "out.csv").write_bytes(done.stdout)
        (folder / "err.txt").write_bytes(done.stderr)
        (folder / "code.txt").write_text(str(done.returncode), encoding="utf-8")
    return folders


@pytest.mark.slow
def test_every_sheet_gets_its_verdict(nation: Nation, files: dict[int, Path]) -> None:
    """Each region is scored, failed with its reason, or not received."""
    data = json.loads((files[1] / "a.json").read_text(encoding="utf-8"), parse_float=Decimal)
    scored = {name_of(each["source"]["file"]): each["total"]["claimed"] for each in data["results"]}
    failed = {name_of(each["file"]): each["issues"][0]["code"] for each in data["failed"]}
    missing = {each["code"] for each in data["not_received"]}
    damaged = {f"{int(name[:3]) % PROVINCES + 11}" for name in failed}
    capped = {name for name, points in nation.points.items() if points != scored[name]}

    assert (nation.points.keys(), nation.failed) == (scored.keys(), failed)
    assert nation.missing <= missing
    assert len(missing) == len(nation.missing) + len(damaged)
    assert all(scored[name] < nation.points[name] for name in capped)


def test_results_keep_the_order_of_the_files(nation: Nation, files: dict[int, Path]) -> None:
    """The order does not depend on the number of processes."""
    for folder in files.values():
        data = json.loads((folder / "a.json").read_text(encoding="utf-8"))
        names = [name_of(each["source"]["file"]) for each in data["results"]]
        with (folder / "a.csv").open(encoding="utf-8", newline="") as stream:
            rows = [name_of(row["file"]) for row in csv.DictReader(stream) if row["status"] == "complete"]

        assert names == rows == sorted(nation.points)


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.csv", "a.md", "out.csv", "code.txt"])
def test_two_processes_give_the_same_bytes(name: str, files: dict[int, Path]) -> None:
    """The result does not depend on the order in which processes finish."""
    assert (files[1] / name).read_bytes() == (files[2] / name).read_bytes()


def test_two_processes_give_the_same_workbook(files: dict[int, Path]) -> None:
    """The test compares cells, since a workbook contains its time of creation."""

    def cells(folder: Path) -> dict[str, list[Any]]:
        book = load_workbook(folder / "a.xlsx")
        return {
            sheet.title: [tuple(cell.value for cell in row) for row in sheet.iter_rows()] for sheet in book.worksheets
        }

    assert cells(files[1]) == cells(files[2])


def test_the_last_line_has_the_number_of_sheets(nation: Nation, files: dict[int, Path]) -> None:
    """The last line has the numbers of scored, failed and missing sheets. A warning names repeated regions."""
    lines = (files[1] / "err.txt").read_text(encoding="utf-8").splitlines()
    scored, failed = len(nation.points), len(nation.failed)
    missing = len(nation.missing) + failed

    assert lines[-1] == f"{scored} berkas dinilai, {failed} berkas tidak dinilai, {missing} daerah belum diterima"
    assert any("region-repeated" in line and "001.xlsx" in line for line in lines)
    assert any("files-passed-over" in line and "~$000.xlsx" in line for line in lines)
    assert (files[1] / "code.txt").read_text(encoding="utf-8") == "1"


def test_provinces_add_up(nation: Nation, files: dict[int, Path]) -> None:
    """The numbers of members, received sheets and blocking members of all provinces add up to those of the nation."""
    data = json.loads((files[1] / "a.json").read_text(encoding="utf-8"))
    provinces = data["provinces"]
    received = len(nation.points) - 1  # one region has two sheets

    assert (PROVINCES, nation.regions, received) == (
        len(provinces),
        sum(each["members"] for each in provinces),
        sum(each["received"] for each in provinces),
    )
    assert not any(each["holds_everywhere"] and each["in_the_way"] for each in provinces)


def test_every_line_is_a_scorecard(nation: Nation, files: dict[int, Path]) -> None:
    """Each line of JSON Lines is complete, questions included."""
    lines = [json.loads(line) for line in (files[1] / "a.jsonl").read_text(encoding="utf-8").splitlines()]

    assert {"scorecard"} == {line["kind"] for line in lines}
    assert len(nation.points) == len(lines)
    assert 7 == sum(len(each["questions"]) for cluster in lines[0]["clusters"] for each in cluster["indicators"])


def test_the_table_for_machines_is_complete(nation: Nation, files: dict[int, Path]) -> None:
    """The table has a row with a status for each sheet and each missing region."""
    text = (files[1] / "a.csv").read_text(encoding="utf-8")
    statuses = Counter(row["status"] for row in csv.DictReader(io.StringIO(text, newline="")))
    expected = {
        "complete": len(nation.points),
        "failed": len(nation.failed),
        "not received": len(nation.missing) + len(nation.failed),
    }

    assert expected == statuses


@pytest.mark.slow
def test_a_run_that_is_killed_leaves_no_half_file(nation: Nation, tmp_path: Path) -> None:
    """If the process is killed, no file looks like a result."""
    target = tmp_path / "out"
    target.mkdir()
    outputs = [each for name in ("a.json", "a.jsonl", "a.csv", "a.xlsx") for each in ("-o", target / name)]
    command = [sys.executable, "-m", "kla_score", *arguments(nation, "-j", "1", *outputs, "-f", "jsonl")]
    with subprocess.Popen([str(each) for each in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:  # noqa: S603
        assert run.stdout
        for _ in range(20):
            assert run.stdout.readline()
        run.kill()
    assert [] == list(target.iterdir())


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="an interruption is sent otherwise there")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interruption_keeps_the_finished_scorecards(jobs: str, nation: Nation, tmp_path: Path) -> None:
    """Ctrl-C gives exit code 130, the scorecards so far on stdout, the number of other sheets, and no file."""
    # A shell that runs the tests in the background makes its children ignore interruptions.
    start = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    start += "from kla_score.cli import main\nif __name__ == '__main__': main()"
    command = [sys.executable, "-c", start, *arguments(nation, "-j", jobs, "-o", tmp_path / "a.csv", "-f", "jsonl")]
    environment = {**os.environ, "LANG": "en"}
    process = subprocess.Popen(  # noqa: S603
        [str(each) for each in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )
    with process as run:
        assert run.stdout
        for _ in range(20):
            assert run.stdout.readline()
        os.killpg(run.pid, signal.SIGINT)
        _, errors = run.communicate(timeout=60)

    assert 130 == run.returncode, errors
    assert b"not started" in errors
    assert not (tmp_path / "a.csv").exists()


def test_the_shell_loop_gives_one_line_for_each(nation: Nation, run: Runner) -> None:
    """`evaluate -q --format csv --no-header` prints one line with the first columns of `batch`."""
    path = nation.folder / "000.xlsx"
    line = run("evaluate", path, "-i", TINY, "-q", "-f", "csv", "--no-header")
    titles = run("evaluate", path, "-i", TINY, "-q", "-f", "csv").out.splitlines()[0].split(",")
    both = run("batch", path, "-i", TINY, "-q", "-f", "csv").out.splitlines()

    assert (1, "") == (len(line.out.splitlines()), line.err)
    assert titles == both[0].split(",")[: len(titles)]
    assert line.out.split(",")[1:11] == both[1].split(",")[1:11]


def one(folder: Path, name: str, kind: str = "kota", points: float = 5, stage: str = "VF", province: str = "P") -> Path:
    text = sheet_text(kind, name, province, "", [points, 0, 0, 0, 0, 0, 0], stage)
    return make_workbook(folder / f"{kind}-{name}.xlsx", text)


def test_patterns_lists_and_folders_are_one_input(tmp_path: Path, run: Runner) -> None:
    """The program expands patterns. A repeated file is scored once, with a note."""
    for name in ("A", "B", "C"):
        one(tmp_path, name)
    listed = tmp_path / "list.txt"
    listed.write_text(f"\ufeff{tmp_path / 'kota-C.xlsx'}\n\n", encoding="utf-8")
    outcome = run("batch", str(tmp_path / "kota-[AB].xlsx"), tmp_path, "--files-from", listed, "-i", TINY, "-f", "json")
    names = [name_of(each["source"]["file"]) for each in data_of(outcome)["results"]]

    assert names == ["kota-A.xlsx", "kota-B.xlsx", "kota-C.xlsx"]
    assert " [files-named-twice]" in outcome.err


def test_a_list_with_other_content_ends_in_failures(tmp_path: Path, run: Runner) -> None:
    """Each line of a workbook given as a list is reported as an unreadable file."""
    listed = tmp_path / "list.txt"
    listed.write_bytes(b"a*\0b\nPK\x03\x04[1]\0\n")
    outcome = run("batch", one(tmp_path, "A"), "--files-from", listed, "-i", TINY, "-f", "json")

    assert ["file-unreadable"] * 2 == [each["issues"][0]["code"] for each in data_of(outcome)["failed"]]


def test_a_missing_file_is_a_failure(tmp_path: Path, run: Runner) -> None:
    """A missing file or a pattern without a match is listed, and the others are scored."""
    outcome = run("batch", tmp_path / "x.xlsx", str(tmp_path / "*.xls?"), one(tmp_path, "A"), "-i", TINY, "-f", "json")

    assert ["file-not-found"] == [each["issues"][0]["code"] for each in data_of(outcome)["failed"]]
    assert 1 == outcome.code


def test_a_workbook_is_no_list_of_workbooks(tmp_path: Path, run: Runner) -> None:
    """Nothing is scored, and the reason is given."""
    outcome = run("batch", "--files-from", one(tmp_path, "A"), "-i", TINY, "-f", "json")

    assert (2, "", True) == (outcome.code, outcome.out, "[file-is-workbook]" in outcome.err)


@pytest.mark.parametrize("is_damaged", [True, False], ids=["no sheet can be scored", "one can"])
def test_files_are_written_if_a_sheet_can_be_scored(is_damaged: bool, tmp_path: Path, run: Runner) -> None:
    """With exit code 2 there is no file and no folder, and the screen has the reasons."""
    sheets, results = tmp_path / "sheets", tmp_path / "results"
    sheets.mkdir()
    results.mkdir()
    (sheets / "x.xlsx").write_bytes(b"junk")
    if not is_damaged:
        one(sheets, "A")
    names = ["a.csv", "a.html", "a.json", "a.jsonl", "a.xlsx"]
    files = [each for name in names for each in ("-o", results / name)]
    outcome = run("batch", sheets, "-i", TINY, "-f", "json", "--each", results / "each", *files)
    written = sorted(path.name for path in results.iterdir())

    assert ((2, []) if is_damaged else (1, [*names, "each"])) == (outcome.code, written)
    assert is_damaged is ("Wrote" not in outcome.err)
    assert ["file-is-text"] == [each["issues"][0]["code"] for each in data_of(outcome)["failed"]]


@pytest.mark.parametrize("content", [b"", b"junk", b"PK\x03\x04"])
def test_a_batch_without_scores_ends_in_2(content: bytes, tmp_path: Path, run: Runner) -> None:
    """If no sheet could be scored, the exit code is 2."""
    (tmp_path / "a.xlsx").write_bytes(content)

    assert 2 == run("batch", tmp_path, "-i", TINY).code


def test_good_sheets_end_in_0(tmp_path: Path, run: Runner) -> None:
    """Warnings and a low score are not failures."""
    one(tmp_path, "A")

    assert 0 == run("batch", tmp_path, "-i", TINY).code


def test_a_sheet_with_errors_ends_in_1(tmp_path: Path, run: Runner) -> None:
    """The sheet is scored and counted, and the exit code is 1."""
    one(tmp_path, "A", points=99)
    outcome = run("batch", tmp_path, "-i", TINY)

    assert 1 == outcome.code
    assert "1 workbook scored (1 with errors)" in outcome.err.splitlines()[-1]


def test_fail_fast_stops(tmp_path: Path, run: Runner) -> None:
    """The command stops at the first failure and prints the number of other sheets."""
    (tmp_path / "a.xlsx").write_bytes(b"junk")
    for name in ("B", "C"):
        one(tmp_path, name)
    outcome = run("batch", tmp_path, "-i", TINY, "--fail-fast", "-f", "json")

    assert (2, 2) == (outcome.code, data_of(outcome)["summary"]["stopped_before"])


def test_a_part_is_not_a_region(tmp_path: Path, run: Runner) -> None:
    """A part of a divided sheet is not in the ranking of whole sheets."""
    text = sheet_text("kota", "A", "P", "", [1.0] * 7).replace("Edisi|'1", "Edisi|'1\nBagian|Dinkes")
    make_workbook(tmp_path / "a.xlsx", text)
    outcome = run("batch", tmp_path, "-i", TINY, "-f", "json")

    assert ["sheet-is-part"] == [each["issues"][0]["code"] for each in data_of(outcome)["failed"]]


def test_each_region_can_have_its_file(tmp_path: Path, run: Runner) -> None:
    """The file has the name of the region, with a number for a repeated name, and can be compared."""
    one(tmp_path, "A B")
    make_workbook(tmp_path / "z.xlsx", sheet_text("kota", "A B", "P", "", [0.0] * 7))
    target = tmp_path / "each"
    run("batch", tmp_path, "-i", TINY, "--each", target, "-q")

    assert ["kota-a-b-2.json", "kota-a-b.json"] == sorted(path.name for path in target.iterdir())
    assert 0 == run("compare", *sorted(target.iterdir()), "-i", TINY, "-q").code


def test_a_file_is_no_folder_for_scorecards(tmp_path: Path, run: Runner) -> None:
    """It is kept, and the reason is given in words."""
    path = tmp_path / "each"
    path.write_bytes(b"old")
    outcome = run("batch", one(tmp_path, "A"), "-i", TINY, "--each", path)

    assert (2, b"old") == (outcome.code, path.read_bytes())
    assert "The program cannot write the file. A file already has this name." in outcome.err


def test_a_folder_with_files_is_kept(tmp_path: Path, run: Runner) -> None:
    """New scorecards are not mixed with those of an earlier run without --force."""
    one(tmp_path, "A")
    (tmp_path / "each").mkdir()
    (tmp_path / "each" / "x.json").write_bytes(b"")
    codes = [run("batch", tmp_path, "-i", TINY, "--each", tmp_path / "each", *more).code for more in ((), ("--force",))]

    assert [2, 0] == codes


def test_rise_and_fall_are_shown(tmp_path: Path, run: Runner) -> None:
    """Each region has its change since an earlier batch, and the output contains the counts."""
    for folder, points in (("old", (5, 5, 2)), ("new", (5, 2, 5))):
        (tmp_path / folder).mkdir()
        for name, worth in zip("ABC", points, strict=True):
            one(tmp_path / folder, name, points=worth)
    run("batch", tmp_path / "old", "-i", TINY, "-o", tmp_path / "last.json", "-q")
    outcome = run("batch", tmp_path / "new", "-i", TINY, "--against", tmp_path / "last.json", "-q")
    data = data_of(run("batch", tmp_path / "new", "-i", TINY, "--against", tmp_path / "last.json", "-q", "-f", "json"))

    assert "Regions: 1 up, 1 down, 1 unchanged, 0 new" in outcome.out
    assert [0, -3, 3] == [each["change"]["claimed"] for each in data["results"]]


@pytest.mark.parametrize(
    ("periods", "label"),
    [([(None, None), ("EM", 2024)], "Since EM 2024  "), ([("EM", None), (None, None)], "Since EM  ")],
)
def test_an_earlier_sheet_without_a_period_leaves_no_gap(
    periods: list[tuple[str | None, int | None]], label: str, tmp_path: Path, run: Runner
) -> None:
    """The output names the known parts of the period of the earlier batch."""
    assert label in since(periods, tmp_path, run)


def test_an_earlier_batch_without_a_period_is_the_last_time(tmp_path: Path, run: Runner) -> None:
    """The label of the change is complete without a period."""
    assert "Since the earlier batch  " in since([(None, None), (None, None)], tmp_path, run)


def since(periods: list[tuple[str | None, int | None]], folder: Path, run: Runner) -> str:
    """Compare two sheets with an earlier batch of the given stage and year. Return the output."""
    last = folder / "last.json"
    sheets = [one(folder, name) for name in "AB"]
    run("batch", *sheets, "-i", TINY, "-o", last, "-q")
    data = json.loads(last.read_text(encoding="utf-8"))
    for result, (stage, year) in zip(data["results"], periods, strict=True):
        result |= {"stage": stage, "year": year}
    last.write_text(json.dumps(data), encoding="utf-8")
    return run("batch", *sheets, "-i", TINY, "--against", last, "-q").out


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_letter_about_a_province_is_as_expected(
    language: str, tmp_path: Path, invoke: Runner, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The letter to a governor changes only on purpose."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    for name, kind, points, stage in (
        ("Satu", "kabupaten", 5, "VF"),
        ("Dua", "kabupaten", 1, "EM"),
        ("Satu", "kota", 5, "VF"),
    ):
        values = [float(points), 4.5, 2.5, 6.0, 4.0, 0.0, 0.0] if points == 5 else [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
        make_workbook(tmp_path / f"{kind}-{name}.xlsx", sheet_text(kind, name, "Contoh", "", values, stage))
    roster = tmp_path / "roster.csv"
    members = "kabupaten,Satu,Contoh\nkabupaten,Dua,Contoh\nkota,Satu,Contoh\nkota,Tiga,Contoh\n"
    roster.write_text(f"kind,name,province\n{members}", encoding="utf-8")
    outcome = invoke("batch", ".", "-i", TINY, "--roster", "roster.csv", "-q", "--lang", language)
    golden(f"batch.{language}.txt", outcome.out)


@pytest.mark.parametrize("name", ["salah", "A.xlsx"])
def test_a_wrong_evidence_folder_ends_it(name: str, tmp_path: Path, run: Runner) -> None:
    """A mistyped folder name does not make every document missing."""
    one(tmp_path, "A")

    assert 2 == run("batch", tmp_path, "-i", TINY, "--evidence-dir", tmp_path / name).code


def test_no_two_sheets_share_an_evidence_folder(tmp_path: Path, run: Runner) -> None:
    """Sheets with the same name in two folders would share their evidence files."""
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        one(tmp_path / folder, "A")
    (tmp_path / "bukti").mkdir()
    outcome = run("batch", tmp_path, "-i", TINY, "--evidence-dir", tmp_path / "bukti")

    assert 2 == outcome.code
    assert " [evidence-folder-shared]" in outcome.err


def test_a_missing_evidence_folder_is_reported(tmp_path: Path, run: Runner) -> None:
    """The sheet is scored without evidence, and the output names the folder."""
    one(tmp_path, "A")
    (tmp_path / "bukti").mkdir()
    outcome = run("batch", tmp_path, "-i", TINY, "--evidence-dir", tmp_path / "bukti")

    assert f"{tmp_path / 'bukti'}: " in outcome.err
    assert " [evidence-folder-missing]" in outcome.err
    assert "kota-A.xlsx" in outcome.err


def test_every_file_of_a_folder_is_reported(tmp_path: Path, run: Runner) -> None:
    """Old file formats are listed as not scored. Other and hidden files are counted."""
    one(tmp_path, "A")
    (tmp_path / ".git").mkdir()
    one(tmp_path / ".git", "B")
    for name in ("tua.xls", "lain.ods", "catatan.txt", "~$kunci.xlsx"):
        (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    outcome = run("batch", tmp_path, "-i", TINY, "-f", "json")

    assert ["lain.ods", "tua.xls"] == sorted(name_of(each["file"]) for each in data_of(outcome)["failed"])
    assert "The program skips 3 files" in outcome.err


def test_what_may_be_a_submission_is_named(tmp_path: Path, run: Runner) -> None:
    """With what to do, and apart from files that need no action; the roster and the outputs are none of them."""
    one(tmp_path, "A")
    roster = tmp_path / "daftar.csv"
    roster.write_text("kind,name,province\nkota,A,P\n", encoding="utf-8")
    for name in ("kiriman.zip", "~$kunci.xlsx", "semua.csv"):
        (tmp_path / name).write_bytes(b"x")
    options = ("--roster", roster, "-o", tmp_path / "semua.csv", "--force")
    outcome = run("batch", tmp_path, "-i", TINY, *options)
    lines = outcome.err.splitlines()

    assert 0 == outcome.code
    assert "warning: The program skips 1 file that is not a workbook: kiriman.zip." in outcome.err
    assert "  If one of the files contains a self-assessment, unpack it or save it as Excel Workbook (.xlsx)." in lines
    assert "note: The program skips 1 file: ~$kunci.xlsx. [files-passed-over]" in lines


@pytest.mark.parametrize("command", [("batch",), ("merge", "-o", "joined.xlsx")], ids=lambda each: each[0])
def test_a_folder_of_other_files_is_no_empty_folder(
    command: tuple[str, ...], tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is in it is named beside the error."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sheets").mkdir()
    (tmp_path / "sheets" / "kiriman.zip").write_bytes(b"x")
    outcome = run(command[0], "sheets", *command[1:], "-i", TINY)

    assert 2 == outcome.code
    assert "[sheets-not-found]" in outcome.err
    assert "kiriman.zip" in outcome.err


def test_stages_of_one_region_are_listed_and_the_latest_ranks(tmp_path: Path, run: Runner) -> None:
    """The other one has no rank; the predicates count the region once, and the exit code is 0."""
    for stage, points in (("EM", 5), ("VF", 4)):
        (tmp_path / stage).mkdir()
        one(tmp_path / stage, "A", points=points, stage=stage)
    data = data_of(run("batch", tmp_path, "-i", TINY, "-q", "-f", "json"))
    outcome = run("batch", tmp_path, "-i", TINY)
    shown = outcome.out.partition("Ranking")[2].splitlines()
    rows = [" ".join(line.split()[:5]) for line in shown if "Kota A" in line]

    assert 0 == outcome.code
    assert [None, 1] == [each["rank"] for each in data["results"]]
    assert (2, 1, 1) == (
        data["summary"]["scored"],
        data["summary"]["regions"],
        sum(data["summary"]["distribution"]["claimed"].values()),
    )
    assert ["1 Kota A (VF 2024)", "– Kota A (EM 2024)"] == rows[:2]
    assert "If a region has several workbooks, the ranking uses the latest one." in " ".join(outcome.out.split())
    assert "[region-of-several-periods]" in outcome.err


def test_an_empty_folder_among_others_is_listed(tmp_path: Path, run: Runner) -> None:
    """An empty folder is in the list."""
    sheet = one(tmp_path, "A")
    (tmp_path / "kosong").mkdir()
    outcome = run("batch", sheet, tmp_path / "kosong", "-i", TINY, "-f", "json")

    assert ["sheets-not-found"] == [each["issues"][0]["code"] for each in data_of(outcome)["failed"]]


DYING = """
import os
from kla_score.api import batch_runner
evaluate = batch_runner.evaluate
def dying(sheet, *others):
    if sheet.name == "kota-B.xlsx":
        os._exit(9)
    return evaluate(sheet, *others)
batch_runner.evaluate = dying
if __name__ == "__main__":
    from kla_score.cli import main
    main()
"""


@pytest.mark.slow
def test_a_process_that_dies_costs_one_sheet(tmp_path: Path) -> None:
    """If a sheet kills its process, the command names it and scores the others."""
    for name in "ABCD":
        one(tmp_path, name)
    script = tmp_path / "dying.py"
    script.write_text(DYING, encoding="utf-8")
    command = [sys.executable, script, "batch", tmp_path, "-i", TINY, "-j", "2", "-f", "json", "-q"]
    done = subprocess.run([str(each) for each in command], capture_output=True, check=False)  # noqa: S603
    data = json.loads(done.stdout)

    assert ["kota-B.xlsx"] == [name_of(each["file"]) for each in data["failed"]]
    assert 3 == len(data["results"])


def test_an_earlier_batch_of_another_instrument_is_refused(tmp_path: Path, run: Runner) -> None:
    """Points of another form cannot be compared."""
    one(tmp_path, "A")
    last = tmp_path / "last.json"
    run("batch", tmp_path, "-i", TINY, "-o", last, "-q")
    last.write_text(last.read_text(encoding="utf-8").replace('"id": "tiny"', '"id": "lain"'), encoding="utf-8")
    outcome = run("batch", tmp_path, "-i", TINY, "--against", last)

    assert 2 == outcome.code
    assert " [result-other-instrument]" in outcome.err


def test_scorecards_of_an_earlier_run_are_named(tmp_path: Path, run: Runner) -> None:
    """Scorecards of an earlier run stay with --force, and the command names them."""
    one(tmp_path, "A")
    (tmp_path / "each").mkdir()
    (tmp_path / "each" / "lama.json").write_bytes(b"{}")
    outcome = run("batch", tmp_path / "kota-A.xlsx", "-i", TINY, "--each", tmp_path / "each", "--force")

    assert " [each-left-over]" in outcome.err
    assert "lama.json" in outcome.err


def test_lines_and_files_do_not_mix_on_stdout(tmp_path: Path, run: Runner) -> None:
    """With -f jsonl stdout contains only scorecards, even if the command writes files."""
    one(tmp_path, "A")
    outcome = run("batch", tmp_path / "kota-A.xlsx", "-i", TINY, "-f", "jsonl", "-o", tmp_path / "a.json", "-q")

    assert 1 == len(outcome.out.splitlines())
    assert (tmp_path / "a.json").exists()


@pytest.mark.parametrize(("option", "value"), [("-f", "xml"), ("-o", "a.doc")])
def test_json_lines_are_named_among_the_formats(option: str, value: str, tmp_path: Path, run: Runner) -> None:
    """The message for a mistyped format lists JSON Lines, too."""
    one(tmp_path, "A")

    assert "jsonl" in run("batch", tmp_path, "-i", TINY, option, value).err


def test_an_evidence_folder_has_a_folder_for_each_sheet(tmp_path: Path, run: Runner) -> None:
    """The folder has the name of the sheet. A sheet without one has no evidence."""
    for name in ("A", "B"):
        text = sheet_text("kota", name, "P", "", [5.0, 0, 0, 0, 0, 0, 0]).replace("'1.1|5.0|", "'1.1|5.0|sk.pdf")
        make_workbook(tmp_path / f"{name}.xlsx", text)
    (tmp_path / "bukti" / "A").mkdir(parents=True)
    (tmp_path / "bukti" / "A" / "sk.pdf").write_bytes(b"%PDF")
    outcome = run("batch", tmp_path, "-i", TINY, "-f", "json", "--evidence-dir", tmp_path / "bukti")

    assert [5, 0] == [each["total"]["supported"] for each in data_of(outcome)["results"]]


def test_a_long_run_shows_its_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Runner) -> None:
    """
    In a pipe, stderr gets a line at intervals with the time that is left, but none at the end. With -q it gets none.
    """
    moments = itertools.count()
    monkeypatch.setattr("kla_score.cli.progress.time", SimpleNamespace(monotonic=lambda: float(next(moments))))
    monkeypatch.setattr("kla_score.cli.progress._EVERY", 1.0)
    for name in ("A", "B"):
        one(tmp_path, name)
    outcomes = [run("batch", tmp_path, "-i", TINY, *more).err for more in ((), ("-q",))]

    assert [["1 of 2, 1 per second, about 1 s left"], []] == [re.findall(".* of 2.*", text) for text in outcomes]


def test_a_file_of_many_regions_has_every_row(tmp_path: Path, run: Runner) -> None:
    """The screen shows the first ten regions that need attention. A file contains all of them."""
    names = [f"Kota W{number:02}" for number in range(21)]
    for name in names:
        one(tmp_path, name.removeprefix("Kota "))
    page = tmp_path / "a.md"
    screen = run("batch", tmp_path, "-i", TINY, "-q", "-f", "markdown", "-o", page).out
    listed = [
        re.findall(r"^\| (Kota W\d\d) ", text.partition("## Needs attention")[2].partition("\n## ")[0], re.MULTILINE)
        for text in (screen, page.read_text(encoding="utf-8"))
    ]

    assert [names[:10], names] == [sorted(each) for each in listed]


def test_an_empty_folder_alone_ends_in_2(tmp_path: Path, run: Runner) -> None:
    """The folder is listed, and the exit code is 2."""
    (tmp_path / "kosong").mkdir()
    outcome = run("batch", tmp_path / "kosong", "-i", TINY)

    assert 2 == outcome.code
    assert " [sheets-not-found]" in outcome.err


def test_batch_needs_sheets(run: Runner) -> None:
    """The command does not search the current folder by default."""
    outcome = run("batch", "-i", TINY)

    assert 2 == outcome.code
    assert " [sheets-missing]" in outcome.err


GOOD_SHEETS = 50
BAD: dict[str, bytes] = {
    "nothing": b"",
    "a page": b"<html><table><tr><td>Kode</td></tr></table></html>",
    "half an archive": b"PK\x03\x04" + bytes(300),
    "an older Excel": ole_file("Workbook"),
    "zeros": bytes(4_096),
}


@pytest.fixture(scope="module")
def fifty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a folder of fifty valid sheets."""
    folder = tmp_path_factory.mktemp("fifty")
    for number in range(GOOD_SHEETS):
        values = [maximum * ((number * (1 + at)) % 5) / 4 for at, maximum in enumerate(MAXIMA)]
        text = sheet_text("kabupaten", f"Rekaan {number}", "Provinsi 1", f"11.{number + 1:02}", values)
        make_workbook(folder / f"{number:02}.xlsx", text)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("what", BAD.values(), ids=BAD)
def test_one_bad_sheet_does_not_change_the_others(what: bytes, fifty: Path, run: Runner) -> None:
    """The results of the other forty-nine stay the same to the last byte, whichever sheet is bad."""
    whole = run("batch", fifty, "-i", TINY, "-f", "jsonl", "-q", "--jobs", "1").out.splitlines()
    changed = []
    kind = list(BAD.values()).index(what)
    for position in range(kind, GOOD_SHEETS, len(BAD)):
        sheet = fifty / f"{position:02}.xlsx"
        good = sheet.read_bytes()
        sheet.write_bytes(what)
        outcome = run("batch", fifty, "-i", TINY, "-f", "jsonl", "-q", "--jobs", "1")
        sheet.write_bytes(good)
        if outcome.out.splitlines() != [*whole[:position], *whole[position + 1 :]]:
            changed.append(position)

    assert (GOOD_SHEETS, []) == (len(whole), changed)


@pytest.mark.slow
def test_no_file_of_the_current_folder_is_run(fifty: Path, tmp_path: Path) -> None:
    """A sender may add a Python module to the sheets. The processes of a batch do not import it."""
    folder, program = tmp_path / "sheets", tmp_path / "bin" / "program.py"
    folder.mkdir()
    program.parent.mkdir()
    for number in range(4):
        (folder / f"{number}.xlsx").write_bytes((fifty / f"{number:02}.xlsx").read_bytes())
    (folder / "signal.py").write_text("open('was-run', 'w').close()\n", encoding="utf-8")
    program.write_text("from kla_score.__main__ import run\nif __name__ == '__main__':\n    run()\n", encoding="utf-8")
    command = [sys.executable, str(program), "batch", ".", "-i", str(TINY), "--jobs", "2", "-q", "-f", "jsonl"]
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    done = subprocess.run(command, capture_output=True, cwd=folder, env=surroundings, check=False)  # noqa: S603 - our own program

    assert (4, False) == (len(done.stdout.splitlines()), (folder / "was-run").exists())


@pytest.mark.slow
@pytest.mark.parametrize("former", [None, "", "1"])
def test_the_environment_of_the_caller_is_unchanged(
    fifty: Path, run: Runner, monkeypatch: pytest.MonkeyPatch, former: str | None
) -> None:
    """The environment variables for batch processes do not reach later programs of the caller."""
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    if former is not None:
        monkeypatch.setenv("PYTHONSAFEPATH", former)
    outcome = run("batch", fifty / "00.xlsx", fifty / "01.xlsx", "-i", TINY, "--jobs", "2")

    assert (0, former) == (outcome.code, os.environ.get("PYTHONSAFEPATH"))


def test_a_scorecard_never_overwrites_an_input(tmp_path: Path, run: Runner) -> None:
    """An earlier result with the name of a new scorecard, in the same folder, stays unchanged."""
    sheet, each = one(tmp_path, "A"), tmp_path / "each"
    run("batch", sheet, "-i", TINY, "--each", each)
    (scorecard,) = each.iterdir()
    run("batch", sheet, "-i", TINY, "-o", scorecard, "--force")
    before = scorecard.read_bytes()
    outcome = run("batch", sheet, "-i", TINY, "--against", scorecard, "--each", each, "--force")

    assert (0, before, True) == (outcome.code, scorecard.read_bytes(), (each / "kota-a-2.json").exists())


def test_a_scorecard_never_overwrites_another_output(tmp_path: Path, run: Runner) -> None:
    """The result keeps its requested name, and the scorecard gets a number."""
    each = tmp_path / "each"
    each.mkdir()
    outcome = run("batch", one(tmp_path, "A"), "-i", TINY, "--each", each, "-o", each / "kota-a.json")
    kinds = {path.name: json.loads(path.read_bytes())["kind"] for path in each.iterdir()}

    assert (0, {"kota-a.json": "batch", "kota-a-2.json": "scorecard"}) == (outcome.code, kinds)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks for the workers in /proc")
def test_a_worker_that_dies_while_it_starts_does_not_stop_the_run(fifty: Path) -> None:
    """The sheets are scored one after the other instead."""
    command = [sys.executable, "-m", "kla_score", "batch", str(fifty), "-i", str(TINY), "-j", "2", "-q", "-f", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:  # noqa: S603 - our own program
        worker = first_worker_of(run.pid)
        os.kill(worker, signal.SIGKILL)
        out, _ = run.communicate(timeout=120)

    assert GOOD_SHEETS == len(out.splitlines())


def first_worker_of(process: int) -> int:
    """Return the id of the first worker that *process* starts."""
    for _ in range(3_000):
        for child in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split():
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                return int(child)
        time.sleep(0.01)
    raise TimeoutError


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="limits the memory as only Linux does")
@pytest.mark.parametrize("mebibytes", [64, 120])
def test_a_run_without_memory_ends(mebibytes: int, fifty: Path) -> None:
    """Whichever process or thread cannot start, the run ends with results or with a reason."""
    import resource  # noqa: PLC0415 - Windows has none

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (mebibytes * 1024 * 1024,) * 2)

    command = [sys.executable, "-m", "kla_score", "batch", str(fifty), "-i", str(TINY), "-j", "2", "-f", "jsonl"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120, preexec_fn=limit)  # noqa: S603

    assert done.returncode in {0, 1, 2}
    assert done.stdout if done.returncode != 2 else re.search(rb" \[[a-z-]+\]", done.stderr)
