"""
The regions that should report: the members of one or more provinces, from the user's own list.

Pure: no files, no printing. No list is built in, because regions are divided and renamed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kla_score.assessment.region import Region, kind_of_code
from kla_score.cells import similar_names


@dataclass(frozen=True)
class Roster:
    """The expected regions, in the order of the list. Each has a kind and a name, and this pair is unique."""

    members: Sequence[Region]

    def find(self, region: Region) -> Region | None:
        """
        Return the member that matches *region*: by kind and name, or by name alone if the region has no kind.

        The code decides if there is no name, or if no member has the name and the kind does not contradict.
        """
        kind = region.kind or (kind_of_code(region.code) if region.code else "")
        if region.name:
            kinds = (kind,) if kind else ("kabupaten", "kota")
            alike = [member for each in kinds if (member := self._by_key.get((each, region.key[1])))]
            if alike:
                return alike[0] if len(alike) == 1 else None
        member = self._by_code.get(region.code)
        return member if member and kind in {"", member.kind} else None

    def nearest(self, region: Region) -> tuple[str, ...]:
        """Return the names of similar members, nearest first, members of the same kind before others."""
        found = [self._by_name[name] for name in similar_names(f"{region.kind} {region.key[1]}", self._by_name)]
        return tuple(f"{member.kind.capitalize()} {member.name}" for member in found)

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, str], Region]:
        return {member.key: member for member in self.members}

    @cached_property
    def _by_name(self) -> Mapping[str, Region]:
        return {" ".join(key): member for key, member in self._by_key.items()}

    @cached_property
    def _by_code(self) -> Mapping[str, Region]:
        return {member.code: member for member in self.members if member.code}
