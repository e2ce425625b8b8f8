"""The sentence with the counts of a question: written into the regency's workbook, and recognised there later."""

import re
from functools import cache
from typing import Final

from kla_score.analysis.rollup import Counted, State
from kla_score.i18n import LANGUAGES, N_, Messages
from kla_score.issues import Plural
from kla_score.parts.rolled_up import Written
from kla_score.reports.document import EMPTY
from kla_score.reports.phrases import counted as counted_text

_NOTE: Final = N_("As of {date}: {yes} of {all} yes, {no} no, {missing} not received.")
_NOTE_ON_CASES: Final = N_("As of {date}: {yes} of {all} with cases, {no} without cases, {missing} not received.")
_CONFLICTS: Final = Plural("{count} conflict is not counted.", "{count} conflicts are not counted.")
_ANNEX: Final = N_("Annex: {name}.")
_COUNT: Final = "[0-9]+"
_VALUES: Final = {
    "date": "(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|–)",
    "yes": f"(?P<yes>{_COUNT})",
    **dict.fromkeys(("all", "no", "missing", "count"), _COUNT),
    "name": "(?P<annex>.+)",
}


def note_of(counted: Counted, as_of: str, messages: Messages, annex: str = "") -> str:
    """
    Return the counts of a question in a sentence, with all counts, so that neither is mistaken for the share.

    The name of the *annex* follows if the program enters it as evidence, so that a later run can replace it.
    """
    is_case = counted.question.lower_is_better
    sentences = [
        messages.gettext(
            _NOTE_ON_CASES if is_case else _NOTE,
            date=as_of or EMPTY,
            yes=counted.count(State.YES),
            no=counted.count(State.NO),
            missing=counted.count(State.NOT_RECEIVED),
            all=len(counted.by_region),
        )
    ]
    if conflicts := counted.count(State.CONFLICT):
        sentences.append(counted_text(messages, _CONFLICTS, conflicts))
    if annex:
        sentences.append(messages.gettext(_ANNEX, name=annex))
    return " ".join(sentences)


def read_note(line: str) -> Written | None:
    """Return what the program has written if *line* is its own complete sentence (`note_of`), in either language."""
    for pattern in _patterns():
        if match := pattern.fullmatch(line.strip()):
            return Written(int(match["yes"]), match["annex"] or "")
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of the sentences, made from the same texts."""
    patterns = []
    for messages in map(Messages, LANGUAGES):
        conflicts = "|".join(_pattern(counted_text(messages, _CONFLICTS, count), count) for count in (1, 2))
        rest = f"(?: (?:{conflicts}))?(?: {_pattern(messages.gettext(_ANNEX))})?"
        patterns += [re.compile(_pattern(messages.gettext(text)) + rest) for text in (_NOTE, _NOTE_ON_CASES)]
    return tuple(patterns)


def _pattern(text: str, count: int | None = None) -> str:
    """Return the pattern for *text* with placeholders, or with this *count*."""
    escaped = re.escape(text if count is None else text.replace(str(count), "{count}"))
    return re.sub(r"\\\{(\w+)\\\}", lambda match: _VALUES[match[1]], escaped)
