"""
The terminal as it is: how wide, what it can show, and how to write to it without failing.
"""

import errno
import os
import shutil
import sys
from typing import Final, TextIO

from kla_score.reports.document import Surface

NARROWEST: Final = 72
"""Columns that a table is given at least: on a narrower terminal lines wrap, but no digit is lost."""

_PLAIN: Final = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "−": "-",
        "…": "...",
        "“": '"',
        "”": '"',
        "’": "'",
        "≥": ">=",
        "≤": "<=",
        "×": "x",
        "→": "->",
        "\ufffd": "?",
    }
)


def surface_of(stream: TextIO) -> Surface:
    """Describe *stream*: 80 columns when that is not known, or the variable COLUMNS."""
    is_terminal = stream.isatty()
    width = shutil.get_terminal_size((80, 24)).columns
    # An old console of Windows shows escape sequences as they are; a modern one says so by a variable.
    is_modern = sys.platform != "win32" or any(name in os.environ for name in ("WT_SESSION", "TERM_PROGRAM", "ANSICON"))
    is_plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    can_style = is_terminal and is_modern and not is_plain
    return Surface(max(width, NARROWEST), _can_encode(stream, "─│–“”…"), can_style)


def write_text(stream: TextIO, text: str) -> None:
    """Write *text*; what the encoding of *stream* lacks is replaced by something near, never an error."""
    if not _can_encode(stream, text):
        encoding = stream.encoding or "ascii"
        text = text.translate(_PLAIN).encode(encoding, "replace").decode(encoding)
    stream.write(text)
    stream.flush()


def write_exact(stream: TextIO, text: str) -> None:
    """Write *text* as UTF-8 whatever the encoding of *stream* is: it is for a program, not for an eye."""
    stream.flush()
    stream.buffer.write(text.encode("utf-8", "replace"))
    stream.buffer.flush()


def _can_encode(stream: TextIO, text: str) -> bool:
    try:
        text.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def is_reader_gone(error: Exception) -> bool:
    """Tell whether *error* means that nobody reads any more (``| head``); Windows has another number for it."""
    return isinstance(error, OSError) and error.errno in {errno.EPIPE, errno.EINVAL} and error.filename is None


def fall_silent() -> None:
    """Stop writing after the reader has gone away (``| head``), so that the end of the program does not fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
