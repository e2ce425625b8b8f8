"""The command ``rollup``."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kla_score import api
from kla_score.cli.common_options import FileSizeOption, InstrumentOption, ResultOptions
from kla_score.cli.console import NOT_DONE, echo, messages_in
from kla_score.cli.option_values import choice_option, option, read_date
from kla_score.cli.options import FormatOption, FormOption, villages_option
from kla_score.cli.output import OutputWriter, check_suffix, error_reasons, exit_for, print_issues
from kla_score.files.discovery import SUFFIXES, find_sheets
from kla_score.files.reading import LARGEST, is_folder
from kla_score.files.writing import check_output
from kla_score.i18n import N_
from kla_score.issues import Issue, KlaScoreError
from kla_score.reports.formats import FOR_RESULTS
from kla_score.reports.issue_texts import issue_lines
from kla_score.reports.views.rollup import rollup_document
from kla_score.sheet.local_lists import LIST_SUFFIX


class Prefer(StrEnum):
    """The values of ``--prefer``."""

    NEWEST = "newest"


def rollup(
    *,
    lists: Annotated[
        list[str],
        typer.Argument(
            metavar=N_("LIST|DIR|GLOB..."), help=N_("Filled-in lists (.xlsx or .csv), folders or patterns.")
        ),
    ],
    roster: Annotated[Path, villages_option()],
    sheet: Annotated[
        Path | None, option("--sheet", N_("Self-assessment workbook to copy for `-o`."), N_("WORKBOOK"), variable=None)
    ] = None,
    output: Annotated[
        Path | None,
        option("--output -o", N_("Copy of the `--sheet` workbook with the counts."), N_("OUT.xlsx"), variable=None),
    ] = None,
    annex: Annotated[
        list[Path] | None,
        option("--annex", N_("Annex with the village answers (repeatable)."), N_("FILE"), variable=None),
    ] = None,
    figures: Annotated[
        Path | None, option("--figures", N_("Agency figures (question, code, value)."), N_("FILE.csv"))
    ] = None,
    prefer: Annotated[
        Prefer | None,
        choice_option("--prefer", Prefer, N_("Answer to count if the lists of a village conflict."), variable=None),
    ] = None,
    as_of: Annotated[
        date | None,
        option(
            "--as-of",
            N_("Date of the result instead of the date of the newest list."),
            N_("DATE"),
            variable=None,
            read=read_date,
        ),
    ] = None,
    form: FormOption = None,
    instrument: InstrumentOption = None,
    output_format: FormatOption = "table",
    max_file_size: FileSizeOption = LARGEST,
    common: ResultOptions,
) -> None:
    if output:
        check_suffix(output, [".xlsx"])
    for needing, needed, is_missing in (
        ("--sheet", "-o", sheet and not output),
        ("-o", "--sheet", output and not sheet),
    ):
        if is_missing:
            raise KlaScoreError(Issue("flag-needs-another", found=needing, parameters={"needed": needed}))
    others = [path for path in (roster, sheet, figures, instrument, *(form or ())) if path]
    written = [*(annex or ()), *([output] if output else ())]
    files, found = find_sheets(lists, used=[*others, *written], suffixes=SUFFIXES | {LIST_SUFFIX})
    files = [path for path in files if not any(path.absolute() == each.absolute() for each in (*others, *written))]
    empty = next((str(path) for path in files if is_folder(path)), None if files else ", ".join(lists))
    if empty is not None:
        raise KlaScoreError(Issue("sheets-not-found", found=empty), *found)
    inputs = [*files, *others]
    writer = OutputWriter(output_format, annex, inputs, formats=FOR_RESULTS, force=common.force)
    if output:
        check_output(output, inputs, force=common.force)
    base = api.load_instrument(instrument)
    messages = messages_in(common.lang, base.language)
    forms = api.load_forms(form or ())
    expected = api.village_roster(roster, forms)
    if not common.quiet:
        print_issues(messages.gettext("files"), found, messages, every_note=common.verbose)
    counted = api.rollup(
        files,
        base,
        expected,
        forms,
        figures=figures,
        prefers_newest=prefer is Prefer.NEWEST,
        as_of=as_of.isoformat() if as_of else "",
        largest=max_file_size,
    )
    if not counted.files:
        echo(list(issue_lines(counted.failed[0].issues, messages)))
        raise typer.Exit(NOT_DONE)
    scores, issues = None, [(messages.gettext("lists"), counted.issues)]
    if sheet and output:
        named = next((path.name for path in annex or () if path.suffix.lower() == ".xlsx"), "")
        new = api.write_rollup(sheet, counted, named, messages.language, max_file_size)
        writer.add(output, [new.workbook])
        scores = new.before, new.after
        issues.append((sheet.name, new.issues))
    shown = rollup_document(counted, messages, scores, in_full=common.verbose)
    writer.write(
        shown,
        lambda: rollup_document(counted, messages, scores, in_full=True),
        style=common.style,
        issues=[*((each.file, each.issues) for each in counted.failed), *issues],
    )
    reasons = [reason for name, each in issues for reason in error_reasons(name, each, messages)]
    reasons += [line for each in counted.failed for line in issue_lines(each.issues, messages)]
    raise exit_for(reasons, quiet=common.quiet)
