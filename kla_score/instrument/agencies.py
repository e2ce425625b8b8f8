"""
Who owns which question in one region, by the names that are used there.

Pure: no files, no printing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Final

from kla_score.cells import normalize_text
from kla_score.instrument.models import Agency, Instrument
from kla_score.instrument.questions import Question

_BETWEEN_NAMES: Final = re.compile(r"[;\r\n]")
_LETTER: Final = re.compile(r"\w")
_LONGEST_NAME: Final = 200
MOST_NAMES: Final = 100
"""So many names in a cell are read; there are about as many offices in a regency."""


def in_one_spelling(names: Iterable[str], spellings: dict[str, str]) -> tuple[str, ...]:
    """Give *names* as each was spelt first; *spellings* remembers that by evened-out name."""
    return tuple(dict.fromkeys(spellings.setdefault(normalize_text(name), name) for name in names))


@dataclass(frozen=True)
class Agencies:
    """
    The agencies of *instrument*, under a region's own names where it has some.

    *own_names* maps the id of an agency to the name that stands for it; several may share one.
    """

    instrument: Instrument
    own_names: Mapping[str, str] = field(default_factory=dict)

    def name_of(self, agency: Agency) -> str:
        """Give the name that the region uses, or the short one."""
        return self.own_names.get(agency.id, agency.short)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name that is used, in the order of the instrument, each once."""
        return tuple(dict.fromkeys(self.name_of(agency) for agency in self.instrument.agencies))

    def find(self, name: str) -> str:
        """Find the name that is used for whoever is called *name*; empty when nobody is."""
        return self._by_key.get(normalize_text(name[:_LONGEST_NAME]), "")

    def nearest(self, name: str) -> tuple[str, ...]:
        """Give the used names of those whose names look like *name*, nearest first."""
        keys = get_close_matches(normalize_text(name[:_LONGEST_NAME]), self._by_key, cutoff=0.5)
        return tuple(dict.fromkeys(self._by_key[key] for key in keys))

    @cached_property
    def _by_key(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for agency in self.instrument.agencies:
            for name in (agency.short, agency.name.id, agency.name.en, agency.id, *agency.aliases):
                found.setdefault(normalize_text(name), self.name_of(agency))
        return found | {normalize_text(name): name for name in self.own_names.values()}

    def owners_of(self, question: Question, written: str = "") -> tuple[str, ...]:
        """
        Give the names of the owners of *question*, each once.

        *written* is what stands in the agency cell of its row. It decides when it says anything: names that are
        known become those that are used, others stay as they are.
        """
        names = [self.find(name) or name for name in self._split(written)]
        if not names:
            names = [self.name_of(self.instrument.agency_by_id[agency]) for agency in question.agencies]
        return tuple(dict.fromkeys(names))

    def _split(self, written: str) -> Iterator[str]:
        """Split at semicolons and line breaks, and at commas where all between them are known: a name may have one."""
        for name in _BETWEEN_NAMES.split(written, MOST_NAMES)[:MOST_NAMES]:
            pieces = [piece.strip() for piece in name.split(",")]
            yield from pieces if all(map(self.find, pieces)) else filter(_LETTER.search, [name.strip()])

    def cell_text(self, question: Question) -> str:
        """Give what is written into the agency cell of *question*."""
        return "; ".join(self.owners_of(question))

    def is_as_written(self, question: Question, text: str) -> bool:
        """Tell whether *text* is what a sheet comes with in the agency cell of *question*, whatever names it uses."""
        return {normalize_text(name) for name in self.owners_of(question, text)} == {
            normalize_text(name) for name in self.owners_of(question)
        }
