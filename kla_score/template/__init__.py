"""Write the self-assessment workbook."""

from kla_score.template.writing import write_workbook

__all__ = ["write_workbook"]
