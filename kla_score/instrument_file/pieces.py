"""One piece of an instrument file, checked by itself: pydantic reads what is written beside the types of its keys."""

from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar, cast, get_args

from pydantic import TypeAdapter

from kla_score.definition import Definition

_Piece = TypeVar("_Piece", bound=Definition)


def check_piece(model: type[_Piece], data: object) -> _Piece:
    """
    Make a *model* of plain *data*, in which exact numbers are `Decimal` and pieces may be ready.

    Raises:
        pydantic.ValidationError: the data are not in order; with everything that is wrong.

    """
    adapter: TypeAdapter[_Piece] = _adapter(cast("Any", model))
    return adapter.validate_python(data)


@cache
def _adapter(model: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - a class
    """Prepare pydantic for *model*. What it is made of comes first, and is kept where pydantic looks for it."""
    for part in {part for field in fields(model) for part in _pieces_in(field.type)}:
        _adapter(cast("Any", part))
    adapter = TypeAdapter(model)
    model.__pydantic_core_schema__ = adapter.core_schema
    return adapter


def _pieces_in(annotation: Any) -> Iterator[type[Definition]]:  # noqa: ANN401 - of whatever type a key is
    if isinstance(annotation, type) and issubclass(annotation, Definition):
        yield annotation
    for each in get_args(annotation):
        yield from _pieces_in(each)
