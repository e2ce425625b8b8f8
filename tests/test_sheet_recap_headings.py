"""Titles, sums and questions in a recap: what number, words, maximum and points of a row say together."""

from pathlib import Path
from typing import Final, NamedTuple

import pytest

from kla_score.instrument import Instrument
from kla_score.sheet import read_workbook
from tests.conftest import Bookmaker

HEAD: Final = "== R\nNo|Pertanyaan|Nilai Max|Nilai|Dokumen\n"
BESIDE: Final = "== R\nKlaster|Indikator|No|Pertanyaan|Nilai Max|Nilai|Dokumen\n"


class Reading(NamedTuple):
    """Questions with points, sums with points, and the cells of rows that are refused or that may be titles."""

    answers: str = ""
    sums: str = ""
    refused: str = ""
    unclear: str = ""


def reading(path: Path, instrument: Instrument) -> Reading:
    """Read the recap at *path*."""
    raw = read_workbook(path, instrument)
    refused = [each for issue in raw.issues if issue.code == "recap-rows-refused" for each in issue.affected]
    return Reading(
        " ".join(f"{row.code.text}={row.points.text}" for row in raw.rows),
        " ".join(f"{each.name or 'all'}={each.points.text}" for each in raw.printed if each.scope != "question"),
        " ".join(each.location.cell for each in refused),
        " ".join(issue.location.cell for issue in raw.issues if issue.code == "recap-row-unclear"),
    )


ONE: Final = "|2. Sekolah\n1|Apakah?|6|6\n"
TITLES: Final = {
    "the next one in own words": ("|2. Sekolah\na|3. Ramah anak||5\n1|Apakah?|10|4", Reading("3.1=4", "3=5")),
    "the next one in another cluster": (
        "|Klaster A\n|2. Sekolah\n|3. Nama kami\n1|Apakah?|10|7",
        Reading("3.1=7"),
    ),
    "a later one in another cluster": (
        "|Klaster A\n|3. Perlindungan kami|10|5\n1|Apakah ada peraturan?|5|1",
        Reading("1.1=1", refused="B3"),
    ),
    "own words with a word of a question": ("|2. Sekolah\n|2. Kebijakan sekolah|||x.pdf", Reading(refused="B3")),
    "a name with its maximum": ("9|Sekolah|8|5", Reading(sums="2=5")),
    "a name with the sum of its questions": ("9|Sekolah|10|5", Reading(sums="2=5")),
    "a name with another maximum": ("9|Sekolah|9|5", Reading(refused="B2")),
    "a name without a number": ("|Sekolah|6|1\n1|Apakah?|6|2", Reading("2.1=2", "2=1")),
    "a name beside a code": ("'1.2a|1. Kebijakan|2.5|1", Reading(refused="B2")),
    "words of a question with another maximum": ("|3. Perlindungan\n|2. Layanan|5|1", Reading(sums="2=1")),
    "words of a question with its maximum": ("|3. Perlindungan\n|2. Layanan|10|\n2|Apakah?|4|1", Reading("3.2=1")),
    "a title repeated on the next page": (f"{ONE}|2. Sekolah\n2|Gedung||3", Reading("2.1=6 2.2=3")),
    "a number with the maximum of a question": (
        "|2. Sekolah\n2|Apakah?|4|1\n|Indikator 3|6|5",
        Reading("2.2=1", "", "B4"),
    ),
    "an earlier one by number and maximum": (
        "|2. Sekolah\n1|Nama kami|12|9\n'2a|Apakah?|4.5|1",
        Reading("1.2a=1", "1=9"),
    ),
    "the cluster of the indicator": ("|3. Perlindungan\n|Klaster B\n1|Apakah?|10|7", Reading("3.1=7")),
    "a letter beside the name of a cluster": ("a|Klaster B|0", Reading(sums="B=")),
    "a number with points": ("|1. Kebijakan\n|2. Nama kami||5", Reading(refused="B3")),
    "a number without points": ("|1. Kebijakan\n|2. Nama kami\n1|Apakah?|6|5", Reading("2.1=5")),
    "the next number in front of a question": (
        "|3. Perlindungan\n1|Apakah ada layanan?|10|4\n|2. Apakah anak didengar?\n2|Apakah?|0|",
        Reading("3.1=4 2.2="),
    ),
}
SUMS: Final = {
    "a question with a number": ("|2. Sekolah\n1|Jumlah|6|5\n2|Jumlah klaster|4|3", Reading("2.1=5 2.2=3")),
    "words of a question with another maximum": ("|2. Sekolah\n|Jumlah anak|12|1", Reading(refused="B3")),
    "the name of an indicator that a question has": (f"{ONE}|Jumlah sekolah||6", Reading("2.1=6", "2=6")),
    "a full stop": (f"{ONE}|Jumlah. Perlindungan.||6", Reading("2.1=6", "3=6")),
    "a grand total with the maximum of a part": (f"{ONE}|Grand total kabupaten|8|6", Reading("2.1=6", "all=6")),
    "a total with the maximum of a part": (f"{ONE}|Total seluruhnya|20|6", Reading("2.1=6", "all=6")),
    "English words": (f"{ONE}|Total cluster|8|6\n|Total indicator|20|6", Reading("2.1=6", "A=6 2=6")),
    "the maximum of all above a question": (
        f"{ONE}|Jumlah|30|6\n|3. Perlindungan\n1|Apakah?|10|7",
        Reading("2.1=6 3.1=7", "all=6"),
    ),
    "an indicator and a part": (f"{ONE}|Jumlah indikator||6\n|Sub Total||7", Reading("2.1=6", "2=6 A=7")),
    "an agency": (f"{ONE}|Jumlah Dinkes|8|6", Reading("2.1=6")),
    "points beside a dash below": (f"{ONE}|Jumlah||6\n'-|Tambahan||1", Reading("2.1=6", "all=6", "B5")),
    "points beside a number below": (f"{ONE}|Jumlah||6\n7 orang|Tambahan||1", Reading("2.1=6", "2=6", "B5")),
}
ROWS: Final = {
    "a letter below a title": ("|1. Kebijakan\na|Apakah?||1", Reading(refused="B3")),
    "the first number in front of own words": ("|3. Perlindungan\n|1. Anak didengar||4", Reading("3.1=4")),
    "a repeated number without an answer": (f"{ONE}1|Lihat lampiran", Reading("2.1=6")),
    "the beginning of several questions": ("|1. Kebijakan\n|Apakah ada\n1|Apakah?|5|4", Reading("1.1=4")),
    "a text of no question below own words": (
        "|2. Sekolah\nlanjutan|Nama lain\n1|Gedung|6|5",
        Reading("", "", "B4", "B3"),
    ),
    "a letter in front of a text": (
        "|1. Kebijakan\n2|Kegiatan\n|a. Pelatihan\n10|Berapa?||1",
        Reading("1.2a= 1.10=1"),
    ),
    "a document beside the next number": (f"{ONE}2||||b.pdf", Reading("2.1=6 2.2=")),
}


@pytest.mark.parametrize(
    ("rows", "expected"), [*TITLES.values(), *SUMS.values(), *ROWS.values()], ids=[*TITLES, *SUMS, *ROWS]
)
def test_all_cells_of_a_row_show_what_it_is(rows: str, expected: Reading, book: Bookmaker, tiny: Instrument) -> None:
    """A row is a title, a sum or a question. A row with points that can be several of these is refused."""
    assert expected == reading(book(HEAD + rows), tiny)


IN_COLUMNS: Final = {
    "a number without a text": ("A|2. Sekolah|1||6|5", Reading("2.1=5")),
    "the next one in another cluster": (
        "A|2. Sekolah|1|Apakah?|6|5\n|3. Nama kami|1|Apakah?|10|7",
        Reading("2.1=5 3.1=7"),
    ),
}


@pytest.mark.parametrize(("rows", "expected"), IN_COLUMNS.values(), ids=IN_COLUMNS)
def test_a_title_may_be_beside_its_questions(rows: str, expected: Reading, book: Bookmaker, tiny: Instrument) -> None:
    """The indicator beside a number counts, with or without a text."""
    assert expected == reading(book(BESIDE + rows), tiny)


IN_A_LARGE_FORM: Final = {
    "letters in front of texts": (
        "|21A. Pencegahan\n4|Lembaga layanan|8|8\n|a. pemerintah 2024|6|6\n|b. masyarakat|2|2",
        Reading("21A.4a=6 21A.4b=2"),
    ),
    "a number and a letter": (
        "|21A. Pencegahan\n4|Lembaga layanan|8|8\n'4a|pemerintah|6|6",
        Reading("21A.4a=6"),
    ),
    "no letters": ("|21A. Pencegahan\n4|Lembaga layanan|8|8", Reading(refused="B3")),
    "a number beside a letter": ("|21A. Pencegahan\n4|Lembaga layanan|8|8\n5|a. Lain|1|1", Reading(refused="B3 B4")),
    "the name of another indicator without an answer": (
        "|1. Aturan\n|Pencegahan Perkawinan Anak\n1|Pencatatan data perkawinan|10|5",
        Reading("7.1=5"),
    ),
    "the sum of a cluster whose questions have this word": (
        "|3. Peran\n'1a|Kelembagaan|4.5|4\n|Jumlah klaster||7",
        Reading("3.1a=4", "K=7"),
    ),
}


@pytest.mark.parametrize(("rows", "expected"), IN_A_LARGE_FORM.values(), ids=IN_A_LARGE_FORM)
def test_a_sum_above_letters_is_no_question(rows: str, expected: Reading, book: Bookmaker, kla: Instrument) -> None:
    """It needs a row with a letter right below it. Names and sums count as in a small form."""
    assert expected == reading(book(HEAD + rows), kla)


@pytest.mark.parametrize(
    "row",
    ["|9. Apakah ada peraturan?||4", "|9. Apakah ada peraturan?|5|4", "|1. Kebijakan\n|9. Apakah ada peraturan?||4"],
)
def test_a_number_that_no_question_has_belongs_to_the_text(row: str, book: Bookmaker, tiny: Instrument) -> None:
    """The text decides. Nothing is reported about a number of another form."""
    raw = read_workbook(book(HEAD + row), tiny)

    assert ["1.1"] == [each.code.text for each in raw.rows]
    assert ["recap-read"] == [issue.code for issue in raw.issues]
