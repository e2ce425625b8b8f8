"""Files that somebody named are read, or it is said why not."""

import os
from pathlib import Path

import pytest

from kla_score.files.reading import read_input
from kla_score.issues import Issue


def refusal(path: Path) -> str:
    content = read_input(path, 10)
    assert isinstance(content, Issue)
    return content.code


def test_a_file_is_read(tmp_path: Path) -> None:
    """
    What stands in it is given.
    """
    (tmp_path / "a").write_bytes(b"abc")

    assert read_input(tmp_path / "a", 10) == b"abc"


@pytest.mark.parametrize(("size", "code"), [(1_024, ""), (1_025, "file-too-large")])
def test_a_file_has_at_most_as_many_bytes_as_allowed(tmp_path: Path, size: int, code: str) -> None:
    """
    The limit itself is allowed, one byte more is not.
    """
    (tmp_path / "a").write_bytes(bytes(size))
    content = read_input(tmp_path / "a", 1_024)

    assert code == (content.code if isinstance(content, Issue) else "")


def test_what_cannot_be_read_is_reported(tmp_path: Path) -> None:
    """
    A missing file, a folder, and a name that no system knows.
    """
    codes = [refusal(tmp_path / "none"), refusal(tmp_path), refusal(Path("a\0b"))]

    assert codes == ["file-not-found", "file-is-folder", "file-unreadable"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """
    What may never end is not read.
    """
    os.mkfifo(tmp_path / "pipe")

    assert refusal(tmp_path / "pipe") == "file-unreadable"
