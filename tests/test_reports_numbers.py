"""The numbers of a report in every format for people, held against the JSON of the same result."""

import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser
from typing import Any, Final

import pytest
from openpyxl import load_workbook

from kla_score import api
from kla_score.analysis.batch import Batch
from kla_score.analysis.comparison import Comparison
from kla_score.analysis.saved_records import ScorecardRecord
from kla_score.i18n import Messages
from kla_score.instrument import Instrument
from kla_score.instrument.agencies import Agencies
from kla_score.reports.data.scorecard import scorecard_data
from kla_score.reports.document import Document
from kla_score.reports.views.batch import batch_document
from kla_score.reports.views.comparison import comparison_document
from kla_score.reports.views.plan import PlanGrouping, PlanViewOptions, plan_document
from kla_score.reports.views.scorecard import scorecard_document
from kla_score.reports.views.todo import TodoOptions, todo_document
from kla_score.scoring import Scorecard
from kla_score.scoring.summary import summarise
from tests.documents import data_of, page_of, workbook_of
from tests.examples import EXAMPLES, GOOD

Line = tuple[str, Sequence[Decimal]]
"""The name of a row of a table, and its numbers."""


class _Rows(HTMLParser):
    """The rows of the tables of a page: the text of the first cell, and of the cells with numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[list[str], list[str]]] = []
        self.text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter a row or a cell. Further lines of a cell do not count."""
        if tag == "tr":
            self.rows.append(([], []))
        if tag in {"th", "td"}:
            is_number = "number" in (dict(attrs).get("class") or "")
            self.text = self.rows[-1][1] if is_number else self.rows[-1][0]
        if tag == "br":
            self.text = None

    def handle_data(self, data: str) -> None:
        """Record the text of a cell."""
        if self.text is not None and data.strip():
            self.text.append(data.strip())


def lines_of_page(document: Document) -> Iterator[Line]:
    """Yield the rows of the tables of a page."""
    parser = _Rows()
    parser.feed(page_of(document).decode("utf-8"))
    for texts, numbers in parser.rows:
        plain = [text.rstrip("%").replace(",", ".") for text in numbers]
        found = [Decimal(text) for text in plain if text.replace(".", "", 1).isdigit()]
        if found:
            yield texts[0], found


def lines_of_workbook(document: Document) -> Iterator[Line]:
    """
    Yield the rows of a workbook: of its overview, and of the sheets after the charts with percentages as on a page.
    """
    book = load_workbook(io.BytesIO(workbook_of(document)), data_only=True)
    for label, number in book.worksheets[0].iter_rows(3, max_col=2, values_only=True):
        if number is not None:
            yield f"{OVERVIEW}{label}", [Decimal(str(number))]
    for sheet in book.worksheets[2:]:
        titles = [cell.value for cell in sheet[1]]
        named = next(titles.index(title) for title in NAMED if title in titles)
        for row in sheet.iter_rows(min_row=2):
            name = row[0].value if row[0].value == TOTAL else row[named].value
            found = [
                share_of(Decimal(str(cell.value))) if "%" in cell.number_format else Decimal(str(cell.value))
                for cell in row
                if cell.value is not None and cell.data_type == "n"
            ]
            if found:
                yield str(name), found


def share_of(share: Decimal) -> Decimal:
    """Return a share in per cent as a page shows it."""
    return (share * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)


TOTAL = "Jumlah"
OVERVIEW = "Ikhtisar: "
NAMED = ("Kode", "Indikator", "Klaster", "OPD/instansi", "Sel")
"""The titles of the columns with names. The first one of a sheet counts."""

READERS: Final[Mapping[str, Callable[[Document], Iterator[Line]]]] = {
    "page": lines_of_page,
    "workbook": lines_of_workbook,
}
"""The formats for people. A further one needs a function that yields the rows of its tables, and a line here."""


def points_of(data: Mapping[str, Any]) -> list[Decimal]:
    """Return the numbers of a row with points, made from the JSON of a total, cluster or indicator."""
    claimed, supported, maximum = (Decimal(data[key]) for key in ("claimed", "supported", "maximum"))
    share = (claimed * 100 / maximum).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return [
        claimed,
        supported,
        claimed - supported,
        maximum,
        min(share, Decimal("99.9")) if claimed < maximum else share,
    ]


def expected_of(data: Mapping[str, Any]) -> Mapping[str, set[Decimal]]:
    """Return the numbers that may be beside each name, made from the JSON."""
    expected = {TOTAL: {*points_of(data["total"]), *counts_of(data["total"])}}
    agencies: dict[str, list[Decimal]] = {}
    for cluster in data["clusters"]:
        expected[cluster["name"]] = {*points_of(cluster), *counts_of(cluster)}
        for indicator in cluster["indicators"]:
            asked = [each for each in indicator["questions"] if each["maximum"]]
            counts = Decimal(sum(each["answered"] for each in asked)), Decimal(len(asked))
            expected[f"{indicator['id']}. {indicator['name']}"] = {*points_of(indicator), *counts}
            for each in asked:
                claimed, supported, maximum = (Decimal(each[key]) for key in ("claimed", "supported", "maximum"))
                expected[each["code"]] = {claimed, supported, maximum, claimed - supported, Decimal(data["year"])}
                for agency in each["agencies"]:
                    sums = agencies.setdefault(agency, [Decimal(0)] * 4)
                    sums[1] += not claimed
                    sums[2] += bool(claimed - supported)
                    sums[0] += bool(claimed) and claimed == supported
                    sums[3] += claimed - supported
    expected[TOTAL].update(sum(column) for column in zip(*agencies.values(), strict=True))
    overview = {
        "Nilai mandiri": data["total"]["claimed"],
        "Nilai terdukung": data["total"]["supported"],
        "Berisiko": Decimal(data["total"]["claimed"]) - Decimal(data["total"]["supported"]),
        "Terjawab": data["total"]["answered"],
        "Pertanyaan": data["total"]["questions"],
        "Peringatan": sum(issue["severity"] == "warning" for issue in data["issues"]),
    }
    expected |= {f"{OVERVIEW}{label}": {Decimal(number)} for label, number in overview.items()}
    return expected | {name: set(sums) for name, sums in agencies.items()}


def names_of(scorecard: Scorecard, messages: Messages) -> Iterator[str]:
    """Yield the names of the rows that every format has."""
    for cluster in scorecard.clusters:
        yield messages.pick(cluster.cluster.name)
        yield from (f"{each.indicator.code}. {messages.pick(each.indicator.name)}" for each in cluster.indicators)
    yield from (each.question.code for each in scorecard.missing_evidence)


def counts_of(data: Mapping[str, Any]) -> tuple[Decimal, Decimal]:
    return Decimal(data["answered"]), Decimal(data["questions"])


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_every_number_is_in_the_data(read: Callable[[Document], Iterator[Line]], kla: Instrument) -> None:
    """
    Each row of each table has the numbers of its cluster, indicator, question or agency. No row with points is missing.
    """
    scorecard = api.evaluate(GOOD, kla)
    document = scorecard_document(scorecard, Messages("id"), in_full=True)
    expected = expected_of(data_of(document))
    lines = list(read(scorecard_document(scorecard, Messages("id"), in_full=True)))
    names = {name for name, _ in lines}

    assert [] == [(name, numbers) for name, numbers in lines if not set(numbers) <= expected.get(name, set())]
    assert {TOTAL, *names_of(scorecard, Messages("id"))} <= names


def test_a_list_without_a_total_says_why(kla: Instrument) -> None:
    """The maxima of the questions are more than the total allows. The points are not, so that they have a total."""
    scorecard = api.evaluate(GOOD, kla)
    (questions, _) = scorecard_document(scorecard, Messages("en"), in_full=True).details
    summed = {column.title for column in questions.columns if column.is_summed}

    assert {"Claimed", "Supported", "At risk"} == summed
    assert questions.note.startswith("No total for Maximum.")


def totals_of(document: Document) -> Mapping[str, list[tuple[Any, ...]]]:
    """Return the rows of the sheets of a workbook from the first row with a count or total, by title of the sheet."""
    book = load_workbook(io.BytesIO(workbook_of(document)), data_only=True)
    live = load_workbook(io.BytesIO(workbook_of(document)))
    return {
        sheet.title: [
            row
            for row, formulas in zip(sheet.values, live[sheet.title].values, strict=True)
            if any(str(each).startswith("=") for each in formulas)
        ]
        for sheet in book.worksheets
    }


def test_the_totals_of_agencies_are_in_the_data(kla: Instrument) -> None:
    """
    The sheet of an agency has the sums of its list. The checklist counts the documents of the questions with points.
    """
    scorecard = api.evaluate(GOOD, kla)
    document = todo_document(scorecard, Agencies(kla), Messages("en"), TodoOptions(in_full=True))
    data, totals = data_of(document), totals_of(document)
    points: dict[str, list[Decimal]] = {}
    for item in data["todo"]:
        if item["state"] != "done":
            numbers = (Decimal(item["points_at_risk"]), Decimal(item["points_not_reached"]))
            points.setdefault(item["group"], []).append(sum(numbers, Decimal(0)))
    asked = [each for cluster in data["clusters"] for each in questions_in(cluster) if each["claimed"]]
    statuses = Counter(
        item["status"]
        for each in asked
        for item in each["evidence"]
        if item["is_there"] or each["supported"] != each["claimed"]  # else another set of documents is enough
    )

    assert {name: sum(numbers) for name, numbers in points.items() if len(numbers) > 1} == {
        name: sum(Decimal(str(each)) for each in rows[0] if isinstance(each, float | int))
        for name, rows in totals.items()
        if name != "Checklist" and rows
    }
    assert [
        statuses["missing"],
        statuses["declared"],
        statuses["referenced"],
        statuses.total(),
    ] == [row[2] for row in totals["Checklist"]]


def questions_in(cluster: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the questions of a cluster."""
    for indicator in cluster["indicators"]:
        yield from indicator["questions"]


@pytest.mark.parametrize("grouping", list(PlanGrouping))
def test_the_list_of_a_plan_has_every_step_once(grouping: PlanGrouping, kla: Instrument) -> None:
    """The gains and their sum are those of the data, however the steps are grouped."""
    scorecard = api.evaluate(GOOD, kla)
    plan = api.plan(scorecard, "nindya")
    document = plan_document(plan, scorecard, Agencies(kla), Messages("en"), PlanViewOptions(grouping, in_full=True))
    sheet = load_workbook(io.BytesIO(workbook_of(document)), data_only=True)["Plan"]
    titles = [cell.value for cell in sheet[1]]
    code, gain = titles.index("Code"), titles.index("Gain")
    rows = [(row[code], Decimal(str(row[gain]))) for row in sheet.iter_rows(2, values_only=True)]
    steps = data_of(document)["steps"]

    assert sorted((step["question"], Decimal(step["gain"])) for step in steps) == sorted(rows[:-1])
    assert (None, sum(Decimal(step["gain"]) for step in steps)) == rows[-1]
    assert (titles[0] == "Agencies") == (grouping is PlanGrouping.AGENCY)


def test_a_comparison_has_its_totals_in_cells(kla: Instrument) -> None:
    """Both totals and the change are numbers, those of the saved results."""
    cards = [api.evaluate(EXAMPLES / f"kabupaten-contoh-{year}.xlsx", kla) for year in (2024, 2025)]
    records = [ScorecardRecord.model_validate(scorecard_data(card)) for card in cards]
    document = comparison_document(Comparison(*records), [kla], Messages("en"), in_full=True)
    book = load_workbook(io.BytesIO(workbook_of(document)), data_only=True)
    cells = {str(row[0]): row[1] for row in book.worksheets[0].values if isinstance(row[1], float | int)}
    expected: dict[str, Decimal | int] = {}
    for word, key in {"Claimed": "claimed", "Supported": "supported"}.items():
        before, after = (Decimal(getattr(card.total, key)) for card in cards)
        expected |= {f"{word}, EM 2024": before, f"{word}, EM 2025": after, f"{word}, change": after - before}
    expected |= {f"Answered, EM {year}": card.total.answered for year, card in zip((2024, 2025), cards, strict=True)}

    assert expected == {label: Decimal(str(number)) for label, number in cells.items()}
    assert [row[-1] for row in book["Changed evidence"].values]
    assert "Total" in [row[0] for row in book["Largest gains and losses"].values]


def test_the_ranking_has_both_predicates_in_columns(kla: Instrument) -> None:
    """Each can be filtered. They are those of the saved result."""
    summary = summarise(api.evaluate(GOOD, kla))
    document = batch_document(Batch(kla, [summary]), Messages("en"), in_full=True)
    sheet = load_workbook(io.BytesIO(workbook_of(document)))["Ranking"]
    names = {each.id: each.name.en for each in kla.predicates}

    assert ["Predicate: Claimed", "Predicate: Supported"] == [cell.value for cell in sheet[1][-2:]]
    assert [names[str(summary.claimed)], names[str(summary.supported)]] == [cell.value for cell in sheet[2][-2:]]
