"""The cautions that every result shows. The facts of an evaluation are in its instrument."""

from collections.abc import Collection, Iterator, Sequence

from kla_score.assessment.region import Stage
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument.models import Caution


def cautions(stages: Collection[Stage | None], instruments: Sequence[Instrument], messages: Messages) -> Sequence[str]:
    """Return the cautions of *instruments* that concern *stages*."""
    texts = [messages.pick(caution.text) for caution in _concerned(stages, instruments)]
    return texts or [messages.gettext("Indicative only. This is not an official result.")]


def caution_line(stages: Collection[Stage | None], instruments: Sequence[Instrument], messages: Messages) -> str:
    """Return the most particular of these cautions in one line of a screen."""
    line = messages.gettext("Indicative only.")
    concerned = list(_concerned(stages, instruments))
    return f"{line} {messages.pick(concerned[-1].short)}" if concerned else line


def _concerned(stages: Collection[Stage | None], instruments: Sequence[Instrument]) -> Iterator[Caution]:
    """Yield each caution once, in the order of the instrument: the general ones come first."""
    found = dict.fromkeys(caution for instrument in instruments for caution in instrument.cautions)
    for caution in found:
        if not caution.stages or any(stage in caution.stages for stage in stages):
            yield caution
