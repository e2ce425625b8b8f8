"""Call a function for many items in several processes. A process that dies loses only its own item."""

import os
import pickle
import signal
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from typing import Any, Final, TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_State = TypeVar("_State")

_PATIENCE: Final = 1
"""Seconds between two checks of a pool that has no result yet."""
_AHEAD: Final = 32
"""The number of items per process that are started or wait for an earlier result, so that memory stays small."""


def map_in_processes(
    function: Callable[[_Item, _State], _Result],
    items: Sequence[_Item],
    state: _State,
    jobs: int,
    lost: Callable[[_Item], _Result],
) -> Iterator[_Result]:
    """
    Yield the result of *function* for each of *items* and *state*, in their order.

    Args:
        function: A function of a module, so that other processes find it.
        items: The first argument of each call.
        state: The second argument of all calls, which each process gets once.
        jobs: The number of processes.
        lost: The result for an item whose process has died.

    """
    done = 0
    with _stored((function, state)) as stored:
        while done < len(items):
            with _safe_path():  # the pool itself starts a process besides its workers
                # Workers start the same way on every platform, and inherit no half-used file or thread.
                pool = ProcessPoolExecutor(jobs, get_context("spawn"), _start_worker, (stored,))
            try:
                for result in _results(pool, items[done:], jobs):
                    done += 1
                    yield result
                pool.shutdown(wait=True)
            except BrokenProcessPool:
                # A process has died. One item at a time shows which one caused it, and the others get their results.
                if jobs == 1:
                    died = items[done]
                    done += 1
                    yield lost(died)
                jobs = 1
            except (RuntimeError, OSError, MemoryError):
                # The system starts no further process or thread. This process does the rest.
                yield from (function(item, state) for item in items[done:])
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
def _stored(value: object) -> Iterator[Path]:
    """
    Store *value* in a temporary file for the workers.

    An instrument is larger than a pipe. If a worker dies while it starts, writing to its pipe would never end.
    """
    descriptor, name = tempfile.mkstemp(prefix="kla-score-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            pickle.dump(value, file)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _results(pool: ProcessPoolExecutor, items: Sequence[Any], jobs: int) -> Iterator[Any]:
    """
    Yield the results of *items* in order.

    Raises:
        RuntimeError: A thread of the pool has died. The pool itself would wait forever.

    """
    dead: list[object] = []
    former, threading.excepthook = threading.excepthook, dead.append
    left = iter(items)
    try:
        waiting = deque(_submitted(pool, item) for item in islice(left, jobs * _AHEAD))
        while waiting:
            future = waiting.popleft()
            while not wait([future], timeout=_PATIENCE).done:
                if dead:
                    raise RuntimeError(dead)
            waiting.extend(_submitted(pool, item) for item in islice(left, 1))
            yield future.result()
    finally:
        threading.excepthook = former


def _submitted(pool: ProcessPoolExecutor, item: object) -> Future[Any]:
    """Start the work on *item*. A worker that it starts ignores interruptions, because this process handles them."""
    with _safe_path(), _delayed_interruptions():
        return pool.submit(_call_in_worker, item)


@contextmanager
def _delayed_interruptions() -> Iterator[None]:
    """Keep interruptions from processes that are started meanwhile, and for this process until the end."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where other processes inherit nothing
        yield
        return
    former = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)


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
    """The state of a worker process between items."""

    function: Callable[[Any, Any], Any]
    state: object


def _start_worker(stored: Path) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Worker.function, _Worker.state = pickle.loads(stored.read_bytes())  # noqa: S301 - written by the parent process


def _end_with_parent() -> None:
    """End the worker when its parent is killed, instead of waiting forever for items."""
    if parent := parent_process():
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)  # ends all threads, which an exception in this thread would not


def _call_in_worker(item: object) -> object:
    return _Worker.function(item, _Worker.state)
