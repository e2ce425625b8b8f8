"""Issues as lines of text for stderr: the location, the message and the hint."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kla_score.i18n import N_, Messages, clean, shorten
from kla_score.issues import Affected, Issue, Location, Severity
from kla_score.reports.document import CellLink, Column, Row, Table
from kla_score.reports.phrases import more_rows


def issue_summary(file: str, issues: Sequence[Issue], messages: Messages) -> str:
    """Return a line with the number of issues of each severity that *file* has."""
    return f"{clean(file)}: {severity_counts(issues, messages)}"


def severity_counts(issues: Sequence[Issue], messages: Messages) -> str:
    """Return the number of errors, warnings and notes; empty if there are none."""
    errors, warnings, notes = (sum(issue.severity is each for issue in issues) for each in Severity)
    counts = [
        messages.ngettext("{count} error", "{count} errors", errors) if errors else "",
        messages.ngettext("{count} warning", "{count} warnings", warnings) if warnings else "",
        messages.ngettext("{count} note", "{count} notes", notes) if notes else "",
    ]
    return ", ".join(filter(None, counts))


def issue_lines(issues: Sequence[Issue], messages: Messages, *, every_note: bool = False) -> Iterator[str]:
    """
    Yield the lines for *issues*.

    Many missing rows, for example of a missing worksheet, share one line, and so does the same issue of several files.
    Of errors with the same text 10 are listed, of warnings with the same code 25, of notes one. The others are counted,
    unless *every_note* is set. A hint is printed once.
    """
    missing = [issue for issue in issues if issue.code == "code-missing"]
    if len(missing) > _MANY:
        issues = [issue for issue in issues if issue.code != "code-missing"]
    groups = [[issue] for issue in issues] if every_note else _grouped_by_file(issues, messages)
    kinds = [_kind_of(issue, messages) for issue, *_same in groups]
    seen, named = Counter(kinds), Counter[str]()
    printed: set[str] = set()
    for kind, (issue, *same) in zip(kinds, groups, strict=True):
        most = len(issues) if every_note else _NAMED[issue.severity]
        named[kind] += 1
        if named[kind] > most:
            continue
        yield _line(_with_files(issue, len(same), messages), messages.what(issue), messages)
        shown = len(issue.affected) if every_note else _AFFECTED
        yield from (f"  {line}" for line in affected_lines(issue.affected[:shown], messages))
        if len(issue.affected) > shown:
            yield "  " + more_rows(len(issue.affected) - shown, messages)
        remedy = messages.remedy(issue)
        if remedy not in printed:
            yield f"  {remedy}"
        printed.add(remedy)
        if named[kind] == most < seen[kind]:
            more = seen[kind] - most
            yield "  " + messages.ngettext(
                "{count} more message of this kind (use `-v` to show all)",
                "{count} more messages of this kind (use `-v` to show all)",
                more,
            )
    if len(missing) > _MANY:
        codes = ", ".join(clean(issue.question) for issue in missing)
        what = messages.gettext("{count} questions have no row and count 0: {codes}.", count=len(missing), codes=codes)
        yield _line(replace(missing[0], question=""), what, messages)
        yield f"  {messages.remedy(missing[0])}"


def _kind_of(issue: Issue, messages: Messages) -> str:
    """Return what issues have in common that are counted together: the text of errors, the code of others."""
    return messages.what(issue) if issue.severity is Severity.ERROR else issue.code


def _grouped_by_file(issues: Sequence[Issue], messages: Messages) -> Sequence[Sequence[Issue]]:
    """Return *issues* in order, with those that differ only in their file together."""
    groups: dict[object, list[Issue]] = {}
    occurrences: Counter[object] = Counter()
    for issue in issues:
        same = (issue.code, messages.what(issue), issue.question, issue.affected, issue.location._replace(file=""))
        occurrences[same, issue.location.file] += 1
        groups.setdefault((same, occurrences[same, issue.location.file]), []).append(issue)
    return list(groups.values())


def _with_files(issue: Issue, others: int, messages: Messages) -> Issue:
    """Return *issue* with the number of *others*, the files that have the same issue, beside its file."""
    if not others:
        return issue
    file = messages.ngettext(
        "{file} and {count} more file", "{file} and {count} more files", others, file=issue.location.file
    )
    return replace(issue, location=issue.location._replace(file=file))


def affected_lines(affected: Sequence[Affected], messages: Messages) -> Iterator[str]:
    """Yield a line for each question with its cell, its points and the text of the cell."""
    for each in affected:
        yield messages.ngettext(
            "{question}  {cell}: {count} point, “{found}”",
            "{question}  {cell}: {count} points, “{found}”",
            each.points,
            question=each.question,
            cell=location_text(each.location),
            found=shorten(each.found),
        )


ISSUES: Final = N_("Issues")
"""The title of the table of issues."""
_MANY: Final = 5
_AFFECTED: Final = 5
"""The number of questions of one issue that are listed, unless all are asked for."""
_NAMED: Final = {Severity.ERROR: 10, Severity.WARNING: 25, Severity.NOTE: 1}
"""The number of issues of one kind that are listed."""


def finding_lines(issues: Sequence[Issue], messages: Messages) -> Iterator[str]:
    """Yield a line for each issue of an instrument file: ``file:line:col level message [code]``."""
    for issue in issues:
        severity = messages.severity(issue.severity)
        yield f"{location_text(issue.location)} {severity} {sentence(issue, messages)} [{issue.code}]"


def error_text(issues: Sequence[Issue]) -> str:
    """Return a line in English for each error among *issues*, for the traceback of an exception that is not caught."""
    messages = Messages("en")
    errors = [issue for issue in issues if issue.severity is Severity.ERROR]
    return "\n".join(
        f"{': '.join(filter(None, (location_text(issue.location), sentence(issue, messages))))} [{issue.code}]"
        for issue in errors
    )


def issue_table(file: str, issues: Sequence[Issue], messages: Messages) -> Table:
    """Return a table of all *issues* of the workbook *file*: errors, warnings and notes, each in their order."""
    _ = messages.gettext
    rows = []
    for issue in sorted(issues, key=lambda issue: list(Severity).index(issue.severity)):
        location = issue.location._replace(file="")
        link = CellLink(location_text(location), file, location.sheet, location.cell) if location.sheet else None
        what = "\n".join([messages.what(issue), *affected_lines(issue.affected, messages)])
        words = [what, messages.remedy(issue) or None]
        rows.append(Row([messages.severity(issue.severity), link, issue.question or None, *words, issue.code]))
    titles = (_("Severity"), _("Cell"), _("Question"), _("Message"), _("Solution"), _("Issue code"))
    return Table(_(ISSUES), [Column(title) for title in titles], rows, is_prose=True, is_grouped=True)


def sentence(issue: Issue, messages: Messages) -> str:
    """Return the message and the hint of *issue* as one text."""
    return f"{messages.what(issue)} {messages.remedy(issue)}"


def _line(issue: Issue, what: str, messages: Messages) -> str:
    """Return ``severity: location: what [code]``."""
    where = ", ".join(filter(None, (location_text(issue.location), _question(issue, messages))))
    return ": ".join(filter(None, (messages.severity(issue.severity), where, f"{what} [{issue.code}]")))


def _question(issue: Issue, messages: Messages) -> str:
    return messages.gettext("question {code}", code=issue.question) if issue.question else ""


def location_text(location: Location) -> str:
    """Return a location as text: the file, or sheet and cell as Excel writes them, or the line of a file."""
    file = f"{location.file}:{location.line}:{location.column}" if location.line else location.file
    cell = "!".join(part for part in (location.sheet, location.cell) if part)
    return clean(", ".join(part for part in (file, cell) if part))
