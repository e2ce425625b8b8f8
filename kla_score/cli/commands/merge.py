"""The command ``merge``."""

from typing import Annotated

import typer

from kla_score import api
from kla_score.cli.common_options import AgenciesOption, CommandOptions, FileSizeOption, InstrumentOption
from kla_score.cli.console import echo, messages_in
from kla_score.cli.option_values import choice_option
from kla_score.cli.options import WorkbookOption
from kla_score.cli.output import carried_over_line, check_suffix, error_reasons, exit_for, print_issues, print_written
from kla_score.files.discovery import find_sheets
from kla_score.files.reading import LARGEST, is_folder
from kla_score.files.writing import check_output, write_outputs
from kla_score.i18n import N_
from kla_score.issues import Issue, KlaScoreError
from kla_score.parts.merging import Preference


def merge(
    *,
    parts: Annotated[
        list[str],
        typer.Argument(metavar=N_("PART|DIR|GLOB..."), help=N_("Agency workbooks, folders or patterns.")),
    ],
    output: WorkbookOption,
    prefer: Annotated[
        Preference | None, choice_option("--prefer", Preference, N_("Agency workbook to use if answers conflict."))
    ] = None,
    agencies: AgenciesOption = None,
    instrument: InstrumentOption = None,
    max_file_size: FileSizeOption = LARGEST,
    common: CommandOptions,
) -> None:
    files, found = find_sheets(parts)
    empty = next((str(file) for file in files if is_folder(file)), None if files else ", ".join(parts))
    if empty is not None:
        raise KlaScoreError(Issue("sheets-not-found", found=empty), *found)
    inputs = [*files, *(path for path in (instrument, agencies) if path)]
    check_suffix(output, [".xlsx"])
    check_output(output, inputs, force=common.force)
    form = api.load_instrument(instrument)
    names = api.load_agencies(agencies, form)
    messages = messages_in(common.lang, form.language)
    if not common.quiet:
        print_issues(messages.gettext("files"), found, messages, every_note=common.verbose)
    merged = api.merge(files, form, prefer, names, max_file_size)
    content = api.template(form, messages.language, merged, agencies=names)
    write_outputs({output: [content]}, inputs, force=common.force)
    if not common.quiet:
        print_issues(output.name, merged.issues, messages, every_note=common.verbose)
        echo([carried_over_line(merged, messages)])
        print_written([output], messages)
    raise exit_for(error_reasons(output.name, merged.issues, messages), quiet=common.quiet)
