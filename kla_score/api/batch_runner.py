"""
Score many sheets in one process or several. A sheet that cannot be scored does not stop the others.

Results are in the order of the sheets, whatever the number of processes.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from kla_score import __version__
from kla_score.analysis.batch import Batch
from kla_score.analysis.roster import Roster
from kla_score.analysis.saved_records import EarlierBatch
from kla_score.api.evaluation import evaluate
from kla_score.api.finished_results import INPUTS, NO_RESULTS, inputs_hash, read_finished
from kla_score.assessment.evidence_matching import EvidenceFiles
from kla_score.files.discovery import NAMED
from kla_score.files.evidence_folder import list_evidence
from kla_score.files.reading import LARGEST, StrPath, is_folder
from kla_score.instrument import Instrument
from kla_score.instrument.evidence import LARGEST_FILE
from kla_score.issues import Issue, KlaScoreError, Location, Parameter
from kla_score.reports.data.head import head
from kla_score.reports.data.scorecard import scorecard_data
from kla_score.reports.formats.json import line
from kla_score.scoring import Scorecard
from kla_score.scoring.summary import Failure, Summary, summarise
from kla_score.sheet import NO_TITLES

_WORTH_A_PROCESS: Final = 8
"""Scoring this many sheets takes about as long as starting a process."""


class BatchOptions(NamedTuple):
    """
    How each sheet is scored.

    *evidence* contains one folder per sheet, named like the sheet without its suffix. Files in it may have *largest*
    MiB, sheets *largest_sheet* MiB. With *in_full*, the whole scorecard is kept beside its summary. *titles* are known
    columns by the regions' own titles.
    """

    instrument: Instrument
    evidence: Path | None = None
    largest: int = LARGEST_FILE
    in_full: bool = False
    largest_sheet: int = LARGEST
    titles: Mapping[str, str] = NO_TITLES

    @property
    def hash(self) -> str | None:
        """The hash of everything that changes the result of a sheet; None with *evidence*, which may change."""
        if self.evidence:
            return None
        options = [__version__, self.instrument.model_dump_json(), self.largest_sheet, sorted(self.titles.items())]
        return hashlib.sha256(json.dumps(options).encode("ascii")).hexdigest()


class SheetResult(NamedTuple):
    """
    The result of one sheet: a summary and, on request, the scorecard as one line of JSON; or the error.

    *is_kept* is whether it is the result of an earlier run.
    """

    file: str
    summary: Summary | None = None
    issues: tuple[Issue, ...] = ()
    scorecard: str = ""
    is_kept: bool = False


def batch(  # noqa: PLR0913 - an argument for each option
    sheets: Sequence[StrPath],
    options: BatchOptions,
    *,
    roster: Roster | None = None,
    earlier: EarlierBatch | None = None,
    jobs: int = 1,
    finished: Mapping[Path, Path] = NO_RESULTS,
    fail_fast: bool = False,
    takers: Sequence[Callable[[SheetResult], None]] = (),
    watch: Callable[[Iterator[SheetResult]], Iterable[SheetResult]] = iter,
) -> Batch:
    """
    Score *sheets*, rank their regions and summarise their provinces.

    An interruption (Ctrl+C) ends the run, and the result contains the sheets before it.

    Args:
        sheets: The workbooks.
        options: How they are scored.
        roster: The expected regions.
        earlier: An earlier result to compare with.
        jobs: The number of processes; 0 chooses it by the number of sheets and processors. With other numbers than 1, a
            script needs ``if __name__ == "__main__":``, because every process imports it.
        finished: The results of an earlier run that are still valid (`find_finished`).
        fail_fast: Whether the run stops at the first sheet with a problem.
        takers: Called with each scored sheet, whose scorecard is not kept.
        watch: Called with all results before the run, for example to show its progress.

    """
    summaries: list[Summary] = []
    failures: list[Failure] = []
    is_interrupted = False
    try:
        for each in watch(_score_all([Path(each) for each in sheets], options, jobs, finished)):
            if each.summary is None:
                failures.append(Failure(each.file, each.issues))
            else:
                summaries.append(each.summary)
                for take in takers:
                    take(each)
            if fail_fast and (each.summary is None or not each.summary.is_complete):
                break
    except KeyboardInterrupt:
        is_interrupted = True
    unscored = len(sheets) - len(summaries) - len(failures)
    return Batch(options.instrument, summaries, failures, roster, earlier, unscored, is_interrupted)


def _score_all(
    sheets: Sequence[Path], options: BatchOptions, jobs: int, finished: Mapping[Path, Path]
) -> Iterator[SheetResult]:
    """Yield the result of each of *sheets*, in their order."""
    tasks = [_Task(sheet, finished.get(sheet)) for sheet in sheets]
    state = _State(options, options.hash if options.in_full else None)
    wanted = jobs or max(1, min(os.cpu_count() or 1, len(sheets) // _WORTH_A_PROCESS))
    if wanted == 1 or len(sheets) <= 1:
        return (_score_or_keep(task, state) for task in tasks)
    from kla_score.api.worker_pool import map_in_processes  # noqa: PLC0415 - slow, and only several processes need it

    return map_in_processes(_score_or_keep, tasks, state, min(wanted, len(sheets)), _lost)


class _Task(NamedTuple):
    """A sheet, and its result of an earlier run if it is still valid."""

    sheet: Path
    finished: Path | None


class _State(NamedTuple):
    """What all tasks share: the options and their hash."""

    options: BatchOptions
    options_hash: str | None


def _lost(task: _Task) -> SheetResult:
    return _not_scored(task.sheet, "worker")


def _score_or_keep(task: _Task, state: _State) -> SheetResult:
    if task.finished and (kept := read_finished(task.finished, state.options.instrument)):
        summary, scorecard = kept
        return SheetResult(str(task.sheet), summary, scorecard=scorecard, is_kept=True)
    return _score(task.sheet, state.options, state.options_hash)


def _not_scored(sheet: Path, reason: str) -> SheetResult:
    return SheetResult(str(sheet), issues=(Issue("sheet-not-scored", Location(str(sheet)), found=reason),))


def _score(sheet: Path, options: BatchOptions, options_hash: str | None) -> SheetResult:
    if is_folder(sheet):
        return SheetResult(str(sheet), issues=(Issue("sheets-not-found", Location(str(sheet)), found=str(sheet)),))
    try:
        files = _files_of(sheet, options)
        scorecard = evaluate(sheet, options.instrument, files, options.largest_sheet, options.titles)
    except KlaScoreError as error:
        # The path distinguishes files of the same name in several folders.
        locations = [issue.location._replace(file=str(sheet)) for issue in error.issues]
        issues = (replace(issue, location=location) for issue, location in zip(error.issues, locations, strict=True))
        return SheetResult(str(sheet), issues=tuple(issues))
    except Exception as error:  # noqa: BLE001 - an unknown error in one sheet must not stop the others
        return _not_scored(sheet, type(error).__name__)
    if part := scorecard.assessment.period.part:
        return SheetResult(str(sheet), issues=(Issue("sheet-is-part", Location(str(sheet)), found=part),))
    named = scorecard.assessment._replace(source=scorecard.assessment.source._replace(file=str(sheet)))
    scorecard = replace(scorecard, assessment=named)
    return SheetResult(
        str(sheet), summarise(scorecard), scorecard=_line_of(scorecard, options_hash) if options.in_full else ""
    )


def check_evidence(sheets: Sequence[Path], evidence: Path) -> Sequence[Issue]:
    """
    Check that each of *sheets* has a folder of its own in *evidence*.

    Returns:
        A warning with the sheets that have none.

    Raises:
        KlaScoreError: The folder *evidence* does not exist, or two sheets would share a folder.

    """
    if not is_folder(evidence):
        raise KlaScoreError(Issue("folder-not-found", Location(str(evidence))))
    owners: dict[str, Path] = {}
    for sheet in sheets:
        other = owners.setdefault(os.path.normcase(sheet.stem), sheet)
        if other is not sheet:
            parameters = {"other": str(other)}
            raise KlaScoreError(Issue("evidence-folder-shared", Location(str(sheet)), "", sheet.stem, parameters))
    without = [sheet.name for sheet in sheets if not is_folder(evidence / sheet.stem)]
    counted: Mapping[str, Parameter] = {"count": len(without), "files": tuple(without[:NAMED])}
    return [Issue("evidence-folder-missing", Location(str(evidence)), parameters=counted)] if without else []


def _files_of(sheet: Path, options: BatchOptions) -> EvidenceFiles | None:
    if options.evidence is None:
        return None
    folder = options.evidence / sheet.stem
    return list_evidence(folder, options.largest, [sheet]) if is_folder(folder) else EvidenceFiles(folder.name, ())


def _line_of(scorecard: Scorecard, options_hash: str | None) -> str:
    source = scorecard.assessment.source
    inputs = inputs_hash(options_hash, source.file, source.sha256) if options_hash else None
    data = scorecard_data(scorecard)
    return line({**head(str(data["kind"])), INPUTS: inputs, **data})  # near the start, where `find_finished` looks
