"""Evidence matching: the files that the references of a sheet name, and the resulting issues."""

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
    """A name with such differences matches without an issue."""
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
    """A name without its ending or folder, or with a list sign or final point, matches with a note."""
    found = FILES.look_up(Reference(text), kinds["document"])

    assert (True, expected, "evidence-name-completed") == (found.counts, found.file, found.issue)


BEHIND = {
    "SK Gugus Tugas (sk.pdf)": (Status.FOUND, "sk.pdf"),
    "SK (Perda) (klaster-1/perda%20no%203.pdf)": (Status.FOUND, "klaster-1/perda no 3.pdf"),
    "SK (https://contoh.go.id/sk)": (Status.REFERENCED, ""),
    "SK (hilang.pdf)": (Status.NOT_FOUND, ""),
    "SK (../sk.pdf)": (Status.NOT_FOUND, ""),
    "SK (program.exe)": (Status.NOT_FOUND, ""),
}


@pytest.mark.parametrize(("text", "expected"), BEHIND.items())
def test_a_link_behind_a_text_counts_as_its_hyperlink_did(
    text: str, expected: tuple[Status, str], kinds: dict[str, EvidenceKind]
) -> None:
    """A new workbook has the hyperlink of an older cell in parentheses. It leads to the same file."""
    found = FILES.look_up(Reference(text), kinds["document"])

    assert (*expected, "") == (found.status, found.file, found.issue.replace("evidence-file-not-found", ""))


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
def test_paths_out_of_the_folder_are_refused(text: str, kinds: dict[str, EvidenceKind]) -> None:
    """Paths upwards, other disks and computers, and devices are refused, even if the folder has such a name."""
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
def test_only_the_form_of_a_link_is_checked(text: str, kinds: dict[str, EvidenceKind]) -> None:
    """A web address counts as before. The program does not open it."""
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
def test_an_invalid_web_address_is_refused(text: str, kinds: dict[str, EvidenceKind]) -> None:
    """A partial address, or an address for another program, is not evidence."""
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
def test_an_explanation_is_not_a_file_name(text: str, kinds: dict[str, EvidenceKind]) -> None:
    """In a column for figures, an explanation counts without a file."""
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
    """A text that looks like a file name needs its file, in a column for figures, too."""
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
def test_other_files_and_folders_do_not_count(text: str, expected: str, kinds: dict[str, EvidenceKind]) -> None:
    """A blank entry, a folder, a program and a file of an unknown type are not evidence."""
    found = FILES.look_up(Reference(text), kinds["document"])

    assert (False, expected) == (found.counts, found.issue)


@pytest.mark.parametrize(
    "flaw", ["evidence-file-empty", "evidence-file-too-large", "evidence-file-unreadable", "evidence-link-outside"]
)
def test_the_fault_of_a_file_is_reported(flaw: str, kinds: dict[str, EvidenceKind]) -> None:
    """An unusable file is refused with its own fault."""
    files = EvidenceFiles("bukti", [StoredFile("sk.pdf", flaw)], (), 100)
    found = files.look_up(Reference("sk.pdf"), kinds["document"])

    assert (Status.REJECTED, False, flaw) == (found.status, found.counts, found.issue)


@pytest.mark.parametrize("kind", ["document", "figure"])
def test_a_word_does_not_count(kind: str, kinds: dict[str, EvidenceKind]) -> None:
    """A word does not name a file and stays unnamed evidence."""
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
def test_the_link_of_a_text_can_name_the_file(
    text: str, address: str, expected: Status, kinds: dict[str, EvidenceKind]
) -> None:
    """If the text names no file, its link address may. The fault of the text has priority."""
    status = Status.DECLARED if text == "ada" else Status.REFERENCED

    assert expected is FILES.look_up(Reference(text, status, address=address), kinds["document"]).status


@pytest.mark.parametrize(
    ("name", "flaw", "text"),
    [("x.pdf", "evidence-file-empty", "x.pdf"), ("x", "", "x"), ("x.exe", "", "x"), ("x.pdf", "", "X.pdf")],
)
def test_a_usable_file_has_priority_over_an_unusable_one(
    name: str, flaw: str, text: str, kinds: dict[str, EvidenceKind]
) -> None:
    """An empty file, or one of an unknown type, does not hide a usable file further down."""
    files = EvidenceFiles("bukti", [StoredFile(name, flaw), StoredFile("baik/x.pdf")], (), 100)

    assert files.look_up(Reference(text), kinds["document"]).file in {"baik/x.pdf", name if not flaw else ""}


@pytest.mark.parametrize("text", ["www.contoh.go.id - layar.pdf", "www.contoh.pdf", "contoh.id/sk.pdf"])
def test_a_file_can_begin_like_a_link(text: str, kinds: dict[str, EvidenceKind]) -> None:
    """An existing file counts, whatever its name. A missing file with a file ending does not."""
    there = EvidenceFiles("bukti", [StoredFile(text)], (), 100)

    assert there.look_up(Reference(text), kinds["document"]).status is Status.FOUND
    assert not FILES.look_up(Reference(text), kinds["document"]).counts


def test_the_address_that_is_wrong_is_named(kinds: dict[str, EvidenceKind]) -> None:
    """If the link of a word is wrong, the issue names the link address, not the word."""
    found = FILES.look_up(Reference("ada", Status.DECLARED, address="..\\x.pdf"), kinds["document"])

    assert ("..\\x.pdf", "evidence-outside") == (found.text, found.issue)


def test_a_usable_file_is_preferred(kinds: dict[str, EvidenceKind]) -> None:
    """Of several matching files, the program chooses a usable one."""
    files = EvidenceFiles("bukti", [StoredFile("a/x.pdf", "evidence-file-empty"), StoredFile("b/x.pdf")], (), 100)

    assert files.look_up(Reference("x.pdf"), kinds["document"]).file == "b/x.pdf"


def cited(files: EvidenceFiles, kind: EvidenceKind, *texts: str) -> list[Citation]:
    """Look up each text as evidence of its own question."""
    return [
        Citation(files.look_up(Reference(text), kind), Location("", "Klaster A", f"F{row}"), f"{row}.1")
        for row, text in enumerate(texts, start=1)
    ]


def reported(issues: Sequence[Issue]) -> list[tuple[str, str, str]]:
    return [(issue.code, issue.location.cell or issue.location.file, issue.found) for issue in issues]


def test_each_problem_is_reported_once(kinds: dict[str, EvidenceKind]) -> None:
    """The same problem in many cells is one issue, at the first cell."""
    files = EvidenceFiles("bukti", [StoredFile("sk.pdf"), StoredFile("nol.pdf", "evidence-file-empty")], (), 100)
    citations = cited(files, kinds["document"], "sk.pdf", "sk2.pdf", "nol.pdf", "SK 2.pdf", "NOL.pdf", "../x", "../x")
    expected = [
        ("evidence-file-not-found", "F2", "sk2.pdf"),
        ("evidence-file-empty", "F3", "nol.pdf"),
        ("evidence-outside", "F6", "../x"),
    ]

    assert expected == reported(list(files.issues(citations)))


def test_every_question_is_named(kinds: dict[str, EvidenceKind]) -> None:
    """The issue names all affected questions."""
    citations = cited(FILES, kinds["document"], "tidak-ada.pdf", "tidak-ada.pdf", "sk.pdf")
    (issue, *_) = FILES.issues(citations, is_part=True)

    assert issue.parameters["questions"] == ("1.1", "2.1")


def test_the_nearest_names_are_suggested(kinds: dict[str, EvidenceKind]) -> None:
    """A mistyped name gets suggestions."""
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
    """The file belongs to the same question, or it is the only uncited similar file."""
    folder = EvidenceFiles("bukti", [StoredFile(name) for name in files], (), 100)
    (issue, *_) = folder.issues(cited(folder, kinds["document"], "1.1 sk guggus.pdf"), is_part=True)

    assert expected == issue.parameters["candidates"]


def test_files_in_subfolders_are_one_note(kinds: dict[str, EvidenceKind]) -> None:
    """One note covers all files in subfolders that the sheet names without the folder."""
    folder = EvidenceFiles("bukti", [StoredFile("a/sk.pdf"), StoredFile("a/foto.jpg")], (), 100)
    citations = cited(folder, kinds["document"], "sk.pdf", "foto.jpg", "sk.pdf")
    notes = [issue for issue in folder.issues(citations, is_part=True) if issue.code == "evidence-in-subfolders"]

    assert [("a/sk.pdf", 2)] == [(issue.parameters["file"], issue.parameters["count"]) for issue in notes]


def test_a_folder_without_any_match_is_one_issue(kinds: dict[str, EvidenceKind]) -> None:
    """If all names are missing, one issue reports the folder."""
    citations = cited(FILES, kinds["document"], *(f"lain {number}.pdf" for number in range(7)))

    assert [("evidence-nothing-found", "", "")] == reported(list(FILES.issues(citations, is_part=True)))


def test_uncited_files_are_named(kinds: dict[str, EvidenceKind]) -> None:
    """Each uncited file is a note with its path in the folder."""
    files = EvidenceFiles("bukti", [StoredFile("sk.pdf"), StoredFile("a/b.pdf")], (), 100)
    expected = [("evidence-file-uncited", "bukti/a/b.pdf", "")]

    assert expected == reported(list(files.issues(cited(files, kinds["document"], "sk.pdf"))))


def test_a_part_does_not_cite_the_files_of_others(kinds: dict[str, EvidenceKind]) -> None:
    """In a part, uncited files of other agencies are not reported."""
    assert [] == list(FILES.issues(cited(FILES, kinds["document"], "sk.pdf"), is_part=True))


@pytest.mark.parametrize("flaw", ["evidence-link-outside", "evidence-folder-unreadable"])
def test_outside_links_and_closed_folders_are_always_named(flaw: str) -> None:
    """A link that leads out of the folder and a closed folder are reported, even uncited and in a part."""
    files = EvidenceFiles("bukti", [StoredFile("x", flaw)], (), 100)

    assert [(flaw, "bukti/x", "")] == reported(list(files.issues([], is_part=True)))


def test_the_same_content_under_two_names_is_one_warning(kinds: dict[str, EvidenceKind]) -> None:
    """A copy under another name is reported."""
    files = EvidenceFiles("bukti", [StoredFile("a.pdf", "", "1"), StoredFile("b.pdf", "", "1")], (), 100)
    (issue,) = files.issues(cited(files, kinds["document"], "a.pdf", "b.pdf"))

    assert ("evidence-content-repeated", ("a.pdf", "b.pdf")) == (issue.code, issue.parameters["files"])


def test_one_file_for_two_questions_is_a_note(kinds: dict[str, EvidenceKind]) -> None:
    """One document may support two questions. One note reports it."""
    files = EvidenceFiles("bukti", [StoredFile("a.pdf")], (), 100)
    (issue,) = files.issues(cited(files, kinds["document"], "a.pdf", "A.pdf"))

    assert ("evidence-file-repeated", ("1.1", "2.1")) == (issue.code, issue.parameters["questions"])


def test_the_check_counts(kinds: dict[str, EvidenceKind]) -> None:
    """The result contains the numbers of files and references."""
    check = FILES.check(cited(FILES, kinds["document"], "sk.pdf", "sk.pdf", "x.pdf", "../y", "https://contoh.go.id"))
    expected = {Status.FOUND: 2, Status.NOT_FOUND: 1, Status.REJECTED: 1}

    assert ("bukti", 6, 1, expected) == (check.folder, check.files, check.cited, check.references)


TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from([*NAMES, *FOUND, *COMPLETED, *OUTSIDE, "ada", "belum", "https://contoh.go.id", "12"]),
    st.lists(st.sampled_from([*NAMES, "ada", "x.pdf", "12"]), max_size=4).map("; ".join),
)


def scored(texts: Sequence[str], instrument: Instrument, files: EvidenceFiles | None) -> Scorecard:
    """Score a sheet with all points and *texts* in the evidence cells, one for each question."""
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
    """With a folder, the supported points are never higher than without it."""
    looked_up, believed = scored(texts, tiny, FILES), scored(texts, tiny, None)

    assert (looked_up.total.supported or 0) <= (believed.total.supported or 0)


@given(SHEETS, st.sampled_from([*NAMES[:4], "baru.pdf", "klaster-2/sk.pdf", "x.pdf"]))
def test_one_more_file_never_takes_points_away(tiny: Instrument, texts: list[str], name: str) -> None:
    """A further usable file in the folder does not lower the supported total."""
    stored = [file for file in STORED if file.name != name]
    few = EvidenceFiles("bukti", stored, ["klaster-1"], 100)
    more = EvidenceFiles("bukti", [*stored, StoredFile(name)], ["klaster-1"], 100)
    before, after = scored(texts, tiny, few).total.supported, scored(texts, tiny, more).total.supported

    assert (before or 0) <= (after or 0)


@given(st.text(max_size=60))
def test_only_a_file_or_an_address_counts(tiny: Instrument, text: str) -> None:
    """Only a file or an address counts as a document, whatever the entry."""
    found = FILES.look_up(Reference(text), tiny.evidence_kind_by_id["document"])

    assert not found.counts or found.file in NAMES or found.status is Status.REFERENCED


def test_words_that_no_longer_count_are_added_up(tiny: Instrument) -> None:
    """With a folder, the result contains the points lost to unnamed evidence."""
    found, believed = scored(["ada"] * 7, tiny, FILES), scored(["ada"] * 7, tiny, None)
    (issue,) = [each for each in found.assessment.issues if each.code == "evidence-word-not-counted"]
    risks = zip(found.questions, believed.questions, strict=True)

    assert sum(after.at_risk - before.at_risk for after, before in risks) == issue.parameters["points"]


def test_endings_are_lower_case() -> None:
    """Names are compared normalized, so that the list must be normalized, too."""
    assert [ending.lower() for ending in USUAL_TYPES] == list(USUAL_TYPES)


# What each name matches, and which issue results


def folder_of(*names: str, flaw: str = "", content: str = "") -> EvidenceFiles:
    return EvidenceFiles("bukti", [StoredFile(name, flaw, content) for name in names], (), 100)


MATCHED: dict[str, tuple[tuple[str, ...], str, str, str]] = {
    "the file with exactly this name": (("lama/sk.pdf", "sk.pdf"), "sk.pdf", "sk.pdf", ""),
    "a file in a folder of a folder": (("a/b/foto.jpg",), "foto.jpg", "a/b/foto.jpg", "evidence-in-subfolders"),
    "that file without its suffix": (("a/b/foto.jpg",), "foto", "a/b/foto.jpg", "evidence-name-completed"),
    "a name with two dots": (("laporan.v2.pdf",), "laporan.v2", "laporan.v2.pdf", "evidence-name-completed"),
    "a path with two dots": (("a/laporan.v2.pdf",), "a/laporan.v2", "a/laporan.v2.pdf", "evidence-name-completed"),
    "a point and a blank behind the name": (("sk.pdf",), "sk.pdf .", "sk.pdf", "evidence-name-completed"),
    "a file whose name ends with a point": (("sk.pdf.",), "sk.pdf", "sk.pdf.", "evidence-name-completed"),
}


@pytest.mark.parametrize(("names", "text", "file", "issue"), MATCHED.values(), ids=MATCHED)
def test_a_name_matches_the_best_file(
    names: tuple[str, ...], text: str, file: str, issue: str, kinds: dict[str, EvidenceKind]
) -> None:
    """The exact name comes first, then names without folder or suffix."""
    found = folder_of(*names).look_up(Reference(text), kinds["document"])

    assert (Status.FOUND, file, issue) == (found.status, found.file, found.issue)


WORDS: dict[str, tuple[str, bool]] = {
    "laporan kegiatan": ("laporan kegiatan", True),
    "a word of four letters": ("akta", True),
    "a word of three letters": ("ada", False),
    "a word without a file": ("terlampir", False),
}


@pytest.mark.parametrize(("text", "counts"), WORDS.values(), ids=WORDS)
def test_a_word_counts_if_a_file_has_this_name(text: str, counts: bool, kinds: dict[str, EvidenceKind]) -> None:
    """A title without a number counts only if a file has this name. Words of three letters never do."""
    folder = folder_of("laporan kegiatan.pdf", "akta.pdf", "ada.pdf")
    found = folder.look_up(Reference(text, Status.DECLARED), kinds["document"])

    assert (counts, f"{text}.pdf" if counts else "") == (found.counts, found.file)


def test_the_text_of_a_link_comes_before_its_address(kinds: dict[str, EvidenceKind]) -> None:
    """A file named by the text is found, whatever the address is. The text stays when the address names the file."""
    folder = folder_of("sk.pdf")
    by_text = folder.look_up(Reference("sk.pdf", address="https://contoh.go.id/lain.pdf"), kinds["document"])
    by_address = folder.look_up(Reference("hilang.pdf", address="sk.pdf"), kinds["document"])

    assert (Status.FOUND, "sk.pdf", "sk.pdf") == (by_text.status, by_text.text, by_text.file)
    assert (Status.FOUND, "hilang.pdf", "sk.pdf") == (by_address.status, by_address.text, by_address.file)


REFUSED: dict[str, tuple[str, str, str]] = {
    "a name that is only a suffix": ("pdf", "pdf", "evidence-type-unusual"),
    "a folder with a slash": ("sk.pdf", "klaster-1/", "evidence-is-folder"),
    "an address with a blank": ("sk.pdf", "https://contoh.go.id/a b", "evidence-link-bad"),
}


@pytest.mark.parametrize(("stored", "text", "issue"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_document_is_refused(stored: str, text: str, issue: str, kinds: dict[str, EvidenceKind]) -> None:
    """Files of unusual types, folders and addresses that do not work do not count."""
    folder = EvidenceFiles("bukti", [StoredFile(stored)], ["klaster-1"], 100)
    found = folder.look_up(Reference(text), kinds["document"])

    assert (False, issue) == (found.counts, found.issue)


EXPLAINED: dict[str, tuple[str, bool]] = {
    "a figure": ("12", True),
    "an explanation": ("12 dari 307 desa", True),
    "a program in the folder": ("data.exe", False),
    "a program that is not in the folder": ("lain.exe", True),
}


@pytest.mark.parametrize(("text", "counts"), EXPLAINED.values(), ids=EXPLAINED)
def test_a_figure_counts_unless_it_names_an_unusable_file(
    text: str, counts: bool, kinds: dict[str, EvidenceKind]
) -> None:
    """In a column for figures, the name of a program in the folder is no explanation."""
    figure = next(kind for kind in kinds.values() if kind.accepts_number)

    assert counts == folder_of("data.exe", "12.exe").look_up(Reference(text), figure).counts


def cited_in(folder: EvidenceFiles, names: Sequence[str], kind: EvidenceKind) -> list[Citation]:
    """Return a citation of each of *names*, each in its own cell and question."""
    return [
        Citation(folder.look_up(Reference(name), kind), Location("", "A", f"E{number}"), f"1.{number}")
        for number, name in enumerate(names, start=1)
    ]


def marks_of(issues: Sequence[Issue]) -> list[tuple[str, str, str, str]]:
    return [(issue.code, issue.location.cell, issue.question, issue.found) for issue in issues]


REPORTED: dict[str, tuple[EvidenceFiles, Sequence[str], list[tuple[str, str, str, str]]]] = {
    "one content under two names": (
        folder_of("a.pdf", "b.pdf", content="1"),
        ("a.pdf", "b.pdf"),
        [("evidence-content-repeated", "E1", "1.1", "a.pdf")],
    ),
    "one file for two questions": (
        folder_of("a.pdf"),
        ("a.pdf", "a.pdf"),
        [("evidence-file-repeated", "E1", "1.1", "a.pdf")],
    ),
    "two files of unknown content": (folder_of("a.pdf", "b.pdf"), ("a.pdf", "b.pdf"), []),
    "a file in a subfolder, and one that is missing": (
        folder_of("x/a.pdf"),
        ("a.pdf", "hilang.pdf"),
        [("evidence-in-subfolders", "E1", "1.1", ""), ("evidence-file-not-found", "E2", "1.2", "hilang.pdf")],
    ),
    "five missing files": (
        folder_of(),
        [f"{number}.pdf" for number in range(5)],
        [("evidence-file-not-found", f"E{number + 1}", f"1.{number + 1}", f"{number}.pdf") for number in range(5)],
    ),
    "six missing files": (
        folder_of(),
        [f"{number}.pdf" for number in range(6)],
        [("evidence-nothing-found", "", "", "")],
    ),
}


@pytest.mark.parametrize(("folder", "names", "expected"), REPORTED.values(), ids=REPORTED)
def test_an_issue_has_its_first_cell_and_question(
    folder: EvidenceFiles, names: Sequence[str], expected: object, kinds: dict[str, EvidenceKind]
) -> None:
    """Each problem of the folder is reported once, at the first cell that cites the file."""
    assert expected == marks_of(list(folder.issues(cited_in(folder, names, kinds["document"]))))


def test_a_large_file_is_reported_with_the_limit(kinds: dict[str, EvidenceKind]) -> None:
    """The message names the maximum size."""
    folder = folder_of("a.pdf", flaw="evidence-file-too-large")
    (issue,) = folder.issues(cited_in(folder, ["a.pdf"], kinds["document"]))

    assert ("evidence-file-too-large", 100) == (issue.code, issue.parameters["limit"])


def test_only_the_first_missing_files_have_suggestions(kinds: dict[str, EvidenceKind]) -> None:
    """Searching for similar names is slow, so that only fifty messages have them."""
    folder = folder_of("ada.pdf", "laporan.pdf")
    names = ["ada.pdf", *(f"laporn{number}.pdf" for number in range(52))]
    issues = [
        each for each in folder.issues(cited_in(folder, names, kinds["document"])) if "candidates" in each.parameters
    ]

    assert [("laporan.pdf",)] * 50 + [()] * 2 == [issue.parameters["candidates"] for issue in issues]


@pytest.mark.parametrize(
    ("count", "text", "expected"),
    [
        (1_000, "lapran.pdf", ("laporan.pdf",)),
        (1_001, "lapran.pdf", ("laporan.pdf",)),
        (1_000, "aporan.pdf", ("laporan.pdf",)),
        (1_001, "aporan.pdf", ()),
    ],
)
def test_in_a_large_folder_names_with_the_same_beginning_are_similar(
    count: int, text: str, expected: tuple[str, ...], kinds: dict[str, EvidenceKind]
) -> None:
    """Above a thousand files, only names with the same two letters at the beginning are compared."""
    folder = folder_of("laporan.pdf", *(f"zz{number}.jpg" for number in range(count - 1)))
    issues = list(folder.issues(cited_in(folder, ["zz1.jpg", text], kinds["document"]), is_part=True))

    assert [expected] == [issue.parameters["candidates"] for issue in issues]
