"""
Store the results of formulas in a workbook, which openpyxl writes without them.

A preview, a phone or a protected view does not calculate and shows only stored results.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Final
from xml.sax.saxutils import escape

from kla_score.cells import format_decimal
from kla_score.xlsx.saving import rewrite_parts
from kla_score.xlsx.style import writable

Result = Decimal | int | str
_FORMULA: Final = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f>[^<]*</f>)<v(?: ?/>|></v>)</c>')
"""A formula as openpyxl writes it, with the standard library or, if it is installed, with lxml."""


def with_results(content: bytes, results: Mapping[int, Mapping[str, Result]]) -> bytes:
    """Return the workbook *content* of openpyxl with *results* of formulas, by number of the sheet and by address."""
    parts = {f"xl/worksheets/sheet{number}.xml": found for number, found in results.items()}

    def change(name: str, part: bytes) -> bytes:
        if name not in parts:
            return part
        return _FORMULA.sub(partial(_filled, results=parts[name]), part.decode("utf-8")).encode("utf-8")

    return rewrite_parts(content, change)


def _filled(cell: re.Match[str], results: Mapping[str, Result]) -> str:
    address, attributes, formula = cell.groups()
    result = results.get(address)
    if result is None:
        return cell[0]
    if isinstance(result, str):
        return f'<c r="{address}"{attributes} t="str">{formula}<v>{escape(writable(result))}</v></c>'
    return f'<c r="{address}"{attributes}>{formula}<v>{format_decimal(Decimal(result))}</v></c>'
