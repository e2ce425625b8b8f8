"""Texts for users have none of the words that the project has given up: `tests/data/retired-words.yaml`."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

import pytest
import yaml

from kla_score.i18n import LANGUAGES, SEVERITY_NAMES, Messages
from kla_score.i18n.reasons import REASONS
from kla_score.issues import CATALOGUE, Plural

DATA: Final = Path(__file__).parent / "data" / "retired-words.yaml"


class Retired(NamedTuple):
    """A word that is not used any more, and what to write."""

    language: str
    word: str
    instead: str


RETIRED: Final = [
    Retired(language, **each)
    for language, words in yaml.safe_load(DATA.read_text(encoding="utf-8")).items()
    for each in words
]


def texts_of_issues(language: str) -> Iterator[tuple[str, str]]:
    """Give the message, hint and reason of every issue code, with its plural forms."""
    messages = Messages(language)
    for code, each in CATALOGUE.items():
        forms = each.message[:2] if isinstance(each.message, Plural) else (each.message,)
        written = forms if language == "en" else messages.explain(code)[:1]
        for text in (*written, messages.gettext(each.hint), messages.gettext(each.rationale)):
            yield code, text


def texts_of_severities(language: str) -> Iterator[tuple[str, str]]:
    """Give the names of severities, and the reasons of the system."""
    messages = Messages(language)
    for name, text in (*SEVERITY_NAMES.items(), *REASONS.items()):
        yield name, messages.gettext(text)


TEXTS: Final[Mapping[str, Callable[[str], Iterator[tuple[str, str]]]]] = {
    "issues": texts_of_issues,
    "severities and reasons": texts_of_severities,
}
"""Every kind of text that is looked at: a function that gives the name and the text of each in a language."""


def retired_in(text: str, language: str) -> list[str]:
    """Give what to write instead of each retired word in *text*."""
    return [
        f"{found[0]!r}: {each.instead}"
        for each in RETIRED
        if each.language == language and (found := re.search(each.word, text, re.IGNORECASE))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TEXTS)
def test_no_text_has_a_retired_word(kind: str, language: str) -> None:
    """
    Each text is in today's words, in both languages.
    """
    found = {name: (text, retired) for name, text in TEXTS[kind](language) if (retired := retired_in(text, language))}

    assert {} == found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "“x” is no target."),
        ("en", "There is no question “x”. Nearest: y."),
        ("en", "Nothing needs to be done."),
        ("en", "“x” stands in a column that this question does not need."),
        ("id", "Tidak perlu tindakan apa pun."),
        ("id", "Bila itu jawabannya, pindahkan."),
        ("id", "Butir ini tidak mempunyai penanggung jawab."),
        ("id", "46 nilai dan {points} nilai"),
    ],
)
def test_a_retired_word_is_found(language: str, text: str) -> None:
    """
    The words do match what they are meant for.
    """
    assert retired_in(text, language)
