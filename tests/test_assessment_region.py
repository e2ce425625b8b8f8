"""The keys for matching a region and its province."""

import pytest

from kla_score.assessment.region import Region
from kla_score.instrument.regions import REGENCIES


@pytest.mark.parametrize("name", ["Banyuasin", "banyu asin", "BANYU-ASIN", "Banyu Asin."])
def test_a_region_is_found_however_it_is_written(name: str) -> None:
    """Blanks, punctuation and letter case make no difference, but the kind does."""
    assert Region("kabupaten", name).key == Region("kabupaten", "Banyuasin").key != Region("kota", name).key


@pytest.mark.parametrize("province", ["Jawa Barat", "Provinsi Jawa Barat", "Prov. Jawa Barat", "PROV JAWA BARAT"])
def test_a_province_is_found_however_it_is_written(province: str) -> None:
    """The word for province before the name makes no difference."""
    assert "jawabarat" == Region("", "", province).province_key


KEYS: dict[str, tuple[Region, tuple[str, ...]]] = {
    "a name and a code": (Region("kota", "Bandung", "", "32.73"), ("kota bandung", "32.73")),
    "a name": (Region("kota", "Bandung"), ("kota bandung",)),
    "a code": (Region("", "", "", "32.73"), ("32.73",)),
    "nothing": (Region("kota"), ()),
    "an administrative city": (Region("kota", "Administrasi Jakarta Pusat"), ("kota jakartapusat",)),
}


@pytest.mark.parametrize(("region", "keys"), KEYS.values(), ids=KEYS)
def test_a_region_has_a_key_for_its_name_and_its_code(region: Region, keys: tuple[str, ...]) -> None:
    """What is not filled in is no key, so that two blank sheets are not the same region."""
    assert keys == region.keys


CODES = {"32.00": "", "32.01": "kabupaten", "32.69": "kabupaten", "32.70": "", "32.71": "kota", "32.99": "kota"}


@pytest.mark.parametrize(("code", "kind"), CODES.items())
def test_a_code_shows_the_kind(code: str, kind: str) -> None:
    """Regencies have 01 to 69 and cities 71 to 99."""
    assert kind == REGENCIES.of_code(code)


LOCAL = {
    "a sub-district": (Region("desa", "Bareng", district="Babadan"), True),
    "a regency": (Region("kecamatan", "Babadan", regency="Contoh"), True),
    "a code of a village": (Region("desa", "Bareng", "", "16.10.03.2001"), True),
    "a code of a sub-district": (Region("kecamatan", "Babadan", "", "16.10.03"), True),
    "a code of a regency": (Region("kabupaten", "Contoh", "", "16.10"), False),
    "nothing": (Region("kabupaten", "Contoh"), False),
}


@pytest.mark.parametrize(("region", "expected"), LOCAL.values(), ids=LOCAL)
def test_a_region_with_another_above_it_is_local(region: Region, expected: bool) -> None:
    """A sub-district or village has a region above it, or a code of more than two parts. Names above are in its key."""
    assert (expected, 4 if expected else 2) == (region.is_local, len(region.key))
