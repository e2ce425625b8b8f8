"""
The titles of the columns of a list of villages or sub-districts, for writing and for reading.

A row is a region. The columns of a question begin with its code, such as ``26.4 Dokumen``.
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from kla_score.cells import normalize_text
from kla_score.instrument import Instrument
from kla_score.instrument.models import normalize_code
from kla_score.instrument.questions import NumberScale, OptionScale, Question
from kla_score.sheet.layout import heading


class Named(StrEnum):
    """What a column of a list has about the region."""

    CODE = "code"
    NAME = "name"
    VILLAGE = "village"
    """The name in a column only for villages. It goes before `NAME`, which may be that of a person."""
    VILLAGE_CODE = "village-code"
    KIND = "kind"
    DISTRICT = "district"
    DISTRICT_CODE = "district-code"
    REGENCY = "regency"
    AS_OF = "as-of"
    """The date of the answers; also a line above the table."""
    SUBMITTED = "submitted"
    """The date and time at which an online form received the row."""


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
    Named.CODE: ("Kode wilayah", "Region code", "Kode", "Code"),
    Named.NAME: ("Nama", "Name"),
    Named.VILLAGE: (
        *("Nama desa/kelurahan", "Village", "Desa/kelurahan", "Nama desa", "Desa", "Kelurahan", "Nama kelurahan"),
        *("Nama desa/kel", "Desa/kel"),
    ),
    Named.VILLAGE_CODE: ("Kode desa/kelurahan", "Village code", "Kode desa", "Kode kelurahan", "Kode desa/kel"),
    Named.KIND: ("Jenis", "Kind"),
    Named.DISTRICT: ("Kecamatan", "Sub-district", "Nama kecamatan"),
    Named.DISTRICT_CODE: ("Kode kecamatan", "Sub-district code"),
    Named.REGENCY: ("Kabupaten/Kota", "Regency or city"),
    Named.AS_OF: ("Keadaan per", "As of", "Tanggal lapor"),
    Named.SUBMITTED: ("Stempel waktu", "Timestamp", "Cap waktu"),
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


def title_words(title: str) -> str:
    """
    Return the words of *title*, because people write the same title with other punctuation.

    >>> title_words("Nama Desa / Kelurahan:")
    'nama desa kelurahan'
    """
    return " ".join(re.findall(r"\w+", normalize_text(title)))


NAMED_BY_TITLE: Final = {title_words(title): named for named, titles in NAMES.items() for title in titles}
_PART_BY_TITLE: Final = {normalize_text(title): part for part, titles in PARTS.items() for title in titles}
_HAVING: Final = frozenset(
    (
        *("memiliki", "punya", "mempunyai", "memperoleh", "mendapat", "mendapatkan", "bersekolah"),
        *("have", "has"),
    )
)
"""Words in the title of a first count: the children that have it."""
_EVERY: Final = frozenset(("seluruh", "seluruhnya", "semua", "total", "all"))
"""Words in the title of a second count, which has none of the words before."""
_COUNT_WORDS: Final = (("ada", Part.HAVE), ("jumlah", Part.ALL), ("number", Part.ALL))
"""Words that decide if the title has none of the others."""
_PER_CENT: Final = frozenset(("persen", "persentase", "presentase", "percent", "percentage"))


_YES: Final = (
    *("y", "iya", "ada", "sudah", "sdh", "sudah ada", "sdh ada", "ya ada", "ya, ada", "iya ada", "iya, ada"),
    *("true", "v", "✓", "√", "✔", "☑", "✅"),
)
_NO: Final = (
    *("t", "tdk", "tidak ada", "tdk ada", "belum", "blm", "belum ada", "blm ada", "tidak, belum ada"),
    *("nihil", "false", "n", "✗", "✘", "❌"),
)
WORDS: Final = (_YES, _NO)
"""Words for the two options of a question, besides their texts."""


def words_of(scale: OptionScale) -> tuple[Sequence[str], Sequence[str]]:
    """Return the normalized texts and words for the first and for the second of two options."""
    first, second = (
        tuple(dict.fromkeys((*map(normalize_text, (text.id, text.en)), *words)))
        for (text, _), words in zip(scale.options, WORDS, strict=True)
    )
    return first, second


def parts_of(question: Question) -> Sequence[Part]:
    """Return the columns of *question* in their order. A share inside the village needs two counts."""
    is_share = isinstance(question.scale, NumberScale)
    answer = (Part.HAVE, Part.ALL, Part.SHARE) if is_share else (Part.ANSWER,)
    return (*answer, *((Part.DOCUMENT, Part.DATE) if question.evidence_kinds else ()))


def title_of(question: Question, part: Part, language: str) -> str:
    """Return the title of a column of *question*."""
    return f"{question.code} {heading(PARTS[part], language)}"


class TitledColumn(NamedTuple):
    """The question of a column, the part of its answer, and whether its title is one of `PARTS`."""

    question: str
    part: Part
    is_usual: bool


def column_in(title: str, form: Instrument) -> TitledColumn | None:
    """
    Return the question of *form* and the part of its answer that a column with *title* has; None for another column.

    A title with the code and any other text, as an online form has it, is that of the answer, or of one of two counts.
    """
    code, _, rest = normalize_text(title).partition(" ")
    question = form.codes_by_key.get(normalize_code(code.rstrip(".:)")))
    if question is None:
        return None
    usual = _PART_BY_TITLE.get(rest.strip("-–:()[] "))
    if usual:
        return TitledColumn(question, usual, is_usual=True)
    words = {*title_words(rest).split()}
    if not isinstance(form.questions[question].scale, NumberScale) or words & _PER_CENT or "%" in rest:
        return TitledColumn(question, Part.ANSWER, is_usual=False)
    if words & _HAVING or words & _EVERY:
        return TitledColumn(question, Part.HAVE if words & _HAVING else Part.ALL, is_usual=False)
    part = next((part for word, part in _COUNT_WORDS if word in words), Part.ANSWER)
    return TitledColumn(question, part, is_usual=False)
