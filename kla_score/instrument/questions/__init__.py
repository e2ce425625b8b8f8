"""
The kinds of question: how each is answered in a cell and converted to points.

All knowledge about a kind is in its class, and its `explanation` documents it for users. To add a kind, add a module
here and its class to `_Kinds`.
"""

from collections.abc import Mapping
from typing import Annotated, Final, get_args

from pydantic import Discriminator

from kla_score.instrument.questions.base import (
    HUNDRED,
    LONGEST_CODE,
    NO_POINTS,
    POINT_DECIMALS,
    NumberScale,
    OptionScale,
    Percentage,
    Points,
    Provenance,
    Question,
    Reading,
    Scale,
)
from kla_score.instrument.questions.choice import ChoiceQuestion
from kla_score.instrument.questions.percentage import PercentageQuestion
from kla_score.instrument.questions.points import PointsQuestion

__all__ = [
    "HUNDRED",
    "KINDS",
    "LONGEST_CODE",
    "NO_POINTS",
    "POINT_DECIMALS",
    "AnyQuestion",
    "NumberScale",
    "OptionScale",
    "Percentage",
    "Points",
    "Provenance",
    "Question",
    "Reading",
    "Scale",
]

_Kinds = PointsQuestion | ChoiceQuestion | PercentageQuestion

AnyQuestion = Annotated[_Kinds, Discriminator("kind")]
"""A question of any kind; the key ``kind`` is the discriminator."""

KINDS: Final[Mapping[str, type[Question]]] = {
    get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(_Kinds)
}
"""The class of each kind by its name."""
