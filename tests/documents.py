"""A small document for every format, and helpers that read the contents of documents."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any, Final

import pytest
from hypothesis import strategies as st

from kla_score.i18n import Messages
from kla_score.reports.document import Aligned, Column, Document, RenderTarget, Row, Sample, Step, Table, Tone
from kla_score.reports.formats import FORMATS
from kla_score.reports.formats.docx import DocxFormat
from kla_score.reports.formats.html import HtmlFormat
from kla_score.reports.formats.xlsx import XlsxFormat
from kla_score.reports.pictures import Bar, Bars, Dumbbell, Dumbbells, Mark, Picture, Scale, Zone

Rows = list[list[Any]]

PICTURES: Final[Sequence[Picture]] = (
    Scale(
        "Total", "w", Decimal(1000), [Zone("none", Decimal(0)), Zone("Low", Decimal(500))], [Mark("Now", Decimal(7))]
    ),
    Bars("Clusters", "w", ("Supported", "At risk", "Open"), [Bar("A", [Decimal(1), Decimal("2.5")], Decimal(10))]),
    Dumbbells("Years", "w", ("2024", "2025"), [Dumbbell("A", None, Decimal(40))]),
)
EXAMPLE: Final = Document(
    "Title",
    Messages("en"),
    [("Claimed", Aligned("803.75", "Utama", "more", Tone.GOOD)), ("Answered", "4")],
    tables=[
        Table(
            "Table",
            [Column("A"), Column("B", is_number=True, is_summed=True, tone=Tone.RISK)],
            [Row(["x", Decimal(1)]), Row(["y", None], 1), Row(["Total", Decimal(1)], is_total=True)],
            "Note",
        )
    ],
    pictures=PICTURES,
    alert="Incomplete",
    steps=[Step("Do it.", code="1.1", caption="a caption")],
    samples=[Sample("Letter", "Dear reader")],
    notes=["Caution"],
)
"""A document with one of each part."""

SHORT_TEXTS: Final = st.text(max_size=8)
JSON_VALUES: Final[st.SearchStrategy[Any]] = st.recursive(
    st.none() | st.booleans() | st.integers() | SHORT_TEXTS,
    lambda each: st.lists(each, max_size=3) | st.dictionaries(SHORT_TEXTS, each, max_size=3),
    max_leaves=8,
)
"""Any small value of JSON, apart from decimals."""


def rows(document: Document, title: str) -> Rows:
    (table,) = [each for each in document.tables if each.title == title]
    return [list(row.values) for row in table.rows]


def data_of(document: Document) -> dict[str, Any]:
    """Return the machine-readable data of *document*, with every number exact."""
    text = FORMATS["json"].render_text(document, RenderTarget())
    data: dict[str, Any] = json.loads(text, parse_constant=pytest.fail, parse_float=Decimal)
    return data


def page_of(document: Document) -> bytes:
    """Return *document* as a page for a browser."""
    return HtmlFormat().render(document, RenderTarget())


def workbook_of(document: Document) -> bytes:
    """Return *document* as a workbook."""
    return XlsxFormat().render(document, RenderTarget())


def word_of(document: Document) -> bytes:
    """Return *document* as a Word document."""
    return DocxFormat().render(document, RenderTarget())


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
        [(text, text), (f"{text} ", Aligned(text, text, text))],
        [table, table._replace(is_grouped=True), table._replace(rows=[Row([text, text]), Row([text, text], level=1)])],
        pictures(text),
        samples=[Sample(text, text)],
        notes=[text],
        alert=text,
        steps=[Step(text, code=text, caption=text)],
        caution=text,
        office=text,
    )


TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "nav", "h1", "h2", "dl", "dt", "dd", "figure", "a"),
    *("svg", "desc", "rect", "text", "line", "circle", "section", "div", "table", "thead", "tbody", "tr", "b", "span"),
    *("th", "td", "br", "p", "pre", "ol", "ul", "li", "details", "summary"),
}


def assert_harmless(found: Page) -> None:
    """Check that no element and no attribute loads or runs something, and that links stay on the page."""
    names = {name for _, attributes in found.elements for name in attributes}

    assert {tag for tag, _ in found.elements} <= TAGS
    assert not {name for name in names if name.startswith("on") or name in {"src", "style", "action", "xlink:href"}}
    assert {f"#{attributes.get('id')}" for _, attributes in found.elements} >= {each["href"] for each in found.all("a")}
