"""Texts for users contain no retired words, which are listed in `tests/data/retired-words.yaml`."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
import yaml
from babel.messages.pofile import read_po

from kla_score import api
from kla_score.i18n import LANGUAGES
from kla_score.i18n.catalogue import LOCALE_FOLDER
from tests.examples import ROOT
from tests.test_i18n_messages import forms_of

DATA: Final = Path(__file__).parent / "data" / "retired-words.yaml"
INDONESIAN: Final = LOCALE_FOLDER / "id" / "LC_MESSAGES" / "kla_score.po"
GENERATED: Final = {"commands", "issues"}
"""Pages that consist of texts of the program."""
CODE: Final = re.compile(r"^ *```.*?^ *```$|`[^`\n]+`|\]\([^)]*\)", re.MULTILINE | re.DOTALL)
"""Blocks of code, code in a sentence and addresses of links."""


class Retired(NamedTuple):
    """A retired word, its replacement, and the exceptions, each with a reason."""

    language: str
    word: str
    instead: str
    kept: Mapping[str, str]


RETIRED: Final = [
    Retired(language, each["word"], each["instead"], each.get("except", {}))
    for language, words in yaml.safe_load(DATA.read_text(encoding="utf-8")).items()
    for each in words
]


def texts_of_the_catalogue(language: str) -> Iterator[str]:
    """Return every translated text, with its plural forms, in *language*."""
    with INDONESIAN.open("rb") as stream:
        for message in read_po(stream, locale="id"):
            if message.id:
                yield from forms_of(message.id if language == "en" else message.string)


def texts_of_the_schema(language: str) -> Iterator[str]:
    """Return the description of every part and key of an instrument file. They are English only."""
    if language == "en":
        yield from _descriptions(json.loads(api.schema()))


def _descriptions(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        yield from (text for key, text in part.items() if key == "description" and isinstance(text, str))
    if isinstance(part, dict | list):
        for each in part.values() if isinstance(part, dict) else part:
            yield from _descriptions(each)


def texts_of_the_pages(language: str) -> Iterator[str]:
    """Return the paragraphs of the README, the changelog and the guides, without code."""
    pages = [*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")]
    pages += [ROOT / "CHANGELOG.md"] if language == "en" else []
    for page in sorted(pages):
        name, _, rest = page.name.partition(".")
        if name not in GENERATED and (rest == "id.md") is (language == "id"):
            for text in CODE.sub("", page.read_text(encoding="utf-8")).split("\n\n"):
                yield " ".join(text.split())


TEXTS: Final[Mapping[str, Callable[[str], Iterator[str]]]] = {
    "catalogue": texts_of_the_catalogue,
    "schema": texts_of_the_schema,
    "pages": texts_of_the_pages,
}
"""The checked types of text, each with a function that returns its texts in a language."""


def retired_in(text: str, language: str) -> list[str]:
    """Return the replacement of each retired word in *text*."""
    return [
        f"{found[0]!r}: {each.instead}"
        for each in RETIRED
        if each.language == language and text not in each.kept and (found := re.search(each.word, text, re.IGNORECASE))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TEXTS)
def test_no_text_has_a_retired_word(kind: str, language: str) -> None:
    """No text contains a retired word in either language."""
    found = {text: retired for text in TEXTS[kind](language) if (retired := retired_in(text, language))}

    assert {} == found


def test_every_exception_is_needed() -> None:
    """The text of each exception still exists and contains the word, and the exception has a reason."""
    texts = {language: {text for kind in TEXTS.values() for text in kind(language)} for language in LANGUAGES}
    needless = [
        text
        for each in RETIRED
        for text, reason in each.kept.items()
        if not (reason and text in texts[each.language] and re.search(each.word, text, re.IGNORECASE))
    ]

    assert [] == needless


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "“x” is no target."),
        ("en", "There is no question “x”. Nearest: y."),
        ("en", "Nothing needs to be done."),
        ("en", "“x” stands in a column that this question does not need."),
        ("en", "Who owns the question."),
        ("en", "85 %, the number 85, and 0.85 shown as a percentage are the same."),
        ("en", "--strict: warnings {count}"),
        ("en", "{name} ({points} points short)"),
        ("id", "Tidak perlu tindakan apa pun."),
        ("id", "Bila itu jawabannya, pindahkan."),
        ("id", "Butir ini tidak mempunyai penanggung jawab."),
        ("id", "46 nilai dan {points} nilai"),
        ("id", "--strict: peringatan {count}"),
    ],
)
def test_a_retired_word_is_found(language: str, text: str) -> None:
    """The patterns match their words."""
    assert retired_in(text, language)
