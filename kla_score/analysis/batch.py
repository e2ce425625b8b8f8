"""
Summarise many sheets: ranking, spread of predicates and clusters, missing regions and the status of each province.

Pure: no files, no printing. A sheet is kept as a `Summary` without its questions, so that thousands fit in memory.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from statistics import quantiles
from typing import Final, NamedTuple

from kla_score.analysis.batch_issues import differing_years, repeated_regions, unexpected_regions
from kla_score.analysis.provinces import Province, by_predicate, provinces_of
from kla_score.analysis.roster import Roster
from kla_score.analysis.saved_records import EarlierBatch, EarlierResult
from kla_score.assessment.region import Region, Stage
from kla_score.instrument import Cluster, Instrument
from kla_score.instrument.questions import NO_POINTS
from kla_score.issues import Issue
from kla_score.scoring.summary import Basis, Failure, Summary


class Spread(NamedTuple):
    """
    How the claimed points of a cluster spread over the regions.

    It has the quartiles, the regions with the *least* and the *most* points, and the *maximum*.
    """

    cluster: Cluster
    lower: Decimal
    median: Decimal
    upper: Decimal
    lowest: Summary
    highest: Summary
    least: Decimal
    most: Decimal
    maximum: Decimal


class Ranked(NamedTuple):
    """
    A sheet in the ranking. *rank* is from 1, and regions with equal points share it.

    It is None if another sheet of the region counts.
    """

    rank: int | None
    result: Summary


class Rise(NamedTuple):
    """
    What changed for a region since an earlier batch.

    A value is None if the maxima differ or no evidence was recorded.
    """

    before: EarlierResult
    claimed: Decimal | None
    supported: Decimal | None


@dataclass(frozen=True)
class Batch:
    """
    The result of many sheets of one instrument. *sheets* and *failed* are in the order of the files.

    *unscored* is the number of sheets that were not scored because the run was stopped. *is_interrupted* is whether the
    user stopped it.
    """

    instrument: Instrument
    sheets: Sequence[Summary]
    failed: Sequence[Failure] = ()
    roster: Roster | None = None
    earlier: EarlierBatch | None = None
    unscored: int = 0
    is_interrupted: bool = False

    @cached_property
    def results(self) -> Sequence[Summary]:
        """The sheets, completed from the roster: the province always, code and kind where they are blank."""
        return [_with_roster(sheet, self.roster) for sheet in self.sheets]

    @cached_property
    def _groups(self) -> Sequence[Sequence[int]]:
        """
        The positions of `results`, grouped by region. The sheet that counts comes first in its group.

        The latest year counts, then the latest stage, then the fewest points.
        """
        keys = [_keys(result) for result in self.results]
        groups: dict[object, list[int]] = {}
        for position, own in enumerate(keys):
            known = {id(groups[key]): groups[key] for key in own if key in groups}
            group = [position, *(at for each in known.values() for at in each)]
            groups |= dict.fromkeys((key for at in group for key in keys[at]), group)

        def as_it_counts(at: int) -> tuple[object, ...]:
            result = self.results[at]
            return *_as_it_counts(result.period.year, result.period.stage, result.total.claimed), at

        return [sorted(group, key=as_it_counts) for group in {id(each): each for each in groups.values()}.values()]

    @cached_property
    def counted(self) -> Sequence[Summary]:
        """One sheet of each region, the one that counts, in the order of the files."""
        return [self.results[at] for at in sorted(group[0] for group in self._groups)]

    def ranking(self, basis: Basis = Basis.CLAIMED) -> Sequence[Ranked]:
        """
        Return the results by points, most first, then by region code and name. Unknown points come last.

        Other sheets of a region follow the one that counts, the latest first.
        """
        ranks = self.ranks(basis)
        return [Ranked(ranks[at], self.results[at]) for group in self._in_order(basis) for at in group]

    def ranks(self, basis: Basis = Basis.CLAIMED) -> Sequence[int | None]:
        """Return the rank of each of `results`, from 1. Equal points share a rank. None: another sheet counts."""
        ranks: list[int | None] = [None] * len(self.results)
        ahead: int | None = None
        for place, (at, *_others) in enumerate(self._in_order(basis), start=1):
            is_equal = ahead is not None and self.results[ahead].points(basis) == self.results[at].points(basis)
            ranks[at] = ranks[ahead] if ahead is not None and is_equal else place
            ahead = at
        return ranks

    def _in_order(self, basis: Basis) -> Sequence[Sequence[int]]:
        """Return the groups of positions in the order of their ranks."""

        def key(group: Sequence[int]) -> tuple[bool, Decimal, str, str, str]:
            result = self.results[group[0]]
            points, region = result.points(basis), result.region
            return points is None, -(points or NO_POINTS), region.code or "~", region.name, result.file

        return sorted(self._groups, key=key)

    @property
    def stages(self) -> AbstractSet[Stage | None]:
        """The stages that occur; None for sheets without a stage."""
        return {result.period.stage for result in self.results}

    def distribution(self, basis: Basis) -> Mapping[str | None, int]:
        """
        Return the number of holders of each predicate, lowest first, None for no predicate. Unknown ones are left out.

        Each region counts once.
        """
        found = Counter(
            result.claimed if basis is Basis.CLAIMED else result.supported
            for result in self.counted
            if result.points(basis) is not None
        )
        return by_predicate(found, self.instrument.predicates)

    @cached_property
    def spreads(self) -> Sequence[Spread]:
        """The spread of each cluster over the regions; empty without results."""
        return [self._spread(position) for position in range(len(self.instrument.clusters))] if self.results else []

    def _spread(self, position: int) -> Spread:
        claimed = [result.clusters[position].claimed for result in self.counted]
        points = sorted(claimed)
        lower, median, upper = quantiles(points, n=4, method="inclusive") if len(points) > 1 else points * 3
        lowest, highest = (self.counted[claimed.index(points[at])] for at in (0, -1))
        maximum = highest.clusters[position].maximum
        cluster = self.instrument.clusters[position]
        return Spread(cluster, lower, median, upper, lowest, highest, points[0], points[-1], maximum)

    @cached_property
    def not_received(self) -> Sequence[Region]:
        """Members of the roster without a sheet, in the order of the roster."""
        if self.roster is None:
            return ()
        received = {id(self.roster.find(result.region)) for result in self.results}
        return [member for member in self.roster.members if id(member) not in received]

    @cached_property
    def issues(self) -> Sequence[Issue]:
        """Problems between sheets: several for one region, unexpected regions, and codes that differ."""
        return [
            *repeated_regions(self._groups, self.results),
            *unexpected_regions(self.sheets, self.results, self.roster),
            *differing_years(self.counted),
        ]

    @cached_property
    def provinces(self) -> Sequence[Province]:
        """The status of each province (`provinces_of`)."""
        return provinces_of(self.roster, self.counted, self.not_received, self.instrument)

    @cached_property
    def rises(self) -> Mapping[str, Rise]:
        """
        What changed for each region since the earlier batch, by the file of the sheet that counts.

        New regions are left out.
        """
        if self.earlier is None:
            return {}
        before: dict[object, EarlierResult] = {}
        records = self.earlier.results
        for record in sorted(records, key=lambda each: _as_it_counts(each.year, each.stage, each.claimed)):
            for key in record.region.keys:
                before.setdefault(key, record)
        rises = {}
        for result in self.counted:
            found = next((before[key] for key in result.region.keys if key in before), None)
            if found:
                rises[result.file] = _rise(found, result)
        return rises

    @cached_property
    def gone(self) -> Sequence[Region]:
        """Regions of the earlier batch that have no sheet in this one."""
        now = {key for result in self.results for key in (result.region.key, result.region.code) if key}
        earlier = [record.region for record in self.earlier.results] if self.earlier else []
        return [region for region in earlier if now.isdisjoint({region.key, region.code} - {""})]


def _rise(before: EarlierResult, after: Summary) -> Rise:
    if before.maximum != after.total.maximum:
        return Rise(before, None, None)
    supported = None
    if before.supported is not None and after.total.supported is not None:
        supported = after.total.supported - before.supported
    return Rise(before, after.total.claimed - before.claimed, supported)


_STAGES: Final = tuple(Stage)


def _as_it_counts(year: int | None, stage: Stage | None, claimed: Decimal) -> tuple[int, int, Decimal]:
    """
    Return a sort key: the sheet of a region with the latest year, the latest stage, then the fewest points counts.
    """
    return -(year or 0), -(_STAGES.index(stage) if stage else -1), claimed


def _keys(result: Summary) -> tuple[str, ...]:
    """Return the keys that *result* shares with other sheets of its region, and with copies of the same file."""
    return *result.region.keys, result.sha256


def _with_roster(result: Summary, roster: Roster | None) -> Summary:
    """
    Fill in the kind, the code and the name that a sheet left blank and *roster* has.

    The province always comes from the roster, because the roster decides which regions of it are missing.
    """
    member = roster.find(result.region) if roster else None
    if member is None:
        return result
    own = result.region
    province = member.province or own.province
    region = Region(
        own.kind or member.kind,
        own.name or member.name,
        province,
        own.code or member.code,
        own.district or member.district,
        own.regency or member.regency,
    )
    return result._replace(period=result.period._replace(region=region))
