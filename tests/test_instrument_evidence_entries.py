"""How an entry of an evidence cell is read: by a table of what people write."""

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
    """
    The reason for each is in the table.
    """
    assert phrase["reads"] == reads(phrase), phrase["why"]


def test_the_table_is_large_and_half_of_it_was_found() -> None:
    """
    It has 150 phrases, all different, of every reading and every step.
    """
    texts = {(phrase["entry"], phrase.get("column")) for phrase in PHRASES}
    found = sum(phrase["seen"] == "found" for phrase in PHRASES)
    steps = {phrase["step"] for phrase in PHRASES}

    assert (150, True, {1, 2, 3, 4, 5, 6}) == (len(texts), found >= len(PHRASES) / 2, steps)


LISTED_WORDS: Final = (
    *(*ABSENT_ENTRIES, *ABSENT_OPENINGS, *ABSENT_PHRASES),
    *(*PROCESSES, *ENDINGS, *DENIALS, *LOSSES),
)


@pytest.mark.parametrize("word", LISTED_WORDS)
def test_every_listed_word_alone_means_that_there_is_nothing(word: str) -> None:
    """
    Whatever it is a word for, in capitals and between brackets, too.
    """
    assert (Status.MISSING, Status.MISSING) == (judge(word), judge(f"({word.upper()}.)"))


@pytest.mark.parametrize("word", ABSENT_OPENINGS)
@pytest.mark.parametrize("ending", FILE_TYPES[:3])
def test_the_name_of_a_file_is_not_judged_by_its_words(word: str, ending: str) -> None:
    """
    "belum ditandatangani.pdf" is a file that somebody has.
    """
    assert Status.REFERENCED is judge(f"{word} ditandatangani.{ending}")


@pytest.mark.parametrize("value", ERROR_VALUES)
def test_an_error_value_is_no_evidence(value: str) -> None:
    """
    In any letter case, also where a figure is asked for.
    """
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
    """
    Short forms and slang say "not yet", too. A word for people denies no document.
    """
    assert status is judge(entry)


@pytest.mark.parametrize("entry", ["0 (tidak ada kasus)", "0, tidak ada", "0 - blm ada kasus"])
def test_a_zero_with_its_reason_is_a_figure(entry: str) -> None:
    """
    Where a figure is asked for. In other columns it says that nothing is there.
    """
    assert (Status.REFERENCED, Status.MISSING) == (judge(entry, accepts_number=True), judge(entry))


@pytest.mark.parametrize("sign", ["1. ", "12) ", "a. ", "- ", "• ", "– 1. "])
def test_a_list_sign_changes_no_meaning(sign: str) -> None:
    """
    Neither that of a figure nor that of an error value.
    """
    readings = judge(f"{sign}0", accepts_number=True), judge(f"{sign}0"), judge(f"{sign}#REF!")

    assert (Status.REFERENCED, Status.MISSING, Status.MISSING) == readings


def test_a_zero_for_lack_of_data_is_none() -> None:
    """
    It is a placeholder.
    """
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
    """
    It says something of people, not of the document.
    """
    assert Status.MISSING is not judge(title)


@pytest.mark.parametrize("title", [title for title in TITLES.values() if "No" not in title])
@pytest.mark.parametrize("denial", ["belum ada", "belum", "belum ditandatangani", "menyusul", "hilang", "masih dicari"])
def test_a_denial_behind_a_title_concerns_the_document(title: str, denial: str) -> None:
    """
    Also when the title has such a word itself.
    """
    assert Status.MISSING is judge(f"{title} {denial}")


def test_a_long_text_is_a_description() -> None:
    """
    One of more than 100 characters may deny something without denying that it is there itself.
    """
    text = f"Laporan {'kegiatan ' * 10}yang diikuti anak, belum termasuk kecamatan lain"

    assert Status.DECLARED is judge(text)


@pytest.mark.parametrize(
    "text", ["0", "12,5", "-1", "12 anak", "0 kasus", "Sudah ada dua puluh desa", "tiga lembaga aktif"]
)
def test_a_figure_or_an_explanation_counts_where_one_is_asked_for(text: str) -> None:
    """
    0 is a figure, too. In other columns none of them names a document.
    """
    assert (Status.REFERENCED, False) == (judge(text, accepts_number=True), judge(text) is Status.REFERENCED)


@pytest.mark.parametrize("text", ["ada", "sudah ada", "ya", "lihat lampiran 3", "see the shared folder", "nihil"])
def test_a_word_is_no_explanation(text: str) -> None:
    """
    Neither one that claims something nor one that denies it.
    """
    assert Status.REFERENCED is not judge(text, accepts_number=True)


LISTED: Final = {name: set(words) for name, words in WORD_LISTS.items()}


def formula_denies(entry: str) -> bool:
    """Say of an entry that names no file whether the formulas of the workbook take it for missing."""
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
def test_the_workbook_counts_no_entry_that_the_program_does_not(entry: str) -> None:
    """
    The live totals may be lower than the program, never higher.
    """
    if judge(entry) is Status.MISSING:
        assert formula_denies(entry)


@pytest.mark.parametrize("phrase", [phrase for phrase in PHRASES if phrase["reads"] == "missing"], ids=repr)
def test_the_workbook_counts_no_phrase_that_the_program_does_not(phrase: dict[str, Any]) -> None:
    """
    The same for what people write.
    """
    assert formula_denies(phrase["entry"])
