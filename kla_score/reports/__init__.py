"""
Results for people and machines.

A result becomes one neutral `Document`; a format only ever sees a `Document`. A new format is one file beside this
one and one line in `FORMATS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from kla_score.reports import as_csv, as_findings, as_github, as_json, as_markdown, as_sarif, as_table
from kla_score.reports.batch_pages import batch_document, batch_line
from kla_score.reports.change_pages import changes_document
from kla_score.reports.comparison_pages import comparison_document
from kla_score.reports.document import Document, Surface
from kla_score.reports.instrument_pages import InstrumentPages
from kla_score.reports.issue_lines import finding_lines, issue_lines, issue_summary
from kla_score.reports.issue_page import issue_page
from kla_score.reports.kind_page import kind_page
from kla_score.reports.plan_pages import plan_document
from kla_score.reports.scorecard import scorecard_document
from kla_score.reports.scorecard_data import scorecard_data
from kla_score.reports.share_pages import shares_document
from kla_score.reports.todo import Grouping, todo_document
from kla_score.reports.validation import validation_document
from kla_score.scoring import Scorecard

__all__ = [
    "FILE_FORMATS",
    "FINDING_FORMATS",
    "FORMATS",
    "Document",
    "Format",
    "Grouping",
    "InstrumentPages",
    "Surface",
    "batch_document",
    "batch_line",
    "changes_document",
    "comparison_document",
    "finding_lines",
    "issue_lines",
    "issue_page",
    "issue_summary",
    "kind_page",
    "page_of",
    "plan_document",
    "scorecard_document",
    "scorecard_line",
    "shares_document",
    "todo_document",
    "validation_document",
    "workbook_of",
]


@dataclass(frozen=True, slots=True)
class Format:
    """
    One way to write a document: *render* gives text that ends in a line break.

    *suffix* is that of files in this format, or empty when it is for the screen alone. *is_exact* output is always
    UTF-8, whatever the terminal can show.
    """

    render: Callable[[Document, Surface], str]
    suffix: str = ""
    is_exact: bool = True


FORMATS: Final[Mapping[str, Format]] = {
    "table": Format(as_table.render, is_exact=False),
    "json": Format(as_json.render, ".json"),
    "csv": Format(as_csv.render, ".csv"),
    "markdown": Format(as_markdown.render, ".md"),
}
"""For results."""


def scorecard_line(scorecard: Scorecard) -> str:
    """Write *scorecard* for machines as one line of JSON."""
    return as_json.line(scorecard_data(scorecard))


def workbook_of(document: Document) -> bytes:
    """Write *document* as a workbook, a format for files alone."""
    from kla_score.reports import as_xlsx  # noqa: PLC0415 - the writer of workbooks is heavy

    return as_xlsx.render(document)


def page_of(document: Document) -> bytes:
    """Write *document* as a page for a browser, a format for files alone."""
    from kla_score.reports import as_html  # noqa: PLC0415 - templates are heavy

    return as_html.render(document)


FILE_FORMATS: Final[Mapping[str, Callable[[Document], bytes]]] = {".xlsx": workbook_of, ".html": page_of}
"""For files of results alone, by suffix."""

FINDING_FORMATS: Final[Mapping[str, Format]] = {
    "text": Format(as_findings.render, is_exact=False),
    "json": Format(as_json.render, ".json"),
    "github": Format(as_github.render),
    "sarif": Format(as_sarif.render, ".sarif"),
}
"""For results that consist of findings."""
