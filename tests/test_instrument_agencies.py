"""The owners of a question, by the names of the instrument or of the region."""

from collections.abc import Mapping

import pytest

from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies

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
