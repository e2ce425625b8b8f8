"""
The workbook: the blank sheet that people fill in, and the reader of what they filled in.

Writing and reading share one layout (`kla_score.workbook.layout`). A user's workbook is never written to.
"""

from kla_score.entries import Entry
from kla_score.workbook.reading import read_workbook
from kla_score.workbook.writing import write_workbook

__all__ = ["Entry", "read_workbook", "write_workbook"]
