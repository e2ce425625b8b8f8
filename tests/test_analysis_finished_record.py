"""The result of one sheet in a batch, read again."""

import json
from collections.abc import Sequence
from decimal import Decimal

import pytest
from pydantic import ValidationError

from kla_score.analysis.finished_record import FinishedRecord
from kla_score.instrument import Instrument
from kla_score.reports.data.scorecard import scorecard_data
from kla_score.reports.formats.json import line
from kla_score.scoring.summary import summarise
from tests.test_files_saved_json import scorecard_of

POINTS = {
    "nothing": [0] * 7,
    "all": [1000] * 7,
    "a part": [500, 0, 250, 1000, 0, 750, 0],
    "nearly all with evidence": [999] * 7,
    "nearly all": [1000, 1000, 1000, 1000, 1000, 999, 1000],
}


@pytest.mark.parametrize("points", POINTS.values(), ids=POINTS)
def test_the_summary_is_that_of_the_scorecard(points: Sequence[int], tiny: Instrument) -> None:
    """The ranking cannot tell a kept result from a new one."""
    scorecard = scorecard_of(tiny, list(points))
    data = json.loads(line(scorecard_data(scorecard)), parse_float=Decimal)
    summary = FinishedRecord.model_validate(data).summary

    assert summarise(scorecard) == summary
    assert summary.fits(tiny)


def test_a_changed_sum_is_refused(tiny: Instrument) -> None:
    """Points that do not add up were changed by hand."""
    data = json.loads(line(scorecard_data(scorecard_of(tiny, [500] * 7))), parse_float=Decimal)
    data["total"]["claimed"] += 1
    with pytest.raises(ValidationError):
        FinishedRecord.model_validate(data)


def test_a_summary_of_another_instrument_does_not_fit(tiny: Instrument, desa: Instrument) -> None:
    """Clusters and predicates differ."""
    assert not summarise(scorecard_of(tiny, [500] * 7)).fits(desa)
