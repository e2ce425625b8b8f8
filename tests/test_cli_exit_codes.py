"""Every exit code as a situation: a command line, the files that it needs, the code and a word of the output."""

import os
import shlex
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from tests.conftest import DESA, TINY, Runner
from tests.workbooks import make_workbook, ole_file, sheet_text


def sheet(path: Path, points: float = 5, line: str = "Instrumen|") -> None:
    """Write a sheet with *points* for the first question, and a *line* of its identity before the instrument."""
    text = sheet_text("kota", path.stem, "P", "", [points, 2, 0, 0, 0, 0, 0])
    make_workbook(path, text.replace("Instrumen|", line))


def edition(path: Path) -> None:
    """Write the next edition of the instrument."""
    path.write_text(TINY.read_text(encoding="utf-8").replace('edition: "1"', 'edition: "2"'), encoding="utf-8")


def folder(path: Path) -> None:
    """Make a folder with a file."""
    path.mkdir()
    (path / "1.pdf").write_bytes(b"%PDF")


def sheets(path: Path) -> None:
    """Make a folder with two sheets."""
    path.mkdir()
    for name in "AB":
        sheet(path / f"{name}.xlsx")


def pipe(path: Path) -> None:
    """Make a pipe without content, and interrupt the program while it reads."""
    os.mkfifo(path)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell ignores it for a command in the background

    def interrupt() -> None:
        with path.open("wb"):  # waits for the program
            time.sleep(0.2)
            os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()


def text(content: str) -> Callable[[Path], object]:
    """Return a function that writes *content*."""
    return lambda path: path.write_text(content, encoding="utf-8")


FILES: Final[Mapping[str, Callable[[Path], object]]] = {
    "good.xlsx": sheet,
    "more.xlsx": lambda path: sheet(path, 1),
    "faulty.xlsx": lambda path: sheet(path, 9),
    "part.xlsx": lambda path: sheet(path, line="Bagian|Dinas Kesehatan\nInstrumen|"),
    "strange.xlsx": lambda path: make_workbook(path, "== A\nx|y"),
    "damaged.xlsx": lambda path: path.write_bytes(b"PK\x03\x04 damaged"),
    "empty.xlsx": lambda path: path.touch(),
    "old.xls": lambda path: path.write_bytes(ole_file("Workbook")),
    "notes.txt": text("notes"),
    "out.json": text("old"),
    "out.xlsx": lambda path: path.write_bytes(b"old"),
    "tiny.yaml": lambda path: path.write_bytes(TINY.read_bytes()),
    "village.yaml": lambda path: path.write_bytes(DESA.read_bytes()),
    "next.yaml": edition,
    "broken.yaml": text('id: "x"\nfoo: 1\n'),
    "garbage.yaml": text("a: [\n"),
    "roster.csv": text("kind,name\nkota,good\n"),
    "expected.csv": text("kind,name\nkota,good\nkota,Other\n"),
    "nameless.csv": text("kind\nkota\n"),
    "list.txt": text("good.xlsx\n"),
    "nothing.txt": text("\n"),
    "card.txt": text("good.xlsx\0more.xlsx\0"),
    "batch.json": text('{"kind": "batch", "schema_version": 1, "instrument": {"id": "desa-contoh", '
                       '"edition": "1", "fingerprint": ""}, "results": []}'),
    "later.json": text('{"kind": "batch", "schema_version": 2}'),
    "cut.json": text('{"kind": "batch", "schema_ver'),
    "sheets": sheets,
    "each": folder,
    "evidence": folder,
    "hollow": Path.mkdir,
    "pipe": pipe,
}  # fmt: skip
"""The files of the situations. Each is written if its name is in the command line."""


class Situation(NamedTuple):
    """
    A *command* line, its exit *code*, a *word* that it prints, and the *files* that it does not name.

    With code 2, only a command that *lists* unusable files on stdout prints anything there.
    """

    command: str
    code: int
    word: str = ""
    files: str = ""
    lists: bool = False


SITUATIONS: Final = [
    # evaluate
    Situation("evaluate good.xlsx", 0, "7"),
    Situation("evaluate good.xlsx -f json", 0, '"status": "complete"'),
    Situation("evaluate good.xlsx -q -o r.html -o r.xlsx", 0),
    Situation("evaluate good.xlsx --strict", 1, "--strict"),
    Situation("evaluate faulty.xlsx", 1, "points-above-maximum"),
    Situation("evaluate faulty.xlsx -q", 1, "has errors"),
    Situation("evaluate good.xlsx --fail-under low", 1, "--fail-under"),
    Situation("evaluate good.xlsx --fail-under 0", 0),
    Situation("evaluate good.xlsx --fail-under gold", 2, "gold"),
    Situation("evaluate good.xlsx --agency nobody", 2, "agency-not-found"),
    Situation("evaluate good.xlsx --evidence-dir evidence", 0, "Evidence"),
    Situation("evaluate good.xlsx --evidence-dir none", 2, "folder-not-found"),
    Situation("evaluate part.xlsx", 0, "only its 3 questions"),
    Situation("evaluate none.xlsx", 2, "file-not-found"),
    Situation("evaluate sheets", 2, "file-is-folder"),
    Situation("evaluate empty.xlsx", 2, "file-empty"),
    Situation("evaluate damaged.xlsx", 2, "workbook-damaged"),
    Situation("evaluate old.xls", 2, "file-is-old-excel"),
    Situation("evaluate notes.txt", 2, "error"),
    Situation("evaluate strange.xlsx", 2, "workbook-not-a-sheet"),
    Situation("evaluate good.xlsx -i next.yaml", 2, "workbook-other-edition"),
    Situation("evaluate good.xlsx -i village.yaml", 2, "error"),
    Situation("evaluate good.xlsx -i broken.yaml", 2, "not-an-instrument"),
    Situation("evaluate good.xlsx -i garbage.yaml", 2, "yaml"),
    Situation("evaluate good.xlsx -i none.yaml", 2, "file-not-found"),
    Situation("evaluate good.xlsx -o out.json", 2, "output-exists"),
    Situation("evaluate good.xlsx -o out.json --force -q", 0),
    Situation("evaluate good.xlsx -o good.xlsx --force", 2, "output-is-input"),
    Situation("evaluate good.xlsx -i out.json -o out.json --force", 2, "output-is-input"),
    Situation("evaluate good.xlsx -o none/r.json", 2, "output-unwritable"),
    Situation("evaluate good.xlsx -o r.json -o r.json", 2, "output-repeated"),
    Situation("evaluate good.xlsx --csv-dialect french", 2, "flag-value-unknown"),
    Situation("evaluate good.xlsx --column Nothing=X", 2, "column-unknown"),
    Situation("evaluate good.xlsx --max-file-size 0", 2, "flag-value-not-a-number"),
    Situation("evaluate good.xlsx -i pipe", 130),
    # batch
    Situation("batch sheets", 0, "2 workbooks scored"),
    Situation("batch sheets -j auto -f jsonl", 0, "inputs_sha256"),
    Situation("batch good.xlsx faulty.xlsx", 1, "(1 with errors)"),
    Situation("batch good.xlsx damaged.xlsx", 1, "workbook-damaged"),
    Situation("batch good.xlsx none.xlsx", 1, "file-not-found"),
    Situation("batch good.xlsx part.xlsx", 1, "sheet-is-part"),
    Situation("batch damaged.xlsx good.xlsx --fail-fast", 2, "1 workbook not started", lists=True),
    Situation("batch good.xlsx damaged.xlsx --fail-fast", 1, "workbook not scored"),
    Situation("batch damaged.xlsx", 2, "workbook-damaged", lists=True),
    Situation("batch hollow", 2, "sheets-not-found", lists=True),
    Situation("batch good.xlsx --roster roster.csv", 0, "1 workbook scored"),
    Situation("batch good.xlsx --roster expected.csv", 0, "1 region not received"),
    Situation("batch more.xlsx --roster roster.csv", 0, "region-not-expected"),
    Situation("batch good.xlsx --roster nameless.csv", 2, "roster-column-missing"),
    Situation("batch good.xlsx --roster none.csv", 2, "file-not-found"),
    Situation("batch --files-from list.txt", 0, "1 workbook scored", "good.xlsx"),
    Situation("batch --files-from card.txt --null", 0, "2 workbooks scored", "good.xlsx more.xlsx"),
    Situation("batch --files-from card.txt", 2, "names-null-separated", "good.xlsx more.xlsx"),
    Situation("batch --files-from nothing.txt", 2, "sheets-not-found"),
    Situation("batch --files-from none.txt", 2, "file-not-found"),
    Situation("batch good.xlsx --resume --each new", 0, "1 workbook scored"),
    Situation("batch good.xlsx --each each", 2, "each-exists"),
    Situation("batch good.xlsx --against batch.json", 2, "result-other-instrument"),
    Situation("batch good.xlsx --against later.json", 2, "result-other-version"),
    Situation("batch good.xlsx --against cut.json", 2, "result-not-json"),
    Situation("batch good.xlsx --against none.json", 2, "file-not-found"),
    Situation("batch good.xlsx --fail-under low", 1, "--fail-under"),
    Situation("batch good.xlsx -o good.xlsx --force", 2, "output-is-input"),
    Situation("batch good.xlsx --evidence-dir evidence", 0, "evidence-folder-missing"),
    Situation("batch --files-from pipe", 130),
    Situation("batch good.xlsx --roster pipe", 130),
    # template, attach, merge
    Situation("template t.xlsx", 0, "Wrote t.xlsx"),
    Situation("template out.xlsx", 2, "output-exists"),
    Situation("template t.xlsx --from good.xlsx", 0, "Copied"),
    Situation("template t.xlsx --from damaged.xlsx", 2, "workbook-damaged"),
    Situation("template t.xlsx --agency nobody", 2, "agency-not-found"),
    Situation("attach good.xlsx --evidence-dir evidence -o t.xlsx", 0),
    Situation("attach good.xlsx -o t.xlsx", 2, "--evidence-dir"),
    Situation("merge good.xlsx -o t.xlsx", 0),
    Situation("merge none.xlsx -o t.xlsx", 2, "file-not-found"),
    # plan, compare
    Situation("plan good.xlsx --target low", 0, "Action plan"),
    Situation("plan good.xlsx --target 30 --keep 1.1 --keep 2.1 --keep 2.2 --keep 3.1", 1, "out of reach"),
    Situation("plan good.xlsx --target gold", 2, "target-unknown"),
    Situation("plan good.xlsx --target low --margin 99", 2, "margin-unusable"),
    Situation("plan good.xlsx --target low --skip nobody", 2, "nothing-to-leave-out"),
    Situation("compare good.xlsx more.xlsx", 0, "Verified"),
    Situation("compare good.xlsx faulty.xlsx", 1, "INCOMPLETE"),
    Situation("compare good.xlsx later.json", 2, "result-other-kind"),
    Situation("compare good.xlsx", 2, "argument-missing"),
    Situation("compare good.xlsx more.xlsx -i tiny.yaml -i tiny.yaml", 2, "belong to tiny 1"),
    # instruments
    Situation("validate tiny.yaml", 0),
    Situation("validate garbage.yaml tiny.yaml", 1, "garbage.yaml"),
    Situation("validate broken.yaml", 1, "not-an-instrument"),
    Situation("validate broken.yaml --exit-zero", 0, "not-an-instrument"),
    Situation("validate none.yaml", 2, "file-not-found", lists=True),
    Situation("validate hollow", 2, "file-is-folder-without-yaml", lists=True),
    Situation("template out.xlsx -i - --from good.xlsx --from-instrument - --force", 2, "stdin-repeated"),
    Situation("batch --files-from - -i -", 2, "stdin-repeated"),
    Situation("validate pipe", 130),
    Situation("diff tiny.yaml next.yaml", 0),
    Situation("diff tiny.yaml next.yaml --exit-code any", 1),
    Situation("diff tiny.yaml village.yaml --exit-code scores", 1),
    Situation("diff tiny.yaml broken.yaml", 2, "not-an-instrument"),
    Situation("show 1.1", 0, "1.1"),
    Situation("show points-above-maximum", 0, "maximum"),
    Situation("schema", 0, "$schema"),
    Situation("completion bash", 0, "complete"),
    # results that exist
    Situation("plan good.xlsx --target low -o out.json", 2, "output-exists"),
    Situation("compare good.xlsx more.xlsx -o out.json", 2, "output-exists"),
    Situation("batch good.xlsx -o out.json", 2, "output-exists"),
    Situation("attach good.xlsx --evidence-dir evidence -o out.xlsx", 2, "output-exists"),
    Situation("merge good.xlsx -o out.xlsx", 2, "output-exists"),
    Situation("validate tiny.yaml -o out.json", 2, "output-exists"),
    Situation("diff tiny.yaml next.yaml -o out.json", 2, "output-exists"),
    Situation("schema -o out.json", 2, "output-exists"),
    # the program
    Situation("--version", 0, "kla-score"),
    Situation("-h", 0, "Usage"),
    Situation("batch -h", 0, "--resume"),
    Situation("", 2, "kla-score"),
]


@pytest.mark.parametrize("situation", SITUATIONS, ids=[each.command or "nothing" for each in SITUATIONS])
def test_the_exit_code_of_a_situation(
    situation: Situation, invoke: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The code is that of the table in docs/options.md, and the reason is printed. Without a result, stdout is empty.
    """
    words = shlex.split(situation.command)
    if "pipe" in words and sys.platform == "win32":
        pytest.skip("Windows has no such pipes")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KLA_SCORE_LANG", "en")
    monkeypatch.setenv("KLA_SCORE_INSTRUMENT", str(TINY))
    needed = {*words, *situation.files.split()}
    for name in [each for each in FILES if each in needed]:  # a pipe last, because it interrupts
        FILES[name](tmp_path / name)
    outcome = invoke(*words)

    assert situation.code == outcome.code, outcome.err
    assert outcome.code != 2 or situation.lists is bool(outcome.out)
    assert situation.word in outcome.out + outcome.err
