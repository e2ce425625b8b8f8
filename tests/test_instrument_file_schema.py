"""The JSON Schema of instrument files, for editors."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator
from jsonschema_specifications import REGISTRY as SPECIFICATIONS  # type: ignore[import-untyped]

from kla_score import api
from kla_score.instrument.questions import KINDS
from kla_score.issues import CATALOGUE
from tests.conftest import HERE, TINY
from tests.instruments import load_yaml
from tests.test_instrument_file_rule_examples import with_failing

WITH_EXAMPLE = {code: each for code, each in CATALOGUE.items() if each.failing}
ROOT: Final = HERE.parent
SCHEMA: Final[dict[str, Any]] = json.loads(api.schema())
VALIDATOR: Final = Draft202012Validator(SCHEMA)
SHIPPED: Final = [ROOT / "indicators.yaml", *sorted((ROOT / "examples" / "instruments").glob("*.yaml"))]


def test_the_schema_is_valid() -> None:
    """The schema names its draft, and follows it."""
    Draft202012Validator.check_schema(SCHEMA)

    assert Draft202012Validator.META_SCHEMA["$id"] == SCHEMA["$schema"]


def keywords(schema: Any) -> Iterator[str]:
    """Yield every keyword of *schema*, at any depth."""
    for keyword, value in schema.items():
        yield keyword
        if keyword == "default":
            continue
        if keyword in {"properties", "$defs"}:
            for each in value.values():
                yield from keywords(each)
        elif isinstance(value, dict):
            yield from keywords(value)
        elif isinstance(value, list):
            for each in value:
                yield from keywords(each) if isinstance(each, dict) else ()


def test_a_strict_validator_knows_every_keyword() -> None:
    """The schema has an id and no keyword that JSON Schema does not define, such as those of OpenAPI."""
    known = {
        key
        for part in ("core", "applicator", "validation", "meta-data")
        for key in SPECIFICATIONS.contents(f"https://json-schema.org/draft/2020-12/meta/{part}")["properties"]
    }

    assert {"$id"} <= set(keywords(SCHEMA)) <= known


@pytest.mark.parametrize("path", [TINY, *SHIPPED], ids=lambda path: path.name)
def test_every_shipped_instrument_is_valid(path: Path) -> None:
    """An editor underlines no part of a valid file."""
    assert [] == [error.json_path for error in VALIDATOR.iter_errors(load_yaml(path.read_text(encoding="utf-8")))]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_shipped_instrument_names_the_schema(path: Path) -> None:
    """The first line leads from the instrument to the schema, so that an editor finds it."""
    mark, _, target = path.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")

    assert ("# yaml-language-server: ", ROOT / "docs" / "instrument.schema.json") == (
        mark,
        (path.parent / target).resolve(),
    )


def properties() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every key of every piece with its schema."""
    for name, part in {"Instrument": SCHEMA, **SCHEMA["$defs"]}.items():
        for key, value in part.get("properties", {}).items():
            yield f"{name}.{key}", value


def test_every_key_is_described() -> None:
    """An editor shows the meaning of a key."""
    assert [] == [name for name, value in properties() if not value.get("description") and "$ref" not in value]


def test_every_kind_of_question_is_in_the_schema() -> None:
    """Each type has its own keys. A constant names the type."""
    kinds = {value["const"] for name, value in properties() if name.endswith("Question.kind")}

    assert kinds == KINDS.keys()


def test_a_description_is_one_line_of_plain_text() -> None:
    """Editors show it in a small box, without marks of code or emphasis."""
    assert [] == [name for name, value in properties() if re.search(r"[\n`*]", value["description"])]


def test_the_schema_allows_no_other_key() -> None:
    """A misspelt key is underlined in any piece."""
    pieces = {"Instrument": SCHEMA, **SCHEMA["$defs"]}

    assert [] == [
        name
        for name, part in pieces.items()
        if part.get("type") == "object" and part.get("additionalProperties") is not False
    ]


@pytest.mark.parametrize("code", [code for code in WITH_EXAMPLE if code.startswith(("key-", "value-", "band-edges-"))])
def test_a_wrong_key_or_value_is_underlined(code: str) -> None:
    """An editor underlines each fault of a single key or value, or of the edges of a band."""
    assert not VALIDATOR.is_valid(load_yaml(with_failing(code)[0]))


BETWEEN_VALUES: Final = [code for code in WITH_EXAMPLE if code.startswith(("sum-", "surplus-", "cap-", "bands-"))]


@pytest.mark.parametrize("code", BETWEEN_VALUES)
def test_a_fault_between_values_is_not_underlined(code: str) -> None:
    """Sums and neighbours are for the linter, since the schema must accept every valid file."""
    assert VALIDATOR.is_valid(load_yaml(with_failing(code)[0]))
