"""
Compare two instruments, and carry a sheet of one over to the other.

Parts are matched by id or code. If the code of a question is gone, the question is matched by its text. Pure: no files,
no printing.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from kla_score.assessment import RawRow, RawSheet, match_rows
from kla_score.assessment.region import Identity
from kla_score.cells import BLANK, Cell, CellKind, normalize_text
from kla_score.instrument import Indicator, Instrument, Predicate, affecting_predicate, affecting_question
from kla_score.instrument.base import Model
from kla_score.instrument.questions import Question
from kla_score.scoring import Scorecard


class Subject(StrEnum):
    """The subject of a change."""

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


class Change(NamedTuple):
    """
    One difference between two instruments.

    *name* is the id or code of the part, the old one if both have it. *key* is `ADDED`, `REMOVED` or the key of the
    instrument file whose value differs: ``code`` if a question was renumbered, ``indicator`` or ``cluster`` if the part
    was moved. *before* and *after* are the values as in the file, None on the side without one. *moves_scores* is
    whether a sheet can score differently because of the change.
    """

    subject: Subject
    name: str
    key: str
    before: object = None
    after: object = None
    moves_scores: bool = False


class Revision(NamedTuple):
    """Two instruments, their differences and, if a sheet was given, its score by each of them."""

    old: Instrument
    new: Instrument
    changes: Sequence[Change]
    scores: tuple[Scorecard, Scorecard] | None = None


def find_changes(old: Instrument, new: Instrument) -> Sequence[Change]:
    """Return every difference from *old* to *new*: first the whole, then the parts in the order of *old*."""
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
    Return the code in *new* of each question of *old*. Removed questions are left out.

    A question was renumbered if exactly one question on each side has its text, under different codes. Codes that only
    one side has are matched first, then all questions whose text has moved. Otherwise the same code means the same
    question, even if its text differs.
    """
    return pair_codes(_texts_of(old), _texts_of(new))


Texts = Mapping[str, Sequence[str]]
"""The texts of questions by code, all in the same number of languages and the same order."""


def pair_codes(old: Texts, new: Texts) -> Mapping[str, str]:
    """Return the counterparts as `find_counterparts` does, from the texts alone."""
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
    """Match questions whose text occurs once on both sides, in the first language or else in the next."""
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
    """Return whether two questions have the same text in one of the languages."""
    return _is_same(_texts(one), _texts(other))


def _is_same(one: Sequence[str], other: Sequence[str]) -> bool:
    return any(normalize_text(mine) == normalize_text(theirs) for mine, theirs in zip(one, other, strict=False))


def carry_over(raw: RawSheet, old: Instrument, new: Instrument) -> RawSheet:
    """
    Return *raw*, a sheet of *old*, as a sheet of *new*: the same answers under the new codes.

    A question that only *new* has becomes a blank row. Answers to questions that only *old* has are dropped.
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


class _Family(NamedTuple):
    """
    The parts of one subject on both sides; *key* is the key of their names.

    *counterparts* maps old names to new ones. Without it, the same name means the same part.
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
        # Agencies and sources never change a score. A cluster does not by itself, but its questions do.
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
"""Keys that contain parts of their own, except the sources and agencies of a question."""


def _differing(subject: Subject, name: str, old: Model, new: Model) -> Iterator[Change]:
    children = () if subject is Subject.QUESTION else _CHILDREN
    keys = dict.fromkeys(key for key in (*type(old).model_fields, *type(new).model_fields))
    for key in keys:
        before, after = getattr(old, key, None), getattr(new, key, None)
        if key not in children and before != after:
            yield Change(subject, name, key, before, after, _moves_scores(key, old, new))


def _moves_scores(key: str, old: Model, new: Model) -> bool:
    """Return whether a difference in *key* alone can make a sheet score differently."""
    if type(old) is not type(new):  # questions of two kinds
        return key == "kind"
    mixed = old.with_changes(**{key: getattr(new, key)})
    match old, mixed:
        case Question(), Question():
            # The code itself does not affect points, because answers are carried over to the new code.
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
    """Yield the parts that have another parent now. *old* and *new* map each name to the name of its parent."""
    key = Subject.CLUSTER if subject is Subject.INDICATOR else Subject.INDICATOR
    for name, before in old.items():
        after = new.get(name if counterparts is None else counterparts.get(name, ""), before)
        if after != before:
            yield Change(subject, name, key, before, after, moves_scores=True)


def _clusters_of_indicators(instrument: Instrument) -> Mapping[str, str]:
    return {indicator.code: cluster.id for cluster in instrument.clusters for indicator in cluster.indicators}


def _indicators_of_questions(instrument: Instrument) -> Mapping[str, str]:
    return {question.code: indicator.code for indicator in instrument.indicators for question in indicator.questions}
