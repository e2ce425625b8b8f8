"""
What a question wants as evidence, and what in a cell counts as a reference to it.

Pure: no files, no printing. `kla_score.assessment.evidence_matching` finds the file of a folder that a reference names.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Final, NamedTuple

from pydantic import BeforeValidator, Discriminator, Field, Tag

from kla_score.cells import normalize_text, read_number
from kla_score.instrument.base import Identifier, Model, StrictBool, Text


def _as_whole(value: object) -> object:
    """Every number of an instrument file arrives as a Decimal."""
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


LARGEST_FILE: Final = 100
"""A file of evidence has at most so many MiB unless more is allowed."""

PositiveInt = Annotated[int, Field(strict=True, ge=1, le=100), BeforeValidator(_as_whole)]
"""A whole number from 1 to 100."""


class EvidenceKind(Model):
    """A kind of evidence, for example photos. It is one column of the sheet, headed by *name*."""

    id: Identifier
    """Named by the evidence of questions."""
    name: Text
    """Heading of the column; both languages are read."""
    description: Text
    """What belongs into the column."""
    accepts_number: StrictBool = False
    """A bare number in the cell, 0 included, is evidence: the kind asks for a figure."""


class EvidenceItem(Model):
    """One piece of evidence: of what *kind*, *what* it is, and how many references (*count*, 1 or more) it needs."""

    kind: Identifier
    """Id of an evidence kind."""
    what: Text
    """Which document, photo or figure is meant."""
    count: PositiveInt = 1
    """How many references it needs, from 1; 1 unless said."""


class AllOf(Model):
    """Items that must all be there."""

    all_of: Annotated[tuple[EvidenceItem, ...], Field(min_length=1)]
    """The items of this set."""


class AnyOf(Model):
    """Sets of items of which one set is enough."""

    any_of: Annotated[tuple[AllOf, ...], Field(min_length=2)]
    """Two or more sets."""


def _form(value: object) -> str:
    return "any" if isinstance(value, dict | AnyOf) else "all"


Requirement = Annotated[
    Annotated[tuple[EvidenceItem, ...], Tag("all")] | Annotated[AnyOf, Tag("any")], Discriminator(_form)
]
"""A plain list of items means all of them; an empty list means that nothing is asked for."""


class Status(StrEnum):
    """Whether a piece of evidence is there."""

    REFERENCED = "referenced"
    """Named by at least one reference that says which document it is."""
    DECLARED = "declared"
    """Present only by a word such as "ada" that names no document."""
    MISSING = "missing"
    FOUND = "found"
    """It names a usable file of the evidence folder."""
    NOT_FOUND = "not_found"
    """It names no file of the evidence folder."""
    REJECTED = "rejected"
    """It leads out of the evidence folder, or to a file that is no evidence."""


class Reference(NamedTuple):
    """
    One entry of an evidence cell, as typed, with the *address* behind it if there is one.

    *counts* tells whether it stands for a document: with an evidence folder a bare word does not, nor does the name of
    a file that is not there. *file* is the file it names there, *issue* the code of what is to be said about it.
    """

    text: str
    status: Status = Status.REFERENCED
    counts: bool = True
    address: str = ""
    file: str = ""
    issue: str = ""


ABSENT_WORDS: Final = frozenset(
    (
        *("-", "–", "—", "?", "0", "n/a"),
        *("tidak", "tidak ada", "belum", "belum ada", "blm", "nihil", "kosong", "menyusul", "proses"),
        *("tdk", "tdk ada", "blm ada", "belum tersedia", "dalam proses", "sedang proses", "na", "false"),
        *("tidak tersedia", "belum dibuat", "no", "none", "not yet", "nothing", "pending"),
    )
)
"""Entries that mean "not there". Compared evened out."""

DECLARED_WORDS: Final = frozenset(
    (
        "ada",
        "ya",
        "sudah",
        "sudah ada",
        "terlampir",
        "lihat lampiran",
        "ok",
        "true",
        "yes",
        "attached",
        "v",
        "x",
        "✓",
        "✔",
        "√",
    )
)
"""Entries that claim a document without naming it; a ticked box is "true". Compared evened out."""

AROUND_WORDS: Final = " .,:!?()[]{}\"'“”‘’-–—_*/"
"""Signs that may stand around a word without changing what it says."""

_LIST_SIGN: Final = re.compile(r"(?:[0-9]{1,2}|[a-z])[.)] *|[•●▪·○☐□] *")
_NOT_YET: Final = re.compile(
    r"(belum|blm|tidak|tdk|tak)[ ,-]*(ada|tersedia|terbit|dibuat|disusun|selesai)\b.*"
    r"|.*\b(belum|blm|tidak|tdk) (ada|tersedia|terbit|dibuat|disusun|selesai)"
    r"|(akan|masih|sedang|dalam|dlm)\b.*\b(menyusul|proses|diproses|disusun|dibuat|dikerjakan)"
)
"""What says at length that something is not there."""
_ENDING: Final = re.compile(r"\.[a-z][a-z0-9]{1,4}$")
_NAMES_NOTHING: Final = frozenset({"n.a", "#n/a", "#ref!", "nol", "null", "n", "http://", "https://"})
_NO_NAMES: Final = DECLARED_WORDS | ABSENT_WORDS | _NAMES_NOTHING
_LONGEST_PHRASE: Final = 100
MOST_ENTRIES: Final = 1_000
"""So many entries of a cell are read; no question asks for more than a hundred."""

_SEPARATORS: Final = re.compile(r"[;\r\n\v\x85\u2028\u2029]|_x000D_")


def split_entries(text: str) -> list[str]:
    """Split the text of a cell at line breaks and ``;``; blank entries are left out."""
    return [entry.strip() for entry in _SEPARATORS.split(text) if entry.strip()][:MOST_ENTRIES]


@lru_cache(maxsize=128)  # the same words stand in many cells, and a trap may have one long text in all of them
def read_references(text: str, *, accepts_number: bool = False) -> tuple[Reference, ...]:
    r"""
    Split the text of an evidence cell at line breaks and ``;`` and keep the entries that are there.

    The same entry twice is one reference. With *accepts_number* a number, 0 included, is there.

    >>> [reference.text for reference in read_references("SK 1.pdf; belum ada\nfoto.jpg;sk 1.PDF")]
    ['SK 1.pdf', 'foto.jpg']
    """
    found: dict[str, Reference] = {}
    for entry in split_entries(text):
        normalized = normalize_text(entry)
        is_figure = accepts_number and read_number(normalized).value is not None
        # "(belum)", "Tidak ada." and "--" say no more than the words in them.
        bare = normalized.strip(AROUND_WORDS)
        if is_figure or (bare and bare not in ABSENT_WORDS and normalized not in ABSENT_WORDS):
            is_word = not is_figure and _names_nothing(normalized, bare)
            found.setdefault(normalized, Reference(entry, Status.DECLARED if is_word else Status.REFERENCED))
    return tuple(found.values())


def _names_nothing(normalized: str, bare: str) -> bool:
    """Tell whether an entry claims a document without naming it, is no name at all, or says that it is not there."""
    sign = _LIST_SIGN.match(bare)
    if not sign and _ENDING.search(bare):  # as mostly: the name of a file
        return False
    said, bare = {normalized, bare}, bare[sign.end() :] if sign else bare
    said.add(bare)
    if not said.isdisjoint(_NO_NAMES):
        return True
    if len(bare) > _LONGEST_PHRASE or _ENDING.search(bare) or "://" in bare:
        return False
    is_mark = not any(each.isalnum() for each in bare)
    return is_mark or read_number(bare).value is not None or _NOT_YET.fullmatch(bare) is not None


class ItemFound(NamedTuple):
    """One evidence item, whether it is there, its status, and the references that stand for it."""

    item: EvidenceItem
    status: Status
    references: tuple[Reference, ...] = ()
    is_there: bool = False


class EvidenceFound(NamedTuple):
    """
    What was found for one question: its sets of items, of which one complete set is enough.

    *unmet* are the items that are not there, of the set that is nearest to complete; the first of equals.
    """

    alternatives: tuple[tuple[ItemFound, ...], ...] = ((),)
    unmet: tuple[ItemFound, ...] = ()

    @property
    def is_satisfied(self) -> bool:
        """Whether nothing is missing. A question that asks for no evidence is always met."""
        return not self.unmet

    @property
    def missing(self) -> tuple[EvidenceItem, ...]:
        """What the lacking items ask for."""
        return tuple([found.item for found in self.unmet])

    @property
    def rests_on_a_word(self) -> bool:
        """Whether the requirement is met, but not without an entry that names no document."""
        return self.is_satisfied and not any(
            all(found.status in _NAMED for found in items) for items in self.alternatives
        )

    @property
    def lacks_only_names(self) -> bool:
        """Whether a set would be complete if words that name no document counted, and none is without them."""
        return not self.is_satisfied and any(
            all(found.is_there or found.status is Status.DECLARED for found in items) for items in self.alternatives
        )

    @property
    def items(self) -> tuple[ItemFound, ...]:
        """Every item of every set, in order."""
        return tuple(found for items in self.alternatives for found in items)


NOTHING_ASKED: Final = EvidenceFound()
"""For a question that wants no evidence."""


_NAMED: Final = frozenset({Status.REFERENCED, Status.FOUND})


def match_evidence(
    alternatives: Sequence[Sequence[EvidenceItem]], references: Mapping[str, Sequence[Reference]]
) -> EvidenceFound:
    """
    Look for the items of each set of *alternatives* among *references* (kind → entries of that cell).

    The cells do not say which entry is which document, so within a set the order decides: each item takes as many
    entries of its kind as it needs. What is left over goes to the last item of the kind, so that none is lost. An
    item that gets fewer than it needs is missing.
    """
    found = tuple([_allocate(items, references) for items in alternatives])
    return EvidenceFound(found, min([tuple([each for each in items if not each.is_there]) for items in found], key=len))


def _allocate(items: Sequence[EvidenceItem], references: Mapping[str, Sequence[Reference]]) -> tuple[ItemFound, ...]:
    if len(items) == 1 or len({item.kind for item in items}) == len(items):  # as nearly all questions ask
        return tuple([_found(item, tuple(references.get(item.kind, ()))) for item in items])
    pools = {kind: tuple(entries) for kind, entries in references.items()}
    last = {item.kind: position for position, item in enumerate(items)}
    result = []
    for position, item in enumerate(items):
        pool = pools.get(item.kind, ())
        take = len(pool) if last[item.kind] == position else item.count
        taken, pools[item.kind] = pool[:take], pool[take:]
        result.append(_found(item, taken))
    return tuple(result)


def _found(item: EvidenceItem, references: tuple[Reference, ...]) -> ItemFound:
    """Weigh the entries for *item*: as good as the best that make up its number, or as bad as the worst."""
    if not references:
        return ItemFound(item, Status.MISSING)
    statuses = [reference.status for reference in references if reference.counts]
    if len(statuses) >= item.count:
        enough = sorted(statuses, key=_BEST_FIRST.index)[item.count - 1] if len(statuses) > 1 else statuses[0]
        return ItemFound(item, enough, references, is_there=True)
    refused = {reference.status for reference in references if not reference.counts}
    worst = next((status for status in _WORST_FIRST if status in refused), Status.MISSING)
    return ItemFound(item, worst, references)


_BEST_FIRST: Final = (Status.FOUND, Status.REFERENCED, Status.DECLARED)
_WORST_FIRST: Final = (Status.REJECTED, Status.NOT_FOUND, Status.DECLARED)
