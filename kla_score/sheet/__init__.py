"""
Read a filled-in workbook. A user's workbook is never written to.

Writing and reading share one layout (`kla_score.sheet.layout`); `kla_score.template` writes the blank workbook.
"""

from kla_score.sheet.reading import NO_TITLES, read_workbook

__all__ = ["NO_TITLES", "read_workbook"]
