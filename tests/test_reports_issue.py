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
    """The page has the severity, the message, the reason and the action."""
    messages = Messages(language)
    pages = {code: [value for _, value in issue_document(code, messages).facts] for code in CATALOGUE}
    words = {code: messages.explain(code) for code in CATALOGUE}

    assert {
        code: [messages.severity(each.severity), words[code].message, words[code].rationale, words[code].hint]
        for code, each in CATALOGUE.items()
    } == pages


def test_a_code_of_instrument_files_is_shown_by_example() -> None:
    """
    The wrong piece of a file comes first. A note about a correct value has one example, and other codes have none.
    """
    notes = {code for code, each in EXAMPLES.items() if each.failing.replace(MARK, "") == each.passing}
    titles = {code: [each.title for each in issue_document(code, Messages("en")).samples] for code in CATALOGUE}

    assert {"cap-declared"} == notes
    assert titles == {
        code: ["Example"] if code in notes else ["Incorrect", "Correct"] if code in EXAMPLES else []
        for code in CATALOGUE
    }


@pytest.mark.parametrize("name", FORMATS)
def test_the_mark_of_an_example_is_not_shown(name: str) -> None:
    """The page omits the mark, which only tests use."""
    pages = {code: FORMATS[name].render_text(issue_document(code, Messages("en")), RenderTarget()) for code in EXAMPLES}

    assert [] == [code for code, page in pages.items() if MARK in page]


def test_an_example_is_shown_line_by_line() -> None:
    """Each line keeps its indentation, and a very long one is shortened with a sign."""
    expected = {
        code: [line[:99] + "…" if len(line) > 100 else line for line in each.passing.split("\n")]
        for code, each in EXAMPLES.items()
    }

    assert expected == {code: issue_document(code, Messages("en")).samples[-1].text.split("\n") for code in EXAMPLES}


def test_a_very_long_line_is_shortened() -> None:
    """A user need not read a hundred thousand values."""
    line = issue_document("yaml-too-many-values", Messages("en")).samples[0].text.split("\n")[0]

    assert (100, "0, 0…") == (len(line), line[-5:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_a_page_is_wider_than_the_screen(language: str) -> None:
    """Every line fits into 80 columns."""
    pages = (
        FORMATS["table"].render_text(issue_document(code, Messages(language)), RenderTarget(80)) for code in CATALOGUE
    )

    assert [] == [line for page in pages for line in page.splitlines() if len(line) > 80]


def test_json_of_a_code_has_both_languages() -> None:
    """The output has the keys of version 1, both languages, and the example without its mark."""
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
    """The key exists and is null."""
    assert data_of(issue_document("points-date", Messages("en")))["example"] is None
