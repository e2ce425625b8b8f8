"""The CSV file of a roster: its layouts, and every error with its code and its line."""

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
from tests.test_analysis_roster import BANDUNG, CITY

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


ROWS = "code,kind,name,province\n32.04,kabupaten,Bandung,Jawa Barat\n32.73,kota,Bandung,Jawa Barat\n"


SAME = {
    "as it is": ROWS.encode(),
    "semicolons": ROWS.replace(",", ";").encode(),
    "tabs": ROWS.replace(",", "\t").encode(),
    "a mark": b"\xef\xbb\xbf" + ROWS.encode(),
    "utf-16": ROWS.encode("utf-16"),
    "windows lines": ROWS.replace("\n", "\r\n").encode(),
    "indonesian titles": ROWS.replace("code,kind,name,province", "Kode, Jenis ,NAMA,Provinsi").encode(),
    "another order": b"name,province,code,kind\nBandung,Jawa Barat,32.04,Kab.\nBandung,Jawa Barat,32.73,KOTA\n",
    "the kind in the name": (
        b"code,kind,name,province\n32.04,,Kabupaten Bandung,Jawa Barat\n32.73,kota,Kota Bandung,Jawa Barat\n"
    ),
    "more columns": b"x,code,kind,name,province\n1,32.04,kabupaten,Bandung,Jawa Barat\n2,32.73,kota,Bandung,Jawa Barat",
    "a line of Excel's": b"sep=;\r\n" + ROWS.replace(",", ";").encode(),
    "codes as numbers": ROWS.replace("32.04", '"32,04"').replace("32.73", "3273").encode(),
    "no column of kinds": b"code,name,province\n32.04,Kab.Bandung,Jawa Barat\n32.73,Kota Bandung,Jawa Barat\n",
    "blank lines": ROWS.replace("\n", "\n\n,,,\n").encode(),
    "quotes": ROWS.replace("Bandung", '" Bandung "').encode(),
}


@pytest.mark.parametrize("content", SAME.values(), ids=SAME)
def test_any_usual_csv_is_read(content: bytes, tmp_path: Path) -> None:
    """A list has the same content in every CSV dialect of a spreadsheet program."""
    path = tmp_path / "roster.csv"
    path.write_bytes(content)

    assert [BANDUNG, CITY] == read_roster(path).members


WRONG = {
    "no kind": ("code,name\n32.04,Bandung\n", [("roster-row-unclear", 2)]),
    "no name": ("code,kind\n32.04,kabupaten\n", [("roster-column-missing", 1)]),
    "a title twice": ("kind,nama,name\nkota,Bandung,Bogor\n", [("roster-column-repeated", 1)]),
    "an open quote": ('kind,name\nkota,"Bandung\nkota,Bogor\n', [("roster-malformed", 0)]),
    "a province missing": (
        "kind,name,province\nkota,Bandung,Jawa Barat\nkota,Bogor,\n",
        [("roster-province-missing", 3)],
    ),
    "nothing": ("", [("roster-column-missing", 1)]),
    "titles alone": ("kind,name\n", [("roster-empty", 0)]),
    "a row without a name": ("kind,name\nkota,\nkota,Bandung\n", [("roster-row-unclear", 2)]),
    "another kind": ("kind,name\nprovinsi,Jawa Barat\n", [("roster-row-unclear", 2)]),
    "twice": ("kind,name\nkota,Bandung\n\nKOTA,bandung\n", [("roster-row-repeated", 4)]),
    "a code twice": ("code,kind,name\n32.73,kota,Bandung\n32.73,kota,Bogor\n", [("roster-row-repeated", 3)]),
    "a number": ("code,kind,name\n32.7,kota,Bandung\n", [("roster-code-unusable", 2)]),
    "another kind's code": ("code,kind,name\n32.04,kota,Bandung\n", [("roster-code-unusable", 2)]),
    "several": (
        "code,kind,name\nx,kota,A\n,kota,\n32.71,kota,C\n",
        [("roster-code-unusable", 2), ("roster-row-unclear", 3)],
    ),
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG)
def test_every_fault_is_named_with_its_line(text: str, expected: list[tuple[str, int]], tmp_path: Path) -> None:
    """A roster with faults is refused, with all faults and their lines in one run."""
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KlaScoreError) as raised:
        read_roster(path)

    assert expected == [(issue.code, issue.location.line) for issue in raised.value.issues]
    assert {str(path)} == {issue.location.file for issue in raised.value.issues}


def test_a_missing_roster_is_named(tmp_path: Path) -> None:
    """A wrong file name does not count as an empty list."""
    with pytest.raises(KlaScoreError) as raised:
        read_roster(tmp_path / "x.csv")

    assert ["file-not-found"] == [issue.code for issue in raised.value.issues]


def test_a_roster_may_have_any_number_of_rows(tmp_path: Path) -> None:
    """A nation has more than 10,000 sub-districts and villages."""
    path = tmp_path / "a.csv"
    path.write_text("name\n" + "".join(f"Kab. R {number}\n" for number in range(12_000)), encoding="utf-8")

    assert 12_000 == len(read_roster(path).members)
