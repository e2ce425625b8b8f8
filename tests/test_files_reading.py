"""Named files are read, or a message has the reason."""

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
    The function returns the content.
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


def test_an_unreadable_file_is_reported(tmp_path: Path) -> None:
    """
    A missing file, a folder, and an impossible name are reported.
    """
    codes = [refusal(tmp_path / "none"), refusal(tmp_path), refusal(Path("a\0b"))]

    assert codes == ["file-not-found", "file-is-folder", "file-unreadable"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_refused(tmp_path: Path) -> None:
    """
    The program does not read from a pipe, which may never end.
    """
    os.mkfifo(tmp_path / "pipe")

    assert refusal(tmp_path / "pipe") == "file-unreadable"
