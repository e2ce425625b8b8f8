"""
Rebuild the documents that come from the program: pages of the issue codes, its limits, the schema of instrument files.

Run ``python docs/generate.py`` after a change of a message, an example or a model. A test compares them.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kla_score import api
from kla_score.cells import LONGEST_TEXT
from kla_score.cli import COMMANDS, make_app
from kla_score.cli.typer_compat import command_of
from kla_score.files import evidence_folder
from kla_score.files import roster_csv as roster_file
from kla_score.files import saved_json as saved_results
from kla_score.files.reading import LARGEST
from kla_score.i18n import Messages
from kla_score.instrument.evidence import LARGEST_FILE
from kla_score.instrument_file import nodes
from kla_score.issues import CATALOGUE
from kla_score.reports.document import Surface
from kla_score.reports.formats import FORMATS
from kla_score.reports.views.issue import issue_document
from kla_score.sheet import reading
from kla_score.xlsx import addresses, elements, guard, package
from kla_score.xlsx import cell_values as stored_cell

HERE = Path(__file__).parent

_HEADINGS = {
    "en": (
        "Issue codes",
        "Every message has a code in square brackets. `kla-score show CODE` prints its page.",
        "Instrument files",
        "Sheets, outputs and the rest",
    ),
    "id": (
        "Kode masalah",
        "Setiap pesan disertai kode dalam tanda kurung siku. `kla-score show KODE` menampilkan halamannya.",
        "Berkas instrumen",
        "Lembar isian, keluaran, dan lainnya",
    ),
}


def issues_page(language: str) -> str:
    """Write the pages of all codes in *language*, those of instrument files first."""
    title, intro, instruments, others = _HEADINGS[language]
    parts = [f"# {title}\n\n{intro}\n", f"\n## {instruments}\n", *_pages(language, of_instruments=True)]
    parts += [f"\n## {others}\n", *_pages(language, of_instruments=False)]
    return "".join(parts)


def _pages(language: str, *, of_instruments: bool) -> Iterator[str]:
    for code in sorted(CATALOGUE):
        if bool(CATALOGUE[code].failing) is of_instruments:
            page = FORMATS["markdown"].render_text(issue_document(code, Messages(language)), Surface())
            yield "\n" + "".join(_lowered(page.splitlines(keepends=True)))


def _lowered(lines: Iterable[str]) -> Iterator[str]:
    """Lower the headings by two levels, but not what looks like one inside an example."""
    is_example = False
    for line in lines:
        is_example ^= line.startswith("```")
        yield f"##{line}" if line.startswith("#") and not is_example else line


_MEBIBYTE = 1024 * 1024
LIMITS = (
    ("Workbook, saved result, unless `--max-file-size` says otherwise", f"{LARGEST} MiB", "file-too-large"),
    ("Parts of a workbook", f"{guard.MAXIMUM_PARTS:,}", "workbook-too-many-parts"),
    ("One part, unpacked", f"{guard.MAXIMUM_PART // _MEBIBYTE} MiB", "workbook-too-large"),
    ("Its formats, unpacked", f"{guard.MAXIMUM_STYLES // _MEBIBYTE} MiB", "workbook-too-large"),
    ("All parts, unpacked", f"{guard.MAXIMUM_UNPACKED // _MEBIBYTE} MiB", "workbook-too-large"),
    ("Elements in each other", f"{elements.MAXIMUM_DEPTH:,}", "workbook-damaged"),
    (
        "Starts and ends of elements, attributes and lines that are read",
        f"{package.MAXIMUM_EVENTS:,}",
        "workbook-too-many-cells",
    ),
    ("Elements in a row or in a shared text", f"{elements.MAXIMUM_WITHIN:,}", "workbook-damaged"),
    ("Rows and columns of a sheet", f"{addresses.LAST_ROW:,} and {addresses.LAST_COLUMN:,}", "workbook-damaged"),
    ("Merged ranges of a sheet", f"{package.MAXIMUM_MERGED:,}", "workbook-too-many-cells"),
    ("Text of a cell, in characters", f"{LONGEST_TEXT:,}", "workbook-damaged"),
    ("Characters in texts that are not all ASCII, in all", f"{stored_cell.MAXIMUM_WIDE:,}", "workbook-damaged"),
    ("Rows in which the header of a table is looked for", f"{reading.HEADER_WITHIN:,}", "workbook-not-a-sheet"),
    ("Filled rows of a sheet", f"{reading.MAXIMUM_ROWS:,}", "sheet-too-long"),
    ("Blank rows after which a table is over", f"{reading.BLANK_ROWS:,}", "values-after-blank-rows"),
    ("Instrument file, file with names of agencies", f"{nodes.MAXIMUM_BYTES // _MEBIBYTE} MiB", "file-too-large"),
    ("Levels of an instrument file", f"{nodes.MAXIMUM_DEPTH:,}", "yaml-too-deep"),
    ("Values of an instrument file", f"{nodes.MAXIMUM_VALUES:,}", "yaml-too-many-values"),
    ("Findings for an instrument file", f"{nodes.MAXIMUM_FINDINGS:,}", "findings-cut"),
    ("Roster, list of sheets", f"{roster_file.LARGEST // _MEBIBYTE} MiB", "file-too-large"),
    ("Rows of a roster", f"{roster_file.MOST_ROWS:,}", "sheet-too-long"),
    ("Values of a saved result", f"{saved_results.MOST_VALUES:,}", "result-too-long"),
    ("Items of a list in a saved result", f"{saved_results.MOST_ITEMS:,}", "result-value-unusable"),
    ("Entries of an evidence folder", f"{evidence_folder.MOST_ENTRIES:,}", "folder-too-large"),
    ("File of evidence, unless `--max-evidence-size` says otherwise", f"{LARGEST_FILE} MiB", "evidence-file-too-large"),
)
"""What is limited, to what, and the code of the issue that says so."""


def limits_page() -> str:
    """Write the table of limits."""
    rows = "".join(f"| {what} | {limit} | `{code}` |\n" for what, limit, code in LIMITS)
    return (
        "# Limits\n\nWhat is larger is refused or cut with a message, never in silence; `kla-score show CODE` says "
        f"why and what to do.\n\n| What | Limit | Code |\n| --- | --- | --- |\n{rows}"
    )


_COMMANDS = {
    "en": ("Commands", "What `kla-score COMMAND -h` shows, for every command."),
    "id": ("Perintah", "Yang ditampilkan `kla-score PERINTAH -h`, untuk setiap perintah."),
}


def commands_page(language: str) -> str:
    """Write the help page of every command, as a terminal of 80 columns shows it."""
    title, lead = _COMMANDS[language]
    pages = "".join(f"\n## {name}\n\n```text\n{_help_of(name, language)}\n```\n" for name in COMMANDS)
    return f"# {title}\n\n{lead}\n{pages}"


def _help_of(name: str, language: str) -> str:
    command = command_of(make_app(name), Messages(language)).commands[name]
    context = command.make_context(f"kla-score {name}", [], resilient_parsing=True, terminal_width=80)
    return "\n".join(line.rstrip() for line in command.get_help(context).splitlines())


def documents() -> Mapping[str, str]:
    """Give every document by the name of its file."""
    return {
        "commands.md": commands_page("en"),
        "commands.id.md": commands_page("id"),
        "issues.md": issues_page("en"),
        "issues.id.md": issues_page("id"),
        "limits.md": limits_page(),
        "instrument.schema.json": api.schema(),
    }


def main() -> None:
    """Write every document."""
    for name, text in documents().items():
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
