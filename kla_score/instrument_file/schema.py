"""
The JSON Schema of instrument files, for editors: the meaning of each key, and the valid keys and values.

It is made from the models. With the schema, an editor marks most problems that
`kla_score.instrument_file.check_instrument` would report, except those between parts.
"""

import json
from collections.abc import Callable
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from kla_score.instrument import Instrument
from kla_score.instrument.questions import Question


class _Generator(GenerateJsonSchema):
    """Omit the titles, which only repeat the keys, and the keyword `discriminator`, which JSON Schema does not have."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - the signature of pydantic
        return False

    def tagged_union_schema(self, schema: Any) -> dict[str, Any]:  # noqa: ANN401 - the signature of pydantic
        return {key: value for key, value in super().tagged_union_schema(schema).items() if key != "discriminator"}


def instrument_schema(translate: Callable[[str], str]) -> str:
    """Return the schema as indented JSON that ends in a line break. *translate* converts its English descriptions."""
    schema = Instrument.model_json_schema(schema_generator=_Generator)
    kinds = {each.__name__: each.explanation for each in Question.__subclasses__()}
    for name, part in {"Instrument": schema, **schema["$defs"]}.items():
        part.pop("title", None)
        part.pop("description", None)  # the docstring of a class is for developers
        if name in kinds:
            part["description"] = _without_code_marks("\n\n".join(map(translate, kinds[name])))
        for key in part.get("properties", {}).values():
            key["description"] = _without_code_marks(translate(key["description"]))
    head = {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$id": "urn:kla-score:instrument-schema",
        "title": "kla-score instrument",
    }
    return json.dumps(head | schema, ensure_ascii=False, indent=2) + "\n"


def _without_code_marks(text: str) -> str:
    """Return *text* without the marks of code, because an editor shows them as they are."""
    return text.replace("`", "")
