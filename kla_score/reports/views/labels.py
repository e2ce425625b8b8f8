"""Short texts that several views share: stages, regions, clusters, shares and instruments."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from kla_score.assessment.region import Region, Stage
from kla_score.i18n import N_, Messages, clean
from kla_score.instrument import Cluster, Instrument, Predicate
from kla_score.instrument.questions import NO_POINTS
from kla_score.reports.document import Column, Percent, Row, Table
from kla_score.reports.views.instrument import STATUSES
from kla_score.scoring import PredicateResult, Scorecard

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


def share_of_maximum(points: Decimal, maximum: Decimal, messages: Messages) -> Percent:
    """Return a share in percent, rounded to one decimal. 100% is shown only if it is exact."""
    share = (points * 100 / maximum).quantize(Decimal("0.1"), ROUND_HALF_UP) if maximum else NO_POINTS
    shown = share if points >= maximum else min(share, _ALMOST_ALL)
    exact = Fraction(points) / Fraction(maximum) if maximum else None
    return Percent(f"{messages.number(shown, 1)}%", shown, exact)


_ALMOST_ALL: Final = Decimal("99.9")


def in_two_tables(table: Table, title: str, name: str) -> Sequence[Table]:
    """
    Return the rows of *table* of level 0, and a table called *title* of the others, so that a sum counts nothing twice.

    The second table begins with the names of the rows above, then its own names, in the column *name*.
    """
    inside, above = [], ""
    for row in table.rows:
        if row.level:
            inside.append(Row([above, *row.values]))
        else:
            above = str(row.values[0])
    first, *others = table.columns
    moved = [
        column._replace(ratio=(column.ratio[0] + 1, column.ratio[1] + 1)) if column.ratio else column
        for column in others
    ]
    return [
        table._replace(rows=[row for row in table.rows if not row.level]),
        table._replace(title=title, columns=[first, Column(name), *moved], rows=inside),
    ]


def shared_end_text(held: Predicate, following: Predicate, messages: Messages) -> str:
    """Return both readings of a total at the printed upper end of *held*, or above it in a gap."""
    return messages.gettext(
        "{lower}/{upper}: the total counts as {lower}. If {upper} starts at {end}, the total counts as {upper}.",
        lower=messages.pick(held.name),
        upper=messages.pick(following.name),
        end=held.printed_to,
    )


def predicate_name(result: PredicateResult | None, messages: Messages) -> str:
    """Return the name of the predicate, and of the next one if the total is on a shared end."""
    if result is None or result.predicate is None:
        return messages.gettext("no predicate")
    both = [result.predicate, *([result.next] if result.is_on_shared_end and result.next else ())]
    return "/".join(messages.pick(each.name) for each in both)


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


def short_region_name(region: Region) -> str:
    """Return the name of a region with its kind and district, but without its province; else its code."""
    return clean(region_name(Region(region.kind, region.name, district=region.district)) or region.code)
