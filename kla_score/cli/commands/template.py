"""The command ``template``."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from kla_score import api
from kla_score.cli.common_options import AgenciesOption, ColumnOption, CommandOptions, FileSizeOption, InstrumentOption
from kla_score.cli.console import echo, messages_in
from kla_score.cli.option_values import option
from kla_score.cli.options import FormOption, folder_named, titles_of, villages_option
from kla_score.cli.output import carried_over_line, check_suffix, error_reasons, exit_for, print_issues, print_written
from kla_score.files.question_folders import question_folders
from kla_score.files.reading import LARGEST
from kla_score.files.writing import check_folder, check_output, output_folder, write_outputs
from kla_score.i18n import N_, Messages
from kla_score.issues import Issue, KlaScoreError


def template(
    *,
    output: Annotated[
        Path | None,
        typer.Argument(metavar=N_("OUT.xlsx"), readable=False, help=N_("Workbook to write."), show_default=False),
    ] = None,
    per_agency: Annotated[
        Path | None, option("--per-agency", N_("Folder for the agency workbooks and their index."), N_("DIR"))
    ] = None,
    per_kecamatan: Annotated[
        Path | None, option("--per-kecamatan", N_("Folder for the village lists, one per sub-district."), N_("DIR"))
    ] = None,
    roster: Annotated[Path | None, villages_option()] = None,
    forms: FormOption = None,
    agency: Annotated[
        str | None, option("--agency", N_("Write only the questions of this agency."), N_("AGENCY"))
    ] = None,
    agencies: AgenciesOption = None,
    older: Annotated[
        Path | None, option("--from", N_("Copy the answers, evidence and notes of this workbook."), N_("WORKBOOK"))
    ] = None,
    older_instrument: Annotated[
        Path | None, option("--from-instrument", N_("Instrument of the `--from` workbook instead of `-i`."), N_("FILE"))
    ] = None,
    make_evidence_dir: Annotated[
        str | None,
        option("--make-evidence-dir", N_("Also make a folder with a subfolder for each question."), N_("DIR")),
    ] = None,
    instrument: InstrumentOption = None,
    max_file_size: FileSizeOption = LARGEST,
    column: ColumnOption = None,
    common: CommandOptions,
) -> None:
    if per_kecamatan:
        others = {"OUT.xlsx": output, "--per-agency": per_agency, "--agency": agency, "--from": older}
        _check_exclusive("--per-kecamatan", others)
        messages = messages_in(common.lang, api.load_instrument(instrument).language)
        _write_lists(per_kecamatan, roster, forms or (), messages, force=common.force, quiet=common.quiet)
        return
    _check_options(output, per_agency, agency, older, older_instrument)
    folder = folder_named("--make-evidence-dir", make_evidence_dir) if make_evidence_dir is not None else None
    inputs = [path for path in (instrument, agencies, older, older_instrument) if path]
    if output:
        check_output(output, inputs, force=common.force)
    form = api.load_instrument(instrument)
    names = api.load_agencies(agencies, form)
    former = api.load_instrument(older_instrument) if older_instrument else form
    messages = messages_in(common.lang, form.language)
    is_divided = bool(per_agency or agency)
    carried_over = None
    if older:
        titles = titles_of(column, former)
        carried_over = api.carry_over(older, form, former, same_period=is_divided, largest=max_file_size, titles=titles)
    shares, unknown = api.divide(names, carried_over, messages.language) if is_divided else ((), ())
    contents = {}
    share = api.share_of(agency, shares, names) if agency else None
    if output:
        contents[output] = api.template(form, messages.language, carried_over, agencies=names, share=share)
    elif per_agency:
        workbooks = api.agency_workbooks(names, shares, messages.language, carried_over)
        contents = {per_agency / name: content for name, content in workbooks.items()}
    codes = share.codes if share else form.questions
    folders = api.evidence_folders(form, messages.language, codes) if folder else ()
    with ExitStack() as made:  # removed again if the workbooks cannot be written
        if per_agency:
            made.enter_context(output_folder(per_agency))
        if folder:
            made.enter_context(question_folders(folder, folders))
        stored = {path: [content] for path, content in contents.items()}
        write_outputs(stored, inputs, force=common.force, are_our_names=per_agency is not None)
    found = (*(carried_over.issues if carried_over else ()), *unknown)
    source = older.name if older else form.id
    if not common.quiet:
        print_issues(source, found, messages, every_note=common.verbose)
        if carried_over:
            echo([carried_over_line(carried_over, messages, share.codes if share else None)])
        print_written([*contents, *([folder] if folder else ())], messages)
    raise exit_for(error_reasons(source, found, messages), quiet=common.quiet)


def _check_options(
    output: Path | None, per_agency: Path | None, agency: str | None, older: Path | None, older_instrument: Path | None
) -> None:
    """Reject options that are incomplete or contradict each other."""
    if older_instrument and not older:
        needed = {"needed": "--from"}
        raise KlaScoreError(Issue("flag-needs-another", found="--from-instrument", parameters=needed))
    if not output and not per_agency:
        raise KlaScoreError(Issue("output-missing"))
    if agency is not None and not agency.strip():
        raise KlaScoreError(Issue("agency-not-found", parameters={"candidates": ()}))
    if per_agency:
        _check_exclusive("--per-agency", {"OUT.xlsx": output, "--agency": agency})
        check_folder(per_agency)
    if output:
        check_suffix(output, [".xlsx"])


def _check_exclusive(option: str, others: Mapping[str, object]) -> None:
    """Reject *option* together with any of *others*, the values by option."""
    for other, value in others.items():
        if value:
            raise KlaScoreError(Issue("flags-exclude-each-other", found=option, parameters={"other": other}))


def _write_lists(
    folder: Path, roster: Path | None, forms: Sequence[Path], messages: Messages, *, force: bool, quiet: bool
) -> None:
    """Write a list of villages for each sub-district of *roster* into *folder*."""
    if roster is None:
        raise KlaScoreError(Issue("flag-needs-another", found="--per-kecamatan", parameters={"needed": "--roster"}))
    check_folder(folder)
    loaded = api.load_forms(forms)
    lists = api.village_lists(api.village_roster(roster, loaded), loaded, messages.language)
    with output_folder(folder):
        stored = {folder / name: [content] for name, content in lists.items()}
        write_outputs(stored, [roster, *forms], force=force, are_our_names=True)
    if not quiet:
        print_written(stored, messages)
