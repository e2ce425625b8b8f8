"""Many faults in one run, and one fault anywhere: each is found at its line, without other findings."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kla_score.instrument_file import packaged_instrument
from kla_score.instrument_file.document import YamlDocument
from kla_score.instrument_file.yaml_reading import parse_yaml
from kla_score.issues import Issue, Severity
from tests.conftest import Checker
from tests.instruments import MARK, Path

MANY: Final = FilePath(__file__).parent / "data" / "25-faults.yaml"


def findings(issues: Sequence[Issue]) -> list[tuple[str, int]]:
    """Return code and line of each error and warning."""
    return [(issue.code, issue.location.line) for issue in issues if issue.severity is not Severity.NOTE]


def test_twenty_five_different_faults_get_twenty_five_findings(check: Checker) -> None:
    """One run finds 25 faults of 25 kinds across a file, each at its line, and no other."""
    text = MANY.read_text(encoding="utf-8")
    marked = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if f"# {MARK} " in line]
    expected = [(line.partition(f"# {MARK} ")[2], number) for number, line in marked]

    assert expected == findings(check(text).issues)


def test_the_twenty_five_faults_are_different() -> None:
    """There are 25 different faults."""
    codes = re.findall(f"# {MARK} (.+)", MANY.read_text(encoding="utf-8"))

    assert (25, 25) == (len(codes), len(set(codes)))


# One fault anywhere in the packaged instrument

TEXT: Final = packaged_instrument().read_text(encoding="utf-8")
LINES: Final = TEXT.split("\n")


def _lines_by_path() -> dict[Path, int]:
    """Return the line (counted from 0) of every value by its keys and positions."""
    document = YamlDocument("indicators.yaml")
    parse_yaml(TEXT.encode("utf-8"), document)
    return {path: document.location_of(path).line - 1 for path in document.spans}


LINE: Final = _lines_by_path()


def paths(*pattern: str | type) -> list[Path]:
    """Return the paths of *pattern*, in the order of the file. ``int`` matches any position, ``str`` any key."""
    return [path for path in LINE if len(path) == len(pattern) and all(map(_fits, path, pattern))]


def _fits(key: str | int, wanted: str | type) -> bool:
    return isinstance(key, wanted) if isinstance(wanted, type) else key == wanted


INDICATOR: Final = ("clusters", int, "indicators", int)
QUESTION: Final = (*INDICATOR, "questions", int)
ITEMS: Final = (*paths(*QUESTION, "evidence", int), *paths(*QUESTION, "evidence", "any_of", int, "all_of", int))
TEXTS: Final = [path[:-1] for path in LINE if path[-1] == "en"]


def value_at(path: Path) -> str:
    """Return the value on the line of *path*, without its key and quotes."""
    return re.sub(r'^ *(- )?([a-z_]+: )?"?(.*?)"?$', r"\3", LINES[LINE[path]])


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def replaced(changes: dict[int, list[str]]) -> str:
    """Return the file with some lines (counted from 0) replaced by others."""
    return "\n".join(each for number, line in enumerate(LINES) for each in changes.get(number, [line]))


def with_value(path: Path, value: str) -> dict[int, list[str]]:
    """Replace the value of *path* by *value*, as written."""
    line = LINES[LINE[path]]
    start = re.match(r" *(- )?([a-z_]+: )?", line)
    assert start

    return {LINE[path]: [start[0] + value]}


@dataclass(frozen=True, slots=True)
class RuleViolation:
    """One fault: the whole file with it, and the expected findings by line counted from 0."""

    text: str
    expected: list[tuple[str, int]]


Faults = Callable[[], st.SearchStrategy[RuleViolation]]


def another_number(draw: st.DrawFn, path: Path, highest: int = 1_000) -> tuple[Decimal, Decimal]:
    """Return the number at *path* and another one."""
    old = Decimal(value_at(path))
    return old, draw(st.decimals(0, highest, places=2).filter(lambda value: value != old))


def capped(indicator: Path) -> bool:
    return (*indicator, "cap") in LINE


@st.composite
def changed_maxima_of_questions(draw: st.DrawFn) -> RuleViolation:
    """Change the maximum of a question. The report is about its indicator, or about the sum of its cap."""
    path = draw(st.sampled_from(paths(*QUESTION, "maximum")))
    old, new = another_number(draw, path, 100)
    indicator = path[:4]
    code, key = ("surplus-undeclared" if new > old else "sum-differs"), (*indicator, "maximum")
    if capped(indicator):
        code, key = "cap-wrong", (*indicator, "cap", "questions_total")
    return RuleViolation(replaced(with_value(path, str(new))), [(code, LINE[key])])


@st.composite
def changed_maxima_of_indicators(draw: st.DrawFn) -> RuleViolation:
    """Change the maximum of an indicator. The report is not about its cluster, which agrees with the questions."""
    path = draw(st.sampled_from(paths(*INDICATOR, "maximum")))
    old, new = another_number(draw, path)
    code, key = ("surplus-undeclared" if new < old else "sum-differs"), path
    if capped(path[:4]):
        code, key = "cap-wrong", (*path[:4], "cap", "points")
    return RuleViolation(replaced(with_value(path, str(new))), [(code, LINE[key])])


@st.composite
def changed_maxima_of_clusters(draw: st.DrawFn) -> RuleViolation:
    """Change the maximum of a cluster. The report is not about the total, which agrees with the questions."""
    path = draw(st.sampled_from(paths("clusters", int, "maximum")))
    _, new = another_number(draw, path)
    return RuleViolation(replaced(with_value(path, str(new))), [("sum-differs", LINE[path])])


@st.composite
def changed_totals(draw: st.DrawFn) -> RuleViolation:
    """Change the maximum of the instrument."""
    _, new = another_number(draw, ("maximum",), 10_000)
    return RuleViolation(replaced(with_value(("maximum",), str(new))), [("sum-differs", LINE["maximum",])])


def two_of(draw: st.DrawFn, several: Sequence[Path]) -> tuple[Path, Path]:
    """Draw an earlier and a later one."""
    first, second = sorted(draw(st.lists(st.integers(0, len(several) - 1), min_size=2, max_size=2, unique=True)))
    return several[first], several[second]


@st.composite
def repeated_codes(draw: st.DrawFn) -> RuleViolation:
    """Repeat the code of a question, indicator, cluster, predicate or source. The later one is reported."""
    families = (
        *(paths(*QUESTION, "code"), paths(*INDICATOR, "code"), paths("clusters", int, "id")),
        *(paths("predicates", int, "id"), paths("clusters", int, "short", "en")),
    )
    earlier, later = two_of(draw, draw(st.sampled_from(families)))
    from_, to = draw(st.permutations([earlier, later]))
    return RuleViolation(replaced(with_value(to, f'"{value_at(from_)}"')), [("identifier-repeated", LINE[later])])


def uses_of(name: str) -> list[int]:
    """Return the first line where a question names an agency; empty if none does."""
    return [LINE[path] for path in paths(*QUESTION, "agencies", int) if value_at(path) == name][:1]


@st.composite
def repeated_agencies(draw: st.DrawFn) -> RuleViolation:
    """Repeat the id of an agency. The later one is reported, and so is the first reference to the lost id."""
    earlier, later = two_of(draw, paths("agencies", int, "id"))
    from_, to = draw(st.permutations([earlier, later]))
    undefined = [("identifier-undefined", line) for line in uses_of(value_at(to))]
    return RuleViolation(
        replaced(with_value(to, f'"{value_at(from_)}"')), [("identifier-repeated", LINE[later]), *undefined]
    )


@st.composite
def renamed_agencies(draw: st.DrawFn) -> RuleViolation:
    """Rename an agency in its definition. The first reference to its old id is reported, else it is unused."""
    path = draw(st.sampled_from(paths("agencies", int, "id")))
    undefined = [("identifier-undefined", line) for line in uses_of(value_at(path))]
    return RuleViolation(replaced(with_value(path, '"renamed"')), undefined or [("definition-unused", LINE[path])])


@st.composite
def undefined_names(draw: st.DrawFn) -> RuleViolation:
    """Name an undefined agency, source or evidence type."""
    families = (
        *(paths(*QUESTION, "agencies", int), paths(*QUESTION, "sources", int)),
        [(*item, "kind") for item in ITEMS],
    )
    family = draw(st.sampled_from(families))
    path = draw(st.sampled_from(family))
    return RuleViolation(replaced(with_value(path, '"nobody"')), [("identifier-undefined", LINE[path])])


@st.composite
def missing_languages(draw: st.DrawFn) -> RuleViolation:
    """Remove the Indonesian or the English text. The key above both languages is reported."""
    path = draw(st.sampled_from(TEXTS))
    gone = LINE[*path, draw(st.sampled_from(["id", "en"]))]
    return RuleViolation(replaced({gone: []}), [("key-missing", LINE[path])])


@st.composite
def emptied_texts(draw: st.DrawFn) -> RuleViolation:
    """Replace a text by an empty one or by blanks."""
    path = (*draw(st.sampled_from(TEXTS)), draw(st.sampled_from(["id", "en"])))
    written = draw(st.sampled_from(['""', "''", '"  "', '"\\t"', '"\\u00a0"']))
    return RuleViolation(replaced(with_value(path, written)), [("value-empty", LINE[path])])


@st.composite
def swapped_limits(draw: st.DrawFn) -> RuleViolation:
    """Swap the thresholds of two neighbouring predicates. Both are reported."""
    limits = paths("predicates", int, "lower_limit")
    first = draw(st.integers(0, len(limits) - 2))
    one, other = limits[first : first + 2]
    text = replaced(with_value(one, value_at(other)) | with_value(other, value_at(one)))
    return RuleViolation(text, [("predicates-disordered", LINE[one]), ("predicates-disordered", LINE[other])])


REQUIRED: Final = (
    *[
        (*path, key)
        for path in paths(*QUESTION)
        for key in ("code", "printed", "text", "kind", "maximum", "provenance")
    ],
    *[(*path, key) for path in paths(*INDICATOR) for key in ("code", "name", "maximum", "questions")],
    *[(*path, key) for path in paths("clusters", int) for key in ("id", "name", "short", "maximum", "indicators")],
    *[(*path, key) for path in paths("agencies", int) for key in ("id", "name", "short")],
    *[(*path, key) for path in paths("sources", int) for key in ("id", "title", "covers")],
    *[(*path, key) for path in paths("evidence_kinds", int) for key in ("id", "name", "description")],
    *[
        (*path, key)
        for path in paths("predicates", int)
        for key in ("id", "name", "lower_limit", "printed_from", "printed_to")
    ],
    *[(*path, key) for path in ITEMS for key in ("kind", "what")],
    *[(key,) for key in ("id", "edition", "title", "language", "status", "status_note", "band_policy", "maximum")],
)


def block_of(path: Path) -> range:
    """Return the lines (counted from 0) of the last key of *path* with its value."""
    start = LINE[path]
    indent = indent_of(re.sub("^( *)- ", r"\1  ", LINES[start]))
    following = range(start + 1, len(LINES))
    return range(start, next((n for n in following if LINES[n].strip() and indent_of(LINES[n]) <= indent), len(LINES)))


@st.composite
def missing_keys(draw: st.DrawFn) -> RuleViolation:
    """Remove a required key with its value. The piece without it is reported."""
    path = draw(st.sampled_from(REQUIRED))
    block = block_of(path)
    changes: dict[int, list[str]] = {number: [] for number in block}
    if LINES[block.start].lstrip().startswith("- "):
        # The next key of the same piece now follows the hyphen.
        indent = indent_of(LINES[block.start])
        changes[block.stop] = [" " * indent + "- " + LINES[block.stop].lstrip()]
    return RuleViolation(replaced(changes), [("key-missing", LINE[path[:-1]] if len(path) > 1 else 0)])


@st.composite
def unquoted_codes(draw: st.DrawFn) -> RuleViolation:
    """Remove the quotes of a code, or of another name, that is a number without them."""
    kinds = ((*QUESTION, "code"), (*QUESTION, "printed"), (*INDICATOR, "code"), ("edition",))
    families = [[path for path in paths(*kind) if is_number(path)] for kind in kinds]
    path = draw(st.sampled_from(draw(st.sampled_from(families))))
    return RuleViolation(replaced(with_value(path, value_at(path))), [("value-not-quoted", LINE[path])])


def is_number(path: Path) -> bool:
    return bool(re.fullmatch(r"[1-9][0-9]*(\.[0-9]+)?", value_at(path)))


@st.composite
def repeated_texts(draw: st.DrawFn) -> RuleViolation:
    """Copy the text of one question to another. The later one is reported."""
    language = draw(st.sampled_from(["id", "en"]))
    earlier, later = two_of(draw, paths(*QUESTION, "text", language))
    from_, to = draw(st.permutations([earlier, later]))
    copied = LINES[LINE[from_]].partition(": ")[2]
    return RuleViolation(replaced(with_value(to, copied)), [("text-repeated", LINE[later])])


@st.composite
def unknown_keys(draw: st.DrawFn) -> RuleViolation:
    """Insert an unknown key before any other key, or after the first key of a piece."""
    number = draw(st.sampled_from([n for n, line in enumerate(LINES) if re.match(r" *[a-z_]+:", line)]))
    line = f'{" " * indent_of(LINES[number])}surprise: "x"'
    return RuleViolation(replaced({number: [line, LINES[number]]}), [("key-unknown", number)])


RANDOM_FAULTS: Final = (
    *(changed_maxima_of_questions, changed_maxima_of_indicators, changed_maxima_of_clusters, changed_totals),
    *(repeated_codes, repeated_agencies, renamed_agencies, undefined_names, unquoted_codes, repeated_texts),
    *(missing_languages, emptied_texts, swapped_limits, missing_keys, unknown_keys),
)


@pytest.mark.parametrize("faults", RANDOM_FAULTS, ids=lambda faults: faults.__name__)
@given(data=st.data())
@settings(max_examples=settings().max_examples // 8)
def test_one_fault_anywhere_is_found_at_its_line(faults: Faults, data: st.DataObject, check: Checker) -> None:
    """A single fault in the packaged instrument is found at its line, without other findings."""
    fault = data.draw(faults())
    expected = sorted((code, line + 1) for code, line in fault.expected)

    assert expected == sorted(findings(check(fault.text).issues))
