"""Analyse scorecards."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple

from kla_score.analysis.margin import THOUSAND
from kla_score.analysis.planning import Goal, Plan, find_plan
from kla_score.analysis.saved_records import ScorecardRecord
from kla_score.api.evaluation import evaluate
from kla_score.cells import NumberText, normalize_text, read_number, similar_names
from kla_score.files.reading import LARGEST, StrPath
from kla_score.files.saved_json import SUFFIX, read_scorecard
from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.instrument.questions import Question
from kla_score.issues import Issue, KlaScoreError, Parameter, WorkbookError
from kla_score.reports.data.scorecard import scorecard_data
from kla_score.scoring import Scorecard
from kla_score.scoring.summary import Basis
from kla_score.sheet import NO_TITLES


class PlanOptions(NamedTuple):
    """
    Options of a plan.

    *basis* defaults to the supported total, or to the claimed one if no evidence is recorded. Questions and agencies in
    *left_out* get no step. Figures of the population are raised only with *outcomes*. The plan aims *margin* points
    above the target.
    """

    basis: Basis | None = None
    left_out: Sequence[str] = ()
    outcomes: bool = False
    margin: str = "0"


def plan(
    scorecard: Scorecard, target: str, options: PlanOptions | None = None, agencies: Agencies | None = None
) -> Plan:
    """
    Return the best plan that lifts *scorecard* to *target*.

    Args:
        scorecard: The scorecard to start from.
        target: Points, or the name of a predicate.
        options: The options of the plan.
        agencies: The region's own names of agencies.

    Raises:
        KlaScoreError: The target is neither points nor a predicate, the margin is not possible, or a name in
            ``left_out`` is unknown.

    """
    wanted, names = options or PlanOptions(), agencies or Agencies(scorecard.instrument)
    codes = {normalize_text(code): code for code in scorecard.instrument.questions}
    skipped, owners = set(), set()
    for name in wanted.left_out:
        if code := codes.get(normalize_text(name)):
            skipped.add(code)
        elif owner := names.find(name):
            owners.add(owner)
        else:
            near = (*similar_names(normalize_text(name), codes), *names.nearest(name))
            raise KlaScoreError(Issue("nothing-to-leave-out", found=name, parameters={"candidates": near}))
    written = {each.question.code: each.answer.agency for each in scorecard.questions}

    def may_change(question: Question) -> bool:
        return question.code not in skipped and owners.isdisjoint(names.owners_of(question, written[question.code]))

    recorded = scorecard.total.supported is not None
    basis = wanted.basis or (Basis.SUPPORTED if recorded else Basis.CLAIMED)
    points = points_of(target, scorecard.instrument)
    most = scorecard.instrument.maximum - points
    margin = _read_points(wanted.margin, most)
    if margin is None:
        raise KlaScoreError(Issue("margin-unusable", found=wanted.margin, parameters={"most": most}))
    return find_plan(scorecard, Goal(points, margin), basis, may_change, outcomes=wanted.outcomes)


def points_of(target: str, instrument: Instrument) -> Decimal:
    """
    Return the points of *target*: the name of a predicate, or points up to the maximum of *instrument*.

    Raises:
        KlaScoreError: The target is neither, or is ambiguous.

    """
    for predicate in instrument.predicates:
        if normalize_text(target) in {
            normalize_text(predicate.id),
            normalize_text(predicate.name.id),
            normalize_text(predicate.name.en),
        }:
            return predicate.lower_limit
    points = _read_points(target, instrument.maximum)
    if points is None:
        allowed = tuple(predicate.id for predicate in instrument.predicates)
        parameters: Mapping[str, Parameter] = {"allowed": allowed, "maximum": instrument.maximum}
        raise KlaScoreError(Issue("target-unknown", found=target, parameters=parameters))
    return points


_THREE_DECIMALS_IN_JSON: Final = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{2}[1-9]")
"""A number with three decimals as the program writes it: with a point, and without a zero at the end."""


def _read_points(text: str, maximum: Decimal) -> Decimal | None:
    """
    Return the points in *text*; None if they are not a number from 0 to *maximum*.

    Points copied from JSON (589.669) are not ambiguous if they would exceed *maximum* as thousands.

    Raises:
        KlaScoreError: The number is ambiguous.

    """
    number = read_number(text)
    if _THREE_DECIMALS_IN_JSON.fullmatch(text.strip()) and Decimal(text) * THOUSAND > maximum:
        number = NumberText(Decimal(text))
    if number.is_ambiguous:
        raise KlaScoreError(Issue("points-ambiguous", found=text, parameters={"maximum": maximum}))
    return number.value if number.value is not None and not number.is_percent and 0 <= number.value <= maximum else None


def read_result(
    path: StrPath,
    instruments: Sequence[Instrument],
    largest: int = LARGEST,
    titles: Mapping[str, str] = NO_TITLES,
) -> tuple[ScorecardRecord, Sequence[Issue]]:
    """
    Read a saved scorecard (``.json``), or score a workbook with the one of *instruments* that it was made for.

    Args:
        path: The saved scorecard or the workbook.
        instruments: The instruments that the workbook may belong to.
        largest: The maximum size of the file in MiB.
        titles: Known columns by the region's own titles, as for `evaluate`.

    Returns:
        The scorecard as it would be saved, and the issues of the workbook.

    Raises:
        KlaScoreError: The file cannot be used, or belongs to none of the editions in *instruments*.

    """
    path = Path(path)
    if path.suffix.lower() == SUFFIX:
        return read_scorecard(path, largest), ()
    names = Counter((form.id, form.edition) for form in instruments)
    if twice := [" ".join(name) for name, count in names.items() if count > 1]:
        raise KlaScoreError(Issue("instrument-repeated", found=twice[0]))
    *others, last = instruments
    for form in others:
        try:
            scorecard = evaluate(path, form, largest=largest, titles=titles)
            break
        except WorkbookError as error:
            if error.issues[0].code != "workbook-other-edition":
                raise
    else:
        scorecard = evaluate(path, last, largest=largest, titles=titles)
    return ScorecardRecord.model_validate(scorecard_data(scorecard)), scorecard.assessment.issues
