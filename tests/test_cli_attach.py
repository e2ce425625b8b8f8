"""The folder that fills in the sheet: ``template --make-evidence-dir`` and ``attach``."""

import hashlib
import random
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from kla_score import api
from kla_score.assessment.region import Identity
from kla_score.files.evidence_folder import GUIDE_FILE
from kla_score.instrument import Instrument
from kla_score.instrument.evidence import Status
from kla_score.parts.attaching import Attaching
from kla_score.parts.carry_over import RowContent
from kla_score.parts.dividing import Assignment
from kla_score.sheet import read_workbook
from tests.conftest import Outcome, Runner, data_of, needs_links
from tests.test_files_question_folders import tree
from tests.workbooks import fill_with_anything, make_workbook, rows_of, template_of

# template --make-evidence-dir


def test_the_folder_is_made_with_the_workbook(tmp_path: Path, run_tiny: Runner) -> None:
    """The command reports both. A second run with --force changes nothing in the folder."""
    sheet, folder = tmp_path / "sheet.xlsx", tmp_path / "evidence"
    arguments = ["template", sheet, "--make-evidence-dir", folder, "--force"]
    outcomes = [(run_tiny(*arguments), tree(folder)) for _ in range(2)]
    guides = [name for name in outcomes[0][1] if name.endswith(GUIDE_FILE)]

    assert Outcome(0, "", f"Wrote {sheet}\nWrote {folder}\n") == outcomes[0][0]
    assert (outcomes[0], 6) == (outcomes[1], len(guides))


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (["sheet.xlsx", "--agency", "disdik"], ["1.10", "1.2a", "2.1", "2.2"]),
        (["--per-agency", "parts"], ["1.1", "1.10", "1.2a", "2.1", "2.2", "3.2"]),
    ],
)
def test_a_divided_sheet_has_a_folder(
    arguments: Sequence[str], codes: Sequence[str], tmp_path: Path, run_tiny: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One agency has the folders of its questions. All agencies share one folder."""
    monkeypatch.chdir(tmp_path)
    run_tiny("template", *arguments, "--make-evidence-dir", "evidence")

    assert codes == sorted(path.name.split()[0] for path in (tmp_path / "evidence").iterdir())


REFUSED = {
    "an existing workbook": (["old.xlsx"], "evidence", "output-exists"),
    "an unknown agency": (["sheet.xlsx", "--agency", "dinas"], "evidence", "agency-not-found"),
    "no older workbook": (["sheet.xlsx", "--from", "none.xlsx"], "evidence", "file-not-found"),
    "a file instead of the folder": (["sheet.xlsx"], "old.xlsx", "file-is-not-a-folder"),
    "no parent folder": (["sheet.xlsx"], "none/evidence", "output-unwritable"),
    "a blank name": (["sheet.xlsx"], " ", "folder-not-found"),
    "a missing folder of the workbook": (["none/sheet.xlsx"], "evidence", "output-unwritable"),
}


@pytest.mark.parametrize(("arguments", "folder", "code"), REFUSED.values(), ids=REFUSED)
def test_nothing_is_written_after_an_error(
    arguments: Sequence[str],
    folder: str,
    code: str,
    tmp_path: Path,
    run_tiny: Runner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With exit code 2, neither the workbook nor a folder is made."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.xlsx").write_bytes(b"x")
    outcome = run_tiny("template", *arguments, "--make-evidence-dir", folder)

    assert (2, True, ["old.xlsx"]) == (outcome.code, f"[{code}]" in outcome.err, tree(tmp_path))


# attach


@pytest.fixture
def sheet(tmp_path: Path, tiny: Instrument) -> Path:
    """Write a sheet with all points, one named file and one word, and its evidence folder."""
    entries = {code: RowContent(question.maximum) for code, question in tiny.questions.items()}
    entries["2.1"] = RowContent(Decimal(6), {"photo": "ada"}, "catatan")
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(template_of(tiny, entries, {Identity.NAME: "Contoh", Identity.YEAR: "2024", Identity.STAGE: "EM"}))
    for number, name in enumerate(FILES):
        file = tmp_path / "evidence" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"%PDF" * bool(FILES[name]) + bytes([number] * FILES[name]))
    return path


FILES = {
    "1.1 a/sk.pdf": 1,
    "1.1 a/PETUNJUK.txt": 9,
    "1.2a/x.pdf": 2,
    "2.1/foto.jpg": 3,
    "2.1/kosong.jpg": 0,
    "y.pdf": 4,
}


def attach(run_tiny: Runner, sheet: Path, *arguments: str | Path) -> Outcome:
    """Attach the files of the folder beside *sheet*."""
    return run_tiny(
        "attach", sheet, "--evidence-dir", sheet.parent / "evidence", "-o", sheet.parent / "filled.xlsx", *arguments
    )


def test_every_file_is_reported(sheet: Path, run_tiny: Runner) -> None:
    """The screen has the counts, the change of the supported points, and a line for each file."""
    outcome = attach(run_tiny, sheet)
    words = " ".join(outcome.out.split())

    assert (0, f"Wrote {sheet.parent / 'filled.xlsx'}\n") == (outcome.code, outcome.err)
    for expected in (
        *("Attached 2 files", "Not attached 3 files", "Supported 10 → 21 (+11)", "1.1 Document 1.1 a/sk.pdf attached"),
        "The program did not open these files. Check that each file is the required document.",
    ):
        assert expected in words


def test_the_data_have_the_result_of_every_file(sheet: Path, run_tiny: Runner) -> None:
    """JSON has every file with its result, and the totals before and after."""
    data = data_of(attach(run_tiny, sheet, "-f", "json"))
    expected = [
        {"file": "1.1 a/sk.pdf", "result": "attached", "question": "1.1", "kind": "document", "issue": None},
        {"file": "2.1/foto.jpg", "result": "attached", "question": "2.1", "kind": "photo", "issue": None},
        {
            "file": "2.1/kosong.jpg",
            "result": "unusable",
            "question": "2.1",
            "kind": None,
            "issue": "evidence-file-empty",
        },
        {"file": "y.pdf", "result": "no_question", "question": None, "kind": None, "issue": None},
        {"file": "1.2a/x.pdf", "result": "no_column", "question": "1.2a", "kind": None, "issue": None},
    ]

    assert (expected, 10, 21) == (data["files"], data["before"]["supported"], data["after"]["supported"])


def test_the_workbook_of_the_user_stays(sheet: Path, run_tiny: Runner, tiny: Instrument) -> None:
    """The new workbook has everything that people wrote, and the names on new lines."""
    before = sheet.read_bytes()
    attach(run_tiny, sheet)
    rows = rows_of(sheet.parent / "filled.xlsx", tiny)

    assert before == sheet.read_bytes()
    assert ("ada\n2.1/foto.jpg", "catatan") == (rows["2.1"].evidence["photo"].text, rows["2.1"].note.text)
    assert api.carry_over(sheet, tiny, same_period=True).identity == (
        api.carry_over(sheet.parent / "filled.xlsx", tiny, same_period=True).identity
    )


def test_evaluate_agrees(sheet: Path, run_tiny: Runner) -> None:
    """The score afterwards is the score of the new workbook."""
    data = data_of(attach(run_tiny, sheet, "-f", "json", "-q"))
    folder, filled = sheet.parent / "evidence", sheet.parent / "filled.xlsx"
    scored = data_of(run_tiny("evaluate", filled, "--evidence-dir", folder, "-f", "json", "-q"))

    assert (scored["total"], scored["evidence_folder"]) == (data["after"], data["evidence_folder"])


def test_a_question_without_a_row_gets_one(sheet: Path, run_tiny: Runner) -> None:
    """The score afterwards agrees with the new workbook, also if the sheet had no row or no column for a file."""
    make_workbook(sheet, "== Isian\nKode|Nilai|Dokumen\n'1.2a|4\n'2.1|6\n")
    data = data_of(attach(run_tiny, sheet, "-f", "json", "-q"))
    folder, filled = sheet.parent / "evidence", sheet.parent / "filled.xlsx"
    scored = data_of(run_tiny("evaluate", filled, "--evidence-dir", folder, "-f", "json", "-q"))

    assert (scored["total"], scored["evidence_folder"]) == (data["after"], data["evidence_folder"])
    assert (6, 2) == (data["after"]["supported"], data["evidence_folder"]["cited"])


@pytest.mark.parametrize("text", ["a.pdf; b.pdf", "belum", "ada", "y.pdf"])
def test_the_score_afterwards_includes_links(text: str, sheet: Path, run_tiny: Runner) -> None:
    """The new workbook has the link of a cell as text, and the score afterwards is that of the new workbook."""
    book: Any = load_workbook(sheet)
    cell = book["Klaster A"]["E4"]
    cell.value, book["Klaster A"]["F4"].value = text, "y.pdf"
    cell.hyperlink = "y.pdf"
    cell.value = text
    book.save(sheet)
    data = data_of(attach(run_tiny, sheet, "-f", "json", "-q"))
    folder, filled = sheet.parent / "evidence", sheet.parent / "filled.xlsx"
    scored = data_of(run_tiny("evaluate", filled, "--evidence-dir", folder, "-f", "json", "-q"))

    assert (scored["total"], scored["evidence_folder"]) == (data["after"], data["evidence_folder"])


def test_the_limit_on_sizes_applies(sheet: Path, run_tiny: Runner) -> None:
    """A file that the check of the folder would refuse is not attached."""
    (sheet.parent / "evidence" / "1.1 a" / "sk.pdf").write_bytes(b"x" * (1024 * 1024 + 1))
    results = [
        {each["file"]: each["issue"] for each in data_of(outcome)["files"]}["1.1 a/sk.pdf"]
        for outcome in (
            attach(run_tiny, sheet, "-f", "json", "--force", "--max-evidence-size", size) for size in ("1", "2")
        )
    ]

    assert ["evidence-file-too-large", None] == results


@needs_links
def test_links_and_hidden_files_are_treated_as_in_the_check(sheet: Path, run_tiny: Runner) -> None:
    """A link out of the folder is listed, a hidden file is ignored, and a link inside counts as its file."""
    folder = sheet.parent / "evidence" / "1.1 a"
    (sheet.parent / "luar.pdf").write_bytes(b"x")
    (folder / "keluar.pdf").symlink_to(sheet.parent / "luar.pdf")
    (folder / "ke sk.pdf").symlink_to("sk.pdf")
    (folder / ".tersembunyi.pdf").write_bytes(b"x")
    found = {
        each["file"]: each["issue"] or each["result"]
        for each in data_of(attach(run_tiny, sheet, "-f", "json"))["files"]
    }
    expected = {
        "1.1 a/ke sk.pdf": "attached",
        "1.1 a/keluar.pdf": "evidence-link-outside",
        "1.1 a/sk.pdf": "attached",
    }

    assert expected == {name: result for name, result in found.items() if name.startswith("1.1")}


PROTECTED = {
    "the sheet": ("sheet.xlsx", ["--force"], "output-is-input"),
    "a file of the folder": ("evidence/1.1 a/tabel.xlsx", ["--force"], "output-is-input"),
    "an existing file": ("old.xlsx", [], "output-exists"),
    "another type": ("filled.pdf", [], "output-suffix-unknown"),
}


@pytest.mark.parametrize(("output", "arguments", "code"), PROTECTED.values(), ids=PROTECTED)
def test_no_input_is_overwritten(
    output: str, arguments: Sequence[str], code: str, sheet: Path, run_tiny: Runner
) -> None:
    """The workbook, the files of the folder and existing files stay."""
    for name in ("evidence/1.1 a/tabel.xlsx", "old.xlsx"):
        (sheet.parent / name).write_bytes(b"x")
    before = {path: path.read_bytes() for path in sheet.parent.rglob("*") if path.is_file()}
    outcome = run_tiny(
        "attach", sheet, "--evidence-dir", sheet.parent / "evidence", "-o", sheet.parent / output, *arguments
    )

    assert (2, True) == (outcome.code, f"[{code}]" in outcome.err)
    assert before == {path: path.read_bytes() for path in sheet.parent.rglob("*") if path.is_file()}


@pytest.mark.parametrize("agency", ["Dinkes", ""])
def test_a_part_stays_a_part(agency: str, sheet: Path, run_tiny: Runner, tiny: Instrument) -> None:
    """The new workbook has the agency and the questions of the part. Files for other questions are not attached."""
    share = Assignment(agency, ("1.1", "3.2"))
    part = sheet.parent / "part.xlsx"
    part.write_bytes(template_of(tiny, {"1.1": RowContent(Decimal(5))}, {}, share=share))
    data = data_of(
        run_tiny("attach", part, "--evidence-dir", part.parent / "evidence", "-o", part.parent / "f.xlsx", "-f", "json")
    )
    raw = read_workbook(part.parent / "f.xlsx", tiny)
    lines = [raw.identity[line].text for line in (Identity.PART, Identity.QUESTIONS) if line in raw.identity]

    assert [*([agency] if agency else []), "1.1; 3.2"] == [line for line in lines if line]
    assert ["1.1", "3.2"] == [row.code.text for row in raw.rows if row.code.text]
    assert ["1.1 a/sk.pdf"] == [each["file"] for each in data["files"] if each["result"] == "attached"]


def test_errors_of_the_sheet_give_exit_code_1(sheet: Path, run_tiny: Runner) -> None:
    """The workbook is written. An answer that cannot be copied is an error."""
    book: Any = load_workbook(sheet)
    book["Klaster A"]["D3"].value = 99
    book.save(sheet)
    outcome = attach(run_tiny, sheet)
    quiet = attach(run_tiny, sheet, "-q", "--force")

    assert (1, True) == (outcome.code, "[points-above-maximum]" in outcome.err)
    assert (1, True) == (quiet.code, quiet.err.startswith(f"{sheet.name} has errors."))
    assert (sheet.parent / "filled.xlsx").exists()


# Any folder, any sheet

PIECES = st.sampled_from(
    [
        *("1.1", "1.2a x", "1.10 Angka", "2.1", "2.2 daftar", "3.1", "3.2", "Dokumen", "Photo", "Angka Penjelasan"),
        *(
            "2024",
            "a (1)",
            "lain",
            "~x",
            "SK 1",
            "b;c",
            "belum",
            "ada",
            "con",
            "_x0041_",
            "é",
            "=1",
            "a, b",
            "www.x.id",
        ),
    ]
)
SUFFIXES = st.sampled_from([".pdf", ".PDF", ".jpg", ".zip", "", " .pdf", ".xlsx"])
PATHS = st.tuples(st.lists(PIECES, min_size=1, max_size=4), SUFFIXES).map(lambda each: "/".join(each[0]) + each[1])


@given(
    names=st.lists(PATHS, max_size=12, unique=True),
    chance=st.randoms(use_true_random=False),
    language=st.sampled_from(["id", "en"]),
)
def test_attaching_never_takes_anything_away(
    names: Sequence[str],
    chance: random.Random,
    language: str,
    tmp_path_factory: pytest.TempPathFactory,
    tiny: Instrument,
) -> None:
    """Points never fall, every attached file is found without an issue, and a second run changes nothing."""
    folder = tmp_path_factory.mktemp("any")
    sheet = folder / "sheet.xlsx"
    sheet.write_bytes(template_of(tiny, {}, {}))
    fill_with_anything(sheet, chance, 0.7)
    evidence = folder / "evidence"
    make_files(evidence, names, chance)
    link_cells(sheet, names, chance)
    files = api.list_evidence(evidence, 100, [sheet])
    first = api.attach(sheet, tiny, files, language)
    filled, again = folder / "filled.xlsx", folder / "again.xlsx"
    filled.write_bytes(first.workbook)
    second = api.attach(filled, tiny, files, language)
    again.write_bytes(second.workbook)
    scores = [first.before, first.after, api.evaluate(filled, tiny, files), second.after]
    claimed, supported = zip(*((each.total.claimed, each.total.supported or 0) for each in scores), strict=True)

    assert (claimed[1:], supported[1:]) == ((claimed[0],) * 3, (supported[1],) * 3)
    assert supported[0] <= supported[1]
    assert Attaching.ATTACHED not in {each.result for each in second.files}
    assert [(row.code, row.evidence) for row in read_workbook(filled, tiny).rows] == [
        (row.code, row.evidence) for row in read_workbook(again, tiny).rows
    ]
    assert {each.file for each in first.files if each.result is Attaching.ATTACHED} <= found_in(scores[2])


def make_files(root: Path, names: Sequence[str], chance: random.Random) -> None:
    """Write files with *names* below *root*. A name that a file or folder has already is left out."""
    root.mkdir()
    for name in names:
        path = root / name
        if not any(each.is_file() for each in path.parents) and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"x" * chance.choice([0, 1, 2, 3, 4]))


def link_cells(sheet: Path, names: Sequence[str], chance: random.Random) -> None:
    """Add links to some evidence cells, as spreadsheet programs do."""
    book: Any = load_workbook(sheet)
    for name in names[:3]:
        cell = book["Klaster A"].cell(chance.choice([3, 4, 5]), 5)
        if isinstance(cell.value, str) and cell.data_type == "s":
            text = cell.value
            cell.hyperlink = name.replace(" ", "%20")
            cell.value = text
    book.save(sheet)


def found_in(scorecard: Any) -> set[str]:
    """Return the names of the files that evidence cells name without an issue."""
    return {
        reference.file
        for answer in scorecard.assessment.answers.values()
        for item in answer.evidence.items
        for reference in item.references
        if reference.status is Status.FOUND and not reference.issue
    }


def test_typed_values_keep_their_type(sheet: Path, tmp_path: Path, run_tiny: Runner) -> None:
    """A year typed as a number stays a number, and so do points and a note."""
    book: Any = load_workbook(sheet)
    year = next(row[1] for row in book["Identitas"].iter_rows() if row[1].value == "2024")
    year.value, year.number_format = 2024, "General"
    titles = [cell.value for cell in book.worksheets[3][1]]
    note = book.worksheets[3].cell(3, titles.index("Catatan") + 1)
    note.value = 0
    book.save(sheet)
    filled = tmp_path / "filled.xlsx"
    assert 0 == run_tiny("attach", sheet, "--evidence-dir", tmp_path / "evidence", "-o", filled, "-q").code
    copy: Any = load_workbook(filled)
    summary: Any = load_workbook(filled, data_only=True)["Summary"]

    assert (2024, "n") == (copy["Identity"][year.coordinate].value, copy["Identity"][year.coordinate].data_type)
    assert "n" == copy.worksheets[3]["D3"].data_type
    assert (0, "n") == (copy.worksheets[3][note.coordinate].value, copy.worksheets[3][note.coordinate].data_type)
    assert "2024" in summary["A2"].value


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_season_from_an_empty_folder(language: str, tmp_path: Path, invoke: Runner, kla: Instrument) -> None:
    """Template, folder, files, attach, evaluate: every question is supported, and nobody has typed a file name."""
    sheet, folder, filled = tmp_path / "sheet.xlsx", tmp_path / "evidence", tmp_path / "filled.xlsx"
    spoken = ("--lang", language)
    assert 0 == invoke("template", sheet, "--make-evidence-dir", folder, *spoken).code
    for place in [path for path in folder.rglob("*") if path.is_dir()]:
        if not any(path.is_dir() for path in place.iterdir()):
            for number in range(5):  # the most that a question requires of one type
                content = f"{place.relative_to(folder)} {number}"
                (place / f"{hashlib.sha256(content.encode()).hexdigest()[:9]}.pdf").write_text(content)
    book: Any = load_workbook(sheet)
    for worksheet in book.worksheets[3:]:
        for row in worksheet.iter_rows(min_row=2):
            if worksheet.sheet_state == "visible" and row[0].value:
                row[3].value = row[2].value
    book.save(sheet)
    assert 0 == invoke("attach", sheet, "--evidence-dir", folder, "-o", filled, "-q", *spoken).code
    outcome = invoke("evaluate", filled, "--evidence-dir", folder, "-f", "json", *spoken)
    data = data_of(outcome)

    assert (kla.maximum, kla.maximum, []) == (
        data["total"]["claimed"],
        data["total"]["supported"],
        data["missing_evidence"],
    )
    assert "[evidence-" not in outcome.err
