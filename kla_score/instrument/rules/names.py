"""Names: each is unique, not reserved, defined and used."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Final

from kla_score.cells import normalize_text, similar_names
from kla_score.instrument.base import Model, RuleViolation
from kla_score.instrument.evidence import EvidenceKind
from kla_score.instrument.models import Agency, SourceDocument
from kla_score.instrument.questions import Question
from kla_score.instrument.rules.context import LocatedViolation, ValidParts
from kla_score.instrument.rules.texts import Key, keys_of_evidence
from kla_score.issues import Parameter

TAKEN_TITLES: Final = frozenset(
    {
        *("identitas", "identity", "petunjuk", "instructions", "ringkasan", "summary", "pilihan", "options"),
        *("formula", "hitung", "history"),
    }
)
"""Normalized titles of the worksheets in every workbook, and of one that Excel reserves."""

TAKEN_HEADINGS: Final = frozenset(
    {
        *("kode", "code", "pertanyaan", "question", "nilai", "points", "opd", "opd/instansi", "agencies", "agency"),
        *("nilai maks", "nilai maksimal", "nilai maksimum", "maximum", "maximum points", "catatan", "notes", "note"),
        *("nilai max", "skor maks", "skor maksimal", "bobot", "nilai evaluasi", "nilai mandiri", "nilai em", "em"),
        *("nilai evaluasi mandiri", "evaluasi mandiri", "nilai penilaian mandiri", "sumber data", "perangkat daerah"),
        *("keterangan", "no", "no.", "number", "nomor", "no pertanyaan", "no. pertanyaan", "nomor pertanyaan"),
        *(
            "indikator",
            "indicator",
            "klaster",
            "cluster",
            "kelompok",
            "klaster/kelompok",
            "uraian",
            "uraian pertanyaan",
        ),
        *("indikator/pertanyaan", "indikator / pertanyaan", "indikator dan pertanyaan", "butir pertanyaan"),
        *("daftar pertanyaan", "skor max", "skor maksimum", "bobot nilai", "skor", "skor mandiri"),
        *("skor evaluasi mandiri", "opd / instansi", "penanggung jawab"),
    }
)
"""Normalized headings of the columns of a question sheet or a recap, but for that of all evidence."""


_SUGGESTIONS: Final = 50
"""The number of undefined names that get a suggestion, because searching for similar names is slow."""
_CANDIDATES: Final = 200
"""The maximum number of names to search for a suggestion."""
_LONGEST: Final = 40
"""The maximum length of a name that gets a suggestion."""


def find_wrong_names(parts: ValidParts) -> Iterator[LocatedViolation]:
    """Yield the names that are ambiguous, reserved, undefined or unused."""
    yield from _repeated(parts)
    yield from _taken(parts)
    yield from _ambiguous_agencies(parts.agencies or ())
    yield from _undefined(parts)
    yield from _named_twice(parts.questions)
    if parts.is_complete:
        yield from _unused(parts)


def _repeated(parts: ValidParts) -> Iterator[LocatedViolation]:
    families: tuple[tuple[tuple[str, ...], Sequence[Model]], ...] = (
        (("id",), parts.predicates or ()),
        (("id",), parts.sources or ()),
        (("id",), parts.evidence_kinds or ()),
        (("id",), parts.agencies or ()),
        (("id",), parts.clusters),
        (("short", "id"), parts.clusters),
        (("short", "en"), parts.clusters),
        (("code",), parts.indicators),
        (("code",), parts.questions),
    )
    for path, definitions in families:
        first: dict[str, Model] = {}
        for definition in definitions:
            # Worksheet titles ignore letter case, so names that differ only in case are the same.
            name = str(attrgetter(".".join(path))(definition))
            other = first.setdefault(name.casefold(), definition)
            if other is not definition:
                yield definition, _repetition(path, name, other, path)


def _repetition(key: Key, name: str, owner: Model, owner_key: Key) -> RuleViolation:
    """Return the violation for a *name* at *key* that the *owner* has at *owner_key*."""
    parameters = {"name": getattr(owner, "code", getattr(owner, "id", "")), "key": str(owner_key[0])}
    return RuleViolation("identifier-repeated", key, name, parameters, ((owner, owner_key),))


def _taken(parts: ValidParts) -> Iterator[LocatedViolation]:
    """Yield the names that the workbook uses for something else: titles of worksheets, headings of other columns."""
    for cluster in parts.clusters:
        for language in ("id", "en"):
            title = cluster.short.in_language(language)
            if normalize_text(title) in TAKEN_TITLES:
                yield cluster, RuleViolation("identifier-reserved", ("short", language), title)
    owners: dict[str, tuple[EvidenceKind, Key]] = {}
    for kind in parts.evidence_kinds or ():
        for language in ("id", "en"):
            heading, key = kind.name.in_language(language), ("name", language)
            owner, other = owners.setdefault(normalize_text(heading), (kind, key))
            if normalize_text(heading) in TAKEN_HEADINGS:
                yield kind, RuleViolation("identifier-reserved", key, heading)
            elif owner.id != kind.id:
                yield kind, _repetition(key, heading, owner, other)


def _ambiguous_agencies(agencies: Sequence[Agency]) -> Iterator[LocatedViolation]:
    """Yield each name or alias that another agency has, too."""
    owners: dict[str, tuple[Agency, Key]] = {}
    for agency in agencies:
        names: list[tuple[Key, str]] = [(("name", "id"), agency.name.id), (("name", "en"), agency.name.en)]
        names += [(("short",), agency.short)]
        names += [(("aliases", position), alias) for position, alias in enumerate(agency.aliases)]
        for key, name in names:
            owner, other = owners.setdefault(normalize_text(name), (agency, key))
            if owner is not agency:
                yield agency, _repetition(key, name, owner, other)


def _undefined(parts: ValidParts) -> Iterator[LocatedViolation]:
    """Yield each undefined name once, at its first use, and each list of definitions that is missing altogether."""
    known = {
        "sources": _ids(parts.sources),
        "agencies": _ids(parts.agencies),
        "evidence_kinds": _ids(parts.evidence_kinds),
    }
    uses = _undefined_uses(parts.questions, known)
    for family in dict.fromkeys(family for family, _ in uses if not known[family]):
        yield None, RuleViolation("key-missing", (), "", {"key": family})
    suggestions = 0
    for (family, name), [(question, key), *others] in uses.items():
        if known[family]:
            suggestions += 1
            near = _nearest(name, known[family] or ()) if suggestions <= _SUGGESTIONS else ()
            parameters: dict[str, Parameter] = {"candidates": near, "count": len(others) + 1}
            yield question, RuleViolation("identifier-undefined", key, name, parameters, tuple(others))


def _undefined_uses(
    questions: Sequence[Question], known: Mapping[str, Mapping[str, None] | None]
) -> Mapping[tuple[str, str], list[tuple[Question, Key]]]:
    """Return the places of each name that *questions* use, but that is not *known* in its family."""
    uses: dict[tuple[str, str], list[tuple[Question, Key]]] = {}
    for question in questions:
        named: list[tuple[str, Key, str]] = [
            ("sources", ("sources", position), source) for position, source in enumerate(question.sources)
        ]
        named += [("agencies", ("agencies", position), agency) for position, agency in enumerate(question.agencies)]
        named += [
            ("evidence_kinds", (*key, "kind"), item.kind) for items in keys_of_evidence(question) for key, item in items
        ]
        for family, key, name in named:
            ids = known[family]
            if ids is not None and name not in ids:
                uses.setdefault((family, name), []).append((question, key))
    return uses


def _ids(definitions: Sequence[SourceDocument | EvidenceKind | Agency] | None) -> Mapping[str, None] | None:
    """Return the ids in their order, for fast lookup."""
    return None if definitions is None else {definition.id: None for definition in definitions}


def _nearest(name: str, known: Iterable[str]) -> tuple[str, ...]:
    likely = [each for each in known if len(each) <= _LONGEST][:_CANDIDATES]
    return similar_names(name, likely) if len(name) <= _LONGEST else ()


def _unused(parts: ValidParts) -> Iterator[LocatedViolation]:
    """Yield the definitions that no question uses, and the questions without an agency if agencies are defined."""
    used_sources = {source for question in parts.questions for source in question.sources}
    used_agencies = {agency for question in parts.questions for agency in question.agencies}
    used_kinds = {kind for question in parts.questions for kind in question.evidence_kinds}
    families: tuple[tuple[Sequence[SourceDocument | EvidenceKind | Agency] | None, set[str]], ...] = (
        # Sources can apply to the whole file, without being named by a question.
        (parts.sources if used_sources else (), used_sources),
        (parts.evidence_kinds, used_kinds),
        (parts.agencies, used_agencies),
    )
    for definitions, used in families:
        ids = _ids(definitions) or {}
        if used <= ids.keys():  # otherwise a misspelt name may mean one of them
            for definition in definitions or ():
                if definition.id not in used:
                    yield definition, RuleViolation("definition-unused", ("id",), definition.id)
    for question in parts.questions if parts.agencies else ():
        if not question.agencies:
            yield question, RuleViolation("question-without-agency", ("code",), question.code)


def _named_twice(questions: Sequence[Question]) -> Iterator[LocatedViolation]:
    """Yield each agency or source that a question names more than once."""
    for question in questions:
        for key, names in (("agencies", question.agencies), ("sources", question.sources)):
            for position, name in enumerate(names):
                if name in names[:position]:
                    yield question, _repetition((key, position), name, question, (key, names.index(name)))
