"""
Every text for people comes from the catalogue.

Every command uses a made-up language with Cyrillic letters. Latin words in the output must be data or names.
"""

import io
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from openpyxl import load_workbook

from kla_score.i18n.catalogue import LOCALE_FOLDER
from kla_score.instrument.questions import KINDS
from kla_score.issues import CATALOGUE
from kla_score.reports.formats import REGISTRY
from tests.conftest import DESA, TINY, Runner
from tests.documents import parse
from tests.examples import EXAMPLES, FAULTY, GOOD
from tests.instruments import load_yaml
from tests.workbooks import make_workbook

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщ"
_LETTERS = str.maketrans(_LATIN + _LATIN.upper(), _CYRILLIC + _CYRILLIC.upper())
_WORD = re.compile(r"[A-Za-z]{3,}")
_PIECES = re.compile(r"(\{\w+\})")
_FLAG = re.compile(
    r"(?<![\w-])--?[a-z][a-z-]*|\[[a-z0-9-]+\]|KLA_SCORE\w*|\.[a-z]{2,5}\b|[\w/.-]+\.(?:xlsx|yaml|json)\b"
)

# Values and names that are the same in every language.
NAMES = {
    *(
        "kla",
        "score",
        "evaluate",
        "template",
        "attach",
        "any",
        "scores",
        "merge",
        "plan",
        "compare",
        "batch",
        "validate",
        "show",
        "diff",
        "completion",
        "schema",
    ),
    *(each.name for each in REGISTRY),
    *("jsonl", "yaml", "plain", "stdin", "rollup"),
    *("auto", "always", "never", "claimed", "supported", "newest", "first"),
    *("agency", "cluster", "indicator", "points", "percentage", "MIB", "EVM", "TRUE", "kesalahan"),
}


@pytest.fixture
def foreign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace Indonesian by the made-up language."""
    catalogue = read_po(io.BytesIO((LOCALE_FOLDER / "id/LC_MESSAGES/kla_score.po").read_bytes()), locale="id")
    for message in catalogue:
        if message.id:
            text = message.id if isinstance(message.id, str) else message.id[-1]
            pieces = _PIECES.split(text)
            written = "".join(piece if piece.startswith("{") else piece.translate(_LETTERS) for piece in pieces)
            message.string = (written,) if message.pluralizable else written
    folder = tmp_path / "locale" / "id" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "kla_score.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr("kla_score.i18n.catalogue.LOCALE_FOLDER", tmp_path / "locale")
    monkeypatch.setenv("COLUMNS", "200")


def words_of(value: Any) -> set[str]:
    """Return the Indonesian words of an instrument, and its names."""
    if isinstance(value, dict):
        chosen = {"id": value["id"]} if value.keys() == {"id", "en"} else value
        return set().union(*map(words_of, chosen.values()))
    if isinstance(value, list):
        return set().union(*map(words_of, value))
    return set(_WORD.findall(str(value)))


def cells_of(path: Path) -> set[str]:
    """Return the words of a workbook."""
    book = load_workbook(path, read_only=True)
    return {word for sheet in book for row in sheet.values for cell in row for word in _WORD.findall(str(cell))}


RUNS = [
    *([name, "--help"] for name in sorted(NAMES & {"evaluate", "template", "merge", "plan", "compare", "batch"})),
    *([name, "--help"] for name in ("validate", "show", "diff", "schema")),
    ["--help"],
    ["evaluate", GOOD],
    ["evaluate", FAULTY, "-v"],
    ["evaluate", FAULTY, "-f", "markdown"],
    ["evaluate", GOOD, "--group-by", "agency"],
    ["plan", GOOD, "--target", "utama"],
    ["compare", GOOD, FAULTY],
    ["batch", GOOD, FAULTY],
    ["show"],
    ["show", "1.1"],
    ["show", "points-ambiguous"],
    ["show", "percentage"],
    ["diff", EXAMPLES.parent / "indicators.yaml", EXAMPLES / "instruments" / "kla-2022.yaml"],
    ["validate", DESA],
    ["validate", GOOD],
    ["evaluate", "--nonsense"],
    ["evaluate", "a.xlsx", "--lang", "fr"],
]


def leftovers(text: str) -> list[str]:
    """Return the Latin words of *text* that are neither names nor words of an input."""
    return sorted(set(_WORD.findall(_FLAG.sub(" ", text))) - known_words())


@cache
def known_words() -> set[str]:
    """Return names and the words of the inputs."""
    keys = {key for model in KINDS.values() for key in model.model_fields}
    known = NAMES | cells_of(GOOD) | cells_of(FAULTY) | set(_WORD.findall(" ".join([*CATALOGUE, *keys])))
    for path in (EXAMPLES.parent / "indicators.yaml", DESA, *(EXAMPLES / "instruments").glob("*.yaml")):
        known |= words_of(load_yaml(path.read_bytes()))
    return known


@pytest.mark.slow
@pytest.mark.usefixtures("foreign")
@pytest.mark.parametrize("arguments", RUNS, ids=lambda arguments: " ".join(Path(each).name for each in arguments))
def test_every_word_comes_from_the_catalogue(invoke: Runner, arguments: list[str | Path]) -> None:
    """Every word of the output is translated, a name, or a word of the input."""
    outcome = invoke(*arguments, *([] if "fr" in arguments else ["--lang", "id"]))

    assert [] == leftovers(outcome.out + outcome.err)


_CUT = 28
"""The title of a sheet may be cut within a word."""

FILES = {
    "evaluate": ["evaluate", FAULTY],
    "to-do": ["evaluate", GOOD, "--group-by", "agency"],
    "plan": ["plan", GOOD, "--target", "utama"],
    "compare": ["compare", GOOD, FAULTY],
    "batch": ["batch", GOOD, FAULTY],
}


@pytest.mark.slow
@pytest.mark.usefixtures("foreign")
@pytest.mark.parametrize("arguments", FILES.values(), ids=FILES)
def test_every_word_of_a_file_comes_from_the_catalogue(
    invoke: Runner, tmp_path: Path, arguments: list[str | Path]
) -> None:
    """Pages, Markdown and workbooks, including the titles of sheets and charts, have only translated words."""
    page, text, book = (tmp_path / f"out.{suffix}" for suffix in ("html", "md", "xlsx"))
    invoke(*arguments, "-o", page, "-o", text, "-o", book, "-q", "--lang", "id")
    content = load_workbook(book)
    results = load_workbook(book, data_only=True)
    charts = [chart for sheet in content for chart in getattr(sheet, "_charts", [])]
    reported = [
        *parse(page.read_bytes()).texts,
        text.read_text(encoding="utf-8").replace("&emsp;", " ").replace("<br>", " "),
        *(title.rpartition(" ")[0] if len(title) > _CUT else title for title in content.sheetnames),
        *(str(chart.title.tx.rich.p[0].r[0].t) for chart in charts),
        *(str(cell) for sheet in results for row in sheet.values for cell in row if cell is not None),
    ]

    assert [] == leftovers("\n".join(reported))


SPOKEN = {
    "attach": "attach sheet.xlsx --evidence-dir evidence -o out.xlsx",
    "batch": "batch sheet.xlsx",
    "compare": "compare sheet.xlsx sheet.xlsx",
    "evaluate": "evaluate sheet.xlsx",
    "merge": "merge sheet.xlsx -o out.xlsx",
    "plan": "plan sheet.xlsx --target 5",
    "show": "show 1.1",
    "show columns": "show columns",
    "template": "template out.xlsx",
}


@pytest.mark.parametrize("line", SPOKEN.values(), ids=SPOKEN)
def test_a_command_speaks_the_language_of_the_instrument(
    line: str, tmp_path: Path, invoke: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a language in options and locale, output is in that of the instrument. ``--lang`` chooses another one."""
    monkeypatch.chdir(tmp_path)
    english = TINY.read_text(encoding="utf-8").replace('language: "id"', 'language: "en"')
    (tmp_path / "english.yaml").write_text(english, encoding="utf-8")
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "lain.pdf").touch()
    make_workbook(tmp_path / "sheet.xlsx", "== A\nKode|Nilai|Dokumen\n'1.1|5|a.pdf")
    spoken = [
        invoke(*line.split(), "-i", "english.yaml", "--force", *language)
        for language in ([], ["--lang", "en"], ["--lang", "id"])
    ]
    default, english_run, indonesian = [(each.out, each.err) for each in spoken]

    assert default == english_run != indonesian
