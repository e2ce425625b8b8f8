"""Many sheets as a document: numbers of regions and predicates, pictures and the tables."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kla_score.analysis.batch import Batch
from kla_score.assessment.region import Region, Stage
from kla_score.i18n import Messages, clean
from kla_score.issues import Plural
from kla_score.reports.cautions import caution_line, cautions
from kla_score.reports.data.batch import batch_data
from kla_score.reports.document import Document, Fact, LazySequence, Table
from kla_score.reports.phrases import counted, points_text
from kla_score.reports.pictures import Bar, Bars, Picture
from kla_score.reports.views.batch_tables import BatchTables
from kla_score.reports.views.labels import STAGES, instrument_line
from kla_score.reports.views.province_letter import province_letter
from kla_score.reports.views.summary_rows import Values, failed_values, missing_values, ranked_values, summary_table
from kla_score.scoring.summary import Basis, Failure, Summary

_LETTERS = 3
"""The maximum number of provinces with a text of sentences before the tables on a screen."""
_NEAREST = 3
"""The number of regions that are named as nearest to the first predicate."""
_DRAWN = 40
"""The maximum number of regions in a picture."""


def batch_document(
    batch: Batch, messages: Messages, *, basis: Basis = Basis.CLAIMED, in_full: bool = False
) -> Document:
    """Return *batch* as a document, ranked by *basis*. *in_full* shortens no list, and has numbers first."""
    return _BatchView(batch, messages, basis, in_full=in_full).document()


def batch_records(batch: Batch, messages: Messages, basis: Basis = Basis.CLAIMED) -> Document:
    """Return the machine-readable data of *batch*, without texts for people."""
    return Document("", messages, records=_records(batch, basis), data=batch_data(batch, basis))


def batch_line(batch: Batch, messages: Messages) -> str:
    """Return a line with the number of sheets by result."""
    scored = counted(messages, Plural("{count} workbook scored", "{count} workbooks scored"), len(batch.results))
    if errors := sum(not each.is_complete for each in batch.results):
        scored += " " + messages.gettext("({count} with errors)", count=errors)
    others = (
        (Plural("{count} workbook not scored", "{count} workbooks not scored"), len(batch.failed)),
        (Plural("{count} region not received", "{count} regions not received"), len(batch.not_received)),
        (Plural("{count} workbook not started", "{count} workbooks not started"), batch.unscored),
    )
    return ", ".join([scored, *(counted(messages, text, count) for text, count in others if count)])


class _BatchView:
    def __init__(self, batch: Batch, messages: Messages, basis: Basis, *, in_full: bool) -> None:
        self.batch = batch
        self.messages = messages
        self.gettext = messages.gettext
        self.basis = basis
        self.in_full = in_full
        self.tables = BatchTables(batch, messages, basis, in_full=in_full)
        self.predicates = self.tables.predicates

    def document(self) -> Document:
        tables = list(self.tables.tables())
        return Document(
            self._title(),
            self.messages,
            list(self._facts()),
            tables,
            list(self._pictures()),
            worksheets=[self.tables.ranking_sheet(tables[0]), *tables[1:]] if self.batch.results else (),
            records=_records(self.batch, self.basis),
            notes=list(self._notes()),
            closing=[
                caution_line(self.batch.stages, [self.batch.instrument], self.messages),
                instrument_line(self.batch.instrument, self.messages),
            ],
            caution=caution_line(self.batch.stages, [self.batch.instrument], self.messages),
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

    def _facts(self) -> Iterator[Fact]:
        _ = self.gettext
        batch = self.batch
        provinces = batch.provinces
        if self.in_full:
            yield from self._counts()
        elif len(provinces) <= _LETTERS:
            for province in provinces:
                yield clean(province.name), province_letter(province, self.predicates, self.messages)
        yield _("Files"), batch_line(batch, self.messages)
        stages = Counter(result.period.stage for result in batch.results)
        if stages:
            named = [f"{stages[stage]} {stage}" for stage in Stage if stages[stage]]
            if stages[None]:
                named.append(_("{count} without a stage", count=stages[None]))
            yield _("Stages"), ", ".join(named)
        if batch.earlier is not None:
            changes = [rise.claimed for rise in batch.rises.values()]
            comparable = [change for change in changes if change is not None]
            earlier = {
                " ".join(str(part) for part in (each.stage, each.year) if part) for each in batch.earlier.results
            } - {""}
            text = _(
                "Regions: {risen} up, {fallen} down, {same} unchanged, {new} new, {gone} not in this batch",
                risen=sum(change > 0 for change in comparable),
                fallen=sum(change < 0 for change in comparable),
                same=comparable.count(Decimal(0)),
                new=len(batch.counted) - len(batch.rises),
                gone=len(batch.gone),
            )
            if len(comparable) < len(changes):
                text += _(", {count} with a different maximum", count=len(changes) - len(comparable))
            periods = ", ".join(sorted(earlier))
            yield _("Since {periods}", periods=periods) if periods else _("Since the earlier batch"), text

    def _counts(self) -> Iterator[Fact]:
        """Yield the numbers of regions: received, with and without a predicate, and those nearest to the first one."""
        _ = self.gettext
        number, provinces = self.messages.number, self.batch.provinces
        members = [each.members for each in provinces if each.members is not None]
        received = number(len(self.batch.counted))
        if members and len(members) == len(provinces):
            count = sum(each.received for each in provinces)
            received = _("{count} of {all} regencies and cities", count=count, all=sum(members))
        yield _("Received"), received
        if not self.predicates:
            return
        counts = self.batch.distribution(Basis.CLAIMED)
        yield _("With predicate"), number(sum(count for key, count in counts.items() if key))
        yield _("Without predicate"), number(counts[None])
        lowest = self.batch.instrument.predicates[0]
        short = [(lowest.lower_limit - each.total.claimed, each) for each in self.tables.ranked if each.claimed is None]
        nearest = sorted(((points, each) for points, each in short if points > 0), key=lambda each: each[0])[:_NEAREST]
        if nearest:
            texts = [
                _("{name} ({points} short)", name=self.tables.name_of(each), points=points_text(points, self.messages))
                for points, each in nearest
            ]
            yield _("Closest to {name}", name=self.messages.pick(lowest.name)), "; ".join(texts)

    def _pictures(self) -> Iterator[Picture]:
        """Yield the number of regions with each predicate, and the points and points at risk of the first regions."""
        _ = self.gettext
        number = self.messages.number
        if self.batch.results and self.predicates:
            counts = self.batch.distribution(Basis.CLAIMED)
            names = {key: self.predicates[key] if key else _("no predicate") for key in reversed(list(counts))}
            bars = [Bar(name, [Decimal(counts[key])], Decimal(len(self.batch.counted))) for key, name in names.items()]
            words = "; ".join(f"{bar.name}: {number(bar.parts[0])}" for bar in bars)
            yield Bars(_("Predicates"), words, (_("Regions"), _("Others")), bars)
        bars = []
        for result in self.tables.ranked[:_DRAWN]:
            total = result.total
            supported = total.claimed if total.supported is None else total.supported
            bars.append(Bar(self.tables.name_of(result), [supported, total.claimed - supported], total.maximum))
        if bars:
            words = "; ".join(f"{bar.name}: {number(sum(bar.parts, Decimal(0)))}" for bar in bars)
            title = _("Ranking")
            if len(bars) < len(self.tables.ranked):
                title = _("Ranking: the first {shown} of {count}", shown=len(bars), count=len(self.tables.ranked))
            yield Bars(title, words, (_("Supported"), _("At risk"), _("Not earned")), bars)

    def _notes(self) -> Iterator[str]:
        yield from cautions(self.batch.stages, [self.batch.instrument], self.messages)
        yield self.messages.pick(self.batch.instrument.status_note)
        yield instrument_line(self.batch.instrument, self.messages)


def _records(batch: Batch, basis: Basis) -> Table:
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
