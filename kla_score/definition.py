"""
What everything in an instrument file is made of: names, texts, and what can be wrong with a piece.

The pieces are plain values. What pydantic makes sure of in them when a file is checked is written beside their types,
but pydantic itself takes longer to load than a sheet to score, and an instrument that is known to be in order needs
none. Pure: no files, no printing.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Union

from kla_score.issues import Parameter


class Checked:
    """
    What must hold of an annotated value beside its type, with both ends included.

    *before* gets the value first, and changes or refuses it (ValueError). *pattern* is one that Python and Rust
    understand alike; a ``$`` at its end is the end of the text. A *strict* value is of the very type, not just
    convertible. *schema* stands for it in the JSON Schema.
    """

    def __init__(  # noqa: PLR0913 - so much can be asked for
        self,
        *,
        before: Callable[[object], object] | None = None,
        schema: Mapping[str, object] | None = None,
        strict: bool | None = None,
        min_length: int | None = None,
        max_length: int | None = None,
        pattern: str | None = None,
        ge: int | None = None,
        le: int | None = None,
    ) -> None:
        self.before = before
        self._schema = schema
        self._keywords: Mapping[str, Any] = {
            "strict": strict,
            "min_length": min_length,
            "max_length": max_length,
            "pattern": pattern,
            "ge": ge,
            "le": le,
        }

    def tests(self) -> Iterator[Callable[[Any], bool]]:
        """Yield what must be true of a value that is of the annotated type: no more and no less than pydantic asks."""
        asked = self._keywords
        if (shortest := asked["min_length"]) is not None:
            yield lambda value: len(value) >= shortest
        if (longest := asked["max_length"]) is not None:
            yield lambda value: len(value) <= longest
        if (pattern := asked["pattern"]) is not None:
            search = re.compile(re.sub(r"\$$", r"\\Z", pattern)).search
            yield lambda value: search(value) is not None
        if (least := asked["ge"]) is not None:
            yield lambda value: value >= least
        if (most := asked["le"]) is not None:
            yield lambda value: value <= most

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:  # noqa: ANN401 - pydantic's protocol
        """Hand over to pydantic's own annotations."""
        from pydantic import BeforeValidator, Field, WithJsonSchema  # noqa: PLC0415 - only when something is wrong

        checked: Any = Annotated[source, Field(**self._keywords)]
        if self.before:
            checked = Annotated[checked, BeforeValidator(self.before)]
        if self._schema:
            checked = Annotated[checked, WithJsonSchema(dict(self._schema))]
        return handler.generate_schema(checked)


class OneOf:
    """
    How the forms of an annotated value are told apart: by a key, or by a function that gives one of their names.

    *forms* are the forms by name, where the function is asked.
    """

    def __init__(self, told_by: str | Callable[[Any], str], **forms: object) -> None:
        self._told_by = told_by
        self._forms = forms

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:  # noqa: ANN401 - as above
        """Hand over to pydantic's own annotations."""
        from pydantic import Discriminator, Tag  # noqa: PLC0415 - as above

        if self._forms:
            named = tuple(Annotated[form, Tag(name)] for name, form in self._forms.items())
            source = Union[named]  # noqa: UP007 - of a tuple
        return handler.generate_schema(Annotated[source, Discriminator(self._told_by)])


Words = Annotated[str, Checked(strict=True, min_length=1, pattern=r"\S")]
"""Text that says something: not empty, not only blanks."""

Identifier = Annotated[str, Checked(strict=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
"""A name for machines: quoted text of letters, digits, ``.``, ``_`` and ``-``. Never a number."""

Switch = Annotated[bool, Checked(strict=True)]
"""True or false; never a number or a word."""


@dataclass(frozen=True, kw_only=True)
class Definition:
    """The base of everything in an instrument file: cannot be changed, knows each of its keys."""

    __pydantic_config__: ClassVar[Mapping[str, object]] = {"extra": "forbid"}


@dataclass(frozen=True, kw_only=True)
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
