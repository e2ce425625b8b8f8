"""
The command line: options in, text out, exit code.

0 done; 1 done, with findings; 2 not done; 130 interrupted. The result goes to stdout, everything else to stderr. No
traceback reaches a user unless ``--debug`` asks for it.
"""

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

import kla_score
from kla_score.cli import analysis_commands, batch_commands, instrument_commands, sheet_commands
from kla_score.cli.shared import INTERRUPTED, NOT_DONE, app, messages_in, tell
from kla_score.cli.usage import UsageError, help_of, issue_of, translate, usage_of
from kla_score.issues import Issue, KlaScoreError, Place
from kla_score.messages import LANGUAGES, Messages
from kla_score.terminal import fall_silent, is_reader_gone, write_text
from kla_score.wordings import N_

__all__ = ["analysis_commands", "batch_commands", "instrument_commands", "main", "sheet_commands"]


def _print_version(value: bool) -> None:  # noqa: FBT001 - the signature of an option callback
    if value:
        write_text(sys.stdout, f"kla-score {kla_score.__version__}\n")
        raise typer.Exit


@app.callback(help=N_("Score a Kabupaten/Kota Layak Anak self-evaluation sheet."))
def _root(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help=N_("Show the version and exit.")),
    ] = False,
) -> None:
    del version


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line with *arguments* (default: those of the process) and exit."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if sys.stdout is None or sys.stderr is None:
        sys.exit(NOT_DONE)  # closed by whoever started us: there is nobody to talk to
    messages = messages_in(_language_named_in(arguments))
    command = translate(typer.main.get_command(app), messages)
    try:
        sys.exit(command(args=list(arguments), prog_name="kla-score", standalone_mode=False))
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(INTERRUPTED)
    except KlaScoreError as error:
        tell(_reasons(error.issues, messages))
    except UsageError as error:
        tell(help_of(error) or [*usage_of(error), *_reasons([issue_of(error, arguments)], messages)])
    except Exception as error:
        is_debugging = os.environ.get("KLA_SCORE_DEBUG", "").lower() in _TRUE or "--debug" in arguments
        if is_debugging and not is_reader_gone(error):
            raise
        tell(_reasons_of_unexpected(error, messages))
        fall_silent()
    sys.exit(NOT_DONE)


_TRUE = frozenset({"1", "true", "t", "yes", "y", "on"})


def _reasons(issues: Sequence[Issue], messages: Messages) -> Sequence[str]:
    """Say why the job cannot be done: for an instrument file line by line, else with the place in front."""
    from kla_score.reports import finding_lines, issue_lines  # noqa: PLC0415 - as above

    has_lines = any(issue.place.line for issue in issues)
    return list((finding_lines if has_lines else issue_lines)(issues, messages))


def _reasons_of_unexpected(error: Exception, messages: Messages) -> Sequence[str]:
    """Say what went wrong outside of our reach: nothing when the reader has gone, the system's word, or our fault."""
    if is_reader_gone(error):
        return []
    if isinstance(error, OSError):
        place = Place(str(error.filename or "stdout"))
        return _reasons([Issue("output-unwritable", place, found=error.strerror or "")], messages)
    kind = type(error).__name__
    return [messages.say("Internal error ({kind}). Run again with --debug and report what it shows.", kind=kind)]


def _language_named_in(arguments: Sequence[str]) -> str | None:
    """Look for ``--lang`` before the arguments are parsed: help and errors of parsing want it too."""
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=False):
        named = following if argument == "--lang" else argument.removeprefix("--lang=")
        if argument.startswith("--lang") and named in LANGUAGES:
            return named
    variable = os.environ.get("KLA_SCORE_LANG")
    return variable if variable in LANGUAGES else None
