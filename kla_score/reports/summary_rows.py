"""
One row for each sheet, for machines: what `evaluate` and `batch` write as CSV.

The titles are English and stay, whatever language the person at the screen reads.
"""

from collections.abc import Sequence

from kla_score.batch import Failure, Rise, Summary
from kla_score.instrument import Instrument
from kla_score.issues import Severity
from kla_score.region import Region
from kla_score.reports.document import Column, Row, Table, Value

_TEXTS = ("file", "kind", "name", "province", "code", "year", "stage", "part", "instrument", "edition", "status")
_NUMBERS = ("claimed", "supported", "at_risk", "maximum")
_PREDICATES = ("predicate_claimed", "predicate_supported", "next", "needed", "answered", "questions", "weakest")
_COUNTS = ("errors", "warnings", "notes")


def summary_table(rows: Sequence[Row], instrument: Instrument, *, of_many: bool = False) -> Table:
    """Put *rows* under their titles; those of many sheets have a rank and what changed, too."""
    titles = [*_TEXTS, *_NUMBERS, *_PREDICATES, *_COUNTS]
    for cluster in instrument.clusters:
        titles += [f"{cluster.id}_{word}" for word in ("claimed", "supported", "maximum")]
    if of_many:
        titles += ["rank", "problem", "claimed_change", "supported_change", "predicate_before"]
    return Table("", [Column(title) for title in titles], rows)


def summary_row(summary: Summary, instrument: Instrument) -> list[Value]:
    """Give the values of one sheet; points are plain numbers, what is not known is blank."""
    occasion, total = summary.occasion, summary.total
    region = occasion.region
    values: list[Value] = [summary.source.file, region.kind, region.name, region.province, region.code]
    values += [occasion.year, occasion.stage, occasion.part, instrument.id, instrument.edition]
    values += ["complete" if summary.is_complete else "incomplete"]
    values += [total.claimed, total.supported, total.at_risk, total.maximum]
    values += [summary.claimed, summary.supported, summary.next, summary.needed, total.answered, total.questions]
    values += [instrument.clusters[summary.weakest].id, *(summary.counts[severity] for severity in Severity)]
    for tally in summary.clusters:
        values += [tally.claimed, tally.supported, tally.maximum]
    return values


def ranked_row(summary: Summary, instrument: Instrument, rank: int, rise: Rise | None) -> Row:
    """Give the row of a sheet among many."""
    values = [*summary_row(summary, instrument), rank, None]
    before = rise.before.predicate.claimed.id if rise else None
    values += [rise.claimed if rise else None, rise.supported if rise else None, before]
    return Row(values)


def failed_row(failure: Failure, instrument: Instrument) -> Row:
    """Give the row of a sheet that could not be scored."""
    return _without_points([failure.file, *([None] * 9), "failed"], instrument, failure.issues[0].code)


def missing_row(region: Region, instrument: Instrument) -> Row:
    """Give the row of a region whose sheet was not received."""
    head: list[Value] = [None, region.kind, region.name, region.province, region.code, *([None] * 5), "not received"]
    return _without_points(head, instrument, None)


def _without_points(head: list[Value], instrument: Instrument, problem: str | None) -> Row:
    between = len(_NUMBERS) + len(_PREDICATES) + len(_COUNTS) + 3 * len(instrument.clusters) + 1
    return Row([*head, *([None] * between), problem, None, None, None])
