"""The drawings of a page."""

from decimal import Decimal
from typing import Final

from kla_score.i18n import Messages
from kla_score.reports.pictures import Bar, Dumbbell, Mark, Scale, Zone
from kla_score.reports.rendering.svg import draw_bar, draw_key, draw_pair, draw_scale
from tests.conftest import Golden

SCALE: Final = Scale(
    "Total <1>",
    "Words & numbers",
    Decimal(1000),
    [
        *(Zone("none", Decimal(0)), Zone("Pratama", Decimal(500)), Zone("Madya", Decimal(601))),
        *(Zone("Nindya", Decimal(701)), Zone("Utama", Decimal(801)), Zone("KLA", Decimal(901))),
    ],
    [Mark("Claimed", Decimal("803.75")), Mark("Supported", Decimal("609.35")), Mark("Before", Decimal(12))],
)
BAR: Final = Bar("A", [Decimal(1), Decimal("2.5"), Decimal(3)], Decimal(10))


def test_drawings_are_as_expected(golden: Golden) -> None:
    """Each shape, position, look and text is as in the file, which a browser can open."""
    drawings = [
        *(draw_scale(SCALE, Messages("id"), "s1"), draw_bar(BAR, [1, 0, 2])),
        *(draw_pair(Dumbbell("A", Decimal(40), Decimal("60.5"))), draw_pair(Dumbbell("A", Decimal(40), Decimal(3)))),
        *(draw_pair(Dumbbell("A", None, Decimal(40))), draw_key("part part-1")),
    ]

    golden("drawings.html", "".join(f"{each}\n" for each in drawings).replace("><", ">\n<"))
