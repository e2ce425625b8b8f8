"""Pieces of formulas that every spreadsheet program since 2010 takes."""

from collections.abc import Iterable
from typing import Final

from kla_score.xlsx.style import writable

LONGEST_FORMULA: Final = 8_192
"""Characters that Excel takes for one formula."""
_LONGEST_LITERAL: Final = 127
"""Excel takes 255 characters between two quotation marks, and counts some signs twice."""


def quoted(text: str) -> str:
    """Write *text* as a text of a formula, in as many pieces as it needs."""
    text = writable(text)
    pieces = [text[start : start + _LONGEST_LITERAL] for start in range(0, len(text), _LONGEST_LITERAL)] or [""]
    literals = ['"' + piece.replace('"', '""') + '"' for piece in pieces]
    return literals[0] if len(literals) == 1 else f"({'&'.join(literals)})"


def without(text: str, signs: Iterable[str], instead: str = '" "') -> str:
    """Put *instead* for each of *signs* in *text*; all three are expressions."""
    for sign in signs:
        text = f"SUBSTITUTE({text},{sign},{instead})"
    return text


LINE_FEED, RETURN = "CHAR(10)", "CHAR(13)"
_BLANKS: Final = ("CHAR(9)", '"\u00a0"', '"\u202f"', '"\u3000"')
_INVISIBLE: Final = ('"\u200b"', '"\ufeff"')
"""Of the blanks and invisible characters that there are, those that come along when a text is copied into a cell."""


def normalized(text: str) -> str:
    """Give *text* with plain blanks for others, and without what nobody sees."""
    return without(without(text, _INVISIBLE, '""'), _BLANKS)


def trimmed(cell: str) -> str:
    """Give the text of *cell* without blanks around it, and one where there are several; line breaks are blanks."""
    return f"TRIM({without(normalized(cell), (LINE_FEED, RETURN))})"
