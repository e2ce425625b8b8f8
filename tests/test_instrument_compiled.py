"""Instruments that are kept: the same as from the file, and never trusted beyond what they are."""

import contextlib
import hashlib
import json
import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from kla_score.instrument import Instrument
from kla_score.instrument_file import compiled, load_instrument, packaged_instrument
from kla_score.instrument_file.compiled import find_compiled, keep_compiled
from kla_score.instrument_file.plain_data import as_json, instrument_from
from kla_score.issues import InstrumentError
from tests.conftest import TINY, Runner
from tests.test_cli import EXAMPLES, GOOD, spawn

INSTRUMENTS = [TINY, packaged_instrument(), *sorted((EXAMPLES / "instruments").glob("*.yaml"))]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep instruments in a folder of the test."""
    path = tmp_path / "cache"
    monkeypatch.setenv("KLA_SCORE_CACHE_DIR", str(path))
    return path


def kept(folder: Path) -> Sequence[Path]:
    return sorted(folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize("path", INSTRUMENTS, ids=lambda path: path.stem)
def test_what_is_kept_is_what_was_read(path: Path) -> None:
    """
    Every number, text and kind, and the fingerprint.
    """
    read = load_instrument(path, cache=True)
    found = find_compiled(path.read_bytes())
    assert found is not None

    assert (read, read.fingerprint) == (found, found.fingerprint)


def test_nothing_is_kept_unless_asked_for(folder: Path) -> None:
    """
    The functions for notebooks leave no files behind.
    """
    load_instrument(TINY)

    assert [] == kept(folder)


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    """
    What is kept for one content says nothing of another.
    """
    path = tmp_path / "a.yaml"
    path.write_bytes(TINY.read_bytes())
    load_instrument(path, cache=True)
    path.write_text(TINY.read_text(encoding="utf-8").replace("Tiny instrument", "Changed"), encoding="utf-8")

    assert "Changed" == load_instrument(path, cache=True).title.en


def test_a_broken_file_is_never_kept(tmp_path: Path, folder: Path) -> None:
    """
    Its problems are said every time.
    """
    path = tmp_path / "a.yaml"
    path.write_text(TINY.read_text(encoding="utf-8").replace("maximum: 30", "maximum: 31"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(InstrumentError):
            load_instrument(path, cache=True)

    assert [] == kept(folder)


def damaged(content: bytes, how: str) -> bytes:
    text = content.partition(b"\n")[2]
    return {
        "empty": b"",
        "cut": content[: len(content) // 2],
        "a changed digit": content.replace(b'"maximum":30', b'"maximum":31'),
        "not JSON": b"x" * 100,
        "another file": signed(b"{}"),
        "a list": signed(b"[]"),
        "a number": signed(b"NaN"),
        "no number": signed(text.replace(b'"maximum":30', b'"maximum":NaN')),
        "points that are text": signed(text.replace(b'"maximum":30', b'"maximum":"30"')),
    }[how]


def signed(text: bytes) -> bytes:
    return hashlib.sha256(text).hexdigest().encode() + b"\n" + text


@pytest.mark.parametrize(
    "damage",
    [
        "empty",
        "cut",
        "a changed digit",
        "not JSON",
        "another file",
        "a list",
        "a number",
        "no number",
        "points that are text",
    ],
)
def test_what_is_damaged_is_read_from_the_file(damage: str, folder: Path) -> None:
    """
    And mended by it.
    """
    expected = load_instrument(TINY, cache=True)
    (path,) = kept(folder)
    path.write_bytes(damaged(path.read_bytes(), damage))

    assert expected == load_instrument(TINY, cache=True)
    assert expected == find_compiled(TINY.read_bytes())


def leaves(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to every value that is no list and no mapping."""
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(value, (*path, key))
    else:
        yield path


@pytest.mark.parametrize("wrong", [7.5, [], {}, "\x00", None])
def test_a_value_of_another_type_is_refused(wrong: object, tiny: Instrument) -> None:
    """
    Wherever it stands: what is kept is taken for nothing that it is not.
    """
    text = as_json(tiny)
    for path in leaves(json.loads(text)):
        data = json.loads(text)
        *way, last = path
        inner = data
        for key in way:
            inner = inner[key]
        numbers = (int, float)
        if type(inner[last]) is type(wrong) or (isinstance(wrong, numbers) and type(inner[last]) in numbers):
            continue  # another text or number may be right
        inner[last] = wrong
        with contextlib.suppress(ValueError):
            found = instrument_from(json.dumps(data).encode())
            assert wrong is None, path
            assert found != tiny


@pytest.mark.parametrize("change", ["version", "module"])
def test_another_program_finds_nothing(
    change: str, monkeypatch: pytest.MonkeyPatch, tiny: Instrument, tmp_path: Path
) -> None:
    """
    What an older version or a changed rule has checked is checked again.
    """
    keep_compiled(TINY.read_bytes(), tiny)
    if change == "version":
        monkeypatch.setattr("kla_score.__version__", "0.0.0")
    else:
        (tmp_path / "rule.py").write_text("", encoding="utf-8")
        monkeypatch.setattr(compiled, "_CHECKING", (*compiled._CHECKING, str(tmp_path)))

    assert find_compiled(TINY.read_bytes()) is None


def test_the_folder_may_be_impossible(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A file in its place, and nothing happens but that the instrument is read.
    """
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("KLA_SCORE_CACHE_DIR", str(tmp_path / "file" / "cache"))

    assert "tiny" == load_instrument(TINY, cache=True).id


def test_old_ones_go(folder: Path, tiny: Instrument) -> None:
    """
    Some twenty are kept, those written last.
    """
    for number in range(25):
        keep_compiled(str(number).encode(), tiny)
        os.utime(folder / compiled._name_of(str(number).encode()), (number, number))
    keep_compiled(b"last", tiny)

    assert (20, True) == (len(kept(folder)), find_compiled(b"last") == tiny)


def test_two_may_write_at_a_time(folder: Path, tiny: Instrument) -> None:
    """
    Whoever reads meanwhile finds nothing or the whole, and no temporary file stays.
    """
    found = []

    def work() -> None:
        for _ in range(30):
            keep_compiled(b"a", tiny)
            found.append(find_compiled(b"a"))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (90, 1) == (sum(each == tiny for each in found), len(kept(folder)))


def test_what_is_kept_is_json(folder: Path, tiny: Instrument) -> None:
    """
    Never a pickle: reading it runs nothing.
    """
    keep_compiled(b"a", tiny)
    (path,) = kept(folder)

    assert "tiny" == json.loads(path.read_bytes().partition(b"\n")[2])["id"]


@pytest.mark.parametrize(("arguments", "expected"), [([], 1), (["--no-cache"], 0)])
def test_the_command_line_keeps_instruments(arguments: Sequence[str], expected: int, run: Runner, folder: Path) -> None:
    """
    Unless it is told not to.
    """
    first = run("evaluate", GOOD, "-f", "json", *arguments)

    assert (expected, first) == (len(kept(folder)), run("evaluate", GOOD, "-f", "json", *arguments))


def test_without_a_home_it_works() -> None:
    """
    As in a container whose user has none, or one that cannot be written to.
    """
    nowhere = str(GOOD / "x")
    done = spawn(["evaluate", GOOD, "-q"], {"HOME": nowhere, "KLA_SCORE_CACHE_DIR": "", "XDG_CACHE_HOME": nowhere})

    assert (0, b"") == (done.returncode, done.stderr)
