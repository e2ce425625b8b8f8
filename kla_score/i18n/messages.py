"""
Sentences for users, in Indonesian or English, made from issue codes and texts.

English texts are in the program and are the keys; Indonesian is in ``locale/id/LC_MESSAGES/kla_score.po``. Text from a
file is cleaned before it is put into a sentence.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from kla_score.cells import format_decimal
from kla_score.i18n.catalogue import load_catalogue
from kla_score.i18n.reasons import OF_SYSTEM, REASONS, REMEDIES
from kla_score.issues import CATALOGUE, N_, Bilingual, Issue, Parameter, Plural, Severity

LANGUAGES: Final = ("id", "en")
_MONTHS: Final = N_("January February March April May June July August September October November December")
_SHOWN_OF_FOUND: Final = 60
_SEVERAL: Final = 2


SEVERITY_NAMES: Final[Mapping[Severity, str]] = {
    Severity.ERROR: N_("error"),
    Severity.WARNING: N_("warning"),
    Severity.NOTE: N_("note"),
}

_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_PLACEHOLDER: Final = re.compile(r"\{\w+\}")
_BETWEEN_SENTENCES: Final = re.compile(r"(?<=[.?]) ")
_LINE_BREAKS: Final = re.compile(r"\s*[\r\n\t]+\s*")


def clean(text: str) -> str:
    r"""
    Return text from outside safe for display: on one line, with a visible character for every control character.

    >>> clean("a\x1b[31mb\nc")
    'a�[31mb c'
    """
    if text.isascii() and text.isprintable():  # true for most texts, and faster to find out than to replace
        return text
    return _CONTROLS.sub("\ufffd", _LINE_BREAKS.sub(" ", text))


_COMMAND_AT_START: Final = re.compile(r"^(?=\s*::)", re.MULTILINE)
OLD_COMMAND: Final = "##["


def without_commands(text: str) -> str:
    """
    Return *text* without what a CI host would run as a command: ``::`` at the start of a line, ``##[``.

    >>> without_commands("::error::x.xlsx ##[warning]y")
    '- ::error::x.xlsx ## [warning]y'
    """
    return _COMMAND_AT_START.sub("- ", text).replace(OLD_COMMAND, "## [")


class Explanation(NamedTuple):
    """The meaning of an issue code, in one language."""

    message: str
    hint: str
    rationale: str


class Messages:
    """The sentences of one language: *language* is ``id`` or ``en``."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = load_catalogue(language)

    def gettext(self, text: str, **parameters: Parameter | None) -> str:
        """Return *text* translated, with its placeholders filled in. Text parameters are cleaned, numbers formatted."""
        return self._fill(self._catalogue.gettext(text), parameters)

    def ngettext(self, one: str, other: str, count: Decimal | int, **parameters: Parameter | None) -> str:
        """Return *one* or its plural *other* for *count*, translated and filled in, also with ``{count}``."""
        return self._fill(self._translate(Plural(one, other), {"count": count}), {"count": count, **parameters})

    def pick(self, text: Bilingual) -> str:
        """Return a bilingual text of the instrument in this language."""
        return clean(text.in_language(self.language))

    def number(self, number: Decimal | int, decimals: int = 0, *, is_change: bool = False) -> str:
        """
        Return *number* formatted with all its digits and at least *decimals* decimals.

        With *is_change*, a number above 0 has a plus sign.

        >>> Messages("id").number(Decimal("126.91")), Messages("en").number(Decimal(89), 2)
        ('126,91', '89.00')
        """
        whole, _, fraction = format_decimal(Decimal(number)).partition(".")
        fraction = fraction.ljust(decimals, "0")
        sign = "," if self.language == "id" else "."
        plus = "+" if is_change and number > 0 else ""
        return f"{plus}{whole}{sign}{fraction}" if fraction else f"{plus}{whole}"

    def date(self, day: date) -> str:
        """
        Return *day* with the name of its month.

        >>> Messages("id").date(date(2026, 8, 17)), Messages("en").date(date(2026, 3, 1))
        ('17 Agustus 2026', '1 March 2026')
        """
        return f"{day.day} {self.gettext(_MONTHS).split()[day.month - 1]} {day.year}"

    def what(self, issue: Issue) -> str:
        """Return the message of *issue*."""
        return self._word(CATALOGUE[issue.code].message, issue)

    def remedy(self, issue: Issue) -> str:
        """Return the hint on how to fix *issue*."""
        reason = str(issue.parameters.get("reason", ""))
        return self._word(REMEDIES.get(reason, CATALOGUE[issue.code].hint), issue)

    def explain(self, code: str) -> Explanation:
        """Return the texts of *code* with ``…`` in place of the parameters."""
        kind = CATALOGUE[code]
        texts = (kind.message, kind.hint, kind.rationale)
        return Explanation(*(_PLACEHOLDER.sub("…", self._translate(text)) for text in texts))

    def severity(self, severity: Severity) -> str:
        """Return the name of *severity*."""
        return self._catalogue.gettext(SEVERITY_NAMES[severity])

    def _word(self, text: str | Plural, issue: Issue) -> str:
        found = self._reason(issue.found) if issue.code in OF_SYSTEM else shorten(clean(issue.found))
        parameters = {"found": found, "question": issue.question, **issue.parameters}
        text = self._translate(text, parameters)
        if issue.code.startswith("points-") and "“{found}”" not in text and _NUMBER.fullmatch(found):
            parameters["found"] = Decimal(found)
        return self._fill(_without_nothing(text, parameters), parameters).strip()

    def _reason(self, name: str) -> str:
        """Return the system error *name* in words; empty if there are none."""
        return self._catalogue.gettext(REASONS[name]) if name in REASONS else ""

    def _translate(self, text: str | Plural, parameters: Mapping[str, Parameter] = MappingProxyType({})) -> str:
        """Return *text* translated, with its placeholders. A plural without its number is the one for several."""
        if isinstance(text, Plural):
            count = parameters.get(text.counted)
            if not isinstance(count, Decimal | int) or count != int(count):
                count = _SEVERAL
            return self._catalogue.ngettext(text.one, text.other, int(count))
        return self._catalogue.gettext(text)

    def _fill(self, text: str, parameters: Mapping[str, Parameter | None]) -> str:
        """Return the translated *text* with its placeholders filled in."""
        if not parameters:
            return text
        return text.format_map(
            {
                name: self._any_of(value) if name == "candidates" and isinstance(value, tuple) else self._show(value)
                for name, value in parameters.items()
            }
        )

    def _any_of(self, choices: tuple[str | Bilingual, ...]) -> str:
        """Return *choices* as a list that ends with "or"."""
        if len(choices) < _SEVERAL:
            return self._show(choices)
        *others, last = choices
        text = N_("{others} or {last}") if len(choices) > _SEVERAL else N_("{first} or {last}")
        names = {"first": self._show(choices[:1]), "others": self._show(tuple(others)), "last": self._show((last,))}
        return self._catalogue.gettext(text).format_map(names)

    def _show(self, value: Parameter | None) -> str:
        match value:
            case None:
                return ""
            case Decimal() | int():
                return self.number(value)
            case str():
                return clean(value)
            case _:
                return ", ".join(shorten(self._name(each)) for each in value) or self._catalogue.gettext(N_("none"))

    def _name(self, text: str | Bilingual) -> str:
        return clean(text) if isinstance(text, str) else self.pick(text)


def _without_nothing(text: str, parameters: Mapping[str, Parameter]) -> str:
    """Return *text* without the sentences after the first that mention an empty parameter."""
    empty = [f"{{{name}}}" for name, value in parameters.items() if value in ("", ())]
    first, *others = _BETWEEN_SENTENCES.split(text)
    return " ".join([first, *(each for each in others if not any(name in each for name in empty))])


def shorten(text: str) -> str:
    """Return *text*, cut if it is too long for a sentence."""
    return text if len(text) <= _SHOWN_OF_FOUND else text[: _SHOWN_OF_FOUND - 1] + "…"
