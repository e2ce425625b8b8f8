"""
Findings as annotations of GitHub Actions, behind the plain list: a run shows ten annotations of a level at most.

The log of a run is read for commands, so nothing from a file may look like one.
"""

from collections.abc import Mapping
from typing import Final

from kla_score.i18n import OLD_COMMAND, Messages, without_commands
from kla_score.issues import Issue, Severity
from kla_score.reports.document import Document, Surface
from kla_score.reports.formats import findings as as_findings
from kla_score.reports.issue_texts import sentence

_COMMANDS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def render(document: Document, surface: Surface) -> str:
    """Write the plain list, made harmless, and then a command for each finding of *document*."""
    commands = "".join(f"{_command(issue, document.messages)}\n" for issue in document.findings)
    return without_commands(as_findings.render(document, surface)) + commands.replace(OLD_COMMAND, "## [")


def _command(issue: Issue, messages: Messages) -> str:
    properties = {
        "file": issue.place.file.replace("\\", "/"),
        "line": str(issue.place.line or ""),
        "col": str(issue.place.column or ""),
        "title": issue.code,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    return f"::{_COMMANDS[issue.severity]} {listed}::{_data(sentence(issue, messages))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
