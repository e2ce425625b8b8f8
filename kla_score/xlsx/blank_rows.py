"""
Remove blank rows from the XML of a long worksheet before it is parsed.

If a whole column is formatted, a worksheet can have hundreds of thousands of such rows. Parsing each of their elements
is slow; a regular expression skips them fast. Rows that are not clearly blank are left for the parser.
"""

import re
from typing import Final

# Possessive quantifiers are avoided: Python before 3.11.5 matches too much with them. No text here has two matches, so
# there is no backtracking without them either.
_ATTRIBUTES: Final = rb'(?:\s+[\w:.-]+="[^"<>&]*"){0,40}\s*'
_BLANK_CELL: Final = rb"<c" + _ATTRIBUTES + rb"/>"
_BLANK_ROW: Final = re.compile(rb"<row" + _ATTRIBUTES + rb"(?:/>|>(?:" + _BLANK_CELL + rb"){0,16384}</row>)")
"""No worksheet has more cells in a row. A search stores each of them, so that millions would fill the memory."""
_UNNUMBERED_ROW: Final = re.compile(rb'<row(?=[\s/>])(?!(?:\s+[\w:.-]+="[^"<>&]*"){0,40}?\s+r="[1-9])')


def without_blank_rows(content: bytes) -> bytes:
    """
    Return the XML of a worksheet without its blank rows.

    The XML stays unchanged if a row has no number, because such rows are counted. It also stays unchanged if it has
    comments, CDATA sections or multi-byte characters, in which the same bytes mean something else.
    """
    if _may_mislead(content) or _UNNUMBERED_ROW.search(content):
        return content
    return _BLANK_ROW.sub(b"", content)


def _may_mislead(content: bytes) -> bool:
    """Return whether there are comments, CDATA sections, or multi-byte characters."""
    return b"<!" in content or b"\0" in content
