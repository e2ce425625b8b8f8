"""Check, compare and search instruments."""

from collections.abc import Sequence
from pathlib import Path

from kla_score.analysis.instrument_diff import Revision, carry_over, find_changes
from kla_score.assessment import check_answers
from kla_score.cells import normalize_text, similar_names
from kla_score.files.reading import LARGEST
from kla_score.instrument import Cluster, Indicator, Instrument
from kla_score.instrument.questions import Question
from kla_score.instrument_file import (
    CheckedFile,
    check_instrument,
    packaged_instrument,
)
from kla_score.instrument_file.loading import check_content
from kla_score.instrument_file.schema import instrument_schema
from kla_score.issues import CATALOGUE, Issue, KlaScoreError, WorkbookError
from kla_score.scoring import score
from kla_score.sheet import read_workbook


def validate(files: Sequence[Path] = ()) -> Sequence[CheckedFile]:
    """Check instrument *files*, by default the packaged one. The results are in the order of *files*."""
    if not files:
        packaged = packaged_instrument()
        return [check_content(packaged.read_bytes(), packaged.name)]
    return [check_instrument(file) for file in files]


def diff(old: Instrument, new: Instrument, sheet: Path | None = None, largest: int = LARGEST) -> Revision:
    """
    Return the differences from *old* to *new* and, with *sheet*, its score by each of them.

    Args:
        old: The older instrument.
        new: The newer instrument.
        sheet: A workbook of either instrument.
        largest: The maximum size of the workbook in MiB.

    Raises:
        WorkbookError: The sheet cannot be read, or belongs to neither instrument.

    """
    changes = find_changes(old, new)
    if sheet is None:
        return Revision(old, new, changes)
    try:
        raw = read_workbook(sheet, old, largest)
        scores = [score(check_answers(raw, old), old), score(check_answers(carry_over(raw, old, new), new), new)]
    except WorkbookError as error:
        if error.issues[0].code != "workbook-other-edition":
            raise
        raw = read_workbook(sheet, new, largest)
        scores = [score(check_answers(carry_over(raw, new, old), old), old), score(check_answers(raw, new), new)]
    return Revision(old, new, changes, (scores[0], scores[1]))


def find_issue_code(name: str) -> str | None:
    """Return the issue code *name* in its exact spelling; letter case and blanks are ignored. None if there is none."""
    code = normalize_text(name)
    return code if code in CATALOGUE else None


def find_piece(name: str, instrument: Instrument) -> Cluster | Indicator | Question:
    """
    Return the question, indicator or cluster with *name* as its code, id or short name, in this order.

    The prefix ``cluster:``, ``indicator:`` or ``question:`` selects one if two have the same name.

    Raises:
        KlaScoreError: Nothing has this name. The error suggests similar names, also of issue codes.

    """
    families: dict[str, dict[str, Cluster | Indicator | Question]] = {
        "question": {normalize_text(code): question for code, question in instrument.questions.items()},
        "indicator": {normalize_text(each.code): each for each in instrument.indicators},
        "cluster": {
            normalize_text(text): each
            for each in instrument.clusters
            for text in (each.id, each.short.id, each.short.en)
        },
    }
    family, _, rest = normalize_text(name).partition(":")
    if rest and family in families:
        families, wanted = {family: families[family]}, rest.strip()
    else:
        wanted = normalize_text(name)
    for items in families.values():
        if wanted in items:
            return items[wanted]
    names = [
        item.id if isinstance(item, Cluster) else item.code for each in families.values() for item in each.values()
    ]
    near = similar_names(wanted, [*names, *CATALOGUE])
    raise KlaScoreError(Issue("name-unknown", found=name, parameters={"candidates": tuple(dict.fromkeys(near))}))


def schema() -> str:
    """Return the JSON Schema of instrument files as text."""
    return instrument_schema()
