"""
The fuzz targets: a good file, its damage, and the promises for any file.

A broken promise is an `AssertionError`, or any exception but a `KlaScoreError`.
"""

import contextlib
import io
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from kla_score import api, cli
from kla_score.analysis.comparison import Comparison
from kla_score.files.roster_csv import read_roster
from kla_score.files.saved_json import read_batch, read_scorecard
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument_file import check_instrument
from kla_score.issues import KlaScoreError, has_errors
from kla_score.parts.carry_over import RowContent
from kla_score.reports.document import Document, RenderTarget
from kla_score.reports.formats import FORMATS
from kla_score.reports.views.comparison import comparison_document
from kla_score.reports.views.scorecard import scorecard_document
from kla_score.scoring import Scorecard
from kla_score.template.writing import write_workbook
from tests.conftest import DESA, TINY
from tests.documents import page_of
from tests.fuzz import damage
from tests.fuzz.damage import Damage, pick, repacked

ROSTER: Final = b"code,kind,name,province\n32.04,kabupaten,Bandung,Jawa Barat\n32.73,kota,Bandung,Jawa Barat\n"
REFUSED: Final = "refused"
READ: Final = "read"
_TRIES: Final = 20
"""Show one case in this many in every format, since that takes longer than reading."""


class Target(NamedTuple):
    """
    One thing to fuzz: it makes the content of a case, stored with *suffix*, and checks the outcome.

    *weight* is the relative number of cases.
    """

    suffix: str
    make: Callable[[Random], bytes]
    check: Callable[[Path, Random], str]
    weight: int


@cache
def instrument_of(path: Path) -> Instrument:
    """Load one of the project's instruments once."""
    return api.load_instrument(path)


@cache
def sheet_of(path: Path) -> bytes:
    """Return a filled-in workbook of the instrument at *path*."""
    form, chance = instrument_of(path), Random(1)
    kinds = [kind.id for kind in form.evidence_kinds]
    entries = {
        code: RowContent(question.maximum, {kind: f"{code} {kind}.pdf" for kind in kinds if chance.random() < 0.6})
        for code, question in form.questions.items()
    }
    return write_workbook(form, Messages("id"), entries)


@cache
def example() -> bytes:
    """Return the example of a whole sheet, saved again by openpyxl: with shared strings."""
    from openpyxl import load_workbook  # noqa: PLC0415 - needed once

    saved = io.BytesIO()
    load_workbook(io.BytesIO(sheet_of(TINY))).save(saved)
    return saved.getvalue()


@cache
def result_of(path: Path, name: str) -> bytes:
    """Return the saved scorecard of that workbook, or a batch with only this workbook."""
    folder = Path(name)
    folder.mkdir(exist_ok=True)
    sheet = folder / "sheet.xlsx"
    sheet.write_bytes(sheet_of(path))
    command = "evaluate" if name == "scorecard" else "batch"
    _, out, _ = command_line([command, str(sheet), "-i", str(path), "-f", "json"])
    return out.encode()


def command_line(arguments: Sequence[str]) -> tuple[int, str, str]:
    """Run the program with *arguments* in this process. Return its exit code and its output."""
    code = 0
    out, err = Path("stdout.txt"), Path("stderr.txt")
    with (
        out.open("w", encoding="utf-8") as stdout,
        err.open("w", encoding="utf-8") as stderr,
        contextlib.redirect_stdout(stdout),
        contextlib.redirect_stderr(stderr),
    ):
        try:
            cli.main(list(arguments))
        except SystemExit as ended:
            code = int(ended.code or 0)
    return code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8")


def shown_in_every_format(document: Document) -> None:
    """Show *document* in all formats."""
    for each in FORMATS.values():
        assert each.render_text(document, RenderTarget())
    assert page_of(document)


def points_of(scorecard: Scorecard) -> Mapping[str, object]:
    """Return every figure of a scorecard."""
    each = {one.question.code: one.tally for one in scorecard.questions}
    return {"total": scorecard.total, "clusters": [one.tally for one in scorecard.clusters], **each}


def kept_promises(scorecard: Scorecard, chance: Random) -> str:
    """Check that points are consistent at every level, add up, and can be shown."""
    tallies = [scorecard.total, *(each.tally for each in scorecard.clusters)]
    for tally in tallies:
        assert 0 <= tally.claimed <= tally.maximum, tally
        assert tally.supported is None or 0 <= tally.supported <= tally.claimed, tally
    assert scorecard.total.claimed == sum((each.tally.claimed for each in scorecard.clusters), Decimal(0))
    has_faults = has_errors(scorecard.assessment.issues)
    assert scorecard.assessment.is_complete is not has_faults
    if chance.randrange(_TRIES) == 0:
        shown_in_every_format(scorecard_document(scorecard, Messages(pick(chance, ("id", "en"))), in_full=True))
    return READ


def check_sheet(path: Path, chance: Random, form: Path) -> str:
    """Check any workbook: it is refused, or its points are consistent."""
    try:
        scorecard = api.evaluate(path, instrument_of(form))
    except KlaScoreError:
        return REFUSED
    return kept_promises(scorecard, chance)


@cache
def figures_of(form: Path) -> Mapping[str, object]:
    """Return every figure of the undamaged workbook."""
    path = Path("before.xlsx")
    path.write_bytes(sheet_of(form))
    return points_of(api.evaluate(path, instrument_of(form)))


def check_archive(path: Path, chance: Random) -> str:
    """Check a workbook with a damaged archive: it is refused, or every figure is unchanged."""
    try:
        scorecard = api.evaluate(path, instrument_of(TINY))
    except KlaScoreError:
        return REFUSED
    assert figures_of(TINY) == points_of(scorecard)
    return kept_promises(scorecard, chance)


def check_form(path: Path, chance: Random) -> str:
    """Check any instrument file: it has errors, or its blank sheet reads back without errors."""
    checked = check_instrument(path)
    form = checked.instrument
    assert has_errors(checked.issues) is (form is None)
    if form is None:
        return REFUSED
    if chance.randrange(_TRIES) == 0:
        sheet = path.with_suffix(".blank.xlsx")
        sheet.write_bytes(write_workbook(form, Messages("id"), {}))
        scorecard = api.evaluate(sheet, form)
        assert not has_errors(scorecard.assessment.issues), scorecard.assessment.issues
        assert scorecard.total.claimed == 0
        assert scorecard.total.maximum == form.maximum
    return READ


def check_result(path: Path, chance: Random) -> str:
    """Check any saved scorecard: it is refused, or comparing it with itself shows no difference."""
    try:
        record = read_scorecard(path)
    except KlaScoreError:
        return REFUSED
    comparison = Comparison(record, record)
    document = comparison_document(comparison, [instrument_of(TINY)], Messages("en"))
    if chance.randrange(_TRIES) == 0:
        shown_in_every_format(document)
    return READ


def check_batch(path: Path, chance: Random) -> str:
    """Check any saved batch: it is refused, or a batch can be compared with it."""
    try:
        read_batch(path, "tiny")
    except KlaScoreError:
        return REFUSED
    if chance.randrange(_TRIES) == 0:
        sheet = Path("batch") / "sheet.xlsx"
        code, _, err = command_line(["batch", str(sheet), "-i", str(TINY), "--against", str(path)])
        assert code in {0, 1, 2}, code
        assert "Internal error" not in err, err
    return READ


def check_roster(path: Path, chance: Random) -> str:
    """Check any roster: it is refused, or read."""
    del chance
    try:
        read_roster(path)
    except KlaScoreError:
        return REFUSED
    return READ


def check_agencies(path: Path, chance: Random) -> str:
    """Check any file with names of agencies: it is refused, or read."""
    del chance
    try:
        api.load_agencies(path, instrument_of(TINY))
    except KlaScoreError:
        return REFUSED
    return READ


def folder_of_files(chance: Random) -> bytes:
    """Make up file names, and entries of a sheet: the same, another spelling, or something different."""
    names = [pick(chance, NAMES) for _ in range(chance.randint(0, 6))]
    cited = [_rewritten(pick(chance, names or NAMES), chance) for _ in range(chance.randint(1, 6))]
    return json.dumps({"names": names, "cited": cited}).encode()


def _rewritten(name: str, chance: Random) -> str:
    for _ in range(chance.randint(0, 2)):
        name = pick(
            chance,
            (
                name.upper(),
                name.replace("/", "\\"),
                name.replace(" ", "%20"),
                f"./{name}",
                f"../{name}",
                f" {name} ",
                f"1. {name}",
                f"{name}; {name}",
                name.rpartition(".")[0],
                name.rpartition("/")[2],
                pick(chance, damage.TEXTS),
            ),
        )
    return name


NAMES: Final = (
    *("sk.pdf", "SK.PDF", "sk .pdf", "foto 1.jpg", "a/b/sk.pdf", "a/b.pdf", "A/B.pdf", "é.pdf", "e\u0301.pdf", "x"),
    *("%20.pdf", "a;b.pdf", "1. a.pdf", "~$sk.docx", ".sk.pdf", "Thumbs.db", "ada.pdf", "[x].pdf", "kosong/x.pdf"),
)


def check_folder(path: Path, chance: Random) -> str:
    """Check any evidence folder: only existing files count, and points stay consistent."""
    case = json.loads(path.read_bytes())
    folder = path.with_suffix(".files")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in case["names"]:
        file = folder / name
        with contextlib.suppress(OSError):  # one is a folder that the other needs
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"" if name.startswith("kosong") else name.encode())
    form = instrument_of(TINY)
    entries = {
        code: RowContent(question.maximum, {"document": cited})
        for (code, question), cited in zip(form.questions.items(), case["cited"], strict=False)
    }
    sheet = path.with_suffix(".xlsx")
    try:
        sheet.write_bytes(write_workbook(form, Messages("id"), entries))
        files = api.list_evidence(folder)
        scorecard = api.evaluate(sheet, form, files)
    except KlaScoreError:
        return REFUSED
    there = sum(file.is_file() and file.stat().st_size > 0 for file in folder.rglob("*"))
    has_address = any("://" in text for text in case["cited"])
    asking = [each for each in scorecard.questions if each.question.evidence_kinds]
    assert there or has_address or not any(each.tally.supported for each in asking)
    return kept_promises(scorecard, chance)


WORDS: Final = (
    *("evaluate", "template", "plan", "compare", "batch", "merge", "validate", "show", "diff", "schema", "--", "-h"),
    *("--help", "--version", "-i", "-o", "-f", "--lang", "id", "en", "json", "csv", "table", "markdown", "-q", "-v"),
    *("--target", "low", "20", "--force", "--per-agency", "--agency", "health", "--group-by", "indicator", "--from"),
    *(
        "--evidence-dir",
        ".",
        "--jobs",
        "1",
        "--each",
        "--roster",
        "--against",
        "--files-from",
        "--fail-fast",
        "--color",
    ),
    *("--rank-by", "supported", "--prefer", "newest", "--strict", "--sheet", "--max-file-size", "--no-header", "--bom"),
    *("scorecard/sheet.xlsx", "batch/sheet.xlsx", "a.xlsx", "a.html", "a.json", "a.md", "a.csv", "new", "*.xlsx"),
    *(
        str(TINY),
        str(DESA),
        "",
        " ",
        "-",
        "=",
        "--x",
        "-ojson",
        "--lang=id",
        "\x1b[2J",
        "[/]",
        "\udcff",
        "é" * 300,
        "\0",
    ),
)


SHEET: Final = "scorecard/sheet.xlsx"
COMMANDS: Final = (
    ("evaluate", SHEET, "-i", str(TINY)),
    ("evaluate", SHEET, "-i", str(TINY), "-f", "json", "-o", "a.html"),
    ("evaluate", SHEET, "-i", str(TINY), "--group-by", "agency"),
    ("plan", SHEET, "-i", str(TINY), "--target", "low"),
    ("compare", SHEET, SHEET, "-i", str(TINY)),
    ("batch", SHEET, "batch", "-i", str(TINY)),
    ("template", "a.xlsx", "-i", str(TINY), "--force"),
    ("template", "--per-agency", "new", "-i", str(TINY)),
    ("merge", SHEET, "-i", str(TINY), "-o", "b.xlsx", "--force"),
    ("validate", str(TINY), str(DESA)),
    ("show", "-i", str(DESA)),
    ("diff", str(TINY), str(DESA)),
    ("schema",),
)


def words(chance: Random) -> bytes:
    """Make a command line: a valid one with some words too many, too few or misplaced."""
    found = list(pick(chance, COMMANDS))
    for _ in range(chance.randint(0, 4)):
        at = chance.randint(0, len(found))
        found[at : at + chance.choice([0, 0, 0, 1])] = [pick(chance, WORDS)]
    return json.dumps(found).encode()


def check_words(path: Path, chance: Random) -> str:
    """Check any command line: the exit code is 0, 1 or 2, without an internal error."""
    del chance
    result_of(TINY, "scorecard")
    result_of(TINY, "batch")
    arguments = json.loads(path.read_bytes())
    if "--jobs" in arguments:
        arguments = [each for each in arguments if each != "--jobs"]  # separate processes take too long here
    code, _, err = command_line([*arguments, "--jobs", "1"] if arguments[:1] == ["batch"] else arguments)
    assert code in {0, 1, 2}, code
    assert "nternal" not in err, err
    assert "Traceback" not in err, err
    return READ if code < 2 else REFUSED


def _of(source: Callable[[], bytes], change: Damage) -> Callable[[Random], bytes]:
    return lambda chance: change(source(), chance)


def _parts(change: Damage) -> Damage:
    return lambda content, chance: repacked(content, chance, change)


TARGETS: Final[Mapping[str, Target]] = {
    "archive, bytes": Target(".xlsx", _of(lambda: sheet_of(TINY), damage.some_bytes), check_archive, 2),
    "archive, headers": Target(".xlsx", _of(lambda: sheet_of(TINY), damage.zip_fields), check_archive, 3),
    "part, bytes": Target(
        ".xlsx",
        _of(lambda: sheet_of(TINY), _parts(damage.some_bytes)),
        lambda path, chance: check_sheet(path, chance, TINY),
        2,
    ),
    "part, XML": Target(
        ".xlsx",
        _of(lambda: sheet_of(TINY), _parts(damage.xml_tokens)),
        lambda path, chance: check_sheet(path, chance, TINY),
        5,
    ),
    "part, XML with shared strings": Target(
        ".xlsx", _of(example, _parts(damage.xml_tokens)), lambda path, chance: check_sheet(path, chance, TINY), 3
    ),
    "cells": Target(
        ".xlsx",
        _of(lambda: sheet_of(TINY), _parts(damage.other_cells)),
        lambda path, chance: check_sheet(path, chance, TINY),
        4,
    ),
    "cells of all kinds": Target(
        ".xlsx",
        _of(lambda: sheet_of(DESA), _parts(damage.other_cells)),
        lambda path, chance: check_sheet(path, chance, DESA),
        3,
    ),
    "instrument": Target(".yaml", _of(TINY.read_bytes, damage.lines), check_form, 3),
    "instrument of all kinds": Target(".yaml", _of(DESA.read_bytes, damage.lines), check_form, 2),
    "saved scorecard": Target(".json", _of(lambda: result_of(TINY, "scorecard"), damage.json_values), check_result, 3),
    "saved scorecard, bytes": Target(
        ".json", _of(lambda: result_of(TINY, "scorecard"), damage.some_bytes), check_result, 1
    ),
    "saved batch": Target(".json", _of(lambda: result_of(TINY, "batch"), damage.json_values), check_batch, 2),
    "roster": Target(".csv", _of(lambda: ROSTER, damage.lines), check_roster, 1),
    "agencies": Target(".yaml", _of(lambda: b'health: "Dinkes"\n', damage.lines), check_agencies, 1),
    "evidence folder": Target(".case", folder_of_files, check_folder, 1),
    "command line": Target(".args", words, check_words, 2),
}
