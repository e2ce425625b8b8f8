"""
An instrument: what a round of evaluation asks, how many points each part is worth, and which predicates there are.

What must hold between the pieces is in `kla_score.instrument_rules`. Pure: no files, no printing.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from kla_score.cells import plain
from kla_score.evidence import Definition, EvidenceKind, Identifier, Text, Words
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


SheetName = Annotated[Words, Field(max_length=31, pattern=r"^[^\[\]:*?/\\'\s]([^\[\]:*?/\\]*[^\[\]:*?/\\'\s])?$")]
"""A name that Excel accepts for a sheet."""


class SheetTitle(Text):
    """A short text in both languages that can be the name of a sheet."""

    id: SheetName
    en: SheetName


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

    def heading_of(self, evidence_kind: str) -> str:
        """Give the heading of the column of *evidence_kind* (an id) in the instrument's own language."""
        return self.evidence_kind_by_id[evidence_kind].name.in_language(self.language)

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
