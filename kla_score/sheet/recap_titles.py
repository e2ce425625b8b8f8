"""Recognise the titles of clusters and indicators in a recap by their words or their numbers."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeVar

from kla_score.cells import normalize_text
from kla_score.instrument import Cluster, Indicator, Instrument
from kla_score.sheet.question_matching import number_key

_NUMBERING: Final = re.compile(r"^(?:indikator|indicator)?\s*[0-9]+\s?[a-z]?\s*[.):-]*\s+")
_NUMBERED: Final = re.compile(
    r"^(?:(?:indikator|indicator)\s*(?P<named>[0-9]+\s?[a-z]?)\b|(?P<bare>[0-9]+\s?[a-z]?)\s*[.):-])"
)

_Thing = TypeVar("_Thing")
_Found = TypeVar("_Found")


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
            lambda title: self._by_name.get(title) or self._by_name.get(_NUMBERING.sub("", title)),
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

    def next_to(self, indicator: Indicator | None) -> Indicator | None:
        """Return the indicator behind *indicator* in the form."""
        indicators = self._instrument.indicators
        return next(iter(indicators[indicators.index(indicator) + 1 :]), None) if indicator else None

    def with_code(self, number: str) -> Indicator | None:
        """Return the indicator with this code."""
        return self._by_code.get(number_key(number))

    def cluster_named(self, title: str) -> str:
        """Return the id of the cluster with the name *title*; empty if there is none."""
        return self._clusters.get(title) or self._clusters.get(_NUMBERING.sub("", title), "")

    def cluster_numbered(self, title: str) -> str:
        """Return the id of the cluster whose number is in front of a region's own *title*; empty if there is none."""
        return self._clusters.get(re.split(r"[:.(–-]", title, maxsplit=1)[0].strip(), "")

    def cluster_of(self, indicator: Indicator) -> Cluster:
        """Return the cluster that *indicator* belongs to."""
        return next(each for each in self._instrument.clusters if indicator in each.indicators)
