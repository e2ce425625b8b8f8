"""Make an evidence folder with a subfolder for each question. Existing files and folders are never changed."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kla_score.assessment.evidence_matching import code_of_folder
from kla_score.files.evidence_folder import GUIDE_FILE
from kla_score.files.reading import reason_of
from kla_score.instrument.evidence_entries import words_of
from kla_score.issues import Issue, KlaScoreError, Location, OutputError


class QuestionFolder(NamedTuple):
    """
    The folder for the question *code*: its *name*, and the content of its *guide*.

    *columns* has the possible names of each subfolder; the first is the one to make.
    """

    code: str
    name: str
    guide: bytes
    columns: Sequence[Sequence[str]] = ()


@contextlib.contextmanager
def question_folders(root: Path, wanted: Sequence[QuestionFolder]) -> Iterator[None]:
    """
    Make the folder *root* with the folders *wanted* that it lacks. Its parent must exist.

    An existing folder that begins with the code of a question is its folder. If the body of the ``with`` statement
    raises an exception, everything that was made is removed.

    Raises:
        KlaScoreError: *root* is a file.
        OutputError: A folder or file cannot be written.

    """
    made: list[Path] = []
    try:
        try:
            if root.exists() and not root.is_dir():
                raise KlaScoreError(Issue("file-is-not-a-folder", Location(str(root))))
            _make_folder(root, made)
            codes = {each.code.casefold(): each.code for each in wanted}
            existing = {code_of_folder(path.name, codes): path for path in sorted(root.iterdir()) if path.is_dir()}
            for each in wanted:
                _fill(existing.get(each.code, root / each.name), each, made)
        except OSError as error:
            location = Location(str(error.filename or root))
            raise OutputError(Issue("output-unwritable", location, found=reason_of(error))) from error
        yield
    except BaseException:
        for path in reversed(made):
            with contextlib.suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise


def _fill(folder: Path, wanted: QuestionFolder, made: list[Path]) -> None:
    if folder.is_symlink():  # it may lead anywhere, and its files would not count
        return
    _make_folder(folder, made)
    present = {words_of(path.name) for path in folder.iterdir()}
    for names in wanted.columns:
        if not present & {words_of(name) for name in names}:
            _make_folder(folder / names[0], made)
    guide = folder / GUIDE_FILE
    with contextlib.suppress(FileExistsError), guide.open("xb") as stream:
        made.append(guide)
        stream.write(wanted.guide)


def _make_folder(path: Path, made: list[Path]) -> None:
    if not path.is_dir():
        path.mkdir()
        made.append(path)
