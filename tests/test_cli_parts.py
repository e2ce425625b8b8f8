"""The commands that divide a sheet among agencies and merge the parts."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kla_score import api
from kla_score.assessment.region import Identity
from kla_score.instrument import Instrument
from kla_score.parts.carry_over import RowContent
from kla_score.parts.dividing import Assignment
from kla_score.sheet import read_workbook
from tests.conftest import Outcome, Runner
from tests.workbooks import put_cells, template_of

HEALTH = Assignment("Dinkes", ("1.1", "1.2a", "3.1", "3.2"))
SCHOOL = Assignment("Disdik", ("1.2a", "1.10", "2.1", "2.2"))


PartWriter = Callable[..., Path]


@pytest.fixture
def part(tmp_path: Path, tiny: Instrument) -> PartWriter:
    """Write a part with entries, and other cells by sheet and address."""

    def write(share: Assignment | None, entries: dict[str, RowContent], name: str, **cells: dict[str, str]) -> Path:
        path = tmp_path / name
        path.write_bytes(template_of(tiny, entries, {}, share=share))
        put_cells(path, cells)
        return path

    return write


def codes_in(path: Path, instrument: Instrument) -> list[str]:
    return [row.code.text for row in read_workbook(path, instrument).rows if row.code.text]


def findings(outcome: Outcome) -> list[str]:
    """Return the first lines of the reported issues."""
    return [line for line in outcome.err.splitlines() if line.startswith(("error: ", "warning: ", "note: "))]


# template --per-agency


def test_each_agency_gets_a_workbook(tmp_path: Path, run_tiny: Runner) -> None:
    """The command creates the folder with an index, and names each file."""
    folder = tmp_path / "parts"
    files = ["0-index.xlsx", "1-dinkes.xlsx", "2-disdik.xlsx"]
    outcome = run_tiny("template", "--per-agency", folder)
    reported = "".join(f"Wrote {folder / file}\n" for file in files)
    expected = (Outcome(0, "", reported), files)

    assert expected == (outcome, sorted(path.name for path in folder.iterdir()))


@pytest.mark.parametrize(("file", "share"), [("1-dinkes.xlsx", HEALTH), ("2-disdik.xlsx", SCHOOL)])
def test_each_workbook_has_the_questions_of_its_agency(
    file: str, share: Assignment, tmp_path: Path, run_tiny: Runner, tiny: Instrument
) -> None:
    """The workbook also names the agency on Identitas."""
    run_tiny("template", "--per-agency", tmp_path)
    path = tmp_path / file
    expected = share

    assert expected == Assignment(read_workbook(path, tiny).identity[Identity.PART].text, tuple(codes_in(path, tiny)))


def values(sheet: Any) -> list[list[object]]:
    """Return the rows of *sheet*, without blank cells and blank rows."""
    rows = [[value for value in row if value is not None] for row in sheet.iter_rows(values_only=True)]
    return [row for row in rows if row]


def test_the_index_lists_the_file_of_each_agency(tmp_path: Path, run_tiny: Runner) -> None:
    """The index has the file, the number of questions and shared questions, and the maximum of each agency."""
    run_tiny("template", "--per-agency", tmp_path)
    rows = [row for sheet in load_workbook(tmp_path / "0-index.xlsx") for row in values(sheet)]
    expected = [["Dinkes", "1-dinkes.xlsx", 4, 1, 19.5], ["Disdik", "2-disdik.xlsx", 4, 1, 17]]

    assert expected == [row for row in rows if row[0] in {"Dinkes", "Disdik"}]


def test_the_index_lists_the_agencies_of_each_question(tmp_path: Path, run_tiny: Runner, tiny: Instrument) -> None:
    """The index has every question with all its agencies."""
    run_tiny("template", "--per-agency", tmp_path)
    rows = [row for sheet in load_workbook(tmp_path / "0-index.xlsx") for row in values(sheet)]
    asked = {row[0]: row[-1] for row in rows if row[0] in tiny.questions}
    expected = dict.fromkeys(tiny.questions, "Dinkes") | dict.fromkeys(SCHOOL.codes, "Disdik")
    expected["1.2a"] = "Dinkes\nDisdik"

    assert expected == asked


def test_own_names_decide_the_division(tmp_path: Path, run_tiny: Runner, tiny: Instrument) -> None:
    """Two agencies that are one in the region get one workbook."""
    names = tmp_path / "opd.yaml"
    names.write_text("Dinas Gabungan: [Dinkes, Disdik]\n")
    run_tiny("template", "--per-agency", tmp_path / "parts", "--agencies", names)
    expected = list(tiny.questions)

    assert expected == codes_in(tmp_path / "parts" / "1-dinas-gabungan.xlsx", tiny)


def test_the_answers_of_an_older_sheet_are_divided(
    tmp_path: Path, run_tiny: Runner, part: PartWriter, tiny: Instrument
) -> None:
    """Each answer goes to the owners of its question."""
    older = part(None, {"1.1": RowContent(Decimal(5)), "2.1": RowContent(Decimal(6))}, "older.xlsx")
    run_tiny("template", "--per-agency", tmp_path / "parts", "--from", older)
    expected = {"2.1": RowContent(Decimal(6))}

    assert expected == api.carry_over(tmp_path / "parts" / "2-disdik.xlsx", tiny).entries


def test_year_and_stage_stay_when_a_sheet_is_divided(
    tmp_path: Path, run_tiny: Runner, part: PartWriter, tiny: Instrument
) -> None:
    """The divided sheet is the same assessment. A new sheet would start without them."""
    older = part(None, {}, "older.xlsx", Identitas={"B5": "'2024", "B6": "VA"})
    run_tiny("template", "--per-agency", tmp_path / "parts", "--from", older)
    identity = read_workbook(tmp_path / "parts" / "1-dinkes.xlsx", tiny).identity
    expected = ("2024", "VA")

    assert expected == (identity[Identity.YEAR].text, identity[Identity.STAGE].text)


def test_an_unknown_agency_gets_suggestions(tmp_path: Path, run_tiny: Runner, part: PartWriter) -> None:
    """An unknown agency is a warning, since the agency still gets a workbook."""
    older = part(None, {"1.1": RowContent(agency="Dinkse")}, "older.xlsx")
    outcome = run_tiny("template", "--per-agency", tmp_path / "parts", "--from", older)
    reported = ["warning: question 1.1: Unknown agency “Dinkse”. Did you mean Dinkes? [agency-unknown]"]
    expected = (0, reported, True)

    assert expected == (outcome.code, findings(outcome), (tmp_path / "parts" / "2-dinkse.xlsx").exists())


def test_no_file_is_written_if_one_exists(tmp_path: Path, run_tiny: Runner) -> None:
    """The command neither overwrites filled-in parts nor mixes new ones with them."""
    filled = tmp_path / "2-disdik.xlsx"
    filled.write_bytes(b"filled in")
    outcome = run_tiny("template", "--per-agency", tmp_path)
    expected = (2, [filled], b"filled in")

    assert expected == (outcome.code, list(tmp_path.iterdir()), filled.read_bytes())


def test_force_replaces_the_files(tmp_path: Path, run_tiny: Runner, tiny: Instrument) -> None:
    """--force writes new files."""
    run_tiny("template", "--per-agency", tmp_path)
    (tmp_path / "2-disdik.xlsx").write_bytes(b"filled in")
    run_tiny("template", "--per-agency", tmp_path, "--force")
    expected = list(SCHOOL.codes)

    assert expected == codes_in(tmp_path / "2-disdik.xlsx", tiny)


# template --agency


@pytest.mark.parametrize("name", ["Disdik", "disdik", "Dinas Pendidikan", "school"])
def test_one_agency_may_be_chosen_alone(name: str, tmp_path: Path, run_tiny: Runner, tiny: Instrument) -> None:
    """The command accepts any name of the agency."""
    path = tmp_path / "part.xlsx"
    outcome = run_tiny("template", path, "--agency", name)
    expected = (Outcome(0, "", f"Wrote {path}\n"), list(SCHOOL.codes))

    assert expected == (outcome, codes_in(path, tiny))


def test_one_agency_may_be_chosen_by_its_own_name(tmp_path: Path, run_tiny: Runner, tiny: Instrument) -> None:
    """Identitas has the file name for --agencies."""
    names = tmp_path / "opd.yaml"
    names.write_text("Dinas Sekolah: Disdik\n")
    run_tiny("template", tmp_path / "part.xlsx", "--agency", "dinas sekolah", "--agencies", names)
    expected = "Dinas Sekolah"

    assert expected == read_workbook(tmp_path / "part.xlsx", tiny).identity[Identity.PART].text


def test_an_agency_of_an_older_sheet_may_be_chosen_alone(
    tmp_path: Path, run_tiny: Runner, part: PartWriter, tiny: Instrument
) -> None:
    """The name is accepted even if only the sheet contains it."""
    older = part(None, {"1.1": RowContent(agency="Dinas A")}, "older.xlsx")
    run_tiny("template", tmp_path / "part.xlsx", "--agency", "DINAS A", "--from", older)
    expected = ["1.1"]

    assert expected == codes_in(tmp_path / "part.xlsx", tiny)


def test_an_agency_without_questions_is_refused(tmp_path: Path, run_tiny: Runner) -> None:
    """The message suggests the nearest names, and no file is written."""
    outcome = run_tiny("template", tmp_path / "part.xlsx", "--agency", "Dinkse")
    (line,) = findings(outcome)

    assert (2, []) == (outcome.code, list(tmp_path.iterdir()))
    assert [True, True] == [text in line for text in ("Did you mean Dinkes?", "[agency-not-found]")]


REFUSED: dict[str, tuple[list[str], str]] = {
    "neither a file nor a folder": (["template"], "output-missing"),
    "an agency without a file": (["template", "--agency", "Dinkes"], "output-missing"),
    "no agency": (["template", "{}/a.xlsx", "--agency", ""], "agency-not-found"),
    "no folder for the folder": (["template", "--per-agency", "{}/a/b"], "output-unwritable"),
    "a file for the folder": (["template", "--per-agency", "{}/file"], "output-unwritable"),
    "no such file of names": (["template", "{}/a.xlsx", "--agencies", "{}/none.yaml"], "file-not-found"),
    "names of nobody": (["template", "{}/a.xlsx", "--agencies", "{}/names.yaml"], "agency-undefined"),
    "joined to no workbook": (["merge", "{}/1-dinkes.xlsx", "-o", "{}/a.csv"], "output-suffix-unknown"),
    "joined over a part": (["merge", "{}/1-dinkes.xlsx", "-o", "{}/1-dinkes.xlsx", "--force"], "output-is-input"),
    "joined over the names": (
        ["merge", "{}/1-dinkes.xlsx", "-o", "{}/opd.xlsx", "--agencies", "{}/opd.xlsx", "--force"],
        "output-is-input",
    ),
    "joined over another file": (["merge", "{}/1-dinkes.xlsx", "-o", "{}/other.xlsx"], "output-exists"),
    "a folder with nothing to join": (["merge", "{}/1-dinkes.xlsx", "{}/empty", "-o", "{}/a.xlsx"], "sheets-not-found"),
    "a folder with no sheet": (["merge", "{}/texts", "-o", "{}/a.xlsx"], "sheets-not-found"),
    "nothing that can be joined": (["merge", "{}/file", "{}/none.xlsx", "-o", "{}/a.xlsx"], "file-not-found"),
}


@pytest.mark.parametrize(("arguments", "code"), REFUSED.values(), ids=REFUSED)
def test_an_impossible_request_is_refused(
    arguments: list[str], code: str, tmp_path: Path, run_tiny: Runner, part: PartWriter
) -> None:
    """The exit code is 2 with the reason, and no file is written or changed."""
    part(HEALTH, {}, "1-dinkes.xlsx")
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "other.xlsx").write_bytes(b"x")
    (tmp_path / "opd.xlsx").write_text("Dinas A: Dinkes\n")
    (tmp_path / "names.yaml").write_text("Dinas A: Dinsos\n")
    for folder in ("empty", "texts"):
        (tmp_path / folder).mkdir()
    (tmp_path / "texts" / "a.txt").write_bytes(b"x")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    outcome = run_tiny(*(argument.format(tmp_path) for argument in arguments))
    expected = (2, True, before)
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    assert expected == (outcome.code, f"[{code}]" in outcome.err, after)


# evaluate


def test_data_for_machines_name_the_agency_of_a_part(run_tiny: Runner, part: PartWriter) -> None:
    """The key ``part`` names it, and the rest is about its questions only."""
    outcome = run_tiny("evaluate", part(HEALTH, {"1.1": RowContent(Decimal(5))}, "a.xlsx"), "-f", "json")
    data = json.loads(outcome.out)
    expected = (0, "Dinkes", 5, 19.5)

    assert expected == (outcome.code, data["part"], data["total"]["claimed"], data["total"]["maximum"])


def test_a_whole_sheet_is_not_a_part(run_tiny: Runner, part: PartWriter) -> None:
    """The key exists and is null."""
    data = json.loads(run_tiny("evaluate", part(None, {}, "a.xlsx"), "-f", "json").out)

    assert data["part"] is None


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_results_for_people_name_the_agency_of_a_part(form: str, run_tiny: Runner, part: PartWriter) -> None:
    """Tables and Markdown also have the number of its questions that can earn points."""
    outcome = run_tiny("evaluate", part(HEALTH, {}, "a.xlsx"), "-f", form)

    assert "Dinkes (only its 3 questions)" in outcome.out


# merge


def test_parts_are_merged(tmp_path: Path, run_tiny: Runner, part: PartWriter, tiny: Instrument) -> None:
    """The command prints the number of copied entries and the file name."""
    files = [
        part(HEALTH, {"1.1": RowContent(Decimal(5), {"document": "a.pdf"})}, "a.xlsx"),
        part(SCHOOL, {"2.1": RowContent(Decimal(6))}, "b.xlsx"),
    ]
    target = tmp_path / "joined.xlsx"
    outcome = run_tiny("merge", *files, "-o", target)
    reported = Outcome(0, "", f"Copied 2 answers and 1 row of evidence.\nWrote {target}\n")
    expected = (reported, Decimal(11))

    assert expected == (outcome, api.evaluate(target, tiny).total.claimed)


@pytest.mark.parametrize("named", ["parts", "parts/*.xlsx", "parts/?.xls[x]"])
def test_parts_are_found_like_sheets_of_a_batch(
    named: str, tmp_path: Path, run_tiny: Runner, part: PartWriter, tiny: Instrument
) -> None:
    """The command searches folders, and expands patterns that the shell has not expanded."""
    (tmp_path / "parts").mkdir()
    part(HEALTH, {"1.1": RowContent(Decimal(5))}, "parts/a.xlsx")
    part(SCHOOL, {"2.1": RowContent(Decimal(6))}, "parts/b.xlsx")
    run_tiny("merge", str(tmp_path / named), "-o", tmp_path / "joined.xlsx")

    assert Decimal(11) == api.evaluate(tmp_path / "joined.xlsx", tiny).total.claimed


def test_files_that_are_not_merged_are_reported(tmp_path: Path, run_tiny: Runner, part: PartWriter) -> None:
    """As in a batch: a file that may be a part in another format is a warning, and a lock file a note."""
    (tmp_path / "parts").mkdir()
    part(HEALTH, {}, "parts/a.xlsx")
    for name in ("b.pdf", "~$a.xlsx"):
        (tmp_path / "parts" / name).write_bytes(b"x")
    outcome = run_tiny("merge", tmp_path / "parts", "-o", tmp_path / "joined.xlsx")

    assert " [files-not-workbooks]" in outcome.err
    assert " [files-passed-over]" in outcome.err


def test_a_folder_of_parts_is_merged_with_its_index(tmp_path: Path, run_tiny: Runner, tiny: Instrument) -> None:
    """The index is skipped with a note, since a pattern for all files includes it."""
    run_tiny("template", "--per-agency", tmp_path / "parts")
    outcome = run_tiny("merge", *sorted((tmp_path / "parts").iterdir()), "-o", tmp_path / "joined.xlsx")
    index = tmp_path / "parts" / "0-index.xlsx"
    reported = [(f"note: {index}", "[report-passed-over]")]
    found = [(line[: len(reported[0][0])], line.rpartition(" ")[2]) for line in findings(outcome)]
    expected = (0, reported, list(tiny.questions))

    assert expected == (outcome.code, found, codes_in(tmp_path / "joined.xlsx", tiny))


def test_own_names_are_in_the_merged_workbook(
    tmp_path: Path, run_tiny: Runner, part: PartWriter, tiny: Instrument
) -> None:
    """--agencies provides the names."""
    names = tmp_path / "opd.yaml"
    names.write_text("Dinas A: Dinkes\n")
    run_tiny("merge", part(HEALTH, {}, "a.xlsx"), "-o", tmp_path / "joined.xlsx", "--agencies", names)
    first = next(row for row in read_workbook(tmp_path / "joined.xlsx", tiny).rows if row.code.text == "1.1")
    expected = "Dinas A"

    assert expected == first.agency.text


@pytest.fixture
def troubled(tmp_path: Path, part: PartWriter) -> list[Path]:
    """Write parts with a conflict, another edition, a damaged file and a repeated file."""
    health = part(HEALTH, {"1.1": RowContent(Decimal(5)), "1.2a": RowContent(Decimal(4))}, "a.xlsx")
    school = part(SCHOOL, {"1.2a": RowContent(Decimal(3)), "2.1": RowContent(Decimal(6))}, "b.xlsx")
    edition = part(SCHOOL, {"2.1": RowContent(Decimal(1))}, "c.xlsx", Identitas={"B8": "'2"})
    (tmp_path / "d.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "e.xlsx").write_bytes(health.read_bytes())
    return [health, school, edition, tmp_path / "d.xlsx", tmp_path / "e.xlsx"]


def test_each_problem_has_one_line(tmp_path: Path, run_tiny: Runner, troubled: list[Path]) -> None:
    """Each line has the file name, and the exit code is 1."""
    outcome = run_tiny("merge", *troubled, "-o", tmp_path / "joined.xlsx")
    lines = [
        f"{line.rpartition(' ')[2]} {next(p.name for p in troubled if p.name in line)}" for line in findings(outcome)
    ]
    troubles = [
        *("[workbook-other-edition] c.xlsx", "[workbook-damaged] d.xlsx"),
        *("[part-repeated] a.xlsx", "[answers-differ] a.xlsx"),
    ]
    expected = (1, troubles)

    assert expected == (outcome.code, lines)


def test_the_merged_workbook_can_be_used(
    tmp_path: Path, run_tiny: Runner, troubled: list[Path], tiny: Instrument
) -> None:
    """The file is there, whole, and its only fault is the answer in dispute."""
    target = tmp_path / "joined.xlsx"
    run_tiny("merge", *troubled, "-o", target)
    answers = {code: entry.answer for code, entry in api.carry_over(target, tiny).entries.items() if entry.answer}
    expected = ({"1.1": Decimal(5), "2.1": Decimal(6)}, [("answers-differ", "1.2a")])

    assert expected == (
        answers,
        [(issue.code, issue.question) for issue in api.evaluate(target, tiny).assessment.issues],
    )


@pytest.mark.parametrize(("prefer", "order", "answer"), [("first", (0, 1), 4), ("first", (1, 0), 3)])
def test_a_preference_resolves_conflicts(
    prefer: str,
    order: tuple[int, int],
    answer: int,
    tmp_path: Path,
    run_tiny: Runner,
    troubled: list[Path],
    tiny: Instrument,
) -> None:
    """A conflict with a preferred answer is a warning, so that the exit code is 0."""
    target = tmp_path / "joined.xlsx"
    outcome = run_tiny("merge", *(troubled[each] for each in order), "-o", target, "--prefer", prefer)
    expected = (0, Decimal(answer))

    assert expected == (outcome.code, api.carry_over(target, tiny).entries["1.2a"].answer)
