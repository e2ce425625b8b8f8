"""Issues on stderr fit the terminal."""

import io

import pytest

from kla_score.cli.wrapping import wrap_lines
from tests.conftest import Runner
from tests.examples import FAULTY

LINE = "error: sheet.xlsx: There is no workbook here, so that nothing can be scored. [sheets-not-found]"


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        """Return True."""
        return True


@pytest.mark.parametrize(("stream", "columns"), [(Terminal(), "60"), (io.StringIO(), "60")])
def test_lines_are_wrapped_between_words(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, columns: str) -> None:
    """Lines wrap on a terminal, and with a width in COLUMNS. Further lines are indented."""
    monkeypatch.setenv("COLUMNS", columns)

    assert [
        "error: sheet.xlsx: There is no workbook here, so that",
        "    nothing can be scored. [sheets-not-found]",
    ] == wrap_lines([LINE], stream)


def test_lines_in_a_pipe_stay_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search in a log finds a message and its code in one line."""
    monkeypatch.delenv("COLUMNS", raising=False)

    assert [LINE] == wrap_lines([LINE], io.StringIO())


@pytest.mark.parametrize(
    "kept",
    [
        "`kla-score template --from lembar.xlsx`",
        "“Kabupaten Contoh 2024.xlsx”",
        "C:/Data KLA/Kabupaten Contoh 2024.xlsx",
        "/srv/a-file-with-a-very-long-name/in-a-folder/with-a-long-name.xlsx",
    ],
)
@pytest.mark.parametrize("width", range(44, 80))
def test_a_command_and_a_name_stay_whole(monkeypatch: pytest.MonkeyPatch, kept: str, width: int) -> None:
    """Users can copy them, even if a line becomes too long."""
    monkeypatch.setenv("COLUMNS", str(width))

    assert any(kept in line for line in wrap_lines([f"error: {kept}: Something is wrong with this file."], Terminal()))


def test_issues_fit_the_width(invoke: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line of the issues of a sheet is longer than the given width."""
    monkeypatch.setenv("COLUMNS", "72")
    outcome = invoke("evaluate", FAULTY, "-v", "--lang", "en")

    assert max(map(len, outcome.err.splitlines())) in range(60, 73)
