"""
Rows in which nothing stands, taken out of the XML of a long sheet before it is parsed.

Somebody formats a whole column, and a sheet has hundreds of thousands of such rows. A parser walks each of their
elements; this passes over them at the speed of a search. Whatever is not plainly blank is left for the parser.
"""

import re
from typing import Final

# No possessive quantifiers: Python before 3.11.5 matches too much with them. Nothing here can be matched in two ways,
# so that there is nothing to go back for either.
_ATTRIBUTES: Final = rb'(?:\s+[\w:.-]+="[^"<>&]*"){0,40}\s*'
_BLANK_CELL: Final = rb"<c" + _ATTRIBUTES + rb"/>"
_BLANK_ROW: Final = re.compile(rb"<row" + _ATTRIBUTES + rb"(?:/>|>(?:" + _BLANK_CELL + rb"){0,16384}</row>)")
"""No sheet has more cells in a row; a search remembers each, so that millions would fill the memory."""
_UNNUMBERED_ROW: Final = re.compile(rb'<row(?=[\s/>])(?!(?:\s+[\w:.-]+="[^"<>&]*"){0,40}?\s+r="[1-9])')


def without_blank_rows(content: bytes) -> bytes:
    """
    Give the XML of a sheet without its blank rows.

    Only when every row says its number, since others are counted; and not when there are comments or quoted
    stretches, or signs of more than one byte, in which the same bytes mean something else.
    """
    if _may_mislead(content) or _UNNUMBERED_ROW.search(content):
        return content
    return _BLANK_ROW.sub(b"", content)


def _may_mislead(content: bytes) -> bool:
    """Tell whether there are comments, quoted stretches, or signs of more than one byte."""
    return b"<!" in content or b"\0" in content
