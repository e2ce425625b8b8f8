"""Options that several commands share and explain on their own help pages, each declared once."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from kla_score.cli.option_values import whole_number
from kla_score.cli.typer_compat import with_names
from kla_score.i18n import N_
from kla_score.instrument import Instrument
from kla_score.issues import Issue, KlaScoreError, Location
from kla_score.reports.formats import FILE_FORMATS, FORMATS, REPORT_FILE_FORMATS
from kla_score.sheet.layout import own_titles


def format_option(names: Iterable[str], variable: str = "KLA_SCORE_FORMAT") -> Any:  # noqa: ANN401 - as typer types it
    """Return the option for one of the formats *names*, which can also be set by *variable*."""
    return typer.Option(
        "--format",
        "-f",
        metavar="|".join(names),
        envvar=variable,
        help=N_("Format of stdout."),
    )


def output_option(suffixes: Iterable[str], variable: str = "KLA_SCORE_OUTPUT") -> Any:  # noqa: ANN401 - as above
    """Return the option for output files whose formats have *suffixes*, which can also be set by *variable*."""
    return typer.Option(
        "--output",
        "-o",
        metavar=N_("FILE"),
        envvar=variable,
        readable=False,
        help=with_names(N_("Also write a file ({names})."), suffixes),
    )


def villages_option() -> Any:  # noqa: ANN401 - as above
    """Return the option for the list of all villages of a regency."""
    return typer.Option(
        "--roster",
        metavar=N_("FILE.csv"),
        envvar="KLA_SCORE_VILLAGES",
        readable=False,
        help=N_("All villages (code, name, sub-district)."),
        show_default=False,
    )


SheetArgument = Annotated[
    Path, typer.Argument(metavar=N_("WORKBOOK"), readable=False, help=N_("Filled-in workbook (.xlsx)."))
]
FormatOption = Annotated[str, format_option(FORMATS)]
OutputOption = Annotated[list[Path] | None, output_option(FILE_FORMATS)]
ReportOption = Annotated[list[Path] | None, output_option(REPORT_FILE_FORMATS)]
WorkbookOption = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        metavar=N_("OUT.xlsx"),
        readable=False,
        help=N_("Workbook to write."),
        show_default=False,
    ),
]
EvidenceDirOption = Annotated[
    str | None,
    typer.Option(
        "--evidence-dir",
        metavar=N_("DIR"),
        envvar="KLA_SCORE_EVIDENCE_DIR",
        help=N_("Look for cited evidence files in this folder."),
    ),
]
EvidenceSizeOption = Annotated[
    int,
    typer.Option(
        "--max-evidence-size",
        metavar="MIB",
        parser=whole_number("--max-evidence-size", 1, 1024 * 1024),
        envvar="KLA_SCORE_MAX_EVIDENCE_SIZE",
        help=N_("Largest evidence file in MiB."),
    ),
]
FormOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--form",
        metavar=N_("FILE"),
        readable=False,
        help=N_("Instrument for the village lists (repeatable)."),
    ),
]
FailUnderOption = Annotated[
    str | None,
    typer.Option(
        "--fail-under",
        metavar=N_("PREDICATE|POINTS"),
        envvar="KLA_SCORE_FAIL_UNDER",
        help=N_("Exit with code 1 for fewer points or a lower predicate."),
    ),
]
StrictOption = Annotated[
    bool,
    typer.Option(
        "--strict",
        envvar="KLA_SCORE_STRICT",
        help=N_("Also exit with code 1 for warnings or missing evidence."),
    ),
]


def titles_of(columns: Sequence[str] | None, instrument: Instrument) -> Mapping[str, str]:
    """
    Return the known columns by the region's own titles, from the values of ``--column``.

    Raises:
        KlaScoreError: A value has no title, or names an unknown column.

    """
    titles = {}
    for value in columns or ():
        column, _, title = (part.strip() for part in value.partition("="))
        titles[title] = column if title else value
    own_titles(titles, instrument)
    return titles


def evidence_folder_of(value: str | None) -> Path | None:
    """Return the value of ``--evidence-dir``, as in `folder_named`; None without one."""
    return None if value is None else folder_named("--evidence-dir", value)


def folder_named(option: str, value: str) -> Path:
    """
    Return the *value* of *option*. A blank value is an error and does not mean the current folder.

    Raises:
        KlaScoreError: The value is blank, for example from a variable that is not set.

    """
    if not value.strip():
        raise KlaScoreError(Issue("folder-not-found", Location(option)))
    return Path(value)
