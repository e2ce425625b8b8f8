"""
Pieces out of plain values that are in order, without the library that says what is not.

pydantic takes longer to load, and to prepare for our pieces, than an instrument takes to read; and most instruments
are in order. What is made here pydantic would make just so; whatever is not quite as it should be is left to it.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin

from kla_score.definition import Checked, Definition

_Piece = TypeVar("_Piece", bound=Definition)
_Maker = Callable[[Any], Any]
"""Makes a value of one type out of a plain one, or raises what `make_piece` catches."""


def make_piece(model: type[_Piece], data: object) -> _Piece:
    """
    Make a *model* of plain *data*, in which exact numbers are `Decimal` and pieces may be ready.

    Raises:
        ValueError: the data are not in order; it does not say where.

    """
    try:
        return cast("_Piece", _piece(model, data))
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(error) from error


def _maker_of(annotation: Any) -> _Maker:  # noqa: ANN401 - of whatever type a key is
    """Find what makes values of the type *annotation*."""
    origin, forms = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _checked(_maker_of(forms[0]), [each for each in forms[1:] if isinstance(each, Checked)])
    if origin in {Union, UnionType}:
        return _one_of([form for form in forms if form is not NoneType])
    if origin is tuple:
        make = _maker_of(forms[0])
        return lambda found: tuple([make(each) for each in _exactly(list, found)])
    if origin is Literal:
        return lambda found: forms[forms.index(found)]
    if issubclass(annotation, StrEnum):
        return cast("_Maker", annotation)
    if issubclass(annotation, Definition):
        return lambda found: _piece(annotation, found)
    return _text if annotation is str else lambda found: _exactly(annotation, found)


def _piece(model: type[Definition], data: Any) -> Definition:  # noqa: ANN401 - as above
    if isinstance(data, model):
        return data
    makers = _makers_of(cast("Any", model))
    return model(**{key: makers[key](value) for key, value in _exactly(dict, data).items()})


@cache
def _makers_of(model: Any) -> dict[str, _Maker]:  # noqa: ANN401 - a class
    return {field.name: _maker_of(field.type) for field in fields(model)}


def _checked(make: _Maker, checks: Sequence[Checked]) -> _Maker:
    """Make a value of which what is *checked* holds."""
    if not checks:
        return make
    (check,) = checks
    before, tests = check.before, tuple(check.tests())

    def make_checked(found: Any) -> Any:  # noqa: ANN401 - as above
        value = make(before(found) if before else found)
        for holds in tests:
            if not holds(value):
                raise ValueError(value)
        return value

    return make_checked


def _one_of(forms: Sequence[Any]) -> _Maker:
    """Tell forms apart as an instrument file does: nothing, a list, a mapping; and several mappings by their kind."""
    by_kind = {kind: _maker_of(form) for form in forms for kind in _kinds_of(form)}
    if by_kind:
        return lambda found: by_kind[getattr(found, "kind", None) or found["kind"]](found)
    if len(forms) > 1:
        by_type = {list if get_origin(form) is tuple else dict: _maker_of(form) for form in forms}
        return lambda found: by_type[type(found)](found)
    make = _maker_of(forms[0])
    return lambda found: None if found is None else make(found)


def _kinds_of(form: Any) -> tuple[str, ...]:  # noqa: ANN401 - as above
    kind = getattr(form, "__annotations__", {}).get("kind")
    return get_args(kind) if get_origin(kind) is Literal else ()


def _text(found: Any) -> Any:  # noqa: ANN401 - as above
    """Take a text, unless half a character stands in it: nothing can be done with that."""
    if not _exactly(str, found).isascii():
        found.encode("utf-8")
    return found


def _exactly(kind: type, found: Any) -> Any:  # noqa: ANN401 - as above
    if type(found) is not kind:
        raise TypeError(found)
    return found
