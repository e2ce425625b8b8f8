"""
Write the counts of villages and sub-districts into the rows of the regency's workbook.

The answer never changes, because what a share is worth is not published. Pure: no files, no printing.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from kla_score.analysis.rollup import Counted, Rollup, State
from kla_score.cells import normalize_text, read_number
from kla_score.instrument.evidence_entries import split_entries
from kla_score.parts.carry_over import NO_CONTENT, RowContent

MATRIX: Final = "matrix"
"""The evidence type for which the annex counts. It is never entered as a decree or a photo."""
_FORMER: Final = re.compile(r"(?:Keadaan per|As of) [0-9]{4}-")
"""The beginning of a line that an earlier run has written, in either language."""


def with_counts(
    entries: Mapping[str, RowContent], rollup: Rollup, annex: str, note_of: Callable[[Counted], str]
) -> Mapping[str, RowContent]:
    """
    Return *entries* with the note of each question that any region has answered, in place of an earlier one.

    The name of the *annex* is added where a matrix is required, and the number of regions where a figure is.
    """
    found = dict(entries)
    for counted in rollup.counted:
        code, entry = counted.fed.code, found.get(counted.fed.code, NO_CONTENT)
        lines = [line for line in entry.note.split("\n") if line and not _FORMER.match(line)]
        evidence = dict(entry.evidence)
        if counted.is_answered:
            lines.append(note_of(counted))
            asked = counted.fed.evidence_kinds
            if annex and MATRIX in asked:
                evidence[MATRIX] = _with_name(evidence.get(MATRIX, ""), annex)
            for kind in rollup.instrument.evidence_kinds:
                if kind.accepts_number and kind.id in asked:
                    evidence[kind.id] = _with_figure(evidence.get(kind.id, ""), counted.count(State.YES))
        found[code] = replace(entry, note="\n".join(lines), evidence=evidence)
    return {code: entry for code, entry in found.items() if entry != NO_CONTENT}


def _with_name(entry: str | Decimal | bool, annex: str) -> str | Decimal | bool:  # noqa: FBT001 - a ticked box
    """Return the evidence cell *entry* with the name *annex*, once."""
    text = entry if isinstance(entry, str) else ""
    named = normalize_text(annex) in map(normalize_text, split_entries(text))
    return entry if named else "\n".join(filter(None, (text, annex)))


def _with_figure(entry: str | Decimal | bool, count: int) -> str | Decimal:  # noqa: FBT001 - as above
    """Return the evidence cell *entry* with *count* in place of a former number. Explanations stay."""
    text = entry if isinstance(entry, str) else ""
    words = [each for each in split_entries(text) if read_number(each).value is None]
    return "\n".join([str(count), *words]) if words else Decimal(count)
