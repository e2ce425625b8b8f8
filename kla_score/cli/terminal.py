"""
The terminal as it is: how wide, what it can show, and how to write to it without failing.
"""

import contextlib
import errno
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final, TextIO

from kla_score.files.reading import reason_of
from kla_score.i18n import without_commands
from kla_score.issues import Issue, Location, OutputError
from kla_score.reports.document import PLAIN_SIGNS, RenderTarget

NARROWEST: Final = 72
"""Columns that a table is given at least: on a narrower terminal lines wrap, but no digit is lost."""


class Color(StrEnum):
    """When text may be bold or faint."""

    AUTO = "auto"
    """On a terminal that can, unless a variable says otherwise."""
    ALWAYS = "always"
    NEVER = "never"


def render_target_of(stream: TextIO, color: Color = Color.AUTO) -> RenderTarget:
    """Describe *stream*: 80 columns when that is not known, or the variable COLUMNS."""
    width = shutil.get_terminal_size((80, 24)).columns
    return RenderTarget(max(width, NARROWEST), _can_encode(stream, "─│–“”…"), _may_style(stream, color))


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
    """
    Write *text*; what the encoding of *stream* lacks is replaced by something near, never an error.

    No line of it is a command to a forge that reads the log.

    Raises:
        ReaderGoneError: nobody reads *stream* any more.
        OutputError: it cannot be written to.

    """
    text = without_commands(text)
    if not _can_encode(stream, text):
        encoding = stream.encoding or "ascii"
        text = text.translate(PLAIN_SIGNS).encode(encoding, "replace").decode(encoding)
    with _failing_in_words(stream):
        stream.write(text)
        stream.flush()


def write_exact(stream: TextIO, chunks: Iterable[str]) -> None:
    """
    Write the *chunks* of a text as UTF-8 whatever the encoding of *stream* is: it is for a program, not for an eye.

    Raises:
        ReaderGoneError: nobody reads *stream* any more.
        OutputError: it cannot be written to.

    """
    with _failing_in_words(stream):
        stream.flush()
        for chunk in chunks:
            stream.buffer.write(chunk.encode("utf-8", "replace"))
        stream.buffer.flush()


def _can_encode(stream: TextIO, text: str) -> bool:
    try:
        text.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


class ReaderGoneError(Exception):
    """Nobody reads any more (``| head``): no fault of anybody's."""


@contextlib.contextmanager
def _failing_in_words(stream: TextIO) -> Iterator[None]:
    """Name *stream* when it fails, and write nothing more to it: the end of the program would fail again."""
    try:
        yield
    except OSError as error:
        with contextlib.suppress(OSError):  # not every stream is one of the system
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if error.errno in {errno.EPIPE, errno.EINVAL}:  # the latter on Windows
            raise ReaderGoneError from error
        name = "stderr" if stream is sys.stderr else "stdout"
        raise OutputError(Issue("output-unwritable", Location(name), found=reason_of(error))) from error
