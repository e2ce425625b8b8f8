"""
The evidence that a question requires, and the references that count as evidence in a cell.

Pure: no files, no printing. `kla_score.assessment.evidence_matching` finds the file of a reference.
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
    """Return *value* as an integer if possible. Every number of an instrument file arrives as a Decimal."""
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


LARGEST_FILE: Final = 100
"""The default maximum size of an evidence file in MiB."""

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
"""A plain list of items requires all of them; an empty list requires no evidence."""


class Status(StrEnum):
    """The status of an evidence item or a reference."""

    REFERENCED = "referenced"
    """Named by at least one reference to a document."""
    DECLARED = "declared"
    """Claimed only by a word such as "ada" that names no document."""
    MISSING = "missing"
    FOUND = "found"
    """It matches a usable file of the evidence folder."""
    NOT_FOUND = "not_found"
    """It matches no file of the evidence folder."""
    REJECTED = "rejected"
    """It leads out of the evidence folder, or to an unusable file."""


class Reference(NamedTuple):
    """
    One entry of an evidence cell, as typed, with the *address* of its hyperlink if there is one.

    *counts* is whether it stands for a document. With an evidence folder, bare words and names of missing files do not
    count. *file* is the matched file of the folder, *issue* the code of an issue with the reference.
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
"""Entries that mean "absent", normalized for comparison."""

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
"""Entries that claim a document without naming it, normalized for comparison; a ticked box is "true"."""

AROUND_WORDS: Final = " .,:!?()[]{}\"'“”‘’-–—_*/"
"""Characters around a word that do not change its meaning."""

_LIST_SIGN: Final = re.compile(r"(?:[0-9]{1,2}|[a-z])[.)] *|[•●▪·○☐□] *")
_NOT_YET: Final = re.compile(
    r"(belum|blm|tidak|tdk|tak)[ ,-]*(ada|tersedia|terbit|dibuat|disusun|selesai)\b.*"
    r"|.*\b(belum|blm|tidak|tdk) (ada|tersedia|terbit|dibuat|disusun|selesai)"
    r"|(akan|masih|sedang|dalam|dlm)\b.*\b(menyusul|proses|diproses|disusun|dibuat|dikerjakan)"
)
"""Phrases that mean "absent"."""
_ENDING: Final = re.compile(r"\.[a-z][a-z0-9]{1,4}$")
_NAMES_NOTHING: Final = frozenset({"n.a", "#n/a", "#ref!", "nol", "null", "n", "http://", "https://"})
_NO_NAMES: Final = DECLARED_WORDS | ABSENT_WORDS | _NAMES_NOTHING
_LONGEST_PHRASE: Final = 100
MOST_ENTRIES: Final = 1_000
"""The maximum number of entries that are read from a cell. No question requires more than a hundred."""

_SEPARATORS: Final = re.compile(r"[;\r\n\v\x85\u2028\u2029]|_x000D_")


def split_entries(text: str) -> list[str]:
    """Split the text of a cell at line breaks and ``;``, without blank entries."""
    return [entry.strip() for entry in _SEPARATORS.split(text) if entry.strip()][:MOST_ENTRIES]


@lru_cache(maxsize=128)  # many cells have the same words, and a hostile sheet may repeat one long text
def read_references(text: str, *, accepts_number: bool = False) -> tuple[Reference, ...]:
    r"""
    Return the entries of an evidence cell, split at line breaks and ``;``, without entries that mean "absent".

    Repeated entries are one reference. With *accepts_number*, a number is a reference, 0 included.

    >>> [reference.text for reference in read_references("SK 1.pdf; belum ada\nfoto.jpg;sk 1.PDF")]
    ['SK 1.pdf', 'foto.jpg']
    """
    found: dict[str, Reference] = {}
    for entry in split_entries(text):
        normalized = normalize_text(entry)
        is_figure = accepts_number and read_number(normalized).value is not None
        # "(belum)", "Tidak ada." and "--" mean the same as the words in them.
        bare = normalized.strip(AROUND_WORDS)
        if is_figure or (bare and bare not in ABSENT_WORDS and normalized not in ABSENT_WORDS):
            is_word = not is_figure and _names_nothing(normalized, bare)
            found.setdefault(normalized, Reference(entry, Status.DECLARED if is_word else Status.REFERENCED))
    return tuple(found.values())


def _names_nothing(normalized: str, bare: str) -> bool:
    """Return whether an entry claims a document without naming it, is not a name, or says that it is absent."""
    sign = _LIST_SIGN.match(bare)
    if not sign and _ENDING.search(bare):  # usually a file name
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
    """One evidence item, its references, its status, and whether it is present."""

    item: EvidenceItem
    status: Status
    references: tuple[Reference, ...] = ()
    is_there: bool = False


class EvidenceFound(NamedTuple):
    """
    The evidence for one question: sets of items, of which one complete set is enough.

    *unmet* are the missing items of the set that is nearest to complete; the first of equals.
    """

    alternatives: tuple[tuple[ItemFound, ...], ...] = ((),)
    unmet: tuple[ItemFound, ...] = ()

    @property
    def is_satisfied(self) -> bool:
        """Whether no item is missing. Always true if the question requires no evidence."""
        return not self.unmet

    @property
    def missing(self) -> tuple[EvidenceItem, ...]:
        """The missing items."""
        return tuple([found.item for found in self.unmet])

    @property
    def rests_on_a_word(self) -> bool:
        """Whether the requirement is met only because of an entry that names no document."""
        return self.is_satisfied and not any(
            all(found.status in _NAMED for found in items) for items in self.alternatives
        )

    @property
    def lacks_only_names(self) -> bool:
        """Whether no set is complete, but one would be if words that name no document counted."""
        return not self.is_satisfied and any(
            all(found.is_there or found.status is Status.DECLARED for found in items) for items in self.alternatives
        )

    @property
    def items(self) -> tuple[ItemFound, ...]:
        """Every item of every set, in order."""
        return tuple(found for items in self.alternatives for found in items)


NOTHING_ASKED: Final = EvidenceFound()
"""The result for a question that requires no evidence."""


_NAMED: Final = frozenset({Status.REFERENCED, Status.FOUND})


def match_evidence(
    alternatives: Sequence[Sequence[EvidenceItem]], references: Mapping[str, Sequence[Reference]]
) -> EvidenceFound:
    """
    Match the items of each set of *alternatives* with *references* (kind → entries of that cell).

    The cells do not say which entry is which document, so the order within a set decides. Each item takes as many
    entries of its kind as it needs. The last item of the kind takes the remaining ones. An item with too few entries is
    missing.
    """
    found = tuple([_allocate(items, references) for items in alternatives])
    return EvidenceFound(found, min([tuple([each for each in items if not each.is_there]) for items in found], key=len))


def _allocate(items: Sequence[EvidenceItem], references: Mapping[str, Sequence[Reference]]) -> tuple[ItemFound, ...]:
    if len(items) == 1 or len({item.kind for item in items}) == len(items):  # true for nearly all questions
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
    """
    Return the result for *item*. With enough entries, the best ones decide its status; otherwise the worst one does.
    """
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
