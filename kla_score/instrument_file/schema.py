"""
The JSON Schema of instrument files, for editors: what a key means, which keys and values there are.

Made from the models; the docstring below each of their fields becomes its description. Editors that know the schema
underline most of what `kla_score.instrument_file.check_instrument` would report, but not what is wrong between pieces.
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
    """Leave out the titles, which only repeat the keys."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - the signature of pydantic
        return False


def instrument_schema() -> str:
    """Give the schema as indented JSON that ends in a line break."""
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
    """Put the docstrings in; not every release of pydantic takes that of the class along."""
    docstrings = describe_keys(model)
    explanation = getattr(model, "explanation", None)
    text = "\n\n".join(explanation) if explanation else inspect.getdoc(model)
    described = {**part, "description": text}
    part.clear()
    part.update(sorted(described.items()))
    for name, key in part.get("properties", {}).items():
        if name in docstrings:
            key["description"] = docstrings[name]  # else it is in the model


def describe_keys(model: type[Model]) -> Mapping[str, str]:
    """Read the docstring below each field of *model* and of those it is made from."""
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
