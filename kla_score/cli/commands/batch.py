"""The command ``batch``, for many sheets."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from kla_score import api
from kla_score.analysis.batch import Batch
from kla_score.api.batch_runner import BatchOptions, check_evidence
from kla_score.api.finished_results import NO_RESULTS, find_finished
from kla_score.cli.batch_output import LINES, LINES_SUFFIX, BatchOutput, ScorecardFolder
from kla_score.cli.common_options import InstrumentOption, ReportOptions
from kla_score.cli.console import INTERRUPTED, NOT_DONE, echo, messages_in
from kla_score.cli.option_values import choice_option, option, whole_number
from kla_score.cli.options import (
    EvidenceDirOption,
    EvidenceSizeOption,
    FailUnderOption,
    StrictOption,
    evidence_folder_of,
    format_option,
    output_option,
    titles_of,
)
from kla_score.cli.output import exit_for, print_issues
from kla_score.cli.progress import with_progress
from kla_score.cli.thresholds import Thresholds, read_thresholds
from kla_score.files.discovery import find_sheets, read_names
from kla_score.files.roster_csv import read_roster
from kla_score.files.saved_json import read_batch
from kla_score.i18n import N_, Messages, clean
from kla_score.instrument.evidence import LARGEST_FILE
from kla_score.issues import Issue, KlaScoreError, Severity
from kla_score.reports.document import Document
from kla_score.reports.formats import FILE_FORMATS, FORMATS
from kla_score.reports.issue_texts import issue_lines
from kla_score.reports.views.batch import batch_document, batch_line, batch_records
from kla_score.scoring.summary import Basis, Summary


def batch(
    *,
    sheets: Annotated[
        list[str] | None, typer.Argument(metavar=N_("WORKBOOK|DIR|GLOB..."), help=N_("Workbooks, folders or patterns."))
    ] = None,
    files_from: Annotated[
        Path | None, option("--files-from", N_("Workbook names, one per line, or - for stdin."), N_("FILE"))
    ] = None,
    null: Annotated[
        bool, option("--null", N_("Read file names that end with NUL (`find -print0`)."), variable=None)
    ] = False,
    roster: Annotated[
        Path | None, option("--roster", N_("Expected regions (code, kind, name, province)."), N_("FILE.csv"))
    ] = None,
    against: Annotated[
        Path | None,
        option("--against", N_("Show changes since an earlier `batch` result."), N_("LAST.json"), variable=None),
    ] = None,
    rank_by: Annotated[Basis, choice_option("--rank-by", Basis, N_("Points for the ranking."))] = Basis.CLAIMED,
    jobs: Annotated[
        int,
        option(
            "--jobs -j",
            N_("Number of processes."),
            "N|auto",
            read=whole_number(1, 64, "auto"),
            show_default=False,
        ),
    ] = 0,
    each: Annotated[
        Path | None, option("--each", N_("Folder for one JSON result per region."), N_("DIR"), variable=None)
    ] = None,
    resume: Annotated[
        bool, option("--resume", N_("Reuse the valid results of an earlier run."), variable=None)
    ] = False,
    fail_fast: Annotated[
        bool, option("--fail-fast", N_("Stop at the first workbook with a problem."), variable=None)
    ] = False,
    fail_under: FailUnderOption = None,
    strict: StrictOption = False,
    evidence_dir: EvidenceDirOption = None,
    max_evidence_size: EvidenceSizeOption = LARGEST_FILE,
    instrument: InstrumentOption = None,
    output_format: Annotated[str, format_option((*FORMATS, LINES))] = "table",
    output: Annotated[list[Path] | None, output_option((*FILE_FORMATS, LINES_SUFFIX))] = None,
    common: ReportOptions,
) -> None:
    _check_options(sheets, files_from, each, evidence_dir, resume=resume, null=null)
    others = [path for path in (files_from, roster, against, instrument) if path]
    listed = read_names(files_from, is_null_separated=null) if files_from else ()
    paths, found = find_sheets([*(sheets or ()), *listed], [*others, *(output or ())])
    if not paths:
        raise KlaScoreError(Issue("sheets-not-found", found=", ".join(sheets or [str(files_from)])), *found)
    outputs = BatchOutput(output_format, output or (), [*paths, *others], force=common.force)
    form = api.load_instrument(instrument)
    thresholds = read_thresholds(fail_under, form, is_strict=strict)
    messages = messages_in(common.lang, form.language)
    expected = read_roster(roster, form.region_kinds) if roster else None
    earlier = read_batch(against, form.id) if against else None
    evidence = evidence_folder_of(evidence_dir)
    found = [*found, *(check_evidence(paths, evidence) if evidence else ())]
    in_full = outputs.wants_scorecards or each is not None
    titles = titles_of(common.column, form)
    options = BatchOptions(form, evidence, max_evidence_size, in_full, common.max_file_size, titles)
    finished = find_finished(each, paths, options.hash, common.max_file_size) if each and resume else NO_RESULTS
    used = [*paths, *others, *(output or ())]
    folder = ScorecardFolder(each, used, finished, may_exist=common.force or resume) if each else None
    if not common.quiet:
        print_issues(messages.gettext("files"), found, messages, every_note=common.verbose)
    result = api.batch(
        paths,
        options,
        roster=expected,
        earlier=earlier,
        jobs=jobs,
        finished=finished,
        fail_fast=fail_fast,
        takers=[outputs.put, *([folder.put] if folder else ())],
        watch=partial(with_progress, count=len(paths), messages=messages, quiet=common.quiet),
    )

    def document(*, in_full: bool = True) -> Document:
        return batch_document(result, messages, basis=rank_by, in_full=in_full)

    missed = [f"{clean(each.file)}: {text}" for each in result.results for text in _missed(each, thresholds, messages)]
    shown = batch_records(result, messages, rank_by) if outputs.are_for_machines else document(in_full=common.verbose)
    outputs.finish(
        shown,
        document,
        style=common.style,
        is_usable=not result.is_interrupted and bool(result.results),
    )
    if not common.quiet:
        if folder:
            kept = messages.ngettext("Kept {count} finished result.", "Kept {count} finished results.", folder.kept)
            echo([kept] if folder.kept else [])
            print_issues(str(each), folder.left_over(), messages, every_note=common.verbose)
        _print_issues_of(result, messages, every_note=common.verbose)
        echo([*missed, batch_line(result, messages)])
    if result.is_interrupted:
        raise typer.Exit(INTERRUPTED)
    if not result.results:
        if common.quiet:
            echo(list(issue_lines(result.failed[0].issues, messages))[:1])
        raise typer.Exit(NOT_DONE)
    raise exit_for([*_findings(result, messages), *missed], quiet=common.quiet)


def _check_options(
    sheets: Sequence[str] | None,
    files_from: Path | None,
    each: Path | None,
    evidence: str | None,
    *,
    null: bool,
    resume: bool,
) -> None:
    """
    Check which options are given together.

    Raises:
        KlaScoreError: There are no sheets, *null* or *resume* lacks its other option, or options exclude each other.

    """
    if not sheets and not files_from:
        raise KlaScoreError(Issue("sheets-missing"))
    if null and not files_from:
        raise KlaScoreError(Issue("flag-needs-another", found="--null", parameters={"needed": "--files-from"}))
    if resume and not each:
        raise KlaScoreError(Issue("flag-needs-another", found="--resume", parameters={"needed": "--each"}))
    if resume and evidence is not None:
        raise KlaScoreError(Issue("flags-exclude-each-other", found="--resume", parameters={"other": "--evidence-dir"}))


def _print_issues_of(result: Batch, messages: Messages, *, every_note: bool) -> None:
    """Print why sheets could not be scored, and the problems between the scored ones."""
    for failure in result.failed:
        print_issues(failure.file, failure.issues, messages, every_note=every_note)
    print_issues(messages.gettext("regions"), result.issues, messages, every_note=every_note)


def _missed(result: Summary, thresholds: Thresholds, messages: Messages) -> Sequence[str]:
    warnings = dict(zip(Severity, result.counts, strict=True))[Severity.WARNING]
    return thresholds.missed(result.total, warnings, messages)


def _findings(result: Batch, messages: Messages) -> Sequence[str]:
    """Return why *result* has findings: sheets with errors or without a score, or errors between the sheets."""
    is_partial = result.failed or result.unscored or not all(summary.is_complete for summary in result.results)
    errors = [issue for issue in result.issues if issue.severity is Severity.ERROR]
    return [*([batch_line(result, messages)] if is_partial else []), *issue_lines(errors, messages)]
