"""The folders for evidence: names that every system accepts, and guides to the documents."""

import pytest

from kla_score import api
from kla_score.assessment.evidence_matching import code_of_folder
from kla_score.instrument import Instrument
from kla_score.template.evidence_folders import safe_name
from tests.instruments import FIRST_QUESTION, with_value

NAMES = {
    "1.1 Apakah ada peraturan?": "1.1 Apakah ada peraturan",
    'a<b>c:d"e/f\\g|h?i*j;k': "a b c d e f g h i j k",
    "1.1 satu\ndua\ttiga": "1.1 satu dua tiga",
    "1.1 berakhir dengan titik . . ": "1.1 berakhir dengan titik",
    f"1.1 {'kata ' * 20}": "1.1 kata kata kata kata kata kata kata",
    "CON": "_CON",
    "com1.5 daftar": "_com1.5 daftar",
    "Angka/Penjelasan": "Angka Penjelasan",
}


@pytest.mark.parametrize(("text", "expected"), NAMES.items())
def test_a_name_is_safe_on_every_system(text: str, expected: str) -> None:
    """Names contain no character or word that Windows refuses, no semicolon, and at most 40 characters."""
    assert expected == safe_name(text)


@pytest.mark.parametrize("name", ["tiny", "desa", "kla"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_each_folder_leads_to_its_question(name: str, language: str, request: pytest.FixtureRequest) -> None:
    """The name of each folder begins with the code of its question. Only questions that require evidence have one."""
    instrument: Instrument = request.getfixturevalue(name)
    codes = {code.casefold(): code for code in instrument.questions}
    folders = api.evidence_folders(instrument, language)
    expected = [code for code, question in instrument.questions.items() if question.evidence_kinds]

    assert expected == [code_of_folder(each.name, codes) for each in folders]
    assert max(len(each.name) for each in folders) <= 40


FOLDERS = {
    "1.1 Apakah ada": "1.1",
    "1.1": "1.1",
    "1.1. Peraturan": "1.1",
    "1.1_peraturan": "1.1",
    "(1.10) data": "",
    "1.10 data": "1.10",
    "1.2A pelatihan": "1.2a",
    "1.2 pelatihan": "",
    "_1.1 peraturan": "1.1",
    "1.1.2 lain": "",
    "Peraturan 1.1": "",
}


@pytest.mark.parametrize(("name", "expected"), FOLDERS.items())
def test_a_folder_belongs_to_the_code_at_its_beginning(name: str, expected: str, tiny: Instrument) -> None:
    """The text behind the code may be changed. A longer number is another code."""
    assert expected == code_of_folder(name, {code.casefold(): code for code in tiny.questions})


GUIDES = {
    ("1.1", "en"): ["1.1 Is there a regulation?", "", "Required documents:", "- Document: copy of the regulation", ""],
    ("1.2a", "id"): [
        *("1.2a Apakah ada pelatihan?", "", "Dokumen yang diminta:"),
        *("- Dokumen: daftar hadir", "- Dokumen: notula", "- Foto: foto pelatihan", ""),
        "Simpan setiap berkas di subfolder kolomnya.",
    ],
}


@pytest.mark.parametrize(("code", "language"), GUIDES)
def test_a_guide_lists_the_documents(code: str, language: str, tiny: Instrument) -> None:
    """The guide is in the chosen language. Every editor on Windows shows it, because of its mark and its line ends."""
    (folder,) = api.evidence_folders(tiny, language, [code])
    lines = folder.guide.decode("utf-8").split("\r\n")
    expected = ["\ufeff" + GUIDES[code, language][0], *GUIDES[code, language][1:]]

    assert expected == lines[: len(expected)]
    assert "\n" not in "".join(lines)


def test_a_guide_contains_counts(tiny: Instrument) -> None:
    """A question may require several files of a type."""
    several = with_value(tiny, (*FIRST_QUESTION, "evidence", 0, "count"), 3)

    assert "- 3 × Document: copy of the regulation" in api.evidence_folders(several, "en")[0].guide.decode("utf-8")


WHOLE_GUIDE = """\
2.2 Are children heard?

Required documents:
- Document: children's proposals
- Document: follow-up
or
- Photo: photo or news item

Put each file into the subfolder of its column.
Do not use a semicolon in a file name.
kla-score attach then writes the file names into the workbook.
This file is not evidence. The program ignores it.
"""


def test_a_guide_explains_what_to_do(tiny: Instrument) -> None:
    """A set of documents that is enough instead follows "or". The last lines say where to put the files."""
    (folder,) = api.evidence_folders(tiny, "en", ["2.2"])

    assert WHOLE_GUIDE.replace("\n", "\r\n") == folder.guide.decode("utf-8-sig")


def test_several_columns_have_subfolders(tiny: Instrument) -> None:
    """A question with one column needs no subfolder. A subfolder may have the name of the column in either language."""
    columns = {each.code: each.columns for each in api.evidence_folders(tiny, "en")}
    pairs = (("Document", "Dokumen", "Document"), ("Photo", "Foto", "Photo"))

    assert ((), pairs) == (tuple(columns["1.1"]), tuple(columns["1.2a"]))


def test_no_text_of_an_instrument_leaves_the_folder(tiny: Instrument) -> None:
    """A hostile text becomes a harmless name."""
    hostile = with_value(tiny, (*FIRST_QUESTION, "text", "en"), "../../..\\C:\\Windows")

    assert "1.1 .. .. .. C Windows" == api.evidence_folders(hostile, "en")[0].name
