"""JSON for machines: the same in every language, with numbers as plain decimals."""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import ClassVar, Final

from kla_score.issues import N_
from kla_score.reports.document import Document, LazySequence, RenderTarget
from kla_score.reports.formats.base import OutputFormat

_INDENT: Final = 2


class JsonFormat(OutputFormat):
    """The data of a document, indented."""

    name: ClassVar = "json"
    description: ClassVar = N_("other programs: the same keys in every language")
    position: ClassVar = 30
    suffix: ClassVar = ".json"
    is_for_findings: ClassVar = True
    is_for_machines: ClassVar = True

    def render(self, document: Document, target: RenderTarget) -> Iterator[str]:
        """
        Yield the data of *document*. Characters that move or turn text on a terminal are escaped.

        Each item of a `LazySequence` is a chunk of its own.
        """
        del target
        before = "{"
        for key, value in document.data.items():
            yield f"{before}{_within(1)}{_write(key)}: "
            if isinstance(value, LazySequence) and len(value):
                for number, each in enumerate(value):
                    yield ("," if number else "[") + _within(2) + _write(each, 2)
                yield f"{_within(1)}]"
            else:
                yield _write(value, 1)
            before = ","
        yield "\n}\n" if before == "," else "{}\n"


def _within(depth: int) -> str:
    return "\n" + " " * _INDENT * depth


def line(data: Mapping[str, object]) -> str:
    """Return *data* as one line of JSON."""
    return _write(data, None) + "\n"


def _write(data: object, depth: int | None = 0) -> str:
    """Return *data* in one line if *depth* is None, else indented by *depth* levels."""
    indent = None if depth is None else _INDENT
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=indent, default=_to_json_value)
    if depth:  # no text contains a line break
        text = text.replace("\n", _within(depth))
    return _INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


_INVISIBLE: Final = re.compile(
    "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""These characters occur only in texts, never between them."""


def _to_json_value(value: object) -> object:
    """
    Convert a Decimal to a number with the same digits, and a lazy sequence to a list.

    A binary number keeps any 15 significant digits in a conversion to text and back. Points have at most nine
    (`kla_score.instrument.questions.Points`; totals have a few more), so that the digits in the file are exact.
    """
    if isinstance(value, LazySequence):
        return list(value)
    if not isinstance(value, Decimal):
        raise TypeError(value)
    return int(value) if value == value.to_integral_value() else float(value)
