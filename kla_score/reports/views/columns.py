"""The manual page of the columns: the titles under which each is found in a workbook."""

from collections.abc import Mapping
from typing import Final

from kla_score.i18n import Messages
from kla_score.reports.data.head import head
from kla_score.reports.document import Column, Document, Row, Table

COLUMNS: Final = "columns"
"""The name of the page, as in ``show columns``."""


def columns_document(titles: Mapping[str, tuple[str, ...]], messages: Messages) -> Document:
    """Return the page of the columns. *titles* are the accepted ones of each column, with the written ones first."""
    _ = messages.gettext
    written = messages.language == "en"
    rows = [
        Row([names[written], ", ".join(name for name in dict.fromkeys(names) if name != names[written])])
        for names in titles.values()
    ]
    return Document(
        _("Accepted column headings"),
        messages,
        tables=[Table(_("Columns"), [Column(_("Column")), Column(_("Other headings"))], rows)],
        notes=[
            _("Letter case and blanks do not matter."),
            _("Use `--column` to read another heading, for example `--column Nilai=HASIL`."),
        ],
        data={**head("columns"), "columns": {column: list(names) for column, names in titles.items()}},
    )
