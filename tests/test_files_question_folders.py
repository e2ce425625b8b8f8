"""The evidence folder that the program makes: it is extended, and nothing in it is changed."""

import os
import sys
from pathlib import Path

import pytest

from kla_score import api
from kla_score.files.evidence_folder import GUIDE_FILE
from kla_score.files.question_folders import QuestionFolder, question_folders
from kla_score.issues import KlaScoreError
from tests.conftest import needs_links

FIRST = QuestionFolder("1.1", "1.1 Peraturan", b"isi\r\n")
SECOND = QuestionFolder("1.2a", "1.2a Pelatihan", b"isi\r\n", [("Dokumen", "Document"), ("Foto", "Photo")])


def tree(root: Path) -> list[str]:
    """Return the paths of all files and folders below *root*."""
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*"))


def make(root: Path, *wanted: QuestionFolder) -> list[str]:
    with question_folders(root, wanted):
        pass
    return tree(root)


ALL = [
    *("1.1 Peraturan", f"1.1 Peraturan/{GUIDE_FILE}", "1.2a Pelatihan", "1.2a Pelatihan/Dokumen"),
    *("1.2a Pelatihan/Foto", f"1.2a Pelatihan/{GUIDE_FILE}"),
]


def test_a_folder_is_made_for_each_question(tmp_path: Path) -> None:
    """Each question has a folder with a guide, and subfolders for several columns."""
    assert ALL == make(tmp_path / "bukti", FIRST, SECOND)


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    """Folders stay as they are, and guides keep their content."""
    root = tmp_path / "bukti"
    make(root, FIRST, SECOND)
    guide = root / "1.1 Peraturan" / GUIDE_FILE
    guide.write_bytes(b"diubah")

    assert (ALL, b"diubah") == (make(root, FIRST, SECOND), guide.read_bytes())


def test_a_renamed_folder_is_extended(tmp_path: Path) -> None:
    """A folder that begins with the code is the folder of the question, also with a subfolder in the other language."""
    root = tmp_path / "bukti"
    (root / "1.2A training" / "Photo").mkdir(parents=True)
    expected = ["1.2A training", "1.2A training/Dokumen", f"1.2A training/{GUIDE_FILE}", "1.2A training/Photo"]

    assert expected == make(root, SECOND)


def test_a_guide_is_never_evidence(tmp_path: Path) -> None:
    """The check of the evidence folder does not list guides."""
    root = tmp_path / "bukti"
    make(root, FIRST)
    (root / "1.1 Peraturan" / "petunjuk.TXT").write_bytes(b"x")
    (root / "1.1 Peraturan" / "petunjuk teknis.txt").write_bytes(b"x")

    assert ["1.1 Peraturan/petunjuk teknis.txt"] == [file.name for file in api.list_evidence(root).files]


@pytest.mark.parametrize("is_old", [False, True])
def test_a_failure_removes_everything_that_was_made(is_old: bool, tmp_path: Path) -> None:
    """If the workbook cannot be written afterwards, only what existed before remains."""
    root = tmp_path / "bukti"
    if is_old:
        (root / "1.1 Peraturan").mkdir(parents=True)
    before = tree(tmp_path)
    with pytest.raises(ZeroDivisionError), question_folders(root, [FIRST, SECOND]):
        raise ZeroDivisionError

    assert before == tree(tmp_path)


def test_a_file_instead_of_the_folder_is_an_error(tmp_path: Path) -> None:
    """The error names the file, and the file stays."""
    root = tmp_path / "bukti"
    root.write_bytes(b"x")
    with pytest.raises(KlaScoreError) as caught:
        make(root, FIRST)

    assert ("file-is-not-a-folder", b"x") == (caught.value.issues[0].code, root.read_bytes())


@pytest.mark.parametrize(("root", "obstacle"), [("bukti", "bukti/1.2a Pelatihan"), ("a/b", "file")])
def test_a_folder_that_cannot_be_made_is_an_error(root: str, obstacle: str, tmp_path: Path) -> None:
    """A file in the place of a folder, or a missing parent folder: nothing is made."""
    (tmp_path / obstacle).parent.mkdir(exist_ok=True)
    (tmp_path / obstacle).write_bytes(b"x")
    before = tree(tmp_path)
    with pytest.raises(KlaScoreError) as caught:
        make(tmp_path / root, FIRST, SECOND)

    assert ("output-unwritable", before) == (caught.value.issues[0].code, tree(tmp_path))


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the user can write everywhere")
def test_a_folder_without_permission_is_an_error(tmp_path: Path) -> None:
    """Nothing is made."""
    root = tmp_path / "bukti"
    root.mkdir(mode=0o555)
    with pytest.raises(KlaScoreError) as caught:
        make(root, FIRST)

    assert ("output-unwritable", []) == (caught.value.issues[0].code, tree(root))


@needs_links
def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    """The folder that a link leads to stays empty. A link in the place of a guide stays, too."""
    root, outside = tmp_path / "bukti", tmp_path / "luar"
    root.mkdir()
    outside.mkdir()
    (root / "1.1 tautan").symlink_to(outside)
    (root / "1.2a x").mkdir()
    (root / "1.2a x" / GUIDE_FILE).symlink_to(tmp_path / "baru.txt")
    make(root, FIRST, SECOND)

    assert ([], False) == (tree(outside), (tmp_path / "baru.txt").exists())
