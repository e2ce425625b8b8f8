"""Score a sheet."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from kla_score.analysis.reconciliation import reconcile
from kla_score.assessment import RawSheet, check_answers, in_order
from kla_score.assessment.evidence_matching import EvidenceFiles
from kla_score.assessment.region import Identity
from kla_score.files.reading import LARGEST, StrPath
from kla_score.instrument import Instrument
from kla_score.parts.dividing import Assignment, read_share, rows_of_part, subset
from kla_score.scoring import Scorecard, score
from kla_score.sheet import NO_TITLES, read_workbook


def evaluate(
    sheet: StrPath,
    instrument: Instrument,
    files: EvidenceFiles | None = None,
    largest: int = LARGEST,
    titles: Mapping[str, str] = NO_TITLES,
) -> Scorecard:
    """
    Score the workbook *sheet* with *instrument*. The file is not changed.

    Args:
        sheet: The workbook.
        instrument: The instrument that it was made for.
        files: The evidence folder. If given, a document is present only if its file is.
        largest: The maximum size of the workbook in MiB.
        titles: Known columns by the region's own titles, such as ``{"Hasil": "Nilai"}``.

    Returns:
        A scorecard whose assessment contains every issue. Unusable cells count 0 and make it incomplete. The scorecard
        of a part of a divided sheet contains only the questions of the part.

    Raises:
        WorkbookError: The file cannot be read, is not a self-assessment workbook, or belongs to another edition.
        KlaScoreError: A column of *titles* is not known.

    """
    raw, form, _ = read_sheet(sheet, instrument, largest, titles)
    return score_rows(raw, form, files)


def read_sheet(
    sheet: StrPath, instrument: Instrument, largest: int = LARGEST, titles: Mapping[str, str] = NO_TITLES
) -> tuple[RawSheet, Instrument, Assignment | None]:
    """
    Read the workbook *sheet* of *instrument*.

    Returns:
        Its rows, the instrument of its questions, and the part of a divided sheet that it is; None for a whole sheet.

    """
    raw = read_workbook(Path(sheet), instrument, largest, titles)
    if any(line in raw.identity for line in (Identity.PART, Identity.QUESTIONS)):
        share = read_share(raw, instrument)
        if share and share.codes:
            return rows_of_part(raw, share, instrument), subset(instrument, share.codes), share
    return raw, instrument, None


def score_rows(raw: RawSheet, form: Instrument, files: EvidenceFiles | None = None) -> Scorecard:
    """Score *raw*, the rows of a sheet of *form*. The printed sums of a recap are compared."""
    scorecard = score(check_answers(raw, form, files), form)
    if not raw.printed:
        return scorecard
    issues = in_order([*scorecard.assessment.issues, *reconcile(raw.printed, scorecard, raw.unclear)], raw)
    return replace(scorecard, assessment=scorecard.assessment._replace(issues=issues))
