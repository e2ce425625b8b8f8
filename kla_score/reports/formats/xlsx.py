"""Workbooks for spreadsheets."""

from typing import ClassVar

from kla_score.issues import N_
from kla_score.reports.document import Document, RenderTarget
from kla_score.reports.formats.base import OutputFormat


class XlsxFormat(OutputFormat):
    """A workbook with a sheet for each table, and one with charts."""

    name: ClassVar = "xlsx"
    description: ClassVar = N_("further work: charts, all questions, missing evidence by agency, all issues")
    position: ClassVar = 60
    suffix: ClassVar = ".xlsx"
    is_for_screen: ClassVar = False

    def render(self, document: Document, target: RenderTarget) -> bytes:
        """Return *document* as a workbook, whatever *target* is."""
        del target
        from kla_score.reports.rendering.workbook import write  # noqa: PLC0415 - openpyxl loads slowly

        return write(document)
