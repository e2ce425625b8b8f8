"""Files that somebody named are read, or it is said why not."""

import os
from pathlib import Path

import pytest

from kla_score.input_file import read_input
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


def test_no_more_is_read_than_shows_that_it_is_too_much(tmp_path: Path) -> None:
    """
    One byte over the limit is enough to know.
    """
    (tmp_path / "a").write_bytes(b"x" * 1_000)

    assert read_input(tmp_path / "a", 10) == b"x" * 11


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
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
