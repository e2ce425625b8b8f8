"""
The verbs, for the command line and for notebooks: files in, results out. Nothing is printed.

Every function raises a subclass of `kla_score.issues.KlaScoreError` when the job cannot be done; problems inside a
sheet are issues of the result and raise nothing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from kla_score import entries, merging, parts
from kla_score.agencies import Agencies
from kla_score.assessment import check_answers, in_order
from kla_score.cells import even_out, read_number
from kla_score.changes import Revision, carry_over, find_changes
from kla_score.entries import Taken
from kla_score.evidence_files import EvidenceFiles
from kla_score.evidence_folder import list_evidence
from kla_score.instrument import Cluster, Indicator, Instrument
from kla_score.instrument_file import (
    CheckedFile,
    check_instrument,
    load_agencies,
    load_instrument,
    packaged_instrument,
)
from kla_score.issues import CATALOGUE, Issue, KlaScoreError, Parameter, Place, WorkbookError
from kla_score.merging import Preference
from kla_score.messages import Messages
from kla_score.parts import Share, read_share, restrict, set_apart
from kla_score.planning import Basis, Plan, find_plan
from kla_score.questions import Question
from kla_score.reconciling import reconcile
from kla_score.record import ScorecardRecord
from kla_score.region import Identity
from kla_score.saved_results import SUFFIX, read_scorecard
from kla_score.scoring import Scorecard, score

__all__ = [
    "PlanOptions",
    "diff",
    "divide",
    "evaluate",
    "find_issue_code",
    "find_piece",
    "list_evidence",
    "load_agencies",
    "load_instrument",
    "merge",
    "plan",
    "read_result",
    "schema",
    "take_over",
    "template",
    "validate",
]


def evaluate(sheet: Path, instrument: Instrument, files: EvidenceFiles | None = None) -> Scorecard:
    """
    Score the workbook *sheet* with *instrument*. The file is only read.

    With *files*, those of an evidence folder, a document is there when its file is.

    Returns:
        A scorecard; its assessment holds every issue. Unusable cells count 0 and make it incomplete. That of a part
        of a divided sheet is about the questions of the part alone.

    Raises:
        WorkbookError: the file cannot be read, is no evaluation sheet, or belongs to another edition.

    """
    from kla_score.workbook import read_workbook  # noqa: PLC0415 - heavy, and not every command reads a workbook

    raw, form = read_workbook(sheet, instrument), instrument
    share = read_share(raw, instrument)
    if share and share.codes:
        raw, form = set_apart(raw, share, instrument), restrict(instrument, share.codes)
    scorecard = score(check_answers(raw, form, files), form)
    if not raw.printed:
        return scorecard
    issues = in_order([*scorecard.assessment.issues, *reconcile(raw.printed, scorecard)], raw)
    return replace(scorecard, assessment=replace(scorecard.assessment, issues=issues))


def template(
    instrument: Instrument,
    language: str = "id",
    taken: Taken | None = None,
    *,
    agencies: Agencies | None = None,
    share: Share | None = None,
) -> bytes:
    """
    Make the workbook of *instrument*, in *language* (``id`` or ``en``), as the content of an .xlsx file.

    It is blank, but for what it has *taken* over from an older one. With *share* it has the questions of one agency
    alone; *agencies* are the region's own names.
    """
    from kla_score.workbook import write_workbook  # noqa: PLC0415 - as above

    form = restrict(instrument, share.codes) if share else instrument
    part = {Identity.PART: share.agency, Identity.QUESTIONS: "; ".join(share.codes)} if share and share.agency else {}
    identity = {**(taken.identity if taken else {}), **part}
    own_names = agencies.own_names if agencies else {}
    return write_workbook(form, Messages(language), taken.entries if taken else {}, identity, own_names)


def divide(agencies: Agencies, taken: Taken | None = None) -> tuple[Sequence[Share], Sequence[Issue]]:
    """
    Divide the questions among *agencies*; what *taken* has in the agency cells decides.

    Returns:
        What each agency is asked, by name, and an issue for each agency that nobody knows.

    """
    filled = taken.entries if taken else {}
    return parts.divide(agencies, {code: entry.agency for code, entry in filled.items()})


def take_over(
    sheet: Path, instrument: Instrument, old: Instrument | None = None, *, same_occasion: bool = False
) -> Taken:
    """
    Take the answers of the workbook *sheet* over to *instrument*; *old* is the one it was made for, if another.

    Year and stage are taken over, too, when it is the *same_occasion*.

    Raises:
        WorkbookError: the file cannot be read, is no evaluation sheet, or belongs to another edition than *old*.

    """
    from kla_score.workbook import read_workbook  # noqa: PLC0415 - as above

    former = old or instrument
    return entries.take_over(read_workbook(sheet, former), former, instrument, same_occasion=same_occasion)


def merge(
    files: Sequence[Path],
    instrument: Instrument,
    preference: Preference | None = None,
    agencies: Agencies | None = None,
) -> Taken:
    """
    Join the workbooks *files*, parts of one sheet of *instrument*; *preference* chooses between different answers.

    *agencies* are the region's own names: of each of them a part is expected.

    A file that cannot be used is an error of the result; the others are joined all the same.

    Raises:
        WorkbookError: none of the files can be used.

    """
    from kla_score.workbook import read_workbook  # noqa: PLC0415 - as above

    found: list[merging.Part] = []
    unusable: list[Issue] = []
    names = Counter(file.name for file in files)
    for file in files:
        # Two of the same name in different folders are told apart by their paths.
        name = file.name if names[file.name] == 1 else str(file)
        try:
            found.append(merging.read_part(read_workbook(file, instrument), instrument, name))
        except WorkbookError as error:
            is_report = error.issues[0].code == "workbook-is-report"
            unusable += [Issue("report-passed-over", Place(str(file)))] if is_report else error.issues
    if not found:
        raise WorkbookError(*unusable)
    merged = merging.merge(found, agencies or Agencies(instrument), preference)
    return replace(merged, issues=(*unusable, *merged.issues))


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """
    How a plan is to be made.

    *basis* is the supported total unless said, or the claimed one where no evidence is recorded. Questions and
    agencies named in *left_out* get no step; figures of the population are raised only with *outcomes*.
    """

    basis: Basis | None = None
    left_out: Sequence[str] = ()
    outcomes: bool = False


def plan(
    scorecard: Scorecard, target: str, options: PlanOptions | None = None, agencies: Agencies | None = None
) -> Plan:
    """
    Find the best plan that lifts *scorecard* to *target*, points or the name of a predicate.

    Raises:
        KlaScoreError: the target is neither points nor a predicate, or a name that is left out is unknown.

    """
    wanted, names = options or PlanOptions(), agencies or Agencies(scorecard.instrument)
    codes = {even_out(code): code for code in scorecard.instrument.questions}
    skipped, owners = set(), set()
    for name in wanted.left_out:
        if code := codes.get(even_out(name)):
            skipped.add(code)
        elif owner := names.find(name):
            owners.add(owner)
        else:
            near = (*get_close_matches(even_out(name)[:_LONGEST_NAME], codes), *names.nearest(name))
            raise KlaScoreError(Issue("agency-not-found", found=name, parameters={"candidates": near}))
    written = {each.question.code: each.answer.agency for each in scorecard.questions}

    def may_change(question: Question) -> bool:
        return question.code not in skipped and owners.isdisjoint(names.owners_of(question, written[question.code]))

    recorded = scorecard.total.supported is not None
    basis = wanted.basis or (Basis.SUPPORTED if recorded else Basis.CLAIMED)
    points = _points_of(target, scorecard.instrument)
    return find_plan(scorecard, points, basis, may_change, outcomes=wanted.outcomes)


def _points_of(target: str, instrument: Instrument) -> Decimal:
    for predicate in instrument.predicates:
        if even_out(target) in {even_out(predicate.id), even_out(predicate.name.id), even_out(predicate.name.en)}:
            return predicate.lower_limit
    points = read_number(target).value
    if points is None or not 0 <= points <= instrument.maximum:
        allowed = tuple(predicate.id for predicate in instrument.predicates)
        parameters: Mapping[str, Parameter] = {"allowed": allowed, "maximum": instrument.maximum}
        raise KlaScoreError(Issue("target-unknown", found=target, parameters=parameters))
    return points


def read_result(path: Path, instruments: Sequence[Instrument]) -> tuple[ScorecardRecord, Sequence[Issue]]:
    """
    Read a saved scorecard (``.json``), or score a workbook with that of *instruments* which it was made for.

    Returns:
        The scorecard as it would be saved, and the issues of the workbook.

    Raises:
        KlaScoreError: the file cannot be used, or belongs to another edition than all *instruments*.

    """
    from kla_score.reports.scorecard_data import scorecard_data  # noqa: PLC0415 - heavy, and for this alone

    if path.suffix.lower() == SUFFIX:
        return read_scorecard(path), ()
    names = Counter((form.id, form.edition) for form in instruments)
    if twice := [" ".join(name) for name, count in names.items() if count > 1]:
        raise KlaScoreError(Issue("instrument-repeated", found=twice[0]))
    *others, last = instruments
    for form in others:
        try:
            scorecard = evaluate(path, form)
            break
        except WorkbookError as error:
            if error.issues[0].code != "workbook-other-edition":
                raise
    else:
        scorecard = evaluate(path, last)
    return ScorecardRecord.model_validate(scorecard_data(scorecard)), scorecard.assessment.issues


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


def schema() -> str:
    """Give the JSON Schema of instrument files, as text."""
    from kla_score.instrument_file.schema import instrument_schema  # noqa: PLC0415 - only this command needs it

    return instrument_schema()
