"""
The titles of the columns of a list of villages or sub-districts, for writing and for reading.

A row is a region. The columns of a question begin with its code, such as ``26.4 Dokumen``.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from kla_score.cells import normalize_text
from kla_score.instrument import Instrument
from kla_score.instrument.models import normalize_code
from kla_score.instrument.questions import NumberScale, Question
from kla_score.sheet.layout import heading

LIST: Final = "kla-score:list"
"""The mark in the document properties of a list that this program writes."""


class Named(StrEnum):
    """What a column of a list has about the region."""

    CODE = "code"
    NAME = "name"
    KIND = "kind"
    DISTRICT = "district"
    REGENCY = "regency"
    AS_OF = "as-of"
    """The date of the answers; also a line above the table."""


class Part(StrEnum):
    """What a column of a list has about the answer to a question."""

    ANSWER = "answer"
    HAVE = "have"
    ALL = "all"
    SHARE = "share"
    """A formula in a list that this program writes, which is not read."""
    DOCUMENT = "document"
    DATE = "date"


NAMES: Final[Mapping[Named, tuple[str, ...]]] = {
    Named.CODE: ("Kode wilayah", "Region code", "Kode", "Code", "Kode desa", "Kode desa/kelurahan", "Kode kecamatan"),
    Named.NAME: (
        *("Nama", "Name", "Nama desa/kelurahan", "Desa/kelurahan", "Nama desa", "Desa", "Kelurahan"),
        "Nama kecamatan",
    ),
    Named.KIND: ("Jenis", "Kind"),
    Named.DISTRICT: ("Kecamatan", "Sub-district"),
    Named.REGENCY: ("Kabupaten/Kota", "Regency or city"),
    Named.AS_OF: ("Keadaan per", "As of", "Tanggal lapor"),
}
PARTS: Final[Mapping[Part, tuple[str, ...]]] = {
    Part.ANSWER: ("Ya/Tidak", "Yes/No", "Jawaban", "Answer"),
    Part.HAVE: ("Ada", "Have"),
    Part.ALL: ("Jumlah", "All", "Jumlah seluruhnya", "Total"),
    Part.SHARE: ("Persen", "Percent"),
    Part.DOCUMENT: ("Dokumen", "Document", "Nama dokumen"),
    Part.DATE: ("Tanggal", "Date", "Tanggal dokumen"),
}
"""Titles as for the columns of a question sheet: the first two are written, and all are read."""

NAMED_BY_TITLE: Final = {normalize_text(title): named for named, titles in NAMES.items() for title in titles}
_PART_BY_TITLE: Final = {normalize_text(title): part for part, titles in PARTS.items() for title in titles}


def parts_of(question: Question) -> Sequence[Part]:
    """Return the columns of *question* in their order. A share inside the village needs two counts."""
    is_share = isinstance(question.scale, NumberScale)
    answer = (Part.HAVE, Part.ALL, Part.SHARE) if is_share else (Part.ANSWER,)
    return (*answer, *((Part.DOCUMENT, Part.DATE) if question.evidence_kinds else ()))


def title_of(question: Question, part: Part, language: str) -> str:
    """Return the title of a column of *question*."""
    return f"{question.code} {heading(PARTS[part], language)}"


def column_in(title: str, form: Instrument) -> tuple[str, Part] | None:
    """
    Return the question of *form* and the part of its answer that a column with *title* has; None for another column.

    A title with the code and any other text, as an online form has it, is that of the answer.
    """
    code, _, rest = normalize_text(title).partition(" ")
    question = form.codes_by_key.get(normalize_code(code.rstrip(".:)")))
    return (question, _PART_BY_TITLE.get(rest.strip("-–:()[] "), Part.ANSWER)) if question else None
