"""
The evidence that a question requires, and the references that count as evidence in a cell.

Pure: no files, no printing. `kla_score.assessment.evidence_matching` finds the file of a reference.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final, NamedTuple

from pydantic import BeforeValidator, Discriminator, Field, Tag

from kla_score.instrument.base import Identifier, Model, StrictBool, Text
from kla_score.issues import N_


def _as_whole(value: object) -> object:
    """Return *value* as an integer if possible. Every number of an instrument file arrives as a Decimal."""
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


LARGEST_FILE: Final = 100
"""The default maximum size of an evidence file in MiB."""

PositiveInt = Annotated[int, Field(strict=True, ge=1, le=100), BeforeValidator(_as_whole)]
"""A whole number from 1 to 100."""


class EvidenceKind(Model):
    """An evidence type, such as photos. It is one column of the worksheets with the heading *name*."""

    id: Identifier = Field(description=N_("ID of the evidence type, used by questions."))
    name: Text = Field(description=N_("Heading of the column. Both languages are read."))
    description: Text = Field(description=N_("Description of the entries in the column."))
    accepts_number: StrictBool = Field(
        default=False,
        description=N_(
            "Whether a plain number in the cell, including 0, is evidence. True for types that require a figure."
        ),
    )


class EvidenceItem(Model):
    """One required evidence item: its type (*kind*), its content (*what*) and the number of files (*count*)."""

    kind: Identifier = Field(description=N_("ID of an evidence type."))
    what: Text = Field(description=N_("Required document, photo or figure."))
    count: PositiveInt = Field(
        default=1, description=N_("Number of required file names or links, at least 1. Default: 1.")
    )


class AllOf(Model):
    """Evidence items that are all required."""

    all_of: Annotated[tuple[EvidenceItem, ...], Field(min_length=1)] = Field(
        description=N_("Evidence items that are all required in this set.")
    )


class AnyOf(Model):
    """Sets of evidence items. One complete set is enough."""

    any_of: Annotated[tuple[AllOf, ...], Field(min_length=2)] = Field(
        description=N_("Two or more sets of evidence items.")
    )


def _form(value: object) -> str:
    return "any" if isinstance(value, dict | AnyOf) else "all"


Requirement = Annotated[
    Annotated[tuple[EvidenceItem, ...], Tag("all")] | Annotated[AnyOf, Tag("any")], Discriminator(_form)
]
"""A plain list requires all of its items. An empty list requires no evidence."""


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

    *counts* is whether it counts as a document. With an evidence folder, bare words and names of missing files do not
    count. *file* is the matched file of the folder, *issue* the code of an issue with the reference.
    """

    text: str
    status: Status = Status.REFERENCED
    counts: bool = True
    address: str = ""
    file: str = ""
    issue: str = ""


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
    def depends_on_unnamed_evidence(self) -> bool:
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
    entries of its kind as it needs. The last item of the kind takes the remaining ones, and those that do not count are
    the first to remain. An item with too few entries is missing.
    """
    found = tuple([_allocate(items, references) for items in alternatives])
    return EvidenceFound(found, min([tuple([each for each in items if not each.is_there]) for items in found], key=len))


def _allocate(items: Sequence[EvidenceItem], references: Mapping[str, Sequence[Reference]]) -> tuple[ItemFound, ...]:
    if len(items) == 1 or len({item.kind for item in items}) == len(items):  # true for nearly all questions
        return tuple([_found(item, tuple(references.get(item.kind, ()))) for item in items])
    needed: Counter[str] = Counter()
    for item in items:
        needed[item.kind] += item.count
    pools = {kind: _surplus_last(entries, needed[kind]) for kind, entries in references.items()}
    last = {item.kind: position for position, item in enumerate(items)}
    result = []
    for position, item in enumerate(items):
        pool = pools.get(item.kind, ())
        take = len(pool) if last[item.kind] == position else item.count
        taken, pools[item.kind] = pool[:take], pool[take:]
        result.append(_found(item, taken))
    return tuple(result)


def _surplus_last(entries: Sequence[Reference], needed: int) -> tuple[Reference, ...]:
    """Return *entries* with those that do not count last, but only as many as are not *needed*."""
    surplus = [entry for entry in entries if not entry.counts][: max(len(entries) - needed, 0)]
    return (*[entry for entry in entries if entry not in surplus], *surplus)


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
