"""The options that several commands share, each declared once, and the parsing of their values."""

import os
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

import typer

from kla_score.cli.terminal import Color
from kla_score.cli.typer_compat import with_names
from kla_score.i18n import N_
from kla_score.issues import Issue, KlaScoreError, Location, Parameter
from kla_score.reports.formats import FILE_FORMATS, FORMATS


class Language(StrEnum):
    """The values of ``--lang``."""

    ID = "id"
    EN = "en"


_Choice = TypeVar("_Choice", bound=StrEnum)


def choice_of(choices: type[_Choice], option: str, value: str) -> _Choice:
    """
    Return the one of *choices* with the name *value*.

    Raises:
        KlaScoreError: The *value* of *option* is not one of *choices*.

    """
    try:
        return choices(value)
    except ValueError as error:
        allowed = tuple(str(each) for each in choices)
        parameters: Mapping[str, Parameter] = {"option": _setter_of(option, value), "allowed": allowed}
        raise KlaScoreError(Issue("flag-value-unknown", found=value, parameters=parameters)) from error


def _setter_of(option: str, value: str) -> str:
    """Return the name of the source of *value*: the environment variable if it has this value, or else *option*."""
    variable = f"KLA_SCORE_{option.removeprefix('--').replace('-', '_').upper()}"
    return variable if os.environ.get(variable) == value else option


def one_of(option: str, choices: type[_Choice]) -> Callable[[str], _Choice]:
    """Return a parser for the values of *option*. The errors of the command-line library are English only."""
    return lambda value: choice_of(choices, option, value)


def whole_number(option: str, least: int, most: int) -> Callable[[str], int]:
    """Return a parser for integers from *least* to *most*, both included."""

    def read(value: str) -> int:
        text = str(value).strip()
        if text.isascii() and text.isdigit() and len(text) < _LONGEST_NUMBER and least <= int(text) <= most:
            return int(text)
        parameters: Mapping[str, Parameter] = {"option": _setter_of(option, str(value)), "least": least, "most": most}
        raise KlaScoreError(Issue("flag-value-not-a-number", found=text, parameters=parameters))

    return read


_LONGEST_NUMBER: Final = 10


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


def format_option(names: Iterable[str], variable: str = "KLA_SCORE_FORMAT") -> Any:  # noqa: ANN401 - as above
    """Return the option for one of the formats *names*, which can also be set by *variable*."""
    return typer.Option(
        "--format",
        "-f",
        metavar="|".join(names),
        envvar=variable,
        help=with_names(N_("What stdout shows: {others} or {last}."), names),
    )


def output_option(suffixes: Iterable[str], variable: str = "KLA_SCORE_OUTPUT") -> Any:  # noqa: ANN401 - as above
    """Return the option for output files whose formats have *suffixes*, which can also be set by *variable*."""
    return typer.Option(
        "--output",
        "-o",
        metavar=N_("FILE"),
        envvar=variable,
        readable=False,
        help=with_names(N_("Also write a file ({names}); may be repeated."), suffixes),
    )


InstrumentOption = Annotated[Path | None, instrument_option(N_("Instrument file (default: the packaged KLA 2024)."))]
FormatOption = Annotated[str, format_option(FORMATS)]
OutputOption = Annotated[list[Path] | None, output_option(FILE_FORMATS)]
LanguageOption = Annotated[
    Language | None,
    typer.Option(
        "--lang",
        metavar="id|en",
        parser=one_of("--lang", Language),
        envvar="KLA_SCORE_LANG",
        help=N_("Language for people: Indonesian or English."),
    ),
]
ColorOption = Annotated[
    Color,
    typer.Option(
        "--color",
        metavar="auto|always|never",
        parser=one_of("--color", Color),
        envvar="KLA_SCORE_COLOR",
        help=N_("Whether tables have bold and faint text; auto: on a terminal, unless NO_COLOR is set."),
    ),
]
AgenciesOption = Annotated[
    Path | None,
    typer.Option(
        "--agencies",
        metavar=N_("FILE"),
        envvar="KLA_SCORE_AGENCIES",
        readable=False,
        help=N_("YAML file with the region's own names of agencies."),
    ),
]
EvidenceDirOption = Annotated[
    str | None,
    typer.Option(
        "--evidence-dir",
        metavar=N_("DIR"),
        envvar="KLA_SCORE_EVIDENCE_DIR",
        help=N_("Look up the files that the sheet names in this folder."),
    ),
]
EvidenceSizeOption = Annotated[
    int,
    typer.Option(
        "--max-evidence-size",
        metavar="MIB",
        parser=whole_number("--max-evidence-size", 1, 1024 * 1024),
        envvar="KLA_SCORE_MAX_EVIDENCE_SIZE",
        help=N_("A file of evidence may have so many MiB."),
    ),
]
FileSizeOption = Annotated[
    int,
    typer.Option(
        "--max-file-size",
        metavar="MIB",
        parser=whole_number("--max-file-size", 1, 1024),
        envvar="KLA_SCORE_MAX_FILE_SIZE",
        help=N_("A sheet or a saved result may have so many MiB."),
    ),
]
NoHeaderOption = Annotated[
    bool, typer.Option("--no-header", envvar="KLA_SCORE_NO_HEADER", help=N_("CSV without the row of titles."))
]
BomOption = Annotated[
    bool, typer.Option("--bom", envvar="KLA_SCORE_BOM", help=N_("CSV with the mark that Excel needs to read UTF-8."))
]
ForceOption = Annotated[bool, typer.Option("--force", envvar="KLA_SCORE_FORCE", help=N_("Replace existing files."))]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", envvar="KLA_SCORE_QUIET", help=N_("Say nothing but the result."))
]
VerboseOption = Annotated[
    bool,
    typer.Option("--verbose", "-v", envvar="KLA_SCORE_VERBOSE", help=N_("Leave nothing out: uncut lists, every note.")),
]
DebugOption = Annotated[
    bool,
    typer.Option("--debug", envvar="KLA_SCORE_DEBUG", help=N_("Show the traceback of an internal error.")),
]
FailUnderOption = Annotated[
    str | None,
    typer.Option(
        "--fail-under",
        metavar=N_("PREDICATE|POINTS"),
        envvar="KLA_SCORE_FAIL_UNDER",
        help=N_("Exit with 1 for fewer points: supported ones, or claimed ones where no evidence is recorded."),
    ),
]
StrictOption = Annotated[
    bool,
    typer.Option(
        "--strict",
        envvar="KLA_SCORE_STRICT",
        help=N_("Exit with 1 for warnings and for points without complete evidence, too."),
    ),
]


def evidence_folder_of(value: str | None) -> Path | None:
    """
    Return the value of ``--evidence-dir``. A blank value is an error and does not mean the current folder.

    Raises:
        KlaScoreError: The value is blank, for example from a variable that is not set.

    """
    if value is None:
        return None
    if not value.strip():
        raise KlaScoreError(Issue("folder-not-found", Location("--evidence-dir")))
    return Path(value)
