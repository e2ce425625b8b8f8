"""The fixed properties of each issue code: its severity and its texts."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple

MARK: Final = "▶"
"""Marks the location of the problem in a failing example."""


def N_(text: str) -> str:  # noqa: N802 - the usual name of a marker for text that is translated later
    """Mark *text* for translation and return it."""
    return text


class Plural(NamedTuple):
    """A text that differs with a number, marked for translation: *one* is the text for 1, *other* the plural."""

    one: str
    other: str
    counted: str = "count"
    """The parameter with the number."""


class Severity(StrEnum):
    """The effect of an issue on the result."""

    ERROR = "error"
    """A cell, row or file cannot be used. A cell or row counts 0, and the result is incomplete."""
    WARNING = "warning"
    """Probably a mistake, but all usable values were counted."""
    NOTE = "note"
    """A repair of the input, or a declared peculiarity. No action needed."""


_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
_ALWAYS_KNOWN: Final = frozenset({"found", "question"})


@dataclass(frozen=True)
class IssueType:
    """
    Everything about one issue code. Texts are English and are translated when they are shown.

    Attributes:
        code: The name of the issue. It never changes, because people filter and search for it.
        severity: The effect of the issue on the result.
        message: What is wrong, with placeholders for the parameters of the issue and for ``{found}``.
        hint: What to do, with the same placeholders.
        rationale: Why the issue is reported, without placeholders.
        failing: Lines of an instrument file with the problem, ``▶`` before the character where it is reported; empty
            if the issue cannot occur in an instrument file. A lone surrogate represents a byte that is not UTF-8.
        passing: The lines of ``examples/instruments/desa-contoh.yaml`` that *failing* replaces.

    """

    code: str
    severity: Severity
    message: str | Plural
    hint: str
    rationale: str
    failing: str = ""
    passing: str = ""

    @cached_property
    def parameters(self) -> frozenset[str]:
        """The parameters that an issue of this type needs."""
        message = " ".join(self.message[:2]) if isinstance(self.message, Plural) else self.message
        return frozenset(_PLACEHOLDER.findall(message + self.hint)) - _ALWAYS_KNOWN
