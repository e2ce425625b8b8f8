"""The part of a help page below the description of a command."""

import textwrap
from collections.abc import Sequence
from typing import Final, NamedTuple

from kla_score.i18n import N_, Messages

WIDEST: Final = 28
"""The widest name of an option that has its description on the same line."""


class Option(NamedTuple):
    """
    An option on a help page, in the language of the page.

    *names* are as they are typed, with the shortest first. *metavar* is empty for a switch. Without a *default* or a
    *variable*, that text is empty.
    """

    names: Sequence[str]
    metavar: str
    description: str
    default: str
    variable: str
    is_required: bool
    is_common: bool
    """Whether the help page of the program explains it, and the page of a command only names it."""


class HelpPage(NamedTuple):
    """
    The contents of a help page.

    *arguments* and *commands* have a name and a description. Only the page of the program has *commands*.
    """

    arguments: Sequence[tuple[str, str]]
    commands: Sequence[tuple[str, str]]
    options: Sequence[Option]
    examples: Sequence[str]


Section = tuple[str, Sequence[tuple[str, str]]]
"""A heading, and rows of a name and a description."""


def help_sections(page: HelpPage, messages: Messages) -> Sequence[Section]:
    """Return the sections of *page* that are not empty."""
    _ = messages.gettext
    explained, _named = _divided(page)
    rows = [(f"{', '.join(each.names)} {each.metavar}".rstrip(), _text_of(each, messages)) for each in explained]
    tables = (
        (N_("Arguments"), page.arguments),
        (N_("Commands"), page.commands),
        (N_("Options"), [] if page.commands else rows),
        (N_("Common options"), [*rows, ("-h, --help", _("Show this help text."))] if page.commands else []),
    )
    return [(_(heading), entries) for heading, entries in tables if entries]


def _divided(page: HelpPage) -> tuple[Sequence[Option], Sequence[Option]]:
    """Return the options that *page* explains, and those that it only names."""
    explained = [each for each in page.options if page.commands or not each.is_common]
    return explained, [each for each in page.options if each not in explained]


def help_end(page: HelpPage, width: int, messages: Messages) -> str:
    """Return the text below the sections, in lines of at most *width*."""
    _ = messages.gettext
    explained, named = _divided(page)
    if page.commands:
        where = _("For help on a command, run `kla-score COMMAND -h`.")
    else:
        names = ", ".join([*(each.names[0] for each in named), "-h"])
        where = _("Common options (see `kla-score -h`): {options}", options=names)
    paragraphs = [where, _variables([*explained, *named], messages)]
    between = "" if page.commands else "\n"  # the longest page has no room for it
    text = "\n" + between.join(f"{_wrapped(each, width)}\n" for each in paragraphs)
    if page.examples:
        heading = _("Example:") if len(page.examples) == 1 else _("Examples:")
        text += "".join([f"\n{heading}\n", *(f"  {_(each)}\n" for each in page.examples)])
    return text


def _text_of(option: Option, messages: Messages) -> str:
    """Return the description of *option*, with whether it is required, or its default."""
    note = ""
    if option.is_required:
        note = messages.gettext("required")
    elif option.default:
        note = messages.gettext("default: {value}", value=option.default)
    return f"{option.description}  [{note}]" if note else option.description


def _variables(options: Sequence[Option], messages: Messages) -> str:
    """Return a sentence on variables, with the first variable of *options*."""
    option = next(each for each in options if each.variable)
    return messages.gettext(
        "Most options have an environment variable, such as {variable}.",
        variable=option.variable,
    )


def _wrapped(text: str, width: int) -> str:
    """Return *text* indented and wrapped between its words. The name of an option is never broken."""
    return textwrap.fill(
        text,
        width,
        initial_indent="  ",
        subsequent_indent="  ",
        break_on_hyphens=False,
        break_long_words=False,
    )
