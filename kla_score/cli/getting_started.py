"""Suggest the next command to users who type only the name of the program."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kla_score import api
from kla_score.cli.quoting import shell_quote
from kla_score.i18n import Messages
from kla_score.issues import KlaScoreError
from kla_score.sheet.layout import IDENTITY_SHEET
from kla_score.sheet.marks import REPORT, SHEET_OF
from kla_score.xlsx.guard import open_untrusted
from kla_score.xlsx.package import IDENTIFIER, Package

_MOST: Final = 20
"""The number of workbooks that are opened. A larger folder is not one of a beginner."""
_NEW: Final = {"id": "lembar.xlsx", "en": "sheet.xlsx"}


def getting_started(folder: Path, instrument: Path | None, messages: Messages) -> Sequence[str]:
    """Return lines with the next command, depending on the KLA sheets in *folder*, and how to see all commands."""
    return [*_next_step(folder, instrument, messages), messages.gettext("All commands: kla-score -h")]


def _next_step(folder: Path, instrument: Path | None, messages: Messages) -> Sequence[str]:
    sheets = _sheets_in(folder, instrument)
    if not sheets:
        name = _NEW[messages.language]
        return [
            messages.gettext("There is no evaluation sheet in this folder. Make one to fill in:"),
            f"  kla-score template {name}",
            messages.gettext("and score it when it is filled in, or in between:"),
            f"  kla-score evaluate {name}",
        ]
    first, is_ours = sheets[0]
    score = f"  kla-score evaluate {shell_quote(first.name)}"
    if not is_ours:  # the file of its instrument is unknown
        score = " ".join([score, "-i", messages.gettext("INSTRUMENT.yaml")])
    if len(sheets) == 1:
        return [messages.gettext("There is an evaluation sheet in this folder. Score it:"), score]
    text = messages.gettext(
        "There are {count} evaluation sheets in this folder. Score one, or all of them:", count=len(sheets)
    )
    return [text, score, "  kla-score batch ."]


def _sheets_in(folder: Path, instrument: Path | None) -> Sequence[tuple[Path, bool]]:
    """
    Return the workbooks made by `template`, and whether each is for the chosen instrument.

    Workbooks for *instrument*, or the default one, come first, each group with the newest first.
    """
    try:
        found = [path for path in folder.glob("*.xlsx") if not path.name.startswith(("~$", ".")) and path.is_file()]
        newest = sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)
    except OSError:
        return []
    marks = [(path, mark) for path in newest[:_MOST] if (mark := _mark_of(path)) is not None]
    ours = _mark_of_ours(instrument) if marks else ""
    return sorted(((path, not mark or mark.startswith(ours)) for path, mark in marks), key=lambda each: not each[1])


def _mark_of_ours(instrument: Path | None) -> str:
    """Return the start of the mark of a sheet for *instrument*, or for the default one."""
    try:
        form = api.load_instrument(instrument)
    except KlaScoreError:  # reported when the instrument is used
        return ""
    return SHEET_OF.format(form.id, form.edition, "")


def _mark_of(path: Path) -> str | None:
    """Return the mark of a sheet, empty if it has none; None if the file is not a sheet."""
    try:
        package = Package(open_untrusted(path).parts, path.name)
        mark, titles = package.properties.get(IDENTIFIER, ""), set(package.sheets)
    except Exception:  # noqa: BLE001 - scoring the file reports the problem
        return None
    if mark.startswith("kla-score:"):
        return None if mark == REPORT else mark
    # Some programs drop the mark when they save.
    return None if titles.isdisjoint(IDENTITY_SHEET) else ""
