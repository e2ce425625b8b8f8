"""JSON for machines: the same in every language, numbers as plain decimal numbers."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from kla_score.reports.document import Document, Surface


def render(document: Document, _: Surface) -> str:
    """Write the data of *document* as JSON, indented; signs that move or turn text on a terminal are escaped."""
    return _write(document.data, indent=2)


def line(data: Mapping[str, object]) -> str:
    """Write *data* as one line of JSON."""
    return _write(data)


def _write(data: Mapping[str, object], indent: int | None = None) -> str:
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=indent, default=_number)
    return _INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


_INVISIBLE: Final = re.compile(
    "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""They stand in texts alone, never between them."""


def _number(value: object) -> int | float:
    """
    Write a Decimal as a number with the same digits.

    A binary number carries any 15 significant digits unchanged into text and back, and points have at most
    nine (`kla_score.questions.Points`; totals a few more), so the digits in the file are exactly ours.
    """
    if not isinstance(value, Decimal):
        raise TypeError(value)
    return int(value) if value == value.to_integral_value() else float(value)
