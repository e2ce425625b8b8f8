"""Distribute the entries of one column for all evidence among the evidence types that a question requires."""

from collections.abc import Mapping

from kla_score.assessment import RawRow
from kla_score.cells import BLANK, Cell, CellKind, normalize_text
from kla_score.instrument.evidence_entries import split_entries
from kla_score.instrument.questions import Question
from kla_score.sheet.layout import Column


def assign_evidence(row: RawRow, question: Question) -> RawRow:
    """
    Return *row* of *question* with the column for all evidence as columns of evidence types.

    A filled column of one type goes first. The row is unchanged without a column for all evidence.
    """
    if Column.ANY_EVIDENCE not in row.evidence:
        return row
    own = {kind: cell for kind, cell in row.evidence.items() if kind != Column.ANY_EVIDENCE and not cell.is_blank}
    return row._replace(evidence={**_distribute(row.evidence[Column.ANY_EVIDENCE], question), **own})


def with_evidence_below(row: RawRow, below: RawRow) -> RawRow:
    """Return *row* with the entries of the row *below* as further lines of its evidence cells."""
    return row._replace(evidence={kind: _joined(cell, below.evidence[kind]) for kind, cell in row.evidence.items()})


def _joined(cell: Cell, below: Cell) -> Cell:
    if cell.is_blank or below.is_blank:
        return below if cell.is_blank else cell
    return cell._replace(kind=CellKind.TEXT, text=f"{cell.text}\n{below.text}", link=cell.link or below.link)


def _distribute(cell: Cell, question: Question) -> Mapping[str, Cell]:
    """
    Return the part of *cell* that counts as each evidence type of *question*.

    The required items take the entries in their order, each as many as it needs, and the last one takes the rest. One
    document, even if it is named twice, is never counted for two items. Of several sets of items, the one with the
    fewest files decides.
    """
    parts = dict.fromkeys(question.evidence_kinds, BLANK)
    items = min(question.alternatives, key=lambda each: sum(item.count for item in each))
    if not items or cell.is_blank:
        return parts
    if cell.kind is not CellKind.TEXT:
        return {**parts, items[0].kind: cell}
    entries = list({normalize_text(entry): entry for entry in split_entries(cell.text)}.values())
    link = cell.link if len(entries) == 1 else ""
    taken: dict[str, list[str]] = {}
    for item in items:
        taken.setdefault(item.kind, []).extend(entries[: item.count])
        entries = entries[item.count :]
    taken[items[-1].kind] += entries
    texts = {kind: "\n".join(of_kind) for kind, of_kind in taken.items() if of_kind}
    return {**parts, **{kind: cell._replace(text=text, link=link) for kind, text in texts.items()}}
