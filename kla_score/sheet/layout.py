"""
The names, columns and lines of the worksheets of a workbook, for writing and for reading.

Columns and lines are found by their Indonesian or English names, never by their position.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from kla_score.assessment.region import Identity
from kla_score.cells import normalize_text
from kla_score.instrument import Instrument
from kla_score.instrument.regions import DISTRICT_PARTS, REGENCY_PARTS
from kla_score.issues import Issue, KlaScoreError

IDENTITY_SHEET: Final = ("Identitas", "Identity")
GUIDE_SHEET: Final = ("Petunjuk", "Instructions")
SUMMARY_SHEET: Final = ("Ringkasan", "Summary")
OPTIONS_SHEET: Final = ("Pilihan", "Options")
"""Titles of worksheets; Indonesian and English as for columns."""
WORKINGS_SHEET: Final = "Formula"
"""The title of the hidden calculation sheet, the same word in both languages."""

HIDDEN_TITLES: Final = frozenset(normalize_text(title) for title in (*OPTIONS_SHEET, WORKINGS_SHEET, "Hitung"))
"""Normalized titles of the hidden worksheets. Older workbooks have a calculation sheet *Hitung*."""
TITLES: Final = HIDDEN_TITLES | {normalize_text(title) for title in (*IDENTITY_SHEET, *GUIDE_SHEET, *SUMMARY_SHEET)}
"""Normalized titles of all worksheets without questions, in both languages."""

EVIDENCE: Final = "evidence:"
"""The prefix of an evidence column, before the id of the evidence kind."""


class Column(StrEnum):
    """The columns of a question sheet, except those for evidence."""

    CODE = "code"
    QUESTION = "question"
    MAXIMUM = "maximum"
    POINTS = "points"
    AGENCY = "agency"
    NOTE = "note"
    PRINTED = "printed"
    """The number in the printed form, in a region's own recap."""
    INDICATOR = "indicator"
    INDICATOR_NUMBER = "indicator-number"
    """The first of two columns of numbers, beside the indicators."""
    CLUSTER = "cluster"
    ANY_EVIDENCE = "any-evidence"
    """Evidence of every type in one column, in a region's own table."""


COLUMN_NAMES: Final[Mapping[Column, tuple[str, ...]]] = {
    Column.CODE: ("Kode", "Code"),
    Column.QUESTION: (
        *("Pertanyaan", "Question", "Uraian", "Uraian Pertanyaan", "Indikator/Pertanyaan", "Indikator / Pertanyaan"),
        *("Indikator dan Pertanyaan", "Butir Pertanyaan", "Daftar Pertanyaan"),
    ),
    Column.MAXIMUM: (
        *("Nilai Maks", "Maximum", "Nilai Maksimal", "Nilai Maksimum", "Maximum Points", "Nilai Max"),
        *("Skor Maks", "Skor Max", "Skor Maksimal", "Skor Maksimum", "Bobot", "Bobot Nilai"),
    ),
    Column.POINTS: (
        *("Nilai", "Points", "Nilai Evaluasi", "Nilai Mandiri", "Nilai Evaluasi Mandiri", "Nilai EM", "EM"),
        *("Evaluasi Mandiri", "Nilai Penilaian Mandiri", "Skor", "Skor Mandiri", "Skor Evaluasi Mandiri"),
    ),
    Column.AGENCY: (
        *("OPD/instansi", "Agencies", "Agency", "OPD", "OPD / Instansi", "Sumber Data", "Perangkat Daerah"),
        "Penanggung Jawab",
    ),
    Column.NOTE: ("Catatan", "Notes", "Note", "Keterangan"),
    Column.PRINTED: ("No", "Number", "No.", "Nomor", "No Pertanyaan", "Nomor Pertanyaan", "No. Pertanyaan"),
    Column.INDICATOR: ("Indikator", "Indicator"),
    Column.CLUSTER: ("Klaster", "Cluster", "Kelompok", "Klaster/Kelompok"),
    Column.ANY_EVIDENCE: ("Data Dukung", "Evidence", "Bukti Dukung", "Bukti", "Link Data Dukung", "Dokumen Pendukung"),
}
"""The first two names, Indonesian and English, are written. All names are read."""
RECAP_COLUMNS: Final = frozenset({Column.PRINTED, Column.INDICATOR, Column.CLUSTER})
"""Columns that only a recap has. In a sheet with codes they have no meaning."""

LINE_NAMES: Final[Mapping[Identity, tuple[str, ...]]] = {
    Identity.KIND: ("Jenis", "Kind"),
    Identity.NAME: ("Nama", "Name", "Nama Kabupaten/Kota", "Nama Kabupaten", "Nama Kota", "Nama daerah"),
    Identity.DISTRICT: ("Kecamatan", "Sub-district"),
    Identity.REGENCY: ("Kabupaten/Kota", "Regency or city"),
    Identity.PROVINCE: ("Provinsi", "Province"),
    Identity.CODE: ("Kode wilayah", "Region code"),
    Identity.YEAR: ("Tahun", "Year"),
    Identity.STAGE: ("Tahap", "Stage"),
    Identity.INSTRUMENT: ("Instrumen", "Instrument"),
    Identity.EDITION: ("Edisi", "Edition"),
    Identity.FINGERPRINT: ("Kode sidik instrumen", "Instrument fingerprint", "Sidik instrumen"),
    Identity.PART: ("Bagian", "Part"),
    Identity.QUESTIONS: ("Pertanyaan", "Questions", "Butir"),
}
"""The lines of the sheet *Identitas*; names as for columns. Only parts have the `PART_LINES`."""

IDENTITY_BY_NAME: Final[Mapping[str, Identity]] = {
    normalize_text(name): identity for identity, names in LINE_NAMES.items() for name in names
}


def lines_above(instrument: Instrument) -> frozenset[Identity]:
    """Return the lines that name the regions above one of *instrument*, except for the province."""
    depth = instrument.region_kinds.depth
    lines = ((Identity.DISTRICT, DISTRICT_PARTS), (Identity.REGENCY, REGENCY_PARTS))
    return frozenset(line for line, parts in lines if depth > parts)


PART_LINES: Final = (Identity.PART, Identity.QUESTIONS)


def heading(names: tuple[str, ...], language: str) -> str:
    """Return the name to write in *language* (``id`` or ``en``)."""
    return names[1] if language == "en" else names[0]


def written_columns(instrument: Instrument) -> tuple[str, ...]:
    """Return the columns of a question sheet in their written order; evidence by the id of its kind."""
    before = (Column.CODE, Column.QUESTION, Column.MAXIMUM, Column.POINTS)
    return (*before, *(kind.id for kind in instrument.evidence_kinds), Column.AGENCY, Column.NOTE)


def accepted_titles(instrument: Instrument) -> Mapping[str, tuple[str, ...]]:
    """Return the titles of every column: of a `Column`, or of `EVIDENCE` and the id of an evidence kind."""
    kinds = {EVIDENCE + kind.id: (kind.name.id, kind.name.en) for kind in instrument.evidence_kinds}
    return {**{str(column): names for column, names in COLUMN_NAMES.items()}, **kinds}


def columns_by_name(instrument: Instrument) -> Mapping[str, str]:
    """Return the column of every normalized title."""
    return {normalize_text(name): column for column, names in accepted_titles(instrument).items() for name in names}


def own_titles(titles: Mapping[str, str], instrument: Instrument) -> Mapping[str, str]:
    """
    Return the column of each normalized title in *titles*, a mapping from a region's own title to a known one.

    Raises:
        KlaScoreError: A column is not known, or a title is blank.

    """
    known = columns_by_name(instrument)
    for title, name in titles.items():
        if not title or normalize_text(name) not in known:
            columns = tuple(names[0] for names in accepted_titles(instrument).values())
            raise KlaScoreError(Issue("column-unknown", found=name, parameters={"columns": columns}))
    return {normalize_text(title): known[normalize_text(name)] for title, name in titles.items()}
