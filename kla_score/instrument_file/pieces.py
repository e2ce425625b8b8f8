"""One piece of an instrument file, checked by itself: what is wrong with it says pydantic, which knows our types."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args

from kla_score.definition import Definition
from kla_score.instrument_file.sound_pieces import make_piece

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

_Piece = TypeVar("_Piece", bound=Definition)


class PieceError(ValueError):
    """Data of a piece are not in order; *details* say what pydantic found."""

    def __init__(self, details: "Sequence[ErrorDetails]") -> None:
        super().__init__(details)
        self.details = details


def check_piece(model: type[_Piece], data: object) -> _Piece:
    """
    Make a *model* of plain *data*, in which exact numbers are `Decimal` and pieces may be ready.

    Raises:
        PieceError: the data are not in order; with everything that is wrong.

    """
    try:
        return make_piece(model, data)
    except ValueError:
        return _validate(model, data)


def _validate(model: type[_Piece], data: object) -> _Piece:
    from pydantic import ValidationError  # noqa: PLC0415 - takes long to load, and is needed when something is wrong

    adapter: TypeAdapter[_Piece] = _adapter(cast("Any", model))
    try:
        return adapter.validate_python(data)
    except ValidationError as error:
        raise PieceError(error.errors(include_url=False)) from error


@cache
def _adapter(model: Any) -> "TypeAdapter[Any]":  # noqa: ANN401 - a class
    """Prepare pydantic for *model*. What it is made of comes first, and is kept where pydantic looks for it."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - as above

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
