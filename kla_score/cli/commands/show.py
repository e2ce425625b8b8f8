"""The command ``show``."""

from typing import Annotated

import typer

from kla_score import api
from kla_score.cli.common_options import InstrumentOption, ResultOptions
from kla_score.cli.console import messages_in
from kla_score.cli.options import FormatOption, OutputOption
from kla_score.cli.output import OutputWriter
from kla_score.i18n import N_
from kla_score.instrument.questions import KINDS
from kla_score.reports.formats import FOR_RESULTS
from kla_score.reports.views.columns import COLUMNS, columns_document
from kla_score.reports.views.instrument import InstrumentPages
from kla_score.reports.views.issue import issue_document
from kla_score.reports.views.kind import kind_document
from kla_score.sheet.layout import accepted_titles


def show(
    *,
    code: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("CODE"),
            help=N_("Code such as 4.2 or indicator:5, issue code or `columns`."),
            show_default=False,
        ),
    ] = None,
    instrument: InstrumentOption = None,
    output_format: FormatOption = "table",
    output: OutputOption = None,
    common: ResultOptions,
) -> None:
    writer = OutputWriter(output_format, output, [instrument], formats=FOR_RESULTS, force=common.force)
    if code is not None and (issue_code := api.find_issue_code(code)):
        # The instrument is not loaded, because it may be the file that the user is fixing.
        writer.write(issue_document(issue_code, messages_in(common.lang)), style=common.style)
        return
    if code is not None and code in KINDS:
        writer.write(kind_document(code, messages_in(common.lang)), style=common.style)
        return
    form = api.load_instrument(instrument)
    if code == COLUMNS:
        columns = columns_document(accepted_titles(form), messages_in(common.lang, form.language))
        writer.write(columns, style=common.style)
        return
    pages = InstrumentPages(form, messages_in(common.lang, form.language), in_full=common.verbose)
    found = pages.tree() if code is None else pages.item(api.find_piece(code, form))
    writer.write(found, style=common.style)
