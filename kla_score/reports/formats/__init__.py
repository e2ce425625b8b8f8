"""The formats: each writes a `Document`, and is one file beside this one and one line here."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kla_score.reports.document import Document, Surface
from kla_score.reports.formats import (
    csv as as_csv,
)
from kla_score.reports.formats import (
    findings as as_findings,
)
from kla_score.reports.formats import (
    github as as_github,
)
from kla_score.reports.formats import (
    html as as_html,
)
from kla_score.reports.formats import (
    json as as_json,
)
from kla_score.reports.formats import (
    markdown as as_markdown,
)
from kla_score.reports.formats import (
    sarif as as_sarif,
)


@dataclass(frozen=True, slots=True)
class Format:
    """
    One way to write a document: *write* gives text, whole or piece by piece.

    It ends in a line break. *suffix* is that of files in this format, or empty when it is for the screen alone.
    *is_exact* output is always UTF-8, whatever the terminal can show. *is_for_machines* tells that it holds nothing of
    a document but its data or its records.
    """

    write: Callable[[Document, Surface], str | Iterator[str]]
    suffix: str = ""
    is_exact: bool = True
    is_for_machines: bool = False

    def render(self, document: Document, surface: Surface) -> str:
        """Write *document* as *surface* wants it."""
        return "".join(self.pieces(document, surface))

    def pieces(self, document: Document, surface: Surface) -> Iterable[str]:
        """Write *document* as *surface* wants it, one piece after the other."""
        text = self.write(document, surface)
        return [text] if isinstance(text, str) else text


def _table_of(document: Document, surface: Surface) -> str:
    from kla_score.reports.formats.table import render  # noqa: PLC0415 - rich takes long to load

    return render(document, surface)


def workbook_of(document: Document) -> bytes:
    """Write *document* as a workbook."""
    from kla_score.reports.formats.xlsx import render  # noqa: PLC0415 - openpyxl takes long to load

    return render(document)


def page_of(document: Document) -> bytes:
    """Write *document* as a page for a browser."""
    return as_html.render(document)


FORMATS: Final[Mapping[str, Format]] = {
    "table": Format(_table_of, is_exact=False),
    "json": Format(as_json.render, ".json", is_for_machines=True),
    "csv": Format(as_csv.render, ".csv", is_for_machines=True),
    "markdown": Format(as_markdown.render, ".md"),
}
"""For results."""

FILE_FORMATS: Final[Mapping[str, Callable[[Document], bytes]]] = {".xlsx": workbook_of, ".html": page_of}
"""For files of results alone, by suffix."""


FINDING_FORMATS: Final[Mapping[str, Format]] = {
    "text": Format(as_findings.render, is_exact=False),
    "json": Format(as_json.render, ".json"),
    "github": Format(as_github.render),
    "sarif": Format(as_sarif.render, ".sarif"),
}
"""For results that consist of findings."""
