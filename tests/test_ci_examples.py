"""The action and the example repository, run as GitHub would run them."""

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

pytestmark = pytest.mark.slow  # each test runs scripts in processes

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


def test_the_action_is_a_complete_composite_action() -> None:
    """The action has a name, a description, and steps with a shell."""
    assert {"name", "description", "inputs", "outputs", "runs"} == ACTION.keys()
    assert ("composite", {"id", "shell", "env", "run"}, "bash") == (
        ACTION["runs"]["using"],
        STEP.keys(),
        STEP["shell"],
    )
    assert all(each["description"] for each in [*ACTION["inputs"].values(), *ACTION["outputs"].values()])


def test_no_expression_is_in_a_script() -> None:
    """GitHub would run inserted text, so that user input comes as variables."""
    scripts = [step["run"] for step in [STEP, *STEPS] if "run" in step]

    assert (2, []) == (len(scripts), [script for script in scripts if "${{" in script])


def test_every_input_is_a_variable() -> None:
    """Each input has a variable, and the script reads it."""
    variables = {f"INPUT_{name.upper().replace('-', '_')}": f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]}
    script = (FOLDER / "run.sh").read_text(encoding="utf-8")

    assert variables == STEP["env"]
    assert [] == [name for name in variables if f"${{{name}:-" not in script]


def test_every_input_is_explained() -> None:
    """The README of the example lists each input with its default."""
    table = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z-]+)` +\|.*\| +(.*?) +\|$", table, re.MULTILINE))
    defaults = {name: f"`{each['default']}`" for name, each in ACTION["inputs"].items() if each["default"]}

    assert ACTION["inputs"].keys() == rows.keys()
    assert defaults == {name: text for name, text in rows.items() if text.startswith("`")}


def test_the_workflow_uses_the_action_as_it_is() -> None:
    """The workflow uses its path, this version, and existing inputs and outputs."""
    outputs = re.findall(r"steps\.kla-score\.outputs\.([\w-]+)", str(STEPS))

    assert f"kla-score/kla-score/{FOLDER.relative_to(ROOT).as_posix()}@v{kla_score.__version__}" == USE["uses"]
    assert set() == USE["with"].keys() - ACTION["inputs"].keys()
    assert (True, set()) == (bool(outputs), set(outputs) - ACTION["outputs"].keys())


def test_the_example_is_the_shipped_village() -> None:
    """The instrument equals the shipped one, except for the line that names the schema."""
    _, _, *lines = DESA.read_text(encoding="utf-8").splitlines()

    assert lines == (EXAMPLE / "instrument.yaml").read_text(encoding="utf-8").splitlines()


class Done(NamedTuple):
    """The result of a step."""

    code: int
    log: str
    summary: str
    outputs: dict[str, str]


Actor = Callable[..., Done]


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A command ``kla-score`` that starts only this program."""
    path = tmp_path / "programs" / "kla-score"
    path.parent.mkdir()
    path.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m kla_score "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The folder of a step."""
    path = tmp_path / "work space"
    path.mkdir()
    return path


def bash(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run *script* in *folder* with the shell options of the forges, without the variables of the user."""
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
    """Run the step of the action in the workspace, with the variables of GitHub."""

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
    """Return the commands in *log* as GitHub reads them, with their properties, except for hidden ones."""
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
    """The worst exit code of all runs fails the step. Findings fail it only with the input for that."""
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
def test_errors_become_annotations(
    expected: list[tuple[str, str]], inputs: dict[str, str], act: Actor, workspace: Path
) -> None:
    """An annotation is at the line of the instrument. Errors about inputs come first."""
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
        ("en", "two.xlsx\none.xlsx", " | Kabupaten Contoh (two) | 74.70 | 65.70 | 9 |"),
    ],
)
def test_scores_become_the_summary_of_the_job(
    language: str, sheets: str, expected: str, act: Actor, workspace: Path
) -> None:
    """One sheet gives a whole scorecard, several give a ranking, in the requested language."""
    (workspace / "form.yaml").write_bytes(FILES["form.yaml"])
    for name in ("one.xlsx", "two.xlsx"):
        (workspace / name).write_bytes(FILES["sheet.xlsx"])

    assert expected in act(instrument="form.yaml", sheets=sheets, language=language).summary


@needs_bash
def test_a_summary_that_github_would_drop_is_reported(act: Actor, workspace: Path) -> None:
    """GitHub drops a summary above 1 MiB, so that the action reports it."""
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
"""File names that a line of the inputs cannot contain, but a pattern matches."""


def encoded(name: str) -> str:
    """Encode a file name like GitHub in an annotation."""
    for sign, code in (("%", "%25"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"), ("##[", "## [")):
        name = name.replace(sign, code)
    return name.replace("\\", "/")


@needs_bash
@pytest.mark.parametrize(
    ("names", "pattern"),
    [(HOSTILE, ""), ([*HOSTILE, *WITH_TWO_LINES], "*.yaml"), (["with blanks"], "w*h blanks.yaml")],
    ids=["named", "found", "blanks"],
)
def test_the_name_of_an_instrument_is_plain_text(names: list[str], pattern: str, act: Actor, workspace: Path) -> None:
    """No part of the name of an instrument is run, split, or read as an option or a command."""
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
        (1, [*HOSTILE, *WITH_TWO_LINES]),  # the same sheet, many times
        (0, ["::add-mask::b"]),
        (0, ["a\n::add-mask::b"]),
        (0, ["-o"]),
        (0, ["$(touch x)"]),
    ],
)
def test_the_name_of_a_sheet_is_plain_text(code: int, names: list[str], act: Actor, workspace: Path) -> None:
    """No part of the name of a sheet is run, with one sheet or many."""
    files = {f"{name}.xlsx" for name in names}
    for name in files:
        (workspace / name).write_bytes(FILES["sheet.xlsx"])
    done = act(instrument=str(DESA), sheets="*.xlsx")

    assert (code, files) == (done.code, {path.name for path in workspace.iterdir()})
    assert [] == [each for each in commands(done.log) if each[0] != "notice"]


@needs_bash
@pytest.mark.parametrize("inputs", [{"instrument": "any.yaml"}, {"sheets": "any.xlsx"}])
def test_stderr_contains_no_commands(inputs: dict[str, str], act: Actor, workspace: Path) -> None:
    """GitHub shows the text on stderr, but runs no command in it."""
    talking = workspace / "talking"
    talking.write_text("#!/bin/sh\nprintf '::add-mask::a\\n##[group]b' >&2\n", encoding="utf-8")
    talking.chmod(0o755)
    done = act({"KLA_SCORE_COMMAND": str(talking)}, **inputs)

    assert (0, True, []) == (done.code, "::add-mask::a\n##[group]b" in done.log, commands(done.log))


@needs_bash
def test_no_python_file_of_the_workspace_is_run(act: Actor, workspace: Path) -> None:
    """The processes of a batch, which Python starts in the current folder, run no such file either."""
    for name in ("multiprocessing", "signal", "kla_score"):
        (workspace / f"{name}.py").write_text("open('x', 'w').close()\n", encoding="utf-8")
    (workspace / "form.yaml").write_bytes(FILES["form.yaml"])
    for name in ("one.xlsx", "two.xlsx"):
        (workspace / name).write_bytes(FILES["sheet.xlsx"])
    program = workspace.parent / "programs" / "kla-score"
    act({"KLA_SCORE_COMMAND": str(program), "KLA_SCORE_JOBS": "2"}, instrument="form.yaml", sheets="*.xlsx")

    assert not (workspace / "x").exists()


def make_wheel(folder: Path) -> Path:
    """Write a wheel with the name of the project whose program prints only its arguments."""
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
    """The environment is outside the workspace with its Python files. Later steps get its path."""
    for name in ("venv", "pip", "ensurepip"):
        (workspace / f"{name}.py").write_text("open('x', 'w').close()\n", encoding="utf-8")
    wheel = make_wheel(workspace.parent / "a wheel")
    done = act({"PIP_NO_INDEX": "1", "PYTHONPATH": ""}, instrument="some.yaml", version=str(wheel))

    assert (0, "validate --format github --lang en -- some.yaml") == (done.code, done.log.splitlines()[3])
    assert (workspace.parent / "runner") in Path(done.outputs["command"]).parents
    assert not (workspace / "x").exists()


@needs_bash
def test_the_requirement_is_not_an_option_of_pip(act: Actor) -> None:
    """If the installation fails, the step does nothing."""
    done = act({"PIP_NO_INDEX": "1", "PYTHONPATH": ""}, instrument="some.yaml", version="--help")

    assert (2, "2", [("error", "title=kla-score")]) == (done.code, done.outputs["exit-code"], commands(done.log))


@pytest.fixture
def example(workspace: Path) -> Path:
    """Copy the example repository to the workspace."""
    shutil.copytree(EXAMPLE, workspace, dirs_exist_ok=True)
    return workspace


@needs_bash
def test_the_action_works_in_the_example(example: Path, act: Actor) -> None:
    """With the inputs of the workflow, the action succeeds."""
    done = act(**USE["with"])

    assert (True, 0, True) == (example.is_dir(), done.code, done.summary.startswith("# Kabupaten Contoh"))


@needs_bash
def test_the_steps_of_the_workflow_run(example: Path, program: Path) -> None:
    """The artifacts of the steps exist afterwards."""
    (script,) = [step["run"] for step in STEPS if "run" in step]
    (kept,) = [step["with"]["path"].split() for step in STEPS if "upload-artifact" in step.get("uses", "")]
    done = bash(script, example, KLA_SCORE=str(program))

    assert (0, []) == (done.returncode, [name for name in kept if not (example / name).is_file()])


@needs_bash
def test_the_steps_of_the_workflow_go_on_after_a_finding(example: Path, program: Path) -> None:
    """Findings of the instrument do not keep `batch` from running, and earlier files are replaced."""
    (script,) = [step["run"] for step in STEPS if "run" in step]
    (example / "findings.sarif").write_text("old", encoding="utf-8")
    (example / "instrument.yaml").write_text(FAULTY, encoding="utf-8")
    done = bash(script, example, KLA_SCORE=str(program))

    assert "sum-differs" in (example / "findings.sarif").read_text(encoding="utf-8")
    assert (2, True) == (done.returncode, "[sum-differs]" in done.stderr)


@needs_bash
@pytest.mark.parametrize("name", JOBS)
def test_the_jobs_of_the_pipeline_run(name: str, example: Path, program: Path) -> None:
    """Each line of the jobs runs, and their artifacts exist afterwards."""
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
    """The wheel is that of this version, and the environment contains the program."""
    wheel = make_wheel(example / "wheels")
    lines = [*GITLAB["default"]["before_script"], "command -v kla-score"]
    done = bash("\n".join(lines), example, KLA_SCORE=GITLAB["variables"]["KLA_SCORE"], PIP_NO_INDEX="1", PYTHONPATH="")

    assert wheel.relative_to(example).as_posix() == GITLAB["variables"]["KLA_SCORE"]
    assert f"{example}/.venv/bin/kla-score\n" == done.stdout


def test_the_configured_hook_is_that_of_the_project() -> None:
    """pre-commit finds the hook by its id, and only the instrument of the example matches."""
    (configured,) = CONFIGURED["hooks"]
    names = [path.relative_to(EXAMPLE).as_posix() for path in EXAMPLE.rglob("*") if path.is_file()]
    seen = [name for name in names if re.search(HOOK["files"], name) and not re.search(HOOK["exclude"], name)]

    assert not {"files", "exclude"} & configured.keys()
    assert (HOOK["id"], f"v{kla_score.__version__}") == (configured["id"], CONFIGURED["rev"])
    assert ["instrument.yaml"] == seen


def test_the_configured_hook_runs() -> None:
    """The hook runs with the arguments in the example."""
    _, *words = shlex.split(HOOK["entry"])
    (configured,) = CONFIGURED["hooks"]
    command = [sys.executable, "-m", "kla_score", *words, *configured["args"], "instrument.yaml"]
    done = subprocess.run(  # noqa: S603 - our own hook
        command, cwd=EXAMPLE, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )

    assert 0 == done.returncode
