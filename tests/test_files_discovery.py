"""Finding sheets: nothing of a folder is left out in silence, and no link leads anywhere."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from kla_score.files.discovery import find_sheets, read_names


def issues_of(folder: Path, used: Sequence[Path] = ()) -> dict[str, tuple[object, object]]:
    """Give number and names of the files of each issue."""
    issues = find_sheets([str(folder)], used)[1]
    return {issue.code: (issue.parameters["count"], issue.parameters["files"]) for issue in issues}


LISTS = {
    "lines": (b"a.xlsx\nb c.xlsx\n", False, ["a.xlsx", "b c.xlsx"]),
    "lines of Windows": (b'\xef\xbb\xbfa.xlsx\r\n\r\n"b.xlsx"\r\n', False, ["a.xlsx", "b.xlsx"]),
    "ends with NUL": (b"a.xlsx\0 b\n.xlsx\0", True, ["a.xlsx", " b\n.xlsx"]),
    "no end": (b"a.xlsx\0b.xlsx", True, ["a.xlsx", "b.xlsx"]),
    "nothing": (b"", True, []),
}


@pytest.mark.parametrize("is_stdin", [False, True], ids=["a file", "stdin"])
@pytest.mark.parametrize(("content", "is_null_separated", "expected"), LISTS.values(), ids=LISTS)
def test_a_list_has_names(
    content: bytes,
    is_null_separated: bool,
    expected: Sequence[str],
    is_stdin: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each name comes from a line, or ends with NUL, so that it may have blanks around it and line breaks."""
    path = tmp_path / "list"
    path.write_bytes(content)
    with path.open(encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)

        assert expected == read_names(Path("-") if is_stdin else path, is_null_separated=is_null_separated)


def test_a_list_of_any_number_of_names_is_read(tmp_path: Path) -> None:
    """A nation has 84,000 villages."""
    path = tmp_path / "list"
    path.write_text("".join(f"desa/{number}.xlsx\n" for number in range(84_000)), encoding="utf-8")

    assert 84_000 == len(read_names(path))


SUBMISSIONS = (
    *("a.csv", "a.zip", "a.pdf", "a.xltx", "a.et", "a.numbers", "a.docx", "a.tmp", "a.rar", "a.7z", "a.jpg"),
    *("A.PDF", "a.xlsx.part", "a", "a.xml"),
)


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_what_may_be_a_submission_is_a_warning(name: str, tmp_path: Path) -> None:
    """It is no sheet by its name, but somebody may have sent it as one."""
    (tmp_path / name).touch()

    assert {"files-not-workbooks": (1, (name,))} == issues_of(tmp_path)


@pytest.mark.parametrize(
    "name", ["~$a.xlsx", ".a.xlsx", ".DS_Store", ".~lock.a.xlsx#", "Thumbs.db", "desktop.ini", "a.txt", "last.json"]
)
def test_what_is_no_submission_is_a_note(name: str, tmp_path: Path) -> None:
    """Hidden files, locks, and results of the program need no action."""
    (tmp_path / name).touch()

    assert {"files-passed-over": (1, (name,))} == issues_of(tmp_path)


def test_both_are_told_apart(tmp_path: Path) -> None:
    """The files of the one are not among those of the other, in subfolders as well; sheets are in neither."""
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("a.xlsx", "a.pdf", "~$a.xlsx", "b/b.zip", "b/b.xlsm", ".git/c.pdf"):
        (tmp_path / name).touch()
    expected = {"files-not-workbooks": (2, ("a.pdf", "b.zip")), "files-passed-over": (2, ("c.pdf", "~$a.xlsx"))}

    assert expected == issues_of(tmp_path)
    assert ["a.xlsx", "b.xlsm"] == [path.name for path in find_sheets([str(tmp_path)])[0]]


def test_of_many_the_first_are_named(tmp_path: Path) -> None:
    """With the number of all."""
    for number in range(9):
        (tmp_path / f"{number}.pdf").touch()

    assert {"files-not-workbooks": (9, tuple(f"{number}.pdf" for number in range(5)))} == issues_of(tmp_path)


def test_a_file_that_is_used_otherwise_is_no_submission(tmp_path: Path) -> None:
    """A roster beside the sheets is known."""
    for name in ("roster.csv", "other.csv"):
        (tmp_path / name).touch()

    assert {"files-not-workbooks": (1, ("other.csv",))} == issues_of(tmp_path, [tmp_path / "roster.csv"])


def test_a_file_that_is_named_is_taken(tmp_path: Path) -> None:
    """Whatever it is called: it is read, and the reason is told then."""
    path = tmp_path / "a.pdf"
    path.touch()

    assert ([path], []) == find_sheets([str(path)])


def test_a_pattern_leaves_out_the_same_files(tmp_path: Path) -> None:
    """As a folder does."""
    for name in ("a.xlsx", "a.pdf", "~$a.xlsx"):
        (tmp_path / name).touch()
    expected = {"files-not-workbooks": (1, ("a.pdf",)), "files-passed-over": (1, ("~$a.xlsx",))}

    assert expected == issues_of(tmp_path / "*")


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """A folder with a sheet and two links: to a folder elsewhere with a sheet, and to itself."""
    folder, elsewhere = tmp_path / "sheets", tmp_path / "elsewhere"
    for each in (folder, elsewhere):
        each.mkdir()
        (each / f"{each.name}.xlsx").touch()
    try:
        (folder / "link").symlink_to(elsewhere, target_is_directory=True)
        (folder / "loop").symlink_to(folder, target_is_directory=True)
    except OSError:
        pytest.skip(f"no links on {sys.platform}")
    return folder


def test_a_folder_behind_a_link_is_named(linked: Path) -> None:
    """It is not searched, so that no loop and no folder of somebody else is."""
    assert ["sheets.xlsx"] == [path.name for path in find_sheets([str(linked)])[0]]
    assert {"folders-behind-links": (2, ("link", "loop"))} == issues_of(linked)


def test_a_link_that_is_named_is_searched(linked: Path) -> None:
    """What the hint says helps."""
    sheets, issues = find_sheets([str(linked / "link")])

    assert (["elsewhere.xlsx"], []) == ([path.name for path in sheets], issues)


def test_a_hidden_link_is_hidden(linked: Path) -> None:
    """As any hidden file."""
    for name in ("link", "loop"):
        (linked / name).rename(linked / f".{name}")

    assert {"files-passed-over": (2, (".link", ".loop"))} == issues_of(linked)


def test_a_link_to_a_file_is_a_file(tmp_path: Path) -> None:
    """A sheet behind a link is scored."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "sheets").mkdir()
    target = tmp_path / "elsewhere" / "a.xlsx"
    target.touch()
    try:
        (tmp_path / "sheets" / "a.xlsx").symlink_to(target)
    except OSError:
        pytest.skip(f"no links on {sys.platform}")

    assert ([tmp_path / "sheets" / "a.xlsx"], []) == find_sheets([str(tmp_path / "sheets")])
