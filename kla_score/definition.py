"""
What everything in an instrument file is made of: names, texts, and what can be wrong with a piece.

The pieces are plain values. What pydantic makes sure of in them when a file is checked is written beside their types,
but pydantic itself takes longer to load than a sheet to score, and an instrument that is known to be in order needs
none. Pure: no files, no printing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Final, Union

from kla_score.issues import Parameter


class Checked:
    """
    What is checked of an annotated value: the keywords of pydantic's ``Field``.

    *before* gets the value first, and changes or refuses it. *schema* stands for it in the JSON Schema.
    """

    def __init__(
        self,
        *,
        before: Callable[[object], object] | None = None,
        schema: Mapping[str, object] | None = None,
        **keywords: Any,  # noqa: ANN401 - whatever pydantic takes
    ) -> None:
        self._before = before
        self._schema = schema
        self._keywords = keywords

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:  # noqa: ANN401 - pydantic's protocol
        """Hand over to pydantic's own annotations."""
        from pydantic import BeforeValidator, Field, WithJsonSchema  # noqa: PLC0415 - only when something is checked

        checked: Any = Annotated[source, Field(**self._keywords)]
        if self._before:
            checked = Annotated[checked, BeforeValidator(self._before)]
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


EXACTLY: Final = {"strict": True}
"""Nothing else is taken for a value of this type."""

Words = Annotated[str, Checked(**EXACTLY, min_length=1, pattern=r"\S")]
"""Text that says something: not empty, not only blanks."""

Identifier = Annotated[str, Checked(**EXACTLY, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
"""A name for machines: quoted text of letters, digits, ``.``, ``_`` and ``-``. Never a number."""

Switch = Annotated[bool, Checked(**EXACTLY)]
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
