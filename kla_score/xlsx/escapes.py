"""
The escapes of a workbook: ``_xHHHH_`` is the character with the UTF-16 code HHHH.

Spreadsheet programs write characters that XML cannot contain in this way, and ``_x005F_`` before a text that only looks
like an escape.
"""

import re
from typing import Final

_ESCAPE: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL: Final = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f]")


def decode(text: str) -> str:
    r"""
    Return *text* with its escapes replaced.

    >>> decode("Contoh_x000D_"), decode("SK_x005F_x0041_")
    ('Contoh\r', 'SK_x0041_')
    """
    if "_x" not in text:
        return text
    decoded = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    # Two escapes may be one character outside the basic plane.
    return decoded.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def encode(text: str) -> str:
    r"""
    Return *text* with escapes for control characters, and for an underscore that would begin an escape.

    >>> encode("a\vb"), encode("SK_x0041_")
    ('a_x000B_b', 'SK_x005F_x0041_')
    """
    escaped = _LOOKS_ESCAPED.sub("_x005F_", text)
    return _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", escaped)
