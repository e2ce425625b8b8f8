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

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from kla_score.cells import format_decimal, has_odd_digits, normalize_text, utf16_length
from kla_score.instrument.base import Identifier, Model, NonBlankStr, StrictBool, Text
from kla_score.instrument.evidence import EvidenceKind, PositiveInt
from kla_score.instrument.questions import (
    LONGEST_CODE,
    NO_POINTS,
    AnyQuestion,
    NumberScale,
    Percentage,
    Points,
    Question,
)
from kla_score.instrument.regions import REGENCY_KINDS, RegionKind, RegionKinds
from kla_score.issues import N_


class Gate(Model):
    """
    An additional requirement for a predicate. At least *indicators* indicators reach *share* percent of their maximum.

    It counts only if *applies* is true. One local source reported such requirements for the form of 2011. No source
    confirms that they still apply.
    """

    indicators: PositiveInt = Field(description=N_("Number of required indicators, at least 1."))
    share: Percentage = Field(description=N_("Percentage of their maximum that these indicators must reach, included."))
    status: Literal["confirmed", "unconfirmed"] = Field(description=N_("Whether a source confirms the requirement."))
    applies: StrictBool = Field(default=False, description=N_("Whether the requirement counts. Default: false."))
    note: Text | None = Field(default=None, description=N_("Origin of the requirement."))


class Predicate(Model):
    """A named range of the total. *lower_limit* (included) decides. The printed range is shown as in the form."""

    id: Identifier = Field(description=N_("ID for programs."))
    name: Text = Field(description=N_("Name for people."))
    lower_limit: Points = Field(description=N_("Points at which the predicate starts, included."))
    printed_from: Points = Field(description=N_("Lower end of the printed range."))
    printed_to: Points = Field(description=N_("Upper end of the printed range."))
    gate: Gate | None = Field(default=None, description=N_("An additional requirement besides the points."))


class Agency(Model):
    """An agency of the region, or a partner outside it, that is responsible for questions."""

    id: Identifier = Field(description=N_("ID of the agency, used by its questions."))
    name: Text = Field(description=N_("Full name."))
    short: NonBlankStr = Field(description=N_("Short name for narrow columns."))
    aliases: tuple[NonBlankStr, ...] = Field(default=(), description=N_("Other names for the same agency."))


class SourceDocument(Model):
    """A source of the content of an instrument."""

    id: Identifier = Field(description=N_("ID of the source, used by its questions."))
    title: NonBlankStr = Field(description=N_("Title, and where to find the document."))
    covers: Text = Field(description=N_("Content that comes from this source."))


class Cap(Model):
    """A declared limit of an indicator whose questions add up to more than it is worth."""

    points: Points = Field(description=N_("Maximum points of the indicator."))
    questions_total: Points = Field(description=N_("Sum of the maxima of the indicator's questions."))
    reason: Text = Field(description=N_("Reason why the indicator is worth less than its questions."))


class Indicator(Model):
    """A group of questions with a printed maximum."""

    code: Identifier = Field(description=N_("Code, unique among the indicators."))
    name: Text = Field(description=N_("Title."))
    maximum: Points = Field(description=N_("Printed maximum of the indicator: the sum of its questions, or the cap."))
    cap: Cap | None = Field(
        default=None,
        description=N_("Limit of the indicator. Required if the questions add up to more than the maximum."),
    )
    questions: Annotated[tuple[AnyQuestion, ...], Field(min_length=1)] = Field(description=N_("One or more questions."))

    @property
    def questions_maximum(self) -> Decimal:
        """The maxima of the questions, added up."""
        return sum((question.maximum for question in self.questions), NO_POINTS)

    def capped(self, points: Decimal) -> Decimal:
        """Return *points*, or the cap if it is lower."""
        return min(points, self.cap.points) if self.cap else points


_LONGEST_SHEET_NAME: Final = 31


def _check_sheet_name(name: str) -> str:
    """Reject a name that is too long only because Excel counts some characters twice."""
    if utf16_length(name) > _LONGEST_SHEET_NAME:
        raise PydanticCustomError("string_too_long", "too long", {"max_length": _LONGEST_SHEET_NAME})
    return name


SheetName = Annotated[
    str,
    Field(
        strict=True,
        min_length=1,
        max_length=_LONGEST_SHEET_NAME,
        pattern=r"^[^\[\]:*?/\\'\s]([^\[\]:*?/\\]*[^\[\]:*?/\\'\s])?$",
    ),
    AfterValidator(_check_sheet_name),
]
"""A name that Excel accepts for a worksheet."""


class SheetTitle(Text):
    """A short text in both languages that can be the name of a worksheet."""

    id: SheetName = Field(description=N_("Indonesian text, up to 31 characters."))
    en: SheetName = Field(description=N_("English text, up to 31 characters."))


class Cluster(Model):
    """Indicators of one subject, with a printed maximum."""

    id: Identifier = Field(description=N_("ID, unique among the clusters."))
    name: Text = Field(description=N_("Title."))
    short: SheetTitle = Field(description=N_("Name of the cluster's worksheet, and short name for narrow columns."))
    label: Text | None = Field(
        default=None, description=N_("Short title for tables, at most about 26 characters. Default: the title.")
    )
    maximum: Points = Field(description=N_("Printed maximum of the cluster: the sum of its indicators."))
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)] = Field(description=N_("One or more indicators."))


class Caution(Model):
    """A caution on results, with the facts of this evaluation."""

    text: Text = Field(description=N_("Full text, for files and pages."))
    short: Text = Field(description=N_("Short version of the caution, for the screen."))
    stages: tuple[Literal["EM", "VA", "VL", "VLH", "VKL", "VF"], ...] = Field(
        default=(), description=N_("Stages whose results show the caution. Without stages, every result shows it.")
    )


class Instrument(Model):
    """
    One valid edition of an instrument.

    The *status* ``reconstruction`` means that the file is compiled from secondary sources. The *band_policy*
    ``lower-limit`` means that a predicate starts exactly at its lower limit. A total between two printed ranges
    (600.5) belongs to the lower one.
    """

    id: Identifier = Field(description=N_("ID of the instrument, the same in all editions."))
    edition: NonBlankStr = Field(
        description=N_("Edition, often an evaluation year. The program does not score workbooks of another edition.")
    )
    title: Text = Field(description=N_("Name for people."))
    language: Literal["id", "en"] = Field(description=N_("Default language of workbooks and of data for machines."))
    status: Literal["reconstruction", "official", "example"] = Field(
        description=N_("Reliability of the file: an official text, a reconstruction from other sources or an example.")
    )
    status_note: Text = Field(description=N_("Remark on the instrument, shown below every result."))
    cautions: tuple[Caution, ...] = Field(
        default=(),
        description=N_("Cautions on results, such as how much verification changes them. General cautions come first."),
    )
    sources: Annotated[tuple[SourceDocument, ...], Field(min_length=1)] = Field(
        description=N_("One or more sources of the content.")
    )
    legal_basis: tuple[NonBlankStr, ...] = Field(default=(), description=N_("Laws and regulations."))
    band_policy: Literal["lower-limit"] = Field(
        description=N_("Rule for where a predicate starts. The only valid value is `lower-limit`.")
    )
    maximum: Points = Field(description=N_("Printed total: the sum of the clusters."))
    predicates: tuple[Predicate, ...] = Field(
        default=(),
        description=N_(
            "Predicates from the lowest to the highest. Without predicates, results show a percentage only."
        ),
    )
    evidence_kinds: tuple[EvidenceKind, ...] = Field(
        default=(), description=N_("Evidence types. Each is one column of the worksheets, in this order.")
    )
    agencies: tuple[Agency, ...] = Field(
        default=(), description=N_("Responsible agencies. If the file lists any, every question needs one.")
    )
    regions: Annotated[tuple[RegionKind, ...], Field(min_length=1)] = Field(
        default_factory=lambda: REGENCY_KINDS,  # older versions of pydantic cannot describe a default that is a model
        description=N_("Kinds of region that fill in the workbooks. Default: regencies and cities."),
    )
    clusters: Annotated[tuple[Cluster, ...], Field(min_length=1)] = Field(
        description=N_("One or more clusters. Each is one worksheet, in this order.")
    )

    def __repr__(self) -> str:
        """Return the id, the edition and the size in one line."""
        return f"<Instrument {self.id} {self.edition}: {len(self.questions)} questions, {self.maximum} points>"

    @cached_property
    def region_kinds(self) -> RegionKinds:
        """The kinds of region, for finding one."""
        return RegionKinds(self.regions)

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
        canonical = json.dumps(material, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("ascii")).hexdigest()[:12]


InstrumentPart = Cluster | Indicator | Question | Predicate | Agency | EvidenceKind | SourceDocument
"""A part of an instrument that can be found by its name."""


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


def normalize_code(text: str) -> str:
    """
    Normalize a typed code: letter case and blanks do not matter.

    A text longer than any code is truncated, because it matches none. A code such as 9.¹ matches none either.

    >>> normalize_code(" 7 A"), normalize_code("9.¹")
    ('7a', '9.¹')
    """
    return text if has_odd_digits(text) else normalize_text(text[:LONGEST_CODE]).replace(" ", "")
