"""What a script may ask of a result beside that there are no errors: enough points, nothing doubtful."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, NamedTuple

import typer

from kla_score import api
from kla_score.i18n import N_, Messages
from kla_score.instrument import Instrument
from kla_score.scoring import Tally

FailUnderOption = Annotated[
    str | None,
    typer.Option(
        "--fail-under",
        metavar=N_("PREDICATE|POINTS"),
        envvar="KLA_SCORE_FAIL_UNDER",
        help=N_("Exit with 1 for fewer points: supported ones, or claimed ones where no evidence is recorded."),
    ),
]
StrictOption = Annotated[
    bool,
    typer.Option(
        "--strict",
        envvar="KLA_SCORE_STRICT",
        help=N_("Exit with 1 for warnings and for points without complete evidence, too."),
    ),
]


class Gates(NamedTuple):
    """What is asked for: so many points (None: any will do), and with *is_strict* that nothing is doubtful."""

    points: Decimal | None
    is_strict: bool

    def missed(self, total: Tally, warnings: int, messages: Messages) -> Sequence[str]:
        """Say what a sheet with this *total* and so many *warnings* lacks; nothing when it has all."""
        say, number, lacking = messages.say, messages.number, []
        if self.points is not None and total.supported is None and total.claimed < self.points:
            points, limit = number(total.claimed), number(self.points)
            lacking.append(say("--fail-under: claimed {points}, fewer than {limit}", points=points, limit=limit))
        if self.points is not None and total.supported is not None and total.supported < self.points:
            points, limit = number(total.supported), number(self.points)
            lacking.append(say("--fail-under: supported {points}, fewer than {limit}", points=points, limit=limit))
        unsupported = total.claimed if total.at_risk is None else total.at_risk
        if self.is_strict and (warnings or unsupported):
            count, points = number(warnings), number(unsupported)
            lacking.append(
                say("--strict: warnings {count}, points without complete evidence {points}", count=count, points=points)
            )
        return lacking


def gates_of(target: str | None, instrument: Instrument, *, is_strict: bool) -> Gates:
    """
    Read what is asked for; *target* is a predicate or points of *instrument*.

    Raises:
        KlaScoreError: *target* is neither.

    """
    return Gates(None if target is None else api.points_of(target, instrument), is_strict)
