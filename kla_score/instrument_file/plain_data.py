"""
A checked instrument as JSON and back, exactly, without the library that checks.

Numbers that are exact are texts in it. Whatever is not of the type that the pieces declare is refused; whether it
makes sense was asked when the instrument was checked.
"""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, fields
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, cast, get_args, get_origin

from kla_score.definition import Definition
from kla_score.instrument import Instrument

_Decoder = Callable[[Any], Any]
_EXACT: Final = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,3})?", re.ASCII)


def as_json(instrument: Instrument) -> bytes:
    """Write *instrument* as JSON."""
    return json.dumps(asdict(instrument), default=str, separators=(",", ":")).encode("ascii")


def instrument_from(content: bytes) -> Instrument:
    """
    Read what `as_json` wrote.

    Raises:
        ValueError: it did not.

    """
    try:
        return _decode_piece(Instrument, _exactly(dict, json.loads(content)))  # type: ignore[return-value] # of that class
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(error) from error


def _decode_piece(model: type[Definition], data: dict[str, Any]) -> Definition:
    decoders = _decoders_of(cast("Any", model))
    return model(**{key: decoders[key](value) for key, value in data.items()})


@cache
def _decoders_of(model: Any) -> dict[str, _Decoder]:  # noqa: ANN401 - a class
    return {field.name: _decoder_of(field.type) for field in fields(model)}


def _decoder_of(annotation: Any) -> _Decoder:  # noqa: ANN401 - of whatever type a key is
    """Make the function that turns what JSON has into what *annotation* asks for."""
    origin, forms = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _decoder_of(forms[0])
    if origin in {Union, UnionType}:
        return _decoder_of_one_of([_bare(form) for form in forms])
    if origin is tuple:
        decode = _decoder_of(forms[0])
        return lambda found: tuple([decode(each) for each in _exactly(list, found)])
    if origin is Literal:
        return lambda found: forms[forms.index(found)]
    if annotation is Decimal:
        return _decode_number
    if issubclass(annotation, StrEnum):
        return lambda found: cast("StrEnum", annotation(found))
    if issubclass(annotation, Definition):
        return lambda found: _decode_piece(annotation, _exactly(dict, found))
    return lambda found: _exactly(annotation, found)


def _decoder_of_one_of(forms: list[Any]) -> _Decoder:
    """Tell forms apart as an instrument file does: nothing, a list, a mapping; and several mappings by their kind."""
    others = [form for form in forms if form is not NoneType]
    by_kind = {kind: _decoder_of(form) for form in others for kind in _kinds_of(form)}
    if by_kind:
        return lambda found: by_kind[found["kind"]](found)
    if len(others) > 1:
        by_type = {list if get_origin(form) is tuple else dict: _decoder_of(form) for form in others}
        return lambda found: by_type[type(found)](found)
    decode = _decoder_of(others[0])
    return lambda found: None if found is None else decode(found)


def _kinds_of(form: Any) -> tuple[str, ...]:  # noqa: ANN401 - as above
    kind = getattr(form, "__annotations__", {}).get("kind")
    return get_args(kind) if get_origin(kind) is Literal else ()


def _bare(annotation: Any) -> Any:  # noqa: ANN401 - as above
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def _exactly(kind: type, found: Any) -> Any:  # noqa: ANN401 - as above
    if type(found) is not kind:
        raise ValueError(found)
    return found


def _decode_number(found: Any) -> Decimal:  # noqa: ANN401 - as above
    if not _EXACT.fullmatch(_exactly(str, found)):
        raise ValueError(found)
    return Decimal(found)
