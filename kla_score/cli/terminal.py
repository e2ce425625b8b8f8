"""The terminal: its width, its capabilities, and safe writing."""

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

NARROWEST: Final = 60
"""The minimum width of a table in columns. On a narrower terminal lines wrap, so that no digit is lost."""


class Color(StrEnum):
    """When text may be bold or faint."""

    AUTO = "auto"
    """On a terminal with styles, unless a variable decides otherwise."""
    ALWAYS = "always"
    NEVER = "never"


def render_target_of(stream: TextIO, color: Color = Color.AUTO) -> RenderTarget:
    """Return the render target of *stream*, with the variable COLUMNS or 80 columns if the width is unknown."""
    width = shutil.get_terminal_size((80, 24)).columns
    return RenderTarget(max(width, NARROWEST), _can_encode(stream, "─│–“”…"), _may_style(stream, color))


def _may_style(stream: TextIO, color: Color) -> bool:
    """
    Return whether *stream* gets escape sequences. The option counts first, then the usual variables.

    ``NO_COLOR`` and ``FORCE_COLOR`` count if they are not empty, and ``NO_COLOR`` takes precedence.
    """
    if color is not Color.AUTO:
        return color is Color.ALWAYS
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    # An old Windows console prints escape sequences literally. A modern one sets one of these variables.
    is_modern = sys.platform != "win32" or any(name in os.environ for name in ("WT_SESSION", "TERM_PROGRAM", "ANSICON"))
    return stream.isatty() and is_modern and os.environ.get("TERM") != "dumb"


def write_text(stream: TextIO, text: str) -> None:
    """
    Write *text*. Characters that the encoding of *stream* lacks are replaced by similar ones.

    No line of the output is a command for a CI host that reads the log.

    Raises:
        ReaderGoneError: The reader of *stream*, which is not stderr, has closed it.
        OutputError: *stream* cannot be written to.

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
    Write the *chunks* of a text as UTF-8, whatever the encoding of *stream*, because a program reads them.

    Raises:
        ReaderGoneError: The reader of *stream* has closed it.
        OutputError: *stream* cannot be written to.

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
    """The reader has closed the stream (``| head``), which is not an error."""


def discard_rest(stream: TextIO) -> None:
    """Discard what *stream* has not written yet. Otherwise the exit of the program would fail again."""
    with contextlib.suppress(OSError):  # not every stream has a file descriptor
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@contextlib.contextmanager
def _failing_in_words(stream: TextIO) -> Iterator[None]:
    """Name *stream* in its errors, and write nothing more to it. A closed stderr is ignored."""
    try:
        yield
    except OSError as error:
        discard_rest(stream)
        if error.errno in {errno.EPIPE, errno.EINVAL}:  # Windows raises EINVAL
            if stream is sys.stderr:  # nobody reads the messages, but the result still matters
                return
            raise ReaderGoneError from error
        name = "stderr" if stream is sys.stderr else "stdout"
        raise OutputError(Issue("output-unwritable", Location(name), found=reason_of(error))) from error
