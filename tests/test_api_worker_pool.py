"""Calls in several processes."""

import os
import tracemalloc
from pathlib import Path

import pytest

from kla_score.api.worker_pool import map_in_processes

pytestmark = pytest.mark.slow  # each test starts processes


def repeat(item: int, state: bytes) -> bytes:
    """Return a large result."""
    return bytes([item % 256]) + state * 1_000_000


def lost(item: int) -> bytes:
    return b"lost %d" % item


def test_results_are_not_kept() -> None:
    """Results that were taken, and items far ahead, need no memory."""
    tracemalloc.start()
    taken = [result[0] for result in map_in_processes(repeat, range(400), b"x", 2, lost)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert [number % 256 for number in range(400)] == taken
    assert peak < 200_000_000


def die_at(item: int, state: Path) -> int:
    """End the process at some items, one of them only once."""
    if item == 5 or (item == 2 and not state.exists()):
        state.touch()
        os._exit(1)
    return item


def test_a_process_that_dies_loses_one_item(tmp_path: Path) -> None:
    """The item that ends its process each time is lost. All others have results, in order."""
    found = list(map_in_processes(die_at, range(9), tmp_path / "x", 2, lambda item: -item))

    assert [0, 1, 2, 3, 4, -5, 6, 7, 8] == found
