"""The reading of an entry in an evidence cell, by a table of real phrases."""

from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kla_score.instrument.evidence import Status
from kla_score.instrument.evidence_entries import (
    ABSENT_ENTRIES,
    ABSENT_OPENINGS,
    ABSENT_PHRASES,
    DENIALS,
    ENDINGS,
    ERROR_VALUES,
    FILE_TYPES,
    LOSSES,
    PROCESSES,
    is_error_value,
    judge,
    words_of,
)
from kla_score.template.evidence_formulas import WORD_LISTS

PHRASES: Final[list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "evidence-phrases.yaml").read_text(encoding="utf-8")
)
IDS: Final = [f"{phrase['entry']} in {phrase.get('column', 'any')}" for phrase in PHRASES]


def reads(phrase: dict[str, Any]) -> Status:
    return judge(phrase["entry"], accepts_number=phrase.get("column") == "figure")


@pytest.mark.parametrize("phrase", PHRASES, ids=IDS)
def test_a_phrase_is_read_as_an_official_means_it(phrase: dict[str, Any]) -> None:
    """The table contains the reason for each reading."""
    assert phrase["reads"] == reads(phrase), phrase["why"]


LISTED_WORDS: Final = (
    *(*ABSENT_ENTRIES, *ABSENT_OPENINGS, *ABSENT_PHRASES),
    *(*PROCESSES, *ENDINGS, *DENIALS, *LOSSES),
)


@pytest.mark.parametrize("word", LISTED_WORDS)
def test_every_listed_word_alone_means_missing(word: str) -> None:
    """A listed word means missing in capitals and in brackets, too."""
    assert (Status.MISSING, Status.MISSING) == (judge(word), judge(f"({word.upper()}.)"))


@pytest.mark.parametrize("word", ABSENT_OPENINGS)
@pytest.mark.parametrize("ending", FILE_TYPES[:3])
def test_the_name_of_a_file_is_not_judged_by_its_words(word: str, ending: str) -> None:
    """
    "belum ditandatangani.pdf" is an existing file.
    """
    assert Status.REFERENCED is judge(f"{word} ditandatangani.{ending}")


@pytest.mark.parametrize("value", ERROR_VALUES)
def test_an_error_value_is_not_evidence(value: str) -> None:
    """An error value is missing in any letter case, and in a column for figures."""
    assert (True, Status.MISSING) == (is_error_value(value.upper()), judge(value, accepts_number=True))


HURRIED: Final = {
    "SK ga ketemu": Status.MISSING,
    "SKnya blom": Status.MISSING,
    "Profil anak lg disusun": Status.MISSING,
    "SK sdh jadi, msh di scan": Status.MISSING,
    "SK proses di bagian hukum": Status.MISSING,
    "SK sementara proses": Status.MISSING,
    "sudah ada, tinggal ttd": Status.MISSING,
    "tanpa ttd": Status.MISSING,
    "foto minggu depan": Status.MISSING,
    "gagal upload": Status.MISSING,
    "usulan SK 2024": Status.MISSING,
    "RAD KLA (dlm penyusunan)": Status.MISSING,
    "Forum Anak dalam penyusunan RKPD": Status.DECLARED,
    "Forum Anak belum terbentuk": Status.MISSING,
    "Data anak belum memiliki KIA": Status.DECLARED,
    "Foto anak yang masih di bangku sekolah": Status.DECLARED,
    "Stiker tidak boleh merokok": Status.DECLARED,
    "Daftar puskesmas belum ramah anak": Status.DECLARED,
    "Usulan Forum Anak di Musrenbang": Status.DECLARED,
    "Perbup 12/2023 ttg anak yang masih dalam kandungan": Status.REFERENCED,
    "drive.google.com/drive/folders/1a (belum bisa diakses)": Status.REFERENCED,
}


@pytest.mark.parametrize(("entry", "status"), HURRIED.items())
def test_a_hurried_entry_is_read_as_it_is_meant(entry: str, status: Status) -> None:
    """Short forms and slang also mean "not yet". A word for people denies no document."""
    assert status is judge(entry)


@pytest.mark.parametrize("entry", ["0 (tidak ada kasus)", "0, tidak ada", "0 - blm ada kasus"])
def test_a_zero_with_its_reason_is_a_figure(entry: str) -> None:
    """A zero with its reason is a figure in a column for figures, and missing in other columns."""
    assert (Status.REFERENCED, Status.MISSING) == (judge(entry, accepts_number=True), judge(entry))


@pytest.mark.parametrize("sign", ["1. ", "12) ", "a. ", "- ", "• ", "– 1. "])
def test_a_list_sign_changes_no_meaning(sign: str) -> None:
    """A list sign changes neither a figure nor an error value."""
    readings = judge(f"{sign}0", accepts_number=True), judge(f"{sign}0"), judge(f"{sign}#REF!")

    assert (Status.REFERENCED, Status.MISSING, Status.MISSING) == readings


def test_a_zero_for_lack_of_data_is_missing() -> None:
    """The 0 is a placeholder."""
    assert Status.MISSING is judge("0, belum ada data", accepts_number=True)


TITLES: Final = {
    "a subject behind tentang": "Perbup Nomor 5 Tahun 2022 tentang anak yang belum memiliki akta",
    "people before the denial": "Data anak tidak sekolah 2023",
    "a house": "Rumah tidak layak huni",
    "missing children": "SOP anak hilang",
    "a meeting about a draft": "Notula pembahasan draft RAD",
    "a process of development": "Forum Anak dalam proses pembangunan",
    "an old decree": "SK 5/2019 masih berlaku",
    "no for number": "SK No 12",
}


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_word_in_the_subject_of_a_title_denies_nothing(title: str) -> None:
    """The word is about people, not about the document."""
    assert Status.MISSING is not judge(title)


@pytest.mark.parametrize("title", [title for title in TITLES.values() if "No" not in title])
@pytest.mark.parametrize("denial", ["belum ada", "belum", "belum ditandatangani", "menyusul", "hilang", "masih dicari"])
def test_a_denial_after_a_title_concerns_the_document(title: str, denial: str) -> None:
    """The denial also counts if the title contains such a word itself."""
    assert Status.MISSING is judge(f"{title} {denial}")


def test_a_long_text_is_a_description() -> None:
    """A text of more than 100 characters may contain a denial and still be a document."""
    text = f"Laporan {'kegiatan ' * 10}yang diikuti anak, belum termasuk kecamatan lain"

    assert Status.DECLARED is judge(text)


@pytest.mark.parametrize(
    "text", ["0", "12,5", "-1", "12 anak", "0 kasus", "Sudah ada dua puluh desa", "tiga lembaga aktif"]
)
def test_a_figure_or_an_explanation_counts_in_its_column(text: str) -> None:
    """0 is a figure, too. In other columns none of them names a document."""
    assert (Status.REFERENCED, False) == (judge(text, accepts_number=True), judge(text) is Status.REFERENCED)


@pytest.mark.parametrize("text", ["ada", "sudah ada", "ya", "lihat lampiran 3", "see the shared folder", "nihil"])
def test_a_word_is_not_an_explanation(text: str) -> None:
    """Neither a word that claims nor a word that denies is an explanation."""
    assert Status.REFERENCED is not judge(text, accepts_number=True)


LISTED: Final = {name: set(words) for name, words in WORD_LISTS.items()}


def formula_denies(entry: str) -> bool:
    """Return whether the formulas of the workbook treat an entry without a file name as missing."""
    spaced = f" {words_of(entry)} "
    if not spaced.strip():
        return True
    return (
        any(spaced.endswith(f" {word} ") and len(spaced) <= len(word) + 5 for word in LISTED["entries"])
        or any(f" {word} " in spaced[: len(word) + 5] for word in LISTED["openings"])
        or any(f" {word} " in spaced for word in LISTED["phrases"])
    )


WORDS: Final = st.sampled_from(
    [
        *(
            "SK",
            "Perbup",
            "No",
            "12",
            "12/2023",
            "anak",
            "yang",
            "tentang",
            "KLA",
            "ada",
            "foto",
            "1.",
            "a.",
            "-",
            "(",
            ")",
        ),
        *(*LISTED_WORDS, *ERROR_VALUES),
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=6).map(" ".join))
def test_the_workbook_counts_no_entry_that_the_program_rejects(entry: str) -> None:
    """The live totals may be lower than those of the program, but never higher."""
    if judge(entry) is Status.MISSING:
        assert formula_denies(entry)


@pytest.mark.parametrize("phrase", [phrase for phrase in PHRASES if phrase["reads"] == "missing"], ids=repr)
def test_the_workbook_counts_no_phrase_that_the_program_rejects(phrase: dict[str, Any]) -> None:
    """The workbook counts only real phrases that count in the program."""
    assert formula_denies(phrase["entry"])
