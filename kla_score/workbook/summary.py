"""
Live totals inside the workbook: the sheet *Ringkasan*, and a hidden sheet of workings behind it.

The formulas find each row by its code, so sorting and inserting rows does not disturb them. Sums are rounded to the
three decimals that points have, because a spreadsheet adds binary numbers. An evidence cell is counted as a whole:
a cell that mixes names and words such as "belum" is read entry by entry by `kla-score evaluate` alone.
"""

from collections.abc import Mapping
from typing import Final

from openpyxl.utils import get_column_letter

from kla_score.cells import plain
from kla_score.evidence import ABSENT_WORDS, EvidenceKind
from kla_score.instrument import Cluster, Instrument
from kla_score.messages import Messages
from kla_score.questions import Question
from kla_score.workbook.layout import WORKINGS_SHEET, Openpyxl
from kla_score.workbook.scales import OptionLists
from kla_score.workbook.style import BOLD, BOX, CENTRE, HINT, PLAIN, TITLE, WRAP, put_head, put_text, set_paper

_POINTS_FORMAT: Final = "0.00#"
_LAST_ROW: Final = 20_000
_FIRST: Final = 2
"""The first row below the titles of the workings."""


def write_summary(
    book: Openpyxl, summary: Openpyxl, instrument: Instrument, messages: Messages, lists: OptionLists
) -> None:
    """Fill the sheet *summary* of *book* and add the hidden workings. The question sheets are there already."""
    workings = _Workings(book.create_sheet(WORKINGS_SHEET), instrument, messages, lists)
    workings.sheet.sheet_state = "hidden"
    workings.write()
    _write_totals(summary, instrument, messages, workings)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _sheet(name: str) -> str:
    return "'" + name.replace("'", "''") + "'!"


class _Workings:
    """
    One row for each question (its row in the sheet, points, supported points, answered), one for each indicator.

    Columns from the left: code, cluster, indicator, row, points, supported, answered; then the number of references
    by evidence kind; behind a gap the indicators, the words that mean "not there" and the predicates.
    """

    def __init__(self, sheet: Openpyxl, instrument: Instrument, messages: Messages, lists: OptionLists) -> None:
        self.sheet = sheet
        self.lists = lists
        self.instrument = instrument
        self.messages = messages
        kinds = len(instrument.evidence_kinds)
        self.count_columns = {
            kind.id: get_column_letter(8 + position) for position, kind in enumerate(instrument.evidence_kinds)
        }
        after = 9 + kinds
        self.indicator, self.cluster, self.claimed, self.supported = (get_column_letter(after + i) for i in range(4))
        self.word, self.recorded, self.limit, self.name = (get_column_letter(after + 5 + i) for i in range(4))

    @property
    def prefix(self) -> str:
        return _sheet(WORKINGS_SHEET)

    def whole(self, letter: str) -> str:
        """Refer to the column *letter* from another sheet."""
        return self.prefix + self._down(letter)

    def _down(self, letter: str) -> str:
        return f"${letter}${_FIRST}:${letter}${_LAST_ROW}"

    def write(self) -> None:
        words = sorted(ABSENT_WORDS)
        for row, word in enumerate(words, start=_FIRST):
            self._put(f"{self.word}{row}", word)
        self.words = f"${self.word}${_FIRST}:${self.word}${_FIRST + len(words) - 1}"
        row = _FIRST
        indicator_row = _FIRST
        recorded = []
        for cluster in self.instrument.clusters:
            if kinds := len(self.instrument.evidence_kinds):
                first, last = self._evidence_letter(0), self._evidence_letter(kinds - 1)
                title = _sheet(self.messages.pick(cluster.short))
                recorded.append(f"COUNTA({title}${first}${_FIRST}:${last}${_LAST_ROW})")
            for indicator in cluster.indicators:
                for question in indicator.questions:
                    self._put(f"B{row}", cluster.id)
                    self._put(f"C{row}", indicator.code)
                    self._write_question(row, cluster, question)
                    row += 1
                self._put(f"{self.indicator}{indicator_row}", indicator.code)
                self._put(f"{self.cluster}{indicator_row}", cluster.id)
                own = f"{self._down('C')},${self.indicator}{indicator_row}"
                for target, source in ((self.claimed, "E"), (self.supported, "F")):
                    total = f"SUMIF({own},{self._down(source)})"
                    capped = f"MIN({plain(indicator.cap.points)},{total})" if indicator.cap else total
                    self.sheet[f"{target}{indicator_row}"] = f"=ROUND({capped},3)"
                indicator_row += 1
        self.sheet[f"{self.recorded}{_FIRST}"] = "=" + ("+".join(recorded) or "0")
        self._put(f"{self.name}{_FIRST}", self.messages.say("no predicate"))
        self.sheet[f"{self.limit}{_FIRST}"] = 0
        for row, predicate in enumerate(self.instrument.predicates, start=_FIRST + 1):
            self.sheet[f"{self.limit}{row}"] = predicate.lower_limit
            self._put(f"{self.name}{row}", self.messages.pick(predicate.name))
        self.last_limit = _FIRST + len(self.instrument.predicates)

    def _put(self, address: str, text: str) -> None:
        put_text(self.sheet[address], text).number_format = "@"

    def _evidence_letter(self, position: int) -> str:
        return get_column_letter(5 + position)

    def _write_question(self, row: int, cluster: Cluster, question: Question) -> None:
        sheet = _sheet(self.messages.pick(cluster.short))
        self._put(f"A{row}", question.code)
        self.sheet[f"D{row}"] = f"=IFERROR(MATCH(A{row},{sheet}$A$1:$A${_LAST_ROW},0),0)"
        points = f"INDEX({sheet}$D$1:$D${_LAST_ROW},D{row})"
        self.sheet[f"E{row}"] = f"=IF(D{row}=0,0,{self.lists.points(question.scale, points)})"
        if question.can_earn:
            self.sheet[f"G{row}"] = f"=IF(D{row}=0,0,IF({self.lists.is_answered(question.scale, points)},1,0))"
        for position, kind in enumerate(self.instrument.evidence_kinds):
            if kind.id in question.evidence_kinds:
                letter = self._evidence_letter(position)
                cell = f"INDEX({sheet}${letter}$1:${letter}${_LAST_ROW},D{row})"
                self.sheet[f"{self.count_columns[kind.id]}{row}"] = f"=IF(D{row}=0,0,{self._count(cell, kind)})"
        self.sheet[f"F{row}"] = f"=IF({self._is_met(row, question)},E{row},0)"

    def _count(self, cell: str, kind: EvidenceKind) -> str:
        """Count the references in one evidence cell, as far as a formula can."""
        separators = f'LEN({cell})-LEN(SUBSTITUTE(SUBSTITUTE({cell},";",""),CHAR(10),""))'
        is_absent = f'OR(TRIM({cell})="",SUMPRODUCT(--({self.words}=LOWER(TRIM({cell}))))>0)'
        number = "1" if kind.accepts_number else "0"
        return f"IF(ISTEXT({cell}),IF({is_absent},0,1+{separators}),IF(ISNUMBER({cell}),{number},0))"

    def _is_met(self, row: int, question: Question) -> str:
        alternatives = []
        for items in question.alternatives:
            needed: dict[str, int] = {}
            for item in items:
                needed[item.kind] = needed.get(item.kind, 0) + item.count
            counts = [f"{self.count_columns[kind]}{row}>={count}" for kind, count in needed.items()]
            alternatives.append(f"AND({','.join(counts)})" if counts else "TRUE")
        return f"OR({','.join(alternatives)})"


def _write_totals(sheet: Openpyxl, instrument: Instrument, messages: Messages, workings: _Workings) -> None:
    titles = (
        messages.say("Cluster"),
        messages.say("Claimed"),
        messages.say("Supported"),
        messages.say("Not reached"),
        messages.say("Maximum"),
        messages.say("Answered"),
        messages.say("Questions"),
    )
    put_text(sheet["A1"], messages.pick(instrument.title)).font = TITLE
    header = 3
    for position, title in enumerate(titles, start=1):
        put_head(sheet.cell(header, position), title)
    recorded = f"{workings.prefix}${workings.recorded}${_FIRST}"
    unrecorded = _quoted(messages.say("not recorded"))
    first, last = header + 1, header + len(instrument.clusters)
    for row, cluster in enumerate(instrument.clusters, start=first):
        own = _quoted(cluster.id)

        def of_cluster(letter: str, key: str = workings.cluster, own: str = own) -> str:
            return f"SUMIF({workings.whole(key)},{own},{workings.whole(letter)})"

        questions = [question for indicator in cluster.indicators for question in indicator.questions]
        _fill_row(
            sheet,
            row,
            messages.pick(cluster.name),
            {
                "B": f"=ROUND({of_cluster(workings.claimed)},3)",
                "C": f"=IF({recorded}=0,{unrecorded},ROUND({of_cluster(workings.supported)},3))",
                "D": f"=ROUND(E{row}-B{row},3)",
                "E": f"={plain(cluster.maximum)}",
                "F": f"={of_cluster('G', 'B')}",
                "G": f"={sum(question.can_earn for question in questions)}",
            },
        )
    total = last + 1
    _fill_row(
        sheet,
        total,
        messages.say("Total"),
        {
            **{letter: f"=ROUND(SUM({letter}{first}:{letter}{last}),3)" for letter in "BDEFG"},
            "C": f"=IF({recorded}=0,{unrecorded},ROUND(SUM(C{first}:C{last}),3))",
        },
    )
    for cell in sheet[total]:
        cell.font = BOLD
    if instrument.predicates:
        _write_predicates(sheet, total, messages, workings)
    else:
        # Cut, not rounded, so that 100 % is shown only when it is.
        shares = {letter: f'=IF(ISNUMBER({letter}{total}),ROUNDDOWN({letter}{total}/E{total},3),"")' for letter in "BC"}
        _fill_row(sheet, total + 1, messages.say("Share"), shares)
        for letter in shares:
            sheet[f"{letter}{total + 1}"].number_format = "0.0%"
    notes = [messages.say("The result is indicative: the official score is given by the verifiers.")]
    if any(predicate.gate and predicate.gate.applies for predicate in instrument.predicates):
        notes.append(messages.say("Conditions on single indicators are not looked at here, but by kla-score evaluate."))
    for row, note in enumerate(notes, start=total + 5):
        put_text(sheet.cell(row, 1), note).font = HINT
    for letter, width in zip("ABCDEFG", (62, 20, 20, 16, 12, 12, 12), strict=True):
        sheet.column_dimensions[letter].width = width
    set_paper(sheet)


def _fill_row(sheet: Openpyxl, row: int, name: str, formulas: Mapping[str, str]) -> None:
    label = put_text(sheet.cell(row, 1), name)
    label.font, label.alignment, label.border = PLAIN, WRAP, BOX
    for letter, formula in formulas.items():
        cell = sheet[f"{letter}{row}"]
        cell.value, cell.font, cell.border, cell.alignment = formula, PLAIN, BOX, CENTRE
        if letter in "BCDE":
            cell.number_format = _POINTS_FORMAT


def _write_predicates(sheet: Openpyxl, total: int, messages: Messages, workings: _Workings) -> None:
    limits, names = (
        f"{workings.prefix}${letter}${_FIRST}:${letter}${workings.last_limit}"
        for letter in (workings.limit, workings.name)
    )
    last = f"{workings.prefix}${workings.limit}${workings.last_limit}"
    lines = (
        (messages.say("Predicate"), 'IF(ISNUMBER({points}),LOOKUP({points},{limits},{names}),"")'),
        (
            messages.say("Points to the next predicate"),
            'IF(ISNUMBER({points}),IF({points}>={last},"",ROUND(INDEX({limits},MATCH({points},{limits},1)+1)-{points},3)),"")',
        ),
        (
            messages.say("Next predicate"),
            'IF(ISNUMBER({points}),IF({points}>={last},"",INDEX({names},MATCH({points},{limits},1)+1)),"")',
        ),
    )
    for row, (label, formula) in enumerate(lines, start=total + 1):
        filled = {
            letter: "=" + formula.format(points=f"{letter}{total}", limits=limits, names=names, last=last)
            for letter in "BC"
        }
        _fill_row(sheet, row, label, filled)
