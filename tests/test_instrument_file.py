"""Instrument files: the place of every fault, hostile YAML, and the numbers of the packaged instrument."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

import kla_score
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument.questions import KINDS
from kla_score.instrument_file import (
    CheckedFile,
    check_instrument,
    error_codes,
    load_instrument,
    packaged_instrument,
    validated_copy,
    validation,
)
from kla_score.instrument_file.document import YamlDocument
from kla_score.instrument_file.yaml_reading import parse_yaml
from kla_score.issues import CATALOGUE, InstrumentError, Issue, Severity
from tests.conftest import DESA, TINY, Checker
from tests.instruments import MARK, remove_marks, replace_once

TEXT: Final = TINY.read_text(encoding="utf-8")
VILLAGE: Final = DESA.read_text(encoding="utf-8")
MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Case:
    """
    A one-place change of an instrument: *old* becomes *new*, with *code* reported at the mark ``▶``.

    The mark is in *new*, or in *marked*, a part of the changed file. A *found* of None is not compared.
    """

    code: str
    old: str
    new: str
    found: str | None = ""
    marked: str = ""
    base: str = TEXT


def change(case: Case, text: str = "") -> str:
    """Apply *case* to *text* or its own file, and keep the mark."""
    changed = replace_once(text or case.base, case.old, case.new)
    return replace_once(changed, case.marked.replace(MARK, ""), case.marked) if case.marked else changed


def location_of(issue: Issue) -> tuple[int, int]:
    return issue.location.line, issue.location.column


def errors_of(checked: CheckedFile) -> list[str]:
    return sorted(issue.code for issue in checked.issues if issue.severity is Severity.ERROR)


def findings_of(checked: CheckedFile) -> list[str]:
    """Return the codes of errors and warnings."""
    return sorted(issue.code for issue in checked.issues if issue.severity is not Severity.NOTE)


LAST_LINES: Final = (
    'en: "data on children"\n            agencies:\n              - "health"\n            provenance: "printed"\n'
)
MINUTES: Final = 'what:\n                  id: "notula"\n                  en: "minutes"\n'
TRAINING_PHOTO: Final = (
    '- kind: "photo"\n                what:\n                  id: "foto pelatihan"\n                  '
    'en: "photos of the training"\n'
)
FOLLOW_UP: Final = 'what:\n                        id: "tindak lanjut"\n                        en: "follow-up"\n'
SERVICES: Final = 'text:\n              id: "Apakah ada layanan?"\n              en: "Are there services?"\n'
SOURCE: Final = (
    'sources:\n  - id: "us"\n    title: "kla-score"\n    covers:\n      id: "semuanya"\n      en: "everything"\n'
)

CLUSTERS: Final = TEXT[TEXT.index("clusters:\n") :]

TINY_CASES: Final = (
    # the language
    Case("yaml-not-utf8", "Is there training?", "Is there 😀 ▶\udce9 training?", "0xE9"),
    Case("yaml-syntax", 'language: "id"', 'language: "id" ▶"en"', '"en"'),
    Case("yaml-syntax", '    short: "Dinkes"', '▶\tshort: "Dinkes"', 'short: "Dinkes"'),
    Case("yaml-syntax", 'language: "id"', 'language:▶\t"id"', '"id"'),
    Case("yaml-syntax", "Is there training?", "Is there ▶\x07training?", None),
    Case(
        "yaml-conflict", 'edition: "1"', '▶<<<<<<< HEAD\nedition: "1"\n=======\nedition: "2"\n>>>>>>> main', "<<<<<<<"
    ),
    Case("yaml-unclosed", 'edition: "1"', 'edition: ▶"1', '"1'),
    Case("instrument-empty", TEXT, "▶# nothing\n"),
    Case("not-an-instrument", TEXT, '▶services:\n  web: "x"\n'),
    Case("yaml-conflict", 'edition: "1"', 'edition: "1"\n=======\nedition: "2"\n▶>>>>>>> main', ">>>>>>>"),
    Case("yaml-several-documents", LAST_LINES, LAST_LINES + '▶---\nid: "two"\nedition: "2"\n'),
    Case("yaml-too-deep", '- "Kesehatan"', f"- {'[' * 46}▶[{']' * 47}"),
    Case("yaml-tag", 'edition: "1"', 'edition: ▶!!str "1"', None),
    Case("yaml-tag", 'edition: "1"', 'edition: ▶! "1"', None),
    Case("yaml-alias", 'edition: "1"', 'edition: ▶&one "1"', "&one"),
    Case("yaml-alias", 'edition: "1"', "edition: ▶*one", "*one"),
    Case("yaml-merge-key", 'edition: "1"', 'edition: "1"\n▶<<: "x"', "<<"),
    Case("yaml-key-repeated", 'edition: "1"', 'edition: "1"\n▶edition: "2"', "edition"),
    Case("yaml-key-repeated", "maximum: 4.5", "maximum: 4.5\n            ▶maximum: 4.5", "maximum"),
    Case("yaml-key-repeated", "band_policy:", '▶title:\n  id: "a"\n  en: "b"\nband_policy:', "title"),
    Case("yaml-key-repeated", "agencies:\n  - id", '▶sources:\n  - id: "x"\nagencies:\n  - id', "sources"),
    Case("yaml-key-not-text", 'edition: "1"', 'edition: "1"\n▶no: "x"', "no"),
    Case("yaml-key-not-text", 'edition: "1"', 'edition: "1"\n▶1.10: "x"', "1.10"),
    Case("yaml-key-not-text", 'edition: "1"', 'edition: "1"\n? ▶["a"]\n: "x"', "[…]"),
    Case("yaml-key-not-text", 'edition: "1"', 'edition: "1"\n? ▶{"a": "b"}\n: "x"', "{…}"),
    Case("yaml-ambiguous-scalar", 'edition: "1"', "edition: ▶010", "010"),
    # the keys
    Case("key-missing", 'title:\n  id: "Instrumen kecil"\n', "▶title:\n"),
    Case("key-missing", '- id: "school"\n    name', "- ▶name"),
    Case("key-missing", SERVICES, '▶text:\n              id: "Apakah ada layanan?"\n'),
    Case("key-missing", TRAINING_PHOTO, '- ▶kind: "photo"\n'),
    Case("key-missing", MINUTES, '▶what:\n                  id: "notula"\n'),
    Case("key-missing", FOLLOW_UP, '▶what:\n                        id: "tindak lanjut"\n'),
    Case("key-unknown", 'short: "Dinkes"\n    aliases:', 'short: "Dinkes"\n    ▶alias:', "[…]"),
    Case("key-unknown", 'short: "Disdik"', 'short: "Disdik"\n    ▶web: "x.go.id"', "x.go.id"),
    Case("key-unknown", 'en: "minutes"', 'en: "minutes"\n                  ▶fr: "notes"', "notes"),
    Case("key-unknown", 'en: "follow-up"', 'en: "follow-up"\n                        ▶fr: "suite"', "suite"),
    # the values
    Case("value-not-quoted", 'code: "1.10"', "code: ▶1.10", "1.10"),
    Case("value-not-quoted", 'id: "tiny"', "id: ▶true", "true"),
    Case("value-not-quoted", 'id: "data anak"', "id: ▶-3", "-3"),
    Case("value-not-text", 'edition: "1"', "edition: ▶null", "null"),
    Case("value-not-text", 'en: "Tiny instrument"', '▶en: ["Tiny"]', "[…]"),
    Case("value-quoted", "maximum: 4.5", 'maximum: ▶"4.5"', "4.5"),
    Case("value-quoted", "accepts_number: true", 'accepts_number: ▶"true"', "true"),
    Case("value-quoted", "maximum: 4.5", "maximum: ▶“4.5”", "“4.5”"),
    Case("value-not-points", "maximum: 4.5", "maximum: ▶4,5", "4,5"),
    Case("value-not-points", "maximum: 4.5", "maximum: ▶-4.5", "-4.5"),
    Case("value-not-points", "maximum: 4.5", "maximum: ▶10000.001", "10000.001"),
    Case("value-not-points", "maximum: 4.5", "maximum: ▶4.5001", "4.5001"),
    Case("value-not-points", "maximum: 4.5", "maximum: ▶true", "true"),
    Case("value-not-points", "maximum: 4.5", "maximum:▶", "null"),
    Case("value-not-points", "maximum: 4.5", "▶maximum: [4.5]", "[…]"),
    Case("value-not-points", "maximum: 4.5", "▶maximum: {points: 4.5}", "{…}"),
    Case("value-not-points", "\nmaximum: 30\n", "\nmaximum: ▶-30\n", "-30"),
    Case("value-not-points", "\nmaximum: 30\n", "\nmaximum: ▶100000000\n", "100000000"),
    Case("value-not-whole-number", '- kind: "figure"', '- count: ▶1.5\n                kind: "figure"', "1.5"),
    Case("value-not-whole-number", '- kind: "figure"', '- count: ▶0\n                kind: "figure"', "0"),
    Case("value-not-whole-number", '- kind: "figure"', '- count: ▶101\n                kind: "figure"', "101"),
    Case("value-quoted", '- kind: "figure"', '- count: ▶"2"\n                kind: "figure"', "2"),
    Case("value-not-true-or-false", "accepts_number: true", 'accepts_number: ▶"yes"', "yes"),
    Case("value-not-true-or-false", "lower_is_better: true", "lower_is_better: ▶1", "1"),
    Case("value-not-a-list", 'aliases:\n      - "Kesehatan"', 'aliases: ▶"Kesehatan"', "Kesehatan"),
    Case("value-not-a-list", '- "health"\n              - "school"\n', '  ▶"health"\n', "health"),
    Case("value-not-a-mapping", SERVICES, 'text: ▶"Apakah?"\n', "Apakah?"),
    Case("value-not-a-mapping", SOURCE, 'sources:\n  - ▶"us"\n', "us"),
    Case("value-not-one-of", 'status: "example"', 'status: ▶"draft"', "draft"),
    Case("value-not-one-of", 'provenance: "inferred"', 'provenance: ▶"guessed"', "guessed"),
    Case("value-malformed", '- id: "school"', '- id: ▶"sch ool"', "sch ool"),
    Case("value-malformed", 'code: "2.2"', 'code: ▶"two"', "two"),
    Case("value-malformed", 'short:\n      id: "Klaster A"', 'short:\n      id: ▶"Klaster/A"', "Klaster/A"),
    Case("value-too-long", 'short:\n      id: "Klaster A"', f'short:\n      id: ▶"{"A" * 32}"', "A" * 32),
    Case("value-too-long", 'code: "2.2"', f'code: ▶"2.{"2" * 39}"', f"2.{'2' * 39}"),
    Case("value-too-long", 'id: "tiny"', f'id: ▶"{"x" * 32_768}"', "x" * 32_768),
    Case("value-too-long", 'en: "Tiny instrument"', f'en: ▶"{"x" * 32_768}"', "x" * 32_768),
    Case("value-empty", 'en: "Tiny instrument"', 'en: ▶""'),
    Case("value-empty", 'en: "Tiny instrument"', 'en: ▶"  "', "  "),
    Case("value-empty", SOURCE, "▶sources: []\n", "[]"),
    Case("value-empty", CLUSTERS, "▶clusters: []\n", "[]"),
    Case("identifier-repeated", 'code: "3"', 'code: ▶"1"', "1"),
    Case("value-too-long", 'short:\n      id: "Klaster A"', f'short:\n      id: ▶"{"😀" * 16}"', "😀" * 16),
    Case("value-malformed", 'id: "Klaster B"', 'id: ▶"Klaster B?"', "Klaster B?"),
    # between the parts
    Case("cap-wrong", "points: 8\n", "points: ▶7.5\n", "7.5"),
    Case("cap-declared", 'edition: "1"', 'edition: "2"', "8", "        ▶cap:\n"),
)


def desa(code: str, old: str, new: str, found: str | None = "", marked: str = "") -> Case:
    """Return a case of the village form."""
    return Case(code, old, new, found, marked, VILLAGE)


SPENDING: Final = (
    "bands:\n              - at_least: 0\n                below: 2\n                points: 0\n"
    "              - at_least: 2\n                below: 5\n                points: 4\n"
    "              - at_least: 5\n                below: 10\n                points: 7\n"
    "              - at_least: 10\n                up_to: 100\n                points: 10\n"
)
RULES: Final = VILLAGE[VILLAGE.index("options:") : VILLAGE.index("            evidence:")]
"""The options of A1.1."""

CASES: Final = (
    *TINY_CASES,
    # the number of values
    desa("yaml-too-many-values", 'edition: "1"\n', f"edition: [{'0, ' * 49_997}▶0, 0]\n"),
    # keys of the question types
    desa(
        "key-missing",
        f"            {RULES}",
        "",
        marked='- ▶code: "A1.1"',
    ),
    desa(
        "key-missing",
        'en: "Village regulation"\n                points: 8\n',
        'en: "Village regulation"\n',
        marked='- ▶text:\n                  id: "Peraturan desa"',
    ),
    desa("key-missing", "below: 5\n                points: 4\n", "below: 5\n", marked="- ▶at_least: 2\n"),
    desa("key-missing", "indicators: 4\n      share: 70\n", "indicators: 4\n", marked="    ▶gate:\n"),
    desa("key-unknown", "at_least: 2\n", "at_least: 2\n                ▶from: 2\n", "2"),
    desa("key-unknown", 'en: "Village regulation"\n', 'en: "Village regulation"\n                ▶note: "x"\n', "x"),
    desa(
        "key-unknown",
        'kind: "points"\n            maximum: 7.5\n',
        'kind: "points"\n            maximum: 7.5\n            ▶bands:\n              - at_least: 0\n',
        "[…]",
    ),
    desa(
        "key-unknown",
        f'kind: "percentage"\n            maximum: 10\n            {SPENDING}',
        f'kind: "percentage"\n            maximum: 10\n            ▶options: []\n            {SPENDING}',
        "[]",
    ),
    desa("key-unknown", "share: 70\n", "share: 70\n      ▶unit: null\n", "null"),
    # values of the kinds
    desa("value-not-percentage", "at_least: 2\n", "at_least: ▶2%\n", "2%"),
    desa("value-quoted", "at_least: 2\n", 'at_least: ▶"2"\n', "2"),
    desa("value-not-percentage", "at_least: 2\n", "at_least: ▶-2\n", "-2"),
    desa("value-not-percentage", "at_least: 2\n", "at_least: ▶2.0001\n", "2.0001"),
    desa("value-not-percentage", "up_to: 14\n", "up_to: ▶100.001\n", "100.001"),
    desa("value-not-percentage", "up_to: 14\n", "up_to: ▶true\n", "true"),
    desa("value-not-percentage", "up_to: 14\n", "▶up_to: [14]\n", "[…]"),
    desa("value-not-percentage", "share: 70\n", "share: ▶0,7\n", "0,7"),
    desa("value-not-points", "\nmaximum: 100\n", "\nmaximum: ▶1.12345\n", "1.12345"),
    desa(
        "value-not-points", "below: 5\n                points: 4\n", "below: 5\n                points: ▶four\n", "four"
    ),
    desa(
        "value-not-points",
        'en: "Village regulation"\n                points: 8\n',
        'en: "Village regulation"\n                points:▶\n',
        "null",
    ),
    desa("value-not-whole-number", "indicators: 4\n", "indicators: ▶4.5\n", "4.5"),
    desa("value-not-whole-number", "indicators: 4\n", "indicators: ▶0\n", "0"),
    desa("value-not-whole-number", "indicators: 4\n", "indicators: ▶101\n", "101"),
    desa("value-not-true-or-false", "applies: false\n", 'applies: ▶"no"\n', "no"),
    desa("value-not-one-of", 'status: "unconfirmed"\n', 'status: ▶"rumoured"\n', "rumoured"),
    desa(
        "value-not-one-of",
        'kind: "points"\n            maximum: 7.5\n',
        'kind: ▶"point"\n            maximum: 7.5\n',
        "point",
    ),
    desa("value-not-a-list", RULES, 'options: ▶"Peraturan desa"\n', "Peraturan desa"),
    desa("value-not-a-list", SPENDING, "▶bands: {at_least: 0, up_to: 100, points: 10}\n", "{…}"),
    desa(
        "value-not-a-mapping",
        "- at_least: 2\n                below: 5\n                points: 4\n",
        '- ▶"2-5"\n',
        "2-5",
    ),
    desa(
        "value-not-a-mapping",
        'text:\n                  id: "Peraturan desa"\n                  en: "Village regulation"\n',
        'text: ▶"Peraturan desa"\n',
        "Peraturan desa",
    ),
    desa("value-empty", RULES, "▶options: []\n", "[]"),
    desa("value-empty", 'id: "Peraturan desa"\n', 'id: ▶" "\n', " "),
    desa("value-not-quoted", 'id: "Peraturan desa"\n', "id: ▶8\n", "8"),
)
IDS: Final = [f"{case.code}-{number}" for number, case in enumerate(CASES)]


def test_every_code_of_the_reading_has_a_case() -> None:
    """The cases cover every code of a single key or value. `test_instrument_file_rule_examples` covers all codes."""
    expected = {code for code in CATALOGUE if code.startswith(("yaml-", "key-", "value-"))}

    assert expected <= {case.code for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_fault_is_reported_at_its_place(case: Case, check: Checker) -> None:
    """A fault is reported with its code, its line and column, and the found value."""
    text, marks = remove_marks(change(case))
    issues = [issue for issue in check(text).issues if issue.code == case.code]

    assert [(*marks, case.found)] == [
        (location_of(issue), issue.found if case.found is not None else None) for issue in issues
    ]


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_one_fault_is_one_finding(case: Case, check: Checker) -> None:
    """A fault causes no additional findings."""
    expected = [] if CATALOGUE[case.code].severity is Severity.NOTE else [case.code]
    text, _ = remove_marks(change(case))

    assert expected == findings_of(check(text))


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    """A missing file is an issue with the file name, not an exception."""
    path = tmp_path / "none.yaml"
    (issue,) = check_instrument(path).issues

    assert (issue.code, issue.location.file) == ("file-not-found", str(path))


def padded(size: int) -> bytes:
    """Return the tiny instrument, padded to *size* bytes by a comment."""
    content = TEXT.encode("utf-8") + b"#"
    return content + b"x" * (size - len(content))


def test_a_file_of_the_largest_size_is_read(check: Checker) -> None:
    """A file of exactly 1 MiB is read."""
    assert check(padded(MEBIBYTE)).instrument is not None


@pytest.mark.parametrize("content", [padded(MEBIBYTE + 1), b"\xff" * (3 * MEBIBYTE)], ids=["one more", "garbage"])
def test_a_larger_file_is_refused(content: bytes, check: Checker) -> None:
    """A file over 1 MiB is refused only for its size, with the limit in MiB."""
    issues = check(content).issues

    assert [(issue.code, issue.parameters["limit"]) for issue in issues] == [("file-text-too-large", 1)]


def test_a_repeated_key_names_both_lines(check: Checker) -> None:
    """A repeated key is reported with its line and that of the first."""
    issues = check(replace_once(TEXT, 'edition: "1"', 'edition: "1"\nedition: "2"')).issues

    assert [
        (issue.code, issue.location.line, issue.parameters["line"]) for issue in issues if issue.code != "cap-declared"
    ] == [("yaml-key-repeated", 4, 3)]


def test_a_repeated_key_before_the_end_of_yaml_is_reported(check: Checker) -> None:
    """A repeated key of a question is reported when a later fault makes the rest of the file unreadable."""
    text = replace_once(TEXT, "maximum: 4.5", "maximum: 4.5\n            maximum: 4.5")

    assert findings_of(check(text + "}")) == ["yaml-key-repeated", "yaml-syntax"]


def test_the_first_of_repeated_values_is_reported_at_its_own_line(check: Checker) -> None:
    """A fault of the first of two values is reported at the line of the first."""
    text, marks = remove_marks(replace_once(TEXT, "maximum: 4.5", "maximum: ▶-1\n            maximum: 4.5"))

    assert marks == [location_of(issue) for issue in check(text).issues if issue.code == "value-not-points"]


NAMES: Final = {
    "a key": ('edition: "1"', "edition: 1", "edition"),
    "an entry": ('- "Kesehatan"', "- 1", "aliases #1"),
    "a later entry": ('- "health"\n              - "school"', '- "health"\n              - 2', "agencies #2"),
}


@pytest.mark.parametrize(("old", "new", "expected"), NAMES.values(), ids=NAMES)
def test_a_value_is_named_by_its_key(old: str, new: str, expected: str, check: Checker) -> None:
    """A message names a value by its key, and an entry of a list by the key of the list and its number from 1."""
    issues = check(replace_once(TEXT, old, new)).issues

    assert [expected] == [issue.parameters["key"] for issue in issues if issue.code == "value-not-quoted"]


WRONG: Final[tuple[object, ...]] = (
    None,
    True,
    Decimal(-1),
    Decimal("1.5"),
    Decimal(1000),
    "",
    "x y",
    "x" * 40_000,
    [],
    [None],
    {},
    {"a": None},
)
"""Values of every type that a YAML file can have."""


def _changed(data: Any, path: tuple[str | int, ...], value: object) -> Any:
    """Return a copy of *data* with *value* at *path*; the key is left out if it is `...`."""
    if not path:
        return value
    changed = data.copy()
    if value is ... and len(path) == 1:
        del changed[path[0]]
    else:
        changed[path[0]] = _changed(data[path[0]], path[1:], value)
    return changed


def test_every_error_of_pydantic_has_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Whatever is wrong in an instrument, pydantic raises only types that have an issue code, and no code is in vain.
    """
    document = YamlDocument("x.yaml")
    parse_yaml(VILLAGE.encode(), document)
    ends = {tuple("*" if isinstance(key, int) else key for key in path[-2:]): path for path in document.spans}
    types: set[str] = set()
    code_of = error_codes.code_of

    def recorded(kind: str, value: object) -> str:
        types.add(kind)
        return code_of(kind, value)

    monkeypatch.setattr(validation, "code_of", recorded)
    for path in ends.values():
        for value in (*WRONG, ...):
            if value is not ... or isinstance(path[-1], str):
                validation.InstrumentReader(YamlDocument("x.yaml", _changed(document.data, path, value))).read()

    assert set(error_codes.CODES) == types - CATALOGUE.keys()


def test_an_unknown_error_of_pydantic_is_a_mistake_of_the_program(
    check: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A type without an issue code is never shown as another problem of the file."""
    monkeypatch.delitem(error_codes.CODES, "bool_type")
    with pytest.raises(KeyError, match="bool_type"):
        check(replace_once(TEXT, "accepts_number: true", "accepts_number: 1"))


NEAREST: Final = {
    "a key": ('short: "Dinkes"\n    aliases:', 'short: "Dinkes"\n    aliasses:', ("aliases",)),
    "an agency": ('- "health"\n              - "school"', '- "health"\n              - "scholl"', ("school",)),
    "an evidence kind": ('- kind: "figure"', '- kind: "figures"', ("figure",)),
}


@pytest.mark.parametrize(("old", "new", "expected"), NEAREST.values(), ids=NEAREST)
def test_a_misspelt_name_gets_a_suggestion(old: str, new: str, expected: tuple[str, ...], check: Checker) -> None:
    """A mistyped key or name is reported with the right one."""
    issues = check(replace_once(TEXT, old, new)).issues

    assert [expected] == [issue.parameters["candidates"] for issue in issues if "candidates" in issue.parameters]


def test_an_invalid_choice_is_reported_with_all_choices(check: Checker) -> None:
    """An invalid word is reported with the valid ones, as written in the file."""
    issues = check(replace_once(TEXT, 'provenance: "inferred"', 'provenance: "guessed"')).issues

    assert [issue.parameters["allowed"] for issue in issues if "allowed" in issue.parameters] == [
        ("printed", "inferred", "text-lost")
    ]


KIND_LINES: Final = {
    "points": 'kind: "points"\n            maximum: 7.5\n',
    "choice": 'kind: "choice"\n            maximum: 8\n',
    "percentage": 'kind: "percentage"\n            maximum: 10\n            bands:\n',
}
"""The places of the type in one question of each type."""
NO_KINDS: Final = {
    "another word": '"percent"',
    "another case": '"Points"',
    "a word without quotes": "choise",
    "a number": "5",
    "a list": '["choice"]',
    "nothing": "",
}


@pytest.mark.parametrize("written", NO_KINDS.values(), ids=NO_KINDS)
@pytest.mark.parametrize("kind", KIND_LINES)
def test_an_unknown_kind_is_reported_with_all_kinds(kind: str, written: str, check: Checker) -> None:
    """An unknown type is one finding, without findings about options or bands."""
    lines = KIND_LINES[kind]
    issues = check(replace_once(VILLAGE, lines, lines.replace(f'"{kind}"', written))).issues

    assert [("value-not-one-of", tuple(KINDS)), ("cap-declared", None)] == [
        (issue.code, issue.parameters.get("allowed")) for issue in issues
    ]


@pytest.mark.parametrize("kind", KIND_LINES)
def test_a_missing_kind_is_one_finding(kind: str, check: Checker) -> None:
    """A question without a type is one finding, whatever else it has."""
    lines = KIND_LINES[kind]
    issues = check(replace_once(VILLAGE, lines, lines.replace(f'kind: "{kind}"\n            ', ""))).issues

    assert [("key-missing", "kind"), ("cap-declared", None)] == [
        (issue.code, issue.parameters.get("key")) for issue in issues
    ]


VALUES: Final = {"as many as are allowed": (49_998, []), "one more": (49_999, ["yaml-too-many-values"])}


@pytest.mark.parametrize(("times", "expected"), VALUES.values(), ids=VALUES)
def test_fifty_thousand_values_are_read_and_no_more(times: int, expected: list[str], check: Checker) -> None:
    """The mapping, its list and the contents count, up to 50,000 values."""
    issues = check(f"a: [{'0,' * times}]\n").issues

    assert expected == [issue.code for issue in issues if issue.code == "yaml-too-many-values"]


def test_too_many_values_are_one_finding(check: Checker) -> None:
    """The message is at the first value above the limit, and contains the limit."""
    issues = check(f"{TEXT}x: [{'0, ' * 50_000}]").issues

    assert [("yaml-too-many-values", 50_000)] == [(issue.code, issue.parameters["limit"]) for issue in issues]


UNKNOWN: Final = {
    "as many as are told": (999, 1_000, False),
    "one more": (1_000, 1_001, True),
    "many": (9_000, 1_001, True),
}


@pytest.mark.parametrize(("times", "reported", "is_cut"), UNKNOWN.values(), ids=UNKNOWN)
def test_at_most_a_thousand_findings_are_reported(times: int, reported: int, is_cut: bool, check: Checker) -> None:
    """After 1,000 findings, a final note reports that there are more."""
    unknown = "".join(f"k{number}: 1\n" for number in range(times))
    issues = check(unknown + TEXT).issues
    cut = [position for position, issue in enumerate(issues) if issue.code == "findings-cut"]

    assert (reported, [reported - 1] if is_cut else []) == (len(issues), cut)


def test_the_note_of_a_cut_names_the_limit(check: Checker) -> None:
    """The note contains the maximum number of findings."""
    last = check("a: 1\n" * 2_000).issues[-1]

    assert ("findings-cut", 1_000) == (last.code, last.parameters["limit"])


TAKEN_FOR_SOMETHING_ELSE: Final = (
    *("yes", "Yes", "no", "NO", "on", "off", "True", "FALSE", "Null", "NULL"),
    *(
        "010",
        "08.5",
        "00",
        "-01",
        "+5",
        "1_000",
        "0x1F",
        "0b11",
        "1:30",
        "190:20:30",
        ".5",
        "5.",
        "1.5e+3",
        "1e3",
        "0o17",
    ),
    *(".inf", "-.Inf", ".nan", ".NaN"),
    *("2024-01-02", "2024-01-02 03:04:05", "2024-1-2T3:04:05Z"),
)


@pytest.mark.parametrize("written", TAKEN_FOR_SOMETHING_ELSE)
def test_ambiguous_yaml_is_refused(written: str, check: Checker) -> None:
    """An unquoted word that some YAML readers take for a number, date or truth value is refused at its place."""
    text, marks = remove_marks(replace_once(TEXT, 'edition: "1"', f"edition: ▶{written}"))
    ambiguous = [issue for issue in check(text).issues if issue.code == "yaml-ambiguous-scalar"]

    assert [(*marks, written)] == [(location_of(issue), issue.found) for issue in ambiguous]


@pytest.mark.parametrize("written", [*TAKEN_FOR_SOMETHING_ELSE, "1.10", "true", "null", "~"])
def test_quoted_values_are_text(written: str, check: Checker) -> None:
    """The same word in quotation marks is text, character by character."""
    checked = check(replace_once(TEXT, 'edition: "1"', f'edition: "{written}"'))

    assert checked.instrument is not None
    assert written == checked.instrument.edition


@pytest.mark.parametrize("written", ["ya", "tidak", "y", "n", "1.2zb", "2024a", "KLA 2024", "4,5", "1.2.3", "satu-dua"])
def test_plain_words_need_no_quotes(written: str, check: Checker) -> None:
    """An unquoted word that every YAML reader takes for text is text."""
    checked = check(replace_once(TEXT, 'edition: "1"', f"edition: {written}"))

    assert checked.instrument is not None
    assert written == checked.instrument.edition


@pytest.mark.parametrize(("written", "expected"), [("4.5", "4.5"), ("4.500", "4.5"), ("4.50000000000000000000", "4.5")])
def test_points_are_exact(written: str, expected: str, check: Checker) -> None:
    """Points are the written decimal number, not the nearest binary one."""
    checked = check(replace_once(TEXT, "maximum: 4.5", f"maximum: {written}"))

    assert checked.instrument is not None
    assert Decimal(expected) == checked.instrument.questions["1.2a"].maximum


@pytest.mark.parametrize(
    "key", ["no", "yes", "on", "True", "1", "1.10", "010", "1:30", "2024-01-02", "null", "~", ".inf"]
)
def test_an_ambiguous_key_is_refused(key: str, check: Checker) -> None:
    """An unquoted key such as ``no``, which other readers take for false, is refused at its place."""
    text, marks = remove_marks(replace_once(TEXT, 'edition: "1"', f'edition: "1"\n▶{key}: "x"'))
    issues = [issue for issue in check(text).issues if issue.code == "yaml-key-not-text"]

    assert [(*marks, key)] == [(location_of(issue), issue.found) for issue in issues]


TAGS: Final = ("!!bool maybe", '!!int ""', "!!timestamp 2024-99-99", "!!binary x", "!!python/name:os.system", "!mine x")


@pytest.mark.parametrize("written", TAGS)
def test_a_tag_is_refused(written: str, check: Checker) -> None:
    """A tag is refused at its place, without effect."""
    text, marks = remove_marks(replace_once(TEXT, 'edition: "1"', f"edition: ▶{written}"))

    assert marks == [location_of(issue) for issue in check(text).issues if issue.code == "yaml-tag"]


def test_no_command_is_run(check: Checker, tmp_path: Path) -> None:
    """A file with a command is refused, and the command does not run."""
    target = tmp_path / "made"
    command = f"edition: !!python/object/apply:os.system ['touch {target.as_posix()}']"
    codes = errors_of(check(replace_once(TEXT, 'edition: "1"', command)))

    assert ("yaml-tag" in codes, target.exists()) == (True, False)


ALIAS_BOMB: Final = 'a0: &a0 ["x"]\n' + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
)
MERGE_BOMB: Final = 'a0: &a0 {"k": "x"}\n' + "".join(
    f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 22)
)
REFERENCES: Final = {
    "alias bomb": (ALIAS_BOMB, {"yaml-alias": 10 + 81}),
    "merge-key bomb": (MERGE_BOMB, {"yaml-alias": 22 + 42, "yaml-merge-key": 21}),
    "list within itself": ("a: &a [*a]\n", {"yaml-alias": 2}),
    "mapping within itself": ("&a\nb: *a\n", {"yaml-alias": 2}),
    "alias of nothing": ("a: *nothing\n", {"yaml-alias": 1}),
    "alias as a key": ("*a : x\n", {"yaml-alias": 1}),
    "merge key of a list": ('<<: [{"a": "b"}]\n', {"yaml-merge-key": 1}),
    "merge key in quotes": ('"<<": "x"\n', {}),
}


@pytest.mark.parametrize(("content", "expected"), REFERENCES.values(), ids=REFERENCES)
def test_references_are_refused_and_never_followed(content: str, expected: dict[str, int], check: Checker) -> None:
    """Each anchor, alias and merge key is refused once, however often it would multiply."""
    issues = check(f'{content}"edition": "1"\n').issues

    assert expected == Counter(issue.code for issue in issues if issue.code in {"yaml-alias", "yaml-merge-key"})


DEPTHS: Final = {
    "lists": ("[", 51, ""),
    "mappings": ("{a: ", 201, ""),
    "lines of lists": ("- ", 101, ""),
    "keys": ("? ", 101, ""),
    "closed lists": ("[", 51, "]"),
}


@pytest.mark.parametrize("times", [51, 3_000, 40_000, 250_000])
@pytest.mark.parametrize(("opening", "column", "closing"), DEPTHS.values(), ids=DEPTHS)
def test_deep_nesting_is_refused(opening: str, column: int, closing: str, times: int, check: Checker) -> None:
    """Nesting beyond 50 is refused at the first surplus level, whatever the depth."""
    issues = check(opening * times + closing * times).issues

    assert [(1, column, 50)] == [
        (*location_of(issue), issue.parameters["limit"]) for issue in issues if issue.code == "yaml-too-deep"
    ]


@pytest.mark.parametrize("times", [3_000, 40_000, 1_000_000])
def test_a_deep_file_has_one_finding(times: int, check: Checker) -> None:
    """A file whose only fault is its depth gets one message."""
    assert errors_of(check("[" * times)) == ["yaml-too-deep"]


def test_fifty_levels_are_not_too_deep(check: Checker) -> None:
    """Nesting of exactly 50 levels is allowed."""
    assert "yaml-too-deep" not in errors_of(check("[" * 50 + "]" * 50))


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Select the YAML parser in C or that in Python, which is the only one on some machines."""
    monkeypatch.setattr("kla_score.instrument_file.yaml_events._LOADER", getattr(yaml, request.param))
    return str(request.param)


ALIKE: Final = {
    "tab after a colon": ('a:▶\t"b"', "yaml-syntax", '"b"'),
    "tab after a list's dash": ("- a\n-▶\tb", "yaml-syntax", "b"),
    "tab before a colon": ('"a"▶\t: "b"', "yaml-syntax", ': "b"'),
    "tab after a value": ("a: b▶\t\nc: d", "yaml-syntax", ""),
    "tab before a comment": ("a: 'b'▶\t# c", "yaml-syntax", "# c"),
    "tab inside a plain text": ("a: b▶\tc", "yaml-syntax", "c"),
    "tab between items": ("a: [b,▶\tc]", "yaml-syntax", "c]"),
    "tab as indentation": ("a:\n▶\tb: c", "yaml-syntax", "b: c"),
    "tab in a continued line": ("a: b\n ▶\t c\nd: e", "yaml-syntax", "c"),
    "tab behind an indicator": ("a: |▶\t\n  b", "yaml-syntax", ""),
    "tab before another error": ("é é:▶ \tb c: d".replace("▶ ", " ▶"), "yaml-syntax", "b c: d"),
    "half a character": ('"é": "x\\u▶d800y"', "yaml-syntax", 'd800y"'),
    "half a character as a key": ('a: "\\\\udc00"\n"\\u▶DFFF": "x"', "yaml-syntax", 'DFFF": "x"'),
    "half a character in eight digits": ('a: "\\U▶0000d800"', "yaml-syntax", '0000d800"'),
    "number that is no character": ('a: "\\U▶00110000"', "yaml-syntax", '00110000"'),
    "error behind wide characters": ('"\U0001f600 é": "a" ▶"b"', "yaml-syntax", '"b"'),
    "too deep": ("[" * 50 + "▶" + "[" * 3_000, "yaml-too-deep", ""),
    "too deep in lines": ("- " * 50 + "▶" + "- " * 3_000, "yaml-too-deep", ""),
    "too deep behind a comment": ("# é\na: " + "[" * 49 + "▶[" + "[" * 1_100 + "]" * 1_150, "yaml-too-deep", ""),
}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("marked", "code", "found"), ALIKE.values(), ids=ALIKE)
def test_both_parsers_refuse_the_same_at_the_same_place(marked: str, code: str, found: str, check: Checker) -> None:
    """The refused values, their places and the quotes do not depend on the installed parser."""
    text, marks = remove_marks(marked)
    issues = [(issue.code, location_of(issue), issue.found) for issue in check(text).issues]

    assert [(code, *marks, found)] == issues


def test_many_directives_are_refused(check: Checker) -> None:
    """The parsers need long for them. The first one too many is the place of the error."""
    (issue,) = check("%YAML 1.1\n" * 21 + "---\nid: x").issues

    assert ("yaml-syntax", 21, "%") == (issue.code, issue.location.line, issue.found)


DOUBTS: Final = {
    "an invisible character": ('"Is there a\u200b regulation?"', "text-invisible-character", "U+200B"),
    "typographic quotation marks": ("“Is there a regulation?”", "text-typographic-quotes", "“Is there a regulation?”"),
}


@pytest.mark.parametrize(("written", "code", "found"), DOUBTS.values(), ids=DOUBTS)
def test_a_doubtful_text_is_quoted(written: str, code: str, found: str, check: Checker) -> None:
    """The warning names the character or the text, and its place."""
    text = TINY.read_text(encoding="utf-8").replace('"Is there a regulation?"', written)
    line = text.partition(written)[0].count("\n") + 1
    issues = [(issue.code, issue.location.line, issue.found) for issue in check(text).issues]

    assert (code, line, found) in issues


TABS_IN_TEXT: Final = {
    "in quotes": ('edition: "a\tb"', "a\tb"),
    "in single quotes": ("edition: 'a\tb'", "a\tb"),
    "in a continued line of quotes": ("edition: 'a\n \tb'", "a b"),
    "in a block": ("edition: |-\n  a\tb\n  \tc", "a\tb\n\tc"),
    "in a comment": ('edition: "a" # \tb\n#\tc', "a"),
}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("written", "edition"), TABS_IN_TEXT.values(), ids=TABS_IN_TEXT)
def test_a_tab_in_text_is_kept(written: str, edition: str, check: Checker) -> None:
    """Both parsers allow tabs in quoted texts, blocks and comments."""
    instrument = check(replace_once(TEXT, 'edition: "1"', written)).instrument

    assert (instrument and instrument.edition) == edition


@pytest.mark.usefixtures("parser")
def test_a_byte_order_mark_changes_nothing(check: Checker) -> None:
    """A file with a byte order mark is the same instrument, with the same columns in its first line."""
    assert check(TEXT).instrument == check("\ufeff" + TEXT).instrument
    issues = check("\ufeffedition: 010").issues
    assert [(1, 10)] == [location_of(issue) for issue in issues if "ambiguous" in issue.code]


def test_a_second_document_is_one_fault(check: Checker) -> None:
    """Two instruments in one file are one fault, and the second is not compared with the first."""
    text, marks = remove_marks(f"{TEXT}▶---\n{TEXT}")
    errors = [issue for issue in check(text).issues if issue.severity is Severity.ERROR]

    assert [("yaml-several-documents", *marks)] == [(issue.code, location_of(issue)) for issue in errors]


def test_document_marks_around_one_document_are_allowed(check: Checker) -> None:
    """Marks around a single document are valid."""
    assert check(f"---\n{TEXT}...\n").instrument is not None


def test_windows_line_ends_change_nothing(check: Checker) -> None:
    """A file saved on Windows is the same instrument."""
    assert check(TEXT).instrument == check(TEXT.replace("\n", "\r\n")).instrument


NOT_AN_INSTRUMENT: Final = {
    "empty": (b"", ["instrument-empty"]),
    "a comment": (b"# nothing\n", ["instrument-empty"]),
    "null": (b"~\n", ["instrument-empty"]),
    "a list": (b'- "a"\n- "b"\n', ["not-an-instrument"]),
    "a word": (b"hello\n", ["not-an-instrument"]),
    "a number": (b"5\n", ["not-an-instrument"]),
    "a NUL byte": (b"a\x00b", ["yaml-syntax"]),
    "UTF-16": ("id: x".encode("utf-16"), ["yaml-not-utf8"]),
    "UTF-16 without a mark": ("id: x".encode("utf-16-le"), ["yaml-not-utf8"]),
    "UTF-16, high byte first": ("id: x".encode("utf-16-be"), ["yaml-not-utf8"]),
    "Latin-1": ("é".encode("latin-1"), ["yaml-not-utf8"]),
    "a surrogate": (b"\xed\xa0\x80", ["yaml-not-utf8"]),
    "an overlong character": (b"\xc0\xaf", ["yaml-not-utf8"]),
    "a BOM alone": (b"\xef\xbb\xbf", ["instrument-empty"]),
    "another YAML file": (b"name: CI\non: push\njobs: {}\n", ["not-an-instrument"]),
}


@pytest.mark.parametrize(("content", "expected"), NOT_AN_INSTRUMENT.values(), ids=NOT_AN_INSTRUMENT)
def test_another_file_gets_one_message(content: bytes, expected: list[str], check: Checker) -> None:
    """A file with completely different content gets one message, in its first line."""
    issues = check(content).issues

    assert [(code, 1) for code in expected] == [(issue.code, issue.location.line) for issue in issues]


PACKED: Final = {
    "a workbook": b"PK\x03\x04\x14\x00\x06\x00",
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "an archive": b"\x1f\x8b\x08\x00",
}


@pytest.mark.parametrize("size", [8, 2 * 1024 * 1024], ids=["small", "larger than any instrument"])
@pytest.mark.parametrize("start", PACKED.values(), ids=PACKED)
def test_a_workbook_is_no_instrument(start: bytes, size: int, check: Checker) -> None:
    """It is called what it is, whatever its size."""
    assert ["file-is-workbook"] == [issue.code for issue in check(start.ljust(size, b"\0")).issues]


def test_the_encoding_is_named(check: Checker) -> None:
    """Notepad and PowerShell write two bytes for each character, and the message at the start of the file says so."""
    (issue,) = check(TEXT.encode("utf-16")).issues

    assert (1, 1) == (issue.location.line, issue.location.column)
    assert "The file is not plain UTF-8. It contains UTF-16." == Messages("en").what(issue)


def test_every_conflict_is_reported(check: Checker) -> None:
    """Two places that two people changed are two findings, and nothing else is said about them."""
    conflict = '<<<<<<< HEAD\nx: "1"\n=======\nx: "2"\n>>>>>>> main\n'
    issues = check(f"{conflict}y: 1\n{conflict}").issues

    assert [("yaml-conflict", 1), ("yaml-conflict", 7)] == [(issue.code, issue.location.line) for issue in issues]


@pytest.mark.parametrize("path", [packaged_instrument(), TINY, DESA], ids=lambda path: path.stem)
def test_the_validated_copy_is_the_same_instrument(path: Path) -> None:
    """The copy in the wheel equals the YAML file, in every digit, and gives the same scores."""
    instrument = load_instrument(path)
    copy = Instrument.model_validate_json(validated_copy(instrument))

    assert (instrument, instrument.fingerprint) == (copy, copy.fingerprint)
    assert [str(question.maximum) for question in instrument.questions.values()] == [
        str(question.maximum) for question in copy.questions.values()
    ]


def test_a_broken_file_is_refused_with_all_its_issues(tmp_path: Path) -> None:
    """One exception contains all findings of the check, notes included."""
    path = tmp_path / "broken.yaml"
    text = replace_once(replace_once(TEXT, 'code: "2.2"', 'code: "2.1"'), "maximum: 30\n", "maximum: 31\n")
    path.write_text(text, encoding="utf-8", newline="\n")
    with pytest.raises(InstrumentError) as caught:
        load_instrument(path)

    assert [issue.code for issue in caught.value.issues] == ["sum-differs", "cap-declared", "identifier-repeated"]


def test_a_missing_file_cannot_be_loaded(tmp_path: Path) -> None:
    """A missing file raises an exception of this package, not of the system."""
    with pytest.raises(InstrumentError, match=r"file-not-found"):
        load_instrument(tmp_path / "none.yaml")


def test_the_current_folder_is_never_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kla: Instrument) -> None:
    """An ``indicators.yaml`` in the current folder does not replace the packaged instrument."""
    (tmp_path / "indicators.yaml").write_text(TEXT, encoding="utf-8", newline="\n")
    monkeypatch.chdir(tmp_path)

    assert kla == load_instrument()


def test_a_copy_beside_the_package_is_never_read(tmp_path: Path) -> None:
    """
    Only the package itself has a validated copy. A stray file in a clone does not replace the YAML without its rules.
    """
    package = Path(kla_score.__file__).parent
    shutil.copytree(package, tmp_path / "kla_score", ignore=shutil.ignore_patterns("__pycache__", "indicators.*"))
    (tmp_path / "indicators.yaml").write_text(TEXT, encoding="utf-8", newline="\n")
    (tmp_path / "indicators.json").write_text("{}", encoding="utf-8")
    command = [sys.executable, "-m", "kla_score", "show", "-f", "json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)  # noqa: S603

    assert (0, "tiny") == (done.returncode, json.loads(done.stdout)["instrument"]["id"])


def test_an_instrument_given_by_name_is_found_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny: Instrument
) -> None:
    """A relative path starts at the current folder."""
    (tmp_path / "indicators.yaml").write_text(TEXT, encoding="utf-8", newline="\n")
    monkeypatch.chdir(tmp_path)

    assert tiny == load_instrument(Path("indicators.yaml"))


def test_every_place_names_the_file(tmp_path: Path) -> None:
    """Each issue has the file name as given."""
    path = tmp_path / "Pemkab & Co.yaml"
    path.write_text("a: 010\na: *b\n", encoding="utf-8", newline="\n")

    assert {issue.location.file for issue in check_instrument(path).issues} == {str(path)}
