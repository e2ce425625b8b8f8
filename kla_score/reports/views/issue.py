"""The page of an issue code: its message, its reason, how to fix it, and an example."""

from collections.abc import Sequence
from typing import Final

from kla_score.i18n import LANGUAGES, Messages
from kla_score.issues import CATALOGUE, MARK, IssueType
from kla_score.reports.data.head import Data, head
from kla_score.reports.document import Document, Sample

_WIDTH: Final = 100
_KEYS: Final = {"what": "message", "remedy": "hint", "why": "rationale"}
"""The keys of the data, with the name of each text."""


def issue_document(code: str, messages: Messages) -> Document:
    """Return the page of *code*, one of `kla_score.issues.CATALOGUE`."""
    _ = messages.gettext
    words = messages.explain(code)
    facts = [
        (_("Severity"), messages.severity(CATALOGUE[code].severity)),
        (_("Message"), words.message),
        (_("Reason"), words.rationale),
        (_("Solution"), words.hint),
    ]
    return Document(code, messages, facts, samples=_samples(CATALOGUE[code], messages), data=_data(code))


def _samples(of: IssueType, messages: Messages) -> Sequence[Sample]:
    """Return an incorrect and a correct example, or the only one of a note about a correct value."""
    _ = messages.gettext
    failing, passing = _shown(of.failing), _shown(of.passing)
    if failing == passing:
        return [Sample(_("Example"), passing)] if passing else []
    return [Sample(_("Incorrect"), failing), Sample(_("Correct"), passing)]


def _data(code: str) -> Data:
    """Return the page in both languages, so that the data does not depend on the language of the user."""
    words = {language: Messages(language).explain(code)._asdict() for language in LANGUAGES}
    example = CATALOGUE[code]
    return {
        **head("issue-code"),
        "code": code,
        "severity": CATALOGUE[code].severity,
        **{key: {language: words[language][text] for language in LANGUAGES} for key, text in _KEYS.items()},
        "example": {"failing": _shown(example.failing), "passing": _shown(example.passing)}
        if example.failing
        else None,
    }


def _shown(example: str) -> str:
    """Return an example without its mark. A very long line is truncated."""
    lines = example.replace(MARK, "").split("\n")
    return "\n".join(line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…" for line in lines)
