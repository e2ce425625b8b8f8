"""Shorten tables for the screen."""

from kla_score.i18n import Messages
from kla_score.reports.document import Table
from kla_score.reports.phrases import more_rows


def first_rows(table: Table, count: int, messages: Messages, *, in_full: bool) -> Table:
    """Return *table* with its first *count* rows and a note on the rest, or unchanged if it is wanted *in_full*."""
    hidden = len(table.rows) - count
    if in_full or hidden <= 0:
        return table
    return table._replace(rows=table.rows[:count], note=more_rows(hidden, messages))
