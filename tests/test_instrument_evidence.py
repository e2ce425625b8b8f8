"""The definition of evidence, and of complete evidence."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_score.instrument.base import Text
from kla_score.instrument.evidence import EvidenceItem, Reference, Status, match_evidence
from kla_score.instrument.evidence_entries import MOST_ENTRIES, read_references


def item(kind: str, what: str = "x", count: int = 1) -> EvidenceItem:
    return EvidenceItem(kind=kind, what=Text(id=what, en=what), count=count)


REFERENCES = {
    "SK 12-2024.pdf": ["SK 12-2024.pdf"],
    "a.pdf; b.pdf": ["a.pdf", "b.pdf"],
    "a.pdf\nb.pdf\r\nc.pdf": ["a.pdf", "b.pdf", "c.pdf"],
    "a.pdf\vb.pdf\x85c.pdf\u2028d.pdf\u2029e.pdf\rf.pdf": ["a.pdf", "b.pdf", "c.pdf", "d.pdf", "e.pdf", "f.pdf"],
    "a.pdf;;  ;b.pdf": ["a.pdf", "b.pdf"],
    "a.pdf; A.PDF ": ["a.pdf"],
    "a, b.pdf": ["a, b.pdf"],
    "https://contoh.go.id/x": ["https://contoh.go.id/x"],
    "belum; a.pdf": ["a.pdf"],
    "[terlampir di map]": ["[terlampir di map]"],
    "=cmd|'/c calc'!A0": ["=cmd|'/c calc'!A0"],
    "tidak relevan.pdf": ["tidak relevan.pdf"],
}


@pytest.mark.parametrize(("text", "expected"), REFERENCES.items())
def test_entries_are_separated_by_lines_and_semicolons(text: str, expected: list[str]) -> None:
    """Each entry is one reference, as typed. A repeated entry counts once."""
    assert expected == [reference.text for reference in read_references(text)]


ABSENT = [
    "-",
    "–",
    "?",
    "0",
    "tidak",
    "Tidak ada",
    "BELUM",
    "belum  ada",
    "blm",
    "nihil",
    "kosong",
    "menyusul",
    "proses",
    "N/A",
]


@pytest.mark.parametrize(
    "text", ["(belum)", "Tidak ada.", "--", "tdk ada", "belum tersedia", "dalam proses…".strip("…")]
)
def test_signs_around_a_word_do_not_make_it_a_document(text: str) -> None:
    """Brackets, points and strokes around a word have no meaning."""
    assert read_references(text) == ()


@pytest.mark.parametrize("text", [*ABSENT, "", "  ", "\u00a0", " - ", "-; belum\n?"])
def test_words_for_nothing_are_nothing(text: str) -> None:
    """A word that means "none" is not a reference, however it is written."""
    assert read_references(text) == ()


@pytest.mark.parametrize("text", ["ada", "Ya", "SUDAH", "terlampir", "v", "X", "✓", "Terlampir.", "OK", "sudah ada"])
def test_words_that_name_nothing_are_declared(text: str) -> None:
    """A word that claims a document without its name is unnamed evidence."""
    assert (Reference(text, Status.DECLARED),) == read_references(text)


@pytest.mark.parametrize("text", ["0", "12", "97,2", "-1"])
def test_a_figure_may_be_any_number(text: str) -> None:
    """In a column for figures, a number is evidence, 0 included."""
    assert (Reference(text),) == read_references(text, accepts_number=True)


def references(**texts: str) -> dict[str, tuple[Reference, ...]]:
    return {kind: read_references(text) for kind, text in texts.items()}


def test_every_item_must_be_there() -> None:
    """A plain list needs all its items."""
    found = match_evidence([[item("document"), item("photo")]], references(document="a.pdf"))

    assert ["photo"] == [missing.kind for missing in found.missing]


def test_two_items_of_a_kind_need_two_references() -> None:
    """One reference does not count as two documents."""
    found = match_evidence([[item("document", "daftar"), item("document", "notula")]], references(document="a.pdf"))

    assert ["notula"] == [missing.what.id for missing in found.missing]


def test_a_count_needs_that_many_references() -> None:
    """An item can need several references."""
    wanted = [[item("photo", count=3)]]

    assert [False, True] == [match_evidence(wanted, references(photo=text)).is_satisfied for text in ("a;b", "a;b;c")]


@pytest.mark.parametrize("order", ["".join(order) for order in permutations("abc")])
@pytest.mark.parametrize("found", range(4))
def test_an_entry_too_many_hides_no_other(order: str, found: int) -> None:
    """Three entries for two documents: two files in the evidence folder are enough, in any position."""
    entries = [
        Reference(text, Status.FOUND) if "abc".index(text) < found else Reference(text, Status.NOT_FOUND, counts=False)
        for text in order
    ]
    result = match_evidence([[item("document", "x"), item("document", "y")]], {"document": entries})

    assert max(2 - found, 0) == len(result.missing)


def test_surplus_references_belong_to_the_last_item() -> None:
    """Surplus references are kept."""
    found = match_evidence([[item("document"), item("document")]], references(document="a;b;c"))

    assert [["a"], ["b", "c"]] == [[each.text for each in one.references] for one in found.items]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({}, ["berita"]),
        ({"document": "a"}, ["tindak lanjut"]),
        ({"document": "a;b"}, []),
        ({"photo": "x.jpg"}, []),
    ],
)
def test_one_complete_set_is_enough(texts: dict[str, str], expected: list[str]) -> None:
    """Of several sets one must be complete. The missing evidence is that of the nearest set."""
    sets = [[item("document", "usulan"), item("document", "tindak lanjut")], [item("photo", "berita")]]

    assert expected == [missing.what.id for missing in match_evidence(sets, references(**texts)).missing]


def test_an_empty_requirement_is_always_met() -> None:
    """A question without a requirement needs no evidence."""
    assert match_evidence([[]], {}).is_satisfied


@pytest.mark.parametrize(
    ("text", "expected"), [("a.pdf", Status.REFERENCED), ("ada", Status.DECLARED), ("belum", Status.MISSING)]
)
def test_names_and_words_have_different_statuses(text: str, expected: Status) -> None:
    """A named document, an unnamed document and missing evidence have different statuses."""
    (found,) = match_evidence([[item("document")]], references(document=text)).items

    assert expected is found.status


def test_one_name_does_not_count_as_two() -> None:
    """An item that needs two named documents is unnamed evidence if one of them is a word."""
    (found,) = match_evidence([[item("document", count=2)]], references(document="a.pdf;ada")).items

    assert Status.DECLARED is found.status


def test_a_set_of_named_documents_rests_on_no_word() -> None:
    """A word in one set has no effect if another set is complete with names."""
    found = match_evidence([[item("document")], [item("photo")]], references(document="ada", photo="x.jpg"))

    assert not found.depends_on_unnamed_evidence


@given(st.lists(st.sampled_from(["a", "b", "ada", "belum", "c.pdf"])), st.sampled_from(["a", "d.pdf", "ada", ""]))
def test_one_more_reference_never_hurts(entries: list[str], another: str) -> None:
    """A further entry never makes a met requirement unmet."""
    wanted = [[item("document"), item("document")]]
    before, after = (
        match_evidence(wanted, references(document=";".join(each))) for each in (entries, [*entries, another])
    )

    assert after.is_satisfied >= before.is_satisfied


@pytest.mark.parametrize(
    "text",
    [
        *("belum ada SK", "SK belum terbit", "tidak ada dokumen", "Tidak ada kegiatan", "akan menyusul"),
        *("masih dalam proses", "dlm proses", "sedang disusun", "belum-ada", "Belum Ada, menyusul", "1. belum ada"),
        *("a. tidak ada", "☐", "✗", "×", "~", "•", "N.A.", "#N/A", "#REF!", "nol", "null"),
    ],
)
def test_a_phrase_for_not_yet_is_missing(text: str) -> None:
    """A cross, a mark alone, and an error value are missing, too."""
    assert () == read_references(text)


@pytest.mark.parametrize("text", ["5", "0,5", "http://", "2023", "12/05/2024"])
def test_a_number_in_a_column_of_documents_is_unnamed_evidence(text: str) -> None:
    """Neither a number nor a partial address names a document."""
    assert [Status.DECLARED] == [reference.status for reference in read_references(text)]


@pytest.mark.parametrize(
    "text", ["SK belum ada revisi.pdf", "Perbup Tidak Ada Kekerasan.docx", "https://x.id/belum-ada", "SK 5 Tahun 2024"]
)
def test_a_name_is_a_name_whatever_words_are_in_it(text: str) -> None:
    """A file name, an address or a longer description counts as a reference."""
    assert [Status.REFERENCED] == [reference.status for reference in read_references(text)]


def test_a_cell_has_at_most_a_thousand_entries() -> None:
    """Entries after the thousandth are not read."""
    assert MOST_ENTRIES == len(read_references(";".join(f"{number}.pdf" for number in range(2_000))))
