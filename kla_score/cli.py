"""
The command line: options in, text out, exit code.

0 done; 1 done, with findings; 2 not done; 130 interrupted. The result goes to stdout, everything else to stderr. No
traceback reaches a user unless ``--debug`` asks for it.
"""

import locale
import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import kla_score
from kla_score import api
from kla_score.issues import Issue, KlaScoreError, OutputError, Place, has_errors
from kla_score.messages import LANGUAGES, N_, Messages
from kla_score.output_file import check_output, check_outputs, write_output
from kla_score.terminal import fall_silent, is_reader_gone, surface_of, write_exact, write_text

if TYPE_CHECKING:
    from kla_score.reports import Format

DONE, FINDINGS, NOT_DONE = 0, 1, 2

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


class Language(StrEnum):
    """What ``--lang`` accepts."""

    ID = "id"
    EN = "en"


InstrumentOption = Annotated[
    Path | None,
    typer.Option(
        "--instrument",
        "-i",
        envvar="KLA_SCORE_INSTRUMENT",
        help=N_("Instrument file (default: the packaged KLA 2024)."),
    ),
]
LanguageOption = Annotated[
    Language | None,
    typer.Option("--lang", envvar="KLA_SCORE_LANG", help=N_("Language for people: Indonesian or English.")),
]
ForceOption = Annotated[bool, typer.Option("--force", envvar="KLA_SCORE_FORCE", help=N_("Replace existing files."))]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", envvar="KLA_SCORE_QUIET", help=N_("Say nothing but the result."))
]
VerboseOption = Annotated[
    bool,
    typer.Option(
        "--verbose", "-v", envvar="KLA_SCORE_VERBOSE", help=N_("Show indicators, uncut lists and every note.")
    ),
]
DebugOption = Annotated[
    bool,
    typer.Option("--debug", envvar="KLA_SCORE_DEBUG", help=N_("Show the traceback of an internal error.")),
]


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


@app.command(help=N_("Score one sheet: points by cluster, predicate, missing evidence."))
def evaluate(
    *,
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help=N_("The filled-in workbook (.xlsx)."))],
    instrument: InstrumentOption = None,
    output_format: Annotated[
        str,
        typer.Option("--format", "-f", envvar="KLA_SCORE_FORMAT", help=N_("What stdout shows: table or json.")),
    ] = "table",
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output", "-o", envvar="KLA_SCORE_OUTPUT", help=N_("Also write a file (.json); may be repeated.")
        ),
    ] = None,
    lang: LanguageOption = None,
    force: ForceOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,
) -> None:
    from kla_score.reports import issue_lines, issue_summary, scorecard_document  # noqa: PLC0415 - only this command draws tables

    del debug
    shown, files = _format(output_format), [(path, _format_of(path)) for path in output or ()]
    inputs = [sheet, *([instrument] if instrument else [])]
    check_outputs([path for path, _ in files], inputs, force=force)
    form = api.load_instrument(instrument)
    messages = _messages(lang, form.language)
    scorecard = api.evaluate(sheet, form)
    document, surface = scorecard_document(scorecard, messages, in_full=verbose), surface_of(sys.stdout)
    for path, each in files:
        write_output(
            path,
            each.render(document, surface).encode("utf-8", "replace"),
            inputs,
            force=force,
        )
    issues = scorecard.assessment.issues
    if not quiet:
        if issues:
            _tell([issue_summary(sheet.name, issues, messages), *issue_lines(issues, messages, every_note=verbose)])
        _tell([messages.say("written: {file}", file=str(path)) for path, _ in files])
    (write_exact if shown.is_exact else write_text)(sys.stdout, shown.render(document, surface))
    raise typer.Exit(FINDINGS if has_errors(issues) else DONE)


@app.command(help=N_("Check instrument files; every problem with its line and column."))
def validate(
    *,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="INSTRUMENT",
            help=N_("Instrument files (default: the packaged one)."),
            show_default=False,
        ),
    ] = None,
    lang: LanguageOption = None,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> None:
    from kla_score.reports import finding_lines  # noqa: PLC0415 - as above

    del debug
    messages = _messages(lang)
    outcomes = api.validate(files or ())
    for outcome in outcomes:
        write_text(sys.stdout, "".join(f"{line}\n" for line in finding_lines(outcome.issues, messages)))
    broken = sum(outcome.instrument is None for outcome in outcomes)
    if not quiet:
        _tell([messages.say("{count} checked, {broken} with errors", count=len(outcomes), broken=broken)])
    unreadable = any(issue.code.startswith("file-") for outcome in outcomes for issue in outcome.issues)
    raise typer.Exit(NOT_DONE if unreadable else FINDINGS if broken else DONE)


@app.command(help=N_("Write the blank sheet to fill in."))
def template(
    *,
    output: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help=N_("The workbook to write."))],
    instrument: InstrumentOption = None,
    lang: LanguageOption = None,
    force: ForceOption = False,
    quiet: QuietOption = False,
    debug: DebugOption = False,
) -> None:
    del debug
    if output.suffix.lower() != ".xlsx":
        raise OutputError(Issue("output-suffix-unknown", found=output.name, parameters={"allowed": (".xlsx",)}))
    inputs = [instrument] if instrument else []
    check_output(output, inputs, force=force)
    form = api.load_instrument(instrument)
    messages = _messages(lang, form.language)
    write_output(output, api.template(form, messages.language), inputs, force=force)
    if not quiet:
        _tell([messages.say("written: {file}", file=str(output))])


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line with *arguments* (default: those of the process) and exit."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if sys.stdout is None or sys.stderr is None:
        sys.exit(NOT_DONE)  # closed by whoever started us: there is nobody to talk to
    messages = _messages(_language_named_in(arguments))
    command = _translated(typer.main.get_command(app), messages)
    try:
        command(args=list(arguments), prog_name="kla-score")
    except KlaScoreError as error:
        _tell(_reasons(error.issues, messages))
    except Exception as error:
        is_debugging = os.environ.get("KLA_SCORE_DEBUG", "").lower() in _TRUE or "--debug" in arguments
        if is_debugging and not is_reader_gone(error):
            raise
        _tell(_reasons_of_unexpected(error, messages))
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


def _tell(lines: Sequence[str]) -> None:
    """Say *lines* on stderr."""
    write_text(sys.stderr, "".join(f"{line}\n" for line in lines))


def _format(name: str) -> "Format":
    from kla_score.reports import FORMATS  # noqa: PLC0415 - as above

    if name not in FORMATS:
        raise OutputError(Issue("format-unknown", found=name, parameters={"allowed": tuple(FORMATS)}))
    return FORMATS[name]


def _format_of(path: Path) -> "Format":
    """Choose the format of a file by its suffix."""
    from kla_score.reports import FORMATS  # noqa: PLC0415 - as above

    by_suffix = {each.suffix: each for each in FORMATS.values() if each.suffix}
    if path.suffix.lower() not in by_suffix:
        raise OutputError(Issue("output-suffix-unknown", found=path.name, parameters={"allowed": tuple(by_suffix)}))
    return by_suffix[path.suffix.lower()]


def _messages(named: str | None, fallback: str = "id") -> Messages:
    """Speak the language that was *named*, else that of the locale when it is one of ours, else *fallback*."""
    return Messages(named or _language_of_locale() or fallback)


def _language_of_locale() -> str | None:
    """Tell whether the locale names Indonesian or English."""
    variables = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next((value for value in variables if value), None)
    if name is None and sys.platform == "win32":
        name = locale.getlocale()[0]
    language = (name or "").replace("-", "_").split("_")[0].split(".")[0].lower()
    return {"id": "id", "en": "en", "indonesian": "id", "english": "en"}.get(language)


def _language_named_in(arguments: Sequence[str]) -> str | None:
    """Look for ``--lang`` before the arguments are parsed: help and errors of parsing want it too."""
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=False):
        named = following if argument == "--lang" else argument.removeprefix("--lang=")
        if argument.startswith("--lang") and named in LANGUAGES:
            return named
    variable = os.environ.get("KLA_SCORE_LANG")
    return variable if variable in LANGUAGES else None


def _translated(command: Any, messages: Messages) -> Any:  # noqa: ANN401 - typer's own classes are private
    """Translate the help of *command*, its parameters and its subcommands."""
    for owner in (command, *command.params):
        if getattr(owner, "help", None):
            owner.help = messages.say(owner.help)
    for each in getattr(command, "commands", {}).values():
        _translated(each, messages)
    return command
