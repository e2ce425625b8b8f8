"""Read a JSON object of any length one member or list item at a time, so that memory holds only one of them."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple, TextIO

LARGEST_ITEM: Final = 8 * 1024 * 1024
"""The maximum length of an item in characters. A region needs 2,000, a province with all its villages 2 million."""
_CHUNK: Final = 1 << 16
_BLANKS: Final = re.compile(r"[ \t\n\r]*")


class Member(NamedTuple):
    """
    A *value* of the object by its *key*.

    A list is first an empty list without *position*, and then each of its items, with its position from 0.
    """

    key: str
    value: object
    position: int | None = None


class NotJsonError(ValueError):
    """The text is not a JSON object, or has an item that is too long, at this line and column, both from 1."""

    def __init__(self, lineno: int, colno: int) -> None:
        super().__init__(lineno, colno)
        self.lineno, self.colno = lineno, colno


def refuse_constant(constant: str) -> Decimal:
    """Reject NaN and the infinities, which are not valid JSON."""
    raise ValueError(constant)


class JsonObject:
    """The JSON object in *stream*. Numbers with a fraction are `Decimal`."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._decoder = json.JSONDecoder(parse_float=Decimal, parse_constant=refuse_constant)
        self._text, self._at = "", 0
        self._line, self._column = 1, 1  # of the start of the text in the file

    def members(self) -> Iterator[Member]:
        """
        Yield the members of the object, in order.

        Raises:
            NotJsonError: The rest of the text cannot be read.

        """
        self._take("{")
        for _ in self._parts("}"):
            key = str(self._value())
            self._take(":")
            if self._next() != "[":
                yield Member(key, self._value())
                continue
            self._take("[")
            yield Member(key, [])
            for position, _ in enumerate(self._parts("]")):
                yield Member(key, self._value(), position)
        if self._next():
            raise self._error(self._at)

    def _parts(self, end: str) -> Iterator[None]:
        """Yield before each of the parts that are separated by commas, up to the sign *end*, and take the signs."""
        sign = self._take(end) if self._next() == end else ","
        while sign == ",":
            yield
            sign = self._take("," + end)

    def _take(self, signs: str) -> str:
        """Take one of *signs* and return it."""
        sign = self._next()
        if not sign or sign not in signs:
            raise self._error(self._at)
        self._at += 1
        return sign

    def _next(self) -> str:
        """Return the next sign that is not blank, without taking it; empty at the end."""
        while True:
            blanks = _BLANKS.match(self._text, self._at)
            self._at = blanks.end() if blanks else self._at
            if self._at < len(self._text) or not self._read_more():
                return self._text[self._at : self._at + 1]

    def _value(self) -> object:
        """Take a value and return it."""
        self._next()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except (ValueError, RecursionError, ArithmeticError) as error:
                wrong = self._error(getattr(error, "pos", self._at))
                if len(self._text) - self._at > LARGEST_ITEM or not self._read_more():
                    raise wrong from error
                continue
            length = end - self._at
            # A number may go on behind the end of the text.
            if end < len(self._text) or not self._read_more():
                self._at += length
                return value

    def _read_more(self) -> bool:
        """Drop the text that was taken, and read as much as is left; return False at the end."""
        left = self._text[self._at :]
        self._line, self._column = self._place(self._at)
        more = self._stream.read(max(_CHUNK, len(left)))
        self._text, self._at = left + more, 0
        return bool(more)

    def _place(self, position: int) -> tuple[int, int]:
        """Return the line and the column of *position* in the text."""
        lines = self._text.count("\n", 0, position)
        column = position - self._text.rfind("\n", 0, position) if lines else self._column + position
        return self._line + lines, column

    def _error(self, position: int) -> NotJsonError:
        return NotJsonError(*self._place(position))
