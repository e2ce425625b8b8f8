"""A checked instrument as JSON and back, exactly: what is as its key says by default is left out."""

import json
from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from typing import NoReturn

from kla_score.definition import Definition
from kla_score.instrument import Instrument
from kla_score.instrument_file.sound_pieces import make_piece


def as_json(instrument: Instrument) -> bytes:
    """Write *instrument* as JSON, its numbers with all their digits."""
    return _written(instrument).encode("ascii")


def instrument_from(content: bytes) -> Instrument:
    """
    Read what `as_json` wrote. Every piece is checked again by itself, but not what must hold between pieces.

    Raises:
        ValueError: it did not.

    """
    try:
        data = json.loads(content, parse_int=Decimal, parse_float=Decimal, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError(error) from error
    return make_piece(Instrument, data)


def _written(value: object) -> str:
    if isinstance(value, Definition):
        return "{" + ",".join(f"{json.dumps(key)}:{_written(each)}" for key, each in _said(value)) + "}"
    if isinstance(value, tuple):
        return "[" + ",".join(map(_written, value)) + "]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value)


def _said(piece: Definition) -> Iterator[tuple[str, object]]:
    for field in fields(piece):
        value = getattr(piece, field.name)
        if value != field.default:
            yield field.name, value


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
