"""Write the workbook that people fill in."""

from kla_score.template.writing import write_workbook

__all__ = ["write_workbook"]
