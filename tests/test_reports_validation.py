"""Findings of instrument files: as text, as annotations of GitHub Actions, as SARIF and as JSON."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_score.i18n import LANGUAGES, Messages
from kla_score.instrument import Instrument
from kla_score.instrument_file import check_instrument
from kla_score.issues import CATALOGUE, Issue, Location, Parameter, Severity
from kla_score.reports.document import RenderTarget
from kla_score.reports.formats import FINDING_FORMATS
from kla_score.reports.issue_texts import finding_lines
from kla_score.reports.views.validation import validation_document
from tests.conftest import TINY
from tests.instruments import BROKEN


def rendered(name: str, issues: Sequence[Issue], language: str = "en") -> str:
    """Render *issues* as the findings of one file."""
    document = validation_document([("a.yaml", None, issues)], Messages(language))
    return FINDING_FORMATS[name].render_text(document, RenderTarget(every_note=True))


def finding(
    found: str = "x", file: str = "a.yaml", line: int = 3, column: int = 7, code: str = "identifier-undefined"
) -> Issue:
    parameters: dict[str, Parameter] = {"candidates": (found,), "count": 1}
    return Issue(code, Location(file, line=line, column=column), found=found, parameters=parameters)


def sentence(issue: Issue) -> str:
    return f"{Messages('en').what(issue)} {Messages('en').remedy(issue)}"


TEXTS: Final = st.text(max_size=20) | st.lists(
    st.sampled_from(
        [
            *("::", "##[", "##", "[", "]", "error", "set-output name=a", "stop-commands", "add-mask", "%0A", "%", ","),
            *(":", "\r", "\n", "\r\n", "\t", " ", "\u00a0", "\u2003", "\u3000", "\x0b", "\x85", "\u2028", "\\", "x"),
            *("=", "%25", "#", "\x1b[2J", "\udcff", "–"),
        ]
    ),
    max_size=8,
).map("".join)
"""Any text, and text that looks like a command in the log of a run."""

POSITIONS: Final = st.sampled_from([(0, 0, 0, 0), (2, 0, 0, 0), (2, 3, 0, 0)]) | st.tuples(*[st.integers(1, 3)] * 4)
"""Lines and columns of a beginning and of an end, which may be before it. 0 means that a number is missing."""

ISSUES: Final = st.lists(
    st.builds(
        Issue,
        st.sampled_from(["yaml-syntax", "key-unknown", "definition-unused", "cap-declared"]),
        st.builds(lambda file, numbers: Location(file, "", "", *numbers), TEXTS.filter(bool), POSITIONS),
        found=TEXTS,
        parameters=st.fixed_dictionaries(
            {
                "key": TEXTS,
                "candidates": st.lists(TEXTS, max_size=2).map(tuple),
                "name": TEXTS,
                "maximum": st.just(1),
                "derived": st.just(2),
            }
        ),
    ),
    max_size=4,
)


class Command(NamedTuple):
    """A command that the runner of GitHub Actions finds in a log."""

    name: str
    properties: Mapping[str, str]
    data: str


def commands_in(log: str) -> Iterator[Command]:
    """
    Return the commands in *log*, read like the runner: line by line, without blanks at both ends.

    ``::name key=value,key=value::data`` counts where a line starts with it, ``##[name ...]`` anywhere in a line.
    """
    for line in re.split(r"\r\n|\r|\n", log):
        text = line.strip()
        if match := re.match(r"::(?P<name>[^ :]*) ?(?P<properties>.*?)::(?P<data>.*)", text, re.DOTALL):
            pairs = (pair.partition("=") for pair in match["properties"].split(",") if pair)
            properties = {key: decoded(value, "%3A", "%2C") for key, _, value in pairs}
            yield Command(match["name"], properties, decoded(match["data"]))
        elif match := re.search(r"##\[(?P<name>[^ \]]*)(?P<rest>[^\]]*)\](?P<data>.*)", text, re.DOTALL):
            yield Command(match["name"], {"old": match["rest"]}, match["data"])


def decoded(text: str, *more: str) -> str:
    for code in ("%0D", "%0A", *more, "%25"):
        text = text.replace(code, unquote(code))
    return text


GITHUB_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def annotation_of(issue: Issue) -> Command:
    """Return the expected command for *issue*."""

    def shown(text: str) -> str:
        return text.replace("##[", "## [")

    location = issue.location
    properties = {
        "file": shown(location.file.replace("\\", "/")),
        "line": str(location.line),
        "col": str(location.column),
        "title": issue.code,
    }
    filled = {key: value for key, value in properties.items() if key not in {"line", "col"} or value != "0"}
    return Command(GITHUB_LEVELS[issue.severity], filled, shown(sentence(issue)))


@given(ISSUES)
def test_each_finding_has_exactly_one_annotation(issues: list[Issue]) -> None:
    """For any content and name of a file, each finding has one annotation, without other commands."""
    found = [(each.name, each.properties, each.data.strip()) for each in commands_in(rendered("github", issues))]

    assert [(each.name, each.properties, each.data.strip()) for each in map(annotation_of, issues)] == found


HOSTILE: Final = [
    "::error::x",
    "  ::error::x",
    "\u00a0::error::x",
    "::set-output name=a::b",
    "::stop-commands::token",
    "::add-mask::a",
    "##[add-mask]x",
    "##[error]x",
    "####[error]x",
    "a\n::error::x",
    "a\r::error::x",
    "a\r\n##[error]x",
    "a%0A::error::x",
    "a::error::x",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("where", ["found", "file"])
def test_a_text_that_looks_like_a_command_has_no_effect(text: str, where: str) -> None:
    """For any content and name of a file, the log has an annotation for each finding."""
    issues = [finding(), finding(text) if where == "found" else finding(file=text)]

    assert ["error", "error"] == [command.name for command in commands_in(rendered("github", issues))]


@pytest.mark.parametrize("severity", Severity)
def test_each_severity_has_its_command(severity: Severity) -> None:
    """Errors, warnings and notices."""
    code = {"error": "yaml-tag", "warning": "options-unordered", "note": "cap-declared"}[severity]
    numbers: dict[str, int | str] = {"name": "1", "maximum": 1, "derived": 2}
    issue = Issue(code, Location("a.yaml", line=1, column=1), parameters=numbers)
    (command,) = commands_in(rendered("github", [issue]))

    assert GITHUB_LEVELS[severity] == command.name


@pytest.mark.parametrize(
    ("text", "in_message", "in_file"),
    [
        ("50%", "50%25", "50%25"),
        ("a%0Ab", "a%250Ab", "a%250Ab"),
        ("a:b", "a:b", "a%3Ab"),
        ("a,b", "a,b", "a%2Cb"),
    ],
)
def test_special_characters_of_commands_are_escaped(text: str, in_message: str, in_file: str) -> None:
    """A message and a property have different escapes."""
    (*_, line) = rendered("github", [finding(text, text)]).splitlines()
    head, _, message = line.removeprefix("::").partition("::")

    assert (f"error file={in_file},line=3,col=7,title=identifier-undefined", f"“{in_message}”") == (
        head,
        message.split()[0],
    )


def test_a_line_break_in_the_name_of_a_file_is_escaped() -> None:
    """A line break in a file name cannot end the command."""
    assert "::error file=a%0D%0Ab.yaml,line=3" in rendered("github", [finding(file="a\r\nb.yaml")])


def test_a_windows_path_becomes_a_path_of_the_repository() -> None:
    """GitHub accepts only slashes."""
    assert "::error file=a/b.yaml," in rendered("github", [finding(file="a\\b.yaml")])


def test_an_issue_without_a_line_names_only_the_file() -> None:
    """A missing file has no line."""
    issue = Issue("file-not-found", Location("a.yaml"), parameters={"candidates": ()})

    assert "::error file=a.yaml,title=file-not-found::" in rendered("github", [issue])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plain_list_precedes_the_annotations(language: str) -> None:
    """A run shows at most ten annotations of a level, but the log shows all findings."""
    issues = [finding(str(number)) for number in range(12)]
    lines = rendered("github", issues, language).splitlines()

    assert list(finding_lines(issues, Messages(language))) == lines[:12]


@pytest.mark.parametrize("name", ["text", "github"])
def test_without_findings_nothing_is_written(name: str) -> None:
    """A valid file has no line."""
    assert "" == rendered(name, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_is_one_line_of_text(language: str) -> None:
    """A finding has place, level, message, action and code, whatever the content and name of the file."""
    lines = rendered("text", [finding("a\n\x1b[31mb", "c\nd\x9b.yaml")], language).splitlines()

    assert [True] == [bool(re.fullmatch(r"c d\ufffd\.yaml:3:7 \w+ “a \ufffd\[31mb”.*\.( .*)? \[[a-z-]+\]", lines[0]))]


@given(ISSUES)
def test_no_control_character_is_written(issues: list[Issue]) -> None:
    """The only control character is the line break after each finding."""
    text = rendered("text", issues)

    assert ["\n"] * len(issues) == re.findall("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]", text)


@given(ISSUES)
def test_no_control_character_of_a_file_is_in_the_log_of_a_run(issues: list[Issue]) -> None:
    """An annotation contains one only in the name of the file."""
    text = rendered("github", [replace(issue, location=Location("a.yaml")) for issue in issues])

    assert ["\n"] * 2 * len(issues) == re.findall("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]", text)


SARIF_LEVELS: Final = frozenset({"none", "note", "warning", "error"})
URI: Final = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*:)?(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+")


def strict(text: str) -> dict[str, Any]:
    """Parse JSON strictly."""
    data: dict[str, Any] = json.loads(text, parse_constant=pytest.fail)
    return data


def faults_of_sarif(text: str) -> Iterator[str]:
    """
    Return every requirement of SARIF 2.1.0, and of its reader GitHub, that *text* does not meet.

    It follows sections 3.13 (log), 3.14 (run), 3.19 (driver), 3.27 (result), 3.30 (region), 3.49 (rule).
    """
    log = strict(text)
    if not text.isascii():
        yield "other readers may not take it for UTF-8"
    if log["version"] != "2.1.0" or not log["$schema"].endswith("/sarif-schema-2.1.0.json"):
        yield "the version is not said"
    if set(log) != {"$schema", "version", "runs"} or len(log["runs"]) != 1:
        yield "a log has runs"
    (run,) = log["runs"]
    if set(run) != {"tool", "language", "columnKind", "results"}:
        yield "a run has a tool and results"
    if run["columnKind"] != "unicodeCodePoints" or run["language"] != "en":
        yield "columns are counted in characters, and the language is English"
    driver = run["tool"]["driver"]
    yield from _faults_of_driver(driver)
    for result in run["results"]:
        yield from _faults_of_result(result, driver["rules"])


def _faults_of_driver(driver: dict[str, Any]) -> Iterator[str]:
    if not driver["name"] or not re.fullmatch(r"\d+\.\d+\.\d+.*", driver["semanticVersion"]):
        yield "a tool has a name and a version"
    if len({rule["id"] for rule in driver["rules"]}) != len(driver["rules"]):
        yield "a rule stands there once"
    for rule in driver["rules"]:
        if not rule["helpUri"].endswith(f"/docs/issues.md#{rule['id']}"):
            yield "a rule has no page"
        if not all(rule[key]["text"] for key in ("shortDescription", "fullDescription", "help")):
            yield f"{rule['id']} is not explained"
        if rule["defaultConfiguration"]["level"] not in SARIF_LEVELS:
            yield f"{rule['id']} has no level"


def _faults_of_result(result: dict[str, Any], rules: list[dict[str, Any]]) -> Iterator[str]:
    if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
        yield "the index points at another rule"
    if result["level"] not in SARIF_LEVELS or not result["message"]["text"]:
        yield "a result has a level and a message"
    if len(result["locations"]) != 1:
        yield "a result has one place"
    for location in result["locations"]:
        physical = location["physicalLocation"]
        if not URI.fullmatch(physical["artifactLocation"]["uri"]):
            yield "a path is a URI"
        region = physical.get("region", {"startLine": 1, "startColumn": 1})
        if not all(type(number) is int and number >= 1 for number in region.values()):
            yield "lines and columns are counted from 1"
        begin, end = (region["startLine"], region["startColumn"]), (region.get("endLine"), region.get("endColumn"))
        if end != (None, None) and not begin < end:
            yield "a region ends after its beginning"


@given(ISSUES)
def test_sarif_meets_the_standard(issues: list[Issue]) -> None:
    """Every requirement is met for any findings."""
    assert [] == list(faults_of_sarif(rendered("sarif", issues)))


def sarif_run(*issues: Issue) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(rendered("sarif", issues))["runs"][0]
    return run


def test_sarif_has_a_result_for_each_finding() -> None:
    """A result has code, level, message and place, in the order of the findings."""
    warning = finding("z", "b.yaml", code="definition-unused")
    results = sarif_run(finding(), warning)["results"]

    assert [
        ("identifier-undefined", "error", sentence(finding()), 3, 7),
        ("definition-unused", "warning", sentence(warning), 3, 7),
    ] == [
        (
            each["ruleId"],
            each["level"],
            each["message"]["text"],
            *each["locations"][0]["physicalLocation"]["region"].values(),
        )
        for each in results
    ]


def test_sarif_explains_each_rule_once() -> None:
    """The rules are those of the findings, with message, reason and action."""
    rules = sarif_run(finding(), finding("y"), finding(code="definition-unused"))["tool"]["driver"]["rules"]
    words = Messages("en").explain("identifier-undefined")

    assert (["definition-unused", "identifier-undefined"], [*words]) == (
        [rule["id"] for rule in rules],
        [rules[1][key]["text"] for key in ("shortDescription", "help", "fullDescription")],
    )


def test_the_severity_of_each_code_is_a_level_of_sarif() -> None:
    """The level is note, warning or error."""
    issues = [
        Issue(code, Location("a.yaml"), parameters=dict.fromkeys(each.parameters, "x"))
        for code, each in CATALOGUE.items()
    ]
    rules = sarif_run(*issues)["tool"]["driver"]["rules"]

    assert {code: each.severity.value for code, each in CATALOGUE.items()} == {
        rule["id"]: rule["defaultConfiguration"]["level"] for rule in rules
    }


def test_sarif_is_the_same_in_every_language() -> None:
    """SARIF declares English, and its texts are English."""
    assert rendered("sarif", [finding()], "id") == rendered("sarif", [finding()], "en")


def test_an_issue_without_a_line_has_no_region_in_sarif() -> None:
    """The result in SARIF is about the whole file."""
    (result,) = sarif_run(Issue("file-not-found", Location("a.yaml"), parameters={"candidates": ()}))["results"]

    assert [{"physicalLocation": {"artifactLocation": {"uri": "a.yaml"}}}] == result["locations"]


def uri_of(file: str) -> str:
    (result,) = sarif_run(finding(file=file))["results"]
    uri: str = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    return uri


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("a.yaml", "a.yaml"),
        ("./a.yaml", "a.yaml"),
        ("a/b.yaml", "a/b.yaml"),
        ("../a.yaml", "../a.yaml"),
        ("a b.yaml", "a%20b.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("http://a.yaml", "http%3A/a.yaml"),
        ("a%20b.yaml", "a%2520b.yaml"),
        ("a#b?c.yaml", "a%23b%3Fc.yaml"),
        ("désa.yaml", "d%C3%A9sa.yaml"),
    ],
)
def test_a_relative_path_stays_relative(file: str, uri: str) -> None:
    """A relative path works in any checkout. Special characters of a URI are escaped."""
    assert uri == uri_of(file)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0/\\:"), min_size=1, max_size=20))
def test_the_name_of_a_file_is_read_back_from_its_uri(name: str) -> None:
    """Decoding the URI gives the same name."""
    assert f"x{name}" == unquote(uri_of(f"x{name}"))


@pytest.mark.parametrize("name", ["a.yaml", "a b.yaml", "a#b%.yaml", "désa.yaml"])
def test_an_absolute_path_is_a_file_uri(name: str, tmp_path: Path) -> None:
    """An absolute path has the scheme, and decoding gives the same path."""
    uri = urlsplit(uri_of(str(tmp_path / name)))

    assert ("file", str(tmp_path / name)) == (uri.scheme, url2pathname(uri.path))


def data_of(*outcomes: tuple[str, Instrument | None, Sequence[Issue]], language: str = "en") -> dict[str, Any]:
    text = FINDING_FORMATS["json"].render_text(validation_document(outcomes, Messages(language)), RenderTarget())
    return strict(text)


PLACE: Final = ("line", "column", "end_line", "end_column")


def test_json_of_findings_has_the_documented_keys(tiny: Instrument) -> None:
    """The output has the keys of version 1, in order, at every level."""
    data = data_of(("a.yaml", tiny, [finding()]))
    (file,) = data["files"]

    assert [
        ["schema_version", "kind", "tool", "files", "summary"],
        ["file", "status", "instrument", "findings"],
        ["id", "edition", "fingerprint", "status"],
        ["code", "severity", *PLACE, "path", "question", "related", "message", "found", "remedy"],
        ["files", "invalid", "errors", "warnings", "notes"],
    ] == [list(each) for each in (data, file, file["instrument"], file["findings"][0], data["summary"])]


def test_json_counts_files_and_findings(tiny: Instrument) -> None:
    """The counts cover every file, unusable files, and all findings of each severity."""
    note = Issue("cap-declared", Location("b.yaml"), parameters={"name": "1", "maximum": 1, "derived": 2})
    warning = finding(code="definition-unused")
    first, last = ("a.yaml", None, [finding(), finding(), warning]), ("c.yaml", None, [finding()])
    data = data_of(first, ("b.yaml", tiny, [note, warning, note]), last)

    assert {"files": 3, "invalid": 2, "errors": 3, "warnings": 2, "notes": 2} == data["summary"]


def test_json_names_each_valid_instrument(tiny: Instrument) -> None:
    """A file with errors is not in the list."""
    files = data_of(("a.yaml", tiny, []), ("b.yaml", None, [finding()]))["files"]
    identity = {"id": "tiny", "edition": "1", "fingerprint": tiny.fingerprint, "status": "example"}

    assert [("a.yaml", "valid", identity), ("b.yaml", "invalid", None)] == [
        (each["file"], each["status"], each["instrument"]) for each in files
    ]


def test_json_has_the_text_of_a_finding() -> None:
    """A finding has place, found value, message and action."""
    (file,) = data_of(("a.yaml", None, [finding("lo")]))["files"]

    assert [
        {
            "code": "identifier-undefined",
            "severity": "error",
            **dict(zip(PLACE, (3, 7, None, None), strict=True)),
            "path": [],
            "question": None,
            "related": [],
            "message": "“lo” is not defined in this file. Did you mean lo?",
            "found": "lo",
            "remedy": "Correct the name, or define it in this file.",
        }
    ] == file["findings"]


def test_json_has_null_for_absent_values() -> None:
    """A missing line or text is null, not 0 or an empty text."""
    (file,) = data_of(("a.yaml", None, [Issue("file-not-found", Location("a.yaml"), parameters={"candidates": ()})]))[
        "files"
    ]

    assert (None, None, None) == tuple(file["findings"][0][key] for key in ("line", "column", "found"))


def test_json_of_findings_is_the_same_in_every_language() -> None:
    """A broken file may lack its language, so that the messages are English."""
    assert data_of(("a.yaml", None, [finding()]), language="id") == data_of(("a.yaml", None, [finding()]))


@given(ISSUES)
def test_json_of_findings_is_strict(issues: list[Issue]) -> None:
    """For any findings, reading the data gives the same values."""
    (file,) = data_of(("\udcff.yaml", None, issues))["files"]

    assert ("\udcff.yaml", [issue.found or None for issue in issues]) == (
        file["file"],
        [each["found"] for each in file["findings"]],
    )


@pytest.mark.parametrize("name", FINDING_FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_ends_its_last_line(name: str, language: str) -> None:
    """The output consists of whole lines."""
    assert rendered(name, [finding()], language).endswith("\n")


def test_every_finding_of_a_real_file_is_in_every_format(tmp_path: Path) -> None:
    """Text, annotations, SARIF and JSON have the same codes."""
    path = tmp_path / "a.yaml"
    text = TINY.read_text(encoding="utf-8").replace("maximum: 30", "maximum: 31").replace('"Disdik"', "010")
    path.write_text(text, encoding="utf-8")
    issues = check_instrument(path).issues
    codes = [issue.code for issue in issues]
    data = json.loads(rendered("json", issues))

    assert [codes] * 4 == [
        re.findall(r"\[([a-z-]+)\]$", rendered("text", issues), re.MULTILINE),
        [command.properties["title"] for command in commands_in(rendered("github", issues))],
        [result["ruleId"] for result in sarif_run(*issues)["results"]],
        [each["code"] for each in data["files"][0]["findings"]],
    ]


def test_a_finding_outside_of_the_questions_names_none(tmp_path: Path) -> None:
    """Only a finding about a question has its code."""
    path = tmp_path / "a.yaml"
    path.write_text(BROKEN.replace('id: "health"', 'id: "h e"'), encoding="utf-8")
    (file,) = data_of(("a.yaml", None, check_instrument(path).issues))["files"]
    keys = {each["path"][0]: each["question"] for each in file["findings"] if each["path"]}

    assert {"agencies": None, "maximum": None}.items() <= keys.items()


def test_a_finding_has_its_keys_its_end_and_its_other_places(tmp_path: Path) -> None:
    """
    A program finds the value by its keys, an editor underlines it to its end, and code scanning links its other uses.
    """
    path = tmp_path / "a.yaml"
    path.write_text(TINY.read_text(encoding="utf-8").replace('- id: "document"', '- id: "documents"'), encoding="utf-8")
    issues = [issue for issue in check_instrument(path).issues if issue.code == "identifier-undefined"]
    (found,) = data_of(("a.yaml", None, issues))["files"][0]["findings"]
    (result,) = sarif_run(*issues)["results"]
    keys = ["clusters", 0, "indicators", 0, "questions", 0, "evidence", 0, "kind"]

    assert (keys, "1.1") == (found["path"], found["question"])
    assert {"startLine": 95, "startColumn": 23, "endLine": 95, "endColumn": 33} == result["locations"][0][
        "physicalLocation"
    ]["region"]
    assert [110, 114, 179, 183, 228] == [each["line"] for each in found["related"]]
    assert len(found["related"]) == len(result["relatedLocations"])
