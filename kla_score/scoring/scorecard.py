"""
Turn checked answers into a scorecard: question → indicator (at most its cap) → cluster → total.

Sums are exact and nothing is rounded. Pure: no files, no printing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from html import escape
from typing import NamedTuple

from kla_score.assessment import Answer, Assessment
from kla_score.cells import format_decimal
from kla_score.instrument import Cluster, Indicator, Instrument
from kla_score.instrument.questions import NO_POINTS, Question
from kla_score.scoring.predicate import PredicateResult, find_predicate


@dataclass(frozen=True, slots=True)
class Tally:
    """
    Points and answers of some questions. Tallies can be added, so that a total always equals the sum of its parts.

    0 ≤ *supported* ≤ *claimed* ≤ *maximum*. *supported* is None if the sheet records no evidence at all. *questions* is
    the number of questions that can earn points, *answered* the number of those with usable points.
    """

    claimed: Decimal
    supported: Decimal | None
    maximum: Decimal
    answered: int
    questions: int

    def __add__(self, other: "Tally") -> "Tally":
        neither = self.supported is None or other.supported is None
        return Tally(
            self.claimed + other.claimed,
            None if neither else (self.supported or NO_POINTS) + (other.supported or NO_POINTS),
            self.maximum + other.maximum,
            self.answered + other.answered,
            self.questions + other.questions,
        )

    @property
    def at_risk(self) -> Decimal | None:
        """Claimed points without complete evidence; None if no evidence is recorded."""
        return None if self.supported is None else self.claimed - self.supported

    @property
    def not_reached(self) -> Decimal:
        """The maximum minus the claimed points."""
        return self.maximum - self.claimed


def _add(tallies: Sequence[Tally]) -> Tally:
    first, *others = tallies
    return sum(others, first)


class QuestionScore(NamedTuple):
    """One question with its answer and its points."""

    question: Question
    answer: Answer
    tally: Tally

    @property
    def at_risk(self) -> Decimal:
        """Claimed points without complete evidence; 0 also if no evidence is recorded at all."""
        return self.tally.at_risk or NO_POINTS


@dataclass(frozen=True)
class IndicatorScore:
    """One indicator; *uncapped* is the sum of its questions, *tally* the sum that counts."""

    indicator: Indicator
    questions: Sequence[QuestionScore]

    @cached_property
    def uncapped(self) -> Tally:
        """The sum of the questions before the cap."""
        return _add([question.tally for question in self.questions])

    @cached_property
    def tally(self) -> Tally:
        """The sum of the questions, with each number limited by the cap."""
        raw, capped = self.uncapped, self.indicator.capped
        supported = None if raw.supported is None else capped(raw.supported)
        return Tally(capped(raw.claimed), supported, capped(raw.maximum), raw.answered, raw.questions)


@dataclass(frozen=True)
class ClusterScore:
    """One cluster and its indicators."""

    cluster: Cluster
    indicators: Sequence[IndicatorScore]

    @cached_property
    def tally(self) -> Tally:
        """The sum of the indicators."""
        return _add([indicator.tally for indicator in self.indicators])


@dataclass(frozen=True)
class Scorecard:
    """
    The result of scoring one assessment. It is indicative: verification replaces it.

    *supported* is None if the sheet records no evidence at all.
    """

    instrument: Instrument
    assessment: Assessment
    clusters: Sequence[ClusterScore]

    def __repr__(self) -> str:
        """Return the region and both totals in one line."""
        region, total = self.assessment.period.region, self.total
        name = f"{region.kind} {region.name}".strip() or "an unnamed region"
        claimed, supported, maximum = map(_shown, (total.claimed, total.supported, total.maximum))
        return f"<Scorecard of {name}: claimed {claimed}, supported {supported} of {maximum}>"

    def _repr_html_(self) -> str:
        """Return a table of the clusters, which a notebook shows."""
        language = self.instrument.language
        rows = [("", "claimed", "supported", "maximum")]
        for name, tally in [
            *((each.cluster.name.in_language(language), each.tally) for each in self.clusters),
            ("", self.total),
        ]:
            rows.append((name, _shown(tally.claimed), _shown(tally.supported), _shown(tally.maximum)))
        cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"

    @cached_property
    def total(self) -> Tally:
        """The sum of the clusters."""
        return _add([cluster.tally for cluster in self.clusters])

    @cached_property
    def claimed(self) -> PredicateResult:
        """The predicate of the claimed total."""
        reached = [(tally.claimed, tally.maximum) for tally in self._indicators]
        return find_predicate(self.total.claimed, self.instrument.predicates, reached)

    @cached_property
    def supported(self) -> PredicateResult | None:
        """The predicate of the supported total."""
        points = self.total.supported
        if points is None:
            return None
        reached = [(tally.supported or NO_POINTS, tally.maximum) for tally in self._indicators]
        return find_predicate(points, self.instrument.predicates, reached)

    @property
    def _indicators(self) -> Sequence[Tally]:
        return [indicator.tally for cluster in self.clusters for indicator in cluster.indicators]

    @cached_property
    def questions(self) -> Sequence[QuestionScore]:
        """Every question, in the order of the instrument."""
        return [
            question
            for cluster in self.clusters
            for indicator in cluster.indicators
            for question in indicator.questions
        ]

    @cached_property
    def missing_evidence(self) -> Sequence[QuestionScore]:
        """
        Questions with claimed points but incomplete evidence, most points first, then in the order of the instrument.
        """
        return sorted((each for each in self.questions if each.at_risk), key=lambda each: each.at_risk, reverse=True)


def _shown(points: Decimal | None) -> str:
    return "–" if points is None else format_decimal(points)


def score(assessment: Assessment, instrument: Instrument) -> Scorecard:
    """Return the scorecard of *assessment*, which was checked against *instrument*."""

    def score_question(question: Question) -> QuestionScore:
        answer = assessment.answers[question.code]
        claimed = answer.points or NO_POINTS
        supported = claimed if answer.evidence.is_satisfied else NO_POINTS
        tally = Tally(
            claimed,
            supported if assessment.evidence_recorded else None,
            question.maximum,
            answered=int(question.can_earn and answer.points is not None),
            questions=int(question.can_earn),
        )
        return QuestionScore(question, answer, tally)

    clusters = [
        ClusterScore(
            cluster,
            [
                IndicatorScore(each, [score_question(question) for question in each.questions])
                for each in cluster.indicators
            ],
        )
        for cluster in instrument.clusters
    ]
    return Scorecard(instrument, assessment, clusters)
