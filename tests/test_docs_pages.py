"""The commands on the pages of the guide run, and print the text below them."""

import contextlib
import difflib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import takewhile
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

import pytest
import yaml
from openpyxl import Workbook

from kla_score import api
from kla_score.assessment.region import Identity
from kla_score.cli import COMMANDS, main
from kla_score.i18n import Messages
from kla_score.parts.carry_over import RowContent
from kla_score.template.writing import write_workbook
from tests.conftest import Golden
from tests.examples import GOOD, ROOT
from tests.scripts import load_script
from tests.workbooks import ole_file, raw_zip_with

DOCS: Final = ROOT / "docs"
DEVELOPMENT: Final = sorted((DOCS / "development").glob("*.md"))
FRONT: Final = [ROOT / "README.md", ROOT / "README.id.md", ROOT / "CONTRIBUTING.md"]
PAGES: Final = sorted(DOCS.glob("*.md"))
BASH: Final = shutil.which("bash")
BLOCK: Final = re.compile(r"^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
CUT: Final = "[...]"


class Block(NamedTuple):
    """A fenced block."""

    language: str
    body: str


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path, *languages: str) -> list[Block]:
    """Return the fenced blocks of *page* in one of *languages*."""
    found = [Block(match["language"], match["body"]) for match in BLOCK.finditer(read(page))]
    return [block for block in found if block.language in languages]


def ids(pages: Sequence[Path]) -> list[str]:
    return [page.name for page in pages]


# --- Files of the folder of a page ---------------------------------------------------------------------------------


FRONT_SHEET: Final = "xl/worksheets/sheet1.xml"


def prepare_batch(folder: Path) -> None:
    """Write sheets of three regencies and a city: one sheet has errors, and one is in an old format."""
    sheets = folder / "sheets"
    sheets.mkdir()
    examples = ROOT / "examples"
    shutil.copy(examples / "kabupaten-contoh-2024.xlsx", sheets / "contoh.xlsx")
    changes = {b">Contoh<": b">Contoh Timur<", b">99.01<": b">99.02<", b">2025<": b">2024<"}
    raw_zip_with(examples / "kabupaten-contoh-2025.xlsx", sheets / "contoh-timur.xlsx", FRONT_SHEET, changes)
    changes = {
        b">Kabupaten/Kota<": b">Kota<",
        b">Keliru<": b">Contoh<",
        b">9901<": b">99.71<",
        b">dua ribu dua puluh empat<": b">2024<",
        b">EVM<": b">EM<",
    }
    raw_zip_with(examples / "dengan-kesalahan.xlsx", sheets / "kota-contoh.xlsx", FRONT_SHEET, changes)
    (sheets / "contoh-selatan.xls").write_bytes(ole_file("Workbook"))


def prepare_evidence(folder: Path) -> None:
    """Write a folder with two of the documents that the example names, and an uncited one."""
    evidence = folder / "evidence"
    evidence.mkdir()
    for name in ("1.1 salinan Peraturan Daerah atau produk.pdf", "2.1 SK Gugus Tugas.pdf"):
        (evidence / name).write_bytes(b"%PDF-1.4 an example\n")


def prepare_agencies(folder: Path) -> None:
    """Write a region's own names of two agencies."""
    (folder / "own.yaml").write_text("DP3AKB: Dinas PPPA\nDinas PUPR dan Perkim: [Dinas PUPR]\n", encoding="utf-8")


def prepare_between(folder: Path) -> None:
    """Write a sheet of the edition of 2022 with a total of 600.5."""
    instrument = api.load_instrument(folder / "examples" / "instruments" / "kla-2022-groups.yaml")
    points = map(Decimal, ("100", "65", "90.5", "100", "65", "130", "15", "35"))
    entries = {code: RowContent(each, {}, "") for code, each in zip(instrument.questions, points, strict=True)}
    (folder / "between.xlsx").write_bytes(write_workbook(instrument, Messages("en"), entries, {}))


def prepare_recap(folder: Path) -> None:
    """Write a region's own table with the points of the example and a sum that contradicts the form."""
    instrument = api.load_instrument()
    scorecard = api.evaluate(GOOD, instrument)
    points = {each.question.code: float(each.tally.claimed) for each in scorecard.questions}
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Rekap"
    sheet.append(["Klaster", "Indikator", "No", "Pertanyaan", "Nilai Max", "Nilai Evaluasi", "Sumber Data"])
    for cluster in instrument.clusters:
        sheet.append([cluster.name.id])
        for indicator in cluster.indicators:
            sheet.append([None, f"{indicator.code}. {indicator.name.id}"])
            for each in indicator.questions:
                row = [each.printed, each.text.id, float(each.maximum), points[each.code], ", ".join(each.agencies)]
                sheet.append([None, None, *row])
        if cluster.id == "I":
            sheet.append([None, None, None, f"Jumlah {cluster.short.id}", 150, 105])
    book.save(folder / "recap.xlsx")


def prepare_result(folder: Path) -> None:
    """Write an evidence folder and a recap."""
    prepare_evidence(folder)
    prepare_recap(folder)


def prepare_files(folder: Path) -> None:
    """Write an evidence folder with a file for each of two questions. The second question has several columns."""
    for name in ("1.1 Perda/Perda KLA.pdf", "8.7 Inovasi/pelatihan.pdf"):
        path = folder / "evidence" / name
        path.parent.mkdir(parents=True)
        path.write_text(name)


def prepare_verified(folder: Path) -> None:
    """Write the example after its first verification, and an instrument of another edition."""
    instrument = api.load_instrument()
    taken = api.carry_over(GOOD, instrument)
    left = {"1.1": "8", "2.4": "4", "6.3": "0", "21A.2": "0"}
    verified = {code: taken.entries[code]._replace(answer=Decimal(points)) for code, points in left.items()}
    identity = {**taken.identity, Identity.YEAR: "2024", Identity.STAGE: "VA"}
    content = write_workbook(instrument, Messages("en"), {**taken.entries, **verified}, identity)
    (folder / "va.xlsx").write_bytes(content)
    text = (ROOT / "indicators.yaml").read_text(encoding="utf-8")
    head, code, rest = text.replace('edition: "2024"', 'edition: "2026"', 1).partition('code: "4.4"')
    # Question 4.5 comes next, and has the other maximum.
    rest = rest.replace("maximum: 5", "maximum: 6", 1).replace("maximum: 3", "maximum: 2", 1)
    (folder / "kla-2026.yaml").write_text(head + code + rest, encoding="utf-8")


PREPARE: Final[Mapping[str, Callable[[Path], None]]] = {
    "batch.md": prepare_batch,
    "json.md": prepare_batch,
    "compare.md": prepare_verified,
    "divide.md": prepare_agencies,
    "evaluate.md": prepare_result,
    "fill-in.md": prepare_files,
    "points.md": prepare_between,
}
"""The English name of a page. Its Indonesian version has the same files."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a folder like that of a user: the examples and the instrument."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.copy(ROOT / "indicators.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    return tmp_path


def set_out(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the files for *page* into *folder*, and select its language."""
    monkeypatch.setenv("KLA_SCORE_LANG", "id" if page.name.endswith(".id.md") else "en")
    prepare = PREPARE.get(page.name.replace(".id.md", ".md"))
    if prepare:
        prepare(folder)


# --- Running the commands of a page --------------------------------------------------------------------------------


class Terminal:
    """Run commands one after the other in one folder, and keep the last exit code."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.code = 0
        self.folder = folder
        self.programs = programs
        programs.mkdir()
        for name, words in {"kla-score": "-m kla_score", "python": ""}.items():
            program = programs / name
            program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n', encoding="utf-8")
            program.chmod(0o755)

    def run(self, command: str) -> str:
        """Return the output of *command* on both streams, in order."""
        if command == "echo $?":
            return f"{self.code}\n"
        is_plain = command.startswith("kla-score ") and not re.search(r"[|&;<>$(){}`\\\n]", command)
        return self._here(command) if is_plain else self._in_bash(command)

    def _here(self, command: str) -> str:
        """Run the program in this process, which is faster than a new one."""
        return self.output_of(*(name for word in shlex.split(command)[1:] for name in self._expand(word)))

    def output_of(self, *words: str, errors: bool = True) -> str:
        """Return the output of the program, without *errors* only its result."""
        screen, elsewhere = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="", write_through=True) for _ in range(2))
        try:
            with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen if errors else elsewhere):
                main(words)
        except SystemExit as ended:
            self.code = int(ended.code or 0)
        screen.seek(0)
        return screen.read()

    def _expand(self, word: str) -> list[str]:
        """Expand a pattern like a shell."""
        return (
            sorted(path.relative_to(self.folder).as_posix() for path in self.folder.glob(word))
            if "*" in word
            else [word]
        )

    def _in_bash(self, command: str) -> str:
        if BASH is None:
            pytest.skip("bash is not installed: the page is not run")
        done = subprocess.run(  # noqa: S603 - our own pages
            [BASH, "-c", command],
            cwd=self.folder,
            env={
                **os.environ,
                "PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}",
                "PYTHONPATH": str(ROOT),
                "PYTHONUNBUFFERED": "1",
                "LC_ALL": "C",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        self.code = done.returncode
        return done.stdout.decode("utf-8")


@pytest.fixture
def terminal(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """Return a terminal in the folder of the page."""
    return Terminal(desk, tmp_path_factory.mktemp("path") / "bin")


def steps(body: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a block, with its continuation lines after ``> ``, and the output below it."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        lines = part.splitlines(keepends=True)
        further = list(takewhile(lambda line: line.startswith("> "), lines[1:]))
        yield "".join(lines[: 1 + len(further)]).removesuffix("\n"), "".join(lines[1 + len(further) :])


def cut_like(shown: str, printed: str) -> str:
    """
    Return *printed* without the lines that *shown* leaves out.

    If the remaining lines differ, the most similar lines stay. If *printed* is too short for that, all of it stays.
    """
    parts = [part.splitlines(keepends=True) for part in re.split(rf"^{re.escape(CUT)}\n", shown, flags=re.MULTILINE)]
    if len(parts) == 1:
        return printed
    pattern = ".*?".join(re.escape("".join(part)) for part in parts)
    if re.fullmatch(pattern, printed, re.DOTALL):
        return shown
    lines, start, kept = printed.splitlines(keepends=True), 0, []
    if len(lines) < sum(map(len, parts)):
        return printed
    for number, part in enumerate(parts):
        if number == 0:
            begin = 0
        elif number == len(parts) - 1:
            begin = len(lines) - len(part)
        else:
            windows = range(start, len(lines) - sum(map(len, parts[number:])) + 1)
            begin = max(windows, key=lambda at: _likeness(part, lines[at : at + len(part)]))
        start = begin + len(part)
        kept.append("".join(lines[begin:start]))
    return f"{CUT}\n".join(kept)


def _likeness(part: Sequence[str], window: Sequence[str]) -> float:
    """Return the similarity, above all that of the first lines."""
    first = difflib.SequenceMatcher(None, part[0], window[0]).ratio()
    return first + difflib.SequenceMatcher(None, part, window).ratio()


def played(body: str, terminal: Terminal, reports: list[str]) -> str:
    """Run a block and return its expected text on the page. Add the output of other commands to *reports*."""
    written = []
    for command, shown in steps(body):
        printed = terminal.run(command.replace("\n> ", "\n"))
        if printed and not printed.endswith("\n"):
            printed += "\n"
        expected = cut_like(shown, printed)
        if expected != shown:
            reports.append(f"\n$ {command}\nended with exit code {terminal.code} and printed:\n{printed}")
        written.append(f"$ {command}\n{expected}")
    return "".join(written)


TAKES_LONG: Final = {"compare", "divide", "plan"}
"""Pages that write dozens of large workbooks, or search for plans."""
RUN: Final = [
    pytest.param(page, id=page.name, marks=[pytest.mark.slow] * (page.name.split(".")[0] in TAKES_LONG))
    for page in PAGES
    if blocks(page, "console")
]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="pages show paths as they are elsewhere")
@pytest.mark.parametrize("page", RUN)
def test_a_page_shows_the_output_of_its_commands(
    page: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch, golden: Golden
) -> None:
    """
    Every command of a page runs, in order, and prints the text below it.

    ``[...]`` replaces omitted lines. ``--update-golden`` writes the current output into the page.
    """
    set_out(page, terminal.folder, monkeypatch)
    reports: list[str] = []

    def play(match: re.Match[str]) -> str:
        is_run = match["language"] == "console"
        return f"```console\n{played(match['body'], terminal, reports)}```" if is_run else match[0]

    actual = BLOCK.sub(play, read(page))
    golden(page, actual, "".join(reports))


PYTHON: Final = DOCS / "python.md"
SHOWN_BELOW: Final = re.compile(
    r"^```python\n(?P<source>.*?)^```\n(?:\n```text\n(?P<text>.*?)^```\n)?", re.MULTILINE | re.DOTALL
)


@pytest.mark.slow
def test_the_python_page_runs(desk: Path, monkeypatch: pytest.MonkeyPatch, golden: Golden) -> None:
    """Its blocks run in order, as in one notebook, and print the block of text below them."""
    set_out(PYTHON, desk, monkeypatch)
    names: dict[str, Any] = {}

    def play(match: re.Match[str]) -> str:
        screen = io.StringIO()
        with contextlib.redirect_stdout(screen):
            exec(match["source"], names)  # noqa: S102 - our own page
        printed = screen.getvalue()
        return f"```python\n{match['source']}```\n" + (f"\n```text\n{printed}```\n" if printed else "")

    golden(PYTHON, SHOWN_BELOW.sub(play, read(PYTHON)))


@pytest.mark.slow
def test_the_python_page_passes_strict_types(tmp_path: Path) -> None:
    """A user who checks types can copy the blocks."""
    mypy = pytest.importorskip("mypy.api")
    path = tmp_path / "page.py"
    path.write_text("".join(block.body for block in blocks(PYTHON, "python")), encoding="utf-8")
    settings = ["--strict", "--config-file=", f"--cache-dir={tmp_path}"]

    assert ("", "", 0) == mypy.run([*settings, "--no-error-summary", str(path)])


YAML: Final = [page for page in PAGES if page.name not in {"issues.md", "issues.id.md"} and blocks(page, "yaml")]


@pytest.mark.parametrize("page", YAML, ids=ids(YAML))
def test_yaml_can_be_loaded(page: Path) -> None:
    """Every YAML block is valid."""
    assert all(yaml.safe_load(block.body) for block in blocks(page, "yaml"))


SHELL: Final = [page for page in PAGES if blocks(page, "sh")]


@pytest.mark.parametrize("page", SHELL, ids=ids(SHELL))
@pytest.mark.skipif(BASH is None, reason="bash is not installed")
def test_shell_lines_are_well_formed(page: Path) -> None:
    """Installation commands do not run here, but their shell syntax is valid."""
    for block in blocks(page, "sh"):
        done = subprocess.run([str(BASH), "-n", "-c", block.body], capture_output=True, check=False)  # noqa: S603
        assert (0, b"") == (done.returncode, done.stderr)


POWERSHELL: Final = [page for page in PAGES if blocks(page, "powershell")]


@pytest.mark.parametrize("page", POWERSHELL, ids=ids(POWERSHELL))
def test_powershell_lines_are_well_formed(page: Path) -> None:
    """PowerShell checks them if it is installed. Otherwise brackets and quotation marks match."""
    shell = shutil.which("pwsh")
    for block in blocks(page, "powershell"):
        if shell:
            source = f"[void][scriptblock]::Create(@'\n{block.body}'@)"
            done = subprocess.run([shell, "-NoProfile", "-Command", source], capture_output=True, check=False)  # noqa: S603
            assert (0, b"") == (done.returncode, done.stderr)
        left = re.sub(r"\"[^\"\n]*\"|'[^'\n]*'", "", block.body)
        while left != (left := re.sub(r"\(\)|\{\}|\[\]", "", re.sub(r"[^(){}\[\]\"']", "", left))):
            pass
        assert left == ""


_LONG: Final = dict(re.findall(r"^  (-[a-z]), (--[\w-]+)", read(DOCS / "commands.md"), re.MULTILINE))
"""The long names of options by their short ones. A help page names common options by short name only."""
OPTIONS: Final = {
    command: {name for found in re.findall(r"(?<![\w-])--?[a-z][\w-]*", section) for name in (found, _LONG.get(found))}
    for command, section in re.findall(
        r"^## (\w+)\n(.*?)(?=^## |\Z)", read(DOCS / "commands.md"), re.MULTILINE | re.DOTALL
    )
}
NAMED: Final = re.compile(r"(?<![\w./-])kla-score ([a-z]+)((?:(?! kla-score )[^\n`|;>])*)")


@pytest.mark.parametrize("page", PAGES, ids=ids(PAGES))
def test_a_page_names_no_other_command_or_option(page: Path) -> None:
    """Every command on a page exists, and has the options on the page."""
    code = "\n".join(
        [
            *re.findall(r"(?<!`)`([^`\n]+)`(?!`)", BLOCK.sub("", read(page))),
            *(each[1] for each in blocks(page, "sh", "console", "powershell")),
        ]
    )
    named = [
        (command, option)
        for command, rest in NAMED.findall(code)
        for option in ["-h", *re.findall(r"(?<!\S)--?[a-z][\w-]*", rest)]
    ]

    assert [] == [
        (command, option) for command, option in named if command not in COMMANDS or option not in OPTIONS[command]
    ]


# --- Links ---------------------------------------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """Return the anchors of the headings of *page* as on GitHub."""
    found: set[str] = set()
    for heading in re.findall(r"^#+ (.+)$", BLOCK.sub("", read(page)), re.MULTILINE):
        anchor = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        number = sum(each == anchor or re.fullmatch(rf"{re.escape(anchor)}-\d+", each) is not None for each in found)
        found.add(f"{anchor}-{number}" if anchor in found else anchor)
    return found


def links(page: Path) -> list[str]:
    """Return the links and pictures of *page*, without web addresses."""
    targets = re.findall(r"\]\(([^)\s]+)\)", BLOCK.sub("", read(page)))
    return [unquote(target) for target in targets if not re.match(r"[a-z]+:", target)]


LINKING: Final = [page for page in [*FRONT, *PAGES, *DEVELOPMENT] if links(page)]


@pytest.mark.parametrize("page", LINKING, ids=ids(LINKING))
def test_every_link_has_a_target(page: Path) -> None:
    """The file or folder exists, and so does the heading."""
    lost = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)

    assert [] == lost


def test_every_page_is_in_the_index() -> None:
    """The index of the folder is complete."""
    expected = {page.relative_to(DOCS).as_posix() for page in [*PAGES, *DEVELOPMENT]} - {"README.md"}

    assert expected == {link for link in links(DOCS / "README.md") if not link.startswith("../")}


def test_no_page_loads_anything() -> None:
    """No page and no picture loads a web address."""
    pictures = sorted((DOCS / "pictures").glob("*.svg"))
    written = [page for page in PAGES if not page.name.startswith("issues")]

    assert [] == [
        path.name for path in [*written, *pictures] if re.search(r"https?://(?!www\.w3\.org/|$)[\w]", read(path))
    ]


# --- Pictures ----------------------------------------------------------------------------------------------------


SCRIPT: Final = load_script(DOCS / "pictures.py")


@pytest.mark.parametrize("language", SCRIPT.LANGUAGES)
def test_the_pictures_of_the_terminal_are_current(language: str) -> None:
    """If this fails, run ``python docs/pictures.py terminal``, since the table has changed."""
    assert SCRIPT.terminal_picture(language) == read(DOCS / "pictures" / f"evaluate.{language}.svg")


def test_every_picture_is_made_and_shown() -> None:
    """Each picture comes from the script, and a page shows it."""
    there = {path.name for path in (DOCS / "pictures").iterdir()}
    made = {f"{name}.{language}.png" for name in SCRIPT.NAMES for language in SCRIPT.LANGUAGES}
    shown = {Path(link).name for page in PAGES for link in links(page) if link.startswith("pictures/")}

    assert ({f"evaluate.{language}.svg" for language in SCRIPT.LANGUAGES} | made, there) == (there, shown)


def test_pictures_are_small() -> None:
    """A page loads quickly."""
    assert [] == [path.name for path in (DOCS / "pictures").iterdir() if path.stat().st_size > 150_000]


# --- Keys of the JSON --------------------------------------------------------------------------------------------

DYNAMIC: Final = {
    "evidence_folder.references": "STATUS",
    "provinces[].holders": "PREDICATE",
    "summary.distribution.claimed": "PREDICATE",
    "summary.distribution.supported": "PREDICATE",
}
"""The places where keys are identifiers, and their names on the page."""


def kinds_of(data: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Return every key of *data* by its path, and the types of its value."""
    if isinstance(data, dict):
        for key, value in data.items():
            name = DYNAMIC.get(path, str(key))
            below = f"{path}.{name}" if path else name
            yield below, kind_of(value)
            yield from kinds_of(value, below)
    elif isinstance(data, list):
        for value in data:
            yield f"{path}[]", kind_of(value)
            yield from kinds_of(value, f"{path}[]")


def kind_of(value: object) -> str:
    """Return the type of a value in the words of the page."""
    names: Mapping[type, str] = {
        bool: "true/false",
        str: "text",
        int: "number",
        float: "number",
        dict: "object",
        list: "list",
        type(None): "null",
    }
    return names[type(value)]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, set[str]]]:
    """Return every key that the program writes, by type of result, with the types of its values."""
    # This runs before the setup of a test.
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("KLA_SCORE_")]:
            patch.delenv(name)
        return write_everything(tmp_path_factory.mktemp("json"))


def write_everything(folder: Path) -> Mapping[str, Mapping[str, set[str]]]:
    prepare_batch(folder)
    prepare_evidence(folder)
    prepare_agencies(folder)
    examples, desa = ROOT / "examples", str(ROOT / "examples" / "instruments" / "desa-contoh.yaml")
    first, second = (str(examples / f"kabupaten-contoh-{year}.xlsx") for year in (2024, 2025))
    roster, evidence = str(examples / "roster-provinsi-contoh.csv"), str(folder / "evidence")
    blank, other, last, part = (str(folder / name) for name in ("blank.xlsx", "desa.xlsx", "last.json", "part.xlsx"))
    lists = examples / "villages"
    villages = [str(lists / "lists"), "--roster", str(lists / "villages.csv"), "--figures", str(lists / "figures.csv")]
    conflicts = folder / "conflicts.csv"
    answers = ("99.01.01.1001,Ya,", "99.01.01.1001,Tidak,", "99.01.01.1001,,SK 1")
    conflicts.write_text("\n".join(("Kode,26.4,26.4 Dokumen", *answers)), encoding="utf-8")
    sheets, faulty = str(folder / "sheets"), str(folder / "faulty.yaml")
    Path(faulty).write_text('id: "kla"\nmaximum: 1\nmaximum: 2\n', encoding="utf-8")
    newer = str(folder / "newer.yaml")
    Path(newer).write_text(
        read(ROOT / "indicators.yaml").replace('edition: "2024"', 'edition: "2025"'), encoding="utf-8"
    )
    terminal = Terminal(folder, folder / "bin")
    for command in (
        ["template", blank],
        ["template", other, "-i", desa],
        ["template", part, "--agency", "dinkes", "--from", first],
        ["batch", sheets, first, "-o", last],
    ):
        terminal.output_of(*command, "-q", "--force")
    commands = (
        ["evaluate", first],
        ["evaluate", first, "--evidence-dir", evidence],
        ["evaluate", first, "--agency", "dinkes"],
        ["evaluate", part],
        ["evaluate", blank],
        ["evaluate", other, "-i", desa],
        ["evaluate", str(examples / "dengan-kesalahan.xlsx")],
        ["batch", sheets, second, "--roster", roster],
        ["batch", sheets, "--against", last],
        ["batch", blank],
        ["plan", first, "--target", "nindya"],
        ["rollup", *villages, "--sheet", first, "-o", str(folder / "counted.xlsx"), "--force"],
        ["rollup", blank, *villages],
        ["rollup", str(conflicts), *villages],
        ["plan", blank, "--target", "madya"],
        ["plan", part, "--target", "20", "--evidence-dir", evidence],
        ["attach", first, "--evidence-dir", evidence, "-o", str(folder / "filled.xlsx"), "--force"],
        ["attach", blank, "--evidence-dir", evidence, "-o", str(folder / "filled.xlsx"), "--force"],
        ["compare", first, second],
        ["compare", first, blank],
        ["compare", other, other, "-i", desa],
        ["compare", first, other, "-i", str(ROOT / "indicators.yaml"), "-i", desa],
        ["validate", faulty, str(ROOT / "indicators.yaml")],
        ["diff", str(examples / "instruments" / "kla-2022-groups.yaml"), str(ROOT / "indicators.yaml")],
        ["diff", str(ROOT / "indicators.yaml"), newer, "--sheet", first],
    )
    found: dict[str, dict[str, set[str]]] = {}
    lines = (["batch", first], ["batch", first, "--evidence-dir", evidence])
    for words in ([*words, "-f", form] for form, each in (("json", commands), ("jsonl", lines)) for words in each):
        data = json.loads(terminal.output_of(*words, errors=False))
        keys = found.setdefault(data["kind"], {})
        for path, kind in kinds_of(data):
            keys.setdefault(path, set()).add(kind)
    return found


def spread(path: str) -> list[str]:
    """Expand braces: ``a.{b,c}`` is ``a.b`` and ``a.c``."""
    match = re.search(r"\{([^}]*)\}", path)
    if match is None:
        return [path]
    return [each for name in match[1].split(",") for each in spread(path[: match.start()] + name + path[match.end() :])]


FREE: Final[Mapping[str, set[str]]] = {
    "any": set(),
    "list of objects": {"list"},
    "part of a scorecard": {"object"},
}
"""The types on the page whose contents need no line, and their types in the output. Without types, all are allowed."""


def documented() -> Mapping[str, Mapping[str, set[str]]]:
    """Return the keys of each type of result in docs/json.md, including those of every result."""
    found: dict[str, dict[str, set[str]]] = {}
    for section in re.split(r"^## ", read(DOCS / "json.md"), flags=re.MULTILINE)[1:]:
        keys = found.setdefault(section.splitlines()[0].strip("`"), {})
        for path, kind in re.findall(r"^\| `([^`]+)` +\| ([^|]+?) +\|", section, re.MULTILINE):
            for each in spread(path):
                assert each not in keys
                if kind == "list of text":
                    keys |= {each: {"list"}, f"{each}[]": {"text"}}
                elif kind in FREE:
                    keys[each] = {kind}
                else:
                    keys[each] = set(kind.split(" or "))
    shared = found.pop("Every result")
    return {kind: {**shared, **keys} for kind, keys in found.items()}


DOCUMENTED: Final = documented()


@pytest.mark.slow
def test_every_type_of_result_is_documented(written: Mapping[str, Mapping[str, set[str]]]) -> None:
    """The page has a heading for each type of result."""
    assert written.keys() == DOCUMENTED.keys()


@pytest.mark.slow
@pytest.mark.parametrize("kind", DOCUMENTED)
def test_every_key_is_documented(kind: str, written: Mapping[str, Mapping[str, set[str]]]) -> None:
    """
    The page has all keys and no other. Objects with documented contents need no line, nor do the contents of `FREE`.
    """
    described, keys = DOCUMENTED[kind], written[kind]
    free = tuple(f"{path}{sign}" for path, kinds in described.items() if kinds <= FREE.keys() for sign in ".[")
    keys = {path: kinds for path, kinds in keys.items() if not path.startswith(free)} if free else keys
    above = {path[:end] for path in described for end in range(len(path)) if path[end] in ".["}
    plain = {path for path, kinds in keys.items() if path not in above or not kinds <= {"object", "list"}}

    assert (set(), set()) == (plain - described.keys(), described.keys() - keys.keys())


@pytest.mark.slow
@pytest.mark.parametrize("kind", DOCUMENTED)
def test_every_value_is_of_a_documented_type(kind: str, written: Mapping[str, Mapping[str, set[str]]]) -> None:
    """A value is null only if the page allows it."""
    described, keys = DOCUMENTED[kind], written[kind]

    allowed = {path: set().union(*(FREE.get(each, {each}) for each in kinds)) for path, kinds in described.items()}

    assert [] == [
        (path, keys[path] - kinds) for path, kinds in allowed.items() if kinds and keys.get(path, set()) - kinds
    ]
