"""The command ``compare``."""

from pathlib import Path
from typing import Annotated

import typer

from kla_score import api
from kla_score.analysis.comparison import Comparison
from kla_score.cli.common_options import (
    BomOption,
    ColorOption,
    DebugOption,
    FileSizeOption,
    ForceOption,
    LanguageOption,
    NoHeaderOption,
    QuietOption,
    VerboseOption,
    instrument_option,
)
from kla_score.cli.console import DONE, FINDINGS, messages_in
from kla_score.cli.options import (
    FormatOption,
    OutputOption,
)
from kla_score.cli.output import OutputStyle, OutputWriter, print_issues
from kla_score.cli.terminal import Color
from kla_score.files.reading import LARGEST
from kla_score.i18n import N_
from kla_score.reports.document import Document
from kla_score.reports.formats import FOR_RESULTS
from kla_score.reports.views.comparison import comparison_document


def compare(
    *,
    before: Annotated[
        Path, typer.Argument(metavar="A", readable=False, help=N_("Workbook or saved result (`evaluate -o A.json`)."))
    ],
    after: Annotated[
        Path,
        typer.Argument(
            metavar="B", readable=False, help=N_("Workbook or saved result to compare with A, usually newer.")
        ),
    ],
    instruments: Annotated[
        list[Path] | None,
        instrument_option(N_("Instrument file; repeat it for two editions.")),
    ] = None,
    output_format: FormatOption = "table",
    output: OutputOption = None,
    no_header: NoHeaderOption = False,
    bom: BomOption = False,
    max_file_size: FileSizeOption = LARGEST,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    force: ForceOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,
) -> None:
    del debug
    inputs = [before, after, *(instruments or ())]
    delivery = OutputWriter(output_format, output, inputs, formats=FOR_RESULTS, force=force)
    forms = [api.load_instrument(path) for path in instruments or (None,)]
    messages = messages_in(lang, forms[0].language)
    records = []
    is_incomplete = False
    for path in (before, after):
        record, issues = api.read_result(path, forms, max_file_size)
        records.append(record)
        is_incomplete = is_incomplete or record.status == "incomplete"
        if not quiet:
            print_issues(path.name, issues, messages, every_note=verbose)
    comparison = Comparison(*records)

    def document(*, in_full: bool = True) -> Document:
        return comparison_document(comparison, forms, messages, in_full=in_full)

    delivery.write(document(in_full=verbose), document, quiet=quiet, look=OutputStyle(color, no_header, bom))
    raise typer.Exit(FINDINGS if is_incomplete else DONE)
