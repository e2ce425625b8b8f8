"""The marks of workbooks that this program writes: in their document properties, and in the column of codes."""

from typing import Final

SHEET_OF: Final = "kla-score:{}/{}/{}"
"""A sheet to fill in: id, edition and fingerprint of its instrument."""
REPORT: Final = "kla-score:report"
"""A result, which has no cells to fill in."""
LIST: Final = "kla-score:list"
"""A list of villages and sub-districts."""
SUM_OF_INDICATOR: Final = "Σ"
"""In the column of codes: the points of the row are the sum of the questions below it. Readers skip the row."""
