"""
The status of each province: which of its regions have sent a sheet, and which have a predicate.

Pure: no files, no printing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from kla_score.analysis.roster import Roster
from kla_score.assessment.region import Region, Stage
from kla_score.instrument import Instrument, Predicate
from kla_score.instrument.questions import NO_POINTS
from kla_score.scoring.summary import Summary


class Obstacle(NamedTuple):
    """
    A region that keeps its province from the award.

    *result* is None if its sheet was not received. *lowest* is the lowest predicate.
    """

    region: Region
    result: Summary | None = None
    lowest: Decimal = NO_POINTS

    @property
    def short(self) -> Decimal | None:
        """Missing points; 0 if another requirement is not met, None if no sheet was received."""
        return None if self.result is None else max(self.lowest - self.result.total.claimed, NO_POINTS)


class Province(NamedTuple):
    """
    The status of a province.

    *members* is None if no roster names them. *results* has one sheet per region. *unexpected* of them are not on the
    roster, and only the others are counted. *holders* counts them by predicate, lowest first, None for no predicate.
    *final* is the number of sheets of the final stage. *years* are all years that occur.
    """

    name: str
    members: int | None
    results: Sequence[Summary]
    unexpected: int
    years: frozenset[int | None]
    holders: Mapping[str | None, int]
    final: int
    obstacles: Sequence[Obstacle]

    @property
    def is_provisional(self) -> bool:
        """Whether any sheet is of an earlier stage than the final one."""
        return self.final < self.received

    @property
    def received(self) -> int:
        """The number of members that have sent a sheet; without a roster, the number of regions."""
        return len(self.results) - self.unexpected

    @property
    def holds_everywhere(self) -> bool | None:
        """
        Whether every member has a predicate, according to the stage of its sheet.

        None if no obstacle is known, but the members of the province are unknown or the sheets are of several years.
        """
        if self.obstacles:
            return False
        is_certain = self.members is not None and self.received == self.members and len(self.years) == 1
        return True if is_certain else None


def provinces_of(
    roster: Roster | None, counted: Sequence[Summary], not_received: Sequence[Region], instrument: Instrument
) -> Sequence[Province]:
    """
    Return the status of each province, in the order of *roster*, then of *counted*, one sheet per region.

    Sheets without a province are left out. *not_received* are the members of the roster without a sheet.
    """
    names: dict[str, str] = {}
    members: dict[str, list[Region]] = {}
    results: dict[str, list[Summary]] = {}
    missing: dict[str, list[Region]] = {}
    for member in roster.members if roster else ():
        names.setdefault(member.province_key, member.province)
        members.setdefault(member.province_key, []).append(member)
    for member in not_received:
        missing.setdefault(member.province_key, []).append(member)
    for result in counted:
        region = result.region
        names.setdefault(region.province_key, region.province)
        results.setdefault(region.province_key, []).append(result)
    predicates = instrument.predicates
    lowest = predicates[0].lower_limit if predicates else None
    found = []
    for key in filter(None, names):
        expected, sent = members.get(key), results.get(key, [])
        own = [result for result in sent if not expected or (roster and roster.find(result.region))]
        obstacles = [Obstacle(member) for member in missing.get(key, ())]
        without = [result for result in own if result.claimed is None or not result.is_complete]
        obstacles += [Obstacle(result.region, result, lowest) for result in without if lowest is not None]
        found.append(
            Province(
                names[key],
                None if expected is None else len(expected),
                sent,
                len(sent) - len(own),
                frozenset(result.period.year for result in own),
                by_predicate(Counter(result.claimed for result in own), predicates),
                sum(result.period.stage is Stage.VF for result in own),
                obstacles,
            )
        )
    return found


def by_predicate(counts: Mapping[str | None, int], predicates: Sequence[Predicate]) -> Mapping[str | None, int]:
    """Return *counts* of each predicate, lowest first, None for no predicate first."""
    return {key: counts.get(key, 0) for key in (None, *(predicate.id for predicate in predicates))}
