"""
What everything in an instrument file is made of: names, texts, and what can be wrong with a piece.

Pure: no files, no printing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictStr

from kla_score.issues import Parameter

Words = Annotated[StrictStr, Field(min_length=1, pattern=r"\S")]
"""Text that says something: not empty, not only blanks."""

Identifier = Annotated[StrictStr, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
"""A name for machines: quoted text of letters, digits, ``.``, ``_`` and ``-``. Never a number."""


class Definition(BaseModel):
    """The base of everything in an instrument file: cannot be changed, knows each of its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Definition):
    """A text in Indonesian (*id*) and English (*en*)."""

    id: Words
    """In Indonesian."""
    en: Words
    """In English."""

    def in_language(self, language: str) -> str:
        """Give the text in *language*; any other than ``en`` is Indonesian."""
        return self.en if language == "en" else self.id


def descendants(model: type[Definition]) -> Iterator[type[Definition]]:
    """Yield every model made from *model*."""
    for each in model.__subclasses__():
        yield each
        yield from descendants(each)


@dataclass(frozen=True, slots=True)
class Fault:
    """
    Something wrong with a piece that is in order as far as its own keys go.

    *key* leads from the piece to the value concerned (keys, and positions in lists), so that whoever read the file
    can tell the line.
    """

    code: str
    key: tuple[str | int, ...]
    found: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
