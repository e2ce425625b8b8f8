"""Pieces of formulas that every spreadsheet program since 2010 works out alike."""

from typing import Final

LONGEST_FORMULA: Final = 8_192
"""Characters that Excel takes for one formula."""
_LONGEST_LITERAL: Final = 255
"""Characters that Excel takes between two quotation marks."""


def quoted(text: str) -> str:
    """Write *text* as a text of a formula, in as many pieces as it needs."""
    pieces = [text[start : start + _LONGEST_LITERAL] for start in range(0, len(text), _LONGEST_LITERAL)] or [""]
    literals = ['"' + piece.replace('"', '""') + '"' for piece in pieces]
    return literals[0] if len(literals) == 1 else f"({'&'.join(literals)})"


def trimmed(cell: str) -> str:
    """Give the text of *cell* without blanks around it; non-breaking ones and tabs are blanks."""
    return f'TRIM(SUBSTITUTE(SUBSTITUTE({cell},"\u00a0"," "),CHAR(9)," "))'
