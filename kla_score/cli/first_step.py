"""What to do next, for somebody who has typed the name of the program and nothing else."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kla_score.cli.shared import as_typed
from kla_score.messages import Messages

_MOST: Final = 20
"""So many workbooks are looked into; a folder with more is not one in which somebody begins."""
_NEW: Final = {"id": "lembar.xlsx", "en": "sheet.xlsx"}


def first_step(folder: Path, messages: Messages) -> Sequence[str]:
    """Look for sheets of ours in *folder*, and give the command that comes next, as lines."""
    sheets = _sheets_in(folder)
    if not sheets:
        name = _NEW[messages.language]
        return [
            messages.say("There is no evaluation sheet in this folder. Make one to fill in:"),
            f"  kla-score template {name}",
            messages.say("and score it when it is filled in, or in between:"),
            f"  kla-score evaluate {name}",
        ]
    if len(sheets) == 1:
        name = as_typed(sheets[0].name)
        return [messages.say("There is an evaluation sheet in this folder. Score it:"), f"  kla-score evaluate {name}"]
    text = messages.say(
        "There are {count} evaluation sheets in this folder. Score one, or all of them:", count=len(sheets)
    )
    return [text, f"  kla-score evaluate {as_typed(sheets[0].name)}", "  kla-score batch ."]


def _sheets_in(folder: Path) -> Sequence[Path]:
    """Give the workbooks that were made by `template`, the newest first."""
    try:
        found = [path for path in folder.glob("*.xlsx") if not path.name.startswith(("~$", ".")) and path.is_file()]
        newest = sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)
    except OSError:
        return []
    return [path for path in newest[:_MOST] if _is_sheet(path)]


def _is_sheet(path: Path) -> bool:
    from kla_score.workbook.guard import open_guarded  # noqa: PLC0415 - only for whoever types nothing
    from kla_score.workbook.layout import IDENTITY_SHEET  # noqa: PLC0415 - as above
    from kla_score.workbook.package import IDENTIFIER, Package  # noqa: PLC0415 - as above
    from kla_score.workbook_marks import REPORT  # noqa: PLC0415 - as above

    try:
        package = Package(open_guarded(path).parts, path.name)
        mark, titles = package.properties.get(IDENTIFIER, ""), package.sheets
    except Exception:  # noqa: BLE001 - whatever is wrong with it, that is told when somebody scores it
        return False
    # Some programs leave the mark out when they save.
    return mark != REPORT and (mark.startswith("kla-score:") or IDENTITY_SHEET in titles)
