"""The command ``batch``, for many sheets."""

import dataclasses
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from kla_score import api
from kla_score.analysis.batch import Batch
from kla_score.analysis.saved_models import BatchRecord
from kla_score.api.batch_runner import BatchOptions, SheetResult, check_evidence, score_all
from kla_score.assessment.region import Region
from kla_score.cli.console import DONE, FINDINGS, INTERRUPTED, NOT_DONE, echo, messages_in
from kla_score.cli.progress import with_progress
from kla_score.cli.shared import (
    BomOption,
    ColorOption,
    DebugOption,
    EvidenceDirOption,
    EvidenceSizeOption,
    FileSizeOption,
    ForceOption,
    InstrumentOption,
    LanguageOption,
    NoHeaderOption,
    OutputStyle,
    OutputWriter,
    QuietOption,
    VerboseOption,
    evidence_folder_of,
    format_option,
    one_of,
    output_option,
    print_issues,
    whole_number,
)
from kla_score.cli.terminal import Color, write_exact
from kla_score.cli.thresholds import FailUnderOption, Gates, StrictOption, gates_of
from kla_score.files.discovery import find_sheets
from kla_score.files.reading import LARGEST
from kla_score.files.roster_csv import read_roster
from kla_score.files.saved_json import read_batch
from kla_score.files.writing import check_outputs, make_folder, write_output
from kla_score.i18n import N_, Messages, clean
from kla_score.instrument import Instrument
from kla_score.instrument.evidence import LARGEST_FILE
from kla_score.issues import Issue, KlaScoreError, Location, OutputError, Parameter, Severity, has_errors
from kla_score.parts.dividing import plain_letters
from kla_score.reports.document import Document
from kla_score.reports.formats import FILE_FORMATS, FOR_RESULTS, FORMATS
from kla_score.reports.views.batch import batch_document, batch_line, batch_records
from kla_score.scoring.summary import Failure, RankedBy, Summary

LINES: Final = "jsonl"
LINES_SUFFIX: Final = ".jsonl"


def batch(
    *,
    sheets: Annotated[
        list[str] | None, typer.Argument(metavar=N_("SHEET|DIR|GLOB..."), help=N_("Workbooks, folders, or patterns."))
    ] = None,
    files_from: Annotated[
        Path | None,
        typer.Option(
            "--files-from",
            metavar=N_("FILE"),
            envvar="KLA_SCORE_FILES_FROM",
            readable=False,
            help=N_("Names, one in a line."),
        ),
    ] = None,
    roster: Annotated[
        Path | None,
        typer.Option(
            "--roster",
            metavar=N_("FILE.csv"),
            envvar="KLA_SCORE_ROSTER",
            readable=False,
            help=N_("Who should have reported: code, kind, name, province."),
        ),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against",
            metavar=N_("LAST.json"),
            readable=False,
            help=N_("Show what changed since an earlier `batch -o LAST.json`."),
        ),
    ] = None,
    rank_by: Annotated[
        RankedBy,
        typer.Option(
            "--rank-by",
            metavar="claimed|supported",
            parser=one_of("--rank-by", RankedBy),
            envvar="KLA_SCORE_RANK_BY",
            help=N_("Which points decide the order."),
        ),
    ] = RankedBy.CLAIMED,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs",
            "-j",
            metavar="N",
            parser=whole_number("--jobs", 0, 64),
            envvar="KLA_SCORE_JOBS",
            help=N_("How many processes work at a time; 0 chooses by the number of sheets and processors."),
        ),
    ] = 0,
    each: Annotated[
        Path | None,
        typer.Option(
            "--each",
            metavar=N_("DIR"),
            readable=False,
            help=N_("Also write the scorecard of each region into this folder (JSON)."),
        ),
    ] = None,
    fail_fast: Annotated[
        bool, typer.Option("--fail-fast", help=N_("Stop at the first sheet that cannot be scored or has errors."))
    ] = False,
    fail_under: FailUnderOption = None,
    strict: StrictOption = False,
    evidence_dir: EvidenceDirOption = None,
    max_evidence_size: EvidenceSizeOption = LARGEST_FILE,
    instrument: InstrumentOption = None,
    output_format: Annotated[str, format_option((*FORMATS, LINES))] = "table",
    output: Annotated[list[Path] | None, output_option((*FILE_FORMATS, LINES_SUFFIX))] = None,
    no_header: NoHeaderOption = False,
    bom: BomOption = False,
    max_file_size: FileSizeOption = LARGEST,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    force: ForceOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,
) -> None:
    del debug
    if not sheets and not files_from:
        raise KlaScoreError(Issue("sheets-missing"))
    paths, found = find_sheets(sheets or (), files_from)
    if not paths:
        raise KlaScoreError(Issue("sheets-not-found", found=", ".join(sheets or [str(files_from)])))
    others = [path for path in (files_from, roster, against, instrument) if path]
    outputs = _Outputs(output_format, output or (), [*paths, *others], force=force)
    form = api.load_instrument(instrument)
    gates = gates_of(fail_under, form, is_strict=strict)
    messages = messages_in(lang, form.language)
    expected = read_roster(roster) if roster else None
    earlier = _earlier(against, form, max_file_size) if against else None
    evidence = evidence_folder_of(evidence_dir)
    found = [*found, *(check_evidence(paths, evidence) if evidence else ())]
    folder = _Folder(each, [*paths, *others, *(output or ())], force=force) if each else None
    if not quiet:
        print_issues(messages.say("files"), found, messages, every_note=verbose)

    order = BatchOptions(
        form, evidence, max_evidence_size, outputs.wants_scorecards or folder is not None, max_file_size
    )
    run = _Run([outputs.put, *([folder.put] if folder else ())])
    run.follow(with_progress(score_all(paths, order, jobs), len(paths), messages, quiet=quiet), fail_fast=fail_fast)
    result = Batch(form, run.summaries, run.failures, expected, earlier, len(paths) - run.looked_at)

    def document(*, in_full: bool = True) -> Document:
        return batch_document(result, messages, basis=rank_by, in_full=in_full)

    missed = {each.file: lacking for each in result.results if (lacking := _lacking(each, gates, messages))}
    shown = batch_records(result, messages, rank_by) if outputs.are_for_machines else document(in_full=verbose)
    outputs.finish(
        shown, document, quiet=quiet, look=OutputStyle(color, no_header, bom), is_whole=not run.is_interrupted
    )
    if not quiet:
        if folder:
            print_issues(str(each), folder.left_over(), messages, every_note=verbose)
        _tell_troubles(result, messages, every_note=verbose)
        echo([f"{clean(file)}: {text}" for file, lacking in missed.items() for text in lacking])
        echo([batch_line(result, messages)])
    code = _exit_code(result, is_interrupted=run.is_interrupted)
    raise typer.Exit(FINDINGS if missed and code == DONE else code)


def _with_lines(issue: Issue) -> Issue:
    """Name JSON Lines, too, among what is allowed."""
    allowed = issue.parameters.get("allowed")
    if not isinstance(allowed, tuple):
        return issue
    name = LINES if issue.code == "format-unknown" else LINES_SUFFIX
    return dataclasses.replace(issue, parameters={**issue.parameters, "allowed": (*allowed, name)})


def _earlier(path: Path, form: Instrument, largest: int) -> BatchRecord:
    """
    Read an earlier batch.

    Raises:
        KlaScoreError: it cannot be used, or is one of another instrument.

    """
    record = read_batch(path, largest)
    if record.instrument.id != form.id:
        expected: Mapping[str, Parameter] = {"expected": form.id}
        raise KlaScoreError(Issue("result-other-instrument", Location(str(path)), "", record.instrument.id, expected))
    return record


def _tell_troubles(result: Batch, messages: Messages, *, every_note: bool) -> None:
    """Say why sheets could not be scored, and what is wrong between those that could."""
    for failure in result.failed:
        print_issues(failure.file, failure.issues, messages, every_note=every_note)
    print_issues(messages.say("regions"), result.issues, messages, every_note=every_note)


def _lacking(result: Summary, gates: Gates, messages: Messages) -> Sequence[str]:
    warnings = dict(zip(Severity, result.counts, strict=True))[Severity.WARNING]
    return gates.missed(result.total, warnings, messages)


def _exit_code(result: Batch, *, is_interrupted: bool) -> int:
    if is_interrupted:
        return INTERRUPTED
    if not result.results:
        return NOT_DONE
    has_trouble = result.failed or result.unscored or has_errors(result.issues)
    return FINDINGS if has_trouble or any(not summary.is_complete for summary in result.results) else DONE


class _Outputs:
    """Where the result goes: scorecards as lines of JSON one by one, all else at the end."""

    def __init__(self, shown: str, files: Sequence[Path], inputs: Sequence[Path], *, force: bool) -> None:
        self._is_streamed = shown == LINES
        self._lines = [path for path in files if path.suffix.lower() == LINES_SUFFIX]
        others = [path for path in files if path not in self._lines]
        screen = None if self._is_streamed else shown
        try:
            self._delivery = OutputWriter(screen, others, inputs, formats=FOR_RESULTS, force=force)
            # What is not whole is shown, and said to be so, but never stored.
            self._screen = OutputWriter(screen, (), inputs, formats=FOR_RESULTS, force=force)
        except OutputError as error:
            raise OutputError(*map(_with_lines, error.issues)) from error
        check_outputs([*self._lines, *others], inputs, force=force)
        self._inputs, self._force = inputs if self._lines else (), force
        # Without a name, so that nothing is left behind whatever happens; it lives as long as the command.
        self._spool = tempfile.TemporaryFile() if self._lines else None  # noqa: SIM115

    @property
    def wants_scorecards(self) -> bool:
        """Whether anything is to be done with whole scorecards."""
        return self._is_streamed or bool(self._lines)

    @property
    def are_for_machines(self) -> bool:
        """Whether stdout and the files hold data alone."""
        return self._is_streamed or self._delivery.is_for_machines

    def put(self, outcome: SheetResult) -> None:
        """Take one scorecard."""
        if self._is_streamed:
            write_exact(sys.stdout, [outcome.scorecard])
        if self._spool:
            self._spool.write(outcome.scorecard.encode("utf-8", "replace"))

    def finish(
        self,
        shown: Document,
        in_full: Callable[[], Document],
        *,
        quiet: bool,
        look: OutputStyle,
        is_whole: bool,
    ) -> None:
        """Write the files, when the result is whole, and what is to be seen."""
        if self._spool and is_whole:
            with self._spool as lines:
                for path in self._lines:
                    lines.seek(0)
                    write_output(path, lines, self._inputs, force=self._force)
            if not quiet:
                echo([shown.messages.say("written: {file}", file=str(path)) for path in self._lines])
        delivery = self._delivery if is_whole else self._screen
        delivery.write(shown, in_full, quiet=quiet, look=look)


class _Run:
    """What has become of the sheets so far; each scorecard is handed to the *takers*, and not kept."""

    def __init__(self, takers: Sequence[Callable[[SheetResult], None]]) -> None:
        self.summaries: list[Summary] = []
        self.failures: list[Failure] = []
        self.looked_at = 0
        self.is_interrupted = False
        self._takers = takers

    def follow(self, outcomes: Iterable[SheetResult], *, fail_fast: bool) -> None:
        """Take in *outcomes* to the end, to the first trouble with *fail_fast*, or until somebody interrupts it."""
        try:
            for outcome in outcomes:
                self.looked_at += 1
                self._take(outcome)
                if fail_fast and (outcome.summary is None or not outcome.summary.is_complete):
                    break
        except KeyboardInterrupt:
            self.is_interrupted = True

    def _take(self, outcome: SheetResult) -> None:
        if outcome.summary is None:
            self.failures.append(Failure(outcome.file, outcome.issues))
            return
        self.summaries.append(outcome.summary)
        for take in self._takers:
            take(outcome)


class _Folder:
    """
    Where the scorecard of each region goes: a file called like the region, and like none of *others*.

    Raises:
        OutputError: there are files in it already, and they are not to be replaced.

    """

    def __init__(self, path: Path, others: Sequence[Path], *, force: bool) -> None:
        make_folder(path)
        self._others = others
        if not force and any(path.iterdir()):
            raise OutputError(Issue("output-exists", Location(str(path))))
        self._path = path
        # Known before any work: never over an input or another output that is called the same.
        self._taken = {
            other.stem.casefold()
            for other in others
            if other.suffix.lower() == ".json" and os.path.realpath(other.parent) == os.path.realpath(path)
        }

    def left_over(self) -> Sequence[Issue]:
        """Name the scorecards that an earlier run has left behind."""
        names = sorted(path.name for path in self._path.glob("*.json") if path.stem.casefold() not in self._taken)
        parameters: Mapping[str, Parameter] = {"count": len(names), "files": tuple(names[:5])}
        return [Issue("each-left-over", parameters=parameters)] if names else []

    def put(self, outcome: SheetResult) -> None:
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
        content = outcome.scorecard.encode("utf-8", "replace")
        write_output(self._path / f"{name}.json", content, self._others, force=True, is_our_name=True)
