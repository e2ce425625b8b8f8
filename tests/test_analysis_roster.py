"""Rosters: the member for a sheet."""

import pytest

from kla_score.analysis.roster import Roster
from kla_score.assessment.region import Region

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
