"""Small phrases: counts, lists and names of evidence."""

import re
from collections.abc import Sequence
from decimal import Decimal

from kla_score.i18n import Messages
from kla_score.issues import Parameter, Plural


def counted(messages: Messages, text: Plural, count: Decimal | int, **parameters: Parameter | None) -> str:
    """Return the form of *text* for *count*, translated and filled in, also with the count."""
    return messages.ngettext(text.one, text.other, count, **parameters)


def points_text(points: Decimal, messages: Messages) -> str:
    """
    Return *points* with their unit.

    >>> points_text(Decimal(1), Messages("en")), points_text(Decimal("97.25"), Messages("id"))
    ('1 point', '97,25 poin')
    """
    return messages.ngettext("{count} point", "{count} points", points)


def more_rows(count: int, messages: Messages) -> str:
    """Return the note on the rows that a screen leaves out; empty if there are none."""
    text = Plural("{count} more row. Use `-v` to show all.", "{count} more rows. Use `-v` to show all.")
    return counted(messages, text, count) if count else ""


def joined(parts: Sequence[str], messages: Messages) -> str:
    """
    Return *parts* as a list in a sentence.

    >>> joined(["1.1", "2.4", "6.3"], Messages("en")), joined(["1.1", "2.4", "6.3"], Messages("id"))
    ('1.1, 2.4 and 6.3', '1.1, 2.4, dan 6.3')
    """
    *others, last = parts
    if not others:
        return last
    if len(others) == 1:
        return messages.gettext("{first} and {last}", first=others[0], last=last)
    return messages.gettext("{others} and {last}", others=", ".join(others), last=last)


def brief(texts: Sequence[str]) -> str:
    """Return the first of *texts* and the number of the others."""
    return f"{texts[0]} +{len(texts) - 1}" if len(texts) > 1 else "".join(texts)


def evidence_label(kind: str, what: str, sign: str = ": ") -> str:
    """
    Return the name of a type, *sign* and the content without the words that repeat the type.

    >>> evidence_label("Matrix", "completed matrix of visits"), evidence_label("Document", "action plan document")
    ('Matrix: visits', 'Document: action plan')
    >>> evidence_label("Matriks", "matriks kunjungan yang sudah diisi")
    'Matriks: kunjungan'
    """
    word = rf"{re.escape(kind)}(?:e?s)?\b"
    at_start = rf"^(?:completed )?{word} (?:of |on |for |with )?(?!or |atau |yang )|^completed "
    content = re.sub(at_start, "", what, count=1, flags=re.IGNORECASE)
    content = re.sub(rf"(?<!\bor)(?<!\batau) {word}| yang sudah diisi$", "", content, flags=re.IGNORECASE)
    if re.search(rf"\b{word}", content, re.IGNORECASE):  # such as "photo or news item"
        return what[:1].upper() + what[1:]
    return f"{kind}{sign}{content}"
