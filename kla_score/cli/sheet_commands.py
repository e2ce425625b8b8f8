"""The commands about a sheet."""

from pathlib import Path
from typing import Annotated

import typer

from kla_score import api
from kla_score.cli.shared import (
    DONE,
    FINDINGS,
    DebugOption,
    Delivery,
    ForceOption,
    FormatOption,
    InstrumentOption,
    LanguageOption,
    OutputOption,
    QuietOption,
    VerboseOption,
    app,
    messages_in,
    tell,
)
from kla_score.issues import Issue, OutputError, has_errors
from kla_score.output_file import check_output, write_output
from kla_score.wordings import N_


@app.command(help=N_("Score one sheet: points by cluster, predicate, missing evidence."))
def evaluate(
    *,
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help=N_("The filled-in workbook (.xlsx)."))],
    instrument: InstrumentOption = None,
    output_format: FormatOption = "table",
    output: OutputOption = None,
    lang: LanguageOption = None,
    force: ForceOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,
) -> None:
    from kla_score.reports import FORMATS, issue_lines, issue_summary, scorecard_document  # noqa: PLC0415 - heavy

    del debug
    delivery = Delivery(output_format, output, [sheet, instrument], formats=FORMATS, force=force)
    form = api.load_instrument(instrument)
    messages = messages_in(lang, form.language)
    scorecard = api.evaluate(sheet, form)
    issues = scorecard.assessment.issues
    if issues and not quiet:
        tell([issue_summary(sheet.name, issues, messages), *issue_lines(issues, messages, every_note=verbose)])
    delivery.write(scorecard_document(scorecard, messages, in_full=verbose), quiet=quiet)
    raise typer.Exit(FINDINGS if has_errors(issues) else DONE)


@app.command(help=N_("Write the blank sheet to fill in."))
def template(
    *,
    output: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help=N_("The workbook to write."))],
    instrument: InstrumentOption = None,
    lang: LanguageOption = None,
    force: ForceOption = False,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> None:
    del debug
    if output.suffix.lower() != ".xlsx":
        raise OutputError(Issue("output-suffix-unknown", found=output.name, parameters={"allowed": (".xlsx",)}))
    inputs = [instrument] if instrument else []
    check_output(output, inputs, force=force)
    form = api.load_instrument(instrument)
    messages = messages_in(lang, form.language)
    write_output(output, api.template(form, messages.language), inputs, force=force)
    if not quiet:
        tell([messages.say("written: {file}", file=str(output))])
