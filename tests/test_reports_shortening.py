"""Tables that are shortened for the screen."""

import pytest

from kla_score.i18n import Messages
from kla_score.reports.document import Column, Row, Table
from kla_score.reports.views.shortening import first_rows


@pytest.mark.parametrize(
    ("count", "shown", "note"),
    [(2, 2, ""), (3, 2, "1 more row. Use `-v` to show all."), (4, 2, "2 more rows. Use `-v` to show all.")],
)
def test_rows_beyond_the_limit_are_counted(count: int, shown: int, note: str) -> None:
    """A note replaces the rows beyond the limit, even a single one. A table in full has every row."""
    table = Table("T", [Column("A")], [Row([str(number)]) for number in range(count)])
    short, full = (first_rows(table, 2, Messages("en"), in_full=in_full) for in_full in (False, True))

    assert (shown, note) == (len(short.rows), short.note)
    assert table == full
