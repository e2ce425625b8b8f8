"""The command ``diff``."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kla_score import api
from kla_score.cli.common_options import FileSizeOption, ResultOptions
from kla_score.cli.console import messages_in
from kla_score.cli.option_values import choice_option, option
from kla_score.cli.options import FormatOption, OutputOption
from kla_score.cli.output import OutputWriter, exit_for
from kla_score.files.reading import LARGEST
from kla_score.i18n import N_
from kla_score.reports.document import Document
from kla_score.reports.formats import FOR_RESULTS
from kla_score.reports.views.instrument_diff import changes_document


class DifferenceKind(StrEnum):
    """The changes that ``--exit-code`` counts."""

    ANY = "any"
    SCORES = "scores"


def diff(
    *,
    old: Annotated[Path, typer.Argument(metavar=N_("OLD"), readable=False, help=N_("Older instrument file."))],
    new: Annotated[Path, typer.Argument(metavar=N_("NEW"), readable=False, help=N_("Newer instrument file."))],
    sheet: Annotated[
        Path | None, option("--sheet", N_("Workbook of one edition to score with both instruments."), N_("WORKBOOK"))
    ] = None,
    exit_code: Annotated[
        DifferenceKind | None,
        choice_option("--exit-code", DifferenceKind, N_("Exit with code 1 for any change or if scores can change.")),
    ] = None,
    output_format: FormatOption = "table",
    output: OutputOption = None,
    max_file_size: FileSizeOption = LARGEST,
    common: ResultOptions,
) -> None:
    writer = OutputWriter(output_format, output, [old, new, sheet], formats=FOR_RESULTS, force=common.force)
    former, later = (api.load_instrument(path) for path in (old, new))
    revision = api.diff(former, later, sheet, max_file_size)
    messages = messages_in(common.lang, revision.new.language)

    def document(*, in_full: bool = True) -> Document:
        return changes_document(revision, messages, in_full=in_full)

    writer.write(document(in_full=common.verbose), document, style=common.style)
    counted = [change for change in revision.changes if change.moves_scores or exit_code is DifferenceKind.ANY]
    reason = messages.ngettext("{count} change in the instrument.", "{count} changes in the instrument.", len(counted))
    raise exit_for([reason] if exit_code and counted else [], quiet=common.quiet)
