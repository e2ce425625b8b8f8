"""
What one entry of an evidence cell is: a named document, a word that names none, or a statement that there is none.

`judge` decides in six steps, in this order:

1. It names a file or an address: referenced.
2. It begins with a denial or a postponement ("belum …", "menyusul …", "draft …"): missing.
3. It contains one that is not part of the subject of a title ("SK Nomor 12 belum ditandatangani"): missing.
4. It names a legal act with a number or a year ("Perbup 12/2023"): referenced.
5. Where a figure is asked for, it is a number or an explanation: referenced.
6. Anything else ("ada", "SK Gugus Tugas"): declared.

The live totals of a workbook use the same words (`kla_score.template.evidence_formulas`). Pure: no files, no printing.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from kla_score.cells import normalize_text, read_number
from kla_score.instrument.evidence import Reference, Status

MOST_ENTRIES: Final = 1_000
"""The number of entries read from a cell; no question asks for more than a hundred."""

FILE_TYPES: Final = (
    *("pdf", "doc", "docx", "odt", "rtf", "txt", "xls", "xlsx", "xlsm", "xlsb", "ods", "csv", "ppt", "pptx", "odp"),
    *("jpg", "jpeg", "jfif", "png", "gif", "bmp", "tif", "tiff", "webp", "heic", "heif", "svg", "cdr", "psd"),
    *("mp4", "mov", "avi", "mkv", "3gp", "mpg", "mpeg", "webm", "wmv", "mp3", "m4a", "wav", "ogg"),
    *("zip", "rar", "7z", "htm", "html", "eml", "msg", "lnk", "url", "exe"),
)
"""The endings that make an entry the name of a file."""

MARKS: Final = " .,:!?()[]{}<>\"'“”‘’«»-–—_*/\\|#~=+^…•●▪·○☐□×"
"""Characters that separate words, or stand beside them, without a meaning of their own."""

ABSENT_ENTRIES: Final = (
    *("n/a", "na", "n", "no", "none", "nothing", "nil", "nol", "null", "false", "salah", "proses", "on process"),
    *("dicari", "error", "unknown", "later", "soon", "to follow", "tba", "tbd", "tbc", "✗", "✘", "☒", "❌", "❎"),
)
"""Whole entries that mean "not there"."""
ERROR_VALUES: Final = (
    *("#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!", "#spill!", "#calc!", "#field!", "#busy!"),
    *("#blocked!", "#connect!", "#unknown!", "#getting_data", "#nilai!", "#nama?", "err:502", "err:504", "err:508"),
    *("err:509", "err:511", "err:512", "err:520", "err:522"),
)
"""Errors of spreadsheet programs as text, normalized."""
ZERO: Final = "0"
"""Means "not there" as a whole entry, unless a figure is asked for."""

ABSENT_OPENINGS: Final = (
    *("tidak", "tdk", "tak", "gak", "gk", "ga", "nggak", "ngga", "nggk", "enggak", "nihil", "kosong", "bukan"),
    *("belum", "blm", "blum", "blom", "belom", "menyusul", "nyusul", "disusulkan", "nanti", "besok", "di susul"),
    *("masih", "msh", "sedang", "sdg", "lagi", "lg", "sementara", "akan", "segera", "menunggu", "nunggu", "tunggu"),
    *("tinggal ttd", "tinggal tanda tangan", "tinggal cetak", "tinggal scan", "kurang ttd", "kurang tanda tangan"),
    *("tanpa ttd", "tanpa tanda tangan", "tanpa dokumen", "tanpa bukti", "tanpa data", "kurang tahu", "terkendala"),
    *("batal", "dibatalkan", "ditunda", "direncanakan"),
    *("baru rencana", "baru direncanakan", "baru usulan", "baru draft"),
    *("baru draf", "baru akan", "usulan sk", "usulan perda", "usulan perbup", "usulan perwali"),
    *("dalam perjalanan", "akses ditolak"),
    *("dalam proses", "dlm proses", "dalam tahap", "dlm tahap", "dalam penyusunan", "dlm penyusunan"),
    *("dalam pengerjaan", "dalam pembuatan", "dalam perbaikan", "dalam pencarian", "dalam revisi", "tahap penyusunan"),
    *("proses ttd", "proses tanda tangan", "proses penandatanganan", "proses penyusunan", "proses pembuatan"),
    *("proses pengadaan", "proses legalisasi", "proses pengesahan", "proses penetapan", "proses fasilitasi"),
    *("proses harmonisasi", "proses cetak", "proses scan", "proses upload", "proses unggah", "proses revisi"),
    *("draft", "draf", "drafting", "konsep", "rancangan peraturan", "rancangan perda", "rancangan perbup"),
    *(
        "rancangan perwali",
        "rancangan keputusan",
        "rancangan sk",
        "ranperda",
        "raperda",
        "ranperbup",
        "raperbup",
        "ranperwali",
        "raperwali",
    ),
    *("hilang", "tercecer", "lupa", "tanya", "tanyakan", "hubungi", "minta ke"),
    *("not", "no data", "no document", "no documents", "no file", "no files", "no evidence", "no photo", "no photos"),
    *("no record", "no records", "no decree", "no such", "no longer", "no copy", "no information"),
    *("nothing", "none", "pending", "missing", "lost", "waiting", "awaiting", "unavailable", "unsigned", "coming soon"),
    *("to be", "will be", "will follow", "follows later", "in progress", "on progress", "in process", "on process"),
    *("ongoing", "on going", "otw", "under preparation", "under review", "under construction", "under revision"),
    "dispimg",  # the function of a picture in WPS
    *("being prepared", "being drafted", "being signed", "still", "without", "n a", "✗", "✘", "☒", "❌", "❎"),
)
"""How entries begin that say "not there" or "not yet"."""

ABSENT_PHRASES: Final = (
    *("menyusul", "nyusul", "disusulkan", "otw", "masih proses", "msh proses", "sedang proses", "sementara proses"),
    *("proses ttd", "proses tanda tangan", "proses penandatanganan", "proses di bagian", "proses di biro"),
    *("masih draft", "masih draf", "masih konsep", "masih menunggu", "masih kosong", "masih dicari", "masih dibuat"),
    *("masih disusun", "masih dibahas", "masih diproses", "sedang diproses", "sedang diurus", "sedang dikerjakan"),
    *("sedang dibuat", "sedang disusun", "sedang dicari", "sedang dicetak", "sdg dibuat", "sdg disusun"),
    *("lagi dibuat", "lagi disusun", "lagi diproses", "lg dibuat", "lg disusun", "lg diproses", "sdg diproses"),
    *("sementara dibuat", "sementara disusun", "sementara diproses"),
    *("tunggu ttd", "tunggu tanda tangan", "tinggal ttd"),
    *("tinggal tanda tangan", "kurang ttd", "tanpa ttd", "minggu depan", "bulan depan", "ditunda", "di cari"),
    *("di susulkan", "gagal upload", "gagal diupload", "gagal diunggah", "file rusak", "file corrupt", "link rusak"),
    *("link mati", "segera terbit", "akan terbit", "akan segera", "akan dibuat", "akan disusun", "akan dilengkapi"),
    *("akan diupload", "akan diunggah", "akan dikirim", "akan diserahkan", "akan disampaikan", "akan ada"),
    *("akan ditandatangani", "nanti", "menunggu", "nunggu", "dicari", "pending", "in progress", "on progress"),
    *("on process", "to follow"),
    *("to be signed", "to be issued", "to be uploaded", "to be submitted", "to be completed", "to be confirmed"),
    *("to be announced", "to be provided", "to be determined", "will be", "will follow", "coming soon"),
    *("being prepared", "being drafted", "awaiting", "waiting for", "unsigned", "under preparation", "under review"),
    *("tba", "tbd", "tbc", "tak ada", "tak tersedia", "no data", "no document", "no documents", "no file", "no files"),
    *("no evidence", "no photo", "no photos", "no record", "no records", "no longer"),
)
"""Denials and postponements that mean "not there" or "not yet" anywhere in an entry."""

PROCESSES: Final = (
    *("dalam proses", "dlm proses", "masih dalam", "masih dlm", "masih di", "msh dalam", "msh dlm", "msh di"),
)
"""Postponements as well, unless they are about people, as in "anak dalam proses pembangunan"."""
ENDINGS: Final = ("dalam penyusunan", "dlm penyusunan", "dalam pembuatan", "dlm pembuatan", "besok")
"""Postponements at the end of an entry only: "Forum Anak dalam penyusunan RKPD" is none."""
DENIALS: Final = (
    *("tidak", "tdk", "gak", "gk", "ga", "nggak", "ngga", "nggk", "enggak"),
    *("belum", "blm", "blum", "blom", "belom", "not"),
)
"""Words that deny, unless they belong to the subject of a title, as in "data anak tidak sekolah"."""
LOSSES: Final = ("hilang", "draft", "draf", "missing", "lost")
"""Words that say the same, unless they belong to the subject of a title, as in "SOP anak hilang"."""

_STATES: Final = frozenset(
    (
        *("ada", "tersedia", "terbit", "terbitkan", "diterbitkan", "dibuat", "dibuatkan", "disusun", "selesai", "ttd"),
        *("ditandatangani", "ditandatangan", "bertandatangan", "disahkan", "ditetapkan", "lengkap", "dilengkapi"),
        *("jadi", "final", "diunggah", "diupload", "upload", "dikirim", "diterima", "ditemukan", "ketemu", "jelas"),
        *("dilampirkan", "terlampir", "diserahkan", "disampaikan", "dianggarkan", "dilaksanakan", "terlaksana"),
        *("terealisasi", "tahu", "diketahui", "dimiliki", "discan", "dicetak", "dijilid", "diperbarui", "diproses"),
        *("dikerjakan", "dilakukan", "didokumentasikan", "terdokumentasi", "turun", "terbentuk", "dibentuk"),
        *("dilantik", "dikukuhkan", "tersusun", "terkumpul", "dikumpulkan", "diperbaharui", "update", "diupdate"),
        *("dirilis", "rilis", "diinput", "terinput", "direkap"),
        *("divalidasi", "dipasang", "terpasang", "siap", "rampung"),
        *("aktif", "dipublikasikan", "berlaku", "berjalan", "keluar", "sempat", "scan"),
        *("yet", "available", "signed", "found", "ready", "there", "done", "finished", "complete", "completed"),
        *("uploaded", "issued", "approved", "received", "attached", "exist", "prepared", "made", "written"),
    )
)
"""What a denial says of a document, and hardly of the people a title is about."""
_SUBJECTS: Final = frozenset(
    (
        *("yang", "yg", "anak", "remaja", "balita", "bayi", "siswa", "warga", "penduduk", "ibu", "keluarga", "orang"),
        *("perempuan", "usia", "desa", "kasus", "gerakan", "kampanye", "deklarasi", "komitmen", "larangan", "poster"),
        *("stiker", "spanduk", "banner", "baliho", "imbauan", "himbauan", "hamil", "keterangan", "pernyataan"),
        *("kelompok", "sekolah", "guru", "children", "child", "who", "people"),
        *("families", "persons", "adolescents", "campaign", "statement"),
    )
)
"""Words directly before a denial that make it part of a title: "anak tidak sekolah", "surat pernyataan tidak …"."""
_ATTRIBUTES: Final = frozenset(
    (
        *("sekolah", "bersekolah", "layak", "ramah", "mampu", "tetap", "kawin", "menikah", "tercatat", "merokok"),
        *("imunisasi", "terpenuhi"),
    )
)
"""Words directly after a denial that describe people or houses: "rumah tidak layak huni"."""
_ABOUT: Final = frozenset(
    ("tentang", "ttg", "mengenai", "perihal", "saat", "ketika", "jika", "about", "concerning", "regarding")
)
"""Words behind which the subject of a title follows."""
_WORK_ON_DRAFTS: Final = frozenset(
    (
        *(
            "penyusunan",
            "pembahasan",
            "penyusun",
            "finalisasi",
            "rapat",
            "tim",
            "reviu",
            "review",
            "telaah",
            "harmonisasi",
        ),
        *("drafting", "discussing", "discussion"),
    )
)
"""Words directly before "draft" that make it the subject of a meeting."""
_LONGEST_STATEMENT: Final = 100
"""A longer text is a description, and its words are not taken for a statement about a document."""

_POSTPONED: Final = re.compile(
    rf" (?:{'|'.join(PROCESSES)})"
    r" (?!pembangunan|perencanaan|pembelajaran|pelayanan|penanganan|hukum|peradilan|tumbuh"
    r"|bawah (?:umur|usia)|bangku|kandungan|usia|pengasuhan|asuhan)"
)
_FILE: Final = re.compile(rf"[^\s.]\.(?:{'|'.join(FILE_TYPES)})\b")
_ADDRESS: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)[^\s/]|(?:^|\s)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/\S")
_ACT: Final = re.compile(
    r"\b(?:sk|surat keputusan|keputusan|kepbup|kepwal|kepwali|kepgub|kepmen\w*|keppres|perbup|perwal|perwali"
    r"|pergub|perda|perdes|perkada|peraturan|permen\w*|perpres|inpres|instruksi|undang-undang|uu|pp|qanun|se"
    r"|surat edaran|mou|pks|nota kesepahaman|nota kesepakatan|kesepakatan bersama|perjanjian kerja ?sama|decree"
    r"|regulation|ordinance|bylaw|executive order|circular|law)\b"
)
_NUMBER_OF_ACT: Final = re.compile(
    r"\b(?:19|20)[0-9]{2}\b|\b(?:no|nomor|nr|number|num)\b[ .:]*\S*[0-9]|[0-9]+ ?/ ?[\w.]"
    r"|\b(?:sk|perbup|perda|perwali|uu|pp) [0-9]"
)
_FILE_NUMBER: Final = re.compile(r"\b(?:[0-9]{3}(?:\.[0-9]+)*|[0-9]{2}\.[0-9]+) ?/ ?[\w.-]+(?: ?/ ?[\w.-]+)*")
"""The number of an official letter by the national filing code, for example 188.45/123/2024."""
_NONE: Final = re.compile(r"0 ?[(,:=–-]+ ?(?:tidak|tdk|tak|belum|blm) ada(?! data| dokumen| laporan)\b")
"""The figure 0 and the same in words: "0 (tidak ada kasus)"."""
_LIST_SIGN: Final = re.compile(r"(?:[-–•▪●*] )*(?:(?:[0-9]{1,2}|[a-z])[.)] )?(?:[-–•▪●*] )*")
_SEPARATORS: Final = re.compile(r"[;\r\n\v\x85\u2028\u2029]")
_TO_BLANKS: Final = str.maketrans(dict.fromkeys(MARKS, " "))


def split_entries(text: str) -> list[str]:
    """Return the entries of a cell: its text split at line breaks and ``;``, without blank ones."""
    return [entry.strip() for entry in _SEPARATORS.split(text) if entry.strip()][:MOST_ENTRIES]


@lru_cache(maxsize=128)  # many cells have the same words, and a hostile sheet may have one long text in all of them
def read_references(text: str, *, accepts_number: bool = False) -> tuple[Reference, ...]:
    r"""
    Return the entries of an evidence cell that are there, each with its status. The same entry twice is one.

    Args:
        text: The text of the cell.
        accepts_number: Whether the cell asks for a figure.

    >>> [reference.text for reference in read_references("SK 1.pdf; belum ada\nfoto.jpg;sk 1.PDF")]
    ['SK 1.pdf', 'foto.jpg']

    """
    found: dict[str, Reference] = {}
    for entry in split_entries(text):
        status = judge(entry, accepts_number=accepts_number)
        if status is not Status.MISSING:
            found.setdefault(normalize_text(entry), Reference(entry, status))
    return tuple(found.values())


def judge(entry: str, *, accepts_number: bool = False) -> Status:
    """
    Return whether *entry* names a document (referenced), claims one (declared), or says that there is none (missing).

    Args:
        entry: One entry of an evidence cell.
        accepts_number: Whether the cell asks for a figure. Then a number, 0 included, and an explanation count.

    """
    normalized = normalize_text(entry)
    if _FILE.search(normalized) or _ADDRESS.search(normalized):
        return Status.REFERENCED
    is_figure = accepts_number and _is_figure(_without_list_sign(normalized))
    if not is_figure and _is_denied(normalized):
        return Status.MISSING
    if is_figure or _names_an_act(normalized) or (accepts_number and _explains(normalized)):
        return Status.REFERENCED
    return Status.DECLARED


def is_error_value(entry: str) -> bool:
    """Return whether *entry* is an error of a spreadsheet that was stored as text, for example ``#VALUE!``."""
    return _without_list_sign(normalize_text(entry)) in _ERRORS


def words_of(text: str) -> str:
    """Return the words of *text*, with one blank between them and without `MARKS`."""
    return " ".join(normalize_text(text).translate(_TO_BLANKS).split())


_ERRORS: Final = frozenset(ERROR_VALUES)
_ABSENT: Final = frozenset(map(words_of, (*ABSENT_ENTRIES, ZERO)))
_OPENINGS: Final = tuple(f"{words_of(each)} " for each in ABSENT_OPENINGS)
_ENDINGS: Final = tuple(f" {words_of(each)} " for each in ENDINGS)
_PHRASES: Final = tuple(f" {words_of(each)} " for each in ABSENT_PHRASES)


def _without_list_sign(normalized: str) -> str:
    return _LIST_SIGN.sub("", normalized, count=1)


def _is_figure(normalized: str) -> bool:
    return read_number(normalized).value is not None or bool(_NONE.match(normalized))


def _is_denied(normalized: str) -> bool:
    """Return whether an entry begins with a denial or a postponement, or contains one that concerns a document."""
    text = words_of(_without_list_sign(normalized))
    if not text or is_error_value(normalized) or text in _ABSENT:
        return True
    if f"{text} ".startswith(_OPENINGS):
        return True
    if len(text) > _LONGEST_STATEMENT:
        return False
    spaced = f" {text} "
    if _POSTPONED.search(spaced) or spaced.endswith(_ENDINGS) or any(phrase in spaced for phrase in _PHRASES):
        return True
    return _denies_inside(text.split())


def _denies_inside(words: Sequence[str]) -> bool:
    subject_begins = next((position for position, word in enumerate(words) if word in _ABOUT), len(words))
    for position, (before, word) in enumerate(pairwise(words), start=1):
        following = words[position + 1] if position + 1 < len(words) else ""
        is_in_subject = position > subject_begins and bool(following)
        if word in DENIALS:
            is_of_people = bool(following) and (before in _SUBJECTS or following in _ATTRIBUTES)
            if following in _STATES or not (is_of_people or is_in_subject):
                return True
        elif word in LOSSES and not (before in _SUBJECTS or before in _WORK_ON_DRAFTS or is_in_subject):
            return True
    return False


def _names_an_act(normalized: str) -> bool:
    text = normalized.replace("_", " ")
    return bool(_FILE_NUMBER.search(text) or (_ACT.search(text) and _NUMBER_OF_ACT.search(text)))


def _explains(normalized: str) -> bool:
    """Return whether an entry for a figure contains one, or is a sentence rather than a word such as "ada"."""
    words = words_of(normalized).split()
    if not words or words[0] in _POINTERS:
        return False
    return len(words) >= _SENTENCE or any(character.isdigit() for character in normalized)


_SENTENCE: Final = 3
"""The number of words from which a text without a figure is an explanation."""
_POINTERS: Final = frozenset(("lihat", "cek", "terlampir", "dilampirkan", "see", "check", "attached"))
"""First words of an entry that refers to another document instead of explaining."""
