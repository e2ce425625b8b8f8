"""What is fixed for each issue code: how bad it is, and what is said about it."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

MARK: Final = "▶"
"""Marks the place of the fault in a failing example."""


def N_(text: str) -> str:  # noqa: N802 - the usual name of a marker for text that is translated later
    """Mark *text* for translation and return it."""
    return text


class Severity(StrEnum):
    """How an issue touches the result."""

    ERROR = "error"
    """A cell or row that cannot be used: it counts 0 and the result is incomplete. Also: a file that cannot be used."""
    WARNING = "warning"
    """Probably a mistake, but everything that can be counted was counted."""
    NOTE = "note"
    """A repair of the input, or a declared peculiarity. Nothing needs to be done."""


_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
_ALWAYS_KNOWN: Final = frozenset({"found", "question"})


@dataclass(frozen=True)
class IssueType:
    """
    Everything about one issue code. Texts are English and are translated when they are shown.

    Attributes:
        code: The name of the issue. It is never changed: people filter and search for it.
        severity: How the issue touches the result.
        message: What is wrong, with placeholders for the parameters of the issue and for ``{found}``.
        hint: What to do, with the same placeholders.
        rationale: Why the issue is reported, without placeholders.
        failing: Lines of an instrument file with the fault, ``▶`` before the character where it is reported; empty
            where no instrument file can have it. A lone surrogate stands for a byte that is not UTF-8.
        passing: The lines of ``examples/instruments/desa-contoh.yaml`` that *failing* replaces.

    """

    code: str
    severity: Severity
    message: str
    hint: str
    rationale: str
    failing: str = ""
    passing: str = ""

    @cached_property
    def parameters(self) -> frozenset[str]:
        """The parameters that an issue of this type needs."""
        return frozenset(_PLACEHOLDER.findall(self.message + self.hint)) - _ALWAYS_KNOWN
