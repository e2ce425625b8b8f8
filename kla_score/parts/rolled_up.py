"""
Write the counts of villages and sub-districts into the rows of the regency's workbook.

The answer never changes, because what a share is worth is not published. Every text and number of the regency stays as
it is: only what an earlier run has written is replaced, and the sentence in the note shows what that is. Pure: no
files, no printing.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from kla_score.analysis.rollup import Counted, Rollup, State
from kla_score.cells import normalize_text
from kla_score.instrument.evidence_entries import split_entries
from kla_score.issues import Issue
from kla_score.parts.carry_over import NO_CONTENT, EvidenceEntry, RowContent, entry_text

MATRIX: Final = "matrix"
"""The evidence type for which the annex counts. It is never entered as a decree or a photo."""


class Written(NamedTuple):
    """What an earlier run has written: the number of regions with yes, and the name of the annex if it was entered."""

    yes: int
    annex: str


class Sentences(NamedTuple):
    """How the sentence of a note is made, from the counts and the name of the annex, and how it is recognised."""

    note_of: Callable[[Counted, str], str]
    read_note: Callable[[str], Written | None]


class WithCounts(NamedTuple):
    """The *entries* with the counts, and *issues* about numbers that differ from them."""

    entries: Mapping[str, RowContent]
    issues: Sequence[Issue]


def with_counts(entries: Mapping[str, RowContent], rollup: Rollup, annex: str, sentences: Sentences) -> WithCounts:
    """
    Return *entries* with the note of each question that any region has answered, in place of an earlier one.

    The name of the *annex* is added where a matrix is required, and the number of regions where a figure is. A number
    that differs and is not from an earlier run stays, with an issue.
    """
    found = dict(entries)
    issues: list[Issue] = []
    for counted in rollup.counted:
        code, entry = counted.fed.code, found.get(counted.fed.code, NO_CONTENT)
        lines = entry_text(entry.note).split("\n") if entry.note != "" else []
        former = [written for line in lines if (written := sentences.read_note(line))]
        lines = [line for line in lines if not sentences.read_note(line)]
        evidence = {**entry.evidence}
        asked = counted.fed.evidence_kinds
        entered = ""
        if MATRIX in asked:
            names = {each.annex for each in former} - {""}
            evidence[MATRIX], entered = _with_name(
                evidence.get(MATRIX, ""), annex if counted.is_answered else "", names
            )
        for kind in rollup.instrument.evidence_kinds:
            if kind.accepts_number and kind.id in asked:
                count = counted.count(State.YES) if counted.is_answered else None
                cell = evidence.get(kind.id, "")
                evidence[kind.id] = _with_figure(cell, count, former[-1].yes if former else None)
                if count is not None and not _has_number(evidence[kind.id], count):
                    parameters = {"count": count}
                    issues.append(Issue("figure-kept", question=code, found=entry_text(cell), parameters=parameters))
        if counted.is_answered:
            lines.append(sentences.note_of(counted, entered))
        filled = {kind: cell for kind, cell in evidence.items() if cell != ""}
        found[code] = entry._replace(note="\n".join(lines), evidence=filled)
    return WithCounts({code: entry for code, entry in found.items() if entry != NO_CONTENT}, issues)


def _with_name(entry: EvidenceEntry, annex: str, former: set[str]) -> tuple[EvidenceEntry, str]:
    """
    Return the evidence cell *entry* with the name *annex* in place of *former* ones, and *annex* if the program has it.

    A name that people have entered is theirs.
    """
    if not isinstance(entry, str):  # a ticked box is theirs, too, and a blank one is not
        return (annex, annex) if annex and entry is False else (entry, "")
    replaced = set(map(normalize_text, former))
    lines = [line for line in entry.split("\n") if normalize_text(line) not in replaced] if entry else []
    text = "\n".join(lines)
    if not annex or normalize_text(annex) in map(normalize_text, split_entries(text)):
        return text, ""
    return "\n".join([*lines, annex]), annex


def _with_figure(entry: EvidenceEntry, count: int | None, former: int | None) -> EvidenceEntry:
    """
    Return the evidence cell *entry* with *count* in place of the *former* one. None means no number.

    A text without digits explains the number and stays below it. Any other number of the regency stays alone.
    """
    new = "" if count is None else str(count)
    if isinstance(entry, str):
        first, _, rest = entry.partition("\n")
        if former is not None and first == str(former):
            return "\n".join(filter(None, (new, rest))) if rest or count is None else Decimal(new)
        if not entry:
            return Decimal(new) if new else entry
        return entry if not new or any(map(str.isdigit, entry)) else f"{new}\n{entry}"
    if isinstance(entry, Decimal) and entry == former:
        return Decimal(new) if new else ""
    return entry


def _has_number(entry: EvidenceEntry, count: int) -> bool:
    return str(count) in split_entries(entry_text(entry))
