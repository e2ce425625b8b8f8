"""The command ``diff``."""

from pathlib import Path
from typing import Annotated

import typer

from kla_score import api
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
)
from kla_score.cli.console import messages_in
from kla_score.cli.options import FormatOption, OutputOption
from kla_score.cli.output import OutputStyle, OutputWriter
from kla_score.cli.terminal import Color
from kla_score.files.reading import LARGEST
from kla_score.i18n import N_
from kla_score.reports.formats import FOR_RESULTS
from kla_score.reports.views.instrument_diff import changes_document


def diff(
    *,
    old: Annotated[Path, typer.Argument(metavar=N_("OLD"), readable=False, help=N_("Earlier instrument file."))],
    new: Annotated[Path, typer.Argument(metavar=N_("NEW"), readable=False, help=N_("Later instrument file."))],
    sheet: Annotated[
        Path | None,
        typer.Option(
            "--sheet",
            metavar=N_("SHEET"),
            envvar="KLA_SCORE_SHEET",
            readable=False,
            help=N_("Sheet of either edition, to score with both."),
        ),
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
    delivery = OutputWriter(output_format, output, [old, new, sheet], formats=FOR_RESULTS, force=force)
    former, later = (api.load_instrument(path) for path in (old, new))
    revision = api.diff(former, later, sheet, max_file_size)
    messages = messages_in(lang, revision.new.language)
    delivery.write(
        changes_document(revision, messages, in_full=verbose), quiet=quiet, look=OutputStyle(color, no_header, bom)
    )
