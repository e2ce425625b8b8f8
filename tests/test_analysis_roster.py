"""Rosters: the member for a sheet, and the allowed layouts of a roster."""

from pathlib import Path

import pytest

from kla_score.analysis.roster import Roster
from kla_score.assessment.region import Region
from kla_score.files.roster_csv import read_roster
from kla_score.issues import KlaScoreError

BANDUNG = Region("kabupaten", "Bandung", "Jawa Barat", "32.04")
CITY = Region("kota", "Bandung", "Jawa Barat", "32.73")
BANYUASIN = Region("kabupaten", "Banyuasin", "Sumatera Selatan", "16.07")
ROSTER = Roster([BANDUNG, CITY, BANYUASIN])


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        (Region("kabupaten", "Bandung"), BANDUNG),
        (Region("kota", "BANDUNG"), CITY),
        (Region("kabupaten", "Banyu Asin"), BANYUASIN),
        (Region("", "Banyuasin"), BANYUASIN),
        (Region("", "Bandung"), None),
        (Region("kota", "Banyuasin"), None),
        (Region("", "", "", "32.73"), CITY),
        (Region("", "Bandung", "", "32.73"), CITY),
        (Region("kabupaten", "Bandong", "", "32.04"), BANDUNG),
        (Region("kota", "Bandong", "", "32.04"), None),
        (Region("kota", "Bandung", "", "32.04"), CITY),
        (Region("", "", "", "99.99"), None),
        (Region(), None),
    ],
)
def test_the_kind_is_part_of_the_key(region: Region, expected: Region | None) -> None:
    """A regency and a city may share a name. The name alone is enough if only one region has it."""
    assert expected == ROSTER.find(region)


def test_the_nearest_names_have_their_kind() -> None:
    """A suggestion contains the kind of region."""
    assert ROSTER.nearest(Region("kota", "Bandungg"))[0] == "Kota Bandung"


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
