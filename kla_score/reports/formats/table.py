"""Tables for the screen."""

from typing import ClassVar

from kla_score.issues import N_
from kla_score.reports.document import Document, RenderTarget
from kla_score.reports.formats.base import OutputFormat


class TableFormat(OutputFormat):
    """Facts, tables and notes as text of a given width."""

    name: ClassVar = "table"
    description: ClassVar = N_("people, on the screen")
    position: ClassVar = 10
    ends_with_answer: ClassVar = True
    is_exact: ClassVar = False

    def render(self, document: Document, target: RenderTarget) -> str:
        """Return *document* in lines that fit *target*."""
        from kla_score.reports.rendering.rich_table import draw  # noqa: PLC0415 - rich loads slowly

        return draw(document, target)
