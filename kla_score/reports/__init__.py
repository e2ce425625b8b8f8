"""
Results for people and machines.

A result becomes one neutral `Document`; a format only ever sees a `Document`. A new format is one file beside this
one and one line in `FORMATS`. Whatever is asked for here is loaded when it is first used.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from kla_score.lazy import names_of
from kla_score.reports.document import Document, Surface

if TYPE_CHECKING:
    from kla_score.reports.batch_pages import batch_document, batch_line, batch_records
    from kla_score.reports.change_pages import changes_document
    from kla_score.reports.comparison_pages import comparison_document
    from kla_score.reports.instrument_pages import InstrumentPages
    from kla_score.reports.issue_page import issue_document
    from kla_score.reports.issue_texts import finding_lines, issue_lines, issue_summary
    from kla_score.reports.kind_page import kind_document
    from kla_score.reports.machine_scorecard import scorecard_records
    from kla_score.reports.plan_pages import plan_document
    from kla_score.reports.scorecard import scorecard_document
    from kla_score.reports.share_pages import shares_document
    from kla_score.reports.todo import Grouping, todo_document
    from kla_score.reports.validation import validation_document

__all__ = [
    "FILE_FORMATS",
    "FINDING_FORMATS",
    "FORMATS",
    "Document",
    "FileFormat",
    "Format",
    "Grouping",
    "InstrumentPages",
    "Surface",
    "batch_document",
    "batch_line",
    "batch_records",
    "changes_document",
    "comparison_document",
    "finding_lines",
    "issue_document",
    "issue_lines",
    "issue_summary",
    "kind_document",
    "page_of",
    "plan_document",
    "scorecard_document",
    "scorecard_records",
    "shares_document",
    "todo_document",
    "validation_document",
    "workbook_of",
]

__getattr__ = names_of(
    __name__,
    {
        **dict.fromkeys(("batch_document", "batch_line", "batch_records"), "kla_score.reports.batch_pages"),
        "changes_document": "kla_score.reports.change_pages",
        "comparison_document": "kla_score.reports.comparison_pages",
        "InstrumentPages": "kla_score.reports.instrument_pages",
        **dict.fromkeys(("finding_lines", "issue_lines", "issue_summary"), "kla_score.reports.issue_texts"),
        "issue_document": "kla_score.reports.issue_page",
        "kind_document": "kla_score.reports.kind_page",
        "plan_document": "kla_score.reports.plan_pages",
        "scorecard_document": "kla_score.reports.scorecard",
        "scorecard_records": "kla_score.reports.machine_scorecard",
        "shares_document": "kla_score.reports.share_pages",
        **dict.fromkeys(("Grouping", "todo_document"), "kla_score.reports.todo"),
        "validation_document": "kla_score.reports.validation",
    },
)


@dataclass(frozen=True, slots=True)
class Format:
    """
    One way to write a document: `render` of *module*, beside this one, gives text, whole or piece by piece.

    It ends in a line break. *suffix* is that of files in this format, or empty when it is for the screen alone.
    *is_exact* output is always UTF-8, whatever the terminal can show. *is_for_machines* tells that it holds nothing of
    a document but its data or its records.
    """

    module: str
    suffix: str = ""
    is_exact: bool = True
    is_for_machines: bool = False

    def render(self, document: Document, surface: Surface) -> str:
        """Write *document* as *surface* wants it."""
        return "".join(self.pieces(document, surface))

    def pieces(self, document: Document, surface: Surface) -> Iterable[str]:
        """Write *document* as *surface* wants it, one piece after the other."""
        render = cast("Callable[[Document, Surface], str | Iterator[str]]", _renderer(self.module))
        text = render(document, surface)
        return [text] if isinstance(text, str) else text


@dataclass(frozen=True, slots=True)
class FileFormat:
    """One way to write a document to a file alone: `render` of *module*, beside this one, gives its content."""

    module: str

    def render(self, document: Document) -> bytes:
        """Write *document*."""
        return cast("Callable[[Document], bytes]", _renderer(self.module))(document)


def _renderer(module: str) -> object:
    return import_module(f"{__name__}.{module}").render


FORMATS: Final[Mapping[str, Format]] = {
    "table": Format("as_table", is_exact=False),
    "json": Format("as_json", ".json", is_for_machines=True),
    "csv": Format("as_csv", ".csv", is_for_machines=True),
    "markdown": Format("as_markdown", ".md"),
}
"""For results."""

FILE_FORMATS: Final[Mapping[str, FileFormat]] = {".xlsx": FileFormat("as_xlsx"), ".html": FileFormat("as_html")}
"""For files of results alone, by suffix."""


def workbook_of(document: Document) -> bytes:
    """Write *document* as a workbook."""
    return FILE_FORMATS[".xlsx"].render(document)


def page_of(document: Document) -> bytes:
    """Write *document* as a page for a browser."""
    return FILE_FORMATS[".html"].render(document)


FINDING_FORMATS: Final[Mapping[str, Format]] = {
    "text": Format("as_findings", is_exact=False),
    "json": Format("as_json", ".json"),
    "github": Format("as_github"),
    "sarif": Format("as_sarif", ".sarif"),
}
"""For results that consist of findings."""
