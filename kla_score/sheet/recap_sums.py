"""Find out what each printed sum of a recap adds up: an indicator, a cluster, or everything."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from kla_score.assessment import PrintedPoints, Scope
from kla_score.cells import Cell, read_maximum
from kla_score.instrument import Indicator, Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.sheet.recap_titles import RecapTitles

_SUM: Final = re.compile(
    r"^(?:sub[\s.-]*(?:total|jumlah)|jumlah|jml\b\.?|grand total|total|(?:nilai|skor) (?=total|akhir)(?:total)?|[∑σ])"
    r"(?:\b|(?=\s)|$)[\s:]*(?:nilai|skor|points)?[\s:]*(?P<what>.*)$"
)
_WHOLE: Final = frozenset({"keseluruhan", "seluruhnya", "semua", "akhir", "kla", "umum"})


class SumLine(NamedTuple):
    """The words of a line of sums, normalized, and the part of them that names what it adds up."""

    words: str
    of_what: str

    @property
    def is_part(self) -> bool:
        """Whether it is a subtotal."""
        return self.words.startswith("sub")

    @property
    def is_whole(self) -> bool:
        """Whether it is the total by its words."""
        return self.of_what in _WHOLE or self.words.startswith("grand")


def sum_line(title: str) -> SumLine | None:
    """Return *title* as a line of sums; None if it is something else."""
    match = _SUM.match(title)
    return SumLine(title, match["what"].strip(" :.")) if match else None


class _OpenSum(NamedTuple):
    """A sum that is the total if it is the last one, and else a part with *indicator*. *position* is in the list."""

    position: int
    words: str
    indicator: Indicator


class RecapSums:
    """
    The printed numbers of a recap.

    A sum that neither its words nor its maximum explain is the total only at the end of the table.
    """

    def __init__(self, instrument: Instrument, titles: RecapTitles) -> None:
        self.printed: list[PrintedPoints] = []
        self._instrument = instrument
        self._titles = titles
        self._agencies = Agencies(instrument)
        self._summed: set[str] = set()
        """The indicators and clusters that have a line of sums."""
        self._open: list[_OpenSum] = []
        self._words_of_parts: set[str] = set()
        """The words of open sums that turned out to be of a part."""

    def keep(self, scope: Scope, name: str, points: Cell, maximum: Cell) -> bool:
        """Keep the numbers beside a title, a question or a sum. Return whether there are any."""
        if points.is_blank and maximum.is_blank:
            return False
        self.printed.append(PrintedPoints(scope, name, points, maximum))
        return True

    def take(self, line: SumLine, indicator: Indicator | None, points: Cell, maximum: Cell) -> None:
        """Process a line of sums below *indicator*."""
        if line.of_what and self._by_words(line, indicator) is None and self._agencies.find(line.of_what):
            return  # the sum of an agency, in a table that is sorted by agency
        scope = self._by_words(line, indicator) or self._by_maximum(read_maximum(maximum), indicator)
        if scope is None and line.is_part and indicator:
            scope = self._smallest_part(indicator)
        if self.keep(*(scope or (Scope.TOTAL, "")), points, maximum):
            if scope:
                self._summed.add(scope[1])
            elif indicator:
                self._open.append(_OpenSum(len(self.printed) - 1, line.words, indicator))

    def is_known(self, line: SumLine, indicator: Indicator | None) -> bool:
        """Return whether the words of *line*, below *indicator*, are those of a sum and of nothing else."""
        return not line.of_what or self._by_words(line, indicator) is not None

    def _by_words(self, line: SumLine, indicator: Indicator | None) -> tuple[Scope, str] | None:
        if line.is_whole:
            return Scope.TOTAL, ""
        if cluster := self._titles.cluster_named(line.of_what) or self._titles.cluster_numbered(line.of_what):
            return Scope.CLUSTER, cluster
        if named := self._titles.indicator_named([line.of_what]) or self._titles.indicator_numbered(
            [line.of_what], "", None
        ):
            return Scope.INDICATOR, named.code
        if indicator and line.of_what.startswith(("klaster", "cluster")):
            return Scope.CLUSTER, self._titles.cluster_of(indicator).id
        if indicator and line.of_what.startswith(("indikator", "indicator")):
            return Scope.INDICATOR, indicator.code
        return None

    def _by_maximum(self, maximum: Decimal | None, indicator: Indicator | None) -> tuple[Scope, str] | None:
        """Return what has the *maximum* beside the sum. A capped indicator has two maxima."""
        if indicator and maximum in {indicator.maximum, indicator.questions_maximum}:
            return Scope.INDICATOR, indicator.code
        if indicator and maximum == (cluster := self._titles.cluster_of(indicator)).maximum:
            return Scope.CLUSTER, cluster.id
        return (Scope.TOTAL, "") if maximum == self._instrument.maximum else None

    def _smallest_part(self, indicator: Indicator) -> tuple[Scope, str]:
        """Return the smallest part with *indicator* that has no line of sums yet."""
        if indicator.code not in self._summed:
            return Scope.INDICATOR, indicator.code
        return Scope.CLUSTER, self._titles.cluster_of(indicator).id

    def go_on(self) -> None:
        """Note that another question follows, so that the open sums are those of parts."""
        self._assign_to_parts(self._open)

    def finish(self, *, is_whole: bool) -> None:
        """
        Note the end of the table. The last open sum is the total, unless a part has the same words.

        If the table is not the whole recap, it is that of the cluster.
        """
        if not self._open:
            return
        *parts, last = self._open
        words = self._words_of_parts | {each.words for each in parts}
        self._assign_to_parts(self._open if last.words in words else parts)
        if not is_whole and self.printed[last.position].scope is Scope.TOTAL:
            cluster = self._titles.cluster_of(last.indicator).id
            self.printed[last.position] = self.printed[last.position]._replace(scope=Scope.CLUSTER, name=cluster)

    def _assign_to_parts(self, sums: Sequence[_OpenSum]) -> None:
        for each in sums:
            scope, name = self._smallest_part(each.indicator)
            self.printed[each.position] = self.printed[each.position]._replace(scope=scope, name=name)
            self._summed.add(name)
            self._words_of_parts.add(each.words)
        self._open = []
