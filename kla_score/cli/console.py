"""What every run needs before a command is known: exit codes, stderr and the language."""

import locale
import os
import sys
from collections.abc import Sequence

from kla_score.cli.terminal import write_text
from kla_score.i18n import Messages

DONE, FINDINGS, NOT_DONE, INTERRUPTED = 0, 1, 2, 130


def echo(lines: Sequence[str]) -> None:
    """Print *lines* on stderr."""
    write_text(sys.stderr, "".join(f"{line}\n" for line in lines))


def messages_in(named: str | None, fallback: str = "id") -> Messages:
    """Return the messages in the language *named*, else of the locale if it is supported, else *fallback*."""
    return Messages(named or _language_of_locale() or fallback)


def _language_of_locale() -> str | None:
    """Return the language of the locale if it is Indonesian or English."""
    variables = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next((value for value in variables if value), None)
    if name is None and sys.platform == "win32":
        name = locale.getlocale()[0]
    language = (name or "").replace("-", "_").split("_")[0].split(".")[0].lower()
    return {"id": "id", "en": "en", "indonesian": "id", "english": "en"}.get(language)
