"""Escapes of characters in the texts of a workbook."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_score.xlsx.escapes import decode, encode

DECODED = {
    "Contoh_x000D_": "Contoh\r",
    "_x000b_": "\v",
    "_x0041__x0042_": "AB",
    "_xD83D__xDE00_": "\U0001f600",
    "_xD83D_": "\ufffd",
    "_x005F_x0041_": "_x0041_",
    "SK_x12_": "SK_x12_",
    "SK_X0041_": "SK_X0041_",
    "SK_x00410": "SK_x00410",
}


@pytest.mark.parametrize(("stored", "text"), DECODED.items(), ids=DECODED)
def test_an_escape_is_the_character_with_its_code(stored: str, text: str) -> None:
    """Capital and small letters work. Similar text stays unchanged."""
    assert text == decode(stored)


@given(st.text(st.one_of(st.sampled_from("_x005FaA\v\r\n"), st.characters(exclude_categories=["Cs"])), max_size=40))
def test_encoded_text_can_be_decoded(text: str) -> None:
    """Texts that look like escapes and control characters survive."""
    assert text == decode(encode(text))
