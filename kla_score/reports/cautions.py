"""The cautions that every result shows."""

from collections.abc import Collection, Sequence

from kla_score.assessment.region import Stage
from kla_score.i18n import Messages
from kla_score.instrument import Instrument


def cautions(stages: Collection[Stage | None], instrument: Instrument | None, messages: Messages) -> Sequence[str]:
    """
    Return the cautions on results of *stages*, and on the origin of *instrument*.

    ``docs/verification.md`` compares ten published self-assessments with their verified results, with every number.
    """
    _ = messages.gettext
    notes = [_("Indicative: verification decides the score, and the award does not follow from points alone.")]
    if Stage.EM in stages:
        notes.append(
            _(
                "A warning, no forecast: ten published self-assessments lost 7 to 34 percent of their points at "
                "verification, the median about a quarter, mostly for want of documents."
            )
        )
    if instrument:
        notes.append(messages.pick(instrument.status_note))
    return notes
