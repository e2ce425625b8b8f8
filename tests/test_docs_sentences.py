"""The sentences of the English pages are short."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent
PAGES: Final = [
    page for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")) if not page.name.endswith(".id.md")
]
MOST_WORDS: Final = 20
FENCED: Final = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE_OR_ADDRESS: Final = re.compile(r"`[^`]*`|(?<=\])\([^)]*\)")
PARAGRAPH: Final = re.compile(r"\n\s*(?:\n|(?=[-*|#<] ?)|(?=\d+\. ))")
END: Final = re.compile(r"[.!?:](?:\*\*|”)?\s")
WORD: Final = re.compile(r"[^\s*_]*\w[^\s]*")


def sentences(page: Path) -> Iterator[str]:
    """Yield the sentences of *page* outside tables and blocks. A piece of code is one word."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    for paragraph in PARAGRAPH.split(CODE_OR_ADDRESS.sub(lambda match: "Code" if match[0][0] == "`" else "", text)):
        if not paragraph.lstrip().startswith("|"):
            yield from END.split(" ".join(paragraph.split()) + " ")


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_no_sentence_is_long(page: Path) -> None:
    """
    A reader understands a sentence of at most 20 words at once. Messages are on the page of issue codes.
    """
    assert [] == [each for each in sentences(page) if len(WORD.findall(each)) > MOST_WORDS]
