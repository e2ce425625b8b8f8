"""The marks in the document properties of workbooks that this program writes."""

from typing import Final

SHEET_OF: Final = "kla-score:{}/{}/{}"
"""A sheet to fill in: id, edition and fingerprint of its instrument."""
REPORT: Final = "kla-score:report"
"""A result, which has no cells to fill in."""
