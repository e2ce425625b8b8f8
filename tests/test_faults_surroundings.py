"""Unusual real environments: streams, disk, home folder, locales, consoles, names, signals."""

import json
import os
import random
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from tests.conftest import Runner
from tests.faults import FORM, OLD, Workshop, is_whole

pytestmark = pytest.mark.slow  # each test starts its own process

EVALUATE: Final = f"evaluate in/sheets/A.xlsx {FORM}"
BATCH: Final = f"batch in/sheets {FORM}"
ON_POSIX: Final = pytest.mark.skipif(sys.platform == "win32", reason="a shell, signals or names that Windows has not")


class Ended(NamedTuple):
    """The result of a process."""

    code: int
    out: bytes
    err: bytes


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def surroundings(shop: Workshop, **variables: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    own = {"KLA_SCORE_LANG": "en", "TMPDIR": str(shop.spare)}
    return {**kept, **own, **variables}


def program(arguments: str) -> list[str]:
    return [sys.executable, "-m", "kla_score", *arguments.split()]


def spawn(
    shop: Workshop, command: Sequence[str], environment: Mapping[str, str] | None = None, **options: Any
) -> Ended:
    """Run a process to its end, with pipes for streams that *options* do not set."""
    environment = surroundings(shop) if environment is None else environment
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    done = subprocess.run(command, cwd=shop.root, env=environment, check=False, timeout=60, **streams)  # noqa: S603
    return Ended(done.returncode, done.stdout or b"", done.stderr or b"")


def in_shell(arguments: str, before: str = "", after: str = "") -> list[str]:
    """Run in a shell with a setup *before* or a redirection *after*."""
    return ["sh", "-c", f"{before} exec {shlex.join(program(arguments))} {after}"]


FULL: Final = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device to write to")


@FULL
@pytest.mark.parametrize(
    "arguments", ["schema", "validate", "show", "--version", "--help", f"{BATCH} -f jsonl", f"{EVALUATE} -f csv"]
)
def test_a_full_stdout_is_reported(arguments: str, shop: Workshop) -> None:
    """Every command reports a full stdout."""
    ended = spawn(shop, in_shell(arguments, after="> /dev/full"))

    assert (2, True) == (ended.code, b"error: stdout: " in ended.err)


@FULL
@pytest.mark.parametrize("arguments", [EVALUATE, "evaluate none.xlsx", "evaluate --none"])
def test_a_full_stderr_ends_in_2(arguments: str, shop: Workshop) -> None:
    """If stderr cannot take warnings or errors, the exit code is 2, not 1."""
    assert 2 == spawn(shop, in_shell(arguments, after="2> /dev/full")).code


CLOSED: Final = {
    "stdin": ("<&-", 0, b""),
    "stdout": (">&-", 2, b"error: stdout: The program cannot write the file. The file or connection is closed."),
    "stderr": ("2>&-", 0, b""),
    "all": ("<&- >&- 2>&-", 2, b""),
}


@ON_POSIX
@pytest.mark.parametrize(("redirection", "code", "reported"), CLOSED.values(), ids=CLOSED)
def test_a_closed_stream_is_ignored_or_reported(redirection: str, code: int, reported: bytes, shop: Workshop) -> None:
    """A closed stdin or stderr is ignored. A closed stdout is reported on stderr."""
    ended = spawn(shop, in_shell(f"{EVALUATE} -q", after=redirection))

    assert (code, reported) == (ended.code, ended.err[: len(reported) or None])


def reader_gone(shop: Workshop, arguments: str, stream: str) -> Ended:
    """Run with a pipe for *stream* whose reader has closed it."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        return spawn(shop, program(arguments), environment=None, **{stream: writing})
    finally:
        os.close(writing)


@ON_POSIX
@pytest.mark.parametrize("arguments", [EVALUATE, f"{BATCH} -f jsonl", f"{EVALUATE} --debug"])
def test_a_closed_pipe_ends_without_a_message(arguments: str, shop: Workshop) -> None:
    """With ``| head`` the program ends without a message."""
    ended = reader_gone(shop, arguments, "stdout")

    assert (2, False) == (ended.code, any(word in ended.err for word in (b"error: ", b"Traceback", b"ignored")))


@ON_POSIX
@pytest.mark.parametrize("way", ["a closed pipe", "no stream"])
@pytest.mark.parametrize(
    "arguments",
    [EVALUATE, f"{BATCH} -f jsonl", f"{BATCH} in/none.xlsx -j 2 -f csv", f"{EVALUATE} --strict", "evaluate none.xlsx"],
)
def test_a_closed_stderr_loses_no_result(arguments: str, way: str, shop: Workshop) -> None:
    """Stdout and the exit code are the same as with a reader of stderr."""
    usual = spawn(shop, program(arguments))
    without = (
        reader_gone(shop, arguments, "stderr")
        if way == "a closed pipe"
        else spawn(shop, in_shell(arguments, after="2>&-"))
    )

    assert usual[:2] == without[:2]


@ON_POSIX
def test_files_are_written_before_a_closed_pipe(shop: Workshop) -> None:
    """The program writes all files before stdout, for lines of JSON, too."""
    reader_gone(shop, f"{BATCH} -o out/b.jsonl -o out/b.json", "stdout")

    assert {"b.json": True, "b.jsonl": True} == {path.name: is_whole(path) for path in shop.outputs.iterdir()}


LIMITED: Final = {
    "a workbook": (f"{EVALUATE} -o out/r.xlsx --force", "r.xlsx"),
    "a page": (f"{EVALUATE} -o out/r.html --force", "r.html"),
    "a sheet": (f"template out/t.xlsx {FORM} --force", "t.xlsx"),
    "lines": (f"{BATCH} -j 1 -o out/b.jsonl --force", "b.jsonl"),
}


@ON_POSIX
@pytest.mark.parametrize(("arguments", "name"), LIMITED.values(), ids=LIMITED)
def test_a_file_above_a_size_limit_is_unchanged(arguments: str, name: str, shop: Workshop) -> None:
    """At a real size limit, the old file stays, no other file appears, and a message has the reason."""
    (shop.outputs / name).write_bytes(OLD)
    ended = spawn(
        shop,
        in_shell(f"{arguments} -q", before="ulimit -f 1;"),
        surroundings(shop, PYTHONDONTWRITEBYTECODE="1"),
    )
    here = [path.name for folder in (shop.outputs, shop.spare) for path in folder.iterdir()]

    assert (2, [name], OLD) == (ended.code, here, (shop.outputs / name).read_bytes())
    assert b" [output-unwritable]" in ended.err
    assert b"stdout" not in ended.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="rights do not stop this user")
def test_a_read_only_folder_is_reported(shop: Workshop) -> None:
    """The old file stays in a read-only folder, and the error is reported."""
    shop.outputs.chmod(0o555)
    ended = spawn(shop, program(f"{EVALUATE} -q -o out/r.json"))
    shop.outputs.chmod(0o755)

    assert (2, b"error: out/r.json: ") == (ended.code, ended.err[:19])


HOMES: Final[Mapping[str, Mapping[str, str]]] = {
    "missing": {"HOME": "missing", "LOCALAPPDATA": "missing"},
    "a file": {"HOME": os.devnull, "LOCALAPPDATA": os.devnull},
}


@pytest.mark.parametrize("variables", HOMES.values(), ids=HOMES)
def test_a_home_folder_is_not_needed(variables: Mapping[str, str], shop: Workshop) -> None:
    """The program stores nothing in it, so that it may be missing."""
    ended = spawn(shop, program(f"{EVALUATE} -q"), surroundings(shop, **variables))

    assert (0, b"") == (ended.code, ended.err)


LOCALES: Final = ["C", "POSIX", "C.UTF-8", "tr_TR.UTF-8", "id_ID.UTF-8", "no such locale"]


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workshop, bytes]:
    """Return the machine-readable output in the usual environment."""
    shop = Workshop(tmp_path_factory.mktemp("usual"))
    return shop, spawn(shop, program(f"{EVALUATE} -q -f json")).out


@pytest.mark.parametrize("locale", LOCALES)
def test_no_locale_changes_machine_readable_output(locale: str, usual: tuple[Workshop, bytes]) -> None:
    """Characters, numbers, the dotless i and file names do not depend on the locale."""
    shop, expected = usual
    shop.reset(())
    ended = spawn(shop, program(f"{EVALUATE} -q -f json -o out/é.json"), surroundings(shop, LC_ALL=locale))

    assert (0, expected, ["é.json"]) == (ended.code, ended.out, [path.name for path in shop.outputs.iterdir()])


CONSOLES: Final = ["cp437", "ascii"]
SHOWING: Final = {
    "plan": f"plan in/sheets/A.xlsx {FORM} --target 20",
    "compare": f"compare in/sheets/A.xlsx in/sheets/B.xlsx {FORM}",
    "batch": BATCH,
    "template": f"template out/t.xlsx {FORM} --from in/sheets/A.xlsx",
}


@pytest.mark.parametrize("encoding", CONSOLES)
@pytest.mark.parametrize("arguments", SHOWING.values(), ids=SHOWING)
def test_a_console_without_some_characters_works(arguments: str, encoding: str, shop: Workshop) -> None:
    """Similar characters replace missing ones, in a pipe and in a file."""
    shown = shop.outputs / "shown.txt"
    with shown.open("wb") as file:
        ended = spawn(shop, program(arguments), surroundings(shop, PYTHONIOENCODING=encoding), stdout=file)

    assert (0, False) == (ended.code, b"Traceback" in ended.err)
    shown.read_text(encoding=encoding)


@ON_POSIX
@pytest.mark.parametrize("encoding", ["utf-8", *CONSOLES])
@pytest.mark.parametrize("arguments", [EVALUATE, f"{BATCH} -j 1", SHOWING["plan"]], ids=["evaluate", "batch", "plan"])
def test_a_terminal_without_some_characters_works(arguments: str, encoding: str, shop: Workshop) -> None:
    """The progress bar and bold titles work there, too."""
    code, shown = in_terminal(shop, program(arguments), surroundings(shop, PYTHONIOENCODING=encoding, TERM="xterm"))

    assert (0, True, False) == (code, b"\x1b[1m" in shown, b"Traceback" in shown)


@ON_POSIX
def test_a_plan_shows_its_progress(shop: Workshop) -> None:
    """A plan may take a minute, so that a terminal shows its progress, but a log does not."""
    environment = surroundings(shop, TERM="xterm")
    _, shown = in_terminal(shop, program(SHOWING["plan"]), environment)
    logged = spawn(shop, program(SHOWING["plan"]), environment)

    assert (True, False) == (b"Calculating the plan" in shown, b"Calculating the plan" in logged.err)


def in_terminal(shop: Workshop, command: Sequence[str], environment: Mapping[str, str]) -> tuple[int, bytes]:
    """Run a process on its own terminal."""
    import pty  # noqa: PLC0415 - not on Windows

    ours, theirs = pty.openpty()
    shown = b""
    with subprocess.Popen(  # noqa: S603
        command, cwd=shop.root, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as process:
        os.close(theirs)
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:  # Linux reports the end this way
            pass
        os.close(ours)
        return process.wait(60), shown


NAMES: Final = {
    "blanks": " a  b",
    "quotes": "a'b’c`d",
    "placeholders": "{file} %s $HOME",
    "markup": "[bold red]a[red]",
    "other signs": "é漢字🙂",
    "a long suffix of the stem": "a.bbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
}
POSIX_NAMES: Final = {
    "the longest name": "x" * 250,
    "double quotes": 'a"b',
    "a new line": "a\nb",
    "an escape sequence": "a\x1b[31mb\x07",
    "control signs": "a\x01\x7fb",
    "a backslash": "a\\b",
    "a pattern": "a*[b]?",
}
UNDECODABLE: Final = {"bytes that are no text": os.fsdecode(b"a\xff\xfeb")}
NO_UNDECODABLE: Final = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names are text there")
ALL_NAMES: Final = [
    *(pytest.param(name, id=about) for about, name in NAMES.items()),
    *(pytest.param(name, id=about, marks=ON_POSIX) for about, name in POSIX_NAMES.items()),
    *(pytest.param(name, id=about, marks=NO_UNDECODABLE) for about, name in UNDECODABLE.items()),
]


@pytest.mark.parametrize("name", ALL_NAMES)
def test_any_name_works(name: str, run: Runner, shop: Workshop) -> None:
    """Inputs and outputs in every format may have any name. No control character reaches a terminal."""
    sheet = shop.inputs / f"{name}.xlsx"
    (shop.inputs / "sheets" / "A.xlsx").rename(sheet)
    files = [shop.outputs / f"{name}{suffix}" for suffix in (".json", ".html", ".xlsx")]
    outcome = run(
        "evaluate", sheet, "-i", shop.inputs / "tiny.yaml", *(each for file in files for each in ("-o", file))
    )
    shown = outcome.out + outcome.err

    assert (0, True) == (outcome.code, all(is_whole(file) for file in files)), outcome.err
    assert [] == [sign for sign in shown if sign != "\n" and not sign.isprintable()]


@pytest.mark.parametrize("name", ALL_NAMES)
def test_a_batch_accepts_any_name(name: str, run: Runner, shop: Workshop) -> None:
    """The sheet is named or found in a folder, and its output file has its name."""
    folder = shop.inputs / name
    (shop.inputs / "sheets").rename(folder)
    (folder / "A.xlsx").rename(folder / f"{name}.xlsx")
    each = ("--each", shop.outputs / name)
    outcome = run("batch", folder, folder / f"{name}.xlsx", "-i", shop.inputs / "tiny.yaml", "-f", "jsonl", *each)

    assert (0, 2) == (outcome.code, len([json.loads(line) for line in outcome.out.splitlines()])), outcome.err
    assert 2 == len(list((shop.outputs / name).iterdir()))


@NO_UNDECODABLE
def test_undecodable_names_reach_other_processes(run: Runner, shop: Workshop) -> None:
    """The names also come back unchanged."""
    name = os.fsencode(shop.inputs / "sheets") + b"/\xff.xlsx"
    (shop.inputs / "sheets" / "A.xlsx").rename(os.fsdecode(name))
    outcome = run("batch", shop.inputs / "sheets", "-i", shop.inputs / "tiny.yaml", "-j", "2", "-f", "jsonl")

    assert (0, 2) == (outcome.code, len(outcome.out.splitlines()))


IMPOSSIBLE: Final = {"too long": "x" * 300 + ".xlsx", "with a zero": "a\0b.xlsx", "a pattern, too long": "[x]" * 2_000}


@pytest.mark.parametrize("name", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_an_impossible_name_does_not_stop_the_others(name: str, run: Runner, shop: Workshop) -> None:
    """A damaged line of a list is a failure, and the sheet in the next line is scored."""
    listed = shop.inputs / "list.txt"
    listed.write_text(f"{name}\n{shop.inputs / 'sheets' / 'A.xlsx'}\n", encoding="utf-8")
    outcome = run("batch", "--files-from", listed, "-i", shop.inputs / "tiny.yaml", "-f", "jsonl")

    assert (1, 1) == (outcome.code, len(outcome.out.splitlines())), outcome.err


@ON_POSIX
def test_an_input_with_an_impossible_name_is_reported(run: Runner, shop: Workshop) -> None:
    """The message names the input, not the existing output."""
    (shop.outputs / "r.json").write_bytes(OLD)
    outcome = run("evaluate", "x" * 300 + ".xlsx", "-o", shop.outputs / "r.json", "--force")

    assert (2, f"error: {'x' * 10}") == (outcome.code, outcome.err[:17])


@ON_POSIX
def test_a_circular_link_is_refused_as_output(run: Runner, shop: Workshop) -> None:
    """The circular link has no target file, and it stays."""
    link = shop.outputs / "r.json"
    link.symlink_to(link)
    outcome = run("evaluate", shop.inputs / "sheets" / "A.xlsx", "-i", shop.inputs / "tiny.yaml", "-o", link)

    assert (2, True, True) == (outcome.code, "[output-link-broken]" in outcome.err, link.is_symlink())


SIGNALLED: Final = {
    "evaluate": (f"{EVALUATE} -o out/r.xlsx -o out/r.html --force", ("r.xlsx", "r.html")),
    "batch": (f"{BATCH} -j 1 -o out/b.jsonl -o out/b.xlsx --force", ("b.jsonl", "b.xlsx")),
    "batch with workers": (f"{BATCH} -j 2 -o out/b.json --force", ("b.json",)),
}
SIGNALS: Final = ["SIGINT", "SIGTERM", "SIGHUP"]


@ON_POSIX
@pytest.mark.parametrize("name", SIGNALS)
@pytest.mark.parametrize(("arguments", "files"), SIGNALLED.values(), ids=SIGNALLED)
def test_a_process_can_be_ended_at_any_time(arguments: str, files: Sequence[str], name: str, shop: Workshop) -> None:
    """Outputs are old or new, no file or process remains, and no traceback appears."""
    number = getattr(signal, name)
    moments = random.Random(f"{arguments} {name}")
    for _ in range(2):
        shop.reset(files)
        ended = signalled(shop, arguments, number, moments.uniform(0, 0.8))
        here = {file: (shop.outputs / file).read_bytes() == OLD or is_whole(shop.outputs / file) for file in files}

        assert dict.fromkeys(files, True) == here
        assert [] == shop.left_behind()
        assert ended.code in {0, 130, -number, 1 if number == signal.SIGINT else 0}, ended.err
        assert b"kla_score/" not in ended.err


PANICKING: Final = """
import os, signal, sys
from kla_score import cli
class Panic(BaseException): pass
def opened(event, arguments):
    if event == "open" and str(arguments[0]).endswith("A.xlsx"):
        try:
            os.kill(os.getpid(), signal.SIGINT)
        except KeyboardInterrupt:
            raise Panic from None
sys.addaudithook(opened)
signal.signal(signal.SIGINT, signal.default_int_handler)
cli.run()
"""


@ON_POSIX
def test_an_interruption_inside_a_library_is_recognized(shop: Workshop) -> None:
    """A compiled library raises an interruption as another exception."""
    ended = spawn(shop, [sys.executable, "-c", PANICKING, *EVALUATE.split()])

    assert (130, b"") == (ended.code, ended.err)


SWALLOWING: Final = """
import os, signal, sys
from kla_score import cli
class Ending:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
def opened(event, arguments):
    if event == "open" and str(arguments[0]).endswith("A.xlsx"):
        Ending()
sys.addaudithook(opened)
signal.signal(signal.SIGINT, signal.default_int_handler)
cli.run()
"""


@ON_POSIX
def test_an_interruption_inside_a_destructor_is_recognized(shop: Workshop) -> None:
    """Python ignores exceptions in a destructor, and would print a traceback."""
    ended = spawn(shop, [sys.executable, "-c", SWALLOWING, *EVALUATE.split()])

    assert ended.code == 130
    # On a busy machine the interruption may come after the first issues are printed.
    assert b"Traceback" not in ended.err


def signalled(shop: Workshop, arguments: str, number: int, delay: float) -> Ended:
    """Send a signal to the process, and check that all its workers end."""
    # A shell that runs the tests in the background makes its children ignore interruptions.
    start = f"import signal; signal.signal({int(signal.SIGINT)}, signal.default_int_handler)\n"
    start += "from kla_score.__main__ import run\nif __name__ == '__main__': run()"
    command = [sys.executable, "-c", start, *arguments.split()]
    with subprocess.Popen(  # noqa: S603
        command,
        cwd=shop.root,
        env=surroundings(shop),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        time.sleep(delay)
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
        wait_for_all(process.pid)
        return Ended(process.returncode, out, err)


def wait_for_all(group: int) -> None:
    """Wait until every process of *group* has ended."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("a process goes on")


@ON_POSIX
def test_workers_end_with_a_process_that_is_killed(shop: Workshop) -> None:
    """The killed process cannot stop its workers, so that they check for it."""
    command = program(f"{BATCH} -j 2 -f jsonl")
    with subprocess.Popen(  # noqa: S603
        command, cwd=shop.root, env=surroundings(shop), stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline()
        process.kill()
    wait_for_all(process.pid)


ENDING_ITSELF: Final = """
import os, signal, sys
from kla_score import cli
fsync, number = os.fsync, getattr(signal, sys.argv.pop(1))
signal.signal(signal.SIGINT, signal.default_int_handler)
def ended(descriptor):
    fsync(descriptor)
    os.kill(os.getpid(), number)
os.fsync = ended
cli.run()
"""


@ON_POSIX
@pytest.mark.parametrize("name", SIGNALS)
def test_partial_files_are_deleted_at_the_end(name: str, shop: Workshop) -> None:
    """No partial file remains if a user ends the process or closes its terminal while it writes."""
    (shop.outputs / "r.json").write_bytes(OLD)
    arguments = f"{EVALUATE} -q -o out/r.json --force"
    ended = spawn(shop, [sys.executable, "-c", ENDING_ITSELF, name, *arguments.split()])
    here = {path.name: path.read_bytes() for path in shop.outputs.iterdir()}

    assert (130, {"r.json": OLD}, b"") == (ended.code, here, ended.err)


WHILE_LOADING: Final = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
module, number = sys.argv.pop(1), getattr(signal, sys.argv.pop(1))
class Finder:
    def find_spec(name, path=None, target=None):
        if name == module:
            try:
                os.kill(os.getpid(), number)
            except KeyboardInterrupt as interruption:
                if name == "yaml":
                    raise RuntimeError from interruption
                raise
sys.meta_path.insert(0, Finder)
from kla_score.__main__ import run
run()
"""
LOADING: Final = {
    "before the program can react": ("typer", "SIGINT"),
    "a command": ("kla_score.cli.commands.evaluate", "SIGINT"),
    "a command, by another": ("kla_score.cli.commands.evaluate", "SIGTERM"),
    "a library that makes another error of it": ("yaml", "SIGINT"),
    "such a library, by another": ("yaml", "SIGTERM"),
}


@ON_POSIX
@pytest.mark.parametrize(("module", "name"), LOADING.values(), ids=LOADING)
def test_an_interruption_while_modules_load_is_recognized(module: str, name: str, shop: Workshop) -> None:
    """The exit code is 130, without a message."""
    ended = spawn(shop, [sys.executable, "-c", WHILE_LOADING, module, name, *EVALUATE.split()])

    assert (130, b"", b"") == ended
