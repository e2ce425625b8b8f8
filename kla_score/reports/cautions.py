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
    notes = [_("Indicative only. Verifiers set the official score, and the award depends on more than points.")]
    if Stage.EM in stages:
        notes.append(
            _(
                "Ten published self-assessments lost 7–34% at verification (median about 25%), mostly because of "
                "missing documents. This is not a forecast."
            )
        )
    if instrument:
        notes.append(messages.pick(instrument.status_note))
    return notes


def caution_line(stages: Collection[Stage | None], messages: Messages) -> str:
    """Return the cautions on results of *stages* in one line of a screen."""
    if Stage.EM in stages:
        return messages.gettext("Indicative only. Ten published self-assessments lost 7–34% at verification.")
    return messages.gettext("Indicative only. Verifiers set the official score.")
