"""
A workbook as it was read, before any check.

`RawSheet` separates Excel from everything else: `kla_score.sheet` makes it from a file, tests make it by hand. Pure: no
files, no printing.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from kla_score.assessment.region import Identity
from kla_score.cells import BLANK, Cell
from kla_score.issues import Issue


class Source(NamedTuple):
    """
    The file of an assessment: its name without folders, and the SHA-256 of its bytes (hexadecimal).

    *saved* is the time of saving according to the file, in UTC as text that can be sorted. It is empty if unknown.
    """

    file: str = ""
    sha256: str = ""
    saved: str = ""


NO_SOURCE: Final = Source()


class RawRow(NamedTuple):
    """
    One row of a question sheet as read. *evidence* is by evidence kind, without absent columns.

    *points* is the cell of the answer, whatever the kind of the question. *agency* and *note* are for people only.
    Without a question, a row can have evidence under another key, which counts for none.
    """

    code: Cell
    points: Cell = BLANK
    evidence: Mapping[str, Cell] = {}  # never changed
    agency: Cell = BLANK
    note: Cell = BLANK


class Scope(StrEnum):
    """The subject of a printed number."""

    QUESTION = "question"
    INDICATOR = "indicator"
    CLUSTER = "cluster"
    TOTAL = "total"


class PrintedPoints(NamedTuple):
    """
    The *points* and the *maximum* that a recap prints for an item, as read.

    *name* is the code of the question or indicator or the id of the cluster; empty for the total.
    """

    scope: Scope
    name: str
    points: Cell = BLANK
    maximum: Cell = BLANK


class RawSheet(NamedTuple):
    """
    A whole workbook as read, its rows in any order. *issues* are the issues of reading it.

    *unread* are filled cells in rows with a code whose column has no meaning. *printed* are the sums and maxima of a
    recap. *is_recap* is whether the rows come from one. *unclear* are the codes of the questions that the refused rows
    of a recap can have.
    """

    rows: Sequence[RawRow]
    identity: Mapping[Identity, Cell] = MappingProxyType({})
    source: Source = NO_SOURCE
    issues: tuple[Issue, ...] = ()
    unread: tuple[Cell, ...] = ()
    printed: tuple[PrintedPoints, ...] = ()
    is_recap: bool = False
    unclear: frozenset[str] = frozenset()
