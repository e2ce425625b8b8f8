"""What many tests start from: the tiny instrument, the real one, and workbooks written as text."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from kla_score.instrument import Instrument
from kla_score.instrument_file import load_instrument
from tests.workbooks import make_workbook

HERE = Path(__file__).parent
TINY = HERE / "tiny.yaml"

settings.register_profile("ci", max_examples=60, derandomize=True, deadline=None, print_blob=True)
settings.register_profile("nightly", max_examples=2_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("KLA_SCORE_HYPOTHESIS", "ci"))

Bookmaker = Callable[[str], Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected outputs in tests/golden")


@pytest.fixture(autouse=True)
def _neutral_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the locale nor a variable of the person at the screen may decide a test."""
    for name in [name for name in os.environ if name.startswith("KLA_SCORE_") and name != "KLA_SCORE_HYPOTHESIS"]:
        monkeypatch.delenv(name)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def tiny() -> Instrument:
    """A made-up instrument of seven questions and 30 points."""
    return load_instrument(TINY)


@pytest.fixture(scope="session")
def kla() -> Instrument:
    """The packaged instrument."""
    return load_instrument()


@pytest.fixture
def book(tmp_path: Path) -> Bookmaker:
    """Write a workbook from text and give its path."""
    return lambda text: make_workbook(tmp_path / "sheet.xlsx", text)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare text with a file in tests/golden; ``--update-golden`` rewrites the file."""

    def compare(name: str, actual: str) -> None:
        path = HERE / "golden" / name
        if request.config.getoption("--update-golden"):
            path.write_text(actual, encoding="utf-8", newline="\n")
        expected = path.read_text(encoding="utf-8")

        assert expected == actual

    return compare
