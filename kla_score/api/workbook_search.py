"""Find the workbooks in a folder that can be scored."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kla_score.assessment.region import Identity
from kla_score.cells import BLANK, normalize_text
from kla_score.instrument import Instrument
from kla_score.instrument_file.opening import load_instrument
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


class FoundWorkbook(NamedTuple):
    """A workbook that can be scored with the chosen instrument (*is_ours*) or with another one."""

    name: str
    is_ours: bool
    is_part: bool


def find_workbooks(folder: Path, instrument: Path | None) -> Sequence[FoundWorkbook]:
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
        form = load_instrument(instrument)
    except KlaScoreError:  # reported when the instrument is used
        form = None
    unread: list[Path] = []
    sheets = [sheet for path in newest if (sheet := _marked_sheet(path, form, unread))]
    recaps = [path.name for path in unread[:_MOST_READ] if _is_readable(path, form)]
    sheets += [FoundWorkbook(name, is_ours=True, is_part=False) for name in recaps]
    return sorted(sheets, key=lambda each: not each.is_ours)


def _marked_sheet(path: Path, form: Instrument | None, unread: list[Path]) -> FoundWorkbook | None:
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
    return FoundWorkbook(path.name, not mark.startswith(_SHEET) or mark.startswith(ours), is_part)


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
