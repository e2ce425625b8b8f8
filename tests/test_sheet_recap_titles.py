"""Titles of clusters and indicators in a recap, by their words."""

from typing import Final

import pytest

from kla_score.instrument import Instrument
from kla_score.sheet.recap_titles import RecapTitles

RESEMBLING: Final = {
    "half of two words": ("Perkawinan dini", "7", True),
    "half of the words of the name": ("Perkawinan dini nasional", "7", True),
    "one of three words": ("Standardisasi gedung bertingkat", "10", False),
    "a word that three names have": ("Khusus", "21A", True),
    "a word that more names have": ("Anak", "7", False),
    "no words": ("12", "7", False),
}


@pytest.mark.parametrize(("text", "code", "resembles"), RESEMBLING.values(), ids=RESEMBLING)
def test_a_title_in_own_words_has_half_of_the_telling_words(
    text: str, code: str, resembles: bool, kla: Instrument
) -> None:
    """Half of the words of the shorter one are enough. Words in many names, and no words at all, say nothing."""
    indicator = next(each for each in kla.indicators if each.code == code)

    assert resembles is RecapTitles(kla).resembles(text, indicator)


def test_a_name_may_begin_with_a_number_or_have_two_colons(tiny: Instrument) -> None:
    """The number in front of a name can be a part of it, and the first colon ends the word for a cluster."""
    form = tiny.model_dump()
    form["clusters"][1]["name"]["id"] = "Klaster B: Aman: semua"
    form["clusters"][0]["indicators"][0]["name"]["id"] = "7 kebiasaan"
    titles = RecapTitles(Instrument.model_validate(form))

    assert ("B", "") == (titles.cluster_named("aman: semua"), titles.cluster_named("semua"))
    assert "1" == getattr(titles.indicator_named(["7 kebiasaan"]), "code", None)
