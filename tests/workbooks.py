r"""
Workbooks as text: a test writes its sheets as small tables and gets a real file.

A sheet starts with ``== Name``; its rows follow, cells separated by ``|``. A cell holds a number (``12.5``), text,
``'12`` (text that looks like something else), ``85%`` (the number 0.85 shown as a percentage), ``TRUE``, a date
(``@2024-01-02``), an error (``#REF!``) or a formula without a stored value (``=A1``). ``\\n`` is a line break.
"""

import re
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook, load_workbook

from kla_score import api
from kla_score.assessment.region import Identity
from kla_score.instrument import Instrument
from kla_score.parts.carry_over import CarriedOver, RowContent
from kla_score.parts.dividing import Assignment

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


_TEMPLATES: Final[dict[tuple[Instrument, str], bytes]] = {}


def template_of(
    instrument: Instrument,
    entries: Mapping[str, RowContent],
    identity: Mapping[Identity, str],
    *,
    language: str = "id",
    share: Assignment | None = None,
) -> bytes:
    """Write the template of *instrument* with *entries*; what was written before is not written again."""
    key = instrument, repr((entries, identity, language, share))
    if key not in _TEMPLATES:
        taken = CarriedOver(entries, identity, ())
        _TEMPLATES[key] = api.template(instrument, language, taken, share=share)
    return _TEMPLATES[key]


def put_cells(path: Path, cells: Mapping[str, Mapping[str, str]]) -> None:
    """Write *cells*, by sheet and address, into the workbook at *path*, in the notation of this module."""
    if cells:
        book: Any = load_workbook(path)
        for title, sources in cells.items():
            for address, source in sources.items():
                put(book[title][address], source)
        book.save(path)


def make_workbook(path: Path, text: str) -> Path:
    """Write the workbook that *text* describes to *path*."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet: Any = None
    for line in text.strip().splitlines():
        if line.strip().startswith("=="):
            sheet, row = book.create_sheet(line.strip().removeprefix("==").strip()), 0
        else:
            row += 1
            for column, source in enumerate(line.split("|"), start=1):
                put(sheet.cell(row, column), source.strip())
    book.save(path)
    return path


def put(cell: Any, source: str) -> None:
    """Fill *cell* from the notation above."""
    if not source:
        return
    if _NUMBER.fullmatch(source):
        cell.value = float(source) if "." in source else int(source)
    elif source in {"TRUE", "FALSE"}:
        cell.value = source == "TRUE"
    elif source.startswith("@"):
        cell.value = date.fromisoformat(source[1:])
    elif source.startswith("#"):
        cell.value, cell.data_type = source, "e"
    elif source.startswith("="):
        cell.value = source
    elif _NUMBER.fullmatch(source.removesuffix("%")):
        cell.value, cell.number_format = float(source[:-1]) / 100, "0.0%"
    else:
        cell.value, cell.data_type = source.removeprefix("'").replace("\\n", "\n"), "s"


def raw_zip_with(source: Path, target: Path, part: str, change: dict[bytes, bytes]) -> Path:
    """Copy the workbook *source* to *target* with some bytes of one of its parts replaced."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == part:
                for before, after in change.items():
                    assert before in content
                    content = content.replace(before, after)
            new.writestr(entry.filename, content)
    return target
