"""The command for many sheets."""

import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, BinaryIO, Final

import typer

from kla_score import api
from kla_score.batch import Batch, Failure, RankedBy, Summary, with_roster
from kla_score.batch_run import Order, Outcome, find_sheets, score_all
from kla_score.cli.progress import watched
from kla_score.cli.shared import (
    DONE,
    FINDINGS,
    INTERRUPTED,
    NOT_DONE,
    BomOption,
    DebugOption,
    Delivery,
    EvidenceDirOption,
    EvidenceSizeOption,
    ForceOption,
    InstrumentOption,
    LanguageOption,
    NoHeaderOption,
    OutputOption,
    QuietOption,
    VerboseOption,
    app,
    evidence_folder_of,
    messages_in,
    tell,
    tell_issues,
)
from kla_score.evidence_folder import LARGEST
from kla_score.issues import Issue, KlaScoreError, OutputError, Place, has_errors
from kla_score.messages import Messages
from kla_score.output_file import check_outputs, make_folder, write_output
from kla_score.parts import plain_letters
from kla_score.region import Region
from kla_score.roster_file import read_roster
from kla_score.saved_results import read_batch
from kla_score.terminal import write_exact
from kla_score.wordings import N_

LINES: Final = "jsonl"
_LINES_SUFFIX: Final = ".jsonl"


@app.command(help=N_("Score many sheets: ranking, predicates, clusters, provinces, who is missing."))
def batch(
    *,
    sheets: Annotated[
        list[str] | None, typer.Argument(metavar="SHEET|DIR|GLOB...", help=N_("Workbooks, folders, or patterns."))
    ] = None,
    files_from: Annotated[
        Path | None,
        typer.Option("--files-from", metavar="FILE", envvar="KLA_SCORE_FILES_FROM", help=N_("Names, one in a line.")),
    ] = None,
    roster: Annotated[
        Path | None,
        typer.Option(
            "--roster",
            metavar="FILE.csv",
            envvar="KLA_SCORE_ROSTER",
            help=N_("Who should have reported: code, kind, name, province."),
        ),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against", metavar="LAST.json", help=N_("Show what changed since an earlier `batch -o LAST.json`.")
        ),
    ] = None,
    rank_by: Annotated[
        RankedBy, typer.Option("--rank-by", envvar="KLA_SCORE_RANK_BY", help=N_("Which points decide the order."))
    ] = RankedBy.CLAIMED,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs",
            "-j",
            min=0,
            max=64,
            envvar="KLA_SCORE_JOBS",
            help=N_("How many processes work at a time; 0 chooses by the number of sheets and processors."),
        ),
    ] = 0,
    each: Annotated[
        Path | None,
        typer.Option(
            "--each", metavar="DIR", help=N_("Also write the scorecard of each region into this folder (JSON).")
        ),
    ] = None,
    fail_fast: Annotated[
        bool, typer.Option("--fail-fast", help=N_("Stop at the first sheet that cannot be scored or has errors."))
    ] = False,
    evidence_dir: EvidenceDirOption = None,
    max_evidence_size: EvidenceSizeOption = LARGEST,
    instrument: InstrumentOption = None,
    output_format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            envvar="KLA_SCORE_FORMAT",
            help=N_("What stdout shows: table, json, csv, markdown or jsonl."),
        ),
    ] = "table",
    output: OutputOption = None,
    no_header: NoHeaderOption = False,
    bom: BomOption = False,
    lang: LanguageOption = None,
    force: ForceOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,
) -> None:
    from kla_score import reports  # noqa: PLC0415 - heavy

    del debug
    if not sheets and not files_from:
        raise KlaScoreError(Issue("sheets-missing"))
    paths, found = find_sheets(sheets or (), files_from)
    if not paths:
        raise KlaScoreError(Issue("sheets-not-found", found=", ".join(sheets or [str(files_from)])))
    inputs = [*paths, *(path for path in (files_from, roster, against, instrument) if path)]
    lines = [path for path in output or () if path.suffix.lower() == _LINES_SUFFIX]
    others = [path for path in output or () if path not in lines]
    shown = "json" if output_format == LINES else output_format
    delivery = Delivery(shown, others, inputs, formats=reports.FORMATS, force=force)
    check_outputs([*lines, *others], inputs, force=force)
    form = api.load_instrument(instrument)
    messages = messages_in(lang, form.language)
    expected = read_roster(roster) if roster else None
    earlier = read_batch(against) if against else None
    folder = _Folder(each, force=force) if each else None
    if not quiet:
        tell_issues(messages.say("files"), found, messages, every_note=verbose)

    order = Order(
        instrument, evidence_folder_of(evidence_dir), max_evidence_size, bool(lines or each or output_format == LINES)
    )
    run = _Run(to_screen=output_format == LINES, folder=folder)
    outcomes = score_all(paths, order, jobs)
    with ExitStack() as stack:
        spool = stack.enter_context(tempfile.TemporaryFile()) if lines else None
        run.follow(watched(outcomes, len(paths), messages, quiet=quiet), spool, fail_fast=fail_fast)
        summaries = [with_roster(summary, expected) for summary in run.summaries]
        result = Batch(form, summaries, run.failures, expected, earlier, len(paths) - run.looked_at)

        def document(*, in_full: bool = True) -> reports.Document:
            return reports.batch_document(result, messages, basis=rank_by, in_full=in_full)

        if run.is_interrupted:
            # What is not whole is shown, and said to be so, but never stored.
            delivery = Delivery(shown, (), inputs, formats=reports.FORMATS, force=force)
        elif spool:
            for path in lines:
                write_output(path, spool, inputs, force=force)
        if output_format != LINES or others:
            delivery.write(document(in_full=verbose), document, quiet=quiet, no_header=no_header, bom=bom)
    if not quiet:
        _tell_troubles(result, messages, every_note=verbose)
        tell([reports.batch_line(result, messages)])
    raise typer.Exit(_exit_code(result, is_interrupted=run.is_interrupted))


def _tell_troubles(result: Batch, messages: Messages, *, every_note: bool) -> None:
    """Say why sheets could not be scored, and what is wrong between those that could."""
    for failure in result.failed:
        tell_issues(failure.file, failure.issues, messages, every_note=every_note)
    tell_issues(messages.say("regions"), result.issues, messages, every_note=every_note)


def _exit_code(result: Batch, *, is_interrupted: bool) -> int:
    if is_interrupted:
        return INTERRUPTED
    if not result.results:
        return NOT_DONE
    has_trouble = result.failed or result.unscored or has_errors(result.issues)
    return FINDINGS if has_trouble or any(not summary.is_complete for summary in result.results) else DONE


class _Run:
    """What has become of the sheets so far; scorecards go where they belong one by one, and are not kept."""

    def __init__(self, *, to_screen: bool, folder: "_Folder | None") -> None:
        self.summaries: list[Summary] = []
        self.failures: list[Failure] = []
        self.looked_at = 0
        self.is_interrupted = False
        self._to_screen = to_screen
        self._folder = folder

    def follow(self, outcomes: Iterable[Outcome], spool: BinaryIO | None, *, fail_fast: bool) -> None:
        """Take in *outcomes* to the end, to the first trouble with *fail_fast*, or until somebody interrupts it."""
        try:
            for outcome in outcomes:
                self.looked_at += 1
                self._take(outcome, spool)
                if fail_fast and (outcome.summary is None or not outcome.summary.is_complete):
                    break
        except KeyboardInterrupt:
            self.is_interrupted = True

    def _take(self, outcome: Outcome, spool: BinaryIO | None) -> None:
        if outcome.summary is None:
            self.failures.append(Failure(outcome.file, outcome.issues))
            return
        self.summaries.append(outcome.summary)
        if self._to_screen:
            write_exact(sys.stdout, outcome.scorecard)
        if spool:
            spool.write(outcome.scorecard.encode("utf-8", "replace"))
        if self._folder:
            self._folder.put(outcome)


class _Folder:
    """
    Where the scorecard of each region goes: a file called like the region.

    Raises:
        OutputError: there are files in it already, and they are not to be replaced.

    """

    def __init__(self, path: Path, *, force: bool) -> None:
        make_folder(path)
        if not force and any(path.iterdir()):
            raise OutputError(Issue("output-exists", Place(str(path))))
        self._path = path
        self._taken: set[str] = set()

    def put(self, outcome: Outcome) -> None:
        """Write one scorecard; a name that is taken gets a number."""
        summary = outcome.summary
        region = summary.region if summary else Region()
        words: Sequence[str] = [region.code, region.kind, region.name] if region.name else [Path(outcome.file).stem]
        stem = name = plain_letters(" ".join(words))
        number = 1
        while name in self._taken:
            number += 1
            name = f"{stem}-{number}"
        self._taken.add(name)
        write_output(self._path / f"{name}.json", outcome.scorecard.encode("utf-8", "replace"), force=True)
