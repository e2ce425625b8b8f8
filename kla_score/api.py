"""
The verbs, for the command line and for notebooks: files in, results out. Nothing is printed.

Every function raises a subclass of `kla_score.issues.KlaScoreError` when the job cannot be done; problems inside a
sheet are issues of the result and raise nothing.
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from kla_score import entries
from kla_score.assessment import check_answers
from kla_score.cells import even_out
from kla_score.changes import Revision, carry_over, find_changes
from kla_score.entries import Taken
from kla_score.instrument import Cluster, Indicator, Instrument
from kla_score.instrument_file import CheckedFile, check_instrument, load_instrument, packaged_instrument
from kla_score.issues import CATALOGUE, Issue, KlaScoreError, WorkbookError
from kla_score.messages import Messages
from kla_score.questions import KINDS, Question
from kla_score.scoring import Scorecard, score

__all__ = [
    "describe_kind",
    "diff",
    "evaluate",
    "find_issue_code",
    "find_piece",
    "load_instrument",
    "schema",
    "take_over",
    "template",
    "validate",
]


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


def template(instrument: Instrument, language: str = "id", taken: Taken | None = None) -> bytes:
    """
    Make the workbook of *instrument*, in *language* (``id`` or ``en``), as the content of an .xlsx file.

    It is blank, but for what it has *taken* over from an older one.
    """
    from kla_score.workbook import write_workbook  # noqa: PLC0415 - as above

    return write_workbook(
        instrument, Messages(language), taken.entries if taken else None, taken.identity if taken else None
    )


def take_over(sheet: Path, instrument: Instrument, old: Instrument | None = None) -> Taken:
    """
    Take the answers of the workbook *sheet* over to *instrument*; *old* is the one it was made for, if another.

    Raises:
        WorkbookError: the file cannot be read, is no evaluation sheet, or belongs to another edition than *old*.

    """
    from kla_score.workbook import read_workbook  # noqa: PLC0415 - as above

    former = old or instrument
    return entries.take_over(read_workbook(sheet, former), former, instrument)


def validate(files: Sequence[Path] = ()) -> Sequence[CheckedFile]:
    """Check instrument files, the packaged one when none is named. Each outcome stands in the order of *files*."""
    return [check_instrument(file) for file in files or [packaged_instrument()]]


def diff(old: Instrument, new: Instrument, sheet: Path | None = None) -> Revision:
    """
    Find what differs from *old* to *new*, and how *sheet*, a workbook of either, scores by both.

    Raises:
        WorkbookError: the sheet cannot be read, or belongs to neither.

    """
    changes = find_changes(old, new)
    if sheet is None:
        return Revision(old, new, changes)
    from kla_score.workbook import read_workbook  # noqa: PLC0415 - as above

    try:
        raw = read_workbook(sheet, old)
        scores = [score(check_answers(raw, old), old), score(check_answers(carry_over(raw, old, new), new), new)]
    except WorkbookError as error:
        if error.issues[0].code != "workbook-other-edition":
            raise
        raw = read_workbook(sheet, new)
        scores = [score(check_answers(carry_over(raw, new, old), old), old), score(check_answers(raw, new), new)]
    return Revision(old, new, changes, (scores[0], scores[1]))


def find_issue_code(name: str) -> str | None:
    """Find the issue code that *name* is, letter case and blanks evened out."""
    code = even_out(name)
    return code if code in CATALOGUE else None


def find_piece(name: str, instrument: Instrument) -> Cluster | Indicator | Question:
    """
    Find the question, indicator or cluster that *name* is the code, the id or the short name of, in this order.

    ``cluster:``, ``indicator:`` or ``question:`` before the name says which, where two have the same.

    Raises:
        KlaScoreError: there is none; with the nearest names, those of issue codes included.

    """
    families: dict[str, dict[str, Cluster | Indicator | Question]] = {
        "question": {even_out(code): question for code, question in instrument.questions.items()},
        "indicator": {even_out(each.code): each for each in instrument.indicators},
        "cluster": {
            even_out(text): each for each in instrument.clusters for text in (each.id, each.short.id, each.short.en)
        },
    }
    family, _, rest = even_out(name).partition(":")
    if rest and family in families:
        families, wanted = {family: families[family]}, rest.strip()
    else:
        wanted = even_out(name)
    for pieces in families.values():
        if wanted in pieces:
            return pieces[wanted]
    names = [
        piece.id if isinstance(piece, Cluster) else piece.code for each in families.values() for piece in each.values()
    ]
    near = get_close_matches(wanted[:_LONGEST_NAME], [*names, *CATALOGUE], cutoff=0.5)
    raise KlaScoreError(Issue("name-unknown", found=name, parameters={"candidates": tuple(dict.fromkeys(near))}))


_LONGEST_NAME: Final = 60


def describe_kind(kind: str) -> Mapping[str, str]:
    """Describe the keys of a *kind* of question."""
    from kla_score.instrument_file.schema import describe_keys  # noqa: PLC0415 - only one command needs it

    return describe_keys(KINDS[kind])


def schema() -> str:
    """Give the JSON Schema of instrument files, as text."""
    from kla_score.instrument_file.schema import instrument_schema  # noqa: PLC0415 - only this command needs it

    return instrument_schema()
