"""How the document properties of our workbooks say what they are."""

from typing import Final

SHEET_OF: Final = "kla-score:{}/{}/{}"
"""A sheet to fill in: id, edition and fingerprint of its instrument."""
REPORT: Final = "kla-score:report"
"""A result, which has no cells to answer in."""
