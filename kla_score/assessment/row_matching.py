"""
Match rows with questions.

Pure: no files, no printing.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from kla_score.assessment.raw_sheet import RawRow
from kla_score.cells import Cell, CellKind, format_decimal, normalize_text, similar_names
from kla_score.instrument import Instrument, normalize_code
from kla_score.issues import Issue


def match_rows(
    rows: Sequence[RawRow], instrument: Instrument, unclear: AbstractSet[str] = frozenset()
) -> tuple[Mapping[str, RawRow], Sequence[Issue]]:
    """
    Find the row of each question by its code, never by its position. Rows with a repeated code are not used.

    The *unclear* codes are those of questions whose rows may have been refused. They are not reported as missing.

    Returns:
        The rows by code, and an issue for every row or code that does not match.

    """
    found: dict[str, list[RawRow]] = {}
    issues: list[Issue] = []
    explained: set[str] = set()
    codes = codes_of(rows, instrument)
    for row, code in zip(rows, codes, strict=True):
        if code is not None:
            found.setdefault(code, []).append(row)
            if row.code.kind is not CellKind.TEXT:
                issues.append(Issue("code-from-number", row.code.location, code, row.code.text))
            elif row.code.text != code:
                issues.append(Issue("code-repaired", row.code.location, code, row.code.text))
            continue
        candidates = _codes_of_number(row.code, instrument) or _codes_of_date(row.code, instrument, codes)
        explained.update(candidates)
        filled = _filled((row.points, *row.evidence.values()))
        # Without values it is a title or a remark. A mistyped code is reported as a missing question.
        if filled or candidates:
            if row.code.kind is CellKind.TEXT and len(issues) < _SUGGESTIONS:
                by_key = instrument.codes_by_key
                candidates = tuple(by_key[key] for key in similar_names(normalize_code(row.code.text), by_key))
            issues.append(_without_question(row, filled, candidates))
    for code in instrument.questions:
        same = found.get(code, ())
        if len(same) > 1:
            locations = [row.code.location for row in same]
            cells = tuple(f"{location.sheet}!{location.cell}" for location in locations)
            issues.append(Issue("code-repeated", locations[0], code, code, {"cells": cells}))
        elif not same and code not in explained and code not in unclear:
            issues.append(Issue("code-missing", question=code))
    return {code: same[0] for code, same in found.items() if len(same) == 1}, issues


def codes_of(rows: Iterable[RawRow], instrument: Instrument) -> Sequence[str | None]:
    """Return the question code of each row; None if the row has no question or its code is ambiguous."""
    return [
        instrument.codes_by_key.get(normalize_code(row.code.text))
        if row.code.kind is CellKind.TEXT or len(_codes_of_number(row.code, instrument)) == 1
        else None
        for row in rows
    ]


def _without_question(row: RawRow, filled: Sequence[Cell], candidates: tuple[str, ...]) -> Issue:
    """Report a row without a question that has values or a similar code."""
    if _has_no_code(row.code):
        return Issue("answer-without-code", filled[0].location, "", filled[0].text)
    code = "code-unknown" if row.code.kind is CellKind.TEXT else "code-not-text"
    return Issue(code, row.code.location, "", row.code.text, {"candidates": candidates})


_DIGIT: Final = re.compile("[0-9]")


def _has_no_code(cell: Cell) -> bool:
    """Return whether *cell* cannot contain a code, because every code has a digit: a title, a subtotal or a remark."""
    return cell.kind in {CellKind.BLANK, CellKind.PICTURE} or (
        cell.kind is CellKind.TEXT and not _DIGIT.search(normalize_text(cell.text))
    )


def _filled(cells: Iterable[Cell]) -> Sequence[Cell]:
    return [cell for cell in cells if not cell.is_blank]


_SUGGESTIONS: Final = 50
"""The number of issues that get a suggestion. Searching for the nearest code is slow."""


def _codes_of_number(cell: Cell, instrument: Instrument) -> tuple[str, ...]:
    """
    Return the codes that a spreadsheet turns into the number in *cell*: 1.1 can be ``1.1`` or ``1.10``, 1 never ``10``.

    Only a code that is written like the number, and has no such neighbour, is accepted.
    """
    if cell.number is None:
        return ()
    digits = format_decimal(cell.number)
    return tuple(
        code for code in instrument.questions if digits == (code.rstrip("0").rstrip(".") if "." in code else code)
    )


_DATE: Final = re.compile(r"[0-9]{4}-0?([0-9]+)-0?([0-9]+)\b")


def _codes_of_date(cell: Cell, instrument: Instrument, used: Container[str | None]) -> tuple[str, ...]:
    """
    Return the codes that a spreadsheet turns into the date in *cell*: 25 March can be ``25.3`` or ``3.25``.

    Codes in *used*, which another row has, are left out.
    """
    date = _DATE.match(cell.text) if cell.kind is CellKind.DATE else None
    typed = (f"{date[2]}.{date[1]}", f"{date[1]}.{date[2]}") if date else ()
    return tuple(code for code in dict.fromkeys(typed) if code in instrument.questions and code not in used)
