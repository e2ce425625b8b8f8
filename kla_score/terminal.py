"""
The terminal as it is: how wide, what it can show, and how to write to it without failing.
"""

import errno
import os
import shutil
import sys
from enum import StrEnum
from typing import Final, TextIO

from kla_score.reports.document import PLAIN_SIGNS, Surface

NARROWEST: Final = 72
"""Columns that a table is given at least: on a narrower terminal lines wrap, but no digit is lost."""


class Color(StrEnum):
    """When text may be bold or faint."""

    AUTO = "auto"
    """On a terminal that can, unless a variable says otherwise."""
    ALWAYS = "always"
    NEVER = "never"


def surface_of(stream: TextIO, color: Color = Color.AUTO) -> Surface:
    """Describe *stream*: 80 columns when that is not known, or the variable COLUMNS."""
    width = shutil.get_terminal_size((80, 24)).columns
    return Surface(max(width, NARROWEST), _can_encode(stream, "─│–“”…"), _may_style(stream, color))


def _may_style(stream: TextIO, color: Color) -> bool:
    """
    Decide whether *stream* gets escape sequences: the option first, then the variables people agreed on.

    ``NO_COLOR`` and ``FORCE_COLOR`` count when they are not empty, and of the two the former wins.
    """
    if color is not Color.AUTO:
        return color is Color.ALWAYS
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    # An old console of Windows shows escape sequences as they are; a modern one says so by a variable.
    is_modern = sys.platform != "win32" or any(name in os.environ for name in ("WT_SESSION", "TERM_PROGRAM", "ANSICON"))
    return stream.isatty() and is_modern and os.environ.get("TERM") != "dumb"


def write_text(stream: TextIO, text: str) -> None:
    """Write *text*; what the encoding of *stream* lacks is replaced by something near, never an error."""
    if not _can_encode(stream, text):
        encoding = stream.encoding or "ascii"
        text = text.translate(PLAIN_SIGNS).encode(encoding, "replace").decode(encoding)
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
