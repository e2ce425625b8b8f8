"""A small document for every format, and helpers that read the contents of documents."""

import json
from collections.abc import Sequence
from decimal import Decimal
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
