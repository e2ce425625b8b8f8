"""The options of most commands, each declared once. The help page of the program explains them."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import wraps
from inspect import Signature, signature
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_type_hints

import typer

import kla_score
from kla_score.cli.console import DONE, NOT_DONE, echo, messages_in
from kla_score.cli.option_values import day, one_of, whole_number
from kla_score.cli.terminal import Color, write_text
from kla_score.cli.typer_compat import help_of
from kla_score.files.reading import LARGEST
from kla_score.i18n import N_
from kla_score.reports.document import CsvDialect


class Language(StrEnum):
    """The values of ``--lang``."""

    ID = "id"
    EN = "en"


def instrument_option(description: str) -> Any:  # noqa: ANN401 - as typer types it
    """Return the option for one or more instrument files, with its *description*."""
    return typer.Option(
        "--instrument",
        "-i",
        metavar=N_("FILE"),
        envvar="KLA_SCORE_INSTRUMENT",
        readable=False,
        help=description,
    )


InstrumentOption = Annotated[Path | None, instrument_option(N_("Instrument file instead of KLA 2024."))]
AgenciesOption = Annotated[
    Path | None,
    typer.Option(
        "--agencies",
        metavar=N_("FILE"),
        envvar="KLA_SCORE_AGENCIES",
        readable=False,
        help=N_("File with your own agency names (YAML)."),
    ),
]
LanguageOption = Annotated[
    Language | None,
    typer.Option(
        "--lang",
        metavar="id|en",
        parser=one_of("--lang", Language),
        envvar="KLA_SCORE_LANG",
        help=N_("Output language."),
    ),
]
ColorOption = Annotated[
    Color,
    typer.Option(
        "--color",
        metavar="auto|always|never",
        parser=one_of("--color", Color),
        envvar="KLA_SCORE_COLOR",
        help=N_("Colours and bold text in the output."),
        show_default=False,
    ),
]
FileSizeOption = Annotated[
    int,
    typer.Option(
        "--max-file-size",
        metavar="MIB",
        parser=whole_number("--max-file-size", 1, 1024),
        envvar="KLA_SCORE_MAX_FILE_SIZE",
        help=N_("Largest input workbook (MiB)."),
    ),
]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option("--column", metavar=N_("COLUMN=HEADING"), help=N_("Your own heading for a column (repeatable).")),
]
NoHeaderOption = Annotated[
    bool, typer.Option("--no-header", envvar="KLA_SCORE_NO_HEADER", help=N_("Omit the header row from CSV."))
]
BomOption = Annotated[
    bool, typer.Option("--bom", envvar="KLA_SCORE_BOM", help=N_("Add a UTF-8 byte order mark to CSV for Excel."))
]
CsvDialectOption = Annotated[
    CsvDialect,
    typer.Option(
        "--csv-dialect",
        metavar="plain|excel-id",
        parser=one_of("--csv-dialect", CsvDialect),
        envvar="KLA_SCORE_CSV_DIALECT",
        help=N_("CSV for scripts or for Indonesian Excel."),
        show_default=False,
    ),
]
DateOption = Annotated[
    date | None,
    typer.Option(
        "--date",
        metavar=N_("DATE"),
        parser=day,
        envvar="KLA_SCORE_DATE",
        help=N_("Date of a report instead of today."),
        show_default=False,
    ),
]
OfficeOption = Annotated[
    str,
    typer.Option("--office", metavar=N_("NAME"), envvar="KLA_SCORE_OFFICE", help=N_("Office that issues a report.")),
]
ForceOption = Annotated[bool, typer.Option("--force", envvar="KLA_SCORE_FORCE", help=N_("Replace existing files."))]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", envvar="KLA_SCORE_QUIET", help=N_("Print only the result."))
]
VerboseOption = Annotated[
    bool,
    typer.Option("--verbose", "-v", envvar="KLA_SCORE_VERBOSE", help=N_("Show full lists and all notes.")),
]
DebugOption = Annotated[
    bool,
    typer.Option("--debug", envvar="KLA_SCORE_DEBUG", help=N_("Show the traceback of an internal error.")),
]


class OutputStyle(NamedTuple):
    """How a result is shown, and whether messages are printed."""

    color: Color = Color.AUTO
    no_header: bool = False
    bom: bool = False
    csv_dialect: CsvDialect = CsvDialect.PLAIN
    issued: date | None = None
    office: str = ""
    every_note: bool = False
    quiet: bool = False


@dataclass(frozen=True, kw_only=True)
class CommandOptions:
    """The common options of almost every command."""

    lang: LanguageOption = None
    force: ForceOption = False
    quiet: QuietOption = False
    verbose: VerboseOption = False
    debug: DebugOption = False


@dataclass(frozen=True, kw_only=True)
class ResultOptions(CommandOptions):
    """The common options of a command that shows a result."""

    color: ColorOption = Color.AUTO
    no_header: NoHeaderOption = False
    bom: BomOption = False
    csv_dialect: CsvDialectOption = CsvDialect.PLAIN

    @property
    def style(self) -> OutputStyle:
        """The appearance of the result."""
        return OutputStyle(
            self.color, self.no_header, self.bom, self.csv_dialect, every_note=self.verbose, quiet=self.quiet
        )


@dataclass(frozen=True, kw_only=True)
class ReportOptions(ResultOptions):
    """The common options of a command that reads workbooks and shows a report."""

    date: DateOption = None
    office: OfficeOption = ""
    max_file_size: FileSizeOption = LARGEST
    column: ColumnOption = None

    @property
    def style(self) -> OutputStyle:
        """The appearance of the report, with its date and office."""
        return super().style._replace(issued=self.date, office=self.office)


def with_common_options(command: Callable[..., None]) -> Callable[..., None]:
    """
    Return *command* with a parameter for each field of its parameter *common*, as typer needs it.

    A command without this parameter is returned unchanged.
    """
    own = signature(command, eval_str=True).parameters
    if "common" not in own:
        return command
    group = own["common"].annotation
    shared = signature(group).parameters

    @wraps(command)
    def expanded(**values: Any) -> None:  # noqa: ANN401 - options differ in their types
        common = group(**{name: values.pop(name) for name in shared})
        command(**values, common=common)

    kept = [each for name, each in own.items() if name != "common"]
    expanded.__signature__ = Signature([*kept, *shared.values()])  # type: ignore[attr-defined]
    return expanded


def without_command(  # noqa: PLR0913 - an argument for each option
    *,
    instrument: InstrumentOption = None,
    lang: LanguageOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    force: ForceOption = False,
    agencies: AgenciesOption = None,
    color: ColorOption = Color.AUTO,
    column: ColumnOption = None,
    no_header: NoHeaderOption = False,
    bom: BomOption = False,
    csv_dialect: CsvDialectOption = CsvDialect.PLAIN,
    date: DateOption = None,
    office: OfficeOption = "",
    max_file_size: FileSizeOption = LARGEST,
    debug: DebugOption = False,
    version: Annotated[bool, typer.Option("--version", help=N_("Show the version."))] = False,
) -> None:
    """Show the version, or suggest the next command if none was given."""
    del agencies, color, column, max_file_size, no_header, bom, csv_dialect, date, office, force, quiet, verbose, debug
    if version:
        write_text(sys.stdout, f"kla-score {kla_score.__version__}\n")
        raise typer.Exit(DONE)
    from kla_score.cli.getting_started import getting_started  # noqa: PLC0415 - slow, and not needed for a help page

    echo(getting_started(Path(), instrument, messages_in(lang)))
    raise typer.Exit(NOT_DONE)


def common_descriptions() -> Sequence[str]:
    """Return the descriptions of the common options. An option of a command with another one is its own."""
    hints = get_type_hints(without_command, include_extras=True).values()
    return [help_of(hint.__metadata__[0]) for hint in hints if hasattr(hint, "__metadata__")]
