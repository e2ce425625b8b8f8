"""Pages: all content is text, no resource is loaded or run, and the numbers equal the data."""

import base64
import hashlib
import re
from dataclasses import dataclass, field
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_score import api
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.reports.document import Column, Document, Row, Sample, Step, Table
from kla_score.reports.pictures import Bar, Bars, Dumbbell, Dumbbells, Mark, Picture, Scale, Zone
from kla_score.reports.views.scorecard import scorecard_document
from tests.documents import page_of

EXAMPLES = Path(__file__).parent.parent / "examples"
VOID = {"meta", "br"}
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "=cmd|' /C calc'!A0",
    "[red]merah[/]",
    "\x1b[31mmerah\x07",
    "\u202ekanan ke kiri",
    "&amp;<![CDATA[x]]>",
    "x" * 32_000,
    "javascript:alert(1)",
    "\ud800",
]


@dataclass
class Page(HTMLParser):
    """A parsed page: elements with their attributes, and the text in each."""

    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    style: str = ""

    def __post_init__(self) -> None:
        """Start outside of every element."""
        super().__init__(convert_charrefs=True)
        self.path: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter the element, unless it is a void element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.path.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record an element that closes itself, as in a picture."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Leave the element, which must be the last entered one."""
        assert self.path.pop() == tag

    def handle_data(self, data: str) -> None:
        """Record the text of an element."""
        if self.path[-1:] == ["style"]:
            self.style += data
        elif data.strip():
            self.texts.append(data.strip())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element with this name."""
        return [attributes for each, attributes in self.elements if each == tag]


def parse(content: bytes) -> Page:
    page = Page()
    page.feed(content.decode("utf-8"))
    page.close()
    assert page.path == []
    return page


@pytest.fixture(scope="module")
def example() -> Document:
    form = api.load_instrument()
    scorecard = api.evaluate(EXAMPLES / "kabupaten-contoh-2024.xlsx", form)
    return scorecard_document(scorecard, Messages("id"), in_full=True)


@pytest.fixture(scope="module")
def page(example: Document) -> Page:
    return parse(page_of(example))


def pictures(text: str) -> list[Picture]:
    return [
        Scale(text, text, Decimal(10), [Zone(text, Decimal(0)), Zone(text, Decimal(5))], [Mark(text, Decimal(3))]),
        Bars(text, text, (text, text), [Bar(text, [Decimal(1)], Decimal(2))]),
        Dumbbells(text, text, (text, text), [Dumbbell(text, Decimal(1), None), Dumbbell(text, Decimal(1), Decimal(9))]),
    ]


def document_of(text: str) -> Document:
    """Return a document with *text* in every place for text."""
    table = Table(text, [Column(text), Column(text, is_number=True)], [Row([text, text])], text, to_fill=[text])
    return Document(
        text,
        Messages("en"),
        [(text, text)],
        [table],
        pictures(text),
        samples=[Sample(text, text)],
        notes=[text],
        alert=text,
        steps=[Step(text)],
    )


TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "dl", "dt", "dd", "figure", "figcaption"),
    *("svg", "desc", "rect", "text", "line", "circle", "section", "div", "table", "caption", "thead", "tbody", "tr"),
    *("th", "td", "br", "p", "pre", "footer", "ol", "li"),
}


def assert_harmless(found: Page) -> None:
    """Check that no element and no attribute loads, runs or links to something."""
    names = {name for _, attributes in found.elements for name in attributes}

    assert {tag for tag, _ in found.elements} <= TAGS
    assert not {
        name for name in names if name.startswith("on") or name in {"href", "src", "style", "action", "xlink:href"}
    }


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_text(text: str) -> None:
    """
    Every place shows it unchanged, without another element.
    """
    hostile, plain = parse(page_of(document_of(text))), parse(page_of(document_of("x")))

    assert_harmless(hostile)
    assert [tag for tag, _ in plain.elements] == [tag for tag, _ in hostile.elements]


@given(st.text(max_size=40))
def test_any_text_is_text(text: str) -> None:
    """
    No text changes the elements of a page.
    """
    found, plain = parse(page_of(document_of(text or "x"))), parse(page_of(document_of("x")))
    breaks = (text or "x").count("\n")

    assert len([tag for tag, _ in found.elements if tag != "br"]) == len(
        [tag for tag, _ in plain.elements if tag != "br"]
    )
    assert len(found.all("br")) <= 2 * breaks


def test_only_its_own_style_is_allowed(page: Page) -> None:
    """
    The policy has the digest of the style sheet in the page, and forbids everything else.
    """
    digest = base64.b64encode(hashlib.sha256(page.style.encode("utf-8")).digest()).decode("ascii")
    (policy,) = [
        each["content"] or "" for each in page.all("meta") if each.get("http-equiv") == "Content-Security-Policy"
    ]

    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" == policy
    assert_harmless(page)


def test_the_style_loads_nothing(page: Page) -> None:
    """
    The style loads no font and no picture.
    """
    assert not re.search(r"url\(|@import", page.style)


def test_the_page_is_complete(example: Document, page: Page) -> None:
    """
    The page has every title, fact and note, and every row of every table.
    """
    texts = set(page.texts)
    tables = [*example.tables, *example.appendix]
    rows = sum(len(table.rows) + 1 for table in tables)

    assert {str(value) for fact in example.facts for value in fact} <= texts
    assert {*example.plain_steps} <= texts
    assert set(example.notes) <= texts
    assert {table.title for table in tables} <= texts
    assert rows == len(page.all("tr"))


def test_numbers_equal_those_of_the_data(example: Document, page: Page) -> None:
    """
    The page has both totals and every cluster of the data, formatted for people.
    """
    _ = Messages("id").number
    total = example.data["total"]
    assert isinstance(total, dict)
    texts = " ".join(page.texts)

    assert _(total["claimed"]) in texts
    assert _(total["supported"]) in texts


def test_tables_have_their_heads(page: Page) -> None:
    """
    Every column and every row has a heading.
    """
    scopes = [each.get("scope") for each in page.all("th")]

    assert {"col", "row"} == set(scopes)
    assert scopes.count("row") + len(page.all("thead")) == len(page.all("tr"))


def test_every_picture_has_a_description(page: Page) -> None:
    """
    Each picture has a title and a description for users who cannot see it.
    """
    ids = [each["id"] for tag in ("title", "desc") for each in page.all(tag) if "id" in each]
    named = [name for each in page.all("svg") for name in (each["aria-labelledby"] or "").split()]

    assert sorted(filter(None, ids)) == sorted(named)
    assert {"img"} == {each["role"] for each in page.all("svg")}


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_declares_its_language(language: str, kla: Instrument) -> None:
    """
    Screen readers need it.
    """
    scorecard = api.evaluate(EXAMPLES / "kabupaten-contoh-2024.xlsx", kla)
    found = parse(page_of(scorecard_document(scorecard, Messages(language))))

    assert [language] == [each["lang"] for each in found.all("html")]


def test_no_bar_is_longer_than_its_maximum(page: Page) -> None:
    """
    The parts of a bar are within it.
    """
    rows: dict[str, list[tuple[str, float, float]]] = {}
    for each in page.all("rect"):
        look = each["class"] or ""
        if look.startswith("part ") and each["height"] == "20":
            rows.setdefault(each["y"] or "", []).append((look, float(each["x"] or 0), float(each["width"] or 0)))
    for (_, left, length), *parts in rows.values():
        assert left + length >= max(location + width for _, location, width in parts) - 0.05
        assert [location for _, location, _ in parts] == sorted(location for _, location, _ in parts)
