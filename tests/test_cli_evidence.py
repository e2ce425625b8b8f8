"""``--evidence-dir``: scoring with an evidence folder."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.parts.carry_over import RowContent
from kla_score.template.writing import write_workbook
from tests.conftest import TINY, Runner, data_of, needs_links

TEXTS = {
    "1.1": {"document": "sk.pdf"},
    "1.2a": {"document": "../../rahasia.pdf; salinan.pdf", "photo": "tautan.pdf"},
    "1.10": {"figure": "12"},
    "2.1": {"photo": "kosong.pdf"},
    "2.2": {"photo": "ada"},
    "3.2": {"document": "tidak-ada.pdf"},
}


@pytest.fixture
def sheet(tmp_path: Path, tiny: Instrument) -> Path:
    """Write a sheet with all points and one file of every sort, and its evidence folder."""
    folder = tmp_path / "bukti"
    folder.mkdir()
    for name, content in {"sk": b"%PDF 1", "salinan": b"%PDF 1", "kosong": b"", "sisa": b"%PDF 22"}.items():
        (folder / f"{name}.pdf").write_bytes(content)
    (tmp_path / "luar.pdf").write_bytes(b"%PDF")
    (folder / "tautan.pdf").symlink_to("../luar.pdf")
    entries = {code: RowContent(question.maximum, TEXTS.get(code, {})) for code, question in tiny.questions.items()}
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(write_workbook(tiny, Messages("id"), entries))
    return path


@needs_links
def test_each_problem_is_one_clear_line(sheet: Path, run: Runner) -> None:
    """Outside path, outside link, empty file, copy, missing and uncited file: one line each."""
    outcome = run("evaluate", sheet, "-i", TINY, "--evidence-dir", sheet.parent / "bukti")
    lines = [
        line.partition(":")[0] + line.rpartition(" ")[2] for line in outcome.err.splitlines() if "[evidence-" in line
    ]

    assert 0 == outcome.code
    assert sorted(lines) == [
        "note[evidence-file-uncited]",
        "warning[evidence-content-repeated]",
        "warning[evidence-file-empty]",
        "warning[evidence-file-not-found]",
        "warning[evidence-link-outside]",
        "warning[evidence-outside]",
        "warning[evidence-word-not-counted]",
    ]


@needs_links
def test_statuses_are_in_the_data(sheet: Path, run: Runner) -> None:
    """The data has the status of every document and the number of files in the folder."""
    data = data_of(run("evaluate", sheet, "-i", TINY, "--evidence-dir", sheet.parent / "bukti", "-f", "json", "-q"))
    statuses = {
        question["code"]: [item["status"] for item in question["evidence"]]
        for cluster in data["clusters"]
        for indicator in cluster["indicators"]
        for question in indicator["questions"]
    }
    folder = {
        "name": "bukti",
        "files": 5,
        "cited": 4,
        "references": {"found": 2, "not_found": 1, "rejected": 3},
    }
    expected = {
        "1.1": ["found"],
        "1.2a": ["rejected", "found", "rejected"],
        "1.10": ["referenced"],
        "2.1": ["rejected"],
        "2.2": ["missing", "missing", "declared"],
        "3.1": [],
        "3.2": ["not_found"],
    }

    assert (folder, expected) == (data["evidence_folder"], statuses)


@needs_links
def test_the_headline_counts_the_files(sheet: Path, run: Runner) -> None:
    """The headline counts the files of the folder, the cited files, and the names without a usable file."""
    arguments = ("evaluate", sheet, "-i", TINY, "--evidence-dir", sheet.parent / "bukti", "-q", "-f", "markdown")
    lines = run(*arguments).out.splitlines()

    assert "- **Evidence folder:** bukti: 5 files, 4 cited files, 1 name not found, 3 names rejected" in lines


@needs_links
def test_references_without_a_file_are_reported(sheet: Path, run: Runner) -> None:
    """The full list of missing evidence contains the unusable files."""
    outcome = run("evaluate", sheet, "-i", TINY, "--evidence-dir", sheet.parent / "bukti", "-q", "-v", "-f", "markdown")

    assert "(cited but not counted: ../../rahasia.pdf)" in " ".join(outcome.out.split())


@needs_links
def test_a_plan_starts_from_the_evidence_folder(sheet: Path, run: Runner) -> None:
    """A document without its file appears as a step."""
    plain = data_of(run("plan", sheet, "-i", TINY, "--target", "20", "-f", "json", "-q"))
    strict = data_of(
        run("plan", sheet, "-i", TINY, "--target", "20", "-f", "json", "-q", "--evidence-dir", sheet.parent / "bukti")
    )

    assert strict["before"] < plain["before"]
    assert len(strict["steps"]) > len(plain["steps"])


@pytest.mark.parametrize(
    ("name", "expected"), [("tidak-ada", "folder-not-found"), ("sheet.xlsx", "file-is-not-a-folder")]
)
def test_a_missing_folder_ends_the_command(name: str, expected: str, sheet: Path, run: Runner) -> None:
    """Without the folder, all evidence would appear missing, so that no sheet is scored."""
    outcome = run("evaluate", sheet, "-i", TINY, "--evidence-dir", sheet.parent / name)

    assert (2, "") == (outcome.code, outcome.out)
    assert f" [{expected}]" in outcome.err


def test_a_wrong_folder_is_one_line(tmp_path: Path, run: Runner) -> None:
    """If no file is found, one message names the folder instead of every file."""
    example = Path(__file__).parent.parent / "examples" / "kabupaten-contoh-2024.xlsx"
    (tmp_path / "lain").mkdir()
    outcome = run("evaluate", example, "--evidence-dir", tmp_path / "lain")

    assert 1 == outcome.err.count("[evidence-")


def test_the_largest_size_can_be_chosen(tmp_path: Path, tiny: Instrument, run: Runner) -> None:
    """A file above the limit is refused, and counts with a higher limit."""
    folder = tmp_path / "bukti"
    folder.mkdir()
    (folder / "sk.pdf").write_bytes(b"x" * (1024 * 1024 + 1))
    code = next(iter(tiny.questions))
    sheet = tmp_path / "sheet.xlsx"
    sheet.write_bytes(write_workbook(tiny, Messages("id"), {code: RowContent(Decimal(1), {"document": "sk.pdf"})}))
    supported = [
        data_of(
            run(
                *("evaluate", sheet, "-i", TINY, "-f", "json", "-q"),
                *("--evidence-dir", folder, "--max-evidence-size", size),
            )
        )["total"]["supported"]
        for size in ("1", "2")
    ]

    assert supported == [0, 1]


def test_the_link_of_a_word_leads_to_its_file(tmp_path: Path, tiny: Instrument, run: Runner) -> None:
    """A word with a link counts as the file that the link names."""
    folder = tmp_path / "bukti"
    folder.mkdir()
    (folder / "SK 1.pdf").write_bytes(b"%PDF")
    code = next(iter(tiny.questions))
    sheet = tmp_path / "sheet.xlsx"
    sheet.write_bytes(write_workbook(tiny, Messages("id"), {code: RowContent(Decimal(1), {"document": "ada"})}))
    book: Any = load_workbook(sheet)
    (cell,) = [cell for each in book.worksheets for row in each.iter_rows() for cell in row if cell.value == "ada"]
    cell.hyperlink = "SK%201.pdf"
    cell.value = "ada"
    book.save(sheet)
    data = data_of(run("evaluate", sheet, "-i", TINY, "-f", "json", "-q", "--evidence-dir", folder))

    assert 1 == data["total"]["supported"]
