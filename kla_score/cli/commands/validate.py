"""The command ``validate``."""

from pathlib import Path
from typing import Annotated

import typer

from kla_score import api
from kla_score.cli.common_options import ColorOption, DebugOption, ForceOption, LanguageOption, QuietOption
from kla_score.cli.console import NOT_DONE, echo, messages_in
from kla_score.cli.options import format_option, output_option
from kla_score.cli.output import OutputStyle, OutputWriter, exit_for
from kla_score.cli.terminal import Color
from kla_score.i18n import N_
from kla_score.issues import Severity
from kla_score.reports.formats import FINDING_FILE_FORMATS, FINDING_FORMATS, FOR_FINDINGS
from kla_score.reports.issue_texts import severity_counts
from kla_score.reports.views.validation import validation_document


def validate(
    *,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar=N_("INSTRUMENT"),
            readable=False,
            help=N_("Instrument files (default: KLA 2024)."),
            show_default=False,
        ),
    ] = None,
    output_format: Annotated[str, format_option(FINDING_FORMATS, "KLA_SCORE_VALIDATE_FORMAT")] = "text",
    output: Annotated[list[Path] | None, output_option(FINDING_FILE_FORMATS, "KLA_SCORE_VALIDATE_OUTPUT")] = None,
    strict: Annotated[
        bool, typer.Option("--strict", envvar="KLA_SCORE_STRICT", help=N_("Exit with code 1 also for warnings."))
    ] = False,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    force: ForceOption = False,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> None:
    del debug
    files = list(dict.fromkeys(files or ()))
    messages = messages_in(lang)
    delivery = OutputWriter(output_format, output, files, formats=FOR_FINDINGS, force=force)
    outcomes = api.validate(files)
    document = validation_document([(each.file, each.instrument, each.issues) for each in outcomes], messages)
    delivery.write(document, quiet=quiet, look=OutputStyle(color))
    severities = {issue.severity for issue in document.findings}
    checked = messages.ngettext("Checked {count} file", "Checked {count} files", len(outcomes))
    important = [issue for issue in document.findings if issue.severity is not Severity.NOTE]
    parts = [severity_counts(important, messages)]
    if Severity.ERROR not in severities:
        parts.insert(0, messages.gettext("no errors"))
    summary = f"{checked}: {', '.join(filter(None, parts))}"
    if not quiet:
        echo([summary])
    if any(issue.code.startswith("file-") for issue in document.findings):
        raise typer.Exit(NOT_DONE)
    is_found = Severity.ERROR in severities or (strict and Severity.WARNING in severities)
    raise exit_for([summary] if is_found else [], quiet=quiet)
