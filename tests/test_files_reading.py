"""Named files are read, or a message has the reason."""

import codecs
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kla_score.files.reading import decoded, read_input
from kla_score.issues import Issue, Location
from tests.conftest import needs_pipes


def refusal(path: Path) -> str:
    content = read_input(path, 10)
    assert isinstance(content, Issue)
    return content.code


def test_a_file_is_read(tmp_path: Path) -> None:
    """The function returns the content."""
    (tmp_path / "a").write_bytes(b"abc")

    assert read_input(tmp_path / "a", 10) == b"abc"


@pytest.mark.parametrize(("size", "code"), [(1_024, ""), (1_025, "file-too-large")])
def test_a_file_has_at_most_as_many_bytes_as_allowed(tmp_path: Path, size: int, code: str) -> None:
    """The limit itself is allowed, one byte more is not."""
    (tmp_path / "a").write_bytes(bytes(size))
    content = read_input(tmp_path / "a", 1_024)

    assert code == (content.code if isinstance(content, Issue) else "")


def test_an_unreadable_file_is_reported(tmp_path: Path) -> None:
    """A missing file, a folder, and impossible names are reported."""
    codes = [refusal(path) for path in (tmp_path / "none", tmp_path, Path("a\0b"), Path("x" * 5_000))]

    assert codes == ["file-not-found", "file-is-folder", "file-unreadable", "file-unreadable"]


@pytest.mark.parametrize(("name", "expected"), [("kla-2025.yaml", ("kla-2024.yaml",)), ("kla*.yml", ())])
def test_only_a_name_has_similar_ones(tmp_path: Path, name: str, expected: tuple[str, ...]) -> None:
    """A missing file has a suggestion. A pattern that matches nothing has none."""
    (tmp_path / "kla-2024.yaml").touch()
    found = read_input(tmp_path / name, 1)

    assert isinstance(found, Issue)
    assert expected == found.parameters["candidates"]


@needs_pipes
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """The program does not read from a pipe, which may never end."""
    os.mkfifo(tmp_path / "pipe")

    assert refusal(tmp_path / "pipe") == "file-is-device"


@needs_pipes
@pytest.mark.parametrize(("size", "expected"), [(1_024, 1_024), (1_025, "file-text-too-large")])
def test_text_may_come_from_a_pipe(size: int, expected: int | str, tmp_path: Path) -> None:
    """A shell passes the output of a command on like this: ``-i <(sed … kla.yaml)``. The limit stays."""
    os.mkfifo(tmp_path / "pipe")
    writer = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", f"open({str(tmp_path / 'pipe')!r}, 'wb').write(b'a' * {size})"]
    )
    content = read_input(tmp_path / "pipe", 1_024, is_text=True)
    writer.wait()

    assert expected == (content.code if isinstance(content, Issue) else len(content))


def test_a_device_is_no_text(tmp_path: Path) -> None:
    """A terminal or an endless stream of zeros is not waited for, whatever is expected."""
    del tmp_path
    content = read_input(Path(os.devnull), 10, is_text=True)

    assert isinstance(content, Issue)
    assert content.code == "file-is-device"


@pytest.mark.parametrize("size", [4, 100], ids=["small", "too large"])
@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b"])
def test_a_workbook_is_no_text(start: bytes, size: int, tmp_path: Path) -> None:
    """That is the reason, even if it is also too large."""
    (tmp_path / "a").write_bytes(start.ljust(size, b"\0"))
    content = read_input(tmp_path / "a", 10, is_text=True)

    assert Issue("file-is-workbook", Location(str(tmp_path / "a"))) == content


@pytest.mark.parametrize(
    "content",
    [
        *("Désa ½".encode(encoding) for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252")),
        codecs.BOM_UTF16_BE + "Désa ½".encode("utf-16-be"),
    ],
)
def test_text_has_the_encoding_of_any_spreadsheet_program(content: bytes) -> None:
    """UTF-16 needs a byte order mark. Bytes that are not UTF-8 are read as Windows-1252."""
    assert "Désa ½" == decoded(content)


@pytest.mark.parametrize(("name", "reason"), [("x" * 5_000, "ENAMETOOLONG"), ("a\0b", "")])
def test_the_reason_of_the_system_is_kept(name: str, reason: str) -> None:
    """An unreadable file has the name of the system's error, if there is one."""
    found = read_input(Path(name), 1)

    assert isinstance(found, Issue)
    assert ("file-unreadable", reason) == (found.code, found.found)
