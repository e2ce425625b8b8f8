"""
An instrument: what a round of evaluation asks, how many points each part is worth, and which predicates there are.

`find_faults` derives every sum and checks it; nothing printed is trusted. Pure: no files, no printing.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from operator import attrgetter
from typing import Annotated, Literal

from pydantic import Field

from kla_score.cells import plain
from kla_score.evidence import AnyOf, Definition, EvidenceItem, EvidenceKind, Identifier, Text, Words
from kla_score.issues import Parameter
from kla_score.questions import NO_POINTS, Points, Question


class Predicate(Definition):
    """A named band of the total. *lower_limit* (included) decides; the printed range is what the form says."""

    id: Identifier
    name: Text
    lower_limit: Points
    printed_from: Points
    printed_to: Points


class Agency(Definition):
    """An office of the regency, or a body outside it, that owns questions. *aliases* are other names in use."""

    id: Identifier
    name: Text
    short: Words
    aliases: tuple[Words, ...] = ()


class SourceDocument(Definition):
    """Where the content of an instrument was taken from."""

    id: Identifier
    title: Words
    covers: Text


class Cap(Definition):
    """A declared limit of an indicator whose questions add up to more than it is worth."""

    points: Points
    """What the indicator counts at most."""
    questions_total: Points
    """What the maxima of its questions add up to."""
    reason: Text


class Indicator(Definition):
    """Questions that are counted together; *maximum* is the printed one."""

    code: Identifier
    name: Text
    maximum: Points
    cap: Cap | None = None
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]

    @property
    def questions_maximum(self) -> Decimal:
        """The maxima of the questions, added up."""
        return sum((question.maximum for question in self.questions), NO_POINTS)

    def capped(self, points: Decimal) -> Decimal:
        """Give *points*, or the cap where there is one and it is lower."""
        return min(points, self.cap.points) if self.cap else points


SheetName = Annotated[Words, Field(max_length=31, pattern=r"^[^\[\]:*?/\\']*\S$")]
"""A name that Excel accepts for a sheet."""


class SheetTitle(Definition):
    """A short text in Indonesian (*id*) and English (*en*) that can be the name of a sheet."""

    id: SheetName
    en: SheetName

    def in_language(self, language: str) -> str:
        """Give the text in *language*; any other than ``en`` is Indonesian."""
        return self.en if language == "en" else self.id


class Cluster(Definition):
    """Indicators of one subject; *maximum* is the printed one."""

    id: Identifier
    name: Text
    short: SheetTitle
    """Title of the sheet that asks its questions, and its name where there is little room."""
    maximum: Points
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]


class Instrument(Definition):
    """
    One edition of an instrument, checked.

    *status* says how far the file can be trusted: a ``reconstruction`` was put together from secondary sources.
    *band_policy* ``lower-limit`` means that a predicate starts exactly at its lower limit, so that a total between
    two printed ranges (600.5) still belongs to the lower one.
    """

    id: Identifier
    edition: Words
    title: Text
    language: Literal["id", "en"]
    status: Literal["reconstruction", "official", "example"]
    status_note: Text
    sources: Annotated[tuple[SourceDocument, ...], Field(min_length=1)]
    legal_basis: tuple[Words, ...] = ()
    band_policy: Literal["lower-limit"]
    maximum: Points
    predicates: tuple[Predicate, ...] = ()
    evidence_kinds: Annotated[tuple[EvidenceKind, ...], Field(min_length=1)]
    agencies: tuple[Agency, ...] = ()
    clusters: Annotated[tuple[Cluster, ...], Field(min_length=1)]

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by its code, in the order of the instrument."""
        return {question.code: question for cluster in self.clusters for question in questions_of(cluster)}

    @cached_property
    def agency_by_id(self) -> Mapping[str, Agency]:
        """Every agency by its id."""
        return {agency.id: agency for agency in self.agencies}

    @cached_property
    def evidence_kind_by_id(self) -> Mapping[str, EvidenceKind]:
        """Every evidence kind by its id."""
        return {kind.id: kind for kind in self.evidence_kinds}

    @cached_property
    def fingerprint(self) -> str:
        """
        Twelve hexadecimal digits of what affects scoring.

        Codes, kinds, maxima, caps, required evidence, limits of the predicates. A corrected text does not change it.
        """
        material = {
            "predicates": [[p.id, plain(p.lower_limit), plain(p.printed_to)] for p in self.predicates],
            "figures": sorted(kind.id for kind in self.evidence_kinds if kind.accepts_number),
            "clusters": [
                [
                    cluster.id,
                    [
                        [indicator.code, plain(indicator.cap.points) if indicator.cap else None]
                        + [_affecting_score(question) for question in indicator.questions]
                        for indicator in cluster.indicators
                    ],
                ]
                for cluster in self.clusters
            ],
        }
        canonical = json.dumps(material, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("ascii")).hexdigest()[:12]


def questions_of(cluster: Cluster) -> Iterator[Question]:
    """Yield the questions of *cluster* in order."""
    for indicator in cluster.indicators:
        yield from indicator.questions


def _affecting_score(question: Question) -> list[object]:
    needs = [[[item.kind, item.count] for item in items] for items in question.alternatives]
    return [question.code, question.kind, plain(question.maximum), needs]


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
    yield from _undefined(pieces)
    yield from _wrong_sums(pieces)
    yield from _disordered(pieces.predicates)


def _repeated(pieces: Pieces) -> Iterator[Fault]:
    families: tuple[tuple[tuple[str, ...], Sequence[Definition]], ...] = (
        (("id",), pieces.predicates),
        (("id",), pieces.sources or ()),
        (("id",), pieces.evidence_kinds or ()),
        (("name", "id"), pieces.evidence_kinds or ()),
        (("name", "en"), pieces.evidence_kinds or ()),
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


def _disordered(predicates: Sequence[Predicate]) -> Iterator[Fault]:
    for before, each in zip((None, *predicates), predicates, strict=False):
        is_inside = each.printed_from <= each.lower_limit <= each.printed_to
        is_above = before is None or (each.lower_limit > before.lower_limit and each.printed_from > before.printed_to)
        if not (is_inside and is_above):
            yield Fault("predicates-disordered", each, ("lower_limit",), plain(each.lower_limit))
