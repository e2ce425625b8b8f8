"""A failing operating system: it refuses or interrupts calls of some kinds below one folder."""

import _pyio  # type: ignore[import-not-found]
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Self

import pytest

from tests.conftest import TINY
from tests.workbooks import make_workbook, sheet_text

OLD: Final = b"old"
"""The old content of an output file."""
FORM: Final = "-i in/tiny.yaml"

KINDS: Final = ("open", "read", "write", "fsync", "close", "replace", "stat", "lstat", "scandir", "listdir", "mkdir")
"""The functions of `os` that can fail. ``unlink`` always works, since the cleanup needs it."""


class System:
    """
    Count the calls of the *kinds* below *folder*, and raise an error at the call with this *number*.

    *error* is an error number, an interruption, or wrong content for a read. The error comes before the call, or after
    it if *done*. If it *lasts*, all later calls fail, too. ``open`` is the version written in Python, which calls `os`
    for each piece that it reads or writes.
    """

    def __init__(
        self,
        folder: Path,
        number: int,
        error: int | type[BaseException] | bytes,
        kinds: tuple[str, ...] = KINDS,
        *,
        done: bool = False,
        lasts: bool = False,
    ) -> None:
        self.calls = 0
        self._folder, self._number, self._error, self._kinds = folder.absolute(), number, error, kinds
        self._done, self._lasts = done, lasts
        self._descriptors: set[int] = set()
        self._patch = pytest.MonkeyPatch()

    def __enter__(self) -> Self:
        for name in KINDS:
            self._patch.setattr(os, name, self._failing(name, getattr(os, name)))
        for module in ("builtins", "io", "_io"):
            self._patch.setattr(f"{module}.open", _pyio.open)
        return self

    def __exit__(self, *_: object) -> None:
        self._patch.undo()

    @property
    def is_reached(self) -> bool:
        """Whether the call with this number has happened."""
        return self.calls >= self._number

    def _failing(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def failing(target: Any = ".", *arguments: Any, **options: Any) -> Any:
            if not self._is_watched(target):
                return call(target, *arguments, **options)
            is_hit = name in self._kinds and self._is_hit()
            if is_hit and isinstance(self._error, bytes):
                return self._error
            # The system closes the file even if the call fails.
            if is_hit and not self._done and name != "close":
                raise self._failure(target)
            try:
                result = call(target, *arguments, **options)
            except OSError:
                if is_hit:
                    raise self._failure(target) from None
                raise
            if name == "open":
                self._descriptors.add(result)
            if name == "close":
                self._descriptors.discard(target)
            if is_hit:
                getattr(result, "close", lambda: None)()
                raise self._failure(target)
            return result

        return failing

    def _is_watched(self, target: Any) -> bool:
        if isinstance(target, int):
            return target in self._descriptors
        return Path(os.fsdecode(target)).absolute().is_relative_to(self._folder)

    def _is_hit(self) -> bool:
        self.calls += 1
        return self.calls == self._number or (self._lasts and self.is_reached)

    def _failure(self, target: Any) -> BaseException:
        if isinstance(self._error, type):
            return self._error()
        assert isinstance(self._error, int)
        named = () if isinstance(target, int) else (os.fspath(target),)
        return OSError(self._error, os.strerror(self._error), *named)


class Workshop:
    """A folder with all inputs, outputs and temporary files of commands."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.inputs, self.outputs, self.spare = (root / name for name in ("in", "out", "tmp"))
        self.inputs.mkdir()
        (self.inputs / "sheets").mkdir()
        for number, name in enumerate("AB", start=1):
            text = sheet_text("kota", name, "P", "", [5, number, 0, 0, 0, 0, 0])
            make_workbook(self.inputs / "sheets" / f"{name}.xlsx", text)
        (self.inputs / "evidence").mkdir()
        for name in ("a", "b", "c"):
            (self.inputs / "evidence" / f"{name}.pdf").write_bytes(b"%PDF")
        shutil.copyfile(TINY, self.inputs / "tiny.yaml")
        newer = TINY.read_text(encoding="utf-8").replace('edition: "1"', 'edition: "2"')
        (self.inputs / "newer.yaml").write_text(newer, encoding="utf-8")
        (self.inputs / "roster.csv").write_text("name,kind\nA,kota\nB,kota\n", encoding="utf-8")
        self._state = self._state_of_inputs()
        self.reset(())

    def reset(self, files: Sequence[str]) -> None:
        """Restore the state before a command, with an old file for each of its outputs."""
        for folder in (self.outputs, self.spare):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        for name in files:
            (self.outputs / name).write_bytes(OLD)

    @property
    def is_untouched(self) -> bool:
        """Whether the inputs are unchanged."""
        return self._state == self._state_of_inputs()

    def _state_of_inputs(self) -> Mapping[str, tuple[int, int]]:
        states = {str(path): path.stat() for path in sorted(self.inputs.rglob("*"))}
        return {name: (state.st_size, state.st_mtime_ns) for name, state in states.items()}

    def left_behind(self) -> Sequence[str]:
        """Return the temporary files. Empty files may be openpyxl's, which marks them for deletion a moment later."""
        hidden = [path.name for path in self.root.rglob(".*")]
        return sorted([*hidden, *(path.name for path in self.spare.iterdir() if path.stat().st_size)])


def is_whole(path: Path) -> bool:
    """Return whether a result is complete."""
    content = path.read_bytes()
    try:
        match path.suffix:
            case ".xlsx":
                with zipfile.ZipFile(path) as archive:
                    return archive.testzip() is None and "[Content_Types].xml" in archive.namelist()
            case ".html":
                return content.endswith(b"</html>\n")
            case ".jsonl":
                return all(isinstance(json.loads(line), dict) for line in content.splitlines(keepends=True))
            case _:
                return bool(json.loads(content))
    except (zipfile.BadZipFile, ValueError):
        return False
