"""Make an evidence folder."""

from collections.abc import Collection, Sequence

from kla_score.files.question_folders import QuestionFolder
from kla_score.i18n import Messages
from kla_score.instrument import Instrument


def evidence_folders(
    instrument: Instrument, language: str = "id", codes: Collection[str] | None = None
) -> Sequence[QuestionFolder]:
    """Return the folders for the evidence of *instrument*: of the questions *codes*, or of all."""
    from kla_score.template.evidence_folders import question_folder  # noqa: PLC0415 - openpyxl loads slowly

    questions = [each for code, each in instrument.questions.items() if codes is None or code in codes]
    return [question_folder(each, instrument, Messages(language)) for each in questions if each.evidence_kinds]
