"""
The command line: options in, text out, exit code.

Exit codes: 0 done; 1 done, with findings; 2 not done; 130 interrupted. The result goes to stdout, everything else to
stderr. A traceback is shown only with ``--debug``.
"""

import contextlib
import os
import signal
import sys
import tempfile
import threading
from _thread import interrupt_main
from collections.abc import Iterator, Mapping, Sequence
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import typer

from kla_score.cli.common_options import common_descriptions, with_common_options, without_command
from kla_score.cli.console import INTERRUPTED, NOT_DONE, echo, messages_in
from kla_score.cli.help_texts import COMMANDS, EXAMPLES
from kla_score.cli.option_values import variable_of
from kla_score.cli.terminal import ReaderGoneError, discard_rest
from kla_score.cli.typer_compat import (
    COMPLETING,
    HelpTexts,
    UsageError,
    command_first,
    command_of,
    issue_of,
    run_command,
    words_typed,
)
from kla_score.cli.wrapping import wrap_lines
from kla_score.files.reading import STDIN, reason_of
from kla_score.i18n import LANGUAGES, N_, Messages
from kla_score.issues import CATALOGUE, Issue, KlaScoreError, Location, OutputError
from kla_score.issues.families import command_line
from kla_score.reports.issue_texts import finding_lines, issue_lines


def make_app(named: str | None = None) -> typer.Typer:
    """Return the application with the command *named*, or with all commands but without their options."""
    app = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    description = N_("Score Kabupaten/Kota Layak Anak (KLA) self-assessments.")
    # The common options are accepted before a command, too: `command_first` moves them behind it.
    callback = _noop if named else with_common_options(without_command)
    app.callback(help=description, invoke_without_command=True)(callback)
    for name in [named] if named else COMMANDS:
        app.command(name, help=COMMANDS[name])(_function_of(name) if named else _noop)
    return app


def help_texts_of(named: str | None) -> HelpTexts:
    """Return the texts for the help page of the command *named*, or of the program."""
    return HelpTexts(EXAMPLES[named] if named else (), common_descriptions())


def _function_of(name: str) -> Any:  # noqa: ANN401 - commands differ in their options
    """Import the function of one command. Importing all commands is slow."""
    function = with_common_options(getattr(import_module(f"kla_score.cli.commands.{name}"), name))

    @wraps(function)
    def checked(**values: object) -> None:
        _check_stdin(values)
        function(**values)

    return checked


def _check_stdin(values: Mapping[str, object]) -> None:
    """
    Check that at most one of the inputs in *values* is stdin. As an output, ``-`` is stdout.

    Raises:
        KlaScoreError: There are several.

    """
    inputs = [value for name, value in values.items() if name != "output"]
    paths = [path for value in inputs for path in (value if isinstance(value, list) else [value])]
    if sum(isinstance(path, Path) and path == STDIN for path in paths) > 1:
        raise KlaScoreError(Issue("stdin-repeated", found=str(STDIN)))


def _noop() -> None:
    """Replace a command whose options are not needed."""


def run() -> None:
    """Run the command line as a process of its own."""
    _be_interruptible()
    # Workbooks are identical to the last byte, whichever packages are installed.
    os.environ.setdefault("OPENPYXL_LXML", "False")
    main()


def _be_interruptible() -> None:
    """Clean up also when the process is ended, or its terminal is closed."""
    for name, usual in (
        ("SIGINT", signal.default_int_handler),
        ("SIGTERM", signal.SIG_DFL),
        ("SIGHUP", signal.SIG_DFL),
    ):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is usual:  # keep a handler that somebody else has set
            signal.signal(number, _interrupt)
    sys.unraisablehook = _interrupt_again


_interruptions: Final[list[int]] = []
"""The signals that have interrupted this process. While a library is loaded, it may turn them into other errors."""


def _interrupt(number: int, _: object) -> None:
    _interruptions.append(number)
    raise KeyboardInterrupt


def _interrupt_again(ignored: "sys.UnraisableHookArgs") -> None:
    """Interrupt again after a callback of C code has swallowed an interruption. Report other ignored errors."""
    if _interruptions and ignored.exc_type is KeyboardInterrupt:
        # The delay and the thread are needed: an immediate interruption would arrive here and be ignored, too.
        again = threading.Timer(0.01, interrupt_main, _interruptions[-1:])
        again.daemon = True
        with contextlib.suppress(RuntimeError):  # the process is about to end anyway
            again.start()
    else:
        sys.__unraisablehook__(ignored)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line with *arguments* (default: those of the process) and exit."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if sys.stderr is None:  # the parent process has closed it, which loses messages, but not the result
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open until the end
    messages = messages_in(_language_named_in(arguments))
    reasons: Sequence[str] = ()
    try:
        _do(arguments, messages)
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(INTERRUPTED)
    except ReaderGoneError:
        sys.exit(NOT_DONE)
    except (KlaScoreError, UsageError) as error:
        issues = error.issues if isinstance(error, KlaScoreError) else [issue_of(error, arguments)]
        reasons = [*_reasons(issues, messages), *_usage(issues, arguments, messages)]
    except SystemExit:
        raise
    except BaseException as error:
        if _interruptions:  # a compiled library may raise an error that is not an Exception
            sys.exit(INTERRUPTED)
        is_wanted = os.environ.get(variable_of("--debug"), "").lower() in _TRUE or "--debug" in arguments
        if is_wanted or not isinstance(error, Exception):
            raise
        reasons = _reasons_of_unexpected(error, messages)
    with contextlib.suppress(ReaderGoneError, OutputError):  # nobody reads the output
        echo(reasons)
    sys.exit(NOT_DONE)


def _do(arguments: Sequence[str], messages: Messages) -> None:
    """Run the command in *arguments*, and exit."""
    if sys.stdout is None:
        raise OutputError(Issue("output-unwritable", Location("stdout"), found="EBADF"))
    if os.environ.get(COMPLETING):
        from kla_score.cli.completion import answer  # noqa: PLC0415 - only a shell runs this command

        answer(_command_for(words_typed(), messages))
    command = _command_for(arguments, messages)
    words = command_first(command, arguments)
    sys.exit(run_command(command if words == arguments else _command_for(words, messages), words))


def _command_for(words: Sequence[str], messages: Messages) -> Any:  # noqa: ANN401 - typer's own classes are private
    name = _command_named_in(words)
    return command_of(make_app(name), help_texts_of(name), messages)


_TRUE = frozenset({"1", "true", "t", "yes", "y", "on"})


_OF_COMMAND_LINE: Final = frozenset(each.code for each in command_line.ISSUES)


def _reasons(issues: Sequence[Issue], messages: Messages) -> Sequence[str]:
    """Return the reasons of a failure: findings that editors understand for an instrument file, otherwise issues."""
    if any(issue.location.line for issue in issues):
        return list(finding_lines(issues, messages))
    return wrap_lines(issue_lines(issues, messages), sys.stderr)


def _usage(issues: Sequence[Issue], arguments: Sequence[str], messages: Messages) -> Iterator[str]:
    """Yield the command that explains the options, if an option or argument is wrong and no hint has a command."""
    named = _command_named_in(arguments)
    is_usage = any(issue.code in _OF_COMMAND_LINE and not issue.location.file for issue in issues)
    if named and is_usage and not any("Run `" in CATALOGUE[issue.code].hint for issue in issues):
        yield "  " + messages.gettext("Run `{usage}`.", usage=f"kla-score {named} -h")


def _reasons_of_unexpected(error: Exception, messages: Messages) -> Sequence[str]:
    """Return the reason for an unexpected error: an error of the system or a bug of the program."""
    if isinstance(error, OSError):
        # An error without a file name concerns a temporary file, or a help page that the library writes to stdout.
        location = Location(str(error.filename or tempfile.tempdir or "stdout"))
        if location.file == "stdout":
            discard_rest(sys.stdout)
        return _reasons([Issue("output-unwritable", location, found=reason_of(error))], messages)
    kind = type(error).__name__
    return [messages.gettext("Internal error ({kind}). Run again with `--debug` and report the output.", kind=kind)]


def _command_named_in(arguments: Sequence[str]) -> str | None:
    """Return the first command; None if help is requested or the name is unknown."""
    first = next((each for each in arguments if each != "--"), "")
    return first if first in COMMANDS else None


def _language_named_in(arguments: Sequence[str]) -> str | None:
    """Return the value of ``--lang`` before parsing, because help and parsing errors need it."""
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=False):
        named = following if argument == "--lang" else argument.removeprefix("--lang=")
        if argument.startswith("--lang") and named in LANGUAGES:
            return named
    variable = os.environ.get(variable_of("--lang"))
    return variable if variable in LANGUAGES else None
