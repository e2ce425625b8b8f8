"""Small phrases that differ with a number."""

from collections.abc import Sequence

from kla_score.i18n import Messages
from kla_score.issues import Parameter, Plural


def counted(messages: Messages, text: Plural, count: int, **parameters: Parameter | None) -> str:
    """Return the form of *text* for *count*, translated and filled in, also with the count."""
    return messages.ngettext(text.one, text.other, count, **parameters)


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
