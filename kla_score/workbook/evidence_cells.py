"""
Evidence cells in the formulas of a workbook: which entries are there, and whether any is.

As `kla_score.evidence.read_references` reads them, but for rarities: of the signs around a word those that people
type are told apart, invisible characters are not, a date looks like any number, and to LibreOffice so does a ticked
box whose cell has the format of a text.
"""

from typing import Final

from openpyxl.utils import get_column_letter

from kla_score.cells import even_out
from kla_score.evidence import ABSENT_WORDS, EvidenceKind
from kla_score.workbook.formulas import quoted, trimmed

_MORE_THAN_NEEDED: Final = 11
"""So many entries are looked at beyond those that a question needs: some say nothing, or the same."""
_LONGEST_TEXT: Final = 32_000
"""A text that is being worked with can have hardly more characters in Excel."""
_AROUND: Final = ("{}", "{}.", "({})", "({}).", "{}!", "{}?", "-{}-", "[{}]", '"{}"')
"""How people write a word that says "not there"."""
_NOTHING: Final = (
    *("--", "---", "----", "…", ".", "..", "...", "/", "//"),
    *("*", "_", "__", "??", "???", "!", ",", "()"),
)
"""Signs that say as much."""


def absent_words(kind: EvidenceKind, around: tuple[str, ...] = _AROUND) -> str:
    """Write the words that mean "not there" as one text, a stroke around each; 0 is a figure where one is asked for."""
    words = sorted({even_out(word) for word in ABSENT_WORDS} - ({"0"} if kind.accepts_number else set()))
    return f"|{'|'.join(dict.fromkeys([*(form.format(word) for word in words for form in around), *_NOTHING]))}|"


def is_absent(cell: str, kind: EvidenceKind) -> str:
    """Give the condition that *cell* is blank or says that there is nothing."""
    words = quoted(absent_words(kind, around=("{}", "{}.")))
    return f'OR(LEN({trimmed(cell)})=0,ISNUMBER(FIND("|"&LOWER({trimmed(cell)})&"|",{words})))'


def is_filled(cells: str) -> str:
    """Give the condition that something stands in one of *cells*; an error value is something."""
    return f"IFERROR(SUMPRODUCT((LEN({trimmed(cells)})>0)*1),1)>0"


def entries_in(cell: str, kind: EvidenceKind) -> str:
    """
    Give the entries in *cell* as one text, a semicolon between them.

    A ticked box is one, and so is a number where the kind asks for a figure. Errors and all else are none.
    """
    evened = f'SUBSTITUTE(SUBSTITUTE(LOWER({trimmed(cell)}),CHAR(13),";"),CHAR(10),";")'
    number = '"1"' if kind.accepts_number else '""'
    return f'IF(ISTEXT({cell}),{evened},IF(ISLOGICAL({cell}),IF({cell},"1",""),IF(ISNUMBER({cell}),{number},"")))'


def count_references(entries: str, words: str, needed: int) -> str:
    """
    Count the different entries in the cell *entries* that are there, as far as it matters when *needed* are asked for.

    *words* is the cell with `absent_words`. Of a text with so many entries that it cannot be worked with all are
    counted, whatever they say.
    """
    most = needed + _MORE_THAN_NEEDED
    down, across = f"ROW($1:${most})", f"COLUMN($A:${get_column_letter(most)})"
    # Each entry is pushed so far from the next that a window of the length of all holds one alone.
    spread = f'SUBSTITUTE({entries},";",REPT(" ",LEN({entries})))'

    def entry(position: str) -> str:
        return f"TRIM(MID({spread},({position}-1)*LEN({entries})+1,LEN({entries})))"

    is_there = f'({entry(down)}<>"")*ISERROR(FIND("|"&{entry(down)}&"|",{words}))'
    # Not MATCH, which takes * and ? for wildcards and no text over 255 characters.
    is_repeated = f"MMULT(({entry(down)}={entry(across)})*({down}>{across}),{down}^0)"
    all_entries = f'1+LEN({entries})-LEN(SUBSTITUTE({entries},";",""))'
    counted = f"SUMPRODUCT({is_there}*({is_repeated}=0))"
    return f"IF(LEN({entries})=0,0,IF(LEN({entries})*({all_entries})>{_LONGEST_TEXT},{all_entries},{counted}))"
