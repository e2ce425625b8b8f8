"""Show the progress of a long run on stderr: a bar on a terminal, otherwise a line at intervals."""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from kla_score.cli.console import echo
from kla_score.i18n import Messages

_EVERY: Final = 10.0
"""Seconds between two lines."""

_Item = TypeVar("_Item")


@contextmanager
def spinner(text: str, *, quiet: bool) -> Iterator[None]:
    """Show *text* during a slow step; only on a terminal, and not if *quiet*."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.text import Text  # noqa: PLC0415

    with Console(stderr=True).status(Text(text), spinner="line"):  # uses characters that every terminal has
        yield


def with_progress(items: Iterable[_Item], count: int, messages: Messages, *, quiet: bool) -> Iterator[_Item]:
    """Yield *items*, of which there are *count*, and show the progress unless *quiet*."""
    if quiet:
        return iter(items)
    return (_with_bar if sys.stderr.isatty() else _with_lines)(items, count, messages)


def _with_bar(items: Iterable[_Item], count: int, messages: Messages) -> Iterator[_Item]:
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    rate = TextColumn("{task.fields[rate]}")
    columns = (BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=count, rate="")
        start = time.monotonic()
        for done, item in enumerate(items, start=1):
            yield item
            rate_text = messages.gettext("{rate} per second", rate=_rate(done, time.monotonic() - start))
            progress.update(task, advance=1, rate=rate_text)


def _with_lines(items: Iterable[_Item], count: int, messages: Messages) -> Iterator[_Item]:
    start = last_printed = time.monotonic()
    for done, item in enumerate(items, start=1):
        yield item
        now = time.monotonic()
        if now - last_printed >= _EVERY and done < count:
            last_printed = now
            left = int((now - start) / done * (count - done))
            line = messages.gettext(
                "{done} of {count}, {rate} per second, about {left} s left",
                done=done,
                count=count,
                rate=_rate(done, now - start),
                left=left,
            )
            echo([line])


def _rate(done: int, seconds: float) -> int:
    return round(done / seconds) if seconds else done
