"""
Score many sheets in one process or several. A sheet that cannot be scored does not stop the others.

Results are in the order of the sheets, whatever the number of processes.
"""

import os
import pickle
import signal
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from typing import Final, NamedTuple

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
from kla_score.sheet import NO_TITLES

_PATIENCE: Final = 1
"""Seconds between two checks of a pool that has no result yet."""
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
    largest: int = 0
    in_full: bool = False
    largest_sheet: int = LARGEST
    titles: Mapping[str, str] = NO_TITLES


class SheetResult(NamedTuple):
    """The result of one sheet: a summary and, on request, the scorecard as one line of JSON; or the error."""

    file: str
    summary: Summary | None = None
    issues: tuple[Issue, ...] = ()
    scorecard: str = ""


def score_all(sheets: Sequence[Path], order: BatchOptions, jobs: int = 0) -> Iterator[SheetResult]:
    """
    Yield the result of each of *sheets*, in their order.

    Args:
        sheets: The workbooks.
        order: How they are scored.
        jobs: The number of processes; 0 chooses it by the number of sheets and processors.

    """
    wanted = jobs or max(1, min(os.cpu_count() or 1, len(sheets) // _WORTH_A_PROCESS))
    if wanted == 1 or len(sheets) <= 1:
        return (_score(sheet, order) for sheet in sheets)
    return _score_in_processes(sheets, order, min(wanted, len(sheets)))


def _score_in_processes(sheets: Sequence[Path], order: BatchOptions, jobs: int) -> Iterator[SheetResult]:
    done = 0
    with _stored(order) as stored:
        while done < len(sheets):
            with _safe_path():  # the pool itself starts a process besides its workers
                # Workers start the same way on every platform, and inherit no half-used file or thread.
                pool = ProcessPoolExecutor(jobs, get_context("spawn"), _start_worker, (stored,))
            try:
                for outcome in _outcomes(pool, sheets[done:]):
                    done += 1
                    yield outcome
                pool.shutdown(wait=True)
            except BrokenProcessPool:
                # A process has died. Scoring one sheet at a time shows which sheet caused it, and scores the others.
                if jobs == 1:
                    died = sheets[done]
                    done += 1
                    yield _not_scored(died, "worker")
                jobs = 1
            except (RuntimeError, OSError, MemoryError):
                # The system starts no further process or thread. This process scores the rest.
                yield from (_score(sheet, order) for sheet in sheets[done:])
                return
            finally:
                _end(pool)


def _end(pool: ProcessPoolExecutor) -> None:
    """End the workers of *pool*, also of a pool that did not start as a whole."""
    pool.shutdown(wait=False, cancel_futures=True)
    for process in active_children():
        process.terminate()
        process.join()


@contextmanager
def _stored(order: BatchOptions) -> Iterator[Path]:
    """
    Store *order* in a temporary file for the workers.

    An instrument is larger than a pipe. If a worker dies while it starts, writing to its pipe would never end.
    """
    descriptor, name = tempfile.mkstemp(prefix="kla-score-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            pickle.dump(order, file)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _not_scored(sheet: Path, reason: str) -> SheetResult:
    return SheetResult(str(sheet), issues=(Issue("sheet-not-scored", Location(str(sheet)), found=reason),))


def _submitted(pool: ProcessPoolExecutor, sheets: Sequence[Path]) -> Sequence[Future[SheetResult]]:
    """Start the work. The workers ignore interruptions, because this process handles them."""
    with _safe_path():
        is_main = threading.current_thread() is threading.main_thread()
        former = signal.signal(signal.SIGINT, signal.SIG_IGN) if is_main else None
        try:
            return [pool.submit(_score_in_worker, sheet) for sheet in sheets]
        finally:
            if is_main:
                signal.signal(signal.SIGINT, former)


def _outcomes(pool: ProcessPoolExecutor, sheets: Sequence[Path]) -> Iterator[SheetResult]:
    """
    Yield the results of *sheets* in order.

    Raises:
        RuntimeError: A thread of the pool has died. The pool itself would wait forever.

    """
    dead: list[object] = []
    former, threading.excepthook = threading.excepthook, dead.append
    try:
        for future in _submitted(pool, sheets):
            while not wait([future], timeout=_PATIENCE).done:
                if dead:
                    raise RuntimeError(dead)
            yield future.result()
    finally:
        threading.excepthook = former


@contextmanager
def _safe_path() -> Iterator[None]:
    """
    Keep processes that are started meanwhile from importing modules from the current folder.

    Otherwise they would run a file such as signal.py among the sheets.
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
    """The state of a worker process between sheets."""

    order: BatchOptions


def _start_worker(stored: Path) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Windows does not inherit this setting
    _Worker.order = pickle.loads(stored.read_bytes())  # noqa: S301 - written by the parent process


def _end_with_parent() -> None:
    """End the worker when its parent is killed, instead of waiting forever for sheets."""
    if parent := parent_process():
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)  # ends all threads, which an exception in this thread would not


def _score_in_worker(sheet: Path) -> SheetResult:
    return _score(sheet, _Worker.order)


def _score(sheet: Path, order: BatchOptions) -> SheetResult:
    if is_folder(sheet):
        return SheetResult(str(sheet), issues=(Issue("sheets-not-found", Location(str(sheet)), found=str(sheet)),))
    try:
        scorecard = api.evaluate(sheet, order.instrument, _files_of(sheet, order), order.largest_sheet, order.titles)
    except KlaScoreError as error:
        # The path distinguishes files of the same name in several folders.
        locations = [issue.location._replace(file=str(sheet)) for issue in error.issues]
        issues = (replace(issue, location=location) for issue, location in zip(error.issues, locations, strict=True))
        return SheetResult(str(sheet), issues=tuple(issues))
    except Exception as error:  # noqa: BLE001 - an unknown error in one sheet must not stop the others
        return _not_scored(sheet, type(error).__name__)
    if part := scorecard.assessment.period.part:
        return SheetResult(str(sheet), issues=(Issue("sheet-is-part", Location(str(sheet)), found=part),))
    named = replace(scorecard.assessment, source=scorecard.assessment.source._replace(file=str(sheet)))
    scorecard = replace(scorecard, assessment=named)
    return SheetResult(str(sheet), summarise(scorecard), scorecard=_line_of(scorecard) if order.in_full else "")


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


def _files_of(sheet: Path, order: BatchOptions) -> EvidenceFiles | None:
    if order.evidence is None:
        return None
    folder = order.evidence / sheet.stem
    return api.list_evidence(folder, order.largest, [sheet]) if is_folder(folder) else EvidenceFiles(folder.name, ())


def _line_of(scorecard: Scorecard) -> str:
    return line(scorecard_data(scorecard))


class BatchRun:
    """The results so far. Each scorecard is passed to the *takers* and is not kept."""

    def __init__(self, takers: Sequence[Callable[[SheetResult], None]]) -> None:
        self.summaries: list[Summary] = []
        self.failures: list[Failure] = []
        self.looked_at = 0
        self.is_interrupted = False
        self._takers = takers

    def follow(self, outcomes: Iterable[SheetResult], *, fail_fast: bool) -> None:
        """Process *outcomes* until the end, an interruption or, with *fail_fast*, the first failure."""
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
