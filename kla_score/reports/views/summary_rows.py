"""
One row for each sheet, for machines: the CSV of `evaluate` and `batch`.

The titles are always English.
"""

from collections.abc import Mapping, Sequence

from kla_score.analysis.batch import Rise
from kla_score.assessment.region import Region
from kla_score.instrument import Instrument
from kla_score.issues import Severity
from kla_score.reports.document import Column, LazySequence, Row, Table, Value
from kla_score.scoring.summary import Failure, Summary

_TITLES = (
    *("file", "kind", "name", "province", "code", "year", "stage", "part", "instrument", "edition", "status"),
    *("claimed", "supported", "at_risk", "maximum"),
    *("predicate_claimed", "predicate_supported", "next", "needed", "answered", "questions", "weakest"),
    *("errors", "warnings", "notes", "shared_end_claimed", "shared_end_supported"),
)
_OF_MANY = ("rank", "problem", "claimed_change", "supported_change", "predicate_before")

Values = Mapping[str, Value]
"""The known values of one sheet, by title; unknown values stay blank."""


def summary_table(sheets: Sequence[Values], instrument: Instrument, *, of_many: bool = False) -> Table:
    """Return *sheets* as a table; with *of_many*, it also has the rank and the changes."""
    titles = [*_TITLES]
    for cluster in instrument.clusters:
        titles += [f"{cluster.id}_{word}" for word in ("claimed", "supported", "maximum")]
    titles += _OF_MANY if of_many else ()
    rows = LazySequence(lambda values: Row([values.get(title) for title in titles]), sheets)
    return Table("", [Column(title) for title in titles], rows)


def summary_values(summary: Summary, instrument: Instrument) -> dict[str, Value]:
    """Return the values of one sheet; points are plain numbers."""
    period, total = summary.period, summary.total
    values: dict[str, Value] = {
        "file": summary.file,
        **_region(period.region),
        "year": period.year,
        "stage": period.stage,
        "part": period.part,
        "instrument": instrument.id,
        "edition": instrument.edition,
        "status": "complete" if summary.is_complete else "incomplete",
        "claimed": total.claimed,
        "supported": total.supported,
        "at_risk": total.at_risk,
        "maximum": total.maximum,
        "predicate_claimed": summary.claimed,
        "predicate_supported": summary.supported,
        "next": summary.next,
        "needed": summary.needed,
        "answered": total.answered,
        "questions": total.questions,
        "weakest": instrument.clusters[summary.weakest].id,
        "shared_end_claimed": summary.claimed_or,
        "shared_end_supported": summary.supported_or,
        **{f"{severity}s": count for severity, count in zip(Severity, summary.counts, strict=True)},
    }
    for cluster, tally in zip(instrument.clusters, summary.clusters, strict=True):
        words = {"claimed": tally.claimed, "supported": tally.supported, "maximum": tally.maximum}
        values |= {f"{cluster.id}_{word}": points for word, points in words.items()}
    return values


def ranked_values(summary: Summary, instrument: Instrument, rank: int | None, rise: Rise | None) -> Values:
    """Return the values of a sheet in a batch."""
    change: Values = {
        "claimed_change": rise.claimed if rise else None,
        "supported_change": rise.supported if rise else None,
        "predicate_before": rise.before.predicate if rise else None,
    }
    return {**summary_values(summary, instrument), "rank": rank, **change}


def failed_values(failure: Failure) -> Values:
    """Return the known values of a sheet that could not be scored."""
    return {"file": failure.file, "status": "failed", "problem": failure.issues[0].code}


def missing_values(region: Region) -> Values:
    """Return the known values of a region whose sheet was not received."""
    return {**_region(region), "status": "not received"}


def _region(region: Region) -> Values:
    return {"kind": region.kind, "name": region.name, "province": region.province, "code": region.code}
