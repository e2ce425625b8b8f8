"""Files are written whole or not at all."""

import contextlib
import errno
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kla_score.files.writing import (
    addresses_from,
    check_folder,
    check_outputs,
    make_folder,
    output_folder,
    write_outputs,
)
from kla_score.i18n import Messages
from kla_score.issues import OutputError


def refusal(path: Path, inputs: tuple[Path, ...] = (), *, force: bool = False) -> str:
    """Return the issue code of the refusal to write *path*, which the issue names."""
    with pytest.raises(OutputError) as caught:
        write_outputs({path: [b"new"]}, inputs, force=force)
    assert str(path) == caught.value.issues[0].location.file
    return caught.value.issues[0].code


def test_a_new_file_is_written(tmp_path: Path) -> None:
    """The file contains the content."""
    write_outputs({tmp_path / "a.json": [b"new"]})

    assert (tmp_path / "a.json").read_bytes() == b"new"


def test_no_other_file_remains(tmp_path: Path) -> None:
    """No temporary file remains."""
    write_outputs({tmp_path / "a.json": [b"new"]})

    assert ["a.json"] == [path.name for path in tmp_path.iterdir()]


def test_an_existing_file_is_kept(tmp_path: Path) -> None:
    """Without --force the command keeps an existing file."""
    path = tmp_path / "a.json"
    path.write_bytes(b"old")

    assert ("output-exists", b"old") == (refusal(path), path.read_bytes())


def test_force_replaces_an_existing_file(tmp_path: Path) -> None:
    """With --force the command replaces an existing file."""
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    write_outputs({path: [b"new"]}, force=True)

    assert path.read_bytes() == b"new"


def test_an_input_is_never_a_target(tmp_path: Path) -> None:
    """An input is protected even with --force, and under another spelling of its path."""
    path = tmp_path / "sheet.json"
    path.write_bytes(b"old")

    assert refusal(tmp_path / "." / "sheet.json", (path,), force=True) == "output-is-input"


def test_a_missing_input_is_not_the_target(tmp_path: Path) -> None:
    """An existing output is not mistaken for an input that does not exist."""
    (tmp_path / "a.json").write_bytes(b"old")
    write_outputs({tmp_path / "a.json": [b"new"]}, (tmp_path / "missing.xlsx",), force=True)

    assert b"new" == (tmp_path / "a.json").read_bytes()


def test_a_folder_is_refused_as_target(tmp_path: Path) -> None:
    """A folder with that name is refused."""
    assert refusal(tmp_path, force=True) == "file-is-folder"


def test_a_name_that_is_too_long_is_reported(tmp_path: Path) -> None:
    """The system cannot create such a file."""
    assert refusal(tmp_path / ("x" * 300 + ".json")) == "output-unwritable"


def test_an_output_named_twice_is_refused(tmp_path: Path) -> None:
    """Two results cannot be in one file."""
    with pytest.raises(OutputError) as caught:
        check_outputs([tmp_path / "a.json", tmp_path / "a.json"])

    assert caught.value.issues[0].code == "output-repeated"


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    """The program creates no folders for an output."""
    assert refusal(tmp_path / "none" / "a.json") == "output-unwritable"


LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")


@pytest.fixture
def link(tmp_path: Path) -> Path:
    """Make a link ``a/link.json`` to the file ``b/target.json``."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    (tmp_path / "b" / "target.json").write_bytes(b"old")
    path = tmp_path / "a" / "link.json"
    path.symlink_to(Path("..", "b", "target.json"))
    return path


@LINKS
def test_the_target_of_a_link_is_written(link: Path) -> None:
    """The link stays, and its target has the new content."""
    write_outputs({link: [b"new"]}, force=True)

    assert (True, b"new") == (link.is_symlink(), (link.parents[1] / "b" / "target.json").read_bytes())


@LINKS
def test_no_temporary_file_remains_beside_a_link_or_its_target(link: Path) -> None:
    """No temporary file remains beside the link or its target."""
    write_outputs({link: [b"new"]}, force=True)

    assert ["link.json", "target.json"] == sorted(path.name for path in link.parents[1].glob("*/*"))


@LINKS
def test_a_link_with_a_generated_name_is_replaced(link: Path) -> None:
    """The user has not named such a link, so that it must not lead out of the folder."""
    write_outputs({link: [b"new"]}, force=True, are_our_names=True)

    assert (False, b"old") == (link.is_symlink(), (link.parents[1] / "b" / "target.json").read_bytes())


@LINKS
def test_a_link_counts_as_an_existing_file(link: Path) -> None:
    """Without --force the target of a link stays unchanged."""
    assert "output-exists" == refusal(link)


@LINKS
def test_an_input_is_refused_as_target_of_a_link(link: Path) -> None:
    """Writing would replace the input like any other file."""
    assert "output-is-input" == refusal(link, (link.parents[1] / "b" / "target.json",), force=True)


@LINKS
@pytest.mark.parametrize("target", ["none.json", "none/none.json", "loop.json"])
@pytest.mark.parametrize("force", [False, True])
def test_a_broken_link_is_reported(target: str, force: bool, tmp_path: Path) -> None:
    """A circular link is reported, too, and no file is written."""
    path = tmp_path / "loop.json"
    path.symlink_to(target)

    assert "output-link-broken" == refusal(path, force=force)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are kept otherwise on Windows")
def test_a_result_has_the_rights_of_a_new_file(tmp_path: Path) -> None:
    """Other users can read a result like any new file."""
    (tmp_path / "usual").write_bytes(b"")
    write_outputs({tmp_path / "a.json": [b"new"]})

    assert (tmp_path / "usual").stat().st_mode == (tmp_path / "a.json").stat().st_mode


MODES = [0o600, 0o640, 0o444, 0o666, 0o755]


@pytest.mark.skipif(sys.platform == "win32", reason="rights are kept otherwise on Windows")
@pytest.mark.parametrize("mode", MODES, ids=map(oct, MODES))
@pytest.mark.parametrize("is_link", [False, True], ids=["", "behind a link"])
def test_a_replaced_file_keeps_its_rights(is_link: bool, mode: int, tmp_path: Path) -> None:
    """A result that was kept from others, or shared with them, stays so."""
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    path.chmod(mode)
    named = tmp_path / "link.json" if is_link else path
    if is_link:
        named.symlink_to(path)
    write_outputs({named: [b"new"]}, force=True)

    assert (oct(mode), b"new") == (oct(path.stat().st_mode & 0o777), path.read_bytes())


@LINKS
def test_a_replaced_link_gives_no_rights(link: Path) -> None:
    """Nobody has named it, so neither the rights of the link nor those of its target count."""
    (link.parents[1] / "b" / "target.json").chmod(0o777)
    (link.parent / "usual").write_bytes(b"")
    write_outputs({link: [b"new"]}, force=True, are_our_names=True)

    assert (link.parent / "usual").stat().st_mode == link.stat().st_mode


def full_disk() -> Iterator[bytes]:
    """Give a part of a content, then the error of a full disk."""
    yield b"new"
    raise OSError(errno.ENOSPC, "")


def test_all_files_are_written_or_none(tmp_path: Path) -> None:
    """If the last of several files cannot be written, the others are as before, and nothing is left behind."""
    (tmp_path / "a.json").write_bytes(b"old")
    contents = {tmp_path / "a.json": [b"new"], tmp_path / "b.csv": [b"new"], tmp_path / "c.html": full_disk()}
    with pytest.raises(OutputError) as caught:
        write_outputs(contents, force=True)

    assert (str(tmp_path / "c.html"), "ENOSPC") == (caught.value.issues[0].location.file, caught.value.issues[0].found)
    assert [("a.json", b"old")] == [(path.name, path.read_bytes()) for path in tmp_path.iterdir()]


def test_a_content_is_made_after_the_one_before_it(tmp_path: Path) -> None:
    """Memory never has the contents of two files."""
    made: list[str] = []

    def content(name: str) -> Iterator[bytes]:
        made.append(f"{name} of {len(list(tmp_path.iterdir()))}")
        yield b""

    write_outputs({tmp_path / name: content(name) for name in ("a", "b")})

    assert ["a of 1", "b of 2"] == made


@pytest.mark.parametrize("check", [check_folder, make_folder])
def test_a_file_is_no_folder(check: Callable[[Path], None], tmp_path: Path) -> None:
    """It is refused before any work as when the folder is made, with a reason in words."""
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(OutputError) as caught:
        check(tmp_path / "a")
    expected = "The program cannot write the file. A file already has this name."

    assert expected == Messages("en").what(caught.value.issues[0])


@pytest.mark.parametrize(("has_folder", "has_error"), [(False, False), (False, True), (True, True)])
def test_a_new_folder_does_not_outlive_a_failure(has_folder: bool, has_error: bool, tmp_path: Path) -> None:
    """If its files cannot be written, it is as if nothing had been asked for."""
    folder = tmp_path / "parts"
    if has_folder:
        folder.mkdir()
    content = full_disk() if has_error else iter([b"new"])
    with contextlib.suppress(OutputError), output_folder(folder):
        write_outputs({folder / "a.xlsx": content})

    assert (has_folder or not has_error) is folder.exists()
    assert has_error is not (folder / "a.xlsx").exists()


def test_a_folder_is_checked_without_being_made(tmp_path: Path) -> None:
    """Only its parent has to be there."""
    check_folder(tmp_path / "new")
    with pytest.raises(OutputError):
        check_folder(tmp_path / "none" / "new")

    assert [] == list(tmp_path.iterdir())


ADDRESSES = [
    ("out.xlsx", "sheet.xlsx", "sheet.xlsx"),
    ("reports/out.xlsx", "sheets/kota a.xlsx", "../sheets/kota%20a.xlsx"),
    ("out.xlsx", "sheets/javascript:x#y?.xlsx", "sheets/javascript%3Ax%23y%3F.xlsx"),
    ("out.xlsx", "é.xlsx", "%C3%A9.xlsx"),
]


@pytest.mark.parametrize(("output", "source", "expected"), ADDRESSES)
def test_an_input_has_an_address_relative_to_the_output(
    output: str, source: str, expected: str, tmp_path: Path
) -> None:
    """The address is relative, with all special characters encoded."""
    path = tmp_path / source

    assert {path.name: expected} == addresses_from(tmp_path / output, [path])


def test_inputs_of_the_same_name_have_no_address(tmp_path: Path) -> None:
    """A missing link is better than a link to the wrong file."""
    sheets = [tmp_path / "a" / "s.xlsx", tmp_path / "b" / "s.xlsx", tmp_path / "t.xlsx"]

    assert {"t.xlsx": "t.xlsx"} == addresses_from(tmp_path / "r.xlsx", sheets)


def test_the_same_output_by_another_way_is_noticed(tmp_path: Path) -> None:
    """The program notices it before it writes a file."""
    (tmp_path / "a").mkdir()
    with pytest.raises(OutputError) as caught:
        check_outputs([tmp_path / "x.json", tmp_path / "a" / ".." / "x.json"])

    assert "output-repeated" == caught.value.issues[0].code
