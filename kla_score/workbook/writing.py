"""
Write the workbook that people fill in: blank, or with entries already in it.

Every text is written as text, so that nothing in an instrument or an entry can become a formula.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from kla_score.instrument import Cluster, Instrument, questions_of
from kla_score.messages import Messages
from kla_score.questions import Question, Scale
from kla_score.region import Identity, Stage
from kla_score.wordings import N_
from kla_score.workbook.layout import (
    COLUMN_NAMES,
    GUIDE_SHEET,
    IDENTITY_SHEET,
    LINE_NAMES,
    SUMMARY_SHEET,
    Column,
    Openpyxl,
    heading,
)
from kla_score.workbook.scales import OptionLists, answer_width, asides, exact, put_answer, takes_points
from kla_score.workbook.style import (
    BOLD,
    BOX,
    HINT,
    INPUT,
    NOT_NEEDED,
    PLAIN,
    SECTION,
    TITLE,
    WRAP,
    fit_height,
    put_head,
    put_text,
    set_paper,
)
from kla_score.workbook.summary import write_summary

_WIDTHS: Final = {
    Column.CODE: 9,
    Column.QUESTION: 58,
    Column.MAXIMUM: 8,
    Column.AGENCY: 26,
    Column.NOTE: 26,
}
_EVIDENCE_WIDTH: Final = 18


@dataclass(frozen=True, slots=True)
class Entry:
    """
    What to write into the row of one question: the answer, texts of the evidence cells by kind, a note.

    *answer* is what people would enter: points, a percentage from 0 to 100, or the text of an option.
    """

    answer: Decimal | str | None = None
    evidence: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


_NO_ENTRY: Final = Entry()


def write_workbook(
    instrument: Instrument,
    messages: Messages,
    entries: Mapping[str, Entry] | None = None,
    identity: Mapping[Identity, str] | None = None,
) -> bytes:
    """
    Make the workbook of *instrument*, with *entries* by question code and the lines of *identity* filled in.

    Returns:
        The content of an ``.xlsx`` file. The same input gives the same cells, not the same bytes.

    """
    book = Workbook()
    book.remove(book.worksheets[0])
    _write_identity(book.create_sheet(IDENTITY_SHEET), instrument, messages, identity or {})
    _write_guide(book.create_sheet(GUIDE_SHEET), instrument, messages)
    summary = book.create_sheet(SUMMARY_SHEET)
    lists = OptionLists(instrument)
    for cluster in instrument.clusters:
        sheet = book.create_sheet(messages.pick(cluster.short))
        _ClusterSheet(sheet, instrument, messages, lists).write(cluster, entries or {})
    write_summary(book, summary, instrument, messages, lists)
    lists.write(book)
    book.properties.title = messages.pick(instrument.title)
    book.properties.identifier = f"{instrument.id}/{instrument.edition}/{instrument.fingerprint}"
    book.properties.creator = "kla-score"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_identity(
    sheet: Openpyxl, instrument: Instrument, messages: Messages, identity: Mapping[Identity, str]
) -> None:
    fixed: dict[Identity, str] = {
        Identity.INSTRUMENT: instrument.id,
        Identity.EDITION: instrument.edition,
        Identity.FINGERPRINT: instrument.fingerprint,
    }
    known = {Identity.STAGE: str(Stage.EM), **identity, **fixed}
    for row, (line, names) in enumerate(LINE_NAMES.items(), start=1):
        put_text(sheet.cell(row, 1), heading(names, messages.language)).font = BOLD
        cell = sheet.cell(row, 2)
        if line in known:
            put_text(cell, known[line])
        cell.number_format, cell.border = "@", BOX
        cell.fill = NOT_NEEDED if line in fixed else INPUT
        if line in _IDENTITY_HINTS:
            put_text(sheet.cell(row, 3), messages.say(_IDENTITY_HINTS[line])).font = HINT
    for line, options in {Identity.KIND: ("Kabupaten", "Kota"), Identity.STAGE: tuple(Stage)}.items():
        rule = DataValidation(type="list", formula1=f'"{",".join(options)}"', allow_blank=True, showErrorMessage=True)
        rule.add(f"B{list(LINE_NAMES).index(line) + 1}")
        sheet.add_data_validation(rule)
    set_paper(sheet)
    for letter, width in zip("ABC", (22, 34, 70), strict=True):
        sheet.column_dimensions[letter].width = width


_IDENTITY_HINTS: Final = {
    Identity.KIND: N_("Kabupaten or Kota"),
    Identity.NAME: N_("without the word Kabupaten or Kota"),
    Identity.CODE: N_("two digits of the province, a point, two digits of the regency or city: 16.10"),
    Identity.YEAR: N_("the evaluated year, four digits"),
    Identity.STAGE: N_("EM self-assessment; VA administrative verification; VL, VLH, VKL field; VF final"),
    Identity.FINGERPRINT: N_("do not change: marks the instrument that this sheet belongs to"),
}

_GUIDE: Final = (
    N_("Fill in the sheet Identitas, then points and evidence in the sheet of each cluster. Yellow cells are for you."),
    N_("Points: a number from 0 to the maximum of the row, at most three decimals. An empty cell counts 0."),
    N_("Evidence: the name of the file or a link. Separate several with a semicolon (;) or a new line (Alt+Enter)."),
    N_("Grey evidence cells are not needed. The comment on a yellow one names the document that is asked for."),
    N_("Words such as “ada” or “terlampir” are a claim, no evidence. “-”, “belum”, “tidak ada” mean: not there."),
    N_("Supported points count only questions whose evidence is complete. The others are lost at verification."),
    N_("Rows may be sorted and filtered and columns added; do not change the codes and the titles of the columns."),
    N_("Ringkasan is worked out by the spreadsheet program. Check the workbook with: kla-score evaluate FILE.xlsx"),
    N_("The result is indicative: the official score is given by the verifiers."),
)


def _write_guide(sheet: Openpyxl, instrument: Instrument, messages: Messages) -> None:
    sheet.column_dimensions["A"].width = 110
    put_text(sheet["A1"], messages.pick(instrument.title)).font = TITLE
    texts = [messages.say(text) for text in _GUIDE]
    if not all(takes_points(question.scale) for question in instrument.questions.values()):
        texts.insert(2, messages.say("Where a row says so, choose from its list or enter a percentage instead."))
    texts.append(messages.pick(instrument.status_note))
    for row, text in enumerate(texts, start=3):
        put_text(sheet.cell(row, 1), f"{row - 2}. {text}").alignment = WRAP
        fit_height(sheet, row)
    set_paper(sheet)


class _ClusterSheet:
    """The sheet of one cluster: header, then for each indicator a title row and its questions."""

    def __init__(self, sheet: Openpyxl, instrument: Instrument, messages: Messages, lists: OptionLists) -> None:
        self.sheet = sheet
        self.lists = lists
        self.limits: dict[str, DataValidation] = {}
        self.instrument = instrument
        self.messages = messages
        named = {column: heading(names, messages.language) for column, names in COLUMN_NAMES.items()}
        after = (Column.AGENCY, Column.NOTE)
        self.columns: dict[str, str] = {
            **{column: name for column, name in named.items() if column not in after},
            **{kind.id: messages.pick(kind.name) for kind in instrument.evidence_kinds},
            **{column: named[column] for column in after},
        }

    def write(self, cluster: Cluster, entries: Mapping[str, Entry]) -> None:
        widths = {**_WIDTHS, Column.POINTS: answer_width(question.scale for question in questions_of(cluster))}
        for position, (column, name) in enumerate(self.columns.items(), start=1):
            put_head(self.sheet.cell(1, position), name)
            width = widths[column] if isinstance(column, Column) else _EVIDENCE_WIDTH
            self.sheet.column_dimensions[get_column_letter(position)].width = width
        for indicator in cluster.indicators:
            self._write_title(f"{indicator.code}. {self.messages.pick(indicator.name)}")
            for question in indicator.questions:
                self._write_question(question, entries.get(question.code, _NO_ENTRY))
        fit_height(self.sheet, 1)
        self._finish(cluster)

    def _write_title(self, title: str) -> None:
        cells = self._following_row()
        for cell in cells.values():
            cell.fill, cell.font = SECTION, BOLD
        put_text(cells[Column.QUESTION], title)
        fit_height(self.sheet, cells[Column.QUESTION].row)

    def _following_row(self) -> Mapping[str, Openpyxl]:
        row = self.sheet.max_row + 1
        cells = {column: self.sheet.cell(row, position) for position, column in enumerate(self.columns, start=1)}
        for cell in cells.values():
            cell.font, cell.alignment, cell.border = PLAIN, WRAP, BOX
        return cells

    def _write_question(self, question: Question, entry: Entry) -> None:
        cells = self._following_row()
        put_text(cells[Column.CODE], question.code).number_format = "@"
        put_text(cells[Column.QUESTION], self._asked(question))
        cells[Column.MAXIMUM].value = exact(question.maximum)
        cells[Column.POINTS].fill = cells[Column.NOTE].fill = INPUT
        put_answer(cells[Column.POINTS], question.scale, entry.answer)
        self._limit(cells[Column.POINTS], question.scale)
        for kind in self.instrument.evidence_kinds:
            cell = cells[kind.id]
            whats = [
                self.messages.pick(item.what)
                for items in question.alternatives
                for item in items
                if item.kind == kind.id
            ]
            cell.fill = INPUT if whats else NOT_NEEDED
            cell.number_format = "General" if kind.accepts_number else "@"
            if text := entry.evidence.get(kind.id):
                put_text(cell, text)
            if whats:
                cell.comment = Comment("\n".join(whats), "kla-score", height=40 + 20 * len(whats), width=260)
        agencies = [self.instrument.agency_by_id[agency].short for agency in question.agencies]
        put_text(cells[Column.AGENCY], "; ".join(agencies))
        if entry.note:
            put_text(cells[Column.NOTE], entry.note)
        fit_height(self.sheet, cells[Column.CODE].row)

    def _asked(self, question: Question) -> str:
        """Give the text of *question* and what must be known to answer it."""
        lines = [self.messages.pick(question.text)]
        lines += asides(question, self.messages)
        if question.note:
            lines.append(self.messages.pick(question.note))
        return "\n".join(lines)

    def _limit(self, cell: Openpyxl, scale: Scale) -> None:
        """Let *cell* accept what its scale does; cells that accept the same share a rule."""
        maximum = f"${get_column_letter(list(self.columns).index(Column.MAXIMUM) + 1)}{cell.row}"
        rule = self.lists.limit(scale, maximum, self.messages)
        rule.errorTitle = self.columns[Column.POINTS]
        # Rules stay where they are when rows are sorted, and only those of one kind of answer fit any row.
        self.limits.setdefault(f"{rule.formula1}{rule.error}", rule).add(cell)

    def _finish(self, cluster: Cluster) -> None:
        sheet = self.sheet
        for rule in self.limits.values():
            rule.errorStyle = "stop" if len(self.limits) == 1 else "warning"
            sheet.add_data_validation(rule)
        sheet.auto_filter.ref = sheet.dimensions
        sheet.freeze_panes = "C2"
        sheet.print_title_rows = "1:1"
        set_paper(sheet)
        sheet.oddHeader.left.text = self.messages.pick(cluster.name).replace("&", "&&")
        sheet.oddFooter.right.text = "&P/&N"
