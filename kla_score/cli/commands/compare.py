"""The command ``compare``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kla_score import api
from kla_score.analysis.comparison import Comparison
from kla_score.cli.common_options import ReportOptions, instrument_option
from kla_score.cli.console import messages_in
from kla_score.cli.options import FormatOption, OutputOption, titles_of
from kla_score.cli.output import OutputWriter, exit_for
from kla_score.i18n import N_
from kla_score.issues import Issue
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
            metavar="B", readable=False, help=N_("Workbook or saved result to compare with A (usually newer).")
        ),
    ],
    instruments: Annotated[
        list[Path] | None, instrument_option(N_("Instrument file (repeat the option for two editions)."))
    ] = None,
    output_format: FormatOption = "table",
    output: OutputOption = None,
    common: ReportOptions,
) -> None:
    inputs = [before, after, *(instruments or ())]
    writer = OutputWriter(output_format, output, inputs, formats=FOR_RESULTS, force=common.force)
    forms = [api.load_instrument(path) for path in instruments or (None,)]
    messages = messages_in(common.lang, forms[0].language)
    titles = titles_of(common.column, forms[0])
    records = []
    found: list[Sequence[Issue]] = []
    reasons = []
    for path in (before, after):
        record, issues = api.read_result(path, forms, common.max_file_size, titles)
        records.append(record)
        found.append(issues)
        if record.status == "incomplete":
            reasons.append(messages.gettext("{file} has errors, so its result is incomplete.", file=path.name))
    comparison = Comparison(*records)

    def document(*, in_full: bool = True) -> Document:
        return comparison_document(comparison, forms, messages, in_full=in_full)

    writer.write(
        document(in_full=common.verbose), document, style=common.style, issues=_issues_of(before, after, found)
    )
    raise exit_for(reasons, quiet=common.quiet)


def _issues_of(before: Path, after: Path, found: Sequence[Sequence[Issue]]) -> Sequence[tuple[str, Sequence[Issue]]]:
    """Return the issues that both files have, and the other issues of each file, with the names of the files."""
    keys = [{repr(issue): issue for issue in issues} for issues in found]
    shared = keys[0].keys() & keys[1].keys()
    both = [issue for key, issue in keys[0].items() if key in shared]
    own = [[issue for issue in issues if repr(issue) not in shared] for issues in found]
    return [(f"{before.name}, {after.name}", both), (before.name, own[0]), (after.name, own[1])]
