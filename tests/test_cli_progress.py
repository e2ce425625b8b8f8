"""The progress of a long run on a terminal."""

import itertools
import re
import sys
from types import SimpleNamespace

import pytest

from kla_score.cli.progress import spinner, with_progress
from kla_score.i18n import Messages
from tests.test_cli_wrapping import Terminal


def terminal_for(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Replace stderr with a terminal, and the clock with one that adds a second at each call."""
    stream, moments = Terminal(), itertools.count()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr("kla_score.cli.progress.time", SimpleNamespace(monotonic=lambda: float(next(moments))))
    for name, value in {"TERM": "xterm", "COLUMNS": "80"}.items():
        monkeypatch.setenv(name, value)
    return stream


def test_a_terminal_shows_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar has the number of finished items and the speed. The items are unchanged."""
    terminal = terminal_for(monkeypatch)
    taken = list(with_progress(["a", "b"], 2, Messages("id"), quiet=False))

    assert ["a", "b"] == taken
    *_, last, erased = re.sub("\x1b\\[[0-9;]*m", "", terminal.getvalue()).split("\x1b[2K")
    assert "2/2 1 per detik" in last
    assert not erased.strip()


def test_a_terminal_shows_the_slow_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text is shown unchanged, also with square brackets."""
    terminal = terminal_for(monkeypatch)
    with spinner("Menghitung [rencana]", quiet=False):
        pass

    assert "Menghitung [rencana]" in terminal.getvalue()


def test_quiet_shows_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a bar nor a text is shown with ``-q``."""
    terminal = terminal_for(monkeypatch)
    with spinner("Menghitung", quiet=True):
        taken = list(with_progress(["a", "b"], 2, Messages("id"), quiet=True))

    assert (["a", "b"], "") == (taken, terminal.getvalue())
