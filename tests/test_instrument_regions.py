"""Kinds of region: their names and codes, and the member of a roster for each village."""

from pathlib import Path
from typing import Final

import pytest

from kla_score.analysis.roster import Roster
from kla_score.assessment import RawSheet, read_identity
from kla_score.assessment.region import Identity, Region
from kla_score.cells import Cell, CellKind
from kla_score.files.roster_csv import read_roster
from kla_score.instrument import Instrument
from kla_score.instrument.base import Text
from kla_score.instrument.regions import REGENCIES, RegionKind, RegionKinds
from kla_score.issues import KlaScoreError


def kind(name: str, parts: int, first: str, last: str) -> RegionKind:
    text = Text(id=name.capitalize(), en=name)
    return RegionKind(id=name, name=text, spellings=(f"{name[:3]}.",), parts=parts, first=first, last=last)


KINDS: Final = (
    *(kind("desa", 4, "2001", "2999"), kind("kelurahan", 4, "1001", "1999"), kind("kecamatan", 3, "01", "99")),
)
LOCAL: Final = RegionKinds(KINDS)
CODES: Final = {
    "16.10.03.2001": "desa",
    "16.10.03.1002": "kelurahan",
    "16.10.03": "kecamatan",
    "16.10.03.3001": "",
    "16.10": "",
    "16.10.00": "",
}


@pytest.mark.parametrize(("code", "expected"), CODES.items())
def test_a_code_shows_the_kind(code: str, expected: str) -> None:
    """The number of parts and the range of the last one decide."""
    assert expected == LOCAL.of_code(code)


@pytest.mark.parametrize("written", ["16.10.03.2001", "16,10,03,2001", "1610032001"])
def test_a_code_is_read_without_its_points(written: str) -> None:
    """A spreadsheet program changes or drops the points."""
    assert "16.10.03.2001" == LOCAL.code_in(written)


def test_kinds_have_an_example_for_each_form_of_code() -> None:
    """Messages show what a code looks like, and the deepest kind decides which regions are above."""
    assert (("16.10.10", "16.10.03.2001"), 4) == (LOCAL.examples, LOCAL.depth)
    assert (("16.10",), 2) == (REGENCIES.examples, REGENCIES.depth)


def test_the_fingerprint_of_kla_2024_stays(kla: Instrument) -> None:
    """The kinds of region do not affect scoring, so that older workbooks remain valid."""
    assert REGENCIES == kla.region_kinds
    assert kla.with_changes(regions=KINDS).fingerprint == kla.fingerprint == "ec2c722ff134"


def village(name: str, district: str, code: str = "", region_kind: str = "desa") -> Region:
    return Region(region_kind, name, "", code, district)


BARENG = village("Bareng", "Babadan", "16.10.03.2001")
OTHER_BARENG = village("Bareng", "Pudak", "16.10.04.2001")
ROSTER: Final = Roster([BARENG, OTHER_BARENG, village("Sukorejo", "Pudak")], LOCAL)


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        (village("Bareng", "babadan"), BARENG),
        (village("Bareng", "Pudak"), OTHER_BARENG),
        (village("Bareng", ""), None),
        (village("Barenk", "Pudak", "16.10.03.2001"), BARENG),
        (Region(code="16.10.04.2001"), OTHER_BARENG),
        (village("Sukorejo", ""), ROSTER.members[2]),
        (village("Sukorejo", "", "", "kelurahan"), None),
    ],
)
def test_the_regions_above_are_part_of_the_key_of_a_village(region: Region, expected: Region | None) -> None:
    """Two villages of one name are two, and the code goes before the name."""
    assert expected == ROSTER.find(region)


def test_villages_with_one_name_have_different_keys() -> None:
    """A village with a code has no other key. Without one, its sub-district distinguishes it."""
    assert ("16.10.03.2001",) == BARENG.keys
    assert village("Bareng", "Babadan").keys != village("Bareng", "Pudak").keys


def test_a_list_of_villages_implies_its_sub_districts(tmp_path: Path) -> None:
    """Each sub-district is there once, in the order of the list, and may have a row of its own."""
    path = tmp_path / "villages.csv"
    path.write_text(
        "kode;nama;jenis;kecamatan;kabupaten/kota;provinsi\n"
        "16.10.03.2001;Bareng;desa;Babadan;Contoh;Jawa\n"
        "1610041001;Kel. Bareng;;Kec. Pudak;Contoh;Jawa\n"
        "16.10.04;Pudak;kecamatan;;Contoh;Jawa\n",
        encoding="utf-8",
    )
    roster = read_roster(path, LOCAL)

    assert {} == Roster([Region("desa", "Bareng")], LOCAL).districts
    assert [
        Region("kecamatan", "Babadan", "Jawa", "16.10.03", regency="Contoh"),
        Region("kecamatan", "Pudak", "Jawa", "16.10.04", regency="Contoh"),
    ] == list(roster.districts.values())
    assert ("kelurahan", "Bareng", "Pudak", "Contoh") == (
        *roster.members[1][:2],
        roster.members[1].district,
        roster.members[1].regency,
    )


WRONG: Final = {
    "no sub-districts": ("kode,nama\n16.10.03.2001,Bareng\n", "roster-column-missing"),
    "a date": ("kode,nama,kecamatan\n11/01/2002,Bareng,Pudak\n", "region-code-is-date"),
    "a code of another kind": ("kode,nama,jenis,kecamatan\n16.10.03.1001,Bareng,desa,Pudak\n", "roster-code-unusable"),
    "twice": ("kode,nama,kecamatan\n1610032001,A,Pudak\n16.10.03.2001,B,Pudak\n", "roster-row-repeated"),
}


@pytest.mark.parametrize(("text", "code"), WRONG.values(), ids=WRONG)
def test_a_fault_in_a_list_of_villages_is_named(text: str, code: str, tmp_path: Path) -> None:
    """A code that a spreadsheet program turned into a date is an error of its own."""
    path = tmp_path / "villages.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KlaScoreError) as caught:
        read_roster(path, LOCAL)

    assert [code] == [issue.code for issue in caught.value.issues]


def test_a_sheet_of_a_village_names_the_regions_above_it(tiny: Instrument) -> None:
    """Kind and code are those of the instrument. A date instead of the code is an error."""
    form = tiny.with_changes(regions=KINDS)
    lines = {Identity.KIND: "Desa", Identity.NAME: "Bareng", Identity.DISTRICT: "Pudak", Identity.REGENCY: "Contoh"}
    cells = {line: Cell(CellKind.TEXT, text) for line, text in lines.items()}
    coded = {**cells, Identity.CODE: Cell(CellKind.TEXT, "16.10.03.2001")}
    dated = {**cells, Identity.CODE: Cell(CellKind.DATE, "2002-01-11")}

    assert (
        Region("desa", "Bareng", "", "16.10.03.2001", "Pudak", "Contoh")
        == read_identity(RawSheet([], coded), form)[0].region
    )
    assert "region-code-is-date" in [issue.code for issue in read_identity(RawSheet([], dated), form)[1]]


@pytest.mark.parametrize("written", ["des", "Des.", "DESA", "desa."])
def test_a_kind_is_found_by_any_spelling(written: str) -> None:
    """Letter case and a point at the end do not matter, neither in a sheet nor in the instrument."""
    assert "desa" == LOCAL.named(written)
