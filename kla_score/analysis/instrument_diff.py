"""
What differs between two instruments, and a sheet of one carried over to the other.

Pieces are matched by id or code; a question whose code is gone is looked for by its text. Pure: no files, no printing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kla_score.assessment import RawRow, RawSheet, match_rows
from kla_score.assessment.region import Identity
from kla_score.cells import BLANK, Cell, CellKind, normalize_text
from kla_score.instrument import Indicator, Instrument, Predicate, affecting_predicate, affecting_question
from kla_score.instrument.base import Model
from kla_score.instrument.questions import Question
from kla_score.scoring import Scorecard


class Subject(StrEnum):
    """What a change is about."""

    INSTRUMENT = "instrument"
    PREDICATE = "predicate"
    EVIDENCE_KIND = "evidence-kind"
    AGENCY = "agency"
    SOURCE = "source"
    CLUSTER = "cluster"
    INDICATOR = "indicator"
    QUESTION = "question"


ADDED: Final = "added"
REMOVED: Final = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """
    One difference.

    *name* is the id or code of the piece, the old one where both have it; *key* is `ADDED`, `REMOVED`, or the key of
    the instrument file whose value differs (``code`` when a question was renamed, ``indicator`` or ``cluster`` when
    the piece was moved). *before* and *after* are the values as in the file, None on the side that has none.
    *moves_scores* tells whether a sheet can score differently by it.
    """

    subject: Subject
    name: str
    key: str
    before: object = None
    after: object = None
    moves_scores: bool = False


@dataclass(frozen=True, slots=True)
class Revision:
    """Two instruments, what differs between them, and the scores that one sheet has by either, if one was given."""

    old: Instrument
    new: Instrument
    changes: Sequence[Change]
    scores: tuple[Scorecard, Scorecard] | None = None


def find_changes(old: Instrument, new: Instrument) -> Sequence[Change]:
    """Find every difference from *old* to *new*: the whole first, then the pieces in the order of the old file."""
    families = (
        _Family(Subject.PREDICATE, "id", old.predicates, new.predicates),
        _Family(Subject.EVIDENCE_KIND, "id", old.evidence_kinds, new.evidence_kinds),
        _Family(Subject.AGENCY, "id", old.agencies, new.agencies),
        _Family(Subject.SOURCE, "id", old.sources, new.sources),
        _Family(Subject.CLUSTER, "id", old.clusters, new.clusters),
        _Family(Subject.INDICATOR, "code", old.indicators, new.indicators),
    )
    counterparts = find_counterparts(old, new)
    return [
        *_differing(Subject.INSTRUMENT, old.id, old, new),
        *(change for family in families for change in family.changes()),
        *_moved(Subject.INDICATOR, _clusters_of_indicators(old), _clusters_of_indicators(new), None),
        *_Family(
            Subject.QUESTION, "code", list(old.questions.values()), list(new.questions.values()), counterparts
        ).changes(),
        *_moved(Subject.QUESTION, _indicators_of_questions(old), _indicators_of_questions(new), counterparts),
    ]


def find_counterparts(old: Instrument, new: Instrument) -> Mapping[str, str]:
    """
    Map the code of each question of *old* to that of the same question in *new*; those that are gone are left out.

    A question whose text stands under another code, as the only one on both sides, was renumbered: first among codes
    that only one side has, then among all whose text is not where it was. Otherwise the same code is the same
    question, be its text another.
    """
    return pair_codes(_texts_of(old), _texts_of(new))


Texts = Mapping[str, Sequence[str]]
"""The texts of questions by code; each in as many languages as the others, in the same order."""


def pair_codes(old: Texts, new: Texts) -> Mapping[str, str]:
    """Do what `find_counterparts` does, knowing no more than the texts."""
    staying = {code for code, texts in old.items() if code in new and _is_same(texts, new[code])}
    leaving = {code: texts for code, texts in old.items() if code not in staying}
    arriving = {code: texts for code, texts in new.items() if code not in staying}
    gone = {code: texts for code, texts in leaving.items() if code not in new}
    come = {code: texts for code, texts in arriving.items() if code not in old}
    moved = _matched_by_text(gone, come)
    moved |= _matched_by_text(
        {code: texts for code, texts in leaving.items() if code not in moved},
        {code: texts for code, texts in arriving.items() if code not in moved.values()},
    )
    taken = set(moved.values())
    kept = {code: code for code in old if code not in moved and code in new.keys() - taken}
    return moved | kept


def _matched_by_text(leaving: Texts, arriving: Texts) -> dict[str, str]:
    """Match questions whose text, in the first language or else the next, stands once on both sides."""
    matched: dict[str, str] = {}
    for language in range(min(map(len, (*leaving.values(), *arriving.values())), default=0)):
        before, after = _by_text(leaving, language), _by_text(arriving, language)
        for text, codes in before.items():
            if len(codes) == len(after.get(text, ())) == 1 and after[text][0] not in matched.values():
                matched.setdefault(codes[0], after[text][0])
    return matched


def _by_text(questions: Texts, language: int) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for code, texts in questions.items():
        found.setdefault(normalize_text(texts[language]), []).append(code)
    return found


def _texts_of(instrument: Instrument) -> Texts:
    return {code: _texts(question) for code, question in instrument.questions.items()}


def _texts(question: Question) -> Sequence[str]:
    return question.text.id, question.text.en


def is_same_text(one: Question, other: Question) -> bool:
    """Tell whether two questions read alike in one of the languages."""
    return _is_same(_texts(one), _texts(other))


def _is_same(one: Sequence[str], other: Sequence[str]) -> bool:
    return any(normalize_text(mine) == normalize_text(theirs) for mine, theirs in zip(one, other, strict=False))


def carry_over(raw: RawSheet, old: Instrument, new: Instrument) -> RawSheet:
    """
    Give *raw*, a sheet of *old*, as a sheet of *new*: same answers, codes of renumbered questions changed.

    A question that only *new* has becomes a blank row; answers to those that only *old* has are left behind.
    """
    counterparts = find_counterparts(old, new)
    rows, _ = match_rows(raw.rows, old)
    carried = {counterparts[code]: row for code, row in rows.items() if code in counterparts}
    named = {Identity.INSTRUMENT: new.id, Identity.EDITION: new.edition, Identity.FINGERPRINT: new.fingerprint}
    identity = {**raw.identity, **{key: Cell(CellKind.TEXT, text) for key, text in named.items()}}
    return RawSheet([_renamed_row(carried.get(code, _NO_ROW), code) for code in new.questions], identity, raw.source)


_NO_ROW: Final = RawRow(BLANK)


def _renamed_row(row: RawRow, code: str) -> RawRow:
    return row._replace(code=Cell(CellKind.TEXT, code, location=row.code.location))


@dataclass(frozen=True, slots=True)
class _Family:
    """
    The pieces of one subject on both sides; *key* names them.

    *counterparts* maps old names to new ones; without it the same name is the same piece.
    """

    subject: Subject
    key: str
    old: Sequence[Model]
    new: Sequence[Model]
    counterparts: Mapping[str, str] | None = None

    def changes(self) -> Iterator[Change]:
        before = {getattr(item, self.key): item for item in self.old}
        after = {getattr(item, self.key): item for item in self.new}
        counterparts = {name: name for name in before} if self.counterparts is None else self.counterparts
        # Agencies and sources never move a score; a cluster alone does not, but the questions in it.
        counts = self.subject in {Subject.PREDICATE, Subject.QUESTION}
        for name, item in before.items():
            counterpart = after.get(counterparts.get(name, ""))
            if counterpart is None:
                yield Change(self.subject, name, REMOVED, before=item, moves_scores=counts)
            else:
                yield from _differing(self.subject, name, item, counterpart)
        known = {counterparts[name] for name in before if name in counterparts}
        for name, item in after.items():
            if name not in known:
                yield Change(self.subject, name, ADDED, after=item, moves_scores=counts)


_CHILDREN: Final = frozenset(
    {"predicates", "evidence_kinds", "agencies", "sources", "clusters", "indicators", "questions"}
)
"""Keys that hold pieces of their own, but for the sources and agencies of a question."""


def _differing(subject: Subject, name: str, old: Model, new: Model) -> Iterator[Change]:
    children = () if subject is Subject.QUESTION else _CHILDREN
    keys = dict.fromkeys(key for key in (*type(old).model_fields, *type(new).model_fields))
    for key in keys:
        before, after = getattr(old, key, None), getattr(new, key, None)
        if key not in children and before != after:
            yield Change(subject, name, key, before, after, _moves_scores(key, old, new))


def _moves_scores(key: str, old: Model, new: Model) -> bool:
    """Tell whether a difference in *key* alone makes a sheet score differently."""
    if type(old) is not type(new):  # questions of two kinds
        return key == "kind"
    mixed = old.with_changes(**{key: getattr(new, key)})
    match old, mixed:
        case Question(), Question():
            # The code itself counts for nothing: answers are carried over to the new one.
            return key != "code" and affecting_question(old) != affecting_question(mixed)
        case Predicate(), Predicate():
            return affecting_predicate(old) != affecting_predicate(mixed)
        case Indicator(cap=before), Indicator(cap=after):
            return key == "cap" and (before and before.points) != (after and after.points)
        case _:
            return key == "accepts_number"


def _moved(
    subject: Subject, old: Mapping[str, str], new: Mapping[str, str], counterparts: Mapping[str, str] | None
) -> Iterator[Change]:
    """Find pieces that belong to another parent now. *old* and *new* map each name to that of its parent."""
    key = Subject.CLUSTER if subject is Subject.INDICATOR else Subject.INDICATOR
    for name, before in old.items():
        after = new.get(name if counterparts is None else counterparts.get(name, ""), before)
        if after != before:
            yield Change(subject, name, key, before, after, moves_scores=True)


def _clusters_of_indicators(instrument: Instrument) -> Mapping[str, str]:
    return {indicator.code: cluster.id for cluster in instrument.clusters for indicator in cluster.indicators}


def _indicators_of_questions(instrument: Instrument) -> Mapping[str, str]:
    return {question.code: indicator.code for indicator in instrument.indicators for question in indicator.questions}
