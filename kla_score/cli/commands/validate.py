"""The command ``validate``."""

from pathlib import Path
from typing import Annotated

import typer

from kla_score import api
from kla_score.cli.common_options import ColorOption, CommandOptions, OutputStyle
from kla_score.cli.console import NOT_DONE, echo, messages_in
from kla_score.cli.option_values import option
from kla_score.cli.options import format_option, output_option
from kla_score.cli.output import OutputWriter, exit_for
from kla_score.cli.terminal import Color
from kla_score.files.discovery import find_instruments
from kla_score.files.reading import STDIN, STDIN_NAME
from kla_score.i18n import N_
from kla_score.issues import Issue, KlaScoreError, Severity
from kla_score.reports.formats import FINDING_FILE_FORMATS, FINDING_FORMATS, FOR_FINDINGS
from kla_score.reports.views.validation import validation_document, validation_summary


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
    writer = OutputWriter(output_format, output, paths, formats=FOR_FINDINGS, force=common.force)
    outcomes = api.validate(paths, stdin_filename, ignore or ())
    document = validation_document([(each.file, each.instrument, each.issues) for each in outcomes], messages)
    is_unreadable = any(issue.code.startswith("file-") for issue in document.findings)
    if is_unreadable:
        writer.drop_files()
    writer.write(document, style=OutputStyle(color, every_note=common.verbose, quiet=common.quiet))
    severities = {issue.severity for issue in document.findings}
    summary = validation_summary(len(outcomes), document.findings, messages)
    if not common.quiet:
        echo([summary])
    if is_unreadable:
        raise typer.Exit(NOT_DONE)
    is_found = Severity.ERROR in severities or (strict and Severity.WARNING in severities)
    raise exit_for([summary] if is_found and not exit_zero else [], quiet=common.quiet)
