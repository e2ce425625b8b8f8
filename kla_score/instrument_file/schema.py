"""
The JSON Schema of instrument files, for editors: the meaning of each key, and the valid keys and values.

It is made from the models. The docstring below each field becomes its description. With the schema, an editor marks
most problems that `kla_score.instrument_file.check_instrument` would report, except those between parts.
"""

import ast
import inspect
import json
import textwrap
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from kla_score.instrument import Instrument
from kla_score.instrument.base import Model, descendants


class _Generator(GenerateJsonSchema):
    """Omit the titles, which only repeat the keys."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - the signature of pydantic
        return False


def instrument_schema() -> str:
    """Return the schema as indented JSON that ends in a line break."""
    schema = Instrument.model_json_schema(schema_generator=_Generator)
    models = {model.__name__: model for model in descendants(Model)}
    for name, part in {"Instrument": schema, **schema["$defs"]}.items():
        part.pop("title", None)
        if name in models:
            _describe(part, models[name])
    head = {"$schema": GenerateJsonSchema.schema_dialect, "title": "kla-score instrument"}
    return (
        json.dumps(head | {key: value for key, value in schema.items() if key != "title"}, ensure_ascii=False, indent=2)
        + "\n"
    )


def _describe(part: dict[str, Any], model: type[Model]) -> None:
    """Add the docstrings. Not every release of pydantic adds the docstring of the class."""
    docstrings = describe_keys(model)
    explanation = getattr(model, "explanation", None)
    text = "\n\n".join(explanation) if explanation else inspect.getdoc(model)
    described = {**part, "description": text}
    part.clear()
    part.update(sorted(described.items()))
    for name, key in part.get("properties", {}).items():
        if name in docstrings:
            key["description"] = docstrings[name]  # otherwise the model has the description


def describe_keys(model: type[Model]) -> Mapping[str, str]:
    """Return the docstring below each field of *model* and its base classes."""
    found: dict[str, str] = {}
    for each in reversed(model.__mro__):
        if issubclass(each, Model):
            tree = ast.parse(textwrap.dedent(inspect.getsource(each))).body[0]
            found |= dict(_fields_with_docstring(tree))
    return found


def _fields_with_docstring(tree: ast.AST) -> Iterator[tuple[str, str]]:
    body = getattr(tree, "body", [])
    for field, following in pairwise(body):
        match field, following:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str() as text)):
                yield name, " ".join(text.split())
            case _:
                pass
