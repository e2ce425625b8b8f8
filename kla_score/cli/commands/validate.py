"""The command ``validate``."""

import os
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from kla_score import api
from kla_score.cells import normalize_text, similar_names
from kla_score.cli.common_options import ColorOption, CommandOptions, OutputStyle
from kla_score.cli.console import NOT_DONE, echo, messages_in
from kla_score.cli.option_values import option
from kla_score.cli.options import format_option, output_option
from kla_score.cli.output import OutputWriter, exit_for
from kla_score.cli.terminal import Color
from kla_score.files.discovery import find_instruments
from kla_score.files.reading import STDIN, STDIN_NAME
from kla_score.i18n import N_
from kla_score.instrument_file import CheckedFile
from kla_score.issues import CATALOGUE, Issue, KlaScoreError, Severity
from kla_score.reports.formats import FINDING_FILE_FORMATS, FINDING_FORMATS, FOR_FINDINGS
from kla_score.reports.issue_texts import severity_counts
from kla_score.reports.views.validation import validation_document


def validate(
    *,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=N_("INSTRUMENT"),
            help=N_("Files, folders, patterns or `-` (stdin) instead of KLA 2024."),
            show_default=False,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        option("--ignore", N_("Leave out warnings and notes with this code (repeatable)."), N_("CODE")),
    ] = None,
    stdin_filename: Annotated[
        str, option("--stdin-filename", N_("File name for stdin in messages."), N_("FILE"), variable=None)
    ] = STDIN_NAME,
    exit_zero: Annotated[bool, option("--exit-zero", N_("Exit with code 0 even for errors."))] = False,
    output_format: Annotated[str, format_option(FINDING_FORMATS, "KLA_SCORE_VALIDATE_FORMAT")] = "text",
    output: Annotated[list[Path] | None, output_option(FINDING_FILE_FORMATS, "KLA_SCORE_VALIDATE_OUTPUT")] = None,
    strict: Annotated[bool, option("--strict", N_("Also exit with code 1 for warnings."))] = False,
    color: ColorOption = Color.AUTO,
    common: CommandOptions,
) -> None:
    paths = find_instruments(files or ())
    if stdin_filename != STDIN_NAME and STDIN not in paths:
        raise KlaScoreError(Issue("flag-needs-another", found="--stdin-filename", parameters={"needed": f"`{STDIN}`"}))
    messages = messages_in(common.lang)
    delivery = OutputWriter(output_format, output, paths, formats=FOR_FINDINGS, force=common.force)
    ignored = {_code_of(name) for name in ignore or ()}
    outcomes = [_without(_searched(each), ignored) for each in api.validate(paths, stdin_filename)]
    document = validation_document([(each.file, each.instrument, each.issues) for each in outcomes], messages)
    is_unreadable = any(issue.code.startswith("file-") for issue in document.findings)
    if is_unreadable:
        delivery.drop_files()
    delivery.write(document, style=OutputStyle(color, every_note=common.verbose, quiet=common.quiet))
    severities = {issue.severity for issue in document.findings}
    checked = messages.ngettext("Checked {count} file", "Checked {count} files", len(outcomes))
    important = [issue for issue in document.findings if issue.severity is not Severity.NOTE]
    parts = [severity_counts(important, messages)]
    if Severity.ERROR not in severities:
        parts.insert(0, messages.gettext("no errors"))
    summary = f"{checked}: {', '.join(filter(None, parts))}"
    if not common.quiet:
        echo([summary])
    if is_unreadable:
        raise typer.Exit(NOT_DONE)
    is_found = Severity.ERROR in severities or (strict and Severity.WARNING in severities)
    raise exit_for([summary] if is_found and not exit_zero else [], quiet=common.quiet)


def _code_of(name: str) -> str:
    """
    Return the issue code *name*.

    Raises:
        KlaScoreError: There is no such code, or it is the code of an error, which makes a file unusable.

    """
    code = api.find_issue_code(name)
    if code is None:
        known = [each for each, kind in CATALOGUE.items() if kind.severity is not Severity.ERROR]
        candidates = similar_names(normalize_text(name), known)
        raise KlaScoreError(Issue("issue-code-unknown", found=name, parameters={"candidates": candidates}))
    if CATALOGUE[code].severity is Severity.ERROR:
        raise KlaScoreError(Issue("error-not-ignorable", found=code))
    return code


def _searched(checked: CheckedFile) -> CheckedFile:
    """Return *checked* with the reason why a folder, which was searched, has no result."""
    issues = [
        replace(issue, code="file-is-folder-without-yaml")
        if issue.code == "file-is-folder" and os.access(checked.file, os.R_OK)
        else issue
        for issue in checked.issues
    ]
    return checked._replace(issues=tuple(issues))


def _without(checked: CheckedFile, codes: AbstractSet[str]) -> CheckedFile:
    """Return *checked* without the issues with *codes*."""
    return checked._replace(issues=tuple(issue for issue in checked.issues if issue.code not in codes))
