"""The options of most commands, each declared once. The help page of the program explains them."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import wraps
from inspect import Signature, signature
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

import kla_score
from kla_score.cli.console import DONE, NOT_DONE, echo, messages_in
from kla_score.cli.option_values import choice_option, option, read_date, whole_number
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
    return option("--instrument -i", description, N_("FILE"))


InstrumentOption = Annotated[Path | None, instrument_option(N_("Instrument file instead of KLA 2024."))]
AgenciesOption = Annotated[Path | None, option("--agencies", N_("File with your own agency names (YAML)."), N_("FILE"))]
LanguageOption = Annotated[Language | None, choice_option("--lang", Language, N_("Output language."))]
ColorOption = Annotated[
    Color, choice_option("--color", Color, N_("Colours and bold text in the output."), show_default=False)
]
FileSizeOption = Annotated[
    int,
    option("--max-file-size", N_("Largest input workbook (MiB)."), "MIB", read=whole_number(1, 1024)),
]
ColumnOption = Annotated[
    list[str] | None,
    option("--column", N_("Your own heading for a column (repeatable)."), N_("COLUMN=HEADING"), variable=None),
]
NoHeaderOption = Annotated[bool, option("--no-header", N_("Omit the header row from CSV."))]
BomOption = Annotated[bool, option("--bom", N_("Add a UTF-8 byte order mark to CSV for Excel."))]
CsvDialectOption = Annotated[
    CsvDialect,
    choice_option("--csv-dialect", CsvDialect, N_("CSV for scripts or for Indonesian Excel."), show_default=False),
]
DateOption = Annotated[
    date | None,
    option("--date", N_("Date of a report instead of today."), N_("DATE"), read=read_date, show_default=False),
]
OfficeOption = Annotated[str, option("--office", N_("Office that issues a report."), N_("NAME"))]
ForceOption = Annotated[bool, option("--force", N_("Replace existing files."))]
QuietOption = Annotated[bool, option("--quiet -q", N_("Print only the result."))]
VerboseOption = Annotated[bool, option("--verbose -v", N_("Show full lists and all notes."))]
DebugOption = Annotated[bool, option("--debug", N_("Show the traceback of an internal error."))]


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
    quiet: QuietOption = False
    verbose: VerboseOption = False
    force: ForceOption = False
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

    split = [[*shared.values()] if name == "common" else [each] for name, each in own.items()]
    expanded.__signature__ = Signature([each for part in split for each in part])  # type: ignore[attr-defined]
    return expanded


def without_command(
    *,
    instrument: InstrumentOption = None,
    agencies: AgenciesOption = None,
    common: ReportOptions,
    version: Annotated[bool, option("--version", N_("Show the version."), variable=None)] = False,
) -> None:
    """Show the version, or suggest the next command if none was given."""
    del agencies
    if version:
        write_text(sys.stdout, f"kla-score {kla_score.__version__}\n")
        raise typer.Exit(DONE)
    from kla_score.cli.getting_started import getting_started  # noqa: PLC0415 - slow, and not needed for a help page

    echo(getting_started(Path(), instrument, messages_in(common.lang)))
    raise typer.Exit(NOT_DONE)


def common_descriptions() -> Sequence[str]:
    """Return the descriptions of the common options. An option of a command with another one is its own."""
    expanded = signature(with_common_options(without_command)).parameters.values()
    return [help_of(each.annotation.__metadata__[0]) for each in expanded]
