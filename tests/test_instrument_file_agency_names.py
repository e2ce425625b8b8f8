"""A region's own name of agencies as a pydantic model: every error has its code and what was found."""

from collections.abc import Mapping
from typing import Final

import pytest
from pydantic import ValidationError

from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.instrument_file.agency_names import AgencyContext, OwnAgency


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
