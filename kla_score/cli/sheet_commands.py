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
from kla_score.entries import Taken
from kla_score.issues import Issue, KlaScoreError, OutputError, has_errors
from kla_score.messages import Messages
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


@app.command(help=N_("Write the sheet to fill in: blank, or with the answers of an older one."))
def template(
    *,
    output: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help=N_("The workbook to write."))],
    older: Annotated[
        Path | None,
        typer.Option(
            "--from",
            envvar="KLA_SCORE_FROM",
            help=N_("Take the answers of this workbook over; what cannot be is named."),
        ),
    ] = None,
    older_instrument: Annotated[
        Path | None,
        typer.Option(
            "--from-instrument",
            envvar="KLA_SCORE_FROM_INSTRUMENT",
            help=N_("Instrument file of the older workbook, if it is another one."),
        ),
    ] = None,
    instrument: InstrumentOption = None,
    lang: LanguageOption = None,
    force: ForceOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,
) -> None:
    del debug
    if older_instrument and not older:
        needed = {"needed": "--from"}
        raise KlaScoreError(Issue("flag-needs-another", found="--from-instrument", parameters=needed))
    if output.suffix.lower() != ".xlsx":
        raise OutputError(Issue("output-suffix-unknown", found=output.name, parameters={"allowed": (".xlsx",)}))
    inputs = [path for path in (instrument, older, older_instrument) if path]
    check_output(output, inputs, force=force)
    form = api.load_instrument(instrument)
    former = api.load_instrument(older_instrument) if older_instrument else form
    messages = messages_in(lang, form.language)
    taken = api.take_over(older, form, former) if older else None
    write_output(output, api.template(form, messages.language, taken), inputs, force=force)
    if not quiet:
        if taken and older:
            _tell_what_was_taken(taken, older.name, messages, every_note=verbose)
        tell([messages.say("written: {file}", file=str(output))])
    raise typer.Exit(FINDINGS if taken and has_errors(taken.issues) else DONE)


def _tell_what_was_taken(taken: Taken, name: str, messages: Messages, *, every_note: bool) -> None:
    from kla_score.reports import issue_lines, issue_summary  # noqa: PLC0415 - heavy

    if taken.issues:
        tell([issue_summary(name, taken.issues, messages), *issue_lines(taken.issues, messages, every_note=every_note)])
    answers = sum(entry.answer is not None for entry in taken.entries.values())
    evidence = sum(bool(entry.evidence) for entry in taken.entries.values())
    tell(
        [messages.say("taken over: {answers} answers, {evidence} rows of evidence", answers=answers, evidence=evidence)]
    )
