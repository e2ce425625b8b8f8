"""Checked instrument files as a document: only findings, and machine-readable data."""

from collections import Counter
from collections.abc import Mapping, Sequence

from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.issues import Issue, Location, Severity, has_errors
from kla_score.reports.data.head import Data, head, identity_data
from kla_score.reports.document import Document
from kla_score.reports.issue_texts import severity_counts


def validation_document(
    outcomes: Sequence[tuple[str, Instrument | None, Sequence[Issue]]], messages: Messages
) -> Document:
    """Return *outcomes* as a document: for each file its name, the instrument unless it has errors, and its issues."""
    findings = [issue for _, _, issues in outcomes for issue in issues]
    return Document(messages.gettext("Instrument files"), messages, findings=findings, data=_data(outcomes))


def validation_summary(files: int, issues: Sequence[Issue], messages: Messages) -> str:
    """Return a line with the number of checked *files* and of the errors and warnings among their *issues*."""
    checked = messages.ngettext("Checked {count} file", "Checked {count} files", files)
    counts = [severity_counts([issue for issue in issues if issue.severity is not Severity.NOTE], messages)]
    if not has_errors(issues):
        counts.insert(0, messages.gettext("no errors"))
    return f"{checked}: {', '.join(filter(None, counts))}"


def _data(outcomes: Sequence[tuple[str, Instrument | None, Sequence[Issue]]]) -> Data:
    """Return the data for JSON. Messages are English, because the language of a broken file may be unknown."""
    messages = Messages("en")
    return {
        **head("validation"),
        "files": [
            {
                "file": file,
                "status": "invalid" if instrument is None else "valid",
                "instrument": instrument and identity_data(instrument),
                "findings": [_finding(issue, messages) for issue in issues],
            }
            for file, instrument, issues in outcomes
        ],
        "summary": {
            "files": len(outcomes),
            "invalid": sum(instrument is None for _, instrument, _ in outcomes),
            **_counts([issue for _, _, issues in outcomes for issue in issues]),
        },
    }


def _counts(issues: Sequence[Issue]) -> Mapping[str, int]:
    counted = Counter(issue.severity for issue in issues)
    return {f"{severity}s": counted[severity] for severity in Severity}


def _place(location: Location) -> Data:
    keys = ("line", "column", "end_line", "end_column")
    return {key: getattr(location, key) or None for key in keys}


def _finding(issue: Issue, messages: Messages) -> Data:
    return {
        "code": issue.code,
        "severity": issue.severity,
        **_place(issue.location),
        "path": list(issue.path),
        "question": issue.question or None,
        "related": [_place(each) for each in issue.related],
        "message": messages.what(issue),
        "found": issue.found or None,
        "remedy": messages.remedy(issue),
    }
