"""The documents agree with the program."""

import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from importlib.metadata import distribution
from pathlib import Path
from statistics import median

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import kla_score
from kla_score.cli import COMMANDS, main
from kla_score.cli.console import DONE, FINDINGS, INTERRUPTED, NOT_DONE
from kla_score.instrument.questions import KINDS
from kla_score.issues import CATALOGUE
from tests.conftest import TINY
from tests.examples import ROOT
from tests.scripts import load_script

WITH_EXAMPLE = {code: each for code, each in CATALOGUE.items() if each.failing}
DEVELOPMENT = ROOT / "docs" / "development"
FRONT = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.id.md")}
"""The README in both languages."""
LONGEST_FRONT = 100
SHARED = {name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("options.md", "options.id.md")}
"""The page on options, formats and exit codes in both languages."""
FORMATS, EXIT_CODES = 1, 2
"""The tables of that page by number."""


def table(text: str, number: int) -> list[list[str]]:
    """Return the cells of a table of *text* below its head."""
    found = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)[number]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in found.splitlines()[2:]]


@pytest.mark.parametrize("name", FRONT)
def test_the_readme_is_short(name: str) -> None:
    """A README has at most 100 lines."""
    assert len(FRONT[name].splitlines()) <= LONGEST_FRONT


@pytest.mark.parametrize("name", FRONT)
def test_the_readme_names_the_daily_commands(name: str) -> None:
    """The table has five commands, and the README names no other."""
    expected = ["template", "evaluate", "plan", "merge", "batch"]

    assert expected == [command.split()[1].strip("`") for command, _ in table(FRONT[name], 0)]
    assert set(expected) == set(re.findall(r"kla-score ([a-z]+)", FRONT[name])) & set(COMMANDS)


def formats_of(command: str, option: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the formats of *option* of *command*, the default first, or none without such an option."""
    words = {
        "attach": ["a.xlsx", "--evidence-dir", "evidence", "-o", "b.xlsx"],
        "compare": ["a.xlsx", "b.xlsx"],
        "completion": ["bash"],
        "diff": ["a.yaml", "b.yaml"],
        "plan": ["a.xlsx", "--target", "nindya"],
        "rollup": ["a.xlsx", "--roster", "villages.csv"],
        "schema": [],
    }
    with pytest.raises(SystemExit, match="2"):
        main([command, *words.get(command, ["a.xlsx"]), option, "out.nonsense", "--lang", "en"])
    reported = capsys.readouterr().err
    allowed = re.search(r"(?:Use one of|a name that ends in) (.*)\.$", reported, re.MULTILINE)
    assert ("[flag-unknown]" in reported) == (allowed is None)
    return allowed[1].split(", ") if allowed else []


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", SHARED)
def test_the_table_of_formats_is_that_of_the_program(
    name: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table has each command once, with its formats for the screen and for files."""
    listed = [row[1:] for row in table(SHARED[name], FORMATS) if f"`{command}`" in row[0]]
    expected = [[formats_of(command, option, capsys) for option in ("-f", "-o")]]

    assert expected == [[re.findall(r"`([^`]+)`", cell) for cell in cells] for cells in listed]


@pytest.mark.parametrize(
    "command", [command for command in COMMANDS if command not in {"attach", "merge", "rollup", "schema"}]
)
def test_a_help_page_names_the_formats_of_its_command(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The help page has the formats for the screen, which the shell also completes, and those for files."""
    expected = [set(formats_of(command, option, capsys)) for option in ("-f", "-o")]
    with pytest.raises(SystemExit, match="0"):
        main([command, "-h", "--lang", "en"])
    page = capsys.readouterr().out
    listed = re.search(r"--format (\S+)", page), re.search(r"Also write a file \(([^)]*)\)", page)

    assert expected == [set(re.findall(r"[.\w]+", found[1])) if found else set() for found in listed]


@pytest.mark.parametrize("name", SHARED)
def test_the_table_of_formats_names_no_other_command(name: str) -> None:
    """Every name with formats is a command."""
    assert sorted(COMMANDS) == sorted(
        re.findall(r"`([^`]+)`", " ".join(row[0] for row in table(SHARED[name], FORMATS)))
    )


@pytest.mark.parametrize("name", SHARED)
def test_every_exit_code_is_in_the_table(name: str) -> None:
    """The table has all exit codes of the program, and no other."""
    assert [str(code) for code in (DONE, FINDINGS, NOT_DONE, INTERRUPTED)] == [
        code for code, _ in table(SHARED[name], EXIT_CODES)
    ]


def in_indonesian(link: str) -> str:
    """Return the Indonesian version of a page or picture, if it exists."""
    path = Path(link)
    other = path.with_name(f"{path.stem.removesuffix('.en')}.id{path.suffix}").as_posix()
    return other if (ROOT / other).exists() else link


def test_both_readmes_lead_to_the_same_pages() -> None:
    """The links have the same order, and each leads to a page in the same language."""
    english, indonesian = (
        [link for link in re.findall(r"\]\(([^)#]+)", text) if link not in FRONT] for text in FRONT.values()
    )

    assert [in_indonesian(link) for link in english] == indonesian


def test_both_readmes_have_the_same_structure() -> None:
    """The headings have the same levels, and the blocks have the same types, in the same order."""
    english, indonesian = (re.findall(r"^(?:#+ |```\w+$)", text, re.MULTILINE) for text in FRONT.values())

    assert english == indonesian


@pytest.mark.parametrize("name", FRONT)
def test_the_readme_has_the_numbers_of_its_picture(name: str) -> None:
    """The README has the points of the example that `evaluate` prints."""
    (picture,) = re.findall(r"\]\((docs/pictures/[^)]+)", FRONT[name])
    numbers = re.findall(r"\d{3}[.,]\d{2}(?= )", FRONT[name].partition("](docs/pictures/")[0])
    printed = (ROOT / picture).read_text(encoding="utf-8")

    assert (2, []) == (len(numbers), [each for each in numbers if each not in printed])


def test_every_dependency_is_explained() -> None:
    """The page of dependencies has a reason for each runtime dependency."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    table = (DEVELOPMENT / "dependencies.md").read_text(encoding="utf-8").lower()
    names = [re.split(r"[<>=]", each)[0] for each in project["dependencies"]]

    assert [] == [name for name in names if not re.search(rf"\| {name} +\|", table)]


def brought_along(name: str) -> set[str]:
    """Return a package and all its dependencies, as far as they are installed."""
    found: set[str] = set()
    pending = [name]
    while pending:
        package = distribution(pending.pop())
        if package.name not in found:
            found.add(package.name)
            needed = [Requirement(each) for each in package.requires or []]
            pending += [each.name for each in needed if each.marker is None or each.marker.evaluate({"extra": ""})]
    return found


def test_every_licence_is_listed() -> None:
    """The table has every package that the program installs, including indirect dependencies."""
    table = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    names = {canonicalize_name(name) for name in re.findall(r"^\| ([\w-]+) ", table, re.MULTILINE)}

    assert set() == {canonicalize_name(name) for name in brought_along("kla-score") - {"kla-score"}} - names


def test_every_library_of_the_checks_is_pinned() -> None:
    """The constraints contain every library of the program, its tests and its checks once, without an address."""
    text = (ROOT / "docs" / "constraints.txt").read_text(encoding="utf-8")
    lines = text.splitlines()[1:]
    pinned = [canonicalize_name(line.partition("==")[0]) for line in lines]
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = data["project"]
    groups = project["optional-dependencies"]
    wanted = [*project["dependencies"], *groups["test"], *groups["check"], *data["build-system"]["requires"]]
    names = {Requirement(each).name for each in wanted} | brought_along("kla-score")

    assert set() == {canonicalize_name(name) for name in names} - {"kla-score"} - set(pinned)
    assert [] == [line for line in lines if not re.fullmatch(r"[a-z0-9.-]+==[0-9][\w.]*", line)]
    assert len(set(pinned)) == len(pinned)


@pytest.mark.parametrize("name", ["README.md", "README.id.md"])
def test_both_commands_of_the_readme_install_the_tested_versions(name: str) -> None:
    """Both commands install pinned versions, not the newest of the day."""
    commands = re.findall(r"^python3 -m venv .*$", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)

    assert [True, True] == ["pip install --quiet --constraint docs/constraints.txt " in each for each in commands]


def test_the_example_of_validation_runs() -> None:
    """The codes and errors on the page equal those of the program."""
    text = (DEVELOPMENT / "architecture.md").read_text(encoding="utf-8")
    (source,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)

    exec(compile(source, "architecture.md", "exec"), {})  # noqa: S102 - our own example


def test_the_picture_of_the_rooms_agrees_with_the_imports() -> None:
    """The imports decide the floor of each room, and the table explains each room."""
    pytest.importorskip("grimp")
    from benchmarks.house import floors_of, imports_of_rooms  # noqa: PLC0415 - it needs grimp

    text = (DEVELOPMENT / "architecture.md").read_text(encoding="utf-8")
    floors = floors_of(imports_of_rooms())
    picture = re.findall(r"^ *(\d+)  (\w[\w ]*)$", text, re.MULTILINE)

    assert floors == {room: int(floor) for floor, rooms in picture for room in rooms.split()}
    assert [int(floor) for floor, _ in picture] == sorted(set(floors.values()), reverse=True)
    assert floors.keys() == set(re.findall(r"^\| `(\w+)` +\|", text, re.MULTILINE))


def test_the_version_is_in_one_place() -> None:
    """The installed package and the program have the same version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert (["version"], kla_score.__version__) == (project["dynamic"], distribution("kla-score").version)


def code_of(name: str) -> list[str]:
    """Return all code in a document, in its order."""
    return re.findall(r"```.*?```|`[^`\n]+`", (ROOT / "docs" / name).read_text(encoding="utf-8"), re.DOTALL)


def test_both_languages_install_alike() -> None:
    """The commands do not depend on the language."""
    assert code_of("install.md") == code_of("install.id.md")


def test_wheels_are_called_by_their_version() -> None:
    """File names on a page contain this version."""
    found = {number for text in code_of("install.md") for number in re.findall(r"kla_score-([\d.]*\d)", text)}

    assert {kla_score.__version__} == found


def built() -> Mapping[str, str]:
    """Build the generated documents, without writing them."""
    documents: Mapping[str, str] = load_script(ROOT / "docs" / "generate.py").documents()
    return documents


BUILT = built()


@pytest.mark.parametrize("name", BUILT)
def test_a_built_document_is_fresh(name: str) -> None:
    """If this fails, run ``python docs/generate.py``, since a message, an example or a model has changed."""
    assert BUILT[name] == (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_every_limit_has_a_code() -> None:
    """A message reports every limit."""
    codes = {line.split("`")[-2] for line in BUILT["limits.md"].splitlines() if line.endswith("` |")}

    assert (True, set()) == (bool(codes), codes - CATALOGUE.keys())


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.id.md")), ids=lambda page: page.name)
def test_both_languages_of_a_page_have_the_same_headings(page: Path) -> None:
    """Each page links to the other, and their headings have the same levels in the same order."""
    other = page.with_name(page.name.replace(".id.md", ".md"))
    texts = [each.read_text(encoding="utf-8") for each in (page, other)]
    prose = [re.sub(r"```.*?```", "", text, flags=re.DOTALL) for text in texts]
    indonesian, english = (re.findall(r"^#+ ", text, re.MULTILINE) for text in prose)

    if page.name.partition(".")[0] not in {"commands", "issues"}:
        assert (True, True) == (f"]({other.name})" in texts[0], f"]({page.name})" in texts[1])
    assert english == indonesian


IN_BOTH_LANGUAGES = {
    *("batch", "compare", "data", "divide", "fill-in", "first-score", "glossary", "install", "plan", "points"),
    *("troubleshooting", "verification", "villages"),
}
WRITTEN = {
    *("README.md", "json.md", "licences.md", "new-instrument.md", "performance.md", "python.md"),
    *(f"{name}{ending}" for name in IN_BOTH_LANGUAGES for ending in (".md", ".id.md")),
}
"""Pages that people write."""


def test_every_document_is_built() -> None:
    """The folder contains no page of an earlier version."""
    assert {name for name in BUILT if "/" not in name} | WRITTEN == {
        path.name for path in (ROOT / "docs").iterdir() if path.suffix in {".md", ".json"}
    }


@pytest.mark.parametrize("name", ["issues.md", "issues.id.md"])
def test_every_code_has_its_heading(name: str) -> None:
    """Each heading occurs once, so that a link finds it."""
    assert sorted(CATALOGUE) == sorted(re.findall(r"^### (\S+)$", BUILT[name], re.MULTILINE))


@pytest.mark.parametrize("name", ["issues.md", "issues.id.md"])
def test_codes_of_instrument_files_come_first(name: str) -> None:
    """The page has two chapters, each in alphabetical order."""
    first, second = (
        re.findall(r"^### (\S+)$", part, re.MULTILINE)
        for part in re.split(r"^## ", BUILT[name], flags=re.MULTILINE)[1:]
    )

    assert (sorted(WITH_EXAMPLE), sorted(CATALOGUE.keys() - WITH_EXAMPLE.keys())) == (first, second)


(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("indicators.yaml", True),
        ("indicators.yml", True),
        ("kla/indicators.yaml", True),
        *((path.relative_to(ROOT).as_posix(), True) for path in (ROOT / "examples" / "instruments").iterdir()),
        (".github/workflows/ci.yaml", False),
        (".pre-commit-hooks.yaml", False),
        ("tests/tiny.yaml", False),
        ("my-indicators.yaml", False),
        ("indicators.yaml.txt", False),
        ("instruments/a/b.yaml", False),
        ("myinstruments/a.yaml", False),
    ],
)
def test_the_hook_checks_only_instruments(path: str, expected: bool) -> None:
    """pre-commit searches the path of each file for the pattern."""
    assert expected is bool(re.search(HOOK["files"], path))


@pytest.mark.slow
@pytest.mark.parametrize(("text", "expected"), [("maximum: 30", 0), ("maximum: 31", 1)])
def test_the_hook_runs(text: str, expected: int, tmp_path: Path) -> None:
    """The hook accepts a valid file and refuses a faulty one."""
    path = tmp_path / "indicators.yaml"
    path.write_text(TINY.read_text(encoding="utf-8").replace("maximum: 30", text), encoding="utf-8")
    program, *arguments = shlex.split(HOOK["entry"])
    command = [sys.executable, "-m", program.replace("-", "_"), *arguments, *HOOK.get("args", []), str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)  # noqa: S603 - our own hook

    assert expected == done.returncode


@pytest.mark.parametrize(("name", "sign"), [("verification.md", "."), ("verification.id.md", ",")])
def test_the_warning_follows_from_the_published_cases(name: str, sign: str) -> None:
    """Ten cases, 7 to 34 percent, about a quarter: the sentence has the numbers of the table."""
    text = (ROOT / "docs" / name).read_text(encoding="utf-8").replace(sign, ".")
    cases = re.findall(r"^\| [A-Z][\w ]+\| +([0-9.]+) +\| +([0-9.]+) +\| +([0-9.]+)% \|$", text, re.MULTILINE)
    lost = [(Decimal(before) - Decimal(after)) / Decimal(before) * 100 for before, after, _ in cases]

    assert [f"{share:.1f}" for share in lost] == [printed for _, _, printed in cases]
    assert (10, "7.3", "34.1", "24.8") == (len(lost), *(f"{each:.1f}" for each in (min(lost), max(lost), median(lost))))
    assert all(f"{each:.1f}" in text for each in (min(lost), max(lost), median(lost)))


def first_column(name: str) -> set[str]:
    """Return the names in code font in the first column of tables on the page *name*."""
    return set(re.findall(r"^\| `([^`]+)` +\|", (ROOT / "docs" / name).read_text(encoding="utf-8"), re.MULTILINE))


def test_every_kind_of_question_is_in_the_table() -> None:
    """The page on points lists each type of question with its answers."""
    assert set() == set(KINDS) - first_column("points.md")


def test_every_shipped_edition_is_in_the_table() -> None:
    """The page on data lists each instrument file with its facts."""
    assert set() == {path.name for path in (ROOT / "examples" / "instruments").iterdir()} - first_column("data.md")
