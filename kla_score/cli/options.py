"""Options that several commands share and explain on their own help pages, each declared once."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from kla_score.cli.option_values import option, whole_number
from kla_score.cli.typer_compat import with_names
from kla_score.i18n import N_
from kla_score.instrument import Instrument
from kla_score.issues import Issue, KlaScoreError, Location
from kla_score.reports.formats import FILE_FORMATS, FORMATS, REPORT_FILE_FORMATS
from kla_score.sheet.layout import own_titles


def format_option(names: Iterable[str], variable: str = "KLA_SCORE_FORMAT") -> Any:  # noqa: ANN401 - as typer types it
    """Return the option for one of the formats *names*, which can also be set by *variable*."""
    return option("--format -f", N_("Format of stdout."), "|".join(names), variable=variable)


def output_option(suffixes: Iterable[str], variable: str = "KLA_SCORE_OUTPUT") -> Any:  # noqa: ANN401 - as above
    """Return the option for output files whose formats have *suffixes*, which can also be set by *variable*."""
    return option(
        "--output -o", with_names(N_("Also write a file ({names})."), suffixes), N_("FILE"), variable=variable
    )


def villages_option() -> Any:  # noqa: ANN401 - as above
    """Return the option for the list of all villages of a regency."""
    return option(
        "--roster",
        N_("All villages (code, name, sub-district)."),
        N_("FILE.csv"),
        variable="KLA_SCORE_VILLAGES",
        show_default=False,
    )


SheetArgument = Annotated[
    Path, typer.Argument(metavar=N_("WORKBOOK"), readable=False, help=N_("Filled-in workbook (.xlsx)."))
]
FormatOption = Annotated[str, format_option(FORMATS)]
OutputOption = Annotated[list[Path] | None, output_option(FILE_FORMATS)]
ReportOption = Annotated[list[Path] | None, output_option(REPORT_FILE_FORMATS)]
WorkbookOption = Annotated[
    Path, option("--output -o", N_("Workbook to write."), N_("OUT.xlsx"), variable=None, show_default=False)
]
EvidenceDirOption = Annotated[
    str | None, option("--evidence-dir", N_("Look for cited evidence files in this folder."), N_("DIR"))
]
EvidenceSizeOption = Annotated[
    int,
    option(
        "--max-evidence-size",
        N_("Largest evidence file in MiB."),
        "MIB",
        read=whole_number(1, 1024 * 1024),
    ),
]
FormOption = Annotated[
    list[Path] | None, option("--form", N_("Instrument for the village lists (repeatable)."), N_("FILE"), variable=None)
]
FailUnderOption = Annotated[
    str | None,
    option("--fail-under", N_("Exit with code 1 for fewer points or a lower predicate."), N_("PREDICATE|POINTS")),
]
StrictOption = Annotated[bool, option("--strict", N_("Also exit with code 1 for warnings or missing evidence."))]


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
