"""Suggest the next command to users who type only the name of the program."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kla_score import api
from kla_score.assessment.region import Identity
from kla_score.cells import BLANK, normalize_text
from kla_score.cli.option_values import variable_of
from kla_score.cli.quoting import shell_quote
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.issues import KlaScoreError
from kla_score.sheet import read_workbook
from kla_score.sheet.layout import IDENTITY_BY_NAME, IDENTITY_SHEET
from kla_score.sheet.marks import REPORT, SHEET_OF
from kla_score.xlsx.guard import open_untrusted
from kla_score.xlsx.package import IDENTIFIER
from kla_score.xlsx.rows import Row

_SHEET: Final = SHEET_OF.partition("{")[0]
"""The start of the mark of every sheet to fill in."""
_MOST_READ: Final = 20
"""The number of workbooks without a mark that are read as a recap. Reading one takes a tenth of a second."""
_NEW: Final = {"id": "lembar.xlsx", "en": "sheet.xlsx"}


class _Sheet(NamedTuple):
    """A workbook that can be scored with the chosen instrument (*is_ours*) or with another one."""

    name: str
    is_ours: bool
    is_part: bool


def getting_started(folder: Path, instrument: Path | None, messages: Messages) -> Sequence[str]:
    """Return lines with the next command, depending on the KLA sheets in *folder*, and how to see all commands."""
    sheets = _sheets_in(folder, instrument)
    option = f" -i {shell_quote(str(instrument))}" if instrument and not _is_from_variable(instrument) else ""
    parts = [sheet for sheet in sheets if sheet.is_part]
    whole = [sheet for sheet in sheets if not sheet.is_part]
    if len(parts) > 1 and not whole:
        lines = _merging(parts, option, messages)
    elif sheets:
        lines = _scoring(whole or parts, option, messages)
    else:
        lines = _filling_in(option, messages)
    return [*lines, messages.gettext("All commands: kla-score -h")]


def _is_from_variable(instrument: Path) -> bool:
    """Return whether a variable names *instrument*, so that the next command need not repeat it."""
    named = os.environ.get(variable_of("--instrument"))
    return named is not None and Path(named) == instrument


def _filling_in(option: str, messages: Messages) -> Sequence[str]:
    name = _NEW[messages.language]
    return [
        messages.gettext("This folder has no self-assessment workbook. Create one:"),
        f"  kla-score template {name}{option}",
        messages.gettext("Score the workbook at any time:"),
        f"  kla-score evaluate {name}{option}",
    ]


def _merging(parts: Sequence[_Sheet], option: str, messages: Messages) -> Sequence[str]:
    text = messages.gettext("This folder has {count} agency workbooks. Merge them:", count=len(parts))
    return [text, f"  kla-score merge . -o {_NEW[messages.language]}{_option_for(parts[0], option, messages)}"]


def _scoring(sheets: Sequence[_Sheet], option: str, messages: Messages) -> Sequence[str]:
    first = sheets[0]
    score = f"  kla-score evaluate {shell_quote(first.name)}{_option_for(first, option, messages)}"
    if len(sheets) == 1:
        return [messages.gettext("This folder has a self-assessment workbook. Score it:"), score]
    text = messages.gettext(
        "This folder has {count} self-assessment workbooks. Score one or all of them:", count=len(sheets)
    )
    return [text, score, f"  kla-score batch .{option}"]


def _option_for(sheet: _Sheet, option: str, messages: Messages) -> str:
    """Return *option*, or the option for the instrument of a *sheet* that is not ours, whose file is unknown."""
    return option if sheet.is_ours else " -i " + messages.gettext("INSTRUMENT.yaml")


def _sheets_in(folder: Path, instrument: Path | None) -> Sequence[_Sheet]:
    """
    Return the workbooks in *folder* that can be scored.

    Workbooks for *instrument*, or the default one, come first, each group with the newest first.
    """
    try:
        found = [path for path in folder.glob("*.xlsx") if not path.name.startswith(("~$", ".")) and path.is_file()]
        newest = sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)
    except OSError:
        return []
    if not newest:
        return []
    try:
        form = api.load_instrument(instrument)
    except KlaScoreError:  # reported when the instrument is used
        form = None
    unread: list[Path] = []
    sheets = [sheet for path in newest if (sheet := _marked_sheet(path, form, unread))]
    recaps = [path.name for path in unread[:_MOST_READ] if _is_readable(path, form)]
    sheets += [_Sheet(name, is_ours=True, is_part=False) for name in recaps]
    return sorted(sheets, key=lambda each: not each.is_ours)


def _marked_sheet(path: Path, form: Instrument | None, unread: list[Path]) -> _Sheet | None:
    """Return the sheet at *path* if `template` made it. Add another workbook, except for a result, to *unread*."""
    try:
        package = open_untrusted(path).package
        mark = package.properties.get(IDENTIFIER, "")
        identity = [title for title in package.sheets if title in IDENTITY_SHEET]
        is_part = any(_names_part(row) for title in identity for row in package.rows(title))
    except Exception:  # noqa: BLE001 - scoring the file reports the problem
        return None
    if mark == REPORT:
        return None
    if not mark.startswith(_SHEET) and not identity:  # some programs drop the mark when they save
        unread.append(path)
        return None
    ours = SHEET_OF.format(form.id, form.edition, "") if form else _SHEET
    return _Sheet(path.name, not mark.startswith(_SHEET) or mark.startswith(ours), is_part)


def _names_part(row: Row) -> bool:
    """Return whether *row* of the identity sheet names the agency of a part."""
    label = normalize_text(row.cells.get(0, BLANK).text)
    return IDENTITY_BY_NAME.get(label) is Identity.PART and bool(row.cells.get(1, BLANK).text.strip())


def _is_readable(path: Path, form: Instrument | None) -> bool:
    """Return whether the workbook at *path*, without a mark, can be scored, as a recap can."""
    try:
        return form is not None and bool(read_workbook(path, form).rows)
    except KlaScoreError:
        return False
