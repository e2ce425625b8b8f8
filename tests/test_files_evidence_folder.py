"""Evidence folders on a real disk: the listed files, and the files that are never opened."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kla_score.files.evidence_folder import list_evidence
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument.evidence import EvidenceKind, Reference
from kla_score.issues import KlaScoreError
from kla_score.parts.carry_over import RowContent
from kla_score.template.writing import write_workbook
from tests.conftest import TINY, needs_links, needs_pipes


@pytest.fixture
def document(tiny: Instrument) -> EvidenceKind:
    return tiny.evidence_kind_by_id["document"]


def fill(folder: Path, **sizes: int) -> Path:
    """Write files with the given numbers of bytes into *folder*. ``__`` in a name means a subfolder."""
    folder.mkdir(exist_ok=True)
    for number, (name, size) in enumerate(sizes.items()):
        path = folder / f"{name.replace('__', '/')}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes([number]) * size)
    return folder


def verdict(folder: Path, text: str, kind: EvidenceKind, limit: int = 100) -> tuple[bool, str, str]:
    """Look up one name. Return whether it counts, its file and its issue."""
    found = list_evidence(folder, limit).look_up(Reference(text), kind)
    return found.counts, found.file, found.issue


def test_files_in_subfolders_are_listed(tmp_path: Path, document: EvidenceKind) -> None:
    """A name is relative to the folder, and may contain subfolders."""
    folder = fill(tmp_path / "bukti", a__b__sk=3)

    assert (True, "a/b/sk.pdf", "") == verdict(folder, "a\\B\\sk.pdf", document)


@pytest.mark.parametrize(
    ("size", "limit", "expected"),
    [
        (0, 1, "evidence-file-empty"),
        (1024 * 1024, 1, ""),
        (1024 * 1024 + 1, 1, "evidence-file-too-large"),
        (1024 * 1024 + 1, 2, ""),
    ],
)
def test_sizes_have_limits(size: int, limit: int, expected: str, tmp_path: Path, document: EvidenceKind) -> None:
    """An empty file is refused, and the limit itself is allowed."""
    folder = fill(tmp_path / "bukti", sk=size)

    assert expected == verdict(folder, "sk.pdf", document, limit)[2]


@needs_links
@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("nyata.pdf", (True, "tautan.pdf", "")),
        ("sub/../nyata.pdf", (True, "tautan.pdf", "")),
        ("../luar.pdf", (False, "tautan.pdf", "evidence-link-outside")),
        ("{outside}", (False, "tautan.pdf", "evidence-link-outside")),
        ("tidak-ada.pdf", (False, "tautan.pdf", "evidence-link-outside")),
        ("tautan.pdf", (False, "tautan.pdf", "evidence-link-outside")),
        ("rantai.pdf", (True, "tautan.pdf", "")),
        ("putus.pdf", (False, "tautan.pdf", "evidence-link-outside")),
        ("{inside}", (True, "tautan.pdf", "")),
        ("keluar/../nyata.pdf", (False, "tautan.pdf", "evidence-link-outside")),
        ("tidak-ada/../nyata.pdf", (False, "tautan.pdf", "evidence-link-outside")),
        ("../bukti/nyata.pdf", (False, "tautan.pdf", "evidence-link-outside")),
        ("sub/..", (False, "tautan.pdf", "evidence-link-outside")),
        ("sub", (False, "tautan.pdf", "evidence-link-outside")),
        ("keluar/luar.pdf", (False, "tautan.pdf", "evidence-link-outside")),
        ("kosong.pdf", (False, "tautan.pdf", "evidence-file-empty")),
    ],
)
def test_a_link_counts_as_the_file_of_the_folder_that_it_names(
    target: str, expected: tuple[bool, str, str], tmp_path: Path, document: EvidenceKind
) -> None:
    """A link to an outside, missing or circular target, to a folder, or through a linked folder is refused."""
    fill(tmp_path, luar=3)
    folder = fill(tmp_path / "bukti", nyata=3, kosong=0, sub__x=4)
    (folder / "keluar").symlink_to(tmp_path)
    (folder / "rantai.pdf").symlink_to("sub/../nyata.pdf")
    (folder / "putus.pdf").symlink_to("tautan.pdf")
    (folder / "tautan.pdf").symlink_to(target.format(outside=tmp_path / "luar.pdf", inside=folder / "nyata.pdf"))

    assert expected == verdict(folder, "tautan.pdf", document)


@needs_links
@pytest.mark.parametrize(("target", "counts"), [("../../nyata.pdf", True), ("../nyata.pdf", False), ("x.pdf", True)])
def test_a_link_is_relative_to_its_folder(target: str, counts: bool, tmp_path: Path, document: EvidenceKind) -> None:
    """Each step upwards leaves one folder."""
    folder = fill(tmp_path / "bukti", nyata=3, a__b__x=4)
    (folder / "a" / "b" / "tautan.pdf").symlink_to(target)

    assert counts == verdict(folder, "a/b/tautan.pdf", document)[0]


@needs_links
def test_a_link_has_the_content_of_its_file(tmp_path: Path) -> None:
    """A document and a link to it are one document, also if no other file has its size."""
    folder = fill(tmp_path / "bukti", nyata=3, lain=4)
    (folder / "tautan.pdf").symlink_to("nyata.pdf")
    contents = {each.name: each.content or each.name for each in list_evidence(folder).files}

    assert contents["nyata.pdf"] == contents["tautan.pdf"] != contents["lain.pdf"]


@needs_links
def test_a_linked_folder_is_not_searched(tmp_path: Path, document: EvidenceKind) -> None:
    """Files in a linked folder are not listed, so that a sheet cannot name them."""
    fill(tmp_path / "luar", sk=3)
    folder = fill(tmp_path / "bukti", x=3)
    (folder / "keluar").symlink_to(tmp_path / "luar")

    assert (False, "", "evidence-file-not-found") == verdict(folder, "keluar/sk.pdf", document)


@needs_pipes
def test_a_pipe_is_not_opened(tmp_path: Path, document: EvidenceKind) -> None:
    """Reading from a pipe could wait for ever."""
    folder = fill(tmp_path / "bukti", x=3)
    os.mkfifo(folder / "pipa.pdf")

    assert (False, "pipa.pdf", "evidence-file-unreadable") == verdict(folder, "pipa.pdf", document)


@pytest.mark.parametrize("name", [".sk.pdf", "~$sk.docx", "Thumbs.db", "desktop.ini"])
def test_files_that_programs_leave_behind_are_skipped(name: str, tmp_path: Path) -> None:
    """Hidden and lock files are not evidence, and are not reported as uncited."""
    folder = fill(tmp_path / "bukti")
    (folder / name).write_bytes(b"x")

    assert [] == list(list_evidence(folder).issues([]))


def test_the_sheet_itself_is_not_evidence(tmp_path: Path) -> None:
    """A sheet in the folder is not reported as uncited."""
    folder = fill(tmp_path / "bukti", sheet=3)

    assert [] == list(list_evidence(folder, apart=[folder / "sheet.pdf"]).issues([]))


def test_the_same_bytes_are_recognised(tmp_path: Path) -> None:
    """A copy has the digest of its original, and another file of the same size has another digest."""
    folder = fill(tmp_path / "bukti", a=70_000, lain=70_000)
    (folder / "b.pdf").write_bytes((folder / "a.pdf").read_bytes())
    contents = {file.name: file.content for file in list_evidence(folder).files}

    assert contents["a.pdf"] == contents["b.pdf"] != contents["lain.pdf"]


@pytest.mark.parametrize(("name", "expected"), [("tidak-ada", "folder-not-found"), ("sk.pdf", "file-is-not-a-folder")])
def test_a_path_without_a_folder_is_refused(name: str, expected: str, tmp_path: Path) -> None:
    """A wrong name does not count as an empty folder."""
    fill(tmp_path, sk=3)
    with pytest.raises(KlaScoreError) as raised:
        list_evidence(tmp_path / name)

    assert [expected] == [issue.code for issue in raised.value.issues]


WATCH = """
import os, sys
from kla_score.cli import main
seen = []
def watch(event, arguments):
    if event in {"open", "os.listdir", "os.scandir"} and isinstance(arguments[0], (str, bytes)):
        seen.append(os.fsdecode(arguments[0]))
sys.addaudithook(watch)
try:
    main(sys.argv[1:])
finally:
    with open(os.environ["SEEN"], "w", encoding="utf-8") as stream:
        stream.write("\\n".join(seen))
"""


@needs_links
def test_nothing_outside_is_opened(tmp_path: Path, tiny: Instrument) -> None:
    """The program opens only files in the folder, whatever the names and links, and its own files."""
    secret = fill(tmp_path / "rahasia", sk=3)
    folder = fill(tmp_path / "bukti", ada=3)
    (folder / "tautan.pdf").symlink_to(secret / "sk.pdf")
    (folder / "keluar").symlink_to(secret)
    texts = [f"../rahasia/sk.pdf; {secret / 'sk.pdf'}", "tautan.pdf", "keluar/sk.pdf", "file:///etc/hostname"]
    entries = {
        code: RowContent(question.maximum, {"document": text})
        for (code, question), text in zip(tiny.questions.items(), texts, strict=False)
    }
    sheet = tmp_path / "sheet.xlsx"
    sheet.write_bytes(write_workbook(tiny, Messages("id"), entries))
    seen = tmp_path / "seen.txt"
    command = [sys.executable, "-c", WATCH, "evaluate", str(sheet), "-i", str(TINY), "--evidence-dir", str(folder)]
    done = subprocess.run(command, env={**os.environ, "SEEN": str(seen)}, capture_output=True, check=False)  # noqa: S603
    opened = seen.read_text(encoding="utf-8").splitlines()

    assert 0 == done.returncode, done.stderr
    assert str(folder / "ada.pdf") in opened
    assert [] == [path for path in opened if "rahasia" in path or path.endswith(("tautan.pdf", "keluar", "hostname"))]
