"""JSON for machines: the same in every language, numbers as plain decimal numbers."""

import json
from decimal import Decimal

from kla_score.reports.document import Document, Surface


def render(document: Document, _: Surface) -> str:
    """Write the data of *document* as JSON, indented, in UTF-8."""
    return json.dumps(document.data, ensure_ascii=False, allow_nan=False, indent=2, default=_number) + "\n"


def _number(value: object) -> int | float:
    """
    Write a Decimal as a number with the same digits.

    A binary number carries any 15 significant digits unchanged into text and back, and points have at most
    nine (`kla_score.questions.Points`; totals a few more), so the digits in the file are exactly ours.
    """
    if not isinstance(value, Decimal):
        raise TypeError(value)
    return int(value) if value == value.to_integral_value() else float(value)
