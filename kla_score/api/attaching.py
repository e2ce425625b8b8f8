"""Make an evidence folder, and write the names of its files into a sheet."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from kla_score.api.evaluation import read_sheet, score_rows
from kla_score.api.sheets import template
from kla_score.assessment.evidence_matching import EvidenceFiles
from kla_score.files.question_folders import QuestionFolder
from kla_score.files.reading import LARGEST, StrPath
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.issues import Issue
from kla_score.parts import attaching
from kla_score.parts.attaching import FileResult
from kla_score.parts.carry_over import carry_over
from kla_score.scoring import Scorecard


class Attached(NamedTuple):
    """
    The *workbook* with the names of the files, as the content of an .xlsx file, and what happened to each of *files*.

    *before* and *after* are the scores with the evidence folder. *issues* are of the entries that could not be copied.
    """

    workbook: bytes
    files: Sequence[FileResult]
    before: Scorecard
    after: Scorecard
    issues: Sequence[Issue]


def attach(
    sheet: StrPath, instrument: Instrument, files: EvidenceFiles, language: str = "id", largest: int = LARGEST
) -> Attached:
    """
    Write the names of *files* in the folders of questions into the evidence cells of a copy of *sheet*.

    Args:
        sheet: The workbook. It is not changed.
        instrument: The instrument that it was made for.
        files: The evidence folder.
        language: The language of the new workbook, ``id`` or ``en``.
        largest: The maximum size of the workbook in MiB.

    Raises:
        WorkbookError: The file cannot be read, is not a self-assessment workbook, or belongs to another edition.

    """
    raw, form, share = read_sheet(sheet, instrument, largest)
    carried_over = carry_over(raw, form, form, same_period=True)
    attached = attaching.attach(carried_over.entries, form, files)
    workbook = template(instrument, language, carried_over._replace(entries=attached.entries), share=share)
    after = attaching.with_evidence(raw, form, attached.entries)
    scores = score_rows(raw, form, files), score_rows(after, form, files)
    return Attached(workbook, attached.files, *scores, carried_over.issues)


def evidence_folders(
    instrument: Instrument, language: str = "id", codes: Collection[str] | None = None
) -> Sequence[QuestionFolder]:
    """Return the folders for the evidence of *instrument*: of the questions *codes*, or of all."""
    from kla_score.template.evidence_folders import question_folder  # noqa: PLC0415 - openpyxl loads slowly

    questions = [each for code, each in instrument.questions.items() if codes is None or code in codes]
    return [question_folder(each, instrument, Messages(language)) for each in questions if each.evidence_kinds]
