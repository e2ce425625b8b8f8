"""
Make the pictures of the guide, in ``docs/pictures``, from the program itself.

Run ``python docs/pictures.py`` after a change of the sheet, the table or the page. It needs LibreOffice (``soffice``),
Chromium (``chromium``) and poppler (``pdftoppm``, ``pdftotext``). ``python docs/pictures.py terminal`` makes only the
pictures of the terminal, without other programs. A test compares these, and checks which pictures exist.
"""

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from openpyxl import load_workbook
from rich.console import Console
from rich.text import Text

from kla_score.cli import main as run_command

HERE: Final = Path(__file__).parent
PICTURES: Final = HERE / "pictures"
EXAMPLE: Final = HERE.parent / "examples" / "kabupaten-contoh-2024.xlsx"
LANGUAGES: Final = ("en", "id")
NAMES: Final = ("sheet", "summary", "report")

_CLUSTER: Final = {"en": "Cluster I", "id": "Klaster I"}
_SHOWN: Final = {"sheet": (40, 25, 1210, 509), "summary": (40, 60, 1200, 280)}
"""The section to cut out of a page at 110 dots to the inch: left, top, width and height."""
_CUT_BEFORE: Final = {"en": "Missing evidence:", "id": "Data dukung yang belum ada:"}
"""The picture of the terminal ends with the points of the clusters."""

_ISSUED: Final = ("--date", "2024-03-29", "--office", "Dinas PPPA Kabupaten Contoh")

_WIDTH, _HEIGHT, _SIZE, _EDGE = 8.4, 19, 14, 14
"""The grid of characters, the font size and the border."""
_STYLE: Final = """\
<style>
text { font: 14px "Cascadia Mono", Consolas, "DejaVu Sans Mono", Menlo, monospace; fill: #1f2937; white-space: pre; }
.bold { font-weight: bold; }
.faint { fill: #6b7280; }
</style>"""


def terminal_picture(language: str) -> str:
    """Draw the output of `evaluate` for the example on a terminal of 80 columns, as SVG without embedded fonts."""
    command = f"kla-score evaluate {EXAMPLE.name} --lang {language}"
    with _fixed_surroundings(), contextlib.chdir(EXAMPLE.parent):  # the table shows the name of the sheet as typed
        output = _output_of("evaluate", EXAMPLE.name, "--lang", language, "--quiet", "--color", "always")
    shown = list(takewhile(lambda line: _CUT_BEFORE[language] not in line, output.rstrip().splitlines()))
    lines = Text.from_ansi("\n".join([f"$ {command}", *shown]).rstrip()).split("\n")
    width, height = round(80 * _WIDTH + 2 * _EDGE), len(lines) * _HEIGHT + 2 * _EDGE
    drawn = [text for number, line in enumerate(lines) for text in _drawn(line, _EDGE + (number + 0.75) * _HEIGHT)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}">',
            f"<title>{escape(command)}</title>",
            _STYLE,
            f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="6" fill="#fff" stroke="#d1d5db"/>',
            *drawn,
            "</svg>\n",
        ]
    )


def _drawn(line: Text, bottom: float) -> Iterator[str]:
    """Draw the words of a line. Each piece has the same width as on a terminal, whatever the font."""
    column = 0
    for text, style, _ in line.render(Console(width=200)):
        for piece in re.finditer(r"\S+(?: \S+)*", text):
            look = "bold" if style and style.bold else "faint" if style and style.dim else ""
            left, length = _EDGE + (column + piece.start()) * _WIDTH, len(piece[0]) * _WIDTH
            name = f' class="{look}"' if look else ""
            yield (f'<text x="{left:.1f}" y="{bottom:.1f}" textLength="{length:.1f}"{name}>{escape(piece[0])}</text>')
        column += len(text)


@contextlib.contextmanager
def _fixed_surroundings() -> Iterator[None]:
    """Fix the width of the table on every machine."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "80"
    try:
        yield
    finally:
        del os.environ["COLUMNS"]
        if before is not None:
            os.environ["COLUMNS"] = before


def _output_of(*arguments: str) -> str:
    screen = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True)
    with contextlib.redirect_stdout(screen), contextlib.suppress(SystemExit):
        run_command(arguments)
    screen.seek(0)
    return screen.read()


def draw_terminals() -> None:
    """Write the pictures that need no other program."""
    PICTURES.mkdir(exist_ok=True)
    for language in LANGUAGES:
        path = PICTURES / f"evaluate.{language}.svg"
        path.write_text(terminal_picture(language), encoding="utf-8", newline="\n")


def draw_sheets(language: str, folder: Path) -> None:
    """Draw the sheet of a cluster with every colour that it can have, and the live totals."""
    book = folder / f"sheet.{language}.xlsx"
    _output_of("template", str(book), "--from", str(EXAMPLE), "--lang", language, "--quiet")
    _draw_page("summary", language, book, 3)
    _change(book, _CLUSTER[language])
    pages = _run("pdftotext", "-layout", str(_printed(book)), "-").split("\f")
    titles = [text.strip().split(":")[0] for text in pages]
    _draw_page("sheet", language, book, titles.index(_CLUSTER[language]) + 1)


def _draw_page(name: str, language: str, book: Path, number: int) -> None:
    """Cut the picture *name* out of a page of *book*."""
    left, top, width, height = map(str, _SHOWN[name])
    _run(
        *("pdftoppm", "-r", "110", "-f", str(number), "-singlefile", "-png"),
        *("-x", left, "-y", top, "-W", width, "-H", height),
        *(str(_printed(book)), str(PICTURES / f"{name}.{language}")),
    )


def _printed(book: Path) -> Path:
    _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(book.parent), str(book))
    return book.with_suffix(".pdf")


def _change(book: Path, cluster: str) -> None:
    """Leave one answer unanswered and enter one invalid answer."""
    opened = load_workbook(book)
    sheet: Any = opened[cluster]
    rows = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    sheet.cell(rows["4.4"], 4).value = None
    sheet.cell(rows["4.6"], 4).value = 20
    opened.save(book)


def draw_report(language: str, folder: Path) -> None:
    """Draw the upper part of the page for the regent."""
    page = folder / f"report.{language}.html"
    _output_of("evaluate", str(EXAMPLE), "--lang", language, "--quiet", "-o", str(page), *_ISSUED)
    _run(
        *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1200,820"),
        *("--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder / 'profile'}"),
        *(f"--screenshot={PICTURES / f'report.{language}.png'}", page.as_uri()),
    )


def _run(*command: str) -> str:
    program = shutil.which(command[0])
    if program is None:
        sys.exit(f"{command[0]} is not installed")
    done = subprocess.run([program, *command[1:]], capture_output=True, check=True, text=True)  # noqa: S603 - our own
    return done.stdout


def main(arguments: Sequence[str]) -> None:
    """Make all pictures, or only those of the terminal with ``terminal`` in *arguments*."""
    draw_terminals()
    if list(arguments) == ["terminal"]:
        return
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            draw_sheets(language, Path(folder))
            draw_report(language, Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
