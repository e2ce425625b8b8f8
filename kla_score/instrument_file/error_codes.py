"""The issue code of each type of pydantic error that the models of an instrument can raise."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from kla_score.instrument_file.document import INVISIBLE_OR_BLANK
from kla_score.issues import CATALOGUE, Parameter

UNKNOWN_KEY: Final = "extra_forbidden"
CODES: Final[Mapping[str, str]] = {
    "missing": "key-missing",
    UNKNOWN_KEY: "key-unknown",
    "literal_error": "value-not-one-of",
    "enum": "value-not-one-of",
    "string_type": "value-not-text",
    "string_pattern_mismatch": "value-malformed",
    "string_too_short": "value-empty",
    "string_too_long": "value-too-long",
    "too_short": "value-empty",
    "int_type": "value-not-whole-number",
    "greater_than_equal": "value-not-whole-number",
    "less_than_equal": "value-not-whole-number",
    "bool_type": "value-not-true-or-false",
    "tuple_type": "value-not-a-list",
    "model_type": "value-not-a-mapping",
}


def code_of(kind: str, value: object) -> str:
    """
    Return the issue code for a pydantic error of the type *kind* about *value*.

    Raises:
        KeyError: The type is neither an issue code nor known. This is a mistake in the program.

    """
    if kind == "string_pattern_mismatch" and not str(value).strip():
        return "value-empty"
    if kind in _UNQUOTED and isinstance(value, str) and _UNQUOTED[kind].fullmatch(value.strip("“”„‘’")):
        return "value-quoted"
    if kind == "string_type" and isinstance(value, bool | Decimal):
        return "value-not-quoted"
    return kind if kind in CATALOGUE else CODES[kind]


def reason_of(code: str, keys: tuple[str | int, ...], value: object) -> dict[str, Parameter]:
    """Return the parameters with the reason of the issue *code* about *value* at *keys* of a part, if there is one."""
    text = keys[-1] if code == "key-unknown" else value
    if code not in _WITH_REASON or not isinstance(text, str):
        return {}
    if match := INVISIBLE_OR_BLANK.search(text):
        return {"reason": "invisible", "character": f"U+{ord(match[0]):04X}"}
    if code in {"value-malformed", "value-not-one-of"} and _TYPOGRAPHIC.search(text):
        return {"reason": "quotes"}
    return {"reason": "worksheet"} if code == "value-malformed" and "short" in keys else {}


_WITH_REASON: Final = frozenset(
    {"value-malformed", "value-not-one-of", "value-not-points", "value-not-percentage", "key-unknown"}
)
_TYPOGRAPHIC: Final = re.compile(r"\A[“”„«»‘’‚]|[“”„«»‘’‚]\Z")
_UNQUOTED: Final = {
    "value-not-points": re.compile(r"[0-9]+(\.[0-9]+)?"),
    "value-not-percentage": re.compile(r"[0-9]+(\.[0-9]+)?"),
    "int_type": re.compile("[0-9]+"),
    "bool_type": re.compile("true|false"),
}
"""The texts that are valid without their quotation marks, by the type of the error."""
