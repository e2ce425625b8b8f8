"""The sentences of the English pages are short."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.examples import ROOT
from tests.test_docs_pages import DEVELOPMENT, FRONT, PAGES, ids, read
from tests.test_retired_words import CODE

ENGLISH: Final = [
    page for page in (*FRONT, ROOT / "CHANGELOG.md", *PAGES, *DEVELOPMENT) if not page.name.endswith(".id.md")
]
MOST_WORDS: Final = 20
PARAGRAPH: Final = re.compile(r"\n\s*(?:\n|(?=[-*|#<] ?)|(?=\d+\. ))")
END: Final = re.compile(r"[.!?:](?:\*\*|”)?\s")
WORD: Final = re.compile(r"[^\s*_]*\w[^\s]*")


def sentences(page: Path) -> Iterator[str]:
    """Yield the sentences of *page* outside tables and blocks. A piece of code is one word."""
    for paragraph in PARAGRAPH.split(CODE.sub("Code", read(page))):
        if not paragraph.lstrip().startswith("|"):
            yield from END.split(" ".join(paragraph.split()) + " ")


@pytest.mark.parametrize("page", ENGLISH, ids=ids(ENGLISH))
def test_no_sentence_is_long(page: Path) -> None:
    """A reader understands a sentence of at most 20 words at once. Messages are on the page of issue codes."""
    assert [] == [each for each in sentences(page) if len(WORD.findall(each)) > MOST_WORDS]
