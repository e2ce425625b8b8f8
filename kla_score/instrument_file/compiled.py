"""
Instruments that were in order, kept in the user's cache so that the next run need not parse and check them again.

What is kept is validated JSON, with a checksum, and its types are checked again when it is read. Its name is made of
the content of the file, the versions of the program and of Python, and the state of the modules that check
instruments: a changed file or program finds nothing. The folder can be deleted at any time; whatever goes wrong with
it, the file itself is read.
"""

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import kla_score
from kla_score.instrument import Instrument
from kla_score.instrument_file.plain_data import as_json, instrument_from
from kla_score.whole_file import write_whole

_KEPT: Final = 20
"""So many instruments are kept; the ones that were written first go."""
_CHECKING: Final = ("questions", "instrument_rules", "instrument_file", ".")
"""Folders of the package whose modules decide what is in order."""


def find_compiled(content: bytes) -> Instrument | None:
    """Give the instrument that the file with this *content* was found to be; None when that is not known."""
    try:
        digest, _, text = (_folder() / _name_of(content)).read_bytes().partition(b"\n")
        if digest.decode("ascii") == hashlib.sha256(text).hexdigest():
            return instrument_from(text)
    except (OSError, ValueError, RuntimeError):  # the last when nobody knows where the home folder is
        pass
    return None


def keep_compiled(content: bytes, instrument: Instrument) -> None:
    """Keep *instrument*, which the file with this *content* was found to be; where that is not possible, do not."""
    text = as_json(instrument)
    digest = hashlib.sha256(text).hexdigest().encode("ascii")
    with contextlib.suppress(OSError, RuntimeError):
        folder = _folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Nobody ever reads half of it, whoever else is writing.
        write_whole(folder / _name_of(content), [digest, b"\n", text])
        _tidy(folder)


def _tidy(folder: Path) -> None:
    """Delete what has not been written for longest."""
    found = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found[_KEPT:]:
        path.unlink(missing_ok=True)


def _name_of(content: bytes) -> str:
    """Name the file in the cache."""
    versions = (kla_score.__version__, sys.version, *_states())
    return hashlib.sha256(content + "\n".join(versions).encode("utf-8")).hexdigest() + ".json"


def _states() -> Iterator[str]:
    """Say for each module that checks instruments how large it is and when it was changed."""
    package = Path(__file__).parent.parent
    for name in _CHECKING:
        with os.scandir(package / name) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                if entry.name.endswith(".py"):
                    state = entry.stat()
                    yield f"{entry.name} {state.st_size} {state.st_mtime_ns}"


def _folder() -> Path:
    """Find where programs of this user keep what can be made again; ``KLA_SCORE_CACHE_DIR`` says otherwise."""
    if named := os.environ.get("KLA_SCORE_CACHE_DIR"):
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "kla-score"
