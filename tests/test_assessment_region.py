"""The keys for matching a region and its province."""

import pytest

from kla_score.assessment.region import Region


@pytest.mark.parametrize("name", ["Banyuasin", "banyu asin", "BANYU-ASIN", "Banyu Asin."])
def test_a_region_is_found_however_it_is_written(name: str) -> None:
    """
    Blanks, punctuation and letter case make no difference, but the kind does.
    """
    assert Region("kabupaten", name).key == Region("kabupaten", "Banyuasin").key != Region("kota", name).key


@pytest.mark.parametrize("province", ["Jawa Barat", "Provinsi Jawa Barat", "Prov. Jawa Barat", "PROV JAWA BARAT"])
def test_a_province_is_found_however_it_is_written(province: str) -> None:
    """
    The word for province before the name makes no difference.
    """
    assert "jawabarat" == Region("", "", province).province_key
