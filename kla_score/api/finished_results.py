"""Results of an interrupted batch: find those that are still valid, and read them instead of scoring again."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from kla_score.analysis.finished_record import FinishedRecord
from kla_score.files.reading import LARGEST, MEBIBYTE, read_input
from kla_score.instrument import Instrument
from kla_score.issues import Issue
from kla_score.scoring.summary import Summary

INPUTS: Final = "inputs_sha256"
"""The key of the hash in a result."""
NO_RESULTS: Final[Mapping[Path, Path]] = {}
_HEAD: Final = 4096
"""The hash is within so many bytes."""
_HASH: Final = re.compile(rf'"{INPUTS}": "([0-9a-f]{{64}})"'.encode())


def inputs_hash(options: str, sheet: str, sha256: str) -> str:
    """Return the hash of the *options*, the name of the *sheet* and the hash of its content."""
    return hashlib.sha256(f"{options}\0{sheet}\0{sha256}".encode("utf-8", "surrogateescape")).hexdigest()


def find_finished(folder: Path, sheets: Sequence[Path], options: str | None, largest: int) -> Mapping[Path, Path]:
    """
    Return the results in *folder* that are still valid, by their sheets.

    The sheet, of at most *largest* MiB, and the *options* must be the same.
    """
    known = {
        found[1].decode(): path
        for path in sorted(folder.glob("*.json"))
        if options and (found := _HASH.search(_head(path)))
    }
    finished = {}
    for sheet in sheets if known else ():
        content = read_input(sheet, largest * MEBIBYTE)
        if not isinstance(content, Issue):
            key = inputs_hash(options or "", str(sheet), hashlib.sha256(content).hexdigest())
            if key in known:
                finished[sheet] = known[key]
    return finished


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError:
        return b""


def read_finished(path: Path, instrument: Instrument) -> tuple[Summary, str] | None:
    """Return the summary of a result and its text, or None if it cannot be used, so that the sheet is scored again."""
    content = read_input(path, LARGEST * MEBIBYTE)
    if isinstance(content, Issue):
        return None
    try:
        text = content.decode("utf-8")
        summary = FinishedRecord.model_validate(json.loads(text, parse_float=Decimal)).summary
    except (ValueError, RecursionError, ArithmeticError):  # pydantic's error is a ValueError, too
        return None
    return (summary, text) if summary.fits(instrument) else None
