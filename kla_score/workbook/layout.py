"""
What the sheets of a workbook are called and which columns and lines they have, for writing and for reading.

Columns and lines are found by their words, Indonesian or English, never by their position.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from kla_score.cells import even_out
from kla_score.instrument import Instrument
from kla_score.region import Identity

Openpyxl = Any
"""A workbook, sheet or cell of openpyxl. Its stubs call every cell maybe merged and share no type for reading."""

IDENTITY_SHEET: Final = "Identitas"
GUIDE_SHEET: Final = "Petunjuk"
SUMMARY_SHEET: Final = "Ringkasan"
WORKINGS_SHEET: Final = "Hitung"
OPTIONS_SHEET: Final = "Pilihan"

IDENTIFIER: Final = "kla-score:{}/{}/{}"
"""How the document properties name the instrument: id, edition and fingerprint."""

EVIDENCE: Final = "evidence:"
"""Before the id of an evidence kind: the name of its column."""


class Column(StrEnum):
    """The columns of a question sheet beside those for evidence."""

    CODE = "code"
    QUESTION = "question"
    MAXIMUM = "maximum"
    POINTS = "points"
    AGENCY = "agency"
    NOTE = "note"


COLUMN_NAMES: Final[Mapping[Column, tuple[str, ...]]] = {
    Column.CODE: ("Kode", "Code"),
    Column.QUESTION: ("Pertanyaan", "Question"),
    Column.MAXIMUM: ("Nilai Maks", "Maximum", "Nilai Maksimal", "Nilai Maksimum", "Maximum Points"),
    Column.POINTS: ("Nilai", "Points"),
    Column.AGENCY: ("OPD", "Agencies", "Agency"),
    Column.NOTE: ("Catatan", "Notes", "Note"),
}
"""The first two, Indonesian and English, are written; all of them are read."""

LINE_NAMES: Final[Mapping[Identity, tuple[str, ...]]] = {
    Identity.KIND: ("Jenis", "Kind"),
    Identity.NAME: ("Nama", "Name", "Nama Kabupaten/Kota", "Nama Kabupaten", "Nama Kota", "Nama daerah"),
    Identity.PROVINCE: ("Provinsi", "Province"),
    Identity.CODE: ("Kode wilayah", "Region code"),
    Identity.YEAR: ("Tahun", "Year"),
    Identity.STAGE: ("Tahap", "Stage"),
    Identity.INSTRUMENT: ("Instrumen", "Instrument"),
    Identity.EDITION: ("Edisi", "Edition"),
    Identity.FINGERPRINT: ("Sidik instrumen", "Instrument fingerprint"),
}
"""The lines of the sheet *Identitas*; names as for columns."""

IDENTITY_BY_NAME: Final[Mapping[str, Identity]] = {
    even_out(name): identity for identity, names in LINE_NAMES.items() for name in names
}


def heading(names: tuple[str, ...], language: str) -> str:
    """Choose the name to write in *language* (``id`` or ``en``)."""
    return names[1] if language == "en" else names[0]


def columns_by_name(instrument: Instrument) -> Mapping[str, str]:
    """Map every evened-out column name to a `Column` or to `EVIDENCE` and the id of an evidence kind."""
    names = {even_out(name): str(column) for column, known in COLUMN_NAMES.items() for name in known}
    for kind in instrument.evidence_kinds:
        names |= {even_out(kind.name.id): EVIDENCE + kind.id, even_out(kind.name.en): EVIDENCE + kind.id}
    return names
