"""
Evidence cells in the formulas of a workbook: which entries are there, and whether any is.

As `kla_score.instrument.evidence.read_references` reads them, but for rarities: seldom blanks and invisible characters
are taken for text, a date looks like any number, and to LibreOffice so does a ticked box whose cell has the format of a
text.
"""

from typing import Final

from openpyxl.utils import get_column_letter

from kla_score.cells import normalize_text
from kla_score.instrument.evidence import ABSENT_WORDS, AROUND_WORDS, EvidenceKind
from kla_score.template.formulas import LINE_FEED, RETURN, normalized, quoted, trimmed, without

_MORE_THAN_NEEDED: Final = 11
"""So many entries are looked at beyond those that a question needs: some say nothing, or the same."""
_LONGEST_TEXT: Final = 32_000
"""A text that is being worked with can have hardly more characters in Excel."""
_SIGNS: Final = "".join(dict.fromkeys([*(sign for sign in AROUND_WORDS if sign != " "), "…"]))
"""What says nothing beside a word."""


def absent_words(kind: EvidenceKind) -> str:
    """
    Write the words that mean "not there" as one text, without signs, a stroke around each.

    0 is a figure where one is asked for.
    """
    words = {normalize_text(word) for word in ABSENT_WORDS} - ({"0"} if kind.accepts_number else set())
    bare = {" ".join("".join(" " if sign in _SIGNS else sign for sign in word).split()) for word in words}
    return f"|{'|'.join(sorted(bare - {''}))}|"


def is_absent(cell: str, kind: EvidenceKind) -> str:
    """Give the condition that *cell* is blank, says in one word that there is nothing, or cannot say anything."""
    text = f'"|"&LOWER({trimmed(without(cell, map(quoted, ".-()")))})&"|"'
    says_nothing = f"OR(LEN({trimmed(cell)})=0,ISNUMBER(FIND({text},{quoted('||' + absent_words(kind))})))"
    if kind.accepts_number:
        return f"IF(ISERROR({cell}),TRUE,{says_nothing})"
    return f"IF(OR(ISERROR({cell}),ISNUMBER({cell})),TRUE,{says_nothing})"


def is_filled(cells: str) -> str:
    """Give the condition that something stands in one of *cells*; an error value is something."""
    return f"IFERROR(SUMPRODUCT((LEN({trimmed(cells)})>0)*1),1)>0"


def entries_in(cell: str, kind: EvidenceKind) -> str:
    """
    Give the entries in *cell* as one text, a semicolon between them.

    A ticked box is one, and so is a number where the kind asks for a figure. Errors and all else are none.
    """
    text = without(normalized(f"LOWER({cell})"), (RETURN, LINE_FEED), '";"')
    number = '"1"' if kind.accepts_number else '""'
    return f'IF(ISTEXT({cell}),{text},IF(ISLOGICAL({cell}),IF({cell},"1",""),IF(ISNUMBER({cell}),{number},"")))'


def bare(entries: str) -> str:
    """Give the text in the cell *entries* without the signs that say nothing beside a word."""
    return without(entries, map(quoted, _SIGNS))


def count_references(entries: str, bare_entries: str, words: str, needed: int) -> str:
    """
    Count the different entries in the cell *entries* that are there, as far as it matters when *needed* are asked for.

    *bare_entries* is the cell with the same entries without signs, *words* the one with `absent_words`. Of a text
    with so many entries that it cannot be worked with all are counted, whatever they say.
    """
    most = needed + _MORE_THAN_NEEDED
    down, across = f"ROW($1:${most})", f"COLUMN($A:${get_column_letter(most)})"

    def entry(cell: str, position: str) -> str:
        # Each entry is pushed so far from the next that a window of the length of all holds one alone.
        return f'TRIM(MID(SUBSTITUTE({cell},";",REPT(" ",LEN({cell}))),({position}-1)*LEN({cell})+1,LEN({cell})))'

    word = entry(bare_entries, down)
    is_there = f'({word}<>"")*ISERROR(FIND("|"&{word}&"|",{words}))'
    # Not MATCH, which takes * and ? for wildcards and no text over 255 characters.
    is_repeated = f"MMULT(({entry(entries, down)}={entry(entries, across)})*({down}>{across}),{down}^0)"
    count = f'(1+LEN({entries})-LEN(SUBSTITUTE({entries},";","")))'
    is_too_much = f"OR({count}>{most},LEN({entries})*{count}>{_LONGEST_TEXT})"
    counted = f"SUMPRODUCT({is_there}*({is_repeated}=0))"
    return f"IF(LEN({entries})=0,0,IF({is_too_much},{count},{counted}))"
