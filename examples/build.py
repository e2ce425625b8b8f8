"""
Rebuild the example workbooks from their text sources.

``kabupaten-contoh-2024.csv`` and ``...-2025.csv`` contain the answers of a fictional regency in two years. Lines that
start with ``@`` fill in the sheet *Identitas*. ``dengan-kesalahan.csv`` lists changes to a blank sheet, one cell each,
that make every common mistake once. ``desa-contoh.csv`` contains the answers of a fictional village, for the example
repository in ``ci``. ``villages/answers.csv`` contains the answers of two sub-districts, for ``villages/lists``. Run
``python examples/build.py``. It writes the workbooks beside the sources, and that of the village to ``ci/sheets``. They
change only if their sources or the program change, since all dates inside are fixed. A test compares them cell by cell.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from kla_score.api import load_instrument, village_lists, village_roster
from kla_score.assessment.region import Identity
from kla_score.i18n.messages import Messages
from kla_score.parts.carry_over import RowContent
from kla_score.template.writing import write_workbook

HERE = Path(__file__).parent


def build_filled(source: Path, instrument_file: Path | None = None) -> bytes:
    """Make the workbook with the answers in *source*, for *instrument_file* or the packaged instrument."""
    instrument = load_instrument(instrument_file)
    lines = list(_lines(source))
    identity = {Identity(line[0][1:]): line[1] for line in lines if line[0].startswith("@")}
    header, *rows = [line for line in lines if not line[0].startswith("@")]
    entries = {}
    for row in rows:
        cells = dict(zip(header, row, strict=True))
        evidence = {kind.id: cells[kind.id] for kind in instrument.evidence_kinds if cells[kind.id]}
        entries[cells["code"]] = RowContent(_answer(cells["points"]), evidence, cells["note"])
    return write_workbook(instrument, Messages("id"), entries, identity)


def build_village(source: Path) -> bytes:
    """Make the workbook of a village with the answers in *source*."""
    return build_filled(source, HERE / "ci" / "instrument.yaml")


def build_list(name: str) -> bytes:
    """Make the list *name* of a sub-district with its answers."""
    folder = HERE / "villages"
    content = village_lists(village_roster(folder / "villages.csv"))[f"{name}.xlsx"]
    book: Any = load_workbook(io.BytesIO(content))
    front, *tables = book.worksheets
    cells: dict[tuple[str, str], Any] = {}
    for sheet in tables:
        titles = {cell.column: cell.value for cell in sheet[2]}
        for row in sheet.iter_rows(min_row=3):
            cells |= {(row[0].value, titles[cell.column]): cell for cell in row}
    _, *lines = _lines(folder / "answers.csv")
    for _, region, question, answer, document, day in (line for line in lines if line[0] == name):
        if question == "as-of":
            front["B6"] = date.fromisoformat(answer)
            continue
        have, _, total = answer.partition("/")
        if total:
            cells[region, f"{question} Ada"].value, cells[region, f"{question} Jumlah"].value = int(have), int(total)
        else:
            cells[region, f"{question} Ya/Tidak"].value = answer
        if document:
            cells[region, f"{question} Dokumen"].value = document
            cells[region, f"{question} Tanggal"].value = date.fromisoformat(day)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


LISTS = ("1-utara", "2-tengah")


def _answer(text: str) -> Decimal | str | None:
    """Read points, a percentage or the text of an option."""
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return text


def build_changed(source: Path) -> bytes:
    """Make a blank workbook and apply the changes in *source*."""
    book = load_workbook(io.BytesIO(write_workbook(load_instrument(), Messages("id"))))
    _, *rows = _lines(source)
    for sheet, address, kind, text, _ in rows:
        _change(book[sheet], address, kind, text)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _change(sheet: Any, address: str, kind: str, text: str) -> None:  # noqa: ANN401 - openpyxl's sheets share no type
    if kind == "delete row":
        sheet.delete_rows(int(address))
        return
    cell = sheet[address]
    match kind:
        case "number" | "percent":
            cell.value = float(text)
            cell.number_format = "0%" if kind == "percent" else "General"
        case "boolean":
            cell.value = text == "TRUE"
        case "date":
            cell.value, cell.number_format = date.fromisoformat(text), "yyyy-mm-dd"
        case "formula":
            cell.value = text
        case "error":
            cell.value, cell.data_type = text, "e"
        case "text":
            cell.value, cell.data_type = text.replace("\\n", "\n"), "s"
        case _:
            raise ValueError(kind)


_SAVED = "2025-01-01T00:00:00Z"
_DATE = re.compile(rb"(?<=W3CDTF\">)[^<]{1,40}")


def with_fixed_dates(content: bytes) -> bytes:
    """Replace every date of saving in the workbook *content* with a fixed date."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "docProps/core.xml":
                part = _DATE.sub(_SAVED.encode(), part)
            new.writestr(zipfile.ZipInfo(entry.filename), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _lines(source: Path) -> Iterator[list[str]]:
    with source.open(encoding="utf-8", newline="") as stream:
        yield from csv.reader(stream)


def main() -> None:
    """Write every example workbook."""
    built = {HERE / "dengan-kesalahan.xlsx": build_changed(HERE / "dengan-kesalahan.csv")}
    built[HERE / "ci" / "sheets" / "desa-contoh.xlsx"] = build_village(HERE / "desa-contoh.csv")
    built |= {HERE / "villages" / "lists" / f"{name}.xlsx": build_list(name) for name in LISTS}
    for year in (2024, 2025):
        source = HERE / f"kabupaten-contoh-{year}.csv"
        built[source.with_suffix(".xlsx")] = build_filled(source)
    for path, content in built.items():
        path.write_bytes(with_fixed_dates(content))


if __name__ == "__main__":
    main()
