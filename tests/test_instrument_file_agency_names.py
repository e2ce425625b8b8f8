"""The file with a region's own names of agencies: what is read, and every error with its code and its place."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest
from pydantic import ValidationError

from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.instrument_file import load_agencies
from kla_score.instrument_file.agency_names import AgencyContext, OwnAgency
from kla_score.instrument_file.document import MAXIMUM_FINDINGS
from kla_score.issues import InstrumentError, Issue
from tests.conftest import TINY


def context_of(instrument: Instrument) -> AgencyContext:
    known = Agencies(instrument)
    return AgencyContext(
        known, {known.find(agency.short): agency.id for agency in instrument.agencies}, {"dinas b": "Dinas B"}
    )


def test_an_own_name_stands_for_agencies(tiny: Instrument) -> None:
    """A valid entry has the own name without blanks around it, and the ids of the agencies."""
    entry = OwnAgency.model_validate({"own": " Dinas A ", "agencies": ["Dinkes", "Disdik"]}, context=context_of(tiny))

    assert ("Dinas A", ("health", "school")) == (entry.own, entry.agencies)


REFUSED: Final[Mapping[str, tuple[str, object, list[tuple[str, tuple[str | int, ...], str]]]]] = {
    "no name": (" ", "Dinkes", [("value-empty", ("own",), " ")]),
    "two names in one": ("A; B", "Dinkes", [("value-malformed", ("own",), "A; B")]),
    "a repeated name": ("DINAS B", "Dinkes", [("identifier-repeated", ("own",), "DINAS B")]),
    "no agency": ("Dinas A", [], [("value-empty", (), "Dinas A")]),
    "no text": ("Dinas A", ["Dinkes", None], [("value-not-text", ("agencies", 1), "")]),
    "an unknown agency": ("Dinas A", "Dinsos", [("agency-undefined", ("agencies", 0), "Dinsos")]),
    "a repeated agency": ("Dinas A", ["Dinkes", "health"], [("identifier-repeated", ("agencies", 1), "health")]),
    "two faults": (
        "A; B",
        ["Dinsos"],
        [("value-malformed", ("own",), "A; B"), ("agency-undefined", ("agencies", 0), "Dinsos")],
    ),
}


@pytest.mark.parametrize(("own", "agencies", "expected"), REFUSED.values(), ids=REFUSED)
def test_a_refused_name_is_an_error_of_pydantic(
    own: str, agencies: object, expected: list[tuple[str, tuple[str | int, ...], str]], tiny: Instrument
) -> None:
    """The type of each error is the issue code, its location leads to the value, and its context has what was found."""
    with pytest.raises(ValidationError) as caught:
        OwnAgency.model_validate({"own": own, "agencies": agencies}, context=context_of(tiny))

    assert expected == [(each["type"], each["loc"], each["ctx"]["found"]) for each in caught.value.errors()]


Writer = Callable[[str | bytes], Path]


@pytest.fixture
def names_file(tmp_path: Path) -> Writer:
    """Write a file with a region's own names."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "opd.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


OWN_FILES: dict[str, tuple[str, Mapping[str, str]]] = {
    "one for one": ('"Dinkes P2KB": "Dinkes"\n', {"health": "Dinkes P2KB"}),
    "bare words": ("Dinkes P2KB: Dinas Kesehatan\n", {"health": "Dinkes P2KB"}),
    "by id": ("Dinkes P2KB: health\n", {"health": "Dinkes P2KB"}),
    "a list of one": ("Dinkes P2KB: [Kesehatan]\n", {"health": "Dinkes P2KB"}),
    "one for two": ("Dinas A: [Dinkes, Disdik]\n", {"health": "Dinas A", "school": "Dinas A"}),
    "two for two": ("Dinas A: Dinkes\nDinas B: Disdik\n", {"health": "Dinas A", "school": "Dinas B"}),
    "blanks around it": ('"  Dinas A ": Dinkes\n', {"health": "Dinas A"}),
}


@pytest.mark.parametrize(("text", "own_names"), OWN_FILES.values(), ids=OWN_FILES)
def test_own_names_are_read(text: str, own_names: Mapping[str, str], names_file: Writer, tiny: Instrument) -> None:
    """Each name of the region means one or several agencies, by any of their names."""
    expected = own_names

    assert expected == load_agencies(names_file(text), tiny).own_names


def test_without_a_file_the_names_are_those_of_the_instrument(tiny: Instrument) -> None:
    """The file is optional."""
    expected = Agencies(tiny)

    assert expected == load_agencies(None, tiny)


def refused(path: Path, instrument: Instrument) -> tuple[Issue, ...]:
    with pytest.raises(InstrumentError) as raised:
        load_agencies(path, instrument)
    return raised.value.issues


FAULTS: dict[str, tuple[str, list[tuple[str, int, int, str]]]] = {
    "an unknown agency": ("Dinas A: Dinsos\n", [("agency-undefined", 1, 10, "Dinsos")]),
    "an unknown agency in a list": ("Dinas A: [Dinkes, Dinsos]\n", [("agency-undefined", 1, 19, "Dinsos")]),
    "twice in a list": ("Dinas A: [Dinkes, Kesehatan]\n", [("identifier-repeated", 1, 19, "Kesehatan")]),
    "under two names": ("Dinas A: Dinkes\nDinas B: health\n", [("identifier-repeated", 2, 10, "health")]),
    "a number": ("Dinas A: 12\n", [("value-not-text", 1, 10, "")]),
    "a mapping": ("Dinas A: {Dinkes: Disdik}\n", [("value-not-text", 1, 1, "")]),
    "nothing": ('Dinas A: ""\n', [("agency-undefined", 1, 10, "")]),
    "two names in one": ('"Dinas A; B": Dinkes\n', [("value-malformed", 1, 1, "Dinas A; B")]),
    "two lines in one": ('"Dinas A\\nB": Dinkes\n', [("value-malformed", 1, 1, "Dinas A\nB")]),
    "a list": ("- Dinkes\n", [("agencies-other-file", 1, 1, "")]),
    "an empty file": ("", [("agencies-empty", 1, 1, "")]),
    "only comments": ("# names\n", [("agencies-empty", 1, 1, "")]),
    "an instrument": (TINY.read_text(encoding="utf-8"), [("agencies-is-instrument", 1, 1, "")]),
    "a workflow": ("name: ci\non: [push]\njobs: {check: {}}\n", [("agencies-other-file", 1, 1, "")]),
    "hooks": ("repos:\n- repo: local\n", [("agencies-other-file", 1, 1, "")]),
    "a mapping beside a name": (
        "Dinas A: Dinkes\nDinas B: {Disdik: x}\n",
        [("value-not-text", 2, 1, "")],
    ),
    "a repeated key": ("Dinas A: Dinkes\nDinas A: Disdik\n", [("yaml-key-repeated", 2, 1, "Dinas A")]),
    "two faults": (
        "Dinas A: Dinsos\nDinas B: 12\n",
        [("agency-undefined", 1, 10, "Dinsos"), ("value-not-text", 2, 10, "")],
    ),
}


@pytest.mark.parametrize(("text", "faults"), FAULTS.values(), ids=FAULTS)
def test_every_fault_of_the_file_is_named_at_its_place(
    text: str, faults: list[tuple[str, int, int, str]], names_file: Writer, tiny: Instrument
) -> None:
    """The run reports all faults with line and column."""
    issues = refused(names_file(text), tiny)
    expected = faults

    assert expected == [(each.code, each.location.line, each.location.column, each.found) for each in issues]


def test_a_repeated_name_has_the_line_of_the_first(names_file: Writer, tiny: Instrument) -> None:
    """Letter case does not make a name different."""
    (issue,) = refused(names_file("# Nama\nDinas A: Dinkes\ndinas a: Disdik\n"), tiny)

    assert ("identifier-repeated", 3, 2) == (issue.code, issue.location.line, issue.parameters["line"])


def test_an_unknown_agency_gets_suggestions(names_file: Writer, tiny: Instrument) -> None:
    """The message suggests the right name."""
    (issue,) = refused(names_file("Dinas A: Dinke\n"), tiny)
    expected = ("Dinkes",)

    assert expected == issue.parameters["candidates"]


def test_invalid_yaml_is_refused(names_file: Writer, tiny: Instrument) -> None:
    """Only the fault of the YAML is reported, since the names are unknown."""
    expected = ["yaml-unclosed"]

    assert expected == [issue.code for issue in refused(names_file("Dinas A: [Dinkes\n"), tiny)]


def test_a_file_with_too_many_faults_is_refused(names_file: Writer, tiny: Instrument) -> None:
    """The reader stops at a limit and reports it."""
    issues = refused(names_file("".join(f"Dinas {number}: Dinsos\n" for number in range(2_000))), tiny)
    expected = (MAXIMUM_FINDINGS + 1, "findings-cut")

    assert expected == (len(issues), issues[-1].code)


def test_a_missing_file_is_refused(tmp_path: Path, tiny: Instrument) -> None:
    """A missing file is refused like any unreadable input."""
    expected = ["file-not-found"]

    assert expected == [issue.code for issue in refused(tmp_path / "none.yaml", tiny)]


IMPOSSIBLE = {
    "no name": ('"": Dinkes', "value-empty"),
    "two names in one": ('"A; B": Dinkes', "value-malformed"),
    "the same name twice": ("dp: Dinkes\nDP: Disdik", "identifier-repeated"),
    "a name for nobody": ("Dinas A: []", "value-empty"),
    "the name of another agency": ("Disdik: Dinkes", "identifier-repeated"),
}


@pytest.mark.parametrize(("text", "code"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_an_unusable_name_is_refused(text: str, code: str, names_file: Writer, tiny: Instrument) -> None:
    """An empty, repeated or combined name, or that of another agency, is refused."""
    assert code in {issue.code for issue in refused(names_file(text), tiny)}


def test_names_may_be_swapped(names_file: Writer, tiny: Instrument) -> None:
    """The region's own name has priority over a name of another agency in the instrument."""
    agencies = load_agencies(names_file("Dinkes: Disdik\nDisdik: Dinkes\n"), tiny)
    owned = {code: Agencies(tiny).owners_of(question) for code, question in tiny.questions.items()}
    swapped = {"Dinkes": "Disdik", "Disdik": "Dinkes"}
    expected = {code: tuple(swapped.get(name, name) for name in names) for code, names in owned.items()}

    assert expected == {code: agencies.owners_of(question) for code, question in tiny.questions.items()}
