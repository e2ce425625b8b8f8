"""The command ``rollup``."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kla_score import api
from kla_score.cli.common_options import FileSizeOption, InstrumentOption, ResultOptions
from kla_score.cli.console import NOT_DONE, echo, messages_in
from kla_score.cli.option_values import one_of
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
        Path | None,
        typer.Option(
            "--sheet",
            metavar=N_("WORKBOOK"),
            readable=False,
            help=N_("Self-assessment workbook to copy for `-o`."),
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar=N_("OUT.xlsx"),
            readable=False,
            help=N_("Copy of the `--sheet` workbook with the counts."),
        ),
    ] = None,
    annex: Annotated[
        list[Path] | None,
        typer.Option(
            "--annex", metavar=N_("FILE"), readable=False, help=N_("Annex with the village answers (repeatable).")
        ),
    ] = None,
    figures: Annotated[
        Path | None,
        typer.Option(
            "--figures",
            metavar=N_("FILE.csv"),
            envvar="KLA_SCORE_FIGURES",
            readable=False,
            help=N_("Agency figures (question, code, value)."),
        ),
    ] = None,
    prefer: Annotated[
        Prefer | None,
        typer.Option(
            "--prefer",
            metavar="newest",
            parser=one_of("--prefer", Prefer),
            help=N_("Answer to count if the lists of a village conflict."),
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar=N_("DATE"), help=N_("Date of the result instead of the date of the newest list.")
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
    for needing, needed, is_lacking in (
        ("--sheet", "-o", sheet and not output),
        ("-o", "--sheet", output and not sheet),
    ):
        if is_lacking:
            raise KlaScoreError(Issue("flag-needs-another", found=needing, parameters={"needed": needed}))
    others = [path for path in (roster, sheet, figures, instrument, *(form or ())) if path]
    written = [*(annex or ()), *([output] if output else ())]
    files, found = find_sheets(lists, used=[*others, *written], suffixes=SUFFIXES | {LIST_SUFFIX})
    files = [path for path in files if not any(path.absolute() == each.absolute() for each in (*others, *written))]
    empty = next((str(path) for path in files if is_folder(path)), None if files else ", ".join(lists))
    if empty is not None:
        raise KlaScoreError(Issue("sheets-not-found", found=empty), *found)
    inputs = [*files, *others]
    delivery = OutputWriter(output_format, annex, inputs, formats=FOR_RESULTS, force=common.force)
    if output:
        check_output(output, inputs, force=common.force)
    date_of_result = _date(as_of) if as_of else ""
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
        as_of=date_of_result,
        largest=max_file_size,
    )
    if not counted.files:
        echo(list(issue_lines(counted.failed[0].issues, messages)))
        raise typer.Exit(NOT_DONE)
    scores, issues = None, [(messages.gettext("lists"), counted.issues)]
    if sheet and output:
        named = next((path.name for path in annex or () if path.suffix.lower() == ".xlsx"), "")
        new = api.write_rollup(sheet, counted, named, messages.language, max_file_size)
        delivery.add(output, [new.workbook])
        scores = new.before, new.after
        issues.append((sheet.name, new.issues))
    shown = rollup_document(counted, messages, scores, in_full=common.verbose)
    delivery.write(
        shown,
        lambda: rollup_document(counted, messages, scores, in_full=True),
        style=common.style,
        issues=[*((each.file, each.issues) for each in counted.failed), *issues],
    )
    reasons = [reason for name, each in issues for reason in error_reasons(name, each, messages)]
    reasons += [line for each in counted.failed for line in issue_lines(each.issues, messages)]
    raise exit_for(reasons, quiet=common.quiet)


def _date(text: str) -> str:
    """Return the date *text*, of the form ``YYYY-MM-DD``."""
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError as error:
        raise KlaScoreError(Issue("date-unusable", found=text)) from error
