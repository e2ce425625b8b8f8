"""Helpers that read the contents of documents."""

import json
from decimal import Decimal
from typing import Any

import pytest

from kla_score.reports.document import Document, RenderTarget
from kla_score.reports.formats import FORMATS
from kla_score.reports.formats.docx import DocxFormat
from kla_score.reports.formats.html import HtmlFormat
from kla_score.reports.formats.xlsx import XlsxFormat

Rows = list[list[Any]]


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
