"""Findings for people and for editors: a line each, with its place in front."""

from kla_score.reports.document import Document, Surface
from kla_score.reports.issue_texts import finding_lines


def render(document: Document, _: Surface) -> str:
    """Write the findings of *document* as ``file:line:col level message [code]``."""
    return "".join(f"{line}\n" for line in finding_lines(document.findings, document.messages))
