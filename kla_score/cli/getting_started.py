"""Suggest the next command to users who type only the name of the program."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kla_score.api.workbook_search import FoundWorkbook, find_workbooks
from kla_score.cli.option_values import variable_of
from kla_score.cli.quoting import shell_quote
from kla_score.i18n import Messages

_NEW: Final = {"id": "lembar.xlsx", "en": "sheet.xlsx"}


def getting_started(folder: Path, instrument: Path | None, messages: Messages) -> Sequence[str]:
    """Return lines with the next command, depending on the KLA sheets in *folder*, and how to see all commands."""
    sheets = find_workbooks(folder, instrument)
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


def _merging(parts: Sequence[FoundWorkbook], option: str, messages: Messages) -> Sequence[str]:
    text = messages.gettext("This folder has {count} agency workbooks. Merge them:", count=len(parts))
    return [text, f"  kla-score merge . -o {_NEW[messages.language]}{_option_for(parts[0], option, messages)}"]


def _scoring(sheets: Sequence[FoundWorkbook], option: str, messages: Messages) -> Sequence[str]:
    first = sheets[0]
    score = f"  kla-score evaluate {shell_quote(first.name)}{_option_for(first, option, messages)}"
    if len(sheets) == 1:
        return [messages.gettext("This folder has a self-assessment workbook. Score it:"), score]
    text = messages.gettext(
        "This folder has {count} self-assessment workbooks. Score one or all of them:", count=len(sheets)
    )
    return [text, score, f"  kla-score batch .{option}"]


def _option_for(sheet: FoundWorkbook, option: str, messages: Messages) -> str:
    """Return *option*, or the option for the instrument of a *sheet* that is not ours, whose file is unknown."""
    return option if sheet.is_ours else " -i " + messages.gettext("INSTRUMENT.yaml")
