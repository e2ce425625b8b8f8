"""
An instrument: the questions of an evaluation, the points of each part, and the predicates.

The rules between its parts are in `kla_score.instrument.rules`. Pure: no files, no printing.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Final, Literal

from pydantic import Field

from kla_score.cells import format_decimal, has_odd_digits, normalize_text
from kla_score.instrument.base import Identifier, Model, NonBlankStr, StrictBool, Text
from kla_score.instrument.evidence import EvidenceKind, PositiveInt
from kla_score.instrument.questions import NO_POINTS, AnyQuestion, NumberScale, Percentage, Points, Question


class Gate(Model):
    """
    A further condition of a predicate: so many indicators at *share* percent (included) or more of their maximum.

    It counts only when *applies* is set. Gates were reported for the form of 2011 by one local source; nothing says
    whether they still hold.
    """

    indicators: PositiveInt
    """So many indicators, from 1."""
    share: Percentage
    """Percent of their maximum that they have to reach, included."""
    status: Literal["confirmed", "unconfirmed"]
    """Whether a source says that the gate holds."""
    applies: StrictBool = False
    """Whether it counts here. Off unless said."""
    note: Text | None = None
    """Where it comes from."""


class Predicate(Model):
    """
    A named band of the total. *lower_limit* (included) decides; the printed range is what the form says.

    *gate* is a condition beside the points, if there is one.
    """

    id: Identifier
    """Name for machines."""
    name: Text
    """What people call it."""
    lower_limit: Points
    """Points at which it starts, included."""
    printed_from: Points
    """Lower end of the printed range."""
    printed_to: Points
    """Upper end of the printed range."""
    gate: Gate | None = None
    """A condition beside the points."""


class Agency(Model):
    """An office of the regency, or a body outside it, that owns questions. *aliases* are other names in use."""

    id: Identifier
    """Named by the questions that it owns."""
    name: Text
    """Its full name."""
    short: NonBlankStr
    """Its name where there is little room."""
    aliases: tuple[NonBlankStr, ...] = ()
    """Other names in use for the same office."""


class SourceDocument(Model):
    """Where the content of an instrument was taken from."""

    id: Identifier
    """Named by the questions that it shows."""
    title: NonBlankStr
    """What it is called, and where it stands."""
    covers: Text
    """What was taken from it."""


class Cap(Model):
    """A declared limit of an indicator whose questions add up to more than it is worth."""

    points: Points
    """What the indicator counts at most."""
    questions_total: Points
    """What the maxima of its questions add up to."""
    reason: Text
    """Why the indicator is worth less than its questions."""


class Indicator(Model):
    """Questions that are counted together; *maximum* is the printed one."""

    code: Identifier
    """Unique among the indicators."""
    name: Text
    """What it is about."""
    maximum: Points
    """The printed maximum: what its questions add up to, or the cap."""
    cap: Cap | None = None
    """Needed when the questions add up to more than the maximum."""
    questions: Annotated[tuple[AnyQuestion, ...], Field(min_length=1)]
    """One or more."""

    @property
    def questions_maximum(self) -> Decimal:
        """The maxima of the questions, added up."""
        return sum((question.maximum for question in self.questions), NO_POINTS)

    def capped(self, points: Decimal) -> Decimal:
        """Return *points*, or the cap if it is lower."""
        return min(points, self.cap.points) if self.cap else points


SheetName = Annotated[
    str,
    Field(strict=True, min_length=1, max_length=31, pattern=r"^[^\[\]:*?/\\'\s]([^\[\]:*?/\\]*[^\[\]:*?/\\'\s])?$"),
]
"""A name that Excel accepts for a sheet."""


class SheetTitle(Text):
    """A short text in both languages that can be the name of a sheet."""

    id: SheetName
    """In Indonesian, up to 31 characters."""
    en: SheetName
    """In English, up to 31 characters."""


class Cluster(Model):
    """Indicators of one subject; *maximum* is the printed one."""

    id: Identifier
    """Unique among the clusters."""
    name: Text
    """What it is about."""
    short: SheetTitle
    """Title of the sheet that asks its questions, and its name where there is little room."""
    maximum: Points
    """The printed maximum: what its indicators add up to."""
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]
    """One or more."""


class Caution(Model):
    """A caution on results, with the facts of this evaluation."""

    text: Text
    """The whole caution, for files and pages."""
    short: Text
    """The same in one short sentence, for the screen."""
    stages: tuple[Literal["EM", "VA", "VL", "VLH", "VKL", "VF"], ...] = ()
    """The stages whose results it concerns; without them, every result."""


class Instrument(Model):
    """
    One edition of an instrument, checked.

    *status* says how far the file can be trusted: a ``reconstruction`` was put together from secondary sources.
    *band_policy* ``lower-limit`` means that a predicate starts exactly at its lower limit, so that a total between
    two printed ranges (600.5) still belongs to the lower one.
    """

    id: Identifier
    """Names the instrument through all its editions."""
    edition: NonBlankStr
    """Tells apart what was asked in different rounds; sheets of another edition are not scored."""
    title: Text
    """What people call it."""
    language: Literal["id", "en"]
    """Language of a sheet and of data for machines, when nobody asks for another."""
    status: Literal["reconstruction", "official", "example"]
    """How far the file can be trusted: an official text, a reconstruction from other sources, or an example."""
    status_note: Text
    """What is said below every result about the file."""
    cautions: tuple[Caution, ...] = ()
    """What people must know about results, such as how much verification changes them; the general ones first."""
    sources: Annotated[tuple[SourceDocument, ...], Field(min_length=1)]
    """Where the content was taken from; one or more."""
    legal_basis: tuple[NonBlankStr, ...] = ()
    """Laws and regulations."""
    band_policy: Literal["lower-limit"]
    """Where a predicate starts; ``lower-limit`` is the only policy so far."""
    maximum: Points
    """The printed total: what the clusters add up to."""
    predicates: tuple[Predicate, ...] = ()
    """From the lowest to the highest; without them the result is a plain share."""
    evidence_kinds: tuple[EvidenceKind, ...] = ()
    """One column of the sheet each, in this order."""
    agencies: tuple[Agency, ...] = ()
    """Those who own questions. When there are any, every question needs one."""
    clusters: Annotated[tuple[Cluster, ...], Field(min_length=1)]
    """One sheet each, in this order; one or more."""

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by its code, in the order of the instrument."""
        return {question.code: question for cluster in self.clusters for question in questions_of(cluster)}

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator of every cluster, in order."""
        return tuple(indicator for cluster in self.clusters for indicator in cluster.indicators)

    @cached_property
    def codes_by_key(self) -> Mapping[str, str]:
        """The code of every question by its `normalize_code`."""
        return {normalize_code(code): code for code in self.questions}

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
        Twelve hexadecimal digits that identify everything that affects scoring.

        This includes codes, kinds, maxima, scales, caps, required evidence, and the thresholds and applied gates of the
        predicates. A corrected text does not change it, except the text of an option, which is the answer itself.
        """
        material = {
            "predicates": [affecting_predicate(predicate) for predicate in self.predicates],
            "figures": sorted(kind.id for kind in self.evidence_kinds if kind.accepts_number),
            "clusters": [
                [
                    cluster.id,
                    [
                        [indicator.code, format_decimal(indicator.cap.points) if indicator.cap else None]
                        + [affecting_question(question) for question in indicator.questions]
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


def affecting_question(question: Question) -> list[object]:
    """Return the values of *question* that affect scoring: its code, kind, maximum, scale and evidence."""
    needs = [[[item.kind, item.count] for item in items] for items in question.alternatives]
    return [question.code, question.kind, format_decimal(question.maximum), needs, *_affecting_scale(question)]


def _affecting_scale(question: Question) -> list[object]:
    """Return the values of the scale. For plain points, the maximum is enough."""
    scale = question.scale
    if not isinstance(scale, NumberScale):
        return [[[text.id, text.en, format_decimal(points)] for text, points in scale.options]]
    if not scale.is_percentage:
        return []
    return [
        [
            [format_decimal(step.edge), format_decimal(step.points), format_decimal(step.slope), step.is_included]
            for step in scale.steps
        ]
    ]


def affecting_predicate(predicate: Predicate) -> list[object]:
    """Return the values of *predicate* that affect scoring: its id, its limits, and a gate that applies."""
    material: list[object] = [predicate.id, format_decimal(predicate.lower_limit), format_decimal(predicate.printed_to)]
    if predicate.gate and predicate.gate.applies:
        material += [predicate.gate.indicators, format_decimal(predicate.gate.share)]
    return material


_LONGEST_CODE: Final = 40


def normalize_code(text: str) -> str:
    """
    Normalize a typed code: letter case and blanks do not matter.

    A text longer than any code is truncated, because it matches none. A code such as 9.¹ matches none either.

    >>> normalize_code(" 7 A"), normalize_code("9.¹")
    ('7a', '9.¹')
    """
    return text if has_odd_digits(text) else normalize_text(text[:_LONGEST_CODE]).replace(" ", "")
