"""The owners of a question, by the names of the instrument or of the region, and the file of names."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.instrument_file import load_agencies
from kla_score.instrument_file.document import MAXIMUM_FINDINGS
from kla_score.issues import InstrumentError, Issue
from tests.conftest import TINY

HEALTH = "1.1"
BOTH = "1.2a"
SCHOOL = "2.1"
OWN = {"health": "Dinkes P2KB"}
ONE_FOR_ALL = {"health": "Dinas Sosial, Sehat", "school": "Dinas Sosial, Sehat"}


def without_owners(instrument: Instrument) -> Instrument:
    """Remove the agencies and all references to them."""
    data = instrument.model_dump()
    for cluster in data["clusters"]:
        for indicator in cluster["indicators"]:
            for question in indicator["questions"]:
                question["agencies"] = []
    return Instrument.model_validate(data | {"agencies": []})


# Names

KNOWN = {
    "the short name": "Dinkes",
    "the Indonesian name": "Dinas Kesehatan",
    "the English name": "Health Office",
    "the id": "health",
    "another name": "Kesehatan",
    "small letters": "dinkes",
    "blanks": "  Dinas \u00a0 Kesehatan ",
}


NOBODY = {"unknown": "Dinas Sosial", "nearly a name": "Dinke", "nothing": "", "very long": "Dinkes" * 100_000}
FOUND: dict[str, tuple[Mapping[str, str], str, str]] = {
    **{name: ({}, text, "Dinkes") for name, text in KNOWN.items()},
    **{f"{name}, where the region has its own": (OWN, text, "Dinkes P2KB") for name, text in KNOWN.items()},
    "the region's own name": (OWN, "DINKES  p2kb", "Dinkes P2KB"),
    **{name: ({}, text, "") for name, text in NOBODY.items()},
}


@pytest.mark.parametrize(("own", "name", "expected"), FOUND.values(), ids=FOUND)
def test_an_agency_is_found_by_any_of_its_names(
    own: Mapping[str, str], name: str, expected: str, tiny: Instrument
) -> None:
    """The result is the name in use: that of the region if it has one. Other names give no result."""
    assert expected == Agencies(tiny, own).find(name)


NAMES: dict[str, tuple[Mapping[str, str], tuple[str, ...]]] = {
    "of the instrument": ({}, ("Dinkes", "Disdik")),
    "one of the region": (OWN, ("Dinkes P2KB", "Disdik")),
    "one for two": (ONE_FOR_ALL, ("Dinas Sosial, Sehat",)),
}


@pytest.mark.parametrize(("own_names", "names"), NAMES.values(), ids=NAMES)
def test_each_name_in_use_occurs_once(own_names: Mapping[str, str], names: tuple[str, ...], tiny: Instrument) -> None:
    """The names are in the order of the instrument. Agencies that share a name count once."""
    expected = names

    assert expected == Agencies(tiny, own_names).names


NEAREST: dict[str, tuple[str, tuple[str, ...]]] = {
    "a slip": ("Dinke", ("Dinkes",)),
    "a slip in a long name": ("Dinas Pendidikn", ("Disdik",)),
    "like several names of one": ("Kesehatn", ("Dinkes",)),
    "like nothing": ("xyz", ()),
}


@pytest.mark.parametrize(("name", "candidates"), NEAREST.values(), ids=NEAREST)
def test_the_nearest_are_given_by_the_names_in_use(name: str, candidates: tuple[str, ...], tiny: Instrument) -> None:
    """The nearest names come first, each once, compared by all names of the agency."""
    expected = candidates

    assert expected == Agencies(tiny).nearest(name)


# Owners

OWNERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "nothing is written": ("", ("Dinkes", "Disdik")),
    "blanks are written": (" \n ", ("Dinkes", "Disdik")),
    "one of them": ("Disdik", ("Disdik",)),
    "in another order": ("Disdik; Dinkes", ("Disdik", "Dinkes")),
    "by other names": ("dinas kesehatan; Education Office", ("Dinkes", "Disdik")),
    "on lines": ("Dinkes\r\nDisdik", ("Dinkes", "Disdik")),
    "twice": ("Dinkes; Kesehatan;Dinkes", ("Dinkes",)),
    "with blank pieces": ("; Dinkes ;; ", ("Dinkes",)),
    "commas between known names": ("Dinkes, Disdik", ("Dinkes", "Disdik")),
    "a comma in an unknown name": ("Dinas PU, Perkim", ("Dinas PU, Perkim",)),
    "a comma between a known and an unknown name": ("Dinkes, Perkim", ("Dinkes, Perkim",)),
    "an unknown name beside a known one": (" Dinas PU;Kesehatan", ("Dinas PU", "Dinkes")),
}


@pytest.mark.parametrize(("written", "owners"), OWNERS.values(), ids=OWNERS)
def test_the_agency_cell_decides_who_owns_a_question(written: str, owners: tuple[str, ...], tiny: Instrument) -> None:
    """A blank cell leaves the decision to the instrument. Unknown names stay unchanged, including commas."""
    expected = owners

    assert expected == Agencies(tiny).owners_of(tiny.questions[BOTH], written)


OWN_OWNERS: dict[str, tuple[Mapping[str, str], str, tuple[str, ...]]] = {
    "nothing is written": (OWN, "", ("Dinkes P2KB", "Disdik")),
    "the name of the instrument": (OWN, "Dinkes", ("Dinkes P2KB",)),
    "the own name": (OWN, "Dinkes P2KB", ("Dinkes P2KB",)),
    "two have one name": (ONE_FOR_ALL, "", ("Dinas Sosial, Sehat",)),
    "an own name with a comma": (ONE_FOR_ALL, "Dinas Sosial, Sehat", ("Dinas Sosial, Sehat",)),
}


@pytest.mark.parametrize(("own_names", "written", "owners"), OWN_OWNERS.values(), ids=OWN_OWNERS)
def test_owners_have_the_names_of_the_region(
    own_names: Mapping[str, str], written: str, owners: tuple[str, ...], tiny: Instrument
) -> None:
    """If the region has united two agencies, their question has one owner."""
    expected = owners

    assert expected == Agencies(tiny, own_names).owners_of(tiny.questions[BOTH], written)


def test_a_question_may_have_no_owner(tiny: Instrument) -> None:
    """In an instrument without agencies, no question has an owner."""
    bare = without_owners(tiny)
    expected: tuple[str, ...] = ()

    assert expected == Agencies(bare).owners_of(bare.questions[BOTH])


CELLS: dict[str, tuple[Mapping[str, str], str, str]] = {
    "one owner": ({}, HEALTH, "Dinkes"),
    "two owners": ({}, BOTH, "Dinkes; Disdik"),
    "an own name": (OWN, BOTH, "Dinkes P2KB; Disdik"),
    "two have one name": (ONE_FOR_ALL, BOTH, "Dinas Sosial, Sehat"),
}


@pytest.mark.parametrize(("own_names", "code", "text"), CELLS.values(), ids=CELLS)
def test_the_agency_cell_comes_with_the_names_in_use(
    own_names: Mapping[str, str], code: str, text: str, tiny: Instrument
) -> None:
    """Semicolons separate them, because a name may contain a comma."""
    expected = text

    assert expected == Agencies(tiny, own_names).cell_text(tiny.questions[code])


AS_WRITTEN = {
    "as it came": ("Dinkes; Disdik", True),
    "blank": ("", True),
    "in another order": ("Disdik; Dinkes", True),
    "by other names": ("health office\nDinas Pendidikan", True),
    "one is gone": ("Dinkes", False),
    "one more": ("Dinkes; Disdik; Dinas PU", False),
    "another one": ("Dinas PU", False),
}


@pytest.mark.parametrize(("text", "is_as_written"), AS_WRITTEN.values(), ids=AS_WRITTEN)
def test_an_agency_cell_with_the_same_agencies_is_unchanged(text: str, is_as_written: bool, tiny: Instrument) -> None:
    """Only other agencies are an entry of the region, not other names of the same agencies."""
    expected = is_as_written

    assert expected == Agencies(tiny).is_as_written(tiny.questions[BOTH], text)


# The file with a region's own names

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


@pytest.mark.parametrize("written", ["-", "–", " . ", ";"])
def test_a_dash_is_not_an_agency(written: str, tiny: Instrument) -> None:
    """A dash in the cell means no additional agency."""
    question = tiny.questions["1.1"]
    agencies = Agencies(tiny)

    assert agencies.owners_of(question) == agencies.owners_of(question, written)


def test_a_cell_has_at_most_a_hundred_names(tiny: Instrument) -> None:
    """Names after the hundredth are not read."""
    question = next(iter(tiny.questions.values()))

    assert 100 == len(Agencies(tiny).owners_of(question, ";".join(f"Dinas {number}" for number in range(500))))
