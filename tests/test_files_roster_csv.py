"""The row of a roster as a pydantic model: every error has its code and its line."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest
from pydantic import ValidationError

from kla_score.analysis.roster import Roster
from kla_score.assessment.region import Region
from kla_score.files.roster_csv import RosterContext, RosterRow, read_roster
from kla_score.instrument.regions import REGENCIES, RegionKinds
from kla_score.instrument_file import load_forms
from kla_score.issues import KlaScoreError, Location

CONTEXT: Final = RosterContext(Location("roster.csv", line=7, column=1), "32,73, Kota Bandung", has_provinces=True)
ROW: Final = {"code": "32,73", "name": "Kota Bandung", "province": "Jawa Barat"}


def test_a_row_is_a_region() -> None:
    """A valid row has its region, with the kind from the name and the code as text."""
    row = RosterRow.model_validate(ROW, context=CONTEXT)

    assert Region("kota", "Bandung", "Jawa Barat", "32.73") == row.region_among(REGENCIES)


REFUSED: Final[Mapping[str, tuple[Mapping[str, str], str, str]]] = {
    "no kind": ({"name": "Bandung"}, "roster-row-unclear", CONTEXT.found),
    "a code of another kind": ({"code": "3204"}, "roster-code-unusable", "3204"),
    "no province": ({"province": ""}, "roster-province-missing", CONTEXT.found),
}


@pytest.mark.parametrize(("changes", "code", "found"), REFUSED.values(), ids=REFUSED)
def test_a_refused_row_is_an_error_of_pydantic(changes: Mapping[str, str], code: str, found: str) -> None:
    """The type of the error is the issue code, and its context has the line and what was found."""
    with pytest.raises(ValidationError) as caught:
        RosterRow.model_validate({**ROW, **changes}, context=CONTEXT)

    assert [(code, CONTEXT.location, found)] == [
        (each["type"], each["ctx"]["location"], each["ctx"]["found"]) for each in caught.value.errors()
    ]


def test_a_row_has_only_known_columns() -> None:
    """A value of another column is a mistake in the program, which reads known columns only."""
    with pytest.raises(ValidationError, match="extra_forbidden"):
        RosterRow.model_validate({**ROW, "email": "x"}, context=CONTEXT)


VILLAGES: Final = RegionKinds(tuple(kind for form in load_forms() for kind in form.regions))


def villages(folder: Path, *rows: str) -> Roster:
    path = folder / "villages.csv"
    path.write_text("\n".join(("kode,nama,jenis,kecamatan", *rows)), encoding="utf-8")
    return read_roster(path, VILLAGES)


def test_a_sub_district_has_one_spelling(tmp_path: Path) -> None:
    """
    Rows with other letter case or blanks, or with its kind, belong to the same one. A later row may have the code.
    """
    roster = villages(
        tmp_path,
        ",Melati,desa,Utara",
        "99.01.01.2002,Mawar,desa,UTARA",
        ",Anggrek,desa,Kec. utara",
        "99.01.01,UTARA,kecamatan,",
    )

    assert {("utara", "Utara")} == {(key, each.name) for key, each in roster.districts.items()}
    assert ["Utara", "Utara", "Utara", ""] == [each.district for each in roster.members]
    assert ["99.01.01"] == [each.code for each in Roster(roster.members[:3], VILLAGES).districts.values()]


def test_a_village_needs_a_sub_district(tmp_path: Path) -> None:
    """Without it, no list would have the village."""
    with pytest.raises(KlaScoreError) as caught:
        villages(tmp_path, "99.01.01.2001,Melati,desa,Utara", "99.01.01.2002,Mawar,desa,")

    assert [("roster-district-missing", 3)] == [(each.code, each.location.line) for each in caught.value.issues]
