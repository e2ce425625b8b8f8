"""The command ``attach``."""

from typing import Annotated

from kla_score import api
from kla_score.cli.common_options import FileSizeOption, InstrumentOption, ResultOptions
from kla_score.cli.console import messages_in
from kla_score.cli.option_values import option
from kla_score.cli.options import EvidenceSizeOption, FormatOption, SheetArgument, WorkbookOption, folder_named
from kla_score.cli.output import OutputWriter, check_suffix, error_reasons, exit_for, print_written
from kla_score.files.reading import LARGEST
from kla_score.files.writing import check_output, write_outputs
from kla_score.i18n import N_
from kla_score.instrument.evidence import LARGEST_FILE
from kla_score.reports.formats import FOR_RESULTS
from kla_score.reports.views.attachments import attachments_document


def attach(
    *,
    sheet: SheetArgument,
    evidence_dir: Annotated[
        str, option("--evidence-dir", N_("Folder with a subfolder for each question."), N_("DIR"), show_default=False)
    ],
    output: WorkbookOption,
    max_evidence_size: EvidenceSizeOption = LARGEST_FILE,
    instrument: InstrumentOption = None,
    output_format: FormatOption = "table",
    max_file_size: FileSizeOption = LARGEST,
    common: ResultOptions,
) -> None:
    writer = OutputWriter(output_format, None, [], formats=FOR_RESULTS, force=common.force)
    check_suffix(output, [".xlsx"])
    folder = folder_named("--evidence-dir", evidence_dir)
    form = api.load_instrument(instrument)
    messages = messages_in(common.lang, form.language)
    files = api.list_evidence(folder, max_evidence_size, [sheet])
    inputs = [sheet, *([instrument] if instrument else []), *(folder / each.name for each in files.files)]
    check_output(output, inputs, force=common.force)
    attached = api.attach(sheet, form, files, messages.language, max_file_size)
    write_outputs({output: [attached.workbook]}, inputs, force=common.force)
    if not common.quiet:
        print_written([output], messages)
    shown = attachments_document(attached.files, attached.before, attached.after, messages)
    writer.write(shown, style=common.style, issues=[(sheet.name, attached.issues)])
    raise exit_for(error_reasons(sheet.name, attached.issues, messages), quiet=common.quiet)
