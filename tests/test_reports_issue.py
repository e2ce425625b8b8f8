"""The page of an issue code."""

import pytest

from kla_score.i18n import LANGUAGES, Messages
from kla_score.issues import CATALOGUE, MARK
from kla_score.reports.document import RenderTarget
from kla_score.reports.formats import FORMATS
from kla_score.reports.views.issue import issue_document
from tests.documents import data_of

EXAMPLES = {code: each for code, each in CATALOGUE.items() if each.failing}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_code_explains_it(language: str) -> None:
    """
    How bad, what, why, and how to fix it, in the words of the messages.
    """
    messages = Messages(language)
    pages = {code: [value for _, value in issue_document(code, messages).facts] for code in CATALOGUE}
    words = {code: messages.explain(code) for code in CATALOGUE}

    assert {
        code: [messages.severity(each.severity), words[code].message, words[code].rationale, words[code].hint]
        for code, each in CATALOGUE.items()
    } == pages


def test_a_code_of_instrument_files_is_shown_by_example() -> None:
    """
    Two pieces of a file, the wrong one first; other codes have none.
    """
    titles = {code: [each.title for each in issue_document(code, Messages("en")).samples] for code in CATALOGUE}

    assert {code: ["Incorrect", "Correct"] if code in EXAMPLES else [] for code in CATALOGUE} == titles


@pytest.mark.parametrize("name", FORMATS)
def test_the_mark_of_an_example_is_not_shown(name: str) -> None:
    """
    It is for tests alone.
    """
    pages = {code: FORMATS[name].render_text(issue_document(code, Messages("en")), RenderTarget()) for code in EXAMPLES}

    assert [] == [code for code, page in pages.items() if MARK in page]


def test_an_example_is_shown_line_by_line() -> None:
    """
    With its indentation; a line that is long on purpose is cut, with a sign that says so.
    """
    expected = {
        code: [line[:99] + "…" if len(line) > 100 else line for line in each.passing.split("\n")]
        for code, each in EXAMPLES.items()
    }

    assert expected == {code: issue_document(code, Messages("en")).samples[1].text.split("\n") for code in EXAMPLES}


def test_a_line_that_is_long_on_purpose_is_cut() -> None:
    """
    A hundred thousand values are no reading.
    """
    line = issue_document("yaml-too-many-values", Messages("en")).samples[0].text.split("\n")[0]

    assert (100, "0, 0…") == (len(line), line[-5:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_a_page_is_wider_than_the_screen(language: str) -> None:
    """
    At 80 columns nothing sticks out.
    """
    pages = (
        FORMATS["table"].render_text(issue_document(code, Messages(language)), RenderTarget(80)) for code in CATALOGUE
    )

    assert [] == [line for page in pages for line in page.splitlines() if len(line) > 80]


def test_json_of_a_code_has_both_languages() -> None:
    """
    The keys of version 1; the words in Indonesian and English, the example without its mark.
    """
    data = data_of(issue_document("bands-gap", Messages("id")))
    words = {language: Messages(language).explain("bands-gap") for language in LANGUAGES}
    example = EXAMPLES["bands-gap"]

    assert {
        "code": "bands-gap",
        "severity": "error",
        "what": {language: words[language].message for language in LANGUAGES},
        "remedy": {language: words[language].hint for language in LANGUAGES},
        "why": {language: words[language].rationale for language in LANGUAGES},
        "example": {"failing": example.failing.replace(MARK, ""), "passing": example.passing},
    } == {key: value for key, value in data.items() if key not in {"schema_version", "kind", "tool"}}


def test_json_of_a_code_without_example_has_none() -> None:
    """
    The key is there, with nothing in it.
    """
    assert data_of(issue_document("points-date", Messages("en")))["example"] is None
