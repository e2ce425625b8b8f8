"""The command ``evaluate``."""

from typing import Annotated

from kla_score import api
from kla_score.cli.common_options import AgenciesOption, InstrumentOption, ReportOptions
from kla_score.cli.console import echo, messages_in
from kla_score.cli.option_values import choice_option, option
from kla_score.cli.options import (
    EvidenceDirOption,
    EvidenceSizeOption,
    FailUnderOption,
    FormatOption,
    ReportOption,
    SheetArgument,
    StrictOption,
    evidence_folder_of,
    titles_of,
)
from kla_score.cli.output import OutputWriter, error_reasons, exit_for
from kla_score.cli.quoting import sheet_arguments
from kla_score.cli.thresholds import read_thresholds
from kla_score.i18n import N_
from kla_score.instrument.evidence import LARGEST_FILE
from kla_score.issues import Severity
from kla_score.reports.document import Document
from kla_score.reports.formats import FOR_REPORTS
from kla_score.reports.views.headline import Invocation
from kla_score.reports.views.records import scorecard_records
from kla_score.reports.views.scorecard import scorecard_document
from kla_score.reports.views.todo import Grouping, TodoOptions, todo_document


def evaluate(
    *,
    sheet: SheetArgument,
    group_by: Annotated[
        Grouping | None,
        choice_option("--group-by", Grouping, N_("Show the to-do list by agency, cluster or indicator.")),
    ] = None,
    agency: Annotated[str | None, option("--agency", N_("Show the to-do list of this agency."), N_("AGENCY"))] = None,
    evidence_dir: EvidenceDirOption = None,
    max_evidence_size: EvidenceSizeOption = LARGEST_FILE,
    agencies: AgenciesOption = None,
    fail_under: FailUnderOption = None,
    strict: StrictOption = False,
    instrument: InstrumentOption = None,
    output_format: FormatOption = "table",
    output: ReportOption = None,
    common: ReportOptions,
) -> None:
    inputs = [sheet, instrument, agencies]
    writer = OutputWriter(output_format, output, inputs, formats=FOR_REPORTS, force=common.force)
    form = api.load_instrument(instrument)
    names = api.load_agencies(agencies, form)
    messages = messages_in(common.lang, form.language)
    folder = evidence_folder_of(evidence_dir)
    files = api.list_evidence(folder, max_evidence_size, [sheet]) if folder else None
    scorecard = api.evaluate(sheet, form, files, common.max_file_size, titles_of(common.column, form))
    thresholds = read_thresholds(fail_under, scorecard.instrument, is_strict=strict)
    again = sheet_arguments(sheet, instrument, folder, common.column)

    def document(*, in_full: bool = True, lists_issues: bool = False) -> Document:
        if group_by or agency:
            options = TodoOptions(group_by or Grouping.AGENCY, agency or "", in_full)
            return todo_document(scorecard, names, messages, options)
        if writer.is_for_machines:
            return scorecard_records(scorecard, messages)
        invocation = Invocation(again, lists_issues)
        return scorecard_document(scorecard, messages, names, in_full=in_full, invocation=invocation)

    issues = scorecard.assessment.issues
    shown = document(in_full=common.verbose, lists_issues=not common.quiet and output_format == "table")
    writer.write(shown, document, style=common.style, issues=[(sheet.name, issues)])
    missed = thresholds.missed(scorecard.total, sum(issue.severity is Severity.WARNING for issue in issues), messages)
    if not common.quiet:
        echo(missed)
    raise exit_for([*error_reasons(sheet.name, issues, messages), *missed], quiet=common.quiet)
