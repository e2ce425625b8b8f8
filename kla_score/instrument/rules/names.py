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
        seen: set[str] = set()
        for definition in definitions:
            # Worksheet titles ignore letter case, so names that differ only in case are the same.
            name = str(attrgetter(".".join(path))(definition))
            if name.casefold() in seen:
                yield definition, RuleViolation("identifier-repeated", path, name)
            seen.add(name.casefold())


def _taken(parts: ValidParts) -> Iterator[LocatedViolation]:
    """Yield the names that the workbook uses for something else: titles of worksheets, headings of other columns."""
    for cluster in parts.clusters:
        for language in ("id", "en"):
            title = cluster.short.in_language(language)
            if normalize_text(title) in TAKEN_TITLES:
                yield cluster, RuleViolation("identifier-repeated", ("short", language), title)
    owners: dict[str, str] = {}
    for kind in parts.evidence_kinds or ():
        for language in ("id", "en"):
            heading = kind.name.in_language(language)
            if (
                normalize_text(heading) in TAKEN_HEADINGS
                or owners.setdefault(normalize_text(heading), kind.id) != kind.id
            ):
                yield kind, RuleViolation("identifier-repeated", ("name", language), heading)


def _ambiguous_agencies(agencies: Sequence[Agency]) -> Iterator[LocatedViolation]:
    """Yield each name or alias that another agency has, too."""
    owners: dict[str, int] = {}
    for number, agency in enumerate(agencies):
        names: list[tuple[Key, str]] = [(("name", "id"), agency.name.id), (("name", "en"), agency.name.en)]
        names += [(("short",), agency.short)]
        names += [(("aliases", position), alias) for position, alias in enumerate(agency.aliases)]
        for key, name in names:
            if owners.setdefault(normalize_text(name), number) != number:
                yield agency, RuleViolation("identifier-repeated", key, name)


def _undefined(parts: ValidParts) -> Iterator[LocatedViolation]:
    sources, kinds, agencies = (_ids(parts.sources), _ids(parts.evidence_kinds), _ids(parts.agencies))
    suggestions = 0
    for question in parts.questions:
        named: list[tuple[Key, str, Mapping[str, None] | None]] = []
        named += [(("sources", position), source, sources) for position, source in enumerate(question.sources)]
        named += [(("agencies", position), agency, agencies) for position, agency in enumerate(question.agencies)]
        named += [((*key, "kind"), item.kind, kinds) for items in keys_of_evidence(question) for key, item in items]
        for key, name, known in named:
            if known is not None and name not in known:
                suggestions += 1
                near = _nearest(name, known) if suggestions <= _SUGGESTIONS else ()
                yield question, RuleViolation("identifier-undefined", key, name, {"candidates": near})


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
                    yield question, RuleViolation("identifier-repeated", (key, position), name)
