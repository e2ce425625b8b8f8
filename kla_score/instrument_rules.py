"""
What must hold between the pieces of an instrument: names, sums, order.

Every sum is derived and checked; nothing printed is trusted. Pure: no files, no printing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from operator import attrgetter
from typing import Final

from kla_score.cells import even_out, plain
from kla_score.evidence import AnyOf, Definition, EvidenceItem, EvidenceKind
from kla_score.instrument import Agency, Cluster, Indicator, Predicate, SourceDocument
from kla_score.issues import Parameter
from kla_score.questions import NO_POINTS, Question

TAKEN_TITLES: Final = frozenset({"identitas", "petunjuk", "ringkasan", "hitung", "history"})
"""Evened-out titles of the sheets that every workbook has, and one that Excel keeps for itself."""

TAKEN_HEADINGS: Final = frozenset(
    {
        *("kode", "code", "pertanyaan", "question", "nilai", "points", "opd", "agencies", "agency"),
        *("nilai maks", "nilai maksimal", "nilai maksimum", "maximum", "maximum points", "catatan", "notes", "note"),
    }
)
"""Evened-out headings of the columns that every question sheet has."""


@dataclass(frozen=True, slots=True)
class Fault:
    """
    Something wrong in an instrument whose pieces are each in order.

    *subject* is the piece concerned and *key* the key in it (or position in a list, for a key that holds one), so
    that whoever read the file can tell the line.
    """

    code: str
    subject: Definition | None
    key: tuple[str | int, ...]
    found: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pieces:
    """
    The pieces of an instrument that could be read, maybe not all of them, in the order of the file.

    *sources*, *evidence_kinds* and *agencies* are None when some of them could not be read, so that nothing is called
    undefined that may be defined. *damaged* holds the ids (``id()``) of pieces some of whose parts are missing:
    their sums mean nothing; *is_whole* says the same of the clusters together.
    """

    maximum: Decimal | None
    predicates: Sequence[Predicate]
    sources: Sequence[SourceDocument] | None
    evidence_kinds: Sequence[EvidenceKind] | None
    agencies: Sequence[Agency] | None
    clusters: Sequence[Cluster]
    indicators: Sequence[Indicator]
    questions: Sequence[Question]
    damaged: frozenset[int] = frozenset()
    is_whole: bool = True


def find_faults(pieces: Pieces) -> Iterator[Fault]:
    """Find what is wrong between the pieces: repeated and undefined names, wrong sums, disordered predicates."""
    yield from _repeated(pieces)
    yield from _taken(pieces)
    yield from _undefined(pieces)
    yield from _wrong_sums(pieces)
    yield from _disordered(pieces.predicates, pieces.maximum)


def _repeated(pieces: Pieces) -> Iterator[Fault]:
    families: tuple[tuple[tuple[str, ...], Sequence[Definition]], ...] = (
        (("id",), pieces.predicates),
        (("id",), pieces.sources or ()),
        (("id",), pieces.evidence_kinds or ()),
        (("id",), pieces.agencies or ()),
        (("id",), pieces.clusters),
        (("short", "id"), pieces.clusters),
        (("short", "en"), pieces.clusters),
        (("code",), pieces.indicators),
        (("code",), pieces.questions),
    )
    for path, definitions in families:
        seen: set[str] = set()
        for definition in definitions:
            # Sheets are matched without minding letter case, so names that differ in case alone are the same.
            name = str(attrgetter(".".join(path))(definition))
            if name.casefold() in seen:
                yield Fault("identifier-repeated", definition, path, name)
            seen.add(name.casefold())


def _taken(pieces: Pieces) -> Iterator[Fault]:
    """Find names that the workbook gives to something else: titles of its own sheets, headings of other columns."""
    for cluster in pieces.clusters:
        for language in ("id", "en"):
            title = cluster.short.in_language(language)
            if even_out(title) in TAKEN_TITLES:
                yield Fault("identifier-repeated", cluster, ("short", language), title)
    owners: dict[str, str] = {}
    for kind in pieces.evidence_kinds or ():
        for language in ("id", "en"):
            heading = kind.name.in_language(language)
            if even_out(heading) in TAKEN_HEADINGS or owners.setdefault(even_out(heading), kind.id) != kind.id:
                yield Fault("identifier-repeated", kind, ("name", language), heading)


def _undefined(pieces: Pieces) -> Iterator[Fault]:
    sources, kinds, agencies = (_ids(pieces.sources), _ids(pieces.evidence_kinds), _ids(pieces.agencies))
    for question in pieces.questions:
        named: list[tuple[tuple[str | int, ...], str, Sequence[str] | None]] = []
        named += [(("sources", position), source, sources) for position, source in enumerate(question.sources)]
        named += [(("agencies", position), agency, agencies) for position, agency in enumerate(question.agencies)]
        named += [(key, item.kind, kinds) for key, item in _items_with_keys(question)]
        for key, name, known in named:
            if known is not None and name not in known:
                candidates = tuple(get_close_matches(name, known))
                yield Fault("identifier-undefined", question, key, name, {"candidates": candidates})


def _ids(definitions: Sequence[SourceDocument | EvidenceKind | Agency] | None) -> Sequence[str] | None:
    return None if definitions is None else [definition.id for definition in definitions]


def _items_with_keys(question: Question) -> Iterator[tuple[tuple[str | int, ...], EvidenceItem]]:
    if isinstance(question.evidence, AnyOf):
        for number, every in enumerate(question.evidence.any_of):
            for position, item in enumerate(every.all_of):
                yield ("evidence", "any_of", number, "all_of", position, "kind"), item
    else:
        for position, item in enumerate(question.evidence):
            yield ("evidence", position, "kind"), item


def _wrong_sums(pieces: Pieces) -> Iterator[Fault]:
    for indicator in pieces.indicators:
        if id(indicator) not in pieces.damaged:
            yield from _wrong_sums_of_indicator(indicator)
    for cluster in pieces.clusters:
        if id(cluster) not in pieces.damaged:
            derived = sum((indicator.maximum for indicator in cluster.indicators), NO_POINTS)
            yield from _difference(cluster, cluster.maximum, derived, cluster.id)
    if pieces.maximum is not None and pieces.is_whole:
        derived = sum((cluster.maximum for cluster in pieces.clusters), NO_POINTS)
        yield from _difference(None, pieces.maximum, derived, "total")


def _wrong_sums_of_indicator(indicator: Indicator) -> Iterator[Fault]:
    derived = indicator.questions_maximum
    numbers: Mapping[str, Parameter] = {"name": indicator.code, "derived": derived, "maximum": indicator.maximum}
    if indicator.cap is None:
        code = "surplus-undeclared" if derived > indicator.maximum else "sum-differs"
        if derived != indicator.maximum:
            yield Fault(code, indicator, ("maximum",), plain(indicator.maximum), numbers)
    elif indicator.cap.questions_total != derived:
        found = plain(indicator.cap.questions_total)
        yield Fault("cap-wrong", indicator, ("cap", "questions_total"), found, numbers)
    elif indicator.cap.points != indicator.maximum or derived <= indicator.cap.points:
        yield Fault("cap-wrong", indicator, ("cap", "points"), plain(indicator.cap.points), numbers)
    else:
        yield Fault("cap-declared", indicator, ("cap",), plain(indicator.cap.points), numbers)


def _difference(subject: Definition | None, printed: Decimal, derived: Decimal, name: str) -> Iterator[Fault]:
    if printed != derived:
        parameters: Mapping[str, Parameter] = {"name": name, "derived": derived, "maximum": printed}
        yield Fault("sum-differs", subject, ("maximum",), plain(printed), parameters)


def _disordered(predicates: Sequence[Predicate], maximum: Decimal | None) -> Iterator[Fault]:
    for before, each in zip((None, *predicates), predicates, strict=False):
        is_inside = each.printed_from <= each.lower_limit <= each.printed_to
        is_above = before is None or (each.lower_limit > before.lower_limit and each.printed_from > before.printed_to)
        if not (is_inside and is_above and (maximum is None or each.printed_to <= maximum)):
            yield Fault("predicates-disordered", each, ("lower_limit",), plain(each.lower_limit))
