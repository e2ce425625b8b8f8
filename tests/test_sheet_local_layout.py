"""The titles of the columns of lists: what a list is written with, and what is read."""

from collections.abc import Sequence
from typing import Final

import pytest

from kla_score.instrument import Instrument
from kla_score.instrument_file import load_forms
from kla_score.sheet.local_layout import Part, TitledColumn, column_in, parts_of

SUB_DISTRICT, VILLAGE = load_forms()
DATED: Final = (Part.DOCUMENT, Part.DATE)


@pytest.mark.parametrize(
    ("code", "expected"),
    [("26.4", (Part.ANSWER, *DATED)), ("26.6", (Part.HAVE, Part.ALL, Part.SHARE, *DATED))],
)
def test_a_question_has_columns_for_its_answer_and_its_document(code: str, expected: Sequence[Part]) -> None:
    """A share needs two counts. Any other question has one answer."""
    assert expected == parts_of(VILLAGE.questions[code])


def test_a_question_without_evidence_has_no_column_for_a_document(tiny: Instrument) -> None:
    """Nothing is asked for that no question needs."""
    without = [each for each in tiny.questions.values() if not each.evidence_kinds]

    assert without
    assert not any({*DATED} & {*parts_of(each)} for each in without)


USUAL: Final = {
    "26.4 Ya/Tidak": ("26.4", Part.ANSWER),
    "26.4. Dokumen": ("26.4", Part.DOCUMENT),
    "26.4) Tanggal": ("26.4", Part.DATE),
    "26.4: Tanggal dokumen": ("26.4", Part.DATE),
    "26.4 - Dokumen": ("26.4", Part.DOCUMENT),
    "26.4 – [Dokumen]": ("26.4", Part.DOCUMENT),
    "26.4 (Document):": ("26.4", Part.DOCUMENT),
    "26.6 Ada": ("26.6", Part.HAVE),
    "26.6 (Jumlah)": ("26.6", Part.ALL),
    "26.6 Persen": ("26.6", Part.SHARE),
}
OTHERS: Final = {
    "26.4": ("26.4", Part.ANSWER),
    "26.4 Apakah ada Forum Anak?": ("26.4", Part.ANSWER),
    "26.4 Jumlah seluruh Forum Anak": ("26.4", Part.ANSWER),
    "26.6 Berapa % dari seluruh anak?": ("26.6", Part.ANSWER),
    "26.6 Persentase seluruh anak": ("26.6", Part.ANSWER),
    "26.6 Anak memiliki akta": ("26.6", Part.HAVE),
    "26.6 Seluruh anak": ("26.6", Part.ALL),
    "26.6 Anak yang ada aktanya": ("26.6", Part.HAVE),
    "26.6 Jumlah anak": ("26.6", Part.ALL),
    "26.6 Akta anak": ("26.6", Part.ANSWER),
}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        *((title, TitledColumn(*each, is_usual=True)) for title, each in USUAL.items()),
        *((title, TitledColumn(*each, is_usual=False)) for title, each in OTHERS.items()),
        *((title, None) for title in ("25.2 Ya/Tidak", "26.99 Dokumen", "Nama", "Ya/Tidak", "")),
    ],
)
def test_a_title_says_what_its_column_has(title: str, expected: TitledColumn | None) -> None:
    """It begins with the code of a question of the form. Punctuation before and after a usual title does not matter."""
    assert expected == column_in(title, VILLAGE)
