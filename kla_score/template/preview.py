"""Score the entries of a new workbook, for the results that it shows before a spreadsheet program calculates them."""

from collections.abc import Mapping

from kla_score.assessment import RawRow, RawSheet, check_answers
from kla_score.cells import Cell, CellKind, number_cell
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.parts.carry_over import NO_CONTENT, EvidenceEntry, RowContent, entry_text
from kla_score.scoring import Scorecard, score
from kla_score.template.answer_formulas import answer_cell


def score_entries(instrument: Instrument, entries: Mapping[str, RowContent], messages: Messages) -> Scorecard:
    """Return the scorecard of *entries*, by question code."""
    rows = []
    for code, question in instrument.questions.items():
        entry = entries.get(code, NO_CONTENT)
        evidence = {kind: _evidence_cell(value) for kind, value in entry.evidence.items()}
        rows.append(RawRow(Cell(CellKind.TEXT, code), answer_cell(question.scale, entry.answer, messages), evidence))
    return score(check_answers(RawSheet(rows), instrument), instrument)


def _evidence_cell(entry: EvidenceEntry) -> Cell:
    if isinstance(entry, bool):
        return Cell(CellKind.BOOLEAN, entry_text(entry))
    return Cell(CellKind.TEXT, entry) if isinstance(entry, str) else number_cell(float(entry))
