"""The commands about instrument files."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kla_score import api
from kla_score.cli.shared import (
    DONE,
    FINDINGS,
    NOT_DONE,
    ColorOption,
    DebugOption,
    Delivery,
    ForceOption,
    FormatOption,
    InstrumentOption,
    LanguageOption,
    Look,
    OutputOption,
    QuietOption,
    VerboseOption,
    app,
    messages_in,
    tell,
)
from kla_score.issues import Severity
from kla_score.questions import KINDS
from kla_score.terminal import Color, write_exact
from kla_score.wordings import N_


@app.command(help=N_("Check instrument files; every problem with its line and column."))
def validate(
    *,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar=N_("INSTRUMENT"),
            help=N_("Instrument files (default: the packaged one)."),
            show_default=False,
        ),
    ] = None,
    output_format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="text|json|github|sarif",
            envvar="KLA_SCORE_VALIDATE_FORMAT",
            help=N_("What stdout shows: text, json, github or sarif."),
        ),
    ] = "text",
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            metavar=N_("FILE"),
            envvar="KLA_SCORE_VALIDATE_OUTPUT",
            help=N_("Also write a file (.json, .sarif); may be repeated."),
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", envvar="KLA_SCORE_STRICT", help=N_("Exit with 1 for warnings, too."))
    ] = False,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    force: ForceOption = False,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> None:
    from kla_score.reports import FINDING_FORMATS, validation_document  # noqa: PLC0415 - heavy

    del debug
    files = list(dict.fromkeys(files or ()))
    messages = messages_in(lang)
    delivery = Delivery(output_format, output, files, formats=FINDING_FORMATS, force=force)
    outcomes = api.validate(files)
    document = validation_document([(each.file, each.instrument, each.issues) for each in outcomes], messages)
    delivery.write(document, quiet=quiet, look=Look(color))
    severities = {issue.severity for issue in document.findings}
    broken = sum(outcome.instrument is None for outcome in outcomes)
    warned = sum(issue.severity is Severity.WARNING for issue in document.findings)
    if not quiet:
        tell(
            [
                messages.say(
                    "{count} checked, {broken} with errors; warnings: {warnings}",
                    count=len(outcomes),
                    broken=broken,
                    warnings=warned,
                )
            ]
        )
    if any(issue.code.startswith("file-") for issue in document.findings):
        raise typer.Exit(NOT_DONE)
    is_found = Severity.ERROR in severities or (strict and Severity.WARNING in severities)
    raise typer.Exit(FINDINGS if is_found else DONE)


@app.command(help=N_("Read the instrument: all of it or a piece; or what an issue code or a kind of question means."))
def show(
    *,
    code: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("CODE"),
            help=N_("What to show (default: the whole as a tree); indicator:5 tells it from question 5."),
            show_default=False,
        ),
    ] = None,
    instrument: InstrumentOption = None,
    output_format: FormatOption = "table",
    output: OutputOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    force: ForceOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,
) -> None:
    from kla_score.reports import FORMATS, InstrumentPages, issue_page, kind_page  # noqa: PLC0415 - heavy

    del debug
    delivery = Delivery(output_format, output, [instrument], formats=FORMATS, force=force)
    if code is not None and (issue_code := api.find_issue_code(code)):
        # Asked while an instrument is being mended: it is not loaded.
        delivery.write(issue_page(issue_code, messages_in(lang)), quiet=quiet, look=Look(color))
        return
    if code is not None and code in KINDS:
        delivery.write(kind_page(code, messages_in(lang)), quiet=quiet, look=Look(color))
        return
    form = api.load_instrument(instrument)
    pages = InstrumentPages(form, messages_in(lang, form.language), in_full=verbose)
    delivery.write(
        pages.tree() if code is None else pages.piece(api.find_piece(code, form)), quiet=quiet, look=Look(color)
    )


@app.command(help=N_("Compare two instruments; with a sheet, what the change does to its score."))
def diff(
    *,
    old: Annotated[Path, typer.Argument(metavar=N_("OLD"), help=N_("The instrument file to start from."))],
    new: Annotated[Path, typer.Argument(metavar=N_("NEW"), help=N_("The instrument file to go to."))],
    sheet: Annotated[
        Path | None,
        typer.Option(
            "--sheet",
            metavar=N_("SHEET"),
            envvar="KLA_SCORE_SHEET",
            help=N_("A workbook of either instrument, to score by both."),
        ),
    ] = None,
    output_format: FormatOption = "table",
    output: OutputOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    force: ForceOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,
) -> None:
    from kla_score.reports import FORMATS, changes_document  # noqa: PLC0415 - heavy

    del debug
    delivery = Delivery(output_format, output, [old, new, sheet], formats=FORMATS, force=force)
    revision = api.diff(api.load_instrument(old), api.load_instrument(new), sheet)
    messages = messages_in(lang, revision.new.language)
    delivery.write(changes_document(revision, messages, in_full=verbose), quiet=quiet, look=Look(color))


@app.command(help=N_("Write the JSON Schema of instrument files, for editors."))
def schema(*, debug: DebugOption = False) -> None:
    del debug
    write_exact(sys.stdout, api.schema())
