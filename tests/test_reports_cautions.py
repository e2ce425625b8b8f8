"""The cautions on results, which come from the instrument."""

import pytest

from kla_score.assessment.region import Stage
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.reports.cautions import caution_line, cautions

ENGLISH = Messages("en")
FACTS = {
    Stage.EM: "Ten published self-assessments",
    Stage.VA: "Kota Bogor",
    Stage.VL: "Kota Bogor",
    Stage.VLH: "Kota Bogor",
    Stage.VKL: None,
    Stage.VF: None,
    None: None,
}


@pytest.mark.parametrize(("stage", "fact"), FACTS.items())
def test_each_stage_has_its_cautions(stage: Stage | None, fact: str | None, kla: Instrument) -> None:
    """Points can fall after every stage except the last ones."""
    first, *others = cautions([stage], [kla], ENGLISH)

    assert first.startswith("Indicative only. Verifiers")
    assert [fact] * len(others) == [fact for text in others if fact and fact in text]
    assert len(others) == (1 if fact else 0)


@pytest.mark.parametrize("stage", FACTS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_line_on_the_screen_is_short(stage: Stage | None, language: str, kla: Instrument) -> None:
    """The line fits into two lines of 80 characters."""
    assert len(caution_line([stage], [kla], Messages(language))) <= 2 * 80


def test_another_instrument_has_no_facts_about_kla(tiny: Instrument) -> None:
    """The only caution of an instrument without its own cautions is that results are indicative."""
    stages = list(Stage)

    assert ["Indicative only. This is not an official result."] == cautions(stages, [tiny], ENGLISH)
    assert caution_line(stages, [tiny], ENGLISH) == "Indicative only."


def test_the_cautions_of_two_stages_are_those_of_both(kla: Instrument) -> None:
    """Each caution occurs once in a comparison of two stages with the same instrument."""
    assert len(cautions([Stage.EM, Stage.VA], [kla, kla], ENGLISH)) == 3
