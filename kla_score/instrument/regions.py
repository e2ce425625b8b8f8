"""
The kinds of region that fill in workbooks of an instrument, and their codes.

Pure: no files, no printing. No list of regions is built in, because regions change.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Final

from pydantic import Field

from kla_score.cells import normalize_text
from kla_score.instrument.base import Identifier, Model, NonBlankStr, Text
from kla_score.issues import N_

_CodeNumber = Annotated[str, Field(strict=True, pattern=r"^[0-9]{1,4}$")]

REGENCY_PARTS: Final = 2
DISTRICT_PARTS: Final = 3
"""The number of parts in the code of a sub-district. A regency or city has `REGENCY_PARTS`, and a village four."""


class RegionKind(Model):
    """A kind of region, such as regencies. Its codes have *parts* parts, and the last one is in a range of its own."""

    id: Identifier = Field(description=N_("ID of the kind."))
    name: Text = Field(description=N_("Name of the kind. Both languages are read."))
    spellings: tuple[NonBlankStr, ...] = Field(
        default=(),
        description=N_("Other names of the kind, such as abbreviations, without a full stop."),
    )
    parts: Annotated[int, Field(ge=REGENCY_PARTS, le=DISTRICT_PARTS + 1)] = Field(
        description=N_("Number of parts in the code: 2 for a regency or city, 3 for a sub-district, 4 for a village.")
    )
    first: _CodeNumber = Field(
        description=N_("First number of the last part, with all its digits. Other parts have two digits.")
    )
    last: _CodeNumber = Field(description=N_("Last number of the last part, included."))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(rf"[0-9]{{2}}(?:\.[0-9]{{2}}){{{self.parts - 2}}}\.([0-9]{{{len(self.first)}}})")

    def has(self, code: str) -> bool:
        """Return whether *code* is that of a region of this kind."""
        found = self._pattern.fullmatch(code)
        return bool(found and self.first <= found[1] <= self.last)

    def has_form(self, code: str) -> bool:
        """Return whether *code* has the parts of this kind, whatever their numbers."""
        return bool(self._pattern.fullmatch(code))

    def code_in(self, text: str) -> str:
        """Return the code in *text*, which may lack points or have commas instead; empty if it has another form."""
        parts = r"([0-9]{2})[.,]?" * (self.parts - 1) + f"([0-9]{{{len(self.first)}}})"
        match = re.fullmatch(parts, text)
        return ".".join(match.groups()) if match else ""

    @property
    def example(self) -> str:
        """A code of this kind."""
        last = "10" if len(self.first) == len("10") and self.first <= "10" <= self.last else self.first
        return ".".join([*("16", "10", "03")[: self.parts - 1], last])


@dataclass(frozen=True)
class RegionKinds:
    """The kinds of region of an instrument."""

    kinds: Sequence[RegionKind]

    @property
    def depth(self) -> int:
        """The most parts that a code has."""
        return max(kind.parts for kind in self.kinds)

    @property
    def names(self) -> tuple[str, ...]:
        """The Indonesian names of the kinds, which a workbook offers in every language."""
        return tuple(kind.name.id for kind in self.kinds)

    @property
    def examples(self) -> tuple[str, ...]:
        """A code for each form of code."""
        return tuple({(kind.parts, len(kind.first)): kind.example for kind in reversed(self.kinds)}.values())

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        return {
            normalize_text(name).rstrip("."): kind.id
            for kind in self.kinds
            for name in (kind.id, kind.name.id, kind.name.en, *kind.spellings)
        }

    def named(self, text: str) -> str:
        """Return the kind called *text*; empty if there is none."""
        return self._by_name.get(normalize_text(text).rstrip("."), "")

    def is_code(self, text: str) -> bool:
        """Return whether *text* has the form of a code."""
        return any(kind.has_form(text) for kind in self.kinds)

    def code_in(self, text: str) -> str:
        """
        Return the code in *text* with its points, which spreadsheet programs change; *text* itself if it has none.

        >>> REGENCIES.code_in("16,10"), REGENCIES.code_in("1610"), REGENCIES.code_in("16.1")
        ('16.10', '16.10', '16.1')
        """
        return next((code for kind in self.kinds if (code := kind.code_in(text))), text)

    def of_code(self, code: str) -> str:
        """Return the kind of the region with *code*; empty if the code is of no kind."""
        return next((kind.id for kind in self.kinds if kind.has(code)), "")

    @cached_property
    def _in_front(self) -> re.Pattern[str]:
        names = sorted(self._by_name, key=len, reverse=True)
        return re.compile(rf"({'|'.join(map(re.escape, names))})(?:\. ?| )(?=\S)", re.IGNORECASE)

    def split(self, text: str) -> tuple[str, str]:
        """
        Split the kind from the front of a name, if it is repeated there.

        >>> REGENCIES.split("Kab.Bandung"), REGENCIES.split("KOTA Bandung"), REGENCIES.split("Kotabaru")
        (('kabupaten', 'Bandung'), ('kota', 'Bandung'), ('', 'Kotabaru'))
        """
        match = self._in_front.match(text)
        return (self._by_name[normalize_text(match[1])], text[match.end() :]) if match else ("", text)


def _kind(name: str, english: str, first: str, last: str, spellings: tuple[str, ...] = ()) -> RegionKind:
    """Return a kind of regency without validation, which would slow down the start of every command."""
    text = Text.model_construct(id=name, en=english)
    return RegionKind.model_construct(
        id=name.lower(), name=text, spellings=spellings, parts=REGENCY_PARTS, first=first, last=last
    )


REGENCY_KINDS: Final = (_kind("Kabupaten", "Regency", "01", "69", ("kab",)), _kind("Kota", "City", "71", "99"))
"""Regencies and cities, the regions of KLA."""
REGENCIES: Final = RegionKinds(REGENCY_KINDS)
