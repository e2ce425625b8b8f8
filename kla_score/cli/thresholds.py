"""The thresholds that a script may set: required points and strictness."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from kla_score import api
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.issues import Plural
from kla_score.reports.phrases import counted, joined
from kla_score.scoring import Tally


class Thresholds(NamedTuple):
    """
    The required points (None: any). With *is_strict*, warnings and points without complete evidence are not allowed.
    """

    points: Decimal | None
    is_strict: bool

    def missed(self, total: Tally, warnings: int, messages: Messages) -> Sequence[str]:
        """Return a line for each threshold that a sheet with *total* and this number of *warnings* misses."""
        _ = messages.gettext
        number, missing = messages.number, []
        if self.points is not None and total.supported is None and total.claimed < self.points:
            points, limit = number(total.claimed), number(self.points)
            missing.append(_("--fail-under: {points} claimed points are below {limit}", points=points, limit=limit))
        if self.points is not None and total.supported is not None and total.supported < self.points:
            points, limit = number(total.supported), number(self.points)
            missing.append(_("--fail-under: {points} supported points are below {limit}", points=points, limit=limit))
        unsupported = total.claimed if total.at_risk is None else total.at_risk
        if self.is_strict and (warnings or unsupported):
            texts = (
                (Plural("{count} warning", "{count} warnings"), warnings),
                (
                    Plural("{count} point without complete evidence", "{count} points without complete evidence"),
                    unsupported,
                ),
            )
            missing.append(f"--strict: {joined([counted(messages, *each) for each in texts if each[1]], messages)}")
        return missing


def read_thresholds(target: str | None, instrument: Instrument, *, is_strict: bool) -> Thresholds:
    """
    Return the thresholds; *target* is a predicate or points of *instrument*.

    Raises:
        KlaScoreError: *target* is neither.

    """
    return Thresholds(None if target is None else api.points_of(target, instrument), is_strict)
