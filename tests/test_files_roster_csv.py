"""The row of a roster as a pydantic model: every error has its code and its line."""

from collections.abc import Mapping
from typing import Final

import pytest
from pydantic import ValidationError

from kla_score.assessment.region import Region
from kla_score.files.roster_csv import RosterContext, RosterRow
from kla_score.instrument.regions import REGENCIES
from kla_score.issues import Location

CONTEXT: Final = RosterContext(Location("roster.csv", line=7, column=1), "32,73, Kota Bandung", has_provinces=True)
ROW: Final = {"code": "32,73", "name": "Kota Bandung", "province": "Jawa Barat"}


def test_a_row_is_a_region() -> None:
    """
    A valid row has its region, with the kind from the name and the code as text.
    """
    row = RosterRow.model_validate(ROW, context=CONTEXT)

    assert Region("kota", "Bandung", "Jawa Barat", "32.73") == row.region_among(REGENCIES)


REFUSED: Final[Mapping[str, tuple[Mapping[str, str], str, str]]] = {
    "no kind": ({"name": "Bandung"}, "roster-row-unclear", CONTEXT.found),
    "a code of another kind": ({"code": "3204"}, "roster-code-unusable", "3204"),
    "no province": ({"province": ""}, "roster-province-missing", CONTEXT.found),
}


@pytest.mark.parametrize(("changes", "code", "found"), REFUSED.values(), ids=REFUSED)
def test_a_refused_row_is_an_error_of_pydantic(changes: Mapping[str, str], code: str, found: str) -> None:
    """
    The type of the error is the issue code, and its context has the line and what was found.
    """
    with pytest.raises(ValidationError) as caught:
        RosterRow.model_validate({**ROW, **changes}, context=CONTEXT)

    assert [(code, CONTEXT.location, found)] == [
        (each["type"], each["ctx"]["location"], each["ctx"]["found"]) for each in caught.value.errors()
    ]


def test_a_row_has_only_known_columns() -> None:
    """
    A value of another column is a mistake in the program, which reads known columns only.
    """
    with pytest.raises(ValidationError, match="extra_forbidden"):
        RosterRow.model_validate({**ROW, "email": "x"}, context=CONTEXT)
