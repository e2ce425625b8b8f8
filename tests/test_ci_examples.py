"""The action, and the example of a repository that uses it: run as GitHub would run them."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

import kla_score
from tests.conftest import DESA, TINY

pytestmark = pytest.mark.slow  # each runs scripts in processes

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".github" / "actions" / "kla-score"
EXAMPLE = ROOT / "examples" / "ci"
SHEET = EXAMPLE / "sheets" / "desa-contoh.xlsx"

ACTION: Any = yaml.safe_load((FOLDER / "action.yml").read_text(encoding="utf-8"))
WORKFLOW: Any = yaml.safe_load((EXAMPLE / ".github" / "workflows" / "instrument.yml").read_text(encoding="utf-8"))
GITLAB: Any = yaml.safe_load((EXAMPLE / ".gitlab-ci.yml").read_text(encoding="utf-8"))
(CONFIGURED,) = yaml.safe_load((EXAMPLE / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
(STEP,) = ACTION["runs"]["steps"]
STEPS: Sequence[Any] = WORKFLOW["jobs"]["instrument"]["steps"]
(USE,) = [step for step in STEPS if "/kla-score@" in step.get("uses", "")]
JOBS = {name: job for name, job in GITLAB.items() if "script" in job}

needs_bash = pytest.mark.skipif(sys.platform == "win32", reason="forges run these scripts in a bash of their own")

VALID = TINY.read_text(encoding="utf-8")
FAULTY = VALID.replace("maximum: 30", "maximum: 31")
DOUBTFUL = VALID.replace("lower_limit: 20", "lower_limit: 22").replace("printed_from: 20", "printed_from: 22")


def test_the_action_has_what_a_composite_action_needs() -> None:
    """
    A name, a description, and steps that each say which shell runs them.
    """
    assert {"name", "description", "inputs", "outputs", "runs"} == ACTION.keys()
    assert ("composite", {"id", "shell", "env", "run"}, "bash") == (
        ACTION["runs"]["using"],
        STEP.keys(),
        STEP["shell"],
    )
    assert all(each["description"] for each in [*ACTION["inputs"].values(), *ACTION["outputs"].values()])


def test_no_expression_stands_in_a_script() -> None:
    """
    What GitHub puts in there would be run: words of others come as variables.
    """
    scripts = [step["run"] for step in [STEP, *STEPS] if "run" in step]

    assert (2, []) == (len(scripts), [script for script in scripts if "${{" in script])


def test_every_input_travels_as_a_variable() -> None:
    """
    Each input has its variable, and the script reads it.
    """
    variables = {f"INPUT_{name.upper().replace('-', '_')}": f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]}
    script = (FOLDER / "run.sh").read_text(encoding="utf-8")

    assert variables == STEP["env"]
    assert [] == [name for name in variables if f"${{{name}:-" not in script]


def test_every_input_is_explained() -> None:
    """
    The README of the example lists each input with its default.
    """
    table = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z-]+)` +\|.*\| +(.*?) +\|$", table, re.MULTILINE))
    defaults = {name: f"`{each['default']}`" for name, each in ACTION["inputs"].items() if each["default"]}

    assert ACTION["inputs"].keys() == rows.keys()
    assert defaults == {name: text for name, text in rows.items() if text.startswith("`")}


def test_the_workflow_uses_the_action_as_it_is() -> None:
    """
    Its path, this version, and inputs and outputs that exist.
    """
    outputs = re.findall(r"steps\.kla-score\.outputs\.([\w-]+)", str(STEPS))

    assert f"kla-score/kla-score/{FOLDER.relative_to(ROOT).as_posix()}@v{kla_score.__version__}" == USE["uses"]
    assert set() == USE["with"].keys() - ACTION["inputs"].keys()
    assert (True, set()) == (bool(outputs), set(outputs) - ACTION["outputs"].keys())


def test_the_example_is_the_shipped_village() -> None:
    """
    Its instrument says the same, but for the line that names the schema.
    """
    _, _, *lines = DESA.read_text(encoding="utf-8").splitlines()

    assert lines == (EXAMPLE / "instrument.yaml").read_text(encoding="utf-8").splitlines()


class Done(NamedTuple):
    """What a step leaves behind."""

    code: int
    log: str
    summary: str
    outputs: dict[str, str]


Actor = Callable[..., Done]


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Something called ``kla-score`` that is no more than this program."""
    path = tmp_path / "programs" / "kla-score"
    path.parent.mkdir()
    path.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m kla_score "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The folder in which a step starts."""
    path = tmp_path / "work space"
    path.mkdir()
    return path


def bash(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run *script* in *folder* with the options of the forges, and none of the variables around us."""
    path = [str(Path(sys.executable).parent), "/usr/bin", "/bin"]
    surroundings = {
        "PATH": os.pathsep.join(path),
        "PYTHONPATH": str(ROOT),
        "HOME": str(folder.parent),
        "LANG": "C.UTF-8",
    }
    return subprocess.run(  # noqa: S603 - our own scripts
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],  # noqa: S607 - that of the PATH
        cwd=folder,
        env={**surroundings, **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def act(workspace: Path, program: Path) -> Actor:
    """Run the step of the action in the workspace, with what GitHub hands over."""

    def act(variables: dict[str, str] | None = None, **inputs: str) -> Done:
        runner = workspace.parent / "runner"
        runner.mkdir()
        given = {name: each["default"] for name, each in ACTION["inputs"].items()} | {"language": "en"}
        given |= {name.replace("_", "-"): text for name, text in inputs.items()}
        done = bash(
            STEP["run"],
            workspace,
            **{f"INPUT_{name.upper().replace('-', '_')}": text for name, text in given.items()},
            GITHUB_ACTION_PATH=str(FOLDER),
            GITHUB_OUTPUT=str(runner / "output"),
            GITHUB_STEP_SUMMARY=str(runner / "summary"),
            RUNNER_TEMP=str(runner),
            **({"KLA_SCORE_COMMAND": str(program)} if variables is None else variables),
        )
        written = [
            path.read_text(encoding="utf-8") if path.exists() else ""
            for path in (runner / "output", runner / "summary")
        ]
        outputs = dict(line.split("=", 1) for line in written[0].splitlines())
        return Done(done.returncode, done.stdout + done.stderr, written[1], outputs)

    return act


def commands(log: str) -> list[tuple[str, str]]:
    """Read *log* as GitHub does: the commands in it, each with its properties, but for those that hide others."""
    found = []
    awaited = ""
    for line in log.splitlines():
        new = re.match(r"\s*::([\w-]+)(?: (.*?))?::(.*)", line)
        old = re.search(r"##\[([\w-]+)", line)
        if awaited:
            awaited = "" if line == f"::{awaited}::" else awaited
        elif new and new[1] == "stop-commands":
            awaited = new[3]
        elif new or old:
            found.append((new[1], new[2] or "") if new else (str(old and old[1]), ""))
    return found


FILES = {
    "valid.yaml": VALID.encode(),
    "faulty.yaml": FAULTY.encode(),
    "doubtful.yaml": DOUBTFUL.encode(),
    "empty.xlsx": b"",
    "sheet.xlsx": SHEET.read_bytes(),
    "form.yaml": DESA.read_bytes(),
}


@needs_bash
@pytest.mark.parametrize(
    ("code", "reported", "inputs"),
    [
        (0, 0, {"instrument": "valid.yaml"}),
        (1, 1, {"instrument": "faulty.yaml"}),
        (0, 1, {"instrument": "faulty.yaml", "fail_on_findings": "false"}),
        (0, 0, {"instrument": "doubtful.yaml"}),
        (1, 1, {"instrument": "doubtful.yaml", "strict": "true"}),
        (1, 1, {"instrument": "valid.yaml\n\n  faulty.yaml  \n"}),
        (1, 1, {"instrument": "*t*.yaml\r\nvalid.yaml\r\n"}),
        (2, 2, {"instrument": "missing.yaml"}),
        (2, 2, {"instrument": "missing.yaml", "fail_on_findings": "false"}),
        (2, 2, {"instrument": "no-*.yaml"}),
        (0, 0, {"instrument": "form.yaml", "sheets": "sheet.xlsx"}),
        (0, 0, {"instrument": "form.yaml", "sheets": "*/"}),
        (2, 2, {"instrument": "valid.yaml", "sheets": "sheet.xlsx"}),
        (2, 2, {"instrument": "valid.yaml\nform.yaml", "sheets": "sheet.xlsx"}),
        (2, 2, {"sheets": "sheet.xlsx"}),
        (2, 2, {"sheets": "empty.xlsx"}),
        (2, 2, {}),
        (2, 2, {"instrument": " \n\t\n"}),
        (2, 2, {"instrument": "valid.yaml", "strict": "yes"}),
        (2, 2, {"instrument": "valid.yaml", "fail_on_findings": "False"}),
        (2, 2, {"instrument": "valid.yaml", "language": "fr"}),
    ],
)
def test_the_exit_code_is_that_of_the_program(
    code: int, reported: int, inputs: dict[str, str], act: Actor, workspace: Path
) -> None:
    """
    The worst of all runs is told and fails the step, findings alone only when they shall.
    """
    for name, content in FILES.items():
        (workspace / name).write_bytes(content)
    (workspace / "folder").mkdir()
    (workspace / "folder" / "sheet.xlsx").write_bytes(FILES["sheet.xlsx"])
    done = act(**inputs)

    assert (code, str(reported)) == (done.code, done.outputs["exit-code"])


@needs_bash
@pytest.mark.parametrize(
    ("expected", "inputs"),
    [
        ([("error", "file=faulty.yaml,line=19,col=10,title=sum-differs")], {"instrument": "faulty.yaml"}),
        ([("warning", "file=doubtful.yaml,line=33,col=19,title=predicates-gap")], {"instrument": "doubtful.yaml"}),
        ([("error", "file=missing.yaml,title=file-not-found")], {"instrument": "missing.yaml"}),
        ([("error", "title=kla-score")], {}),
        ([("error", "title=kla-score")], {"instrument": "valid.yaml", "strict": "1"}),
    ],
)
def test_what_is_wrong_becomes_an_annotation(
    expected: list[tuple[str, str]], inputs: dict[str, str], act: Actor, workspace: Path
) -> None:
    """
    Beside the line of the instrument; what is wrong with the inputs stands at the top.
    """
    for name, content in FILES.items():
        (workspace / name).write_bytes(content)

    assert expected == [each for each in commands(act(**inputs).log) if each[0] != "notice"]


@needs_bash
@pytest.mark.parametrize(
    ("language", "sheets", "expected"),
    [
        ("en", "one.xlsx", "- **Claimed:** 74.70; Developing; 10.3 points to Self-Reliant (85)"),
        ("id", "one.xlsx", "- **Nilai mandiri:** 74,70; Berkembang; kurang 10,3 poin"),
        ("en", "*.xlsx", "| 1 | Kabupaten Contoh (one) | 74.70 | 65.70 | 9 |"),
        ("en", "two.xlsx\none.xlsx", "| 2 | Kabupaten Contoh (two) | 74.70 | 65.70 | 9 |"),
    ],
)
def test_scores_become_the_summary_of_the_job(
    language: str, sheets: str, expected: str, act: Actor, workspace: Path
) -> None:
    """
    A whole scorecard of one sheet, a ranking of several, in the language that was asked for.
    """
    (workspace / "form.yaml").write_bytes(FILES["form.yaml"])
    for name in ("one.xlsx", "two.xlsx"):
        (workspace / name).write_bytes(FILES["sheet.xlsx"])

    assert expected in act(instrument="form.yaml", sheets=sheets, language=language).summary


@needs_bash
def test_a_summary_that_github_would_drop_is_reported(act: Actor, workspace: Path) -> None:
    """
    Above 1 MiB GitHub shows nothing at all.
    """
    large = workspace / "large"
    large.write_text(
        '#!/bin/sh\nwhile [ "$1" != --output ]; do shift; done\nhead -c 1000001 /dev/zero >"$2"\n', encoding="utf-8"
    )
    large.chmod(0o755)
    done = act({"KLA_SCORE_COMMAND": str(large)}, sheets="any.xlsx")

    assert (0, "", [("warning", "title=kla-score")]) == (done.code, done.summary, commands(done.log))


HOSTILE = [
    "with blanks",
    'it\'s "quoted"',
    "$(touch x)",
    "`touch x`",
    "; touch x; ",
    "-o",
    "--help",
    "[a]",
    "back\\slash",
    "{a,b}",
    "~",
    "::add-mask::b",
    "##[add-mask]b",
    "%0A::add-mask::b",
]
WITH_TWO_LINES = ["two\nlines", "a\n::add-mask::b"]
"""A line of the inputs cannot name these, but a pattern finds them."""


def encoded(name: str) -> str:
    """Write the name of a file as GitHub wants it in an annotation."""
    for sign, code in (("%", "%25"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"), ("##[", "## [")):
        name = name.replace(sign, code)
    return name.replace("\\", "/")


@needs_bash
@pytest.mark.parametrize(
    ("names", "pattern"),
    [(HOSTILE, ""), ([*HOSTILE, *WITH_TWO_LINES], "*.yaml"), (["with blanks"], "w*h blanks.yaml")],
    ids=["named", "found", "blanks"],
)
def test_the_name_of_an_instrument_is_a_name_and_nothing_else(
    names: list[str], pattern: str, act: Actor, workspace: Path
) -> None:
    """
    Nothing in it is run, split, or taken for an option or a command of GitHub.
    """
    files = {f"{name}.yaml" for name in names}
    for name in files:
        (workspace / name).write_text(FAULTY, encoding="utf-8")
    done = act(instrument=pattern or "\n".join(files))

    assert (1, files) == (done.code, {path.name for path in workspace.iterdir()})
    assert {("error", f"file={encoded(name)},line=19,col=10,title=sum-differs") for name in files} == {
        each for each in commands(done.log) if each[0] != "notice"
    }


@needs_bash
@pytest.mark.parametrize(
    ("code", "names"),
    [
        (1, [*HOSTILE, *WITH_TWO_LINES]),  # the same sheet, so many times
        (0, ["::add-mask::b"]),
        (0, ["a\n::add-mask::b"]),
        (0, ["-o"]),
        (0, ["$(touch x)"]),
    ],
)
def test_the_name_of_a_sheet_is_a_name_and_nothing_else(
    code: int, names: list[str], act: Actor, workspace: Path
) -> None:
    """
    The same holds for sheets, one or many.
    """
    files = {f"{name}.xlsx" for name in names}
    for name in files:
        (workspace / name).write_bytes(FILES["sheet.xlsx"])
    done = act(instrument=str(DESA), sheets="*.xlsx")

    assert (code, files) == (done.code, {path.name for path in workspace.iterdir()})
    assert [] == [each for each in commands(done.log) if each[0] != "notice"]


@needs_bash
@pytest.mark.parametrize("inputs", [{"instrument": "any.yaml"}, {"sheets": "any.xlsx"}])
def test_what_goes_to_stderr_is_no_command(inputs: dict[str, str], act: Actor, workspace: Path) -> None:
    """
    It is shown, but not obeyed, whatever it says.
    """
    talking = workspace / "talking"
    talking.write_text("#!/bin/sh\nprintf '::add-mask::a\\n##[group]b' >&2\n", encoding="utf-8")
    talking.chmod(0o755)
    done = act({"KLA_SCORE_COMMAND": str(talking)}, **inputs)

    assert (0, True, []) == (done.code, "::add-mask::a\n##[group]b" in done.log, commands(done.log))


@needs_bash
def test_no_python_file_of_the_workspace_is_run(act: Actor, workspace: Path) -> None:
    """
    Not even by the processes that score many sheets, which Python starts in the folder where we are.
    """
    for name in ("multiprocessing", "signal", "kla_score"):
        (workspace / f"{name}.py").write_text("open('x', 'w').close()\n", encoding="utf-8")
    (workspace / "form.yaml").write_bytes(FILES["form.yaml"])
    for name in ("one.xlsx", "two.xlsx"):
        (workspace / name).write_bytes(FILES["sheet.xlsx"])
    program = workspace.parent / "programs" / "kla-score"
    act({"KLA_SCORE_COMMAND": str(program), "KLA_SCORE_JOBS": "2"}, instrument="form.yaml", sheets="*.xlsx")

    assert not (workspace / "x").exists()


def make_wheel(folder: Path) -> Path:
    """Write a wheel that is called as ours is, and whose program only says with which words it was called."""
    folder.mkdir(exist_ok=True)
    version = kla_score.__version__
    path = folder / f"kla_score-{version}-py3-none-any.whl"
    info = f"kla_score-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("kla_score.py", "import sys\ndef run(): print(*sys.argv[1:])\n")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: kla-score\nVersion: {version}\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/entry_points.txt", "[console_scripts]\nkla-score = kla_score:run\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


@needs_bash
def test_the_action_installs_into_an_environment_of_its_own(act: Actor, workspace: Path) -> None:
    """
    Away from the workspace, whose Python files are none of ours; later steps are told where.
    """
    for name in ("venv", "pip", "ensurepip"):
        (workspace / f"{name}.py").write_text("open('x', 'w').close()\n", encoding="utf-8")
    wheel = make_wheel(workspace.parent / "a wheel")
    done = act({"PIP_NO_INDEX": "1", "PYTHONPATH": ""}, instrument="some.yaml", version=str(wheel))

    assert (0, "validate --format github --lang en -- some.yaml") == (done.code, done.log.splitlines()[3])
    assert (workspace.parent / "runner") in Path(done.outputs["command"]).parents
    assert not (workspace / "x").exists()


@needs_bash
def test_what_pip_installs_is_no_option_of_pip(act: Actor) -> None:
    """
    When nothing could be installed, nothing was done.
    """
    done = act({"PIP_NO_INDEX": "1", "PYTHONPATH": ""}, instrument="some.yaml", version="--help")

    assert (2, "2", [("error", "title=kla-score")]) == (done.code, done.outputs["exit-code"], commands(done.log))


@pytest.fixture
def example(workspace: Path) -> Path:
    """Copy the example repository to the workspace."""
    shutil.copytree(EXAMPLE, workspace, dirs_exist_ok=True)
    return workspace


@needs_bash
def test_the_action_works_in_the_example(example: Path, act: Actor) -> None:
    """
    With the inputs that the workflow gives it there, everything is in order.
    """
    done = act(**USE["with"])

    assert (True, 0, True) == (example.is_dir(), done.code, done.summary.startswith("# Kabupaten Contoh"))


@needs_bash
def test_the_steps_of_the_workflow_run(example: Path, program: Path) -> None:
    """
    What they keep is there afterwards.
    """
    (script,) = [step["run"] for step in STEPS if "run" in step]
    (kept,) = [step["with"]["path"].split() for step in STEPS if "upload-artifact" in step.get("uses", "")]
    done = bash(script, example, KLA_SCORE=str(program))

    assert (0, []) == (done.returncode, [name for name in kept if not (example / name).is_file()])


@needs_bash
@pytest.mark.parametrize("name", JOBS)
def test_the_jobs_of_the_pipeline_run(name: str, example: Path, program: Path) -> None:
    """
    Line by line, and what they keep is there afterwards.
    """
    path = f"{program.parent}:{Path(sys.executable).parent}:/usr/bin:/bin"
    done = bash(
        "\n".join(JOBS[name]["script"]), example, PATH=path, KLA_SCORE_LANG=GITLAB["variables"]["KLA_SCORE_LANG"]
    )

    assert (0, []) == (
        done.returncode,
        [each for each in JOBS[name]["artifacts"]["paths"] if not (example / each).is_file()],
    )


@needs_bash
def test_the_pipeline_installs_the_wheel_that_it_names(example: Path) -> None:
    """
    That of this version, in an environment in which the program is found by its name.
    """
    wheel = make_wheel(example / "wheels")
    lines = [*GITLAB["default"]["before_script"], "command -v kla-score"]
    done = bash("\n".join(lines), example, KLA_SCORE=GITLAB["variables"]["KLA_SCORE"], PIP_NO_INDEX="1", PYTHONPATH="")

    assert wheel.relative_to(example).as_posix() == GITLAB["variables"]["KLA_SCORE"]
    assert f"{example}/.venv/bin/kla-score\n" == done.stdout


def test_the_configured_hook_is_ours() -> None:
    """
    pre-commit finds it under its name, and with it the instrument of the example alone.
    """
    (configured,) = CONFIGURED["hooks"]
    names = [path.relative_to(EXAMPLE).as_posix() for path in EXAMPLE.rglob("*") if path.is_file()]
    seen = [name for name in names if re.search(HOOK["files"], name) and not re.search(HOOK["exclude"], name)]

    assert not {"files", "exclude"} & configured.keys()
    assert (HOOK["id"], f"v{kla_score.__version__}") == (configured["id"], CONFIGURED["rev"])
    assert ["instrument.yaml"] == seen


def test_the_configured_hook_runs() -> None:
    """
    With the arguments that stand in the example.
    """
    _, *words = shlex.split(HOOK["entry"])
    (configured,) = CONFIGURED["hooks"]
    command = [sys.executable, "-m", "kla_score", *words, *configured["args"], "instrument.yaml"]
    done = subprocess.run(  # noqa: S603 - our own hook
        command, cwd=EXAMPLE, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )

    assert 0 == done.returncode
