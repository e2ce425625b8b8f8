"""The machine-readable data of many sheets, version 1. Texts are in the instrument's own language."""

from collections.abc import Mapping

from kla_score.analysis.batch import Batch
from kla_score.analysis.provinces import Obstacle, Province
from kla_score.i18n import Messages
from kla_score.instrument import Predicate
from kla_score.issues import Severity
from kla_score.reports.cautions import cautions
from kla_score.reports.data.head import Data, head, identity_data
from kla_score.reports.data.scorecard import failures_data, file_issue_data, period_data, region_data, tally_data
from kla_score.reports.document import LazySequence
from kla_score.scoring.summary import Basis, Summary


def batch_data(batch: Batch, basis: Basis = Basis.CLAIMED) -> Data:
    """Return the data of *batch*, ranked by *basis*. Results and failures are in the order of the files."""
    messages = Messages(batch.instrument.language)
    ranks = batch.ranks(basis)
    predicates = {each.id: each for each in batch.instrument.predicates}
    return {
        **head("batch"),
        "instrument": identity_data(batch.instrument),
        "ranked_by": basis,
        "results": LazySequence(
            lambda at: _result(batch.results[at], batch, predicates, ranks[at], messages), range(len(batch.results))
        ),
        "failed": failures_data(batch.failed, messages),
        "not_received": [region_data(region) for region in batch.not_received],
        "provinces": LazySequence(_province, batch.provinces),
        "issues": [file_issue_data(issue, messages) for issue in batch.issues],
        "summary": _summary(batch),
        "notes": [
            *cautions(batch.stages, [batch.instrument], messages),
            messages.pick(batch.instrument.status_note),
        ],
    }


def _result(
    result: Summary, batch: Batch, predicates: Mapping[str, Predicate], rank: int | None, messages: Messages
) -> Data:
    instrument = batch.instrument
    rise = batch.rises.get(result.file)
    data: Data = {
        "source": {"file": result.file, "sha256": result.sha256},
        **period_data(result.period),
        "status": "complete" if result.is_complete else "incomplete",
        "rank": rank,
        "total": tally_data(result.total),
        "predicate": {
            "claimed": {
                **_predicate(result.claimed, predicates, messages),
                "between_bands": result.is_between,
                "on_shared_end": result.claimed_or is not None,
                "next": {**_predicate(result.next, predicates, messages), "needed": result.needed}
                if result.next
                else None,
            },
            "supported": None
            if result.total.supported is None
            else {
                **_predicate(result.supported, predicates, messages),
                "on_shared_end": result.supported_or is not None,
            },
        },
        "weakest": instrument.clusters[result.weakest].id,
        "clusters": [
            {"id": cluster.id, "name": messages.pick(cluster.name), **tally_data(tally)}
            for cluster, tally in zip(instrument.clusters, result.clusters, strict=True)
        ],
        "issues": {f"{severity}s": count for severity, count in zip(Severity, result.counts, strict=True)},
    }
    if batch.earlier is not None:
        data["change"] = rise and {
            "claimed": rise.claimed,
            "supported": rise.supported,
            "predicate_before": rise.before.predicate,
        }
    return data


def _predicate(name: str | None, predicates: Mapping[str, Predicate], messages: Messages) -> Data:
    return {"id": name, "name": messages.pick(predicates[name].name) if name else None}


def _province(province: Province) -> Data:
    return {
        "name": province.name,
        "members": province.members,
        "received": province.received,
        "not_on_roster": province.unexpected,
        "years": sorted(year for year in province.years if year),
        "final": province.final,
        "provisional": province.is_provisional,
        "holders": {key or "none": count for key, count in province.holders.items()},
        "holds_everywhere": province.holds_everywhere,
        "in_the_way": [_obstacle(each) for each in province.obstacles],
    }


def _obstacle(obstacle: Obstacle) -> Data:
    reason = "not received" if obstacle.result is None else "incomplete"
    if obstacle.short:
        reason = "no predicate"
    return {"region": region_data(obstacle.region), "reason": reason, "short": obstacle.short}


def _summary(batch: Batch) -> Data:
    return {
        "scored": len(batch.results),
        "regions": len(batch.counted),
        "with_errors": sum(not result.is_complete for result in batch.results),
        "failed": len(batch.failed),
        "not_received": len(batch.not_received),
        "stopped_before": batch.unscored,
        "distribution": {
            basis: {key or "none": count for key, count in batch.distribution(basis).items()} for basis in Basis
        },
        "clusters": [
            {
                "id": spread.cluster.id,
                "maximum": spread.maximum,
                "lower_quartile": spread.lower,
                "median": spread.median,
                "upper_quartile": spread.upper,
                "lowest": {"file": spread.lowest.file, "claimed": spread.least},
                "highest": {"file": spread.highest.file, "claimed": spread.most},
            }
            for spread in batch.spreads
        ],
    }
