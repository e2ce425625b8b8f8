"""Parts of formulas that every spreadsheet program since 2010 accepts."""

from collections.abc import Iterable
from typing import Final

from kla_score.xlsx.style import writable

LONGEST_FORMULA: Final = 8_192
"""The maximum number of characters of a formula in Excel."""
_LONGEST_LITERAL: Final = 127
"""Excel accepts 255 characters in a literal, and counts some characters twice."""


def quoted(text: str) -> str:
    """Return *text* as a literal of a formula, in as many parts as necessary."""
    text = writable(text)
    pieces = [text[start : start + _LONGEST_LITERAL] for start in range(0, len(text), _LONGEST_LITERAL)] or [""]
    literals = ['"' + piece.replace('"', '""') + '"' for piece in pieces]
    return literals[0] if len(literals) == 1 else f"({'&'.join(literals)})"


def without(text: str, signs: Iterable[str], instead: str = '" "') -> str:
    """Return *text* with *instead* for each of *signs*; all three are expressions."""
    for sign in signs:
        text = f"SUBSTITUTE({text},{sign},{instead})"
    return text


LINE_FEED, RETURN = "CHAR(10)", "CHAR(13)"
_BLANKS: Final = ("CHAR(9)", '"\u00a0"', '"\u202f"', '"\u3000"')
_INVISIBLE: Final = ('"\u200b"', '"\ufeff"')
"""The blanks and invisible characters that are often copied into a cell with a text."""


def normalized(text: str) -> str:
    """Return *text* with plain blanks and without invisible characters."""
    return without(without(text, _INVISIBLE, '""'), _BLANKS)


def trimmed(cell: str) -> str:
    """Return the text of *cell* without surrounding and repeated blanks; line breaks count as blanks."""
    return f"TRIM({without(normalized(cell), (LINE_FEED, RETURN))})"
