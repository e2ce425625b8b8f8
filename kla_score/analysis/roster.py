"""
The regions that should report, from the user's own list: the members of provinces, or the villages of a regency.

Pure: no files, no printing. No list is built in, because regions are divided and renamed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kla_score.assessment.region import Region, bare
from kla_score.cells import similar_names
from kla_score.instrument.regions import DISTRICT_PARTS, REGENCIES, RegionKinds

DISTRICT: Final = "kecamatan"
"""The kind of the sub-districts that a list of villages implies."""


@dataclass(frozen=True)
class Roster:
    """The expected regions, in the order of the list. Each has keys of its own (`Region.keys`)."""

    members: Sequence[Region]
    kinds: RegionKinds = REGENCIES

    def find(self, region: Region) -> Region | None:
        """
        Return the member that matches *region*: by kind and name, or by name alone if the region has no kind.

        The code decides if there is no name, or if no member has the name and the kind does not contradict. Names of
        villages repeat, so their code decides first.
        """
        kind = region.kind or self.kinds.of_code(region.code)
        coded = self._by_code.get(region.code)
        if coded and coded.is_local:
            return coded
        alike = self.alike(region)
        if alike:
            return alike[0] if len(alike) == 1 else None
        return coded if coded and kind in {"", coded.kind} else None

    def alike(self, region: Region) -> Sequence[Region]:
        """Return the members with the name of *region* that do not contradict it otherwise."""
        kind = region.kind or self.kinds.of_code(region.code)
        return [each for each in self._by_name.get(region.key[1], ()) if _may_be(region, each, kind)]

    def nearest(self, region: Region) -> tuple[str, ...]:
        """Return the names of similar members, nearest first, members of the same kind before others."""
        found = [self._by_label[label] for label in similar_names(f"{region.kind} {region.key[1]}", self._by_label)]
        return tuple(f"{member.kind.capitalize()} {member.name}" for member in found)

    @cached_property
    def districts(self) -> Mapping[str, Region]:
        """The sub-districts of the members by their normalized name, in the order of the list."""
        found: dict[str, Region] = {}
        for each in self.members:
            if each.kind == DISTRICT:
                found[bare(each.name)] = each
            elif each.district:
                code = ".".join(each.code.split(".")[:DISTRICT_PARTS])
                district = Region(DISTRICT, each.district, each.province, code, regency=each.regency)
                known = found.setdefault(bare(each.district), district)
                if not known.code:  # the village of the first row may have none
                    found[bare(each.district)] = known._replace(code=code)
        return found

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[Region]]:
        found: dict[str, list[Region]] = {}
        for member in self.members:
            found.setdefault(member.key[1], []).append(member)
        return found

    @cached_property
    def _by_label(self) -> Mapping[str, Region]:
        return {f"{member.kind} {member.key[1]}": member for member in self.members}

    @cached_property
    def _by_code(self) -> Mapping[str, Region]:
        return {member.code: member for member in self.members if member.code}


def _may_be(region: Region, member: Region, kind: str) -> bool:
    """Return whether *region*, of this *kind*, does not contradict *member* in its kind and the regions above it."""
    above = ((region.district, member.district), (region.regency, member.regency))
    return kind in {"", member.kind} and all(not (one and other) or bare(one) == bare(other) for one, other in above)
