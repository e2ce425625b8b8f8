"""Findings for people and editors: one line each, starting with its location."""

from typing import ClassVar

from kla_score.issues import N_
from kla_score.reports.document import Document, RenderTarget
from kla_score.reports.formats.base import OutputFormat
from kla_score.reports.issue_texts import finding_lines


class TextFormat(OutputFormat):
    """One line for each finding."""

    name: ClassVar = "text"
    description: ClassVar = N_("people, as `file:line:column level message [code]` in the language of `--lang`")
    position: ClassVar = 20
    is_for_results: ClassVar = False
    is_for_findings: ClassVar = True
    is_exact: ClassVar = False

    def render(self, document: Document, target: RenderTarget) -> str:
        """Return the findings of *document* as ``file:line:col level message [code]``."""
        del target
        return "".join(f"{line}\n" for line in finding_lines(document.findings, document.messages))
