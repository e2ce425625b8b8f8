"""The part of a help page below the description of a command."""

import textwrap
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from kla_score.i18n import N_, Messages

_WIDEST: Final = 28
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


def write_help(page: HelpPage, formatter: Any, messages: Messages) -> None:  # noqa: ANN401 - a class of typer is private
    """Write *page* to *formatter*, which the command-line library provides."""
    _ = messages.gettext
    explained = [each for each in page.options if page.commands or not each.is_common]
    named = [each for each in page.options if each not in explained]
    rows = [(f"{', '.join(each.names)} {each.metavar}".rstrip(), _text_of(each, messages)) for each in explained]
    tables = (
        (N_("Arguments"), page.arguments),
        (N_("Commands"), page.commands),
        (N_("Options"), [] if page.commands else rows),
        (N_("Common options"), [*rows, ("-h, --help", _("Show this page."))] if page.commands else []),
    )
    for heading, entries in tables:
        if entries:
            with formatter.section(_(heading)):
                formatter.write_dl(entries, col_max=_WIDEST)
    if page.commands:
        where = _("Explain a command: kla-score COMMAND -h")
    else:
        names = ", ".join([*(each.names[0] for each in named), "-h"])
        where = _("Common options (explained by kla-score -h): {options}", options=names)
    for paragraph in (where, _variables([*explained, *named], messages)):
        formatter.write(f"\n{_wrapped(paragraph, formatter.width)}\n")
    if page.examples:
        heading = _("Example:") if len(page.examples) == 1 else _("Examples:")
        formatter.write("".join([f"\n{heading}\n", *(f"  {_(each)}\n" for each in page.examples)]))


def _text_of(option: Option, messages: Messages) -> str:
    """Return the description of *option*, with whether it is required, or its default."""
    note = ""
    if option.is_required:
        note = messages.gettext("required")
    elif option.default:
        note = messages.gettext("default: {value}", value=option.default)
    return f"{option.description}  [{note}]" if note else option.description


def _variables(options: Sequence[Option], messages: Messages) -> str:
    """Return a sentence on variables, with the first of *options* that has one."""
    option = next(each for each in options if each.variable)
    return messages.gettext(
        "Most options have a variable, such as {variable} for {option}.",
        option=option.names[-1],
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
