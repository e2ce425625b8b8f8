"""
A single page to send, read and print anywhere: it loads nothing and runs no script.

Every text is escaped by the template, and pictures are built as a tree. The page allows a browser only its own style
sheet, so that even a bug could not run a script.
"""

import base64
import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import ClassVar

from markupsafe import Markup

import kla_score
from kla_score.i18n import clean
from kla_score.issues import N_
from kla_score.reports.document import Document, RenderTarget, Row, Table, decimals_in, lines_of
from kla_score.reports.formats.base import OutputFormat
from kla_score.reports.formats.svg import draw


class HtmlFormat(OutputFormat):
    """A page with pictures, for a browser."""

    name: ClassVar = "html"
    description: ClassVar = N_("managers: one printable page with pictures")
    suffix: ClassVar = ".html"
    is_for_screen: ClassVar = False

    def render(self, document: Document, surface: RenderTarget) -> bytes:
        """Return *document* as a page in UTF-8, whatever *surface* is."""
        del surface
        fill_in, style, digest = _page()
        text = fill_in(
            language=document.messages.language,
            version=kla_score.__version__,
            style=Markup(style),  # noqa: S704 - the packaged style sheet
            digest=digest,
            title=clean(document.title),
            alert=clean(document.alert),
            facts=[(label, clean(str(value))) for label, value in document.facts],
            steps_title=document.messages.gettext("What to do next"),
            steps=[clean(step) for step in document.plain_steps],
            pictures=[
                # Built as a tree of elements, in which every text is escaped.
                {"title": clean(each.title), "drawing": Markup(draw(each, document.messages, f"picture{number}"))}  # noqa: S704
                for number, each in enumerate(document.pictures)
            ],
            tables=[_table(table, document) for table in (*document.tables, *document.appendix)],
            samples=[{"title": clean(each.title), "text": _lines(each.text)} for each in document.samples],
            notes=[clean(note) for note in document.notes],
        )
        return text.encode("utf-8", "replace")


@cache
def _page() -> tuple[Callable[..., str], str, str]:
    """Return the template, the style sheet, and its digest for the content security policy of the page."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - loads slowly, and only pages need it

    folder = files("kla_score.reports") / "page"
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True)
    style = (folder / "page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    template = environment.from_string((folder / "page.html").read_text(encoding="utf-8"))
    return template.render, style, f"sha256-{digest}"


def _table(table: Table, document: Document) -> dict[str, object]:
    locations = [decimals_in(table.rows, position) for position in range(len(table.columns))]
    columns = [{"title": clean(column.title), "look": "number" if column.is_number else ""} for column in table.columns]
    columns += [{"title": clean(title), "look": "to-fill"} for title in table.to_fill]
    return {
        "title": clean(table.title),
        "columns": columns,
        "rows": [_row(row, table, locations, document) for row in table.rows],
        "note": clean(table.note),
    }


def _row(row: Row, table: Table, locations: Sequence[int], document: Document) -> dict[str, object]:
    cells = [
        {"lines": lines_of(value, column, document.messages, decimals), "look": "number" if column.is_number else ""}
        for value, column, decimals in zip(row.values, table.columns, locations, strict=True)
    ]
    blank = [{"lines": [""], "look": ""} for _ in table.to_fill]
    return {"cells": [*cells, *blank], "look": "total" if row.is_total else "deeper" if row.level else ""}


def _lines(text: str) -> str:
    return "\n".join(clean(line) for line in text.split("\n"))
