"""
A workbook as it was found, before anything in it is checked.

`RawSheet` is the wall between Excel and everything else: `kla_score.sheet` makes it from a file, tests make it by
hand. Pure: no files, no printing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from kla_score.assessment.region import Identity
from kla_score.cells import BLANK, Cell
from kla_score.issues import Issue


@dataclass(frozen=True, slots=True)
class Source:
    """
    The file an assessment came from: its name without folders, and the SHA-256 of its bytes (hexadecimal).

    *saved* is when it was saved, as the file says: a time in UTC as text that sorts, empty when it does not say.
    """

    file: str = ""
    sha256: str = ""
    saved: str = ""


NO_SOURCE: Final = Source()


class RawRow(NamedTuple):
    """
    One row of a question sheet as found. *evidence* is by evidence kind; columns that are absent are left out.

    *points* is the cell of the answer, whatever the kind of the question; *agency* and *note* are for people alone.
    """

    code: Cell
    points: Cell = BLANK
    evidence: Mapping[str, Cell] = {}  # never changed
    agency: Cell = BLANK
    note: Cell = BLANK


class Scope(StrEnum):
    """What a printed number is about."""

    QUESTION = "question"
    INDICATOR = "indicator"
    CLUSTER = "cluster"
    TOTAL = "total"


class PrintedPoints(NamedTuple):
    """
    What a recap prints beside something: its *points* and its *maximum*, as they stand there.

    *name* is the code of the question or indicator or the id of the cluster; empty for the total.
    """

    scope: Scope
    name: str
    points: Cell = BLANK
    maximum: Cell = BLANK


@dataclass(frozen=True, slots=True)
class RawSheet:
    """
    A whole workbook as found, its rows in any order. *issues* are those met while reading it.

    *unread* are the cells beside rows with a code that stand in columns that mean nothing here, *printed* the sums
    and maxima of a recap.
    """

    rows: Sequence[RawRow]
    identity: Mapping[Identity, Cell] = field(default_factory=dict)
    source: Source = NO_SOURCE
    issues: tuple[Issue, ...] = ()
    unread: tuple[Cell, ...] = ()
    printed: tuple[PrintedPoints, ...] = ()
