"""
Score many sheets, on one processor or several: one that cannot be scored never stops the others.

Results come in the order of the sheets, however many processes work on them.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Final

from kla_score import api
from kla_score.assessment.evidence_matching import EvidenceFiles
from kla_score.files.discovery import NAMED
from kla_score.files.reading import LARGEST, is_folder
from kla_score.instrument import Instrument
from kla_score.issues import Issue, KlaScoreError, Location, Parameter
from kla_score.reports.data.scorecard import scorecard_data
from kla_score.reports.formats.json import line
from kla_score.scoring import Scorecard
from kla_score.scoring.summary import Failure, Summary, summarise

_WORTH_A_PROCESS: Final = 8
"""So many sheets take about as long as it takes to start a process."""


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """
    How each sheet is to be scored: with *instrument*.

    *evidence* has a folder for each sheet, called like it without ending; files in them may have *largest* MiB.
    Sheets may have *largest_sheet* MiB. *in_full* asks for the whole scorecard beside its summary.
    """

    instrument: Instrument
    evidence: Path | None = None
    largest: int = 0
    in_full: bool = False
    largest_sheet: int = LARGEST


@dataclass(frozen=True, slots=True)
class SheetResult:
    """What became of one sheet: a summary, and the scorecard as one line of JSON if asked for; or why there is none."""

    file: str
    summary: Summary | None = None
    issues: tuple[Issue, ...] = ()
    scorecard: str = ""


def score_all(sheets: Sequence[Path], order: BatchOptions, jobs: int = 0) -> Iterator[SheetResult]:
    """
    Score *sheets* in their order with so many *jobs* at a time; 0 chooses by the number of sheets and processors.
    """
    wanted = jobs or max(1, min(os.cpu_count() or 1, len(sheets) // _WORTH_A_PROCESS))
    if wanted == 1 or len(sheets) <= 1:
        return (_score(sheet, order) for sheet in sheets)
    return _score_in_processes(sheets, order, min(wanted, len(sheets)))


def _score_in_processes(sheets: Sequence[Path], order: BatchOptions, jobs: int) -> Iterator[SheetResult]:
    done = 0
    while done < len(sheets):
        with _safe_path():  # the pool itself has a process beside its workers
            # Every platform starts its workers alike, and none inherits a half-used file or a thread.
            pool = ProcessPoolExecutor(jobs, get_context("spawn"), _start_worker, (order,))
        try:
            for outcome in _mapped(pool, sheets[done:]):
                done += 1
                yield outcome
        except BrokenProcessPool:
            # A process has died. One at a time it will be seen with which sheet; the others are scored.
            if jobs == 1:
                died = sheets[done]
                done += 1
                yield SheetResult(str(died), issues=(Issue("sheet-not-scored", Location(str(died)), found="worker"),))
            jobs = 1
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _mapped(pool: ProcessPoolExecutor, sheets: Sequence[Path]) -> Iterator[SheetResult]:
    """Start the work. An interruption is for this process to handle; the workers are born deaf to it."""
    with _safe_path():
        if threading.current_thread() is not threading.main_thread():
            return pool.map(_score_in_worker, sheets, chunksize=1)
        former = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            return pool.map(_score_in_worker, sheets, chunksize=1)
        finally:
            signal.signal(signal.SIGINT, former)


@contextmanager
def _safe_path() -> Iterator[None]:
    """
    Let processes that are started meanwhile look for no module in the current folder.

    They would do so first, and run a file called signal.py that lies among the sheets.
    """
    former = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        if former is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = former


class _Worker:
    """What a process keeps between sheets."""

    order: BatchOptions


def _start_worker(order: BatchOptions) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Windows does not hand it down
    _Worker.order = order


def _end_with_parent() -> None:
    """Let no worker wait for ever for sheets from a process that was killed."""
    if parent := parent_process():
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)  # which ends all threads, as no exception of this one would


def _score_in_worker(sheet: Path) -> SheetResult:
    return _score(sheet, _Worker.order)


def _score(sheet: Path, order: BatchOptions) -> SheetResult:
    if is_folder(sheet):
        return SheetResult(str(sheet), issues=(Issue("sheets-not-found", Location(str(sheet)), found=str(sheet)),))
    try:
        scorecard = api.evaluate(sheet, order.instrument, _files_of(sheet, order), order.largest_sheet)
    except KlaScoreError as error:
        # Files of the same name in several folders are told apart by their paths.
        locations = [issue.location._replace(file=str(sheet)) for issue in error.issues]
        issues = (replace(issue, location=location) for issue, location in zip(error.issues, locations, strict=True))
        return SheetResult(str(sheet), issues=tuple(issues))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one sheet, the others are scored
        return SheetResult(
            str(sheet), issues=(Issue("sheet-not-scored", Location(str(sheet)), found=type(error).__name__),)
        )
    if part := scorecard.assessment.period.part:
        return SheetResult(str(sheet), issues=(Issue("sheet-is-part", Location(str(sheet)), found=part),))
    named = replace(scorecard.assessment, source=replace(scorecard.assessment.source, file=str(sheet)))
    scorecard = replace(scorecard, assessment=named)
    return SheetResult(str(sheet), summarise(scorecard), scorecard=_line_of(scorecard) if order.in_full else "")


def check_evidence(sheets: Sequence[Path], evidence: Path) -> Sequence[Issue]:
    """
    See whether each of *sheets* has a folder of its own in *evidence*.

    Returns:
        A warning that names the sheets without one.

    Raises:
        KlaScoreError: there is no such folder at all, or two sheets would share one.

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


def _files_of(sheet: Path, order: BatchOptions) -> EvidenceFiles | None:
    if order.evidence is None:
        return None
    folder = order.evidence / sheet.stem
    return api.list_evidence(folder, order.largest, [sheet]) if is_folder(folder) else EvidenceFiles(folder.name, ())


def _line_of(scorecard: Scorecard) -> str:
    return line(scorecard_data(scorecard))


class BatchRun:
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
