"""Shared fixtures: the tiny instrument, an example, the real instrument, and workbooks written as text."""

import io
import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, settings
from openpyxl import load_workbook

from kla_score.cli import main
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument_file import CheckedFile, check_instrument, load_instrument
from kla_score.template.writing import write_workbook
from tests.workbooks import Written, make_workbook

HERE = Path(__file__).parent
TINY = HERE / "tiny.yaml"
DESA = HERE.parent / "examples" / "instruments" / "desa-contoh.yaml"

# Hypothesis also tries the constants of all loaded modules. Which modules are loaded depends on the tests that ran
# before, and so do the examples. Its checks of the size and the duration of examples would therefore fail by chance.
settings.register_profile(
    "nightly",
    max_examples=2_000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.too_slow],
)
for name, count in {"everyday": 8, "ci": 60}.items():
    settings.register_profile(name, settings.get_profile("nightly"), max_examples=count, derandomize=True)
settings.register_profile(  # a broken program needs neither explanations nor short examples, which take longest
    "mutation", settings.get_profile("everyday"), print_blob=False, phases=(Phase.explicit, Phase.generate)
)
settings.load_profile(os.environ.get("KLA_SCORE_HYPOTHESIS", "everyday"))

BLANK_WORKBOOKS: Final = [
    *[
        pytest.param((name, language), id=f"{name}-{language}")
        for name in ("tiny", "desa")
        for language in ("id", "en")
    ],
    pytest.param(("kla", "id"), id="kla-id"),
    pytest.param(("kla", "en"), id="kla-en", marks=pytest.mark.slow),
]
"""The instruments, by the name of their fixture, and the languages of the blank workbooks."""

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="making a link needs a right that few users have")
needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")

Bookmaker = Callable[[str], Path]
Checker = Callable[[str | bytes], CheckedFile]


class Outcome(NamedTuple):
    """The exit code and the output of a command."""

    code: int
    out: str
    err: str


Runner = Callable[..., Outcome]
Golden = Callable[..., None]


def data_of(outcome: Outcome) -> Any:
    """Return the JSON output of a command, with every number exact."""
    return json.loads(outcome.out, parse_float=Decimal)


LEFT_OUT: Final = {"slow": "are slow", "libreoffice": "need LibreOffice", "chromium": "need Chromium"}
"""The marks of tests that run only on request, and the text of the summary for each."""

_counts: Final = pytest.StashKey[dict[str, int]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the expected outputs of all tests that have one"
    )
    parser.addoption("--all", action="store_true", help="run slow tests and those that need other programs, too")


@pytest.hookimpl(trylast=True)  # count only tests that no other choice has deselected
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect slow tests without ``--all`` or ``-m``. With ``--update-golden``, keep only golden files."""
    if config.getoption("--update-golden"):
        items[:] = [item for item in items if "golden" in getattr(item, "fixturenames", ())]
        return
    if config.getoption("--all") or config.getoption("markexpr"):
        return
    marks = {item: next((mark for mark in LEFT_OUT if item.get_closest_marker(mark)), None) for item in items}
    config.hook.pytest_deselected(items=[item for item in items if marks[item]])
    items[:] = [item for item in items if not marks[item]]
    counts = config.stash[_counts] = dict(Counter(mark for mark in marks.values() if mark))
    if hasattr(config, "workeroutput"):  # only the parent of a process of pytest-xdist reports
        config.workeroutput["left_out"] = counts


@pytest.hookimpl(optionalhook=True)  # pytest-xdist calls it
def pytest_testnodedown(node: Any) -> None:
    """Copy the counts of one process. Each process collects all tests, so that its counts are complete."""
    node.config.stash[_counts] = getattr(node, "workeroutput", {}).get("left_out", {})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print at the end which tests were deselected, and how to run them."""
    counts = config.stash.get(_counts, {})
    if counts:
        kinds = ", ".join(f"{counts[mark]} that {what}" for mark, what in LEFT_OUT.items() if mark in counts)
        terminalreporter.write_line(f"Left out: {kinds}. To run these, too: python -m pytest -n 2 --all")


@pytest.fixture(autouse=True)
def _neutral_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test without the locale and the variables of the user."""
    for name in [name for name in os.environ if name.startswith("KLA_SCORE_") and name != "KLA_SCORE_HYPOTHESIS"]:
        monkeypatch.delenv(name)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def tiny() -> Instrument:
    """A made-up instrument of seven questions and 30 points."""
    return load_instrument(TINY)


@pytest.fixture(scope="session")
def desa() -> Instrument:
    """The example form for a village: all types of question, 100 points."""
    return load_instrument(DESA)


@pytest.fixture(scope="session")
def kla() -> Instrument:
    """The packaged instrument."""
    return load_instrument()


@pytest.fixture(scope="module", params=BLANK_WORKBOOKS)
def written(request: pytest.FixtureRequest) -> Written:
    """Write the blank workbook of each of three instruments, in both languages."""
    name, language = request.param
    instrument = request.getfixturevalue(name)
    content = write_workbook(instrument, Messages(language))
    return Written(instrument, language, content, load_workbook(io.BytesIO(content)))


@pytest.fixture
def book(tmp_path: Path) -> Bookmaker:
    """Write a workbook from text and return its path."""
    return lambda text: make_workbook(tmp_path / "sheet.xlsx", text)


@pytest.fixture
def invoke(capfdbinary: pytest.CaptureFixture[bytes]) -> Runner:
    """Run the command line in this process, with the given arguments only."""

    def invoke(*arguments: str | Path) -> Outcome:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        sys.stdout.flush()
        sys.stderr.flush()
        out, err = capfdbinary.readouterr()
        return Outcome(int(ended.value.code or 0), out.decode("utf-8"), err.decode("utf-8"))

    return invoke


@pytest.fixture
def write_file(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a text file and return its path."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8", newline="\n")
        return path

    return write


@pytest.fixture
def run(invoke: Runner) -> Runner:
    """Run the command line in this process, in English."""
    return lambda *arguments: invoke(*arguments, "--lang", "en")


@pytest.fixture
def run_tiny(run: Runner) -> Runner:
    """Run the command line in this process, with the tiny instrument, in English."""
    return lambda *arguments: run(*arguments, "-i", TINY)


@pytest.fixture(scope="session")
def check(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    """Write an instrument file and check it. A lone surrogate in a text means a byte that is not UTF-8."""
    path = tmp_path_factory.mktemp("instrument") / "instrument.yaml"

    @cache  # several tests use the same fault
    def check(content: str | bytes) -> CheckedFile:
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape"))
        return check_instrument(path)

    return check


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare text with a file, in tests/golden or elsewhere. ``--update-golden`` rewrites the file."""

    def compare(name: str | Path, actual: str, cause: str = "") -> None:
        path = HERE / "golden" / name
        if request.config.getoption("--update-golden"):
            path.write_text(actual, encoding="utf-8", newline="\n")
        expected = path.read_text(encoding="utf-8")

        assert expected == actual, cause

    return compare
