"""
Who should have reported: the members of one or more provinces, as a list of one's own names them.

Pure: no files, no printing. No list is built in: regions are divided and renamed, and a province knows its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Final

from kla_score.assessment.region import Region, kind_of_code

_LONGEST_NAME: Final = 100


@dataclass(frozen=True)
class Roster:
    """The regions that are expected, in the order of the list; each with kind and name, and with no other alike."""

    members: Sequence[Region]

    def find(self, region: Region) -> Region | None:
        """
        Find the member that *region* is: by kind and name, or by the name alone where no kind is given.

        The code decides where there is no name, and where the name is that of no member and the kind does not
        contradict.
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
        """Give the names of the members that look like *region*, nearest first, those of its kind before others."""
        names = {f"{member.kind} {member.key[1]}": member for member in self.members}
        wanted = f"{region.kind} {region.key[1][:_LONGEST_NAME]}"
        found = [names[name] for name in get_close_matches(wanted, names, cutoff=0.7)]
        return tuple(f"{member.kind.capitalize()} {member.name}" for member in found)

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, str], Region]:
        return {member.key: member for member in self.members}

    @cached_property
    def _by_code(self) -> Mapping[str, Region]:
        return {member.code: member for member in self.members if member.code}
