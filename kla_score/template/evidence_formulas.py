"""
Formulas for evidence cells: how many entries are present.

They use the word lists of `kla_score.instrument.evidence_entries`, but not its rules for titles and legal acts. They
count at most what the program counts, with rare exceptions. Unusual blanks and invisible characters count as text, and
a date is like any number. In LibreOffice, so is a ticked box in a cell with the text format.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from openpyxl.utils import get_column_letter

from kla_score.instrument.evidence import EvidenceKind
from kla_score.instrument.evidence_entries import (
    ABSENT_ENTRIES,
    ABSENT_OPENINGS,
    ABSENT_PHRASES,
    DENIALS,
    ENDINGS,
    ERROR_VALUES,
    FILE_TYPES,
    LOSSES,
    MARKS,
    PROCESSES,
    ZERO,
    words_of,
)
from kla_score.template.formulas import LINE_FEED, RETURN, normalized, quoted, trimmed, without

_MORE_THAN_NEEDED: Final = 12
"""The number of entries that are checked beyond the required ones, because some are absent or repeated."""
_LONGEST_TEXT: Final = 32_000
"""The maximum length of a text in a formula is about this in Excel."""
_SIGN: Final = 4
"""The last position in " entry " where an opening may begin, because a list number may precede it."""


def _sorted_words(words: Iterable[str]) -> Sequence[str]:
    return sorted({words_of(word) for word in words} - {""})


WORD_LISTS: Final[Mapping[str, Sequence[str]]] = {
    # 0 is last, so that a range without it can be used.
    "entries": [*_sorted_words((*ABSENT_ENTRIES, *ERROR_VALUES)), ZERO],
    "openings": _sorted_words(ABSENT_OPENINGS),
    "phrases": _sorted_words((*ABSENT_PHRASES, *PROCESSES, *ENDINGS, *DENIALS, *LOSSES)),
    "file types": sorted(FILE_TYPES),
}
"""The columns of words on the hidden sheet, as `words_of` returns them."""


def is_filled(cells: str) -> str:
    """Return the condition that one of *cells* is filled; an error value counts as filled."""
    return f"IFERROR(SUMPRODUCT((LEN({trimmed(cells)})>0)*1),1)>0"


def most_entries(needed: int) -> int:
    """Return how many entries of a cell are checked if *needed* are required."""
    return needed + _MORE_THAN_NEEDED


def entries_in(cell: str, kind: EvidenceKind, needed: int) -> str:
    """
    Return the first entries in *cell* as one text, separated by semicolons.

    A ticked box is an entry, and so is a number if the kind asks for a figure. Errors and other values are not. A long
    text is cut.
    """
    most = most_entries(needed)
    separated = without(normalized(f"LOWER({cell})"), (RETURN, LINE_FEED), '";"')
    text = f"LEFT({separated},{_LONGEST_TEXT // most})"
    number = '"1"' if kind.accepts_number else '""'
    first = f'IFERROR(LEFT({text},FIND(CHAR(1),SUBSTITUTE({text},";",CHAR(1),{most}))-1),{text})'
    return f'IF(ISTEXT({cell}),{first},IF(ISLOGICAL({cell}),IF({cell},"1",""),IF(ISNUMBER({cell}),{number},"")))'


def bare(entries: str) -> str:
    """Return the text in the cell *entries* without punctuation."""
    return without(entries, map(quoted, MARKS.replace(" ", "")))


def count_references(entries: str, bare_entries: str, lists: Mapping[str, tuple[str, int]], needed: int) -> str:
    """
    Return the number of different present entries in the cell *entries*, among the first `most_entries`.

    *bare_entries* is the cell with the same entries without punctuation. *lists* has the range of each column of
    `WORD_LISTS` and its length.
    """
    most = most_entries(needed)
    down, across = f"ROW($1:${most})", f"COLUMN($A:${get_column_letter(most)})"

    def entry(cell: str, position: str) -> str:
        # Each entry is padded so that a window of the length of the whole text contains only one.
        return f'TRIM(MID(SUBSTITUTE({cell},";",REPT(" ",LEN({cell}))),({position}-1)*LEN({cell})+1,LEN({cell})))'

    def each_sum(condition: str, rows: int) -> str:
        # A row of ones times the matrix: the number of rows with the condition, for each entry.
        return f"MMULT(COLUMN($A:${get_column_letter(rows)})^0,({condition})*1)"

    text = entry(bare_entries, across)
    words = {name: f'" "&{cells}&" "' for name, (cells, _) in lists.items()}
    spaced, (types, number_of_types) = f'" "&{text}&" "', lists["file types"]
    type_of_file = f'"."&{types}'
    is_entry = (
        f"(RIGHT({spaced},LEN({words['entries']}))={words['entries']})"
        f"*(LEN({spaced})<=LEN({words['entries']})+{_SIGN - 1})"
    )
    begins = f"ISNUMBER(FIND({words['openings']},LEFT({spaced},LEN({words['openings']})+{_SIGN - 1})))"
    contains = f"ISNUMBER(FIND({words['phrases']},{spaced}))"
    is_file = f"RIGHT({entry(entries, across)},LEN({type_of_file}))={type_of_file}"
    denials = "+".join(
        each_sum(condition, lists[name][1])
        for name, condition in {"entries": is_entry, "openings": begins, "phrases": contains}.items()
    )
    is_there = f'({text}<>"")*((({denials})=0)+{each_sum(is_file, number_of_types)}>0)'
    is_repeated = each_sum(f"({entry(entries, down)}={entry(entries, across)})*({down}<{across})", most)
    return f"IF(LEN({entries})=0,0,SUMPRODUCT({is_there}*({is_repeated}=0)))"
