"""
The base of all models of an instrument file: names, texts and rule violations.

Pure: no files, no printing.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, Strict

from kla_score.cells import LONGEST_TEXT
from kla_score.issues import N_, Parameter

NonBlankStr = Annotated[str, Field(strict=True, min_length=1, max_length=LONGEST_TEXT, pattern=r"\S")]
"""Text that is not empty, not only blanks, and fits into a cell."""

Identifier = Annotated[str, Field(strict=True, max_length=LONGEST_TEXT, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
"""An identifier: quoted text of letters, digits, ``.``, ``_`` and ``-``. Never a number."""

StrictBool = Annotated[bool, Strict()]
"""True or false; never a number or a word."""


class Model(BaseModel):
    """The base of every model of an instrument file. It cannot be changed and refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def as_mapping(self) -> dict[str, Any]:
        """Return the value of each key, in the order of the class; parts remain models."""
        return {key: getattr(self, key) for key in type(self).model_fields}

    def with_changes(self, **changes: object) -> Self:
        """
        Return a copy with other values for some keys.

        `model_copy` would keep what a cached property has computed from the old values.
        """
        return type(self)(**{**self.as_mapping(), **changes})


class Text(Model):
    """A text in Indonesian (*id*) and English (*en*)."""

    id: NonBlankStr = Field(description=N_("Indonesian text."))
    en: NonBlankStr = Field(description=N_("English text."))

    def in_language(self, language: str) -> str:
        """Return the text in *language*; any other than ``en`` is Indonesian."""
        return self.en if language == "en" else self.id


def descendants(model: type[Model]) -> Iterator[type[Model]]:
    """Yield every subclass of *model*."""
    for each in model.__subclasses__():
        yield each
        yield from descendants(each)


class RuleViolation(NamedTuple):
    """
    A violation of a rule by a part of the instrument whose own keys are valid.

    *key* is the path from the part to the value (keys, and positions in lists), so that the reader of the file can find
    the line. *related* are other values of the problem, each as its part (None: the instrument) and its key. The line
    of the first one becomes a parameter of the message.
    """

    code: str
    key: tuple[str | int, ...]
    found: str = ""
    parameters: Mapping[str, Parameter] = MappingProxyType({})
    related: tuple[tuple["Model | None", tuple[str | int, ...]], ...] = ()
