"""Recognise the titles of clusters and indicators in a recap by their words or their numbers."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final, TypeVar

from kla_score.cells import normalize_text
from kla_score.instrument import Cluster, Indicator, Instrument
from kla_score.sheet.question_matching import number_key

_NUMBERING: Final = re.compile(r"^(?:indikator|indicator)?\s*[0-9]+\s?[a-z]?\s*[.):-]*\s+")
_NUMBERED: Final = re.compile(
    r"^(?:(?:indikator|indicator)\s*(?P<named>[0-9]+\s?[a-z]?)\b|(?P<bare>[0-9]+\s?[a-z]?)\s*[.):-])"
)

_WORD: Final = re.compile(r"[^\W_]{4,}")
_CLUSTER_NUMBER: Final = re.compile(r"(?:klaster|cluster)\s+(?P<number>[ivx]+)\b")
_COMMON: Final = 3
"""A word in the names of more indicators, such as "anak", tells nothing."""

_Thing = TypeVar("_Thing")
_Found = TypeVar("_Found")


def without_number(title: str) -> str:
    """Return the normalized *title* without the number in front of it."""
    return _NUMBERING.sub("", title)


def first(find: Callable[[_Thing], _Found], things: Iterable[_Thing]) -> _Found | None:
    """Return the first result of *find* that is not empty."""
    return next((found for thing in things if (found := find(thing))), None)


class RecapTitles:
    """The titles of the clusters and indicators of *instrument*. All texts are normalized."""

    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        self._by_name = {
            normalize_text(name): each for each in instrument.indicators for name in (each.name.id, each.name.en)
        }
        self._by_code = {number_key(each.code): each for each in instrument.indicators}
        self._uses = Counter(word for name in self._by_name for word in {*_WORD.findall(name)})
        self._clusters = dict(self._cluster_names())

    def _cluster_names(self) -> Iterator[tuple[str, str]]:
        for cluster in self._instrument.clusters:
            short = (cluster.short.id, cluster.short.en)
            for name in (*short, cluster.name.id, cluster.name.en, cluster.name.id.partition(":")[2], cluster.id):
                if name.strip():
                    yield normalize_text(name), cluster.id

    def indicator_named(self, titles: Sequence[str]) -> Indicator | None:
        """Return the indicator whose name is one of *titles*, with or without its number."""
        return first(
            lambda title: self._by_name.get(title) or self._by_name.get(without_number(title)),
            titles,
        )

    def indicator_numbered(self, titles: Sequence[str], cluster: str, present: Indicator | None) -> Indicator | None:
        """
        Return the indicator whose number is in front of one of *titles*.

        In a *cluster*, the numbers of indicators may begin at 1 again. Then they count only for indicators of this
        cluster and for the one behind the *present* one.
        """
        matches = [match for title in titles if (match := _NUMBERED.match(title))]
        found = first(lambda match: self.with_code(match["named"] or match["bare"]), matches)
        if found is None or not cluster or self.cluster_of(found).id == cluster or found is self.next_to(present):
            return found
        return None

    def contradicts(self, maximum: Decimal | None, indicator: Indicator, present: Indicator | None) -> bool:
        """Return whether *maximum* is not that of *indicator*, but that of a question of the *present* one."""
        if maximum is None or maximum in {indicator.maximum, indicator.questions_maximum}:
            return False
        return present is not None and maximum in {question.maximum for question in present.questions}

    def resembles(self, text: str, indicator: Indicator) -> bool:
        """Return whether *text* has half of the words of the name of *indicator*, or the other way round."""
        words = self._telling_words(text)
        names = (self._telling_words(name) for name in (indicator.name.id, indicator.name.en))
        return any(2 * len(words & name) >= min(len(words), len(name)) > 0 for name in names)

    def _telling_words(self, text: str) -> set[str]:
        return {word for word in _WORD.findall(normalize_text(text)) if self._uses[word] <= _COMMON}

    def next_to(self, indicator: Indicator | None) -> Indicator | None:
        """Return the indicator behind *indicator* in the form."""
        indicators = self._instrument.indicators
        return next(iter(indicators[indicators.index(indicator) + 1 :]), None) if indicator else None

    def with_code(self, number: str) -> Indicator | None:
        """Return the indicator with this code."""
        return self._by_code.get(number_key(number))

    def cluster_named(self, title: str) -> str:
        """Return the id of the cluster with the name *title*; empty if there is none."""
        return self._clusters.get(title) or self._clusters.get(without_number(title), "")

    def cluster_numbered(self, title: str) -> str:
        """Return the id of the cluster whose number is in front of a region's own *title*; empty if there is none."""
        number = _CLUSTER_NUMBER.match(title)
        return self._clusters.get(number["number"] if number else "") or self._clusters.get(
            re.split(r"[:.(–-]", title)[0].strip(), ""
        )

    def questions_in(self, indicator: Indicator | None, cluster: str) -> Sequence[str]:
        """Return the codes of the questions of *indicator*; without one of *cluster*, an id; without both of all."""
        clusters = [each for each in self._instrument.clusters if cluster in {"", each.id}]
        indicators = [indicator] if indicator else [each for within in clusters for each in within.indicators]
        return [question.code for each in indicators for question in each.questions]

    def cluster(self, name: str) -> Cluster:
        """Return the cluster with the id *name*."""
        return next(each for each in self._instrument.clusters if each.id == name)

    def cluster_of(self, indicator: Indicator) -> Cluster:
        """Return the cluster that *indicator* belongs to."""
        return next(each for each in self._instrument.clusters if indicator in each.indicators)
