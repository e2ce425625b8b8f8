"""
Sentences for people, in Indonesian or English: the one place where codes become language.

English is written in the program and is the key; Indonesian stands in ``locale/id/LC_MESSAGES/kla_score.po``. Text
that comes from a file is cleaned before it is put into a sentence.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from kla_score.cells import format_decimal
from kla_score.i18n.catalogue import load_catalogue
from kla_score.i18n.reasons import REASONS
from kla_score.issues import CATALOGUE, N_, Bilingual, Issue, Parameter, Severity

LANGUAGES: Final = ("id", "en")
_SHOWN_OF_FOUND: Final = 60


SEVERITY_NAMES: Final[Mapping[Severity, str]] = {
    Severity.ERROR: N_("error"),
    Severity.WARNING: N_("warning"),
    Severity.NOTE: N_("note"),
}

_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_PLACEHOLDER: Final = re.compile(r"\{\w+\}")
_BETWEEN_SENTENCES: Final = re.compile(r"(?<=\.) ")
_LINE_BREAKS: Final = re.compile(r"\s*[\r\n\t]+\s*")


def clean(text: str) -> str:
    r"""
    Make text from outside safe to show: one line, and a visible sign for every control character.

    >>> clean("a\x1b[31mb\nc")
    'a�[31mb c'
    """
    return _CONTROLS.sub("\ufffd", _LINE_BREAKS.sub(" ", text))


_COMMAND_AT_START: Final = re.compile(r"^(?=\s*::)", re.MULTILINE)
OLD_COMMAND: Final = "##["


def without_commands(text: str) -> str:
    """
    Make harmless what a forge that reads the log would take for a command: ``::`` at the start of a line, ``##[``.

    >>> without_commands("::error::x.xlsx ##[warning]y")
    '- ::error::x.xlsx ## [warning]y'
    """
    return _COMMAND_AT_START.sub("- ", text).replace(OLD_COMMAND, "## [")


class Explanation(NamedTuple):
    """What an issue code means, in one language."""

    message: str
    hint: str
    rationale: str


class Messages:
    """Speak one language: *language* is ``id`` or ``en``."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = load_catalogue(language)

    def gettext(self, text: str, **parameters: Parameter | None) -> str:
        """Translate *text* and fill its placeholders. Text in parameters is cleaned, numbers are written out."""
        shown = {name: self._show(value) for name, value in parameters.items()}
        return self._catalogue.gettext(text).format_map(shown) if shown else self._catalogue.gettext(text)

    def pick(self, text: Bilingual) -> str:
        """Choose the language of a text of the instrument."""
        return clean(text.in_language(self.language))

    def number(self, number: Decimal | int, decimals: int = 0, *, is_change: bool = False) -> str:
        """
        Write *number* for people, all digits shown and at least *decimals* of them behind the decimal sign.

        With *is_change* a number above 0 has a plus sign.

        >>> Messages("id").number(Decimal("126.91")), Messages("en").number(Decimal(89), 2)
        ('126,91', '89.00')
        """
        whole, _, fraction = format_decimal(Decimal(number)).partition(".")
        fraction = fraction.ljust(decimals, "0")
        sign = "," if self.language == "id" else "."
        plus = "+" if is_change and number > 0 else ""
        return f"{plus}{whole}{sign}{fraction}" if fraction else f"{plus}{whole}"

    def what(self, issue: Issue) -> str:
        """Say what is wrong."""
        return self._word(CATALOGUE[issue.code].message, issue)

    def remedy(self, issue: Issue) -> str:
        """Say what to do about it."""
        return self._word(CATALOGUE[issue.code].hint, issue)

    def explain(self, code: str) -> Explanation:
        """Return the texts of *code* with ``…`` in the place of what depends on the case."""
        kind = CATALOGUE[code]
        texts = (kind.message, kind.hint, kind.rationale)
        return Explanation(*(_PLACEHOLDER.sub("…", self._catalogue.gettext(text)) for text in texts))

    def severity(self, severity: Severity) -> str:
        """Name *severity*."""
        return self._catalogue.gettext(SEVERITY_NAMES[severity])

    def _word(self, text: str, issue: Issue) -> str:
        is_of_system = issue.code.endswith(("-unwritable", "-unreadable"))
        found = self._catalogue.gettext(REASONS[issue.found]) if is_of_system and issue.found in REASONS else None
        found = found or _shorten(clean(issue.found))
        parameters = {"found": found, "question": issue.question, **issue.parameters}
        return self.gettext(_without_nothing(self._catalogue.gettext(text), parameters), **parameters).strip()

    def _show(self, value: Parameter | None) -> str:
        match value:
            case None:
                return ""
            case Decimal() | int():
                return self.number(value)
            case str():
                return clean(value)
            case _:
                return ", ".join(_shorten(self._name(each)) for each in value) or self._catalogue.gettext(N_("none"))

    def _name(self, text: str | Bilingual) -> str:
        return clean(text) if isinstance(text, str) else self.pick(text)


def _without_nothing(text: str, parameters: Mapping[str, Parameter]) -> str:
    """Leave out of *text* what follows its first sentence and names one of *parameters* that is empty."""
    empty = [f"{{{name}}}" for name, value in parameters.items() if value in ("", ())]
    first, *others = _BETWEEN_SENTENCES.split(text)
    return " ".join([first, *(each for each in others if not any(name in each for name in empty))])


def _shorten(text: str) -> str:
    return text if len(text) <= _SHOWN_OF_FOUND else text[: _SHOWN_OF_FOUND - 1] + "…"
