"""
Findings as annotations of GitHub Actions, after the plain list: a run shows at most ten annotations per level.

GitHub reads commands from the log of a run, so no text from a file may look like one.
"""

from collections.abc import Mapping
from typing import ClassVar, Final

from kla_score.i18n import OLD_COMMAND, Messages, without_commands
from kla_score.issues import N_, Issue, Severity
from kla_score.reports.document import Document, RenderTarget
from kla_score.reports.formats.base import OutputFormat
from kla_score.reports.formats.text import TextFormat
from kla_score.reports.issue_texts import sentence

_COMMANDS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


class GithubFormat(OutputFormat):
    """The plain list, and a command for each error and warning, on request also for each note."""

    name: ClassVar = "github"
    description: ClassVar = N_("GitHub Actions, as the lines of `text` and then commands for annotations")
    position: ClassVar = 90
    is_for_results: ClassVar = False
    is_for_findings: ClassVar = True

    def render(self, document: Document, target: RenderTarget) -> str:
        """Return the plain list, without accidental commands, and then the commands for the findings of *document*."""
        annotated = [each for each in document.findings if target.every_note or each.severity is not Severity.NOTE]
        commands = "".join(f"{_command(issue, document.messages)}\n" for issue in annotated)
        return without_commands(TextFormat().render(document, target)) + commands.replace(OLD_COMMAND, "## [")


def _command(issue: Issue, messages: Messages) -> str:
    properties = {
        "file": issue.location.file.replace("\\", "/"),
        "line": str(issue.location.line or ""),
        "col": str(issue.location.column or ""),
        "title": issue.code,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    return f"::{_COMMANDS[issue.severity]} {listed}::{_data(sentence(issue, messages))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
