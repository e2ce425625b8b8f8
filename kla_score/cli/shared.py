"""What the commands share: their options, the language they speak, and how a result leaves the program."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

import typer

from kla_score.cli.console import echo
from kla_score.cli.terminal import Color, render_target_of, write_exact, write_text
from kla_score.cli.typer_compat import with_names
from kla_score.files.writing import addresses_from, check_outputs, write_output
from kla_score.i18n import N_, Messages, clean
from kla_score.issues import Issue, KlaScoreError, Location, OutputError, Parameter
from kla_score.reports.document import Document
from kla_score.reports.formats import FILE_FORMATS, FORMATS, Choice
from kla_score.reports.formats.base import OutputFormat
from kla_score.reports.issue_texts import issue_lines, issue_summary


class Language(StrEnum):
    """What ``--lang`` accepts."""

    ID = "id"
    EN = "en"


_Choice = TypeVar("_Choice", bound=StrEnum)


def choice_of(choices: type[_Choice], option: str, value: str) -> _Choice:
    """
    Read the *value* of an *option* that names one of *choices*.

    Raises:
        KlaScoreError: it is none of them.

    """
    try:
        return choices(value)
    except ValueError as error:
        allowed = tuple(str(each) for each in choices)
        parameters: Mapping[str, Parameter] = {"option": _setter_of(option, value), "allowed": allowed}
        raise KlaScoreError(Issue("flag-value-unknown", found=value, parameters=parameters)) from error


def _setter_of(option: str, value: str) -> str:
    """Name what has to be corrected where *option* has this *value*: the variable, if that has it, or the option."""
    variable = f"KLA_SCORE_{option.removeprefix('--').replace('-', '_').upper()}"
    return variable if os.environ.get(variable) == value else option


def one_of(option: str, choices: type[_Choice]) -> Callable[[str], _Choice]:
    """Make a reader of the values of *option*; the sentences of the command-line library are English."""
    return lambda value: choice_of(choices, option, value)


def whole_number(option: str, least: int, most: int) -> Callable[[str], int]:
    """Make a reader of whole numbers from *least* to *most*, both included."""

    def read(value: str) -> int:
        text = str(value).strip()
        if text.isascii() and text.isdigit() and len(text) < _LONGEST_NUMBER and least <= int(text) <= most:
            return int(text)
        parameters: Mapping[str, Parameter] = {"option": _setter_of(option, str(value)), "least": least, "most": most}
        raise KlaScoreError(Issue("flag-value-not-a-number", found=text, parameters=parameters))

    return read


_LONGEST_NUMBER: Final = 10


InstrumentOption = Annotated[
    Path | None,
    typer.Option(
        "--instrument",
        "-i",
        metavar=N_("FILE"),
        envvar="KLA_SCORE_INSTRUMENT",
        readable=False,
        help=N_("Instrument file (default: the packaged KLA 2024)."),
    ),
]


def format_option(names: Iterable[str], variable: str = "KLA_SCORE_FORMAT") -> Any:  # noqa: ANN401 - as typer types it
    """Make the option that chooses one of the formats *names*, or takes it from *variable*."""
    return typer.Option(
        "--format",
        "-f",
        metavar="|".join(names),
        envvar=variable,
        help=with_names(N_("What stdout shows: {others} or {last}."), names),
    )


def output_option(suffixes: Iterable[str], variable: str = "KLA_SCORE_OUTPUT") -> Any:  # noqa: ANN401 - as above
    """Make the option that names files whose formats have *suffixes*, or takes them from *variable*."""
    return typer.Option(
        "--output",
        "-o",
        metavar=N_("FILE"),
        envvar=variable,
        readable=False,
        help=with_names(N_("Also write a file ({names}); may be repeated."), suffixes),
    )


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


def evidence_folder_of(value: str | None) -> Path | None:
    """
    Read the value of ``--evidence-dir``. A blank one, as of a variable that is not set, is not the current folder.

    Raises:
        KlaScoreError: it is blank.

    """
    if value is None:
        return None
    if not value.strip():
        raise KlaScoreError(Issue("folder-not-found", Location("--evidence-dir")))
    return Path(value)


@dataclass(frozen=True, slots=True)
class OutputStyle:
    """How a result is to look, as far as options say."""

    color: Color = Color.AUTO
    no_header: bool = False
    bom: bool = False


class OutputWriter:
    """
    Where a result goes: one format on stdout or none, and files beside it, each in the format of its suffix.

    Everything that can be refused is refused here, before any work is done.

    Raises:
        OutputError: an unknown format or suffix, or a file that may not be written.

    """

    def __init__(
        self,
        shown: str | None,
        files: Sequence[Path] | None,
        inputs: Sequence[Path | None],
        *,
        formats: Choice,
        force: bool,
    ) -> None:
        if shown is not None and shown not in formats.shown:
            raise OutputError(Issue("format-unknown", found=shown, parameters={"allowed": tuple(formats.shown)}))
        self._shown = formats.shown[shown] if shown is not None else None
        self._files = [(path, _format_of(path, formats.stored)) for path in files or ()]
        self._inputs = [path for path in inputs if path is not None] if files else []
        self._force = force
        check_outputs([path for path, _ in self._files], self._inputs, force=force)

    @property
    def is_for_machines(self) -> bool:
        """Whether nothing but the data and the records of a document is asked for."""
        return bool(self._shown and self._shown.is_for_machines and not self._files)

    def write(
        self,
        document: Document,
        in_full: Callable[[], Document] | None = None,
        *,
        quiet: bool,
        look: OutputStyle,
    ) -> None:
        """
        Write the files and then stdout, so that what is on the screen is also in the files.

        *in_full* makes the document for the files, when that for the screen leaves something out.
        """
        surface = replace(render_target_of(sys.stdout, look.color), has_titles=not look.no_header, has_mark=look.bom)
        stored = in_full() if in_full and self._files else document
        for path, each in self._files:
            seen = replace(stored, addresses=addresses_from(path, self._inputs))
            write_output(path, each.render_bytes(seen, surface), self._inputs, force=self._force)
        if not quiet:
            echo([document.messages.say("written: {file}", file=str(path)) for path, _ in self._files])
        if self._shown:
            if self._shown.is_exact:
                write_exact(sys.stdout, self._shown.render_pieces(document, surface))
            else:
                write_text(sys.stdout, self._shown.render_text(document, surface))


def _format_of(path: Path, formats: Mapping[str, OutputFormat]) -> OutputFormat:
    """Return the one of *formats* that the suffix of *path* names."""
    suffix = path.suffix.lower()
    if suffix not in formats:
        raise OutputError(Issue("output-suffix-unknown", found=path.name, parameters={"allowed": tuple(formats)}))
    return formats[suffix]


def print_issues(name: str, issues: Sequence[Issue], messages: Messages, *, every_note: bool) -> None:
    """Say on stderr how many *issues* the file *name* has, and each of them; nothing where there are none."""
    if issues:
        echo([issue_summary(name, issues, messages), *issue_lines(issues, messages, every_note=every_note)])


def shell_quote(name: str) -> str:
    """Write *name* as it is typed into the shell of this system."""
    name = clean(f"./{name}" if name.startswith("-") else name)
    if sys.platform == "win32":
        return subprocess.list2cmdline([name])
    return shlex.quote(name)


def as_typed_again(sheet: Path, instrument: Path | None, evidence: Path | None) -> str:
    """Write how *sheet* and what it was read with are named in another command."""
    options = (("-i", instrument), ("--evidence-dir", evidence))
    return " ".join([shell_quote(str(sheet)), *(f"{flag} {shell_quote(str(path))}" for flag, path in options if path)])


def check_workbook_name(output: Path) -> None:
    """
    See that *output*, which is going to be a workbook, is called like one.

    Raises:
        OutputError: it has another suffix.

    """
    if output.suffix.lower() != ".xlsx":
        raise OutputError(Issue("output-suffix-unknown", found=output.name, parameters={"allowed": (".xlsx",)}))
