"""Small phrases that differ with a number."""

from collections.abc import Sequence

from kla_score.i18n import Messages
from kla_score.issues import Parameter


def counted(messages: Messages, one: str, other: str, count: int, **parameters: Parameter | None) -> str:
    """Return *one* for a single thing, *other* for any other *count*, translated and filled in, also with the count."""
    return messages.gettext(one if count == 1 else other, count=count, **parameters)


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
