"""Short texts that several views share: stages, regions, clusters, shares and instruments."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from kla_score.assessment.region import Region, Stage
from kla_score.i18n import N_, Messages
from kla_score.instrument import Cluster, Instrument, Predicate
from kla_score.reports.views.instrument import STATUSES
from kla_score.scoring import Scorecard

STAGES: Final = {
    Stage.EM: N_("self-assessment (EM)"),
    Stage.VA: N_("administrative verification (VA)"),
    Stage.VL: N_("field verification (VL)"),
    Stage.VLH: N_("hybrid field verification (VLH)"),
    Stage.VKL: N_("on-site field verification (VKL)"),
    Stage.VF: N_("final verification (VF)"),
}


def claimed_word(scorecard: Scorecard, messages: Messages) -> str:
    """Return the word for the points of the sheet: claimed before a verification, verified after it."""
    is_verified = scorecard.assessment.period.stage not in {None, Stage.EM}
    return messages.gettext("Verified") if is_verified else messages.gettext("Claimed")


def share_text(points: Decimal, maximum: Decimal, messages: Messages) -> str:
    """Return a share in percent, rounded to one decimal. 100% is shown only if it is exact."""
    if not maximum:
        return f"{messages.number(0, 1)}%"
    share = (points * 100 / maximum).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{messages.number(share if points >= maximum else min(share, _ALMOST_ALL), 1)}%"


_ALMOST_ALL: Final = Decimal("99.9")


def shared_end_text(held: Predicate, following: Predicate, messages: Messages) -> str:
    """Return both readings of a total at the printed upper end of *held*, or above it in a gap."""
    return messages.gettext(
        "{lower}/{upper}: the total counts as {lower}. If {upper} starts at {end}, the total counts as {upper}.",
        lower=messages.pick(held.name),
        upper=messages.pick(following.name),
        end=held.printed_to,
    )


def cluster_label(cluster: Cluster, messages: Messages) -> str:
    """Return the short title of *cluster* for tables."""
    return messages.pick(cluster.label or cluster.name)


def instrument_line(instrument: Instrument, messages: Messages) -> str:
    """Return the identity of *instrument* in one line of a screen."""
    return messages.gettext(
        "Instrument {id} {edition} ({fingerprint}), {status}",
        id=instrument.id,
        edition=instrument.edition,
        fingerprint=instrument.fingerprint,
        status=messages.gettext(STATUSES[instrument.status]),
    )


def region_name(region: Region) -> str:
    """Return the name of a region with its kind and province, as far as they are known."""
    name = " ".join(part for part in (region.kind.capitalize(), region.name) if part) if region.name else ""
    return ", ".join(part for part in (name, region.district, region.regency, region.province) if part)
