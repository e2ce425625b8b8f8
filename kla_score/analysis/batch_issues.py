"""
Problems between the sheets of a batch: several sheets of a region, unexpected regions, and codes that differ.

Pure: no files, no printing.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kla_score.analysis.roster import Roster
from kla_score.assessment.region import Region
from kla_score.issues import Issue, Location, Parameter
from kla_score.scoring.summary import Summary

_NAMED: Final = 5
"""The number of regions that an issue names."""
_SUGGESTED: Final = 25
"""The number of unexpected regions with suggestions. A suggestion compares a name with the whole roster."""


def repeated_regions(groups: Sequence[Sequence[int]], results: Sequence[Summary]) -> Iterator[Issue]:
    """
    Report two sheets of one region, year and stage, and then the regions with several years or stages.

    *groups* are the positions of *results*, grouped by region.
    """
    several = []
    for group in groups:
        copies: dict[str, Summary] = {}
        periods: dict[object, Summary] = {}
        for result in (results[at] for at in sorted(group)):
            when = result.period.year, result.period.stage
            twin = copies.get(result.sha256) or periods.get(when)
            if twin:
                code = "sheet-repeated" if twin.sha256 == result.sha256 else "region-repeated"
                yield Issue(code, Location(result.file), found=_name(result.region), parameters={"other": twin.file})
            copies.setdefault(result.sha256, result)
            periods.setdefault(when, result)
        if len(periods) > 1:
            several.append(_name(results[group[0]].region))
    if several:
        parameters: Mapping[str, Parameter] = {"count": len(several), "regions": tuple(several[:_NAMED])}
        yield Issue("region-of-several-periods", parameters=parameters)


def unexpected_regions(sheets: Sequence[Summary], results: Sequence[Summary], roster: Roster | None) -> Iterator[Issue]:
    """
    Report each of *sheets* that matches no member of *roster*, or that differs from its member.

    *results* are the same sheets, completed from the roster.
    """
    suggested = 0
    for sheet, result in zip(sheets, results, strict=True):
        region, location = sheet.region, Location(sheet.file)
        member = roster.find(region) if roster else None
        if not region.name and not region.code:
            yield Issue("region-unnamed", location)
        elif roster and member is None:
            suggested += 1
            candidates = roster.nearest(region) if suggested <= _SUGGESTED else ()
            parameters: Mapping[str, Parameter] = {"candidates": candidates}
            yield Issue("region-not-expected", location, found=_name(region), parameters=parameters)
        elif not result.region.province_key:
            yield Issue("region-without-province", location)
        if member:
            yield from _differing(region, member, location)


def differing_years(counted: Sequence[Summary]) -> Iterator[Issue]:
    """Report the years of *counted*, one sheet per region, if there are several."""
    years = tuple(sorted({str(result.period.year) for result in counted if result.period.year}))
    if len(years) > 1:
        yield Issue("years-differ", parameters={"years": years})


def _differing(region: Region, member: Region, location: Location) -> Iterator[Issue]:
    """Report each difference between a sheet and the roster."""
    for code, own, expected, is_same in (
        ("region-code-differs", region.code, member.code, region.code == member.code),
        ("region-name-differs", region.name, member.name, region.key[1] == member.key[1]),
        ("region-province-differs", region.province, member.province, region.province_key == member.province_key),
    ):
        if own and expected and not is_same:
            yield Issue(code, location, found=own, parameters={"expected": expected})


def _name(region: Region) -> str:
    return " ".join(part for part in (region.kind.capitalize(), region.name or region.code) if part)
