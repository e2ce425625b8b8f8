"""Documents for word processors."""

from typing import ClassVar

from kla_score.issues import N_
from kla_score.reports.document import Document, RenderTarget
from kla_score.reports.formats.base import OutputFormat


class DocxFormat(OutputFormat):
    """A document with headings, tables and room for a letterhead and a signature."""

    name: ClassVar = "docx"
    description: ClassVar = N_("letters and meetings: a Word document to edit, print and sign")
    position: ClassVar = 80
    suffix: ClassVar = ".docx"
    is_for_screen: ClassVar = False
    is_only_for_reports: ClassVar = True
    library: ClassVar = ("docx", "python-docx")

    def render(self, document: Document, target: RenderTarget) -> bytes:
        """Return *document* as a Word document, whatever *target* is."""
        del target
        from kla_score.reports.rendering.word import write  # noqa: PLC0415 - an optional library that loads slowly

        return write(document)
