"""
The workbook: the blank sheet that people fill in, and the reader of what they filled in.

Writing and reading share one layout (`kla_score.workbook.layout`). A user's workbook is never written to.
"""

from typing import TYPE_CHECKING

from kla_score.lazy import names_of

if TYPE_CHECKING:
    from kla_score.workbook.reading import read_workbook
    from kla_score.workbook.writing import write_workbook

__all__ = ["read_workbook", "write_workbook"]

__getattr__ = names_of(__name__, {"read_workbook": f"{__name__}.reading", "write_workbook": f"{__name__}.writing"})
