"""
Count what villages and sub-districts report into the questions of the regency.

Nothing adds up twice: each region of the roster counts once in each question, whatever the number of lists. A region
without an answer is never a "no". Pure: no files, no printing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple

from kla_score.analysis.roster import Roster
from kla_score.assessment.local_reports import NO_ANSWER, LocalAnswer, LocalReport, is_good
from kla_score.assessment.region import Region
from kla_score.cells import normalize_text
from kla_score.instrument import Instrument
from kla_score.instrument.questions import Question
from kla_score.instrument.regions import DISTRICT_PARTS
from kla_score.issues import Issue, KlaScoreError, Location, Parameter
from kla_score.scoring.summary import Failure


class State(StrEnum):
    """The answer of a region to a question."""

    YES = "yes"
    NO = "no"
    CONFLICT = "conflict"
    """Lists differ, and none of them counts."""
    NOT_RECEIVED = "not_received"


class RegionAnswer(NamedTuple):
    """The answer of one region of the roster. *is_from_list* is whether a list answers, and not an agency only."""

    region: Region
    state: State
    answer: LocalAnswer = NO_ANSWER
    is_from_list: bool = False


class Counted(NamedTuple):
    """
    The answers of every region to one question.

    *question* is that of the form and *fed* the question of the regency. *by_region* has the answers in the order of
    the roster.
    """

    question: Question
    fed: Question
    by_region: Sequence[RegionAnswer]

    def count(self, state: State) -> int:
        """Return the number of regions with *state*."""
        return sum(each.state == state for each in self.by_region)

    @property
    def is_answered(self) -> bool:
        """Whether any region counts."""
        return any(each.state in _COUNTED for each in self.by_region)

    @property
    def good(self) -> int:
        """The number of regions with the better answer: without cases, or yes to any other question."""
        return self.count(State.NO if self.question.lower_is_better else State.YES)

    @property
    def estimate(self) -> Decimal:
        """The maximum times the share of regions with the better answer. What a share is worth is not published."""
        return round(self.fed.maximum * self.good / len(self.by_region), 2) if self.by_region else Decimal(0)

    def lacks_document(self, region_answer: RegionAnswer) -> bool:
        """Return whether a region has the better answer without naming the required document."""
        return (
            bool(self.question.evidence_kinds)
            and region_answer.state in _COUNTED
            and is_good(self.question, is_yes=region_answer.state is State.YES)
            and not region_answer.answer.names_document
        )


_COUNTED: Final = frozenset({State.YES, State.NO})


class Conflict(NamedTuple):
    """The different *answers* of a region to the question *fed* of the regency, and the rows that have them."""

    region: Region
    fed: Question
    answers: Sequence[tuple[LocalAnswer, Location]]


class Attendance(NamedTuple):
    """The *members* of a sub-district of one form, and those of whom no answer was received."""

    district: str
    members: int
    absent: Sequence[Region]


@dataclass(frozen=True)
class Rollup:
    """
    The answers of the regions of a roster to every question of the *forms*, as of a date (``YYYY-MM-DD``).

    *files* is the number of lists that were read, *failed* those that were not. *issues* are between the lists.
    *conflicts* are the answers that are not counted, because lists differ.
    """

    instrument: Instrument
    forms: Sequence[Instrument]
    counted: Sequence[Counted]
    as_of: str
    files: int
    failed: Sequence[Failure]
    issues: Sequence[Issue]
    conflicts: Sequence[Conflict] = ()

    @cached_property
    def missing_one(self) -> Mapping[Region, Counted]:
        """The regions with only one missing document, with its question."""
        missing: dict[Region, list[Counted]] = {}
        for counted in self.counted:
            for region_answer in counted.by_region:
                if counted.lacks_document(region_answer):
                    missing.setdefault(region_answer.region, []).append(counted)
        return {region: each[0] for region, each in missing.items() if len(each) == 1}

    @cached_property
    def attendance(self) -> Sequence[Attendance]:
        """
        Who has not reported, by sub-district, in the order of the roster.

        The figure of an agency is not a report of the village.
        """
        found: dict[str, dict[Region, bool]] = {}
        for counted in self.counted:
            for region_answer in counted.by_region:
                members = found.setdefault(region_answer.region.district or region_answer.region.name, {})
                members[region_answer.region] = members.get(region_answer.region, False) or region_answer.is_from_list
        return [
            Attendance(name, len(members), [region for region, is_there in members.items() if not is_there])
            for name, members in found.items()
        ]


def roll_up(  # noqa: PLR0913 - each is another input
    instrument: Instrument,
    forms: Sequence[Instrument],
    roster: Roster,
    reports: Sequence[LocalReport],
    figures: Sequence[LocalReport] = (),
    *,
    prefers_newest: bool = False,
    as_of: str = "",
    files: int = 0,
    failed: Sequence[Failure] = (),
) -> Rollup:
    """
    Count *reports* and the agencies' *figures* of the regions of *roster* into the questions of *instrument*.

    Figures go before reports. Different reports of one region are a conflict, unless the newest is preferred.

    Raises:
        KlaScoreError: A form feeds a question that *instrument* does not have.

    """
    issues: list[Issue] = []
    counted: list[Counted] = []
    conflicts: list[Conflict] = []
    dates: list[str] = []
    for form in forms:
        members = _members(form, roster)
        expected = Roster(members, form.region_kinds)
        own = _by_member(reports, form, expected, issues)
        tables = {
            (region, code): answer
            for region, each in _by_member(figures, form, expected, issues).items()
            for report in each
            for code, answer in report.answers.items()
        }
        combined = {region: _Combined(region, each, prefers_newest) for region, each in own.items()}
        dates += [report.as_of for each in own.values() for report in each if report.answers]
        for region, combination in combined.items():
            issues += combination.issues({code for owner, code in tables if owner == region})
        for question in (each for each in form.questions.values() if each.feeds):
            fed = _fed(question, instrument)
            by_region = []
            differing: list[str] = []
            for region in members:
                state, answer = combined[region].answer_to(question.code) if region in combined else _ABSENT
                is_from_list = state is not State.NOT_RECEIVED
                if figure := tables.get((region, question.code)):
                    if state in _COUNTED and answer.is_yes is not figure.is_yes:
                        differing.append(name_of(region))
                    # The document of a figure is that of the agency.
                    has_document = answer.names_document or state not in _COUNTED
                    state = _state_of(figure)
                    answer = answer._replace(is_yes=figure.is_yes, names_document=has_document)
                if state is State.CONFLICT:
                    conflicts.append(Conflict(region, fed, combined[region].answers(question.code)))
                by_region.append(RegionAnswer(region, state, answer, is_from_list))
            counted.append(Counted(question, fed, by_region))
            if differing:
                parameters: Mapping[str, Parameter] = {"count": len(differing), "regions": tuple(differing)}
                issues.append(Issue("figures-differ", question=question.code, parameters=parameters))
    newest = max(dates, default="") or max((each.as_of for each in figures), default="")
    return Rollup(instrument, forms, counted, as_of or newest, files, failed, issues, conflicts)


def name_of(region: Region) -> str:
    """Return the name of a village or sub-district with its kind and the sub-district that it is in."""
    name = " ".join(part for part in (region.kind.capitalize(), region.name or region.code) if part)
    return f"{name} ({region.district})" if region.district else name


def _members(form: Instrument, roster: Roster) -> Sequence[Region]:
    """Return the regions of *roster* that answer *form*."""
    if form.region_kinds.depth == DISTRICT_PARTS:
        return list(roster.districts.values())
    kinds = {kind.id for kind in form.regions}
    return [each for each in roster.members if each.kind in kinds]


def _fed(question: Question, instrument: Instrument) -> Question:
    fed = instrument.questions.get(question.feeds or "")
    if fed is None:
        raise KlaScoreError(Issue("feeds-unknown", question=question.code, found=question.feeds or ""))
    return fed


def _by_member(
    reports: Sequence[LocalReport], form: Instrument, expected: Roster, issues: list[Issue]
) -> Mapping[Region, Sequence[LocalReport]]:
    """Return the *reports* on *form* by member. A report of a region that is not expected is an issue."""
    found: dict[Region, list[LocalReport]] = {}
    for report in reports:
        if report.form == form.id:
            member = expected.find(report.region)
            if member is None:
                alike = tuple(name_of(each) for each in expected.alike(report.region))
                code = "village-name-ambiguous" if len(alike) > 1 else "village-not-in-roster"
                candidates = alike if len(alike) > 1 else expected.nearest(report.region)
                parameters: Mapping[str, Parameter] = {"candidates": candidates, "regions": alike}
                issues.append(Issue(code, report.location, "", name_of(report.region), parameters))
                continue
            if report.region.name and report.region.key[1] != member.key[1]:
                parameters = {"expected": member.name}
                issues.append(Issue("village-name-differs", report.location, "", report.region.name, parameters))
            found.setdefault(member, []).append(report)
    return found


class _Combined:
    """The reports of one region."""

    def __init__(self, region: Region, reports: Sequence[LocalReport], prefers_newest: bool) -> None:  # noqa: FBT001
        self._region = region
        self._reports = sorted(reports, key=_age, reverse=True)
        self._prefers_newest = prefers_newest
        codes = dict.fromkeys(code for report in reports for code in report.answers)
        self._differing = [code for code in codes if _differ(each.is_yes for each, _ in self.answers(code))]
        self._other_documents = [
            code
            for code in codes
            if code not in self._differing
            and any(_differ(values) for values in zip(*(_sources(each) for each, _ in self.answers(code)), strict=True))
        ]

    def answers(self, code: str) -> Sequence[tuple[LocalAnswer, Location]]:
        """Return the answers to the question *code* with their rows, the newest first."""
        return [(each.answers[code], each.location) for each in self._reports if code in each.answers]

    def answer_to(self, code: str) -> tuple[State, LocalAnswer]:
        """Return the answer to the question *code*, or the newest one if it is preferred."""
        there = [each for each in self._reports if code in each.answers]
        if not there:
            return _ABSENT
        if code in self._differing:
            newest = [each for each in there if _age(each) == _age(there[0])]
            if not self._prefers_newest or _differ(each.answers[code].is_yes for each in newest):
                return State.CONFLICT, NO_ANSWER
            there = newest
        answers = [each.answers[code] for each in there]
        is_yes = next((each.is_yes for each in answers if each.is_yes is not None), None)
        source = next((each for each in answers if each.document), NO_ANSWER)
        # The date belongs to the document.
        alike = [each for each in answers if _sources(each)[0] in {"", _sources(source)[0]}]
        date = next((each.date for each in alike if each.date), "")
        answer = LocalAnswer(is_yes, source.document, date, source.names_document)
        return _state_of(answer), answer

    def issues(self, decided: Collection[str]) -> Iterator[Issue]:
        """Yield the questions whose answers differ, apart from those that a figure has *decided*."""
        conflicts = [code for code in self._differing if self.answer_to(code)[0] is State.CONFLICT]
        settled = [code for code in self._differing if code not in conflicts]
        undecided = "village-conflict-undecided" if self._prefers_newest else "village-conflict"
        for issue, codes in (
            (undecided, [code for code in conflicts if code not in decided]),
            ("village-newest-used", settled),
            ("village-documents-differ", self._other_documents),
        ):
            if codes:
                rows = [row for code in codes for _, row in self.answers(code)]
                files = tuple(dict.fromkeys(row.file for row in rows))
                parameters: Mapping[str, Parameter] = {"questions": tuple(codes), "files": files}
                yield Issue(issue, rows[0], found=name_of(self._region), parameters=parameters)


def _age(report: LocalReport) -> tuple[str, str]:
    return report.as_of, report.saved


def _differ(values: Iterable[bool | str | None]) -> bool:
    """Return whether *values* contradict each other. What is blank does not."""
    return len({*values} - {None, ""}) > 1


def _sources(answer: LocalAnswer) -> tuple[str, str]:
    """Return the document and the date of *answer* without differences in blanks and letter case."""
    return "".join(normalize_text(answer.document).split()), answer.date


def _state_of(answer: LocalAnswer) -> State:
    if answer.is_yes is None:
        return State.NOT_RECEIVED
    return State.YES if answer.is_yes else State.NO


_ABSENT: Final = (State.NOT_RECEIVED, NO_ANSWER)
