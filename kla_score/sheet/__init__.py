"""
The workbook: the blank sheet that people fill in (`writing`), and the reader of what they filled in.

Writing and reading share one layout (`kla_score.sheet.layout`). A user's workbook is never written to.
"""

from kla_score.sheet.reading import read_workbook

__all__ = ["read_workbook"]
