"""
Rebuild the generated documents: pages of the issue codes, the limits, the schema of instrument files.

The script also rebuilds the tables of formats inside hand-written pages.

Run ``python docs/generate.py`` after a change of a message, an example or a model. A test compares them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from kla_score import api
from kla_score.cells import LONGEST_TEXT
from kla_score.cli import COMMANDS, make_app
from kla_score.cli.batch_output import LINES, LINES_SUFFIX
from kla_score.cli.main import help_texts_of
from kla_score.cli.typer_compat import command_of
from kla_score.files import evidence_folder
from kla_score.files import saved_json as saved_results
from kla_score.files.json_stream import LARGEST_ITEM
from kla_score.files.reading import LARGEST, LARGEST_LIST
from kla_score.i18n import Messages
from kla_score.instrument.evidence import LARGEST_FILE
from kla_score.instrument.questions import LONGEST_CODE
from kla_score.instrument_file import document as yaml_document
from kla_score.issues import CATALOGUE
from kla_score.reports.document import RenderTarget
from kla_score.reports.formats import FILE_FORMATS, FINDING_FILE_FORMATS, FINDING_FORMATS, FORMATS, REPORT_FILE_FORMATS
from kla_score.reports.views.issue import issue_document
from kla_score.sheet import reading
from kla_score.xlsx import addresses, elements, guard, package
from kla_score.xlsx import cell_values as stored_cell

HERE = Path(__file__).parent

_HEADINGS = {
    "en": (
        "Issue codes",
        (
            "Every message has a code in square brackets. `kla-score show CODE` prints an explanation of the code. "
            "In the messages below, `…` represents a name, a number or a list."
        ),
        "Instrument files",
        "Workbooks, command options and output files",
    ),
    "id": (
        "Kode masalah",
        (
            "Setiap pesan memiliki kode dalam tanda kurung siku. Perintah `kla-score show KODE` menjelaskan kode itu. "
            "Pada pesan di bawah ini, `…` mewakili nama, angka, atau daftar."
        ),
        "Berkas instrumen",
        "Buku kerja, opsi perintah, dan berkas keluaran",
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
            page = FORMATS["markdown"].render_text(issue_document(code, Messages(language)), RenderTarget())
            yield "\n" + _CODE.sub(_unescaped, "".join(_lowered(_labelled(page, language).splitlines(keepends=True))))


def _labelled(page: str, language: str) -> str:
    """Print the labels of screens in bold, and foreign words in italics. A message on the screen cannot."""
    marked = _TEXT.sub(lambda line: _LABELS[language].sub(lambda label: f"**{label[0].strip('“”')}**", line[0]), page)
    return marked if language == "en" else re.sub(r"\bbyte\b", "_byte_", marked)


_TEXT: Final = re.compile("^- .*", re.MULTILINE)
_LABELS: Final = {
    "en": re.compile(
        r"(?<=\bchoose )[A-Z][^.,]*|Paste Special \S+ Values|(?<=format to )(?:Text|General)|(?<=format is )Text"
        r"|Excel Workbook \(\.xlsx\)"
        r"|(?<=worksheet )(?:Identity|Summary)|(?<=line )Kind|“As of”|Strict Open XML Spreadsheet"
        r"|\bInstrument(?= and Edition)|(?<=Instrument and )Edition|\bKode(?= and Nilai)|(?<=Kode and )Nilai"
    ),
    "id": re.compile(
        r"(?<=\b[Pp]ilih )[A-Z][^.,]*|Tempel Khusus [^.,]*\)|(?<=menjadi )(?:Teks \(Text\)|Umum \(General\))"
        r"|Buku Kerja Excel(?= \(Excel)|(?<=lembar )(?:Identitas|Ringkasan)|(?<=baris )(?:Jenis|Identitas)"
        r"|“Keadaan per”|\bInstrumen(?= dan Edisi)|(?<=Instrumen dan )Edisi|Strict Open XML"
        r"|\bKode(?= dan Nilai)|(?<=Kode dan )Nilai"
    ),
}
"""The labels of worksheets, lines, cell formats and menus in the messages."""

_CODE: Final = re.compile(r"\\`(.+?)\\`")
"""Code in a text of the catalogue. The Markdown format escapes it like text from a file."""


def _unescaped(code: re.Match[str]) -> str:
    plain = code[1].replace("\u200b", "")  # the Markdown format puts it into an address, so that it is not a link
    return "`" + re.sub(r"\\(.)", r"\1", plain) + "`"


def _lowered(lines: Iterable[str]) -> Iterator[str]:
    """Lower the headings by two levels, but not similar lines inside an example."""
    is_example = False
    for line in lines:
        is_example ^= line.startswith("```")
        yield f"##{line}" if line.startswith("#") and not is_example else line


_MEBIBYTE = 1024 * 1024
LIMITS = (
    (
        "Size of a workbook or of a saved result of one region (default of `--max-file-size`)",
        "Buku kerja atau hasil tersimpan satu daerah, kecuali diatur lain dengan `--max-file-size`",
        f"{LARGEST} MiB",
        "file-too-large",
    ),
    ("Files inside a workbook", "Berkas di dalam buku kerja", guard.MAXIMUM_PARTS, "workbook-too-many-parts"),
    (
        "One file inside a workbook, unpacked",
        "Satu berkas di dalam buku kerja setelah diekstrak",
        f"{guard.MAXIMUM_PART // _MEBIBYTE} MiB",
        "workbook-too-large",
    ),
    (
        "All files inside a workbook, unpacked",
        "Semua berkas di dalam buku kerja setelah diekstrak",
        f"{guard.MAXIMUM_UNPACKED // _MEBIBYTE} MiB",
        "workbook-too-large",
    ),
    (
        "Cell styles of a workbook, unpacked",
        "Gaya sel buku kerja setelah diekstrak",
        f"{guard.MAXIMUM_STYLES // _MEBIBYTE} MiB",
        "workbook-too-many-styles",
    ),
    (
        "Levels of nested XML elements in a workbook",
        "Tingkat elemen XML yang bersarang dalam buku kerja",
        elements.MAXIMUM_DEPTH,
        "workbook-damaged",
    ),
    (
        "XML tags, attributes and lines in a workbook, in total",
        "Jumlah tag XML, atribut, dan baris dalam satu buku kerja",
        package.MAXIMUM_EVENTS,
        "workbook-too-many-cells",
    ),
    (
        "XML elements in a row or in a shared text of a workbook",
        "Elemen XML dalam satu baris atau teks bersama buku kerja",
        elements.MAXIMUM_WITHIN,
        "workbook-damaged",
    ),
    ("Rows of a worksheet", "Baris pada satu lembar", addresses.LAST_ROW, "workbook-damaged"),
    ("Columns of a worksheet", "Kolom pada satu lembar", addresses.LAST_COLUMN, "workbook-damaged"),
    (
        "Merged ranges of a worksheet",
        "Rentang sel gabungan pada satu lembar",
        package.MAXIMUM_MERGED,
        "workbook-too-many-merged",
    ),
    ("Characters in a cell", "Karakter pada satu sel", LONGEST_TEXT, "text-too-long"),
    (
        "Characters in all texts of a workbook that contain non-ASCII characters",
        "Karakter dalam semua teks buku kerja yang memuat karakter non-ASCII",
        stored_cell.MAXIMUM_WIDE,
        "workbook-damaged",
    ),
    (
        "Rows in which the program looks for the header of a table",
        "Baris tempat program mencari judul tabel",
        reading.HEADER_WITHIN,
        "workbook-not-a-sheet",
    ),
    ("Filled rows of a worksheet", "Baris terisi pada satu lembar", reading.MAXIMUM_ROWS, "sheet-too-long"),
    (
        "Consecutive blank rows that end a table",
        "Baris kosong berturut-turut yang mengakhiri tabel",
        reading.BLANK_ROWS,
        "values-after-blank-rows",
    ),
    (
        "Size of an instrument file or of a file with agency names",
        "Berkas instrumen atau berkas nama perangkat daerah",
        f"{yaml_document.MAXIMUM_BYTES // _MEBIBYTE} MiB",
        "file-text-too-large",
    ),
    (
        "Levels of nested lists in an instrument file",
        "Tingkat daftar yang bersarang dalam berkas instrumen",
        yaml_document.MAXIMUM_DEPTH,
        "yaml-too-deep",
    ),
    ("Values in an instrument file", "Isian berkas instrumen", yaml_document.MAXIMUM_VALUES, "yaml-too-many-values"),
    (
        "Characters in one text of an instrument file",
        "Karakter dalam satu teks berkas instrumen",
        LONGEST_TEXT,
        "value-too-long",
    ),
    ("Characters in the code of a question", "Karakter dalam kode pertanyaan", LONGEST_CODE, "value-too-long"),
    (
        "Issues that the program lists for an instrument file",
        "Masalah yang dicantumkan untuk satu berkas instrumen",
        yaml_document.MAXIMUM_FINDINGS,
        "findings-cut",
    ),
    (
        "Size of a roster or of a `--files-from` list",
        "Daftar kabupaten/kota atau daftar berkas",
        f"{LARGEST_LIST // _MEBIBYTE} MiB",
        "file-text-too-large",
    ),
    (
        "Characters for one region or province in the `--against` file",
        "Karakter untuk satu daerah atau provinsi dalam berkas `--against`",
        LARGEST_ITEM,
        "result-not-json",
    ),
    (
        "Values in a saved result of one region",
        "Isian hasil tersimpan satu daerah",
        saved_results.MOST_VALUES,
        "result-too-long",
    ),
    (
        "Items of a list in a saved result of one region",
        "Elemen satu daftar dalam hasil tersimpan satu daerah",
        saved_results.MOST_ITEMS,
        "result-list-too-long",
    ),
    (
        "Files and subfolders in an evidence folder",
        "Berkas dan subfolder di folder data dukung",
        evidence_folder.MOST_ENTRIES,
        "folder-too-large",
    ),
    (
        "Size of an evidence file (default of `--max-evidence-size`)",
        "Berkas data dukung, kecuali diatur lain dengan `--max-evidence-size`",
        f"{LARGEST_FILE} MiB",
        "evidence-file-too-large",
    ),
)
"""Each limit in English and in Indonesian, its value, and the code of the issue that reports it."""
_LIMITS_HEAD = {
    "en": (
        "Limits",
        "[Bahasa Indonesia](limits.id.md)",
        (
            "If input exceeds a maximum, the program prints a message. The program then rejects the input or reads\n"
            "only a part of it. `kla-score show CODE` prints the reason."
        ),
        "| Input | Maximum | Issue code |",
    ),
    "id": (
        "Batas ukuran",
        "[English](limits.md)",
        (
            "Program menolak masukan di atas batas atau hanya membaca sebagian. Perintah `kla-score show KODE`\n"
            "menampilkan alasannya."
        ),
        "| Masukan | Batas | Kode |",
    ),
}


def limits_page(language: str) -> str:
    """Return the table of limits in *language*."""
    title, other, lead, head = _LIMITS_HEAD[language]
    column = {"en": 0, "id": 1}[language]
    rows = "".join(f"| {limit[column]} | {limit[2]} | `{limit[3]}` |\n" for limit in LIMITS)
    return f"# {title}\n\n_{other}_\n\n{lead}\n\n{head}\n| --- | --- | --- |\n{rows}"


_COMMANDS = {
    "en": (
        "Commands",
        (
            "This page lists the help pages of `kla-score` and of every command. The last table shows the environment\n"
            "variables."
        ),
        "Environment variables",
        (
            "This table shows the environment variable of each option and the commands that read the variable.\n"
            "A variable contains one value, such as one file."
        ),
        ("Variable", "Option", "Commands"),
    ),
    "id": (
        "Perintah",
        "Halaman ini memuat teks bantuan `kla-score` dan setiap perintah. Tabel terakhir memuat variabel untuk opsi.",
        "Variabel",
        (
            "Tabel ini memuat variabel untuk setiap opsi. Opsi yang tidak tercantum untuk suatu perintah tidak\n"
            "memiliki variabel pada perintah itu. Satu variabel memuat satu isian, misalnya satu berkas."
        ),
        ("Variabel", "Opsi", "Perintah"),
    ),
}


def commands_page(language: str) -> str:
    """Write the help page of the program and of every command, as a terminal of 80 columns shows them."""
    title, lead, variables, about, heads = _COMMANDS[language]
    commands = {name: _command(name, language).commands[name] for name in COMMANDS}
    pages = {"kla-score": _command(None, language), **commands}
    shown = "".join(f"\n## {name}\n\n```text\n{_help_of(page, name)}\n```\n" for name, page in pages.items())
    rows = "".join(f"| `{variable}` | `{option}` | {used} |\n" for variable, option, used in _variables(commands))
    table = f"| {' | '.join(heads)} |\n| --- | --- | --- |\n{rows}"
    return f"# {title}\n\n{lead}\n{shown}\n## {variables}\n\n{about}\n\n{table}"


def _command(name: str | None, language: str) -> Any:  # noqa: ANN401 - the classes of typer are private
    return command_of(make_app(name), help_texts_of(name), Messages(language))


def _help_of(command: Any, name: str) -> str:  # noqa: ANN401 - as above
    program = "kla-score" if name == "kla-score" else f"kla-score {name}"
    context = command.make_context(program, [], resilient_parsing=True, terminal_width=80)
    return "\n".join(line.rstrip() for line in command.get_help(context).splitlines())


def _variables(commands: Mapping[str, Any]) -> Sequence[tuple[str, str, str]]:
    """Return each variable, in alphabetical order, with its option and the commands that have it."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, command in commands.items():
        for option in command.params:
            if option.envvar:
                found.setdefault((option.envvar, max(option.opts, key=len)), []).append(f"`{name}`")
    return [(variable, option, ", ".join(names)) for (variable, option), names in sorted(found.items())]


_ENDINGS = {"en": ".md", "id": ".id.md"}
_FORMATS: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    **dict.fromkeys(("evaluate", "plan"), (tuple(FORMATS), tuple(REPORT_FILE_FORMATS))),
    **dict.fromkeys(("compare", "show", "diff"), (tuple(FORMATS), tuple(FILE_FORMATS))),
    "batch": ((*FORMATS, LINES), (*FILE_FORMATS, LINES_SUFFIX)),
    "validate": (tuple(FINDING_FORMATS), tuple(FINDING_FILE_FORMATS)),
    "attach": (tuple(FORMATS), (".xlsx",)),
    "rollup": (tuple(FORMATS), (".xlsx",)),
    "merge": ((), (".xlsx",)),
    "schema": ((), (".json",)),
}
"""The formats of each command for the screen and for files. Other commands have no formats."""


def options_page(language: str) -> str:
    """Return the page on options with a new table of formats. Commands that share a row keep sharing it."""
    text = (HERE / f"options{_ENDINGS[language]}").read_text(encoding="utf-8")
    heading = {"en": "Formats of `-f` (stdout)", "id": "Di layar, `-f`"}[language]
    labels = [row[0] for row in _rows_below(text, heading)]
    rows = []
    for label in labels:
        (takes,) = {_FORMATS.get(command, ((), ())) for command in re.findall(r"`(\w+)`", label)}
        rows.append([label, *(", ".join(f"`{each}`" for each in names) or "–" for names in takes)])
    return _with_rows(text, heading, rows)


def results_page(language: str) -> str:
    """Return the page on results with a new table of files: formats for people first."""
    text = (HERE / f"evaluate{_ENDINGS[language]}").read_text(encoding="utf-8")
    heading, stem = {"en": ("Output", "report"), "id": ("Keluaran", "laporan")}[language]
    _ = Messages(language).gettext
    formats = sorted(REPORT_FILE_FORMATS.items(), key=lambda item: item[1].is_for_machines)
    rows = [[f"`-o {stem}{suffix}`", _(each.description)] for suffix, each in formats]
    return _with_rows(text, heading, rows)


def findings_page() -> str:
    """Return the page on continuous integration with a new table of formats."""
    rows = [
        [", ".join(f"`{each}`" for each in (name, output_format.suffix) if each), output_format.description]
        for name, output_format in FINDING_FORMATS.items()
    ]
    return _with_rows((HERE / "ci.md").read_text(encoding="utf-8"), "Format", rows)


def _rows_below(text: str, heading: str) -> Sequence[Sequence[str]]:
    """Return the cells of the rows below the head of the table with a column *heading* in *text*."""
    return [_cells(line) for line in _table_with(text, heading)[2:]]


def _with_rows(text: str, heading: str, rows: Sequence[Sequence[str]]) -> str:
    """Return *text* with *rows* below the head of the table with a column *heading*, in aligned columns."""
    lines = _table_with(text, heading)
    head = _cells(lines[0])
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    shown = [head, ["-" * width for width in widths], *rows]
    table = [f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |\n" for row in shown]
    return text.replace("".join(lines), "".join(table))


def _table_with(text: str, heading: str) -> Sequence[str]:
    tables = (each[0].splitlines(keepends=True) for each in re.finditer(r"(?:^\|.*\n)+", text, re.MULTILINE))
    (found,) = (lines for lines in tables if heading in _cells(lines[0]))
    return found


def _cells(line: str) -> Sequence[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def documents() -> Mapping[str, str]:
    """Return every document by its file name."""
    return {
        "commands.md": commands_page("en"),
        "commands.id.md": commands_page("id"),
        "issues.md": issues_page("en"),
        "issues.id.md": issues_page("id"),
        "limits.md": limits_page("en"),
        "limits.id.md": limits_page("id"),
        "instrument.schema.json": api.schema(),
        **{f"options{ending}": options_page(language) for language, ending in _ENDINGS.items()},
        **{f"evaluate{ending}": results_page(language) for language, ending in _ENDINGS.items()},
        "ci.md": findings_page(),
    }


def main() -> None:
    """Write every document."""
    for name, text in documents().items():
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
