"""
Formulas for evidence cells: which entries are present, and whether there is any.

They follow `kla_score.instrument.evidence.read_references`, with rare exceptions. Unusual blanks and invisible
characters count as text, and a date is like any number. In LibreOffice, so is a ticked box in a cell with the text
format.
"""

from typing import Final

from openpyxl.utils import get_column_letter

from kla_score.cells import normalize_text
from kla_score.instrument.evidence import ABSENT_WORDS, AROUND_WORDS, EvidenceKind
from kla_score.template.formulas import LINE_FEED, RETURN, normalized, quoted, trimmed, without

_MORE_THAN_NEEDED: Final = 11
"""The number of entries that are checked beyond the required ones, because some are empty or repeated."""
_LONGEST_TEXT: Final = 32_000
"""The maximum length of a text in a formula is about this in Excel."""
_SIGNS: Final = "".join(dict.fromkeys([*(sign for sign in AROUND_WORDS if sign != " "), "…"]))
"""Characters without a meaning beside a word."""


def absent_words(kind: EvidenceKind) -> str:
    """
    Return the words that mean "absent" as one text, without punctuation and with a separator around each.

    0 is a figure if the kind asks for one.
    """
    words = {normalize_text(word) for word in ABSENT_WORDS} - ({"0"} if kind.accepts_number else set())
    bare = {" ".join("".join(" " if sign in _SIGNS else sign for sign in word).split()) for word in words}
    return f"|{'|'.join(sorted(bare - {''}))}|"


def is_absent(cell: str, kind: EvidenceKind) -> str:
    """Return the condition that *cell* is blank, has a word for "absent", or cannot contain evidence."""
    text = f'"|"&LOWER({trimmed(without(cell, map(quoted, ".-()")))})&"|"'
    says_nothing = f"OR(LEN({trimmed(cell)})=0,ISNUMBER(FIND({text},{quoted('||' + absent_words(kind))})))"
    if kind.accepts_number:
        return f"IF(ISERROR({cell}),TRUE,{says_nothing})"
    return f"IF(OR(ISERROR({cell}),ISNUMBER({cell})),TRUE,{says_nothing})"


def is_filled(cells: str) -> str:
    """Return the condition that one of *cells* is filled; an error value counts as filled."""
    return f"IFERROR(SUMPRODUCT((LEN({trimmed(cells)})>0)*1),1)>0"


def entries_in(cell: str, kind: EvidenceKind) -> str:
    """
    Return the entries in *cell* as one text, separated by semicolons.

    A ticked box is an entry, and so is a number if the kind asks for a figure. Errors and other values are not.
    """
    text = without(normalized(f"LOWER({cell})"), (RETURN, LINE_FEED), '";"')
    number = '"1"' if kind.accepts_number else '""'
    return f'IF(ISTEXT({cell}),{text},IF(ISLOGICAL({cell}),IF({cell},"1",""),IF(ISNUMBER({cell}),{number},"")))'


def bare(entries: str) -> str:
    """Return the text in the cell *entries* without punctuation around its words."""
    return without(entries, map(quoted, _SIGNS))


def count_references(entries: str, bare_entries: str, words: str, needed: int) -> str:
    """
    Return the number of different present entries in the cell *entries*, as far as it matters for *needed* references.

    *bare_entries* is the cell with the same entries without punctuation, *words* the cell with `absent_words`. If a
    text has too many entries for a formula, all of them are counted.
    """
    most = needed + _MORE_THAN_NEEDED
    down, across = f"ROW($1:${most})", f"COLUMN($A:${get_column_letter(most)})"

    def entry(cell: str, position: str) -> str:
        # Each entry is padded so that a window of the length of the whole text contains only one.
        return f'TRIM(MID(SUBSTITUTE({cell},";",REPT(" ",LEN({cell}))),({position}-1)*LEN({cell})+1,LEN({cell})))'

    word = entry(bare_entries, down)
    is_there = f'({word}<>"")*ISERROR(FIND("|"&{word}&"|",{words}))'
    # MATCH is unsuitable: it treats * and ? as wildcards and accepts at most 255 characters.
    is_repeated = f"MMULT(({entry(entries, down)}={entry(entries, across)})*({down}>{across}),{down}^0)"
    count = f'(1+LEN({entries})-LEN(SUBSTITUTE({entries},";","")))'
    is_too_much = f"OR({count}>{most},LEN({entries})*{count}>{_LONGEST_TEXT})"
    counted = f"SUMPRODUCT({is_there}*({is_repeated}=0))"
    return f"IF(LEN({entries})=0,0,IF({is_too_much},{count},{counted}))"
