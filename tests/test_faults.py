"""System errors at any time: a result is completely old or completely new, and a message has the reason."""

import errno
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from typing import Final, NamedTuple

import pytest
from openpyxl.worksheet import _writer

from tests.conftest import Outcome, Runner
from tests.faults import FORM, OLD, System, Workshop, is_whole


class Command(NamedTuple):
    """A command. The words ``in`` and ``out`` begin paths. *files* are its outputs, *folder* is one of them."""

    arguments: str
    files: Sequence[str] = ()
    folder: str = ""


COMMANDS: Final = {
    "evaluate": Command(f"evaluate in/sheets/A.xlsx {FORM} -o out/r.json -o out/r.html --force", ["r.json", "r.html"]),
    "evaluate with evidence": Command(
        f"evaluate in/sheets/A.xlsx {FORM} --evidence-dir in/evidence -o out/r.json --force", ["r.json"]
    ),
    "evaluate to stdout": Command(f"evaluate in/sheets/A.xlsx {FORM} -f json"),
    "template": Command(f"template out/t.xlsx {FORM} --force", ["t.xlsx"]),
    "template per agency": Command(f"template --per-agency out/parts {FORM}", folder="parts"),
    "template with a folder": Command(
        f"template out/t.xlsx {FORM} --make-evidence-dir out/evidence --force", ["t.xlsx"]
    ),
    "attach": Command(f"attach in/sheets/A.xlsx {FORM} --evidence-dir in/evidence -o out/f.xlsx --force", ["f.xlsx"]),
    "merge": Command(f"merge in/sheets/A.xlsx in/sheets/B.xlsx {FORM} -o out/all.xlsx --force", ["all.xlsx"]),
    "plan": Command(f"plan in/sheets/A.xlsx {FORM} --target 20 -o out/plan.xlsx --force", ["plan.xlsx"]),
    "batch": Command(
        f"batch in/sheets {FORM} -j 1 --roster in/roster.csv --each out/each -o out/b.json --force", ["b.json"], "each"
    ),
    "batch by lines": Command(f"batch in/sheets {FORM} -j 1 -o out/b.jsonl --force", ["b.jsonl"]),
    "validate": Command("validate in/tiny.yaml -o out/v.sarif --force", ["v.sarif"]),
    "diff": Command("diff in/tiny.yaml in/newer.yaml -o out/d.json --force", ["d.json"]),
    "compare": Command(f"compare in/sheets/A.xlsx in/sheets/B.xlsx {FORM} -o out/c.json --force", ["c.json"]),
}

FAULTS: Final[Mapping[str, tuple[int, bool]]] = {
    "open": (errno.EACCES, False),
    "read": (errno.EIO, False),
    "write": (errno.ENOSPC, True),
    "fsync": (errno.EIO, False),
    "close": (errno.EIO, False),
    "replace": (errno.EBUSY, False),
    "stat": (errno.EACCES, False),
    "lstat": (errno.EACCES, False),
    "scandir": (errno.EIO, False),
    "listdir": (errno.EIO, False),
    "mkdir": (errno.EROFS, False),
}
"""The error of the system, and whether all later calls fail."""


@pytest.fixture(scope="module")
def _shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("workshop"))


@pytest.fixture
def shop(_shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    monkeypatch.chdir(_shop.root)
    return _shop


Attempt = Callable[[Command, System], Outcome]


@pytest.fixture
def attempt(run: Runner, shop: Workshop) -> Attempt:
    """Run a command from the start on a failing system, including its cleanup at the end of the process."""

    def attempt(command: Command, system: System) -> Outcome:
        shop.reset(command.files)
        streams = [os.dup(number) for number in (1, 2)]
        try:
            with system, pytest.MonkeyPatch.context() as patch:
                patch.setattr(tempfile, "tempdir", str(shop.spare))
                return run(*command.arguments.split())
        finally:
            _writer._openpyxl_shutdown()  # type: ignore[attr-defined]
            _writer.ALL_TEMP_FILES.clear()
            for number, stream in enumerate(streams, start=1):  # the program ignored the error
                os.dup2(stream, number)
                os.close(stream)

    return attempt


def all_broken(
    command: Command, failing: Callable[[int], System], attempt: Attempt, shop: Workshop, allowed: set[int]
) -> Sequence[str]:
    """Run *command* until the system works to the end. *failing* fails one call later each time."""
    broken: list[str] = []
    for number in count(1):
        system = failing(number)
        outcome = attempt(command, system)
        if not system.is_reached:
            break
        broken += [f"call {number}: {each}" for each in broken_promises(command, outcome, shop, allowed)]
    return broken


def broken_promises(command: Command, outcome: Outcome, shop: Workshop, allowed: set[int]) -> Iterator[str]:
    """Return the broken promises."""
    if outcome.code not in allowed:
        yield f"ends with {outcome.code}: {outcome.err}"
    if "Traceback" in outcome.err or "Internal error" in outcome.err:
        yield outcome.err
    if outcome.code == 2 and not re.search(r"\[[a-z]+(-[a-z]+)+\]", outcome.err + outcome.out):
        yield f"does not say why: {outcome.err}"
    if "stdout" in outcome.err:
        yield f"names the wrong place: {outcome.err}"
    if left_behind := shop.left_behind():
        yield f"leaves {left_behind}"
    if not shop.is_untouched:
        yield "changes an input"
    yield from broken_outputs(command, outcome, shop)


def broken_outputs(command: Command, outcome: Outcome, shop: Workshop) -> Iterator[str]:
    """Return each output that is mixed, or old in spite of a success message."""
    files = [shop.outputs / name for name in command.files]
    for path in [*files, *(shop.outputs / command.folder).glob("*.*")]:
        is_old = path.read_bytes() == OLD
        if not (is_old or is_whole(path)):
            yield f"half of {path.name}"
        if is_old and outcome.code in {0, 1}:
            yield f"no {path.name}, without a word"
    if "json" in command.arguments.split() and outcome.code in {0, 1}:
        json.loads(outcome.out)


BY_NAME: Final = {"open", "replace", "mkdir"}
CASES: Final = [
    pytest.param(command, kind, id=f"{name}: {kind}")
    for name, command in COMMANDS.items()
    for kind in FAULTS
    if not command.folder.startswith("parts") or kind in BY_NAME  # slow, and like any other
]


@pytest.mark.slow
@pytest.mark.parametrize(("command", "kind"), CASES)
def test_a_failed_call_keeps_the_promises(command: Command, kind: str, attempt: Attempt, shop: Workshop) -> None:
    """After each failing call, outputs are old or new, inputs are unchanged, and a message has the reason."""
    error, lasts = FAULTS[kind]

    def failing(number: int) -> System:
        return System(shop.root, number, error, (kind,), lasts=lasts)

    assert [] == all_broken(command, failing, attempt, shop, {0, 1, 2})


INTERRUPTIONS: Final = {
    "before": (False, ("open", "write", "fsync", "replace")),
    "after": (True, ("open", "close", "replace", "mkdir")),
}
"""The time of the interruption and the kinds of calls."""


@pytest.mark.slow
@pytest.mark.parametrize("moment", INTERRUPTIONS)
@pytest.mark.parametrize("name", ["evaluate", "template", "batch", "batch by lines"])
def test_an_interruption_keeps_the_promises(name: str, moment: str, attempt: Attempt, shop: Workshop) -> None:
    """The exit code is 130, every output is old or new, and no temporary file remains."""
    command, (done, kinds) = COMMANDS[name], INTERRUPTIONS[moment]

    def failing(number: int) -> System:
        return System(shop.root, number, KeyboardInterrupt, kinds, done=done)

    assert [] == all_broken(command, failing, attempt, shop, {130})


@pytest.mark.slow
@pytest.mark.parametrize("name", ["evaluate", "batch", "validate"])
def test_a_truncated_read_keeps_the_promises(name: str, attempt: Attempt, shop: Workshop) -> None:
    """If another program truncates a file during reading, every promise still holds."""
    command = COMMANDS[name]

    def failing(number: int) -> System:
        return System(shop.root, number, b"", ("read",))

    assert [] == all_broken(command, failing, attempt, shop, {0, 1, 2})


REFUSALS: Final = {
    errno.ENOSPC: "The disk is full.",
    errno.EROFS: "The disk is read-only.",
    errno.EACCES: "You do not have permission.",
    errno.EBUSY: "Another program is using the file or folder.",
    errno.EIO: "The disk or the connection has a fault.",
    errno.EPROTO: "",
}


@pytest.mark.parametrize("kind", ["open", "replace"])
@pytest.mark.parametrize(("error", "reason"), REFUSALS.items(), ids=errno.errorcode.get)
def test_the_reason_why_a_file_cannot_be_written_is_reported(
    error: int, reason: str, kind: str, attempt: Attempt, shop: Workshop
) -> None:
    """With the name of the file, and never with the name that the system has for the reason."""
    outcome = attempt(COMMANDS["validate"], System(shop.outputs, 1, error, (kind,), lasts=True))

    words = f"The program cannot write the file. {reason}".strip()

    assert f"error: out/v.sarif: {words} [output-unwritable]" == outcome.err.splitlines()[0]


def test_a_briefly_locked_file_is_retried(attempt: Attempt, shop: Workshop) -> None:
    """A virus scanner releases the file soon."""
    outcome = attempt(COMMANDS["validate"], System(shop.outputs, 1, errno.EACCES, ("replace",)))

    assert (0, True) == (outcome.code, is_whole(shop.outputs / "v.sarif"))


VANISHING: Final = {
    ("open", errno.ENOENT): "file-not-found",
    ("open", errno.EACCES): "file-unreadable",
    ("read", errno.EIO): "file-unreadable",
    ("read", errno.EBUSY): "file-unreadable",
}


@pytest.mark.parametrize(("fault", "code"), VANISHING.items())
def test_a_disappearing_sheet_does_not_stop_the_others(
    fault: tuple[str, int], code: str, attempt: Attempt, shop: Workshop
) -> None:
    """A missing, locked or broken sheet is named with the reason, and the other is scored."""
    kind, error = fault
    system = System(shop.inputs / "sheets", 1, error, (kind,))
    outcome = attempt(Command(f"batch in/sheets {FORM} -j 1 -f json"), system)
    data = json.loads(outcome.out)

    assert ([code], 1, 1) == (
        [each["issues"][0]["code"] for each in data["failed"]],
        len(data["results"]),
        outcome.code,
    )


def test_a_folder_that_cannot_be_read_is_named(attempt: Attempt, shop: Workshop) -> None:
    """The message names the folder of the unread sheets."""
    system = System(shop.inputs / "sheets", 1, errno.EACCES, ("scandir",))
    outcome = attempt(Command(f"batch in {FORM} -j 1 -f csv"), system)

    assert "in/sheets: No workbooks found in in/sheets." in outcome.err
