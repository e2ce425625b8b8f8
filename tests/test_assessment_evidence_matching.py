"""Which files the references of a sheet name, and what is said about them."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_score.assessment import RawRow, RawSheet, check_answers
from kla_score.assessment.evidence_matching import USUAL_TYPES, Citation, EvidenceFiles, StoredFile
from kla_score.cells import Cell, CellKind, number_cell
from kla_score.instrument import Instrument
from kla_score.instrument.evidence import EvidenceKind, Reference, Status
from kla_score.issues import Issue, Location
from kla_score.scoring import Scorecard, score

NAMES = ("sk.pdf", "Foto Kegiatan.JPG", "klaster-1/perda no 3.pdf", "klaster-1/foto.jpg", "program.exe", "tanpa")
STORED = [StoredFile(name) for name in NAMES]
FILES = EvidenceFiles("bukti", STORED, ["klaster-1"], 100)


@pytest.fixture
def kinds(tiny: Instrument) -> dict[str, EvidenceKind]:
    return dict(tiny.evidence_kind_by_id)


FOUND = {
    "sk.pdf": "sk.pdf",
    "SK.PDF": "sk.pdf",
    "fotokegiatan.jpg": "Foto Kegiatan.JPG",
    "Foto\u00a0 Kegiatan.jpg": "Foto Kegiatan.JPG",
    "./sk.pdf": "sk.pdf",
    '"sk.pdf"': "sk.pdf",
    "sk. pdf": "sk.pdf",
    "klaster-1/perda no 3.pdf": "klaster-1/perda no 3.pdf",
    "Klaster-1\\Perda No 3.pdf": "klaster-1/perda no 3.pdf",
}


@pytest.mark.parametrize(("text", "expected"), FOUND.items())
def test_case_blanks_and_slashes_make_no_difference(text: str, expected: str, kinds: dict[str, EvidenceKind]) -> None:
    """
    A name that is written a little otherwise is the same name, and nothing is said about it.
    """
    found = FILES.look_up(Reference(text), kinds["document"])

    assert (Status.FOUND, True, expected, "") == (found.status, found.counts, found.file, found.issue)


COMPLETED = {
    "sk": "sk.pdf",
    "1. sk.pdf": "sk.pdf",
    "- sk.pdf": "sk.pdf",
    "klaster-1/perda no 3": "klaster-1/perda no 3.pdf",
    "perda no 3": "klaster-1/perda no 3.pdf",
    "1. sk": "sk.pdf",
    "a) sk": "sk.pdf",
    "•sk.pdf": "sk.pdf",
    '- "sk.pdf"': "sk.pdf",
    "2. perda no 3.pdf": "klaster-1/perda no 3.pdf",
    "Bukti/sk.pdf": "sk.pdf",
    "sk.pdf.": "sk.pdf",
    '"sk.pdf."': "sk.pdf",
    "sk.pdf/": "sk.pdf",
    "klaster-1\\perda no 3.pdf\\": "klaster-1/perda no 3.pdf",
}


@pytest.mark.parametrize(("text", "expected"), COMPLETED.items())
def test_a_completed_name_is_reported(text: str, expected: str, kinds: dict[str, EvidenceKind]) -> None:
    """
    Without its ending or its folder, behind the sign of a list, or before a point or a slash, a name is understood.
    """
    found = FILES.look_up(Reference(text), kinds["document"])

    assert (True, expected, "evidence-name-completed") == (found.counts, found.file, found.issue)


OUTSIDE = [
    "../sk.pdf",
    "..\\sk.pdf",
    "klaster-1/../../sk.pdf",
    "klaster-1/../sk.pdf",
    "klaster-1\\..\\..\\sk.pdf",
    ".. /sk.pdf",
    "\uff0e\uff0e/sk.pdf",
    "..\uff0fsk.pdf",
    "/etc/passwd",
    "/sk.pdf",
    "\\sk.pdf",
    "\\\\server\\share\\sk.pdf",
    "//server/share/sk.pdf",
    "\\\\?\\C:\\sk.pdf",
    "\\\\.\\PhysicalDrive0",
    "C:\\Users\\sk.pdf",
    "c:/sk.pdf",
    "C:sk.pdf",
    '"C:\\Users\\sk.pdf"',
    "~/sk.pdf",
    "NUL",
    "nul.pdf",
    "klaster-1/CON",
    "com1.txt",
    "COM\u00b9.pdf",
    "lpt9",
    "aux .pdf",
    "CONIN$",
    "prn:sk.pdf",
]


@pytest.mark.parametrize("text", OUTSIDE)
def test_what_leads_elsewhere_is_refused(text: str, kinds: dict[str, EvidenceKind]) -> None:
    """
    Steps upwards, other disks and computers, and devices are never looked up, though such a name may be in the folder.
    """
    files = EvidenceFiles("bukti", [*STORED, StoredFile(text)], (), 100)
    found = files.look_up(Reference(text), kinds["document"])

    assert (Status.REJECTED, False, "evidence-outside") == (found.status, found.counts, found.issue)


@pytest.mark.parametrize(
    "text",
    [
        "https://contoh.go.id/sk.pdf",
        "HTTP://contoh.go.id:8080/a/../b?c=d#e",
        "www.contoh.go.id",
        "https://drive.google.com/file/d/1/view",
        "https://contoh.go.id/sk%20bupati.pdf",
        "www.contoh.go.id/sk.pdf",
        "bit.ly/kla2024",
        "drive.google.com/drive/folders/1a?usp=sharing",
    ],
)
def test_a_link_is_looked_at_for_its_form_alone(text: str, kinds: dict[str, EvidenceKind]) -> None:
    """
    A web address counts as before; whether there is anything is not asked.
    """
    found = FILES.look_up(Reference(text), kinds["document"])

    assert (Status.REFERENCED, True, "") == (found.status, found.counts, found.issue)


@pytest.mark.parametrize(
    "text",
    [
        "https://",
        "https:///sk.pdf",
        "https://localhost/sk.pdf",
        "https://a b.id/sk.pdf",
        "https://contoh..id/x",
        "https://contoh.id:port/x",
        "https://[::1/x",
        "ftp://contoh.go.id/sk.pdf",
        "file:///etc/passwd",
        "file:sk.pdf",
        "javascript:alert(1)",
        "mailto:a@contoh.go.id",
        "data:text/plain,x",
    ],
)
def test_what_is_no_web_address_is_refused(text: str, kinds: dict[str, EvidenceKind]) -> None:
    """
    Half an address, or one for another program, is no evidence.
    """
    found = FILES.look_up(Reference(text), kinds["document"])

    assert (Status.REJECTED, False, "evidence-link-bad") == (found.status, found.counts, found.issue)


@pytest.mark.parametrize(
    "text",
    [
        "97,2",
        "0",
        "L: 45; P: 50",
        "L:45",
        "2022: 12/100",
        "naik 3.5 persen",
        "tanpa",
        "12/...",
        "Data: 2023 = 77",
        "data:2023",
    ],
)
def test_an_explanation_is_no_name(text: str, kinds: dict[str, EvidenceKind]) -> None:
    """
    Where a figure is asked for, words about it count as they are.
    """
    found = FILES.look_up(Reference(text), kinds["figure"])

    assert (Status.REFERENCED, True) == (found.status, found.counts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sk.pdf", Status.FOUND),
        ("data.pdf", Status.NOT_FOUND),
        ("C:\\data.pdf", Status.REJECTED),
        ("../data", Status.REJECTED),
        ("file:///etc/passwd", Status.REJECTED),
    ],
)
def test_a_name_instead_of_a_figure_is_looked_up(text: str, expected: Status, kinds: dict[str, EvidenceKind]) -> None:
    """
    What looks like a file has to be there, be a figure asked for or not.
    """
    assert expected is FILES.look_up(Reference(text), kinds["figure"]).status


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sk 2.pdf", "evidence-file-not-found"),
        ("klaster-1", "evidence-is-folder"),
        ("Klaster-1/", "evidence-is-folder"),
        ("program.exe", "evidence-type-unusual"),
        ("tanpa", "evidence-type-unusual"),
    ],
)
def test_what_is_no_document_does_not_count(text: str, expected: str, kinds: dict[str, EvidenceKind]) -> None:
    """
    Nothing, a folder, a program and a file of no type are no evidence.
    """
    found = FILES.look_up(Reference(text), kinds["document"])

    assert (False, expected) == (found.counts, found.issue)


@pytest.mark.parametrize(
    "flaw", ["evidence-file-empty", "evidence-file-too-large", "evidence-file-unreadable", "evidence-link-outside"]
)
def test_a_flaw_is_passed_on(flaw: str, kinds: dict[str, EvidenceKind]) -> None:
    """
    A file that cannot be evidence is refused for what is wrong with it.
    """
    files = EvidenceFiles("bukti", [StoredFile("sk.pdf", flaw)], (), 100)
    found = files.look_up(Reference("sk.pdf"), kinds["document"])

    assert (Status.REJECTED, False, flaw) == (found.status, found.counts, found.issue)


@pytest.mark.parametrize("kind", ["document", "figure"])
def test_a_word_does_not_count(kind: str, kinds: dict[str, EvidenceKind]) -> None:
    """
    A word names no file; it stays a word.
    """
    found = FILES.look_up(Reference("ada", Status.DECLARED), kinds[kind])

    assert (Status.DECLARED, False, "") == (found.status, found.counts, found.issue)


@pytest.mark.parametrize(
    ("text", "address", "expected"),
    [
        ("ada", "sk.pdf", Status.FOUND),
        ("ada", "https://contoh.go.id/sk.pdf", Status.REFERENCED),
        ("SK Bupati", "https://contoh.go.id/sk%20bupati.pdf", Status.REFERENCED),
        ("ada", "file:///C:/sk.pdf", Status.REJECTED),
        ("SK Bupati", "Foto%20Kegiatan.jpg", Status.FOUND),
        ("sk.pdf", "file:///C:/sk.pdf", Status.FOUND),
        ("SK Bupati", "../sk.pdf", Status.NOT_FOUND),
    ],
)
def test_the_address_behind_a_text_can_name_the_file(
    text: str, address: str, expected: Status, kinds: dict[str, EvidenceKind]
) -> None:
    """
    When the text names no file, the address behind it may; what is wrong with the text is said first.
    """
    status = Status.DECLARED if text == "ada" else Status.REFERENCED

    assert expected is FILES.look_up(Reference(text, status, address=address), kinds["document"]).status


@pytest.mark.parametrize(
    ("name", "flaw", "text"),
    [("x.pdf", "evidence-file-empty", "x.pdf"), ("x", "", "x"), ("x.exe", "", "x"), ("x.pdf", "", "X.pdf")],
)
def test_a_usable_file_stands_in_for_an_unusable_one(
    name: str, flaw: str, text: str, kinds: dict[str, EvidenceKind]
) -> None:
    """
    An empty file or one of no type does not hide the good one further down.
    """
    files = EvidenceFiles("bukti", [StoredFile(name, flaw), StoredFile("baik/x.pdf")], (), 100)

    assert files.look_up(Reference(text), kinds["document"]).file in {"baik/x.pdf", name if not flaw else ""}


@pytest.mark.parametrize("text", ["www.contoh.go.id - layar.pdf", "www.contoh.pdf", "contoh.id/sk.pdf"])
def test_a_file_can_begin_like_a_link(text: str, kinds: dict[str, EvidenceKind]) -> None:
    """
    What is in the folder is a file, whatever it is called; what is not there and ends like a file is none.
    """
    there = EvidenceFiles("bukti", [StoredFile(text)], (), 100)

    assert there.look_up(Reference(text), kinds["document"]).status is Status.FOUND
    assert not FILES.look_up(Reference(text), kinds["document"]).counts


def test_the_address_that_is_wrong_is_named(kinds: dict[str, EvidenceKind]) -> None:
    """
    Behind a word it is the address that leads out, not the word.
    """
    found = FILES.look_up(Reference("ada", Status.DECLARED, address="..\\x.pdf"), kinds["document"])

    assert ("..\\x.pdf", "evidence-outside") == (found.text, found.issue)


def test_a_usable_file_is_preferred(kinds: dict[str, EvidenceKind]) -> None:
    """
    Of several files that fit, one that can be evidence is meant.
    """
    files = EvidenceFiles("bukti", [StoredFile("a/x.pdf", "evidence-file-empty"), StoredFile("b/x.pdf")], (), 100)

    assert files.look_up(Reference("x.pdf"), kinds["document"]).file == "b/x.pdf"


def cited(files: EvidenceFiles, kind: EvidenceKind, *texts: str) -> list[Citation]:
    """Look up the texts, each for a question of its own."""
    return [
        Citation(files.look_up(Reference(text), kind), Location("", "Klaster A", f"F{row}"), f"{row}.1")
        for row, text in enumerate(texts, start=1)
    ]


def reported(issues: Sequence[Issue]) -> list[tuple[str, str, str]]:
    return [(issue.code, issue.location.cell or issue.location.file, issue.found) for issue in issues]


def test_each_problem_is_reported_once(kinds: dict[str, EvidenceKind]) -> None:
    """
    The same wrong name in many cells, or one empty file, is one line, at the first cell.
    """
    files = EvidenceFiles("bukti", [StoredFile("sk.pdf"), StoredFile("nol.pdf", "evidence-file-empty")], (), 100)
    citations = cited(files, kinds["document"], "sk.pdf", "sk2.pdf", "nol.pdf", "SK 2.pdf", "NOL.pdf", "../x", "../x")
    expected = [
        ("evidence-file-not-found", "F2", "sk2.pdf"),
        ("evidence-file-empty", "F3", "nol.pdf"),
        ("evidence-outside", "F6", "../x"),
    ]

    assert expected == reported(list(files.issues(citations)))


def test_every_question_is_named(kinds: dict[str, EvidenceKind]) -> None:
    """
    The one line names all the questions that are concerned.
    """
    citations = cited(FILES, kinds["document"], "tidak-ada.pdf", "tidak-ada.pdf", "sk.pdf")
    (issue, *_) = FILES.issues(citations, is_part=True)

    assert issue.parameters["questions"] == ("1.1", "2.1")


def test_the_nearest_names_are_suggested(kinds: dict[str, EvidenceKind]) -> None:
    """
    A slip of the pen is easily mended.
    """
    (issue, *_) = FILES.issues(cited(FILES, kinds["document"], "sk_.pdf", "sk.pdf"), is_part=True)

    assert issue.parameters["candidates"] == ("sk.pdf",)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (("1.1 sk gugus.pdf", "2.1 sk gugus.pdf"), ("1.1 sk gugus.pdf",)),
        (("2.1 sk gugus.pdf",), ()),
        (("1.1/sk gugus.pdf", "sk gugus a.pdf"), ("1.1/sk gugus.pdf",)),
        (("sk gugus a.pdf", "2.1 sk gugus.pdf"), ("sk gugus a.pdf",)),
        (("sk gugus a.pdf", "sk gugus b.pdf"), ()),
    ],
)
def test_a_similar_name_is_proposed_only_if_it_is_clearly_meant(
    files: tuple[str, ...], expected: tuple[str, ...], kinds: dict[str, EvidenceKind]
) -> None:
    """
    It belongs to the same question, or it is the only one that belongs to no other.
    """
    folder = EvidenceFiles("bukti", [StoredFile(name) for name in files], (), 100)
    (issue, *_) = folder.issues(cited(folder, kinds["document"], "1.1 sk guggus.pdf"), is_part=True)

    assert expected == issue.parameters["candidates"]


def test_files_in_subfolders_are_one_note(kinds: dict[str, EvidenceKind]) -> None:
    """
    However many they are, the sheet names them without their folders.
    """
    folder = EvidenceFiles("bukti", [StoredFile("a/sk.pdf"), StoredFile("a/foto.jpg")], (), 100)
    citations = cited(folder, kinds["document"], "sk.pdf", "foto.jpg", "sk.pdf")
    notes = [issue for issue in folder.issues(citations, is_part=True) if issue.code == "evidence-in-subfolders"]

    assert [("a/sk.pdf", 2)] == [(issue.parameters["file"], issue.parameters["count"]) for issue in notes]


def test_nothing_found_is_one_line(kinds: dict[str, EvidenceKind]) -> None:
    """
    When none of many names is there it is the folder that is wrong.
    """
    citations = cited(FILES, kinds["document"], *(f"lain {number}.pdf" for number in range(7)))

    assert [("evidence-nothing-found", "", "")] == reported(list(FILES.issues(citations, is_part=True)))


def test_files_that_nothing_cites_are_named(kinds: dict[str, EvidenceKind]) -> None:
    """
    Each of them is a note of its own, with its place in the folder.
    """
    files = EvidenceFiles("bukti", [StoredFile("sk.pdf"), StoredFile("a/b.pdf")], (), 100)
    expected = [("evidence-file-uncited", "bukti/a/b.pdf", "")]

    assert expected == reported(list(files.issues(cited(files, kinds["document"], "sk.pdf"))))


def test_a_part_does_not_cite_the_files_of_others(kinds: dict[str, EvidenceKind]) -> None:
    """
    In a part of a divided sheet, files of other agencies are no oddity.
    """
    assert [] == list(FILES.issues(cited(FILES, kinds["document"], "sk.pdf"), is_part=True))


@pytest.mark.parametrize("flaw", ["evidence-link-outside", "evidence-folder-unreadable"])
def test_what_hides_something_is_always_named(flaw: str) -> None:
    """
    A link that leads out and a closed folder are said though nothing cites them, in a part as well.
    """
    files = EvidenceFiles("bukti", [StoredFile("x", flaw)], (), 100)

    assert [(flaw, "bukti/x", "")] == reported(list(files.issues([], is_part=True)))


def test_the_same_content_under_two_names_is_one_warning(kinds: dict[str, EvidenceKind]) -> None:
    """
    A copy under another name does not look like two documents.
    """
    files = EvidenceFiles("bukti", [StoredFile("a.pdf", "", "1"), StoredFile("b.pdf", "", "1")], (), 100)
    (issue,) = files.issues(cited(files, kinds["document"], "a.pdf", "b.pdf"))

    assert ("evidence-content-repeated", ("a.pdf", "b.pdf")) == (issue.code, issue.parameters["files"])


def test_one_file_for_two_questions_is_a_note(kinds: dict[str, EvidenceKind]) -> None:
    """
    One decree may serve two questions; it is said once.
    """
    files = EvidenceFiles("bukti", [StoredFile("a.pdf")], (), 100)
    (issue,) = files.issues(cited(files, kinds["document"], "a.pdf", "A.pdf"))

    assert ("evidence-file-repeated", ("1.1", "2.1")) == (issue.code, issue.parameters["questions"])


def test_the_check_counts(kinds: dict[str, EvidenceKind]) -> None:
    """
    How the sheet and the folder go together is told in numbers.
    """
    check = FILES.check(cited(FILES, kinds["document"], "sk.pdf", "sk.pdf", "x.pdf", "../y", "https://contoh.go.id"))
    expected = {Status.FOUND: 2, Status.NOT_FOUND: 1, Status.REJECTED: 1}

    assert ("bukti", 6, 1, expected) == (check.folder, check.files, check.cited, check.references)


TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from([*NAMES, *FOUND, *COMPLETED, *OUTSIDE, "ada", "belum", "https://contoh.go.id", "12"]),
    st.lists(st.sampled_from([*NAMES, "ada", "x.pdf", "12"]), max_size=4).map("; ".join),
)


def scored(texts: Sequence[str], instrument: Instrument, files: EvidenceFiles | None) -> Scorecard:
    """Score a sheet with all points whose evidence cells hold *texts*, one for a question."""
    rows = [
        RawRow(
            Cell(CellKind.TEXT, code),
            number_cell(float(question.maximum)),
            {
                kind.id: Cell(CellKind.TEXT, text, location=Location("", "A", "F9"))
                for kind in instrument.evidence_kinds
            },
        )
        for (code, question), text in zip(instrument.questions.items(), texts, strict=True)
    ]
    return score(check_answers(RawSheet(rows), instrument, files), instrument)


SHEETS = st.lists(TEXTS, min_size=7, max_size=7)


@given(SHEETS)
def test_a_folder_never_adds_points(tiny: Instrument, texts: list[str]) -> None:
    """
    What is looked up is supported at most as much as what is believed.
    """
    looked_up, believed = scored(texts, tiny, FILES), scored(texts, tiny, None)

    assert (looked_up.total.supported or 0) <= (believed.total.supported or 0)


@given(SHEETS, st.sampled_from([*NAMES[:4], "baru.pdf", "klaster-2/sk.pdf", "x.pdf"]))
def test_one_more_file_never_takes_points_away(tiny: Instrument, texts: list[str], name: str) -> None:
    """
    Putting a usable file into the folder does not lower the supported total.
    """
    stored = [file for file in STORED if file.name != name]
    few = EvidenceFiles("bukti", stored, ["klaster-1"], 100)
    more = EvidenceFiles("bukti", [*stored, StoredFile(name)], ["klaster-1"], 100)
    before, after = scored(texts, tiny, few).total.supported, scored(texts, tiny, more).total.supported

    assert (before or 0) <= (after or 0)


@given(st.text(max_size=60))
def test_whatever_counts_is_a_file_or_an_address(tiny: Instrument, text: str) -> None:
    """
    For a document nothing else counts, whatever the entry says.
    """
    found = FILES.look_up(Reference(text), tiny.evidence_kind_by_id["document"])

    assert not found.counts or found.file in NAMES or found.status is Status.REFERENCED


def test_words_that_no_longer_count_are_added_up(tiny: Instrument) -> None:
    """
    With a folder it is said how many points were lost because a word names no file.
    """
    found, believed = scored(["ada"] * 7, tiny, FILES), scored(["ada"] * 7, tiny, None)
    (issue,) = [each for each in found.assessment.issues if each.code == "evidence-word-not-counted"]
    risks = zip(found.questions, believed.questions, strict=True)

    assert sum(after.at_risk - before.at_risk for after, before in risks) == issue.parameters["points"]


def test_endings_are_lower_case() -> None:
    """
    Names are compared normalized, so the list has to be.
    """
    assert [ending.lower() for ending in USUAL_TYPES] == list(USUAL_TYPES)
