"""Wrap the issues on stderr at the width of the terminal."""

import os
import re
import shutil
import textwrap
from collections.abc import Iterable
from typing import Final, TextIO

_NARROWEST: Final = 40
_INDENT: Final = "    "
_GLUE: Final = "\0"
_UNBREAKABLE: Final = re.compile(r"`[^`]+`|“[^”]+”|^\w+: (?:[A-Za-z]:)?[^:]+\.[A-Za-z]\w*(?=[:,] )")
"""Commands, quoted text and the file at the start of a line."""


def wrap_lines(lines: Iterable[str], stream: TextIO) -> list[str]:
    """
    Return *lines* wrapped between words for *stream*, with the rest of each line indented.

    Lines are wrapped on a terminal, and wherever the variable ``COLUMNS`` is set. In a file or a pipe each line stays
    whole, so that a search finds the message and its code together. Commands, quoted text and the name of the file are
    not broken.
    """
    if not (stream.isatty() or os.environ.get("COLUMNS")):
        return list(lines)
    width = max(shutil.get_terminal_size((80, 24)).columns, _NARROWEST)
    return [each for line in lines for each in _wrap(line, width)]


def _wrap(line: str, width: int) -> list[str]:
    glued = _UNBREAKABLE.sub(lambda found: found[0].replace(" ", _GLUE), line)
    wrapped = textwrap.wrap(glued, width, subsequent_indent=_INDENT, break_long_words=False, break_on_hyphens=False)
    return [each.replace(_GLUE, " ") for each in wrapped]
