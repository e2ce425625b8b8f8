"""
The machine-readable data of a scorecard, version 1.

Keys are English and never change within a version. Texts, including issue messages, are in the instrument's own
language, so that the data does not depend on the language of the user.
"""

from collections.abc import Iterable

from kla_score.assessment.evidence_matching import FolderCheck
from kla_score.assessment.region import Period, Region
from kla_score.i18n import Messages
from kla_score.issues import Issue
from kla_score.reports.cautions import cautions
from kla_score.reports.data.head import Data, head, identity_data
from kla_score.scoring import ClusterScore, IndicatorScore, PredicateResult, QuestionScore, Scorecard, Tally
from kla_score.scoring.summary import Failure


def scorecard_data(scorecard: Scorecard) -> Data:
    """
    Return the data of *scorecard* for JSON. Points are Decimals.

    ``supported`` is None (null) at every level if the sheet records no evidence at all.
    """
    instrument, assessment = scorecard.instrument, scorecard.assessment
    messages = Messages(instrument.language)
    build = _Builder(scorecard, messages)
    return {
        **sheet_head("scorecard", scorecard),
        "status": "complete" if assessment.is_complete else "incomplete",
        "total": tally_data(scorecard.total),
        "predicate": predicate_results_data(scorecard, messages),
        "clusters": [build.cluster(cluster) for cluster in scorecard.clusters],
        "missing_evidence": [build.missing(question) for question in scorecard.missing_evidence],
        "issues": [{**issue_data(issue, messages), "affected": _affected(issue)} for issue in assessment.issues],
        "notes": cautions_data(scorecard),
    }


def sheet_head(kind: str, scorecard: Scorecard) -> Data:
    """Return the first keys of a result of one sheet: those of every result, and what was scored."""
    assessment = scorecard.assessment
    return {
        **head(kind),
        "instrument": identity_data(scorecard.instrument),
        "source": source_data(scorecard),
        **period_data(assessment.period),
        "evidence_folder": folder_data(assessment.folder),
    }


def period_data(period: Period) -> Data:
    """Return region, year and stage."""
    return {
        "region": region_data(period.region),
        "year": period.year,
        "stage": period.stage,
        "part": period.part or None,
    }


def region_data(region: Region) -> Data:
    """Return the data of a region; unknown values are None."""
    above = {"district": region.district or None, "regency": region.regency or None} if region.is_local else {}
    return {**{key: getattr(region, key) or None for key in ("kind", "name", "province", "code")}, **above}


def cautions_data(scorecard: Scorecard) -> list[str]:
    """Return the cautions on the result."""
    instrument = scorecard.instrument
    messages = Messages(instrument.language)
    notes = cautions([scorecard.assessment.period.stage], [instrument], messages)
    return [*notes, messages.pick(instrument.status_note)]


def tally_data(tally: Tally) -> Data:
    """Return the points and answers of a tally."""
    return {
        "claimed": tally.claimed,
        "supported": tally.supported,
        "maximum": tally.maximum,
        "answered": tally.answered,
        "questions": tally.questions,
    }


def source_data(scorecard: Scorecard) -> Data:
    """Return the data of the scored file."""
    source = scorecard.assessment.source
    return {"file": source.file, "sha256": source.sha256}


def predicate_results_data(scorecard: Scorecard, messages: Messages) -> Data:
    """Return the results of the claimed and the supported total; the latter is None if no evidence is recorded."""
    return {
        "claimed": _predicate_result(scorecard.claimed, messages),
        "supported": _predicate_result(scorecard.supported, messages) if scorecard.supported else None,
    }


def _predicate_result(predicate_result: PredicateResult, messages: Messages) -> Data:
    """Return the predicate of a total, with names in the language of *messages*."""
    following = predicate_result.next
    return {
        "id": predicate_result.predicate.id if predicate_result.predicate else None,
        "name": messages.pick(predicate_result.predicate.name) if predicate_result.predicate else None,
        "between_bands": predicate_result.is_between_bands,
        "on_shared_end": predicate_result.is_on_shared_end,
        "next": {
            "id": following.id,
            "name": messages.pick(following.name),
            "needed": predicate_result.needed,
            "indicators_needed": predicate_result.indicators_needed,
        }
        if following
        else None,
    }


class _Builder:
    def __init__(self, scorecard: Scorecard, messages: Messages) -> None:
        self.instrument = scorecard.instrument
        self.pick = messages.pick

    def cluster(self, score: ClusterScore) -> Data:
        return {
            "id": score.cluster.id,
            "name": self.pick(score.cluster.name),
            **tally_data(score.tally),
            "indicators": [self.indicator(indicator) for indicator in score.indicators],
        }

    def indicator(self, score: IndicatorScore) -> Data:
        return {
            "id": score.indicator.code,
            "name": self.pick(score.indicator.name),
            "claimed": score.tally.claimed,
            "supported": score.tally.supported,
            "maximum": score.tally.maximum,
            "uncapped": {"claimed": score.uncapped.claimed, "supported": score.uncapped.supported},
            "questions": [self.question(question) for question in score.questions],
        }

    def question(self, score: QuestionScore) -> Data:
        return {
            "code": score.question.code,
            "text": self.pick(score.question.text),
            "claimed": score.tally.claimed,
            "supported": score.tally.supported,
            "maximum": score.tally.maximum,
            "answered": score.answer.points is not None,
            "cell": _cell(score),
            "evidence": [
                {
                    "kind": found.item.kind,
                    "what": self.pick(found.item.what),
                    "status": found.status,
                    "is_there": found.is_there,
                    "references": [reference.text for reference in found.references],
                    "files": [reference.file for reference in found.references if reference.file],
                }
                for found in score.answer.evidence.items
            ],
            "agencies": self.agencies(score),
        }

    def missing(self, score: QuestionScore) -> Data:
        return {
            "question": score.question.code,
            "points_at_risk": score.at_risk,
            "missing": [
                {"kind": found.item.kind, "what": self.pick(found.item.what), "status": found.status}
                for found in score.answer.evidence.unmet
            ],
            "agencies": self.agencies(score),
            "cell": _cell(score),
        }

    def agencies(self, score: QuestionScore) -> list[str]:
        return [self.instrument.agency_by_id[agency].short for agency in score.question.agencies]


def folder_data(check: FolderCheck | None) -> Data | None:
    """Return the results of matching the evidence folder; None without a folder."""
    if check is None:
        return None
    references = {str(status): count for status, count in check.references.items()}
    return {"name": check.folder, "files": check.files, "cited": check.cited, "references": references}


def _cell(score: QuestionScore) -> str | None:
    location = score.answer.location
    return f"{location.sheet}!{location.cell}" if location.cell else None


def issue_data(issue: Issue, messages: Messages) -> Data:
    """Return one issue with its sentences."""
    return {
        "code": issue.code,
        "severity": issue.severity,
        "sheet": issue.location.sheet or None,
        "cell": issue.location.cell or None,
        "question": issue.question or None,
        "message": messages.what(issue),
        "found": issue.found or None,
        "remedy": messages.remedy(issue),
    }


def file_issue_data(issue: Issue, messages: Messages) -> Data:
    """Return the data of *issue* with the name of its file, for a result of several files."""
    return {"file": issue.location.file or None, **issue_data(issue, messages)}


def failures_data(failures: Iterable[Failure], messages: Messages) -> list[Data]:
    """Return the files that could not be used, with their issues."""
    return [
        {"file": each.file, "issues": [file_issue_data(issue, messages) for issue in each.issues]} for each in failures
    ]


def _affected(issue: Issue) -> list[Data]:
    return [
        {
            "question": each.question,
            "sheet": each.location.sheet,
            "cell": each.location.cell,
            "found": each.found,
            "points": each.points,
        }
        for each in issue.affected
    ]
