"""Texts: a repeated sentence is probably a copy that was not changed."""

from collections.abc import Iterator, Sequence

from kla_score.cells import normalize_text
from kla_score.instrument.base import Model, RuleViolation, Text
from kla_score.instrument.evidence import EvidenceItem
from kla_score.instrument.questions import Question
from kla_score.instrument.rules.context import LocatedViolation, ValidParts

Key = tuple[str | int, ...]


def find_repeated_texts(parts: ValidParts) -> Iterator[LocatedViolation]:
    """Yield the repeated names and question texts, and evidence that a question requires twice."""
    yield from _repeated([(cluster, ("name",), cluster.name, cluster.id) for cluster in parts.clusters])
    yield from _repeated([(each, ("name",), each.name, each.code) for each in parts.indicators])
    yield from _repeated([(question, ("text",), question.text, question.code) for question in parts.questions])
    for question in parts.questions:
        for items in keys_of_evidence(question):
            seen: dict[tuple[str, str], Key] = {}
            for key, item in items:
                path: Key = (*key, "what", "id")
                first = seen.setdefault((item.kind, normalize_text(item.what.id)), path)
                if first != path:
                    other = {"other": question.code}
                    yield question, RuleViolation("text-repeated", path, item.what.id, other, ((question, first),))


def _repeated(texts: Sequence[tuple[Model, Key, Text, str]]) -> Iterator[LocatedViolation]:
    """Report a text once, in the first language in which it is repeated."""
    first: dict[tuple[str, str], tuple[Model, Key, str]] = {}
    for subject, key, text, name in texts:
        normalized = {language: normalize_text(text.in_language(language)) for language in ("id", "en")}
        same = [language for language, each in normalized.items() if (language, each) in first]
        if same:
            owner, other_key, other = first[same[0], normalized[same[0]]]
            found, related = text.in_language(same[0]), ((owner, other_key),)
            yield subject, RuleViolation("text-repeated", (*key, same[0]), found, {"other": other}, related)
        for language, each in normalized.items():
            first.setdefault((language, each), (subject, (*key, language), name))


def keys_of_evidence(question: Question) -> Iterator[Sequence[tuple[Key, EvidenceItem]]]:
    """Yield each set of items of *question*, every item with its key path."""
    alternatives = question.alternatives
    for number, items in enumerate(alternatives):
        start: Key = ("evidence", "any_of", number, "all_of") if len(alternatives) > 1 else ("evidence",)
        yield [((*start, position), item) for position, item in enumerate(items)]
