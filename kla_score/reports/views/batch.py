"""Many sheets as a document: ranking, spread of predicates and clusters, each province, and missing regions."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import PurePath

from kla_score.analysis.batch import Batch, Obstacle, Province
from kla_score.assessment.region import Region, Stage
from kla_score.i18n import Messages, clean
from kla_score.reports.cautions import cautions
from kla_score.reports.data.batch import batch_data
from kla_score.reports.document import Column, Document, LazySequence, Row, Table, Value
from kla_score.reports.issue_texts import sentence
from kla_score.reports.pictures import Bar, Bars, Picture
from kla_score.reports.views.scorecard import STAGES, region_name, share_text
from kla_score.reports.views.summary_rows import Values, failed_values, missing_values, ranked_values, summary_table
from kla_score.scoring.summary import Failure, RankedBy, Summary

_LETTERS = 3
"""The maximum number of provinces with a text of sentences, unless all are requested."""
_SHOWN = 10
_DRAWN = 40
"""The maximum number of regions in a picture."""


def batch_document(
    batch: Batch, messages: Messages, *, basis: RankedBy = RankedBy.CLAIMED, in_full: bool = False
) -> Document:
    """Return *batch* as a document, ranked by *basis*. *in_full* shortens no list and has a text for every province."""
    return _BatchView(batch, messages, basis, in_full=in_full).document()


def batch_records(batch: Batch, messages: Messages, basis: RankedBy = RankedBy.CLAIMED) -> Document:
    """Return the machine-readable data of *batch*, without texts for people."""
    return Document("", messages, records=_records(batch, basis), data=batch_data(batch, basis))


def batch_line(batch: Batch, messages: Messages) -> str:
    """Return a line with the number of sheets by result."""
    _ = messages.gettext
    parts = [_("{count} scored", count=len(batch.results))]
    for text, count in (
        (
            _("{count} of them with errors", count=(errors := sum(not each.is_complete for each in batch.results))),
            errors,
        ),
        (_("{count} not scored", count=len(batch.failed)), len(batch.failed)),
        (_("{count} not received", count=len(batch.not_received)), len(batch.not_received)),
        (_("stopped before {count} more", count=batch.unscored), batch.unscored),
    ):
        if count:
            parts.append(text)
    return ", ".join(parts)


class _BatchView:
    def __init__(self, batch: Batch, messages: Messages, basis: RankedBy, *, in_full: bool) -> None:
        self.batch = batch
        self.messages = messages
        self.gettext = messages.gettext
        self.basis = basis
        self.in_full = in_full
        self.ranking = batch.ranking(basis)
        self.names = Counter(result.region.key for result in batch.results)
        self.predicates = {each.id: messages.pick(each.name) for each in batch.instrument.predicates}
        self.clusters = [messages.pick(cluster.short) for cluster in batch.instrument.clusters]

    def document(self) -> Document:
        return Document(
            self._title(),
            self.messages,
            list(self._facts()),
            list(self._tables()),
            list(self._pictures()),
            records=_records(self.batch, self.basis),
            notes=list(self._notes()),
            data=batch_data(self.batch, self.basis),
        )

    def _title(self) -> str:
        """Return the title: the province, stage and year that all sheets share."""
        periods = [result.period for result in self.batch.results]
        provinces = {each.region.province_key: each.region.province for each in periods}
        stages, years = {each.stage for each in periods}, {each.year for each in periods}
        parts = [clean(next(iter(provinces.values())))] if len(provinces) == 1 else []
        parts = [part for part in parts if part] or [self.messages.pick(self.batch.instrument.title)]
        when = [self.gettext(STAGES[stage]) for stage in stages if stage and len(stages) == 1]
        when += [str(year) for year in years if year and len(years) == 1]
        return ", ".join([*parts, " ".join(when)] if when else parts)

    def _facts(self) -> Iterator[tuple[str, str]]:
        _ = self.gettext
        batch = self.batch
        yield _("Sheets"), batch_line(batch, self.messages)
        stages = Counter(str(result.period.stage or "–") for result in batch.results)
        if stages:
            yield _("Stages"), ", ".join(f"{stage} {stages[stage]}" for stage in (*Stage, "–") if stages[stage])
        instrument = batch.instrument
        title = self.messages.pick(instrument.title)
        yield _("Instrument"), _("{title}, edition {edition}", title=title, edition=instrument.edition)
        if batch.earlier is not None:
            changes = [rise.claimed for rise in batch.rises.values()]
            comparable = [change for change in changes if change is not None]
            earlier = {
                " ".join(str(part) for part in (each.stage, each.year) if part) for each in batch.earlier.results
            } - {""}
            text = _(
                "risen {risen}, fallen {fallen}, the same {same}, new {new}, no longer there {gone}",
                risen=sum(change > 0 for change in comparable),
                fallen=sum(change < 0 for change in comparable),
                same=comparable.count(Decimal(0)),
                new=len(batch.results) - len(batch.rises),
                gone=len(batch.gone),
            )
            if len(comparable) < len(changes):
                text += _("; with another maximum {count}", count=len(changes) - len(comparable))
            periods = ", ".join(sorted(earlier))
            yield _("Since {occasions}", occasions=periods) if periods else _("Since last time"), text

    def _tables(self) -> Iterator[Table]:
        if self.batch.results:
            yield self._ranking()
            yield self._where_to_look()
            if self.predicates:
                yield self._distribution()
            yield self._spreads()
        if self.batch.provinces:
            yield self._provinces()
        if self.batch.not_received:
            yield self._not_received()
        if self.batch.failed:
            yield self._failed()

    def _pictures(self) -> Iterator[Picture]:
        """Yield the number of regions with each predicate, and the points and points at risk of the first regions."""
        _ = self.gettext
        number = self.messages.number
        if self.batch.results and self.predicates:
            counts = self.batch.distribution(RankedBy.CLAIMED)
            names = {key: self.predicates[key] if key else _("no predicate") for key in reversed(list(counts))}
            bars = [Bar(name, [Decimal(counts[key])], Decimal(len(self.batch.results))) for key, name in names.items()]
            words = "; ".join(f"{bar.name}: {number(bar.parts[0])}" for bar in bars)
            yield Bars(_("Predicates"), words, (_("Regions"), _("Others")), bars)
        shown = self.ranking[:_DRAWN]
        bars = []
        for result in shown:
            total = result.total
            supported = total.claimed if total.supported is None else total.supported
            bars.append(Bar(self._name(result), [supported, total.claimed - supported], total.maximum))
        if bars:
            words = "; ".join(f"{bar.name}: {number(sum(bar.parts, Decimal(0)))}" for bar in bars)
            yield Bars(_("Ranking"), words, (_("Supported"), _("At risk"), _("Open")), bars)

    def _ranking(self) -> Table:
        _ = self.gettext
        rows = []
        for rank, result in enumerate(self.ranking, start=1):
            rise = self.batch.rises.get(result.file)
            change: list[Value] = [rise.claimed if rise else None] if self.batch.earlier is not None else []
            total = result.total
            values = [rank, self._name(result), total.claimed, *change, total.supported, total.at_risk]
            rows.append(Row([*values, self._held(result)]))
        changes = [Column(_("Change"), is_number=True, is_change=True)] if self.batch.earlier is not None else []
        columns = [
            Column("#", is_number=True),
            Column(_("Region")),
            Column(self._claimed(), is_number=True),
            *changes,
            Column(_("Supported"), is_number=True),
            Column(_("At risk"), is_number=True),
            Column(_("Predicate (supported)")),
        ]
        return Table(_("Ranking"), columns, rows)

    def _name(self, result: Summary) -> str:
        """
        Return the name of a region, or its file if it has none. The file is added if two sheets have the same name.
        """
        name, file = _region(result.region), clean(result.file)
        if not name:
            return file
        return f"{name} ({PurePath(file).stem})" if self.names[result.region.key] > 1 else name

    def _claimed(self) -> str:
        return self.gettext("Claimed") if self.batch.stages & {None, Stage.EM} else self.gettext("Verified")

    def _held(self, result: Summary) -> str:
        """
        Return the predicate of the claimed total, with the predicate of the supported one in brackets if recorded.
        """
        held = self._predicate(result.claimed)
        return held if result.total.supported is None else f"{held} ({self._predicate(result.supported)})"

    def _predicate(self, name: str | None) -> str:
        return self.predicates[name] if name else "–"

    def _where_to_look(self) -> Table:
        _ = self.gettext
        rows = []
        for result in self.ranking:
            weakest, total = result.clusters[result.weakest], result.total
            rows.append(
                Row(
                    [
                        self._name(result),
                        self.clusters[result.weakest],
                        share_text(weakest.claimed, weakest.maximum, self.messages),
                        share_text(Decimal(total.answered), Decimal(total.questions), self.messages),
                        *(count or None for count in result.counts[:2]),
                    ]
                )
            )
        titles = (_("Share"), _("Answered"), _("Errors"), _("Warnings"))
        columns = [
            Column(_("Region")),
            Column(_("Weakest cluster")),
            *(Column(each, is_number=True) for each in titles),
        ]
        return self._cut(Table(_("Where to look"), columns, rows))

    def _distribution(self) -> Table:
        claimed, supported = (self.batch.distribution(basis) for basis in RankedBy)
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
        columns += [Column(title, is_number=True) for title in (self._claimed(), self.gettext("Supported"))]
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
                    self._extreme(spread.least, spread.lowest),
                    self._extreme(spread.most, spread.highest),
                ]
            )
            for spread in self.batch.spreads
        ]
        titles = (_("Maximum"), "25 %", "50 %", "75 %")
        columns = [Column(_("Cluster")), *(Column(each, is_number=True) for each in titles)]
        columns += [Column(_("Lowest")), Column(_("Highest"))]
        note = _("So many percent of the regions have at most so many points; the middle one is the median.")
        return Table(_("Clusters side by side"), columns, rows, note)

    def _extreme(self, points: Decimal, result: Summary) -> str:
        return f"{self.messages.number(points)} {self._name(result)}"

    def _provinces(self) -> Table:
        _ = self.gettext
        verdicts: Mapping[bool | None, str] = {True: _("yes"), False: _("no"), None: _("not known")}
        rows = []
        for each in self.batch.provinces:
            held = sum(count for key, count in each.holders.items() if key)
            verdict = verdicts[each.holds_everywhere]
            members = "?" if each.members is None else each.members
            rows.append(
                Row(
                    [
                        clean(each.name),
                        f"{each.received}/{members}",
                        held,
                        each.final,
                        f"{verdict}*" if each.is_provisional else verdict,
                    ]
                )
            )
        titles = ((_("Received"), True), (_("With predicate"), True), (_("Final stage"), True))
        columns = [Column(_("Province")), *(Column(title, is_number) for title, is_number in titles)]
        columns.append(Column(_("All hold one")))
        note = _(
            "Working rule: a province is Provinsi Layak Anak when every regency and city holds at least {name} at the "
            "final stage. * provisional: a sheet is of an earlier stage.",
            name=next(iter(self.predicates.values()), "–"),
        )
        return Table(_("Provinces"), columns, rows, note)

    def _not_received(self) -> Table:
        _ = self.gettext
        rows = [Row([region.code, _region(region), clean(region.province)]) for region in self.batch.not_received]
        columns = [Column(title) for title in (_("Code"), _("Region"), _("Province"))]
        return Table(_("Not received"), columns, rows)

    def _failed(self) -> Table:
        rows = [
            Row([clean(each.file), "\n".join(sentence(issue, self.messages) for issue in each.issues[:1])])
            for each in self.batch.failed
        ]
        return Table(
            self.gettext("Not scored"), [Column(self.gettext("File")), Column(self.gettext("Why"))], rows, is_prose=True
        )

    def _cut(self, table: Table) -> Table:
        if self.in_full or len(table.rows) <= 2 * _SHOWN:
            return table
        note = self.gettext("{count} more. Use -v to show all.", count=len(table.rows) - _SHOWN)
        return Table(table.title, table.columns, table.rows[:_SHOWN], note)

    def _notes(self) -> Iterator[str]:
        provinces = self.batch.provinces
        if self.in_full or len(provinces) <= _LETTERS:
            for province in provinces:
                yield self._letter(province)
        yield from cautions(self.batch.stages, self.batch.instrument, self.messages)

    def _letter(self, province: Province) -> str:
        """Return a text about a province for a letter to its governor."""
        return " ".join(self._sentences(province))

    def _sentences(self, province: Province) -> Iterator[str]:
        _ = self.gettext
        name, received = clean(province.name), province.received
        if province.members is None:
            yield _(
                "{name}: sheets received: {received}. How many regencies and cities the province has is not known.",
                name=name,
                received=received,
            )
        else:
            yield _(
                "{name}: sheets of {received} of {members} regencies and cities were received.",
                name=name,
                members=province.members,
                received=received,
            )
        if missing := [each for each in province.obstacles if each.result is None]:
            yield _("Still missing: {names}.", names=self._names(missing))
        if province.strangers:
            yield _("Sheets of regions that the roster does not have: {count}.", count=province.strangers)
        held = ", ".join(f"{self.predicates[key]} {count}" for key, count in province.holders.items() if key and count)
        if held:
            yield _("Predicates held: {held}.", held=held)
        if short := [each for each in province.obstacles if each.short]:
            names = [
                _("{name} ({points} points short)", name=_region(each.region), points=each.short) for each in short
            ]
            yield _("Without a predicate: {names}.", names="; ".join(names))
        if unsure := [each for each in province.obstacles if each.result and not each.short]:
            yield _("With cells that could not be used: {names}.", names=self._names(unsure))
        yield self._verdict(province)

    def _verdict(self, province: Province) -> str:
        _ = self.gettext
        first = next(iter(self.predicates.values()), "–")
        if len(province.years) > 1:
            text = _("The sheets are of several years, so nothing can be said of the province as a whole.")
        elif province.holds_everywhere is None:
            text = _("All of them hold at least {name}.", name=first)
        elif not province.holds_everywhere:
            text = _("So not every regency and city holds at least {name}.", name=first)
        elif province.is_provisional:
            text = _("Every regency and city holds at least {name}, for the time being.", name=first)
        else:
            text = _(
                "Every regency and city holds at least {name} at the final stage: "
                "Provinsi Layak Anak by the working rule.",
                name=first,
            )
        if province.is_provisional:
            earlier = len(province.results) - province.final
            text += " " + _("This is provisional: sheets that are not of the final stage: {count}.", count=earlier)
        return text

    def _names(self, obstacles: Sequence[Obstacle]) -> str:
        return ", ".join(_region(each.region) for each in obstacles)


def _records(batch: Batch, basis: RankedBy) -> Table:
    ranks = batch.ranks(basis)
    sheets: Sequence[Summary | Failure | Region] = [*batch.results, *batch.failed, *batch.not_received]

    def values_of(position: int) -> Values:
        match sheets[position]:
            case Summary() as each:
                return ranked_values(each, batch.instrument, ranks[position], batch.rises.get(each.file))
            case Failure() as failure:
                return failed_values(failure)
            case region:
                return missing_values(region)

    return summary_table(LazySequence(values_of, range(len(sheets))), batch.instrument, of_many=True)


def _region(region: Region) -> str:
    return clean(region_name(Region(region.kind, region.name)) or region.code)
