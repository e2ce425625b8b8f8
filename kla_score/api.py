"""
The verbs, for the command line and for notebooks: files in, results out. Nothing is printed.

Every function raises a subclass of `kla_score.issues.KlaScoreError` when the job cannot be done; problems inside a
sheet are issues of the result and raise nothing.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from kla_score.assessment import check_answers
from kla_score.instrument import Instrument
from kla_score.instrument_file import CheckedFile, check_instrument, load_instrument, packaged_instrument
from kla_score.messages import Messages
from kla_score.region import Identity
from kla_score.scoring import Scorecard, score

__all__ = ["evaluate", "load_instrument", "template", "validate"]


def evaluate(sheet: Path, instrument: Instrument) -> Scorecard:
    """
    Score the workbook *sheet* with *instrument*. The file is only read.

    Returns:
        A scorecard; its assessment holds every issue. Unusable cells count 0 and make it incomplete.

    Raises:
        WorkbookError: the file cannot be read, is no evaluation sheet, or belongs to another edition.

    """
    from kla_score.workbook import read_workbook  # noqa: PLC0415 - heavy, and not every command reads a workbook

    return score(check_answers(read_workbook(sheet, instrument), instrument), instrument)


def template(instrument: Instrument, language: str = "id", identity: Mapping[Identity, str] | None = None) -> bytes:
    """Make the blank workbook of *instrument*, in *language* (``id`` or ``en``), as the content of an .xlsx file."""
    from kla_score.workbook import write_workbook  # noqa: PLC0415 - as above

    return write_workbook(instrument, Messages(language), identity=identity)


def validate(files: Sequence[Path] = ()) -> Sequence[CheckedFile]:
    """Check instrument files, the packaged one when none is named. Each outcome stands in the order of *files*."""
    return [check_instrument(file) for file in files or [packaged_instrument()]]
