"""The tables of a batch: ranking, spread of predicates and clusters, each province, and missing regions."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import PurePath

from kla_score.analysis.batch import Batch
from kla_score.assessment.region import Stage
from kla_score.i18n import Messages, clean
from kla_score.reports.document import EMPTY, Column, Row, Table, Tone, Value
from kla_score.reports.issue_texts import sentence
from kla_score.reports.views.labels import share_of_maximum, shared_end_text, short_region_name
from kla_score.reports.views.province_letter import province_letter
from kla_score.reports.views.shortening import first_rows
from kla_score.scoring.summary import Basis, Summary

_SHOWN = 10


class BatchTables:
    """The tables of *batch*, ranked by *basis*. *in_full* shortens no table."""

    def __init__(self, batch: Batch, messages: Messages, basis: Basis, *, in_full: bool) -> None:
        self.batch = batch
        self.messages = messages
        self.gettext = messages.gettext
        self.in_full = in_full
        self.ranking = batch.ranking(basis)
        self.names = Counter(result.region.key for result in batch.results)
        self.periods = Counter(_key_with_period(result) for result in batch.results)
        self.predicates = {each.id: messages.pick(each.name) for each in batch.instrument.predicates}
        self.clusters = [messages.pick(cluster.short) for cluster in batch.instrument.clusters]

    def tables(self) -> Iterator[Table]:
        """Yield the tables of the report, those with results first."""
        if self.batch.results:
            yield self._ranking()
            yield self._needing_attention()
            if self.predicates:
                yield self._distribution()
            yield self._spreads()
        if self.batch.provinces:
            yield self._provinces()
            if self.in_full:
                yield self._letters()
        if self.batch.not_received:
            yield self._not_received()
        if self.batch.failed:
            yield self._failed()

    @property
    def ranked(self) -> Sequence[Summary]:
        """The sheets with a rank, in its order."""
        return [each.result for each in self.ranking if each.rank is not None]

    def _ranking(self) -> Table:
        _ = self.gettext
        rows = []
        for rank, result in self.ranking:
            rise = self.batch.rises.get(result.file)
            change: list[Value] = [rise.claimed if rise else None] if self.batch.earlier is not None else []
            total = result.total
            values = [rank, self.name_of(result), total.claimed, *change, total.supported, total.at_risk]
            rows.append(Row([*values, self._held(result)]))
        changes = [Column(_("Change"), is_number=True, is_change=True)] if self.batch.earlier is not None else []
        columns = [
            Column("#", is_number=True),
            Column(_("Region")),
            Column(self._claimed(), is_number=True),
            *changes,
            Column(_("Supported"), is_number=True),
            Column(_("At risk"), is_number=True, is_minor=True, tone=Tone.RISK),
            Column(_("Predicate (supported)"), tone=Tone.GOOD),
        ]
        return Table(_("Ranking"), columns, rows, " ".join(self._remarks()))

    def ranking_sheet(self, table: Table) -> Table:
        """Return *table*, the ranking, with a column for each of both predicates, so that each can be filtered."""
        rows = []
        for (_rank, result), row in zip(self.ranking, table.rows, strict=True):
            claimed = self._predicate(result.claimed, result.claimed_or)
            is_recorded = result.total.supported is not None
            supported = self._predicate(result.supported, result.supported_or) if is_recorded else None
            rows.append(row._replace(values=[*row.values[:-1], claimed, supported]))
        predicate, words = self.gettext("Predicate"), (self._claimed(), self.gettext("Supported"))
        columns = [Column(f"{predicate}: {word}", tone=Tone.GOOD) for word in words]
        return table._replace(columns=[*table.columns[:-1], *columns], rows=rows)

    def _remarks(self) -> Iterator[str]:
        """Yield what explains the ranking: both readings of shared ends, and sheets without a rank."""
        _ = self.gettext
        predicates = {each.id: each for each in self.batch.instrument.predicates}
        pairs = [
            pair
            for result in self.batch.results
            for pair in ((result.claimed, result.claimed_or), (result.supported, result.supported_or))
        ]
        for held, following in dict.fromkeys(pairs):
            if held and following:
                yield shared_end_text(predicates[held], predicates[following], self.messages)
        if len(self.batch.counted) < len(self.batch.results):
            yield _(
                "If a region has several workbooks, the ranking uses the latest one. "
                "Within a stage, it uses the lowest total."
            )

    def name_of(self, result: Summary) -> str:
        """
        Return the name of a region, or its file if it has none.

        If two sheets have the same name, the stage and the year are added, or the file if they do not differ either.
        """
        name, file = short_region_name(result.region), clean(result.file)
        if not name:
            return file
        if self.names[result.region.key] == 1:
            return name
        when = " ".join(str(part) for part in (result.period.stage, result.period.year) if part)
        return f"{name} ({when if when and self.periods[_key_with_period(result)] == 1 else PurePath(file).stem})"

    def _claimed(self) -> str:
        return self.gettext("Claimed") if self.batch.stages & {None, Stage.EM} else self.gettext("Verified")

    def _held(self, result: Summary) -> str:
        """
        Return the predicate of the claimed total, with the predicate of the supported one in brackets if recorded.
        """
        held = self._predicate(result.claimed, result.claimed_or)
        if result.total.supported is None:
            return held
        return f"{held} ({self._predicate(result.supported, result.supported_or)})"

    def _predicate(self, held: str | None, following: str | None) -> str:
        return "/".join(self.predicates[name] for name in (held, following) if name) or EMPTY

    def _needing_attention(self) -> Table:
        _ = self.gettext
        rows = []
        for result in self.ranked:
            weakest, total = result.clusters[result.weakest], result.total
            rows.append(
                Row(
                    [
                        self.name_of(result),
                        self.clusters[result.weakest],
                        share_of_maximum(weakest.claimed, weakest.maximum, self.messages),
                        share_of_maximum(Decimal(total.answered), Decimal(total.questions), self.messages),
                        *(count or None for count in result.counts[:2]),
                    ]
                )
            )
        columns = [
            Column(_("Region")),
            Column(_("Weakest cluster")),
            Column("%", is_number=True),
            Column(_("Answered"), is_number=True, is_minor=True),
            Column(_("Errors"), is_number=True, tone=Tone.BAD, is_summed=True),
            Column(_("Warnings"), is_number=True, is_minor=True, tone=Tone.RISK, is_summed=True),
        ]
        table = Table(_("Needs attention"), columns, rows)
        return first_rows(table, _SHOWN, self.messages, in_full=self.in_full or len(rows) <= 2 * _SHOWN)

    def _distribution(self) -> Table:
        claimed, supported = (self.batch.distribution(basis) for basis in Basis)
        recorded = any(supported.values())
        rows = [
            Row(
                [
                    self.predicates[key] if key else self.gettext("no predicate"),
                    claimed[key],
                    supported[key] if recorded else None,
                ]
            )
            for key in reversed(list(claimed))
        ]
        columns = [Column(self.gettext("Predicate"))]
        titles = (self._claimed(), self.gettext("Supported"))
        columns += [Column(title, is_number=True, is_summed=True) for title in titles]
        return Table(self.gettext("Predicates"), columns, rows)

    def _spreads(self) -> Table:
        _ = self.gettext
        rows = [
            Row(
                [
                    self.messages.pick(spread.cluster.short),
                    spread.maximum,
                    spread.lower,
                    spread.median,
                    spread.upper,
                    *self._extreme(spread.least, spread.lowest),
                    *self._extreme(spread.most, spread.highest),
                ]
            )
            for spread in self.batch.spreads
        ]
        columns = [Column(_("Cluster")), Column(_("Max"), is_number=True, is_minor=True)]
        columns += [Column(each, is_number=True) for each in ("25%", "50%", "75%")]
        region = _("Region")
        for title in (_("Lowest"), _("Highest")):
            columns += [
                Column(title, is_number=True),
                *([Column(f"{title}: {region}", is_minor=True)] if self.in_full else ()),
            ]
        note = _("25%, 50% and 75% are quartiles of the claimed points of all regions. 50% is the median.")
        return Table(_("Comparison by cluster"), columns, rows, note)

    def _extreme(self, points: Decimal, result: Summary) -> Sequence[Value]:
        """Return the points of a region, and its name if nothing is shortened."""
        return [points, *([self.name_of(result)] if self.in_full else ())]

    def _provinces(self) -> Table:
        _ = self.gettext
        verdicts: Mapping[bool | None, str] = {True: _("yes"), False: _("no"), None: _("unknown")}
        rows = []
        for each in self.batch.provinces:
            held = sum(count for key, count in each.holders.items() if key)
            verdict = verdicts[each.holds_everywhere]
            received: list[Value] = [f"{each.received}/{'?' if each.members is None else each.members}"]
            if self.in_full:
                received = [each.received, each.members]
            rows.append(
                Row(
                    [
                        clean(each.name),
                        *received,
                        held,
                        each.final,
                        f"{verdict}*" if each.is_provisional else verdict,
                    ]
                )
            )
        titles = [_("Received"), *([_("Expected")] if self.in_full else ()), _("With predicate"), _("Final (VF)")]
        columns = [Column(_("Province")), *(Column(title, is_number=True, is_summed=True) for title in titles)]
        columns.append(Column(_("Rule met")))
        note = _(
            "Assumed rule for Provinsi Layak Anak: every regency and city has at least {name} at the final "
            "verification (VF). * Provisional: some workbooks are from an earlier stage.",
            name=next(iter(self.predicates.values()), EMPTY),
        )
        return Table(_("Provinces"), columns, rows, note)

    def _letters(self) -> Table:
        rows = [
            Row([clean(each.name), province_letter(each, self.predicates, self.messages)])
            for each in self.batch.provinces
        ]
        columns = [Column(self.gettext("Province")), Column(self.gettext("Text"))]
        return Table(self.gettext("Texts for letters"), columns, rows, is_prose=True, is_folded=True)

    def _not_received(self) -> Table:
        _ = self.gettext
        rows = [
            Row([region.code, short_region_name(region), clean(region.province)]) for region in self.batch.not_received
        ]
        columns = [Column(title) for title in (_("Code"), _("Region"), _("Province"))]
        return Table(_("Not received"), columns, rows)

    def _failed(self) -> Table:
        rows = [
            Row([clean(each.file), "\n".join(sentence(issue, self.messages) for issue in each.issues[:1])])
            for each in self.batch.failed
        ]
        return Table(
            self.gettext("Not scored"),
            [Column(self.gettext("File")), Column(self.gettext("Reason"))],
            rows,
            is_prose=True,
        )


def _key_with_period(result: Summary) -> tuple[object, ...]:
    return result.region.key, result.period.stage, result.period.year
