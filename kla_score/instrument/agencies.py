"""
Find the agencies that are responsible for a question in one region, by the region's own names.

Pure: no files, no printing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from kla_score.cells import normalize_text, similar_names
from kla_score.instrument.models import Agency, Instrument
from kla_score.instrument.questions import Question
from kla_score.issues import Issue, KlaScoreError

_BETWEEN_NAMES: Final = re.compile(r"[;\r\n]")
_LETTER: Final = re.compile(r"\w")
_LONGEST_NAME: Final = 200
_SHORT: Final = 31
"""The length of a name that fits everywhere, for example as the title of a worksheet."""
MOST_NAMES: Final = 100
"""The number of names that are read from a cell. A regency has about as many agencies."""


def in_one_spelling(names: Iterable[str], spellings: dict[str, str]) -> tuple[str, ...]:
    """Return *names* in the spelling of their first occurrence. *spellings* stores it by normalized name."""
    return tuple(dict.fromkeys(spellings.setdefault(normalize_text(name), name) for name in names))


@dataclass(frozen=True)
class Agencies:
    """
    The agencies of *instrument*, with a region's own names if it has any.

    *own_names* maps the id of an agency to its own name. Several agencies may share one.
    """

    instrument: Instrument
    own_names: Mapping[str, str] = field(default_factory=dict)

    def name_of(self, agency: Agency) -> str:
        """Return the region's own name of *agency*, or else its short name."""
        return self.own_names.get(agency.id, agency.short)

    def short_of(self, name: str) -> str:
        """Return a short form of the long *name* of an agency: the instrument's, or else *name* itself."""
        if len(name) <= _SHORT:
            return name
        return next((each.short for each in self.instrument.agencies if self.name_of(each) == name), name)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name in use, in the order of the instrument, each once."""
        return tuple(dict.fromkeys(self.name_of(agency) for agency in self.instrument.agencies))

    def find(self, name: str) -> str:
        """Return the name in use for the agency called *name*; empty if there is none."""
        return self._by_key.get(normalize_text(name[:_LONGEST_NAME]), "")

    def match(self, name: str, names: Iterable[str]) -> str:
        """
        Return the one of *names* that belongs to the agency called *name*, in any spelling or alias.

        Raises:
            KlaScoreError: No such agency is in *names*.

        """
        wanted = normalize_text(self.find(name) or name)
        for each in names:
            if normalize_text(each) == wanted:
                return each
        raise KlaScoreError(Issue("agency-not-found", found=name, parameters={"candidates": self.nearest(name)}))

    def nearest(self, name: str) -> tuple[str, ...]:
        """Return the names in use of agencies with names similar to *name*, nearest first."""
        keys = similar_names(normalize_text(name), self._by_key)
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
        Return the names of the agencies responsible for *question*, each once.

        *written* is the text of the agency cell of its row. It takes precedence if it is not blank: known names are
        replaced by the names in use, others are kept.
        """
        names = [self.find(name) or name for name in self._split(written)]
        if not names:
            names = [self.name_of(self.instrument.agency_by_id[agency]) for agency in question.agencies]
        return tuple(dict.fromkeys(names))

    def _split(self, written: str) -> Iterator[str]:
        """Split at semicolons and line breaks. Split at commas only if all names are known: a name may contain one."""
        for name in _BETWEEN_NAMES.split(written, MOST_NAMES)[:MOST_NAMES]:
            pieces = [piece.strip() for piece in name.split(",")]
            yield from pieces if all(map(self.find, pieces)) else filter(_LETTER.search, [name.strip()])

    def cell_text(self, question: Question) -> str:
        """Return the text for the agency cell of *question*."""
        return "; ".join(self.owners_of(question))

    def is_as_written(self, question: Question, text: str) -> bool:
        """Return whether *text* is a default text of the agency cell of *question*, whatever names it uses."""
        return {normalize_text(name) for name in self.owners_of(question, text)} == {
            normalize_text(name) for name in self.owners_of(question)
        }
