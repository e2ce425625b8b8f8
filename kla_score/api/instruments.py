"""Check, compare and search instruments."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kla_score.analysis.instrument_diff import Revision, carry_over, find_changes
from kla_score.assessment import check_answers
from kla_score.cells import normalize_text, similar_names
from kla_score.files.discovery import find_instruments
from kla_score.files.reading import LARGEST, STDIN_NAME, StrPath
from kla_score.i18n import Messages
from kla_score.instrument import Indicator, Instrument
from kla_score.instrument.models import InstrumentPart
from kla_score.instrument.questions import Question
from kla_score.instrument_file import CheckedFile, check_instrument, packaged_instrument
from kla_score.instrument_file.loading import check_content
from kla_score.instrument_file.schema import instrument_schema
from kla_score.issues import CATALOGUE, Issue, KlaScoreError, Severity, WorkbookError
from kla_score.scoring import score
from kla_score.sheet import read_workbook


def validate(
    files: StrPath | Sequence[StrPath] = (), stdin_name: str = STDIN_NAME, ignored: Sequence[str] = ()
) -> Sequence[CheckedFile]:
    """
    Check one or more instrument *files*, by default the packaged one. The results are in the order of *files*.

    Args:
        files: Files, folders to search or patterns. ``-`` is stdin.
        stdin_name: The name of stdin in the findings.
        ignored: The codes of warnings and notes to leave out.

    Raises:
        KlaScoreError: A code of *ignored* does not exist, or it is the code of an error, which makes a file unusable.
            The name of a file is empty.

    """
    codes = {_ignorable(name) for name in ignored}
    named = [files] if isinstance(files, str | os.PathLike) else files
    if paths := find_instruments([os.fspath(file) for file in named]):
        checked = [check_instrument(path, stdin_name) for path in paths]
    else:
        packaged = packaged_instrument()
        checked = [check_content(packaged.read_bytes(), packaged.name)]
    return [
        each._replace(issues=tuple(_searched(issue) for issue in each.issues if issue.code not in codes))
        for each in checked
    ]


def _searched(issue: Issue) -> Issue:
    """Return *issue*, with another reason for a folder: it was searched, unless it may not be read."""
    is_searched = issue.code == "file-is-folder" and os.access(issue.location.file, os.R_OK)
    return replace(issue, code="file-is-folder-without-yaml") if is_searched else issue


def _ignorable(name: str) -> str:
    code = find_issue_code(name)
    if code is None:
        known = [each for each, kind in CATALOGUE.items() if kind.severity is not Severity.ERROR]
        candidates = similar_names(normalize_text(name), known)
        raise KlaScoreError(Issue("issue-code-unknown", found=name, parameters={"candidates": candidates}))
    if CATALOGUE[code].severity is Severity.ERROR:
        raise KlaScoreError(Issue("error-not-ignorable", found=code))
    return code


def diff(old: Instrument, new: Instrument, sheet: StrPath | None = None, largest: int = LARGEST) -> Revision:
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
        raw = read_workbook(Path(sheet), old, largest)
        scores = [score(check_answers(raw, old), old), score(check_answers(carry_over(raw, old, new), new), new)]
    except WorkbookError as error:
        if error.issues[0].code != "workbook-other-edition":
            raise
        raw = read_workbook(Path(sheet), new, largest)
        scores = [score(check_answers(carry_over(raw, new, old), old), old), score(check_answers(raw, new), new)]
    return Revision(old, new, changes, (scores[0], scores[1]))


def find_issue_code(name: str) -> str | None:
    """Return the issue code *name* in its exact spelling; letter case and blanks are ignored. None if there is none."""
    code = normalize_text(name)
    return code if code in CATALOGUE else None


def find_piece(name: str, instrument: Instrument) -> InstrumentPart:
    """
    Return the part of *instrument* with *name* as its code, id or one of its names.

    Questions come first, then indicators, clusters, predicates, agencies, evidence types and sources. A prefix such as
    ``cluster:`` or ``agency:`` selects one if two have the same name.

    Raises:
        KlaScoreError: Nothing has this name. The error suggests similar names, also of issue codes.

    """
    named: Mapping[str, Iterable[tuple[InstrumentPart, Sequence[str]]]] = {
        "question": ((each, [each.code]) for each in instrument.questions.values()),
        "indicator": ((each, [each.code]) for each in instrument.indicators),
        "cluster": ((each, [each.id, each.short.id, each.short.en]) for each in instrument.clusters),
        "predicate": ((each, [each.id, each.name.id, each.name.en]) for each in instrument.predicates),
        "agency": (
            (each, [each.id, each.short, each.name.id, each.name.en, *each.aliases]) for each in instrument.agencies
        ),
        "evidence": ((each, [each.id, each.name.id, each.name.en]) for each in instrument.evidence_kinds),
        "source": ((each, [each.id]) for each in instrument.sources),
    }
    families: dict[str, dict[str, InstrumentPart]] = {
        family: {normalize_text(name): piece for piece, names in pieces for name in names}
        for family, pieces in named.items()
    }
    family, _, rest = normalize_text(name).partition(":")
    if rest and family in families:
        families, wanted = {family: families[family]}, rest.strip()
    else:
        wanted = normalize_text(name)
    for items in families.values():
        if wanted in items:
            return items[wanted]
    known = {text: text for text in CATALOGUE}
    for pieces in reversed(families.values()):
        known |= {
            text: item.code if isinstance(item, Indicator | Question) else item.id for text, item in pieces.items()
        }
    near = tuple(dict.fromkeys(known[text] for text in similar_names(wanted, known)))
    raise KlaScoreError(Issue("name-unknown", found=name, parameters={"candidates": near}))


def schema(language: str = "en") -> str:
    """Return the JSON Schema of instrument files as text, with descriptions in *language* (``id`` or ``en``)."""
    return instrument_schema(Messages(language).gettext)
